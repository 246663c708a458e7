package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/circlepay"
	"github.com/paygates/paygates-go/money"
)

// bill is an invoice, as the seller knows it. A shop has a table of them.
type bill struct {
	Number   string // CirclePay's
	Customer circlepay.CustomerData
	What     string
	Price    money.Amount
	// Link is what the customer gets.
	Link string
	// State is pending, paid, or unknown where a person has to look; Paid counts how
	// often that was found out: once, or never.
	State paygates.State
	Paid  int
	Log   []string
}

var (
	errNotBilled = errors.New("nobody knows whether the invoice was made: look into CirclePay's list before you bill again")
	errNotOurs   = errors.New("invoicelink: the invoice is none of ours")
)

// desk bills customers.
type desk struct {
	client *circlepay.Client

	mu    sync.Mutex
	bills []*bill
}

func newDesk(cfg circlepay.Config) (*desk, error) {
	client, err := circlepay.New(cfg)
	return &desk{client: client}, err
}

// issue bills a customer. CirclePay has no key for an invoice that is made twice:
// where the answer is lost, the one that was not there before is looked up.
func (d *desk) issue(ctx context.Context, b bill) (*bill, error) {
	if err := d.customer(ctx, b.Customer); err != nil {
		return nil, err
	}
	checkout, err := d.client.Invoices.Create(ctx, circlepay.CreateInvoiceRequest{
		CustomerMobile: b.Customer.Mobile, DueDate: time.Now().AddDate(0, 0, 14),
		Items: []circlepay.Item{{Name: b.What, Quantity: 1, Price: b.Price}},
	})
	e, failed := errors.AsType[*paygates.Error](err)
	switch {
	case failed && e.Outcome == paygates.OutcomeUnknown:
		if b.Number, err = d.find(ctx, e); err != nil {
			return nil, err
		}
		b.Log = append(b.Log, "the answer was lost, and the invoice found")
	case failed:
		return nil, e
	default:
		b.Number, b.Link = checkout.InvoiceID, checkout.Redirect.URL
		b.Log = append(b.Log, "billed")
	}
	if b.Link == "" { // the link went away with the answer: opening a payment gives one
		if checkout, err = d.client.Invoices.Pay(ctx, circlepay.PayInvoiceRequest{InvoiceID: b.Number}); err == nil {
			b.Link = checkout.Redirect.URL
		}
	}
	b.State = paygates.StatePending
	d.mu.Lock()
	d.bills = append(d.bills, &b)
	d.mu.Unlock()
	return &b, d.readBack(ctx, b.Number)
}

// customer makes a customer who is new. Whether he is there is what counts.
func (d *desk) customer(ctx context.Context, who circlepay.CustomerData) error {
	_, err := d.client.Customers.Get(ctx, who.Mobile)
	if !errors.Is(err, paygates.ErrNotFound) {
		return err
	}
	if _, err = d.client.Customers.Create(ctx, circlepay.CreateCustomerRequest{Customer: who}); paygates.OutcomeOf(err) == paygates.OutcomeUnknown {
		_, err = d.client.Customers.Get(ctx, who.Mobile)
	}
	return err
}

// find looks up an invoice whose answer was lost.
func (d *desk) find(ctx context.Context, e *paygates.Error) (number string, err error) {
	// The caller may have given up: all the more reason to look.
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 30*time.Second)
	defer cancel()
	found, err := d.client.Resolve(ctx, e.Intent)
	if err != nil {
		return "", errors.Join(errNotBilled, err)
	}
	invoice, there := found.Object.(*circlepay.Invoice)
	if found.Verdict != paygates.VerdictExecuted || !there {
		return "", fmt.Errorf("%w (%s)", errNotBilled, found.Verdict)
	}
	return invoice.ID, nil
}

// readBack reads the invoice back: its total is CirclePay's own sum. One that is not
// the price must not be sent to anybody.
func (d *desk) readBack(ctx context.Context, number string) error {
	invoice, err := d.client.Invoices.Get(ctx, number)
	if err != nil {
		return err
	}
	return d.change(number, func(b *bill) error {
		if invoice.Total.IsSet() && !invoice.Total.Equal(b.Price) {
			b.Link, b.State = "", paygates.StateUnknown
			b.Log = append(b.Log, "its total is "+invoice.Total.String()+": do not send it")
		}
		return nil
	})
}

// look reads how a bill stands: paid is where the invoice says so, and a payment
// says how much.
func (d *desk) look(ctx context.Context, number, why string) error {
	confirmed, err := d.client.Confirm(ctx, circlepay.Event{Type: circlepay.EventPayment, InvoiceID: number})
	if err != nil {
		return err
	}
	payments, err := d.client.Payments.FindByInvoice(ctx, number)
	if err != nil && !errors.Is(err, paygates.ErrNotFound) {
		return err
	}
	return d.change(number, func(b *bill) error {
		var said []string
		whole := false
		for _, p := range payments {
			said = append(said, p.State().String())
			whole = whole || p.Paid().Equal(b.Price)
		}
		if b.Paid > 0 || confirmed.Invoice == nil {
			return nil
		}
		state := confirmed.Invoice.State()
		if state == paygates.StatePaid && !whole {
			state = paygates.StateUnknown // a person has to look
		}
		text := fmt.Sprintf("%s: %s", why, state)
		if len(said) > 0 {
			text += " (payments: " + strings.Join(said, ", ") + ")"
		}
		if len(b.Log) == 0 || b.Log[len(b.Log)-1] != text {
			b.Log = append(b.Log, text)
		}
		if b.State = state; state == paygates.StatePaid {
			b.Paid++
		}
		return nil
	})
}

// called gets what a callback was about, as it was read. Callbacks are not signed,
// and may come twice or never: this one is a reason to look.
func (d *desk) called(ctx context.Context, about *circlepay.Confirmation) error {
	if about.Payment == nil || about.Payment.InvoiceID == "" {
		return nil // a payment of something else
	}
	if err := d.look(ctx, about.Payment.InvoiceID, "callback"); !errors.Is(err, errNotOurs) {
		return err
	}
	return nil // another program's, under the same merchant
}

func (d *desk) change(number string, do func(*bill) error) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	at := slices.IndexFunc(d.bills, func(b *bill) bool { return b.Number == number })
	if at < 0 {
		return errNotOurs
	}
	return do(d.bills[at])
}

// get gives a copy of a bill.
func (d *desk) get(number string) (got bill, found bool) {
	err := d.change(number, func(b *bill) error {
		got = *b
		got.Log = slices.Clone(b.Log)
		return nil
	})
	return got, err == nil
}

// all gives copies of the bills, newest first.
func (d *desk) all() (out []bill) {
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, b := range slices.Backward(d.bills) {
		out = append(out, *b)
	}
	return out
}
