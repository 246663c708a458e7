package cinetpaytest_test

import (
	"encoding/json"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/paygates/paygates-go/cinetpay/cinetpaytest"
)

// Whatever comes in, a creation answers in the documented form, shows no apikey,
// and makes a payment only if it says so.
func FuzzCreation(f *testing.F) {
	f.Add(order(nil))
	f.Add(sample(sampleLongRequest))
	f.Add(order(fields{"amount": 3}))
	f.Add(`{"apikey":null,"apikey":1}`)
	f.Add(`[{}]`)
	f.Fuzz(func(t *testing.T, body string) {
		s := newShop(t, cinetpaytest.Config{})
		a := s.post(onCreate, body)
		assert.NotContains(t, a.body, cinetpaytest.DefaultAPIKey)
		var view struct {
			Code    string
			Message string
			Data    *struct {
				Token string `json:"payment_token"`
			}
		}
		if !assert.NoError(t, json.Unmarshal([]byte(a.body), &view)) {
			return
		}
		assert.NotEmpty(t, view.Message)
		assert.Equal(t, view.Code == "201", view.Data != nil)
		assert.Equal(t, view.Code == "201", len(s.Ledger()) == 1)
		if view.Code != "201" {
			assert.Contains(t, []string{"608", "609", "613", "624", "641"}, view.Code)
			return
		}
		p := s.Payments()[0]
		assert.True(t, p.Amount.IsPositive())
		assert.Equal(t, 200, s.page(p.TransactionID).status)
		pays(t, s.Pay(p.TransactionID))
		assert.Equal(t, "00", s.check(p.TransactionID).code(t))
		form, err := url.ParseQuery(string(s.Callbacks()[0].Body))
		assert.NoError(t, err)
		assert.Equal(t, cinetpaytest.Sign(cinetpaytest.DefaultSecretKey, form), s.Callbacks()[0].Token)
	})
}

// Whatever the data, a transfer is made once for each entry that says so, and
// never for more than there is.
func FuzzTransfers(f *testing.F) {
	f.Add(payout(nil))
	f.Add("[" + strings.Trim(payout(nil), "[]") + "," + strings.Trim(payout(fields{"client_transaction_id": "OUT-2"}), "[]") + "]")
	f.Add(`[{"prefix":"225"}]`)
	f.Add(`[{}],"x":[{}`)
	f.Fuzz(func(t *testing.T, data string) {
		s, query := befriended(t, cinetpaytest.Config{Balance: xof("1000")})
		a := s.form(onSend, query, data)
		code := a.code(t)
		if code != "0" {
			assert.Contains(t, []string{"716", "718"}, code)
			assert.Empty(t, s.Ledger())
			return
		}
		accepted := 0
		for _, e := range a.entries(t) {
			assert.Equal(t, e.Code == 0, e.TransactionID != "")
			if e.Code == 0 {
				accepted++
			}
		}
		assert.Len(t, s.Ledger(), accepted)
		_, available := s.Balance()
		assert.False(t, available.IsNegative())
	})
}

// The token depends on the values of the signed fields alone.
func FuzzSign(f *testing.F) {
	f.Add(vectorA, "secret")
	f.Add("cpm_amount=1&cpm_amount=2&x=3", "")
	f.Fuzz(func(t *testing.T, body, secret string) {
		form, err := url.ParseQuery(body)
		if err != nil {
			t.Skip("no form")
		}
		token := cinetpaytest.Sign(secret, form)
		assert.Regexp(t, `^[0-9a-f]{64}$`, token)
		form.Set("cpm_result", "00")
		assert.Equal(t, token, cinetpaytest.Sign(secret, form))
		form.Set("cpm_error_message", form.Get("cpm_error_message")+"x")
		assert.NotEqual(t, token, cinetpaytest.Sign(secret, form))
		form.Del("cpm_error_message")
		assert.NotEqual(t, cinetpaytest.Sign(secret, form), cinetpaytest.Sign(secret+"x", form))
	})
}
