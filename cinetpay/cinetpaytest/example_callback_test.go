package cinetpaytest_test

import (
	"context"
	"fmt"
	"net/http"
	"net/url"

	"github.com/paygates/paygates-go/cinetpay/cinetpaytest"
)

// shopHook is a merchant's notification handler.
var shopHook = http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
	if err := r.ParseForm(); err != nil {
		fmt.Println(err)
		return
	}
	if r.Method == http.MethodGet {
		fmt.Println("ping")
		return
	}
	genuine := r.Header.Get("X-Token") == cinetpaytest.Sign(cinetpaytest.DefaultSecretKey, r.PostForm)
	fmt.Println(r.PostForm.Get("cpm_trans_id"), "genuine:", genuine)
})

// paid is a server with one payment that is paid; its notification may not leave
// by itself.
func paid() *cinetpaytest.Server {
	server := cinetpaytest.NewServer(cinetpaytest.Config{})
	pay(server, "ORDER-1")
	say(server.Pay("ORDER-1"))
	return server
}

// A handler under test gets a notification of its own making.
func ExampleSign() {
	form := url.Values{"cpm_site_id": {"445160"}, "cpm_trans_id": {"ORDER-1"}, "cpm_amount": {"2500"}, "cpm_currency": {"XOF"}}
	fmt.Println(cinetpaytest.Sign("made-up-secret", form))
	// Output: 97721b2399af471141da0e27cbde373fa88a1ec97b1a4672d81b3904556c3da7
}

func ExampleModel_DeliverTo() {
	server := paid()
	defer server.Close()
	fmt.Println(server.DeliverTo(context.Background(), shopHook))
	// Output:
	// ping
	// ORDER-1 genuine: true
	// <nil>
}

func ExampleModel_Deliver() {
	server := cinetpaytest.NewServer(cinetpaytest.Config{NotifyURL: "http://127.0.0.1:1"})
	defer server.Close()
	pay(server, "ORDER-1")
	say(server.Pay("ORDER-1")) // nobody listens: the notification stays in the queue
	fmt.Println(server.Deliver(context.Background()))
	// Output: the notification of ORDER-1 was not delivered: the address does not answer
}

func ExampleModel_Callbacks() {
	server := paid()
	defer server.Close()
	for _, c := range server.Callbacks() {
		fmt.Println(c.ID, c.URL, len(c.Token))
	}
	// Output: ORDER-1 https://shop.example/notify 64
}

func ExampleModel_TakeCallbacks() {
	server := paid()
	defer server.Close()
	fmt.Println(len(server.TakeCallbacks()), len(server.Callbacks()))
	// Output: 1 0
}

// The gateway repeats a notification.
func ExampleModel_Notify() {
	server := paid()
	defer server.Close()
	say(server.Notify("ORDER-1"))
	fmt.Println(len(server.Callbacks()))
	// Output: 2
}

func ExampleCallback_Ping() {
	server := paid()
	defer server.Close()
	r, err := server.Callbacks()[0].Ping(context.Background())
	fmt.Println(r.Method, r.URL, err)
	// Output: GET https://shop.example/notify <nil>
}

// A notification that arrives twice, and a forged one.
func ExampleCallback_Request() {
	server := paid()
	defer server.Close()
	genuine := server.TakeCallbacks()[0]
	forged := genuine
	forged.Body = []byte("cpm_trans_id=ORDER-1&cpm_amount=1")
	for _, c := range []cinetpaytest.Callback{genuine, genuine, forged} {
		r, err := c.Request(context.Background())
		if err != nil {
			fmt.Println(err)
			return
		}
		shopHook(nil, r)
	}
	// Output:
	// ORDER-1 genuine: true
	// ORDER-1 genuine: true
	// ORDER-1 genuine: false
}

func ExampleModel_Return() {
	server := paid()
	defer server.Close()
	back, err := server.Return("ORDER-1")
	fmt.Println(back.URL, back.Fields.Get("transaction_id"), err)
	// Output: https://shop.example/return ORDER-1 <nil>
}

func ExampleReturn_Request() {
	server := paid()
	defer server.Close()
	back, err := server.Return("ORDER-1")
	say(err)
	r, err := back.Request(context.Background())
	fmt.Println(r.Method, r.URL, err)
	// Output: POST https://shop.example/return <nil>
}
