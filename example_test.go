package paygates_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"time"

	"github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/money"
)

// refund stands for a call of a gateway package, such as client.Orders.Refund.
func refund(reference string) error {
	switch reference {
	case "order-1":
		return nil
	case "order-2":
		return &paygates.Error{
			Gateway: "cibpay", Op: "Orders.Refund", Kind: paygates.ErrDeclined, Outcome: paygates.OutcomeNotExecuted,
			HTTPStatus: 200, Decline: paygates.DeclineInsufficientFunds, Attempts: 1, Reference: reference,
		}
	}
	return &paygates.Error{
		Gateway: "cibpay", Op: "Orders.Refund", Kind: paygates.ErrUnavailable, HTTPStatus: 503, Attempts: 1, Reference: reference,
		Intent: paygates.Intent{Gateway: "cibpay", Op: "Orders.Refund", TargetID: "778", Reference: reference},
	}
}

// Every call answers one question first: did the money move?
func Example() {
	for _, reference := range []string{"order-1", "order-2", "order-3"} {
		switch err := refund(reference); paygates.OutcomeOf(err) {
		case paygates.OutcomeExecuted:
			fmt.Println(reference, "is refunded")
		case paygates.OutcomeNotExecuted:
			fmt.Println(reference, "is not refunded:", err)
		case paygates.OutcomeUnknown:
			fmt.Println(reference, "has to be looked up:", err)
		}
	}
	// Output:
	// order-1 is refunded
	// order-2 is not refunded: cibpay Orders.Refund: declined (outcome: not executed, HTTP 200)
	// order-3 has to be looked up: cibpay Orders.Refund: unavailable (outcome: unknown, HTTP 503)
}

// The kind and the outcome are found with errors.Is, the details with
// errors.AsType, and Advice says what to do next.
func ExampleError() {
	err := refund("order-2")
	fmt.Println(errors.Is(err, paygates.ErrDeclined), errors.Is(err, paygates.ErrOutcomeUnknown))
	if e, ok := errors.AsType[*paygates.Error](err); ok {
		fmt.Println(e.Decline, e.Decline.Soft())
		fmt.Println(e.Advice())
	}
	// Output:
	// true false
	// insufficient funds true
	// new reference
}

func ExampleError_Advice() {
	for _, reference := range []string{"order-2", "order-3"} {
		e, _ := errors.AsType[*paygates.Error](refund(reference))
		switch e.Advice() {
		case paygates.AdviceResend:
			fmt.Println(reference, "call again with the same reference")
		case paygates.AdviceNewReference:
			fmt.Println(reference, "ask for another card, under a new reference")
		case paygates.AdviceLookUp:
			fmt.Println(reference, "client.Resolve", e.Intent.TargetID)
		}
	}
	// Output:
	// order-2 ask for another card, under a new reference
	// order-3 client.Resolve 778
}

// A fake gateway in a test of your own returns the same errors.
func ExampleError_WithAdvice() {
	lost := &paygates.Error{Gateway: "fake", Op: "Pay", Kind: paygates.ErrUnavailable}
	fmt.Println(lost.Advice())
	fmt.Println(lost.WithAdvice(paygates.AdviceAskHuman).Advice())
	// Output:
	// look up
	// ask human
}

// A log record of an error has what support needs, and no text of the gateway's.
func ExampleError_LogValue() {
	log := slog.New(slog.NewTextHandler(os.Stdout, &slog.HandlerOptions{ReplaceAttr: func(_ []string, a slog.Attr) slog.Attr {
		if a.Key == slog.TimeKey {
			return slog.Attr{}
		}
		return a
	}}))
	log.Error("refund", "err", refund("order-3"))
	// Output:
	// level=ERROR msg=refund err.gateway=cibpay err.op=Orders.Refund err.kind=unavailable err.outcome=unknown err.advice="look up" err.attempts=1 err.status=503 err.reference=order-3
}

func ExampleOutcomeOf() {
	fmt.Println(paygates.OutcomeOf(nil))
	fmt.Println(paygates.OutcomeOf(refund("order-2")))
	fmt.Println(paygates.OutcomeOf(errors.New("an error of anybody's")))
	// Output:
	// executed
	// not executed
	// unknown
}

// An intent is stored before a call and resolved after a crash.
func ExampleIntent() {
	intent := paygates.Intent{
		Gateway: "cibpay", Op: "Orders.Refund", TargetID: "778", Amount: money.MustParse("10.50", money.AZN),
		At: time.Date(2026, 5, 4, 3, 2, 1, 0, time.UTC),
	}
	stored, err := json.Marshal(intent)
	if err != nil {
		panic(err)
	}
	fmt.Println(string(stored))

	var read paygates.Intent
	if err := json.Unmarshal(stored, &read); err != nil {
		panic(err)
	}
	fmt.Println(read == intent)
	// Output:
	// {"gateway":"cibpay","op":"Orders.Refund","target_id":"778","amount":{"amount":"10.50","currency":"AZN"},"at":"2026-05-04T03:02:01Z"}
	// true
}

func ExampleVerdict_Outcome() {
	for _, verdict := range []paygates.Verdict{paygates.VerdictExecuted, paygates.VerdictAbsent, paygates.VerdictNotExecuted} {
		fmt.Printf("%s: %s\n", verdict, verdict.Outcome())
	}
	// Output:
	// executed: executed
	// absent so far: unknown
	// not executed: not executed
}

// A secret shows itself to whoever asks for it by name, and to nobody else.
func ExampleSecret() {
	config := struct{ password paygates.Secret }{paygates.NewSecret("hunter2")}
	fmt.Printf("%v %q\n", config.password, config.password)
	text, _ := json.Marshal(config.password)
	fmt.Println(string(text))
	fmt.Println(config.password.Reveal())
	// Output:
	// [redacted] [redacted]
	// "[redacted]"
	// hunter2
}

func ExampleSecret_Equal() {
	given := paygates.NewSecret("hunter2")
	fmt.Println(given.Equal(paygates.NewSecret("hunter2")), given.Equal(paygates.NewSecret("hunter3")))
	// Output: true false
}

func ExamplePAN() {
	card := paygates.NewPAN("4111 1111 1111 1111")
	fmt.Println(card, card.Valid(), card.Masked())
	// Output: [redacted] true 411111****1111
}

// The body of an answer is there for debugging, and in no log by mistake.
func ExampleRaw() {
	raw := paygates.NewRaw([]byte(`{"id":"778"}`))
	fmt.Println(raw)
	fmt.Println(string(raw.Bytes()))
	// Output:
	// [12 bytes]
	// {"id":"778"}
}

func ExampleParseClientCertificate() {
	cert, err := paygates.ParseClientCertificate([]byte("no certificate"), []byte("no key"))
	fmt.Println(cert.IsZero(), err)
	// Output: true ParseClientCertificate: invalid request (outcome: not executed): ClientCertificate: want a PEM certificate and its PEM private key
}

// Wherever a gateway wants the payer, Send brings him there.
func ExampleRedirect_Send() {
	page := paygates.Redirect{URL: "https://pay.example/778"}
	checkout := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if err := page.Send(w, r); err != nil {
			http.Error(w, "payment is not available", http.StatusBadGateway)
		}
	})
	answer := httptest.NewRecorder()
	checkout.ServeHTTP(answer, httptest.NewRequest(http.MethodPost, "/checkout", nil))
	fmt.Println(answer.Code, answer.Header().Get("Location"))
	// Output: 303 https://pay.example/778
}

func ExampleParseEnvironment() {
	environment, err := paygates.ParseEnvironment("production")
	fmt.Println(environment, err)
	_, err = paygates.ParseEnvironment("prod")
	fmt.Println(err)
	// Output:
	// production <nil>
	// ParseEnvironment: invalid request (outcome: not executed): Environment: want "sandbox" or "production"
}

func ExampleDeclineReason_Soft() {
	fmt.Println(paygates.DeclineInsufficientFunds.Soft(), paygates.DeclineLostOrStolen.Soft(), paygates.DeclineUnknown.Soft())
	// Output: true false false
}

// An unknown word in a database is the cautious value, never an error.
func ExampleState_UnmarshalText() {
	var state paygates.State
	fmt.Println(json.Unmarshal([]byte(`"partly refunded"`), &state), state)
	fmt.Println(json.Unmarshal([]byte(`"half refunded"`), &state), state)
	// Output:
	// <nil> partly refunded
	// <nil> unknown
}

// A row of a gateway's table of operations says what an answer proves.
func ExampleOperation_Refusal() {
	row := paygates.Operation{Name: "Orders.Charge", NotExecuted: []paygates.Refusal{
		{Signal: "failure_type", Code: "declined", Advice: paygates.AdviceNewReference, Certainty: paygates.Documented},
	}}
	refusal, proven := row.Refusal("failure_type", "declined")
	fmt.Println(proven, refusal.Advice, refusal.Certainty)
	_, proven = row.Refusal("failure_type", "error")
	fmt.Println(proven)
	// Output:
	// true new reference documented
	// false
}

// A time in a layout that nobody knows keeps its text.
func ExampleTimestamp() {
	at := paygates.Timestamp{Text: "04/05/26"}
	fmt.Println(at, at.Time.IsZero(), at.IsZero())
	// Output: 04/05/26 true false
}
