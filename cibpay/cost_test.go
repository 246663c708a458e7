package cibpay_test

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"runtime"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/cibpay"
	"github.com/paygates/paygates-go/money"
)

// What a call costs is counted here in allocations, which do not depend on the
// machine; internal/bench compares times.

// created is the answer to a new order, about 700 bytes.
const created = `{"orders":[{"amount":"10.50","amount_charged":"0.00","amount_refunded":"0.00","card":{},` +
	`"client":{"address":"Nizami street 10","city":"Baku","country":"AZE","email":"leyla@shop.example","name":"Leyla Mammadova","phone":"+994 12 555 01 01","state":"BA","zip":"AZ1000"},` +
	`"created":"2025-08-02 12:52:28","currency":"AZN","custom_fields":{},"description":"two tickets and an umbrella",` +
	`"id":"94611545647300120","issuer":{},"location":{"ip":"6.6.6.6"},"merchant_order_id":"order-1001","operations":[],"secure3d":{},` +
	`"segment":"storefront","status":"new","updated":"2025-08-02 12:52:28"}]}`

// inMemory answers every request with the same bytes.
type inMemory struct {
	body []byte
	seen func()
}

func (m inMemory) RoundTrip(r *http.Request) (*http.Response, error) {
	if m.seen != nil {
		m.seen()
	}
	if _, err := io.Copy(io.Discard, r.Body); err != nil {
		return nil, err
	}
	return &http.Response{
		StatusCode: http.StatusCreated, Header: http.Header{"Content-Type": {"application/json"}},
		Body: io.NopCloser(bytes.NewReader(m.body)), ContentLength: int64(len(m.body)), Request: r,
	}, nil
}

// takesAll is a log handler that takes every record.
type takesAll struct{}

func (takesAll) Enabled(context.Context, slog.Level) bool  { return true }
func (takesAll) Handle(context.Context, slog.Record) error { return nil }
func (h takesAll) WithAttrs([]slog.Attr) slog.Handler      { return h }
func (h takesAll) WithGroup(string) slog.Handler           { return h }

// createOver makes Orders.Create with everything on: a log, the write-ahead hook,
// the deadline of each attempt.
func createOver(t *testing.T, network http.RoundTripper) func() {
	client, err := cibpay.New(testConfig(), paygates.WithHTTPClient(&http.Client{Transport: network}), paygates.WithLogger(slog.New(takesAll{})),
		paygates.WithBeforeSend(func(context.Context, paygates.Intent) error { return nil }))
	require.NoError(t, err)
	amount := money.MustParse("10.50", money.AZN)
	return func() {
		o, err := client.Orders.Create(context.Background(), cibpay.CreateOrderRequest{
			Reference: "order-1001", Amount: amount, Description: "two tickets and an umbrella", Segment: "storefront",
			Client: cibpay.Payer{
				Name: "Leyla Mammadova", Email: "leyla@shop.example", Phone: "+994 12 555 01 01",
				Address: "Nizami street 10", City: "Baku", State: "BA", Zip: "AZ1000", Country: "AZE",
			},
			IP:      "6.6.6.6",
			Options: cibpay.OrderOptions{AutoCharge: new(true), Language: "az", ReturnURL: "https://shop.example/return"},
		})
		if err != nil || o.ID != "94611545647300120" {
			panic("the call did not work")
		}
	}
}

// The same call by hand.
type (
	newOrder struct {
		Amount      json.Number `json:"amount"`
		Currency    string      `json:"currency"`
		Reference   string      `json:"merchant_order_id"`
		Description string      `json:"description"`
		Segment     string      `json:"segment"`
		Client      payer       `json:"client"`
		Location    struct {
			IP string `json:"ip"`
		} `json:"location"`
		Options struct {
			AutoCharge int    `json:"auto_charge"`
			Language   string `json:"language"`
			ReturnURL  string `json:"return_url"`
		} `json:"options"`
	}
	payer struct {
		Name    string `json:"name"`
		Email   string `json:"email"`
		Phone   string `json:"phone"`
		Address string `json:"address"`
		City    string `json:"city"`
		State   string `json:"state"`
		Zip     string `json:"zip"`
		Country string `json:"country"`
	}
	anOrder struct {
		ID          string `json:"id"`
		Status      string `json:"status"`
		Reference   string `json:"merchant_order_id"`
		Amount      string `json:"amount"`
		Charged     string `json:"amount_charged"`
		Refunded    string `json:"amount_refunded"`
		Currency    string `json:"currency"`
		Created     string `json:"created"`
		Updated     string `json:"updated"`
		Description string `json:"description"`
		Segment     string `json:"segment"`
		Client      payer  `json:"client"`
		Location    struct {
			IP string `json:"ip"`
		} `json:"location"`
		CustomFields map[string]string `json:"custom_fields"`
		Card         struct {
			Holder string `json:"holder"`
			Type   string `json:"type"`
		} `json:"card"`
	}
)

func createByHand(network http.RoundTripper) func() {
	client := &http.Client{Transport: network}
	order := newOrder{
		Amount: "10.50", Currency: "AZN", Reference: "order-1001", Description: "two tickets and an umbrella", Segment: "storefront",
		Client: payer{"Leyla Mammadova", "leyla@shop.example", "+994 12 555 01 01", "Nizami street 10", "Baku", "BA", "AZ1000", "AZE"},
	}
	order.Location.IP = "6.6.6.6"
	order.Options.AutoCharge, order.Options.Language, order.Options.ReturnURL = 1, "az", "https://shop.example/return"
	check := func(err error) {
		if err != nil {
			panic(err)
		}
	}
	return func() {
		body, err := json.Marshal(order)
		check(err)
		request, err := http.NewRequestWithContext(context.Background(), http.MethodPost, "https://gateway.example/orders/create", bytes.NewReader(body))
		check(err)
		request.SetBasicAuth("merchant", "made-up-password")
		request.Header.Set("Content-Type", "application/json")
		response, err := client.Do(request)
		check(err)
		answer, err := io.ReadAll(response.Body)
		check(err)
		check(response.Body.Close())
		var page struct {
			Orders []anOrder `json:"orders"`
		}
		check(json.Unmarshal(answer, &page))
	}
}

// A call allocates at most three quarters of what the same costs by hand.
func TestCreateAllocates(t *testing.T) {
	network := inMemory{body: []byte(created)}
	byHand := testing.AllocsPerRun(500, createByHand(network))
	ours := testing.AllocsPerRun(500, createOver(t, network))
	t.Logf("%.0f allocations, by hand %.0f", ours, byHand)
	assert.LessOrEqual(t, 4*ours, 3*byHand)
}

// A call starts no goroutine.
func TestCreateStartsNothing(t *testing.T) {
	during := 0
	create := createOver(t, inMemory{body: []byte(created), seen: func() { during = runtime.NumGoroutine() }})
	// What other tests left behind may end at any moment. A goroutine of ours would
	// be one more each time.
	for range 20 {
		before := runtime.NumGoroutine()
		create()
		if during == before && runtime.NumGoroutine() == before {
			return
		}
	}
	t.Error("a call starts goroutines")
}
