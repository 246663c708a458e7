package bizontest_test

import (
	"context"
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/paygates/paygates-go/bizon/bizontest"
	"github.com/paygates/paygates-go/money"
)

// send makes one call of a merchant and gives status and body.
func send(t testing.TB, h http.Handler, method, path, body string) (int, string) {
	t.Helper()
	r := httptest.NewRequest(method, path, strings.NewReader(body))
	r.SetBasicAuth(bizontest.DefaultUsername, bizontest.DefaultPassword)
	if body != "" {
		r.Header.Set("Content-Type", "application/json")
	}
	r.Header.Set("X-Request-Id", "req-1")
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w.Code, w.Body.String()
}

func create(t testing.TB, m *bizontest.Model, options string) string {
	t.Helper()
	status, body := send(t, m, "POST", "/orders/create", `{"amount":"9.99","merchant_order_id":"A-1","options":`+options+`}`)
	require.Equal(t, 201, status, body)
	orders := m.Orders()
	return orders[len(orders)-1].ID
}

func TestEveryFieldOfTheConfigReachesThePlatform(t *testing.T) {
	t.Parallel()
	type effect struct {
		cfg    bizontest.Config
		differ func(*bizontest.Model) string
	}
	const order = `{"amount":"9.99","options":{"auto_charge":1,"recurring":1}}`
	answer := func(method, path, body string) func(*bizontest.Model) string {
		return func(m *bizontest.Model) string {
			_, text := send(t, m, method, path, body)
			return text
		}
	}
	secure := cardBody("4111111111111111", `{"force3d":1,"secure3d20_return_url":"https://shop.example/notify"}`)
	cases := map[string]effect{
		"Username":           {bizontest.Config{Username: "x", Password: bizontest.DefaultPassword}, answer("GET", "/exchange_rates", "")},
		"Password":           {bizontest.Config{Username: bizontest.DefaultUsername, Password: "x"}, answer("GET", "/exchange_rates", "")},
		"Seed":               {bizontest.Config{Seed: 1}, answer("POST", "/orders/create", order)},
		"Declines":           {bizontest.Config{Declines: bizontest.DeclineAsOrder}, answer("POST", "/orders/credit", `{"amount":1,"pan":"4000000000000002"}`)},
		"Currency":           {bizontest.Config{Currency: money.EUR}, answer("POST", "/orders/create", order)},
		"Bank frictionless":  {bizontest.Config{Bank: bizontest.Bank{Answer: bizontest.Frictionless}}, answer("POST", "/orders/authorize", secure)},
		"Bank refusing":      {bizontest.Config{Bank: bizontest.Bank{Answer: bizontest.NotAuthenticated}}, answer("POST", "/orders/authorize", secure)},
		"Bank with a method": {bizontest.Config{Bank: bizontest.Bank{Method: true}}, answer("POST", "/orders/authorize", secure)},
		"OptionalCVV":        {bizontest.Config{OptionalCVV: true}, answer("POST", "/orders/authorize", strings.Replace(secure, `"cvv":"123",`, "", 1))},
		"OptionalHolder":     {bizontest.Config{OptionalHolder: true}, answer("POST", "/orders/authorize", strings.Replace(secure, `"holder":"John Smith",`, "", 1))},
		"TraceIDs":           {bizontest.Config{TraceIDs: true}, answer("POST", "/orders/credit", `{"amount":1,"pan":"4111111111111111"}`)},
		"Location":           {bizontest.Config{Location: time.UTC}, answer("GET", "/ping", "")},
		"CheckoutURL": {bizontest.Config{CheckoutURL: "https://c.example/pay"}, func(m *bizontest.Model) string {
			send(t, m, "POST", "/orders/create", order)
			return m.Orders()[0].CheckoutURL
		}},
		"CallbackURL": {bizontest.Config{CallbackURL: "https://shop.example/hook"}, func(m *bizontest.Model) string {
			payFor(t, m)
			return m.Callbacks()[0].URL
		}},
		"CallbackUsername": {bizontest.Config{CallbackUsername: "u"}, callbackCredentials(t)},
		"CallbackPassword": {bizontest.Config{CallbackPassword: "p"}, callbackCredentials(t)},
		"CallbackClient": {bizontest.Config{CallbackClient: &http.Client{Transport: taker{}}, CallbackURL: "http://shop.invalid"},
			func(m *bizontest.Model) string {
				payFor(t, m)
				_ = m.Deliver(context.Background()) // made inside the bubble
				return fmt.Sprint(len(m.Callbacks()))
			}},
		"PageSize": {bizontest.Config{PageSize: 1}, func(m *bizontest.Model) string {
			create(t, m, `{}`)
			create(t, m, `{}`)
			_, text := send(t, m, "GET", "/orders/", "")
			return text
		}},
		"ListLag": {bizontest.Config{ListLag: time.Hour}, func(m *bizontest.Model) string {
			create(t, m, `{}`)
			_, text := send(t, m, "GET", "/orders/", "")
			return text
		}},
	}
	for _, field := range reflect.VisibleFields(reflect.TypeFor[bizontest.Config]()) {
		assert.True(t, slices.ContainsFunc(slices.Collect(maps.Keys(cases)), func(name string) bool {
			return strings.HasPrefix(name, field.Name)
		}), "no case for %s", field.Name)
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(*testing.T) { // one moment, so that only the field can make a difference
				plain := c.differ(bizontest.New(bizontest.Config{}))
				assert.Equal(t, plain, c.differ(bizontest.New(bizontest.Config{})))
				assert.NotEqual(t, plain, c.differ(bizontest.New(c.cfg)))
			})
		})
	}
}

// taker is a merchant that takes every callback.
type taker struct{}

func (taker) RoundTrip(r *http.Request) (*http.Response, error) {
	return &http.Response{StatusCode: http.StatusOK, Body: http.NoBody, Request: r}, nil
}

// cardBody authorizes 9.99 with a card.
func cardBody(pan, options string) string {
	return `{"amount":"9.99","merchant_order_id":"A-1","pan":"` + pan + `","location":{"ip":"8.8.8.8"},"card":{"cvv":"123","holder":"John Smith",` +
		`"expiration_month":"06","expiration_year":"2030"},"options":` + options + `}`
}

// payFor pays an order with auto_charge and gives the answer to its cancel.
func payFor(t testing.TB, m *bizontest.Model) string {
	id := create(t, m, `{"auto_charge":1}`)
	require.NoError(t, m.Pay(id))
	_, text := send(t, m, "PUT", "/orders/"+id+"/cancel", "")
	return text
}

func callbackCredentials(t testing.TB) func(*bizontest.Model) string {
	return func(m *bizontest.Model) string {
		payFor(t, m)
		r, err := m.Callbacks()[0].Request(t.Context())
		require.NoError(t, err)
		return r.Header.Get("Authorization")
	}
}

func TestSnapshotsAreWhole(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		m := bizontest.New(bizontest.Config{})
		id := create(t, m, `{"auto_charge":1,"recurring":1,"expiration_timeout":"15m"}`)
		start := time.Now().Round(0).UTC()
		time.Sleep(time.Second)
		require.NoError(t, m.Pay(id))
		time.Sleep(time.Second)
		send(t, m, "PUT", "/orders/"+id+"/refund", `{"amount":"2.00"}`)
		require.NoError(t, m.Chargeback(id, money.MustParse("3.00", money.USD)))
		status, body := send(t, m, "POST", "/orders/"+id+"/rebill", `{"amount":1}`)
		require.Equal(t, 422, status, body)

		usd := func(text string) money.Amount { return money.MustParse(text, money.USD) }
		o, ok := m.Order(id)
		require.True(t, ok)
		assert.Equal(t, bizontest.Order{
			ID: id, Reference: "A-1", Status: "chargedback",
			Amount: usd("9.99"), Charged: usd("9.99"), Refunded: usd("2.00"), ChargedBack: usd("3.00"),
			AutoCharge: true, Recurring: true, Created: start, Updated: start.Add(2 * time.Second), Expires: start.Add(15 * time.Minute),
			CheckoutURL: "http://example.com/pay/" + id, PAN: "411111****1111",
			Operations: []bizontest.Operation{
				{Type: "authorize", Status: "success", Amount: usd("9.99"), Created: start.Add(time.Second)},
				{Type: "charge", Status: "success", Amount: usd("9.99"), Created: start.Add(time.Second)},
				{Type: "refund", Status: "success", Amount: usd("2.00"), Created: start.Add(2 * time.Second)},
				{Type: "chargeback", Status: "success", Amount: usd("3.00"), Created: start.Add(2 * time.Second)},
			},
		}, o)
		assert.Equal(t, []bizontest.Entry{
			{Sequence: 1, Time: start, OrderID: id, Reference: "A-1", Kind: bizontest.Created, Amount: usd("9.99"), RequestID: "req-1"},
			{Sequence: 2, Time: start.Add(time.Second), OrderID: id, Reference: "A-1", Kind: bizontest.Authorized, Amount: usd("9.99")},
			{Sequence: 3, Time: start.Add(time.Second), OrderID: id, Reference: "A-1", Kind: bizontest.Charged, Amount: usd("9.99")},
			{Sequence: 4, Time: start.Add(2 * time.Second), OrderID: id, Reference: "A-1", Kind: bizontest.Refunded, Amount: usd("2.00"), RequestID: "req-1"},
			{Sequence: 5, Time: start.Add(2 * time.Second), OrderID: id, Reference: "A-1", Kind: bizontest.ChargedBack, Amount: usd("3.00")},
		}, m.Ledger())
		r := m.Requests()[1]
		assert.Equal(t, []any{2, "PUT", "/orders/" + id + "/refund", "/orders/{id}/refund", `{"amount":"2.00"}`, url.Values{}, "req-1"},
			[]any{r.Sequence, r.Method, r.Path, r.Template, string(r.Body), r.Query, r.Header.Get("X-Request-Id")})
		_, ok = m.Order("1")
		assert.False(t, ok)
	})
}

func TestOtherKindsOfEntries(t *testing.T) {
	t.Parallel()
	m := bizontest.New(bizontest.Config{})
	held := create(t, m, `{"recurring":1}`)
	require.NoError(t, m.Pay(held))
	send(t, m, "POST", "/orders/"+held+"/rebill", `{"amount":"1.00"}`)
	send(t, m, "PUT", "/orders/"+held+"/reverse", "")
	send(t, m, "POST", "/orders/credit", `{"amount":"2.00","pan":"4111111111111111"}`)
	require.NoError(t, m.PayWith(create(t, m, `{}`), "4000000000000002"))
	var kinds []bizontest.EntryKind
	for _, e := range m.Ledger() {
		kinds = append(kinds, e.Kind)
	}
	assert.Equal(t, []bizontest.EntryKind{
		bizontest.Created, bizontest.Authorized, bizontest.Created, bizontest.Authorized,
		bizontest.Reversed, bizontest.Created, bizontest.Credited, bizontest.Created,
	}, kinds)
	rebilled, failed := m.Orders()[1], m.Orders()[3]
	assert.Equal(t, held, rebilled.ParentID)
	assert.Equal(t, held, m.Ledger()[3].ParentOrderID)
	assert.Equal(t, []string{"fraud", "fraud", "Declined as fraud"}, []string{failed.Status, failed.FailureType, failed.FailureMessage})
}

func TestEveryFieldOfAFaultReachesThePlatform(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		m := bizontest.New(bizontest.Config{})
		id := create(t, m, `{}`)
		require.NoError(t, m.Pay(id))
		charge := func() (int, string) { return send(t, m, "PUT", "/orders/"+id+"/charge", `{"amount":"5.00"}`) }
		state := func() string {
			o, _ := m.Order(id)
			return o.Status + " " + o.Charged.String() + " " + o.Refunded.String()
		}

		m.Fail(bizontest.Fault{On: "PUT /orders/{id}/charge", Nth: 1, Times: 2, Status: 503, Header: http.Header{"Retry-After": {"3"}}, Body: []byte("down")})
		assert.Equal(t, 1, m.PendingFaults())
		for range 2 {
			status, body := charge()
			assert.Equal(t, []any{503, "down"}, []any{status, body})
		}
		assert.Zero(t, m.PendingFaults())
		assert.Equal(t, "authorized 0.00 USD 0.00 USD", state())

		m.Fail(bizontest.Fault{On: "PUT /orders/{id}/charge", Decline: bizontest.Rejected})
		status, body := charge()
		assert.Equal(t, 402, status)
		assert.Contains(t, body, `"failure_type":"rejected"`)

		m.Fail(bizontest.Fault{On: "PUT /orders/{id}/charge", CommitAfter: time.Minute})
		assert.PanicsWithError(t, http.ErrAbortHandler.Error(), func() { charge() })
		time.Sleep(time.Minute)
		assert.Equal(t, "charged 5.00 USD 0.00 USD", state())

		refund := func() (int, string) { return send(t, m, "PUT", "/orders/"+id+"/refund", `{"amount":"1.00"}`) }
		m.Fail(bizontest.Fault{On: "PUT /orders/{id}/refund", Drop: true, When: bizontest.AfterCommit})
		assert.PanicsWithError(t, http.ErrAbortHandler.Error(), func() { refund() })
		assert.Equal(t, "refunded 5.00 USD 1.00 USD", state())

		start := time.Now()
		m.Fail(bizontest.Fault{On: "PUT /orders/{id}/refund", Twice: true, Delay: time.Second, Mutate: func(b []byte) []byte { return b[:1] }})
		_, body = refund()
		assert.Equal(t, "{", body)
		assert.Equal(t, time.Second, time.Since(start))
		assert.Equal(t, "refunded 5.00 USD 3.00 USD", state())

		m.Fail(bizontest.Fault{Cut: true, CutAfter: 4})
		w := httptest.NewRecorder()
		r := httptest.NewRequest("GET", "/ping", nil)
		assert.PanicsWithError(t, http.ErrAbortHandler.Error(), func() { m.ServeHTTP(w, r) })
		assert.Len(t, w.Body.String(), 4)
		assert.Panics(t, func() { m.Fail(bizontest.Fault{On: "GET /nowhere"}) })
	})
}

func TestAssumptionsHaveReasons(t *testing.T) {
	t.Parallel()
	for _, a := range bizontest.Assumptions() {
		assert.NotEmpty(t, a.ID)
		assert.NotEmpty(t, a.Text, a.ID)
		assert.NotEmpty(t, a.Reason, a.ID)
	}
	assert.Regexp(t, `^\d+ of \d+ behaviours \(\d+ %\) are assumed$`, bizontest.AssumedShare())
}

func TestActionsOnOrdersThatDoNotWait(t *testing.T) {
	t.Parallel()
	m := bizontest.New(bizontest.Config{})
	id := create(t, m, `{}`)
	assert.ErrorIs(t, m.PayWith(id, "4111111111111112"), bizontest.ErrInvalidPAN)
	assert.ErrorIs(t, m.Chargeback(id, money.MustParse("1.00", money.USD)), bizontest.ErrInvalidAmount)
	require.NoError(t, m.Refuse(id))
	for _, do := range []func(string) error{m.Pay, m.Refuse, m.Abandon} {
		assert.ErrorIs(t, do(id), bizontest.ErrNotPayable)
		assert.ErrorIs(t, do("1"), bizontest.ErrOrderNotFound)
	}
}
