package corefytest_test

import (
	"bufio"
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"

	"github.com/paygates/paygates-go/corefy/corefytest"
)

// FuzzCalls: whatever a caller sends, the model answers with JSON (its pages
// with HTML), refuses what is wrong with 4xx, and moves no money on a refusal.
func FuzzCalls(f *testing.F) {
	f.Add("POST", "/api/payment-invoices", envelope("payment-invoices", plainInvoice))
	f.Add("POST", "/api/payment-invoices", `{"data":{"type":"payment-invoices","attributes":{"amount":1e400,"metadata":[],"expires":"x"}}}`)
	f.Add("POST", "/api/payout-invoices", envelope("payout-invoice", plainPayout))
	f.Add("POST", "/public-api/payment-invoices", plainPublic)
	f.Add("POST", "/public-api/payout-prerequest", plainPublic)
	f.Add("GET", "/api/payment-invoices?filter[reference_id]=-x,y&page[size]=3&page[before]=z", "")
	f.Add("GET", "/api/payment-services?page[number]=9223372036854775807&page[size]=2", "")
	f.Add("GET", checkoutLink+"&service=qiwi_usd_hpp&service_fields[phone]=1&metadata[a]=b", "")
	f.Add("POST", "/hpp/x", "action=pay&card=1")
	f.Fuzz(func(t *testing.T, method, target, body string) {
		if !strings.HasPrefix(target, "/") || !validTarget(method, target) {
			t.Skip()
		}
		s := open(t, corefytest.Config{})
		a := s.send(method, target, body)
		assert.False(t, a.dropped)
		assert.Less(t, a.status, 500)
		if strings.HasPrefix(a.header.Get("Content-Type"), "application/json") {
			assert.True(t, json.Valid([]byte(a.body)), a.body)
			assert.True(t, strings.IndexFunc(a.body, func(r rune) bool { return r >= utf8.RuneSelf }) < 0, "PHP escapes what is not ASCII")
		}
		if a.status >= 400 {
			assert.Empty(t, s.Ledger())
		}
		for _, c := range s.Callbacks() {
			assert.True(t, json.Valid(c.Body))
		}
	})
}

// validTarget keeps what an HTTP client could send at all.
func validTarget(method, target string) bool {
	r, err := http.ReadRequest(bufio.NewReader(strings.NewReader(method + " " + target + " HTTP/1.0\r\n\r\n")))
	return err == nil && r.Method != http.MethodConnect
}
