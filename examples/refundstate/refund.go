package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/circlepay"
)

var errUnsettled = errors.New("nobody knows yet whether the refund was requested: do not request it again; look again, and after a day ask CirclePay")

// giving is one payment that is given back. A shop stores it before it asks.
type giving struct {
	PaymentID string
	// Asked is what was asked for, Outcome what is known of that.
	Asked   paygates.Intent
	Outcome paygates.Outcome
	// RefundID is CirclePay's; State is the refund's.
	RefundID string
	State    paygates.State
}

// open: the refund may still end by itself. The answer to the request names it and
// does not say how it stands.
func (g *giving) open() bool {
	return g.Outcome == paygates.OutcomeExecuted && (g.State == paygates.StatePending || g.State == paygates.StateUnknown)
}

// desk gives payments back.
type desk struct {
	client  *circlepay.Client
	givings []*giving
	out     io.Writer
}

// giveBack requests a refund of a whole payment, once: CirclePay knows no other,
// and no key by which it would notice that it is asked twice. Only what certainly
// was not requested is an error.
func (d *desk) giveBack(ctx context.Context, paymentID string) error {
	g := &giving{PaymentID: paymentID}
	refund, err := d.client.Refunds.Create(ctx, circlepay.CreateRefundRequest{PaymentID: paymentID})
	e, failed := errors.AsType[*paygates.Error](err)
	switch {
	case !failed:
		g.Outcome, g.RefundID, g.State = paygates.OutcomeExecuted, refund.ID, refund.State()
	case e.Outcome == paygates.OutcomeUnknown:
		g.Asked = e.Intent
		fmt.Fprintf(d.out, "%s: %v\n", paymentID, e)
		d.resolve(ctx, g)
	default:
		return err
	}
	d.givings = append(d.givings, g)
	if g.open() {
		return d.ask(ctx, g)
	}
	return nil
}

// resolve finds out what became of a request whose answer was lost: a refund that
// was not there before is the one. None so far proves nothing.
func (d *desk) resolve(ctx context.Context, g *giving) {
	// The caller may have given up: all the more reason to look.
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 30*time.Second)
	defer cancel()
	found, err := d.client.Resolve(ctx, g.Asked)
	if err != nil {
		fmt.Fprintf(d.out, "%s: the look-up failed: %v\n", g.PaymentID, err)
		return
	}
	fmt.Fprintf(d.out, "%s: looked up: %s\n", g.PaymentID, found.Verdict)
	g.Outcome = found.Verdict.Outcome()
	if refund, there := found.Object.(*circlepay.Refund); there && g.Outcome != paygates.OutcomeUnknown {
		g.RefundID, g.State = refund.ID, refund.State()
	}
}

// ask reads how a refund stands.
func (d *desk) ask(ctx context.Context, g *giving) error {
	refund, err := d.client.Refunds.Get(ctx, g.RefundID)
	if err != nil {
		return err
	}
	g.State = refund.State()
	return nil
}

// follow asks until no refund is open, or the context ends. A failed read says
// nothing; a callback would be no more than a reason to ask at once.
func (d *desk) follow(ctx context.Context, every time.Duration) {
	for {
		open := 0
		for _, g := range d.givings {
			if !g.open() {
				continue
			}
			if err := d.ask(ctx, g); err != nil {
				fmt.Fprintf(d.out, "%s: not read: %v\n", g.PaymentID, err)
			}
			if g.open() {
				open++
			}
		}
		if open == 0 {
			return
		}
		select {
		case <-ctx.Done():
			return
		case <-time.After(every):
		}
	}
}

// print shows the refunds, and the payments as they are with them.
func (d *desk) print(ctx context.Context) error {
	const layout = "%-15s %-13s %-15s %-9s %-11s %s\n"
	fmt.Fprintf(d.out, "\n"+layout, "PAYMENT", "OUTCOME", "REFUND", "STATE", "PAYMENT IS", "WENT BACK")
	for _, g := range d.givings {
		payment, err := d.client.Payments.Get(ctx, g.PaymentID)
		if err != nil {
			return err
		}
		// A payment is read without its refunds.
		if payment.Refunds, err = d.client.Refunds.FindByPayment(ctx, g.PaymentID); err != nil {
			return err
		}
		back := payment.Refunded().String()
		if !payment.Refunded().IsSet() {
			back = "–"
		}
		id := g.RefundID
		if id == "" {
			id = "–"
		}
		fmt.Fprintf(d.out, layout, g.PaymentID, g.Outcome, id, g.State, payment.State(), back)
	}
	return nil
}

// unsettled is an error while nobody knows of some refund whether it was requested.
func (d *desk) unsettled() error {
	var errs []error
	for _, g := range d.givings {
		if g.Outcome == paygates.OutcomeUnknown {
			errs = append(errs, fmt.Errorf("%s: %w", g.PaymentID, errUnsettled))
		}
	}
	return errors.Join(errs...)
}
