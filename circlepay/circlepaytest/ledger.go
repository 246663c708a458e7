package circlepaytest

import (
	"slices"
	"time"

	"github.com/paygates/paygates-go/money"
)

// EntryKind is what an entry of the ledger records.
type EntryKind string

const (
	// InvoiceCreated is a new invoice; no money moved. Its amount is the total.
	InvoiceCreated EntryKind = "invoice"
	// LinkCreated is a new payment link; no money moved. Its amount is the price.
	LinkCreated EntryKind = "link"
	// InvoiceDeleted is the end of an invoice; no money moved. Its amount is the total.
	InvoiceDeleted EntryKind = "invoice deleted"
	// LinkDeactivated is the end of a payment link; no money moved. Its amount is the
	// price.
	LinkDeactivated EntryKind = "link deactivated"
	// PaymentOpened is a transaction that a payer can pay; no money moved.
	PaymentOpened EntryKind = "open"
	// Paid is money taken from the payer.
	Paid EntryKind = "pay"
	// RefundRequested is a refund that is under way; no money moved yet.
	RefundRequested EntryKind = "refund request"
	// Refunded is money given back to the payer.
	Refunded EntryKind = "refund"
)

// Entry is one line of the ledger.
type Entry struct {
	// Sequence counts from 1.
	Sequence int
	// Time is when it took effect.
	Time time.Time
	// Kind is what happened.
	Kind EntryKind
	// Merchant is the merchant's mobile number.
	Merchant string
	// InvoiceNumber is the invoice that it belongs to, or
	InvoiceNumber string
	// PaymentLink is the payment link or direct payment that it belongs to.
	PaymentLink string
	// TransactionID is the payment; empty for an invoice or link itself.
	TransactionID string
	// RefundID is the refund; empty for everything else.
	RefundID string
	// Amount is how much, always positive.
	Amount money.Amount
	// RequestID is the X-Request-Id of the request that did it, for a refund of the
	// request that asked for it; empty for what payers do.
	RequestID string
}

// Ledger gives every invoice, link and payment made, every invoice and link ended and
// every movement of money, oldest first. It is what truly happened, whatever the answers said.
func (m *Model) Ledger() []Entry {
	m.enter()
	defer m.mu.Unlock()
	return slices.Clone(m.ledger)
}

func (m *Model) enterInLedger(e Entry) {
	e.Sequence, e.Time = len(m.ledger)+1, m.now
	m.ledger = append(m.ledger, e)
}

func (m *Model) enterPayment(p *payment, kind EntryKind, requestID string) {
	m.enterInLedger(Entry{
		Kind: kind, Merchant: p.merchant.mobile, InvoiceNumber: p.invoiceNumber(), PaymentLink: p.linkURL(),
		TransactionID: p.transactionID, Amount: p.value, RequestID: requestID,
	})
}

func (m *Model) enterRefund(r *refund, kind EntryKind) {
	p := r.payment
	m.enterInLedger(Entry{
		Kind: kind, Merchant: p.merchant.mobile, InvoiceNumber: p.invoiceNumber(), PaymentLink: p.linkURL(),
		TransactionID: p.transactionID, RefundID: r.id, Amount: r.value, RequestID: r.requestID,
	})
}
