package cibpay

import (
	"time"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/money"
)

// Payer is the payer of an order or the receiver of a payout (client). Every
// field is optional.
type Payer struct {
	Name, Email, Phone, Login string
	Address, City, State, Zip string
	// Country is ISO 3166-1 alpha-3, such as AZE.
	Country string
}

// OrderOptions are an order's options. A nil flag is left out, so that the
// account's settings decide; that is not the same as false.
type OrderOptions struct {
	// AutoCharge true takes the money as soon as the payer has paid, false only
	// holds it for Orders.Charge.
	AutoCharge *bool
	// ExpirationTimeout is how long the payment page works, in whole minutes.
	ExpirationTimeout time.Duration
	// Force3D asks for 3-D Secure.
	Force3D *bool
	// Language of the payment page, such as az, en or ru.
	Language string
	// ReturnURL is where the payer comes back to; ParseReturn reads what he brings.
	ReturnURL string
	// Country is ISO 3166-1 alpha-3.
	Country string
	// Recurring keeps the card for Orders.Rebill.
	Recurring *bool
	// Template and Mobile choose the payment page's layout.
	Template string
	Mobile   *bool
	// Terminal names the acquirer's terminal.
	Terminal string
	// TraceID and Segment go with a rebill.
	TraceID, Segment string
	// ApplePayEnabled and GooglePayEnabled show the wallets on the payment page.
	ApplePayEnabled, GooglePayEnabled *bool
	// StaticLink makes a payment page that can be used again.
	StaticLink *bool
}

// ExtraFields are the fields of extra_fields that CIBPay's guide shows.
type ExtraFields struct {
	InvoiceID string
	OneClick  OneClick
	// Other holds further fields, merged behind those above and never over them.
	Other map[string]any
}

// OneClick offers the payer to keep the card.
type OneClick struct {
	CustomerID string
	// Prechecked ticks the offer beforehand; it goes out with CustomerID only.
	Prechecked bool
}

// CreateOrderRequest asks for an order with a payment page. Reference and
// Amount are required.
type CreateOrderRequest struct {
	// Reference is the merchant's own id (merchant_order_id), unique in the
	// shop: how a lost answer is found again. No comma, no leading dash.
	Reference string
	// Amount is positive, with at most two decimal places.
	Amount      money.Amount
	Description string
	Segment     string
	Client      Payer
	// IP is the payer's address (location.ip).
	IP      string
	Options OrderOptions
	// CustomFields are at most ten scalars of the shop's own; no floats.
	CustomFields map[string]any
	ExtraFields  ExtraFields
	// Extra holds fields of the gateway that this SDK does not know, merged last.
	// A name that the request has a field for is refused.
	Extra map[string]any
}

// ChargeRequest says how much of a hold to take: Amount, or Whole.
type ChargeRequest struct {
	// Amount is positive, with at most two decimal places.
	Amount money.Amount
	// Whole takes all of it.
	Whole bool
	// Before is the total charged so far, if the shop knows it; else it is read
	// first when Amount is given.
	Before money.Amount
}

// RefundRequest says how much to give back: Amount, or Whole.
type RefundRequest struct {
	// Amount is positive, with at most two decimal places. Refunds add up.
	Amount money.Amount
	// Whole gives back all that was charged.
	Whole bool
	// Before is the total refunded so far, if the shop knows it; else it is read
	// first when Amount is given.
	Before money.Amount
}

// CancelRequest says how much to give back if the order was charged: Amount, or
// Whole. A hold is always released whole.
type CancelRequest struct {
	Amount money.Amount
	Whole  bool
	// Before is the total refunded so far, if the shop knows it; else it is read
	// first when Amount is given.
	Before money.Amount
}

// RebillRequest asks for a payment with the card of an earlier order. Reference
// and Amount are required.
type RebillRequest struct {
	// Reference is the merchant's own id of the new order.
	Reference string
	// Amount is positive, with at most two decimal places.
	Amount      money.Amount
	Description string
	// CVV is needed by some accounts.
	CVV    paygates.Secret
	Client Payer
	// IP is the payer's address (location.ip).
	IP      string
	Options OrderOptions
	// CustomFields are at most ten scalars of the shop's own; no floats.
	CustomFields map[string]any
	// Extra holds fields of the gateway that this SDK does not know, merged last.
	Extra map[string]any
}

// CreditRequest asks for a payout to a card. Reference, Amount and PAN are required.
type CreditRequest struct {
	// Reference is the merchant's own id of the payout, unique: money that left
	// is found again by it alone.
	Reference string
	// Amount is positive, with at most two decimal places.
	Amount money.Amount
	// PAN is the receiver's card number.
	PAN         paygates.PAN
	Card        CreditCard
	Description string
	// Client is the receiver.
	Client Payer
	// IP is the receiver's address (location.ip).
	IP      string
	Options OrderOptions
	// CustomFields are at most ten scalars of the shop's own; no floats.
	CustomFields map[string]any
	// Extra holds fields of the gateway that this SDK does not know, merged last.
	Extra map[string]any
}

// CreditCard is what may go out of a card beside its number. Every field is optional.
type CreditCard struct {
	// Holder is 2 to 40 characters.
	Holder paygates.Secret
	// ExpirationMonth is 1 to 12, ExpirationYear has four digits; both or neither.
	ExpirationMonth, ExpirationYear int
}
