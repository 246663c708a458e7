package paygates_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/money"
)

func ExampleError_Error() {
	e := &paygates.Error{Gateway: "cibpay", Op: "Orders.Refund", Kind: paygates.ErrUnavailable, HTTPStatus: 503, Attempts: 1}
	fmt.Println(e.Error())
	// Output:
	// cibpay Orders.Refund: unavailable (outcome: unknown, HTTP 503)
}

func ExampleError_Format() {
	e := &paygates.Error{Gateway: "cibpay", Op: "Orders.Refund", Kind: paygates.ErrUnavailable, HTTPStatus: 503, Attempts: 1}
	e.Message = "the gateway's own text"
	fmt.Printf("%+v\n", e)
	// Output:
	// cibpay Orders.Refund: unavailable (outcome: unknown, HTTP 503)
}

func ExampleError_GoString() {
	e := &paygates.Error{Gateway: "cibpay", Op: "Orders.Refund", Kind: paygates.ErrUnavailable, HTTPStatus: 503, Attempts: 1}
	fmt.Println(e.GoString())
	// Output:
	// cibpay Orders.Refund: unavailable (outcome: unknown, HTTP 503)
}

func ExampleError_Is() {
	e := &paygates.Error{Gateway: "cibpay", Op: "Orders.Refund", Kind: paygates.ErrUnavailable, HTTPStatus: 503, Attempts: 1}
	fmt.Println(errors.Is(e, paygates.ErrOutcomeUnknown), errors.Is(e, paygates.ErrDeclined))
	// Output:
	// true false
}

func ExampleError_MarshalJSON() {
	e := &paygates.Error{Gateway: "cibpay", Op: "Orders.Refund", Kind: paygates.ErrUnavailable, HTTPStatus: 503, Attempts: 1}
	text, _ := json.Marshal(e)
	fmt.Println(string(text))
	// Output:
	// {"advice":"look up","attempts":1,"gateway":"cibpay","kind":"unavailable","op":"Orders.Refund","outcome":"unknown","status":503}
}

func ExampleError_Unwrap() {
	e := &paygates.Error{Gateway: "cibpay", Op: "Orders.Refund", Kind: paygates.ErrUnavailable, HTTPStatus: 503, Attempts: 1}
	fmt.Println(errors.Is(e.WithCause(context.Canceled), context.Canceled), errors.Is(e, paygates.ErrUnavailable))
	// Output:
	// true true
}

func ExampleError_WithCause() {
	e := &paygates.Error{Gateway: "cibpay", Op: "Orders.Refund", Kind: paygates.ErrUnavailable, HTTPStatus: 503, Attempts: 1}
	fmt.Println(errors.Is(e.WithCause(context.DeadlineExceeded), context.DeadlineExceeded))
	// Output:
	// true
}

func ExampleIntent_MarshalJSON() {
	intent := paygates.Intent{Gateway: "cibpay", Op: "Orders.Refund", TargetID: "7", Amount: money.MustParse("2.00", money.AZN)}
	text, _ := json.Marshal(intent)
	fmt.Println(string(text))
	// Output:
	// {"gateway":"cibpay","op":"Orders.Refund","target_id":"7","amount":{"amount":"2.00","currency":"AZN"},"at":"0001-01-01T00:00:00Z"}
}

func ExampleIntent_UnmarshalJSON() {
	var intent paygates.Intent
	err := json.Unmarshal([]byte(`{"gateway":"cibpay","op":"Orders.Refund","target_id":"7","amount":{"amount":"2.00","currency":"AZN"},"at":"0001-01-01T00:00:00Z"}`), &intent)
	fmt.Println(intent.Op, intent.Amount, intent.Before.IsSet(), err)
	// Output:
	// Orders.Refund 2.00 AZN false <nil>
}

func ExampleRedirect_IsZero() {
	fmt.Println(paygates.Redirect{}.IsZero(), paygates.Redirect{URL: "https://bank.example"}.IsZero())
	// Output:
	// true false
}
