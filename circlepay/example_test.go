package circlepay_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"strings"
	"time"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/circlepay"
	"github.com/paygates/paygates-go/circlepay/circlepaytest"
	"github.com/paygates/paygates-go/money"
)

// opened starts a model of CirclePay and a client that talks to it. In production only
// the Config differs.
func opened() (*circlepay.Client, *circlepaytest.Server) {
	gateway := circlepaytest.NewServer(circlepaytest.Config{})
	client, err := circlepay.New(circlepay.Config{
		AccountKey:    paygates.NewSecret(circlepaytest.DefaultAccountKey),
		AccountToken:  paygates.NewSecret(circlepaytest.DefaultAccountToken),
		MerchantToken: paygates.NewSecret(circlepaytest.DefaultMerchantToken),
		BaseURL:       gateway.URL,
	})
	done(err)
	return client, gateway
}

// done stops an example whose model would not do what it is told.
func done(err error) {
	if err != nil {
		log.Fatal(err)
	}
}

// must is done for a call with a result.
func must[T any](result T, err error) T {
	done(err)
	return result
}

// nextYear is a day until which everything here can be paid.
func nextYear() time.Time { return time.Now().AddDate(1, 0, 0) }

var mona = circlepay.CustomerData{FirstName: "Mona", LastName: "Ali", Mobile: "+201001616166", Email: "mona@customer.example"}

// bill is an invoice over 12000 EGP.
func bill() circlepay.CreateInvoiceRequest {
	return circlepay.CreateInvoiceRequest{
		CustomerMobile: mona.Mobile, DueDate: nextYear(),
		Items: []circlepay.Item{{Name: "phone", Quantity: 1, Price: money.MustParse("12000", money.EGP)}},
	}
}

// sold makes a customer and an invoice and gives its number.
func sold(client *circlepay.Client) string {
	must(client.Customers.Create(context.Background(), circlepay.CreateCustomerRequest{Customer: mona}))
	return must(client.Invoices.Create(context.Background(), bill())).InvoiceID
}

// paidFor is sold and paid; it gives the payment's id.
func paidFor(client *circlepay.Client, gateway *circlepaytest.Server) string {
	checkout := must(client.Invoices.Pay(context.Background(), circlepay.PayInvoiceRequest{InvoiceID: sold(client)}))
	done(gateway.Pay(checkout.PaymentID))
	return checkout.PaymentID
}

// linked makes a payment link over 18000 EGP and gives its address.
func linked(client *circlepay.Client) string {
	return must(client.PaymentLinks.Create(context.Background(), circlepay.CreatePaymentLinkRequest{Terms: phone()})).ID
}

func phone() circlepay.LinkTerms {
	return circlepay.LinkTerms{Amount: money.MustParse("18000", money.EGP), Name: "phone", Description: "a new one", Expiry: nextYear()}
}

// keeps says whether an object keeps what it was read from.
func keeps(raw []byte) string { return fmt.Sprint(json.Valid(raw)) }

func ExampleNew() {
	_, err := circlepay.New(circlepay.Config{AccountKey: paygates.NewSecret("Bearer key")})
	fmt.Println(err)
	// Output:
	// circlepay New: invalid request (outcome: not executed): AccountKey: want the key alone, without "Bearer"; AccountToken: is required
}

func ExampleConfigFromEnv() {
	_ = os.Setenv("CIRCLEPAY_ACCOUNT_KEY", "hunter2")
	_ = os.Setenv("CIRCLEPAY_ENVIRONMENT", "production")
	cfg, err := circlepay.ConfigFromEnv()
	done(err)
	fmt.Println(cfg)
	_ = os.Unsetenv("CIRCLEPAY_ENVIRONMENT")
	// Output:
	// circlepay.Config{Environment: production, Host: "that of the environment"}
}

func ExampleConfig_String() {
	cfg := circlepay.Config{AccountKey: paygates.NewSecret("hunter2"), BaseURL: "https://pay.example/apis"}
	fmt.Println(cfg.String())
	// Output:
	// circlepay.Config{Environment: sandbox, Host: "pay.example"}
}

func ExampleConfig_Format() {
	cfg := circlepay.Config{AccountKey: paygates.NewSecret("hunter2")}
	fmt.Printf("%+v\n%#v\n", cfg, cfg)
	// Output:
	// circlepay.Config{Environment: sandbox, Host: "that of the environment"}
	// circlepay.Config{Environment: sandbox, Host: "that of the environment"}
}

func ExampleConfig_MarshalText() {
	cfg := circlepay.Config{BaseURL: "https://shop:hunter2@pay.example"}
	text, _ := json.Marshal(map[string]any{"circlepay": cfg})
	fmt.Println(string(text))
	// Output:
	// {"circlepay":"circlepay.Config{Environment: sandbox, Host: \"pay.example\"}"}
}

func ExampleConfig_LogValue() {
	cfg := circlepay.Config{AccountToken: paygates.NewSecret("hunter2")}
	fmt.Println(cfg.LogValue())
	// Output:
	// circlepay.Config{Environment: sandbox, Host: "that of the environment"}
}

func ExampleOperations() {
	for _, op := range circlepay.Operations() {
		if op.Moves != 0 {
			fmt.Println(op.Name, op.Method, op.Path, op.Safety, "look:", op.LookUp.Op)
		}
	}
	// Output:
	// PaymentLinks.Pay POST /payPaymentLink/ once look: Payments.List
	// Refunds.Create POST /refund/request once look: Refunds.List
	// DirectPayments.Create POST /directPayment/create once look: Payments.List
	// Invoices.CreateAndPay POST /invoice/createV2 once look: Invoices.List
	// Invoices.Pay POST /invoice/pay once look: Payments.List
}

func ExampleRoutes() {
	for _, route := range circlepay.Routes() {
		for _, other := range route.Alternatives {
			if other.Set == circlepay.SetDocumented {
				fmt.Println(route.Operation, route.Method, route.Path, "or", other.Method, other.Path)
			}
		}
	}
	// Output:
	// Methods.Get GET /payment/methods/get/{payment_method_id} or GET /PaymentMethod/get/{payment_method_id}
	// Merchants.DisableMethod DELETE /merchants/payment/method/disable/{payment_method_id} or DELETE /merchants/payment/method/enable/{payment_method_id}
	// Payments.List POST /payment/list or GET /payment/list
}

func ExampleDocumentedEndpoints() {
	endpoints := circlepay.DocumentedEndpoints()
	endpoints["Payments.List"] = circlepay.Endpoint{Method: "POST", Path: "payment/list"} // all but this one
	fmt.Println(endpoints["Methods.Get"].Path, endpoints["Payments.List"].Method)
	// Output:
	// /PaymentMethod/get/{payment_method_id} POST
}

func ExampleIOSEndpoints() {
	fmt.Println(circlepay.IOSEndpoints()["PaymentLinks.Create"].Path)
	// Output:
	// /payment/link/create
}

func ExampleCodes() {
	for _, code := range circlepay.Codes() {
		if errors.Is(code.Kind, paygates.ErrDeclined) {
			fmt.Println(code.Code, code.Text, "-", code.Outcome, "-", code.Advice)
		}
	}
	// Output:
	// 9112 Refund request rejected - not executed - look up
}

func ExampleRules() {
	fmt.Println(circlepay.Rules().Check(money.MustParse("0.01", money.EGP)))
	fmt.Println(circlepay.Rules().Check(money.MustParse("0", money.EGP)) != nil)
	// Output:
	// <nil>
	// true
}

func ExampleValidationRules() {
	for _, rule := range circlepay.ValidationRules() {
		if rule.Field == "e-mail" {
			fmt.Println(rule.Code, rule.Want)
		}
	}
	// Output:
	// 1116 want one e-mail address
	// 1114 want at most 50 characters
}

func ExampleParseCallback() {
	body := []byte(`{"transaction_id":"1645895596175","transaction_type":1,"transaction_status":"paid"}`)
	event, err := circlepay.ParseCallback(body, http.Header{"Content-Type": {"application/json"}})
	done(err)
	fmt.Println(event.Type == circlepay.EventPayment, event.ID) // and no status: anybody can send this
	// Output:
	// true 1645895596175
}

func ExampleParseReturn() {
	back, _ := url.Parse("https://shop.example/return?invoice_number=CIR_INV_1643670030261&success=true")
	event, err := circlepay.ParseReturn(&http.Request{URL: back})
	done(err)
	fmt.Println(event.InvoiceID)
	// Output:
	// CIR_INV_1643670030261
}

func ExampleClient_Confirm() {
	client, gateway := opened()
	defer gateway.Close()
	id := paidFor(client, gateway)
	confirmed := must(client.Confirm(context.Background(), circlepay.Event{Type: circlepay.EventPayment, ID: id}))
	fmt.Println(confirmed.Invoice.State(), confirmed.Payment.Paid())
	// Output:
	// paid 12000.00 EGP
}

func ExampleClient_CallbackHandler() {
	client, gateway := opened()
	defer gateway.Close()
	handler := client.CallbackHandler(func(_ context.Context, confirmed *circlepay.Confirmation) error {
		fmt.Println(confirmed.Payment.State(), confirmed.Payment.Paid())
		return nil // an error makes it 500
	})
	body := strings.NewReader(`{"transaction_id":"` + paidFor(client, gateway) + `","transaction_type":1}`)
	w := httptest.NewRecorder()
	handler.ServeHTTP(w, httptest.NewRequest(http.MethodPost, "/callback", body))
	fmt.Println(w.Code)
	// Output:
	// paid 12000.00 EGP
	// 200
}

func ExampleClient_Resolve() {
	client, gateway := opened()
	defer gateway.Close()
	id := paidFor(client, gateway)
	gateway.Fail(circlepaytest.Fault{On: "POST /refund/request", Drop: true, When: circlepaytest.AfterCommit})

	_, err := client.Refunds.Create(context.Background(), circlepay.CreateRefundRequest{PaymentID: id})
	e, _ := errors.AsType[*paygates.Error](err)
	fmt.Println(e.Outcome, "-", e.Advice())
	resolution := must(client.Resolve(context.Background(), e.Intent))
	fmt.Println(resolution.Verdict, resolution.Object.(*circlepay.Refund).Amount)
	// Output:
	// unknown - look up
	// executed 12000.00 EGP
}

func ExampleClient_ForMerchant() {
	client, gateway := opened()
	defer gateway.Close()
	other := client.ForMerchant(paygates.NewSecret(gateway.AddMerchant("+201002222222")))
	fmt.Println(must(client.Merchants.Get(context.Background())).Mobile, must(other.Merchants.Get(context.Background())).Mobile)
	// Output:
	// +201000000001 +201002222222
}
