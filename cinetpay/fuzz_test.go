package cinetpay_test

import (
	"testing"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/cinetpay"
	"github.com/paygates/paygates-go/internal/stub"
)

// FuzzAnswers gives any answer to every call: none panics, a verdict is never
// reached without its proof, and nobody is paid by surprise.
func FuzzAnswers(f *testing.F) {
	for _, name := range stub.Samples(f, "cinetpay") {
		body := stub.Sample(f, "cinetpay", name)
		f.Add(body, 200)
		f.Add(body, 400)
	}
	f.Add([]byte(`{"code":0,"data":[[{"code":"602"}],{}]}`), 201)
	f.Add([]byte(`{"code":"00","data":{"amount":1e400,"status":"ACCEPTED","currency":"XOF"}}`), 200)
	f.Fuzz(func(t *testing.T, body []byte, status int) {
		if status < 200 || status > 599 {
			status = 200
		}
		client, err := cinetpay.New(testConfig(), paygates.WithHTTPClient(scripted(reply{Status: status, Body: string(body)}).Client()),
			paygates.WithRetry(paygates.RetryPolicy{MaxAttempts: 1}))
		if err != nil {
			t.Fatal(err)
		}
		for name, call := range operationCalls {
			result, err := call(t.Context(), client)
			succeeded := status == 200 || status == 201
			if err != nil {
				if paygates.OutcomeOf(err) == paygates.OutcomeExecuted || name[0] == 'T' && status >= 500 && paygates.OutcomeOf(err) == notExecuted && name == "Transfers.Send" {
					t.Fatalf("%s: outcome %s on status %d", name, paygates.OutcomeOf(err), status)
				}
				continue
			}
			switch r := result.(type) {
			case *cinetpay.Payment:
				if !succeeded && r.State() != paygates.StateFailed && r.State() != paygates.StateCanceled {
					t.Fatalf("%s succeeded on status %d with state %s", name, status, r.State())
				}
				if r.State() == paygates.StatePaid && (r.Code != "00" || r.Status != cinetpay.StatusAccepted || !r.Paid().IsPositive()) {
					t.Fatalf("%s: paid by code %q, status %q, %s", name, r.Code, r.Status, r.Paid())
				}
				if name == "Payments.Create" && (r.Redirect.IsZero() || r.ID == "" || r.State() != paygates.StatePending) {
					t.Fatal("a payment without its link")
				}
			case *cinetpay.Transfer:
				if !succeeded || r.Reference != suitePayout || name == "Transfers.Send" && r.ID == "" {
					t.Fatalf("%s: not the transfer that was asked for", name)
				}
			default:
				if !succeeded {
					t.Fatalf("%s succeeded on status %d", name, status)
				}
			}
		}
	})
}
