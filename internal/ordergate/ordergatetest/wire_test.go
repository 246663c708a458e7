package ordergatetest_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/paygates/paygates-go/internal/ordergate/ordergatetest"
)

func TestCredentials(t *testing.T) {
	t.Parallel()
	wrong := map[string]with{
		"none":           func(r *http.Request) { r.Header.Del("Authorization") },
		"wrong password": func(r *http.Request) { r.SetBasicAuth(username, "no") },
		"wrong name":     func(r *http.Request) { r.SetBasicAuth("no", password) },
		"empty":          func(r *http.Request) { r.SetBasicAuth("", "") },
		"another scheme": header("Authorization", "Bearer sandbox-password"),
	}
	forms := map[ordergatetest.ErrorForm]string{
		ordergatetest.FailureErrors: `{"failure_message":"Invalid credentials","order_id":null}`,
		ordergatetest.ObjectErrors:  `{"error":{"code":"AUTHENTICATION_ERROR","message":"Invalid credentials"}}`,
		ordergatetest.TextErrors:    `{"error":"Invalid credentials"}`,
	}
	for form, body := range forms {
		s := newShop(t, ordergatetest.Config{Errors: form})
		for name, change := range wrong {
			t.Run(name, func(t *testing.T) {
				for _, call := range [][2]string{{"GET", "/ping"}, {"POST", "/orders/create"}, {"PUT", "/orders/1/charge"}} {
					sent := ""
					if call[0] == "POST" {
						sent = `{"amount":1}`
					}
					a := s.call(call[0], call[1], sent, change)
					assert.Equal(t, 401, a.status)
					assert.Contains(t, a.header.Get("WWW-Authenticate"), "Basic")
					assert.JSONEq(t, body, a.body)
				}
			})
		}
		assert.Empty(t, s.Ledger())
	}
}

func TestCredentialsComeFirst(t *testing.T) {
	t.Parallel()
	s := newShop(t, ordergatetest.Config{})
	stranger := func(r *http.Request) { r.Header.Del("Authorization") }
	assert.Equal(t, 401, s.call("POST", "/orders/create", `{`, stranger).status)
	assert.Equal(t, 401, s.call("GET", "/orders/1", "", stranger).status)
	assert.Equal(t, 401, s.call("GET", "/orders/?x=1", "", stranger).status)
	assert.Equal(t, 404, s.call("GET", "/nowhere", "", stranger).status)
}

func TestOwnCredentials(t *testing.T) {
	t.Parallel()
	bare := newShop(t, ordergatetest.Config{Username: "shop"})
	assert.Equal(t, 200, bare.call("GET", "/ping", "", func(r *http.Request) { r.SetBasicAuth("shop", "") }).status)
	s := newShop(t, ordergatetest.Config{Username: "shop", Password: "other"})
	assert.Equal(t, 401, s.call("GET", "/ping", "").status)
	assert.Equal(t, 200, s.call("GET", "/ping", "", func(r *http.Request) { r.SetBasicAuth("shop", "other") }).status)
}

func TestWireIsStrict(t *testing.T) {
	t.Parallel()
	const good = `{"amount":"9.99"}`
	deep := `{"amount":1,"extra_fields":` + strings.Repeat(`{"a":`, 60) + `1` + strings.Repeat(`}`, 60) + `}`
	cases := []struct {
		name, method, target, body string
		change                     with
		platform, guide            int
	}{
		{"no media type", "POST", "/orders/create", good, header("Content-Type", ""), 415, 415},
		{"form media type", "POST", "/orders/create", good, header("Content-Type", "application/x-www-form-urlencoded"), 415, 415},
		{"another charset", "POST", "/orders/create", good, header("Content-Type", "application/json; charset=latin1"), 415, 415},
		{"broken JSON", "POST", "/orders/create", `{"amount":`, nil, 400, 400},
		{"no comma", "POST", "/orders/create", `{"amount":1 "currency":"AZN"}`, nil, 400, 400},
		{"broken array", "POST", "/orders/create", `{"amount":1,"x":[1 2]}`, nil, 400, 400},
		{"cut inside an array", "POST", "/orders/create", `{"amount":1,"x":[`, nil, 400, 400},
		{"name without a value", "POST", "/orders/create", `{"amount":1,"x":}`, nil, 400, 400},
		{"long name twice", "POST", "/orders/create", `{"` + strings.Repeat("a", 99) + `":1,"` + strings.Repeat("a", 99) + `":1}`, nil, 400, 400},
		{"deep array", "POST", "/orders/create", `{"x":` + strings.Repeat(`[`, 60) + strings.Repeat(`]`, 60) + `}`, nil, 400, 400},
		{"array", "POST", "/orders/create", `[1]`, nil, 400, 400},
		{"null", "POST", "/orders/create", `null`, nil, 400, 400},
		{"trailing data", "POST", "/orders/create", good + `{}`, nil, 400, 400},
		{"name twice", "POST", "/orders/create", `{"amount":1,"amount":2}`, nil, 400, 400},
		{"inner name twice", "POST", "/orders/create", `{"amount":1,"client":{"name":"a","name":"b"}}`, nil, 400, 400},
		{"invalid UTF-8", "POST", "/orders/create", "{\"amount\":1,\"description\":\"\xff\"}", nil, 400, 400},
		{"too deep", "POST", "/orders/create", deep, nil, 400, 400},
		{"no body", "POST", "/orders/create", "", nil, 400, 400},
		{"too large", "POST", "/orders/create", `{"description":"` + strings.Repeat("a", 1<<20) + `"}`, nil, 413, 413},
		{"body on a read", "GET", "/ping", "{}", nil, 400, 400},
		{"unknown path", "GET", "/order", "", nil, 404, 404},
		{"slash too many", "POST", "/orders/create/", good, nil, 404, 404},
		{"wrong method", "POST", "/ping", "{}", nil, 405, 405},
		{"wrong method on an order", "POST", "/orders/1/charge", "{}", nil, 405, 405},
		{"unknown parameter", "GET", "/orders/?merchant_order=1", "", nil, 422, 400},
		{"parameter twice", "GET", "/orders/?status=new&status=charged", "", nil, 422, 400},
		{"broken query", "GET", "/orders/?status=%zz", "", nil, 400, 400},
		{"parameter on ping", "GET", "/ping?x=1", "", nil, 422, 400},
	}
	platform := newShop(t, ordergatetest.Config{})
	guide := newShop(t, ordergatetest.Config{Form: ordergatetest.GuideForm})
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			var changes []with
			if c.change != nil {
				changes = append(changes, c.change)
			}
			a := platform.call(c.method, c.target, c.body, changes...)
			assert.Equal(t, c.platform, a.status, a.body)
			assert.Equal(t, "validation", a.failureType(t))
			a = guide.call(c.method, c.target, c.body, changes...)
			assert.Equal(t, c.guide, a.status, a.body)
			want := "VALIDATION_ERROR"
			if c.guide == 404 {
				want = "NOT_FOUND"
			}
			assert.Equal(t, want, a.code(t))
		})
	}
	assert.Empty(t, platform.Ledger())
	assert.Empty(t, guide.Ledger())
}

func TestPingAndRates(t *testing.T) {
	t.Parallel()
	platform := newShop(t, ordergatetest.Config{})
	guide := newShop(t, ordergatetest.Config{Form: ordergatetest.GuideForm})

	assert.Regexp(t, `^\{"date":"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d","message":"PONG!"\}$`, platform.call("GET", "/ping", "").body)
	assert.JSONEq(t, `{"status":"ok"}`, guide.call("GET", "/ping", "").body)

	for _, query := range []string{"", "?date=2025-07-03", "?date_from=2025-07-01&date_to=2025-07-03", "?date=2025-07-03&rate_table=cb"} {
		for _, path := range []string{"/exchange_rates", "/exchange_rates/"} {
			assert.Contains(t, platform.call("GET", path+query, "").body, `{"exchange_rates":[{"from":"EUR","rate":"75.132109","to":"RUB"}`)
			assert.Contains(t, guide.call("GET", path+query, "").body, `{"rates":[{"currency_from":"AZN","currency_to":"EUR","buy":1.70,"sell":1.75}`)
		}
	}
	for _, query := range []string{"?date=03.07.2025", "?date_from=x", "?date_to=2025-02-30", "?date=2025-07-03&date_from=2025-07-01", "?day=1"} {
		a := platform.call("GET", "/exchange_rates/"+query, "")
		assert.Equal(t, 422, a.status, query)
		assert.Equal(t, "validation", a.failureType(t))
		assert.Equal(t, "VALIDATION_ERROR", guide.call("GET", "/exchange_rates/"+query, "").code(t))
	}
}
