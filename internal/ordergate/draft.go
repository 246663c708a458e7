package ordergate

import (
	"strings"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/internal/lenient"
	"github.com/paygates/paygates-go/internal/transport"
	"github.com/paygates/paygates-go/internal/wire"
	"github.com/paygates/paygates-go/money"
)

// draft is an order while its fields come in, in any order: amounts wait as
// text until the currency is known.
type draft struct {
	*Order
	reader                    reader
	currency, orderID         string
	amount, charged, refunded lenient.Amount
	steps                     []stepTexts      // of Operations
	moves                     []lenient.Amount // of Transactions
}

// stepTexts are the texts of an operation that wait for the currency.
type stepTexts struct {
	currency, cashCurrency                    string
	amount                                    lenient.Amount
	cash, fee, incoming, receivable, reserved lenient.Amount
}

// newDraft is a draft that is read again and again.
func newDraft(r reader) *draft {
	r.secrets = new(paygates.Secrets)
	return &draft{reader: r, Order: new(Order)}
}

// begun is the draft with an order to fill.
func (o *draft) begun() *draft {
	if o.Order == nil {
		o.Order = new(Order)
	}
	return o
}

// read reads the order object that is due, from zero.
func (o *draft) read(d *wire.Decoder) {
	*o.Order = Order{Operations: o.Operations[:0], Transactions: o.Transactions[:0]}
	*o = draft{Order: o.Order, reader: o.reader, steps: o.steps[:0], moves: o.moves[:0]}
	o.fields(d)
}

// fields reads the order object that is due.
func (o *draft) fields(d *wire.Decoder) {
	for d.Object(); d.More(); {
		o.field(d)
	}
}

// The fields of an order, and their names in the same order.
const (
	isID = iota
	isStatus
	isAmount
	isCharged
	isRefunded
	isCurrency
	isReference
	isCreated
	isUpdated
	isDescription
	isDescriptor
	isSegment
	isAuthCode
	isPAN
	isCard
	isClient
	isLocation
	isIssuer
	isSecure3D
	isCustomFields
	isOperations
	isTransactions
	isExpires
	isCheckoutURL
	isRRN
	isOrderID
	isFailureType
	isFailureMessage
	isForm3D
	isFormHTML
	isError
	isErrors
)

var orderNames = wire.NewNames(
	fieldID, fieldStatus, fieldAmount, fieldCharged, fieldRefunded, fieldCurrency, fieldReference, "created", "updated",
	"description", "descriptor", "segment", "auth_code", fieldPAN, "card", "client", "location", "issuer", "secure3d",
	"custom_fields", "operations", fieldTransactions, "expiration_date", "checkout_url", "rrn", fieldOrderID,
	"failure_type", "failure_message", "form3d", fieldFormHTML, "error", "errors",
)

// field reads the field that is due if it is one of an order's.
func (o *draft) field(d *wire.Decoder) {
	switch d.Field(orderNames) {
	case isID:
		o.ID = d.ID()
	case isStatus:
		o.Status = d.Word()
	case isAmount:
		o.amount = lenient.ReadAmount(d)
	case isCharged:
		o.charged = lenient.ReadAmount(d)
	case isRefunded:
		o.refunded = lenient.ReadAmount(d)
	case isCurrency:
		o.currency = strings.ToUpper(d.Word())
	case isReference:
		o.Reference = d.ID()
	case isCreated:
		o.Created.Text = d.Text()
	case isUpdated:
		o.Updated.Text = d.Text()
	case isDescription:
		o.Description = d.Text()
	case isDescriptor:
		o.Descriptor = d.Text()
	case isSegment:
		o.Segment = d.Text()
	case isAuthCode:
		o.AuthCode = d.Text()
	case isPAN:
		o.MaskedPAN = d.Text()
	case isCard:
		readCard(d, o.reader.secrets, &o.Card)
	case isClient:
		readParty(d, &o.Client)
	case isLocation:
		readLocation(d, &o.Location)
	case isIssuer:
		readIssuer(d, &o.Issuer)
	case isSecure3D:
		readSecure3D(d, o.reader.secrets, &o.Secure3D)
	case isCustomFields:
		o.CustomFields = readMap(d)
	case isOperations:
		for d.OneOrMany(); d.More(); {
			o.readStep(d)
		}
	case isTransactions:
		for d.OneOrMany(); d.More(); {
			o.readMove(d)
		}
	case isExpires:
		o.Expires.Text = d.Text()
	case isCheckoutURL:
		o.CheckoutURL = d.Text()
	case isRRN:
		o.RRN = d.Text()
	case isOrderID:
		o.orderID = d.ID()
	case isFailureType:
		o.FailureType = readWord(d)
	case isFailureMessage:
		o.FailureMessage = d.Text()
	case isForm3D:
		o.Form3D = readForm(d)
		o.carries.note(hasForm, !o.Form3D.IsZero())
	case isFormHTML:
		o.carries.note(hasFormHTML, d.Text() != "")
	case isError, isErrors:
		o.errs = o.errs || !lenient.Blank(d.Text())
	}
}

// currency is the one that a code names; the asked one where none is named, and
// where the code is the asked one's: outside ISO 4217 that knows its places.
func (r reader) currency(code string) money.Currency {
	if code == "" || code == r.fallback.Code() {
		return r.fallback
	}
	return money.CurrencyOf(code)
}

// finish turns the texts into amounts and times and notes what the answer carries.
func (o *draft) finish() *Order {
	out := o.Order
	out.carries.note(hasID, out.ID != "")
	out.carries.note(hasOrderID, o.orderID != "")
	out.torn = out.ID != "" && o.orderID != "" && out.ID != o.orderID
	if out.ID == "" {
		out.ID = o.orderID
	}
	out.MaskedPAN = lenient.MaskedPAN(out.MaskedPAN)
	out.FailureMessage = transport.MaskCards(out.FailureMessage)
	in := o.reader.currency(o.currency)
	if o.currency != "" {
		out.Currency = in
	}
	out.Amount = lenient.Hold(&out.Unread, fieldAmount, &o.amount, in)
	out.Charged = lenient.Hold(&out.Unread, fieldCharged, &o.charged, in)
	out.Refunded = lenient.Hold(&out.Unread, fieldRefunded, &o.refunded, in)
	for i := range o.moves {
		out.Transactions[i].Amount = lenient.Hold(&out.Unread, "transactions.amount", &o.moves[i], in)
	}
	for i := range o.steps {
		o.steps[i].finish(&out.Operations[i], &out.Unread, stepOfOrder, in, o.reader.zone)
	}
	for _, at := range []*paygates.Timestamp{&out.Created, &out.Updated, &out.Expires} {
		at.Time = parseTime(at.Text, o.reader.zone)
	}
	out.carries.note(hasStatus, out.Status != "")
	out.carries.note(hasAmount, o.amount.Set)
	out.carries.note(hasCurrency, o.currency != "")
	out.carries.note(hasReference, out.Reference != "")
	out.carries.note(hasCharged, o.charged.Set)
	out.carries.note(hasRefunded, o.refunded.Set)
	out.carries.note(hasPAN, out.MaskedPAN != "")
	out.carries.note(hasTransactions, len(out.Transactions) > 0)
	out.carries.note(hasOperations, len(out.Operations) > 0)
	out.carries.note(hasAuthCode, out.AuthCode != "" || out.RRN != "")
	out.carries.note(hasCheckout, out.CheckoutURL != "")
	return out
}
