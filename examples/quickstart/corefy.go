package main

import (
	"context"
	"errors"
	"net/http"
	"strings"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/corefy"
	"github.com/paygates/paygates-go/corefy/corefytest"
	"github.com/paygates/paygates-go/examples/internal/account"
	"github.com/paygates/paygates-go/money"
)

func openCorefy(given settings) (*session, error) {
	at, err := account.OpenCorefy(given.live, corefytest.Config{})
	if err != nil {
		return nil, err
	}
	answers := &loser{method: http.MethodPost}
	client, err := corefy.New(at.Config, paygates.WithMiddleware(answers.middleware))
	if err != nil {
		at.Close()
		return nil, err
	}
	asked := ask{
		price:       money.MustParse("10.50", money.USD),
		refund:      money.MustParse("3.00", money.USD),
		otherRefund: money.MustParse("2.25", money.USD),
	}
	s := newSession(given, corefyCalls(client), asked, answers, corefyLedger(at.Model))
	s.Place = at.Place
	return s, nil
}

// corefyCalls: Corefy takes the money at once; its refunds bear references, too.
func corefyCalls(client *corefy.Client) calls[*corefy.Invoice] {
	return calls[*corefy.Invoice]{
		create: func(ctx context.Context, reference string, price money.Amount) (*corefy.Invoice, error) {
			service, err := cardPage(ctx, client, price)
			if err != nil {
				return nil, err
			}
			return client.Invoices.Create(ctx, corefy.CreateInvoiceRequest{
				Reference: reference, Service: service, Amount: price, Description: "paygates-go quickstart",
			})
		},
		confirm: client.Confirm,
		find:    client.Invoices.FindByReference,
		refund: func(ctx context.Context, id string, amount money.Amount) (*corefy.Invoice, error) {
			_, err := client.Invoices.Refund(ctx, id, corefy.RefundRequest{
				Reference: "refund-" + id + "-" + bare(amount), Amount: amount, // a shop stores one for each
			})
			if err != nil {
				return nil, err
			}
			return client.Confirm(ctx, id) // the answer speaks of the refund alone
		},
		list:    client.Invoices.FindByReference,
		resolve: client.Resolve,
		read:    readCorefy,
	}
}

var errNoService = errors.New("quickstart: the account has no service with a hosted page that takes the amount")

// cardPage is the code of a service with a hosted page that takes the amount. A
// shop knows it, or lets the payer choose: examples/services.
func cardPage(ctx context.Context, client *corefy.Client, price money.Amount) (string, error) {
	for service, err := range client.Services.All(ctx, corefy.ListServicesRequest{}) {
		if err != nil {
			return "", err
		}
		usable := service.Available && service.Active && service.Enabled
		if usable && service.Currency == price.Currency() && strings.HasSuffix(service.Code, "_hpp") {
			return service.Code, nil
		}
	}
	return "", errNoService
}

func readCorefy(i *corefy.Invoice) order {
	shown := order{page: i.Redirect, line: line{
		reference: i.Reference, id: i.ID, state: i.State(),
		amount: i.Amount, paid: i.Paid(), refunded: i.Refunded(),
	}}
	for k := range i.Refunds {
		shown.history = append(shown.history, event{what: "refund", status: string(i.Refunds[k].Status), amount: i.Refunds[k].Amount})
	}
	return shown
}

// corefyLedger is what truly happened at a model; nil for a real host.
func corefyLedger(model *corefytest.Server) func() []event {
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
