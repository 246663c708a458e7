package main

import (
	"cmp"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/bizon"
	"github.com/paygates/paygates-go/money"
)

// group is what is added up together. Amounts of two currencies never are.
type group struct {
	state    paygates.State
	currency string
}

type sums struct {
	orders                 int
	amount, paid, refunded sum
}

// summary has one line for each state and currency, however many orders.
type summary map[group]*sums

func (s summary) add(o *bizon.Order) {
	key := group{o.State(), o.Currency.Code()}
	line := s[key]
	if line == nil {
		line = &sums{}
		s[key] = line
	}
	line.orders++
	line.amount.add(o.Amount)
	line.paid.add(o.Paid())
	line.refunded.add(o.Refunded())
}

func (s summary) print(out io.Writer) {
	const layout = "%-20s %-8s %8v %16s %16s %16s\n"
	fmt.Fprintf(out, layout, "STATE", "CURRENCY", "ORDERS", "AMOUNT", "PAID", "REFUNDED")
	fmt.Fprintln(out, strings.Repeat("─", 89))
	groups := slices.SortedFunc(maps.Keys(s), func(a, b group) int {
		return cmp.Or(cmp.Compare(a.state, b.state), strings.Compare(a.currency, b.currency))
	})
	partly := false
	for _, key := range groups {
		line := s[key]
		fmt.Fprintf(out, layout, key.state, cmp.Or(key.currency, "–"), line.orders, line.amount, line.paid, line.refunded)
		partly = partly || line.amount.partly || line.paid.partly || line.refunded.partly
	}
	if partly {
		fmt.Fprintln(out, "* not of all these orders: some do not tell it")
	}
}

// sum adds amounts up, and says if it could not add them all.
type sum struct {
	total  money.Amount
	partly bool
}

func (s *sum) add(a money.Amount) {
	if !a.IsSet() {
		s.partly = true
		return
	}
	if !s.total.IsSet() {
		s.total = a
		return
	}
	total, err := s.total.Add(a)
	if err != nil { // another currency than the order's, or more than an Amount holds
		s.partly = true
		return
	}
	s.total = total
}

// String is the number alone: the currency has a column.
func (s sum) String() string {
	number, _, _ := strings.Cut(s.total.String(), " ")
	if s.partly {
		return cmp.Or(number, "–") + " *"
	}
	return cmp.Or(number, "–")
}
