package circlepay

import (
	"slices"
	"strings"

	paygates "github.com/paygates/paygates-go"
)

// PaymentStatus is a payment's status in CirclePay's own word, in any case.
type PaymentStatus string

// Statuses of a payment.
const (
	// PaymentInitialized: the payer was sent to a payment page.
	PaymentInitialized PaymentStatus = "initialized"
	// PaymentPending: nothing is decided.
	PaymentPending PaymentStatus = "pending"
	// PaymentPaid: the payer has paid. No document shows the word (assumed):
	// Config.PaidWords replaces it.
	PaymentPaid PaymentStatus = "paid"
	// PaymentFailed: the payment failed (public clients).
	PaymentFailed PaymentStatus = "failed"
)

var paymentStates = map[PaymentStatus]paygates.State{
	PaymentInitialized: paygates.StatePending,
	PaymentPending:     paygates.StatePending,
	PaymentPaid:        paygates.StatePaid,
	PaymentFailed:      paygates.StateFailed,
}

// State is what the word alone means, whatever its case; any other word is
// StateUnknown. It does not know Config.PaidWords: Payment.State does, and is the
// one to trust.
func (s PaymentStatus) State() paygates.State {
	return paymentStates[PaymentStatus(folded(string(s)))]
}

// stateBy is State, with the account's own words for "paid" in the place of the
// assumed one.
func (s PaymentStatus) stateBy(paid []string) paygates.State {
	if slices.ContainsFunc(paid, func(word string) bool { return folded(word) == folded(string(s)) }) {
		return paygates.StatePaid
	}
	if state := s.State(); state != paygates.StatePaid || len(paid) == 0 {
		return state
	}
	return paygates.StateUnknown
}

// RefundStatus is a refund's status in CirclePay's own word, in any case.
type RefundStatus string

// Statuses of a refund.
const (
	// RefundPending: asked for; nothing has gone back yet.
	RefundPending RefundStatus = "pending"
	// RefundInitialized is the same (public clients).
	RefundInitialized RefundStatus = "initialized"
	// RefundPaid: the money has gone back.
	RefundPaid RefundStatus = "paid"
	// RefundFailed: nothing went back (public clients).
	RefundFailed RefundStatus = "failed"
	// RefundRejected: nothing went back (an early page of the documentation).
	RefundRejected RefundStatus = "rejected"
)

var refundStates = map[RefundStatus]paygates.State{
	RefundPending:     paygates.StatePending,
	RefundInitialized: paygates.StatePending,
	RefundPaid:        paygates.StateRefunded,
	RefundFailed:      paygates.StateFailed,
	RefundRejected:    paygates.StateFailed,
}

// State is what the word means, whatever its case; any other word is StateUnknown.
func (s RefundStatus) State() paygates.State {
	return refundStates[RefundStatus(folded(string(s)))]
}

// InvoiceStatus is an invoice's status: a number, kept as its text.
type InvoiceStatus string

// Statuses of an invoice.
const (
	// InvoiceDue: to be paid. Instalments may have been paid.
	InvoiceDue InvoiceStatus = "0"
	// InvoiceOverdue: due date over; it may still be paid.
	InvoiceOverdue InvoiceStatus = "1"
	// InvoicePaid: paid.
	InvoicePaid InvoiceStatus = "2"
	// InvoiceDeactivated: not to be paid any more.
	InvoiceDeactivated InvoiceStatus = "3"
)

var invoiceStates = map[InvoiceStatus]paygates.State{
	InvoiceDue:         paygates.StatePending,
	InvoiceOverdue:     paygates.StatePending,
	InvoicePaid:        paygates.StatePaid,
	InvoiceDeactivated: paygates.StateCanceled,
}

// State is what the number means; any other is StateUnknown.
func (s InvoiceStatus) State() paygates.State { return invoiceStates[s] }

// MerchantStatus is a merchant's status: a number, kept as its text.
type MerchantStatus string

// Statuses of a merchant. CirclePay's documentation shows 2 as well and does not
// say what it means.
const (
	// MerchantUnverified: created, and the phone number not verified (public clients).
	MerchantUnverified MerchantStatus = "0"
	// MerchantActive: verified.
	MerchantActive MerchantStatus = "1"
)

// Active reports whether the merchant is verified. A status that nobody documents
// is not.
func (s MerchantStatus) Active() bool { return s == MerchantActive }

// folded is a word as it is compared: CirclePay writes them in either case.
func folded(word string) string { return strings.ToLower(strings.TrimSpace(word)) }
