package circlepaytest_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/paygates/paygates-go/circlepay/circlepaytest"
	"github.com/paygates/paygates-go/money"
)

const (
	buyer  = "+201012794709"
	second = "+201001212333"

	visa   = "610b2c496df621209c852168"
	myFat  = "610b2c486df621209c85215a"
	payMob = "610b2c486df621209c85215b"
	card   = "00000000000000000000ca2d"
)

// shop is a merchant that talks to a model through HTTP alone.
type shop struct {
	*circlepaytest.Model
	t     testing.TB
	token string // the merchant's
}

func newShop(t testing.TB, cfg circlepaytest.Config) shop {
	t.Helper()
	return shop{Model: circlepaytest.New(cfg), t: t, token: circlepaytest.DefaultMerchantToken}
}

// fields are members of a JSON object; a nil takes one away.
type fields map[string]any

func (f fields) with(changes fields) fields {
	out := fields{}
	for _, from := range []fields{f, changes} {
		for name, value := range from {
			out[name] = value
			if value == nil {
				delete(out, name)
			}
		}
	}
	return out
}

func (f fields) json() string {
	text, err := json.Marshal(f)
	if err != nil {
		panic(err)
	}
	return string(text)
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

// call sends a request; a body is JSON.
func (s shop) call(on, body string, changes ...with) answer {
	s.t.Helper()
	method, path, _ := strings.Cut(on, " ")
	r := httptest.NewRequest(method, "http://gate.example/"+strings.TrimPrefix(path, "/"), strings.NewReader(body))
	authorize(r, s.token)
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

func authorize(r *http.Request, merchant string) {
	r.Header.Set("account-key", circlepaytest.DefaultAccountKey)
	r.Header.Set("account-token", "Bearer "+circlepaytest.DefaultAccountToken)
	r.Header.Set("merchant-token", "Bearer "+merchant)
}

func (s shop) send(on string, body fields, changes ...with) answer {
	s.t.Helper()
	return s.call(on, body.json(), changes...)
}

// envelope is what the tests read of an answer.
type envelope struct {
	Message   string
	ErrorCode int
	Details   *string
	Data      []map[string]any
	IsError   bool
}

func (a answer) envelope(t testing.TB) envelope {
	t.Helper()
	var e envelope
	d := json.NewDecoder(strings.NewReader(a.body))
	d.UseNumber()
	require.NoError(t, d.Decode(&e), a.body)
	return e
}

// code is the error code, 0 for a success.
func (a answer) code(t testing.TB) int {
	t.Helper()
	e := a.envelope(t)
	require.Equal(t, e.ErrorCode != 0, e.IsError, a.body)
	return e.ErrorCode
}

// list gives the data of a success.
func (a answer) list(t testing.TB) []map[string]any {
	t.Helper()
	require.Zero(t, a.code(t), a.body)
	return a.envelope(t).Data
}

// one gives the only element of data.
func (a answer) one(t testing.TB) map[string]any {
	t.Helper()
	all := a.list(t)
	require.Len(t, all, 1, a.body)
	return all[0]
}

// text is a member of the only element, as text.
func (a answer) text(t testing.TB, name string) string {
	t.Helper()
	switch v := a.one(t)[name].(type) {
	case string:
		return v
	case json.Number:
		return v.String()
	}
	require.Fail(t, "no "+name, a.body)
	return ""
}

var aCustomer = fields{"first_name": "Ibrahim", "last_name": "Salah", "mobile_number": buyer}

// anInvoice is over 4 × 90 without anything else.
var anInvoice = fields{
	"customer_mobile": buyer, "due_date": "2999-12-31",
	"items": []fields{{"name": "shoe", "description": "", "quantity": 4, "price": 90}},
}

var aLink = fields{
	"value": 18000, "currency": "EGP", "expiry_Date": "2999-08-22", "description": "new iphone 12", "name": "iphone 12", "status": 1,
}

var aDirectPayment = fields{
	"customer":           fields{"first_name": "ibrahim", "last_name": "salah", "mobile_number": "01011111111", "email": ""},
	"directPayment":      fields{"value": 18000, "expiryDate": "2999-09-22", "name": "iphone"},
	"payment_gateway_id": payMob, "payment_method_id": card,
}

// stocked is a shop with one customer.
func stocked(t testing.TB, cfg circlepaytest.Config) shop {
	t.Helper()
	s := newShop(t, cfg)
	s.send("POST customer/create", aCustomer).one(t)
	return s
}

// invoice makes an invoice and gives its number.
func (s shop) invoice(changes fields) string {
	s.t.Helper()
	return s.send("POST invoice/create", fields{"invoice": anInvoice.with(changes)}).text(s.t, "invoice_number")
}

// open makes an invoice with a payment and gives the transaction_id.
func (s shop) open(changes fields) string {
	s.t.Helper()
	return s.send("POST invoice/pay", fields{"invoice_number": s.invoice(nil)}.with(changes)).text(s.t, "transaction_id")
}

// paid is open and paid.
func (s shop) paid() string {
	s.t.Helper()
	id := s.open(nil)
	require.NoError(s.t, s.Pay(id))
	return id
}

func (s shop) link(changes fields) string {
	s.t.Helper()
	return s.send("POST paymentlink/create", aLink.with(changes)).text(s.t, "payment_link_url")
}

func (s shop) refund(transactionID string) answer {
	s.t.Helper()
	return s.send("POST refund/request", fields{"transaction_id": json.Number(transactionID)})
}

func lastPart(link string) string { return link[strings.LastIndexByte(link, '/')+1:] }

// movements are the ledger's entries in short form, "pay 360.00 EGP".
func (s shop) movements() []string {
	var out []string
	for _, e := range s.Ledger() {
		out = append(out, string(e.Kind)+" "+e.Amount.String())
	}
	return out
}

func egp(text string) money.Amount { return money.MustParse(text, money.EGP) }

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
