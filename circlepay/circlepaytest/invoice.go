package circlepaytest

import (
	"encoding/json"
	"strconv"
	"strings"
	"time"

	"github.com/paygates/paygates-go/money"
)

// The states of an invoice on the wire.
const (
	invoiceDue         = 0
	invoiceOverdue     = 1
	invoicePaid        = 2
	invoiceDeactivated = 3
)

// item is one line of an invoice.
type item struct {
	name, description string
	quantity          int64
	price             money.Amount
}

// terms are what the merchant said about an invoice.
type terms struct {
	number, mobile                           string
	items                                    []item
	status                                   int
	created, due                             time.Time
	preferred                                string
	shipping                                 money.Amount
	discount                                 money.Amount // an amount, or a percentage without a currency
	discountType                             string
	tax                                      money.Amount // a percentage
	toldDiscount, toldTax                    money.Amount // as sent, Amount{} if not
	shippingPolicy, returnPolicy, extraNotes string
}

// totals are what the server makes of them.
type totals struct{ subtotal, discount, tax, total money.Amount }

// invoice is a bill to one customer.
type invoice struct {
	terms
	totals
	merchant *merchant
	page     string // the invoice's own segment in the addresses of its pages
	url      string
	deleted  bool
	payments []*payment // oldest first
	made     time.Time
}

func (o *invoice) owned() (*merchant, time.Time) { return o.merchant, o.made }

// state is the status now: a due date makes an invoice overdue by passing.
func (o *invoice) state(now time.Time) int {
	if o.status == invoiceDue && isPast(o.due, now) {
		return invoiceOverdue
	}
	return o.status
}

// payable says that the payer's page offers to pay.
func (o *invoice) payable() bool {
	return !o.deleted && o.status != invoicePaid && o.status != invoiceDeactivated
}

// invoice finds the first invoice with that number.
func (m *Model) invoice(k *merchant, number string) *invoice {
	return first(m.invoices, func(o *invoice) bool {
		return (k == nil || o.merchant == k) && o.number == number && !o.deleted
	})
}

const (
	mostQuantity = 1_000_000
	mostItems    = 200
)

// readInvoice reads the members of an invoice. The customer's mobile number may be
// told elsewhere.
func (c *call) readInvoice(f fields, mobile string) terms {
	t := terms{mobile: mobile, number: f.text("invoice_number")}
	if mobile == "" {
		t.mobile = f.required("customer_mobile")
	}
	for _, each := range f.list("items") {
		t.items = append(t.items, readItem(each))
	}
	if len(t.items) > mostItems {
		f.fail("1114", "items", strconv.Itoa(mostItems), "0")
	}
	t.due, t.created = f.requiredDate("due_date"), f.date("create_date")
	if t.created.IsZero() {
		t.created = c.model.now
	}
	t.status = readStatus(f)
	t.preferred = f.text("pref_payment_method")
	t.shipping, t.tax = f.optionalAmount("shipping_fees"), f.percent("tax")
	c.readDiscount(f, &t)
	for _, told := range []struct {
		to   *money.Amount
		name string
	}{{&t.toldDiscount, "discount_value_calculated"}, {&t.toldTax, "tax_value"}} {
		if f.has(told.name) {
			*told.to = f.optionalAmount(told.name)
		}
	}
	t.shippingPolicy, t.returnPolicy = f.textUpTo("shipping_policy", mostText), f.textUpTo("return_policy", mostText)
	t.extraNotes = f.textUpTo("extra_notes", mostText)
	return t
}

func readItem(f fields) item {
	out := item{
		name: f.required("name"), description: f.textUpTo("description", mostText), price: f.amount("price"), quantity: 1,
	}
	if !f.has("quantity") {
		f.fail("1110", "quantity")
	}
	n, err := strconv.ParseInt(f.text("quantity"), 10, 64)
	if err != nil || n < 1 || n > mostQuantity {
		f.fail("1112", "quantity")
		return out
	}
	out.quantity = n
	return out
}

func readStatus(f fields) int {
	text := f.text("status")
	if text == "" {
		return invoiceDue
	}
	status, err := strconv.Atoi(text)
	if err != nil || status < invoiceDue || status > invoiceDeactivated {
		f.fail("1112", "status")
	}
	return status
}

// readDiscount: without a type the discount is an amount.
func (c *call) readDiscount(f fields, t *terms) {
	t.discountType = f.text("discount_type")
	switch strings.ToLower(t.discountType) {
	case "percent", "percentage":
		t.discount = f.percent("discount_value")
	case "", "value":
		t.discount = f.optionalAmount("discount_value")
	default:
		t.discount = c.model.zero()
		f.fail("1112", "discount_type")
	}
}

// wholePercent is the most that a discount or a tax can be.
var wholePercent = must(money.ParseExact("100", money.Currency{}))

// add computes what is to be paid: the tax is on what the discount leaves, shipping
// bears neither. The second result is the member that leaves nothing to pay, or
// too much; empty if none does.
func (t terms) add(zero money.Amount) (totals, string) {
	sum := totals{subtotal: zero, discount: t.discount}
	for _, line := range t.items {
		price, err := line.price.Mul(line.quantity)
		if err == nil {
			sum.subtotal, err = sum.subtotal.Add(price)
		}
		if err != nil {
			return sum, "items"
		}
	}
	byPercent := t.discount.Currency().IsZero()
	switch {
	case len(sum.subtotal.Decimal().Truncate(0).String()) > mostDigits:
		return sum, "items"
	case more(t.tax, wholePercent):
		return sum, "tax"
	case byPercent && more(t.discount, wholePercent):
		return sum, "discount_value"
	case byPercent:
		sum.discount = percentOf(sum.subtotal, t.discount)
	}
	if more(sum.discount, sum.subtotal) {
		return sum, "discount_value"
	}
	taxed := must(sum.subtotal.Sub(sum.discount))
	sum.tax = percentOf(taxed, t.tax)
	sum.total = must(must(taxed.Add(sum.tax)).Add(t.shipping))
	if !sum.total.IsPositive() {
		return sum, "discount_value"
	}
	return sum, ""
}

func (o *invoice) view(form Form, now time.Time) object {
	view := object{
		{"invoice_number", o.number}, {"items", o.itemViews()}, {"customer_mobile", o.mobile}, {"status", o.state(now)},
		{"create_date", o.created.Format(dateOnly)}, {"due_date", form.dateText(o.due)},
		{"pref_payment_method", o.preferred}, {"shipping_fees", number(o.shipping)},
		{"discount_value", number(o.terms.discount)}, {"discount_type", o.discountType},
		{"discount_value_calculated", number(told(o.toldDiscount, o.totals.discount))},
		{"tax", number(o.terms.tax)}, {"tax_value", number(told(o.toldTax, o.totals.tax))},
	}
	if form == PageForm {
		return append(view, member{"shipping_policy", o.shippingPolicy}, member{"return_policy", o.returnPolicy}, member{"extra_notes", o.extraNotes})
	}
	view[4].value = o.created.Format(dateTime)
	if strings.EqualFold(o.discountType, "percent") {
		view[9].value = "Percentage"
	}
	return append(view, member{"total_value", number(o.total)}, member{"sub_total_value", number(o.subtotal)})
}

// told is what the merchant sent, if anything.
func told(sent, computed money.Amount) money.Amount {
	if sent.IsSet() {
		return sent
	}
	return computed
}

func (o *invoice) itemViews() []object {
	out := make([]object, 0, len(o.items))
	for _, line := range o.items {
		out = append(out, object{
			{"name", line.name}, {"description", line.description},
			{"quantity", json.Number(strconv.FormatInt(line.quantity, 10))}, {"price", number(line.price)},
		})
	}
	return out
}
