package cibpay

import (
	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/internal/ordergate"
	"github.com/paygates/paygates-go/money"
)

// Order is an order as CIBPay knows it. A field that an answer does not carry
// is its zero value: an Amount that is not set is "not stated", not 0.00.
type Order struct {
	// ID is CIBPay's id, a long run of digits.
	ID string
	// Reference is the merchant's own id (merchant_order_id).
	Reference string
	// Status is the gateway's word; State is what to act upon.
	Status Status

	// Amount is what the order was made for.
	Amount money.Amount
	// AmountCharged and AmountRefunded are totals.
	AmountCharged, AmountRefunded money.Amount
	// Currency is that of the amounts.
	Currency money.Currency

	// Created, Updated and Expires are times as the gateway wrote them, read in
	// Config.Location where they name no zone.
	Created, Updated, Expires paygates.Timestamp

	// Description is the shop's own text.
	Description string
	// Descriptor is what the payer's statement shows.
	Descriptor string
	// Segment is the shop's own grouping.
	Segment string
	// AuthCode is the issuer's authorization code.
	AuthCode string
	// RRN is the retrieval reference number.
	RRN string
	// MaskedPAN is the card number as the gateway shows it, such as
	// "411111****1111"; empty before a card was entered.
	MaskedPAN string
	// Card, Client, Location, Issuer and Secure3D are there where the read
	// expanded them, or the answer shows them anyway.
	Card     Card
	Client   Payer
	Location Location
	Issuer   Issuer
	Secure3D Secure3D

	// CustomFields are the shop's own, as text.
	CustomFields map[string]string
	// Operations are the order's steps; only where the read asked for them.
	Operations []Operation
	// Transactions are what CIBPay's guide shows in the place of operations.
	Transactions []Transaction

	// FailureType and FailureMessage say why an order failed. The message is the
	// gateway's own text.
	FailureType    FailureType
	FailureMessage string

	// Redirect is the payment page, on the answers of Create and of a Rebill that
	// needs the payer.
	Redirect paygates.Redirect
	// Unread holds, by field name, the text of amounts that no money.Amount can
	// hold. The amounts themselves are then not set.
	Unread map[string]string

	origin ordergate.Origin
	raw    paygates.Raw
}

// State is the portable reading of the order: its status and its totals
// together, unknown where they contradict each other or the word is not known.
// A charged order with less refunded than charged is partly refunded. How much
// of an order was charged back stands in its operations: read it with
// ExpandOperations, as Client.Confirm does, to tell a part from the whole.
func (o *Order) State() paygates.State { return o.standing().State() }

// Paid is how much the payer has paid in all, refunds not taken off; not set
// where the answer does not say. With Refunded it is the pair to fulfil on.
func (o *Order) Paid() money.Amount { return o.standing().Paid() }

// Refunded is how much has gone back in all; not set where the answer does not say.
func (o *Order) Refunded() money.Amount { return o.AmountRefunded }

// DeclineReason says why the order was refused: by the issuer's own code in its
// operations, by a failed 3-D Secure, else by its status. Read the order with
// ExpandOperations and ExpandSecure3D to see both; Client.Confirm shows the operations. It
// is DeclineUnknown for an order that was not refused.
func (o *Order) DeclineReason() paygates.DeclineReason { return o.standing().DeclineReason() }

// RawJSON returns the bytes that the order was decoded from: the whole answer
// of a call on one order, the order's own object on a page read with KeepRaw.
// It may hold personal data; do not log it.
func (o *Order) RawJSON() []byte { return o.raw.Bytes() }

// Card is what the gateway shows of a card.
type Card struct {
	// Holder cannot be printed; Reveal gives the text.
	Holder paygates.Secret
	// Type and Subtype are words such as "visa" and "classic".
	Type, Subtype string
	// Expiration is as the gateway writes it: month, slash, two-digit year.
	Expiration string
}

// Location is where the payer sits.
type Location struct {
	IP string
	// Country is ISO 3166-1 alpha-3.
	Country      string
	City, Region string
}

// Issuer is the card's bank.
type Issuer struct {
	// BIN is the first digits of the card number.
	BIN string
	// Country is ISO 3166-1 alpha-3.
	Country string
	Title   string
}

// Secure3D is the result of 3-D Secure.
type Secure3D struct {
	// Reason and Scenario are the gateway's words for why and how it was done.
	Reason, Scenario string
	// AuthorizationStatus is the issuer's answer, "Y" for authenticated.
	AuthorizationStatus string
	// ECI is the electronic commerce indicator.
	ECI string
	// Version is that of the protocol, "1" or "2".
	Version        string
	DSRP, DSRPType string
	// XID and CAVV are authentication values; they cannot be printed.
	XID, CAVV paygates.Secret
}

// Operation is one step of an order.
type Operation struct {
	ID string
	// Type is authorize, charge, reverse, refund, credit, chargeback or representment.
	Type string
	// Status is success, failure or error.
	Status   string
	Amount   money.Amount
	Currency money.Currency
	Created  paygates.Timestamp
	AuthCode string
	// ISOResponseCode is the issuer's ISO 8583 answer, "00" for approved.
	ISOResponseCode, ISOMessage string
	// ARN is the acquirer reference number.
	ARN, TraceID string
	// Cashflow is there where the read expanded it.
	Cashflow Cashflow
}

// Cashflow is what an operation means for the merchant's account; amounts may
// be negative.
type Cashflow struct {
	Currency                                   money.Currency
	Amount, Fee, Incoming, Receivable, Reserve money.Amount
}

// Transaction is one step of an order in the form of CIBPay's guide.
type Transaction struct {
	// ID is the order's id with a number behind it.
	ID string
	// Status is SUCCESS or another word.
	Status string
	Amount money.Amount
}
