package corefytest

import (
	"net/http"
	"strings"
)

// createInvoice: POST /payment-invoices of the private API.
func createInvoice(m *Model, in *incoming) (reply, *failure) {
	f := in.object.envelope("payment-invoices", "payment-invoice")
	d := m.readDraft(f, f.flag("test_mode"), false)
	d.readRest(m, f)
	if f.wrong() {
		return wrongFields(*f.problems)
	}
	if earlier, ok := m.earliest[invoiceKey(d.test, d.reference)]; ok {
		return m.duplicate(m.resource(earlier.(*invoice)))
	}
	return dataReply(http.StatusCreated, m.resource(m.newInvoice(d, in, "merchant_api")))
}

// createPublicInvoice: POST /payment-invoices of the public API, a flat body.
func createPublicInvoice(m *Model, in *incoming) (reply, *failure) {
	test, ok := m.mode(in)
	switch {
	case !ok:
		return refused(http.StatusUnauthorized)
	case m.cfg.ForbidPublicCreation:
		return refused(http.StatusForbidden)
	}
	f := in.object
	d := m.readDraft(f, test, false)
	d.readServiceFields(f, "fields")
	if f.wrong() {
		return wrongFields(*f.problems)
	}
	if earlier, ok := m.earliest[invoiceKey(d.test, d.reference)]; ok && !m.cfg.LooseReferences {
		return m.duplicate(publicInvoice(earlier.(*invoice)))
	}
	return dataReply(http.StatusCreated, publicInvoice(m.newInvoice(d, in, "public_api")))
}

// mode reads public_key: it decides between test and live.
func (m *Model) mode(in *incoming) (test, ok bool) {
	switch in.object.text("public_key") {
	case m.cfg.TestPublicKey:
		return true, true
	case m.cfg.LivePublicKey:
		return false, true
	}
	return false, false
}

func invoiceKey(test bool, reference string) known { return known{"payment", test, reference} }

// newInvoice makes the invoice and hands it to the provider, which invites the
// payer, charges the card of a token, or refuses.
func (m *Model) newInvoice(d draft, in *incoming, source string) *invoice {
	o := &invoice{
		id: m.newID("cpi_"), page: m.newID("cgi_"), source: source,
		reference: d.reference, description: d.description, requestID: in.requestID(),
		service: d.service, verify: d.verify, testMode: d.test,
		amount: d.amount, payment: d.amount, fee: d.fee,
		created: m.now, expires: d.expires,
		metadata: d.metadata, customer: m.customerID(d.customer), returns: d.returns,
		callbackURL: d.callbackURL, pages: m.pagesOf(in), redirects: true, tokenize: d.tokenize,
	}
	if o.callbackURL == "" {
		o.callbackURL = m.cfg.CallbackURL
	}
	if o.expires.IsZero() {
		o.expires = m.now.Add(usualLife)
	}
	if m.cfg.FeeOnTop {
		o.payment = plus(o.amount, o.fee)
	}
	o.fee = smaller(o.fee, o.payment)
	o.deposit = minus(o.payment, o.fee)
	m.invoices = append(m.invoices, o)
	m.remember(o.id, invoiceKey(o.testMode, o.reference), o)
	m.byID[o.page] = o
	m.enterInLedger(o.line(Created, o.amount, o.requestID))
	m.begin(o, d.token, in.decline)
	return o
}

func (m *Model) begin(o *invoice, token string, no Decline) {
	switch {
	case no != "":
		o.redirects = false
		m.fail(o, string(no))
	case token != "":
		o.redirects = false
		m.settle(o, o.payment, m.cards[token].card, o.requestID)
	default:
		m.waiting = append(m.waiting, o)
		m.move(o, processPending, resolutionOK)
	}
}

// fail is the provider's no.
func (m *Model) fail(o *invoice, resolution string) {
	status := processFailed
	if o.verify {
		status = verifyFailed
	}
	m.move(o, status, resolution)
}

// customerID gives the same customer for the same reference.
func (m *Model) customerID(reference string) string {
	if reference == "" {
		return ""
	}
	id, ok := m.customers[reference]
	if !ok {
		id = m.newID("cus_")
		m.customers[reference] = id
	}
	return id
}

// pagesOf is what hosted pages begin with, on the host that the merchant called
// unless the configuration names another.
func (m *Model) pagesOf(in *incoming) string {
	if m.cfg.CheckoutURL != "" {
		return strings.TrimRight(m.cfg.CheckoutURL, "/")
	}
	return in.host + pagePath
}
