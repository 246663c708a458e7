package circlepay

import (
	"slices"

	paygates "github.com/paygates/paygates-go"
)

// Code is one error code of CirclePay's.
type Code struct {
	// Code is what stands in errorCode, such as "5111"; paygates.Error.Code shows it.
	Code string
	// Text is the documentation's error text, in its own spelling; empty for a
	// code that the documentation names without defining it. Never match on it.
	Text string
	// Kind is the error that the code stands for.
	Kind error
	// Outcome is what the code proves of the send that it answers, where the
	// operation's row lists it. Elsewhere it proves nothing.
	Outcome paygates.Outcome
	// Advice is what to do then.
	Advice paygates.Advice
	// Certainty says how sure the meaning is.
	Certainty paygates.Certainty
}

// Codes returns the table of error codes: the 42 that CirclePay's documentation
// defines and four that it names and does not define (4210, 7116, 8117, 8118). A
// code that is not in it is ErrUnexpectedReply and proves nothing.
//
// Source: CirclePay documentation, Errors; the kinds are this package's reading.
func Codes() []Code { return slices.Clone(codes) }

// What many rows of the table share.
const (
	notDone = paygates.OutcomeNotExecuted
	unknown = paygates.OutcomeUnknown
	fix     = paygates.AdviceFixRequest
	lookUp  = paygates.AdviceLookUp
	human   = paygates.AdviceAskHuman
	stated  = paygates.Documented
)

var codes = []Code{
	{"1110", "Data missing", paygates.ErrInvalidRequest, notDone, fix, stated},
	{"1111", "Invalid request structure", paygates.ErrInvalidRequest, notDone, fix, stated},
	{"1112", "Invalid request data", paygates.ErrInvalidRequest, notDone, fix, stated},
	{"1114", "Field length error", paygates.ErrInvalidRequest, notDone, fix, stated},
	{"1115", "Invalid date format", paygates.ErrInvalidRequest, notDone, fix, stated},
	{"1116", "Invalid email", paygates.ErrInvalidRequest, notDone, fix, stated},
	{"1117", "Invalid phone number format", paygates.ErrInvalidRequest, notDone, fix, stated},

	{"2110", "Merchant key is incorrect", paygates.ErrAuthentication, notDone, fix, stated},
	{"2111", "Invalid verification code", paygates.ErrInvalidRequest, notDone, fix, stated},
	{"2112", "Password is invalid", paygates.ErrInvalidRequest, notDone, fix, stated},
	{"2113", "Password isnot matching", paygates.ErrInvalidRequest, notDone, fix, stated},

	{"3110", "Cannot find the customer", paygates.ErrNotFound, notDone, fix, stated},
	{"3111", "Customer already exist", paygates.ErrDuplicate, unknown, lookUp, stated},

	{"4101", "Cannot create Payment link", paygates.ErrUnavailable, unknown, lookUp, stated},
	{"4111", "Cannot find the payment link", paygates.ErrNotFound, notDone, fix, stated},
	{"4112", "Expire date cannot be in the past", paygates.ErrInvalidRequest, notDone, fix, stated},
	{"4115", "Payment link is expired", paygates.ErrState, notDone, fix, stated},
	{"4210", "", paygates.ErrUnexpectedReply, unknown, lookUp, paygates.Assumed},
	{"4211", "Cannot find form", paygates.ErrNotFound, notDone, fix, stated},
	{"4212", "Cannot update the form", paygates.ErrState, notDone, fix, stated},
	{"4311", "Cannot find coupon", paygates.ErrNotFound, notDone, fix, stated},
	{"4312", "Cannot update the coupon", paygates.ErrState, notDone, fix, stated},
	{"4313", "Cannot delete the coupon", paygates.ErrState, notDone, fix, stated},

	{"5101", "Cannot create an invoice", paygates.ErrUnavailable, unknown, lookUp, stated},
	{"5111", "Cannot find the invoice", paygates.ErrNotFound, notDone, fix, stated},
	{"5112", "Cannot create the invoice", paygates.ErrInvalidRequest, notDone, fix, stated},
	{"5113", "Cannot delete the invoice", paygates.ErrState, notDone, fix, stated},
	{"5114", "Customer phone number is incorrect", paygates.ErrInvalidRequest, notDone, fix, stated},

	{"7110", "Cannot enable the payment gateway", paygates.ErrUnavailable, unknown, lookUp, stated},
	{"7111", "Cannot find the payment gateway", paygates.ErrNotFound, notDone, fix, stated},
	{"7112", "Cannot enable the payment method", paygates.ErrUnavailable, unknown, lookUp, stated},
	{"7113", "Cannot find the payment method", paygates.ErrNotFound, notDone, fix, stated},
	{"7114", "Cannot set the payment method fee", paygates.ErrUnavailable, unknown, lookUp, stated},
	{"7116", "", paygates.ErrUnexpectedReply, unknown, lookUp, paygates.Assumed},

	{"8110", "Cannot create a merchant", paygates.ErrDuplicate, unknown, lookUp, stated},
	{"8111", "Cannot find the merchant", paygates.ErrNotFound, notDone, fix, stated},
	{"8112", "Config file has incorrect structure", paygates.ErrInvalidRequest, notDone, fix, stated},
	{"8113", "Cannot send OTP", paygates.ErrUnavailable, notDone, human, stated},
	{"8114", "Invalid Callback URL", paygates.ErrInvalidRequest, notDone, fix, stated},
	{"8115", "Merchant account is inactive", paygates.ErrState, notDone, human, stated},
	{"8116", "Cannot update the merchant phone number", paygates.ErrDuplicate, notDone, fix, stated},
	{"8117", "", paygates.ErrUnexpectedReply, unknown, lookUp, paygates.Assumed},
	{"8118", "", paygates.ErrUnexpectedReply, unknown, lookUp, paygates.Assumed},

	{"9110", "Transaction data request is missing", paygates.ErrInvalidRequest, notDone, fix, stated},
	{"9111", "Cannot find the transaction", paygates.ErrNotFound, notDone, fix, stated},
	// The gateway's no is final for this send, and may mean "refunded before".
	{"9112", "Refund request rejected", paygates.ErrDeclined, notDone, lookUp, stated},
}

// codeTable is the table by code.
var codeTable = func() map[string]*Code {
	table := make(map[string]*Code, len(codes))
	for i := range codes {
		table[codes[i].Code] = &codes[i]
	}
	return table
}()
