package bizon_test

import (
	"os"
	"path/filepath"
	"testing"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/bizon"
	"github.com/paygates/paygates-go/internal/stub"
)

// FuzzAnswers gives any answer to every call: none panics, a verdict is never
// reached without its proof, nobody is paid by surprise, and no payer is sent
// but by an order that waits for him.
func FuzzAnswers(f *testing.F) {
	files, err := filepath.Glob(filepath.Join("..", "testdata", "bizon", "*.json"))
	if err != nil || len(files) == 0 {
		f.Fatal("no samples")
	}
	for _, file := range files {
		body, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(body, 200)
		f.Add(body, 422)
	}
	f.Add([]byte(`{"orders":[{`+waitingFields+`,"form3d":{"action":"https://acs.example/","a":{"b":[]}},"form3d_html":7}]}`), 201)
	f.Add([]byte(`{"orders":[{"id":"7","status":"charged","amount":"9.00","currency":"USD","merchant_order_id":"r-1"}]}`), 200)
	f.Add([]byte(`{"failure_type":"validation","failure_message":"Order already completed","order_id":"7"}`), 422)
	f.Fuzz(func(t *testing.T, body []byte, status int) {
		if status < 200 || status > 599 {
			status = 200
		}
		s := stub.New(reply{Status: status, Body: string(body)})
		client, err := bizon.New(testConfig(),
			paygates.WithHTTPClient(s.Client()), paygates.WithRetry(paygates.RetryPolicy{MaxAttempts: 1}))
		if err != nil {
			t.Fatal(err)
		}
		for name, call := range operationCalls {
			result, err := call(t.Context(), client)
			if err == nil && status != 200 && status != 201 {
				t.Fatalf("%s succeeded on status %d", name, status)
			}
			o, _ := result.(*bizon.Order)
			if err != nil || o == nil {
				continue
			}
			switch {
			case o.State() == paygates.StatePaid && !o.Paid().IsPositive():
				t.Fatalf("%s: paid nothing", name)
			case o.State() == paygates.StatePaid && o.Status.State() != paygates.StatePaid:
				t.Fatalf("%s: paid by another word", name)
			case !o.Redirect.IsZero() && o.State() != paygates.StatePending && name != "Orders.Create":
				t.Fatalf("%s: sends a payer for nothing", name)
			}
		}
	})
}
