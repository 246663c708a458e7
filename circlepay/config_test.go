package circlepay_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/circlepay"
	"github.com/paygates/paygates-go/internal/stub"
	"github.com/paygates/paygates-go/money"
)

// New names every field that is missing or malformed.
func TestNewNamesWhatIsWrong(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		change func(*circlepay.Config)
		fields string
	}{
		"nothing":             {func(c *circlepay.Config) { *c = circlepay.Config{} }, "AccountKey AccountToken"},
		"a key with a scheme": {func(c *circlepay.Config) { c.AccountKey = paygates.NewSecret("Bearer x") }, "AccountKey"},
		"the scheme alone": {func(c *circlepay.Config) {
			c.AccountToken, c.MerchantToken = paygates.NewSecret("Bearer "), paygates.NewSecret("bearer")
		}, "AccountToken MerchantToken"},
		"two lines": {func(c *circlepay.Config) {
			c.AccountKey, c.MerchantToken = paygates.NewSecret("a\nb"), paygates.NewSecret("a b")
		}, "AccountKey MerchantToken"},
		"a callback's blanks": {func(c *circlepay.Config) { c.CallbackToken = paygates.NewSecret("a b") }, "CallbackToken"},
		"spellings":           {func(c *circlepay.Config) { c.Headers, c.LinkFields = 9, 9 }, "Headers LinkFields"},
		"a word of waiting":   {func(c *circlepay.Config) { c.PaidWords = []string{"paid", "Pending"} }, "PaidWords"},
		"a word of failure":   {func(c *circlepay.Config) { c.PaidWords = []string{" FAILED "} }, "PaidWords"},
		"an empty word":       {func(c *circlepay.Config) { c.PaidWords = []string{"paid", " "} }, "PaidWords"},
		"a currency":          {func(c *circlepay.Config) { c.Currency = money.CurrencyOf("XYZ") }, "Currency"},
		"a layout":            {func(c *circlepay.Config) { c.DateLayout = "02-01" }, "DateLayout"},
		"an environment":      {func(c *circlepay.Config) { c.Environment = 9 }, "Environment"},
		"a live host":         {func(c *circlepay.Config) { c.BaseURL = circlepay.ProductionURL + "/" }, "BaseURL"},
		"another live host":   {func(c *circlepay.Config) { c.BaseURL = "https://CirclePay.ai/apis" }, "BaseURL"},
		"over http":           {func(c *circlepay.Config) { c.BaseURL = "http://shop.example" }, "BaseURL"},
		"no such operation":   {func(c *circlepay.Config) { c.Endpoints = circlepay.Endpoints{"Payments.Create": {}} }, "Endpoints"},
		"a host in a path": {func(c *circlepay.Config) {
			c.Endpoints = circlepay.Endpoints{"Payments.Get": {Path: "https://x.example/{transaction_id}"}}
		}, "Endpoints[Payments.Get].Path"},
		"another hole":    {func(c *circlepay.Config) { c.Endpoints = circlepay.Endpoints{"Payments.Get": {Path: "payment/{id}"}} }, "Endpoints[Payments.Get].Path"},
		"no hole":         {func(c *circlepay.Config) { c.Endpoints = circlepay.Endpoints{"Payments.Get": {Path: "payment/get"}} }, "Endpoints[Payments.Get].Path"},
		"a hole too many": {func(c *circlepay.Config) { c.Endpoints = circlepay.Endpoints{"Payments.List": {Path: "payment/{x}"}} }, "Endpoints[Payments.List].Path"},
		"two slashes": {func(c *circlepay.Config) {
			c.Endpoints = circlepay.Endpoints{"Payments.List": {Path: "//x.example/list"}}
		}, "Endpoints[Payments.List].Path"},
		"a way up": {func(c *circlepay.Config) { c.Endpoints = circlepay.Endpoints{"Payments.List": {Path: "a/../b"}} }, "Endpoints[Payments.List].Path"},
		"a query":  {func(c *circlepay.Config) { c.Endpoints = circlepay.Endpoints{"Payments.List": {Path: "a?b"}} }, "Endpoints[Payments.List].Path"},
		"a hole in the middle": {func(c *circlepay.Config) {
			c.Endpoints = circlepay.Endpoints{"Invoices.List": {Path: "invoice/{customer_mobile}/list"}}
		}, "Endpoints[Invoices.List].Path"},
		"a verb of no use":      {func(c *circlepay.Config) { c.Endpoints = circlepay.Endpoints{"Payments.Get": {Method: "FETCH"}} }, "Endpoints[Payments.Get].Method"},
		"a body that would go":  {func(c *circlepay.Config) { c.Endpoints = circlepay.Endpoints{"Invoices.Create": {Method: "GET"}} }, "Endpoints[Invoices.Create].Method"},
		"a body, by its delete": {func(c *circlepay.Config) { c.Endpoints = circlepay.Endpoints{"Refunds.Create": {Method: "DELETE"}} }, "Endpoints[Refunds.Create].Method"},
	} {
		cfg := testConfig()
		c.change(&cfg)
		client, err := circlepay.New(cfg)
		assert.Nil(t, client, name)
		assertFields(t, err, split(c.fields)...)
	}
}

// Real money moves on live hosts alone, and only where that was asked for.
func TestHosts(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		environment paygates.Environment
		base, want  string
	}{
		"the sandbox":       {paygates.Sandbox, "", "sandbox-openapi.circlepay.ai"},
		"production":        {paygates.Production, "", "openapi.circlepay.ai"},
		"another live host": {paygates.Production, "https://openapi-admin.circlepay.ai", "openapi-admin.circlepay.ai"},
		"another test host": {paygates.Sandbox, "https://sandbox-openapi-admin.circlepay.ai", "sandbox-openapi-admin.circlepay.ai"},
		"a model":           {paygates.Sandbox, "http://127.0.0.1:1", "127.0.0.1:1"},
	} {
		cfg := testConfig()
		cfg.Environment, cfg.BaseURL = c.environment, c.base
		client, host := stubbedWith(t, cfg, stub.New(sample(t, "gateways_list")))
		_, err := client.Gateways.List(t.Context())
		require.NoError(t, err, name)
		assert.Equal(t, c.want, host.Requests()[0].Host, name)
	}
}

func TestConfigFromEnv(t *testing.T) {
	for name, value := range map[string]string{
		"CIRCLEPAY_ACCOUNT_KEY": testKey, "CIRCLEPAY_ACCOUNT_TOKEN": testAccount, "CIRCLEPAY_MERCHANT_TOKEN": testMerchant,
		"CIRCLEPAY_BASE_URL": "https://gateway.example", "CIRCLEPAY_ENVIRONMENT": "production",
	} {
		t.Setenv(name, value)
	}
	cfg, err := circlepay.ConfigFromEnv()
	require.NoError(t, err)
	assert.Equal(t, []string{testKey, testAccount, testMerchant, "https://gateway.example"}, []string{
		cfg.AccountKey.Reveal(), cfg.AccountToken.Reveal(), cfg.MerchantToken.Reveal(), cfg.BaseURL,
	})
	assert.Equal(t, paygates.Production, cfg.Environment)
	t.Setenv("CIRCLEPAY_ENVIRONMENT", "staging")
	_, err = circlepay.ConfigFromEnv()
	assertFields(t, err, "CIRCLEPAY_ENVIRONMENT")
}

// A day is the caller's own, whatever the time of day and the zone.
func TestADayIsTheCallersOwn(t *testing.T) {
	t.Parallel()
	late := time.Date(2023, time.March, 3, 23, 59, 59, 0, time.FixedZone("", 14*60*60))
	client, host := stubbed(t, sample(t, "invoices_create"))
	r := invoiceRequest()
	r.DueDate = late
	_, err := client.Invoices.Create(t.Context(), r)
	require.NoError(t, err)
	assert.Contains(t, host.Requests()[0].Body, `"due_date":"2023-03-03"`)
}
