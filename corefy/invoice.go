package corefy

import (
	"github.com/shopspring/decimal"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/money"
)

// Invoice is a payment invoice, as either API shows it. A field that an answer
// does not carry is its zero value: an Amount that is not set is "not stated",
// not 0.00. Amounts are in major units of Currency but where it says otherwise;
// one with more places than the currency has (PHP computes
// 0.30000000000000004) is kept exactly and says so (money.Amount.Excess).
type Invoice struct {
	// ID is Corefy's, such as "cpi_HeSWMM9LvQonCcQc".
	ID string
	// SerialNumber is the id without its prefix; newer answers leave it out.
	SerialNumber string
	// Reference is the merchant's own id (reference_id).
	Reference string
	// Status is the gateway's word; State is what to act upon.
	Status Status
	// Resolution is the reason beside it, ResolutionMessage its text for a person.
	Resolution        Resolution
	ResolutionMessage string
	// TestMode says that no real money moves.
	TestMode bool
	// Flow is charge or verify; only the private API shows it.
	Flow PaymentFlow

	// Amount is what the invoice was made for.
	Amount money.Amount
	// PaymentAmount is what the payer owes, fee included where he bears it.
	PaymentAmount money.Amount
	// ProcessedAmount is what was paid. Compare it with PaymentAmount.
	ProcessedAmount money.Amount
	// RefundedAmount and ChargedBackAmount are totals.
	RefundedAmount, ChargedBackAmount money.Amount
	// Fee and Deposit make up PaymentAmount: what Corefy keeps, what is credited.
	Fee, Deposit money.Amount
	// ProcessedFee and ProcessedDeposit make up ProcessedAmount.
	ProcessedFee, ProcessedDeposit money.Amount
	// RefundedFee is the fee given back.
	RefundedFee money.Amount
	// ReservedAmount is held back for a time, ProcessedUnreserve was released,
	// ProcessedReserveCancel was canceled.
	ReservedAmount, ProcessedUnreserve, ProcessedReserveCancel money.Amount
	// Currency is that of the amounts above.
	Currency money.Currency

	// ServiceAmount and PaymentServiceAmount are the payer's side, in
	// ServiceCurrency; ExchangeRate leads from one side to the other, 0 where the
	// answer does not state it.
	ServiceAmount, PaymentServiceAmount money.Amount
	ServiceCurrency                     money.Currency
	ExchangeRate                        decimal.Decimal

	// Service is the service's code, such as "payment_card_usd_hpp".
	Service string
	// ServiceMethod is the payment method's code, such as "payment_card".
	ServiceMethod string
	// ServiceFlow is how the service works, such as "hpp".
	ServiceFlow string

	// Created, Updated and the moments below are unix seconds in UTC.
	Created, Updated paygates.Timestamp
	// ProcessedAt, RefundedAt, FailedAt and ChargedBackAt are when it came to that.
	ProcessedAt, RefundedAt, FailedAt, ChargedBackAt paygates.Timestamp
	// ReserveExpires, UnreservedAt and ReserveCancelledAt speak of ReservedAmount.
	ReserveExpires, UnreservedAt, ReserveCancelledAt paygates.Timestamp

	// Description is the shop's own text; Descriptor is what the payer's statement
	// shows.
	Description, Descriptor string
	// CallbackURL, ReturnURL and ReturnURLs are those of the request.
	CallbackURL, ReturnURL string
	ReturnURLs             ReturnURLs
	// HasReturnURL says so in the public API, which does not show them.
	HasReturnURL bool
	// RRN, ApprovalCode and ARN are the acquirer's numbers.
	RRN, ApprovalCode, ARN string
	// Source is where the invoice came from, such as "merchant_api".
	Source string
	// ModerationRequired says that an operator has to release it.
	ModerationRequired bool
	// CustomerID is Corefy's id of the customer.
	CustomerID string
	// ActivePaymentID, ActivePaymentStatus and ActivePaymentResolution are those of
	// the payment in progress, whose words are others than the invoice's.
	ActivePaymentID, ActivePaymentStatus string
	ActivePaymentResolution              Resolution

	// Metadata are the shop's own fields, OriginalData the provider's; a value that
	// is no text stands as its JSON.
	Metadata, OriginalData map[string]string
	// FlowData is where the payer pays, as the answer shows it in any status.
	FlowData FlowData
	// HostedPageURL is the checkout page of this invoice, where the answer names it.
	HostedPageURL string
	// Redirect sends the payer to pay. It is set while the invoice is pending.
	Redirect paygates.Redirect

	// Card is what the payer paid with, if the account shows it.
	Card Card
	// CardToken charges the same card again (CreateInvoiceRequest.Token).
	CardToken paygates.Secret
	// ClientIP is the payer's address, AuthType how he was authenticated.
	ClientIP, AuthType string
	// CallbackLogs are the callbacks sent so far.
	CallbackLogs []CallbackLog
	// Refunds are the invoice's refunds, where the answer lists them.
	Refunds []Refund

	// Unread holds, by the gateway's field name, the text of amounts that no
	// money.Amount can hold. The amounts themselves are then not set.
	Unread map[string]string

	kind    string // the resource's type, "" in the public API
	hasMode bool
	// oddRefunds: refunds are listed in a form that nobody documents.
	oddRefunds bool
	raw        paygates.Raw
}

// FlowData is where the payer pays.
type FlowData struct {
	// Action is the page's address, Method how to send the payer there.
	Action, Method string
	// Params are the fields to send along.
	Params map[string]paygates.Secret
	// SID is the session's id; Token is a bearer credential of the card gate.
	SID   string
	Token paygates.Secret
}

// ReturnURLs are where the payer comes back to, by what became of the payment.
// Pending is required where one of them is given.
type ReturnURLs struct{ Success, Pending, Fail string }

// Card is what Corefy shows of a card.
type Card struct {
	// Mask is the number with stars, First and Last its first and last digits.
	Mask, First, Last string
	// Brand and Network are words such as "mastercard"; Type is "debit" or "credit".
	Brand, Network, Type string
	// Holder cannot be printed; Reveal gives the text.
	Holder paygates.Secret
	// ExpiryMonth and ExpiryYear are two digits each.
	ExpiryMonth, ExpiryYear string
	// IssuerName is the card's bank, IssuerCountry its country, ISO 3166-1 alpha-2.
	IssuerName, IssuerCountry string
	// ID is Corefy's id of the card.
	ID string
}

// CallbackLog is one callback that was sent.
type CallbackLog struct {
	// At is when it was made, Processed when it was delivered or given up.
	At, Processed paygates.Timestamp
	// Status is queued, done or failed.
	Status string
	// ResponseCode is the HTTP status that our side answered.
	ResponseCode int
	// TransactionStatus is the invoice's status that it told.
	TransactionStatus Status
}

// RawJSON returns the bytes that the invoice was decoded from: the whole answer
// of a call on one invoice, the invoice's own object on a page read with KeepRaw.
// It may hold personal data; do not log it.
func (i *Invoice) RawJSON() []byte { return i.raw.Bytes() }

// Paid is how much the payer has paid in all, refunds not taken off; not set
// where the answer does not say. With Refunded it is the pair to fulfil on.
func (i *Invoice) Paid() money.Amount { return i.ProcessedAmount }

// Refunded is how much has gone back in all; not set where the answer does not say.
func (i *Invoice) Refunded() money.Amount { return i.RefundedAmount }
