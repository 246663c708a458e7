package ordergate

import (
	"strings"
	"time"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/internal/transport"
	"github.com/paygates/paygates-go/internal/wire"
	"github.com/paygates/paygates-go/money"
)

// draft is an order while its fields come in, in any order: amounts wait as
// text until the currency is known.
type draft struct {
	Order
	reader                    reader
	currency                  string
	amount, charged, refunded amountText
	operations                []operationDraft
	transactions              []transactionDraft
	orderID                   string
}

// amountText is an amount as it stands in the answer.
type amountText struct {
	text string
	set  bool
	// odd: neither text nor number; text is its JSON.
	odd bool
}

type operationDraft struct {
	Operation
	currency, cashCurrency                    string
	amount                                    amountText
	cash, fee, incoming, receivable, reserved amountText
}

type transactionDraft struct {
	id, status string
	amount     amountText
}

// field reads the field that is due if it is one of an order's.
func (o *draft) field(d *wire.Decoder) {
	switch {
	case d.Is(fieldID):
		o.ID = d.ID()
	case d.Is(fieldStatus):
		o.Status = d.Word()
	case d.Is(fieldAmount):
		o.amount = readAmount(d)
	case d.Is(fieldCharged):
		o.charged = readAmount(d)
	case d.Is(fieldRefunded):
		o.refunded = readAmount(d)
	case d.Is(fieldCurrency):
		o.currency = strings.ToUpper(d.Word())
	case d.Is(fieldReference):
		o.Reference = d.ID()
	case d.Is("created"):
		o.Created.Text = d.Text()
	case d.Is("updated"):
		o.Updated.Text = d.Text()
	case d.Is("description"):
		o.Description = d.Text()
	case d.Is("descriptor"):
		o.Descriptor = d.Text()
	case d.Is("segment"):
		o.Segment = d.Text()
	case d.Is("auth_code"):
		o.AuthCode = d.Text()
	case d.Is(fieldPAN):
		o.MaskedPAN = d.Text()
	case d.Is("card"):
		o.Card = readCard(d)
	case d.Is("client"):
		o.Client = readParty(d)
	case d.Is("location"):
		o.Location = readLocation(d)
	case d.Is("issuer"):
		o.Issuer = readIssuer(d)
	case d.Is("secure3d"):
		o.Secure3D = readSecure3D(d)
	case d.Is("custom_fields"):
		o.CustomFields = readMap(d)
	case d.Is("operations"):
		for d.OneOrMany(); d.More(); {
			if step := readOperation(d); step.Type != "" || step.Status != "" || step.amount.set {
				o.operations = append(o.operations, step)
			}
		}
	case d.Is(fieldTransactions):
		for d.OneOrMany(); d.More(); {
			o.transactions = append(o.transactions, readTransaction(d))
		}
	case d.Is("expiration_date"):
		o.Expires.Text = d.Text()
	case d.Is("checkout_url"):
		o.CheckoutURL = d.Text()
	case d.Is("rrn"):
		o.RRN = d.Text()
	case d.Is(fieldOrderID):
		o.orderID = d.ID()
	case d.Is("failure_type"):
		o.FailureType = readWord(d)
	case d.Is("failure_message"):
		o.FailureMessage = d.Text()
	case d.Is("form3d"):
		o.Form3D = readForm(d)
		o.carries.note(hasForm, !o.Form3D.IsZero())
	case d.Is(fieldFormHTML):
		o.carries.note(hasFormHTML, d.Text() != "")
	case d.Is("error"), d.Is("errors"):
		o.errs = o.errs || !blank(d.Text())
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
func (o *draft) finish() Order {
	out := &o.Order
	out.carries.note(hasID, out.ID != "")
	out.carries.note(hasOrderID, o.orderID != "")
	out.torn = out.ID != "" && o.orderID != "" && out.ID != o.orderID
	if out.ID == "" {
		out.ID = o.orderID
	}
	out.MaskedPAN = maskedPAN(out.MaskedPAN)
	out.FailureMessage = transport.MaskCards(out.FailureMessage)
	in := o.reader.currency(o.currency)
	out.Currency = money.CurrencyOf(o.currency)
	if !out.Currency.IsZero() {
		out.Currency = in
	}
	out.Amount = out.hold(fieldAmount, o.amount, in)
	out.Charged = out.hold(fieldCharged, o.charged, in)
	out.Refunded = out.hold(fieldRefunded, o.refunded, in)
	for i := range o.transactions {
		t := &o.transactions[i]
		out.Transactions = append(out.Transactions, Transaction{
			ID: t.id, Status: t.status, Amount: out.hold("transactions.amount", t.amount, in),
		})
	}
	if len(o.operations) > 0 {
		out.Operations = make([]Operation, len(o.operations))
	}
	for i := range o.operations {
		out.Operations[i] = o.operations[i].finish(out, in, o.reader.zone)
	}
	for _, at := range []*paygates.Timestamp{&out.Created, &out.Updated, &out.Expires} {
		at.Time = parseTime(at.Text, o.reader.zone)
	}
	out.carries.note(hasStatus, out.Status != "")
	out.carries.note(hasAmount, o.amount.set)
	out.carries.note(hasCurrency, o.currency != "")
	out.carries.note(hasReference, out.Reference != "")
	out.carries.note(hasCharged, o.charged.set)
	out.carries.note(hasRefunded, o.refunded.set)
	out.carries.note(hasPAN, out.MaskedPAN != "")
	out.carries.note(hasTransactions, len(out.Transactions) > 0)
	out.carries.note(hasOperations, len(out.Operations) > 0)
	out.carries.note(hasAuthCode, out.AuthCode != "" || out.RRN != "")
	out.carries.note(hasCheckout, out.CheckoutURL != "")
	return *out
}

// maskedPAN keeps a card number that comes masked, and masks one that does not.
func maskedPAN(text string) string {
	if transport.MaskCards(text) == text {
		return text
	}
	return paygates.NewPAN(text).Masked()
}

// hold makes the amount that a text states. One that cannot be held keeps its
// text under Unread: the rest of the order stays readable.
func (o *Order) hold(field string, t amountText, in money.Currency) money.Amount {
	if !t.set {
		return money.Amount{}
	}
	if !t.odd {
		if amount, err := money.ParseExact(t.text, in); err == nil {
			return amount
		}
	}
	if o.Unread == nil {
		o.Unread = make(map[string]string)
	}
	o.Unread[field] = transport.MaskCards(t.text)
	return money.Amount{}
}

func readAmount(d *wire.Decoder) amountText {
	switch d.Kind() {
	case wire.String, wire.Number, wire.Null:
		text, ok := d.Amount()
		return amountText{text: text, set: ok}
	default:
		return amountText{text: d.Text(), set: true, odd: true}
	}
}

func readOperation(d *wire.Decoder) operationDraft {
	var o operationDraft
	for d.Object(); d.More(); {
		switch {
		case d.Is("type"):
			o.Type = d.Word()
		case d.Is("status"):
			o.Status = d.Word()
		case d.Is("amount"):
			o.amount = readAmount(d)
		case d.Is("currency"):
			o.currency = strings.ToUpper(d.Word())
		case d.Is("created"):
			o.Created.Text = d.Text()
		case d.Is("auth_code"):
			o.AuthCode = d.Text()
		case d.Is("iso_response_code"):
			o.ISOResponseCode = d.Text()
		case d.Is("iso_message"):
			o.ISOMessage = d.Text()
		case d.Is("arn"):
			o.ARN = d.Text()
		case d.Is("trace_id"):
			o.TraceID = d.Text()
		case d.Is("id"):
			o.ID = d.Text()
		case d.Is("order_id"):
			o.OrderID = d.ID()
		case d.Is("cashflow"):
			o.readCashflow(d)
		}
	}
	return o
}

func (o *operationDraft) readCashflow(d *wire.Decoder) {
	if !objectOrNothing(d) {
		return
	}
	for d.Object(); d.More(); {
		switch {
		case d.Is("currency"):
			o.cashCurrency = d.Word()
		case d.Is("amount"):
			o.cash = readAmount(d)
		case d.Is("fee"):
			o.fee = readAmount(d)
		case d.Is("incoming"):
			o.incoming = readAmount(d)
		case d.Is("receivable"):
			o.receivable = readAmount(d)
		case d.Is("reserve"):
			o.reserved = readAmount(d)
		}
	}
}

// finish holds the operation's amounts; what cannot be held is noted in the order.
func (o *operationDraft) finish(order *Order, in money.Currency, zone *time.Location) Operation {
	out := o.Operation
	out.Currency = money.CurrencyOf(o.currency)
	if !out.Currency.IsZero() {
		in = out.Currency
	}
	out.ISOMessage = transport.MaskCards(out.ISOMessage)
	out.Created.Time = parseTime(out.Created.Text, zone)
	out.Amount = order.hold("operations.amount", o.amount, in)
	cash := &out.Cashflow
	cash.Currency = money.CurrencyOf(o.cashCurrency)
	for _, flow := range []struct {
		to   *money.Amount
		from amountText
	}{
		{&cash.Amount, o.cash}, {&cash.Fee, o.fee}, {&cash.Incoming, o.incoming},
		{&cash.Receivable, o.receivable}, {&cash.Reserve, o.reserved},
	} {
		*flow.to = order.hold("operations.cashflow", flow.from, cash.Currency)
	}
	return out
}

func readTransaction(d *wire.Decoder) transactionDraft {
	var t transactionDraft
	for d.Object(); d.More(); {
		switch {
		case d.Is("id"):
			t.id = d.ID()
		case d.Is("status"):
			t.status = d.Word()
		case d.Is("amount"):
			t.amount = readAmount(d)
		}
	}
	return t
}

// Layouts of times: the platform's without zone, the guide's with one.
const zonelessLayout = "2006-01-02 15:04:05"

// parseTime reads a time; the zero time where it cannot.
func parseTime(text string, zone *time.Location) time.Time {
	if text == "" {
		return time.Time{}
	}
	if at, err := time.ParseInLocation(zonelessLayout, text, zone); err == nil {
		return at
	}
	if at, err := time.Parse(time.RFC3339Nano, strings.TrimSpace(text)); err == nil {
		return at
	}
	return time.Time{}
}
