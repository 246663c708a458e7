package cinetpay_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/cinetpay"
	"github.com/paygates/paygates-go/internal/stub"
)

func TestCallbackHandler(t *testing.T) {
	t.Parallel()
	accepted := reply{Body: string(stub.Sample(t, "cinetpay", "check_accepted"))}
	form := "application/x-www-form-urlencoded"
	for name, c := range map[string]struct {
		method, body, token, contentType string
		change                           func(*cinetpay.Config)
		answer                           reply
		deliver                          error
		status, delivered, reads         int
	}{
		"ping":              {method: "GET", status: 200},
		"ping by HEAD":      {method: "HEAD", status: 200},
		"a notification":    {method: "POST", body: bodyA, token: tokenA, contentType: form, answer: accepted, status: 200, delivered: 1, reads: 1},
		"one that waits":    {method: "POST", body: bodyB, token: tokenB, contentType: form, answer: reply{Body: string(stub.Sample(t, "cinetpay", "check_waiting"))}, status: 200, delivered: 1, reads: 1},
		"not taken over":    {method: "POST", body: bodyA, token: tokenA, contentType: form, answer: accepted, deliver: errors.New("no"), status: 500, delivered: 1, reads: 1},
		"unreadable":        {method: "POST", body: bodyA, token: tokenA, contentType: form, answer: reply{Status: 500}, status: 500, reads: 3},
		"a code alone":      {method: "POST", body: bodyA, token: tokenA, contentType: form, answer: reply{Body: `{"code":"627","message":"TRANSACTION_CANCEL"}`}, status: 500, reads: 1},
		"a wrong token":     {method: "POST", body: bodyA, token: tokenB, contentType: form, status: 401},
		"no token":          {method: "POST", body: bodyA, contentType: form, status: 401},
		"no form":           {method: "POST", body: "a=1&a=2", token: tokenA, contentType: form, status: 400},
		"no JSON":           {method: "POST", body: "{", token: tokenA, contentType: "application/json", status: 400},
		"too large":         {method: "POST", body: strings.Repeat("&", 65<<10), token: tokenA, contentType: form, status: 413},
		"another method":    {method: "PUT", body: bodyA, token: tokenA, contentType: form, status: 405},
		"no keys":           {method: "POST", body: bodyA, token: tokenA, contentType: form, change: func(c *cinetpay.Config) { c.SecretKeys = nil }, status: 401},
		"ping without keys": {method: "GET", change: func(c *cinetpay.Config) { c.SecretKeys = nil }, status: 200},
		"another key":       {method: "POST", body: bodyA, token: tokenA, contentType: form, change: func(c *cinetpay.Config) { c.SecretKeys = []paygates.Secret{paygates.NewSecret("x")} }, status: 401},
		"a second key": {method: "POST", body: bodyA, token: tokenA, contentType: form, change: func(c *cinetpay.Config) {
			c.SecretKeys = append([]paygates.Secret{paygates.NewSecret("x")}, c.SecretKeys...)
		}, answer: accepted, status: 200, delivered: 1, reads: 1},
		"another site":        {method: "POST", body: bodyA, token: tokenA, contentType: form, change: func(c *cinetpay.Config) { c.SiteID = "445161" }, status: 401},
		"in order of arrival": {method: "POST", body: bodyD, token: tokenD, contentType: form, change: func(c *cinetpay.Config) { c.ArrivalOrder = true }, answer: accepted, status: 200, delivered: 1, reads: 1},
		"arrival, unasked":    {method: "POST", body: bodyD, token: tokenD, contentType: form, status: 401},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			cfg := testConfig()
			if c.change != nil {
				c.change(&cfg)
			}
			host := scripted(c.answer)
			client, err := cinetpay.New(cfg, paygates.WithHTTPClient(host.Client()), paygates.WithRetry(paygates.RetryPolicy{BaseDelay: 1, MaxDelay: 1}))
			require.NoError(t, err)
			delivered := 0
			handler := client.CallbackHandler(func(_ context.Context, p *cinetpay.Payment) error {
				delivered++
				assert.Equal(t, "ORDER-2024-0001", p.Reference)
				return c.deliver
			})
			r := httptest.NewRequest(c.method, "/notify", strings.NewReader(c.body))
			r.Header.Set("Content-Type", c.contentType)
			if c.token != "" {
				r.Header.Set("X-Token", c.token)
			}
			w := httptest.NewRecorder()
			handler.ServeHTTP(w, r)
			assert.Equal(t, c.status, w.Code)
			assert.Equal(t, c.delivered, delivered)
			assert.Len(t, host.Requests(), c.reads)
			assert.Equal(t, "no-store", w.Header().Get("Cache-Control"))
			assert.NotContains(t, w.Body.String(), "ORDER-2024")
		})
	}
	client, _ := stubbed(t, reply{})
	assert.Panics(t, func() { client.CallbackHandler(nil) })
}

// The result of a notification comes from the check, whatever its words say.
func TestConfirmIsTheResult(t *testing.T) {
	t.Parallel()
	client, _ := stubbed(t, reply{Body: `{"code":"00","data":{"amount":"5","currency":"XOF","status":"ACCEPTED"}}`}, reply{Status: 404, Body: `{"code":"601","message":"X"}`})
	p, err := client.Confirm(t.Context(), "ORDER-2024-0001")
	require.NoError(t, err)
	assert.Equal(t, paygates.StatePaid, p.State())
	assert.False(t, p.Paid().Equal(xof("2500")), "what was paid is for the shop to compare")

	_, err = client.Confirm(t.Context(), "ORDER-2024-0001")
	require.ErrorIs(t, err, paygates.ErrNotFound)
	e, _ := errors.AsType[*paygates.Error](err)
	assert.Equal(t, "Client.Confirm", e.Op)
	assert.Equal(t, "Client.Confirm", e.Intent.Op)
	assert.Equal(t, "ORDER-2024-0001", e.Reference)

	for _, wrong := range []string{"", "a\x00", "a\xff", strings.Repeat("a", 256)} {
		_, err = client.Confirm(t.Context(), wrong)
		require.ErrorIs(t, err, paygates.ErrInvalidRequest)
		require.ErrorContains(t, err, "Client.Confirm")
	}
}

func TestParseTransferCallback(t *testing.T) {
	t.Parallel()
	header := http.Header{"Content-Type": {"application/x-www-form-urlencoded"}}
	const body = "transaction_id=EA240305.140724.1&client_transaction_id=PAYOUT-2024-0001&lot=8211027064103&amount=5000&receiver=0700000001" +
		"&sending_status=CONFIRM&comment=Paid&treatment_status=VAL&operator_transaction_id=MP1&validated_at=2024-03-05+14%3A12%3A41"
	got, err := cinetpay.ParseTransferCallback([]byte(body), header)
	require.NoError(t, err)
	assert.Equal(t, &cinetpay.TransferCallback{Reference: "PAYOUT-2024-0001", ID: "EA240305.140724.1"}, got)

	got, err = cinetpay.ParseTransferCallback([]byte(`{"client_transaction_id":"p","transaction_id":7}`), http.Header{"Content-Type": {"application/json"}})
	require.NoError(t, err)
	assert.Equal(t, &cinetpay.TransferCallback{Reference: "p", ID: "7"}, got)

	got, err = cinetpay.ParseTransferCallback([]byte("client_transaction_id=p&transaction_id=a%00"), nil)
	require.NoError(t, err)
	assert.Equal(t, &cinetpay.TransferCallback{Reference: "p"}, got, "an id that is none does not hide the reference")

	for _, wrong := range []string{"", "transaction_id=1", "client_transaction_id=", "client_transaction_id=a%00", "client_transaction_id=a&client_transaction_id=b",
		"client_transaction_id=%zz", "client_transaction_id=" + strings.Repeat("a", 256)} {
		got, err = cinetpay.ParseTransferCallback([]byte(wrong), header)
		require.ErrorIs(t, err, paygates.ErrInvalidRequest, wrong)
		assert.Nil(t, got)
	}
}

func TestParseReturn(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		method, target, body string
		parsed               bool
		want                 string
	}{
		"posted":               {"POST", "/return", "transaction_id=ORDER-1&token=abc", false, "ORDER-1"},
		"posted and parsed":    {"POST", "/return", "transaction_id=ORDER-1&token=abc", true, "ORDER-1"},
		"in the query":         {"GET", "/return?transaction_id=ORDER%201", "", false, "ORDER 1"},
		"in both":              {"POST", "/return?transaction_id=ORDER-1", "transaction_id=ORDER-1", false, "ORDER-1"},
		"in the query of POST": {"POST", "/return?transaction_id=ORDER-1", "token=abc", false, "ORDER-1"},
		"two of them":          {"POST", "/return?transaction_id=ORDER-2", "transaction_id=ORDER-1", false, ""},
		"twice":                {"POST", "/return", "transaction_id=a&transaction_id=b", false, ""},
		"twice, parsed":        {"POST", "/return", "transaction_id=a&transaction_id=b", true, ""},
		"twice in the query":   {"GET", "/return?transaction_id=a&transaction_id=b", "", false, ""},
		"the shop's own query": {"POST", "/return?item=1&item=2&from=100%", "transaction_id=ORDER-1", false, "ORDER-1"},
		"ping":                 {"GET", "/return", "", false, ""},
		"nothing":              {"POST", "/return", "token=abc", false, ""},
		"a control character":  {"POST", "/return", "transaction_id=a%0a", false, ""},
		"too long":             {"GET", "/return?transaction_id=" + strings.Repeat("a", 256), "", false, ""},
		"too large":            {"POST", "/return", "transaction_id=a&x=" + strings.Repeat("a", 64<<10), false, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := httptest.NewRequest(c.method, c.target, strings.NewReader(c.body))
			r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
			if c.parsed {
				require.NoError(t, r.ParseForm())
			}
			got, err := cinetpay.ParseReturn(r)
			if c.want == "" {
				require.ErrorIs(t, err, paygates.ErrInvalidRequest)
				assert.Nil(t, got)
				return
			}
			require.NoError(t, err)
			assert.Equal(t, &cinetpay.Return{Reference: c.want}, got)
		})
	}
	broken := httptest.NewRequest(http.MethodPost, "/return", io.MultiReader(strings.NewReader("transaction_id=a"), brokenReader{}))
	_, err := cinetpay.ParseReturn(broken)
	require.ErrorIs(t, err, paygates.ErrInvalidRequest)
}

type brokenReader struct{}

func (brokenReader) Read([]byte) (int, error) { return 0, io.ErrUnexpectedEOF }

// FuzzParseTransferCallback and FuzzParseReturn: whatever comes in, what comes out
// can be looked up.
func FuzzParseTransferCallback(f *testing.F) {
	f.Add("client_transaction_id=p&transaction_id=1", false)
	f.Add(`{"client_transaction_id":"p"}`, true)
	f.Fuzz(func(t *testing.T, body string, json bool) {
		header := http.Header{}
		if json {
			header.Set("Content-Type", "application/json")
		}
		if got, err := cinetpay.ParseTransferCallback([]byte(body), header); err == nil {
			looksUp(t, got.Reference)
		}
	})
}

func FuzzParseReturn(f *testing.F) {
	f.Add("transaction_id=a", "transaction_id=a")
	f.Add("", "transaction_id=%C3%A9")
	f.Fuzz(func(t *testing.T, query, body string) {
		r := httptest.NewRequest(http.MethodPost, "/", strings.NewReader(body))
		r.URL.RawQuery = query
		if got, err := cinetpay.ParseReturn(r); err == nil {
			looksUp(t, got.Reference)
		}
	})
}

// looksUp: Get sends a request for the reference.
func looksUp(t *testing.T, reference string) {
	t.Helper()
	client, host := stubbed(t, reply{Body: `{"code":"00"}`})
	_, err := client.Payments.Get(t.Context(), reference)
	if len(host.Requests()) != 1 {
		t.Fatal(err)
	}
}
