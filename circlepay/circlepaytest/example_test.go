package circlepaytest_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"github.com/paygates/paygates-go/circlepay/circlepaytest"
)

// ask makes a call of the API as the default merchant and gives the error code and
// the first object of data.
func ask(server *circlepaytest.Server, method, path, body string) (int, map[string]any) {
	r, err := http.NewRequest(method, server.URL+path, strings.NewReader(body))
	if err != nil {
		return -1, nil
	}
	authorize(r, circlepaytest.DefaultMerchantToken)
	r.Header.Set("Content-Type", "application/json")
	a, err := http.DefaultTransport.RoundTrip(r)
	if err != nil {
		return -1, nil
	}
	defer a.Body.Close()
	var view struct {
		ErrorCode int
		Data      []map[string]any
	}
	d := json.NewDecoder(a.Body)
	d.UseNumber()
	if d.Decode(&view) != nil || len(view.Data) == 0 {
		return view.ErrorCode, nil
	}
	return view.ErrorCode, view.Data[0]
}

// sell makes a customer and an invoice over 360 EGP and gives its number.
func sell(server *circlepaytest.Server) string {
	ask(server, "POST", "/customer/create", aCustomer.json())
	_, invoice := ask(server, "POST", "/invoice/create", fields{"invoice": anInvoice}.json())
	return fmt.Sprint(invoice["invoice_number"])
}

// open makes a payment of a new invoice and gives its transaction_id.
func open(server *circlepaytest.Server) string {
	_, payment := ask(server, "POST", "/invoice/pay", fields{
		"invoice_number": sell(server), "payment_method_id": card, "redirect_url": "https://shop.example/return?order=7",
	}.json())
	return fmt.Sprint(payment["transaction_id"])
}

// paid is open and paid.
func paid(server *circlepaytest.Server) string {
	id := open(server)
	say(server.Pay(id))
	return id
}

// giveBack requests a refund and gives its refund_id.
func giveBack(server *circlepaytest.Server, transactionID string) string {
	_, refund := ask(server, "POST", "/refund/request", `{"transaction_id":`+transactionID+`}`)
	return fmt.Sprint(refund["refund_id"])
}

// say prints what an action fails with.
func say(err error) {
	if err != nil {
		fmt.Println(err)
	}
}

func Example() {
	server := circlepaytest.NewServer(circlepaytest.Config{})
	defer server.Close()

	number := sell(server)
	if err := server.Pay(number); err != nil { // the payer pays on the checkout page
		fmt.Println(err)
	}
	code, invoice := ask(server, "GET", "/invoice/get/"+number, "")
	fmt.Println(code, invoice["status"])
	for _, e := range server.Ledger() {
		fmt.Println(e.Kind, e.Amount)
	}
	// Output:
	// 0 2
	// invoice 360.00 EGP
	// open 360.00 EGP
	// pay 360.00 EGP
}

func ExampleNew() {
	var gateway http.Handler = circlepaytest.New(circlepaytest.Config{Seed: 7, Form: circlepaytest.ClientForm})
	fmt.Printf("%T\n", gateway)
	// Output: *circlepaytest.Model
}

func ExampleNewServer() {
	server := circlepaytest.NewServer(circlepaytest.Config{})
	defer server.Close()
	u, err := url.Parse(server.URL)
	fmt.Println(u.Hostname(), err)
	// Output: 127.0.0.1 <nil>
}

func ExampleServer_Close() {
	server := circlepaytest.NewServer(circlepaytest.Config{})
	server.Close()
	code, _ := ask(server, "GET", "/merchants/get", "")
	fmt.Println(code)
	// Output: -1
}

func ExampleModel_ServeHTTP() {
	mux := http.NewServeMux()
	mux.Handle("/", circlepaytest.New(circlepaytest.Config{CheckoutURL: "https://pay.example"}))
	_, pattern := mux.Handler(&http.Request{Method: "POST", URL: &url.URL{Path: "/invoice/create"}})
	fmt.Println(pattern)
	// Output: /
}

func ExampleDefaultGateways() {
	for _, g := range circlepaytest.DefaultGateways() {
		fmt.Println(g.ID, g.Name, len(g.Methods))
	}
	// Output:
	// 610b2c486df621209c85215a MyFatoorah 5
	// 610b2c486df621209c85215b PayMob 2
	// 613927082de6eb5dc061d516 Fawry 1
}

func ExampleModel_Pay() {
	server := circlepaytest.NewServer(circlepaytest.Config{})
	defer server.Close()
	id := open(server)
	fmt.Println(server.Pay(id))
	payment, _ := server.Payment(id)
	fmt.Println(payment.Status)
	fmt.Println(errors.Is(server.Pay(id), circlepaytest.ErrNotPayable))
	// Output:
	// <nil>
	// paid
	// true
}

func ExampleModel_PayWith() {
	server := circlepaytest.NewServer(circlepaytest.Config{})
	defer server.Close()
	say(server.PayWith(sell(server), "610b2c496df621209c852168"))
	payment := server.Payments()[0]
	fmt.Println(payment.Method, payment.Gateway, payment.Fee)
	// Output: Visa MyFatoorah 1.00 EGP
}

func ExampleModel_Refuse() {
	server := circlepaytest.NewServer(circlepaytest.Config{})
	defer server.Close()
	say(server.Refuse(sell(server)))
	fmt.Println(server.Payments()[0].Status, server.Invoices()[0].Status)
	// Output: failed 0
}

// The payer takes a reference number and leaves.
func ExampleModel_Abandon() {
	server := circlepaytest.NewServer(circlepaytest.Config{})
	defer server.Close()
	id := open(server)
	say(server.Abandon(id))
	fmt.Println(server.Payments()[0].Status)
	say(server.Pay(id)) // days later
	fmt.Println(server.Payments()[0].Status)
	// Output:
	// pending
	// paid
}

func ExampleModel_Return() {
	server := circlepaytest.NewServer(circlepaytest.Config{})
	defer server.Close()
	fmt.Println(server.Return(paid(server)))
	// Output: https://shop.example/return?order=7&success=true <nil>
}

func ExampleModel_CompleteRefund() {
	server := circlepaytest.NewServer(circlepaytest.Config{})
	defer server.Close()
	refund := giveBack(server, paid(server))
	fmt.Println(server.Refunds()[0].Status)
	say(server.CompleteRefund(refund))
	fmt.Println(server.Refunds()[0].Status)
	// Output:
	// pending
	// paid
}

func ExampleModel_FailRefund() {
	server := circlepaytest.NewServer(circlepaytest.Config{})
	defer server.Close()
	refund := giveBack(server, paid(server))
	say(server.FailRefund(refund))
	fmt.Println(server.Refunds()[0].Status)
	fmt.Println(errors.Is(server.FailRefund(refund), circlepaytest.ErrNotPending))
	// Output:
	// failed
	// true
}

// The answer is lost on either side of the commit point. The caller cannot tell the
// two apart; the ledger can.
func ExampleModel_Fail() {
	for _, when := range []circlepaytest.When{circlepaytest.BeforeCommit, circlepaytest.AfterCommit} {
		server := circlepaytest.NewServer(circlepaytest.Config{})
		id := paid(server)
		server.Fail(circlepaytest.Fault{On: "POST /refund/request", Drop: true, When: when})
		code, _ := ask(server, "POST", "/refund/request", `{"transaction_id":`+id+`}`)
		fmt.Println(code, len(server.Refunds()))
		server.Close()
	}
	// Output:
	// -1 0
	// -1 1
}

// createV2 stops after it made the customer and the invoice.
func ExampleFault() {
	server := circlepaytest.NewServer(circlepaytest.Config{})
	defer server.Close()
	server.Fail(circlepaytest.Fault{On: "POST /invoice/createV2", Steps: 2})
	code, _ := ask(server, "POST", "/invoice/createV2", fields{"customer": aCustomer, "invoice": anInvoice}.json())
	fmt.Println(code, len(server.Invoices()), len(server.Payments()))
	// Output: 5101 1 0
}

func ExampleModel_PendingFaults() {
	server := circlepaytest.NewServer(circlepaytest.Config{})
	defer server.Close()
	server.Fail(circlepaytest.Fault{On: "GET /merchants/get", Code: "8115", Nth: 2})
	for range 2 {
		code, _ := ask(server, "GET", "/merchants/get", "")
		fmt.Println(code, server.PendingFaults())
	}
	// Output:
	// 0 1
	// 8115 0
}

func ExampleFrameworkBody() {
	var view struct{ Error, Path string }
	say(json.Unmarshal(circlepaytest.FrameworkBody(http.StatusNotFound, "/paymentlink/create"), &view))
	fmt.Println(view.Error, view.Path)
	// Output: Not Found /paymentlink/create
}

func ExampleModel_Ledger() {
	server := circlepaytest.NewServer(circlepaytest.Config{RefundsAtOnce: true})
	defer server.Close()
	giveBack(server, paid(server))
	for _, e := range server.Ledger() {
		fmt.Println(e.Sequence, e.Kind, e.Amount)
	}
	// Output:
	// 1 invoice 360.00 EGP
	// 2 open 360.00 EGP
	// 3 pay 360.00 EGP
	// 4 refund request 360.00 EGP
	// 5 refund 360.00 EGP
}

func ExampleModel_Payment() {
	server := circlepaytest.NewServer(circlepaytest.Config{})
	defer server.Close()
	payment, ok := server.Payment(open(server))
	fmt.Println(payment.Status, payment.Value, payment.Method, ok)
	_, ok = server.Payment("1")
	fmt.Println(ok)
	// Output:
	// initialized 360.00 EGP CARD true
	// false
}

func ExampleModel_Payments() {
	server := circlepaytest.NewServer(circlepaytest.Config{})
	defer server.Close()
	open(server)
	for _, payment := range server.Payments() {
		fmt.Println(payment.CustomerMobile, strings.HasPrefix(payment.URL, server.URL+"/payment/make-payment/"))
	}
	// Output: +201012794709 true
}

func ExampleModel_Refunds() {
	server := circlepaytest.NewServer(circlepaytest.Config{})
	defer server.Close()
	id := paid(server)
	giveBack(server, id)
	for _, refund := range server.Refunds() {
		fmt.Println(refund.TransactionID == id, refund.Status, refund.Value)
	}
	// Output: true pending 360.00 EGP
}

// The server computes the total; no answer of the documented form tells it.
func ExampleModel_Invoices() {
	server := circlepaytest.NewServer(circlepaytest.Config{})
	defer server.Close()
	ask(server, "POST", "/customer/create", aCustomer.json())
	ask(server, "POST", "/invoice/create", fields{"invoice": anInvoice.with(fields{
		"discount_type": "percent", "discount_value": 11, "tax": 10, "shipping_fees": 4,
	})}.json())
	invoice := server.Invoices()[0]
	fmt.Println(invoice.Subtotal, "-", invoice.Discount, "+", invoice.Tax, "+", invoice.Shipping, "=", invoice.Total)
	// Output: 360.00 EGP - 39.60 EGP + 32.04 EGP + 4.00 EGP = 356.44 EGP
}

func ExampleModel_Links() {
	server := circlepaytest.NewServer(circlepaytest.Config{})
	defer server.Close()
	ask(server, "POST", "/paymentlink/create", aLink.json())
	ask(server, "POST", "/directPayment/create", aDirectPayment.json())
	for _, link := range server.Links() {
		fmt.Println(link.Name, link.Value, link.Direct, strings.HasPrefix(link.URL, "127.0.0.1"))
	}
	// Output:
	// iphone 12 18000.00 EGP false true
	// iphone 18000.00 EGP true true
}

func ExampleModel_Requests() {
	server := circlepaytest.NewServer(circlepaytest.Config{})
	defer server.Close()
	ask(server, "POST", "/merchants/verify", `{"merchant_mobile":"+201000000001","otp":"123456"}`)
	for _, r := range server.Requests() {
		fmt.Printf("%s %s %s\n", r.Method, r.Template, r.Body)
	}
	// Output: POST /merchants/verify {"merchant_mobile":"+201000000001","otp":"***"}
}

func ExampleAssumptions() {
	for _, a := range circlepaytest.Assumptions() {
		if a.ID == "paid-word" {
			fmt.Println(a.Text)
		}
	}
	// Output: the status of a paid payment is paid, or what the configuration says
}

func ExampleAssumedShare() {
	fmt.Println(strings.HasSuffix(circlepaytest.AssumedShare(), "are assumed"))
	// Output: true
}
