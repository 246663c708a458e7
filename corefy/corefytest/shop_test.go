package corefytest_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/paygates/paygates-go/corefy/corefytest"
	"github.com/paygates/paygates-go/money"
)

// shop calls a model as a merchant does, without a network.
type shop struct {
	t testing.TB
	*corefytest.Model
}

func open(t testing.TB, cfg corefytest.Config) shop {
	t.Helper()
	return shop{t, corefytest.New(cfg)}
}

// answer is what came back; dropped says that the connection was cut instead.
type answer struct {
	t       testing.TB
	status  int
	header  http.Header
	body    string
	dropped bool
}

// send makes any request; the private API's credentials go with it unless it
// says otherwise.
func (s shop) send(method, target, body string, change ...func(*http.Request)) (got answer) {
	s.t.Helper()
	r := httptest.NewRequest(method, "http://gate.example"+target, strings.NewReader(body)).WithContext(s.t.Context())
	r.SetBasicAuth(corefytest.DefaultAccountID, corefytest.DefaultAPIKey)
	r.Header.Set("Content-Type", "application/json")
	for _, c := range change {
		c(r)
	}
	w := httptest.NewRecorder()
	got.t = s.t
	defer func() {
		if p := recover(); p != nil {
			err, ok := p.(error)
			require.True(s.t, ok && errors.Is(err, http.ErrAbortHandler), "%v", p)
			got.dropped = true
		}
		got.status, got.header, got.body = w.Code, w.Header(), w.Body.String()
	}()
	s.ServeHTTP(w, r)
	return got
}

// at gives the value behind a path such as "data.attributes.amount"; numbers
// keep their text.
func (a answer) at(path string) any {
	a.t.Helper()
	d := json.NewDecoder(strings.NewReader(a.body))
	d.UseNumber()
	var v any
	require.NoError(a.t, d.Decode(&v), a.body)
	for step := range strings.SplitSeq(path, ".") {
		switch inner := v.(type) {
		case map[string]any:
			next, ok := inner[step]
			require.True(a.t, ok, "no %s in %s", path, a.body)
			v = next
		case []any:
			i := int(step[0] - '0')
			require.Less(a.t, i, len(inner), "no %s in %s", path, a.body)
			v = inner[i]
		default:
			require.Fail(a.t, "no "+path, a.body)
		}
	}
	if n, ok := v.(json.Number); ok {
		return n.String()
	}
	return v
}

func (a answer) text(path string) string {
	a.t.Helper()
	return fmt.Sprint(a.at(path))
}

func envelope(kind, attributes string) string {
	return `{"data":{"type":"` + kind + `","attributes":` + attributes + `}}`
}

// merged gives a JSON object of base and what wins over it.
func merged(base, more string) string {
	out := make(map[string]json.RawMessage)
	for _, text := range []string{base, more} {
		var one map[string]json.RawMessage
		if err := json.Unmarshal([]byte(text), &one); err != nil {
			panic(err)
		}
		for name, value := range one {
			out[name] = value
			if string(value) == `"-"` { // leaves a member out
				delete(out, name)
			}
		}
	}
	b, err := json.Marshal(out)
	if err != nil {
		panic(err)
	}
	return string(b)
}

const (
	plainInvoice = `{"reference_id":"order-1","service":"payment_card_usd_hpp","currency":"USD","amount":123.45,"test_mode":true}`
	plainPublic  = `{"public_key":"` + corefytest.DefaultTestPublicKey + `","reference_id":"order-1","service":"payment_card_usd_hpp","currency":"USD","amount":123.45}`
	plainPayout  = `{"reference_id":"out-1","service":"payment_card_usd","currency":"USD","amount":50,"test_mode":true,"fields":{"card_number":"5123817234060000"}}`
)

// post creates an invoice by the private API.
func (s shop) post(more string, change ...func(*http.Request)) answer {
	s.t.Helper()
	return s.send("POST", "/api/payment-invoices", envelope("payment-invoices", merged(plainInvoice, more)), change...)
}

// create is post that must succeed, and gives the id.
func (s shop) create(more string) string {
	s.t.Helper()
	a := s.post(more)
	require.Equal(s.t, http.StatusCreated, a.status, a.body)
	return a.text("data.id")
}

func (s shop) paid(more string) string {
	s.t.Helper()
	id := s.create(more)
	require.NoError(s.t, s.Pay(id))
	return id
}

func (s shop) refund(id, amount, reference string) answer {
	s.t.Helper()
	return s.send("POST", "/api/payment-invoices/"+id+"/refund",
		envelope("refund", fmt.Sprintf(`{"invoiceId":%q,"amount":%s,"reference_id":%q}`, id, amount, reference)))
}

func (s shop) payout(more string) answer {
	s.t.Helper()
	return s.send("POST", "/api/payout-invoices", envelope("payout-invoice", merged(plainPayout, more)))
}

func (s shop) get(target string) answer {
	s.t.Helper()
	return s.send("GET", target, "")
}

func (s shop) invoice(id string) corefytest.Invoice {
	s.t.Helper()
	o, ok := s.Invoice(id)
	require.True(s.t, ok, id)
	return o
}

// kinds are the ledger's lines, "charge 123.45 USD".
func (s shop) kinds() []string {
	out := []string{}
	for _, e := range s.Ledger() {
		out = append(out, fmt.Sprint(e.Kind, " ", e.Amount))
	}
	return out
}

func usd(text string) money.Amount { return money.MustParse(text, money.USD) }
