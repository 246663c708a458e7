package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/circlepay"
	"github.com/paygates/paygates-go/money"
)

var (
	errNotOffered = errors.New("nobody knows whether the link was made: look into the list before you make another")
	errNotStopped = errors.New("the link is still active")
	errNotChanged = errors.New("the link still has the old price")
)

// seller sells by links. The payer needs no page of the shop's.
type seller struct {
	client *circlepay.Client
	out    io.Writer
}

// offer makes a link. CirclePay has no key for one that is made twice: where the
// answer is lost, the link that was not there before is looked up.
func (s *seller) offer(ctx context.Context, terms circlepay.LinkTerms) (*circlepay.PaymentLink, error) {
	link, err := s.client.PaymentLinks.Create(ctx, circlepay.CreatePaymentLinkRequest{Terms: terms})
	if err = s.settle(ctx, err, errNotOffered, func(object any) bool {
		found, there := object.(*circlepay.PaymentLink)
		link = found
		return there
	}); err != nil {
		return nil, err
	}
	fmt.Fprintf(s.out, "%s for %s; give this link to your customers:\n  %s\n", terms.Name, terms.Amount, link.Redirect.URL)
	return link, nil
}

// reprice changes what a link costs from now on.
func (s *seller) reprice(ctx context.Context, link string, terms circlepay.LinkTerms) error {
	_, err := s.client.PaymentLinks.Update(ctx, circlepay.UpdatePaymentLinkRequest{Link: link, Terms: terms})
	if err = s.settle(ctx, err, errNotChanged, nil); err != nil {
		return err
	}
	fmt.Fprintf(s.out, "From now on it costs %s.\n", terms.Amount)
	return nil
}

// stop takes a link off, and looks whether it is off: what was paid stays paid.
func (s *seller) stop(ctx context.Context, link string) error {
	_, err := s.client.PaymentLinks.Deactivate(ctx, link)
	if err = s.settle(ctx, err, errNotStopped, nil); err != nil {
		return err
	}
	now, err := s.client.PaymentLinks.Get(ctx, link)
	if err != nil {
		return err
	}
	if now.Active == nil || *now.Active {
		return errNotStopped
	}
	fmt.Fprintln(s.out, "It is off.")
	return nil
}

// settle stands behind every call that changes something: an outcome that is unknown
// is looked up, and if it stays unknown the error says so.
func (s *seller) settle(ctx context.Context, err, unsettled error, take func(object any) bool) error {
	e, failed := errors.AsType[*paygates.Error](err)
	if !failed || e.Outcome != paygates.OutcomeUnknown {
		return err
	}
	// The caller may have given up: all the more reason to look.
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 30*time.Second)
	defer cancel()
	found, err := s.client.Resolve(ctx, e.Intent)
	if err != nil {
		return errors.Join(unsettled, err)
	}
	fmt.Fprintf(s.out, "%v; looked up: %s\n", e, found.Verdict)
	if found.Verdict != paygates.VerdictExecuted || take != nil && !take(found.Object) {
		return unsettled
	}
	return nil
}

// sales prints what was paid with a link: only what State calls paid counts, each
// payment with the amount that was then the price.
func (s *seller) sales(ctx context.Context, link string) error {
	payments, err := s.client.Payments.List(ctx, circlepay.ListPaymentsRequest{Link: link})
	if err != nil && !errors.Is(err, paygates.ErrNotFound) {
		return err
	}
	const layout = "%-15s %-15s %-8s %s\n"
	fmt.Fprintf(s.out, "\n"+layout, "PAYMENT", "CUSTOMER", "STATE", "PAID")
	var paid []money.Amount
	for _, p := range payments {
		text := "–"
		if p.Paid().IsSet() {
			paid, text = append(paid, p.Paid()), p.Paid().String()
		}
		fmt.Fprintf(s.out, layout, p.ID, p.CustomerMobile, p.State(), text)
	}
	if len(paid) == 0 {
		return nil
	}
	total, err := money.Sum(paid...)
	if err != nil {
		return err
	}
	fmt.Fprintf(s.out, layout+"\n", "", "", "", total)
	return nil
}
