package cinetpaytest_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/paygates/paygates-go/cinetpay/cinetpaytest"
	"github.com/paygates/paygates-go/money"
)

func TestRefusedCreations(t *testing.T) {
	t.Parallel()
	card := func(changes fields) fields {
		all := fields{
			"customer_name": "Doe", "customer_surname": "Jane", "customer_phone_number": "+225000000000", "customer_email": "a@b.example",
			"customer_address": "1 street", "customer_city": "Abidjan", "customer_country": "CI", "customer_state": "CI",
			"customer_zip_code": "00225", "channels": "CREDIT_CARD",
		}
		for name, value := range changes {
			all[name] = value
		}
		return all
	}
	cases := []struct {
		name, code, says string
		status           int
		changes          fields
	}{
		{"no apikey", "608", "apikey is required", 400, fields{"apikey": nil}},
		{"misnamed apikey", "608", "apikey is required", 400, fields{"apikey": nil, "apiKey": cinetpaytest.DefaultAPIKey}},
		{"null apikey", "608", "apikey is required", 400, fields{"apikey": json.RawMessage("null")}},
		{"no site", "608", "site_id is required", 400, fields{"site_id": nil}},
		{"no transaction", "608", "transaction_id is required", 400, fields{"transaction_id": ""}},
		{"no amount", "608", "amount is required", 400, fields{"amount": nil}},
		{"no currency", "608", "currency is required", 400, fields{"currency": nil}},
		{"no description", "608", "description is required", 400, fields{"description": nil}},
		{"no notify_url", "608", "notify_url is required", 400, fields{"notify_url": nil}},
		{"no return_url", "608", "return_url is required", 400, fields{"return_url": nil}},
		{"what is missing goes first", "608", "currency", 400, fields{"currency": nil, "apikey": "wrong"}},
		{"wrong apikey", "609", "apikey", 401, fields{"apikey": "wrong", "amount": 3}},
		{"apikey as a number", "609", "apikey", 401, fields{"apikey": 12}},
		{"wrong site", "613", "site_id", 401, fields{"site_id": "1"}},
		{"wrong site as a number", "613", "site_id", 401, fields{"site_id": 1}},
		{"site as a list", "608", "site_id", 400, fields{"site_id": []int{1}}},
		{"transaction as a number", "608", "transaction_id", 400, fields{"transaction_id": 12}},
		{"metadata as an object", "608", "metadata", 400, fields{"metadata": fields{"a": 1}}},
		{"special characters", "608", "transaction_id", 400, fields{"transaction_id": "A/1"}},
		{"control characters", "608", "transaction_id", 400, fields{"transaction_id": "A\n1"}},
		{"notify_url is no URL", "608", "notify_url", 400, fields{"notify_url": "shop.example/notify"}},
		{"return_url is no URL", "608", "return_url", 400, fields{"return_url": "javascript:1"}},
		{"another currency", "608", "currency", 400, fields{"currency": "EUR"}},
		{"currency in small letters", "608", "currency", 400, fields{"currency": "xof"}},
		{"fraction", "608", "amount", 400, fields{"amount": json.RawMessage("100.00")}},
		{"exponent", "608", "amount", 400, fields{"amount": json.RawMessage("1e2")}},
		{"negative", "608", "amount", 400, fields{"amount": -100}},
		{"zero", "608", "amount", 400, fields{"amount": 0}},
		{"leading zero", "608", "amount", 400, fields{"amount": "0100"}},
		{"too many digits", "608", "amount", 400, fields{"amount": "1000000000005"}},
		{"no multiple of 5", "608", "multiple of 5", 400, fields{"amount": 2501}},
		{"no multiple of 5 in CDF", "608", "multiple of 5", 400, fields{"amount": 2501, "currency": "CDF"}},
		{"too little", "641", "100 XOF", 400, fields{"amount": 95}},
		{"too little in CDF", "641", "400 CDF", 400, fields{"amount": 395, "currency": "CDF"}},
		{"another channel", "608", "channels", 400, fields{"channels": "CASH"}},
		{"another language", "608", "lang", 400, fields{"lang": "de"}},
		{"four variables", "608", "invoice_data", 400, fields{"invoice_data": fields{"a": "", "b": "", "c": "", "d": ""}}},
		{"a variable that is a number", "608", "invoice_data", 400, fields{"invoice_data": fields{"a": 1}}},
		{"locked without a phone", "624", "error occurred", 400, fields{"lock_phone_number": true}},
		{"locked with a plus", "624", "error occurred", 400, fields{"lock_phone_number": true, "customer_phone_number": "+2250504315545"}},
		{"locked as a string", "608", "lock_phone_number", 400, fields{"lock_phone_number": "true"}},
		{"card without an address", "624", "error occurred", 400, card(fields{"customer_address": ""})},
		{"card without a city", "624", "error occurred", 400, card(fields{"customer_city": ""})},
		{"country in three letters", "608", "customer_country", 400, card(fields{"customer_country": "CIV"})},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := newShop(t, cinetpaytest.Config{})
			a := s.post(onCreate, order(c.changes))
			assert.Equal(t, c.status, a.status)
			assert.Equal(t, c.code, a.code(t))
			assert.Contains(t, a.body, c.says)
			assert.NotContains(t, a.body, `"data"`)
			assert.Empty(t, s.Payments())
			assert.Empty(t, s.Ledger())

			s = newShop(t, cinetpaytest.Config{Refusals: cinetpaytest.RefusalsAs200})
			a = s.post(onCreate, order(c.changes))
			assert.Equal(t, 200, a.status)
			assert.Equal(t, c.code, a.code(t))
		})
	}
}

func TestAcceptedCreations(t *testing.T) {
	t.Parallel()
	for _, changes := range []fields{
		{"site_id": json.RawMessage(cinetpaytest.DefaultSiteID)},
		{"amount": "2500"},
		{"amount": 34, "currency": "USD"}, {"amount": 5, "currency": "GNF"}, {"amount": 100, "currency": "XAF"}, {"amount": 400, "currency": "CDF"},
		{"channels": nil}, {"channels": "MOBILE_MONEY, WALLET"}, {"lang": "FR"}, {"lang": "en"},
		{"metadata": json.RawMessage("null"), "customer_name": json.RawMessage("null"), "invoice_data": json.RawMessage("null"), "lock_phone_number": json.RawMessage("null")},
		{"lock_phone_number": false}, {"transaction_id": "A_1-é"}, {"unknown": fields{"a": []int{1}}},
		{"notify_url": "http://127.0.0.1:1/n"}, {"description": "#/$_& " + strings.Repeat("x", 5000)},
		{"return_url": nil, "device_id": "socket"}, {"customer_name": "Doe"}, {"channels": "CREDIT_CARD"},
	} {
		s := newShop(t, cinetpaytest.Config{})
		a := s.post(onCreate, order(changes))
		assert.Equal(t, "201", a.code(t), "%v: %s", changes, a.body)
	}
}

func TestRequestsThatAreNoJSON(t *testing.T) {
	t.Parallel()
	s := newShop(t, cinetpaytest.Config{})
	for _, body := range []string{
		"", "[]", "1", "{", order(nil) + "x", order(nil) + order(nil), `{"a":1,"a":2}`, "{\"a\":\"\xff\"}", strings.Repeat(`{"a":`, 40) + "1" + strings.Repeat("}", 40),
		strings.Replace(order(nil), "{", `{"a":`+strings.Repeat("[", 40)+strings.Repeat("]", 40)+",", 1), `{"a":[1,}`, `{"a":[{]}`, `{1:2}`, `{"` + strings.Repeat("a", 99) + `":1,"` + strings.Repeat("a", 99) + `":1}`,
	} {
		a := s.post(onCreate, body)
		assert.Equal(t, []any{400, "608"}, []any{a.status, a.code(t)}, body)
	}
	a := s.call(onCreate, "", formType, "amount=100")
	assert.Equal(t, []any{403, "403"}, []any{a.status, a.code(t)})
	a = s.call(onCreate, "", "", order(nil))
	assert.Equal(t, "403", a.code(t))
	assert.Equal(t, "201", s.post(onCreate, order(nil), header("Content-Type", "application/json; charset=UTF-8")).code(t))
	a = s.post(onCreate, order(fields{"description": strings.Repeat("x", 1<<20)}))
	assert.Equal(t, []any{413, "608"}, []any{a.status, a.code(t)})
}

func TestRequestsThatNeverReachTheAPI(t *testing.T) {
	t.Parallel()
	s := newShop(t, cinetpaytest.Config{})
	a := s.post(onCreate, order(nil), without("User-Agent"))
	assert.Equal(t, []any{403, "error code: 1010"}, []any{a.status, a.body}, "it is no JSON")
	a = s.post(onCreate, order(nil), header("Expect", "100-continue"))
	assert.Equal(t, []any{417, ""}, []any{a.status, a.body})
	a = s.call("GET /v2/payment", "", "", "")
	assert.Equal(t, []any{405, "POST"}, []any{a.status, a.header.Get("Allow")})
	assert.Equal(t, 404, s.call("POST /v2/payments", "", "", "").status)
	for _, on := range []string{"POST /v1/transfer/contacts", "GET /v1/auth/login", "POST /v1/transfer/check/balance"} {
		a = s.call(on, "", "", "")
		assert.Equal(t, []any{404, "708"}, []any{a.status, a.code(t)}, on)
	}
	assert.Empty(t, s.Payments())
}

func TestRepeatedIdentifiers(t *testing.T) {
	t.Parallel()
	cases := []struct {
		form         cinetpaytest.RepeatForm
		same, change string
	}{
		{cinetpaytest.RepeatGivesFirst, "201", "201"},
		{cinetpaytest.RepeatRefusesChange, "201", "620"},
		{cinetpaytest.RepeatRefused, "620", "620"},
	}
	for _, c := range cases {
		s := newShop(t, cinetpaytest.Config{Repeats: c.form})
		first := s.post(onCreate, order(nil))
		same, change := s.post(onCreate, order(nil)), s.post(onCreate, order(fields{"amount": 5000}))
		assert.Equal(t, []string{c.same, c.change}, []string{same.code(t), change.code(t)})
		if c.same == "201" {
			assert.Equal(t, plain(first.body), plain(same.body))
			assert.Contains(t, same.body, s.Payments()[0].Token)
		}
		if c.change == "201" {
			assert.Contains(t, change.body, s.Payments()[0].Token)
		}
		assert.Equal(t, []string{"create 2500 XOF"}, s.movements(), "one payment with the first values")
	}
	for _, other := range []fields{
		{"description": "other"}, {"metadata": "m"}, {"customer_id": "1"}, {"lang": "en"}, {"invoice_data": fields{"a": "b"}},
		{"customer_name": "x"}, {"return_url": "https://shop.example/other"}, {"alternative_currency": "EUR"}, {"currency": "GNF"},
	} {
		s := newShop(t, cinetpaytest.Config{Repeats: cinetpaytest.RepeatRefusesChange})
		require.Equal(t, "201", s.post(onCreate, order(nil)).code(t))
		assert.Equal(t, "620", s.post(onCreate, order(other)).code(t), "%v", other)
	}
}

func TestAccountCurrency(t *testing.T) {
	t.Parallel()
	s := newShop(t, cinetpaytest.Config{AccountCurrency: money.XAF})
	s.create(fields{"currency": "XAF"})
	assert.Equal(t, "608", s.post(onCreate, order(nil)).code(t))
	assert.Equal(t, []string{"create 2500 XAF"}, s.movements())
}

func TestChangedDevice(t *testing.T) {
	t.Parallel()
	s := newShop(t, cinetpaytest.Config{})
	const on = "POST /v2/seamless/device"
	assert.Equal(t, "202", s.post(on, `{"old_device_id":"a","new_device_id":"b"}`).code(t))
	assert.Equal(t, "608", s.post(on, `{"old_device_id":"a"}`).code(t))
	assert.Equal(t, "608", s.post(on, `{"old_device_id":"a","new_device_id":1}`).code(t))
}
