package circlepaytest_test

import (
	"encoding/json"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/paygates/paygates-go/circlepay/circlepaytest"
	"github.com/paygates/paygates-go/money"
)

// Whatever comes in, the answer is an envelope or the framework's error, and an
// invoice is made exactly if the answer says so.
func FuzzInvoices(f *testing.F) {
	f.Add(fields{"invoice": anInvoice}.json())
	f.Add(anInvoice.with(fields{"discount_type": "percent", "discount_value": 11, "tax": 14, "shipping_fees": "4"}).json())
	f.Add(`{"invoice":[]}`)
	f.Add(`{"customer_mobile":"` + buyer + `","due_date":"2-1-2999","items":[{"name":"x","quantity":1e2,"price":1e-2}]}`)
	f.Add(`{"items":[null]}`)
	f.Add(`[]`)
	f.Fuzz(func(t *testing.T, body string) {
		s := stocked(t, circlepaytest.Config{})
		a := s.call("POST invoice/create", body, header("Content-Type", "application/json"))
		require.True(t, json.Valid([]byte(a.body)))
		if a.status != 200 {
			assert.Contains(t, []int{400, 413}, a.status)
			assert.Empty(t, s.Ledger())
			return
		}
		made := a.code(t) == 0
		assert.Equal(t, made, len(s.Invoices()) == 1)
		for _, o := range s.Invoices() {
			assert.True(t, o.Total.IsPositive() && !o.Total.Excess())
			rest, err := o.Subtotal.Sub(o.Discount)
			require.NoError(t, err)
			for _, more := range []money.Amount{o.Tax, o.Shipping} {
				rest, err = rest.Add(more)
				require.NoError(t, err)
			}
			assert.Equal(t, rest, o.Total)
			require.NoError(t, s.Pay(o.Number), "it can be paid")
		}
	})
}

// Any path is answered, and a link is found by nothing but its own name.
func FuzzPaths(f *testing.F) {
	f.Add("paymentlink/get/x", true)
	f.Add("payment/link/get/%2e%2e", false)
	f.Add("checkout/", true)
	f.Add("payment/make-payment/a/b", true)
	f.Add("invoice/get/%2F", true)
	f.Fuzz(func(t *testing.T, path string, escaped bool) {
		u, err := url.Parse("http://gate.example/" + path)
		if err != nil || strings.ContainsAny(path, " \t\r\n#?") || u.Host != "gate.example" {
			t.Skip("no path")
		}
		s := stocked(t, circlepaytest.Config{EscapedSlashes: escaped})
		s.link(nil)
		a := s.call("GET "+path, "")
		assert.Contains(t, []int{200, 400, 404, 405}, a.status)
		assert.NotEmpty(t, a.body)
		assert.Equal(t, []string{"link 18000.00 EGP"}, s.movements(), "a GET creates nothing")
	})
}

// A page takes the payer's form or refuses it; money moves exactly with action=pay.
func FuzzPage(f *testing.F) {
	f.Add("action=pay&mobile=%2B201012794709")
	f.Add("action=leave&mobile=%2B201012794709&method=" + visa)
	f.Add("action=pay&action=refuse&mobile=x")
	f.Add("%zz")
	f.Fuzz(func(t *testing.T, body string) {
		s := stocked(t, circlepaytest.Config{})
		page := pathOf(s.link(nil))
		a := s.call("POST "+page, body, header("Content-Type", "application/x-www-form-urlencoded"))
		form, _ := url.ParseQuery(body)
		paid := strings.Contains(strings.Join(s.movements(), " "), "pay 18000.00 EGP")
		if a.status == 303 {
			assert.Equal(t, form.Get("action") == "pay", paid)
			assert.Len(t, s.Payments(), 1)
			return
		}
		assert.Equal(t, 400, a.status)
		assert.Empty(t, s.Payments())
	})
}
