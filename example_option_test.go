package paygates_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"os"
	"strings"
	"time"

	"github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/cibpay"
	"github.com/paygates/paygates-go/cibpay/cibpaytest"
	"github.com/paygates/paygates-go/money"
)

// dialCIBPay makes a client that talks to gateway, a model of CIBPay.
func dialCIBPay(gateway *cibpaytest.Server, options ...paygates.Option) *cibpay.Client {
	client, err := cibpay.New(cibpay.Config{
		Username: cibpaytest.DefaultUsername, Password: paygates.NewSecret(cibpaytest.DefaultPassword), BaseURL: gateway.URL,
	}, options...)
	if err != nil {
		panic(err)
	}
	return client
}

var order = cibpay.CreateOrderRequest{Reference: "order-17", Amount: money.MustParse("10.50", money.AZN)}

// A shop that may die between send and answer stores what it is about to ask.
func ExampleWithBeforeSend() {
	gateway := cibpaytest.NewServer(cibpaytest.Config{})
	defer gateway.Close()
	client := dialCIBPay(gateway, paygates.WithBeforeSend(func(_ context.Context, intent paygates.Intent) error {
		stored, err := json.Marshal(intent)
		fmt.Println("stored:", intent.Op, intent.Reference, intent.Amount, json.Valid(stored))
		return err // stops the call: nothing is sent
	}))
	_, err := client.Orders.Create(context.Background(), order)
	fmt.Println(paygates.OutcomeOf(err))
	// Output:
	// stored: Orders.Create order-17 10.50 AZN true
	// executed
}

// What the gateway's support wants to know is the id that went out.
func ExampleWithRequestID() {
	gateway := cibpaytest.NewServer(cibpaytest.Config{})
	defer gateway.Close()
	ctx := paygates.WithRequestID(context.Background(), "checkout-4711")
	_, err := dialCIBPay(gateway).Orders.Get(ctx, "1")
	if e, ok := errors.AsType[*paygates.Error](err); ok {
		fmt.Println(e.RequestID, errors.Is(err, paygates.ErrNotFound))
	}
	// Output: checkout-4711 true
}

// One record for each attempt, without a URL, a header or a body.
func ExampleWithLogger() {
	gateway := cibpaytest.NewServer(cibpaytest.Config{})
	defer gateway.Close()
	log := slog.New(slog.NewTextHandler(os.Stdout, &slog.HandlerOptions{ReplaceAttr: func(_ []string, a slog.Attr) slog.Attr {
		if a.Key == slog.TimeKey || a.Key == "duration" {
			return slog.Attr{} // so that the output is the same each time
		}
		return a
	}}))
	ctx := paygates.WithRequestID(context.Background(), "checkout-4711")
	if _, err := dialCIBPay(gateway, paygates.WithLogger(log)).Orders.Create(ctx, order); err != nil {
		fmt.Println(err)
	}
	// Output:
	// level=INFO msg="paygates attempt" gateway=cibpay operation=Orders.Create method=POST path=/orders/create attempt=1 status=201 outcome=executed request_id=checkout-4711
}

// counter counts what is sent; tracing and metrics hook in the same way.
type counter struct {
	next http.RoundTripper
	sent int
}

func (c *counter) RoundTrip(r *http.Request) (*http.Response, error) {
	c.sent++
	return c.next.RoundTrip(r)
}

func ExampleWithMiddleware() {
	gateway := cibpaytest.NewServer(cibpaytest.Config{})
	defer gateway.Close()
	count := new(counter)
	client := dialCIBPay(gateway, paygates.WithMiddleware(func(next http.RoundTripper) http.RoundTripper {
		count.next = next
		return count
	}))
	_, err := client.Orders.Create(context.Background(), order)
	fmt.Println(count.sent, err)
	// Output: 1 <nil>
}

// Options are checked when the client is made, all at once.
func ExampleOption() {
	_, err := cibpay.New(cibpay.Config{Username: "shop", Password: paygates.NewSecret("hunter2")},
		paygates.WithHTTPClient(&http.Client{Timeout: 10 * time.Second}),
		paygates.WithRetry(paygates.RetryPolicy{MaxAttempts: -1}),
		paygates.WithAttemptTimeout(0),
		paygates.WithUserAgent("shop/1.4"),
	)
	fmt.Println(err)
	// Output:
	// cibpay New: invalid request (outcome: not executed): WithRetry: want no negative number; WithAttemptTimeout: want a positive duration
}

// A time-out that no attempt can keep: the order may exist all the same, so
// that the outcome is unknown.
func ExampleWithAttemptTimeout() {
	gateway := cibpaytest.NewServer(cibpaytest.Config{})
	defer gateway.Close()
	gateway.Fail(cibpaytest.Fault{On: "POST /orders/create", When: cibpaytest.AfterCommit, Delay: time.Second})
	_, err := dialCIBPay(gateway, paygates.WithAttemptTimeout(50*time.Millisecond)).Orders.Create(context.Background(), order)
	fmt.Println(paygates.OutcomeOf(err), errors.Is(err, context.DeadlineExceeded))
	// Output: unknown false
}

// The client given is copied: its jar and its redirects stay as they are.
func ExampleWithHTTPClient() {
	gateway := cibpaytest.NewServer(cibpaytest.Config{})
	defer gateway.Close()
	own := &http.Client{Timeout: 5 * time.Second}
	_, err := dialCIBPay(gateway, paygates.WithHTTPClient(own)).Ping(context.Background())
	fmt.Println(err, own.Timeout, own.CheckRedirect == nil)
	// Output: <nil> 5s true
}

// A read that fails is repeated, here once.
func ExampleWithRetry() {
	gateway := cibpaytest.NewServer(cibpaytest.Config{})
	defer gateway.Close()
	gateway.Fail(cibpaytest.Fault{On: "GET /ping", Status: http.StatusBadGateway, Times: -1})
	policy := paygates.RetryPolicy{MaxAttempts: 2, BaseDelay: time.Millisecond}
	_, err := dialCIBPay(gateway, paygates.WithRetry(policy)).Ping(context.Background())
	if e, ok := errors.AsType[*paygates.Error](err); ok {
		fmt.Println(e.Attempts, e.HTTPStatus)
	}
	// Output: 2 502
}

// The shop's name goes in front of the SDK's.
func ExampleWithUserAgent() {
	gateway := cibpaytest.NewServer(cibpaytest.Config{})
	defer gateway.Close()
	if _, err := dialCIBPay(gateway, paygates.WithUserAgent("shop/1.4")).Ping(context.Background()); err != nil {
		panic(err)
	}
	sent, _, _ := strings.Cut(gateway.Requests()[0].Header.Get("User-Agent"), "paygates-go/")
	fmt.Println(sent)
	// Output: shop/1.4
}
