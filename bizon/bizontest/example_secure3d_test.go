package bizontest_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"

	"github.com/paygates/paygates-go/bizon/bizontest"
)

// The options of an authorization with 3-D Secure.
const (
	version1 = `{"force3d":1}`
	version2 = `{"force3d":1,"secure3d20_return_url":"https://shop.example/notify"}`
)

// authorized sends a card and gives the order's id and the answer's status.
func authorized(server *bizontest.Server, pan, options string) (id, status string) {
	status = post(server, "POST", "/orders/authorize", cardBody(pan, options))
	orders := server.Orders()
	return orders[len(orders)-1].ID, status
}

// The payer confirms on the bank's page, and the shop completes the order with
// what the browser brings back.
func ExampleModel_Authenticate() {
	server := bizontest.NewServer(bizontest.Config{})
	defer server.Close()
	id, status := authorized(server, "4111111111111111", version1)
	order, _ := server.Order(id)
	fmt.Println(status, order.Status)

	back, err := server.Authenticate(id)
	if err != nil {
		fmt.Println(err)
		return
	}
	complete := fmt.Sprintf(`{"PaRes":%q}`, back.Fields.Get("PaRes"))
	fmt.Println(post(server, "POST", "/orders/"+id+"/complete", complete))
	order, _ = server.Order(id)
	fmt.Println(order.Status)
	fmt.Println(post(server, "POST", "/orders/"+id+"/complete", complete)) // Order already completed
	// Output:
	// 201 Created prepared
	// 200 OK
	// authorized
	// 422 Unprocessable Entity
}

func ExampleModel_FailAuthentication() {
	server := bizontest.NewServer(bizontest.Config{})
	defer server.Close()
	id, _ := authorized(server, "4111111111111111", version2)
	fmt.Println(post(server, "POST", "/orders/"+id+"/complete3d20", "{}")) // the payer has not acted yet
	if _, err := server.FailAuthentication(id); err != nil {
		fmt.Println(err)
	}
	fmt.Println(post(server, "POST", "/orders/"+id+"/complete3d20", "{}"))
	order, _ := server.Order(id)
	fmt.Println(order.Status, "-", order.FailureMessage)
	_, err := server.Authenticate(id)
	fmt.Println(errors.Is(err, bizontest.ErrNotChallenged))
	// Output:
	// 422 Unprocessable Entity
	// 402 Payment Required
	// rejected - 3-D Secure authentication failed
	// true
}

func ExampleModel_SetBank() {
	server := bizontest.NewServer(bizontest.Config{})
	defer server.Close()
	for _, answer := range []bizontest.Authentication{bizontest.Challenge, bizontest.Frictionless, bizontest.NotAuthenticated} {
		if err := server.SetBank("4111111111111111", bizontest.Bank{Answer: answer}); err != nil {
			fmt.Println(err)
		}
		id, status := authorized(server, "4111111111111111", version2)
		order, _ := server.Order(id)
		fmt.Println(status, order.Status)
	}
	// Output:
	// 201 Created prepared
	// 200 OK authorized
	// 402 Payment Required rejected
}

// The bank looks at the payer's device first, then it is content.
func ExampleBank() {
	server := bizontest.NewServer(bizontest.Config{Bank: bizontest.Bank{Method: true, Answer: bizontest.Frictionless}})
	defer server.Close()
	id, status := authorized(server, "4111111111111111", version2)
	fmt.Println(status)
	fmt.Println(post(server, "POST", "/orders/"+id+"/resume", ""))
	order, _ := server.Order(id)
	fmt.Println(order.Status)
	// Output:
	// 201 Created
	// 200 OK
	// authorized
}

// The shop's own handler gets what the browser would post.
func ExampleReturn_Request() {
	server := bizontest.NewServer(bizontest.Config{})
	defer server.Close()
	id, _ := authorized(server, "4111111111111111", version2)
	back, err := server.Authenticate(id)
	if err != nil {
		fmt.Println(err)
		return
	}
	r, err := back.Request(context.Background())
	if err != nil {
		fmt.Println(err)
		return
	}
	notify := http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		fmt.Println(r.Method, r.URL, r.PostFormValue("cres") != "", r.PostFormValue("threeDSSessionData") != "")
	})
	notify.ServeHTTP(nil, r)
	// Output: POST https://shop.example/notify true true
}

func ExampleToken() {
	server := bizontest.NewServer(bizontest.Config{})
	defer server.Close()
	for _, pan := range []string{"4111111111111111", "4000000000000002"} {
		token, err := bizontest.Token(pan)
		if err != nil {
			fmt.Println(err)
			return
		}
		body := `{"amount":"9.99","location":{"ip":"8.8.8.8"},"dsrp":{"type":"google_pay","token":"` + token + `"}}`
		fmt.Println(post(server, "POST", "/orders/token_pay", body))
	}
	for _, r := range server.Requests() {
		fmt.Println(strings.Contains(string(r.Body), `"token":"***"`))
	}
	// Output:
	// 200 OK
	// 402 Payment Required
	// true
	// true
}
