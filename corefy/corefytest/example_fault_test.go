package corefytest_test

import (
	"fmt"
	"net/http"
	"time"

	"github.com/paygates/paygates-go/corefy/corefytest"
)

// The answer is lost on either side of the commit point. The caller cannot tell
// the two apart; the ledger can.
func ExampleModel_Fail() {
	for _, when := range []corefytest.When{corefytest.BeforeCommit, corefytest.AfterCommit} {
		server := corefytest.NewServer(corefytest.Config{})
		id := newInvoice(server)
		if err := server.Pay(id); err != nil {
			fmt.Println(err)
		}
		server.Fail(corefytest.Fault{On: "POST /api/payment-invoices/{id}/refund", Drop: true, When: when})
		fmt.Print(askRefund(server, id))
		invoice, _ := server.Invoice(id)
		fmt.Println(":", len(invoice.Refunds), "refunds")
		server.Close()
	}
	// Output:
	// connection closed: 0 refunds
	// connection closed: 1 refunds
}

// The gateway answers 504 and acts half a minute later.
func ExampleFault() {
	server := corefytest.NewServer(corefytest.Config{})
	defer server.Close()
	server.Fail(corefytest.Fault{
		On:          "POST /api/payout-invoices",
		Status:      http.StatusGatewayTimeout,
		Header:      http.Header{"Content-Type": {"text/html"}},
		Body:        []byte("<html>Gateway Time-out</html>"),
		CommitAfter: 30 * time.Second,
	})
	fmt.Println(call(server, "POST", "/payout-invoices", `{"data":{"type":"payout-invoice","attributes":{}}}`))
	fmt.Println(len(server.Payouts()), "payouts so far")
	// Output:
	// 504 Gateway Timeout
	// 0 payouts so far
}

func ExampleErrorBody() {
	server := corefytest.NewServer(corefytest.Config{})
	defer server.Close()
	server.Fail(corefytest.Fault{On: "GET /api/payment-services", Status: 401, Body: corefytest.ErrorBody(401)})
	fmt.Println(call(server, "GET", "/payment-services", ""))
	fmt.Println(string(corefytest.ErrorBody(401)))
	// Output:
	// 401 Unauthorized
	// {"errors":[{"status":"Unauthorized","code":"401"}]}
}

func ExampleModel_PendingFaults() {
	server := corefytest.NewServer(corefytest.Config{})
	defer server.Close()
	server.Fail(corefytest.Fault{On: "GET /api/payment-services", Status: http.StatusServiceUnavailable, Nth: 2})
	fmt.Println(call(server, "GET", "/payment-services", ""), server.PendingFaults())
	fmt.Println(call(server, "GET", "/payment-services", ""), server.PendingFaults())
	// Output:
	// 200 OK 1
	// 503 Service Unavailable 0
}
