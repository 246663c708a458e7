package main

import (
	"context"
	"errors"
	"fmt"
	"io"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/cibpay"
	"github.com/paygates/paygates-go/money"
)

var errNotRefunded = errors.New("the refund did not take effect and will not")

// refund gives money back. It never asks twice: an outcome that is unknown is
// looked up, and if it stays unknown the error says so.
func refund(ctx context.Context, client *cibpay.Client, id string, amount money.Amount) (*cibpay.Order, error) {
	order, err := client.Orders.Refund(ctx, id, cibpay.RefundRequest{Amount: amount})
	e, failed := errors.AsType[*paygates.Error](err)
	switch {
	case !failed:
		return order, err // the money went back
	case e.Outcome == paygates.OutcomeNotExecuted:
		return nil, e // no money moved; e.Advice() says what to do
	}
	found, err := client.Resolve(ctx, e.Intent) // it only reads
	if err != nil {
		return nil, e // unknown still; resolve e.Intent later
	}
	switch found.Verdict {
	case paygates.VerdictExecuted:
		order, _ = found.Object.(*cibpay.Order)
		return order, nil
	case paygates.VerdictNotExecuted:
		return nil, errNotRefunded // now it may be asked for again
	default:
		return nil, e // unknown still; resolve e.Intent later
	}
}

// settle looks up what the journal left open. A shop runs it when it starts,
// and every few minutes after.
func settle(ctx context.Context, client *cibpay.Client, book *journal, out io.Writer) error {
	intent, open, err := book.read()
	if err != nil || !open {
		return err
	}
	found, err := client.Resolve(ctx, intent)
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "%s of %s: %s; advice: %s\n", intent.Op, intent.Amount, found.Verdict, found.Advice)
	if found.Verdict.Outcome() == paygates.OutcomeUnknown {
		return nil // not yet: the next run asks again
	}
	return book.done()
}
