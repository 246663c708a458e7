package cinetpaytest_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/paygates/paygates-go/cinetpay/cinetpaytest"
)

func TestRefusedLogins(t *testing.T) {
	t.Parallel()
	s := newShop(t, cinetpaytest.Config{})
	right := "apikey=" + cinetpaytest.DefaultAPIKey + "&password=" + cinetpaytest.DefaultTransferPassword
	for _, c := range []struct{ query, kind, body, want string }{
		{"", formType, "apikey=x&password=" + cinetpaytest.DefaultTransferPassword, "701"},
		{"", formType, "apikey=" + cinetpaytest.DefaultAPIKey + "&password=x", "701"},
		{"", formType, "apikey=x", "704"},
		{"?lang=de", formType, right, "704"},
		{"", "application/json", `{"apikey":"x"}`, "-1"},
		{"", formType, "apikey=%zz", "-1"},
		{"?" + right, formType, "", "704"},
		{"", formType, right, "0"},
		{"?lang=en", formType + "; charset=utf-8", right, "0"},
	} {
		a := s.call(onLogin, c.query, c.kind, c.body)
		assert.Equal(t, c.want, a.code(t), "%v", c)
		assert.Equal(t, c.want == "0", a.status == 200, "%v", c)
	}
	assert.Equal(t, 200, newShop(t, cinetpaytest.Config{Refusals: cinetpaytest.RefusalsAs200}).call(onLogin, "", formType, "apikey=x&password=y").status)
}

func TestTokensLiveForFiveMinutes(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := newShop(t, cinetpaytest.Config{})
		balance := func(query string) string { return s.call("GET /v1/transfer/check/balance", query, "", "").code(t) }
		first := s.logIn()
		<-time.After(5*time.Minute - time.Nanosecond)
		second := s.logIn()
		assert.NotEqual(t, first, second)
		assert.Equal(t, "0", balance(first))
		<-time.After(time.Nanosecond)
		assert.Equal(t, []string{"705", "0"}, []string{balance(first), balance(second)})
		assert.Equal(t, "706", balance("?lang=fr"))
		assert.Equal(t, "704", balance(strings.Replace(second, "fr", "de", 1)))
		token := strings.TrimPrefix(second, "?lang=fr&token=")
		a := s.call(onSend, "?lang=fr", formType, "token="+token+"&data=[]")
		assert.Equal(t, "706", a.code(t), "the token belongs into the query")
	})
}

func TestRefusedTransfers(t *testing.T) {
	t.Parallel()
	cases := []struct {
		name, code, says string
		changes          fields
	}{
		{"no multiple of 5", "801", "INVALID_AMOUNT", fields{"amount": 501}},
		{"fraction", "801", "INVALID_AMOUNT", fields{"amount": 500.5}},
		{"no amount", "801", "INVALID_AMOUNT", fields{"amount": nil}},
		{"negative", "801", "INVALID_AMOUNT", fields{"amount": -500}},
		{"phone with a plus", "802", "INVALID_PHONE", fields{"phone": "+707000001"}},
		{"another country", "802", "INVALID_PHONE", fields{"prefix": "33"}},
		{"no notify_url", "725", "MISSING_NOTIFY_URL", fields{"notify_url": nil}},
		{"notify_url is no URL", "725", "MISSING_NOTIFY_URL", fields{"notify_url": "shop"}},
		{"no contact", "724", "ERROR_PHONE_NOT_MY_CONTACT", fields{"phone": "0707000002"}},
		{"too little", "719", "AMOUNT_TOO_SMALL", fields{"amount": 195}},
		{"too much", "720", "AMOUNT_TOO_LARGE", fields{"amount": 1500000}},
		{"more than available", "602", "INSUFFICIENT_BALANCE", fields{"amount": 1000005}},
		{"phone as a number", "716", "DATA_NOT_VALID", fields{"phone": 707000001}},
		{"identifier as a number", "716", "DATA_NOT_VALID", fields{"client_transaction_id": 1}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s, query := befriended(t, cinetpaytest.Config{})
			a := s.form(onSend, query, payout(c.changes))
			assert.Equal(t, []any{200, "0"}, []any{a.status, a.code(t)})
			e := a.entries(t)[0]
			assert.Equal(t, c.code, fmt.Sprint(e.Code))
			assert.Equal(t, c.says, e.Status)
			assert.Empty(t, e.TransactionID+e.Treatment)
			assert.Empty(t, s.Ledger())

			s, query = befriended(t, cinetpaytest.Config{Entries: cinetpaytest.RefusalOfCall})
			a = s.form(onSend, query, payout(c.changes))
			assert.Equal(t, []any{400, c.code}, []any{a.status, a.code(t)})
			assert.Contains(t, a.body, `"data":[]`)
			assert.Empty(t, s.Transfers())
		})
	}
}

func TestDataThatCannotBeRead(t *testing.T) {
	t.Parallel()
	s, query := befriended(t, cinetpaytest.Config{})
	for data, want := range map[string]string{
		"": "716", "[]": "716", "[": "718", "{}": "718", "1": "718", "[1]": "718", "[null]": "718", `[{}],"x":[]`: "718",
		`[{"a":1,"a":2}]`: "718", "[{}]x": "718",
	} {
		for _, on := range []string{onSend, "POST /v1/transfer/contact"} {
			assert.Equal(t, want, s.form(on, query, data).code(t), data)
		}
	}
	assert.Equal(t, "-1", s.call(onSend, query, "application/json", "[]").code(t))
	assert.Len(t, s.Contacts(), 1)
	assert.Empty(t, s.Transfers())
}

func TestListsOfTransfers(t *testing.T) {
	t.Parallel()
	one := func(id string, amount int, phone string) string {
		return strings.Trim(payout(fields{"client_transaction_id": id, "amount": amount, "phone": phone}), "[]")
	}
	list := "[" + strings.Join([]string{
		one("OUT-1", 600, "0707000001"), one("OUT-2", 600, "0707000001"), one("OUT-3", 200, "0707000002"), one("OUT-1", 200, "0707000001"),
		one("OUT-4", 400, "0707000001"),
	}, ",") + "]"
	s, query := befriended(t, cinetpaytest.Config{Balance: xof("1000"), FlatEntries: true})
	a := s.form(onSend, query, list)
	assert.NotContains(t, a.body, "[[")
	var codes []int
	for _, e := range a.entries(t) {
		codes = append(codes, e.Code)
	}
	assert.Equal(t, []int{0, 602, 724, 805, 0}, codes)
	assert.Equal(t, []string{"send 600 XOF", "send 400 XOF"}, s.movements())

	s, query = befriended(t, cinetpaytest.Config{Balance: xof("1000"), Entries: cinetpaytest.RefusalOfCall})
	assert.Equal(t, "602", s.form(onSend, query, list).code(t))
	assert.Empty(t, s.Ledger(), "all or nothing")
}

func TestRepeatedTransfers(t *testing.T) {
	t.Parallel()
	s, query := befriended(t, cinetpaytest.Config{})
	require.Equal(t, 0, s.form(onSend, query, payout(nil)).entries(t)[0].Code)
	assert.Equal(t, 805, s.form(onSend, query, payout(nil)).entries(t)[0].Code)
	assert.Equal(t, 805, s.form(onSend, query, payout(fields{"amount": 1000})).entries(t)[0].Code)
	pays(t, s.Reject("OUT-1"))
	assert.Equal(t, 805, s.form(onSend, query, payout(nil)).entries(t)[0].Code, "also after a refusal")
	for range 2 {
		assert.Equal(t, 0, s.form(onSend, query, payout(fields{"client_transaction_id": nil})).entries(t)[0].Code, "nothing guards it")
	}
	assert.Equal(t, []string{"send 500 XOF", "reject 500 XOF", "send 500 XOF", "send 500 XOF"}, s.movements())
}

func TestStepsOfATransfer(t *testing.T) {
	t.Parallel()
	s, query := befriended(t, cinetpaytest.Config{Balance: xof("2000")})
	for _, id := range []string{"OUT-1", "OUT-2"} {
		s.form(onSend, query, payout(fields{"client_transaction_id": id}))
	}
	state := func(id string) string {
		e := s.call(onMoney, query+"&client_transaction_id="+id, "", "").entries(t)[0]
		amount, available := s.Balance()
		return fmt.Sprint(e.Treatment, " ", e.Sending, " ", e.Valid, " ", e.Amount, " of ", available, " in ", amount)
	}
	assert.Equal(t, "NEW PENDING N 500 of 1000 XOF in 2000 XOF", state("OUT-1"))
	pays(t, s.Approve("OUT-1"))
	assert.Equal(t, "REC CONFIRM Y 500 of 1000 XOF in 2000 XOF", state("OUT-1"))
	assert.ErrorIs(t, s.Approve("OUT-1"), cinetpaytest.ErrTransferFinal)
	pays(t, s.Suspend("OUT-1"))
	assert.Equal(t, "NOS CONFIRM Y 500 of 1000 XOF in 2000 XOF", state("OUT-1"))
	pays(t, s.Complete(s.Transfers()[0].ID))
	assert.Equal(t, "VAL CONFIRM Y 500 of 1000 XOF in 1500 XOF", state("OUT-1"))
	pays(t, s.Reject("OUT-2"))
	assert.Equal(t, "REJ PENDING N 500 of 1500 XOF in 1500 XOF", state("OUT-2"))
	for _, do := range []func(string) error{s.Approve, s.Suspend, s.Complete, s.Reject} {
		for _, id := range []string{"OUT-1", "OUT-2"} {
			assert.ErrorIs(t, do(id), cinetpaytest.ErrTransferFinal)
		}
		assert.ErrorIs(t, do("unknown"), cinetpaytest.ErrTransferNotFound)
	}
	assert.Equal(t, []string{"send 500 XOF", "send 500 XOF", "complete 500 XOF", "reject 500 XOF"}, s.movements())
	a := s.call("GET /v1/transfer/check/balance", query, "", "")
	assert.JSONEq(t, `{"amount":1500,"inUsing":0,"available":1500}`, a.body[strings.Index(a.body, `"data":`)+len(`"data":`):len(a.body)-1])
}

func TestAllowListedServer(t *testing.T) {
	t.Parallel()
	s, query := befriended(t, cinetpaytest.Config{Whitelisted: true})
	s.form(onSend, query, payout(nil))
	e := s.call(onMoney, query+"&client_transaction_id=OUT-1", "", "").entries(t)[0]
	assert.Equal(t, []string{"NEW", "CONFIRM", "Y"}, []string{e.Treatment, e.Sending, e.Valid})
	assert.ErrorIs(t, s.Approve("OUT-1"), cinetpaytest.ErrTransferFinal)
}

func TestLookUpsOfTransfers(t *testing.T) {
	t.Parallel()
	s, query := befriended(t, cinetpaytest.Config{})
	s.form(onSend, query, payout(nil))
	id := s.Transfers()[0].ID
	for rest, want := range map[string]string{
		"": "704", "&client_transaction_id=OUT-1": "0", "&transaction_id=" + id: "0", "&transaction_id=" + id + "&client_transaction_id=OUT-1": "0",
		"&client_transaction_id=OUT-2": "723", "&transaction_id=OUT-1": "723", "&transaction_id=" + id + "&client_transaction_id=OUT-2": "723",
	} {
		a := s.call(onMoney, query+rest, "", "")
		assert.Equal(t, want, a.code(t), rest)
		assert.Equal(t, want == "723", a.status == 404)
	}
	s.form(onSend, query, payout(fields{"client_transaction_id": nil}))
	assert.Equal(t, "723", s.call(onMoney, query+"&client_transaction_id=%20", "", "").code(t))
}

func TestContacts(t *testing.T) {
	t.Parallel()
	s := newShop(t, cinetpaytest.Config{})
	query := s.logIn()
	const on = "POST /v1/transfer/contact"
	twice := strings.TrimSuffix(receiver, "]") + "," + strings.TrimPrefix(receiver, "[")
	entries := s.form(on, query, twice).entries(t)
	assert.Equal(t, []int{0, 726}, []int{entries[0].Code, entries[1].Code})
	for from, to := range map[string]string{`"225"`: `"33"`, `"0707000001"`: `"07"`} {
		assert.Equal(t, 802, s.form(on, query, strings.Replace(receiver, from, to, 1)).entries(t)[0].Code)
	}
	assert.Equal(t, 716, s.form(on, query, strings.Replace(receiver, `"email"`, `"mail"`, 1)).entries(t)[0].Code)
	assert.Equal(t, []cinetpaytest.Contact{{Prefix: "225", Phone: "0707000001", Name: "Test A", Surname: "Test B", Email: "testa@exemple.com"}}, s.Contacts())

	s = newShop(t, cinetpaytest.Config{Entries: cinetpaytest.RefusalOfCall})
	query = s.logIn()
	bad := strings.TrimSuffix(receiver, "]") + "," + strings.TrimPrefix(strings.Replace(receiver, `"225"`, `"33"`, 1), "[")
	assert.Equal(t, "802", s.form(on, query, bad).code(t))
	assert.Empty(t, s.Contacts())
	s.form(on, query, receiver)
	assert.Equal(t, 726, s.form(on, query, receiver).entries(t)[0].Code, "still in its entry")
}

func TestTransferSnapshots(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s, query := befriended(t, cinetpaytest.Config{})
		start := time.Now().Round(0).UTC()
		a := s.form(onSend, query, payout(fields{"payment_method": "OM"}))
		<-time.After(time.Second)
		require.NoError(t, s.Complete("OUT-1"))
		got, ok := s.Transfer("OUT-1")
		require.True(t, ok)
		assert.Equal(t, cinetpaytest.Transfer{
			ID: a.entries(t)[0].TransactionID, ClientTransactionID: "OUT-1", Lot: a.entries(t)[0].Lot, Prefix: "225", Phone: "0707000001",
			Method: "OM", Amount: xof("500"), Treatment: "VAL", Sending: "CONFIRM", NotifyURL: "https://shop.example/transfer",
			Created: start, Updated: start.Add(time.Second), Validated: start.Add(time.Second),
		}, got)
		assert.Equal(t, []cinetpaytest.Transfer{got}, s.Transfers())
		byID, ok := s.Transfer(got.ID)
		assert.True(t, ok)
		assert.Equal(t, got, byID)
		_, ok = s.Transfer("unknown")
		assert.False(t, ok)
		assert.Equal(t, cinetpaytest.Completed, s.Ledger()[1].Kind)
		assert.Equal(t, []string{got.ID, "OUT-1"}, []string{s.Ledger()[1].ID, s.Ledger()[1].Reference})
	})
}
