package main

import (
	"context"
	"errors"
	"log/slog"
	"net/http"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/corefy"
)

// create makes the invoice of a purchase. It may be called again with the same
// purchase: Corefy takes a reference once, and shows the earlier invoice. Nothing
// here calls it again by itself, though: a payer asks for that.
func (s *shop) create(ctx context.Context, x sale) {
	invoice, err := s.gateway.Invoices.Create(ctx, corefy.CreateInvoiceRequest{
		Reference: x.Reference, Service: s.service, Amount: x.Bowl.Price, Description: x.Bowl.Name,
		ReturnURL: s.url + "/return", CallbackURL: s.url + "/callback",
	})
	e, failed := errors.AsType[*paygates.Error](err)
	switch {
	case !failed:
		s.take(ctx, invoice, "the answer")
	case e.Outcome == paygates.OutcomeExecuted: // by an earlier request, which this one repeated
		s.sales.note(x.Reference, "Corefy knows the reference: one invoice, not two")
		if invoice, err := s.gateway.Confirm(ctx, e.ObjectID); err == nil {
			s.take(ctx, invoice, "read again")
		}
	case e.Outcome == paygates.OutcomeNotExecuted:
		slog.WarnContext(ctx, "no invoice", "error", e)
		s.sales.Change(x.Reference, func(x *sale) {
			x.Standing = refused
			x.Log.Add("Corefy made no invoice")
		})
	default:
		s.sales.note(x.Reference, "the answer was lost")
		s.find(ctx, x.Reference)
	}
}

// find settles a purchase whose answer was lost, by the intent that was kept. It
// only reads. That there is no invoice so far proves nothing: the request may
// still be under way. After a day it does.
func (s *shop) find(ctx context.Context, reference string) {
	x, _ := s.sales.Get(reference)
	found, err := s.gateway.Resolve(ctx, x.Asked)
	if err != nil {
		slog.WarnContext(ctx, "the look-up failed", "error", err)
		return
	}
	s.sales.note(reference, "looked up: "+found.Verdict.String())
	invoice, there := found.Object.(*corefy.Invoice)
	switch {
	case found.Verdict == paygates.VerdictNotExecuted && !there:
		s.sales.Change(reference, func(x *sale) { x.Standing = refused })
	case there && found.Verdict.Outcome() != paygates.OutcomeUnknown:
		s.take(ctx, invoice, "found")
	}
}

func (s *shop) take(ctx context.Context, invoice *corefy.Invoice, heardFrom string) {
	if err := s.sales.record(invoice, heardFrom); err != nil {
		slog.WarnContext(ctx, "not taken over", "invoice", invoice.ID, "error", err)
	}
}

// again is the payer's own choice to ask once more, with the same reference.
func (s *shop) again(w http.ResponseWriter, r *http.Request) {
	x, ok := s.sales.Get(r.PathValue("reference"))
	if ok && x.Standing == unknown {
		s.create(r.Context(), x)
	}
	s.goOn(w, r, r.PathValue("reference"))
}
