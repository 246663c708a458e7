package corefy_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/corefy"
	"github.com/paygates/paygates-go/internal/stub"
	"github.com/paygates/paygates-go/money"
)

// fieldsOf are the names that a refusal gives.
func fieldsOf(t *testing.T, err error) []string {
	t.Helper()
	e, ok := errors.AsType[*paygates.Error](err)
	require.True(t, ok, "%v", err)
	assert.ErrorIs(t, err, paygates.ErrInvalidRequest)
	assert.Equal(t, paygates.OutcomeNotExecuted, e.Outcome)
	assert.Equal(t, paygates.AdviceFixRequest, e.Advice())
	var fields []string
	for _, f := range e.Fields {
		fields = append(fields, f.Field)
		assert.NotEmpty(t, f.Message)
	}
	return fields
}

func TestInvoiceValidation(t *testing.T) {
	t.Parallel()
	many := map[string]any{}
	for i := range 21 {
		many[fmt.Sprint(i)] = i
	}
	twenty := map[string]any{}
	for i := range 20 {
		twenty[fmt.Sprint(i)] = i
	}
	usdt, err := money.NewCurrency("USDT", 6)
	require.NoError(t, err)
	for name, c := range map[string]struct {
		change func(r *corefy.CreateInvoiceRequest)
		want   string // "" for a good one
	}{
		"good":                    {func(*corefy.CreateInvoiceRequest) {}, ""},
		"no reference":            {func(r *corefy.CreateInvoiceRequest) { r.Reference = "" }, "Reference"},
		"two references":          {func(r *corefy.CreateInvoiceRequest) { r.Reference = "a,b" }, "Reference"},
		"a negated reference":     {func(r *corefy.CreateInvoiceRequest) { r.Reference = "-a" }, "Reference"},
		"a control character":     {func(r *corefy.CreateInvoiceRequest) { r.Reference = "a\nb" }, "Reference"},
		"no service":              {func(r *corefy.CreateInvoiceRequest) { r.Service = "" }, "Service"},
		"no code of a service":    {func(r *corefy.CreateInvoiceRequest) { r.Service = "payment card" }, "Service"},
		"nothing":                 {func(r *corefy.CreateInvoiceRequest) { r.Amount = money.Amount{} }, "Amount"},
		"zero":                    {func(r *corefy.CreateInvoiceRequest) { r.Amount = usd("0") }, "Amount"},
		"less than zero":          {func(r *corefy.CreateInvoiceRequest) { r.Amount = usd("-1") }, "Amount"},
		"no known places":         {func(r *corefy.CreateInvoiceRequest) { r.Amount, _ = money.ParseExact("1", money.CurrencyOf("XTS")) }, "Amount"},
		"more places than it has": {func(r *corefy.CreateInvoiceRequest) { r.Amount, _ = money.ParseExact("1.001", money.USD) }, "Amount"},
		"places of its own":       {func(r *corefy.CreateInvoiceRequest) { r.Amount = money.MustParse("1.000001", usdt) }, ""},
		"another flow":            {func(r *corefy.CreateInvoiceRequest) { r.Flow = "hold" }, "Flow"},
		"verify":                  {func(r *corefy.CreateInvoiceRequest) { r.Flow = corefy.FlowVerify }, ""},
		"a field without a name":  {func(r *corefy.CreateInvoiceRequest) { r.ServiceFields = map[string]string{"": "x"} }, "ServiceFields"},
		"no UTF-8 in a field":     {func(r *corefy.CreateInvoiceRequest) { r.ServiceFields = map[string]string{"a": "\xff"} }, "ServiceFields"},
		"no UTF-8":                {func(r *corefy.CreateInvoiceRequest) { r.Description = "\xff" }, "Description"},
		"a customer unnamed":      {func(r *corefy.CreateInvoiceRequest) { r.Customer.Email = "a@b" }, "Customer.Reference"},
		"an address unnamed":      {func(r *corefy.CreateInvoiceRequest) { r.Customer.Address.City = "Kyiv" }, "Customer.Reference"},
		"no email":                {func(r *corefy.CreateInvoiceRequest) { r.Customer = corefy.Customer{Reference: "c", Email: "a@b@c"} }, "Customer.Email"},
		"no day": {func(r *corefy.CreateInvoiceRequest) {
			r.Customer = corefy.Customer{Reference: "c", DateOfBirth: "31.12.1990"}
		}, "Customer.DateOfBirth"},
		"a short tax id": {func(r *corefy.CreateInvoiceRequest) { r.Customer = corefy.Customer{Reference: "c", TaxID: "1"} }, "Customer.TaxID"},
		"a long tax id": {func(r *corefy.CreateInvoiceRequest) {
			r.Customer = corefy.Customer{Reference: "c", TaxID: strings.Repeat("1", 101)}
		}, "Customer.TaxID"},
		"three letters": {func(r *corefy.CreateInvoiceRequest) {
			r.Customer = corefy.Customer{Reference: "c", Address: corefy.Address{Country: "UKR"}}
		}, "Customer.Address.Country"},
		"a float in the customer": {func(r *corefy.CreateInvoiceRequest) {
			r.Customer = corefy.Customer{Reference: "c", Metadata: map[string]any{"a": 1.5}}
		}, "Customer.Metadata"},
		"twenty fields":              {func(r *corefy.CreateInvoiceRequest) { r.Metadata = twenty }, ""},
		"twenty-one fields":          {func(r *corefy.CreateInvoiceRequest) { r.Metadata = many }, "Metadata"},
		"a float in the metadata":    {func(r *corefy.CreateInvoiceRequest) { r.Metadata = map[string]any{"a": 1.5} }, "Metadata"},
		"an address of another kind": {func(r *corefy.CreateInvoiceRequest) { r.ReturnURL = "javascript:1" }, "ReturnURL"},
		"success alone":              {func(r *corefy.CreateInvoiceRequest) { r.ReturnURLs.Success = "https://shop.example/" }, "ReturnURLs.Pending"},
		"pending alone":              {func(r *corefy.CreateInvoiceRequest) { r.ReturnURLs.Pending = "https://shop.example/" }, ""},
		"no address": {func(r *corefy.CreateInvoiceRequest) {
			r.ReturnURLs = corefy.ReturnURLs{Pending: "https://shop.example/", Fail: "x"}
		}, "ReturnURLs.Fail"},
		"no callback address":        {func(r *corefy.CreateInvoiceRequest) { r.CallbackURL = "http://shop.example/" }, "CallbackURL"},
		"a callback to this machine": {func(r *corefy.CreateInvoiceRequest) { r.CallbackURL = "http://127.0.0.1:8080/" }, ""},
		"a float in an option":       {func(r *corefy.CreateInvoiceRequest) { r.GatewayOptions = map[string]any{"a": float32(1)} }, "GatewayOptions"},
		"13 minutes":                 {func(r *corefy.CreateInvoiceRequest) { r.Expires = time.Now().Add(13 * time.Minute) }, "Expires"},
		"15 minutes":                 {func(r *corefy.CreateInvoiceRequest) { r.Expires = time.Now().Add(15 * time.Minute) }, ""},
		"two days":                   {func(r *corefy.CreateInvoiceRequest) { r.Expires = time.Now().Add(48*time.Hour - time.Minute) }, ""},
		"more than two days":         {func(r *corefy.CreateInvoiceRequest) { r.Expires = time.Now().Add(48*time.Hour + time.Minute) }, "Expires"},
		"two lines of a token":       {func(r *corefy.CreateInvoiceRequest) { r.Token = paygates.NewSecret("a\nb") }, "Token"},
		"extra over a field":         {func(r *corefy.CreateInvoiceRequest) { r.Extra = map[string]any{"test_mode": false} }, "Extra"},
		"extra over an amount":       {func(r *corefy.CreateInvoiceRequest) { r.Extra = map[string]any{" Amount": 1} }, "Extra"},
		"extra":                      {func(r *corefy.CreateInvoiceRequest) { r.Extra = map[string]any{"options": map[string]any{}} }, ""},
	} {
		clients, host := stubbed(t, reply{Status: 418})
		req := createRequest()
		c.change(&req)
		_, err := clients.Private.Invoices.Create(t.Context(), req)
		if c.want == "" {
			assert.Len(t, host.Requests(), 1, "%s: %v", name, err)
			continue
		}
		assert.Equal(t, []string{c.want}, fieldsOf(t, err), name)
		assert.Empty(t, host.Requests(), name)
	}
}

func TestPayoutValidation(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		change func(r *corefy.CreatePayoutRequest)
		want   string
	}{
		"good":                 {func(*corefy.CreatePayoutRequest) {}, ""},
		"nobody":               {func(r *corefy.CreatePayoutRequest) { r.Fields = nil }, "Fields"},
		"no card":              {func(r *corefy.CreatePayoutRequest) { r.Fields["card_number"] = paygates.NewSecret("41697") }, "Fields"},
		"an empty field":       {func(r *corefy.CreatePayoutRequest) { r.Fields["a"] = paygates.Secret{} }, "Fields"},
		"two lines":            {func(r *corefy.CreatePayoutRequest) { r.Fields["a"] = paygates.NewSecret("a\nb") }, "Fields"},
		"a month alone":        {func(r *corefy.CreatePayoutRequest) { r.Card.ExpirationMonth = 1 }, "Card.ExpirationMonth"},
		"month 13":             {func(r *corefy.CreatePayoutRequest) { r.Card.ExpirationMonth, r.Card.ExpirationYear = 13, 2030 }, "Card.ExpirationMonth"},
		"two digits of a year": {func(r *corefy.CreatePayoutRequest) { r.Card.ExpirationMonth, r.Card.ExpirationYear = 1, 30 }, "Card.ExpirationYear"},
		"two lines of a name":  {func(r *corefy.CreatePayoutRequest) { r.Card.Holder = paygates.NewSecret("a\nb") }, "Card.Holder"},
		"no callback address":  {func(r *corefy.CreatePayoutRequest) { r.CallbackURL = "x" }, "CallbackURL"},
		"extra over a field":   {func(r *corefy.CreatePayoutRequest) { r.Extra = map[string]any{"fields": 1} }, "Extra"},
	} {
		clients, host := stubbed(t, reply{Status: 418})
		req := payoutRequest()
		c.change(&req)
		_, err := clients.Private.Payouts.Create(t.Context(), req)
		if c.want == "" {
			assert.Len(t, host.Requests(), 1, "%s: %v", name, err)
			continue
		}
		assert.Equal(t, []string{c.want}, fieldsOf(t, err), name)
		assert.Empty(t, host.Requests(), name)
	}
}

func TestOtherValidation(t *testing.T) {
	t.Parallel()
	clients, host := stubbed(t, reply{Status: 418})
	public := publicRequest()
	public.Extra, public.Fields, public.Metadata = map[string]any{"public_key": "x"}, map[string]string{"": "x"}, map[string]any{"a": 1.5}
	_, err := clients.Public.CreateInvoice(t.Context(), public)
	assert.Equal(t, []string{"Extra", "Fields", "Metadata"}, fieldsOf(t, err))
	_, err = clients.Private.Invoices.Refund(t.Context(), "cpi_1", corefy.RefundRequest{Reference: "r", Amount: usd("1"), Before: usd("-1"), Description: "\xff"})
	assert.Equal(t, []string{"Before", "Description"}, fieldsOf(t, err))
	assert.Empty(t, host.Requests())

	usdt, err := money.NewCurrency("USDT", 6)
	require.NoError(t, err)
	other, err := money.NewCurrency("USDT", 2)
	require.NoError(t, err)
	cfg := testConfig()
	cfg.Currencies = []money.Currency{usdt}
	req := createRequest()
	req.Amount = money.MustParse("1.00", other)
	_, err = openWith(t, cfg, "").Private.Invoices.Create(t.Context(), req)
	assert.Equal(t, []string{"Amount"}, fieldsOf(t, err), "the places that answers are read with")
}

func TestConfigValidation(t *testing.T) {
	t.Parallel()
	usdt, err := money.NewCurrency("USDT", 6)
	require.NoError(t, err)
	for name, c := range map[string]struct {
		change          func(c *corefy.Config)
		private, public string
	}{
		"good":                 {func(*corefy.Config) {}, "", ""},
		"nothing":              {func(c *corefy.Config) { *c = corefy.Config{} }, "APIKey AccountID PrivateURL", "PublicKey PublicURL"},
		"a colon":              {func(c *corefy.Config) { c.AccountID = "a:b" }, "AccountID", ""},
		"two lines":            {func(c *corefy.Config) { c.APIKey = paygates.NewSecret("a\nb") }, "APIKey", ""},
		"no https":             {func(c *corefy.Config) { c.PrivateURL, c.PublicURL = "http://a.example", "http://a.example" }, "PrivateURL", "PublicURL"},
		"a query":              {func(c *corefy.Config) { c.PrivateURL, c.PublicURL = "https://a.example?a", "https://a.example?a" }, "PrivateURL", "PublicURL"},
		"no prefix":            {func(c *corefy.Config) { c.PrivateURL, c.PublicURL = "https://a.example", "https://a.example/" }, "", ""},
		"a key of two lines":   {func(c *corefy.Config) { c.PublicKey = "pk_test_a\nb" }, "", "PublicKey"},
		"a live key":           {func(c *corefy.Config) { c.PublicKey = liveKey }, "", "PublicKey"},
		"an old live key":      {func(c *corefy.Config) { c.PublicKey = "com_pk_live_x" }, "", "PublicKey"},
		"a key of neither":     {func(c *corefy.Config) { c.PublicKey = "white-label" }, "", ""},
		"production":           {func(c *corefy.Config) { c.Environment = paygates.Production }, "", "PublicKey"},
		"production, live key": {func(c *corefy.Config) { c.Environment, c.PublicKey = paygates.Production, liveKey }, "", ""},
		"no environment":       {func(c *corefy.Config) { c.Environment = 7 }, "Environment", "Environment"},
		"a secret twice":       {func(c *corefy.Config) { c.CallbackSecrets = append(c.CallbackSecrets, c.CallbackSecrets[0]) }, "CallbackSecrets", ""},
		"an empty secret":      {func(c *corefy.Config) { c.CallbackSecrets = []paygates.Secret{{}} }, "CallbackSecrets", ""},
		"a line's end":         {func(c *corefy.Config) { c.CallbackSecrets = []paygates.Secret{paygates.NewSecret("sk_live_a\n")} }, "CallbackSecrets", ""},
		"no secrets":           {func(c *corefy.Config) { c.CallbackSecrets = nil }, "", ""},
		"a currency":           {func(c *corefy.Config) { c.Currencies = []money.Currency{usdt} }, "", ""},
		"a currency twice":     {func(c *corefy.Config) { c.Currencies = []money.Currency{usdt, usdt} }, "Currencies", "Currencies"},
		"a currency of none":   {func(c *corefy.Config) { c.Currencies = []money.Currency{money.CurrencyOf("XTS")} }, "Currencies", "Currencies"},
	} {
		cfg := testConfig()
		c.change(&cfg)
		for _, made := range []struct {
			want string
			make func() error
		}{{c.private, func() error { _, err := corefy.New(cfg); return err }}, {c.public, func() error { _, err := corefy.NewPublic(cfg); return err }}} {
			err := made.make()
			if made.want == "" {
				assert.NoError(t, err, name)
				continue
			}
			got := fieldsOf(t, err)
			assert.ElementsMatch(t, strings.Fields(made.want), got, name)
		}
	}
	_, err = corefy.New(testConfig(), paygates.WithHTTPClient(nil))
	assert.Equal(t, []string{"WithHTTPClient"}, fieldsOf(t, err))
}

func TestConfigFromEnv(t *testing.T) {
	for name, value := range map[string]string{
		"COREFY_ENVIRONMENT": "production", "COREFY_ACCOUNT_ID": "coma_1", "COREFY_API_KEY": "key", "COREFY_PUBLIC_KEY": liveKey,
		"COREFY_CALLBACK_SECRETS": testSecret + ", " + liveSecret + ",", "COREFY_PRIVATE_URL": "https://a.example/api", "COREFY_PUBLIC_URL": "https://a.example/public-api",
	} {
		t.Setenv(name, value)
	}
	cfg, err := corefy.ConfigFromEnv()
	require.NoError(t, err)
	assert.Equal(t, paygates.Production, cfg.Environment)
	assert.Equal(t, "key", cfg.APIKey.Reveal())
	require.Len(t, cfg.CallbackSecrets, 2)
	assert.Equal(t, liveSecret, cfg.CallbackSecrets[1].Reveal())
	_, err = corefy.New(cfg)
	assert.NoError(t, err)
	_, err = corefy.NewPublic(cfg)
	assert.NoError(t, err)
	t.Setenv("COREFY_ENVIRONMENT", "live")
	_, err = corefy.ConfigFromEnv()
	assert.Equal(t, []string{"COREFY_ENVIRONMENT"}, fieldsOf(t, err))
}

func TestCheckoutURL(t *testing.T) {
	t.Parallel()
	cfg := testConfig()
	link, err := corefy.CheckoutURL(cfg, corefy.CheckoutRequest{InvoiceID: invoiceID})
	require.NoError(t, err)
	assert.Equal(t, "https://com.gateway.example/hpp/?cpi="+invoiceID, link)
	link, err = corefy.CheckoutURL(cfg, corefy.CheckoutRequest{
		Reference: "order 1", Amount: usd("100.50"), Description: "A & B", Expires: time.Unix(4102444800, 0), Service: "payment_card_usd_hpp", Locale: "uk",
		ServiceFields: map[string]string{"phone": "+1"}, Customer: corefy.Customer{Reference: "c", Email: "a@shop.example"}, Metadata: map[string]string{"k": "v"}, ReturnURL: "https://shop.example/r?a=b",
	})
	require.NoError(t, err)
	assert.Equal(t, "https://com.gateway.example/hpp/?amount=100.5&currency=USD&customer%5Bemail%5D=a%40shop.example&customer%5Breference_id%5D=c&description=A%20%26%20B&expires=4102444800&"+
		"locale=uk&metadata%5Bk%5D=v&public_key="+testKey+"&reference_id=order%201&return_url=https%3A%2F%2Fshop.example%2Fr%3Fa%3Db&service=payment_card_usd_hpp&service_fields%5Bphone%5D=%2B1", link)
	tooMany := map[string]string{}
	for i := range 21 {
		tooMany[fmt.Sprint(i)] = ""
	}
	for want, c := range map[string]struct {
		config func(c *corefy.Config)
		req    corefy.CheckoutRequest
	}{
		"Amount Reference": {nil, corefy.CheckoutRequest{}},
		"InvoiceID":        {nil, corefy.CheckoutRequest{InvoiceID: "a&b"}},
		"InvoiceID ":       {nil, corefy.CheckoutRequest{InvoiceID: invoiceID, Reference: "r"}},
		"InvoiceID  ":      {nil, corefy.CheckoutRequest{InvoiceID: invoiceID, ReturnURL: "https://shop.example/r"}},
		"InvoiceID   ":     {nil, corefy.CheckoutRequest{InvoiceID: invoiceID, Metadata: map[string]string{"k": "v"}}},
		"Customer Customer.Reference Expires Metadata ReturnURL Service ServiceFields": {nil, corefy.CheckoutRequest{
			Reference: "r", Amount: usd("1"), Expires: time.Unix(1, 0), Service: "a b", ReturnURL: "x", Customer: corefy.Customer{Address: corefy.Address{City: "Kyiv"}},
			ServiceFields: map[string]string{"": ""}, Metadata: map[string]string{"a": "\xff"},
		}},
		"Metadata":  {nil, corefy.CheckoutRequest{Reference: "r", Amount: usd("1"), Metadata: tooMany}},
		"PublicURL": {func(c *corefy.Config) { c.PublicURL = "" }, corefy.CheckoutRequest{InvoiceID: invoiceID}},
		"PublicKey": {func(c *corefy.Config) { c.PublicKey = liveKey }, corefy.CheckoutRequest{Reference: "r", Amount: usd("1")}},
	} {
		cfg := testConfig()
		if c.config != nil {
			c.config(&cfg)
		}
		link, err := corefy.CheckoutURL(cfg, c.req)
		assert.Equal(t, strings.Fields(want), fieldsOf(t, err))
		assert.Empty(t, link)
	}
}

// The hook sees what is about to be asked, once, with no secret in it.
func TestTheHookSeesTheIntent(t *testing.T) {
	t.Parallel()
	var seen []paygates.Intent
	host := stub.New(reply{Status: 502})
	c := open(t, testConfig(), paygates.WithHTTPClient(host.Client()), paygates.WithBeforeSend(func(_ context.Context, i paygates.Intent) error {
		seen = append(seen, i)
		return nil
	}))
	req := createRequest()
	req.Flow = corefy.FlowVerify
	_, _ = create(req)(t.Context(), c)
	_, _ = payout(payoutRequest())(t.Context(), c)
	_, _ = refund(invoiceID, refundRequest())(t.Context(), c)
	require.Len(t, seen, 3)
	assert.Equal(t, "payment_flow=verify&service=payment_card_usd_hpp", seen[0].Details)
	assert.Equal(t, "416974****1778", seen[1].MaskedPAN)
	assert.Equal(t, invoiceID+" refund-1 10.00 USD 0.00 USD", strings.Join([]string{seen[2].TargetID, seen[2].Reference, seen[2].Amount.String(), seen[2].Before.String()}, " "))
}
