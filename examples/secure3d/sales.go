package main

import (
	"crypto/rand"
	"strings"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/bizon"
	"github.com/paygates/paygates-go/examples/internal/site"
	"github.com/paygates/paygates-go/money"
)

// sale is one purchase, as the shop knows it.
type sale struct {
	Reference string
	Price     money.Amount
	Begun     bool            // it is on its way to the gateway, or was there
	OrderID   string          // the gateway's, once an answer or a look-up named it
	Asked     paygates.Intent // the call whose outcome nobody knows; none if its Op is empty
	State     paygates.State  // what the gateway said last
	Paid      money.Amount    // how much it has from the payer
	Log       site.Log
}

// waiting says that the gateway may have something new to tell.
func (x sale) waiting() bool {
	return x.State == paygates.StateUnknown || x.State == paygates.StatePending
}

// sales is the shop's book; a real shop has a database in its place.
type sales struct{ site.Book[sale] }

func newSales() *sales { return &sales{} }

// open writes a purchase down before anybody pays. Its reference is part of
// addresses, so that nobody may guess it.
func (s *sales) open(price money.Amount) sale {
	x := sale{Reference: "teapot-" + strings.ToLower(rand.Text()[:12]), Price: price}
	s.Open(x.Reference, x)
	return x
}

// begin takes a purchase to the gateway. Only the first who asks may: a button is
// pressed twice, and a page is loaded again.
func (s *sales) begin(reference string) (first bool) {
	s.Change(reference, func(x *sale) {
		if first = !x.Begun; first {
			x.Begun = true
			x.Log.Add("the card was given")
		}
	})
	return first
}

// neverLeft takes begin back, of a purchase that certainly did not get there.
func (s *sales) neverLeft(reference string) {
	s.Change(reference, func(x *sale) { x.Begun = false })
}

// record takes over what the gateway says of an order. Paid is paid only if it is
// this purchase's order, and the whole price.
func (s *sales) record(order *bizon.Order) {
	s.Change(order.Reference, func(x *sale) {
		switch {
		case x.OrderID != "" && x.OrderID != order.ID:
			x.Log.Add("another order bears our reference: " + order.ID)
			return
		case order.State() == paygates.StatePaid && !order.Paid().Equal(x.Price):
			x.OrderID, x.State = order.ID, paygates.StateUnknown
			x.Log.Add("paid, but not our price: " + order.Paid().String())
			return
		case x.OrderID == order.ID && x.State == order.State():
			return
		}
		x.OrderID, x.State, x.Paid = order.ID, order.State(), order.Paid()
		x.Log.Add("the gateway says: " + x.State.String())
	})
}

// refused notes a refusal, with the order that the gateway made of it. The reason
// is not for the payer: who tries stolen cards learns from it.
func (s *sales) refused(reference, orderID string) {
	s.Change(reference, func(x *sale) {
		if !x.waiting() {
			x.Log.Add("refused, after it had ended") // somebody posts to us what he likes
			return
		}
		if x.OrderID == "" {
			x.OrderID = orderID
		}
		x.State = paygates.StateFailed
		x.Log.Add("refused")
	})
}

func (s *sales) asked(reference string, asked paygates.Intent) {
	s.Change(reference, func(x *sale) {
		x.Asked = asked
		x.Log.Add("the gateway's answer tells nothing")
	})
}

// settled notes that the call's outcome is known by now.
func (s *sales) settled(reference string, verdict paygates.Verdict) {
	s.Change(reference, func(x *sale) {
		if verdict == paygates.VerdictExecuted || verdict == paygates.VerdictNotExecuted {
			x.Asked = paygates.Intent{}
		}
		x.Log.Add("looked up: " + verdict.String())
	})
}

func (s *sales) note(reference, text string) {
	s.Change(reference, func(x *sale) { x.Log.Add(text) })
}
