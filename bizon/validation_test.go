package bizon_test

import (
	"context"
	"errors"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/bizon"
	"github.com/paygates/paygates-go/internal/stub"
	"github.com/paygates/paygates-go/money"
)

// changed makes a call with a request that was good before change.
func changed[Q any](method func(*bizon.OrdersAPI, context.Context, Q) (*bizon.Order, error), req Q, change func(*Q)) call {
	change(&req)
	return of(method, req)
}

// What the gateway is known to refuse is not sent, and every field is named.
func TestRequestsThatAreRefusedHere(t *testing.T) {
	t.Parallel()
	secret := paygates.NewSecret
	now := time.Now()
	create := func(change func(*bizon.CreateOrderRequest)) call {
		return changed((*bizon.OrdersAPI).Create, createEverything(), change)
	}
	authorize := func(change func(*bizon.AuthorizeRequest)) call {
		return changed((*bizon.OrdersAPI).Authorize, authorizeEverything(), change)
	}
	token := func(change func(*bizon.TokenPayRequest)) call {
		return changed((*bizon.OrdersAPI).TokenPay, tokenEverything(), change)
	}
	resolve := func(intent paygates.Intent) call {
		return func(ctx context.Context, c *bizon.Client) (any, error) { return c.Resolve(ctx, intent) }
	}
	for name, tc := range map[string]struct {
		call   call
		fields []string
	}{
		"create: nothing given": {create(func(r *bizon.CreateOrderRequest) { *r = bizon.CreateOrderRequest{} }), []string{"Amount", "Reference"}},
		"create: comma":         {create(func(r *bizon.CreateOrderRequest) { r.Reference = "a,b" }), []string{"Reference"}},
		"create: dash":          {create(func(r *bizon.CreateOrderRequest) { r.Reference = "-a" }), []string{"Reference"}},
		"create: not UTF-8":     {create(func(r *bizon.CreateOrderRequest) { r.Reference = "a\xff" }), []string{"Reference"}},
		"create: zero":          {create(func(r *bizon.CreateOrderRequest) { r.Amount = usd("0.00") }), []string{"Amount"}},
		"create: three places":  {create(func(r *bizon.CreateOrderRequest) { r.Amount = money.MustParse("1.234", money.KWD) }), []string{"Amount"}},
		"create: return URLs": {create(func(r *bizon.CreateOrderRequest) {
			r.Options.ReturnURL, r.Options.Secure3D20ReturnURL = "javascript:x", "http://shop.example"
		}), []string{"Options.ReturnURL", "Options.Secure3D20ReturnURL"}},
		"create: seconds":           {create(func(r *bizon.CreateOrderRequest) { r.Options.ExpirationTimeout = time.Second }), []string{"Options.ExpirationTimeout"}},
		"create: float":             {create(func(r *bizon.CreateOrderRequest) { r.CustomFields = map[string]any{"a": math.Pi} }), []string{"CustomFields"}},
		"create: float in extras":   {create(func(r *bizon.CreateOrderRequest) { r.ExtraFields = map[string]any{"a": 1.5} }), []string{"ExtraFields"}},
		"create: extra over a name": {create(func(r *bizon.CreateOrderRequest) { r.Extra = map[string]any{" Options": 1} }), []string{"Extra"}},

		"authorize: nothing given": {
			authorize(func(r *bizon.AuthorizeRequest) { *r = bizon.AuthorizeRequest{} }),
			[]string{"Amount", "Card.ExpirationMonth", "Card.ExpirationYear", "IP", "PAN", "Reference"},
		},
		"authorize: check digit":    {authorize(func(r *bizon.AuthorizeRequest) { r.PAN = paygates.NewPAN("4111111111111112") }), []string{"PAN"}},
		"authorize: CVV":            {authorize(func(r *bizon.AuthorizeRequest) { r.Card.CVV = secret("12a") }), []string{"Card.CVV"}},
		"authorize: long CVV":       {authorize(func(r *bizon.AuthorizeRequest) { r.Card.CVV = secret("12345") }), []string{"Card.CVV"}},
		"authorize: holder":         {authorize(func(r *bizon.AuthorizeRequest) { r.Card.Holder = secret("J") }), []string{"Card.Holder"}},
		"authorize: long holder":    {authorize(func(r *bizon.AuthorizeRequest) { r.Card.Holder = secret(strings.Repeat("J", 41)) }), []string{"Card.Holder"}},
		"authorize: month":          {authorize(func(r *bizon.AuthorizeRequest) { r.Card.ExpirationMonth = 13 }), []string{"Card.ExpirationMonth"}},
		"authorize: two-digit year": {authorize(func(r *bizon.AuthorizeRequest) { r.Card.ExpirationYear = 30 }), []string{"Card.ExpirationYear"}},
		"authorize: month alone":    {authorize(func(r *bizon.AuthorizeRequest) { r.Card.ExpirationYear = 0 }), []string{"Card.ExpirationYear"}},
		"authorize: IP":             {authorize(func(r *bizon.AuthorizeRequest) { r.IP = "300.1.1.1" }), []string{"IP"}},
		"authorize: authentication": {authorize(func(r *bizon.AuthorizeRequest) {
			r.Secure3D.XID, r.Secure3D.CAVV, r.Secure3D.ECI = secret("a\n"), secret("\x00"), "005"
		}), []string{"Secure3D.CAVV", "Secure3D.ECI", "Secure3D.XID"}},
		"authorize: transaction id":  {authorize(func(r *bizon.AuthorizeRequest) { r.Secure3D.DSTransID = "\xff" }), []string{"Secure3D.DSTransID"}},
		"authorize: browser":         {authorize(func(r *bizon.AuthorizeRequest) { r.Secure3D.Browser.IP, r.Secure3D.Browser.ScreenWidth = "x", -1 }), []string{"Secure3D.Browser", "Secure3D.Browser.IP"}},
		"authorize: parent":          {authorize(func(r *bizon.AuthorizeRequest) { r.Recurring.ParentOrderID = "a/b" }), []string{"Recurring.ParentOrderID"}},
		"authorize: extra over ours": {authorize(func(r *bizon.AuthorizeRequest) { r.Extra = map[string]any{"recurring_details": 1} }), []string{"Extra"}},

		"token: nothing given": {
			token(func(r *bizon.TokenPayRequest) { *r = bizon.TokenPayRequest{} }),
			[]string{"Amount", "IP", "Reference", "Token.Token", "Token.Type"},
		},
		"token: wallet":     {token(func(r *bizon.TokenPayRequest) { r.Token.Type = "samsung_pay" }), []string{"Token.Type"}},
		"token: not a text": {token(func(r *bizon.TokenPayRequest) { r.Token.Token = secret("a\nb") }), []string{"Token.Token"}},

		"rebill: CVV and parent": {on("", (*bizon.OrdersAPI).Rebill, bizon.RebillRequest{Reference: "r", Amount: usd("1"), CVV: secret("1")}), []string{"CVV", "id"}},
		"credit: no card":        {of((*bizon.OrdersAPI).Credit, bizon.CreditRequest{Reference: "p", Amount: usd("1")}), []string{"PAN"}},
		"credit order: nothing":  {on("", (*bizon.OrdersAPI).CreditOrder, bizon.CreditOrderRequest{}), []string{"Amount", "Reference", "id"}},
		"complete: nothing":      {on("", (*bizon.OrdersAPI).Complete, bizon.CompleteRequest{}), []string{"id", "PaRes"}},
		"complete: no UTF-8":     {on("7", (*bizon.OrdersAPI).Complete, bizon.CompleteRequest{PaRes: secret("\xff")}), []string{"PaRes"}},
		"complete 2: no UTF-8":   {on("../7", (*bizon.OrdersAPI).Complete3DS2, bizon.Complete3DS2Request{CRes: secret("\xff")}), []string{"id", "CRes"}},
		"resume: id":             {just("7/resume", (*bizon.OrdersAPI).Resume), []string{"id"}},

		"charge: neither":        {on("7", (*bizon.OrdersAPI).Charge, bizon.ChargeRequest{}), []string{"Amount"}},
		"charge: both":           {on("7", (*bizon.OrdersAPI).Charge, bizon.ChargeRequest{Amount: usd("1"), Whole: true}), []string{"Amount"}},
		"refund: other currency": {on("7", (*bizon.OrdersAPI).Refund, bizon.RefundRequest{Amount: usd("1"), Before: eur("0")}), []string{"Before"}},
		"cancel: neither":        {on("7", (*bizon.OrdersAPI).Cancel, bizon.CancelRequest{}), []string{"Amount"}},
		"reverse: id":            {just("..", (*bizon.OrdersAPI).Reverse), []string{"id"}},
		"get: expand":            {get("7", "cash"), []string{"expand"}},

		"list: status":           {list(bizon.ListOrdersRequest{Statuses: []bizon.Status{"paid"}}), []string{"Statuses"}},
		"list: page":             {list(bizon.ListOrdersRequest{Page: "/operations/?page=2"}), []string{"Page"}},
		"operations: words":      {listOperations(bizon.ListOperationsRequest{Expand: []bizon.OperationExpand{"x"}, Statuses: []bizon.OperationStatus{"charged"}, Types: []bizon.OperationType{"x"}}), []string{"Expand", "Statuses", "Types"}},
		"operations: period":     {listOperations(bizon.ListOperationsRequest{CreatedFrom: now, CreatedTo: now.Add(-time.Second)}), []string{"CreatedTo"}},
		"operations: page":       {listOperations(bizon.ListOperationsRequest{Page: "https://elsewhere.example/operations/?page=2"}), []string{"Page"}},
		"operations: orders":     {allOperations(bizon.ListOperationsRequest{Page: "/orders/?page=2"}), []string{"Page"}},
		"rates: day and period":  {rates(bizon.ExchangeRatesRequest{Date: now, To: now}), []string{"Date"}},
		"resolve: a read":        {resolve(paygates.Intent{Gateway: "bizon", Op: "Operations.List"}), []string{"Op"}},
		"resolve: other gateway": {resolve(paygates.Intent{Gateway: "cibpay", Op: "Orders.Complete", TargetID: "7"}), []string{"Gateway"}},
		"resolve: no target":     {resolve(paygates.Intent{Gateway: "bizon", Op: "Orders.Resume"}), []string{"TargetID"}},
		"resolve: no reference":  {resolve(paygates.Intent{Gateway: "bizon", Op: "Orders.CreditOrder"}), []string{"Reference", "Amount", "TargetID"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			client, stub := stubbed(t, reply{})
			_, err := tc.call(t.Context(), client)
			require.ErrorIs(t, err, paygates.ErrInvalidRequest)
			e, _ := errors.AsType[*paygates.Error](err)
			assert.Equal(t, paygates.OutcomeNotExecuted, e.Outcome)
			assert.Equal(t, paygates.AdviceFixRequest, e.Advice())
			assert.Zero(t, e.Attempts)
			var named []string
			for _, f := range e.Fields {
				named = append(named, f.Field)
				assert.NotEmpty(t, f.Message)
			}
			assert.ElementsMatch(t, tc.fields, named)
			assert.Empty(t, stub.Requests(), "nothing is sent")
		})
	}
}

func TestNewNamesEveryMistakeAtOnce(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		change func(*bizon.Config)
		opts   []paygates.Option
		fields []string
	}{
		"nothing":         {change: func(c *bizon.Config) { *c = bizon.Config{} }, fields: []string{"CheckoutURL", "Username", "Password", "BaseURL"}},
		"no base URL":     {change: func(c *bizon.Config) { c.BaseURL = "" }, fields: []string{"BaseURL"}},
		"no checkout URL": {change: func(c *bizon.Config) { c.CheckoutURL = "" }, fields: []string{"CheckoutURL"}},
		"http":            {change: func(c *bizon.Config) { c.BaseURL, c.CheckoutURL = "http://api.box:5001", "http://api.box:5002/pay" }, fields: []string{"CheckoutURL", "BaseURL"}},
		"password in URL": {change: func(c *bizon.Config) { c.BaseURL = "https://project:password@api.box:5001" }, fields: []string{"BaseURL"}},
		"colon":           {change: func(c *bizon.Config) { c.Username = "a:b" }, fields: []string{"Username"}},
		"callback":        {change: func(c *bizon.Config) { c.CallbackUsername = "a" }, fields: []string{"CallbackPassword"}},
		"callback name with a colon": {change: func(c *bizon.Config) {
			c.CallbackUsername, c.CallbackPassword = "a:b", paygates.NewSecret("c")
		}, fields: []string{"CallbackUsername"}},
		"callback password with its line's end": {change: func(c *bizon.Config) {
			c.CallbackUsername, c.CallbackPassword = "a", paygates.NewSecret("c\n")
		}, fields: []string{"CallbackPassword"}},
		"options":           {change: func(*bizon.Config) {}, opts: []paygates.Option{paygates.WithAttemptTimeout(-1)}, fields: []string{"WithAttemptTimeout"}},
		"config and option": {change: func(c *bizon.Config) { c.Username = "" }, opts: []paygates.Option{paygates.WithHTTPClient(nil)}, fields: []string{"Username", "WithHTTPClient"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			cfg := testConfig()
			tc.change(&cfg)
			client, err := bizon.New(cfg, tc.opts...)
			assert.Nil(t, client)
			require.ErrorIs(t, err, paygates.ErrInvalidRequest)
			e, _ := errors.AsType[*paygates.Error](err)
			var named []string
			for _, f := range e.Fields {
				named = append(named, f.Field)
			}
			assert.Equal(t, tc.fields, named)
			assert.NotContains(t, err.Error(), "project-password")
		})
	}
}

func TestConfigFromEnv(t *testing.T) {
	for name, value := range map[string]string{
		"BIZON_USERNAME": "project", "BIZON_PASSWORD": "p", "BIZON_BASE_URL": "https://api.gateway.example",
		"BIZON_CHECKOUT_URL": "https://checkout.gateway.example", "BIZON_CLIENT_CERT": "", "BIZON_CLIENT_KEY": "",
		"BIZON_ENVIRONMENT": "nonsense", // Bizon has none
	} {
		t.Setenv(name, value)
	}
	cfg, err := bizon.ConfigFromEnv()
	require.NoError(t, err)
	assert.Equal(t, "project", cfg.Username)
	assert.Equal(t, "p", cfg.Password.Reveal())
	assert.Equal(t, "https://api.gateway.example", cfg.BaseURL)
	assert.Equal(t, "https://checkout.gateway.example", cfg.CheckoutURL)
	assert.True(t, cfg.ClientCertificate.IsZero())
	_, err = bizon.New(cfg)
	require.NoError(t, err)

	t.Setenv("BIZON_CLIENT_CERT", filepath.Join(t.TempDir(), "none.pem"))
	_, err = bizon.ConfigFromEnv()
	require.ErrorIs(t, err, paygates.ErrInvalidRequest)
	certFile := filepath.Join(t.TempDir(), "cert.pem")
	require.NoError(t, os.WriteFile(certFile, []byte("-----BEGIN PRIVATE KEY-----\ncanary"), 0o600))
	t.Setenv("BIZON_CLIENT_CERT", certFile)
	_, err = bizon.ConfigFromEnv()
	require.Error(t, err, "a certificate without its key")
	t.Setenv("BIZON_CLIENT_KEY", certFile)
	_, err = bizon.ConfigFromEnv()
	require.ErrorContains(t, err, "BIZON_CLIENT_CERT")
	assert.NotContains(t, err.Error(), "canary")
}

// The zone of the times that come without one is the deployment's.
func TestTimesAreReadInTheirZone(t *testing.T) {
	t.Parallel()
	read := func(location *time.Location) time.Time {
		cfg := testConfig()
		cfg.Location = location
		s := stub.New(orders(`"id":"7","status":"new","created":"2021-05-18 13:37:11"`))
		client, err := bizon.New(cfg, paygates.WithHTTPClient(s.Client()))
		require.NoError(t, err)
		o, err := client.Orders.Get(t.Context(), "7")
		require.NoError(t, err)
		return o.Created.Time
	}
	assert.True(t, time.Date(2021, 5, 18, 10, 37, 11, 0, time.UTC).Equal(read(nil)), "the page's own sample")
	assert.True(t, time.Date(2021, 5, 18, 13, 37, 11, 0, time.UTC).Equal(read(time.UTC)))
}
