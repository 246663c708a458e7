package corefy_test

import (
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/corefy"
	"github.com/paygates/paygates-go/internal/stub"
	"github.com/paygates/paygates-go/money"
)

// What goes over the wire, byte for byte.
func TestRequests(t *testing.T) {
	t.Parallel()
	soon := time.Now().Add(time.Hour).UTC().Truncate(time.Second)
	whole := everything()
	whole.Flow, whole.Expires = corefy.FlowCharge, soon.In(time.FixedZone("", 3*3600))
	whole.Customer.Phone, whole.Customer.DateOfBirth, whole.Customer.TaxID = "+380987654321", "1990-12-31", "1234567890"
	whole.Customer.Address = corefy.Address{Country: "UA", Region: "Kyiv", City: "Kyiv", Street: "Khreshchatyk 1", Full: "Kyiv, Khreshchatyk 1", PostCode: "01001"}
	whole.Extra = map[string]any{"options": map[string]any{"a": 1}}
	out := payoutRequest()
	out.Card = corefy.PayoutCard{Holder: paygates.NewSecret("JOHN WICK"), ExpirationMonth: 7, ExpirationYear: 2030}
	out.Fields["card_number"] = paygates.NewSecret("4169 7413-3015 1778")
	out.AllowPartially, out.AutoProcess, out.Customer = new(false), new(true), corefy.Customer{Reference: "c-1"}
	out.Metadata, out.CallbackURL, out.Description = map[string]any{"k": "v"}, "https://shop.example/callback", "Payout"
	const base = `"reference_id":"70d42236-2cc4-4e26-8f2f-987fd8fbc276","amount":100,"currency":"USD","service":"payment_card_usd_hpp"`
	for name, c := range map[string]struct {
		call                 call
		method, target, body string
	}{
		"Services.List":       {services(corefy.ListServicesRequest{}), "GET", "/api/payment-services", ""},
		"Services.List, page": {services(corefy.ListServicesRequest{Number: 2, Size: 50}), "GET", "/api/payment-services?page%5Bnumber%5D=2&page%5Bsize%5D=50", ""},
		"Services.Get":        {service(serviceID), "GET", "/api/payment-services/" + serviceID, ""},
		"Invoices.Get":        {get(invoiceID), "GET", "/api/payment-invoices/" + invoiceID, ""},
		"Invoices.List":       {list(corefy.ListInvoicesRequest{}), "GET", "/api/payment-invoices", ""},
		"Invoices.List, next": {list(corefy.ListInvoicesRequest{Page: "?page%5Bbefore%5D=cpi_1"}), "GET", "/api/payment-invoices?page%5Bbefore%5D=cpi_1", ""},
		"FindByReference":     {find("order/10 01"), "GET", "/api/payment-invoices?filter%5Breference_id%5D=order%2F10%2001", ""},
		"Payouts.Get":         {getPayout(payoutID), "GET", "/api/payout-invoices/" + payoutID, ""},
		"Payouts.Find":        {findPayout("payout-1"), "GET", "/api/payout-invoices?filter%5Breference_id%5D=payout-1", ""},
		"PublicClient.Get":    {publicGet(invoiceID), "GET", "/public-api/payment-invoices/" + invoiceID, ""},
		"Prerequest":          {prerequest(corefy.PrerequestRequest{Currency: money.USD}), "POST", "/public-api/payment-prerequest", `{"public_key":"` + testKey + `","currency":"USD"}`},
		"PayoutPrerequest":    {payoutPrerequest(corefy.PayoutPrerequestRequest{Amount: usd("0.10")}), "POST", "/public-api/payout-prerequest", `{"public_key":"` + testKey + `","currency":"USD","amount":0.1}`},
		"Invoices.Create":     {create(createRequest()), "POST", "/api/payment-invoices", `{"data":{"type":"payment-invoices","attributes":{` + base + `,"test_mode":true}}}`},
		"Invoices.Create, all": {create(whole), "POST", "/api/payment-invoices", `{"data":{"type":"payment-invoices","attributes":{` + base + `,"flow":"charge","test_mode":true,"description":"Invoice Example",` +
			`"service_fields":{"phone":"+380987654321"},"gateway_options":{"cardgate":{"tokenize":false}},` +
			`"customer":{"reference_id":"1203515","email":"john@shop.example","name":"John Wick","phone":"+380987654321","date_of_birth":"1990-12-31","individual_tax_id":"1234567890",` +
			`"address":{"country":"UA","region":"Kyiv","city":"Kyiv","street":"Khreshchatyk 1","full_address":"Kyiv, Khreshchatyk 1","post_code":"01001"},"metadata":{"key1":"value1"}},` +
			`"metadata":{"key":"value"},"return_url":"https://shop.example/","return_urls":{"success":"https://shop.example/1","pending":"https://shop.example/2","fail":"https://shop.example/3"},` +
			`"callback_url":"https://shop.example/callback","expires":"` + soon.Format("2006-01-02T15:04:05") + `+00:00","token":"` + suiteToken + `","options":{"a":1}}}}`},
		"PublicClient.CreateInvoice": {publicCreate(corefy.PublicInvoiceRequest{
			Reference: "r-1", Service: "qiwi_usd_hpp", Amount: usd("100.55"), Description: "D", Fields: map[string]string{"phone": "+1"}, Metadata: map[string]any{"k": 1}, Extra: map[string]any{"x": true},
		}), "POST", "/public-api/payment-invoices", `{"public_key":"` + testKey + `","reference_id":"r-1","description":"D","service":"qiwi_usd_hpp","amount":100.55,"currency":"USD","fields":{"phone":"+1"},"metadata":{"k":1},"x":true}`},
		"Invoices.Refund": {refund(invoiceID, corefy.RefundRequest{Reference: "refund-1", Amount: usd("10"), Before: usd("0"), Description: "D"}), "POST", "/api/payment-invoices/" + invoiceID + "/refund",
			`{"data":{"type":"refund","attributes":{"invoiceId":"` + invoiceID + `","amount":10,"reference_id":"refund-1","description":"D"}}}`},
		"Payouts.Create": {payout(out), "POST", "/api/payout-invoices", `{"data":{"type":"payout-invoice","attributes":{"reference_id":"payout-1","amount":25.5,"currency":"USD","service":"payment_card_usd","test_mode":true,"description":"Payout",` +
			`"fields":{"card_number":"4169741330151778"},"context":{"card":{"card_holder":"JOHN WICK","exp_month":"07","exp_year":"2030"}},"customer":{"reference_id":"c-1"},"metadata":{"k":"v"},` +
			`"callback_url":"https://shop.example/callback","options":{"allow_partially":false,"auto_process":true}}}}`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			clients, host := stubbed(t, reply{Status: http.StatusTeapot})
			_, err := c.call(paygates.WithRequestID(t.Context(), "req-1"), clients)
			require.Error(t, err)
			require.Len(t, host.Requests(), 1)
			r := host.Requests()[0]
			assert.Equal(t, "com.gateway.example", r.Host)
			assert.Equal(t, c.method+" "+c.target, r.Method+" "+r.Target)
			assert.Equal(t, c.body, r.Body)
			assert.Equal(t, "application/json", r.Header.Get("Content-Type"))
			assert.Equal(t, "*/*", r.Header.Get("Accept"))
			assert.Equal(t, "req-1", r.Header.Get("X-Request-Id"))
			assert.Regexp(t, "^paygates-go/", r.Header.Get("User-Agent"))
			for name := range r.Header {
				assert.Contains(t, []string{"Accept", "Accept-Encoding", "Authorization", "Content-Type", "User-Agent", "X-Request-Id"}, name)
			}
			if c.target[:4] == "/api" {
				assert.Equal(t, "Basic Y29tYV9FeGFtcGxlMDAwMDAwMTpFeGFtcGxlQXBpS2V5Tm90UmVhbA==", r.Header.Get("Authorization"))
			} else {
				assert.Empty(t, r.Header.Values("Authorization"), "the public API gets no credentials")
			}
		})
	}
}

// The page's own requests are what the same request sends, but for what the page
// leaves to a default.
func TestTheDocumentedRequests(t *testing.T) {
	t.Parallel()
	clients, host := stubbed(t, reply{Status: http.StatusTeapot})
	req := publicRequest()
	req.Description = "Invoice Example"
	_, _ = publicCreate(req)(t.Context(), clients)
	_, _ = prerequest(corefy.PrerequestRequest{Currency: money.USD})(t.Context(), clients)
	whole := everything()
	whole.Reference, whole.Flow, whole.ServiceFields, whole.Token = "a30ebec4-035c-4fc5-8c48-b525ca601f37", corefy.FlowCharge, nil, paygates.Secret{}
	whole.Customer.Phone, whole.Customer.Metadata = "+380987654321", map[string]any{"key1": "value1", "key2": "value2"}
	whole.ReturnURL, whole.CallbackURL = "https://example.com", "https://example.com"
	whole.ReturnURLs = corefy.ReturnURLs{Success: "https://example.com/1", Pending: "https://example.com/2", Fail: "https://example.com/3"}
	whole.Extra = map[string]any{}
	_, _ = create(whole)(t.Context(), clients)
	sent := host.Requests()
	require.Len(t, sent, 3)
	assert.JSONEq(t, string(stub.Sample(t, "corefy", "public_create_request")), sent[0].Body)
	assert.JSONEq(t, string(stub.Sample(t, "corefy", "prerequest_request")), sent[1].Body)
	// The sample's end lies in the past.
	assert.JSONEq(t, string(without(t, stub.Sample(t, "corefy", "create_request"), "expires")), sent[2].Body)
}

// Amounts that binary fractions break, and the forms of currencies without places
// and beyond ISO 4217.
func TestAmountsOnTheWire(t *testing.T) {
	t.Parallel()
	usdt, err := money.NewCurrency("USDT", 6)
	require.NoError(t, err)
	xts, err := money.NewCurrency("XTS", 2)
	require.NoError(t, err)
	for text, c := range map[string]struct {
		in   money.Currency
		want string
	}{
		"1.15": {money.USD, "1.15"}, "4.35": {money.USD, "4.35"}, "0.29": {money.USD, "0.29"}, "19.99": {money.USD, "19.99"}, "64.10": {money.USD, "64.1"},
		"100.00": {money.USD, "100"}, "0.01": {money.USD, "0.01"}, "9999999": {money.USD, "9999999"}, "500": {money.JPY, "500"}, "1.005": {money.KWD, "1.005"},
		"0.000001": {usdt, "0.000001"}, "12.34": {xts, "12.34"}, "92233720368547758.07": {money.USD, "92233720368547758.07"},
	} {
		host := stub.New(reply{Status: http.StatusTeapot})
		cfg := testConfig()
		cfg.Currencies = []money.Currency{usdt, xts}
		req := createRequest()
		req.Amount = money.MustParse(text, c.in)
		_, err := create(req)(t.Context(), open(t, cfg, paygates.WithHTTPClient(host.Client())))
		require.Error(t, err)
		require.Len(t, host.Requests(), 1, text)
		assert.Contains(t, host.Requests()[0].Body, `"amount":`+c.want+`,"currency":"`+c.in.Code()+`"`)
	}
}

// The mode of a request is that of the Config.
func TestProductionSendsLive(t *testing.T) {
	t.Parallel()
	cfg := testConfig()
	cfg.Environment, cfg.PublicKey = paygates.Production, liveKey
	host := stub.New(reply{Status: http.StatusTeapot})
	c := open(t, cfg, paygates.WithHTTPClient(host.Client()))
	_, _ = create(createRequest())(t.Context(), c)
	_, _ = payout(payoutRequest())(t.Context(), c)
	require.Len(t, host.Requests(), 2)
	for _, r := range host.Requests() {
		assert.Contains(t, r.Body, `"test_mode":false`)
	}
}
