package main

import (
	"context"
	"net/http"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/bizon"
	"github.com/paygates/paygates-go/bizon/bizontest"
	"github.com/paygates/paygates-go/examples/internal/account"
	"github.com/paygates/paygates-go/money"
)

func openBizon(given settings) (*session, error) {
	at, err := account.OpenBizon(given.live, bizontest.Config{})
	if err != nil {
		return nil, err
	}
	answers := &loser{method: http.MethodPut}
	client, err := bizon.New(at.Config, paygates.WithMiddleware(answers.middleware))
	if err != nil {
		at.Close()
		return nil, err
	}
	asked := ask{
		price:       money.MustParse("10.50", money.EUR),
		refund:      money.MustParse("3.00", money.EUR),
		otherRefund: money.MustParse("2.25", money.EUR),
	}
	s := newSession(given, bizonCalls(client), asked, answers, bizonLedger(at.Model))
	s.Place = at.Place
	return s, nil
}

func bizonCalls(client *bizon.Client) calls[*bizon.Order] {
	return calls[*bizon.Order]{
		create: func(ctx context.Context, reference string, price money.Amount) (*bizon.Order, error) {
			return client.Orders.Create(ctx, bizon.CreateOrderRequest{
				Reference:   reference,
				Amount:      price,
				Description: "paygates-go quickstart",
				Options:     bizon.OrderOptions{AutoCharge: new(false)}, // hold now, charge later
			})
		},
		confirm: client.Confirm,
		find:    client.Orders.FindByReference,
		charge: func(ctx context.Context, id string, amount money.Amount) (*bizon.Order, error) {
			return client.Orders.Charge(ctx, id, bizon.ChargeRequest{Amount: amount})
		},
		refund: func(ctx context.Context, id string, amount money.Amount) (*bizon.Order, error) {
			return client.Orders.Refund(ctx, id, bizon.RefundRequest{Amount: amount})
		},
		list: func(ctx context.Context, reference string) ([]*bizon.Order, error) {
			page, err := client.Orders.List(ctx, bizon.ListOrdersRequest{
				References: []string{reference},
				Expand:     []bizon.Expand{bizon.ExpandCashflow}, // brings the operations
			})
			if err != nil {
				return nil, err
			}
			return page.Orders, nil
		},
		resolve: client.Resolve,
		read:    readBizon,
	}
}

func readBizon(o *bizon.Order) order {
	shown := order{page: o.Redirect, line: line{
		reference: o.Reference, id: o.ID, state: o.State(),
		amount: o.Amount, paid: o.Paid(), refunded: o.Refunded(),
	}}
	for i := range o.Operations {
		op := &o.Operations[i]
		shown.history = append(shown.history, event{what: string(op.Type), status: string(op.Status), amount: op.Amount})
	}
	return shown
}

// bizonLedger is what truly happened at a model; nil for a real host.
func bizonLedger(model *bizontest.Server) func() []event {
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
