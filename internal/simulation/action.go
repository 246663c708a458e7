package simulation

import (
	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/money"
)

// Deed is one thing that a merchant or a payer does, in words that all gateways
// share.
type Deed string

// The deeds. Those of the payer are done at the model, all others are calls.
const (
	Create  Deed = "create"
	Read    Deed = "read"
	Charge  Deed = "charge"
	Refund  Deed = "refund"
	Reverse Deed = "reverse"
	Cancel  Deed = "cancel"
	Rebill  Deed = "rebill"
	PayOut  Deed = "pay out"
	// Settle resolves the calls whose outcome is unknown.
	Settle Deed = "settle"

	PayerPays    Deed = "payer pays"
	PayerRefuses Deed = "payer refuses"
)

// deeds is the order in which tables list them.
var deeds = []Deed{Create, PayerPays, PayerRefuses, Read, Charge, Refund, Reverse, Cancel, Rebill, PayOut, Settle}

// makes says that the deed makes an object of its own.
func (d Deed) makes() bool { return d == Create || d == Rebill || d == PayOut }

// Action is one call as the merchant means it.
type Action struct {
	Deed Deed
	// ID is the object that is acted upon; empty for a deed that needs none.
	ID string
	// Reference is the merchant's own id of what the deed makes.
	Reference string
	// Amount is how much; not set on an existing order means the whole.
	Amount money.Amount
	// Before is the total so far, where the merchant states it.
	Before money.Amount
	// AutoCharge and Recurring are an order's options.
	AutoCharge, Recurring bool
	// Card is the card number of a payout, one of the model's test cards.
	Card string
}

// Seen is what an answer shows of an object. An amount that the answer does not
// tell is not set.
type Seen struct {
	ID, Reference  string
	State          paygates.State
	Paid, Refunded money.Amount
}
