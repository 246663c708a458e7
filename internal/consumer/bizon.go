package consumer

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"time"

	"github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/bizon"
	"github.com/paygates/paygates-go/money"
)

// BizonClient makes a client from the environment.
func BizonClient(w io.Writer, opts ...paygates.Option) (*bizon.Client, error) {
	config, err := bizon.ConfigFromEnv()
	if err != nil {
		return nil, err
	}
	printed(w, config)
	said(w, config)
	text, err := written(config)
	if err != nil {
		return nil, err
	}
	fmt.Fprintln(w, string(text), len(bizon.Operations()), len(bizon.Rules()))
	return bizon.New(config, opts...)
}

// BizonHello asks whether the gateway is there and what it knows.
func BizonHello(ctx context.Context, w io.Writer, client *bizon.Client) error {
	pong, err := client.Ping(ctx)
	if err != nil {
		return err
	}
	rates, err := client.ExchangeRates(ctx, bizon.ExchangeRatesRequest{Date: time.Now()})
	if err != nil {
		return err
	}
	for _, rate := range rates {
		fmt.Fprintln(w, rate.From, rate.To, rate.Rate)
	}
	_, err = w.Write(pong.RawJSON())
	return err
}

// BizonSale makes an order, waits for the payer and takes the money.
func BizonSale(ctx context.Context, w http.ResponseWriter, r *http.Request, client *bizon.Client) error {
	order, err := client.Orders.Create(ctx, bizon.CreateOrderRequest{
		Reference: "order-1001", Amount: money.MustParse("10.50", money.USD),
		Options: bizon.OrderOptions{AutoCharge: new(false)},
	})
	if err != nil {
		return err
	}
	if err := order.Redirect.Send(w, r); err != nil {
		return err
	}
	if order, err = client.Orders.Get(ctx, order.ID, bizon.ExpandCard); err != nil {
		return err
	}
	if order.State() != paygates.StateAuthorized {
		_, err := client.Orders.Reverse(ctx, order.ID)
		return err
	}
	if order, err = client.Orders.Charge(ctx, order.ID, bizon.ChargeRequest{Whole: true}); err != nil {
		return err
	}
	fmt.Fprintln(w, order.Paid(), order.Refunded(), order.DeclineReason(), len(order.RawJSON()), order.Status.State())
	return nil
}

// BizonCard takes a payment with a card's own data; the payer may have to
// confirm it at the bank.
func BizonCard(ctx context.Context, w http.ResponseWriter, r *http.Request, client *bizon.Client, pan paygates.PAN, cvv paygates.Secret) error {
	order, err := client.Orders.Authorize(ctx, bizon.AuthorizeRequest{
		Reference: "order-1002", Amount: money.MustParse("10.50", money.USD), PAN: pan, IP: "6.6.6.6",
		Card: bizon.CardDetails{CVV: cvv, ExpirationMonth: 7, ExpirationYear: 2031},
	})
	if err != nil {
		return err
	}
	if order.Redirect.IsZero() {
		return nil
	}
	return order.Redirect.Send(w, r)
}

// BizonConfirmed goes on when the payer has been at the bank.
func BizonConfirmed(ctx context.Context, r *http.Request, client *bizon.Client, id string) (*bizon.Order, error) {
	brought, err := bizon.ParseReturn3D(r)
	switch {
	case err != nil:
		return nil, err
	case !brought.PaRes.IsZero():
		return client.Orders.Complete(ctx, id, bizon.CompleteRequest{PaRes: brought.PaRes})
	case !brought.CRes.IsZero():
		return client.Orders.Complete3DS2(ctx, id, bizon.Complete3DS2Request{CRes: brought.CRes})
	}
	return client.Orders.Resume(ctx, id)
}

// BizonWallet takes a payment with a wallet's token.
func BizonWallet(ctx context.Context, client *bizon.Client, token paygates.Secret) (*bizon.Order, error) {
	return client.Orders.TokenPay(ctx, bizon.TokenPayRequest{
		Reference: "order-1003", Amount: money.MustParse("10.50", money.USD), IP: "6.6.6.6",
		Token: bizon.WalletToken{Type: bizon.ApplePay, Token: token},
	})
}

// BizonBack gives money back and pays out.
func BizonBack(ctx context.Context, client *bizon.Client, id string, card paygates.PAN) error {
	three := money.MustParse("3.00", money.USD)
	if _, err := client.Orders.Refund(ctx, id, bizon.RefundRequest{Amount: three}); err != nil {
		return err
	}
	if _, err := client.Orders.Cancel(ctx, id, bizon.CancelRequest{Whole: true}); err != nil {
		return err
	}
	if _, err := client.Orders.CreditOrder(ctx, id, bizon.CreditOrderRequest{Reference: "payout-1", Amount: three}); err != nil {
		return err
	}
	_, err := client.Orders.Credit(ctx, bizon.CreditRequest{Reference: "payout-2", Amount: three, PAN: card})
	return err
}

// BizonAgain takes a payment with the card of an earlier order.
func BizonAgain(ctx context.Context, client *bizon.Client, id string) (*bizon.Order, error) {
	return client.Orders.Rebill(ctx, id, bizon.RebillRequest{
		Reference: "month-2", Amount: money.MustParse("10.50", money.USD), IP: "6.6.6.6",
	})
}

// BizonBooks goes through the orders and operations of a day.
func BizonBooks(ctx context.Context, w io.Writer, client *bizon.Client, from, to time.Time) error {
	for order, err := range client.Orders.All(ctx, bizon.ListOrdersRequest{CreatedFrom: from, CreatedTo: to}) {
		if err != nil {
			return err
		}
		fmt.Fprintln(w, order.Reference, order.Paid())
	}
	charged := bizon.ListOperationsRequest{CreatedFrom: from, CreatedTo: to, Types: []bizon.OperationType{bizon.OperationCharge}}
	for operation, err := range client.Operations.All(ctx, charged) {
		if err != nil {
			return err
		}
		fmt.Fprintln(w, operation.OrderID, operation.Amount, len(operation.RawJSON()))
	}
	orders, err := client.Orders.List(ctx, bizon.ListOrdersRequest{KeepRaw: true})
	if err != nil {
		return err
	}
	operations, err := client.Operations.List(ctx, bizon.ListOperationsRequest{KeepRaw: true})
	if err != nil {
		return err
	}
	found, err := client.Orders.FindByReference(ctx, "order-1001")
	fmt.Fprintln(w, len(orders.RawJSON()), len(operations.RawJSON()), len(found))
	return err
}

// BizonSettle settles an intent that is open.
func BizonSettle(ctx context.Context, client *bizon.Client, intent paygates.Intent) (*bizon.Order, error) {
	found, err := client.Resolve(ctx, intent)
	if err != nil {
		return nil, err
	}
	order, _ := found.Object.(*bizon.Order)
	return order, nil
}

// BizonRoutes are the pages that payer and gateway come to.
func BizonRoutes(client *bizon.Client, fulfil func(context.Context, *bizon.Order) error) http.Handler {
	mux := http.NewServeMux()
	mux.Handle("POST /webhook", client.CallbackHandler(fulfil))
	mux.HandleFunc("GET /return", func(w http.ResponseWriter, r *http.Request) {
		brought, err := bizon.ParseReturn(r)
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

// BizonQueued reads a callback that waited in a queue.
func BizonQueued(body []byte, header http.Header) (id string, err error) {
	callback, err := bizon.ParseCallback(body, header)
	if err != nil {
		return "", err
	}
	return callback.ID, nil
}
