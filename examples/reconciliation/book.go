package main

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"iter"
	"maps"
	"slices"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/money"
)

// sale is what the shop has written down of an order.
type sale struct {
	state                  paygates.State
	amount, paid, refunded money.Amount

	seen  bool   // at the gateway
	order string // the id under which it was seen
}

// book is the shop's own record, by reference. It is one day's: a shop with more
// sales than memory asks its database for each reference instead, and keeps seen
// there.
type book map[string]*sale

// columns are those of the file that the shop's own system exports. Let it cover
// a little more than the day: an order of a second before midnight may be one of
// the next day at the gateway, and whatever is not in that day's list is looked
// up by its reference.
var columns = []string{"reference", "state", "amount", "paid", "refunded"}

// readBook reads the file, with its heading: states in the words of
// paygates.State, amounts as "10.50 USD", nothing for one that is not known.
func readBook(from io.Reader) (book, error) {
	rows := csv.NewReader(from)
	rows.FieldsPerRecord = len(columns)
	heading, err := rows.Read()
	if err != nil || !slices.Equal(heading, columns) {
		return nil, errors.Join(fmt.Errorf("the book: want the columns %v", columns), err)
	}
	b := book{}
	for {
		row, err := rows.Read()
		if errors.Is(err, io.EOF) {
			return b, nil
		}
		if err != nil {
			return nil, fmt.Errorf("the book: %w", err)
		}
		s, err := readSale(row)
		line, _ := rows.FieldPos(0)
		if _, twice := b[row[0]]; twice {
			err = errors.New("the reference stands there twice")
		}
		if err != nil {
			return nil, fmt.Errorf("the book, line %d: %w", line, err)
		}
		b[row[0]] = s
	}
}

func readSale(row []string) (*sale, error) {
	s := &sale{}
	if err := s.state.UnmarshalText([]byte(row[1])); err != nil {
		return nil, err
	}
	if s.state == paygates.StateUnknown {
		return nil, fmt.Errorf("there is no state %q", row[1])
	}
	for i, a := range []*money.Amount{&s.amount, &s.paid, &s.refunded} {
		if err := a.UnmarshalText([]byte(row[2+i])); err != nil {
			return nil, err
		}
		if a.IsSet() && a.Currency().IsZero() {
			return nil, fmt.Errorf("%s: want its currency too, as in 10.50 USD", columns[2+i])
		}
	}
	return s, nil
}

// unseen are the references that the gateway has not shown, in order.
func (b book) unseen() iter.Seq[string] {
	return func(yield func(string) bool) {
		for _, reference := range slices.Sorted(maps.Keys(b)) {
			if !b[reference].seen && !yield(reference) {
				return
			}
		}
	}
}
