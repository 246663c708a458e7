package cibpay_test

import (
	"context"
	"errors"
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/cibpay"
	"github.com/paygates/paygates-go/money"
)

// everything is a create request with every field of CIBPay's guide.
func everything() cibpay.CreateOrderRequest {
	return cibpay.CreateOrderRequest{
		Reference: "PKgn75jB", Amount: azn("3.33"), Description: `Book "1"`, Segment: "987654321",
		Client: cibpay.Payer{
			Name: "Ad Soyad", Email: "email@yourdomain.az", Phone: "+994501112233", Login: "ad",
			City: "Baku", Country: "AZE", Address: "1, Azerbaijan ave.", State: "BA", Zip: "1000",
		},
		IP: "82.194.26.42",
		Options: cibpay.OrderOptions{
			AutoCharge: new(true), ExpirationTimeout: 15 * time.Minute, Force3D: new(true), Language: "az",
			ReturnURL: "https://yourdomain.az", Country: "AZE", Recurring: new(true), Template: "12", Mobile: new(false),
			Terminal: "kapital", ApplePayEnabled: new(false), GooglePayEnabled: new(true), StaticLink: new(false),
		},
		CustomFields: map[string]any{"region_code": 10, "home_phone_country_code": "994"},
		ExtraFields: cibpay.ExtraFields{
			InvoiceID: "001", OneClick: cibpay.OneClick{CustomerID: "99455555555"}, Other: map[string]any{"user_id": "7"},
		},
		Extra: map[string]any{"tdsPresetAreq": map[string]any{"a": true}},
	}
}

func TestRequestsGoOutAsDocumented(t *testing.T) {
	t.Parallel()
	pan := paygates.NewPAN("4169 7413 3015 1778")
	baku := time.FixedZone("", 4*60*60)
	for name, tc := range map[string]struct {
		call           func(context.Context, *cibpay.Client) error
		method, target string
		body           string
	}{
		"ping": {
			func(ctx context.Context, c *cibpay.Client) error { _, err := c.Ping(ctx); return err },
			"GET", "/ping", "",
		},
		"rates of a day": {
			func(ctx context.Context, c *cibpay.Client) error {
				_, err := c.ExchangeRates(ctx, cibpay.ExchangeRatesRequest{Date: time.Date(2025, 7, 3, 23, 0, 0, 0, baku), RateTable: "cash"})
				return err
			},
			"GET", "/exchange_rates/?date=2025-07-03&rate_table=cash", "",
		},
		"rates of a period": {
			func(ctx context.Context, c *cibpay.Client) error {
				_, err := c.ExchangeRates(ctx, cibpay.ExchangeRatesRequest{From: time.Date(2025, 7, 3, 0, 0, 0, 0, baku), To: time.Date(2025, 7, 4, 0, 0, 0, 0, baku)})
				return err
			},
			"GET", "/exchange_rates/?date_from=2025-07-03&date_to=2025-07-04", "",
		},
		"create, little": {
			func(ctx context.Context, c *cibpay.Client) error {
				_, err := c.Orders.Create(ctx, cibpay.CreateOrderRequest{Reference: "r-1", Amount: azn("10.5")})
				return err
			},
			"POST", "/orders/create", `{"amount":10.50,"currency":"AZN","merchant_order_id":"r-1"}`,
		},
		"create, everything": {
			func(ctx context.Context, c *cibpay.Client) error {
				_, err := c.Orders.Create(ctx, everything())
				return err
			},
			"POST", "/orders/create", `{"amount":3.33,"currency":"AZN","merchant_order_id":"PKgn75jB","description":"Book \"1\"","segment":"987654321",` +
				`"client":{"name":"Ad Soyad","email":"email@yourdomain.az","phone":"+994501112233","login":"ad","address":"1, Azerbaijan ave.","city":"Baku","state":"BA","zip":"1000","country":"AZE"},` +
				`"location":{"ip":"82.194.26.42"},` +
				`"options":{"auto_charge":true,"expiration_timeout":"15m","force3d":1,"language":"az","return_url":"https://yourdomain.az","country":"AZE","recurring":1,"template":"12","mobile":0,"terminal":"kapital","apple_pay_enabled":0,"google_pay_enabled":1,"static_link":0},` +
				`"custom_fields":{"home_phone_country_code":"994","region_code":10},` +
				`"extra_fields":{"invoice_id":"001","oneclick":{"customer_id":"99455555555","prechecked":0},"user_id":"7"},` +
				`"tdsPresetAreq":{"a":true}}`,
		},
		"create without decimal places": {
			func(ctx context.Context, c *cibpay.Client) error {
				_, err := c.Orders.Create(ctx, cibpay.CreateOrderRequest{Reference: "r-1", Amount: money.MustParse("100", money.JPY), Options: cibpay.OrderOptions{AutoCharge: new(false)}})
				return err
			},
			"POST", "/orders/create", `{"amount":100.00,"currency":"JPY","merchant_order_id":"r-1","options":{"auto_charge":false}}`,
		},
		"get": {
			func(ctx context.Context, c *cibpay.Client) error { _, err := c.Orders.Get(ctx, guideID); return err },
			"GET", "/orders/" + guideID, "",
		},
		"get expanded": {
			func(ctx context.Context, c *cibpay.Client) error {
				_, err := c.Orders.Get(ctx, guideID, cibpay.ExpandCard, cibpay.ExpandCashflow)
				return err
			},
			"GET", "/orders/" + guideID + "?expand=card,operations.cashflow", "",
		},
		"confirm": {
			func(ctx context.Context, c *cibpay.Client) error { _, err := c.Confirm(ctx, guideID); return err },
			"GET", "/orders/" + guideID + "?expand=operations.cashflow", "",
		},
		"list, all filters": {
			func(ctx context.Context, c *cibpay.Client) error {
				_, err := c.Orders.List(ctx, cibpay.ListOrdersRequest{
					Expand: []cibpay.Expand{cibpay.ExpandCard, cibpay.ExpandClient}, Statuses: []cibpay.Status{cibpay.StatusCharged, cibpay.StatusRefunded},
					CreatedFrom: time.Date(2016, 1, 1, 0, 0, 0, 0, time.UTC), CreatedTo: time.Date(2016, 1, 31, 19, 59, 59, 0, time.UTC),
					References: []string{"12345", "123 456"}, CardTypes: []string{"visa", "mastercard"}, CardSubtypes: []string{"electron"},
					IPs: []string{"8.8.8.8", "8.8.8.9"}, ClientName: "Smith & Co", ClientEmail: "@yahoo.com",
					IssuerCountry: "USA", IssuerBINs: []string{"555555", "411111"}, IssuerTitle: "Credit Union",
				})
				return err
			},
			"GET", "/orders/?card.subtype=electron&card.type=visa%2Cmastercard&client.email=%40yahoo.com&client.name=Smith%20%26%20Co" +
				"&created_from=2016-01-01%2004%3A00%3A00&created_to=2016-01-31%2023%3A59%3A59&expand=card%2Cclient&issuer.bin=555555%2C411111" +
				"&issuer.country=USA&issuer.title=Credit%20Union&location.ip=8.8.8.8%2C8.8.8.9&merchant_order_id=12345%2C123%20456&status=charged%2Crefunded", "",
		},
		"find by reference": {
			func(ctx context.Context, c *cibpay.Client) error {
				_, err := c.Orders.FindByReference(ctx, "a/b?c")
				return err
			},
			"GET", "/orders/?merchant_order_id=a%2Fb%3Fc", "",
		},
		"charge a part": {
			func(ctx context.Context, c *cibpay.Client) error {
				_, err := c.Orders.Charge(ctx, guideID, cibpay.ChargeRequest{Amount: azn("11"), Before: azn("0.00")})
				return err
			},
			"PUT", "/orders/" + guideID + "/charge", `{"amount":"11.00"}`,
		},
		"charge the whole": {
			func(ctx context.Context, c *cibpay.Client) error {
				_, err := c.Orders.Charge(ctx, guideID, cibpay.ChargeRequest{Whole: true})
				return err
			},
			"PUT", "/orders/" + guideID + "/charge", "",
		},
		"refund a part": {
			func(ctx context.Context, c *cibpay.Client) error {
				_, err := c.Orders.Refund(ctx, guideID, cibpay.RefundRequest{Amount: azn("1.00"), Before: azn("0.00")})
				return err
			},
			"PUT", "/orders/" + guideID + "/refund", `{"amount":"1.00"}`,
		},
		"refund the whole": {
			func(ctx context.Context, c *cibpay.Client) error {
				_, err := c.Orders.Refund(ctx, guideID, cibpay.RefundRequest{Whole: true})
				return err
			},
			"PUT", "/orders/" + guideID + "/refund", "",
		},
		"cancel the whole": {
			func(ctx context.Context, c *cibpay.Client) error {
				_, err := c.Orders.Cancel(ctx, guideID, cibpay.CancelRequest{Whole: true})
				return err
			},
			"PUT", "/orders/" + guideID + "/cancel", "",
		},
		"cancel a part": {
			func(ctx context.Context, c *cibpay.Client) error {
				_, err := c.Orders.Cancel(ctx, guideID, cibpay.CancelRequest{Amount: azn("0.01"), Before: azn("0.00")})
				return err
			},
			"PUT", "/orders/" + guideID + "/cancel", `{"amount":"0.01"}`,
		},
		"reverse": {
			func(ctx context.Context, c *cibpay.Client) error {
				_, err := c.Orders.Reverse(ctx, guideID)
				return err
			},
			"PUT", "/orders/" + guideID + "/reverse", "",
		},
		"rebill": {
			func(ctx context.Context, c *cibpay.Client) error {
				_, err := c.Orders.Rebill(ctx, guideID, cibpay.RebillRequest{
					Reference: "PKgn75jB", Amount: azn("33.00"), CVV: paygates.NewSecret("123"), IP: "82.194.26.42",
					Options: cibpay.OrderOptions{
						AutoCharge: new(false), Force3D: new(false), ExpirationTimeout: 5 * time.Minute, Language: "az", ReturnURL: "https://google.com",
						Terminal: "millikart_test", TraceID: "MCC8454300719", Segment: "987654321", Recurring: new(true),
					},
				})
				return err
			},
			"POST", "/orders/" + guideID + "/rebill", `{"amount":33.00,"currency":"AZN","merchant_order_id":"PKgn75jB","cvv":"123","location":{"ip":"82.194.26.42"},` +
				`"options":{"auto_charge":false,"expiration_timeout":"5m","force3d":0,"language":"az","return_url":"https://google.com","recurring":1,"terminal":"millikart_test","trace_id":"MCC8454300719","segment":"987654321"}}`,
		},
		"credit": {
			func(ctx context.Context, c *cibpay.Client) error {
				_, err := c.Orders.Credit(ctx, cibpay.CreditRequest{
					Reference: "payout-1", Amount: azn("77"), PAN: pan, Description: "Test Payment",
					Card:   cibpay.CreditCard{Holder: paygates.NewSecret("AD SOYAD"), ExpirationMonth: 6, ExpirationYear: 2030},
					Client: cibpay.Payer{Name: "Ad Soyad"}, Options: cibpay.OrderOptions{Terminal: "kapital"},
				})
				return err
			},
			"POST", "/orders/credit", `{"amount":"77.00","currency":"AZN","merchant_order_id":"payout-1","description":"Test Payment","pan":"4169741330151778",` +
				`"card":{"holder":"AD SOYAD","expiration_month":"06","expiration_year":"2030"},"client":{"name":"Ad Soyad"},"options":{"terminal":"kapital"}}`,
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			client, stub := stubbed(t, reply{Status: 503})
			_ = tc.call(paygates.WithRequestID(t.Context(), "req-1"), client)
			require.NotEmpty(t, stub.Requests())
			got := stub.Requests()[0]
			assert.Equal(t, tc.method, got.Method)
			assert.Equal(t, tc.target, got.Target)
			assert.Equal(t, tc.body, got.Body)
			assert.Equal(t, "Basic bWVyY2hhbnQ6c2FuZGJveC1wYXNzd29yZA==", got.Header.Get("Authorization"))
			assert.Equal(t, "application/json", got.Header.Get("Content-Type"))
			assert.Equal(t, "application/json", got.Header.Get("Accept"))
			assert.Equal(t, "req-1", got.Header.Get("X-Request-Id"))
			assert.Empty(t, got.Header.Get("Idempotency-Key"))
		})
	}
}

// A partial charge or refund without the total before reads it first.
func TestTotalBeforeIsReadFirst(t *testing.T) {
	t.Parallel()
	client, stub := stubbed(t,
		reply{Body: `{"orders":[{"id":"7","status":"refunded","amount":"9.00","amount_charged":"9.00","amount_refunded":"2.00","currency":"AZN"}]}`},
		reply{Body: `{"orders":[{"id":"7","status":"refunded","amount":"9.00","amount_charged":"9.00","amount_refunded":"3.50","currency":"AZN"}]}`},
	)
	o, err := client.Orders.Refund(t.Context(), "7", cibpay.RefundRequest{Amount: azn("1.50")})
	require.NoError(t, err)
	assert.Equal(t, azn("3.50"), o.Refunded())
	assert.Equal(t, paygates.StatePartlyRefunded, o.State())
	require.Len(t, stub.Requests(), 2)
	assert.Equal(t, "GET", stub.Requests()[0].Method)
	assert.Equal(t, "PUT", stub.Requests()[1].Method)
}

// If that read fails, nothing of the refund was sent.
func TestFailedReadBeforeStopsTheCall(t *testing.T) {
	t.Parallel()
	client, stub := stubbed(t, reply{Status: 404, Body: `{"error":{"code":"NOT_FOUND","message":"Order not found"}}`})
	_, err := client.Orders.Refund(t.Context(), "7", cibpay.RefundRequest{Amount: azn("1.50")})
	require.ErrorIs(t, err, paygates.ErrNotFound)
	e, _ := errors.AsType[*paygates.Error](err)
	assert.Equal(t, "Orders.Refund", e.Op)
	assert.Equal(t, "Orders.Refund", e.Intent.Op)
	assert.Equal(t, paygates.OutcomeNotExecuted, e.Outcome)
	require.Len(t, stub.Requests(), 1)
	assert.Equal(t, http.MethodGet, stub.Requests()[0].Method)
}
