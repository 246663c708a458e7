package cinetpay

import (
	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/money"
)

// Transfer is a payout as CinetPay knows it. A field that an answer does not
// carry is its zero value.
type Transfer struct {
	// ID is CinetPay's (transaction_id), Reference the merchant's own
	// (client_transaction_id).
	ID, Reference string
	// Status is the gateway's word (treatment_status); State is what to act upon.
	Status TransferStatus
	// SendingStatus is CONFIRM or PENDING; Valid is "Y" or "N" (transfer_valid).
	SendingStatus, Valid string

	// Amount is in the request's currency after Send and in Config.Currency after
	// Get: the transfer API writes none. Without Config.Currency it states none.
	Amount money.Amount
	// Prefix and Phone are the receiver's, as the answer to Send repeats them;
	// Receiver and ReceiverE164 as Get shows them.
	Prefix, Phone          string
	Receiver, ReceiverE164 string
	// Operator is the receiver's mobile operator, OperatorID its id of the payout.
	Operator, OperatorID string
	// Lot is the batch that CinetPay made of the transfer.
	Lot string
	// Comment is the gateway's own text.
	Comment string
	// ValidatedAt is when the receiver got the money. It names no zone: see
	// Config.Location.
	ValidatedAt paygates.Timestamp
	// Unread is the text of an amount that cannot be held.
	Unread string

	raw paygates.Raw
}

// RawJSON returns the answer that the transfer was decoded from. It is not a
// copy: do not change it.
func (t *Transfer) RawJSON() []byte { return t.raw.Bytes() }

// State reads the status with what stands beside it: pending until the money is
// out (it may wait for a confirmation by e-mail for days), paid out, or failed. A
// validated transfer that is not confirmed or not valid is StateUnknown.
func (t *Transfer) State() paygates.State {
	if t.Status == TransferValidated && (t.SendingStatus == "PENDING" || t.Valid == "N") {
		return paygates.StateUnknown
	}
	return t.Status.State()
}

// PaidOut says how much the receiver got; unset unless State is paid out.
func (t *Transfer) PaidOut() money.Amount {
	if t.State() != paygates.StatePaidOut {
		return money.Amount{}
	}
	return t.Amount
}

// Balance is the merchant's money at the transfer API. The currency is
// Config.Currency; without it the amounts state none.
type Balance struct {
	// Amount is all of it, InUse what waits to be paid out, Available the rest.
	Amount, InUse, Available money.Amount
	// Message is the gateway's own text.
	Message string

	raw paygates.Raw
}

// RawJSON returns the answer that the balance was decoded from: some accounts
// have a balance for each country in it. It is not a copy: do not change it.
func (b *Balance) RawJSON() []byte { return b.raw.Bytes() }

// Contact is somebody who can be paid.
type Contact struct {
	// Prefix is the country's, such as "225", and Phone the number without it:
	// digits alone. The leading 0 of a number in Côte d'Ivoire belongs to it.
	Prefix, Phone string
	// FamilyName and GivenName are sent as name and surname.
	FamilyName, GivenName string
	// Email is the receiver's.
	Email string
}

// AddedContact is a contact as CinetPay took it.
type AddedContact struct {
	Contact
	// Known: CinetPay had it already, under the name of then.
	Known bool
	// Status is the gateway's word, such as "success", and Lot its batch.
	Status, Lot string
}

// AddedContacts is the answer to AddContacts, in the order of the request.
type AddedContacts struct {
	// Contacts are those of the request.
	Contacts []AddedContact
	// Message is the gateway's own text.
	Message string

	raw paygates.Raw
}

// RawJSON returns the answer. It is not a copy: do not change it.
func (a *AddedContacts) RawJSON() []byte { return a.raw.Bytes() }
