package cinetpay

import (
	"slices"

	paygates "github.com/paygates/paygates-go"
)

// Code is one code of an answer's body. The checkout API and the transfer API
// number theirs apart: 602, 801, 802 and 804 mean other things in the other.
type Code struct {
	// Code is what stands in the answer, such as "608"; paygates.Error.Code shows it.
	Code string
	// Name is the gateway's message, in its own spelling. Never match on it.
	Name string
	// Kind is the error that the code stands for; nil where it is none.
	Kind error
	// Outcome is what the code proves of the call that it answers, of
	// Payments.Create among the checkout codes: executed or not executed only
	// where the operation's row says so too.
	Outcome paygates.Outcome
	// State is that of a payment whose check answers with this code and with
	// data. Without data no code says anything about a payment.
	State paygates.State
	// NeedsStatus says that State holds only beside the status that means it,
	// such as REFUSED. Elsewhere a status that is not there does no harm; one that
	// says something else does.
	NeedsStatus bool
	// Decline is the reason that a failed payment's code tells.
	Decline paygates.DeclineReason
	// Certainty says how sure the code's meaning is.
	Certainty paygates.Certainty
}

// CheckoutCodes returns the table of the checkout API's codes. A code that is
// not in it is ErrUnexpectedReply, proves nothing, and makes a payment's state
// unknown.
//
// Source: CinetPay documentation, error tables; public clients where Certainty
// says so.
func CheckoutCodes() []Code { return slices.Clone(checkoutCodes) }

// TransferCodes returns the table of the transfer API's codes, of an answer as
// a whole and of each entry in it. A code that is not in it is
// ErrUnexpectedReply and proves nothing.
//
// Source: CinetPay documentation, transfer API, error table.
func TransferCodes() []Code { return slices.Clone(transferCodes) }

// What many rows of the tables share.
const (
	done     = paygates.OutcomeExecuted
	notDone  = paygates.OutcomeNotExecuted
	paid     = paygates.StatePaid
	pending  = paygates.StatePending
	failed   = paygates.StateFailed
	refunded = paygates.StateRefunded
	stated   = paygates.Documented
	seen     = paygates.Clients
	noMoney  = paygates.DeclineInsufficientFunds
	limit    = paygates.DeclineLimit
)

var checkoutCodes = []Code{
	{Code: "00", Name: "SUCCES", State: paid, NeedsStatus: true, Certainty: stated},
	{Code: "201", Name: "CREATED", Outcome: done, State: pending, Certainty: stated},

	{Code: "608", Name: "MINIMUM_REQUIRED_FIELDS", Kind: paygates.ErrInvalidRequest, Outcome: notDone, Certainty: stated},
	{Code: "610", Name: "ERROR_PAYMETHOD_NOTFOUND", Kind: paygates.ErrInvalidRequest, Outcome: notDone, Certainty: seen},
	{Code: "611", Name: "ERROR_AMOUNT_TYPE", Kind: paygates.ErrInvalidRequest, Outcome: notDone, Certainty: seen},
	{Code: "612", Name: "ERROR_CURRENCY_NOTVALID", Kind: paygates.ErrInvalidRequest, Outcome: notDone, Certainty: seen},
	{Code: "614", Name: "ERROR_FORMAT_TRANSACTION_DATE", Kind: paygates.ErrInvalidRequest, Outcome: notDone, Certainty: seen},
	{Code: "615", Name: "ERROR_LANGUAGE_NOTVALID", Kind: paygates.ErrInvalidRequest, Outcome: notDone, Certainty: seen},
	{Code: "616", Name: "ERROR_PAGE_ACTION_NOTVALID", Kind: paygates.ErrInvalidRequest, Outcome: notDone, Certainty: seen},
	{Code: "617", Name: "ERROR_PAYMENT_CONFIG_NOTVALID", Kind: paygates.ErrInvalidRequest, Outcome: notDone, Certainty: seen},
	{Code: "618", Name: "ERROR_API_VERSION_NOTVALID", Kind: paygates.ErrInvalidRequest, Outcome: notDone, Certainty: seen},
	{Code: "619", Name: "ERROR_SIGNATURE_DONT_MATCHED", Kind: paygates.ErrInvalidRequest, Outcome: notDone, Certainty: seen},
	{Code: "630", Name: "INVALID_AMOUNT_FORMAT", Kind: paygates.ErrInvalidRequest, Outcome: notDone, Certainty: seen},
	{Code: "641", Name: "ERROR_AMOUNT_TOO_LOW", Kind: paygates.ErrInvalidRequest, Outcome: notDone, State: failed, NeedsStatus: true, Certainty: stated},
	{Code: "642", Name: "ERROR_AMOUNT_TOO_HIGH", Kind: paygates.ErrInvalidRequest, Outcome: notDone, State: failed, NeedsStatus: true, Certainty: stated},
	{Code: "609", Name: "AUTH_NOT_FOUND", Kind: paygates.ErrAuthentication, Outcome: notDone, Certainty: stated},
	{Code: "613", Name: "ERROR_SITE_ID_NOTVALID", Kind: paygates.ErrAuthentication, Outcome: notDone, Certainty: stated},
	{Code: "403", Name: "FORBIDDEN", Kind: paygates.ErrForbidden, Outcome: notDone, Certainty: seen},

	{Code: "600", Name: "PAYMENT_FAILED", Kind: paygates.ErrDeclined, State: failed, Certainty: stated},
	{Code: "602", Name: "INSUFFICIENT_BALANCE", Kind: paygates.ErrDeclined, State: failed, Decline: noMoney, Certainty: stated},
	{Code: "604", Name: "OTP_CODE_ERROR", Kind: paygates.ErrDeclined, State: failed, Decline: paygates.DeclineSecurityCode, Certainty: stated},
	{Code: "606", Name: "INCORRECT_SETTINGS", Kind: paygates.ErrDeclined, State: failed, Certainty: stated},
	{Code: "627", Name: "TRANSACTION_CANCEL", Kind: paygates.ErrDeclined, State: failed, Certainty: stated},
	{Code: "605", Name: "TRANSACTION_CLOSED", Kind: paygates.ErrDeclined, State: failed, NeedsStatus: true, Certainty: seen},
	{Code: "631", Name: "DAILY_LIMIT_HAS_BEEN_EXCEEDED", Kind: paygates.ErrDeclined, State: failed, NeedsStatus: true, Decline: limit, Certainty: seen},
	{Code: "632", Name: "SOURCE_ACCOUNT_NOT_ACTIVE", Kind: paygates.ErrDeclined, State: failed, NeedsStatus: true, Certainty: seen},
	{Code: "633", Name: "MOBILE_ACCOUNT_NUMBER_IS_NOT_ACTIVE", Kind: paygates.ErrDeclined, State: failed, NeedsStatus: true, Certainty: seen},
	{Code: "634", Name: "INVALID_MSISDN", Kind: paygates.ErrDeclined, State: failed, NeedsStatus: true, Certainty: seen},
	{Code: "635", Name: "ERROR_PHONE_NUMBER_NOT_FOUND", Kind: paygates.ErrDeclined, State: failed, NeedsStatus: true, Certainty: stated},
	{Code: "636", Name: "ERROR_PHONE_NUMBER_NOT_SUPPORTED", Kind: paygates.ErrDeclined, State: failed, NeedsStatus: true, Certainty: stated},
	{Code: "637", Name: "ERROR_PHONE_PREFIX_NOT_SUPPORTED", Kind: paygates.ErrDeclined, State: failed, NeedsStatus: true, Certainty: seen},
	{Code: "807", Name: "DAILY_MAX_NUMBER_TRANSACTION_REACHED", Kind: paygates.ErrDeclined, State: failed, NeedsStatus: true, Decline: limit, Certainty: stated},
	{Code: "808", Name: "DAILY_MAX_AMOUNT_TRANSACTION_REACHED", Kind: paygates.ErrDeclined, State: failed, NeedsStatus: true, Decline: limit, Certainty: stated},
	{Code: "809", Name: "MONTHLY_MAX_AMOUNT_TRANSACTION_REACHED", Kind: paygates.ErrDeclined, State: failed, NeedsStatus: true, Decline: limit, Certainty: stated},
	{Code: "810", Name: "MONTHLY_MAX_NUMBER_TRANSACTION_REACHED", Kind: paygates.ErrDeclined, State: failed, NeedsStatus: true, Decline: limit, Certainty: stated},
	{Code: "811", Name: "WEEKLY_MAX_AMOUNT_TRANSACTION_REACHED", Kind: paygates.ErrDeclined, State: failed, NeedsStatus: true, Decline: limit, Certainty: stated},
	{Code: "812", Name: "WEEKLY_MAX_NUMBER_TRANSACTION_REACHED", Kind: paygates.ErrDeclined, State: failed, NeedsStatus: true, Decline: limit, Certainty: stated},

	{Code: "607", Name: "PENDING", Kind: paygates.ErrState, State: pending, Certainty: seen},
	{Code: "623", Name: "WAITING_CUSTOMER_TO_VALIDATE", Kind: paygates.ErrState, State: pending, Certainty: stated},
	{Code: "638", Name: "SECURE_PAYMENT_WAITING_CONFIRMATION", Kind: paygates.ErrState, State: pending, Certainty: seen},
	{Code: "662", Name: "WAITING_CUSTOMER_PAYMENT", Kind: paygates.ErrState, State: pending, Certainty: stated},
	{Code: "663", Name: "WAITING_CUSTOMER_OTP_CODE", Kind: paygates.ErrState, State: pending, Certainty: stated},
	// A public client calls it FRAUD_DETECTED: it is never final by itself.
	{Code: "664", Name: "WAITING_CUSTOMER_PAYMENT_AT_OPERATOR_SIDE", Kind: paygates.ErrState, State: pending, Certainty: stated},
	{Code: "803", Name: "OTP_VALIDATION", Kind: paygates.ErrState, State: pending, Certainty: seen},
	{Code: "660", Name: "REFUNDED", Kind: paygates.ErrState, State: refunded, Certainty: seen},
	{Code: "661", Name: "REFUNDING_IN_PROCESS", Kind: paygates.ErrState, Certainty: seen},

	{Code: "620", Name: "ERROR_DOUBLE_PAYEMNT", Kind: paygates.ErrDuplicate, Certainty: seen},
	{Code: "429", Name: "TOO_MANY_REQUEST", Kind: paygates.ErrRateLimited, Certainty: stated},
	{Code: "801", Name: "QUOTA_REACHED", Kind: paygates.ErrRateLimited, Certainty: seen},
	{Code: "603", Name: "SERVICE_UNAVAILABLE", Kind: paygates.ErrUnavailable, Certainty: stated},
	{Code: "621", Name: "ERROR_OMPAY_UNAVAILABLE", Kind: paygates.ErrUnavailable, Certainty: seen},
	{Code: "622", Name: "ERROR_MOMOPAY_UNAVAILABLE", Kind: paygates.ErrUnavailable, Certainty: seen},
	{Code: "626", Name: "ERROR_FLOOZPAY_UNAVAILABLE", Kind: paygates.ErrUnavailable, Certainty: seen},
	{Code: "628", Name: "INTERNAL_ERROR", Kind: paygates.ErrUnavailable, Certainty: seen},
	{Code: "629", Name: "GENERAL_FAILURE", Kind: paygates.ErrUnavailable, Certainty: seen},
	{Code: "639", Name: "ERROR_ATLVISA_UNAVAILABLE", Kind: paygates.ErrUnavailable, Certainty: seen},
	{Code: "640", Name: "ERROR_YUP_UNAVAILABLE", Kind: paygates.ErrUnavailable, Certainty: seen},
	{Code: "804", Name: "OPERATOR_UNAVAILABLE", Kind: paygates.ErrUnavailable, Certainty: stated},
	{Code: "601", Name: "MERCHANT_NOT_FOUND", Kind: paygates.ErrNotFound, Certainty: seen},
	{Code: "624", Name: "UNKNOWN_ERROR", Kind: paygates.ErrInvalidRequest, Certainty: stated},
	{Code: "625", Name: "ABONNEMENT_OR_TRANSACTIONS_EXPIRED", Kind: paygates.ErrForbidden, Certainty: stated},
	{Code: "800", Name: "ACCESS_RESTRICTED", Kind: paygates.ErrForbidden, Certainty: seen},
	{Code: "802", Name: "PAYMENT_METHOD_DISABLED", Kind: paygates.ErrForbidden, Certainty: seen},
	// Not of the API but of the network in front of it: no User-Agent was sent.
	{Code: codeNoUserAgent, Name: "error code: 1010", Kind: paygates.ErrForbidden, Certainty: seen},
}

// Codes on which the calls themselves act.
const (
	codePaid        = "00"
	codeCreated     = "201"
	codeNoUserAgent = "1010"

	codeOK           = "0"
	codeKnownContact = "726"
)

var transferCodes = []Code{
	{Code: codeOK, Name: "OPERATION_SUCCES", Outcome: done, Certainty: stated},
	{Code: "-1", Name: "OPERATION_ERROR", Kind: paygates.ErrUnexpectedReply, Certainty: stated},
	{Code: "602", Name: "INSUFFICIENT_BALANCE", Kind: paygates.ErrDeclined, Outcome: notDone, Decline: noMoney, Certainty: stated},
	{Code: "701", Name: "INVALID_CREDENTIALS", Kind: paygates.ErrAuthentication, Outcome: notDone, Certainty: stated},
	{Code: "702", Name: "COULD_NOT_CREATE_TOKEN", Kind: paygates.ErrAuthentication, Outcome: notDone, Certainty: stated},
	{Code: "703", Name: "INVALID_USER", Kind: paygates.ErrAuthentication, Outcome: notDone, Certainty: stated},
	{Code: "704", Name: "INVALID_PARAM", Kind: paygates.ErrInvalidRequest, Outcome: notDone, Certainty: stated},
	{Code: "705", Name: "EXPIRED_TOKEN", Kind: paygates.ErrAuthentication, Outcome: notDone, Certainty: stated},
	{Code: "706", Name: "INVALID_TOKEN", Kind: paygates.ErrAuthentication, Outcome: notDone, Certainty: stated},
	{Code: "707", Name: "CANT_REFRESH_TOKEN", Kind: paygates.ErrAuthentication, Outcome: notDone, Certainty: stated},
	{Code: "708", Name: "NOT_ALLOWED", Kind: paygates.ErrInvalidRequest, Outcome: notDone, Certainty: stated},
	{Code: "709", Name: "EXECUTION_ERROR", Kind: paygates.ErrUnavailable, Certainty: stated},
	{Code: "710", Name: "EXECUTION_ERROR", Kind: paygates.ErrUnavailable, Certainty: stated},
	{Code: "715", Name: "UNEXPECTED_ERROR", Kind: paygates.ErrUnavailable, Certainty: stated},
	{Code: "716", Name: "DATA_NOT_VALID", Kind: paygates.ErrInvalidRequest, Outcome: notDone, Certainty: stated},
	{Code: "717", Name: "ERROR_PHONE_NOT_PARTICULAR", Kind: paygates.ErrInvalidRequest, Outcome: notDone, Certainty: stated},
	{Code: "718", Name: "JSON_PARSE_ERROR", Kind: paygates.ErrInvalidRequest, Outcome: notDone, Certainty: stated},
	{Code: "719", Name: "AMOUNT_TOO_SMALL", Kind: paygates.ErrInvalidRequest, Outcome: notDone, Certainty: stated},
	{Code: "720", Name: "AMOUNT_TOO_LARGE", Kind: paygates.ErrInvalidRequest, Outcome: notDone, Certainty: stated},
	{Code: "721", Name: "OPERATOR_NOT_AVAILABLE", Kind: paygates.ErrUnavailable, Certainty: stated},
	{Code: "723", Name: "NOT_FOUND", Kind: paygates.ErrNotFound, Certainty: stated},
	{Code: "724", Name: "ERROR_PHONE_NOT_MY_CONTACT", Kind: paygates.ErrState, Outcome: notDone, Certainty: stated},
	{Code: "725", Name: "MISSING_NOTIFY_URL", Kind: paygates.ErrInvalidRequest, Outcome: notDone, Certainty: stated},
	{Code: codeKnownContact, Name: "ERROR_PHONE_ALREADY_MY_CONTACT", Kind: paygates.ErrDuplicate, Outcome: done, Certainty: stated},
	{Code: "801", Name: "INVALID_AMOUNT", Kind: paygates.ErrInvalidRequest, Outcome: notDone, Certainty: stated},
	{Code: "802", Name: "INVALID_PHONE", Kind: paygates.ErrInvalidRequest, Outcome: notDone, Certainty: stated},
	{Code: "804", Name: "OPERATOR_UNAVAILABLE", Kind: paygates.ErrUnavailable, Certainty: stated},
	{Code: "805", Name: "CLIENT_TRANSACTION_ID_EXIST", Kind: paygates.ErrDuplicate, Certainty: stated},
}

// codeTable is one of the two tables, by code.
type codeTable map[string]*Code

func tableOf(codes []Code) codeTable {
	table := make(codeTable, len(codes))
	for i := range codes {
		table[codes[i].Code] = &codes[i]
	}
	return table
}

var (
	checkoutTable = tableOf(checkoutCodes)
	transferTable = tableOf(transferCodes)
)

// kind is the error that a code stands for; nil where it is none, or not known.
func (t codeTable) kind(code string) error {
	if row, known := t[code]; known {
		return row.Kind
	}
	return nil
}
