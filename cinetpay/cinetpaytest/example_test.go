package cinetpaytest_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/paygates/paygates-go/cinetpay/cinetpaytest"
)

// ask makes one call as a merchant does; the SDK's client stands here in real
// tests. It gives the body's code and the raw data, or what broke the
// connection.
func ask(r *http.Request, contentType string) (code string, data json.RawMessage) {
	r.Header.Set("Content-Type", contentType)
	answer, err := (&http.Client{}).Do(r)
	if errors.Is(err, io.EOF) {
		return "connection closed", nil
	}
	if err != nil {
		return "no answer", nil
	}
	defer answer.Body.Close()
	var view struct {
		Code any
		Data json.RawMessage
	}
	if err := json.NewDecoder(answer.Body).Decode(&view); err != nil {
		return answer.Status, nil
	}
	return fmt.Sprint(view.Code), view.Data
}

func post(address, contentType, body string) (string, json.RawMessage) {
	r, err := http.NewRequest("POST", address, strings.NewReader(body))
	if err != nil {
		return err.Error(), nil
	}
	return ask(r, contentType)
}

// pay creates a payment of 2500 XOF and gives the answer's code.
func pay(server *cinetpaytest.Server, id string) string {
	code, _ := post(server.URL+"/v2/payment", "application/json", order(fields{"transaction_id": id}))
	return code
}

// payOut logs in, adds a contact and sends 500 XOF. It gives the answer's code.
func payOut(server *cinetpaytest.Server, id string) string {
	_, data := post(server.URL+"/v1/auth/login", formType, url.Values{
		"apikey": {cinetpaytest.DefaultAPIKey}, "password": {cinetpaytest.DefaultTransferPassword},
	}.Encode())
	var session struct{ Token string }
	if err := json.Unmarshal(data, &session); err != nil {
		return err.Error()
	}
	post(server.URL+"/v1/transfer/contact?token="+session.Token, formType, url.Values{"data": {receiver}}.Encode())
	code, _ := post(server.URL+"/v1/transfer/money/send/contact?token="+session.Token, formType,
		url.Values{"data": {payout(fields{"client_transaction_id": id})}}.Encode())
	return code
}

// say prints what an action of payer, operator or back office fails with.
func say(err error) {
	if err != nil {
		fmt.Println(err)
	}
}

func Example() {
	server := cinetpaytest.NewServer(cinetpaytest.Config{})
	defer server.Close()

	fmt.Println(pay(server, "ORDER-1"))
	if err := server.Pay("ORDER-1"); err != nil { // the payer pays on the hosted page
		fmt.Println(err)
	}
	code, data := post(server.URL+"/v2/payment/check", "application/json", checkOf("transaction_id", "ORDER-1"))
	var payment struct{ Status, Amount, Currency string }
	fmt.Println(code, json.Unmarshal(data, &payment), payment)
	for _, e := range server.Ledger() {
		fmt.Println(e.Kind, e.Amount)
	}
	// Output:
	// 201
	// 00 <nil> {ACCEPTED 2500 XOF}
	// create 2500 XOF
	// pay 2500 XOF
}

func ExampleNew() {
	var gateway http.Handler = cinetpaytest.New(cinetpaytest.Config{Seed: 7, Form: cinetpaytest.Form2021})
	fmt.Printf("%T\n", gateway)
	// Output: *cinetpaytest.Model
}

func ExampleNewServer() {
	server := cinetpaytest.NewServer(cinetpaytest.Config{})
	defer server.Close()
	u, err := url.Parse(server.URL)
	fmt.Println(u.Hostname(), err)
	// Output: 127.0.0.1 <nil>
}

func ExampleServer_Close() {
	server := cinetpaytest.NewServer(cinetpaytest.Config{})
	server.Close()
	fmt.Println(pay(server, "ORDER-1"))
	// Output: no answer
}

func ExampleModel_ServeHTTP() {
	mux := http.NewServeMux()
	mux.Handle("/", cinetpaytest.New(cinetpaytest.Config{CheckoutURL: "https://pay.example/payment"}))
	_, pattern := mux.Handler(&http.Request{Method: "POST", URL: &url.URL{Path: "/v2/payment"}})
	fmt.Println(pattern)
	// Output: /
}

func ExampleModel_Pay() {
	server := cinetpaytest.NewServer(cinetpaytest.Config{})
	defer server.Close()
	pay(server, "ORDER-1")
	fmt.Println(server.Pay("ORDER-1"))
	payment, _ := server.Payment("ORDER-1")
	fmt.Println(payment.Code, payment.Status)
	fmt.Println(errors.Is(server.Pay("ORDER-1"), cinetpaytest.ErrNotPayable))
	// Output:
	// <nil>
	// 00 ACCEPTED
	// true
}

func ExampleModel_PayWith() {
	server := cinetpaytest.NewServer(cinetpaytest.Config{})
	defer server.Close()
	pay(server, "ORDER-1")
	say(server.PayWith("ORDER-1", cinetpaytest.Wallet{Method: "MOMO", Phone: "0500000001"}))
	payment, _ := server.Payment("ORDER-1")
	fmt.Println(payment.Wallet)
	// Output: {MOMO 225 0500000001}
}

func ExampleModel_Refuse() {
	server := cinetpaytest.NewServer(cinetpaytest.Config{})
	defer server.Close()
	pay(server, "ORDER-1")
	say(server.Refuse("ORDER-1"))
	payment, _ := server.Payment("ORDER-1")
	fmt.Println(payment.Code, payment.Status)
	// Output: 627 REFUSED
}

// The payer's wallet is empty.
func ExampleModel_RefuseWith() {
	server := cinetpaytest.NewServer(cinetpaytest.Config{})
	defer server.Close()
	pay(server, "ORDER-1")
	say(server.RefuseWith("ORDER-1", "602"))
	payment, _ := server.Payment("ORDER-1")
	fmt.Println(payment.Code, payment.Status)
	fmt.Println(server.RefuseWith("ORDER-1", "00"))
	// Output:
	// 602 REFUSED
	// the code does not say that: 00 is no refusal
}

func ExampleModel_Abandon() {
	server := cinetpaytest.NewServer(cinetpaytest.Config{})
	defer server.Close()
	pay(server, "ORDER-1")
	say(server.Abandon("ORDER-1"))
	payment, _ := server.Payment("ORDER-1")
	fmt.Println(payment.Code, payment.Status)
	// Output: 623 WAITING_FOR_CUSTOMER
}

// The payer has not typed the one-time password yet.
func ExampleModel_AbandonWith() {
	server := cinetpaytest.NewServer(cinetpaytest.Config{})
	defer server.Close()
	pay(server, "ORDER-1")
	say(server.AbandonWith("ORDER-1", "663"))
	payment, _ := server.Payment("ORDER-1")
	fmt.Println(payment.Code, payment.Status)
	// Output: 663 WAITING_FOR_CUSTOMER
}

// The operator finds out late that the wallet was debited.
func ExampleModel_Confirm() {
	server := cinetpaytest.NewServer(cinetpaytest.Config{})
	defer server.Close()
	pay(server, "ORDER-1")
	say(server.RefuseWith("ORDER-1", "600"))
	say(server.Confirm("ORDER-1"))
	payment, _ := server.Payment("ORDER-1")
	fmt.Println(payment.Code, payment.Status)
	// Output: 00 ACCEPTED
}

func ExampleModel_BeginRefund() {
	server := cinetpaytest.NewServer(cinetpaytest.Config{})
	defer server.Close()
	pay(server, "ORDER-1")
	say(server.Pay("ORDER-1"))
	say(server.BeginRefund("ORDER-1"))
	payment, _ := server.Payment("ORDER-1")
	fmt.Println(payment.Code)
	// Output: 661
}

func ExampleModel_Refund() {
	server := cinetpaytest.NewServer(cinetpaytest.Config{})
	defer server.Close()
	pay(server, "ORDER-1")
	fmt.Println(server.Refund("ORDER-1"))
	say(server.Pay("ORDER-1"))
	fmt.Println(server.Refund("ORDER-1"))
	payment, _ := server.Payment("ORDER-1")
	fmt.Println(payment.Code)
	// Output:
	// the payment is not paid: it is WAITING_FOR_CUSTOMER
	// <nil>
	// 660
}

// The answer is lost on either side of the commit point. The caller cannot tell
// the two apart; the ledger can.
func ExampleModel_Fail() {
	for _, when := range []cinetpaytest.When{cinetpaytest.BeforeCommit, cinetpaytest.AfterCommit} {
		server := cinetpaytest.NewServer(cinetpaytest.Config{})
		server.Fail(cinetpaytest.Fault{On: "POST /v1/transfer/money/send/contact", Drop: true, When: when})
		fmt.Println(payOut(server, "OUT-1"), len(server.Ledger()))
		server.Close()
	}
	// Output:
	// connection closed 0
	// connection closed 1
}

// The gateway answers that it does not know what happened, and acts half a minute
// later.
func ExampleFault() {
	server := cinetpaytest.NewServer(cinetpaytest.Config{})
	defer server.Close()
	server.Fail(cinetpaytest.Fault{On: "POST /v1/transfer/money/send/contact", Code: "709", CommitAfter: 30 * time.Second})
	fmt.Println(payOut(server, "OUT-1"))
	fmt.Println(len(server.Transfers()), "transfers so far")
	// Output:
	// 709
	// 0 transfers so far
}

func ExampleModel_PendingFaults() {
	server := cinetpaytest.NewServer(cinetpaytest.Config{})
	defer server.Close()
	server.Fail(cinetpaytest.Fault{On: "POST /v2/payment", Code: "429", Nth: 2})
	fmt.Println(pay(server, "ORDER-1"), server.PendingFaults())
	fmt.Println(pay(server, "ORDER-2"), server.PendingFaults())
	// Output:
	// 201 1
	// 429 0
}

func ExampleModel_Ledger() {
	server := cinetpaytest.NewServer(cinetpaytest.Config{})
	defer server.Close()
	pay(server, "ORDER-1")
	say(server.Pay("ORDER-1"))
	payOut(server, "OUT-1")
	say(server.Complete("OUT-1"))
	for _, e := range server.Ledger() {
		fmt.Println(e.Sequence, e.Reference, e.Kind, e.Amount)
	}
	// Output:
	// 1 ORDER-1 create 2500 XOF
	// 2 ORDER-1 pay 2500 XOF
	// 3 OUT-1 send 500 XOF
	// 4 OUT-1 complete 500 XOF
}

func ExampleModel_Payment() {
	server := cinetpaytest.NewServer(cinetpaytest.Config{})
	defer server.Close()
	pay(server, "ORDER-1")
	payment, ok := server.Payment("ORDER-1")
	fmt.Println(payment.TransactionID, payment.Code, payment.Amount, ok)
	_, ok = server.Payment("ORDER-2")
	fmt.Println(ok)
	// Output:
	// ORDER-1 662 2500 XOF true
	// false
}

func ExampleModel_Payments() {
	server := cinetpaytest.NewServer(cinetpaytest.Config{})
	defer server.Close()
	pay(server, "ORDER-1")
	pay(server, "ORDER-2")
	for _, payment := range server.Payments() {
		fmt.Println(payment.TransactionID, strings.HasPrefix(payment.URL, server.URL+"/payment/"))
	}
	// Output:
	// ORDER-1 true
	// ORDER-2 true
}

func ExampleModel_Requests() {
	server := cinetpaytest.NewServer(cinetpaytest.Config{})
	defer server.Close()
	post(server.URL+"/v1/auth/login", formType, "apikey=key&password=word")
	for _, r := range server.Requests() {
		fmt.Printf("%s %s %s\n", r.Method, r.Template, r.Body)
	}
	// Output: POST /v1/auth/login apikey=***&password=***
}

func ExampleAssumptions() {
	for _, a := range cinetpaytest.Assumptions() {
		if a.ID == "never-expires" {
			fmt.Println(a.Text)
		}
	}
	// Output: a payment link never expires
}

func ExampleAssumedShare() {
	fmt.Println(strings.HasSuffix(cinetpaytest.AssumedShare(), "are assumed"))
	// Output: true
}
