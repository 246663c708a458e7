package cibpay_test

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/cibpay"
	"github.com/paygates/paygates-go/internal/conformance"
	"github.com/paygates/paygates-go/money"
)

// What must never be seen: the account's password and the card data of the requests.
const (
	suitePassword = "canary-Passw0rd/8+x"
	suitePAN      = "4169741330151778"
	suiteCVV      = "9173"
	suiteHolder   = "CANARY A HOLDER"
)

// The requests of the suite.
const (
	suiteUser      = "merchant"
	suiteOrder     = "94611545647300120" // the order of the guide's samples
	suiteNewOrder  = "61277755379729234"
	suiteReference = "shop-20481"
)

func TestConformance(t *testing.T) {
	t.Parallel()
	cfg := cibpay.Config{
		Username: suiteUser, Password: paygates.NewSecret(suitePassword),
		CallbackUsername: "callback", CallbackPassword: paygates.NewSecret("canary-callback-Passw0rd"),
	}
	samples := suiteSamples{t}
	conformance.Run(t, conformance.Gateway[*cibpay.Client]{
		Name:       "cibpay",
		Operations: cibpay.Operations(),
		New: func(baseURL string, opts ...paygates.Option) (*cibpay.Client, error) {
			account := cfg
			account.BaseURL = baseURL
			return cibpay.New(account, opts...)
		},
		Printed: []any{cfg, &cfg},
		Secrets: []conformance.Secret{
			{Name: "the password", Text: suitePassword},
			{Name: "the Basic credentials", Text: base64.StdEncoding.EncodeToString([]byte(suiteUser + ":" + suitePassword))},
			{Name: "the callback password", Text: "canary-callback-Passw0rd"},
			{Name: "the card number", Text: suitePAN},
			{Name: "the CVV", Text: suiteCVV},
			{Name: "the card holder", Text: suiteHolder},
		},
		Wire: conformance.Wire{
			Roots: []string{"orders.0", "0", ""}, ID: "id", Status: "status",
			Amounts: []string{"amount", "amount_charged", "amount_refunded", "fee", "incoming", "receivable", "reserve", "rate", "buy", "sell"},
			IDs:     []string{"id", "order_id", "merchant_order_id", "result_code"},
			Free:    []string{"custom_fields"},
		},
		Refuse: suiteRefusal,
		Cases: []conformance.Case[*cibpay.Client]{
			samples.ping(), samples.rates(), samples.get(), samples.list(), samples.all(), samples.find(),
			samples.create(), samples.chargeWhole(), samples.chargePart(), samples.refundWhole(), samples.refundPart(),
			samples.cancelWhole(), samples.cancelPart(), samples.reverse(), samples.rebill(), samples.credit(),
		},
	})
}

// suiteRefusal writes CIBPay's error answers: the platform's failure_type, the guide's error object, a 401, and a refused order.
func suiteRefusal(r paygates.Refusal, good conformance.Reply, message string) conformance.Reply {
	text := func(s string) string {
		quoted, err := json.Marshal(s)
		if err != nil {
			panic(err)
		}
		return string(quoted)
	}
	switch r.Signal {
	case "failure_type":
		status := http.StatusPaymentRequired
		if r.Code == "validation" {
			status = http.StatusUnprocessableEntity
		}
		return conformance.Reply{Status: status, Body: `{"failure_type":` + text(r.Code) + `,"failure_message":` + text(message) +
			`,"order_id":null,"errors":[{"attribute":"amount","message":` + text(message) + `}]}`}
	case "error.code":
		return conformance.Reply{Status: http.StatusConflict, Body: `{"error":{"code":` + text(r.Code) + `,"message":` + text(message) +
			`,"details":{"amount":[` + text(message) + `]}}}`}
	case "http":
		return conformance.Reply{
			Status: http.StatusUnauthorized, Header: http.Header{"Www-Authenticate": {"Basic realm=api"}},
			Body: "<html>" + message + "</html>",
		}
	default: // the order itself was refused
		return good.With("orders.0.status", text(r.Code)).With("orders.0.amount_charged", `"0.00"`).With("orders.0.operations", `[]`).
			With("orders.0.failure_message", text(message))
	}
}

// suiteSamples makes the cases. Their answers are the documentation's own samples, with the ids and amounts of the suite's requests.
type suiteSamples struct{ t *testing.T }

// sample reads one.
func (s suiteSamples) sample(form, name string) conformance.Reply {
	body, err := os.ReadFile(filepath.Join("..", "testdata", "cibpay", name+".json"))
	require.NoError(s.t, err)
	return conformance.Reply{Name: name, Form: form, Body: string(body)}
}

// order is a sample of the platform's form, about the suite's order.
func (s suiteSamples) order(name, id, amount, charged, refunded string) conformance.Reply {
	return s.sample("platform", name).
		With("orders.0.id", `"`+id+`"`).With("orders.0.currency", `"AZN"`).With("orders.0.amount", `"`+amount+`"`).
		With("orders.0.amount_charged", `"`+charged+`"`).With("orders.0.amount_refunded", `"`+refunded+`"`)
}

// guideReply is an answer in the guide's form that the guide shows with other values.
func guideReply(name, body string) conformance.Reply {
	return conformance.Reply{Name: name, Form: "guide", Body: body}
}

// before is the read that a part of an order's money is measured from.
func (s suiteSamples) before(charged, refunded string) []conformance.Exchange {
	return []conformance.Exchange{{
		Name: "the order before", Method: http.MethodGet, Path: "/orders/{id}",
		Reply: s.order("get_platform", suiteOrder, "11.00", charged, refunded),
	}}
}

// nothing is the request of a call without one.
func nothing() struct{} { return struct{}{} }

func (s suiteSamples) ping() conformance.Case[*cibpay.Client] {
	return conformance.Case[*cibpay.Client]{
		Operation: "Client.Ping",
		Call: conformance.Calling(nothing, func(ctx context.Context, c *cibpay.Client, _ struct{}) (*cibpay.Pong, error) {
			return c.Ping(ctx)
		}),
		Good: []conformance.Reply{s.sample("platform", "ping_platform"), s.sample("guide", "ping_guide")},
	}
}

func (s suiteSamples) rates() conformance.Case[*cibpay.Client] {
	day := time.Date(2025, time.August, 2, 0, 0, 0, 0, time.UTC)
	calling := func(req cibpay.ExchangeRatesRequest) func() conformance.Call[*cibpay.Client] {
		return conformance.Calling(func() cibpay.ExchangeRatesRequest { return req },
			func(ctx context.Context, c *cibpay.Client, req cibpay.ExchangeRatesRequest) ([]cibpay.ExchangeRate, error) {
				return c.ExchangeRates(ctx, req)
			})
	}
	return conformance.Case[*cibpay.Client]{
		Operation: "Client.ExchangeRates", Page: true,
		Call: calling(cibpay.ExchangeRatesRequest{Date: day, RateTable: "main"}),
		Good: []conformance.Reply{s.sample("platform", "exchange_rates_platform"), s.sample("guide", "exchange_rates_guide")},
		Invalid: []conformance.Invalid[*cibpay.Client]{
			{Name: "a day and a period", Call: calling(cibpay.ExchangeRatesRequest{Date: day, From: day}), Fields: []string{"Date"}},
			{Name: "a period backwards", Call: calling(cibpay.ExchangeRatesRequest{From: day, To: day.AddDate(0, 0, -1)}), Fields: []string{"To"}},
		},
	}
}

func (s suiteSamples) get() conformance.Case[*cibpay.Client] {
	type request struct {
		id     string
		expand []cibpay.Expand
	}
	calling := func(id string, expand ...cibpay.Expand) func() conformance.Call[*cibpay.Client] {
		return conformance.Calling(func() request { return request{id, expand} },
			func(ctx context.Context, c *cibpay.Client, r request) (*cibpay.Order, error) {
				return c.Orders.Get(ctx, r.id, r.expand...)
			})
	}
	return conformance.Case[*cibpay.Client]{
		Operation: "Orders.Get",
		Call:      calling(suiteOrder, cibpay.ExpandCashflow, cibpay.ExpandClient),
		Asked:     map[string]string{"id": suiteOrder}, Target: suiteOrder,
		Good:  []conformance.Reply{s.order("get_platform", suiteOrder, "11.00", "0.00", "0.00"), s.sample("guide", "get_guide")},
		Drift: s.whole(),
		Invalid: []conformance.Invalid[*cibpay.Client]{
			{Name: "no id", Call: calling(""), Fields: []string{"id"}},
			{Name: "an id that is a path", Call: calling("1/charge"), Fields: []string{"id"}},
			{Name: "an unknown expand", Call: calling(suiteOrder, "pan"), Fields: []string{"expand"}},
		},
	}
}

func suiteFilter() cibpay.ListOrdersRequest {
	return cibpay.ListOrdersRequest{
		Expand: []cibpay.Expand{cibpay.ExpandCard}, Statuses: []cibpay.Status{cibpay.StatusCharged, cibpay.StatusRefunded},
		References: []string{suiteReference, "5678"}, CardTypes: []string{"visa"}, CardSubtypes: []string{"classic"}, IPs: []string{"6.6.6.6"},
		CreatedFrom: time.Date(2016, time.August, 1, 0, 0, 0, 0, time.UTC), IssuerBINs: []string{"411111"}, KeepRaw: true,
	}
}

func suiteWrongFilter() cibpay.ListOrdersRequest {
	return cibpay.ListOrdersRequest{
		Expand: []cibpay.Expand{"everything"}, References: []string{"a,b"}, IPs: []string{"here"}, IssuerCountry: "az", Page: "https://elsewhere.example/orders/?page=2",
	}
}

var suiteWrongFilterFields = []string{"Expand", "References", "IPs", "IssuerCountry", "Page"}

func (s suiteSamples) pages() []conformance.Reply {
	return []conformance.Reply{s.sample("platform", "list_platform"), s.sample("guide", "list_guide")}
}

func (s suiteSamples) list() conformance.Case[*cibpay.Client] {
	call := func(ctx context.Context, c *cibpay.Client, r cibpay.ListOrdersRequest) (*cibpay.OrderPage, error) {
		return c.Orders.List(ctx, r)
	}
	return conformance.Case[*cibpay.Client]{
		Operation: "Orders.List", Page: true, Call: conformance.Calling(suiteFilter, call), Good: s.pages(), Drift: []conformance.Reply{s.first()},
		Invalid: []conformance.Invalid[*cibpay.Client]{
			{Name: "a wrong filter", Call: conformance.Calling(suiteWrongFilter, call), Fields: suiteWrongFilterFields},
		},
	}
}

func (s suiteSamples) all() conformance.Case[*cibpay.Client] {
	call := func(ctx context.Context, c *cibpay.Client, r cibpay.ListOrdersRequest) (any, error) {
		var orders []*cibpay.Order
		for o, err := range c.Orders.All(ctx, r) {
			if err != nil {
				return nil, err
			}
			orders = append(orders, o)
		}
		return orders, nil
	}
	return conformance.Case[*cibpay.Client]{
		Operation: "Orders.All", Page: true, Call: conformance.Calling(suiteFilter, call), Good: s.pages(),
		Invalid: []conformance.Invalid[*cibpay.Client]{
			{Name: "a wrong filter", Call: conformance.Calling(suiteWrongFilter, call), Fields: suiteWrongFilterFields},
		},
	}
}

func (s suiteSamples) find() conformance.Case[*cibpay.Client] {
	calling := func(reference string) func() conformance.Call[*cibpay.Client] {
		return conformance.Calling(func() string { return reference },
			func(ctx context.Context, c *cibpay.Client, reference string) (any, error) {
				orders, err := c.Orders.FindByReference(ctx, reference)
				if err != nil {
					return nil, err
				}
				return orders, nil
			})
	}
	return conformance.Case[*cibpay.Client]{
		Operation: "Orders.FindByReference", Page: true, Call: calling("5678"), Good: s.pages(),
		Invalid: []conformance.Invalid[*cibpay.Client]{
			{Name: "no reference", Call: calling(""), Fields: []string{"References"}},
			{Name: "two references", Call: calling("a,b"), Fields: []string{"References"}},
		},
	}
}

func suiteOptions() cibpay.OrderOptions {
	return cibpay.OrderOptions{
		AutoCharge: new(true), ExpirationTimeout: 15 * time.Minute, Force3D: new(true), Language: "az", ReturnURL: "https://shop.example/return",
		Country: "AZE", Recurring: new(false), Terminal: "kapital",
	}
}

func (s suiteSamples) create() conformance.Case[*cibpay.Client] {
	request := func() cibpay.CreateOrderRequest {
		return cibpay.CreateOrderRequest{
			Reference: suiteReference, Amount: money.MustParse("11.00", money.AZN), Description: "Book sale",
			Client: cibpay.Payer{Name: "Aysel", Email: "aysel@shop.example", Country: "AZE"}, IP: "6.6.6.6", Options: suiteOptions(),
			CustomFields: map[string]any{"region_code": 10, "home_phone_country_code": "994"},
			ExtraFields: cibpay.ExtraFields{
				InvoiceID: "invoice-1", OneClick: cibpay.OneClick{CustomerID: "customer-1", Prechecked: true}, Other: map[string]any{"user_id": "7"},
			},
			Extra: map[string]any{"tdsPresetAreq": map[string]any{"a": []any{"b", 1}}},
		}
	}
	wrong := func() cibpay.CreateOrderRequest {
		r := request()
		r.Reference, r.Amount, r.Client.Email, r.IP = "a,b", money.Amount{}, "nobody", "here"
		r.Options.ReturnURL, r.Options.Country = "ftp://shop.example/"+suitePAN, "Azerbaijan"
		return r
	}
	call := func(ctx context.Context, c *cibpay.Client, r cibpay.CreateOrderRequest) (*cibpay.Order, error) {
		return c.Orders.Create(ctx, r)
	}
	created := s.order("create_full_platform", suiteOrder, "11.00", "0.00", "0.00").With("orders.0.merchant_order_id", `"`+suiteReference+`"`)
	created.Status, created.Header = http.StatusCreated, http.Header{"Location": {"https://checkout-preprod.cibpay.co/pay/" + suiteOrder}}
	return conformance.Case[*cibpay.Client]{
		Operation: "Orders.Create", Call: conformance.Calling(request, call),
		Asked: map[string]string{"amount": "11.00", "currency": "AZN", "merchant_order_id": suiteReference},
		Good: []conformance.Reply{created, s.sample("guide", "create_guide"), s.sample("guide", "create_authorize_guide"),
			s.sample("guide", "create_guide").With("orders.0.status", "null")},
		Invalid: []conformance.Invalid[*cibpay.Client]{
			{
				Name: "six fields", Call: conformance.Calling(wrong, call),
				Fields: []string{"Reference", "Amount", "Client.Email", "IP", "Options.ReturnURL", "Options.Country"},
			},
			{Name: "empty", Call: conformance.Calling(func() (r cibpay.CreateOrderRequest) { return }, call), Fields: []string{"Reference", "Amount"}},
		},
	}
}

// on calls a method on an order; T is its request.
func on[T any](id string, request T, call func(*cibpay.OrdersAPI, context.Context, string, T) (*cibpay.Order, error)) func() conformance.Call[*cibpay.Client] {
	return conformance.Calling(func() T { return request },
		func(ctx context.Context, c *cibpay.Client, r T) (*cibpay.Order, error) {
			return call(c.Orders, ctx, id, r)
		})
}

func (s suiteSamples) chargeWhole() conformance.Case[*cibpay.Client] {
	charge := (*cibpay.OrdersAPI).Charge
	platform := s.order("charge_whole_platform", suiteOrder, "11.00", "11.00", "0.00")
	platform.Needs = []string{"amount"}
	return conformance.Case[*cibpay.Client]{
		Operation: "Orders.Charge", Variant: "whole", Call: on(suiteOrder, cibpay.ChargeRequest{Whole: true}, charge),
		Asked: map[string]string{"id": suiteOrder, "amount_charged": "11.00"}, Target: suiteOrder,
		Good:    []conformance.Reply{platform, s.sample("guide", "charge_guide"), guideReply("charge_guide_word", `{"status":"CHARGED"}`)},
		Foreign: []conformance.Change{{Name: "another order's transaction", Path: "transactions.0.id", Value: `"84611545647300120-1"`}},
		Invalid: []conformance.Invalid[*cibpay.Client]{
			{Name: "neither amount nor Whole", Call: on(suiteOrder, cibpay.ChargeRequest{}, charge), Fields: []string{"Amount"}},
			{Name: "amount and Whole", Call: on(suiteOrder, cibpay.ChargeRequest{Amount: money.MustParse("1.00", money.AZN), Whole: true}, charge), Fields: []string{"Amount"}},
			{Name: "no id", Call: on("", cibpay.ChargeRequest{Whole: true}, charge), Fields: []string{"id"}},
		},
	}
}

func (s suiteSamples) chargePart() conformance.Case[*cibpay.Client] {
	charge := (*cibpay.OrdersAPI).Charge
	return conformance.Case[*cibpay.Client]{
		Operation: "Orders.Charge", Variant: "part", Call: on(suiteOrder, cibpay.ChargeRequest{Amount: money.MustParse("5.00", money.AZN)}, charge),
		Asked: map[string]string{"id": suiteOrder, "currency": "AZN", "amount_charged": "5.00"}, Target: suiteOrder,
		Beside: s.before("0.00", "0.00"),
		Good: []conformance.Reply{
			s.order("charge_part_platform", suiteOrder, "11.00", "5.00", "0.00"),
			s.sample("guide", "charge_guide").With("transactions.0.amount", "5.00"), guideReply("charge_guide_word", `{"status":"CHARGED"}`),
		},
		Foreign: []conformance.Change{
			{Name: "another order's transaction", Path: "transactions.0.id", Value: `"84611545647300120-1"`},
			{Name: "another transaction's amount", Path: "transactions.0.amount", Value: "11.00"},
		},
		Invalid: []conformance.Invalid[*cibpay.Client]{
			{Name: "zero", Call: on(suiteOrder, cibpay.ChargeRequest{Amount: money.MustParse("0.00", money.AZN)}, charge), Fields: []string{"Amount"}},
			{Name: "an id that is a path", Call: on("1/../2", cibpay.ChargeRequest{Whole: true}, charge), Fields: []string{"id"}},
		},
	}
}

func (s suiteSamples) refundWhole() conformance.Case[*cibpay.Client] {
	refund := (*cibpay.OrdersAPI).Refund
	platform := s.order("refund_whole_platform", suiteOrder, "11.00", "11.00", "11.00")
	platform.Needs = []string{"amount_charged"}
	bare := conformance.Reply{
		Name: "refund_bare_list", Form: "platform", Needs: []string{"amount_charged"},
		Body: `[{"id":"` + suiteOrder + `","status":"refunded","amount":"11.00","amount_charged":"11.00","amount_refunded":"11.00","currency":"AZN"}]`,
	}
	return conformance.Case[*cibpay.Client]{
		Operation: "Orders.Refund", Variant: "whole", Call: on(suiteOrder, cibpay.RefundRequest{Whole: true}, refund),
		Asked: map[string]string{"id": suiteOrder, "amount_refunded": "11.00"}, Target: suiteOrder,
		// Public clients read an order without its envelope, or a list of them: both are taken for documented.
		Good: []conformance.Reply{platform, bare, s.sample("guide", "refund_guide"), guideReply("refund_guide_list", `[{"status":"REFUNDED"}]`)},
		Invalid: []conformance.Invalid[*cibpay.Client]{
			{Name: "neither amount nor Whole", Call: on(suiteOrder, cibpay.RefundRequest{}, refund), Fields: []string{"Amount"}},
		},
	}
}

func (s suiteSamples) refundPart() conformance.Case[*cibpay.Client] {
	refund := (*cibpay.OrdersAPI).Refund
	part := money.MustParse("3.00", money.AZN)
	return conformance.Case[*cibpay.Client]{
		Operation: "Orders.Refund", Variant: "part", Call: on(suiteOrder, cibpay.RefundRequest{Amount: part}, refund),
		Asked: map[string]string{"id": suiteOrder, "currency": "AZN", "amount_refunded": "5.00"}, Target: suiteOrder,
		Beside: s.before("11.00", "2.00"),
		Good: []conformance.Reply{
			s.order("refund_part_platform", suiteOrder, "11.00", "11.00", "5.00"), s.sample("guide", "refund_guide"), guideReply("refund_guide_list", `[{"status":"REFUNDED"}]`),
		},
		Invalid: []conformance.Invalid[*cibpay.Client]{
			{Name: "before in another currency", Call: on(suiteOrder, cibpay.RefundRequest{Amount: part, Before: money.MustParse("1.00", money.USD)}, refund), Fields: []string{"Before"}},
		},
	}
}

func (s suiteSamples) cancelWhole() conformance.Case[*cibpay.Client] {
	cancel := (*cibpay.OrdersAPI).Cancel
	refunded := s.order("cancel_platform", suiteOrder, "11.00", "11.00", "11.00")
	refunded.Needs = []string{"amount_charged"}
	return conformance.Case[*cibpay.Client]{
		Operation: "Orders.Cancel", Variant: "whole", Call: on(suiteOrder, cibpay.CancelRequest{Whole: true}, cancel),
		Asked: map[string]string{"id": suiteOrder, "amount_refunded": "11.00"}, Target: suiteOrder,
		Good: []conformance.Reply{s.order("reverse_platform", suiteOrder, "11.00", "0.00", "0.00"), refunded, s.sample("guide", "cancel_guide")},
		Invalid: []conformance.Invalid[*cibpay.Client]{
			{Name: "neither amount nor Whole", Call: on(suiteOrder, cibpay.CancelRequest{}, cancel), Fields: []string{"Amount"}},
		},
	}
}

func (s suiteSamples) cancelPart() conformance.Case[*cibpay.Client] {
	cancel := (*cibpay.OrdersAPI).Cancel
	return conformance.Case[*cibpay.Client]{
		Operation: "Orders.Cancel", Variant: "part", Call: on(suiteOrder, cibpay.CancelRequest{Amount: money.MustParse("3.00", money.AZN)}, cancel),
		Asked: map[string]string{"id": suiteOrder, "currency": "AZN", "amount_refunded": "5.00"}, Target: suiteOrder,
		Beside: s.before("11.00", "2.00"),
		Good:   []conformance.Reply{s.order("cancel_platform", suiteOrder, "11.00", "11.00", "5.00"), s.sample("guide", "cancel_guide")},
		Invalid: []conformance.Invalid[*cibpay.Client]{
			{Name: "three places", Call: on(suiteOrder, cibpay.CancelRequest{Amount: money.MustParse("1.001", money.KWD)}, cancel), Fields: []string{"Amount"}},
		},
	}
}

func (s suiteSamples) reverse() conformance.Case[*cibpay.Client] {
	calling := func(id string) func() conformance.Call[*cibpay.Client] {
		return conformance.Calling(func() string { return id },
			func(ctx context.Context, c *cibpay.Client, id string) (*cibpay.Order, error) {
				return c.Orders.Reverse(ctx, id)
			})
	}
	return conformance.Case[*cibpay.Client]{
		Operation: "Orders.Reverse", Call: calling(suiteOrder),
		Asked: map[string]string{"id": suiteOrder}, Target: suiteOrder,
		Good:    []conformance.Reply{s.order("reverse_platform", suiteOrder, "11.00", "0.00", "0.00")},
		Invalid: []conformance.Invalid[*cibpay.Client]{{Name: "no id", Call: calling(""), Fields: []string{"id"}}},
	}
}

func (s suiteSamples) rebill() conformance.Case[*cibpay.Client] {
	request := func() cibpay.RebillRequest {
		return cibpay.RebillRequest{
			Reference: suiteReference, Amount: money.MustParse("11.00", money.AZN), Description: "May", CVV: paygates.NewSecret(suiteCVV),
			Client: cibpay.Payer{Name: "Aysel"}, IP: "6.6.6.6", Options: suiteOptions(), CustomFields: map[string]any{"region_code": "10"},
			Extra: map[string]any{"recurring_details": map[string]any{"trace_id": "t-1"}},
		}
	}
	wrong := func() cibpay.RebillRequest {
		r := request()
		r.CVV, r.CustomFields, r.Extra = paygates.NewSecret(suiteCVV+"9"), map[string]any{"price": 1.5}, map[string]any{"amount": "1.00"}
		return r
	}
	call := func(ctx context.Context, c *cibpay.Client, r cibpay.RebillRequest) (*cibpay.Order, error) {
		return c.Orders.Rebill(ctx, suiteOrder, r)
	}
	return conformance.Case[*cibpay.Client]{
		Operation: "Orders.Rebill", Call: conformance.Calling(request, call),
		Asked:  map[string]string{"amount": "11.00", "currency": "AZN", "merchant_order_id": suiteReference, "amount_charged": "11.00"},
		Target: suiteOrder,
		Good: []conformance.Reply{
			s.order("rebill_platform", suiteNewOrder, "11.00", "0.00", "0.00").With("orders.0.merchant_order_id", `"`+suiteReference+`"`),
			s.order("rebill_platform", suiteNewOrder, "11.00", "11.00", "0.00").With("orders.0.merchant_order_id", `"`+suiteReference+`"`).With("orders.0.status", `"charged"`),
			s.sample("guide", "rebill_guide").With("orders.0.id", `"`+suiteNewOrder+`"`),
		},
		Invalid: []conformance.Invalid[*cibpay.Client]{
			{Name: "three fields", Call: conformance.Calling(wrong, call), Fields: []string{"CVV", "CustomFields", "Extra"}},
		},
	}
}

func (s suiteSamples) credit() conformance.Case[*cibpay.Client] {
	request := func() cibpay.CreditRequest {
		return cibpay.CreditRequest{
			Reference: suiteReference, Amount: money.MustParse("77.00", money.AZN), PAN: paygates.NewPAN(suitePAN), Description: "Payout",
			Card:   cibpay.CreditCard{Holder: paygates.NewSecret(suiteHolder), ExpirationMonth: 7, ExpirationYear: 2031},
			Client: cibpay.Payer{Name: "Aysel", City: "Baku"}, Options: cibpay.OrderOptions{Terminal: "kapital"},
			Extra: map[string]any{"segment_data": []any{"a", 2}},
		}
	}
	wrong := func() cibpay.CreditRequest {
		r := request()
		r.PAN, r.Card.Holder, r.Card.ExpirationMonth = paygates.NewPAN(suitePAN+"0"), paygates.NewSecret(strings.Repeat(suiteHolder, 4)), 13
		return r
	}
	call := func(ctx context.Context, c *cibpay.Client, r cibpay.CreditRequest) (*cibpay.Order, error) {
		return c.Orders.Credit(ctx, r)
	}
	masked := paygates.NewPAN(suitePAN).Masked()
	return conformance.Case[*cibpay.Client]{
		Operation: "Orders.Credit", Call: conformance.Calling(request, call),
		Asked: map[string]string{"amount": "77.00", "currency": "AZN", "merchant_order_id": suiteReference, "pan": masked},
		Good: []conformance.Reply{
			s.order("credit_platform", suiteNewOrder, "77.00", "0.00", "0.00").
				With("orders.0.merchant_order_id", `"`+suiteReference+`"`).With("orders.0.pan", `"`+masked+`"`),
			s.sample("guide", "credit_guide"),
		},
		Echo: []conformance.Change{
			{Name: "the whole card number", Path: "orders.0.pan", Value: `"` + suitePAN + `"`},
			{Name: "the card number in the text of a failure", Path: "orders.0.failure_message", Value: `"card ` + suitePAN + `"`},
			{Name: "the card holder", Path: "orders.0.card", Value: `{"holder":"` + suiteHolder + `"}`},
		},
		Invalid: []conformance.Invalid[*cibpay.Client]{
			{Name: "three fields", Call: conformance.Calling(wrong, call), Fields: []string{"PAN", "Card.Holder", "Card.ExpirationMonth"}},
		},
	}
}
