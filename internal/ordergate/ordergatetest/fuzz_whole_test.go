package ordergatetest_test

import (
	"encoding/base64"
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/paygates/paygates-go/internal/ordergate/ordergatetest"
)

// Whatever comes in, authorize answers in a documented form, shows no card data,
// and moves money only for an order that says so.
func FuzzAuthorize(f *testing.F) {
	f.Add(authorizeBody(approvedPAN, `{}`))
	f.Add(authorizeBody(approvedPAN, secure1))
	f.Add(authorizeBody(approvedPAN, secure2))
	f.Add(authorizeBody(faultyPAN, `{"auto_charge":1}`))
	f.Add(strings.Replace(authorizeBody(approvedPAN, `{}`), "2020", "20", 1))
	f.Add(`{"card":[],"secure3d":{"eci":"05"},"recurring_details":{"parent_order_id":1}}`)
	f.Fuzz(func(t *testing.T, body string) {
		s := newWhole(t, ordergatetest.Config{})
		a := s.call("POST", "/orders/authorize", body)
		assert.NotContains(t, a.body, approvedPAN)
		entries := len(s.Ledger())
		switch a.status {
		case 200:
			assert.Contains(t, []string{"authorized", "charged"}, a.orders(t)[0].Status)
			assert.GreaterOrEqual(t, entries, 2)
		case 201:
			assert.Equal(t, "prepared", a.orders(t)[0].Status)
			assert.Equal(t, 1, entries)
			page := s.atBank(a.form3d(t))
			assert.Equal(t, 200, page.status)
			assert.NotContains(t, page.body, approvedPAN)
		case 402:
			assert.Contains(t, []string{"declined", "fraud", "rejected", "error"}, a.failureType(t))
			assert.Equal(t, 1, entries)
		case 400, 422:
			assert.Equal(t, "validation", a.failureType(t))
			assert.Zero(t, entries)
		default:
			t.Errorf("status %d", a.status)
		}
	})
}

// No form of a stranger's moves money or breaks a page: nobody but the payer can
// answer the bank.
func FuzzBankForms(f *testing.F) {
	f.Add("/test/bank", "MD", "PaReq", "choice=confirm")
	f.Add("/test/bank/choice", "threeDSSessionData", "", "choice=fail")
	f.Add("/test/bank/method", "threeDSMethodData", "", "")
	f.Add("/complete/secure3d", "MD", "", "PaRes=424EF64895CAE9797497F")
	f.Fuzz(func(t *testing.T, path, name, value, rest string) {
		if path != "/test/bank" && path != "/test/bank/choice" && path != "/test/bank/method" && path != "/complete/secure3d" {
			t.Skip("another page")
		}
		s := newWhole(t, ordergatetest.Config{})
		id := challenged(s, secure1)
		session := base64.StdEncoding.EncodeToString([]byte(id))
		a := s.call("POST", path, name+"="+session+"&PaReq="+value+"&"+rest, browser)
		assert.Contains(t, []int{400, 404, 409}, a.status, a.body)
		assert.Equal(t, "prepared", s.order(id).Status)
		assert.Len(t, s.Ledger(), 1)
	})
}

// A PaRes that the bank did not give completes nothing.
func FuzzPaRes(f *testing.F) {
	f.Add("424EF64895CAE9797497F")
	f.Add("")
	f.Fuzz(func(t *testing.T, paRes string) {
		s := newWhole(t, ordergatetest.Config{})
		id := confirmed(s, secure1)
		text, err := json.Marshal(map[string]string{"PaRes": paRes})
		assert.NoError(t, err)
		a := s.call("POST", "/orders/"+id+"/complete", string(text))
		assert.Contains(t, []int{400, 422}, a.status)
		assert.Equal(t, "prepared", s.order(id).Status)
		assert.NotContains(t, string(s.Requests()[1].Body), "424EF")
	})
}
