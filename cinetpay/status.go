package cinetpay

import paygates "github.com/paygates/paygates-go"

// Status is a payment's status in the gateway's own word, as the check answers it.
type Status string

// Statuses of a payment.
const (
	// StatusAccepted: the payer has paid.
	StatusAccepted Status = "ACCEPTED"
	// StatusRefused: the payment failed, or the payer cancelled it.
	StatusRefused Status = "REFUSED"
	// StatusWaitingForCustomer: the payer has been asked and has not confirmed. It
	// is no failure.
	StatusWaitingForCustomer Status = "WAITING_FOR_CUSTOMER"
	// StatusPending: nothing is decided (public clients).
	StatusPending Status = "PENDING"
	// StatusCancelled and StatusCanceled: the payer cancelled (public clients).
	StatusCancelled Status = "CANCELLED"
	StatusCanceled  Status = "CANCELED"
	// StatusRefunded: the payer has the money back. Only the code 660 is known
	// (public clients); the word beside it is assumed.
	StatusRefunded Status = "REFUNDED"
)

var statusStates = map[Status]paygates.State{
	StatusAccepted:           paygates.StatePaid,
	StatusRefused:            paygates.StateFailed,
	StatusWaitingForCustomer: paygates.StatePending,
	StatusPending:            paygates.StatePending,
	StatusCancelled:          paygates.StateCanceled,
	StatusCanceled:           paygates.StateCanceled,
	StatusRefunded:           paygates.StateRefunded,
}

// State is what the word alone means; any other word is StateUnknown.
// Payment.State reads the code and the amount too and is the one to trust.
func (s Status) State() paygates.State { return statusStates[s] }

// TransferStatus is a transfer's treatment_status in the gateway's own word.
type TransferStatus string

// Statuses of a transfer.
const (
	// TransferNew: accepted, and waiting. It may wait for days: unless CinetPay
	// knows the caller's address, each transfer is confirmed by e-mail.
	TransferNew TransferStatus = "NEW"
	// TransferReceived: being processed.
	TransferReceived TransferStatus = "REC"
	// TransferUnconfirmed: sent to the operator, neither confirmed nor refused.
	TransferUnconfirmed TransferStatus = "NOS"
	// TransferValidated: the receiver has the money.
	TransferValidated TransferStatus = "VAL"
	// TransferRejected: refused for good; no money moved.
	TransferRejected TransferStatus = "REJ"
)

var transferStates = map[TransferStatus]paygates.State{
	TransferNew:         paygates.StatePending,
	TransferReceived:    paygates.StatePending,
	TransferUnconfirmed: paygates.StatePending,
	TransferValidated:   paygates.StatePaidOut,
	TransferRejected:    paygates.StateFailed,
}

// State is what the word alone means; any other word is StateUnknown.
// Transfer.State reads what stands beside it too and is the one to trust.
func (s TransferStatus) State() paygates.State { return transferStates[s] }
