package bizon

// FailureType says who refused an order or a request, in the gateway's own word.
// A refused call has it in paygates.Error.Code.
type FailureType string

// Failure types, as public clients of the platform know them.
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
