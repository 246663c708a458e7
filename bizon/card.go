package bizon

import (
	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/money"
)

// CardDetails are what goes out of a card beside its number. No verb of fmt and
// no encoder prints its secrets.
type CardDetails struct {
	// CVV is 3 or 4 digits, Holder 2 to 40 characters; whether they are needed is
	// for the project's settings.
	CVV, Holder paygates.Secret
	// ExpirationMonth is 1 to 12, ExpirationYear has four digits; both or neither.
	ExpirationMonth, ExpirationYear int
}

// CardOptions are the options of a payment by card. A nil flag is left out, so
// that the project's settings decide; that is not the same as false.
type CardOptions struct {
	// AutoCharge true takes the money at once, false only holds it for
	// Orders.Charge.
	AutoCharge *bool
	// Force3D asks for 3-D Secure.
	Force3D *bool
	// ReturnURL is where the payer comes back to; ParseReturn reads what he brings.
	ReturnURL string
	// Secure3D20ReturnURL is where the payer's browser brings what his bank says in
	// 3-D Secure 2.0 ("Notification URL"); ParseReturn3D reads it.
	Secure3D20ReturnURL string
	// Terminal names the acquirer's terminal.
	Terminal string
	// Recurring keeps the card for Orders.Rebill.
	Recurring *bool
	// ExemptionMIT asks for the exemption of merchant-initiated transactions.
	ExemptionMIT *bool
}

// PaymentOptions are the options of a payment without 3-D Secure: with a
// wallet's token, or with the card of an earlier order. A nil flag is left out,
// so that the project's settings decide; that is not the same as false.
type PaymentOptions struct {
	// AutoCharge true takes the money at once, false only holds it for
	// Orders.Charge.
	AutoCharge *bool
	// Terminal names the acquirer's terminal.
	Terminal string
	// Recurring marks a recurring payment, and keeps the card for Orders.Rebill.
	Recurring *bool
	// ExemptionMIT asks for the exemption of merchant-initiated transactions.
	ExemptionMIT *bool
}

// Authentication is a 3-D Secure authentication that the shop has done itself,
// and what a new one needs to know of the payer's browser. Every field is
// optional.
type Authentication struct {
	// XID and CAVV are the authentication's values, in base64.
	XID, CAVV paygates.Secret
	// ECI is the electronic commerce indicator, such as 05.
	ECI string
	// DSTransID is the directory server's transaction id.
	DSTransID string
	// Browser is the payer's.
	Browser Browser
}

// Browser is what 3-D Secure 2.0 asks of the payer's browser. Public clients of
// the platform send it, Bizon's page does not name it. Every field is optional.
type Browser struct {
	// AcceptHeader, UserAgent, Language and IP are those of the payer's request.
	AcceptHeader, UserAgent, Language, IP string
	// ColorDepth is in bits, the sizes of screen and window are in pixels.
	ColorDepth, ScreenHeight, ScreenWidth int
	WindowHeight, WindowWidth             int
	// Timezone is the minutes from local time to UTC; 0 is UTC, nil is not known.
	Timezone *int
	// JavaEnabled is what the browser says; nil is not known.
	JavaEnabled *bool
}

// RecurringDetails tie a payment to the first one of its series. Every field is
// optional.
type RecurringDetails struct {
	// ParentOrderID is the gateway's id of the first order.
	ParentOrderID string
	// TraceID is the first payment's, from Operation.TraceID.
	TraceID string
	// Indicator is the kind of recurring payment in the platform's words, such as m101.
	Indicator string
}

// AuthorizeRequest asks for a payment by card. Reference, Amount, PAN, the
// card's expiration and IP are required.
type AuthorizeRequest struct {
	// Reference is the merchant's own id (merchant_order_id), unique in the
	// shop: how a lost answer is found again. No comma, no leading dash.
	Reference string
	// Amount is positive, with at most two decimal places.
	Amount money.Amount
	// PAN is the card's number.
	PAN         paygates.PAN
	Card        CardDetails
	Description string
	Segment     string
	Client      Payer
	// IP is the payer's address (location.ip), a public one.
	IP        string
	Options   CardOptions
	Secure3D  Authentication
	Recurring RecurringDetails
	// CustomFields are at most ten scalars of the shop's own; no floats.
	CustomFields map[string]any
	// Extra holds fields of the gateway that this SDK does not know, merged last.
	// A name that the request has a field for is refused.
	Extra map[string]any
}

// TokenType is the wallet that a token comes from.
type TokenType string

// Wallets.
const (
	// ApplePay is a token of Apple Pay.
	ApplePay TokenType = "apple_pay"
	// GooglePay is a token of Google Pay.
	GooglePay TokenType = "google_pay"
)

// WalletToken is a wallet's encrypted card (dsrp).
type WalletToken struct {
	// Type is the wallet.
	Type TokenType
	// Token is what the wallet gave, in base64.
	Token paygates.Secret
}

// TokenPayRequest asks for a payment with a wallet's token. Reference, Amount,
// Token and IP are required.
type TokenPayRequest struct {
	// Reference is the merchant's own id (merchant_order_id), unique in the
	// shop: how a lost answer is found again. No comma, no leading dash.
	Reference string
	// Amount is positive, with at most two decimal places.
	Amount money.Amount
	// Token is the payer's.
	Token       WalletToken
	Description string
	Segment     string
	Client      Payer
	// IP is the payer's address (location.ip), a public one.
	IP        string
	Options   PaymentOptions
	Recurring RecurringDetails
	// CustomFields are at most ten scalars of the shop's own; no floats.
	CustomFields map[string]any
	// Extra holds fields of the gateway that this SDK does not know, merged last.
	// A name that the request has a field for is refused.
	Extra map[string]any
}

// CompleteRequest is what the payer brought back from 3-D Secure 1: Return3D.PaRes.
type CompleteRequest struct {
	// PaRes is what his bank's page posted. Required.
	PaRes paygates.Secret
}

// Complete3DS2Request is what the payer brought back from 3-D Secure 2: Return3D.CRes.
type Complete3DS2Request struct {
	// CRes is the challenge's result, in base64. Without it the gateway goes by
	// what it has learnt itself.
	CRes paygates.Secret
}
