package bizon_test

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/bizon"
	"github.com/paygates/paygates-go/money"
)

const sampleID = "23014806643308174"

// The requests of the tests, each with every field that it has.

func payer() bizon.Payer {
	return bizon.Payer{
		Name: "John Smith", Email: "foo@bar.com", Phone: "+1 456 890", Login: "john_doe",
		Address: "Main ave. 1", City: "San Francisco", State: "CA", Zip: "123456", Country: "USA",
	}
}

func cardOptions() bizon.CardOptions {
	return bizon.CardOptions{
		AutoCharge: new(true), Force3D: new(false), ReturnURL: "https://my.example", Secure3D20ReturnURL: "https://my.example/3ds",
		Terminal: "TERM12", Recurring: new(true), ExemptionMIT: new(false),
	}
}

func cardDetails() bizon.CardDetails {
	return bizon.CardDetails{CVV: paygates.NewSecret("333"), Holder: paygates.NewSecret("John Smith"), ExpirationMonth: 6, ExpirationYear: 2034}
}

func createEverything() bizon.CreateOrderRequest {
	return bizon.CreateOrderRequest{
		Reference: "5678", Amount: usd("9.99"), Description: `Book "1"`, Segment: "987654321", Client: payer(), IP: "8.8.8.8",
		Options: bizon.OrderOptions{
			AutoCharge: new(true), ExpirationTimeout: 30 * time.Minute, Force3D: new(true), Language: "en",
			ReturnURL: "https://my.example", Secure3D20ReturnURL: "https://my.example/3ds", Template: "12", Mobile: new(true),
			Terminal: "TERM12", Recurring: new(false), ApplePayEnabled: new(true), GooglePayEnabled: new(false),
			ExemptionMIT: new(true), StaticLink: new(true),
		},
		CustomFields: map[string]any{"shop": 7}, ExtraFields: map[string]any{"user_id": "7"}, Extra: map[string]any{"of_tomorrow": true},
	}
}

func authorizeEverything() bizon.AuthorizeRequest {
	return bizon.AuthorizeRequest{
		Reference: "5678", Amount: usd("9.99"), PAN: paygates.NewPAN("4111 1111 1111 1111"), Card: cardDetails(),
		Description: "Book sale #453", Segment: "987654321", Client: payer(), IP: "6.6.6.6", Options: cardOptions(),
		Secure3D: bizon.Authentication{
			XID: paygates.NewSecret("8Rg2xYbxLUGsfZlkoh1JxAQFBM="), CAVV: paygates.NewSecret("AAABCBVRA2EYZXQBV1EDAAAAAA="),
			ECI: "05", DSTransID: "Rcm70YAaT/7SZnqVGFQkm/NJnbQ=",
			Browser: bizon.Browser{
				AcceptHeader: "text/html", UserAgent: "Mozilla/5.0", Language: "en", IP: "6.6.6.6", ColorDepth: 24,
				ScreenHeight: 1080, ScreenWidth: 1920, WindowHeight: 900, WindowWidth: 1600, Timezone: new(0), JavaEnabled: new(false),
			},
		},
		Recurring:    bizon.RecurringDetails{ParentOrderID: "74615664219665657", TraceID: "MCC8454300719", Indicator: "m101"},
		CustomFields: map[string]any{"shop": "7"}, Extra: map[string]any{"payment_type": "card"},
	}
}

func tokenEverything() bizon.TokenPayRequest {
	return bizon.TokenPayRequest{
		Reference: "5678", Amount: usd("100"), Token: bizon.WalletToken{Type: bizon.ApplePay, Token: paygates.NewSecret("eyJwYXltZW50RGF0YSI6")},
		Description: "Pay for cinema", Segment: "987654321", Client: bizon.Payer{Name: "Fox"}, IP: "6.6.6.6",
		Options:      bizon.PaymentOptions{AutoCharge: new(false), Terminal: "TERM12", Recurring: new(true), ExemptionMIT: new(true)},
		Recurring:    bizon.RecurringDetails{Indicator: "m101"},
		CustomFields: map[string]any{"shop": "7"}, Extra: map[string]any{"payment_type": "card"},
	}
}

type call = func(context.Context, *bizon.Client) (any, error)

// of makes a call of a method that takes one request.
func of[Q any](method func(*bizon.OrdersAPI, context.Context, Q) (*bizon.Order, error), req Q) call {
	return func(ctx context.Context, c *bizon.Client) (any, error) { return method(c.Orders, ctx, req) }
}

// on makes a call of a method on an order.
func on[Q any](id string, method func(*bizon.OrdersAPI, context.Context, string, Q) (*bizon.Order, error), req Q) call {
	return func(ctx context.Context, c *bizon.Client) (any, error) { return method(c.Orders, ctx, id, req) }
}

// just makes a call of a method on an order that needs no request.
func just(id string, method func(*bizon.OrdersAPI, context.Context, string) (*bizon.Order, error)) call {
	return func(ctx context.Context, c *bizon.Client) (any, error) { return method(c.Orders, ctx, id) }
}

func get(id string, expand ...bizon.Expand) call {
	return func(ctx context.Context, c *bizon.Client) (any, error) { return c.Orders.Get(ctx, id, expand...) }
}

func list(req bizon.ListOrdersRequest) call {
	return func(ctx context.Context, c *bizon.Client) (any, error) { return c.Orders.List(ctx, req) }
}

func listOperations(req bizon.ListOperationsRequest) call {
	return func(ctx context.Context, c *bizon.Client) (any, error) { return c.Operations.List(ctx, req) }
}

func find(reference string) call {
	return func(ctx context.Context, c *bizon.Client) (any, error) {
		return c.Orders.FindByReference(ctx, reference)
	}
}

func rates(req bizon.ExchangeRatesRequest) call {
	return func(ctx context.Context, c *bizon.Client) (any, error) { return c.ExchangeRates(ctx, req) }
}

func ping(ctx context.Context, c *bizon.Client) (any, error) { return c.Ping(ctx) }

const (
	payerJSON = `"client":{"name":"John Smith","email":"foo@bar.com","phone":"+1 456 890","login":"john_doe","address":"Main ave. 1","city":"San Francisco","state":"CA","zip":"123456","country":"USA"}`
	cardJSON  = `"card":{"cvv":"333","holder":"John Smith","expiration_month":"06","expiration_year":"2034"}`
	cardFlags = `"options":{"auto_charge":1,"force3d":0,"return_url":"https://my.example","recurring":1,"terminal":"TERM12","secure3d20_return_url":"https://my.example/3ds","exemption_mit":0}`
)

func TestRequestsGoOutAsDocumented(t *testing.T) {
	t.Parallel()
	secret := paygates.NewSecret
	for name, tc := range map[string]struct {
		call           call
		method, target string
		body           string
	}{
		"ping":         {ping, "GET", "/ping", ""},
		"rates of now": {rates(bizon.ExchangeRatesRequest{}), "GET", "/exchange_rates/", ""},
		"rates of a period": {
			rates(bizon.ExchangeRatesRequest{From: time.Date(2025, 7, 3, 0, 0, 0, 0, time.UTC), To: time.Date(2025, 7, 4, 0, 0, 0, 0, time.UTC)}),
			"GET", "/exchange_rates/?date_from=2025-07-03&date_to=2025-07-04", "",
		},
		"create, little": {
			of((*bizon.OrdersAPI).Create, bizon.CreateOrderRequest{Reference: "r-1", Amount: usd("9.9")}),
			"POST", "/orders/create", `{"amount":9.90,"currency":"USD","merchant_order_id":"r-1"}`,
		},
		"create, everything": {
			of((*bizon.OrdersAPI).Create, createEverything()), "POST", "/orders/create",
			`{"amount":9.99,"currency":"USD","merchant_order_id":"5678","description":"Book \"1\"","segment":"987654321",` + payerJSON +
				`,"location":{"ip":"8.8.8.8"},"options":{"auto_charge":1,"expiration_timeout":"30m","force3d":1,"language":"en","return_url":"https://my.example",` +
				`"recurring":0,"template":"12","mobile":1,"terminal":"TERM12","apple_pay_enabled":1,"google_pay_enabled":0,` +
				`"secure3d20_return_url":"https://my.example/3ds","exemption_mit":1,"static_link":1},` +
				`"custom_fields":{"shop":7},"extra_fields":{"user_id":"7"},"of_tomorrow":true}`,
		},
		"create without decimal places": {
			of((*bizon.OrdersAPI).Create, bizon.CreateOrderRequest{Reference: "r-1", Amount: money.MustParse("100", money.JPY), Options: bizon.OrderOptions{AutoCharge: new(false)}}),
			"POST", "/orders/create", `{"amount":100.00,"currency":"JPY","merchant_order_id":"r-1","options":{"auto_charge":0}}`,
		},
		"authorize, little": {
			of((*bizon.OrdersAPI).Authorize, bizon.AuthorizeRequest{
				Reference: "r-1", Amount: usd("9.99"), PAN: paygates.NewPAN("4111111111111111"), IP: "6.6.6.6",
				Card: bizon.CardDetails{ExpirationMonth: 12, ExpirationYear: 2030},
			}),
			"POST", "/orders/authorize", `{"amount":9.99,"currency":"USD","merchant_order_id":"r-1","pan":"4111111111111111",` +
				`"card":{"expiration_month":"12","expiration_year":"2030"},"location":{"ip":"6.6.6.6"}}`,
		},
		"authorize, everything": {
			of((*bizon.OrdersAPI).Authorize, authorizeEverything()), "POST", "/orders/authorize",
			`{"amount":9.99,"currency":"USD","merchant_order_id":"5678","description":"Book sale #453","segment":"987654321","pan":"4111111111111111",` +
				cardJSON + `,` + payerJSON + `,"location":{"ip":"6.6.6.6"},` + cardFlags +
				`,"secure3d":{"xid":"8Rg2xYbxLUGsfZlkoh1JxAQFBM=","cavv":"AAABCBVRA2EYZXQBV1EDAAAAAA=","eci":"05","ds_trans_id":"Rcm70YAaT/7SZnqVGFQkm/NJnbQ=",` +
				`"browser_details":{"browser_accept_header":"text/html","browser_color_depth":24,"browser_ip":"6.6.6.6","browser_language":"en","browser_screen_height":1080,` +
				`"browser_screen_width":1920,"browser_timezone":0,"browser_user_agent":"Mozilla/5.0","browser_java_enabled":0,"window_height":900,"window_width":1600}},` +
				`"recurring_details":{"parent_order_id":"74615664219665657","trace_id":"MCC8454300719","indicator":"m101"},` +
				`"custom_fields":{"shop":"7"},"payment_type":"card"}`,
		},
		"token pay": {
			of((*bizon.OrdersAPI).TokenPay, tokenEverything()), "POST", "/orders/token_pay",
			`{"amount":"100.00","currency":"USD","merchant_order_id":"5678","description":"Pay for cinema","segment":"987654321","client":{"name":"Fox"},"location":{"ip":"6.6.6.6"},` +
				`"options":{"auto_charge":0,"recurring":1,"terminal":"TERM12","exemption_mit":1},"recurring_details":{"indicator":"m101"},` +
				`"dsrp":{"type":"apple_pay","token":"eyJwYXltZW50RGF0YSI6"},"custom_fields":{"shop":"7"},"payment_type":"card"}`,
		},
		"rebill": {
			on(sampleID, (*bizon.OrdersAPI).Rebill, bizon.RebillRequest{
				Reference: "5679", Amount: usd("9.99"), Description: "May", Segment: "9", CVV: secret("123"), IP: "8.8.8.8", Client: bizon.Payer{Login: "john_doe"},
				Options:   bizon.PaymentOptions{AutoCharge: new(true), Recurring: new(true)},
				Recurring: bizon.RebillDetails{TraceID: "MCC8454300719", Indicator: "m101"}, CustomFields: map[string]any{"a": 1},
			}),
			"POST", "/orders/" + sampleID + "/rebill", `{"amount":9.99,"currency":"USD","merchant_order_id":"5679","description":"May","segment":"9","cvv":"123","client":{"login":"john_doe"},` +
				`"location":{"ip":"8.8.8.8"},"options":{"auto_charge":1,"recurring":1},"recurring_details":{"trace_id":"MCC8454300719","indicator":"m101"},"custom_fields":{"a":1}}`,
		},
		"credit": {
			of((*bizon.OrdersAPI).Credit, bizon.CreditRequest{
				Reference: "payout-1", Amount: usd("99.99"), PAN: paygates.NewPAN("4111111111111111"), Card: cardDetails(), Description: "Win", Segment: "9",
				Client: payer(), IP: "8.8.8.8", Options: cardOptions(), CustomFields: map[string]any{"a": 1}, Extra: map[string]any{"recurring_details": map[string]any{"trace_id": "x"}},
			}),
			"POST", "/orders/credit", `{"amount":"99.99","currency":"USD","merchant_order_id":"payout-1","description":"Win","segment":"9","pan":"4111111111111111",` +
				cardJSON + `,` + payerJSON + `,"location":{"ip":"8.8.8.8"},` + cardFlags + `,"custom_fields":{"a":1},"recurring_details":{"trace_id":"x"}}`,
		},
		"credit of an order": {
			on(sampleID, (*bizon.OrdersAPI).CreditOrder, bizon.CreditOrderRequest{
				Reference: "payout-1", Amount: usd("9.99"), Description: "Win", Segment: "9", Client: payer(), IP: "8.8.8.8", Options: cardOptions(),
				CustomFields: map[string]any{"a": 1}, Extra: map[string]any{"b": "c"},
			}),
			"POST", "/orders/" + sampleID + "/credit", `{"amount":9.99,"currency":"USD","merchant_order_id":"payout-1","description":"Win","segment":"9",` +
				payerJSON + `,"location":{"ip":"8.8.8.8"},` + cardFlags + `,"custom_fields":{"a":1},"b":"c"}`,
		},
		"complete": {
			on(sampleID, (*bizon.OrdersAPI).Complete, bizon.CompleteRequest{PaRes: secret("YAED53A345D")}),
			"POST", "/orders/" + sampleID + "/complete", `{"PaRes":"YAED53A345D"}`,
		},
		"complete 3-D Secure 2": {
			on(sampleID, (*bizon.OrdersAPI).Complete3DS2, bizon.Complete3DS2Request{CRes: secret("ewogICJhY3NUcmFuc0IDogIjIuMS4wIgp9==")}),
			"POST", "/orders/" + sampleID + "/complete3d20", `{"cres":"ewogICJhY3NUcmFuc0IDogIjIuMS4wIgp9=="}`,
		},
		"complete 3-D Secure 2 without a result": {
			on(sampleID, (*bizon.OrdersAPI).Complete3DS2, bizon.Complete3DS2Request{}), "POST", "/orders/" + sampleID + "/complete3d20", "",
		},
		"resume":       {just(sampleID, (*bizon.OrdersAPI).Resume), "POST", "/orders/" + sampleID + "/resume", ""},
		"get":          {get(sampleID), "GET", "/orders/" + sampleID, ""},
		"get expanded": {get(sampleID, bizon.ExpandCard, bizon.ExpandCashflow), "GET", "/orders/" + sampleID + "?expand=card,operations.cashflow", ""},
		"confirm": {
			func(ctx context.Context, c *bizon.Client) (any, error) { return c.Confirm(ctx, sampleID) },
			"GET", "/orders/" + sampleID + "?expand=operations.cashflow", "",
		},
		"list, all filters": {
			list(bizon.ListOrdersRequest{
				Expand: []bizon.Expand{bizon.ExpandCard, bizon.ExpandClient}, Statuses: []bizon.Status{bizon.StatusCharged, bizon.StatusRefunded},
				CreatedFrom: time.Date(2016, 1, 1, 0, 0, 0, 0, time.UTC), CreatedTo: time.Date(2016, 1, 31, 20, 59, 59, 0, time.UTC),
				References: []string{"12345", "123456"}, CardTypes: []string{"visa", "mastercard"}, CardSubtypes: []string{"electron", "maestro"},
				IPs: []string{"8.8.8.8", "8.8.8.9"}, ClientName: "Smith", ClientEmail: "@yahoo.com",
				IssuerCountry: "USA", IssuerBINs: []string{"555555", "411111"}, IssuerTitle: "Credit Union",
			}),
			"GET", "/orders/?card.subtype=electron%2Cmaestro&card.type=visa%2Cmastercard&client.email=%40yahoo.com&client.name=Smith" +
				"&created_from=2016-01-01%2003%3A00%3A00&created_to=2016-01-31%2023%3A59%3A59&expand=card%2Cclient&issuer.bin=555555%2C411111" +
				"&issuer.country=USA&issuer.title=Credit%20Union&location.ip=8.8.8.8%2C8.8.8.9&merchant_order_id=12345%2C123456&status=charged%2Crefunded", "",
		},
		"find by reference": {find("a/b?c"), "GET", "/orders/?merchant_order_id=a%2Fb%3Fc", ""},
		"operations":        {listOperations(bizon.ListOperationsRequest{}), "GET", "/operations/", ""},
		"operations, all filters": {
			listOperations(bizon.ListOperationsRequest{
				Expand:   []bizon.OperationExpand{bizon.OperationExpandCashflow, bizon.OperationExpandExtra},
				Statuses: []bizon.OperationStatus{bizon.OperationError}, Types: []bizon.OperationType{bizon.OperationCharge, bizon.OperationRefund},
				CreatedFrom: time.Date(2016, 1, 1, 0, 0, 0, 0, time.UTC), CreatedTo: time.Date(2016, 1, 31, 20, 59, 59, 0, time.UTC),
			}),
			"GET", "/operations/?created_from=2016-01-01%2003%3A00%3A00&created_to=2016-01-31%2023%3A59%3A59&expand=cashflow%2Cextra&status=error&type=charge%2Crefund", "",
		},
		"charge a part": {
			on(sampleID, (*bizon.OrdersAPI).Charge, bizon.ChargeRequest{Amount: usd("1.99"), Before: usd("0.00")}),
			"PUT", "/orders/" + sampleID + "/charge", `{"amount":1.99}`,
		},
		"charge the whole": {on(sampleID, (*bizon.OrdersAPI).Charge, bizon.ChargeRequest{Whole: true}), "PUT", "/orders/" + sampleID + "/charge", ""},
		"refund a part": {
			on(sampleID, (*bizon.OrdersAPI).Refund, bizon.RefundRequest{Amount: usd("2"), Before: usd("0.00")}),
			"PUT", "/orders/" + sampleID + "/refund", `{"amount":2.00}`,
		},
		"refund the whole": {on(sampleID, (*bizon.OrdersAPI).Refund, bizon.RefundRequest{Whole: true}), "PUT", "/orders/" + sampleID + "/refund", ""},
		"cancel a part": {
			on(sampleID, (*bizon.OrdersAPI).Cancel, bizon.CancelRequest{Amount: usd("0.01"), Before: usd("0.00")}),
			"PUT", "/orders/" + sampleID + "/cancel", `{"amount":0.01}`,
		},
		"cancel the whole": {on(sampleID, (*bizon.OrdersAPI).Cancel, bizon.CancelRequest{Whole: true}), "PUT", "/orders/" + sampleID + "/cancel", ""},
		"reverse":          {just(sampleID, (*bizon.OrdersAPI).Reverse), "PUT", "/orders/" + sampleID + "/reverse", ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			client, stub := stubbed(t, reply{Status: 503})
			_, err := tc.call(paygates.WithRequestID(t.Context(), "req-1"), client)
			require.ErrorIs(t, err, paygates.ErrUnavailable)
			require.NotEmpty(t, stub.Requests())
			got := stub.Requests()[0]
			assert.Equal(t, tc.method, got.Method)
			assert.Equal(t, tc.target, got.Target)
			assert.Equal(t, tc.body, got.Body)
			assert.Equal(t, "Basic cHJvamVjdDpwcm9qZWN0LXBhc3N3b3Jk", got.Header.Get("Authorization"))
			assert.Equal(t, "application/json", got.Header.Get("Content-Type"))
			assert.Equal(t, "application/json", got.Header.Get("Accept"))
			assert.Equal(t, "req-1", got.Header.Get("X-Request-Id"))
			assert.Empty(t, got.Header.Get("Idempotency-Key"))
			if got.Method != "GET" {
				assert.Len(t, stub.Requests(), 1, "sent once")
			}
		})
	}
}
