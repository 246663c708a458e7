package bizontest_test

import (
	"context"
	"fmt"
	"net/http"
	"strings"

	"github.com/paygates/paygates-go/bizon/bizontest"
)

// shopHook is a merchant's callback handler.
var shopHook = http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
	_, _, authenticated := r.BasicAuth()
	fmt.Println("callback, authenticated:", authenticated)
})

func ExampleModel_DeliverTo() {
	model := bizontest.New(bizontest.Config{CallbackUsername: "hook", CallbackPassword: "word"})
	payOne(model)
	fmt.Println(model.DeliverTo(context.Background(), shopHook))
	// Output:
	// callback, authenticated: true
	// <nil>
}

func ExampleModel_Deliver() {
	model := bizontest.New(bizontest.Config{}) // no CallbackURL: it stays in the queue
	payOne(model)
	fmt.Println(model.Deliver(context.Background()) != nil, len(model.Callbacks()))
	// Output: true 1
}

func ExampleModel_Callbacks() {
	model := bizontest.New(bizontest.Config{})
	payOne(model)
	for _, c := range model.Callbacks() {
		fmt.Println(strings.Contains(string(c.Body), `"status":"authorized"`))
	}
	// Output: true
}

func ExampleModel_TakeCallbacks() {
	model := bizontest.New(bizontest.Config{})
	payOne(model)
	fmt.Println(len(model.TakeCallbacks()), len(model.Callbacks()))
	// Output: 1 0
}

// A callback that arrives twice.
func ExampleCallback_Request() {
	model := bizontest.New(bizontest.Config{CallbackURL: "https://shop.example/hook", CallbackUsername: "hook"})
	payOne(model)
	for _, c := range model.TakeCallbacks() {
		for range 2 {
			r, err := c.Request(context.Background())
			if err != nil {
				fmt.Println(err)
				return
			}
			shopHook(nil, r)
		}
	}
	// Output:
	// callback, authenticated: true
	// callback, authenticated: true
}

// payOne lets a payer pay one order of a model without a network.
func payOne(model *bizontest.Model) {
	r, err := http.NewRequest("POST", "http://gateway.example/orders/create", strings.NewReader(`{"amount":"9.99"}`))
	if err != nil {
		fmt.Println(err)
		return
	}
	r.SetBasicAuth(bizontest.DefaultUsername, bizontest.DefaultPassword)
	r.Header.Set("Content-Type", "application/json")
	model.ServeHTTP(discard{}, r)
	if err := model.Pay(model.Orders()[0].ID); err != nil {
		fmt.Println(err)
	}
}

// discard is an answer that nobody reads.
type discard struct{}

func (discard) Header() http.Header         { return http.Header{} }
func (discard) Write(b []byte) (int, error) { return len(b), nil }
func (discard) WriteHeader(int)             {}
