package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/bizon"
)

var (
	errOpen    = errors.New("nobody knows yet whether the money left: run it again later, with the same reference")
	errRefused = errors.New("refused, and no money left; another try is another payout, with a reference of its own")
)

// payer makes payouts, each reference at most once.
type payer struct {
	client *bizon.Client
	book   *journal
	out    io.Writer
}

// pay pays out. It may be called again with the same request as often as one is
// not sure: what the journal has is looked up, and never sent again.
func (p *payer) pay(ctx context.Context, request bizon.CreditRequest) error {
	before, found, err := p.book.read(request.Reference)
	switch {
	case err != nil:
		return err
	case found && !p.same(before.Asked, request):
		return fmt.Errorf("%s: %w, of %s to %s", request.Reference, errAskedBefore, before.Asked.Amount, before.Asked.MaskedPAN)
	case found && before.Standing == paid:
		p.say(before.Asked, "paid before, order "+before.OrderID)
		return nil
	case found && before.Standing == refused:
		return errRefused
	case found:
		return p.settle(ctx, before)
	}
	order, err := p.client.Orders.Credit(ctx, request)
	e, failed := errors.AsType[*paygates.Error](err)
	switch {
	case errors.Is(err, errAskedBefore), errors.Is(err, paygates.ErrInvalidRequest) && e.Attempts == 0:
		return err // another process was faster, or the request is wrong: the journal has nothing of ours
	case !failed:
		asked, _, err := p.book.read(request.Reference)
		if err != nil {
			return err
		}
		return p.done(asked, order.ID)
	case e.Outcome == paygates.OutcomeUnknown:
		p.say(e.Intent, "the answer was lost")
		return p.settle(ctx, entry{Asked: e.Intent})
	case errors.Is(e, paygates.ErrDeclined):
		p.say(e.Intent, "declined: "+e.Decline.String())
		return errors.Join(errRefused, p.book.close(entry{Asked: e.Intent}, refused, e.ObjectID))
	}
	return errors.Join(e, p.book.strike(e.Intent)) // it never left the house, or was not understood
}

// same says whether an earlier payout asked for the same. The journal has no
// card number, but what can be seen of it.
func (p *payer) same(before paygates.Intent, request bizon.CreditRequest) bool {
	return before.Amount.Equal(request.Amount) && before.MaskedPAN == request.PAN.Masked()
}

// settle looks a payout up, by its reference. It sends nothing but reads.
func (p *payer) settle(ctx context.Context, open entry) error {
	// The caller may have given up: all the more reason to look.
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 30*time.Second)
	defer cancel()
	found, err := p.client.Resolve(ctx, open.Asked)
	if err != nil {
		return errors.Join(errOpen, err)
	}
	p.say(open.Asked, "looked up: "+found.Verdict.String())
	order, there := found.Object.(*bizon.Order)
	switch {
	case found.Verdict == paygates.VerdictExecuted && there:
		return p.done(open, order.ID)
	case found.Verdict == paygates.VerdictNotExecuted:
		id := ""
		if there {
			id = order.ID
		}
		return errors.Join(errRefused, p.book.close(open, refused, id))
	case found.Advice == paygates.AdviceAskHuman: // twice, something else, or not there after a day
		return fmt.Errorf("%w; no look-up settles it: see the gateway's back office", errOpen)
	}
	return errOpen
}

func (p *payer) done(open entry, orderID string) error {
	p.say(open.Asked, "paid out, order "+orderID)
	return p.book.close(open, paid, orderID)
}

func (p *payer) say(asked paygates.Intent, what string) {
	fmt.Fprintf(p.out, "%-10s %10s to %s  %s\n", asked.Reference, asked.Amount, asked.MaskedPAN, what)
}
