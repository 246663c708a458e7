package ordergate

import (
	"maps"
	"slices"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/money"
)

// Form is the family that an answer belongs to.
type Form string

const (
	// PlatformForm is what the platform's own page and its public clients show:
	// orders in an array, lower-case words, totals as decimal strings.
	PlatformForm Form = "platform"
	// GuideForm is what CIBPay's page shows: upper-case words, flat objects,
	// amounts as numbers, transactions instead of totals.
	GuideForm Form = "guide"
)

// Origin is the call that answered an order, where it changes what a word means.
type Origin uint8

const (
	// FromElsewhere: the words mean what the table says.
	FromElsewhere Origin = iota
	// FromCreate: nobody has paid yet, whatever the word.
	FromCreate
	// FromCredit: SUCCESS is that of a payout.
	FromCredit
	// FromPartCharge: the word alone does not say that all was charged.
	FromPartCharge
)

// Order is an order as either form shows it. A field that the answer does not
// carry is its zero value.
type Order struct {
	ID        string
	Status    string
	Origin    Origin
	Reference string

	Amount   money.Amount
	Charged  money.Amount
	Refunded money.Amount
	Currency money.Currency

	Created paygates.Timestamp
	Updated paygates.Timestamp
	Expires paygates.Timestamp

	Description string
	Descriptor  string
	Segment     string
	AuthCode    string
	RRN         string
	MaskedPAN   string
	Card        Card
	Client      Party
	Location    Location
	Issuer      Issuer
	Secure3D    Secure3D

	CustomFields map[string]string
	Operations   []Operation
	Transactions []Transaction

	CheckoutURL    string
	FailureType    string
	FailureMessage string

	// Form3D is the 3-D Secure form that the payer has to send. What the answer
	// shows beside it as HTML is nobody's to trust and stays in Raw alone.
	Form3D paygates.Redirect
	// Redirect is set on the answers that send the payer somewhere.
	Redirect paygates.Redirect
	// Unread holds, by name, the text of amounts that cannot be held.
	Unread map[string]string
	// Raw is what the order was decoded from.
	Raw paygates.Raw

	carries fields
	// errs: the object holds errors of its own.
	errs bool
	// torn: it names two ids that differ.
	torn bool
}

// clone is a copy that outlasts the next order of a page.
func (o *Order) clone() *Order {
	c := *o
	c.Operations, c.Transactions = slices.Clone(o.Operations), slices.Clone(o.Transactions)
	return &c
}

// Card is what the platform shows of a card.
type Card struct {
	Holder     paygates.Secret
	Type       string
	Subtype    string
	Expiration string
}

// Party is the payer, or the receiver of a payout.
type Party struct {
	Name, Email, Phone, Login          string
	Address, City, State, Zip, Country string
}

// Location is where the payer sits.
type Location struct{ IP, Country, City, Region string }

// Issuer is the card's bank.
type Issuer struct{ BIN, Country, Title string }

// Secure3D is the result of 3-D Secure.
type Secure3D struct {
	Reason, Scenario, AuthorizationStatus string
	ECI, Version, DSRP, DSRPType          string
	XID, CAVV                             paygates.Secret
}

// Operation is one step of an order.
type Operation struct {
	ID, OrderID     string
	Type, Status    string
	Amount          money.Amount
	Currency        money.Currency
	Created         paygates.Timestamp
	AuthCode        string
	ISOResponseCode string
	ISOMessage      string
	ARN, TraceID    string
	Cashflow        Cashflow

	// Unread and Raw are those of an operation that was listed by itself; one
	// that stands in an order is covered by the order's.
	Unread map[string]string
	Raw    paygates.Raw
}

// Cashflow is what an operation means for the merchant's account.
type Cashflow struct {
	Currency                                   money.Currency
	Amount, Fee, Incoming, Receivable, Reserve money.Amount
}

// Transaction is what the guide's form shows instead of operations.
type Transaction struct {
	ID, Status string
	Amount     money.Amount
}

// The platform's names of the fields that proofs speak of.
const (
	fieldID           = "id"
	fieldOrderID      = "order_id"
	fieldStatus       = "status"
	fieldAmount       = "amount"
	fieldCurrency     = "currency"
	fieldReference    = "merchant_order_id"
	fieldCharged      = "amount_charged"
	fieldRefunded     = "amount_refunded"
	fieldPAN          = "pan"
	fieldTransactions = "transactions"
	fieldForm         = "form3d.action"
	fieldFormHTML     = "form3d_html"
	fieldCheckout     = "checkout_url"
	fieldResultCode   = "result_code"
)

// fields is the set of those that an answer carries with a value of its own:
// null and empty text count as absent.
type fields uint16

const (
	hasID fields = 1 << iota
	hasOrderID
	hasStatus
	hasAmount
	hasCurrency
	hasReference
	hasCharged
	hasRefunded
	hasPAN
	hasTransactions
	hasForm
	hasFormHTML
	hasOperations
	hasAuthCode
	hasCheckout
)

var fieldBits = map[string]fields{
	fieldID: hasID, fieldOrderID: hasOrderID, fieldStatus: hasStatus, fieldAmount: hasAmount, fieldCurrency: hasCurrency,
	fieldReference: hasReference, fieldCharged: hasCharged, fieldRefunded: hasRefunded, fieldPAN: hasPAN,
	fieldTransactions: hasTransactions, fieldForm: hasForm, fieldFormHTML: hasFormHTML, fieldCheckout: hasCheckout,
}

// Fields lists the names that a row's proofs may speak of.
func Fields() []string { return slices.Sorted(maps.Keys(fieldBits)) }

func (f *fields) note(bit fields, carried bool) {
	if carried {
		*f |= bit
	}
}

func (f fields) has(name string) bool { return f&fieldBits[name] != 0 }
