package main

import (
	"context"
	"fmt"
	"net/http"
	"time"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/bizon"
	"github.com/paygates/paygates-go/bizon/bizontest"
	"github.com/paygates/paygates-go/cibpay"
	"github.com/paygates/paygates-go/cibpay/cibpaytest"
	"github.com/paygates/paygates-go/cinetpay"
	"github.com/paygates/paygates-go/cinetpay/cinetpaytest"
	"github.com/paygates/paygates-go/circlepay"
	"github.com/paygates/paygates-go/circlepay/circlepaytest"
	"github.com/paygates/paygates-go/corefy/corefytest"
	"github.com/paygates/paygates-go/examples/internal/account"
	"github.com/paygates/paygates-go/money"
)

// model is a gateway in memory, as the world around the shop sees it.
type model struct {
	gateway string
	serve   http.Handler
	// held is the path's end of the call that the shop is killed in.
	held string
	// prepare makes what the call acts on; n tells the calls apart.
	prepare func(ctx context.Context, url string, n int) (target string, err error)
	// truth counts in the ledger how often the call took effect.
	truth func(target, reference string) int
}

func models() []model {
	return []model{cibpayModel(), bizonModel(), cinetpayModel(), corefyModel(), circlepayModel()}
}

func cibpayModel() model {
	m := cibpaytest.New(cibpaytest.Config{})
	return model{
		gateway: "cibpay", serve: m, held: "/refund",
		prepare: func(ctx context.Context, url string, n int) (string, error) {
			client, err := cibpay.New(cibpayConfig(url))
			if err != nil {
				return "", err
			}
			order, err := client.Orders.Create(ctx, cibpay.CreateOrderRequest{
				Reference: fmt.Sprintf("order-%d", n), Amount: money.MustParse("10.50", money.AZN),
				Options: cibpay.OrderOptions{AutoCharge: new(true)},
			})
			if err != nil {
				return "", err
			}
			return order.ID, m.Pay(order.ID)
		},
		truth: func(target, _ string) int {
			return count(m.Ledger(), func(e cibpaytest.Entry) bool { return e.OrderID == target && e.Kind == cibpaytest.Refunded })
		},
	}
}

func bizonModel() model {
	m := bizontest.New(bizontest.Config{})
	return model{
		gateway: "bizon", serve: m, held: "/charge",
		prepare: func(ctx context.Context, url string, n int) (string, error) {
			client, err := bizon.New(account.OfModel(&bizontest.Server{URL: url}))
			if err != nil {
				return "", err
			}
			order, err := client.Orders.Create(ctx, bizon.CreateOrderRequest{
				Reference: fmt.Sprintf("order-%d", n), Amount: money.MustParse("10.50", money.EUR),
				Options: bizon.OrderOptions{AutoCharge: new(false)},
			})
			if err != nil {
				return "", err
			}
			return order.ID, m.Pay(order.ID)
		},
		truth: func(target, _ string) int {
			return count(m.Ledger(), func(e bizontest.Entry) bool { return e.OrderID == target && e.Kind == bizontest.Charged })
		},
	}
}

func cinetpayModel() model {
	m := cinetpaytest.New(cinetpaytest.Config{})
	return model{
		gateway: "cinetpay", serve: m, held: "/money/send/contact",
		prepare: func(ctx context.Context, url string, n int) (string, error) {
			client, err := cinetpay.New(account.OfCinetPayModel(&cinetpaytest.Server{URL: url}))
			if err != nil {
				return "", err
			}
			phone := fmt.Sprintf("07000000%02d", n)
			_, err = client.Transfers.AddContacts(ctx, cinetpay.AddContactsRequest{Contacts: []cinetpay.Contact{
				{Prefix: "225", Phone: phone, GivenName: "Awa", FamilyName: "Koné", Email: "awa@shop.example"},
			}})
			return phone, err
		},
		truth: func(_, reference string) int {
			return count(m.Ledger(), func(e cinetpaytest.Entry) bool { return e.Reference == reference && e.Kind == cinetpaytest.Sent })
		},
	}
}

func corefyModel() model {
	m := corefytest.New(corefytest.Config{})
	return model{
		gateway: "corefy", serve: m, held: "/payment-invoices",
		prepare: func(context.Context, string, int) (string, error) { return "payment_card_usd_hpp", nil },
		truth: func(_, reference string) int {
			return count(m.Ledger(), func(e corefytest.Entry) bool { return e.Reference == reference && e.Kind == corefytest.Created })
		},
	}
}

func circlepayModel() model {
	m := circlepaytest.New(circlepaytest.Config{})
	return model{
		gateway: "circlepay", serve: m, held: "/refund/request",
		prepare: func(ctx context.Context, url string, n int) (string, error) {
			client, err := circlepay.New(account.OfCirclePayModel(&circlepaytest.Server{URL: url}))
			if err != nil {
				return "", err
			}
			checkout, err := client.Invoices.CreateAndPay(ctx, circlepay.CreateAndPayRequest{
				Customer: circlepay.CustomerData{
					FirstName: "Mona", LastName: "Ali", Mobile: fmt.Sprintf("+2010016161%02d", n), Email: "mona@customer.example",
				},
				Invoice: circlepay.CreateInvoiceRequest{
					DueDate: time.Now().AddDate(0, 0, 7),
					Items:   []circlepay.Item{{Name: "lamp", Quantity: 1, Price: money.MustParse("75.25", money.EGP)}},
				},
			})
			if err != nil {
				return "", err
			}
			return checkout.PaymentID, m.Pay(checkout.PaymentID)
		},
		truth: func(target, _ string) int {
			return count(m.Ledger(), func(e circlepaytest.Entry) bool {
				return e.TransactionID == target && e.Kind == circlepaytest.RefundRequested
			})
		},
	}
}

func count[E any](ledger []E, is func(E) bool) (n int) {
	for _, e := range ledger {
		if is(e) {
			n++
		}
	}
	return n
}

// settled says whether a verdict is the truth: executed once, or not at all. Where no
// look-up proves that nothing was done, the call is handed to a person.
func settled(verdict paygates.Verdict, advice paygates.Advice, truth int) bool {
	switch verdict.Outcome() {
	case paygates.OutcomeExecuted:
		return truth == 1
	case paygates.OutcomeNotExecuted:
		return truth == 0
	}
	return truth == 0 && advice == paygates.AdviceAskHuman
}
