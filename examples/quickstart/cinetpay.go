package main

import (
	"context"
	"net/http"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/cinetpay"
	"github.com/paygates/paygates-go/cinetpay/cinetpaytest"
	"github.com/paygates/paygates-go/examples/internal/account"
	"github.com/paygates/paygates-go/money"
)

func openCinetPay(given settings) (*session, error) {
	at, err := account.OpenCinetPay(given.live, cinetpaytest.Config{})
	if err != nil {
		return nil, err
	}
	answers := &loser{method: http.MethodPost}
	client, err := cinetpay.New(at.Config, paygates.WithMiddleware(answers.middleware))
	if err != nil {
		at.Close()
		return nil, err
	}
	asked := ask{price: money.MustParse("2500", money.XOF)}
	s := newSession(given, cinetpayCalls(client), asked, answers, cinetpayLedger(at.Model))
	s.Place = at.Place
	return s, nil
}

// cinetpayCalls: CinetPay takes the money at once, and gives none back by its API.
func cinetpayCalls(client *cinetpay.Client) calls[*cinetpay.Payment] {
	return calls[*cinetpay.Payment]{
		create: func(ctx context.Context, reference string, price money.Amount) (*cinetpay.Payment, error) {
			return client.Payments.Create(ctx, cinetpay.CreatePaymentRequest{
				Reference:   reference,
				Amount:      price,
				Description: "paygates-go quickstart",
				NotifyURL:   "https://shop.example/notify", // nobody is there: the job asks by itself
				ReturnURL:   "https://shop.example/return",
			})
		},
		confirm: client.Confirm,
		find: func(ctx context.Context, reference string) ([]*cinetpay.Payment, error) {
			payment, err := client.Payments.Get(ctx, reference)
			if err != nil {
				return nil, err
			}
			return []*cinetpay.Payment{payment}, nil
		},
		resolve: client.Resolve,
		read:    readCinetPay,
	}
}

// readCinetPay: a payment goes by the shop's own reference.
func readCinetPay(p *cinetpay.Payment) order {
	return order{page: p.Redirect, line: line{
		reference: p.Reference, id: p.Reference, state: p.State(),
		amount: p.Amount, paid: p.Paid(), refunded: p.Refunded(),
	}}
}

// cinetpayLedger is what truly happened at a model; nil for a real host.
func cinetpayLedger(model *cinetpaytest.Server) func() []event {
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
