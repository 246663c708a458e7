package corefytest_test

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"

	"github.com/paygates/paygates-go/corefy/corefytest"
)

// A shop's handler is tested with callbacks of its own making.
func ExampleSign() {
	body := []byte(`{"data":{"type":"payment-invoices","id":"cpi_1"}}`)
	signature := corefytest.Sign(body, "sk_test_ExampleSecretNotReal")
	fmt.Println(len(signature), signature == corefytest.Sign(append(body, '\n'), "sk_test_ExampleSecretNotReal"))
	// Output: 28 false
}

// shopHook is a merchant's callback handler.
var shopHook = http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		fmt.Println(err)
	}
	var message struct {
		Data struct{ Attributes struct{ Status string } }
	}
	if err := json.Unmarshal(body, &message); err != nil {
		fmt.Println(err)
	}
	signed := r.Header.Get("X-Signature") == corefytest.Sign(body, corefytest.DefaultTestSecret)
	fmt.Println("callback:", message.Data.Attributes.Status, "signed:", signed)
})

// waitingCallbacks is a server with the callbacks of a paid invoice in its queue:
// without an address nothing is delivered by itself.
func waitingCallbacks() *corefytest.Server {
	server := corefytest.NewServer(corefytest.Config{})
	if err := server.Pay(newInvoice(server)); err != nil {
		fmt.Println(err)
	}
	return server
}

func ExampleModel_DeliverTo() {
	server := waitingCallbacks()
	defer server.Close()
	fmt.Println(server.DeliverTo(context.Background(), shopHook))
	// Output:
	// callback: process_pending signed: true
	// callback: processed signed: true
	// <nil>
}

func ExampleModel_Deliver() {
	server := waitingCallbacks()
	defer server.Close()
	fmt.Println(server.Deliver(context.Background()), len(server.Callbacks()))
	// Output: <nil> 2
}

func ExampleModel_Callbacks() {
	server := waitingCallbacks()
	defer server.Close()
	for _, c := range server.Callbacks() {
		fmt.Println(c.Status, c.TestMode)
	}
	// Output:
	// process_pending true
	// processed true
}

func ExampleModel_TakeCallbacks() {
	server := waitingCallbacks()
	defer server.Close()
	fmt.Println(len(server.TakeCallbacks()), len(server.Callbacks()))
	// Output: 2 0
}

// The later callback arrives first, and a second time.
func ExampleModel_Requeue() {
	server := waitingCallbacks()
	defer server.Close()
	taken := server.TakeCallbacks()
	server.Requeue(taken[1], taken[0], taken[1])
	fmt.Println(server.DeliverTo(context.Background(), shopHook))
	// Output:
	// callback: processed signed: true
	// callback: process_pending signed: true
	// callback: processed signed: true
	// <nil>
}

// A callback with a wrong signature.
func ExampleCallback_Request() {
	server := waitingCallbacks()
	defer server.Close()
	c := server.TakeCallbacks()[1]
	c.URL = "https://shop.example/callback"
	r, err := c.Request(context.Background())
	if err != nil {
		fmt.Println(err)
		return
	}
	r.Header.Set("X-Signature", corefytest.Sign(c.Body, "sk_test_AnotherSecret"))
	shopHook(nil, r)
	// Output: callback: processed signed: false
}
