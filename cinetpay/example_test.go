package cinetpay_test

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

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/cinetpay"
	"github.com/paygates/paygates-go/cinetpay/cinetpaytest"
	"github.com/paygates/paygates-go/money"
)

// open starts a model of CinetPay and a client that talks to it. In production
// only the Config differs.
func open() (*cinetpay.Client, *cinetpaytest.Server) {
	gateway := cinetpaytest.NewServer(cinetpaytest.Config{})
	client, err := cinetpay.New(cinetpay.Config{
		APIKey: paygates.NewSecret(cinetpaytest.DefaultAPIKey), SiteID: cinetpaytest.DefaultSiteID,
		SecretKeys:       []paygates.Secret{paygates.NewSecret(cinetpaytest.DefaultSecretKey)},
		TransferPassword: paygates.NewSecret(cinetpaytest.DefaultTransferPassword),
		BaseURL:          gateway.URL, TransferURL: gateway.URL,
		Currency: money.XOF,
	})
	if err != nil {
		log.Fatal(err)
	}
	return client, gateway
}

// order is a payment of 2500 XOF.
func order(reference string) cinetpay.CreatePaymentRequest {
	return cinetpay.CreatePaymentRequest{
		Reference: reference, Amount: money.MustParse("2500", money.XOF), Description: "Order " + reference,
		NotifyURL: "https://shop.example/notify", ReturnURL: "https://shop.example/return",
	}
}

// created makes a payment that waits for its payer.
func created(client *cinetpay.Client, reference string) *cinetpay.Payment {
	payment, err := client.Payments.Create(context.Background(), order(reference))
	if err != nil {
		log.Fatal(err)
	}
	return payment
}

// done stops an example whose model would not do what it is told.
func done(err error) {
	if err != nil {
		log.Fatal(err)
	}
}

// read gives a payment as it stands.
func read(client *cinetpay.Client, reference string) *cinetpay.Payment {
	payment, err := client.Payments.Get(context.Background(), reference)
	if err != nil {
		log.Fatal(err)
	}
	return payment
}

func ExampleNew() {
	_, err := cinetpay.New(cinetpay.Config{SiteID: "445160"})
	fmt.Println(err)
	// Output:
	// cinetpay New: invalid request (outcome: not executed): Environment: want paygates.Production, or a BaseURL: CinetPay has no sandbox; APIKey: is required
}

func ExampleConfigFromEnv() {
	_ = os.Setenv("CINETPAY_SITE_ID", "445160")
	_ = os.Setenv("CINETPAY_API_KEY", "hunter2")
	_ = os.Setenv("CINETPAY_ENVIRONMENT", "production")
	cfg, err := cinetpay.ConfigFromEnv()
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(cfg)
	// Output:
	// cinetpay.Config{Environment: production, SiteID: "445160", Host: "that of the environment"}
}

func ExampleConfig_String() {
	cfg := cinetpay.Config{SiteID: "445160", APIKey: paygates.NewSecret("hunter2")}
	fmt.Println(cfg.String())
	// Output:
	// cinetpay.Config{Environment: sandbox, SiteID: "445160", Host: "that of the environment"}
}

func ExampleConfig_Format() {
	cfg := cinetpay.Config{SiteID: "445160", APIKey: paygates.NewSecret("hunter2")}
	fmt.Printf("%+v\n%#v\n", cfg, cfg)
	// Output:
	// cinetpay.Config{Environment: sandbox, SiteID: "445160", Host: "that of the environment"}
	// cinetpay.Config{Environment: sandbox, SiteID: "445160", Host: "that of the environment"}
}

func ExampleConfig_MarshalText() {
	cfg := cinetpay.Config{SiteID: "445160", BaseURL: "https://shop:hunter2@pay.example"}
	text, _ := json.Marshal(map[string]any{"cinetpay": cfg})
	fmt.Println(string(text))
	// Output:
	// {"cinetpay":"cinetpay.Config{Environment: sandbox, SiteID: \"445160\", Host: \"pay.example\"}"}
}

func ExampleConfig_LogValue() {
	cfg := cinetpay.Config{SiteID: "445160", APIKey: paygates.NewSecret("hunter2")}
	fmt.Println(cfg.LogValue())
	// Output:
	// cinetpay.Config{Environment: sandbox, SiteID: "445160", Host: "that of the environment"}
}

func ExamplePaymentsAPI_Create() {
	client, gateway := open()
	defer gateway.Close()
	payment, err := client.Payments.Create(context.Background(), cinetpay.CreatePaymentRequest{
		Reference: "order-1001", // stored before
		Amount:    money.MustParse("2500", money.XOF), Description: "Order 1001",
		NotifyURL: "https://shop.example/notify", ReturnURL: "https://shop.example/return",
		Channels: cinetpay.ChannelsMobileMoney, Lang: "fr",
	})
	if err != nil {
		log.Fatal(err)
	}
	page, _ := url.Parse(payment.Redirect.URL) // in a handler: payment.Redirect.Send(w, r)
	fmt.Println(payment.Reference, payment.State(), strings.HasPrefix(page.Path, "/payment/"))
	// Output:
	// order-1001 pending true
}

func ExamplePaymentsAPI_Create_refused() {
	client, gateway := open()
	defer gateway.Close()
	request := order("order#1001")
	request.Amount = money.MustParse("2501", money.XOF)
	_, err := client.Payments.Create(context.Background(), request)
	fmt.Println(err)
	// Output:
	// cinetpay Payments.Create: invalid request (outcome: not executed): Amount: want a multiple of 5 XOF; Description: want none of # / $ &; Reference: want none of # / $ &
}

func ExamplePaymentsAPI_Get() {
	client, gateway := open()
	defer gateway.Close()
	created(client, "order-1001")
	payment, err := client.Payments.Get(context.Background(), "order-1001")
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(payment.Code, payment.Status, payment.State())
	// Output:
	// 662 WAITING_FOR_CUSTOMER pending
}

func ExamplePayment_State() {
	client, gateway := open()
	defer gateway.Close()
	created(client, "order-1001")
	done(gateway.Abandon("order-1001")) // the payer has been asked and has not confirmed
	fmt.Println(read(client, "order-1001").State())
	done(gateway.Refuse("order-1001"))
	fmt.Println(read(client, "order-1001").State())
	// Output:
	// pending
	// failed
}

func ExamplePayment_Paid() {
	client, gateway := open()
	defer gateway.Close()
	created(client, "order-1001")
	done(gateway.Pay("order-1001"))
	payment := read(client, "order-1001")
	fmt.Println(payment.State(), payment.Paid(), payment.Paid().Equal(money.MustParse("2500", money.XOF)))
	// Output:
	// paid 2500 XOF true
}

func ExamplePayment_Refunded() {
	client, gateway := open()
	defer gateway.Close()
	created(client, "order-1001")
	done(gateway.Pay("order-1001"))
	done(gateway.Refund("order-1001")) // in the back office: there is no call for it
	payment := read(client, "order-1001")
	fmt.Println(payment.State(), payment.Refunded())
	// Output:
	// refunded 2500 XOF
}

func ExamplePayment_DeclineReason() {
	client, gateway := open()
	defer gateway.Close()
	created(client, "order-1001")
	done(gateway.RefuseWith("order-1001", "602"))
	payment := read(client, "order-1001")
	fmt.Println(payment.State(), payment.DeclineReason(), payment.DeclineReason().Soft())
	// Output:
	// failed insufficient funds true
}

func ExamplePayment_RawJSON() {
	client, gateway := open()
	defer gateway.Close()
	created(client, "order-1001")
	fmt.Println(json.Valid(read(client, "order-1001").RawJSON()))
	// Output:
	// true
}

func ExampleStatus_State() {
	fmt.Println(cinetpay.StatusWaitingForCustomer.State(), cinetpay.StatusRefused.State(), cinetpay.Status("EXPIRED").State())
	// Output:
	// pending failed unknown
}

func ExampleClient_Confirm() {
	client, gateway := open()
	defer gateway.Close()
	created(client, "order-1001")
	done(gateway.Pay("order-1001"))
	payment, err := client.Confirm(context.Background(), "order-1001")
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(payment.State(), payment.Paid())
	// Output:
	// paid 2500 XOF
}

func ExampleClient_CallbackHandler() {
	client, gateway := open()
	defer gateway.Close()
	ordered := money.MustParse("2500", money.XOF)
	notify := client.CallbackHandler(func(_ context.Context, payment *cinetpay.Payment) error {
		if payment.State() == paygates.StatePaid && payment.Paid().Equal(ordered) {
			fmt.Println("hand over", payment.Reference) // once, however often this is called
		}
		return nil
	})
	shop := httptest.NewServer(notify)
	defer shop.Close()

	request := order("order-1001")
	request.NotifyURL = shop.URL
	if _, err := client.Payments.Create(context.Background(), request); err != nil {
		log.Fatal(err)
	}
	done(gateway.Pay("order-1001")) // the model pings and notifies by itself
	// Output:
	// hand over order-1001
}

func ExampleClient_Resolve() {
	client, gateway := open()
	defer gateway.Close()
	gateway.Fail(cinetpaytest.Fault{On: "POST /v2/payment", When: cinetpaytest.AfterCommit, Drop: true}) // the answer is lost
	_, err := client.Payments.Create(context.Background(), order("order-1001"))
	e, _ := errors.AsType[*paygates.Error](err)
	fmt.Println(e.Outcome, "-", e.Advice())

	found, err := client.Resolve(context.Background(), e.Intent)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(found.Verdict, "-", found.Evidence[0].Answer)
	fmt.Println(found.Object.(*cinetpay.Payment).State())
	// Output:
	// unknown - look up
	// executed - code 662, status WAITING_FOR_CUSTOMER, amount 2500 XOF
	// pending
}

func ExampleClient_SeamlessPage() {
	client, gateway := open()
	defer gateway.Close()
	page, err := client.SeamlessPage(cinetpay.SeamlessPageRequest{
		Payment: created(client, "order-1001"), DoneURL: "https://shop.example/orders/1001",
		Lang: "en", Title: "Order 1001",
	})
	if err != nil {
		log.Fatal(err)
	}
	w := httptest.NewRecorder()
	fmt.Println(page.Serve(w), strings.Contains(w.Body.String(), "Order 1001"), strings.Contains(w.Body.String(), cinetpaytest.DefaultAPIKey))
	// Output:
	// <nil> true false
}

func ExampleSeamlessPage_Serve() {
	client, gateway := open()
	defer gateway.Close()
	pay := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		payment, err := client.Payments.Create(r.Context(), order("order-1001"))
		if err != nil {
			http.Error(w, "no payment today", http.StatusBadGateway)
			return
		}
		page, err := client.SeamlessPage(cinetpay.SeamlessPageRequest{Payment: payment})
		if err != nil {
			http.Error(w, "no page today", http.StatusInternalServerError)
			return
		}
		if err := page.Serve(w); err != nil {
			log.Print(err)
		}
	})
	w := httptest.NewRecorder()
	pay.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/pay", nil))
	fmt.Println(w.Code, w.Header().Get("Content-Type"), w.Header().Get("Cache-Control"))
	// Output:
	// 200 text/html; charset=utf-8 no-store
}

func ExampleOperations() {
	for _, op := range cinetpay.Operations() {
		fmt.Println(op.Name, op.Method, op.Path, op.Safety, op.Moves)
	}
	// Output:
	// Payments.Create POST /v2/payment once nothing
	// Payments.Get POST /v2/payment/check read nothing
	// Transfers.Balance GET /v1/transfer/check/balance read nothing
	// Transfers.AddContacts POST /v1/transfer/contact repeatable nothing
	// Transfers.Send POST /v1/transfer/money/send/contact once out
	// Transfers.Get GET /v1/transfer/check/money read nothing
}

func ExampleRules() {
	rules := cinetpay.Rules()
	fmt.Println(rules.Check(money.MustParse("2500", money.XOF)))
	fmt.Println(rules.Check(money.MustParse("0.20", money.USD)))
	// Output:
	// <nil>
	// money: too many decimal places (Check): want a whole amount for USD
}

func ExampleCheckoutCodes() {
	for _, code := range cinetpay.CheckoutCodes() {
		if code.Code == "602" {
			fmt.Println(code.Name, "-", code.Kind, "-", code.State, "-", code.Decline)
		}
	}
	// Output:
	// INSUFFICIENT_BALANCE - declined - failed - insufficient funds
}

func ExampleTransferCodes() {
	for _, code := range cinetpay.TransferCodes() {
		if code.Code == "724" {
			fmt.Println(code.Name, "-", code.Kind, "-", code.Outcome)
		}
	}
	// Output:
	// ERROR_PHONE_NOT_MY_CONTACT - wrong state - not executed
}
