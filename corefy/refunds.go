package corefy

import (
	"context"
	"errors"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/internal/check"
	"github.com/paygates/paygates-go/internal/transport"
	"github.com/paygates/paygates-go/internal/wire"
	"github.com/paygates/paygates-go/money"
)

// Refund gives money of an invoice back, wholly or in part; refunds add up.
// POST /payment-invoices/{id}/refund of the private API. Without Before the
// invoice is read first, to know the total refunded before.
//
// A refusal is ErrDeclined with the refused refund in ObjectID. The outcome is not
// executed where Corefy says 401, 403, 404, 405 or 422 in its own error envelope,
// but for a 422 that names reference_id. Everything else is unknown, a 409 too:
// never refund again on a guess. Client.Resolve reads the invoice (GET
// /payment-invoices/{id}) and looks for the Reference among its refunds, else
// compares the totals before and after; that it was refused it can tell by them only
// where Before was left to be read. Settle one refund before you make the next.
//
// Source: Corefy documentation, guide to refunds.
func (a *InvoicesAPI) Refund(ctx context.Context, id string, req RefundRequest) (*Refund, error) {
	return a.account.refund(ctx, id, req)
}

func (a *account) refund(ctx context.Context, id string, req RefundRequest) (*Refund, error) {
	op := row(opRefund)
	intent := intentOf(op)
	intent.TargetID, intent.Reference, intent.Amount, intent.Before = id, req.Reference, req.Amount, req.Before
	if wrong := a.checkRefund(id, &req); len(wrong) > 0 {
		return nil, a.t.Refuse(op, intent, wrong)
	}
	body, err := req.encode(id)
	if err != nil {
		return nil, a.t.Refuse(op, intent, check.Findings{{Field: "request", Message: "want text that is valid UTF-8"}})
	}
	if !req.Before.IsSet() {
		invoice, err := a.invoiceBefore(ctx, op, intent)
		if err != nil {
			return nil, err
		}
		intent.Before, intent.Details = invoice.refundedSoFar(req.Amount.Currency()), invoice.statusBefore()
	}
	call := &transport.Call{Op: op, Target: target(op, id), Body: body, Intent: intent}
	return do(ctx, a, call, func(reply *transport.Reply) (*Refund, *paygates.Error) { return a.judgeRefund(op, intent, reply) })
}

// invoiceBefore reads the invoice whose total a refund is about to move. A failed
// read stops the call, with nothing sent, and so does an invoice in another
// currency: the call itself names none.
func (a *account) invoiceBefore(ctx context.Context, op *paygates.Operation, intent paygates.Intent) (*Invoice, error) {
	invoice, err := a.getInvoice(ctx, named(row(opGet), op.Name), intent.TargetID, intent.Amount.Currency())
	if err != nil {
		if fault, ok := errors.AsType[*paygates.Error](err); ok {
			// Of the refund itself nothing was sent.
			fault.Attempts, fault.Intent, fault.Reference = 0, intent, intent.Reference
		}
		return nil, err
	}
	if !invoice.Currency.IsZero() && invoice.Currency != intent.Amount.Currency() {
		return nil, a.t.Refuse(op, intent, check.Findings{{Field: "Amount", Message: "want the invoice's own currency"}})
	}
	return invoice, nil
}

// statusBefore is the invoice's status before a refund, for Intent.Details. A word
// that is not in the table may be any text, and is not kept.
func (i *Invoice) statusBefore() string {
	if i.Status.State() == paygates.StateUnknown {
		return ""
	}
	return details(map[string]string{"status": string(i.Status.plain())})
}

// refundedSoFar is the total refunded: none where the invoice says nothing and no
// refund was ever under way.
func (i *Invoice) refundedSoFar(in money.Currency) money.Amount {
	if i.RefundedAmount.IsSet() || len(i.Refunds) > 0 || i.oddRefunds || i.Unread["refunded_amount"] != "" {
		return i.RefundedAmount
	}
	switch i.Status.plain() {
	case StatusProcessed, StatusPartiallyProcessed:
		zero, err := money.FromMinor(0, in)
		if err == nil {
			return zero
		}
	}
	return money.Amount{}
}

// refundAnswer is the object that a refund was answered with: a refund, or the
// invoice itself.
type refundAnswer struct {
	refund  *Refund
	invoice *Invoice
}

// judgeRefund reads the answer of a refund, in either of its forms.
func (a *account) judgeRefund(op *paygates.Operation, intent paygates.Intent, reply *transport.Reply) (*Refund, *paygates.Error) {
	read := a.reader(intent.Amount.Currency())
	doc, err := readDocument(reply.Body, read.refundAnswer)
	if err != nil {
		return nil, unreadable(reply, err)
	}
	form, kind := formRefund, typeRefunds
	if answer, ok := doc.one(); ok && answer.invoice != nil {
		form, kind = formInvoice, typeInvoices
	}
	want := a.asked(intent, kind)
	want.fields["id"], want.fields["original_id"] = intent.TargetID, intent.TargetID
	answer, fault := judgeMade(op, want, reply, doc, form, nil, func(r refundAnswer) (claim, outcome) { return r.says(intent.Reference) })
	if fault != nil {
		return nil, fault
	}
	refund := answer.refund
	if answer.invoice != nil {
		refund = answer.invoice.refundBy(intent.Reference)
		refund.Invoice = answer.invoice
		answer.invoice.raw = paygates.NewRaw(reply.Body)
	}
	refund.raw = paygates.NewRaw(reply.Body)
	return refund, nil
}

// refundAnswer reads the object by its type.
func (r reader) refundAnswer(d *wire.Decoder) (refundAnswer, error) {
	raw := d.Raw()
	inner := wire.NewDecoder(raw)
	if kindOfResource(raw) == typeInvoices {
		invoice, err := r.invoice(inner)
		if err == nil {
			err = inner.End()
		}
		return refundAnswer{invoice: invoice}, err
	}
	refund := readRefund(inner, false).finish(r, r.fallback)
	return refundAnswer{refund: refund}, inner.End()
}

// kindOfResource is the type that a resource states.
func kindOfResource(raw []byte) (kind string) {
	d := wire.NewDecoder(raw)
	for d.Object(); d.More(); {
		if d.Is("type") {
			kind = d.Text()
		}
	}
	return kind
}

// says is what the answer says in the fields that proofs speak of, and how it
// ended.
func (r refundAnswer) says(reference string) (claim, outcome) {
	if r.invoice != nil {
		c, o := r.invoice.claim(), outcome{}
		if hit := r.invoice.refundBy(reference); hit != nil {
			o = outcome{status: hit.Status, state: hit.State()}
		}
		return c, o
	}
	c := claim{fields: map[string]string{}, amount: r.refund.Amount, unread: r.refund.Unread}
	c.note("id", r.refund.ID)
	c.note("type", r.refund.kind)
	c.note("reference_id", r.refund.Reference)
	c.note("original_id", r.refund.InvoiceID)
	c.note("currency", r.refund.Currency.Code())
	return c, outcome{status: r.refund.Status, state: r.refund.State()}
}

// refundBy finds the refund that bears a reference, nil where there is none or
// more than one.
func (i *Invoice) refundBy(reference string) *Refund {
	var hit *Refund
	for n := range i.Refunds {
		if i.Refunds[n].Reference != reference {
			continue
		}
		if hit != nil {
			return nil
		}
		hit = new(i.Refunds[n])
	}
	return hit
}

// hasRefund: the refund that was asked for stands in the invoice, once, with no
// status or one that is known.
func (i *Invoice) hasRefund(want asked) bool {
	hit := i.refundBy(want.intent.Reference)
	return hit != nil && hit.ID != "" && hit.Amount.Equal(want.intent.Amount) &&
		(hit.Status == "" || hit.State() != paygates.StateUnknown)
}
