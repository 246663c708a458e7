package corefy

import (
	"strings"

	paygates "github.com/paygates/paygates-go"
)

// Status is the gateway's word for what an invoice, a payout or a refund has
// come to, kept as it came. Before 2019 the words were in upper case; they are
// compared without case.
type Status string

// Statuses. An invoice has those up to StatusPartiallyChargedBack, a payout the
// first ones and those of canceling.
const (
	// StatusCreated: made, nothing has happened.
	StatusCreated Status = "created"
	// StatusProcessing: being handed to the provider.
	StatusProcessing Status = "processing"
	// StatusProcessPending: waiting for the payer or the provider, perhaps long.
	StatusProcessPending Status = "process_pending"
	// StatusProcessError: a try failed; Corefy tries again by itself.
	StatusProcessError Status = "process_error"
	// StatusProcessed: paid; of a payout: accepted, the money has left us.
	StatusProcessed Status = "processed"
	// StatusPartiallyProcessed: paid with less than was owed.
	StatusPartiallyProcessed Status = "partially_processed"
	// StatusProcessFailed: refused, or unpaid when the time was over.
	StatusProcessFailed Status = "process_failed"
	// StatusExpired: unpaid when the time was over.
	StatusExpired Status = "expired"
	// StatusTerminated: ended by the payer or by an operator.
	StatusTerminated Status = "terminated"
	// StatusRejected: refused by an operator.
	StatusRejected Status = "rejected"
	// StatusVerified: the card was verified; no money moved.
	StatusVerified Status = "verified"
	// StatusVerifyFailed: the card was not verified.
	StatusVerifyFailed Status = "verify_failed"
	// StatusRefunding: a refund is under way.
	StatusRefunding Status = "refunding"
	// StatusRefundPending: a refund waits for the provider.
	StatusRefundPending Status = "refund_pending"
	// StatusRefundError: a try to refund failed; Corefy tries again by itself.
	StatusRefundError Status = "refund_error"
	// StatusPartiallyRefunded: a part has gone back.
	StatusPartiallyRefunded Status = "partially_refunded"
	// StatusRefunded: all has gone back.
	StatusRefunded Status = "refunded"
	// StatusRefundFailed: the refund was refused; the invoice is still paid.
	StatusRefundFailed Status = "refund_failed"
	// StatusChargedBack: the payer's bank took the money back.
	StatusChargedBack Status = "charged_back"
	// StatusPartiallyChargedBack: the payer's bank took a part back.
	StatusPartiallyChargedBack Status = "partially_charged_back"

	// StatusCanceling: a payout is being canceled.
	StatusCanceling Status = "canceling"
	// StatusCancelPending: a payout's cancellation is pending. One page takes the
	// money for returned, another does not know: do not pay again.
	StatusCancelPending Status = "cancel_pending"
	// StatusCancelError: a try to cancel failed; Corefy tries again by itself.
	StatusCancelError Status = "cancel_error"
	// StatusCanceled: the payout was canceled.
	StatusCanceled Status = "canceled"
	// StatusPartiallyCanceled: a part of the payout was canceled.
	StatusPartiallyCanceled Status = "partially_canceled"
	// StatusCancelFailed: the payout could not be canceled; it stands.
	StatusCancelFailed Status = "cancel_failed"
)

// invoiceStates are the words of an invoice.
var invoiceStates = map[Status]paygates.State{
	StatusCreated:              paygates.StatePending,
	StatusProcessing:           paygates.StatePending,
	StatusProcessPending:       paygates.StatePending,
	StatusProcessError:         paygates.StatePending,
	StatusProcessed:            paygates.StatePaid,
	StatusPartiallyProcessed:   paygates.StatePartlyPaid,
	StatusProcessFailed:        paygates.StateFailed,
	StatusExpired:              paygates.StateExpired,
	StatusTerminated:           paygates.StateFailed,
	StatusRejected:             paygates.StateFailed,
	StatusVerified:             paygates.StateVerified,
	StatusVerifyFailed:         paygates.StateFailed,
	StatusRefunding:            paygates.StatePaid,
	StatusRefundPending:        paygates.StatePaid,
	StatusRefundError:          paygates.StatePaid,
	StatusRefundFailed:         paygates.StatePaid,
	StatusPartiallyRefunded:    paygates.StatePartlyRefunded,
	StatusRefunded:             paygates.StateRefunded,
	StatusChargedBack:          paygates.StateChargedBack,
	StatusPartiallyChargedBack: paygates.StatePartlyChargedBack,
}

// payoutStates are the words of a payout.
var payoutStates = map[Status]paygates.State{
	StatusCreated:            paygates.StatePending,
	StatusProcessing:         paygates.StatePending,
	StatusProcessPending:     paygates.StatePending,
	StatusProcessError:       paygates.StatePending,
	StatusCanceling:          paygates.StatePending,
	StatusCancelPending:      paygates.StatePending,
	StatusCancelError:        paygates.StatePending,
	StatusProcessed:          paygates.StatePaidOut,
	StatusPartiallyProcessed: paygates.StatePaidOut,
	StatusCancelFailed:       paygates.StatePaidOut,
	StatusPartiallyCanceled:  paygates.StatePaidOut,
	StatusCanceled:           paygates.StateCanceled,
	StatusProcessFailed:      paygates.StateFailed,
	StatusTerminated:         paygates.StateFailed,
	StatusExpired:            paygates.StateExpired,
}

// refundStates are the words of a refund: only "processed" is shown by the
// documentation, the others follow the invoice's (assumed).
var refundStates = map[Status]paygates.State{
	StatusCreated:        paygates.StatePending,
	StatusProcessing:     paygates.StatePending,
	StatusProcessPending: paygates.StatePending,
	StatusProcessError:   paygates.StatePending,
	StatusProcessed:      paygates.StateRefunded,
	StatusProcessFailed:  paygates.StateFailed,
}

// State is what the word alone means for an invoice, whatever its case; an
// unknown word is StateUnknown, never failed. Invoice.State reads the amounts
// too and is the one to trust. A payout's and a refund's words are read by their
// own State methods: "processed" means something else there.
func (s Status) State() paygates.State { return invoiceStates[s.plain()] }

// plain is the word in the case of the constants.
func (s Status) plain() Status { return Status(asciiLower(string(s))) }

// Final reports whether an invoice, or a payout, with this status is unlikely to
// change by itself, as Corefy's pages agree: failed, expired, canceled, verified,
// refunded, charged back. A paid one can still be refunded or charged back, and
// an operator can correct any status by hand: a later read wins.
func (s Status) Final() bool {
	switch s.plain() {
	case StatusProcessFailed, StatusExpired, StatusTerminated, StatusRejected, StatusVerified, StatusVerifyFailed,
		StatusRefunded, StatusChargedBack, StatusCanceled:
		return true
	}
	return false
}

// sameWord compares without case, in ASCII: Unicode folds other letters into it.
func sameWord(a, b string) bool { return len(a) == len(b) && strings.EqualFold(a, b) }

func asciiLower(text string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'A' && r <= 'Z' {
			return r + 'a' - 'A'
		}
		return r
	}, text)
}

// PaymentFlow says what an invoice is for.
type PaymentFlow string

// Payment flows.
const (
	// FlowCharge takes the money; it is what an empty flow means.
	FlowCharge PaymentFlow = "charge"
	// FlowVerify verifies a card: an amount is held and released again.
	FlowVerify PaymentFlow = "verify"
)
