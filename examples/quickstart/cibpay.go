package main

import (
	"context"
	"net/http"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/cibpay"
	"github.com/paygates/paygates-go/cibpay/cibpaytest"
	"github.com/paygates/paygates-go/examples/internal/account"
	"github.com/paygates/paygates-go/money"
)

func openCIBPay(given settings) (*session, error) {
	at, err := account.OpenCIBPay(given.live)
	if err != nil {
		return nil, err
	}
	answers := &loser{method: http.MethodPut}
	client, err := cibpay.New(at.Config, paygates.WithMiddleware(answers.middleware))
	if err != nil {
		at.Close()
		return nil, err
	}
	asked := ask{
		price:       money.MustParse("10.50", money.AZN),
		refund:      money.MustParse("3.00", money.AZN),
		otherRefund: money.MustParse("2.25", money.AZN),
	}
	s := newSession(given, cibpayCalls(client), asked, answers, cibpayLedger(at.Model))
	s.Place = at.Place
	return s, nil
}

func cibpayCalls(client *cibpay.Client) calls[*cibpay.Order] {
	return calls[*cibpay.Order]{
		create: func(ctx context.Context, reference string, price money.Amount) (*cibpay.Order, error) {
			return client.Orders.Create(ctx, cibpay.CreateOrderRequest{
				Reference:   reference,
				Amount:      price,
				Description: "paygates-go quickstart",
				Options:     cibpay.OrderOptions{AutoCharge: new(false)}, // hold now, charge later
			})
		},
		confirm: client.Confirm,
		find:    client.Orders.FindByReference, // none on a host that answers in the guide's form
		charge: func(ctx context.Context, id string, amount money.Amount) (*cibpay.Order, error) {
			return client.Orders.Charge(ctx, id, cibpay.ChargeRequest{Amount: amount})
		},
		refund: func(ctx context.Context, id string, amount money.Amount) (*cibpay.Order, error) {
			return client.Orders.Refund(ctx, id, cibpay.RefundRequest{Amount: amount})
		},
		list: func(ctx context.Context, reference string) ([]*cibpay.Order, error) {
			page, err := client.Orders.List(ctx, cibpay.ListOrdersRequest{
				References: []string{reference},
				Expand:     []cibpay.Expand{cibpay.ExpandOperations},
			})
			if err != nil {
				return nil, err
			}
			return page.Orders, nil
		},
		resolve: client.Resolve,
		read:    readCIBPay,
	}
}

func readCIBPay(o *cibpay.Order) order {
	shown := order{page: o.Redirect, line: line{
		reference: o.Reference, id: o.ID, state: o.State(),
		amount: o.Amount, paid: o.Paid(), refunded: o.Refunded(),
	}}
	for _, op := range o.Operations {
		shown.history = append(shown.history, event{what: op.Type, status: op.Status, amount: op.Amount})
	}
	for _, t := range o.Transactions {
		shown.history = append(shown.history, event{what: t.ID, status: t.Status, amount: t.Amount})
	}
	return shown
}

// cibpayLedger is what truly happened at a model; nil for a real host.
func cibpayLedger(model *cibpaytest.Server) func() []event {
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
