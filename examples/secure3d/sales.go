package main

import (
	"crypto/rand"
	"strings"
	"sync"
	"time"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/bizon"
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
	Log       []entry
}

// entry is one line of a sale's log.
type entry struct {
	At   time.Time
	Text string
}

// waiting says that the gateway may have something new to tell.
func (x sale) waiting() bool {
	return x.State == paygates.StateUnknown || x.State == paygates.StatePending
}

// sales is the shop's book; a real shop has a database in its place.
type sales struct {
	mu   sync.Mutex
	book map[string]*sale
}

func newSales() *sales { return &sales{book: map[string]*sale{}} }

// open writes a purchase down before anybody pays. Its reference is part of
// addresses, so that nobody may guess it.
func (s *sales) open(price money.Amount) sale {
	s.mu.Lock()
	defer s.mu.Unlock()
	x := &sale{Reference: "teapot-" + strings.ToLower(rand.Text()[:12]), Price: price}
	s.book[x.Reference] = x
	return *x
}

// begin takes a purchase to the gateway. Only the first who asks may: a button is
// pressed twice, and a page is loaded again.
func (s *sales) begin(reference string) (first bool) {
	s.change(reference, func(x *sale) {
		if first = !x.Begun; first {
			x.Begun = true
			x.log("the card was given")
		}
	})
	return first
}

// neverLeft takes begin back, of a purchase that certainly did not get there.
func (s *sales) neverLeft(reference string) {
	s.change(reference, func(x *sale) { x.Begun = false })
}

func (s *sales) get(reference string) (sale, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	x, ok := s.book[reference]
	if !ok {
		return sale{}, false
	}
	found := *x
	found.Log = append([]entry(nil), x.Log...)
	return found, true
}

// record takes over what the gateway says of an order. Paid is paid only if it is
// this purchase's order, and the whole price.
func (s *sales) record(order *bizon.Order) {
	s.change(order.Reference, func(x *sale) {
		switch {
		case x.OrderID != "" && x.OrderID != order.ID:
			x.log("another order bears our reference: " + order.ID)
			return
		case order.State() == paygates.StatePaid && !order.Paid().Equal(x.Price):
			x.OrderID, x.State = order.ID, paygates.StateUnknown
			x.log("paid, but not our price: " + order.Paid().String())
			return
		case x.OrderID == order.ID && x.State == order.State():
			return
		}
		x.OrderID, x.State, x.Paid = order.ID, order.State(), order.Paid()
		x.log("the gateway says: " + x.State.String())
	})
}

// refused notes a refusal, with the order that the gateway made of it. The reason
// is not for the payer: who tries stolen cards learns from it.
func (s *sales) refused(reference, orderID string) {
	s.change(reference, func(x *sale) {
		if !x.waiting() {
			x.log("refused, after it had ended") // somebody posts to us what he likes
			return
		}
		if x.OrderID == "" {
			x.OrderID = orderID
		}
		x.State = paygates.StateFailed
		x.log("refused")
	})
}

func (s *sales) asked(reference string, asked paygates.Intent) {
	s.change(reference, func(x *sale) {
		x.Asked = asked
		x.log("the gateway's answer tells nothing")
	})
}

// settled notes that the call's outcome is known by now.
func (s *sales) settled(reference string, verdict paygates.Verdict) {
	s.change(reference, func(x *sale) {
		if verdict == paygates.VerdictExecuted || verdict == paygates.VerdictNotExecuted {
			x.Asked = paygates.Intent{}
		}
		x.log("looked up: " + verdict.String())
	})
}

func (s *sales) note(reference, text string) {
	s.change(reference, func(x *sale) { x.log(text) })
}

func (s *sales) change(reference string, do func(*sale)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if x, ok := s.book[reference]; ok {
		do(x)
	}
}

func (x *sale) log(text string) { x.Log = append(x.Log, entry{time.Now(), text}) }
