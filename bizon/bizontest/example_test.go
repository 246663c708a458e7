package bizontest_test

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/paygates/paygates-go/bizon/bizontest"
	"github.com/paygates/paygates-go/money"
)

// post makes one call as a merchant does; the SDK's client stands here in real
// tests. It gives the status, or what broke the connection.
func post(server *bizontest.Server, method, path, body string) string {
	r, err := http.NewRequest(method, server.URL+path, strings.NewReader(body))
	if err != nil {
		return err.Error()
	}
	r.SetBasicAuth(bizontest.DefaultUsername, bizontest.DefaultPassword)
	r.Header.Set("Content-Type", "application/json")
	answer, err := http.DefaultClient.Do(r)
	if errors.Is(err, io.EOF) {
		return "connection closed"
	}
	if err != nil {
		return "no answer"
	}
	defer answer.Body.Close()
	if _, err := io.Copy(io.Discard, answer.Body); err != nil {
		return "answer cut"
	}
	return answer.Status
}

// newOrder creates an order of 9.99 USD and gives its id.
func newOrder(server *bizontest.Server, options string) string {
	post(server, "POST", "/orders/create", `{"amount":"9.99","merchant_order_id":"A-1","options":`+options+`}`)
	orders := server.Orders()
	return orders[len(orders)-1].ID
}

func Example() {
	server := bizontest.NewServer(bizontest.Config{})
	defer server.Close()

	fmt.Println(post(server, "POST", "/orders/create", `{"amount":"9.99","merchant_order_id":"A-1"}`))
	order := server.Orders()[0]
	if err := server.Pay(order.ID); err != nil { // the payer pays on the hosted page
		fmt.Println(err)
	}
	fmt.Println(post(server, "PUT", "/orders/"+order.ID+"/charge", `{"amount":"5.00"}`))
	for _, e := range server.Ledger() {
		fmt.Println(e.Kind, e.Amount)
	}
	// Output:
	// 201 Created
	// 200 OK
	// create 9.99 USD
	// authorize 9.99 USD
	// charge 5.00 USD
}

func ExampleNew() {
	var gateway http.Handler = bizontest.New(bizontest.Config{Seed: 7})
	fmt.Printf("%T\n", gateway)
	// Output: *bizontest.Model
}

func ExampleNewServer() {
	server := bizontest.NewServer(bizontest.Config{})
	defer server.Close()
	u, err := url.Parse(server.URL)
	fmt.Println(u.Hostname(), err)
	// Output: 127.0.0.1 <nil>
}

func ExampleServer_Close() {
	server := bizontest.NewServer(bizontest.Config{})
	server.Close()
	fmt.Println(post(server, "GET", "/ping", ""))
	// Output: no answer
}

func ExampleModel_ServeHTTP() {
	mux := http.NewServeMux()
	mux.Handle("/", bizontest.New(bizontest.Config{CheckoutURL: "https://pay.example/pay"}))
	_, pattern := mux.Handler(&http.Request{Method: "GET", URL: &url.URL{Path: "/ping"}})
	fmt.Println(pattern)
	// Output: /
}

func ExampleModel_Pay() {
	server := bizontest.NewServer(bizontest.Config{})
	defer server.Close()
	id := newOrder(server, `{"auto_charge":true}`)
	fmt.Println(server.Pay(id))
	order, _ := server.Order(id)
	fmt.Println(order.Status, order.Charged)
	fmt.Println(errors.Is(server.Pay(id), bizontest.ErrNotPayable))
	// Output:
	// <nil>
	// charged 9.99 USD
	// true
}

func ExampleModel_PayWith() {
	server := bizontest.NewServer(bizontest.Config{})
	defer server.Close()
	id := newOrder(server, `{}`)
	fmt.Println(server.PayWith(id, "4276990011343663"))
	order, _ := server.Order(id)
	fmt.Println(order.Status, "-", order.FailureMessage)
	// Output:
	// <nil>
	// declined - Declined by the issuer
}

func ExampleModel_Refuse() {
	server := bizontest.NewServer(bizontest.Config{})
	defer server.Close()
	id := newOrder(server, `{}`)
	fmt.Println(server.Refuse(id))
	order, _ := server.Order(id)
	fmt.Println(order.Status, "-", order.FailureMessage)
	// Output:
	// <nil>
	// declined - Canceled by the card holder
}

func ExampleModel_Abandon() {
	server := bizontest.NewServer(bizontest.Config{})
	defer server.Close()
	id := newOrder(server, `{"force3d":1}`)
	fmt.Println(server.Abandon(id))
	order, _ := server.Order(id)
	fmt.Println(order.Status)
	// Output:
	// <nil>
	// prepared
}

func ExampleModel_Chargeback() {
	server := bizontest.NewServer(bizontest.Config{})
	defer server.Close()
	id := newOrder(server, `{"auto_charge":true}`)
	fmt.Println(server.Pay(id))
	fmt.Println(server.Chargeback(id, money.MustParse("4.00", money.USD)))
	order, _ := server.Order(id)
	fmt.Println(order.Status, order.ChargedBack)
	// Output:
	// <nil>
	// <nil>
	// chargedback 4.00 USD
}

// The answer is lost on either side of the commit point. The caller cannot tell
// the two apart; the ledger can.
func ExampleModel_Fail() {
	server := bizontest.NewServer(bizontest.Config{})
	defer server.Close()
	for _, when := range []bizontest.When{bizontest.BeforeCommit, bizontest.AfterCommit} {
		id := newOrder(server, `{}`)
		if err := server.Pay(id); err != nil {
			fmt.Println(err)
		}
		server.Fail(bizontest.Fault{On: "PUT /orders/{id}/charge", Drop: true, When: when})
		fmt.Print(post(server, "PUT", "/orders/"+id+"/charge", `{"amount":"9.99"}`))
		order, _ := server.Order(id)
		fmt.Println(":", order.Charged)
	}
	// Output:
	// connection closed: 0.00 USD
	// connection closed: 9.99 USD
}

// The gateway answers 504 and acts half a minute later.
func ExampleFault() {
	server := bizontest.NewServer(bizontest.Config{})
	defer server.Close()
	server.Fail(bizontest.Fault{
		On:          "POST /orders/create",
		Status:      http.StatusGatewayTimeout,
		Header:      http.Header{"Content-Type": {"text/html"}},
		Body:        []byte("<html>Gateway Time-out</html>"),
		CommitAfter: 30 * time.Second,
	})
	fmt.Println(post(server, "POST", "/orders/create", `{"amount":"9.99"}`))
	fmt.Println(len(server.Orders()), "orders so far")
	// Output:
	// 504 Gateway Timeout
	// 0 orders so far
}

func ExampleModel_PendingFaults() {
	server := bizontest.NewServer(bizontest.Config{})
	defer server.Close()
	server.Fail(bizontest.Fault{On: "GET /ping", Status: http.StatusServiceUnavailable, Nth: 2})
	fmt.Println(post(server, "GET", "/ping", ""), server.PendingFaults())
	fmt.Println(post(server, "GET", "/ping", ""), server.PendingFaults())
	// Output:
	// 200 OK 1
	// 503 Service Unavailable 0
}

func ExampleModel_Ledger() {
	server := bizontest.NewServer(bizontest.Config{})
	defer server.Close()
	id := newOrder(server, `{"auto_charge":true}`)
	if err := server.Pay(id); err != nil {
		fmt.Println(err)
	}
	post(server, "PUT", "/orders/"+id+"/refund", `{"amount":"1.00"}`)
	for _, e := range server.Ledger() {
		fmt.Println(e.Sequence, e.Reference, e.Kind, e.Amount)
	}
	// Output:
	// 1 A-1 create 9.99 USD
	// 2 A-1 authorize 9.99 USD
	// 3 A-1 charge 9.99 USD
	// 4 A-1 refund 1.00 USD
}

func ExampleModel_Order() {
	server := bizontest.NewServer(bizontest.Config{})
	defer server.Close()
	order, ok := server.Order(newOrder(server, `{}`))
	fmt.Println(order.Reference, order.Status, order.Amount, ok)
	_, ok = server.Order("1")
	fmt.Println(ok)
	// Output:
	// A-1 new 9.99 USD true
	// false
}

func ExampleModel_Orders() {
	server := bizontest.NewServer(bizontest.Config{})
	defer server.Close()
	first, second := newOrder(server, `{}`), newOrder(server, `{}`)
	orders := server.Orders()
	fmt.Println(len(orders), orders[0].ID == first, orders[1].ID == second)
	// Output: 2 true true
}

func ExampleModel_Requests() {
	server := bizontest.NewServer(bizontest.Config{})
	defer server.Close()
	post(server, "POST", "/orders/credit", `{"amount":"1.00","pan":"4111111111111111"}`)
	for _, r := range server.Requests() {
		fmt.Printf("%s %s %s\n", r.Method, r.Template, r.Body)
	}
	// Output: POST /orders/credit {"amount":"1.00","pan":"411111****1111"}
}

func ExampleAssumptions() {
	for _, a := range bizontest.Assumptions() {
		if a.ID == "reference-repeats" {
			fmt.Println(a.Text)
		}
	}
	// Output: a reference may be used again and makes a second order
}

func ExampleAssumedShare() {
	fmt.Println(strings.HasSuffix(bizontest.AssumedShare(), "are assumed"))
	// Output: true
}
