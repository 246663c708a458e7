package circlepay

import (
	"context"
	"net/url"
	"strconv"
	"time"

	"github.com/shopspring/decimal"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/money"
)

// InvoicesAPI has the merchant's invoices. It is Client.Invoices.
type InvoicesAPI struct{ account *account }

// CreateInvoiceRequest is an invoice to be made. CirclePay computes its totals: no
// document says how, so that the request has none.
type CreateInvoiceRequest struct {
	// Reference is your own invoice number; optional, because nobody documents that
	// CirclePay keeps it, nor what a second one of the same number does.
	Reference string
	// CustomerMobile is the customer's key; the customer exists already.
	CustomerMobile string
	// Items are what is sold, at least one.
	Items []Item
	// DueDate is the last day on which the invoice can be paid; required. Of the time
	// only the date in its own zone counts.
	DueDate time.Time
	// CreateDate is the invoice's own date; CirclePay's if it is zero.
	CreateDate time.Time
	// DateLayout replaces Config.DateLayout. A form that CirclePay does not read is
	// refused (1115), and nothing is made.
	DateLayout string
	// PreferredMethod is a method and its gateway by name, such as "CARD/PayMob".
	PreferredMethod string
	// ShippingFees are in the account's currency.
	ShippingFees money.Amount
	// Discount is what is taken off.
	Discount Discount
	// Tax is a percentage, 14 for 14 %; none if it is 0.
	Tax decimal.Decimal
	// ShippingPolicy, ReturnPolicy and Notes are free texts.
	ShippingPolicy, ReturnPolicy, Notes string
	// Known are the customer's invoices with the same items and due date that exist
	// already. Nil makes the SDK read them first; an empty list says that there are
	// none.
	Known []string
	// Extra are further fields of the invoice.
	Extra map[string]any
}

// CreateAndPayRequest makes a customer and an invoice and opens its payment.
type CreateAndPayRequest struct {
	// Customer needs the names and the mobile number.
	Customer CustomerData
	// Invoice is as for Create; its CustomerMobile is the customer's if it is empty.
	Invoice CreateInvoiceRequest
	// Extra are further fields of the body, beside customer and invoice; no status,
	// which could say that the invoice is paid.
	Extra map[string]any
}

// ListInvoicesRequest chooses invoices.
type ListInvoicesRequest struct {
	// CustomerMobile chooses those of one customer; all of the merchant's if empty.
	CustomerMobile string
	// Query goes out as it is: the documentation speaks of a filter and does not say
	// what stands in it.
	Query url.Values
}

// PayInvoiceRequest opens a payment of an invoice.
type PayInvoiceRequest struct {
	// InvoiceID is the invoice's (invoice_number).
	InvoiceID string
	// CustomerMobile is the customer's; it has to be the invoice's own (5114).
	CustomerMobile string
	// MethodID is the means of payment; without it the customer chooses on the page.
	MethodID string
	// RedirectURL is where the browser comes back to (public clients): put the
	// invoice's number into its query for ParseReturn.
	RedirectURL string
	// Known are the transactions of this invoice that exist already. Nil makes the SDK
	// read the invoice and them first; an empty list says that there are none, and
	// that the invoice is not paid.
	Known []string
	// Extra are further fields of the body.
	Extra map[string]any
}

// Create makes an invoice for a customer. POST /invoice/create. No money moves by
// it. Checkout.InvoiceID names it, Checkout.Redirect leads to its checkout page. Read
// it back (Get) before you send it to anybody: the totals are CirclePay's own.
//
// Before it sends, it reads the customer's invoices, unless Known is given: only with
// that can Client.Resolve tell an invoice that a lost answer left behind from an
// equal one of before.
//
// Nothing was made with ErrInvalidRequest (1110 to 1117, 5112 for a date that is
// past), ErrNotFound (3110: no such customer) and ErrAuthentication (2110).
// ErrUnavailable (5101, "unknown reason"), another number than the Reference, a lost
// answer and a 5xx leave the outcome unknown. Client.Resolve looks (Invoices.Get by
// Reference, Invoices.List by customer: a new one with these items and this due
// date). Delete a spare.
//
// Source: CirclePay documentation, Create an invoice.
func (a *InvoicesAPI) Create(ctx context.Context, req CreateInvoiceRequest) (*Checkout, error) {
	c := call[*Checkout]{op: opInvoicesCreate, want: intent(opInvoicesCreate), asked: facts{invoiceKey: req.Reference}, read: readCheckout}
	c.want.Reference = req.Reference
	c.want.Details = req.details()
	req.check(&c.wrong, "", a.account.currency)
	c.body = func(e *encoder) {
		if e.spelling.flat {
			req.encode(e, a.account.calendar)
			return
		}
		e.Object("invoice")
		req.encode(e, a.account.calendar)
		e.End()
	}
	c.before = a.account.known(req.Known)
	return c.one(ctx, a.account, &Checkout{})
}

// CreateAndPay makes a customer and an invoice and opens its payment, in one call.
// POST /invoice/createV2. The customer pays on the page to which Checkout.Redirect
// leads.
//
// Nobody documents that the three effects come together or not at all. Therefore
// only ErrAuthentication (2110) says that nothing happened; any other code may follow
// a step that worked, and leaves the outcome unknown, as a lost answer and a 5xx do.
// It is never sent again by itself. Before it sends, it reads the customer's
// invoices, unless Invoice.Known is given; Client.Resolve looks (Customers.Get,
// Invoices.List, Payments.List). Delete a spare invoice.
//
// Source: CirclePay documentation, Create an invoice V2.
func (a *InvoicesAPI) CreateAndPay(ctx context.Context, req CreateAndPayRequest) (*Checkout, error) {
	invoice := req.Invoice
	if invoice.CustomerMobile == "" {
		invoice.CustomerMobile = req.Customer.Mobile
	}
	c := call[*Checkout]{op: opCreateAndPay, want: intent(opCreateAndPay), asked: facts{invoiceKey: invoice.Reference}, read: readCheckout}
	c.want.Reference = invoice.Reference
	c.want.Details = invoice.details()
	req.Customer.check(&c.wrong, "Customer.", true)
	invoice.check(&c.wrong, "Invoice.", a.account.currency)
	if invoice.CustomerMobile != req.Customer.Mobile {
		c.wrong.Add("Invoice.CustomerMobile", "want the customer's own number, or none")
	}
	c.wrong.extra("Extra", req.Extra, "customer", "invoice", "status")
	c.body = func(e *encoder) {
		e.Object("customer")
		req.Customer.encode(e)
		e.End()
		e.Object("invoice")
		invoice.encode(e, a.account.calendar)
		e.End()
		e.Extra(req.Extra)
	}
	c.before = a.account.known(invoice.Known)
	return c.one(ctx, a.account, &Checkout{})
}

// Get reads an invoice by its number. GET /invoice/get/{invoice_number}. ErrNotFound
// (5111) says that there is none. A failed read has no effect and may be repeated.
//
// Source: CirclePay documentation, Retrieve an invoice.
func (a *InvoicesAPI) Get(ctx context.Context, id string) (*Invoice, error) {
	return getOne(ctx, a.account, opInvoicesGet, invoiceKey, id, a.account.readInvoice)
}

// List reads invoices: those of a customer, or all.
// GET /invoice/list/{customer_mobile}. An unknown customer has an empty list, or is
// ErrNotFound (3110). A failed read has no effect and may be repeated.
//
// Source: CirclePay documentation, list invoices; public clients for all of them.
func (a *InvoicesAPI) List(ctx context.Context, req ListInvoicesRequest) ([]*Invoice, error) {
	return a.account.listInvoices(ctx, intent(opInvoicesList), req)
}

func (a *account) listInvoices(ctx context.Context, want paygates.Intent, req ListInvoicesRequest) ([]*Invoice, error) {
	c := call[*Invoice]{op: opInvoicesList, want: want, args: []string{req.CustomerMobile}, query: req.Query, read: a.readInvoice}
	c.wrong.optKey("CustomerMobile", req.CustomerMobile)
	return c.objects(ctx, a)
}

// Delete deletes an invoice that has no transactions.
// DELETE /invoice/delete/{invoice_number}. Repeating it does no harm.
//
// ErrState (5113) says that it has some, and was not deleted. ErrNotFound (5111) says
// that there is no such invoice, perhaps since an earlier send: the outcome is
// unknown then. Client.Resolve looks (Invoices.Get).
//
// Source: CirclePay documentation, Delete an invoice.
func (a *InvoicesAPI) Delete(ctx context.Context, id string) (*Ack, error) {
	c := call[*Ack]{op: opInvoicesDelete, want: intent(opInvoicesDelete), args: []string{id}, asked: facts{invoiceKey: id}, read: readAck(invoiceKey)}
	c.want.TargetID = id
	c.wrong.key("id", id)
	return c.one(ctx, a.account, &Ack{})
}

// Pay opens a payment of an invoice; the customer pays on the page to which
// Checkout.Redirect leads. POST /invoice/pay. Nothing is paid by the call itself.
// Two open payments can both be paid, days later at a kiosk: open one at a time.
//
// Before it sends, unless Known is given, it reads the invoice, where a paid one ends
// the call with ErrState, and its transactions: only with those can Client.Resolve
// tell a new one from those of before.
//
// Nothing was opened with ErrInvalidRequest (1110 to 1117; 5114: not this customer's),
// ErrNotFound (5111 invoice, 7111 gateway, 7113 method) and ErrAuthentication (2110).
// All else, a lost answer and a 5xx among it, leaves the outcome unknown. It is never
// sent again by itself. Client.Resolve looks (Payments.List by invoice: a new
// transaction).
//
// Source: CirclePay documentation, Pay an invoice; public clients for RedirectURL.
func (a *InvoicesAPI) Pay(ctx context.Context, req PayInvoiceRequest) (*Checkout, error) {
	c := call[*Checkout]{op: opInvoicesPay, want: intent(opInvoicesPay), asked: facts{invoiceKey: req.InvoiceID}, read: readCheckout}
	c.want.TargetID = req.InvoiceID
	c.wrong.key("InvoiceID", req.InvoiceID)
	c.wrong.optPhone("CustomerMobile", req.CustomerMobile)
	c.wrong.optKey("MethodID", req.MethodID)
	c.wrong.browse("RedirectURL", req.RedirectURL)
	c.wrong.keys("Known", req.Known)
	c.wrong.extra("Extra", req.Extra, invoiceKey, "customer_mobile", "payment_method_id", "redirect_url")
	c.body = func(e *encoder) {
		e.String(invoiceKey, req.InvoiceID)
		e.OptString("customer_mobile", req.CustomerMobile)
		e.OptString("payment_method_id", req.MethodID)
		e.OptString("redirect_url", req.RedirectURL)
		e.Extra(req.Extra)
	}
	c.before = func(ctx context.Context, want *paygates.Intent) error {
		if req.Known == nil {
			if err := a.notPaid(ctx, *want); err != nil {
				return err
			}
		}
		return a.account.known(req.Known)(ctx, want)
	}
	return c.one(ctx, a.account, &Checkout{})
}

// notPaid reads the invoice of an intent and is an error where it is paid already.
func (a *InvoicesAPI) notPaid(ctx context.Context, want paygates.Intent) error {
	invoice, err := getAs(ctx, a.account, self(want), opInvoicesGet, invoiceKey, want.TargetID, a.account.readInvoice)
	if err != nil || invoice.State() != paygates.StatePaid {
		return err
	}
	e := &paygates.Error{
		Gateway: gateway, Op: want.Op, Kind: paygates.ErrState, Outcome: paygates.OutcomeNotExecuted,
		Message: "the invoice is paid already", ObjectID: invoice.ID,
	}
	return e.WithAdvice(paygates.AdviceNone)
}

// check checks an invoice whose fields stand at path.
func (r *CreateInvoiceRequest) check(f *findings, path string, own money.Currency) {
	if r.Reference != "" {
		f.Reference(path+"Reference", r.Reference)
		f.key(path+"Reference", r.Reference)
	}
	f.phone(path+"CustomerMobile", r.CustomerMobile)
	if len(r.Items) == 0 {
		f.Add(path+"Items", ruleItems.Want)
	}
	for i := range r.Items {
		r.Items[i].check(f, path+"Items["+strconv.Itoa(i)+"].", own)
	}
	if r.DueDate.IsZero() {
		f.Add(path+"DueDate", ruleDate.Want)
	}
	f.layout(path+"DateLayout", r.DateLayout)
	f.plain(path+"PreferredMethod", r.PreferredMethod)
	f.fee(path+"ShippingFees", r.ShippingFees, own)
	r.Discount.check(f, path+"Discount", own)
	f.percent(path+"Tax", r.Tax)
	f.free(path+"ShippingPolicy", r.ShippingPolicy)
	f.free(path+"ReturnPolicy", r.ReturnPolicy)
	f.free(path+"Notes", r.Notes)
	f.keys(path+"Known", r.Known)
	// A status of 2 would say that the invoice is paid, wherever it stands.
	f.extra(path+"Extra", r.Extra, invoiceKey, "items", "customer_mobile", "create_date", "due_date", "pref_payment_method", "shipping_fees",
		"discount_value", "discount_type", "tax", "shipping_policy", "return_policy", "extra_notes", "status", "invoice")
}

func (r *CreateInvoiceRequest) encode(e *encoder, dates calendar) {
	e.OptString(invoiceKey, r.Reference)
	e.String("customer_mobile", r.CustomerMobile)
	e.Array("items")
	for i := range r.Items {
		r.Items[i].encode(e)
	}
	e.End()
	if r.CreateDate.IsZero() {
		e.Reserve("create_date")
	} else {
		e.String("create_date", dates.write(r.CreateDate, r.DateLayout))
	}
	e.String("due_date", dates.write(r.DueDate, r.DateLayout))
	e.OptString("pref_payment_method", r.PreferredMethod)
	e.optAmount("shipping_fees", r.ShippingFees)
	r.Discount.encode(e)
	e.optDecimal("tax", r.Tax)
	e.OptString("shipping_policy", r.ShippingPolicy)
	e.OptString("return_policy", r.ReturnPolicy)
	e.OptString("extra_notes", r.Notes)
	e.Extra(r.Extra)
}
