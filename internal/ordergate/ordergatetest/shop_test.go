package ordergatetest_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/paygates/paygates-go/internal/ordergate/ordergatetest"
	"github.com/paygates/paygates-go/money"
)

const (
	username = "merchant"
	password = "sandbox-password"
)

// shop is a merchant that talks to a platform through HTTP alone.
type shop struct {
	*ordergatetest.Platform
	t testing.TB
}

func newShop(t testing.TB, cfg ordergatetest.Config) shop {
	t.Helper()
	return shop{Platform: ordergatetest.New(cfg), t: t}
}

type answer struct {
	status int
	header http.Header
	body   string
}

// with changes a request before it is sent.
type with func(*http.Request)

func header(name, value string) with { return func(r *http.Request) { r.Header.Set(name, value) } }

func (s shop) call(method, target, body string, changes ...with) answer {
	s.t.Helper()
	r := httptest.NewRequest(method, "http://gate.example"+target, strings.NewReader(body))
	r.SetBasicAuth(username, password)
	if body != "" {
		r.Header.Set("Content-Type", "application/json")
	}
	for _, change := range changes {
		change(r)
	}
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	return answer{status: w.Code, header: w.Result().Header, body: w.Body.String()}
}

// create makes an order of 9.99 AZN with the given options object.
func (s shop) create(options string) string {
	s.t.Helper()
	a := s.call("POST", "/orders/create", `{"amount":"9.99","merchant_order_id":"A-1","options":`+options+`}`)
	require.Equal(s.t, 201, a.status, a.body)
	return a.orders(s.t)[0].ID
}

func (s shop) order(id string) ordergatetest.Order {
	s.t.Helper()
	o, ok := s.Order(id)
	require.True(s.t, ok)
	return o
}

// wireOrder is what the tests read of an order in the platform's form.
type wireOrder struct {
	ID, Status, Created, PAN       string
	Amount                         string
	AmountCharged                  string  `json:"amount_charged"`
	AmountRefunded                 string  `json:"amount_refunded"`
	MerchantOrderID                *string `json:"merchant_order_id"`
	FailureType                    string  `json:"failure_type"`
	Card, Client, Issuer, Secure3D map[string]string
	Operations                     []struct {
		Type, Status, Amount string
		Cashflow             map[string]string
	}
}

func (a answer) orders(t testing.TB) []wireOrder {
	t.Helper()
	var body struct{ Orders []wireOrder }
	require.NoError(t, json.Unmarshal([]byte(a.body), &body), a.body)
	return body.Orders
}

// refusal reads what the tests want to know of any error form.
func (a answer) failureType(t testing.TB) string {
	t.Helper()
	var body struct {
		FailureType string `json:"failure_type"`
		Error       json.RawMessage
	}
	require.NoError(t, json.Unmarshal([]byte(a.body), &body), a.body)
	return body.FailureType
}

func (a answer) code(t testing.TB) string {
	t.Helper()
	var body struct{ Error struct{ Code string } }
	require.NoError(t, json.Unmarshal([]byte(a.body), &body), a.body)
	return body.Error.Code
}

func azn(text string) money.Amount { return money.MustParse(text, money.AZN) }

// kinds are the ledger's entries in short form, "charge 9.99 AZN".
func kinds(entries []ordergatetest.Entry) []string {
	var out []string
	for _, e := range entries {
		out = append(out, e.Kind+" "+e.Amount.String())
	}
	return out
}
