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

// indicator is the word for this kind of series. Ask your acquirer for yours;
// this one is that of the platform's samples.
const indicator = "m101"

// biller asks for the payments of subscriptions.
type biller struct {
	client *bizon.Client
	asked  intents
	out    io.Writer
}

// subscribe takes the first payment, with the customer there and his card in
// hand. Recurring makes the gateway keep the card.
func (b *biller) subscribe(ctx context.Context, s *subscription, number paygates.PAN, card bizon.CardDetails) error {
	order, err := b.client.Orders.Authorize(ctx, bizon.AuthorizeRequest{
		Reference: s.reference(),
		Amount:    s.price,
		PAN:       number, Card: card, IP: "203.0.113.7",
		Options:   bizon.CardOptions{AutoCharge: new(true), Recurring: new(true)},
		Recurring: bizon.RecurringDetails{Indicator: indicator},
	})
	if err != nil {
		return err // the customer is there: examples/authorize shows how to go on
	}
	if order.State() != paygates.StatePaid {
		return fmt.Errorf("the first payment is %s", order.State()) // 3-D Secure: examples/secure3d
	}
	s.firstOrder = order.ID
	if order, err = b.client.Confirm(ctx, order.ID); err != nil {
		return err
	}
	for i := range order.Operations {
		if id := order.Operations[i].TraceID; id != "" {
			s.traceID = id
		}
	}
	b.say(s, s.start, "paid, by the customer himself")
	s.paidFor()
	return nil
}

// bill asks for the month's payment if it is time. It may run as often as one
// likes: what was asked for is settled before anything else is asked for.
func (b *biller) bill(ctx context.Context, s *subscription, today time.Time) error {
	switch {
	case s.pending != "":
		return b.settle(ctx, s, today)
	case s.stopped != "" || today.Before(s.next):
		return nil
	}
	s.pending = s.reference()
	order, err := b.client.Orders.Rebill(ctx, s.firstOrder, bizon.RebillRequest{
		Reference:   s.pending,
		Amount:      s.price,
		Description: "membership",
		Options:     bizon.PaymentOptions{AutoCharge: new(true), Recurring: new(true)},
		Recurring:   bizon.RebillDetails{TraceID: s.traceID, Indicator: indicator},
	})
	e, failed := errors.AsType[*paygates.Error](err)
	switch {
	case !failed:
		b.record(s, order, today)
		return nil
	case e.Outcome == paygates.OutcomeUnknown:
		b.say(s, today, "the answer was lost")
		return b.settle(ctx, s, today)
	case errors.Is(e, paygates.ErrDeclined):
		b.refuse(ctx, s, e.Decline, e.ObjectID, today)
		return nil
	}
	s.pending = "" // nothing happened: the next run asks again, under the same reference
	return err
}

// settle finds out what became of a payment. Until that is known, no other is
// asked for: that is how a customer pays twice.
func (b *biller) settle(ctx context.Context, s *subscription, today time.Time) error {
	asked, ok := b.asked[s.pending]
	if !ok {
		s.pending = "" // it never left the house
		return nil
	}
	found, err := b.client.Resolve(ctx, asked)
	if err != nil {
		return err
	}
	b.say(s, today, "looked up: %s", found.Verdict)
	order, there := found.Object.(*bizon.Order)
	switch {
	case found.Verdict == paygates.VerdictExecuted:
		b.record(s, order, today)
	case found.Verdict == paygates.VerdictNotExecuted && there:
		b.refuse(ctx, s, order.DeclineReason(), order.ID, today)
	case found.Advice == paygates.AdviceAskHuman:
		return fmt.Errorf("%s: no look-up settles %s: see the gateway's back office", s.customer, s.pending)
	}
	return nil
}

// record goes by what the order says. One that waits still is left pending: the
// next run looks again.
func (b *biller) record(s *subscription, order *bizon.Order, today time.Time) {
	b.say(s, today, "%s", order.State())
	if order.State() == paygates.StatePaid && order.Paid().Equal(s.price) {
		s.paidFor()
	}
}

// refuse plans what comes after a refusal. An answer that is a bare refusal does
// not carry the bank's own reason: the refused order does.
func (b *biller) refuse(ctx context.Context, s *subscription, reason paygates.DeclineReason, orderID string, today time.Time) {
	if reason == paygates.DeclineByIssuer {
		if order, err := b.client.Confirm(ctx, orderID); err == nil && order.DeclineReason() != paygates.DeclineUnknown {
			reason = order.DeclineReason()
		}
	}
	s.refused(reason.Soft(), reason.String(), today)
	if s.stopped != "" {
		b.say(s, today, "refused: %s; stopped, write to the customer", reason)
		return
	}
	b.say(s, today, "refused: %s; next try on %s", reason, s.next.Format(time.DateOnly))
}

func (b *biller) say(s *subscription, day time.Time, format string, values ...any) {
	fmt.Fprintf(b.out, "%s  %-5s %s  %s\n", day.Format(time.DateOnly), s.customer, s.price, fmt.Sprintf(format, values...))
}
