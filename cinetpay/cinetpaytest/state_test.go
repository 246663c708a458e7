package cinetpaytest_test

import (
	"encoding/json"
	"net/http"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/paygates/paygates-go/cinetpay/cinetpaytest"
)

type checked struct {
	Code string
	Data *struct {
		Status     string
		Amount     string
		OperatorID *string `json:"operator_id"`
		Metadata   *string
		Date       string `json:"payment_date"`
		Method     string `json:"payment_method"`
	}
}

func (a answer) checked(t testing.TB) checked {
	t.Helper()
	var c checked
	require.NoError(t, json.Unmarshal([]byte(a.body), &c), a.body)
	return c
}

func TestStatesOfAPayment(t *testing.T) {
	t.Parallel()
	type model = cinetpaytest.Model
	refuse := func(code string) func(*model, string) error {
		return func(m *model, id string) error { return m.RefuseWith(id, code) }
	}
	wait := func(code string) func(*model, string) error {
		return func(m *model, id string) error { return m.AbandonWith(id, code) }
	}
	cases := []struct {
		name         string
		acts         []func(*model, string) error
		code, status string
		movements    []string
	}{
		{"untouched", nil, "662", "WAITING_FOR_CUSTOMER", nil},
		{"paid", []func(*model, string) error{(*model).Pay}, "00", "ACCEPTED", []string{"pay 2500 XOF"}},
		{"refused", []func(*model, string) error{(*model).Refuse}, "627", "REFUSED", nil},
		{"empty wallet", []func(*model, string) error{refuse("602")}, "602", "REFUSED", nil},
		{"limit", []func(*model, string) error{refuse("812")}, "812", "REFUSED", nil},
		{"abandoned", []func(*model, string) error{(*model).Abandon}, "623", "WAITING_FOR_CUSTOMER", nil},
		{"pending", []func(*model, string) error{wait("607")}, "607", "PENDING", nil},
		{"one-time password", []func(*model, string) error{wait("663")}, "663", "WAITING_FOR_CUSTOMER", nil},
		{"abandoned, then paid", []func(*model, string) error{(*model).Abandon, (*model).Pay}, "00", "ACCEPTED", []string{"pay 2500 XOF"}},
		{"abandoned, then refused", []func(*model, string) error{(*model).Abandon, (*model).Refuse}, "627", "REFUSED", nil},
		{"pending, then confirmed", []func(*model, string) error{wait("607"), (*model).Confirm}, "00", "ACCEPTED", []string{"pay 2500 XOF"}},
		{"refused, then confirmed late", []func(*model, string) error{(*model).Refuse, (*model).Confirm}, "00", "ACCEPTED", []string{"pay 2500 XOF"}},
		{"being refunded", []func(*model, string) error{(*model).Pay, (*model).BeginRefund}, "661", "ACCEPTED", []string{"pay 2500 XOF"}},
		{"refunded", []func(*model, string) error{(*model).Pay, (*model).BeginRefund, (*model).Refund}, "660", "REFUNDED", []string{"pay 2500 XOF", "refund 2500 XOF"}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := newShop(t, cinetpaytest.Config{})
			id := s.create(nil)
			for _, act := range c.acts {
				require.NoError(t, act(s.Model, id))
			}
			a := s.check(id)
			assert.Equal(t, 200, a.status)
			got := a.checked(t)
			require.NotNil(t, got.Data, a.body)
			assert.Equal(t, []string{c.code, c.status, "2500"}, []string{got.Code, got.Data.Status, got.Data.Amount})
			p := s.payment(id)
			assert.Equal(t, []string{c.code, c.status}, []string{p.Code, p.Status})
			assert.Equal(t, append([]string{"create 2500 XOF"}, c.movements...), s.movements())
			assert.Equal(t, p.Paid.IsZero(), got.Data.OperatorID == nil)
			assert.Equal(t, p.Paid.IsZero(), got.Data.Date == " ")
			assert.Len(t, s.Callbacks(), len(c.acts), "one notification for each change")
		})
	}
}

func TestActionsThatAreNotAllowed(t *testing.T) {
	t.Parallel()
	s := newShop(t, cinetpaytest.Config{})
	paid, refused := s.create(nil), s.create(nil)
	pays(t, s.Pay(paid), s.Refuse(refused))
	for _, id := range []string{paid, refused} {
		for _, do := range []func(string) error{s.Pay, s.Refuse, s.Abandon} {
			assert.ErrorIs(t, do(id), cinetpaytest.ErrNotPayable)
			assert.ErrorIs(t, do("unknown"), cinetpaytest.ErrPaymentNotFound)
		}
	}
	assert.ErrorIs(t, s.Confirm(paid), cinetpaytest.ErrNotPayable)
	assert.ErrorIs(t, s.Confirm("unknown"), cinetpaytest.ErrPaymentNotFound)
	assert.ErrorIs(t, s.Refund(refused), cinetpaytest.ErrNotRefundable)
	assert.ErrorIs(t, s.BeginRefund(refused), cinetpaytest.ErrNotRefundable)
	pays(t, s.Refund(paid))
	assert.ErrorIs(t, s.Refund(paid), cinetpaytest.ErrNotRefundable)
	assert.ErrorIs(t, s.Confirm(paid), cinetpaytest.ErrNotPayable)
	open := s.create(nil)
	for _, code := range []string{"00", "623", "608", ""} {
		assert.ErrorIs(t, s.RefuseWith(open, code), cinetpaytest.ErrUnknownCode)
	}
	for _, code := range []string{"00", "627", "201", ""} {
		assert.ErrorIs(t, s.AbandonWith(open, code), cinetpaytest.ErrUnknownCode)
	}
	assert.Equal(t, []string{"create 2500 XOF", "create 2500 XOF", "pay 2500 XOF", "refund 2500 XOF", "create 2500 XOF"}, s.movements())
}

func TestPaymentsByToken(t *testing.T) {
	t.Parallel()
	s := newShop(t, cinetpaytest.Config{})
	id := s.create(fields{"metadata": "user001"})
	token := s.payment(id).Token
	pays(t, s.PayWith(token, cinetpaytest.Wallet{Method: "FLOOZ"}))
	for _, name := range []string{"token", "payment_token", "transaction_id"} {
		value := token
		if name == "transaction_id" {
			value = id
		}
		got := s.post(onCheck, checkOf(name, value)).checked(t)
		assert.Equal(t, []string{"00", "FLOOZ", "user001"}, []string{got.Code, got.Data.Method, *got.Data.Metadata})
	}
	p, ok := s.Payment(token)
	assert.True(t, ok)
	assert.Equal(t, id, p.TransactionID)
	_, ok = s.Payment("unknown")
	assert.False(t, ok)
}

func TestRefusedChecks(t *testing.T) {
	t.Parallel()
	s := newShop(t, cinetpaytest.Config{})
	id := s.create(nil)
	const site = `"site_id":"` + cinetpaytest.DefaultSiteID + `"`
	const key = `"apikey":"` + cinetpaytest.DefaultAPIKey + `"`
	for body, want := range map[string]string{
		`{` + key + `,` + site + `}`:                                   "608",
		`{` + key + `,` + site + `,"transaction_id":1}`:                "608",
		`{` + site + `,"transaction_id":"` + id + `"}`:                 "608",
		`{` + key + `,"transaction_id":"` + id + `"}`:                  "608",
		`{"apikey":[],` + site + `,"transaction_id":"` + id + `"}`:     "608",
		`{"apikey":"x",` + site + `,"transaction_id":"` + id + `"}`:    "609",
		`{` + key + `,"site_id":1,"transaction_id":"` + id + `"}`:      "613",
		`{` + key + `,` + site + `,"transaction_id":"` + id + `",}`:    "608",
		`{` + key + `,` + site + `,"token":"` + id + `"}`:              "601",
		`{` + key + `,"site_id":100001,"transaction_id":"` + id + `"}`: "662",
	} {
		assert.Equal(t, want, s.post(onCheck, body).code(t), body)
	}
}

func TestUnknownPayments(t *testing.T) {
	t.Parallel()
	for form, want := range map[cinetpaytest.UnknownForm]struct {
		code   string
		status int
	}{
		cinetpaytest.UnknownAs601: {"601", 400}, cinetpaytest.UnknownAs627: {"627", 400}, cinetpaytest.UnknownAs625: {"625", 404},
	} {
		a := newShop(t, cinetpaytest.Config{Unknown: form}).check("nobody")
		assert.Equal(t, want.status, a.status)
		got := a.checked(t)
		assert.Equal(t, want.code, got.Code)
		assert.Nil(t, got.Data)
	}
}

func TestLookupLag(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s, query := befriended(t, cinetpaytest.Config{LookupLag: time.Minute})
		id := s.create(nil)
		require.Equal(t, "0", s.form(onSend, query, payout(nil)).code(t))
		assert.Equal(t, "601", s.check(id).code(t))
		assert.Equal(t, "723", s.call(onMoney, query+"&client_transaction_id=OUT-1", "", "").code(t))
		assert.Len(t, s.Payments(), 1)
		<-time.After(time.Minute)
		assert.Equal(t, "662", s.check(id).code(t))
		assert.Equal(t, "0", s.call(onMoney, query+"&client_transaction_id=OUT-1", "", "").code(t))
	})
}

func TestSnapshotsAreWhole(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := newShop(t, cinetpaytest.Config{})
		start := time.Now().Round(0).UTC()
		a := s.post(onCreate, order(fields{"metadata": "m", "channels": "MOBILE_MONEY", "lang": "EN"}), header("X-Request-Id", "req-1"))
		require.Equal(t, http.StatusOK, a.status)
		<-time.After(time.Second)
		require.NoError(t, s.PayWith("ORDER-1", cinetpaytest.Wallet{Method: "MOMO", Phone: "0500000001"}))
		p := s.payment("ORDER-1")
		assert.Regexp(t, `^[0-9a-f]{110}$`, p.Token)
		assert.Regexp(t, `^MP000101\.0000\.A\d{5}$`, p.OperatorID)
		assert.Equal(t, cinetpaytest.Payment{
			TransactionID: "ORDER-1", Token: p.Token, URL: "http://gate.example/payment/" + p.Token, Status: "ACCEPTED", Code: "00",
			Amount: xof("2500"), Description: "Order 1", Metadata: "m", Channels: "MOBILE_MONEY", Language: "en",
			NotifyURL: "https://shop.example/notify", ReturnURL: "https://shop.example/return",
			Wallet: cinetpaytest.Wallet{Method: "MOMO", Prefix: "225", Phone: "0500000001"}, OperatorID: p.OperatorID,
			Created: start, Updated: start.Add(time.Second), Paid: start.Add(time.Second),
		}, p)
		assert.Equal(t, []cinetpaytest.Payment{p}, s.Payments())
		assert.Equal(t, []cinetpaytest.Entry{
			{Sequence: 1, Time: start, ID: p.Token, Reference: "ORDER-1", Kind: cinetpaytest.Created, Amount: xof("2500"), RequestID: "req-1"},
			{Sequence: 2, Time: start.Add(time.Second), ID: p.Token, Reference: "ORDER-1", Kind: cinetpaytest.Paid, Amount: xof("2500")},
		}, s.Ledger())
	})
}
