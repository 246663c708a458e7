package bizon

import (
	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/internal/ordergate"
)

// Status is an order's status in the gateway's own word, kept as it came.
type Status string

// Statuses of an order.
const (
	// StatusNew: created, nobody has paid.
	StatusNew Status = "new"
	// StatusPrepared: the payer is in 3-D Secure.
	StatusPrepared Status = "prepared"
	// StatusAuthorized: the amount is held.
	StatusAuthorized Status = "authorized"
	// StatusCharged: the money was taken, wholly or in part.
	StatusCharged Status = "charged"
	// StatusReversed: the hold was released.
	StatusReversed Status = "reversed"
	// StatusRefunded: money went back, wholly or in part.
	StatusRefunded Status = "refunded"
	// StatusDeclined: the acquirer refused.
	StatusDeclined Status = "declined"
	// StatusFraud: the anti-fraud system refused.
	StatusFraud Status = "fraud"
	// StatusRejected: the gateway's rules or limits refused.
	StatusRejected Status = "rejected"
	// StatusChargedBack: the payer's bank took the money back.
	StatusChargedBack Status = "chargedback"
	// StatusCredited: a payout was made.
	StatusCredited Status = "credited"
	// StatusError: the acquirer or the gateway failed; what happened is unknown.
	StatusError Status = "error"
)

// State is what the word alone means, whatever its case; an unknown word is
// StateUnknown. Order.State reads the amounts too and is the one to trust.
func (s Status) State() paygates.State { return ordergate.StateOfWord(string(s)) }

// OperationType says what an operation did to its order.
type OperationType string

// Types of operations. Bizon's page names the first five, public clients the
// others.
const (
	// OperationAuthorize holds an amount.
	OperationAuthorize OperationType = "authorize"
	// OperationCharge takes money.
	OperationCharge OperationType = "charge"
	// OperationReverse releases a hold.
	OperationReverse OperationType = "reverse"
	// OperationRefund gives money back.
	OperationRefund OperationType = "refund"
	// OperationCredit pays out.
	OperationCredit OperationType = "credit"
	// OperationChargeback is money taken back by the payer's bank.
	OperationChargeback OperationType = "chargeback"
	// OperationRepresentment is a chargeback contested.
	OperationRepresentment OperationType = "representment"
)

// OperationStatus says how an operation ended.
type OperationStatus string

// Statuses of operations.
const (
	// OperationSuccess: it took effect.
	OperationSuccess OperationStatus = "success"
	// OperationFailure: it was refused.
	OperationFailure OperationStatus = "failure"
	// OperationError: the acquirer or the gateway failed; what happened is unknown.
	OperationError OperationStatus = "error"
)
