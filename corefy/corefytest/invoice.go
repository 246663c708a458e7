package corefytest

import (
	"encoding/json"
	"slices"
	"time"

	"github.com/paygates/paygates-go/money"
)

// Invoice is what the model knows about a payment invoice.
type Invoice struct {
	// ID is Corefy's id, cpi_ and sixteen letters and digits.
	ID string
	// Reference is reference_id.
	Reference string
	// Service is the service's code.
	Service string
	// Status is the word as the private API prints it.
	Status string
	// Resolution is the reason beside it; ok may stand beside any status.
	Resolution string
	// TestMode says that the invoice moves no real money.
	TestMode bool
	// Verify says that the payer's card is verified, not charged.
	Verify bool
	// Amount is what was asked for.
	Amount money.Amount
	// PaymentAmount is what the payer owes.
	PaymentAmount money.Amount
	// Fee is Corefy's part of PaymentAmount.
	Fee money.Amount
	// Processed is what the payer paid; not set before.
	Processed money.Amount
	// Refunded is what was given back in all; not set before.
	Refunded money.Amount
	// ChargedBack is what the card scheme took back in all; not set before.
	ChargedBack money.Amount
	// Refunds are the refunds asked for, oldest first.
	Refunds []Refund
	// CallbackURL is where its callbacks go; empty if nobody named an address.
	CallbackURL string
	// PageURL is the hosted page; empty if the payer has nothing to do there.
	PageURL string
	// Created is when the invoice was made.
	Created time.Time
	// Updated is when it last changed.
	Updated time.Time
	// Expires is until when the payer can pay.
	Expires time.Time
}

// Refund is what the model knows about a refund.
type Refund struct {
	// ID is Corefy's id, ref_ and sixteen letters and digits.
	ID string
	// InvoiceID is the invoice that is refunded.
	InvoiceID string
	// Reference is the refund's own reference_id.
	Reference string
	// Status is process_pending, processed or process_failed.
	Status string
	// Amount is how much was asked for.
	Amount money.Amount
	// Created is when.
	Created time.Time
}

// Invoice gives a copy of the invoice with that id; false if there is none.
func (m *Model) Invoice(id string) (Invoice, bool) {
	m.enter()
	defer m.mu.Unlock()
	o, ok := found[*invoice](m, id)
	if !ok {
		return Invoice{}, false
	}
	return o.snapshot(), true
}

// Invoices gives copies of all invoices, oldest first.
func (m *Model) Invoices() []Invoice {
	m.enter()
	defer m.mu.Unlock()
	out := make([]Invoice, 0, len(m.invoices))
	for _, o := range m.invoices {
		out = append(out, o.snapshot())
	}
	return out
}

// invoice is a payment invoice. Amounts that are not set are null on the wire,
// times that are zero likewise.
type invoice struct {
	id, page               string
	source                 string
	reference, description string
	requestID              string
	service                *service
	verify, testMode       bool
	amount, payment        money.Amount
	fee, deposit           money.Amount
	processed              money.Amount
	processedFee           money.Amount
	processedDeposit       money.Amount
	refunded, chargedBack  money.Amount
	status, resolution     string
	created, updated       time.Time
	processedAt, failedAt  time.Time
	refundedAt, disputedAt time.Time
	expires                time.Time
	metadata               json.RawMessage
	customer               string
	returns                returnURLs
	callbackURL            string
	pages                  string // what hosted pages begin with
	redirects              bool   // the payer is sent to the page
	tokenize               bool
	token                  string
	card                   *card
	logs                   []callbackLog
	refunds                []*refund
}

type refund struct {
	id                     string
	invoice                *invoice
	reference, description string
	requestID              string
	status                 string
	amount                 money.Amount
	created                time.Time
}

// returnURLs are where the payer goes after the page.
type returnURLs struct {
	any                    string // return_url
	success, pending, fail string // return_urls, which win
}

func (o *invoice) snapshot() Invoice {
	out := Invoice{
		ID: o.id, Reference: o.reference, Service: o.service.Code,
		Status: o.status, Resolution: o.resolution, TestMode: o.testMode, Verify: o.verify,
		Amount: o.amount, PaymentAmount: o.payment, Fee: o.fee,
		Processed: o.processed, Refunded: o.refunded, ChargedBack: o.chargedBack,
		CallbackURL: o.callbackURL, Created: o.created, Updated: o.updated, Expires: o.expires,
	}
	if o.redirects {
		out.PageURL = o.pageURL()
	}
	for _, r := range o.refunds {
		out.Refunds = append(out.Refunds, Refund{
			ID: r.id, InvoiceID: o.id, Reference: r.reference, Status: r.status, Amount: r.amount, Created: r.created,
		})
	}
	return out
}

// open says that the payer may still pay.
func (o *invoice) open() bool { return slices.Contains(openStatuses, o.status) }

func (o *invoice) pageURL() string { return o.pages + "/" + o.page }

// kept is what the merchant still has of the payment.
func (o *invoice) kept() money.Amount {
	if !o.processed.IsSet() {
		return zero(o.service.Currency)
	}
	return minus(minus(o.processed, o.refunded), o.chargedBack)
}

// refundable is what can still be asked back: refunds under way count.
func (o *invoice) refundable() money.Amount {
	left := o.kept()
	for _, r := range o.refunds {
		if r.status == processPending {
			left = minus(left, r.amount)
		}
	}
	return left
}

// move gives the invoice a new status and tells the merchant.
func (m *Model) move(o *invoice, status, resolution string) {
	o.status, o.resolution, o.updated = status, resolution, m.now
	switch status {
	case processFailed, expired, terminated, "rejected", verifyFailed:
		o.failedAt = m.now
	}
	m.queueInvoice(o)
}

// expire ends an invoice that nobody paid in time.
func (m *Model) expire(o *invoice) {
	if m.cfg.ExpireAsStatus {
		m.move(o, expired, resolutionOK)
		return
	}
	m.move(o, processFailed, expired)
}

// settle takes the payer's money, or holds it and lets it go again where the
// card is only verified.
func (m *Model) settle(o *invoice, amount money.Amount, with card, requestID string) {
	o.card = &with
	if o.tokenize && o.token == "" {
		o.token = m.newID("tok_")
		m.cards[o.token] = keptCard{card: with, test: o.testMode}
	}
	if o.verify {
		m.enterInLedger(o.line(Authorized, amount, requestID))
		m.enterInLedger(o.line(Reversed, amount, requestID))
		m.move(o, verified, resolutionOK)
		return
	}
	o.processed, o.processedAt = amount, m.now
	o.processedFee = smaller(o.fee, amount)
	o.processedDeposit = minus(amount, o.processedFee)
	m.enterInLedger(o.line(Charged, amount, requestID))
	status := processed
	if amount != o.payment {
		status = partiallyProcessed
	}
	m.move(o, status, resolutionOK)
}
