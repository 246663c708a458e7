package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"runtime"
	"time"

	"github.com/go-resty/resty/v2"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/cibpay"
	"github.com/paygates/paygates-go/money"
)

const (
	gatewayURL = "https://gateway.example"
	username   = "merchant"
	password   = "made-up-password"
)

// createdAnswer is what the platform answers to a new order.
const createdAnswer = `{"orders":[{"amount":"10.50","amount_charged":"0.00","amount_refunded":"0.00","card":{},` +
	`"client":{"address":"Nizami street 10","city":"Baku","country":"AZE","email":"leyla.mammadova@shop.example","name":"Leyla Mammadova","phone":"+994 12 555 01 01","state":"BA","zip":"AZ1000"},` +
	`"created":"2025-08-02 12:52:28","currency":"AZN","custom_fields":{},"description":"Order 1001: two tickets, one umbrella and a very small dog",` +
	`"id":"94611545647300120","issuer":{},"location":{"ip":"6.6.6.6"},"merchant_order_id":"order-1001","operations":[],"secure3d":{},` +
	`"segment":"storefront","status":"new","updated":"2025-08-02 12:52:28"}]}`

func createMemory() *memory {
	return &memory{status: http.StatusCreated, body: []byte(createdAnswer), header: http.Header{
		"Content-Type": {"application/json"}, "Location": {gatewayURL + "/pay/94611545647300120"},
	}}
}

// createContenders make the same order, but for the peers, which make one of
// their own. The first is the floor.
func createContenders() ([]contender, error) {
	ours, err := ourCreate(createMemory())
	if err != nil {
		return nil, err
	}
	others, err := peers()
	if err != nil {
		return nil, err
	}
	return append([]contender{
		byHandCreate(createMemory()),
		{"paygates, everything on", repeat(func() error {
			ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
			defer cancel()
			return ours(ctx)
		})},
		{"paygates, no deadline of the caller's", repeat(func() error { return ours(context.Background()) })},
		restyCreate(createMemory()),
	}, others...), nil
}

func repeat(once func() error) func(n int) error {
	return func(n int) error {
		for range n {
			if err := once(); err != nil {
				return err
			}
		}
		return nil
	}
}

// discard is a log handler that takes every record and throws it away.
// slog.DiscardHandler would do less: it refuses them, and none is made.
type discard struct{}

func (discard) Enabled(context.Context, slog.Level) bool  { return true }
func (discard) Handle(context.Context, slog.Record) error { return nil }
func (d discard) WithAttrs([]slog.Attr) slog.Handler      { return d }
func (d discard) WithGroup(string) slog.Handler           { return d }

// ourCreate is Orders.Create with everything on: validation, typed errors,
// outcome, the attempt time-out, a log and the write-ahead hook.
func ourCreate(network http.RoundTripper) (func(context.Context) error, error) {
	client, err := cibpay.New(
		cibpay.Config{Username: username, Password: paygates.NewSecret(password), BaseURL: gatewayURL},
		paygates.WithHTTPClient(&http.Client{Transport: network}),
		paygates.WithLogger(slog.New(discard{})),
		paygates.WithBeforeSend(func(context.Context, paygates.Intent) error { return nil }),
	)
	if err != nil {
		return nil, err
	}
	return func(ctx context.Context) error { return createOrder(ctx, client) }, nil
}

func createOrder(ctx context.Context, client *cibpay.Client) error {
	made, err := client.Orders.Create(ctx, cibpay.CreateOrderRequest{
		Reference:   "order-1001",
		Amount:      money.MustParse("10.50", money.AZN),
		Description: "Order 1001: two tickets, one umbrella and a very small dog",
		Segment:     "storefront",
		Client: cibpay.Payer{
			Name: "Leyla Mammadova", Email: "leyla.mammadova@shop.example", Phone: "+994 12 555 01 01",
			Address: "Nizami street 10", City: "Baku", State: "BA", Zip: "AZ1000", Country: "AZE",
		},
		IP: "6.6.6.6",
		Options: cibpay.OrderOptions{
			AutoCharge: new(true), ExpirationTimeout: 30 * time.Minute, Force3D: new(true), Language: "az",
			ReturnURL: "https://shop.example/checkout/return?order=order-1001",
		},
	})
	if err != nil {
		return err
	}
	if made.ID != "94611545647300120" || made.Redirect.URL == "" {
		return errors.New("the order is not the one that was answered")
	}
	return nil
}

func orderByHand() newOrder {
	return newOrder{
		Amount: "10.50", Currency: "AZN", Reference: "order-1001",
		Description: "Order 1001: two tickets, one umbrella and a very small dog",
		Segment:     "storefront",
		Client: payer{
			Name: "Leyla Mammadova", Email: "leyla.mammadova@shop.example", Phone: "+994 12 555 01 01",
			Address: "Nizami street 10", City: "Baku", State: "BA", Zip: "AZ1000", Country: "AZE",
		},
		Location: location{IP: "6.6.6.6"},
		Options: options{
			AutoCharge: new(true), ExpirationTimeout: "30m", Force3D: 1, Language: "az",
			ReturnURL: "https://shop.example/checkout/return?order=order-1001",
		},
	}
}

// byHandCreate is the floor: the least that a shop without any client library
// writes.
func byHandCreate(network http.RoundTripper) contender {
	client := &http.Client{Transport: network}
	return contender{"by hand: net/http, encoding/json", repeat(func() error { return createByHand(client, gatewayURL) })}
}

func createByHand(client *http.Client, host string) error {
	body, err := json.Marshal(orderByHand())
	if err != nil {
		return err
	}
	req, err := http.NewRequestWithContext(context.Background(), http.MethodPost, host+"/orders/create", bytes.NewReader(body))
	if err != nil {
		return err
	}
	req.SetBasicAuth(username, password)
	req.Header.Set("Content-Type", "application/json")
	resp, err := client.Do(req)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	text, err := io.ReadAll(resp.Body)
	if err != nil {
		return err
	}
	var made orders
	if err := json.Unmarshal(text, &made); err != nil {
		return err
	}
	return sameOrder(resp.StatusCode, made)
}

// restyCreate calls resty as its README shows.
func restyCreate(network http.RoundTripper) contender {
	client := resty.New().SetTransport(network)
	return contender{"resty as its README shows", repeat(func() error {
		var made orders
		resp, err := client.R().
			SetBasicAuth(username, password).
			SetBody(orderByHand()).
			SetResult(&made).
			Post(gatewayURL + "/orders/create")
		if err != nil {
			return err
		}
		return sameOrder(resp.StatusCode(), made)
	})}
}

func sameOrder(status int, made orders) error {
	if status != http.StatusCreated || len(made.Orders) != 1 || made.Orders[0].ID != "94611545647300120" {
		return fmt.Errorf("status %d: the order is not the one that was answered", status)
	}
	return nil
}

// createTable measures one create call.
func createTable(s settings) (table, []mark, error) {
	contenders, err := createContenders()
	if err != nil {
		return table{}, nil, err
	}
	found, err := contest{contenders: contenders, slice: s.slice}.measure(s.rounds, s.progress("create"))
	if err != nil {
		return table{}, nil, err
	}
	extra, err := goroutinesOfACall()
	if err != nil {
		return table{}, nil, err
	}
	floor, ours := found[0], found[1]
	t := table{
		title: "One create call, × the floor: the same call by hand",
		notes: []string{
			fmt.Sprintf("here the floor takes %s, %.0f allocations, %.1f KB", floor.took(), floor.allocs, floor.bytes/1e3),
			"everything on: validation, typed errors, outcome, attempt time-out, log, write-ahead hook, and a context with a deadline for each call",
			"peers make an order of their own kind: about as many bytes out and in, over the same network in memory",
		},
		head: []string{"what", "time", "allocs", "bytes"},
	}
	for _, m := range found {
		t.add(m.name, times(m.times(floor)), times(m.allocs/floor.allocs), times(m.bytes/floor.bytes))
	}
	return t, []mark{
		{what: "create: time × by hand", got: ours.times(floor), bound: 0.70},
		{what: "create: allocations × by hand", got: ours.allocs / floor.allocs, bound: 0.75},
		{what: "create: goroutines that a call starts", got: float64(extra), bound: 0},
	}, nil
}

// goroutinesOfACall counts the goroutines that our call has started by the time
// its request is under way.
func goroutinesOfACall() (int, error) {
	network, before, during := createMemory(), 0, 0
	network.onTrip = func() { during = runtime.NumGoroutine() }
	call, err := ourCreate(network)
	if err != nil {
		return 0, err
	}
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	before = runtime.NumGoroutine()
	err = call(ctx)
	return during - before, err
}
