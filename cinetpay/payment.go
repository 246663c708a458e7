package cinetpay

import (
	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/money"
)

// Payment is a payment as CinetPay knows it. A field that an answer does not
// carry is its zero value: an Amount that is not set is "not stated", not 0.
type Payment struct {
	// ID is CinetPay's: the payment token. Only the answer to Create has it; keep it.
	ID string
	// Reference is the merchant's own id (transaction_id), as it was asked for.
	Reference string
	// Code is the answer's code, such as "00", "201" or "662", and Status the
	// gateway's word beside it. State reads both and is what to act upon.
	Code   string
	Status Status
	// Message and Detail are the gateway's own texts (message, description). They
	// are for a person to read.
	Message, Detail string

	// Amount is what the payment was made for. The answer to Create has none.
	Amount money.Amount
	// Currency is that of the amount.
	Currency money.Currency
	// Description is the shop's own text.
	Description string
	// Metadata is the shop's own; what is no text stands as its JSON.
	Metadata string

	// Method is the means of payment, such as "OM" or "MOMO": an open set.
	Method string
	// OperatorID is the mobile operator's id of the payment.
	OperatorID string
	// Phone and PhonePrefix are the payer's, where the older form of the answer
	// has them.
	Phone, PhonePrefix string
	// Date is when the payer paid, FundsAvailable when the merchant can dispose
	// of the money. Neither names a zone: see Config.Location. FundsAvailable
	// stands on refused payments too.
	Date, FundsAvailable paygates.Timestamp

	// ResponseID is CinetPay's id of the answer; quote it to their support.
	ResponseID string
	// Redirect leads the payer to the payment page. Only the answer to Create has it.
	Redirect paygates.Redirect
	// Unread is the text of an amount that cannot be held: an exponent, or a
	// fraction where the currency has none.
	Unread string

	raw paygates.Raw
}

// RawJSON returns the answer that the payment was decoded from. It is not a
// copy: do not change it.
func (p *Payment) RawJSON() []byte { return p.raw.Bytes() }

// State reads the code, the status and the amount together. Paid is code "00"
// with ACCEPTED and an amount above zero with its currency; where code and
// status disagree, or one that decides is not known, it is StateUnknown: ask
// again, hand nothing over. It does not know what was ordered: compare Paid with
// the order's own amount.
func (p *Payment) State() paygates.State {
	row, known := checkoutTable[p.Code]
	if !known {
		return paygates.StateUnknown
	}
	if p.Status == "" {
		if row.NeedsStatus {
			return paygates.StateUnknown
		}
		return row.State
	}
	switch word := p.Status.State(); {
	case row.State == paygates.StatePaid && word == paygates.StatePaid:
		if p.Amount.IsPositive() && !p.Currency.IsZero() {
			return paygates.StatePaid
		}
	case row.State == paygates.StateFailed && word == paygates.StateCanceled && !row.NeedsStatus:
		return paygates.StateCanceled
	case row.State == paygates.StateFailed && word == paygates.StateFailed, row.State == paygates.StatePending && word == paygates.StatePending:
		return row.State
	case row.State == paygates.StateRefunded && (word == paygates.StateRefunded || word == paygates.StatePaid):
		return row.State // it was paid before it was refunded
	}
	return paygates.StateUnknown
}

// Paid says how much the payer has paid, a refund not taken off. It is unset
// unless State is paid or refunded. Compare it with the order's own amount
// before you hand anything over.
func (p *Payment) Paid() money.Amount {
	if state := p.State(); state == paygates.StatePaid || state == paygates.StateRefunded {
		return p.Amount
	}
	return money.Amount{}
}

// Refunded says how much has gone back to the payer: all of it where State is
// refunded, unset elsewhere. CinetPay has no call that refunds.
func (p *Payment) Refunded() money.Amount {
	if p.State() == paygates.StateRefunded {
		return p.Amount
	}
	return money.Amount{}
}

// DeclineReason says why a failed payment failed, as far as its code tells.
func (p *Payment) DeclineReason() paygates.DeclineReason {
	row, known := checkoutTable[p.Code]
	if state := p.State(); !known || state != paygates.StateFailed && state != paygates.StateCanceled {
		return paygates.DeclineUnknown
	}
	return row.Decline
}
