package ordergatetest

import (
	"time"

	"github.com/paygates/paygates-go/money"
)

// Order is what the model knows about an order, for tests.
type Order struct {
	ID, ParentID, Reference, Status string

	Amount, Charged, Refunded, ChargedBack money.Amount

	AutoCharge, Recurring       bool
	Created, Updated, Expires   time.Time
	CheckoutURL, PAN            string
	FailureType, FailureMessage string
	Operations                  []Operation
}

// Operation is one attempt to hold or move money on an order.
type Operation struct {
	Type, Status string
	Amount       money.Amount
	Created      time.Time
}

// Order gives a copy of the order with that id.
func (p *Platform) Order(id string) (Order, bool) {
	p.enter()
	defer p.mu.Unlock()
	o, ok := p.orders[id]
	if !ok {
		return Order{}, false
	}
	return o.snapshot(), true
}

// Orders gives copies of all orders, oldest first.
func (p *Platform) Orders() []Order {
	p.enter()
	defer p.mu.Unlock()
	out := make([]Order, 0, len(p.sequence))
	for _, o := range p.sequence {
		out = append(out, o.snapshot())
	}
	return out
}

func (o *order) snapshot() Order {
	s := Order{
		ID: o.id, ParentID: o.parentID, Reference: o.reference, Status: o.status,
		Amount: o.amount.money(o.currency), Charged: o.charged.money(o.currency),
		Refunded: o.refunded.money(o.currency), ChargedBack: o.disputed.money(o.currency),
		AutoCharge: o.autoCharge, Recurring: o.recurring,
		Created: o.created, Updated: o.updated, Expires: o.expires,
		CheckoutURL: o.checkoutURL, PAN: o.pan,
		FailureType: o.failureType, FailureMessage: o.failureMessage,
	}
	for _, op := range o.operations {
		s.Operations = append(s.Operations, Operation{
			Type: op.kind, Status: op.status, Amount: op.amount.money(o.currency), Created: op.created,
		})
	}
	return s
}
