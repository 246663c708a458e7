package cinetpay_test

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/cinetpay"
	"github.com/paygates/paygates-go/internal/stub"
)

// call is one call of a client.
type call func(ctx context.Context, c *cinetpay.Client) (any, error)

// operationCalls makes every operation once, so that the samples answer it.
var operationCalls = map[string]call{
	"Payments.Create": create(createRequest()),
	"Payments.Get": func(ctx context.Context, c *cinetpay.Client) (any, error) {
		return c.Payments.Get(ctx, suiteReference)
	},
	"Transfers.Balance": func(ctx context.Context, c *cinetpay.Client) (any, error) { return c.Transfers.Balance(ctx) },
	"Transfers.AddContacts": func(ctx context.Context, c *cinetpay.Client) (any, error) {
		return c.Transfers.AddContacts(ctx, contactsRequest())
	},
	"Transfers.Send": send(sendRequest()),
	"Transfers.Get": func(ctx context.Context, c *cinetpay.Client) (any, error) {
		return c.Transfers.Get(ctx, suitePayout)
	},
}

func create(r cinetpay.CreatePaymentRequest) call {
	return func(ctx context.Context, c *cinetpay.Client) (any, error) { return c.Payments.Create(ctx, r) }
}

func send(r cinetpay.SendRequest) call {
	return func(ctx context.Context, c *cinetpay.Client) (any, error) { return c.Transfers.Send(ctx, r) }
}

// createEverything sets every field.
func createEverything() cinetpay.CreatePaymentRequest {
	return cinetpay.CreatePaymentRequest{
		Reference: "ORDER-2024-0001", Amount: cdf("100.00"), Description: "Commande 42",
		NotifyURL: "https://shop.example/notify", ReturnURL: "https://shop.example/return?o=1",
		Channels: cinetpay.ChannelsCreditCard, Lang: "FR", Metadata: `{"order":"é"}`, AlternativeCurrency: "EUR",
		InvoiceData:     []cinetpay.InvoiceLine{{Name: "Reste à payer", Value: "25 000fr"}, {Name: `"Matri\cule"`, Value: "24OPO25"}, {Name: "Annee-scolaire", Value: "2020-2021"}},
		LockPhoneNumber: true,
		Customer: cinetpay.Customer{
			ID: "172", FamilyName: "KOUADIO", GivenName: "Francisse", Phone: "2250504315545", Email: "francisse@exemple.com",
			Address: "BP 0024", City: "Abidjan", Country: "US", State: "CA", Zip: "065100",
		},
	}
}

// What goes out, byte for byte.
func TestRequests(t *testing.T) {
	t.Parallel()
	const credentials = `{"apikey":"` + testKey + `","site_id":"` + testSite + `",`
	const minimal = credentials + `"transaction_id":"REFID12354","amount":2500,"currency":"XOF","description":"TRANSACTION DESCRIPTION",` +
		`"channels":"MOBILE_MONEY","metadata":"user001","customer_id":"001","customer_name":"John","customer_surname":"Doe",` +
		`"return_url":"https://www.exemple.com/return","notify_url":"https://www.exemple.com/notify"}`
	const everything = credentials + `"transaction_id":"ORDER-2024-0001","amount":100,"currency":"CDF","description":"Commande 42",` +
		`"channels":"CREDIT_CARD","lang":"fr","metadata":"{\"order\":\"é\"}","alternative_currency":"EUR",` +
		`"invoice_data":{"Reste à payer":"25 000fr","\"Matri\\cule\"":"24OPO25","Annee-scolaire":"2020-2021"},"lock_phone_number":true,` +
		`"customer_id":"172","customer_name":"KOUADIO","customer_surname":"Francisse","customer_phone_number":"2250504315545",` +
		`"customer_email":"francisse@exemple.com","customer_address":"BP 0024","customer_city":"Abidjan","customer_country":"US",` +
		`"customer_state":"CA","customer_zip_code":"065100","return_url":"https://shop.example/return?o=1","notify_url":"https://shop.example/notify"}`
	const contact = `[{"prefix":"225","phone":"0700000001","name":"KOUADIO","surname":"Francisse","email":"francisse@exemple.com"}]`
	const payout = `[{"prefix":"225","phone":"0700000001","amount":5000,"notify_url":"https://www.exemple.com/transfer","client_transaction_id":"PAYOUT-2024-0001"}]`
	byWave := sendRequest()
	byWave.Method = "WAVECI"
	dollars := createRequest()
	dollars.Amount, dollars.Channels = usd("34"), ""
	token := "lang=en&token=" + testToken
	for name, c := range map[string]struct {
		call         call
		method, host string
		target, body string
	}{
		"create":            {operationCalls["Payments.Create"], "POST", "checkout", "/v2/payment", minimal},
		"create everything": {create(createEverything()), "POST", "checkout", "/v2/payment", everything},
		"create in dollars": {create(dollars), "POST", "checkout", "/v2/payment",
			strings.NewReplacer("2500", "34", "XOF", "USD", "MOBILE_MONEY", "ALL").Replace(minimal)},
		"get": {operationCalls["Payments.Get"], "POST", "checkout", "/v2/payment/check", credentials + `"transaction_id":"REFID12354"}`},
		"confirm": {func(ctx context.Context, c *cinetpay.Client) (any, error) { return c.Confirm(ctx, `a"b`) }, "POST", "checkout",
			"/v2/payment/check", credentials + `"transaction_id":"a\"b"}`},
		"balance":  {operationCalls["Transfers.Balance"], "GET", "transfer", "/v1/transfer/check/balance?" + token, ""},
		"contacts": {operationCalls["Transfers.AddContacts"], "POST", "transfer", "/v1/transfer/contact?" + token, "data=" + url.QueryEscape(contact)},
		"send":     {operationCalls["Transfers.Send"], "POST", "transfer", "/v1/transfer/money/send/contact?" + token, "data=" + url.QueryEscape(payout)},
		"send by a method": {send(byWave), "POST", "transfer", "/v1/transfer/money/send/contact?" + token,
			"data=" + url.QueryEscape(strings.Replace(payout, `"}]`, `","payment_method":"WAVECI"}]`, 1))},
		"get a transfer": {operationCalls["Transfers.Get"], "GET", "transfer",
			"/v1/transfer/check/money?client_transaction_id=PAYOUT-2024-0001&" + token, ""},
		"get a strange transfer": {func(ctx context.Context, c *cinetpay.Client) (any, error) {
			return c.Transfers.Get(ctx, "é &token=x#")
		}, "GET", "transfer",
			"/v1/transfer/check/money?client_transaction_id=%C3%A9+%26token%3Dx%23&" + token, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			client, host := stubbed(t, reply{Status: 400})
			_, err := c.call(t.Context(), client)
			require.Error(t, err)
			require.Len(t, asked(host), 1)
			got := asked(host)[0]
			assert.Equal(t, c.method, got.Method)
			assert.Equal(t, c.host+".gateway.example", got.Host)
			assert.Equal(t, c.target, got.Target)
			assert.Equal(t, c.body, got.Body)
			want := map[string]string{"checkout": "application/json", "transfer": "application/x-www-form-urlencoded"}[c.host]
			if c.body != "" {
				assert.Equal(t, want, got.Header.Get("Content-Type"))
			}
			assert.Equal(t, "application/json", got.Header.Get("Accept"))
			assert.Equal(t, "paygates-go/devel", got.Header.Get("User-Agent"), "without one the network in front refuses the caller")
			for _, absent := range []string{"Authorization", "Expect", "Cookie"} {
				assert.Empty(t, got.Header.Get(absent))
			}
		})
	}
}

func TestLoginRequest(t *testing.T) {
	t.Parallel()
	client, host := stubbed(t, reply{Body: string(stub.Sample(t, "cinetpay", "balance"))})
	_, err := client.Transfers.Balance(t.Context())
	require.NoError(t, err)
	login := host.Requests()[0]
	assert.Equal(t, "POST /v1/auth/login?lang=en", login.Method+" "+login.Target)
	assert.Equal(t, "apikey="+testKey+"&password="+url.QueryEscape(testPassword), login.Body)
	assert.Equal(t, "application/x-www-form-urlencoded", login.Header.Get("Content-Type"))
}

// The documentation's own requests, with the credentials that it shows.
func TestDocumentedRequests(t *testing.T) {
	t.Parallel()
	card := cinetpay.CreatePaymentRequest{
		Reference: "YOUR-TRANSACTION-ID", Amount: usd("34"), Description: " TEST INTEGRATION ", Channels: cinetpay.ChannelsAll, Metadata: "user1", Lang: "FR",
		NotifyURL:   "https://webhook.site/d1dbbb89-52c7-49af-a689-b3c412df820d",
		ReturnURL:   "https://webhook.site/d1dbbb89-52c7-49af-a689-b3c412df820d",
		InvoiceData: []cinetpay.InvoiceLine{{Name: "Donnee1"}, {Name: "Donnee2"}, {Name: "Donnee3"}},
		Customer: cinetpay.Customer{
			ID: "172", FamilyName: "KOUADIO", GivenName: "Francisse", Email: "francisse@exemple.com", Phone: "+225004315545",
			Address: "Antananarivo", City: "Antananarivo", Country: "CM", State: "CM", Zip: "065100",
		},
	}
	for name, request := range map[string]cinetpay.CreatePaymentRequest{"create_request": createRequest(), "create_request_card": card} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			cfg := testConfig()
			cfg.APIKey, cfg.SiteID = paygates.NewSecret("XXXXXXXXXXXXXXXX"), "XXXXX"
			client, host := stubbedWith(t, cfg, reply{Body: string(stub.Sample(t, "cinetpay", "create"))})
			_, err := client.Payments.Create(t.Context(), request)
			require.NoError(t, err)
			assert.JSONEq(t, string(stub.Sample(t, "cinetpay", name)), host.Requests()[0].Body)
		})
	}
}

// Each host may have a path of its own in front.
func TestBasesWithPaths(t *testing.T) {
	t.Parallel()
	cfg := testConfig()
	cfg.BaseURL, cfg.TransferURL = "http://127.0.0.1:1/cinetpay/", "http://localhost:1/payouts/"
	var targets []string
	client, err := cinetpay.New(cfg, paygates.WithHTTPClient(stub.With(func(r *http.Request) reply {
		targets = append(targets, r.URL.Host+r.URL.Path)
		return loggedIn
	}).Client()))
	require.NoError(t, err)
	_, _ = client.Payments.Get(t.Context(), "a")
	_, _ = client.Transfers.Balance(t.Context())
	assert.Equal(t, []string{"127.0.0.1:1/cinetpay/v2/payment/check", "localhost:1/payouts/v1/auth/login", "localhost:1/payouts/v1/transfer/check/balance"}, targets)
}
