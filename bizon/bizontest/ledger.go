package bizontest

import (
	"time"

	"github.com/paygates/paygates-go/internal/ordergate/ordergatetest"
	"github.com/paygates/paygates-go/money"
)

// EntryKind is what an entry of the ledger records.
type EntryKind string

const (
	// Created is a new order; no money moved. Its amount is the order's.
	Created EntryKind = ordergatetest.Created
	// Authorized is a hold on the payer's card.
	Authorized EntryKind = ordergatetest.Authorized
	// Charged is money taken from the payer.
	Charged EntryKind = ordergatetest.Charged
	// Reversed is a hold let go.
	Reversed EntryKind = ordergatetest.Reversed
	// Refunded is money given back to the payer.
	Refunded EntryKind = ordergatetest.Refunded
	// Credited is money paid out to a card.
	Credited EntryKind = ordergatetest.Credited
	// ChargedBack is money taken back by the card scheme.
	ChargedBack EntryKind = ordergatetest.ChargedBack
)

// Entry is one line of the ledger.
type Entry struct {
	// Sequence counts from 1.
	Sequence int
	// Time is when it took effect.
	Time time.Time
	// OrderID is the order it belongs to.
	OrderID string
	// ParentOrderID is the order that a rebill or recurring payment repeats, or
	// whose card a linked payout goes to, else empty.
	ParentOrderID string
	// Reference is the order's merchant_order_id.
	Reference string
	// Kind is what happened.
	Kind EntryKind
	// Amount is how much, always positive.
	Amount money.Amount
	// RequestID is the X-Request-Id of the request that did it; empty for what
	// payer and scheme do.
	RequestID string
}

// Ledger gives every order made and every movement of money, oldest first. It is
// what truly happened, whatever the answers said.
func (m *Model) Ledger() []Entry {
	return ordergatetest.Each(m.platform.Ledger(), func(e ordergatetest.Entry) Entry {
		return Entry{
			Sequence: e.Sequence, Time: e.Time, OrderID: e.OrderID, ParentOrderID: e.ParentOrderID,
			Reference: e.Reference, Kind: EntryKind(e.Kind), Amount: e.Amount, RequestID: e.RequestID,
		}
	})
}
