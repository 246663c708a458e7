package cibpay

// FailureType says who refused an order or a request, in the gateway's own word.
type FailureType string

// Failure types, as public clients know them.
const (
	// FailureDeclined: the acquirer refused.
	FailureDeclined FailureType = "declined"
	// FailureFraud: the anti-fraud system refused.
	FailureFraud FailureType = "fraud"
	// FailureRejected: the gateway's rules, limits or routing refused.
	FailureRejected FailureType = "rejected"
	// FailureError: the acquirer or the gateway failed; what happened is unknown.
	FailureError FailureType = "error"
	// FailureValidation: the request was not processed.
	FailureValidation FailureType = "validation"
)

// Codes of the error object that CIBPay's guide shows; paygates.Error.Code
// holds them.
const (
	// CodeAuthentication: the credentials were refused.
	CodeAuthentication = "AUTHENTICATION_ERROR"
	// CodeValidation: the request was refused.
	CodeValidation = "VALIDATION_ERROR"
	// CodeInvalidState: the order's state does not allow it. It proves nothing
	// about an earlier send: "already done" has the same word.
	CodeInvalidState = "INVALID_STATE"
	// CodeNotFound: there is no such order.
	CodeNotFound = "NOT_FOUND"
)
