package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/cibpay"
	"github.com/paygates/paygates-go/money"
)

// sale is one purchase, as the shop knows it.
type sale struct {
	Reference string
	Tea       tea
	// OrderID is the gateway's, once an answer or a look-up named it.
	OrderID string
	// Asked is what was asked of the gateway; its Op is empty before.
	Asked paygates.Intent
	// State, Paid and Refunded are what the gateway said last.
	State          paygates.State
	Paid, Refunded money.Amount
	// Shipped counts how often the tea left the house: once, or never.
	Shipped int
	Log     []entry
}

// entry is one line of a sale's log.
type entry struct {
	At   time.Time
	Text string
}

var (
	errNotOurs   = errors.New("checkout: the order belongs to no purchase")
	errDifferent = errors.New("checkout: the order is not what the purchase asked for")
)

// sales is the shop's book; a real shop has a database in its place.
type sales struct {
	mu   sync.Mutex
	book []*sale
}

func newSales() *sales { return &sales{} }

// open writes a purchase down before the gateway hears of it, and gives it the
// reference by which it is found again.
func (s *sales) open(t tea) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	opened := &sale{Reference: fmt.Sprintf("tea-%d", 1001+len(s.book)), Tea: t}
	opened.log("chosen")
	s.book = append(s.book, opened)
	return opened.Reference
}

// remember is the write-ahead hook: an error here would stop the call.
func (s *sales) remember(_ context.Context, asked paygates.Intent) error {
	return s.change(asked.Reference, func(x *sale) error {
		x.Asked = asked
		return nil
	})
}

// ordered notes the gateway's id of the order.
func (s *sales) ordered(reference, orderID string) {
	_ = s.change(reference, func(x *sale) error {
		x.OrderID, x.State = orderID, paygates.StatePending
		x.log("ordered at the gateway")
		return nil
	})
}

func (s *sales) note(reference, text string) {
	_ = s.change(reference, func(x *sale) error {
		x.log(text)
		return nil
	})
}

// record takes over what the gateway says of an order. It may be told the same
// twice and in any order; the tea leaves once, and only against the whole price.
func (s *sales) record(order *cibpay.Order, heardFrom string) error {
	return s.change(order.Reference, func(x *sale) error {
		if x.OrderID == "" {
			x.OrderID = order.ID // its answer was lost
		}
		if x.OrderID != order.ID || !order.Amount.Equal(x.Tea.Price) {
			return errDifferent
		}
		x.State, x.Paid, x.Refunded = order.State(), order.Paid(), order.Refunded()
		x.log(heardFrom + ": " + x.State.String())
		if x.State == paygates.StatePaid && x.Paid.Equal(x.Tea.Price) && x.Shipped == 0 {
			x.Shipped++
			x.log("shipped")
		}
		return nil
	})
}

func (s *sales) change(reference string, change func(*sale) error) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	at := slices.IndexFunc(s.book, func(x *sale) bool { return x.Reference == reference })
	if at < 0 {
		return errNotOurs
	}
	return change(s.book[at])
}

// get gives a copy of a purchase.
func (s *sales) get(reference string) (sale, bool) {
	var got sale
	err := s.change(reference, func(x *sale) error {
		got = *x
		got.Log = slices.Clone(x.Log)
		return nil
	})
	return got, err == nil
}

// latest gives copies of the newest purchases, newest first.
func (s *sales) latest(n int) []sale {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []sale
	for _, x := range slices.Backward(s.book) {
		if len(out) == n {
			break
		}
		out = append(out, *x)
	}
	return out
}

func (x *sale) log(text string) { x.Log = append(x.Log, entry{time.Now(), text}) }
