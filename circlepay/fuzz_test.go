package circlepay_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/circlepay"
	"github.com/paygates/paygates-go/internal/stub"
)

// FuzzAnswers gives any answer to every call: none panics, a verdict is never reached
// without its proof, and nobody is paid by surprise.
func FuzzAnswers(f *testing.F) {
	for _, name := range stub.Samples(f, "circlepay") {
		body := stub.Sample(f, "circlepay", name)
		f.Add(body, 200)
		f.Add(body, 400)
	}
	f.Add([]byte(`{"errorCode":5111,"isError":true,"data":[{"transaction_id":7}]}`), 400)
	f.Add([]byte(`{"errorCode":0,"isError":false,"data":{"transaction_id":5,"value":1e400,"status":"paid","items":[{"quantity":1e30}]}}`), 200)
	f.Add([]byte(`{"timestamp":"x","status":404,"error":"x","path":"/x"}`), 404)
	calls := operations()
	f.Fuzz(func(t *testing.T, body []byte, status int) {
		if status < 200 || status > 599 {
			status = 200
		}
		client := hasty(t, reply{Status: status, Body: string(body)})
		for _, o := range calls {
			result, err := o.call(t.Context(), client)
			_, writes := refusedWith[o.name]
			if err != nil {
				outcome := paygates.OutcomeOf(err)
				if outcome == executed || !writes && outcome != notExecuted || writes && outcome == notExecuted && (status >= 500 || status < 400 && status >= 300) {
					t.Fatalf("%s: outcome %s on status %d", o.name, outcome, status)
				}
				continue
			}
			if status != 200 && status != 201 {
				t.Fatalf("%s succeeded on status %d", o.name, status)
			}
			provenBy(t, o.name, result)
		}
	})
}

// provenBy: a success names what it is about.
func provenBy(t *testing.T, name string, result any) {
	t.Helper()
	switch r := result.(type) {
	case *circlepay.Payment:
		if r.ID != "5" || r.State() == paygates.StatePaid && !r.Paid().IsPositive() {
			t.Fatalf("%s: payment %q, %s of %s", name, r.ID, r.State(), r.Paid())
		}
	case *circlepay.Refund:
		if r.ID == "" || name == "Refunds.Create" && r.PaymentID != "" && r.PaymentID != samplePayment {
			t.Fatalf("%s: refund %q of %q", name, r.ID, r.PaymentID)
		}
	case *circlepay.Invoice:
		if r.ID != sampleInvoice || r.State() != paygates.StatePaid && r.Paid().IsSet() {
			t.Fatalf("%s: invoice %q", name, r.ID)
		}
	case *circlepay.Checkout:
		if strings.HasPrefix(name, "Invoices.Create") && r.InvoiceID == "" || !strings.HasPrefix(name, "Payment") && name != "Invoices.Create" && r.PaymentID == "" {
			t.Fatalf("%s: neither an invoice nor a payment", name)
		}
	case *circlepay.Merchant:
		if name == "Merchants.Create" && r.Token.IsZero() {
			t.Fatalf("%s: no token", name)
		}
	}
}

// FuzzParseCallback: what is accepted names one thing that can be read.
func FuzzParseCallback(f *testing.F) {
	f.Add(stub.Sample(f, "circlepay", "callback"), "application/json")
	f.Add([]byte("transaction_id=7&transaction_type=2"), "application/x-www-form-urlencoded")
	f.Add([]byte(`{"transaction_id":7.0,"TRANSACTION_TYPE":"2"}`), "")
	f.Fuzz(func(t *testing.T, body []byte, kind string) {
		event, err := circlepay.ParseCallback(body, http.Header{"Content-Type": {kind}})
		if (err == nil) == (event == nil) {
			t.Fatal("an event or an error, never both")
		}
		if err == nil && (event.ID == "" || strings.ContainsAny(event.ID, "/?#%\\\n") || event.Type != circlepay.EventPayment && event.Type != circlepay.EventRefund) {
			t.Fatalf("an event of type %q", event.Type)
		}
	})
}

// FuzzParseReturn: what is accepted names a payment or an invoice.
func FuzzParseReturn(f *testing.F) {
	f.Add("invoice_number=" + sampleNew)
	f.Add("transaction_id=7&success=true")
	f.Add("transaction_id=7&transaction_id=8&invoice_number=%2e%2e")
	f.Fuzz(func(t *testing.T, query string) {
		event, err := circlepay.ParseReturn(&http.Request{URL: &url.URL{RawQuery: query}})
		if (err == nil) == (event == nil) {
			t.Fatal("an event or an error, never both")
		}
		if err == nil && (event.ID+event.InvoiceID == "" || strings.ContainsAny(event.ID+event.InvoiceID, "/?#%\\\n")) {
			t.Fatal("an event about nothing")
		}
	})
}
