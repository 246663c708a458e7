package corefy_test

import (
	"strings"
	"testing"
	"time"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/corefy"
	"github.com/paygates/paygates-go/internal/stub"
	"github.com/paygates/paygates-go/money"
)

// FuzzAnswers gives any answer to every call: none panics, success needs its
// status, nobody is paid by surprise, and no payer is sent but by an invoice that
// waits for him.
func FuzzAnswers(f *testing.F) {
	for _, name := range stub.Samples(f, "corefy") {
		body := stub.Sample(f, "corefy", name)
		f.Add(body, 200)
		f.Add(body, 409)
		f.Add(body, 422)
	}
	f.Add([]byte(`{"data":[{"id":"1","attributes":{"reference_id":"payout-1"}}],"links":{"next":"?a=b"}}`), 200)
	f.Add([]byte(`{"data":{"id":"cpi_1","attributes":{"refunds":[{"id":"r","reference_id":"refund-1","amount":10}],"metadata":["a"],"flow_data":{"params":{"a":{}}}}}}`), 201)
	f.Add([]byte(`{"errors":{"reference_id":["a",{"b":1}]},"error":{"message":7},"meta":[],"links":[]}`), 422)
	f.Fuzz(func(t *testing.T, body []byte, status int) {
		if status < 200 || status > 599 {
			status = 200
		}
		host := stub.New(reply{Status: status, Body: string(body)})
		c := open(t, testConfig(), paygates.WithHTTPClient(host.Client()), paygates.WithRetry(paygates.RetryPolicy{MaxAttempts: 1}))
		for name, call := range operationCalls {
			result, err := call(t.Context(), c)
			if err == nil && status != 200 && status != 201 {
				t.Fatalf("%s succeeded on status %d", name, status)
			}
			invoice, _ := result.(*corefy.Invoice)
			if err != nil || invoice == nil {
				continue
			}
			switch {
			case invoice.State() == paygates.StatePaid && !invoice.Paid().IsPositive():
				t.Fatalf("%s: paid nothing", name)
			case invoice.State() == paygates.StatePaid && invoice.Status.State() != paygates.StatePaid:
				t.Fatalf("%s: paid by another word", name)
			case !invoice.Redirect.IsZero() && invoice.State() != paygates.StatePending:
				t.Fatalf("%s: sends a payer for nothing", name)
			case invoice.ID == "":
				t.Fatalf("%s: an invoice without an id", name)
			}
		}
	})
}

// FuzzResolve gives any answer to every look-up: executed needs an object with the
// reference and the amount, and nothing is called not executed before the horizon
// that is not there.
func FuzzResolve(f *testing.F) {
	for _, name := range stub.Samples(f, "corefy") {
		f.Add(stub.Sample(f, "corefy", name), 200, false)
		f.Add(stub.Sample(f, "corefy", name), 200, true)
	}
	f.Add([]byte(`{"data":[]}`), 200, true)
	f.Add([]byte(`{"data":[`+ours("cpi_1", "")+`]}`), 200, false)
	f.Fuzz(func(t *testing.T, body []byte, status int, late bool) {
		if status < 200 || status > 599 {
			status = 200
		}
		host := stub.New(reply{Status: status, Body: string(body)})
		c := open(t, testConfig(), paygates.WithHTTPClient(host.Client()), paygates.WithRetry(paygates.RetryPolicy{MaxAttempts: 1}))
		at := time.Now()
		if late {
			at = at.Add(-25 * time.Hour)
		}
		for _, intent := range []paygates.Intent{
			{Gateway: "corefy", Op: "Invoices.Create", Reference: createRequest().Reference, Amount: usd("100"), Details: "service=payment_card_usd_hpp", At: at},
			{Gateway: "corefy", Op: "Payouts.Create", Reference: "payout-1", Amount: usd("25.50"), At: at},
			{Gateway: "corefy", Op: "Invoices.Refund", TargetID: invoiceID, Reference: "refund-1", Amount: usd("10"), Before: usd("0"), At: at},
		} {
			res, err := c.Private.Resolve(t.Context(), intent)
			if err != nil {
				continue
			}
			switch object := res.Object.(type) {
			case nil:
				if res.Verdict.Outcome() == paygates.OutcomeExecuted || res.Verdict == paygates.VerdictNotExecuted && !late {
					t.Fatalf("%s: %s, and nothing was found", intent.Op, res.Verdict)
				}
			case *corefy.Invoice:
				if intent.Op == "Invoices.Create" && res.Verdict == paygates.VerdictExecuted && (object.Reference != intent.Reference || !object.Amount.Equal(intent.Amount)) {
					t.Fatal("another invoice was taken for ours")
				}
			case *corefy.Payout:
				if res.Verdict == paygates.VerdictExecuted && (object.Reference != intent.Reference || !object.Amount.Equal(intent.Amount)) {
					t.Fatal("another payout was taken for ours")
				}
			}
		}
	})
}

// FuzzCheckoutURL builds a link of any texts: it leads to the configured page, or
// nowhere.
func FuzzCheckoutURL(f *testing.F) {
	f.Add("order-1", "A & B", "k]=v&x[", "https://shop.example/")
	f.Add("#", "\x00", "?", "javascript:1")
	f.Fuzz(func(t *testing.T, reference, description, name, back string) {
		link, err := corefy.CheckoutURL(testConfig(), corefy.CheckoutRequest{
			Reference: reference, Amount: money.MustParse("1.00", money.USD), Description: description, Metadata: map[string]string{name: description}, ReturnURL: back,
		})
		if err == nil && (!strings.HasPrefix(link, "https://com.gateway.example/hpp/?amount=1&") || strings.ContainsAny(link, "#\n <>\"")) {
			t.Fatalf("the link leads elsewhere: %q", link)
		}
	})
}
