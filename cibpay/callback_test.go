package cibpay_test

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/cibpay"
	"github.com/paygates/paygates-go/internal/stub"
)

func TestParseCallbackGivesIdsOnly(t *testing.T) {
	t.Parallel()
	for body, want := range map[string]*cibpay.Callback{
		`{"orders":[{"id":"94611545647300120","merchant_order_id":"r-1","status":"charged","amount":"9.00","created":"2025-08-02 12:52:28"}]}`: {ID: guideID, Reference: "r-1"},
		`{"id":94611545647300120,"status":"CHARGED","new":{"a":[1]}}`:                                                                          {ID: guideID},
		`{"orders":{"id":"7","merchant_order_id":null}}`:                                                                                       {ID: "7"},
		`{"orders":[{"id":"7"},{"id":"8","merchant_order_id":"r-2"}]}`:                                                                         {ID: "7", Others: []cibpay.CallbackOrder{{ID: "8", Reference: "r-2"}}},
		``: nil, `{}`: nil, `[]`: nil, `{"orders":[]}`: nil, `{"orders":[{}]}`: nil, `{"orders":[{"id":"../7"}]}`: nil,
		`[{"id":"7"}]`: nil, `{"id":"7"}x`: nil, `{"id":"7","id":"8"}`: nil, `{"id":7.5}`: nil, `"7"`: nil, `<html>`: nil,
		`{"id":"` + strings.Repeat("7", 2<<20) + `"}`: nil,
	} {
		got, err := cibpay.ParseCallback([]byte(body), nil)
		if want == nil {
			require.ErrorIs(t, err, paygates.ErrInvalidRequest)
			assert.Nil(t, got)
			continue
		}
		require.NoError(t, err, body)
		assert.Equal(t, want, got)
	}
}

func TestParseReturn(t *testing.T) {
	t.Parallel()
	for target, want := range map[string]string{
		"/return?order_id=" + guideID + "&cart=5": guideID,
		"/return":                          "",
		"/return?order_id=":                "",
		"/return?order_id=7&order_id=8":    "",
		"/return?order_id=7%2Frefund":      "",
		"/return?order_id=..":              "",
		"/return?ORDER_ID=7":               "",
		"/return?order_id=<script>":        "",
		"/return?order_id=7%00":            "",
		"/return?order_id=" + longText(65): "",
	} {
		got, err := cibpay.ParseReturn(&http.Request{Method: http.MethodGet, URL: mustURL(target)})
		if want == "" {
			require.ErrorIs(t, err, paygates.ErrInvalidRequest, target)
			continue
		}
		require.NoError(t, err)
		assert.Equal(t, want, got.ID)
	}
}

func longText(n int) string { return strings.Repeat("7", n) }

func TestCallbackHandler(t *testing.T) {
	t.Parallel()
	const good = `{"orders":[{"id":"7","status":"charged","amount":"1000.00"}]}`
	gatewaySays := oneOrder(`"status":"charged","amount":"9.00","amount_charged":"9.00","amount_refunded":"0.00","currency":"AZN"`)
	for name, tc := range map[string]struct {
		method, user, password, body string
		gateway                      reply
		shop                         error
		want                         int
		delivered                    int
		unconfigured                 bool
	}{
		"delivered":                {body: good, gateway: gatewaySays, want: 200, delivered: 1},
		"two orders":               {body: `{"orders":[{"id":"7"},{"id":"7"}]}`, gateway: gatewaySays, want: 200, delivered: 2},
		"wrong password":           {password: "guess", body: good, gateway: gatewaySays, want: 401},
		"wrong name":               {user: "guess", body: good, gateway: gatewaySays, want: 401},
		"no credentials":           {user: "-", body: good, gateway: gatewaySays, want: 401},
		"none configured":          {body: good, gateway: gatewaySays, want: 401, unconfigured: true},
		"not a POST":               {method: "GET", gateway: gatewaySays, want: 405},
		"not an order":             {body: `{}`, gateway: gatewaySays, want: 400},
		"too large":                {body: strings.Repeat(" ", 1<<20+1), gateway: gatewaySays, want: 413},
		"the gateway is down":      {body: good, gateway: reply{Status: 503}, want: 500},
		"the order does not exist": {body: good, gateway: reply{Body: `{"orders":[]}`}, want: 500},
		"the shop fails":           {body: good, gateway: gatewaySays, shop: errors.New("database"), want: 500, delivered: 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			cfg := testConfig()
			if !tc.unconfigured {
				cfg.CallbackUsername, cfg.CallbackPassword = "cibpay", paygates.NewSecret("callback-secret")
			}
			s := stub.New(tc.gateway)
			client, err := cibpay.New(cfg, paygates.WithHTTPClient(s.Client()), paygates.WithRetry(paygates.RetryPolicy{MaxAttempts: 1}))
			require.NoError(t, err)
			delivered := 0
			handler := client.CallbackHandler(func(_ context.Context, o *cibpay.Order) error {
				delivered++
				assert.Equal(t, azn("9.00"), o.Paid(), "what the gateway says, not what the callback says")
				return tc.shop
			})
			method, user, password := "POST", "cibpay", "callback-secret"
			if tc.method != "" {
				method = tc.method
			}
			if tc.user != "" {
				user = tc.user
			}
			if tc.password != "" {
				password = tc.password
			}
			r := httptest.NewRequest(method, "/callback", strings.NewReader(tc.body))
			if user != "-" {
				r.SetBasicAuth(user, password)
			}
			w := httptest.NewRecorder()
			handler.ServeHTTP(w, r)
			assert.Equal(t, tc.want, w.Code)
			assert.Equal(t, tc.delivered, delivered)
			assert.NotContains(t, w.Body.String(), "database")
			if tc.want == 401 || tc.want == 405 || tc.want == 413 || tc.want == 400 {
				assert.Empty(t, s.Requests(), "the gateway is not asked")
			}
		})
	}
	client, _ := stubbed(t, reply{})
	assert.Panics(t, func() { client.CallbackHandler(nil) }, "not with the first callback")
}
