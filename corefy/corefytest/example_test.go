package corefytest_test

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"

	"github.com/paygates/paygates-go/corefy/corefytest"
	"github.com/paygates/paygates-go/money"
)

// call makes one call of the private API as a merchant does; the SDK's client
// stands here in real tests. It gives the status, or what broke the connection.
func call(server *corefytest.Server, method, path, body string) string {
	r, err := http.NewRequest(method, server.PrivateURL+path, strings.NewReader(body))
	if err != nil {
		return err.Error()
	}
	r.SetBasicAuth(corefytest.DefaultAccountID, corefytest.DefaultAPIKey)
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

// newInvoice creates an invoice of 9.99 USD in test mode and gives its id.
func newInvoice(server *corefytest.Server) string {
	call(server, "POST", "/payment-invoices", `{"data":{"type":"payment-invoices","attributes":{
		"reference_id":"A-1","service":"payment_card_usd_hpp","currency":"USD","amount":9.99,"test_mode":true}}}`)
	invoices := server.Invoices()
	return invoices[len(invoices)-1].ID
}

// askRefund asks for a refund of 4 USD.
func askRefund(server *corefytest.Server, invoiceID string) string {
	return call(server, "POST", "/payment-invoices/"+invoiceID+"/refund",
		`{"data":{"type":"refund","attributes":{"invoiceId":"`+invoiceID+`","amount":4,"reference_id":"R-1"}}}`)
}

// newPayout pays 20 USD out to a card and gives the id.
func newPayout(server *corefytest.Server) string {
	call(server, "POST", "/payout-invoices", `{"data":{"type":"payout-invoice","attributes":{
		"reference_id":"P-1","service":"payment_card_usd","currency":"USD","amount":20,"test_mode":true,
		"fields":{"card_number":"5123817234060000"}}}}`)
	payouts := server.Payouts()
	return payouts[len(payouts)-1].ID
}

func Example() {
	server := corefytest.NewServer(corefytest.Config{})
	defer server.Close()

	id := newInvoice(server)
	if err := server.Pay(id); err != nil { // the payer pays on the hosted page
		fmt.Println(err)
	}
	fmt.Println(askRefund(server, id))
	for _, e := range server.Ledger() {
		fmt.Println(e.Reference, e.Kind, e.Amount)
	}
	// Output:
	// 201 Created
	// A-1 create 9.99 USD
	// A-1 charge 9.99 USD
	// R-1 refund 4.00 USD
}

func ExampleNew() {
	var gateway http.Handler = corefytest.New(corefytest.Config{Seed: 7, Form: corefytest.PageForm})
	fmt.Printf("%T\n", gateway)
	// Output: *corefytest.Model
}

func ExampleNewServer() {
	server := corefytest.NewServer(corefytest.Config{})
	defer server.Close()
	u, err := url.Parse(server.PublicURL)
	fmt.Println(u.Hostname(), u.Path, err)
	// Output: 127.0.0.1 /public-api <nil>
}

func ExampleServer_Close() {
	server := corefytest.NewServer(corefytest.Config{})
	server.Close()
	fmt.Println(call(server, "GET", "/payment-services", ""))
	// Output: no answer
}

func ExampleModel_ServeHTTP() {
	mux := http.NewServeMux()
	mux.Handle("/", corefytest.New(corefytest.Config{CheckoutURL: "https://pay.example/hpp"}))
	_, pattern := mux.Handler(&http.Request{Method: "GET", URL: &url.URL{Path: "/api/payment-services"}})
	fmt.Println(pattern)
	// Output: /
}

func ExampleDefaultServices() {
	for _, s := range corefytest.DefaultServices()[:3] {
		fmt.Println(s.Code, s.Currency, s.Max)
	}
	// Output:
	// test_xts_test XTS/2 9999999.00 XTS/2
	// payment_card_usd_hpp USD 1000000.00 USD
	// payment_card_eur_hpp EUR 1000000.00 EUR
}

func ExampleModel_Pay() {
	server := corefytest.NewServer(corefytest.Config{})
	defer server.Close()
	id := newInvoice(server)
	fmt.Println(server.Pay(id))
	invoice, _ := server.Invoice(id)
	fmt.Println(invoice.Status, invoice.Processed)
	fmt.Println(errors.Is(server.Pay(id), corefytest.ErrNotPayable))
	// Output:
	// <nil>
	// processed 9.99 USD
	// true
}

func ExampleModel_PayWith() {
	server := corefytest.NewServer(corefytest.Config{})
	defer server.Close()
	id := newInvoice(server)
	fmt.Println(server.PayWith(id, "4302912837020000"))
	invoice, _ := server.Invoice(id)
	fmt.Println(invoice.Status, invoice.Resolution)
	// Output:
	// <nil>
	// process_failed declined
}

func ExampleModel_PayAmount() {
	server := corefytest.NewServer(corefytest.Config{})
	defer server.Close()
	id := newInvoice(server)
	fmt.Println(server.PayAmount(id, money.MustParse("5.00", money.USD)))
	invoice, _ := server.Invoice(id)
	fmt.Println(invoice.Status, invoice.Processed, "of", invoice.PaymentAmount)
	// Output:
	// <nil>
	// partially_processed 5.00 USD of 9.99 USD
}

func ExampleModel_Decline() {
	server := corefytest.NewServer(corefytest.Config{})
	defer server.Close()
	id := newInvoice(server)
	fmt.Println(server.Decline(id, corefytest.InsufficientFunds))
	invoice, _ := server.Invoice(id)
	fmt.Println(invoice.Status, invoice.Resolution)
	// Output:
	// <nil>
	// process_failed insufficient_funds
}

func ExampleModel_Refuse() {
	server := corefytest.NewServer(corefytest.Config{})
	defer server.Close()
	id := newInvoice(server)
	fmt.Println(server.Refuse(id))
	invoice, _ := server.Invoice(id)
	fmt.Println(invoice.Status, invoice.Resolution)
	// Output:
	// <nil>
	// terminated ok
}

func ExampleModel_Abandon() {
	server := corefytest.NewServer(corefytest.Config{})
	defer server.Close()
	id := newInvoice(server)
	fmt.Println(server.Abandon(id))
	invoice, _ := server.Invoice(id)
	fmt.Println(invoice.Status, invoice.Resolution)
	// Output:
	// <nil>
	// process_pending auth_3ds_required
}

func ExampleModel_Chargeback() {
	server := corefytest.NewServer(corefytest.Config{})
	defer server.Close()
	id := newInvoice(server)
	fmt.Println(server.Pay(id), server.Chargeback(id, money.MustParse("4.00", money.USD)))
	invoice, _ := server.Invoice(id)
	fmt.Println(invoice.Status, invoice.ChargedBack)
	// Output:
	// <nil> <nil>
	// partially_charged_back 4.00 USD
}

// An operator corrects a final state by hand; a shop must believe the later
// read.
func ExampleModel_Correct() {
	server := corefytest.NewServer(corefytest.Config{})
	defer server.Close()
	id := newInvoice(server)
	fmt.Println(server.Refuse(id), server.Correct(id, "processed", "ok"))
	invoice, _ := server.Invoice(id)
	fmt.Println(invoice.Status, len(server.Ledger()))
	// Output:
	// <nil> <nil>
	// processed 1
}

func ExampleModel_CompleteRefund() {
	server := corefytest.NewServer(corefytest.Config{PendingRefunds: true})
	defer server.Close()
	id := newInvoice(server)
	fmt.Println(server.Pay(id), askRefund(server, id))
	invoice, _ := server.Invoice(id)
	fmt.Println(invoice.Status)
	fmt.Println(server.CompleteRefund(invoice.Refunds[0].ID))
	invoice, _ = server.Invoice(id)
	fmt.Println(invoice.Status, invoice.Refunded)
	// Output:
	// <nil> 201 Created
	// refund_pending
	// <nil>
	// partially_refunded 4.00 USD
}

func ExampleModel_FailRefund() {
	server := corefytest.NewServer(corefytest.Config{PendingRefunds: true})
	defer server.Close()
	id := newInvoice(server)
	fmt.Println(server.Pay(id), askRefund(server, id))
	invoice, _ := server.Invoice(id)
	fmt.Println(server.FailRefund(invoice.Refunds[0].ID, corefytest.ProviderError))
	invoice, _ = server.Invoice(id)
	fmt.Println(invoice.Status, invoice.Refunded.IsSet())
	// Output:
	// <nil> 201 Created
	// <nil>
	// refund_failed false
}

func ExampleModel_CompletePayout() {
	server := corefytest.NewServer(corefytest.Config{PendingPayouts: true})
	defer server.Close()
	id := newPayout(server)
	fmt.Println(server.CompletePayout(id))
	payout, _ := server.Payout(id)
	fmt.Println(payout.Status, payout.Processed)
	// Output:
	// <nil>
	// processed 20.00 USD
}

func ExampleModel_FailPayout() {
	server := corefytest.NewServer(corefytest.Config{PendingPayouts: true})
	defer server.Close()
	id := newPayout(server)
	fmt.Println(server.FailPayout(id, corefytest.FatalTimeout))
	payout, _ := server.Payout(id)
	fmt.Println(payout.Status, payout.Resolution)
	// Output:
	// <nil>
	// process_failed fatal_timeout
}

func ExampleModel_ReturnPayout() {
	server := corefytest.NewServer(corefytest.Config{})
	defer server.Close()
	id := newPayout(server)
	fmt.Println(server.ReturnPayout(id, money.MustParse("5.00", money.USD)))
	payout, _ := server.Payout(id)
	fmt.Println(payout.Status, payout.Returned, "of", payout.Processed)
	// Output:
	// <nil>
	// partially_canceled 5.00 USD of 20.00 USD
}

func ExampleModel_Payout() {
	server := corefytest.NewServer(corefytest.Config{})
	defer server.Close()
	payout, ok := server.Payout(newPayout(server))
	fmt.Println(payout.Reference, payout.Status, payout.Amount, ok)
	// Output: P-1 processed 20.00 USD true
}

func ExampleModel_Payouts() {
	server := corefytest.NewServer(corefytest.Config{})
	defer server.Close()
	id := newPayout(server)
	payouts := server.Payouts()
	fmt.Println(len(payouts), payouts[0].ID == id)
	// Output: 1 true
}

func ExampleModel_Ledger() {
	server := corefytest.NewServer(corefytest.Config{})
	defer server.Close()
	newPayout(server)
	for _, e := range server.Ledger() {
		fmt.Println(e.Sequence, e.Reference, e.Kind, e.Amount, e.TestMode)
	}
	// Output:
	// 1 P-1 create 20.00 USD true
	// 2 P-1 payout 20.00 USD true
}

func ExampleModel_Invoice() {
	server := corefytest.NewServer(corefytest.Config{})
	defer server.Close()
	invoice, ok := server.Invoice(newInvoice(server))
	fmt.Println(invoice.Reference, invoice.Status, invoice.Amount, ok)
	_, ok = server.Invoice("cpi_unknown")
	fmt.Println(ok)
	// Output:
	// A-1 process_pending 9.99 USD true
	// false
}

func ExampleModel_Invoices() {
	server := corefytest.NewServer(corefytest.Config{})
	defer server.Close()
	id := newInvoice(server)
	newInvoice(server) // the same reference: refused
	invoices := server.Invoices()
	fmt.Println(len(invoices), invoices[0].ID == id)
	// Output: 1 true
}

func ExampleModel_Requests() {
	server := corefytest.NewServer(corefytest.Config{})
	defer server.Close()
	call(server, "POST", "/payout-invoices", `{"data":{"attributes":{"fields":{"card_number":"5123817234060000"}}}}`)
	for _, r := range server.Requests() {
		fmt.Printf("%s %s %s\n", r.Method, r.Template, r.Body)
	}
	// Output: POST /api/payout-invoices {"data":{"attributes":{"fields":{"card_number":"***"}}}}
}

func ExampleResolutions() {
	words := corefytest.Resolutions()
	fmt.Println(words[0], words[len(words)-1])
	// Output: ok fatal_card_expired
}

func ExampleAssumptions() {
	for _, a := range corefytest.Assumptions() {
		if a.ID == "cursor-names" {
			fmt.Println(a.Text)
		}
	}
	// Output: cursors are page[before] and page[after]
}

func ExampleAssumedShare() {
	fmt.Println(strings.HasSuffix(corefytest.AssumedShare(), "are assumed"))
	// Output: true
}
