package cinetpaytest_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/paygates/paygates-go/cinetpay/cinetpaytest"
	"github.com/paygates/paygates-go/money"
)

const (
	onCreate = "POST /v2/payment"
	onCheck  = "POST /v2/payment/check"
	onLogin  = "POST /v1/auth/login"
	onSend   = "POST /v1/transfer/money/send/contact"
	onMoney  = "GET /v1/transfer/check/money"
)

// shop is a merchant that talks to a model through HTTP alone.
type shop struct {
	*cinetpaytest.Model
	t testing.TB
}

func newShop(t testing.TB, cfg cinetpaytest.Config) shop {
	t.Helper()
	return shop{Model: cinetpaytest.New(cfg), t: t}
}

type answer struct {
	status int
	header http.Header
	body   string
}

// with changes a request before it is sent.
type with func(*http.Request)

func header(name, value string) with { return func(r *http.Request) { r.Header.Set(name, value) } }

func without(name string) with { return func(r *http.Request) { r.Header.Del(name) } }

func (s shop) call(on, query, contentType, body string, changes ...with) answer {
	s.t.Helper()
	method, path, _ := strings.Cut(on, " ")
	r := httptest.NewRequest(method, "http://gate.example"+path+query, strings.NewReader(body))
	r.Header.Set("User-Agent", "shop/1.0")
	if contentType != "" {
		r.Header.Set("Content-Type", contentType)
	}
	for _, change := range changes {
		change(r)
	}
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	return answer{status: w.Code, header: w.Result().Header, body: w.Body.String()}
}

// fields are members of a JSON object; a nil takes one away.
type fields map[string]any

// order is a request that is right, with changes.
func order(changes fields) string {
	all := fields{
		"apikey": cinetpaytest.DefaultAPIKey, "site_id": cinetpaytest.DefaultSiteID, "transaction_id": "ORDER-1",
		"amount": 2500, "currency": "XOF", "description": "Order 1", "channels": "ALL",
		"notify_url": "https://shop.example/notify", "return_url": "https://shop.example/return",
	}
	for name, value := range changes {
		all[name] = value
		if value == nil {
			delete(all, name)
		}
	}
	text, err := json.Marshal(all)
	if err != nil {
		panic(err)
	}
	return string(text)
}

func (s shop) post(on, body string, changes ...with) answer {
	s.t.Helper()
	return s.call(on, "", "application/json", body, changes...)
}

// create makes the payment ORDER-n and gives its id.
func (s shop) create(changes fields) string {
	s.t.Helper()
	id := fmt.Sprintf("ORDER-%d", len(s.Payments())+1)
	all := fields{"transaction_id": id}
	for name, value := range changes {
		all[name] = value
	}
	a := s.post(onCreate, order(all))
	require.Equal(s.t, "201", a.code(s.t), a.body)
	return all["transaction_id"].(string)
}

func (s shop) check(id string) answer {
	s.t.Helper()
	return s.post(onCheck, checkOf("transaction_id", id))
}

func checkOf(name, value string) string {
	text, err := json.Marshal(fields{"apikey": cinetpaytest.DefaultAPIKey, "site_id": cinetpaytest.DefaultSiteID, name: value})
	if err != nil {
		panic(err)
	}
	return string(text)
}

func (s shop) payment(id string) cinetpaytest.Payment {
	s.t.Helper()
	p, ok := s.Payment(id)
	require.True(s.t, ok)
	return p
}

// logIn gives the query of the calls behind it.
func (s shop) logIn() string {
	s.t.Helper()
	a := s.call(onLogin, "?lang=fr", formType, url.Values{
		"apikey": {cinetpaytest.DefaultAPIKey}, "password": {cinetpaytest.DefaultTransferPassword},
	}.Encode())
	var view struct{ Data struct{ Token string } }
	require.NoError(s.t, json.Unmarshal([]byte(a.body), &view), a.body)
	require.NotEmpty(s.t, view.Data.Token, a.body)
	return "?lang=fr&token=" + view.Data.Token
}

const formType = "application/x-www-form-urlencoded"

func (s shop) form(on, query, data string) answer {
	s.t.Helper()
	return s.call(on, query, formType, url.Values{"data": {data}}.Encode())
}

const receiver = `[{"prefix":"225","phone":"0707000001","name":"Test A","surname":"Test B","email":"testa@exemple.com"}]`

// befriended is a shop with a session and one contact.
func befriended(t testing.TB, cfg cinetpaytest.Config) (shop, string) {
	t.Helper()
	s := newShop(t, cfg)
	query := s.logIn()
	a := s.form("POST /v1/transfer/contact", query, receiver)
	require.Equal(t, "0", a.code(t), a.body)
	return s, query
}

// payout is one entry of a list of transfers.
func payout(changes fields) string {
	all := fields{
		"prefix": "225", "phone": "0707000001", "amount": 500, "notify_url": "https://shop.example/transfer",
		"client_transaction_id": "OUT-1",
	}
	for name, value := range changes {
		all[name] = value
		if value == nil {
			delete(all, name)
		}
	}
	text, err := json.Marshal([]fields{all})
	if err != nil {
		panic(err)
	}
	return string(text)
}

// code is the envelope's, a string or a number.
func (a answer) code(t testing.TB) string {
	t.Helper()
	var view struct{ Code any }
	require.NoError(t, json.Unmarshal([]byte(a.body), &view), a.body)
	return fmt.Sprint(view.Code)
}

// entry is what the tests read of an answered list.
type entry struct {
	Code          int
	Status        string
	Lot           string
	TransactionID string `json:"transaction_id"`
	Treatment     string `json:"treatment_status"`
	Sending       string `json:"sending_status"`
	Valid         string `json:"transfer_valid"`
	Amount        any
}

func (a answer) entries(t testing.TB) []entry {
	t.Helper()
	var view struct{ Data json.RawMessage }
	require.NoError(t, json.Unmarshal([]byte(a.body), &view), a.body)
	var nested [][]entry
	if json.Unmarshal(view.Data, &nested) == nil && len(nested) == 1 {
		return nested[0]
	}
	var flat []entry
	require.NoError(t, json.Unmarshal(view.Data, &flat), a.body)
	return flat
}

// movements are the ledger's entries in short form, "pay 2500 XOF".
func (s shop) movements() []string {
	var out []string
	for _, e := range s.Ledger() {
		out = append(out, string(e.Kind)+" "+e.Amount.String())
	}
	return out
}

func xof(text string) money.Amount { return money.MustParse(text, money.XOF) }

// dropped says whether a call on the recorder broke the connection.
func dropped(call func()) (broken bool) {
	defer func() {
		if v := recover(); v != nil {
			if v != http.ErrAbortHandler {
				panic(v)
			}
			broken = true
		}
	}()
	call()
	return false
}

func pays(t testing.TB, errs ...error) {
	t.Helper()
	for _, err := range errs {
		assert.NoError(t, err)
	}
}
