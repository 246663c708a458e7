package cibpay_test

import (
	"context"
	"encoding/json"
	"errors"
	"math"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/cibpay"
	"github.com/paygates/paygates-go/money"
)

// refusedLocally checks that a call was refused before anything was sent, and
// that it names exactly these fields.
func refusedLocally(t *testing.T, call func(context.Context, *cibpay.Client) error, fields ...string) {
	t.Helper()
	client, stub := stubbed(t, reply{})
	err := call(t.Context(), client)
	require.ErrorIs(t, err, paygates.ErrInvalidRequest)
	e, _ := errors.AsType[*paygates.Error](err)
	assert.Equal(t, paygates.OutcomeNotExecuted, e.Outcome)
	assert.Equal(t, paygates.AdviceFixRequest, e.Advice())
	assert.Zero(t, e.Attempts)
	var named []string
	for _, f := range e.Fields {
		named = append(named, f.Field)
		assert.NotEmpty(t, f.Message)
		assert.Contains(t, err.Error(), f.Field+": "+f.Message)
	}
	assert.Equal(t, fields, named)
	assert.Empty(t, stub.Requests(), "nothing is sent")
}

func TestCreateRefusesWhatTheGatewayWould(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		change func(*cibpay.CreateOrderRequest)
		fields []string
	}{
		"nothing given":            {func(r *cibpay.CreateOrderRequest) { *r = cibpay.CreateOrderRequest{} }, []string{"Amount", "Reference"}},
		"comma in the reference":   {func(r *cibpay.CreateOrderRequest) { r.Reference = "a,b" }, []string{"Reference"}},
		"leading dash":             {func(r *cibpay.CreateOrderRequest) { r.Reference = "-a" }, []string{"Reference"}},
		"line break":               {func(r *cibpay.CreateOrderRequest) { r.Reference = "a\nb" }, []string{"Reference"}},
		"blank at the end":         {func(r *cibpay.CreateOrderRequest) { r.Reference = "a " }, []string{"Reference"}},
		"reference not UTF-8":      {func(r *cibpay.CreateOrderRequest) { r.Reference = "a\xff" }, []string{"Reference"}},
		"reference too long":       {func(r *cibpay.CreateOrderRequest) { r.Reference = strings.Repeat("a", 256) }, []string{"Reference"}},
		"zero":                     {func(r *cibpay.CreateOrderRequest) { r.Amount = azn("0.00") }, []string{"Amount"}},
		"negative":                 {func(r *cibpay.CreateOrderRequest) { r.Amount = azn("-1.00") }, []string{"Amount"}},
		"three places":             {func(r *cibpay.CreateOrderRequest) { r.Amount = money.MustParse("1.234", money.KWD) }, []string{"Amount"}},
		"currency of no places":    {func(r *cibpay.CreateOrderRequest) { r.Amount = mustExact("1", money.CurrencyOf("QQQ")) }, []string{"Amount"}},
		"e-mail":                   {func(r *cibpay.CreateOrderRequest) { r.Client.Email = "nobody" }, []string{"Client.Email"}},
		"country":                  {func(r *cibpay.CreateOrderRequest) { r.Client.Country, r.Options.Country = "AZ", "aze" }, []string{"Client.Country", "Options.Country"}},
		"name not UTF-8":           {func(r *cibpay.CreateOrderRequest) { r.Client.Name = "\xff" }, []string{"Client.Name"}},
		"IP":                       {func(r *cibpay.CreateOrderRequest) { r.IP = "300.1.1.1" }, []string{"IP"}},
		"return URL":               {func(r *cibpay.CreateOrderRequest) { r.Options.ReturnURL = "javascript:alert(1)" }, []string{"Options.ReturnURL"}},
		"return URL without TLS":   {func(r *cibpay.CreateOrderRequest) { r.Options.ReturnURL = "http://shop.example/" }, []string{"Options.ReturnURL"}},
		"seconds of expiry":        {func(r *cibpay.CreateOrderRequest) { r.Options.ExpirationTimeout = 90 * time.Second }, []string{"Options.ExpirationTimeout"}},
		"negative expiry":          {func(r *cibpay.CreateOrderRequest) { r.Options.ExpirationTimeout = -time.Minute }, []string{"Options.ExpirationTimeout"}},
		"float in custom fields":   {func(r *cibpay.CreateOrderRequest) { r.CustomFields = map[string]any{"a": 1.5} }, []string{"CustomFields"}},
		"list in custom fields":    {func(r *cibpay.CreateOrderRequest) { r.CustomFields = map[string]any{"a": []int{1}} }, []string{"CustomFields"}},
		"float in extra fields":    {func(r *cibpay.CreateOrderRequest) { r.ExtraFields.Other = map[string]any{"a": math.NaN()} }, []string{"ExtraFields"}},
		"float in extra":           {func(r *cibpay.CreateOrderRequest) { r.Extra = map[string]any{"a": []any{float32(1)}} }, []string{"Extra"}},
		"extra over our own field": {func(r *cibpay.CreateOrderRequest) { r.Extra = map[string]any{"amount": 1} }, []string{"Extra"}},
		"eleven custom fields": {func(r *cibpay.CreateOrderRequest) {
			r.CustomFields = map[string]any{}
			for i := range 11 {
				r.CustomFields[string(rune('a'+i))] = i
			}
		}, []string{"CustomFields"}},
		"several at once": {func(r *cibpay.CreateOrderRequest) {
			r.Reference, r.Amount, r.Client.Email = "", azn("0"), "@@"
		}, []string{"Amount", "Client.Email", "Reference"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			req := everything()
			tc.change(&req)
			refusedLocally(t, func(ctx context.Context, c *cibpay.Client) error {
				_, err := c.Orders.Create(ctx, req)
				return err
			}, tc.fields...)
		})
	}
}

func mustExact(text string, c money.Currency) money.Amount {
	a, err := money.ParseExact(text, c)
	if err != nil {
		panic(err)
	}
	return a
}

func TestOtherCallsRefuseWhatTheGatewayWould(t *testing.T) {
	t.Parallel()
	card := paygates.NewPAN("4111111111111111")
	creditWith := func(change func(*cibpay.CreditRequest)) func(context.Context, *cibpay.Client) error {
		return func(ctx context.Context, c *cibpay.Client) error {
			req := cibpay.CreditRequest{Reference: "p-1", Amount: azn("1.00"), PAN: card}
			change(&req)
			_, err := c.Orders.Credit(ctx, req)
			return err
		}
	}
	listWith := func(req cibpay.ListOrdersRequest) func(context.Context, *cibpay.Client) error {
		return func(ctx context.Context, c *cibpay.Client) error {
			_, err := c.Orders.List(ctx, req)
			return err
		}
	}
	chargeWith := func(id string, req cibpay.ChargeRequest) func(context.Context, *cibpay.Client) error {
		return func(ctx context.Context, c *cibpay.Client) error {
			_, err := c.Orders.Charge(ctx, id, req)
			return err
		}
	}
	now := time.Now()
	for name, tc := range map[string]struct {
		call   func(context.Context, *cibpay.Client) error
		fields []string
	}{
		"no card":              {creditWith(func(r *cibpay.CreditRequest) { r.PAN = paygates.PAN{} }), []string{"PAN"}},
		"wrong check digit":    {creditWith(func(r *cibpay.CreditRequest) { r.PAN = paygates.NewPAN("4111111111111112") }), []string{"PAN"}},
		"no digits":            {creditWith(func(r *cibpay.CreditRequest) { r.PAN = paygates.NewPAN("4111x11111111111") }), []string{"PAN"}},
		"holder of one letter": {creditWith(func(r *cibpay.CreditRequest) { r.Card.Holder = paygates.NewSecret("A") }), []string{"Card.Holder"}},
		"holder of 41 letters": {creditWith(func(r *cibpay.CreditRequest) { r.Card.Holder = paygates.NewSecret(strings.Repeat("ə", 41)) }), []string{"Card.Holder"}},
		"holder of 40 letters and month 13": {creditWith(func(r *cibpay.CreditRequest) {
			r.Card = cibpay.CreditCard{Holder: paygates.NewSecret(strings.Repeat("ə", 40)), ExpirationMonth: 13, ExpirationYear: 2030}
		}), []string{"Card.ExpirationMonth"}},
		"two-digit year": {creditWith(func(r *cibpay.CreditRequest) { r.Card.ExpirationMonth, r.Card.ExpirationYear = 1, 30 }), []string{"Card.ExpirationYear"}},
		"month alone":    {creditWith(func(r *cibpay.CreditRequest) { r.Card.ExpirationMonth = 1 }), []string{"Card.ExpirationYear"}},
		"no reference":   {creditWith(func(r *cibpay.CreditRequest) { r.Reference = "" }), []string{"Reference"}},

		"CVV": {func(ctx context.Context, c *cibpay.Client) error {
			_, err := c.Orders.Rebill(ctx, "7", cibpay.RebillRequest{Reference: "r", Amount: azn("1"), CVV: paygates.NewSecret("12a")})
			return err
		}, []string{"CVV"}},
		"no parent": {func(ctx context.Context, c *cibpay.Client) error {
			_, err := c.Orders.Rebill(ctx, "", cibpay.RebillRequest{Reference: "r", Amount: azn("1")})
			return err
		}, []string{"id"}},

		"neither amount nor whole": {chargeWith("7", cibpay.ChargeRequest{}), []string{"Amount"}},
		"amount and whole":         {chargeWith("7", cibpay.ChargeRequest{Amount: azn("1"), Whole: true}), []string{"Amount"}},
		"charge of nothing":        {chargeWith("7", cibpay.ChargeRequest{Amount: azn("0")}), []string{"Amount"}},
		"before in other currency": {chargeWith("7", cibpay.ChargeRequest{Amount: azn("1"), Before: usd("0")}), []string{"Before"}},
		"negative before":          {chargeWith("7", cibpay.ChargeRequest{Amount: azn("1"), Before: azn("-1")}), []string{"Before"}},
		"no id":                    {chargeWith("", cibpay.ChargeRequest{Whole: true}), []string{"id"}},
		"id with a slash":          {chargeWith("7/refund?", cibpay.ChargeRequest{Whole: true}), []string{"id"}},
		"id of dots":               {chargeWith("..", cibpay.ChargeRequest{Whole: true}), []string{"id"}},
		"reverse without id":       {func(ctx context.Context, c *cibpay.Client) error { _, err := c.Orders.Reverse(ctx, ""); return err }, []string{"id"}},
		"confirm without id":       {func(ctx context.Context, c *cibpay.Client) error { _, err := c.Confirm(ctx, ""); return err }, []string{"id"}},
		"unknown expand": {func(ctx context.Context, c *cibpay.Client) error {
			_, err := c.Orders.Get(ctx, "7", "issued")
			return err
		}, []string{"expand"}},

		"list: expand":       {listWith(cibpay.ListOrdersRequest{Expand: []cibpay.Expand{"cash"}}), []string{"Expand"}},
		"list: status":       {listWith(cibpay.ListOrdersRequest{Statuses: []cibpay.Status{"paid"}}), []string{"Statuses"}},
		"list: upper case":   {listWith(cibpay.ListOrdersRequest{Statuses: []cibpay.Status{"CHARGED"}}), []string{"Statuses"}},
		"list: comma":        {listWith(cibpay.ListOrdersRequest{References: []string{"a", "b,c"}, CardTypes: []string{"visa,x"}}), []string{"References", "CardTypes"}},
		"list: empty value":  {listWith(cibpay.ListOrdersRequest{CardSubtypes: []string{""}}), []string{"CardSubtypes"}},
		"list: IP":           {listWith(cibpay.ListOrdersRequest{IPs: []string{"x"}}), []string{"IPs"}},
		"list: BIN":          {listWith(cibpay.ListOrdersRequest{IssuerBINs: []string{"4111111111111111"}}), []string{"IssuerBINs"}},
		"list: country":      {listWith(cibpay.ListOrdersRequest{IssuerCountry: "US"}), []string{"IssuerCountry"}},
		"list: period":       {listWith(cibpay.ListOrdersRequest{CreatedFrom: now, CreatedTo: now.Add(-time.Second)}), []string{"CreatedTo"}},
		"list: foreign page": {listWith(cibpay.ListOrdersRequest{Page: "https://elsewhere.example/orders/?page=2"}), []string{"Page"}},
		"list: other path":   {listWith(cibpay.ListOrdersRequest{Page: "/orders/7/refund?page=2"}), []string{"Page"}},
		"find: empty": {func(ctx context.Context, c *cibpay.Client) error {
			_, err := c.Orders.FindByReference(ctx, "")
			return err
		}, []string{"References"}},
		"rates: period": {func(ctx context.Context, c *cibpay.Client) error {
			_, err := c.ExchangeRates(ctx, cibpay.ExchangeRatesRequest{From: now, To: now.Add(-48 * time.Hour)})
			return err
		}, []string{"To"}},
		"resolve: nothing": {func(ctx context.Context, c *cibpay.Client) error {
			_, err := c.Resolve(ctx, paygates.Intent{})
			return err
		}, []string{"Gateway", "Op"}},
		"resolve: a read": {func(ctx context.Context, c *cibpay.Client) error {
			_, err := c.Resolve(ctx, paygates.Intent{Gateway: "cibpay", Op: "Orders.Get", TargetID: "7"})
			return err
		}, []string{"Op"}},
		"resolve: other gateway": {func(ctx context.Context, c *cibpay.Client) error {
			_, err := c.Resolve(ctx, paygates.Intent{Gateway: "bizon", Op: "Orders.Charge", TargetID: "7"})
			return err
		}, []string{"Gateway"}},
		"resolve: no reference": {func(ctx context.Context, c *cibpay.Client) error {
			_, err := c.Resolve(ctx, paygates.Intent{Gateway: "cibpay", Op: "Orders.Credit"})
			return err
		}, []string{"Reference", "Amount"}},
		"resolve: no target": {func(ctx context.Context, c *cibpay.Client) error {
			_, err := c.Resolve(ctx, paygates.Intent{Gateway: "cibpay", Op: "Orders.Refund"})
			return err
		}, []string{"TargetID"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			refusedLocally(t, tc.call, tc.fields...)
		})
	}
}

func TestNewNamesEveryMistakeAtOnce(t *testing.T) {
	t.Parallel()
	password := paygates.NewSecret("p")
	good := testConfig()
	for name, tc := range map[string]struct {
		change func(*cibpay.Config)
		opts   []paygates.Option
		fields []string
	}{
		"nothing":                         {change: func(c *cibpay.Config) { *c = cibpay.Config{} }, fields: []string{"Username", "Password"}},
		"colon in the name":               {change: func(c *cibpay.Config) { c.Username = "a:b" }, fields: []string{"Username"}},
		"control characters":              {change: func(c *cibpay.Config) { c.Username, c.Password = "a\n", paygates.NewSecret("\r") }, fields: []string{"Username", "Password"}},
		"production host in the sandbox":  {change: func(c *cibpay.Config) { c.BaseURL = "HTTPS://api.cibpay.co:443/" }, fields: []string{"BaseURL"}},
		"production host by another road": {change: func(c *cibpay.Config) { c.BaseURL = "https://api.cibpay.co./v1" }, fields: []string{"BaseURL"}},
		"production host, leading zeros":  {change: func(c *cibpay.Config) { c.BaseURL = "https://api.cibpay.co:0443" }, fields: []string{"BaseURL"}},
		"production host, empty fragment": {change: func(c *cibpay.Config) { c.BaseURL = "https://api.cibpay.co#" }, fields: []string{"BaseURL", "BaseURL"}},
		"letters that look alike":         {change: func(c *cibpay.Config) { c.BaseURL = "https://ａｐｉ.cibpay.co" }, fields: []string{"BaseURL"}},
		"no such environment":             {change: func(c *cibpay.Config) { c.Environment = 7 }, fields: []string{"Environment", "BaseURL"}},
		"http":                            {change: func(c *cibpay.Config) { c.BaseURL = "http://pay.example" }, fields: []string{"BaseURL"}},
		"password in the URL":             {change: func(c *cibpay.Config) { c.BaseURL = "https://u:p@pay.example" }, fields: []string{"BaseURL"}},
		"checkout page":                   {change: func(c *cibpay.Config) { c.CheckoutURL = "ftp://pay.example" }, fields: []string{"CheckoutURL"}},
		"callback name without password":  {change: func(c *cibpay.Config) { c.CallbackUsername = "a" }, fields: []string{"CallbackPassword"}},
		"callback password without name":  {change: func(c *cibpay.Config) { c.CallbackPassword = password }, fields: []string{"CallbackPassword"}},
		"callback name with a colon": {change: func(c *cibpay.Config) {
			c.CallbackUsername, c.CallbackPassword = "a:b", paygates.NewSecret("c")
		}, fields: []string{"CallbackUsername"}},
		"callback password with its line's end": {change: func(c *cibpay.Config) {
			c.CallbackUsername, c.CallbackPassword = "a", paygates.NewSecret("c\n")
		}, fields: []string{"CallbackPassword"}},
		"options":                           {change: func(*cibpay.Config) {}, opts: []paygates.Option{paygates.WithAttemptTimeout(-1), paygates.WithHTTPClient(nil)}, fields: []string{"WithAttemptTimeout", "WithHTTPClient"}},
		"config and options at once":        {change: func(c *cibpay.Config) { c.Username = "" }, opts: []paygates.Option{paygates.WithUserAgent("a\x00")}, fields: []string{"Username", "WithUserAgent"}},
		"client certificate and own client": {change: func(c *cibpay.Config) { c.ClientCertificate = testCertificate(t) }, opts: []paygates.Option{paygates.WithHTTPClient(&http.Client{})}, fields: []string{"ClientCertificate"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			cfg := good
			tc.change(&cfg)
			client, err := cibpay.New(cfg, tc.opts...)
			require.Nil(t, client)
			require.ErrorIs(t, err, paygates.ErrInvalidRequest)
			e, _ := errors.AsType[*paygates.Error](err)
			var named []string
			for _, f := range e.Fields {
				named = append(named, f.Field)
			}
			assert.Equal(t, tc.fields, named)
		})
	}
	for name, change := range map[string]func(*cibpay.Config){
		"sandbox":                  func(*cibpay.Config) {},
		"production":               func(c *cibpay.Config) { c.Environment = paygates.Production },
		"production, spelled out":  func(c *cibpay.Config) { c.Environment, c.BaseURL = paygates.Production, cibpay.ProductionURL },
		"model":                    func(c *cibpay.Config) { c.BaseURL = "http://127.0.0.1:8080" },
		"with prefix":              func(c *cibpay.Config) { c.BaseURL = "https://pay.example/cib/" },
		"with client certificate":  func(c *cibpay.Config) { c.ClientCertificate = testCertificate(t) },
		"with callback credential": func(c *cibpay.Config) { c.CallbackUsername, c.CallbackPassword = "a", password },
	} {
		cfg := good
		change(&cfg)
		_, err := cibpay.New(cfg)
		require.NoError(t, err, name)
	}
}

func TestConfigFromEnv(t *testing.T) {
	dir := t.TempDir()
	certPEM, keyPEM := testCertificatePEM(t)
	cert, key := filepath.Join(dir, "c.pem"), filepath.Join(dir, "k.pem")
	require.NoError(t, os.WriteFile(cert, certPEM, 0o600))
	require.NoError(t, os.WriteFile(key, keyPEM, 0o600))
	for name, value := range map[string]string{
		"CIBPAY_USERNAME": "shop", "CIBPAY_PASSWORD": "hunter22", "CIBPAY_ENVIRONMENT": "production",
		"CIBPAY_BASE_URL": "https://pay.example", "CIBPAY_CHECKOUT_URL": "https://checkout.example/pay",
		"CIBPAY_CLIENT_CERT": cert, "CIBPAY_CLIENT_KEY": key,
	} {
		t.Setenv(name, value)
	}
	cfg, err := cibpay.ConfigFromEnv()
	require.NoError(t, err)
	assert.Equal(t, "shop", cfg.Username)
	assert.Equal(t, "hunter22", cfg.Password.Reveal())
	assert.Equal(t, paygates.Production, cfg.Environment)
	assert.Equal(t, "https://pay.example", cfg.BaseURL)
	assert.Equal(t, "https://checkout.example/pay", cfg.CheckoutURL)
	assert.NotNil(t, cfg.ClientCertificate.Reveal())
	encoded, err := json.Marshal(cfg)
	require.NoError(t, err)
	assert.NotContains(t, string(encoded)+cfg.String(), "hunter22")

	t.Setenv("CIBPAY_ENVIRONMENT", "live")
	t.Setenv("CIBPAY_CLIENT_KEY", filepath.Join(dir, "missing"))
	_, err = cibpay.ConfigFromEnv()
	require.ErrorIs(t, err, paygates.ErrInvalidRequest)
	assert.Contains(t, err.Error(), "CIBPAY_ENVIRONMENT")
	assert.Contains(t, err.Error(), "CIBPAY_CLIENT_CERT")
}
