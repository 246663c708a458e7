package circlepay_test

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/circlepay"
	"github.com/paygates/paygates-go/internal/stub"
)

// anyAnswer proves every operation that needs to be proven.
func anyAnswer(t testing.TB, o operation) reply {
	if o.sample == "" {
		return ok(`[{"transaction_id":"1645895596175","url":"` + sampleLink + `"}]`)
	}
	return sample(t, o.sample)
}

// What goes out for each of the 38 operations, byte for byte.
func TestRequests(t *testing.T) {
	t.Parallel()
	var names []string
	for _, o := range operations() {
		names = append(names, o.name)
		client, host := stubbed(t, anyAnswer(t, o))
		_, err := o.call(t.Context(), client)
		require.NoError(t, err, o.name)
		require.Len(t, host.Requests(), 1, o.name)
		sent := host.Requests()[0]
		assert.Equal(t, o.method+" "+o.path, sent.Method+" "+sent.Target, o.name)
		assert.Equal(t, o.body, sent.Body, o.name)
		assert.Equal(t, "circlepay.gateway.example", sent.Host, o.name)
		assertHeaders(t, sent.Header, map[string]string{
			"Account-Key": testKey, "Account_key": testKey, "Account-Token": "Bearer " + testAccount, "Account_token": "Bearer " + testAccount,
			"Merchant-Token": "Bearer " + testMerchant, "Merchant_token": "Bearer " + testMerchant,
			"Accept": "application/json", "Content-Type": "application/json",
		})
	}
	var rows []string
	for _, row := range circlepay.Operations() {
		rows = append(rows, row.Name)
	}
	assert.ElementsMatch(t, rows, names)
	assert.Len(t, rows, 38)
}

// assertHeaders: these headers, and of those that name anybody no others.
func assertHeaders(t *testing.T, got http.Header, want map[string]string) {
	t.Helper()
	for name, value := range want {
		assert.Equal(t, []string{value}, got[name], name)
	}
	for name := range got {
		if strings.HasPrefix(strings.ToLower(name), "account") || strings.HasPrefix(strings.ToLower(name), "merchant") {
			assert.Contains(t, want, name)
		}
	}
}

func TestHeaderSpellings(t *testing.T) {
	t.Parallel()
	for spelling, want := range map[circlepay.HeaderSpelling]map[string]string{
		circlepay.HeadersHyphen:     {"Account-Key": testKey, "Account-Token": "Bearer " + testAccount, "Merchant-Token": "Bearer " + testMerchant},
		circlepay.HeadersUnderscore: {"Account_key": testKey, "Account_token": "Bearer " + testAccount, "Merchant_token": "Bearer " + testMerchant},
	} {
		cfg := testConfig()
		cfg.Headers = spelling
		client, host := stubbedWith(t, cfg, stub.New(sample(t, "gateways_list")))
		_, err := client.Gateways.List(t.Context())
		require.NoError(t, err)
		assertHeaders(t, host.Requests()[0].Header, want)
	}
}

// "Bearer " stands before a token once, however the caller wrote it.
func TestBearerStandsOnce(t *testing.T) {
	t.Parallel()
	for _, prefix := range []string{"", "Bearer ", "bearer ", "BEARER  ", " Bearer "} {
		cfg := testConfig()
		cfg.AccountToken, cfg.MerchantToken = paygates.NewSecret(prefix+testAccount), paygates.NewSecret(prefix+testMerchant)
		client, host := stubbedWith(t, cfg, stub.New(sample(t, "gateways_list")))
		for _, c := range []*circlepay.Client{client, client.ForMerchant(paygates.NewSecret(prefix + testMerchant))} {
			_, err := c.Gateways.List(t.Context())
			require.NoError(t, err)
		}
		for _, sent := range host.Requests() {
			assertHeaders(t, sent.Header, map[string]string{
				"Account-Key": testKey, "Account_key": testKey, "Account-Token": "Bearer " + testAccount, "Account_token": "Bearer " + testAccount,
				"Merchant-Token": "Bearer " + testMerchant, "Merchant_token": "Bearer " + testMerchant,
			})
		}
	}
}

func TestForMerchant(t *testing.T) {
	t.Parallel()
	client, host := stubbed(t, sample(t, "merchants_get"))
	other := client.ForMerchant(paygates.NewSecret("canary-other-merchant"))
	for _, c := range []*circlepay.Client{client, other, client} {
		_, err := c.Merchants.Get(t.Context())
		require.NoError(t, err)
	}
	var tokens []string
	for _, sent := range host.Requests() {
		assert.Equal(t, testKey, sent.Header.Get("Account-Key"))
		tokens = append(tokens, sent.Header.Get("Merchant-Token")+sent.Header["Merchant_token"][0])
	}
	own, others := "Bearer "+testMerchant, "Bearer canary-other-merchant"
	assert.Equal(t, []string{own + own, others + others, own + own}, tokens)

	nobody := client.ForMerchant(paygates.Secret{})
	_, err := nobody.Gateways.List(t.Context()) // not about a merchant
	require.NoError(t, err)
	last := host.Requests()[3].Header
	assert.Empty(t, last.Values("Merchant-Token"))
	assert.Empty(t, last["Merchant_token"])
	assert.NotEmpty(t, last.Get("Account-Token"))
	_, err = nobody.Merchants.Get(t.Context())
	assertFields(t, err, "MerchantToken")
	_, err = client.ForMerchant(paygates.NewSecret("two\nlines")).Gateways.List(t.Context())
	assertFields(t, err, "MerchantToken")
	assert.Len(t, host.Requests(), 4)
}

// Without a merchant's token those calls go out that can do without, and no other.
func TestMerchantTokenWhereItIsNeeded(t *testing.T) {
	t.Parallel()
	needed := map[string]bool{}
	for _, route := range circlepay.Routes() {
		needed[route.Operation] = route.MerchantToken
	}
	free := []string{
		"Gateways.List", "Gateways.Get", "Methods.List", "Methods.Get", "Merchants.Create", "Merchants.List", "Merchants.SendOTP", "Merchants.Verify",
	}
	cfg := testConfig()
	cfg.MerchantToken = paygates.Secret{}
	for _, o := range operations() {
		client, host := stubbedWith(t, cfg, stub.New(anyAnswer(t, o)))
		_, err := o.call(t.Context(), client)
		assert.Equal(t, !slices.Contains(free, o.name), needed[o.name], o.name)
		if needed[o.name] {
			assertFields(t, err, "MerchantToken")
			assert.Empty(t, host.Requests(), o.name)
			continue
		}
		require.NoError(t, err, o.name)
		assert.Empty(t, host.Requests()[0].Header.Get("Merchant-Token"), o.name)
	}
}

// The switches of Config, one at a time.
func TestSpellings(t *testing.T) {
	t.Parallel()
	everything := `{"invoice_number":"` + sampleNew + `","customer_mobile":"+201001212144","items":[` +
		`{"name":"phone","description":"a “new” one","quantity":8,"price":12000.00},{"name":"case","description":"","quantity":1,"price":99.90}],` +
		`"create_date":"01-02-2023","due_date":"03-03-2023","pref_payment_method":"CARD/PayMob","shipping_fees":0.00,"discount_value":11.5,` +
		`"discount_type":"percent","tax":14,"shipping_policy":"overnight\nonly","return_policy":"30 days","extra_notes":"thanks","custom_attributes":{"order":42}}`
	byValue := invoiceRequest()
	byValue.Discount = circlepay.Discount{Type: circlepay.DiscountValue, Amount: egp("11")}
	byPercentage := invoiceRequest()
	byPercentage.Discount = circlepay.Discount{Type: circlepay.DiscountPercentage, Percent: decimal.NewFromInt(11)}
	plain := strings.TrimSuffix(invoiceBody, "}")
	create := func(r circlepay.CreateInvoiceRequest) call { return of(invoices, (*circlepay.InvoicesAPI).Create, r) }
	otherDates := linkRequest()
	otherDates.Terms.DateLayout = "2006/01/02"
	extras := refundRequest()
	extras.Extra = map[string]any{"value": 40, "note": "x"}
	for name, c := range map[string]struct {
		change func(*circlepay.Config)
		call   call
		target string
		body   string
	}{
		"an invoice with everything": {nil, create(invoiceEverything()), "/invoice/create", `{"invoice":` + everything + `}`},
		"a flat invoice":             {func(c *circlepay.Config) { c.FlatInvoice = true }, create(invoiceRequest()), "/invoice/create", invoiceBody},
		"a discount in pounds":       {nil, create(byValue), "/invoice/create", `{"invoice":` + plain + `,"discount_value":11.00,"discount_type":"value"}}`},
		"a discount in percentage":   {nil, create(byPercentage), "/invoice/create", `{"invoice":` + plain + `,"discount_value":11,"discount_type":"percentage"}}`},
		"dates day first":            {func(c *circlepay.Config) { c.DateLayout = "02-01-2006" }, create(invoiceRequest()), "/invoice/create", `{"invoice":` + strings.Replace(invoiceBody, "2023-03-03", "03-03-2023", 1) + `}`},
		"a request's own layout": {
			func(c *circlepay.Config) { c.DateLayout = "02-01-2006" }, of(links, (*circlepay.PaymentLinksAPI).Create, otherDates), "/paymentlink/create",
			`{` + strings.Replace(linkBody, "2022-08-22", "2022/08/22", 1),
		},
		"capitals, a customer": {
			func(c *circlepay.Config) { c.Capitals = true },
			of(customers, (*circlepay.CustomersAPI).Create, circlepay.CreateCustomerRequest{Customer: customerData()}), "/customer/create",
			strings.NewReplacer("first_name", "First_Name", "last_name", "Last_Name").Replace(customerBody),
		},
		"capitals, a merchant": {
			func(c *circlepay.Config) { c.Capitals = true }, of(merchants, (*circlepay.MerchantsAPI).Create, merchantRequest()), "/merchants/create",
			strings.NewReplacer("business_name", "Business_Name", "business_address", "Business_Address").Replace(merchantBody),
		},
		"capitals, a verification": {
			func(c *circlepay.Config) { c.Capitals = true }, of(merchants, (*circlepay.MerchantsAPI).Verify, verifyRequest()), "/merchants/verify",
			`{"Merchant_mobile":"+201012794709","otp":"canary-553811"}`,
		},
		"the iOS SDK's link": {
			func(c *circlepay.Config) {
				c.LinkFields, c.Endpoints = circlepay.LinkFieldsIOS, circlepay.IOSEndpoints()
			},
			of(links, (*circlepay.PaymentLinksAPI).Update, linkChange()), "/payment/link/update",
			`{"link":"` + sampleLink + `","value":18000.00,"currency":"EGP","enable_Survey":false,"expiry_date":"2022-08-22","description":"new iphone 12",` +
				`"status":true,"shipping_policy_flag":false,"refund_policy_flag":true,"refund_policy_details":"You can refund your money within 30 days",` +
				`"comments":"none","name":"iphone 12","get_cust_address":false}`,
		},
		"a link verbatim": {
			func(c *circlepay.Config) { c.VerbatimLinks = true }, of(links, (*circlepay.PaymentLinksAPI).Deactivate, "https://"+sampleLink),
			"/paymentlink/deactive/https:%2F%2Fcheckout.circlepay.ai%2F" + sampleLinkID, "",
		},
		"a link by its id":     {nil, of(links, (*circlepay.PaymentLinksAPI).Deactivate, sampleLinkID), "/paymentlink/deactive/" + sampleLinkID, ""},
		"a link by its scheme": {nil, of(links, (*circlepay.PaymentLinksAPI).Deactivate, "https://"+sampleLink+"/"), "/paymentlink/deactive/" + sampleLinkID, ""},
		"all links":            {nil, of(links, (*circlepay.PaymentLinksAPI).List, circlepay.ListPaymentLinksRequest{Query: url.Values{"a": {"b c"}}}), "/paymentlink/list?a=b+c", ""},
		"all invoices":         {nil, of(invoices, (*circlepay.InvoicesAPI).List, circlepay.ListInvoicesRequest{}), "/invoice/list", ""},
		"all payments":         {nil, of(payments, (*circlepay.PaymentsAPI).List, circlepay.ListPaymentsRequest{}), "/payment/list", "{}"},
		"payments by GET": {
			func(c *circlepay.Config) { c.Endpoints = circlepay.Endpoints{"Payments.List": {Method: "GET"}} },
			of(payments, (*circlepay.PaymentsAPI).List, circlepay.ListPaymentsRequest{InvoiceID: "7"}), "/payment/list?invoice_num=7", "",
		},
		"a base URL with a path": {
			func(c *circlepay.Config) { c.BaseURL += "/apis/" }, all(gateways, (*circlepay.GatewaysAPI).List), "/apis/payment/gateway/list", "",
		},
		"a path of the caller's own": {
			func(c *circlepay.Config) {
				c.Endpoints = circlepay.Endpoints{"Payments.Get": {Path: "v2/payments/{transaction_id}/show"}}
			},
			of(payments, (*circlepay.PaymentsAPI).Get, "5"), "/v2/payments/5/show", "",
		},
		"a refund with extras": {nil, of(refunds, (*circlepay.RefundsAPI).Create, extras), "/refund/request", `{"transaction_id":1645895596175,"note":"x","value":40}`},
		"refunds with filters": {
			nil, of(refunds, (*circlepay.RefundsAPI).List, circlepay.ListRefundsRequest{Extra: map[string]any{"transaction_id": 5}}), "/refund/list", `{"transaction_id":5}`,
		},
	} {
		cfg := testConfig()
		if c.change != nil {
			c.change(&cfg)
		}
		client, host := stubbedWith(t, cfg, stub.New(ok(`[]`)))
		_, _ = c.call(t.Context(), client) // what the answer proves is not the question
		if assert.Len(t, host.Requests(), 1, name) {
			assert.Equal(t, c.target, host.Requests()[0].Target, name)
			assert.Equal(t, c.body, host.Requests()[0].Body, name)
		}
	}
}
