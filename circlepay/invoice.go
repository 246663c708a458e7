package circlepay

import (
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/internal/lenient"
	"github.com/paygates/paygates-go/internal/wire"
	"github.com/paygates/paygates-go/money"
)

// Invoice is a bill for a customer.
type Invoice struct {
	// ID is the invoice's number (invoice_number), CirclePay's or your own Reference.
	ID string
	// Status is a number; State reads it.
	Status InvoiceStatus
	// CustomerMobile is the customer's key.
	CustomerMobile string
	// Items are what is sold.
	Items []Item
	// Created and Due are dates; midnight stands for a day.
	Created, Due paygates.Timestamp
	// PreferredMethod is a method and its gateway by name, such as "CARD/PayMob".
	PreferredMethod string
	// ShippingFees are what shipping costs.
	ShippingFees money.Amount
	// Discount is what is taken off, DiscountAmount what CirclePay says that it comes
	// to: it looks stored as it was sent, so do not check anything against it.
	Discount       Discount
	DiscountAmount money.Amount
	// Tax is a percentage, TaxAmount what CirclePay says that it comes to.
	Tax       decimal.Decimal
	TaxAmount money.Amount
	// Subtotal and Total are CirclePay's own (public clients). Either may be 0 for an
	// invoice that costs something: what was paid is the payments' amount.
	Subtotal, Total money.Amount
	// ShippingPolicy, ReturnPolicy and Notes are free texts.
	ShippingPolicy, ReturnPolicy, Notes string

	// Unread holds the text of amounts that cannot be held, by their field.
	Unread map[string]string

	raw paygates.Raw
}

// Item is a line of an invoice.
type Item struct {
	// Name and Description are the product's; the name is required.
	Name, Description string
	// Quantity is at least 1.
	Quantity int64
	// Price is that of one, above zero, in the account's currency.
	Price money.Amount
}

// RawJSON returns what the invoice was decoded from: the whole answer, in a list its
// own part. It is not a copy: do not change it.
func (i *Invoice) RawJSON() []byte          { return i.raw.Bytes() }
func (i *Invoice) keep(answer paygates.Raw) { i.raw = answer }

// State reads the status: 2 is paid, the one test of CirclePay's that public clients
// agree on. Due and overdue are pending, and do not prove that nothing was paid:
// there may be instalments. Paid hides refunds, and can be set by hand: see
// Payments.FindByInvoice and Refunds.FindByPayment.
func (i *Invoice) State() paygates.State { return i.Status.State() }

// Paid says how much was paid: Total, where the invoice is paid and states one above
// zero; unset elsewhere, because CirclePay is known to write 0. Then ask the payments
// (Payments.FindByInvoice). Compare it with the order's own amount before you hand
// anything over.
func (i *Invoice) Paid() money.Amount {
	if i.State() == paygates.StatePaid && i.Total.IsPositive() {
		return i.Total
	}
	return money.Amount{}
}

// Refunded is unset: an invoice says nothing about refunds. Refunds.FindByPayment
// does.
func (i *Invoice) Refunded() money.Amount { return money.Amount{} }

// DiscountType says what Discount means: an open set, sent as it stands. A wrong one
// turns 11 percent into 11 pounds, or the reverse: read the invoice back before you
// send it to anybody.
type DiscountType string

// Types of discounts.
const (
	// DiscountValue: an amount is taken off.
	DiscountValue DiscountType = "value"
	// DiscountPercent: a percentage is taken off.
	DiscountPercent DiscountType = "percent"
	// DiscountPercentage is the same in the word of public clients.
	DiscountPercentage DiscountType = "percentage"
)

// percent: a percentage, in whatever spelling.
func (t DiscountType) percent() bool { return strings.HasPrefix(folded(string(t)), "percent") }

// Discount is what is taken off an invoice's items. The zero value is none. Type says
// whether Amount or Percent counts; the other one is left out.
type Discount struct {
	// Type is DiscountValue with Amount, and DiscountPercent with Percent.
	Type DiscountType
	// Amount is in the account's currency.
	Amount money.Amount
	// Percent is a percentage, 11 for 11 %.
	Percent decimal.Decimal
}

func (d *Discount) check(f *findings, field string, own money.Currency) {
	switch {
	case d.Type == "" && !d.Amount.IsSet() && d.Percent.IsZero():
	case d.Type.percent() && d.Percent.IsPositive() && !d.Amount.IsSet():
		f.percent(field+".Percent", d.Percent)
	case d.Type != "" && !d.Type.percent() && d.Amount.IsPositive() && d.Percent.IsZero():
		f.owned(field+".Amount", d.Amount, own)
	default:
		f.Add(field, ruleDiscount.Want)
	}
	f.plain(field+".Type", string(d.Type))
}

func (d *Discount) encode(e *encoder) {
	switch {
	case d.Type == "":
		e.Reserve("discount_value", "discount_type")
		return
	case d.Type.percent():
		e.Number("discount_value", d.Percent.String())
	default:
		e.amount("discount_value", d.Amount)
	}
	e.String("discount_type", string(d.Type))
}

func (i *Item) check(f *findings, path string, own money.Currency) {
	f.need(path+"Name", i.Name)
	f.free(path+"Description", i.Description)
	if i.Quantity < 1 {
		f.Add(path+"Quantity", ruleQuantity.Want)
	}
	f.owned(path+"Price", i.Price, own)
}

func (i *Item) encode(e *encoder) {
	e.Part("")
	e.String("name", i.Name)
	e.String("description", i.Description)
	e.Int("quantity", i.Quantity)
	e.amount("price", i.Price)
	e.End()
}

// text is how two items are compared.
func (i *Item) text() string {
	return strconv.FormatInt(i.Quantity, 10) + " x " + amountText(i.Price) + " " + i.Name
}

// invoiceAmounts are an invoice's amounts until all of it is read.
type invoiceAmounts struct{ shipping, discount, discountAmount, tax, taxAmount, subtotal, total lenient.Amount }

func (a *account) readInvoice(d *wire.Decoder) (*Invoice, facts) {
	i := &Invoice{}
	var is invoiceAmounts
	unread := unheld{}
	for d.Object(); d.More(); {
		switch {
		case d.IsFold(invoiceKey):
			i.ID = readID(d)
		case d.IsFold("status"):
			i.Status = InvoiceStatus(readStatus(d))
		case d.IsFold("customer_mobile"):
			i.CustomerMobile = readID(d)
		case d.IsFold("items"):
			i.readItems(d, &unread, a.currency)
		case d.IsFold("create_date"):
			i.Created = a.calendar.read(d.Text())
		case d.IsFold("due_date"):
			i.Due = a.calendar.read(d.Text())
		case d.IsFold("pref_payment_method"):
			i.PreferredMethod = d.Text()
		case d.IsFold("discount_type"):
			i.Discount.Type = DiscountType(d.Text())
		case d.IsFold("shipping_policy"):
			i.ShippingPolicy = d.Text()
		case d.IsFold("return_policy"):
			i.ReturnPolicy = d.Text()
		case d.IsFold("extra_notes"):
			i.Notes = d.Text()
		default:
			is.read(d)
		}
	}
	i.hold(&is, &unread, a.currency)
	if len(unread) > 0 {
		i.Unread = unread
	}
	return i, facts{invoiceKey: i.ID}
}

// read takes one amount or percentage.
func (is *invoiceAmounts) read(d *wire.Decoder) {
	switch {
	case d.IsFold("shipping_fees"):
		is.shipping = lenient.ReadAmount(d)
	case d.IsFold("discount_value"):
		is.discount = lenient.ReadAmount(d)
	case d.IsFold("discount_value_calculated"):
		is.discountAmount = lenient.ReadAmount(d)
	case d.IsFold("tax"):
		is.tax = lenient.ReadAmount(d)
	case d.IsFold("tax_value"):
		is.taxAmount = lenient.ReadAmount(d)
	case d.IsFold("sub_total_value"):
		is.subtotal = lenient.ReadAmount(d)
	case d.IsFold("total_value"):
		is.total = lenient.ReadAmount(d)
	}
}

func (i *Invoice) hold(is *invoiceAmounts, unread *unheld, c money.Currency) {
	i.ShippingFees = unread.hold("shipping_fees", is.shipping, c)
	i.DiscountAmount = unread.hold("discount_value_calculated", is.discountAmount, c)
	i.TaxAmount = unread.hold("tax_value", is.taxAmount, c)
	i.Subtotal = unread.hold("sub_total_value", is.subtotal, c)
	i.Total = unread.hold("total_value", is.total, c)
	i.Tax = holdDecimal(unread, "tax", is.tax)
	switch {
	case i.Discount.Type.percent():
		i.Discount.Percent = holdDecimal(unread, "discount_value", is.discount)
	case folded(string(i.Discount.Type)) == string(DiscountValue):
		i.Discount.Amount = unread.hold("discount_value", is.discount, c)
	case is.discount.Set: // pounds or percent?
		unread.keep("discount_value", is.discount)
	}
}

func (i *Invoice) readItems(d *wire.Decoder, unread *unheld, c money.Currency) {
	for d.OneOrMany(); d.More(); {
		item, path := Item{}, "items["+strconv.Itoa(len(i.Items))+"]."
		for d.Object(); d.More(); {
			switch {
			case d.IsFold("name"):
				item.Name = d.Text()
			case d.IsFold("description"):
				item.Description = d.Text()
			case d.IsFold("quantity"):
				text := lenient.ReadAmount(d)
				if value, ok := lenient.Decimal(text.Text()); ok && value.IsInteger() && value.BigInt().IsInt64() {
					item.Quantity = value.IntPart()
				} else if text.Set {
					unread.keep(path+"quantity", text)
				}
			case d.IsFold("price"):
				item.Price = unread.hold(path+"price", lenient.ReadAmount(d), c)
			}
		}
		i.Items = append(i.Items, item)
	}
}
