package main

import (
	"context"
	"errors"
	"net/http"
	"time"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/circlepay"
	"github.com/paygates/paygates-go/circlepay/circlepaytest"
	"github.com/paygates/paygates-go/examples/internal/account"
	"github.com/paygates/paygates-go/money"
)

func openCirclePay(given settings) (*session, error) {
	at, err := account.OpenCirclePay(given.live, circlepaytest.Config{RefundsAtOnce: true})
	if err != nil {
		return nil, err
	}
	answers := &loser{method: http.MethodPost, path: "/refund/request"} // its lists are POSTs, too
	client, err := circlepay.New(at.Config, paygates.WithMiddleware(answers.middleware))
	if err != nil {
		at.Close()
		return nil, err
	}
	asked := ask{price: money.MustParse("10.50", money.EGP)}
	s := newSession(given, circlepayCalls(client), asked, answers, circlepayLedger(at.Model))
	s.Place = at.Place
	return s, nil
}

// billed is a payment of an invoice, with its refunds.
type billed struct {
	*circlepay.Payment
	page paygates.Redirect
}

// circlepayCalls: CirclePay takes the money at once, and gives back the whole of it.
func circlepayCalls(client *circlepay.Client) calls[*billed] {
	confirm := func(ctx context.Context, id string) (*billed, error) {
		payment, err := client.Payments.Get(ctx, id)
		if err != nil {
			return nil, err
		}
		payment.Refunds, err = client.Refunds.FindByPayment(ctx, id) // it is read without them
		return &billed{Payment: payment}, err
	}
	find := func(ctx context.Context, reference string) ([]*billed, error) {
		payments, err := client.Payments.FindByInvoice(ctx, reference)
		if err != nil && !errors.Is(err, paygates.ErrNotFound) {
			return nil, err
		}
		var hits []*billed
		for _, p := range payments {
			hit, err := confirm(ctx, p.ID)
			if err != nil {
				return nil, err
			}
			hits = append(hits, hit)
		}
		return hits, nil
	}
	return calls[*billed]{
		create: func(ctx context.Context, reference string, price money.Amount) (*billed, error) {
			page, id, err := openInvoice(ctx, client, reference, price)
			if err != nil {
				return nil, err
			}
			made, err := confirm(ctx, id)
			if err != nil {
				return nil, err
			}
			made.page = page
			return made, nil
		},
		confirm: confirm,
		find:    find,
		list:    find,
		refundAll: func(ctx context.Context, id string) (*billed, error) {
			if _, err := client.Refunds.Create(ctx, circlepay.CreateRefundRequest{PaymentID: id}); err != nil {
				return nil, err
			}
			return confirm(ctx, id)
		},
		resolve: func(ctx context.Context, intent paygates.Intent) (*paygates.Resolution, error) {
			found, err := client.Resolve(ctx, intent)
			if err != nil {
				return nil, err
			}
			if refund, ok := found.Object.(*circlepay.Refund); ok && refund.PaymentID != "" {
				if now, err := confirm(ctx, refund.PaymentID); err == nil {
					found.Object = now // what the table shows
				}
			}
			return found, nil
		},
		read: readCirclePay,
	}
}

// openInvoice bills a customer, who is made if he is new, and opens the payment.
func openInvoice(ctx context.Context, client *circlepay.Client, number string, price money.Amount) (page paygates.Redirect, paymentID string, err error) {
	const mobile = "+201001616166"
	if _, err = client.Customers.Get(ctx, mobile); errors.Is(err, paygates.ErrNotFound) {
		_, err = client.Customers.Create(ctx, circlepay.CreateCustomerRequest{Customer: circlepay.CustomerData{
			FirstName: "Mona", LastName: "Ali", Mobile: mobile, Email: "mona@customer.example",
		}})
	}
	if err != nil {
		return page, "", err
	}
	invoice, err := client.Invoices.Create(ctx, circlepay.CreateInvoiceRequest{
		Reference: number, CustomerMobile: mobile, DueDate: time.Now().AddDate(0, 0, 7),
		Items: []circlepay.Item{{Name: "paygates-go quickstart", Quantity: 1, Price: price}},
	})
	if err != nil {
		return page, "", err
	}
	checkout, err := client.Invoices.Pay(ctx, circlepay.PayInvoiceRequest{InvoiceID: invoice.InvoiceID})
	if err != nil {
		return page, "", err
	}
	return checkout.Redirect, checkout.PaymentID, nil
}

func readCirclePay(b *billed) order {
	shown := order{page: b.page, line: line{
		reference: b.InvoiceID, id: b.ID, state: b.State(), amount: b.Amount, paid: b.Paid(), refunded: b.Payment.Refunded(),
	}}
	for _, r := range b.Refunds {
		shown.history = append(shown.history, event{what: "refund", status: string(r.Status), amount: r.Amount})
	}
	return shown
}

// circlepayLedger is what truly happened at a model; nil for a real host.
func circlepayLedger(model *circlepaytest.Server) func() []event {
	if model == nil {
		return nil
	}
	return func() []event {
		var events []event
		for _, entry := range model.Ledger() {
			events = append(events, event{what: string(entry.Kind), amount: entry.Amount})
		}
		return events
	}
}
