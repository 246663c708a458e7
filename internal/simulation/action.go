package simulation

import (
	"cmp"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/money"
)

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
	// Card is the number of the card that pays or is paid, one of Cards.
	Card string
	// Receiver is who is paid, where that is no card.
	Receiver string
	// Secure3D is the version of 3-D Secure that is asked for; 0 is none.
	Secure3D int
	// Brought is what the payer brought back from his bank, or the merchant read on
	// a telephone.
	Brought string
	// OwnNumber says that Reference is what an invoice is to be called.
	OwnNumber bool
	// Text is what an update writes, somewhere, Changes where.
	Text    string
	Changes Changes
}

// Changes is what an update changes.
type Changes int

// Changes.
const (
	// Shown: what answers show.
	Shown Changes = iota
	// ShownAndHidden: what no answer shows as well.
	ShownAndHidden
	// Hidden: that alone, where it is possible; else as ShownAndHidden.
	Hidden
)

// target is what the intent of an action has for its target.
func (a Action) target() string {
	switch a.Deed {
	case PayOut:
		return cmp.Or(a.Receiver, a.ID)
	case SendPassword, VerifyMerchant, UpdateMerchant, UpdateCustomer:
		return "" // a number in the request, or a token
	}
	return a.ID
}

// Seen is what an answer shows of an object. An amount that the answer does not
// tell is not set.
type Seen struct {
	ID, Reference string
	State         paygates.State
	// Decline is why it failed, as far as the client says.
	Decline        paygates.DeclineReason
	Paid, Refunded money.Amount
	// Held is what a balance shows, Free how much of it can be paid out.
	Held, Free money.Amount
	// SendsPayer says that the answer shows where the payer has to go.
	SendsPayer bool
	// Bare says that the answer shows no state.
	Bare bool
	// Locked says that what is needed to go on with it was lost.
	Locked bool
	// Movements are what a list shows, in its order; nil for anything else.
	Movements []Movement
}

// Movement is one movement of money that a list shows.
type Movement struct {
	ObjectID string
	Moves    paygates.Movement
	Amount   money.Amount
}
