package corefytest

import (
	"slices"
	"strings"
)

// The statuses of invoices, refunds and payouts that the model sets by itself.
const (
	created            = "created"
	processPending     = "process_pending"
	processError       = "process_error"
	processed          = "processed"
	partiallyProcessed = "partially_processed"
	processFailed      = "process_failed"
	expired            = "expired"
	terminated         = "terminated"
	verified           = "verified"
	verifyFailed       = "verify_failed"
	refundPending      = "refund_pending"
	refundFailed       = "refund_failed"
	refunded           = "refunded"
	partiallyRefunded  = "partially_refunded"
	chargedBack        = "charged_back"
	partlyChargedBack  = "partially_charged_back"
	canceled           = "canceled"
	partiallyCanceled  = "partially_canceled"
)

const resolutionOK = "ok"

// invoiceStatuses are the words of Corefy's status lists for payments.
var invoiceStatuses = []string{
	created, "processing", processPending, processError, processed, partiallyProcessed, processFailed,
	expired, terminated, "rejected", verified, verifyFailed,
	"refunding", refundPending, "refund_error", partiallyRefunded, refunded, refundFailed,
	chargedBack, partlyChargedBack,
}

// payoutStatuses are those for payouts.
var payoutStatuses = []string{
	created, "processing", processPending, processError, processed, partiallyProcessed, processFailed,
	expired, terminated, "canceling", "cancel_pending", "cancel_error", canceled, partiallyCanceled, "cancel_failed",
}

// openStatuses are those in which the payer may still pay.
var openStatuses = []string{created, "processing", processPending, processError}

// resolutions are the words that Corefy's test card page and release notes name.
var resolutions = []string{
	resolutionOK, expired, "auth_3ds_required", "general_fatal_error", "access_denied", "error", "provider_error", "unknown",
	"duplicated_transaction", "auth_fatal_error", "unable_to_determine_3ds_enrolment", "card_is_3ds_enrolled",
	"card_is_not_3ds_enrolled", "issuer_decline", "client_auth_failed", "provider_fatal_error", "invalid_details",
	"invalid_pin", "antifraud_error", "invalid_card", "fatal_error", "unable_to_reconcile", "invalid_amount",
	"limit_violation", "functionality_is_not_permitted", "invalid_request", "lost_or_stolen_card", "declined",
	"invalid_otp", "invalid_3ds_code", "invalid_card_status", "insufficient_funds", "card_expired", "invalid_cvv",
	"invalid_pan", "invalid_credentials", "card_type_not_supported", "fatal_timeout", "no_routes_by_condition",
	"card_verification_failed", "fatal_card_expired",
}

// neutral resolutions refuse nothing.
var neutral = []string{resolutionOK, "auth_3ds_required", "card_is_3ds_enrolled", "card_is_not_3ds_enrolled"}

// Resolutions lists the resolution words that Corefy documents, ok included.
// The set is open: a shop must expect others.
func Resolutions() []string { return slices.Clone(resolutions) }

// refusing says whether a resolution can be the reason of a refusal.
func refusing(word string) bool {
	return slices.Contains(resolutions, word) && !slices.Contains(neutral, word)
}

// publicWord is a resolution as the public API prints it.
func publicWord(resolution string) string { return strings.ToUpper(resolution) }

// payerStatus is the status of an invoice's payment, which has its own words.
func payerStatus(invoiceStatus string) string {
	switch {
	case slices.Contains(openStatuses, invoiceStatus):
		return "invoked"
	case invoiceStatus == partiallyProcessed || invoiceStatus == verified:
		return processed
	case invoiceStatus == verifyFailed:
		return processFailed
	case invoiceStatus == partiallyRefunded:
		return refunded
	}
	return invoiceStatus
}
