package circlepay

import (
	"context"
	"net/url"
	"slices"
	"strings"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/internal/lenient"
	"github.com/paygates/paygates-go/internal/wire"
	"github.com/paygates/paygates-go/money"
)

// PaymentsAPI has the transactions. It is Client.Payments.
type PaymentsAPI struct{ account *account }

// Payment is a transaction: one attempt of a customer to pay.
type Payment struct {
	// ID names the payment in calls (transaction_id).
	ID string
	// RecordID is CirclePay's number of the record (id), which names nothing in calls.
	RecordID string
	// ExternalID is the gateway's own id (external_ref_id).
	ExternalID string
	// Status is CirclePay's word. State reads it by Config.PaidWords.
	Status PaymentStatus
	// Created and Updated are times without a zone that anybody states.
	Created, Updated paygates.Timestamp
	// CustomerMobile is the customer's key.
	CustomerMobile string
	// Link is the payment link that is paid (payment_link_url), InvoiceID the invoice
	// (invoice_num); one of them or none.
	Link, InvoiceID string
	// Amount is what the payment is made for (value).
	Amount money.Amount
	// Fees are CirclePay's or the gateway's (net_fees).
	Fees money.Amount
	// Currency is that of both; the account's where none is stated.
	Currency money.Currency
	// MethodID and MethodName are the means of payment, GatewayName its gateway.
	MethodID, MethodName, GatewayName string

	// Refunds are those of this payment, where somebody has read them:
	// Refunds.FindByPayment gives them, and Client.Confirm fills them in for a refund.
	// State and Refunded read them. CirclePay's own answer has none.
	Refunds []*Refund

	// Unread holds the text of amounts that cannot be held, by their field.
	Unread map[string]string

	paidWords []string
	raw       paygates.Raw
}

// RawJSON returns what the payment was decoded from: the whole answer, in a list
// its own part. It is not a copy: do not change it.
func (p *Payment) RawJSON() []byte          { return p.raw.Bytes() }
func (p *Payment) keep(answer paygates.Raw) { p.raw = answer }

// State reads the status, the amount and the Refunds together. Paid needs a word
// that means it (Config.PaidWords; "paid" is assumed) and an amount above zero. Any
// word that is not known is StateUnknown, which is neither paid nor failed.
func (p *Payment) State() paygates.State {
	state := p.Status.stateBy(p.paidWords)
	if state != paygates.StatePaid {
		return state
	}
	if !p.Amount.IsPositive() {
		return paygates.StateUnknown
	}
	back, told := p.refunded()
	switch {
	case !told:
		return paygates.StateUnknown // something went back, and nobody says how much
	case !back.IsSet():
		return paygates.StatePaid
	case back.Equal(p.Amount):
		return paygates.StateRefunded
	}
	if left, err := p.Amount.Sub(back); err != nil || left.IsNegative() {
		return paygates.StateUnknown // more than was paid, or in another currency
	}
	return paygates.StatePartlyRefunded
}

// Paid says how much the customer has paid, refunds not taken off; unset unless the
// status is a word that means it. Compare it with the order's own amount before you
// hand anything over.
func (p *Payment) Paid() money.Amount {
	if p.Status.stateBy(p.paidWords) == paygates.StatePaid && p.Amount.IsPositive() {
		return p.Amount
	}
	return money.Amount{}
}

// Refunded says how much of Refunds has gone back; unset where none is known.
func (p *Payment) Refunded() money.Amount {
	sum, _ := p.refunded()
	return sum
}

// refunded adds up what has gone back, each refund once, and says whether all of them
// state an amount that can be.
func (p *Payment) refunded() (sum money.Amount, told bool) {
	told = true
	for i, r := range p.Refunds {
		again := r.ID != "" && slices.ContainsFunc(p.Refunds[:i], func(earlier *Refund) bool { return earlier.ID == r.ID })
		switch {
		case r.State() != paygates.StateRefunded || again:
		case !r.Amount.IsPositive():
			told = false
		case !sum.IsSet():
			sum = r.Amount
		default:
			added, err := sum.Add(r.Amount)
			if err != nil { // in another currency, or too large
				return money.Amount{}, false
			}
			sum = added
		}
	}
	return sum, told
}

// ListPaymentsRequest chooses payments; all of the merchant's if it is empty.
type ListPaymentsRequest struct {
	// InvoiceID chooses those of an invoice (invoice_num).
	InvoiceID string
	// Link chooses those of a payment link (payment_link_url).
	Link string
	// CustomerMobile chooses those of a customer.
	CustomerMobile string
	// Coupon chooses those that were made with a coupon.
	Coupon string
	// Extra are further fields of the body.
	Extra map[string]any
}

// Get reads a payment by its transaction id. GET /payment/get/{transaction_id}.
// ErrNotFound (9111) says that there is none. A payment that failed is returned, not
// an error. A failed read has no effect and may be repeated.
//
// The answer tells nothing of refunds: State says paid after one, until Refunds
// holds what Refunds.FindByPayment gives. Client.Confirm reads both.
//
// Source: CirclePay documentation, Get a payment.
func (a *PaymentsAPI) Get(ctx context.Context, id string) (*Payment, error) {
	return getOne(ctx, a.account, opPaymentsGet, "transaction_id", id, a.account.readPayment)
}

// List reads payments. POST /payment/list: a read, although it is a POST. What
// CirclePay makes of the filters is not documented: see that the payments are those
// that you asked for. A failed read has no effect and may be repeated.
//
// The answer tells nothing of refunds: State says paid of a payment that went back.
// A book that is kept by this list needs Refunds.List beside it.
//
// Source: CirclePay documentation, List all payments; public clients for the filters.
func (a *PaymentsAPI) List(ctx context.Context, req ListPaymentsRequest) ([]*Payment, error) {
	return a.account.listPayments(ctx, intent(opPaymentsList), req)
}

// FindByInvoice reads the payments of an invoice: those that CirclePay lists for it
// and that name it. An empty list and a nil error say that there is none so far.
//
// POST /payment/list; the errors, and what is not told of refunds, are those of List.
//
// Source: CirclePay documentation, List all payments; public clients.
func (a *PaymentsAPI) FindByInvoice(ctx context.Context, invoiceID string) ([]*Payment, error) {
	want := intent("Payments.FindByInvoice")
	want.TargetID = invoiceID
	return a.account.paymentsOf(ctx, want, invoiceID)
}

// paymentsOf are the payments that name an invoice.
func (a *account) paymentsOf(ctx context.Context, want paygates.Intent, invoiceID string) ([]*Payment, error) {
	var wrong findings
	wrong.key("invoiceID", invoiceID)
	if len(wrong.Findings) > 0 {
		return nil, a.t.Refuse(&paygates.Operation{Name: want.Op}, want, wrong.Findings)
	}
	listed, err := a.listPayments(ctx, want, ListPaymentsRequest{InvoiceID: invoiceID})
	if err != nil {
		return nil, err
	}
	return only(listed, func(p *Payment) bool { return p.InvoiceID == invoiceID }), nil
}

// only are the elements that fit; never nil.
func only[T any](all []T, fits func(T) bool) []T {
	out := []T{}
	for _, element := range all {
		if fits(element) {
			out = append(out, element)
		}
	}
	return out
}

func (a *account) listPayments(ctx context.Context, want paygates.Intent, req ListPaymentsRequest) ([]*Payment, error) {
	c := call[*Payment]{op: opPaymentsList, want: want, read: a.readPayment}
	c.wrong.plain("InvoiceID", req.InvoiceID)
	c.wrong.optLink("Link", req.Link)
	c.wrong.plain("CustomerMobile", req.CustomerMobile)
	c.wrong.plain("Coupon", req.Coupon)
	c.wrong.extra("Extra", req.Extra, "coupon_code", "customer_mobile", "invoice_num", linkKey)
	filters := []struct{ name, text string }{
		{"coupon_code", req.Coupon}, {"customer_mobile", req.CustomerMobile}, {"invoice_num", req.InvoiceID}, {linkKey, req.Link},
	}
	c.body = func(e *encoder) {
		for _, f := range filters {
			e.OptString(f.name, f.text)
		}
		e.Extra(req.Extra)
	}
	c.bodiless(a, req.Extra)
	if !hasBody(a.rows[opPaymentsList].Method) {
		c.query = url.Values{}
		for _, f := range filters {
			if f.text != "" {
				c.query.Set(f.name, f.text)
			}
		}
	}
	return c.objects(ctx, a)
}

func (a *account) readPayment(d *wire.Decoder) (*Payment, facts) {
	p := &Payment{paidWords: a.paid}
	var value, fees lenient.Amount
	currency := ""
	for d.Object(); d.More(); {
		switch {
		case d.IsFold("transaction_id"):
			p.ID = readID(d)
		case d.IsFold("id"):
			p.RecordID = readID(d)
		case d.IsFold("external_ref_id"):
			p.ExternalID = readStatus(d)
		case d.IsFold("status"):
			p.Status = PaymentStatus(strings.TrimSpace(d.Word()))
		case d.IsFold("value"):
			value = lenient.ReadAmount(d)
		case d.IsFold("net_fees"):
			fees = lenient.ReadAmount(d)
		case d.IsFold("currency"):
			currency = d.Word()
		case d.IsFold("init_date"):
			p.Created = a.calendar.read(d.Text())
		case d.IsFold("update_date"):
			p.Updated = a.calendar.read(d.Text())
		case d.IsFold("customer_mobile"):
			p.CustomerMobile = readID(d)
		case d.IsFold(linkKey):
			p.Link = d.Word()
		case d.IsFold("invoice_num"):
			p.InvoiceID = readID(d)
		case d.IsFold("payment_method_id"):
			p.MethodID = d.Text()
		case d.IsFold("payment_method_name"):
			p.MethodName = d.Text()
		case d.IsFold("payment_gateway_name"):
			p.GatewayName = d.Text()
		}
	}
	p.Currency = a.stated(currency)
	unread := unheld{}
	p.Amount, p.Fees = unread.hold("value", value, p.Currency), unread.hold("net_fees", fees, p.Currency)
	if len(unread) > 0 {
		p.Unread = unread
	}
	return p, facts{"transaction_id": p.ID}
}
