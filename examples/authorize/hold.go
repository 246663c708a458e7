package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/bizon"
	"github.com/paygates/paygates-go/money"
)

var (
	errNotDone    = errors.New("looked up: it did not take effect and will not")
	errAskedPayer = errors.New("the payer's bank wants to see him (3-D Secure): nothing is held; examples/secure3d takes him there")
)

// hold authorizes the card. The error says that nothing is held, or that it is
// not known: look for ErrOutcomeUnknown.
func hold(ctx context.Context, client *bizon.Client, request bizon.AuthorizeRequest) (*bizon.Order, error) {
	order, err := client.Orders.Authorize(ctx, request)
	order, err = settled(ctx, client, order, err)
	switch {
	case err != nil:
		return nil, err
	case order.State() == paygates.StateAuthorized:
		return order, nil
	case order.State() == paygates.StatePending:
		return nil, errAskedPayer
	}
	// A project may be set to charge at once. That is not what was asked for, so
	// that a person should see it before anything else is done.
	return nil, fmt.Errorf("order %s is %s, not held", order.ID, order.State())
}

// take charges a part of the hold. The order is charged then; that its rest could
// be charged later no source says, so that nobody should count on it.
func take(ctx context.Context, client *bizon.Client, order *bizon.Order, part money.Amount) (*bizon.Order, error) {
	charged, err := client.Orders.Charge(ctx, order.ID, bizon.ChargeRequest{
		Amount: part,
		Before: order.AmountCharged, // 0.00, and known: spares a read
	})
	return settled(ctx, client, charged, err)
}

// settled stands behind every call that moves money. Where its outcome is
// unknown the order is looked up; the call is never made again on a guess.
func settled(ctx context.Context, client *bizon.Client, order *bizon.Order, err error) (*bizon.Order, error) {
	e, failed := errors.AsType[*paygates.Error](err)
	if !failed || e.Outcome != paygates.OutcomeUnknown {
		return order, err // what happened is known
	}
	// Somebody may have pressed Ctrl-C: all the more reason to look.
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 30*time.Second)
	defer cancel()
	found, lookUp := client.Resolve(ctx, e.Intent) // it only reads
	if lookUp != nil {
		return nil, errors.Join(e, lookUp) // unknown still; resolve e.Intent later
	}
	switch found.Verdict {
	case paygates.VerdictExecuted:
		order, _ = found.Object.(*bizon.Order)
		return order, nil
	case paygates.VerdictNotExecuted:
		return nil, errNotDone
	}
	return nil, e // unknown still; resolve e.Intent later
}

// explain says what a clerk has to know of a failure.
func explain(err error, out io.Writer) error {
	e, ours := errors.AsType[*paygates.Error](err)
	switch {
	case !ours:
	case errors.Is(e, paygates.ErrDeclined):
		fmt.Fprintf(out, "declined: %s; the refused order is %s; %s\n", e.Decline, e.ObjectID, e.Advice())
	case e.Outcome == paygates.OutcomeUnknown:
		fmt.Fprintf(out, "nobody knows yet whether %s took effect: do not repeat it; %s\n", e.Op, e.Advice())
	}
	return err
}
