package bizontest

import (
	"time"

	"github.com/paygates/paygates-go/internal/ordergate/ordergatetest"
	"github.com/paygates/paygates-go/money"
)

// Order is what the model knows about an order.
type Order struct {
	// ID is the gateway's id, 17 digits.
	ID string
	// ParentID is the order that a rebill or recurring payment repeats, or whose
	// card a linked payout goes to, else empty.
	ParentID string
	// Reference is merchant_order_id.
	Reference string
	// Status is the gateway's word, in lower case.
	Status string
	// Amount is what was ordered.
	Amount money.Amount
	// Charged is what was taken in all.
	Charged money.Amount
	// Refunded is what was given back in all.
	Refunded money.Amount
	// ChargedBack is what the card scheme took back in all.
	ChargedBack money.Amount
	// AutoCharge says that paying charges at once.
	AutoCharge bool
	// Recurring says that the order can be rebilled once it is paid.
	Recurring bool
	// Created is when the order was made.
	Created time.Time
	// Updated is when it last changed.
	Updated time.Time
	// Expires is until when the payer can pay; zero for a payout.
	Expires time.Time
	// CheckoutURL is the payment page; empty if the merchant sent the card.
	CheckoutURL string
	// PAN is the masked card number, empty before a card is used.
	PAN string
	// FailureType is declined, fraud, rejected or error on a failed order.
	FailureType string
	// FailureMessage says why the order failed.
	FailureMessage string
	// Operations are the attempts to hold or move money, oldest first.
	Operations []Operation
}

// Operation is one attempt to hold or move money on an order.
type Operation struct {
	// Type is authorize, charge, reverse, refund, credit or chargeback.
	Type string
	// Status is success, failure or error.
	Status string
	// Amount is how much.
	Amount money.Amount
	// Created is when.
	Created time.Time
}

// Order gives a copy of the order with that id; false if there is none.
func (m *Model) Order(id string) (Order, bool) {
	o, ok := m.platform.Order(id)
	if !ok {
		return Order{}, false
	}
	return orderOf(o), true
}

// Orders gives copies of all orders, oldest first.
func (m *Model) Orders() []Order {
	return ordergatetest.Each(m.platform.Orders(), orderOf)
}

func orderOf(o ordergatetest.Order) Order {
	return Order{
		ID: o.ID, ParentID: o.ParentID, Reference: o.Reference, Status: o.Status,
		Amount: o.Amount, Charged: o.Charged, Refunded: o.Refunded, ChargedBack: o.ChargedBack,
		AutoCharge: o.AutoCharge, Recurring: o.Recurring,
		Created: o.Created, Updated: o.Updated, Expires: o.Expires,
		CheckoutURL: o.CheckoutURL, PAN: o.PAN,
		FailureType: o.FailureType, FailureMessage: o.FailureMessage,
		Operations: ordergatetest.Each(o.Operations, func(op ordergatetest.Operation) Operation { return Operation(op) }),
	}
}
