package consumer

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"time"

	"github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/cibpay"
	"github.com/paygates/paygates-go/money"
)

// CIBPayClient makes a client from the environment.
func CIBPayClient(w io.Writer, opts ...paygates.Option) (*cibpay.Client, error) {
	config, err := cibpay.ConfigFromEnv()
	if err != nil {
		return nil, err
	}
	printed(w, config)
	said(w, config)
	text, err := written(config)
	if err != nil {
		return nil, err
	}
	fmt.Fprintln(w, string(text), len(cibpay.Operations()), len(cibpay.Rules()))
	return cibpay.New(config, opts...)
}

// CIBPayHello asks whether the gateway is there and what it knows.
func CIBPayHello(ctx context.Context, w io.Writer, client *cibpay.Client) error {
	pong, err := client.Ping(ctx)
	if err != nil {
		return err
	}
	rates, err := client.ExchangeRates(ctx, cibpay.ExchangeRatesRequest{Date: time.Now()})
	if err != nil {
		return err
	}
	for _, rate := range rates {
		fmt.Fprintln(w, rate.From, rate.To, rate.Rate)
	}
	_, err = w.Write(pong.RawJSON())
	return err
}

// CIBPaySale makes an order, waits for the payer and takes the money.
func CIBPaySale(ctx context.Context, w http.ResponseWriter, r *http.Request, client *cibpay.Client) error {
	order, err := client.Orders.Create(ctx, cibpay.CreateOrderRequest{
		Reference: "order-1001", Amount: money.MustParse("10.50", money.AZN),
		Options: cibpay.OrderOptions{AutoCharge: new(false), Recurring: new(true)},
	})
	if err != nil {
		return err
	}
	if err := order.Redirect.Send(w, r); err != nil {
		return err
	}
	if order, err = client.Orders.Get(ctx, order.ID, cibpay.ExpandCard, cibpay.ExpandOperations); err != nil {
		return err
	}
	if order.State() != paygates.StateAuthorized {
		_, err := client.Orders.Reverse(ctx, order.ID)
		return err
	}
	if order, err = client.Orders.Charge(ctx, order.ID, cibpay.ChargeRequest{Amount: order.Amount}); err != nil {
		return err
	}
	fmt.Fprintln(w, order.Paid(), order.Refunded(), order.DeclineReason(), len(order.RawJSON()), order.Status.State())
	return nil
}

// CIBPayBack gives money back and pays out.
func CIBPayBack(ctx context.Context, client *cibpay.Client, id string, card paygates.PAN) error {
	if _, err := client.Orders.Refund(ctx, id, cibpay.RefundRequest{Amount: money.MustParse("3.00", money.AZN)}); err != nil {
		return err
	}
	if _, err := client.Orders.Cancel(ctx, id, cibpay.CancelRequest{Whole: true}); err != nil {
		return err
	}
	_, err := client.Orders.Credit(ctx, cibpay.CreditRequest{
		Reference: "payout-1", Amount: money.MustParse("3.00", money.AZN), PAN: card,
	})
	return err
}

// CIBPayAgain takes a payment with the card of an earlier order.
func CIBPayAgain(ctx context.Context, client *cibpay.Client, id string) (*cibpay.Order, error) {
	return client.Orders.Rebill(ctx, id, cibpay.RebillRequest{Reference: "month-2", Amount: money.MustParse("10.50", money.AZN)})
}

// CIBPayBooks goes through the orders of a day.
func CIBPayBooks(ctx context.Context, w io.Writer, client *cibpay.Client, from, to time.Time) error {
	day := cibpay.ListOrdersRequest{CreatedFrom: from, CreatedTo: to, Statuses: []cibpay.Status{cibpay.StatusCharged}}
	for order, err := range client.Orders.All(ctx, day) {
		if err != nil {
			return err
		}
		fmt.Fprintln(w, order.Reference, order.Paid())
	}
	page, err := client.Orders.List(ctx, cibpay.ListOrdersRequest{KeepRaw: true})
	if err != nil {
		return err
	}
	found, err := client.Orders.FindByReference(ctx, "order-1001")
	fmt.Fprintln(w, len(page.RawJSON()), len(found))
	return err
}

// CIBPaySettle settles an intent that is open.
func CIBPaySettle(ctx context.Context, client *cibpay.Client, intent paygates.Intent) (*cibpay.Order, error) {
	found, err := client.Resolve(ctx, intent)
	if err != nil {
		return nil, err
	}
	order, _ := found.Object.(*cibpay.Order)
	return order, nil
}

// CIBPayRoutes are the pages that payer and gateway come to.
func CIBPayRoutes(client *cibpay.Client, fulfil func(context.Context, *cibpay.Order) error) http.Handler {
	mux := http.NewServeMux()
	mux.Handle("POST /webhook", client.CallbackHandler(fulfil))
	mux.HandleFunc("GET /return", func(w http.ResponseWriter, r *http.Request) {
		brought, err := cibpay.ParseReturn(r)
		if err != nil {
			http.Error(w, "this link is not complete", http.StatusBadRequest)
			return
		}
		order, err := client.Confirm(r.Context(), brought.ID)
		if err != nil {
			http.Error(w, "the order cannot be read", http.StatusBadGateway)
			return
		}
		fmt.Fprintln(w, order.State())
	})
	return mux
}

// CIBPayQueued reads a callback that waited in a queue.
func CIBPayQueued(body []byte, header http.Header) (id string, err error) {
	callback, err := cibpay.ParseCallback(body, header)
	if err != nil {
		return "", err
	}
	return callback.ID, nil
}
