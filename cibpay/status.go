package cibpay

import (
	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/internal/ordergate"
)

// Status is an order's status in the gateway's own word. It comes in lower case
// from the platform and in upper case in CIBPay's guide, and is kept as it came.
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

	// StatusCreated is the guide's word for new.
	StatusCreated Status = "CREATED"
	// StatusCanceled is the guide's word for reversed or refunded: reading the order tells which.
	StatusCanceled Status = "CANCELED"
	// StatusSuccess is the guide's word for a payout that was made.
	StatusSuccess Status = "SUCCESS"
)

// State is what the word alone means, whatever its case; an unknown word is
// StateUnknown. Order.State reads the amounts too and is the one to trust.
func (s Status) State() paygates.State { return ordergate.StateOfWord(string(s)) }
