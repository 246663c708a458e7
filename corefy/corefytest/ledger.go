package corefytest

import (
	"slices"
	"time"

	"github.com/paygates/paygates-go/money"
)

// EntryKind is what an entry of the ledger records.
type EntryKind string

const (
	// Created is a new invoice or payout; no money moved. Its amount is what was
	// asked for.
	Created EntryKind = "create"
	// Authorized is a hold on the payer's card, to verify it.
	Authorized EntryKind = "authorize"
	// Reversed is that hold let go.
	Reversed EntryKind = "reverse"
	// Charged is money taken from the payer.
	Charged EntryKind = "charge"
	// Refunded is money given back to the payer.
	Refunded EntryKind = "refund"
	// ChargedBack is money taken back by the card scheme.
	ChargedBack EntryKind = "chargeback"
	// PaidOut is money that left the merchant.
	PaidOut EntryKind = "payout"
	// Returned is money of a payout that came back.
	Returned EntryKind = "return"
)

// Entry is one line of the ledger.
type Entry struct {
	// Sequence counts from 1.
	Sequence int
	// Time is when it took effect.
	Time time.Time
	// ObjectID is the invoice or payout that it belongs to.
	ObjectID string
	// RefundID is the refund that did it, else empty.
	RefundID string
	// Reference is reference_id: of a refund the refund's own, else that of the
	// invoice or payout.
	Reference string
	// Kind is what happened.
	Kind EntryKind
	// Amount is how much, always positive.
	Amount money.Amount
	// TestMode says that no real money would have moved.
	TestMode bool
	// RequestID is the X-Request-Id of the request that did it; empty for what
	// payer and scheme do.
	RequestID string
}

// Ledger gives every invoice and payout made and every movement of money, oldest
// first. It is what truly happened, whatever the answers said.
func (m *Model) Ledger() []Entry {
	m.enter()
	defer m.mu.Unlock()
	return slices.Clone(m.ledger)
}

func (m *Model) enterInLedger(e Entry) {
	e.Sequence, e.Time = len(m.ledger)+1, m.now
	m.ledger = append(m.ledger, e)
}

func (o *invoice) line(kind EntryKind, amount money.Amount, requestID string) Entry {
	return Entry{ObjectID: o.id, Reference: o.reference, Kind: kind, Amount: amount, TestMode: o.testMode, RequestID: requestID}
}

func (o *payout) line(kind EntryKind, amount money.Amount) Entry {
	return Entry{ObjectID: o.id, Reference: o.reference, Kind: kind, Amount: amount, TestMode: o.testMode, RequestID: o.requestID}
}
