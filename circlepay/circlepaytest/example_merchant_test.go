package circlepaytest_test

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"strings"

	"github.com/paygates/paygates-go/circlepay/circlepaytest"
)

// A merchant is verified with the password of the text message.
func ExampleModel_OTP() {
	server := circlepaytest.NewServer(circlepaytest.Config{WithoutMerchant: true})
	defer server.Close()
	ask(server, "POST", "/merchants/create", aMerchant.json())
	ask(server, "POST", "/merchants/send/otp", `{"merchant_mobile":"+201005081863","country_code":"+20"}`)
	otp, sent := server.OTP("+201005081863")
	code, _ := ask(server, "POST", "/merchants/verify", `{"merchant_mobile":"+201005081863","otp":"`+otp+`"}`)
	fmt.Println(sent, code, server.Merchants()[0].Status)
	// Output: true 0 1
}

func ExampleModel_Merchants() {
	server := circlepaytest.NewServer(circlepaytest.Config{})
	defer server.Close()
	ask(server, "DELETE", "/merchants/payment/gateway/disable/610b2c486df621209c85215a", "")
	for _, merchant := range server.Merchants() {
		fmt.Println(merchant.Mobile, merchant.BusinessName, merchant.Status, len(merchant.Gateways), len(merchant.Methods))
	}
	// Output: +201000000001 E-commerce 1 2 3
}

// A platform has one account and many merchants.
func ExampleModel_AddMerchant() {
	server := circlepaytest.NewServer(circlepaytest.Config{})
	defer server.Close()
	token := server.AddMerchant("+201000000002")
	fmt.Println(len(server.Merchants()), strings.Count(token, "."))
	// Output: 2 2
}

func ExampleModel_Suspend() {
	server := circlepaytest.NewServer(circlepaytest.Config{})
	defer server.Close()
	say(server.Suspend(circlepaytest.DefaultMerchantMobile))
	code, _ := ask(server, "POST", "/invoice/create", fields{"invoice": anInvoice}.json())
	fmt.Println(code)
	// Output: 8115
}

func ExampleModel_Activate() {
	server := circlepaytest.NewServer(circlepaytest.Config{WithoutMerchant: true})
	defer server.Close()
	ask(server, "POST", "/merchants/create", aMerchant.json())
	fmt.Println(server.Activate("+201005081863"), server.Merchants()[0].Status)
	fmt.Println(server.Activate("+2"))
	// Output:
	// <nil> 1
	// circlepaytest: the model knows no such merchant
}

// shopHook is a merchant's callback handler. It believes nothing and would read the
// payment.
var shopHook = http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	fmt.Println(strings.Contains(string(body), `"transaction_status":"paid"`), err)
})

// sold is a server with one payment that is paid; its callback has no address.
func sold() *circlepaytest.Server {
	server := circlepaytest.NewServer(circlepaytest.Config{})
	paid(server)
	return server
}

func ExampleModel_DeliverTo() {
	server := sold()
	defer server.Close()
	fmt.Println(server.DeliverTo(context.Background(), shopHook))
	// Output:
	// true <nil>
	// <nil>
}

func ExampleModel_Deliver() {
	server := circlepaytest.NewServer(circlepaytest.Config{CallbackURL: "http://127.0.0.1:1"})
	defer server.Close()
	paid(server) // nobody listens: the callback stays in the queue
	err := server.Deliver(context.Background())
	fmt.Println(strings.HasSuffix(err.Error(), "was not delivered: the address does not answer"))
	// Output: true
}

func ExampleModel_Callbacks() {
	server := sold()
	defer server.Close()
	for _, c := range server.Callbacks() {
		fmt.Println(c.Type, c.Status)
	}
	// Output: 1 paid
}

func ExampleModel_TakeCallbacks() {
	server := sold()
	defer server.Close()
	fmt.Println(len(server.TakeCallbacks()), len(server.Callbacks()))
	// Output: 1 0
}

// The same callback arrives twice.
func ExampleModel_Requeue() {
	server := sold()
	defer server.Close()
	taken := server.TakeCallbacks()
	server.Requeue(taken[0], taken[0])
	say(server.DeliverTo(context.Background(), shopHook))
	// Output:
	// true <nil>
	// true <nil>
}

func ExampleModel_Notify() {
	server := sold()
	defer server.Close()
	say(server.Notify(server.Payments()[0].TransactionID))
	fmt.Println(len(server.Callbacks()))
	// Output: 2
}

// Nothing is signed, so a forged callback looks like a true one.
func ExampleCallback_Request() {
	server := sold()
	defer server.Close()
	forged := server.TakeCallbacks()[0]
	forged.URL = "https://shop.example/callback"
	forged.Body = []byte(strings.Replace(string(forged.Body), `"paid"`, `"failed"`, 1))
	r, err := forged.Request(context.Background())
	fmt.Println(r.Method, r.URL, err)
	shopHook(nil, r)
	// Output:
	// POST https://shop.example/callback <nil>
	// false <nil>
}
