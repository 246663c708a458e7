package cinetpaytest

import (
	"slices"
	"time"

	"github.com/paygates/paygates-go/money"
)

// EntryKind is what an entry of the ledger records.
type EntryKind string

const (
	// Created is a new payment link; no money moved. Its amount is the
	// payment's.
	Created EntryKind = "create"
	// Paid is money taken from the payer.
	Paid EntryKind = "pay"
	// Refunded is money given back to the payer.
	Refunded EntryKind = "refund"
	// Sent is a transfer that was accepted: its amount is taken out of what is
	// available.
	Sent EntryKind = "send"
	// Completed is a transfer that reached its receiver.
	Completed EntryKind = "complete"
	// Rejected is a transfer that was refused: its amount is available again.
	Rejected EntryKind = "reject"
)

// Entry is one line of the ledger.
type Entry struct {
	// Sequence counts from 1.
	Sequence int
	// Time is when it took effect.
	Time time.Time
	// ID is the payment's payment_token or the transfer's transaction_id.
	ID string
	// Reference is the merchant's identifier: the payment's transaction_id or
	// the transfer's client_transaction_id.
	Reference string
	// Kind is what happened.
	Kind EntryKind
	// Amount is how much, always positive.
	Amount money.Amount
	// RequestID is the X-Request-Id of the request that did it; empty for what
	// payer, operator and back office do.
	RequestID string
}

func (m *Model) enterPayment(p *payment, kind EntryKind, requestID string) {
	m.enterInLedger(Entry{ID: p.token, Reference: p.transactionID, Kind: kind, Amount: p.amount.in(p.currency), RequestID: requestID})
}

func (m *Model) enterTransfer(t *transfer, kind EntryKind, requestID string) {
	m.enterInLedger(Entry{ID: t.id, Reference: t.clientID, Kind: kind, Amount: m.ofBalance(t.amount), RequestID: requestID})
}

func (m *Model) enterInLedger(e Entry) {
	e.Sequence, e.Time = len(m.ledger)+1, m.now
	m.ledger = append(m.ledger, e)
}

// Ledger gives every payment made and every movement of money, oldest first. It
// is what truly happened, whatever the answers said.
func (m *Model) Ledger() []Entry {
	m.enter()
	defer m.mu.Unlock()
	return slices.Clone(m.ledger)
}
