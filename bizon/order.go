package bizon

import (
	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/money"
)

// Order is an order as Bizon knows it. A field that an answer does not carry is
// its zero value: an Amount that is not set is "not stated", not 0.00.
type Order struct {
	// ID is Bizon's id, a long run of digits.
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

	// Created and Updated are times as the gateway wrote them, read in
	// Config.Location.
	Created, Updated paygates.Timestamp

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

	// FailureType and FailureMessage say why an order failed. The message is the
	// gateway's own text.
	FailureType    FailureType
	FailureMessage string

	// Redirect is where the payer has to go: the payment page on the answers of
	// Create, the 3-D Secure form (form3d: its action, method and fields) on those
	// of Authorize, TokenPay, Rebill and Resume whose order waits for the payer.
	//
	// The gateway's form3d_html is HTML from somebody else: it is never sent on
	// and stands in RawJSON alone. If an order waits for 3-D Secure and shows that
	// HTML without form3d, Redirect is zero.
	Redirect paygates.Redirect
	// Unread holds, by field name, the text of amounts that no money.Amount can
	// hold. The amounts themselves are then not set.
	Unread map[string]string

	created bool // answered by Create: nobody has paid yet, whatever the word
	raw     paygates.Raw
}

// State is the portable reading of the order: its status and its totals
// together, unknown where they contradict each other or the word is not known.
// A charged order with less refunded than charged is partly refunded, and one
// that does not say how much was charged is unknown. How much of an order was
// charged back stands in its operations: read it with ExpandCashflow, as
// Client.Confirm does, to tell a part from the whole.
func (o *Order) State() paygates.State {
	state := o.standing().State()
	if state == paygates.StatePaid && !o.AmountCharged.IsSet() {
		return paygates.StateUnknown // CIBPay's guide shows such orders, Bizon's page none
	}
	return state
}

// Paid is how much the payer has paid in all, refunds not taken off; not set
// where the answer does not say. With Refunded it is the pair to fulfil on.
func (o *Order) Paid() money.Amount { return o.standing().Paid() }

// Refunded is how much has gone back in all; not set where the answer does not say.
func (o *Order) Refunded() money.Amount { return o.AmountRefunded }

// DeclineReason says why the order was refused: by the issuer's own code in its
// operations, by a failed 3-D Secure, else by its status. Read the order with
// ExpandCashflow and ExpandSecure3D to see both; Client.Confirm shows the operations. It
// is DeclineUnknown for an order that was not refused.
func (o *Order) DeclineReason() paygates.DeclineReason { return o.standing().DeclineReason() }

// RawJSON returns the bytes that the order was decoded from: the whole answer
// of a call on one order, the order's own object on a page read with KeepRaw.
// It may hold personal data and authentication values; do not log it.
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
	// Title is the bank's name.
	Title string
}

// Secure3D is the result of 3-D Secure.
type Secure3D struct {
	// Reason and Scenario are the gateway's words for why and how it was done,
	// such as "force3d" and "full".
	Reason, Scenario string
	// AuthorizationStatus is the issuer's answer, "Y" for authenticated.
	AuthorizationStatus string
	// ECI is the electronic commerce indicator.
	ECI string
	// Version is that of the protocol, "1" or "2".
	Version string
	// DSRP is "1" for a wallet's token, of the type that DSRPType names.
	DSRP, DSRPType string
	// XID and CAVV are authentication values; they cannot be printed.
	XID, CAVV paygates.Secret
}

// Operation is one step of an order, or one row of Client.Operations.
type Operation struct {
	ID string
	// OrderID is the order's; in the list of operations only.
	OrderID string
	// Type says what was done.
	Type OperationType
	// Status says how it ended.
	Status   OperationStatus
	Amount   money.Amount
	Currency money.Currency
	// Created is when, read in Config.Location. Operations of one second have no
	// order in time.
	Created  paygates.Timestamp
	AuthCode string
	// ISOResponseCode is the issuer's ISO 8583 answer, "00" for approved.
	ISOResponseCode, ISOMessage string
	// ARN is the acquirer reference number.
	ARN string
	// TraceID ties a recurring payment to the first one; only where the project
	// has it switched on.
	TraceID string
	// Cashflow is there where the read expanded it.
	Cashflow Cashflow
	// Unread is Order.Unread for an operation that was listed by itself.
	Unread map[string]string

	raw paygates.Raw
}

// RawJSON returns the operation's own bytes, on a page of Client.Operations read
// with KeepRaw; nil elsewhere.
func (o *Operation) RawJSON() []byte { return o.raw.Bytes() }

// Cashflow is what an operation means for the merchant's account; amounts may
// be negative.
type Cashflow struct {
	// Currency is that of the account, not always the payment's.
	Currency                                   money.Currency
	Amount, Fee, Incoming, Receivable, Reserve money.Amount
}
