package corefy

import (
	"context"
	"net/url"
	"time"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/internal/check"
	"github.com/paygates/paygates-go/internal/transport"
	"github.com/paygates/paygates-go/money"
)

// InvoicesAPI has the calls on payment invoices. It is Client.Invoices.
type InvoicesAPI struct{ account *account }

// Create makes an invoice, and the place where the payer pays it.
// POST /payment-invoices of the private API. Invoice.Redirect leads there.
//
// A decline is ErrDeclined with the refused invoice in ObjectID. The outcome is
// not executed where Corefy says 401, 403, 404, 405 or 422 in its own error
// envelope, but for a 422 that names reference_id, which may report a duplicate.
// It is executed beside ErrDuplicate where a 409 shows this very invoice, equal in
// reference, amount, currency, service and mode. Everything else is unknown, 400
// and 5xx above all: Client.Resolve looks the invoice up by Reference (GET
// /payment-invoices?filter[reference_id]=). When it says that there is none, the
// same request with the same Reference may be sent again, by your own choice; a
// first one that was merely late then shows as 409. With a Token money may have
// moved.
//
// Source: Corefy documentation, "Invoice Initiation via Private API" and "HTTP
// status codes used in responses".
func (a *InvoicesAPI) Create(ctx context.Context, req CreateInvoiceRequest) (*Invoice, error) {
	return a.account.createInvoice(ctx, req)
}

// Get reads an invoice by Corefy's id. GET /payment-invoices/{id} of the private
// API. ErrNotFound if Corefy does not know the id; an invoice of the other mode is
// refused with ErrUnexpectedReply. A failed read has no effect and may be
// repeated.
//
// Source: Corefy documentation, "Reconciliation by ID via Private API".
func (a *InvoicesAPI) Get(ctx context.Context, id string) (*Invoice, error) {
	return a.account.getInvoice(ctx, row(opGet), id, none)
}

func (a *account) createInvoice(ctx context.Context, req CreateInvoiceRequest) (*Invoice, error) {
	op := row(opCreate)
	intent := intentOf(op)
	intent.Reference, intent.Amount = req.Reference, req.Amount
	flow := req.Flow
	if flow == "" {
		flow = FlowCharge
	}
	intent.Details = details(map[string]string{"service": req.Service, "payment_flow": string(flow)})
	if wrong := a.checkInvoice(&req, time.Now()); len(wrong) > 0 {
		return nil, a.t.Refuse(op, intent, wrong)
	}
	body, err := req.encode(a)
	if err != nil {
		return nil, a.t.Refuse(op, intent, check.Findings{{Field: "request", Message: "want text that is valid UTF-8"}})
	}
	call := &transport.Call{Op: op, Target: op.Path, Body: body, Intent: intent}
	if !req.Token.IsZero() {
		call.Secrets = []string{req.Token.Reveal()}
	}
	return a.makeInvoice(ctx, call)
}

func (a *account) createPublicInvoice(ctx context.Context, req PublicInvoiceRequest) (*Invoice, error) {
	op := row(opPublicCreate)
	intent := intentOf(op)
	intent.Reference, intent.Amount = req.Reference, req.Amount
	intent.Details = details(map[string]string{"service": req.Service})
	if wrong := a.checkPublicInvoice(&req); len(wrong) > 0 {
		return nil, a.t.Refuse(op, intent, wrong)
	}
	body, err := req.encode(a)
	if err != nil {
		return nil, a.t.Refuse(op, intent, check.Findings{{Field: "request", Message: "want text that is valid UTF-8"}})
	}
	return a.makeInvoice(ctx, &transport.Call{Op: op, Target: op.Path, Body: body, Intent: intent})
}

// makeInvoice sends a call that makes an invoice.
func (a *account) makeInvoice(ctx context.Context, call *transport.Call) (*Invoice, error) {
	want := a.asked(call.Intent, typeInvoices)
	return do(ctx, a, call, func(reply *transport.Reply) (*Invoice, *paygates.Error) {
		doc, err := readDocument(reply.Body, a.reader(call.Intent.Amount.Currency()).invoice)
		if err != nil {
			return nil, unreadable(reply, err)
		}
		invoice, fault := judgeMade(call.Op, want, reply, doc, "", five, func(i *Invoice) (claim, outcome) { return i.claim(), i.outcome() })
		if fault != nil {
			return nil, fault
		}
		invoice.raw = paygates.NewRaw(reply.Body)
		return invoice, nil
	})
}

// asked is what an intent asks of an invoice or a payout.
func (a *account) asked(intent paygates.Intent, kind string) asked {
	want := asked{intent: intent, fields: map[string]string{"type": kind, "test_mode": a.testMode()}}
	set := func(field, text string) {
		if text != "" {
			want.fields[field] = text
		}
	}
	set("reference_id", intent.Reference)
	set("currency", intent.Amount.Currency().Code())
	words, _ := url.ParseQuery(intent.Details)
	for name := range words {
		set(name, words.Get(name))
	}
	return want
}

// claim is what the invoice says in the fields that proofs speak of.
func (i *Invoice) claim() claim {
	c := claim{fields: map[string]string{}, amount: i.Amount, unread: i.Unread}
	c.note("id", i.ID)
	c.note("type", i.kind)
	c.note("reference_id", i.Reference)
	c.note("currency", i.Currency.Code())
	c.note("service", i.Service)
	c.note("payment_flow", string(i.Flow))
	c.note("status", string(i.Status))
	if i.hasMode {
		c.note("test_mode", modeWord(i.TestMode))
	}
	if len(i.Refunds) > 0 {
		c.note("refunds", typeRefunds)
	}
	c.agrees = map[string]func(asked) bool{"refunds": i.hasRefund}
	return c
}

func modeWord(test bool) string {
	if test {
		return "true"
	}
	return "false"
}

func (i *Invoice) outcome() outcome {
	return outcome{status: i.Status, state: i.State(), resolution: i.Resolution, message: i.ResolutionMessage}
}

// getInvoice reads an invoice by its id, for the operation op; in is the currency
// whose places are known.
func (a *account) getInvoice(ctx context.Context, op *paygates.Operation, id string, in money.Currency) (*Invoice, error) {
	return get(ctx, a, op, id, "an invoice", a.reader(in).invoice)
}

func (i *Invoice) about() about {
	return about{id: i.ID, reference: i.Reference, test: i.TestMode, hasMode: i.hasMode}
}

func (i *Invoice) keep(raw paygates.Raw) { i.raw = raw }
