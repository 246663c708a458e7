package bizon_test

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/bizon"
	"github.com/paygates/paygates-go/internal/stub"
)

func TestParseCallbackGivesIdsOnly(t *testing.T) {
	t.Parallel()
	for body, want := range map[string]*bizon.Callback{
		`{"orders":[{"id":"94611545647300120","merchant_order_id":"r-1","status":"charged"}]}`: {ID: "94611545647300120", Reference: "r-1"},
		`{"orders":[{"id":"7"},{"id":"8","merchant_order_id":"r-2"}]}`:                         {ID: "7", Others: []bizon.CallbackOrder{{ID: "8", Reference: "r-2"}}},
		`{"id":7}`: {ID: "7"},
		``:         nil, `{}`: nil, `{"orders":[{}]}`: nil, `{"orders":[{"id":"../7"}]}`: nil, `{"id":"7"}x`: nil,
	} {
		got, err := bizon.ParseCallback([]byte(body), nil)
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
	for query, want := range map[string]string{
		"order_id=23014806643308174&cart=5": "23014806643308174", "": "", "order_id=7&order_id=8": "", "order_id=7%2Frefund": "", "order_id=..": "",
	} {
		got, err := bizon.ParseReturn(&http.Request{URL: &url.URL{Path: "/return", RawQuery: query}})
		if want == "" {
			require.ErrorIs(t, err, paygates.ErrInvalidRequest, query)
			continue
		}
		require.NoError(t, err)
		assert.Equal(t, want, got.ID)
	}
}

func TestCallbackHandler(t *testing.T) {
	t.Parallel()
	const good = `{"orders":[{"id":"7","status":"charged","amount":"1000.00"}]}`
	says := orders(`"id":"7","status":"charged","amount":"9.00","amount_charged":"9.00","amount_refunded":"0.00","currency":"USD"`)
	for name, tc := range map[string]struct {
		password, body  string
		gateway         reply
		shop            error
		want, delivered int
		unconfigured    bool
	}{
		"delivered":           {body: good, gateway: says, want: 200, delivered: 1},
		"two orders":          {body: `{"orders":[{"id":"7"},{"id":"7"}]}`, gateway: says, want: 200, delivered: 2},
		"wrong password":      {password: "guess", body: good, gateway: says, want: 401},
		"none configured":     {body: good, gateway: says, want: 401, unconfigured: true},
		"not an order":        {body: `{}`, gateway: says, want: 400},
		"the gateway is down": {body: good, gateway: reply{Status: 503}, want: 500},
		"the shop fails":      {body: good, gateway: says, shop: errors.New("database"), want: 500, delivered: 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			cfg := testConfig()
			if !tc.unconfigured {
				cfg.CallbackUsername, cfg.CallbackPassword = "bizon", paygates.NewSecret("callback-secret")
			}
			s := stub.New(tc.gateway)
			client, err := bizon.New(cfg, paygates.WithHTTPClient(s.Client()), paygates.WithRetry(paygates.RetryPolicy{MaxAttempts: 1}))
			require.NoError(t, err)
			delivered := 0
			handler := client.CallbackHandler(func(_ context.Context, o *bizon.Order) error {
				delivered++
				assert.Equal(t, usd("9.00"), o.Paid(), "what the gateway says, not what the callback says")
				return tc.shop
			})
			password := "callback-secret"
			if tc.password != "" {
				password = tc.password
			}
			r := httptest.NewRequest(http.MethodPost, "/callback", strings.NewReader(tc.body))
			r.SetBasicAuth("bizon", password)
			w := httptest.NewRecorder()
			handler.ServeHTTP(w, r)
			assert.Equal(t, tc.want, w.Code)
			assert.Equal(t, tc.delivered, delivered)
			assert.NotContains(t, w.Body.String(), "database")
		})
	}
	client, _ := stubbed(t, reply{})
	assert.Panics(t, func() { client.CallbackHandler(nil) })
}
