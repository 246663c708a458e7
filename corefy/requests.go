package corefy

import (
	"time"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/money"
)

// CreateInvoiceRequest makes an invoice by the private API. Reference, Service
// and Amount are required. Whether it is a test follows Config.Environment.
type CreateInvoiceRequest struct {
	// Reference is the merchant's own id (reference_id), made and stored before the
	// first try: a lost answer is found again by it. No comma and no dash at its
	// start, at most 255 bytes; a UUID is advised.
	Reference string
	// Service is the service's code, such as "payment_card_usd_hpp"; Services and
	// Prerequest list them.
	Service string
	// Amount is sent as a JSON number in major units, with its currency.
	Amount money.Amount
	// Flow is FlowCharge, which is the default, or FlowVerify.
	Flow PaymentFlow
	// ServiceFields are the payer's data that a service asks for, such as "phone".
	ServiceFields map[string]string
	// Description is free text.
	Description string
	// Customer is the payer; its Reference is required where any of it is given.
	Customer Customer
	// Metadata are the shop's own fields, at most 20; no floats.
	Metadata map[string]any
	// ReturnURL is where the payer comes back to; ReturnURLs go before it.
	ReturnURL  string
	ReturnURLs ReturnURLs
	// CallbackURL replaces the account's.
	CallbackURL string
	// GatewayOptions are settings of the checkout page, such as
	// {"cardgate": {"tokenize": true}}; no floats.
	GatewayOptions map[string]any
	// Expires is between 14 minutes and 2 days from now, sent to the second.
	Expires time.Time
	// Token charges a card that was saved before: money may move at once.
	Token paygates.Secret
	// Extra are further attributes, for what Corefy knows and this package does not.
	Extra map[string]any
}

// Customer is the payer.
type Customer struct {
	// Reference is the merchant's own id of the customer.
	Reference string
	// Name, Email and Phone are the customer's; the phone has its country code.
	Name, Email, Phone string
	// DateOfBirth is YYYY-MM-DD; TaxID is 2 to 100 characters.
	DateOfBirth, TaxID string
	// Address is where the customer lives.
	Address Address
	// Metadata are the shop's own fields; no floats.
	Metadata map[string]any
}

// Address is where a customer lives.
type Address struct {
	// Country is ISO 3166-1 alpha-2.
	Country                              string
	Region, City, Street, Full, PostCode string
}

// PublicInvoiceRequest makes an invoice by the public API. Reference, Service and
// Amount are required; the mode is that of the public key.
type PublicInvoiceRequest struct {
	// Reference is as in CreateInvoiceRequest.
	Reference string
	// Service is the service's code, such as "payment_card_usd_hpp".
	Service string
	// Amount is sent as a JSON number in major units, with its currency.
	Amount money.Amount
	// Description is free text.
	Description string
	// Fields are the payer's data that a service asks for (public clients).
	Fields map[string]string
	// Metadata are the shop's own fields (public clients), at most 20; no floats.
	Metadata map[string]any
	// Extra are further fields.
	Extra map[string]any
}

// RefundRequest gives money back. Reference and Amount are required.
type RefundRequest struct {
	// Reference is the merchant's own id of the refund: the only way in which a
	// lost answer can be told from another refund.
	Reference string
	// Amount is what goes back, in the invoice's currency.
	Amount money.Amount
	// Before is the total refunded so far. Better leave it out: then the invoice is
	// read first, and Client.Resolve knows a refusal from that of an earlier refund.
	Before money.Amount
	// Description is free text.
	Description string
}

// CreatePayoutRequest pays out. Reference, Service, Amount and Fields are
// required. Its wire facts come from public clients and are less certain.
type CreatePayoutRequest struct {
	// Reference is as in CreateInvoiceRequest.
	Reference string
	// Service is the service's code without a flow, such as "payment_card_usd".
	Service string
	// Amount is sent as a JSON number in major units, with its currency.
	Amount money.Amount
	// Fields say who is paid: "card_number", "account_number", "pix_key" or "phone",
	// as the service asks (PublicClient.PayoutPrerequest).
	Fields map[string]paygates.Secret
	// Card goes with a card's number.
	Card PayoutCard
	// Description is free text.
	Description string
	// Customer is the receiver; its Reference is required where any of it is given.
	Customer Customer
	// Metadata are the shop's own fields, at most 20; no floats.
	Metadata map[string]any
	// CallbackURL replaces the account's.
	CallbackURL string
	// AllowPartially lets the payout be made in parts. AutoProcess false keeps it
	// until an operator releases it; nil leaves both to the account.
	AllowPartially, AutoProcess *bool
	// Extra are further attributes.
	Extra map[string]any
}

// PayoutCard is what some services want beside a card's number.
type PayoutCard struct {
	Holder paygates.Secret
	// ExpirationMonth is 1 to 12, ExpirationYear has four digits.
	ExpirationMonth, ExpirationYear int
}
