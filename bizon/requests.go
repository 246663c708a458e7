package bizon

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
	// Country is ISO 3166-1 alpha-3, such as USA.
	Country string
}

// OrderOptions are the options of an order with a payment page. A nil flag is
// left out, so that the project's settings decide; that is not the same as false.
type OrderOptions struct {
	// AutoCharge true takes the money as soon as the payer has paid, false only
	// holds it for Orders.Charge.
	AutoCharge *bool
	// ExpirationTimeout is how long the payment page works, in whole minutes.
	ExpirationTimeout time.Duration
	// Force3D asks for 3-D Secure.
	Force3D *bool
	// Language of the payment page, such as en.
	Language string
	// ReturnURL is where the payer comes back to; ParseReturn reads what he brings.
	ReturnURL string
	// Secure3D20ReturnURL is where the payer's browser brings what his bank says in
	// 3-D Secure 2.0 ("Notification URL"), if the payment page does not see to it.
	Secure3D20ReturnURL string
	// Template and Mobile choose the payment page's layout.
	Template string
	Mobile   *bool
	// Terminal names the acquirer's terminal.
	Terminal string
	// Recurring keeps the card for Orders.Rebill. Bizon's page names the flag for
	// Authorize only.
	Recurring *bool
	// ApplePayEnabled and GooglePayEnabled show the wallets on the payment page,
	// where the project's settings do not decide it for all orders.
	ApplePayEnabled, GooglePayEnabled *bool
	// ExemptionMIT asks for the exemption of merchant-initiated transactions.
	ExemptionMIT *bool
	// StaticLink makes a payment page that can be used again; the project's
	// settings have to allow it.
	StaticLink *bool
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
	// ExtraFields are the platform's extra_fields, which Bizon's page does not
	// name and its clients send.
	ExtraFields map[string]any
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
	// Amount is positive, with at most two decimal places.
	Amount money.Amount
	// Whole gives back all that was charged.
	Whole bool
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
	Segment     string
	// CVV is 3 or 4 digits; whether it is needed is for the project's settings.
	CVV    paygates.Secret
	Client Payer
	// IP is the payer's address (location.ip). Bizon's page calls it required,
	// its own sample leaves it out.
	IP        string
	Options   PaymentOptions
	Recurring RebillDetails
	// CustomFields are at most ten scalars of the shop's own; no floats.
	CustomFields map[string]any
	// Extra holds fields of the gateway that this SDK does not know, merged last.
	// A name that the request has a field for is refused.
	Extra map[string]any
}

// RebillDetails tie a rebill to the first payment of its series.
type RebillDetails struct {
	// TraceID is the first payment's, from Operation.TraceID.
	TraceID string
	// Indicator is the kind of recurring payment in the platform's words, such as m101.
	Indicator string
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
	Card        CardDetails
	Description string
	Segment     string
	// Client is the receiver.
	Client Payer
	// IP is the receiver's address (location.ip).
	IP      string
	Options CardOptions
	// CustomFields are at most ten scalars of the shop's own; no floats.
	CustomFields map[string]any
	// Extra holds fields of the gateway that this SDK does not know, merged last.
	// A name that the request has a field for is refused.
	Extra map[string]any
}

// CreditOrderRequest asks for a payout to the card of an earlier order.
// Reference and Amount are required.
type CreditOrderRequest struct {
	// Reference is the merchant's own id of the payout, unique: money that left
	// is found again by it alone.
	Reference string
	// Amount is positive, with at most two decimal places.
	Amount      money.Amount
	Description string
	Segment     string
	// Client is the receiver.
	Client Payer
	// IP is the receiver's address (location.ip).
	IP      string
	Options CardOptions
	// CustomFields are at most ten scalars of the shop's own; no floats.
	CustomFields map[string]any
	// Extra holds fields of the gateway that this SDK does not know, merged last.
	// A name that the request has a field for is refused.
	Extra map[string]any
}
