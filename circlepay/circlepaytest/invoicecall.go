package circlepaytest

import (
	"encoding/json"
	"strings"
)

// createInvoice: POST invoice/create. The members stand in an object called
// invoice or, as one client sent them for a time, in the body itself.
func createInvoice(m *Model, c *call) ([]any, *refusal) {
	f := c.fields
	if c.has("invoice") {
		f = c.object("invoice")
	}
	t := c.readInvoice(f, "")
	if c.wrong() {
		return nil, nil
	}
	o, wrong := m.addInvoice(c, t)
	if wrong != nil {
		return nil, wrong
	}
	return one(object{{"invoice_number", o.number}, {"invoice_url", o.url}}), nil
}

// addInvoice checks what depends on the merchant's other objects, and keeps the
// invoice.
func (m *Model) addInvoice(c *call, t terms) (*invoice, *refusal) {
	sum, wrong := t.add(m.zero())
	switch {
	case c.merchant.customer(t.mobile) == nil:
		return nil, refuse("3110")
	case isPast(t.due, m.now):
		return nil, refuse("5112", "due_date")
	case wrong != "":
		return nil, refuse("1112", wrong)
	case t.number != "" && m.cfg.Numbers == NumbersUnique && m.invoice(c.merchant, t.number) != nil:
		return nil, refuse("5101")
	}
	if t.number == "" || m.cfg.Numbers == NumbersIgnored {
		t.number = "CIR_INV_" + m.stamp()
	}
	o := &invoice{terms: t, totals: sum, merchant: c.merchant, made: m.now, page: m.draw("invoice", len(m.invoices)+1, 24)}
	o.url = m.openPage(c.in, &checkout{invoice: o})
	m.invoices = append(m.invoices, o)
	m.enterInLedger(Entry{Kind: InvoiceCreated, Merchant: c.merchant.mobile, InvoiceNumber: o.number, Amount: o.total, RequestID: c.in.requestID()})
	return o, nil
}

// createAndPayInvoice: POST invoice/createV2. Its three steps take effect one
// after the other: a later one that is refused leaves the earlier ones done.
func createAndPayInvoice(m *Model, c *call) ([]any, *refusal) {
	for _, name := range []string{"customer", "invoice"} {
		if !c.has(name) {
			return refused("1110", name)
		}
	}
	p, f := c.readCustomer(c.object("customer")), c.object("invoice")
	t := c.readInvoice(f, p.mobile)
	switch {
	case c.wrong():
		return nil, nil
	case f.has("customer_mobile") && f.text("customer_mobile") != p.mobile:
		return refused("5114")
	}
	if c.merchant.customer(p.mobile) == nil {
		c.merchant.customers = append(c.merchant.customers, &p)
	}
	if c.in.steps == 1 {
		return refused("5101")
	}
	o, wrong := m.addInvoice(c, t)
	switch {
	case wrong != nil:
		return nil, wrong
	case c.in.steps == 2:
		return refused("5101")
	}
	paid := m.payInvoice(c, o, c.fields)
	if c.wrong() {
		return nil, nil
	}
	return one(object{{"invoice_number", o.number}, {"invoice_url", paid.url}, {"transaction_id", json.Number(paid.transactionID)}}), nil
}

// payInvoice: POST invoice/pay. It takes no money: it opens a payment and tells
// where the payer goes.
func payInvoice(m *Model, c *call) ([]any, *refusal) {
	o := m.invoice(c.merchant, c.required("invoice_number"))
	mobile := c.text("customer_mobile")
	switch {
	case c.wrong():
		return nil, nil
	case o == nil, o.status == invoiceDeactivated:
		return refused("5111")
	case mobile != "" && mobile != o.mobile:
		return refused("5114")
	case o.status == invoicePaid && m.cfg.RefusePaidInvoices:
		return refused("1112", "invoice_number")
	}
	p := m.payInvoice(c, o, c.fields)
	if c.wrong() {
		return nil, nil
	}
	return one(object{{"transaction_id", p.transactionID}, {"invoice_url", p.url}}), nil
}

// payInvoice opens a payment of an invoice, or finds the open one.
func (m *Model) payInvoice(c *call, o *invoice, f fields) *payment {
	with, redirect := c.chosen(f, "7113"), f.webAddress("redirect_url", "1112")
	if c.wrong() {
		return nil
	}
	p := o.openPayment()
	if p == nil || !m.cfg.ReusePayments {
		p = m.addPayment(payment{merchant: c.merchant, invoice: o, mobile: o.mobile, value: o.total, requestID: c.in.requestID()})
	}
	if with == nil {
		with = o.preferredMethod(m)
	}
	if with != nil {
		p.method = with
	}
	p.redirect = redirect
	p.url = m.openPage(c.in, &checkout{invoice: o, payment: p})
	return p
}

// preferredMethod is the method that the invoice names, if it can be used.
func (o *invoice) preferredMethod(m *Model) *method {
	name, of, _ := strings.Cut(o.preferred, "/")
	w, _ := o.merchant.methodNamed(m, name, of)
	return w
}

// getInvoice: GET invoice/get/{invoice_number}.
func getInvoice(m *Model, c *call) ([]any, *refusal) {
	o := m.invoice(c.merchant, c.arg)
	if o == nil {
		return refused("5111")
	}
	return one(o.view(m.cfg.Form, m.now)), nil
}

// listInvoices: GET invoice/list and invoice/list/{customer_mobile}.
func listInvoices(m *Model, c *call) ([]any, *refusal) {
	out := []any{}
	for _, o := range ofMerchant(m, c.merchant, m.invoices) {
		if !o.deleted && (c.arg == "" || o.mobile == c.arg) {
			out = append(out, o.view(m.cfg.Form, m.now))
		}
	}
	return out, nil
}

// deleteInvoice: DELETE invoice/delete/{invoice_number}, only without payments.
func deleteInvoice(m *Model, c *call) ([]any, *refusal) {
	o := m.invoice(c.merchant, c.arg)
	switch {
	case o == nil:
		return refused("5111")
	case len(o.payments) > 0:
		return refused("5113")
	}
	o.deleted = true
	m.enterInLedger(Entry{Kind: InvoiceDeleted, Merchant: c.merchant.mobile, InvoiceNumber: o.number, Amount: o.total, RequestID: c.in.requestID()})
	return one(object{{"invoice_number", o.number}}), nil
}
