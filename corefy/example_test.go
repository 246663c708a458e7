package corefy_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log"
	"os"
	"strings"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/corefy"
	"github.com/paygates/paygates-go/corefy/corefytest"
	"github.com/paygates/paygates-go/money"
)

// begin starts a model of Corefy and a client that talks to it. In production
// only the Config differs.
func begin() (*corefy.Client, *corefytest.Server) {
	gateway := corefytest.NewServer(corefytest.Config{})
	client, err := corefy.New(exampleConfig(gateway))
	done(err)
	return client, gateway
}

// beginPublic does the same for the public API.
func beginPublic() (*corefy.PublicClient, *corefytest.Server) {
	gateway := corefytest.NewServer(corefytest.Config{})
	client, err := corefy.NewPublic(exampleConfig(gateway))
	done(err)
	return client, gateway
}

func exampleConfig(gateway *corefytest.Server) corefy.Config {
	return corefy.Config{
		AccountID: corefytest.DefaultAccountID, APIKey: paygates.NewSecret(corefytest.DefaultAPIKey),
		PublicKey:       corefytest.DefaultTestPublicKey,
		CallbackSecrets: []paygates.Secret{paygates.NewSecret(corefytest.DefaultTestSecret)},
		PrivateURL:      gateway.PrivateURL, PublicURL: gateway.PublicURL,
	}
}

// order is an invoice of 123.45 USD.
func order(reference string) corefy.CreateInvoiceRequest {
	return corefy.CreateInvoiceRequest{
		Reference: reference, Service: "payment_card_usd_hpp", Amount: usd("123.45"), ReturnURL: "https://shop.example/return",
	}
}

// created makes an invoice that waits for its payer.
func created(client *corefy.Client, reference string) *corefy.Invoice {
	invoice, err := client.Invoices.Create(context.Background(), order(reference))
	done(err)
	return invoice
}

// paid makes an invoice and has it paid.
func paid(client *corefy.Client, gateway *corefytest.Server, reference string) *corefy.Invoice {
	invoice := created(client, reference)
	done(gateway.Pay(invoice.ID))
	return read(client, invoice.ID)
}

// read gives an invoice as it stands.
func read(client *corefy.Client, id string) *corefy.Invoice {
	invoice, err := client.Invoices.Get(context.Background(), id)
	done(err)
	return invoice
}

// done stops an example that does not go as it should.
func done(err error) {
	if err != nil {
		log.Fatal(err)
	}
}

func ExampleNew() {
	_, err := corefy.New(corefy.Config{AccountID: "coma_Example0000001"})
	fmt.Println(err)
	// Output:
	// corefy New: invalid request (outcome: not executed): APIKey: is required; PrivateURL: is required: the gateway's base URL, such as https://api.example.com
}

func ExampleNewPublic() {
	_, err := corefy.NewPublic(corefy.Config{PublicKey: "pk_live_Example", PublicURL: "https://com.gateway.example/public-api"})
	fmt.Println(err) // the environment is the sandbox unless one says otherwise
	// Output:
	// corefy NewPublic: invalid request (outcome: not executed): PublicKey: want a key of the mode that Environment chooses: pk_test_ for Sandbox, pk_live_ for Production
}

func ExampleConfigFromEnv() {
	_ = os.Setenv("COREFY_ACCOUNT_ID", "coma_Example0000001")
	_ = os.Setenv("COREFY_API_KEY", "hunter2")
	_ = os.Setenv("COREFY_ENVIRONMENT", "production")
	_ = os.Setenv("COREFY_PRIVATE_URL", "https://com.gateway.example/api")
	cfg, err := corefy.ConfigFromEnv()
	done(err)
	fmt.Println(cfg)
	// Output:
	// corefy.Config{Environment: production, AccountID: "coma_Example0000001", PrivateHost: "com.gateway.example", PublicHost: "missing"}
}

func ExampleConfig_String() {
	cfg := corefy.Config{AccountID: "coma_Example0000001", APIKey: paygates.NewSecret("hunter2"), PrivateURL: "https://com.gateway.example/api"}
	fmt.Println(cfg.String())
	// Output:
	// corefy.Config{Environment: sandbox, AccountID: "coma_Example0000001", PrivateHost: "com.gateway.example", PublicHost: "missing"}
}

func ExampleConfig_Format() {
	cfg := corefy.Config{AccountID: "coma_Example0000001", APIKey: paygates.NewSecret("hunter2")}
	fmt.Printf("%+v\n%#v\n", cfg, cfg)
	// Output:
	// corefy.Config{Environment: sandbox, AccountID: "coma_Example0000001", PrivateHost: "missing", PublicHost: "missing"}
	// corefy.Config{Environment: sandbox, AccountID: "coma_Example0000001", PrivateHost: "missing", PublicHost: "missing"}
}

func ExampleConfig_MarshalText() {
	cfg := corefy.Config{AccountID: "coma_Example0000001", PrivateURL: "https://shop:hunter2@com.gateway.example/api"}
	text, _ := json.Marshal(map[string]any{"corefy": cfg})
	fmt.Println(string(text))
	// Output:
	// {"corefy":"corefy.Config{Environment: sandbox, AccountID: \"coma_Example0000001\", PrivateHost: \"com.gateway.example\", PublicHost: \"missing\"}"}
}

func ExampleConfig_LogValue() {
	cfg := corefy.Config{AccountID: "coma_Example0000001", APIKey: paygates.NewSecret("hunter2")}
	fmt.Println(cfg.LogValue())
	// Output:
	// corefy.Config{Environment: sandbox, AccountID: "coma_Example0000001", PrivateHost: "missing", PublicHost: "missing"}
}

func ExampleInvoicesAPI_Create() {
	client, gateway := begin()
	defer gateway.Close()
	invoice, err := client.Invoices.Create(context.Background(), corefy.CreateInvoiceRequest{
		Reference: "7135b08b-701b-4fbc-a7d2-b2763d96d415", // stored before
		Service:   "payment_card_usd_hpp", Amount: money.MustParse("123.45", money.USD),
		ReturnURL: "https://shop.example/return", CallbackURL: "https://shop.example/callback",
		Customer: corefy.Customer{Reference: "customer-7", Email: "payer@shop.example"},
	})
	if err != nil {
		log.Fatal(err)
	}
	// In a handler: invoice.Redirect.Send(w, r)
	fmt.Println(invoice.Reference, invoice.PaymentAmount, invoice.State(), invoice.Redirect.IsZero())
	// Output:
	// 7135b08b-701b-4fbc-a7d2-b2763d96d415 123.45 USD pending false
}

// A refusal that proves that nothing was made.
func ExampleInvoicesAPI_Create_refused() {
	client, gateway := begin()
	defer gateway.Close()
	request := order("order-1001")
	request.Service = "bank_transfer_usd_hpp" // switched off
	_, err := client.Invoices.Create(context.Background(), request)
	e, _ := errors.AsType[*paygates.Error](err)
	fmt.Println(errors.Is(err, paygates.ErrInvalidRequest), e.Outcome)
	// Output:
	// true not executed
}

// A repeated request: Corefy shows the earlier invoice, and it is compared before
// it is called ours.
func ExampleInvoicesAPI_Create_again() {
	client, gateway := begin()
	defer gateway.Close()
	first := created(client, "order-1001")
	_, err := client.Invoices.Create(context.Background(), order("order-1001"))
	e, _ := errors.AsType[*paygates.Error](err)
	fmt.Println(errors.Is(err, paygates.ErrDuplicate), e.Outcome, e.ObjectID == first.ID)

	request := order("order-1001")
	request.Amount = usd("99.00")
	_, err = client.Invoices.Create(context.Background(), request)
	e, _ = errors.AsType[*paygates.Error](err)
	fmt.Println(errors.Is(err, paygates.ErrDuplicate), e.Outcome)
	// Output:
	// true executed true
	// true unknown
}

func ExampleInvoicesAPI_Get() {
	client, gateway := begin()
	defer gateway.Close()
	id := paid(client, gateway, "order-1001").ID
	invoice, err := client.Invoices.Get(context.Background(), id)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(invoice.Reference, invoice.State(), invoice.Paid(), invoice.Card.Network)
	// Output:
	// order-1001 paid 123.45 USD mastercard
}

func ExampleInvoicesAPI_FindByReference() {
	client, gateway := begin()
	defer gateway.Close()
	created(client, "order-1001")
	for _, reference := range []string{"order-1001", "order-1002"} {
		invoices, err := client.Invoices.FindByReference(context.Background(), reference)
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(reference, len(invoices))
	}
	// Output:
	// order-1001 1
	// order-1002 0
}

func ExampleInvoicesAPI_List() {
	client, gateway := begin()
	defer gateway.Close()
	created(client, "order-1001")
	paid(client, gateway, "order-1002")
	page, err := client.Invoices.List(context.Background(), corefy.ListInvoicesRequest{})
	if err != nil {
		log.Fatal(err)
	}
	for _, invoice := range page.Invoices {
		fmt.Println(invoice.Reference, invoice.State())
	}
	fmt.Println(page.Next == "")
	// Output:
	// order-1002 paid
	// order-1001 pending
	// true
}

func ExampleInvoicesAPI_All() {
	client, gateway := begin()
	defer gateway.Close()
	for n := range 30 {
		created(client, fmt.Sprintf("order-%d", 1000+n))
	}
	invoices, last := 0, ""
	for invoice, err := range client.Invoices.All(context.Background(), corefy.ListInvoicesRequest{}) {
		if err != nil {
			log.Fatal(err) // what came before it is incomplete
		}
		invoices, last = invoices+1, invoice.Reference
	}
	fmt.Println(invoices, last)
	// Output:
	// 30 order-1000
}

func ExampleInvoicesAPI_Refund() {
	client, gateway := begin()
	defer gateway.Close()
	invoice := paid(client, gateway, "order-1001")
	refund, err := client.Invoices.Refund(context.Background(), invoice.ID, corefy.RefundRequest{
		Reference: "refund-1001-1", Amount: usd("23.45"), Before: invoice.Refunded(),
	})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(refund.Reference, refund.Amount, refund.State())
	fmt.Println(read(client, invoice.ID).State())
	// Output:
	// refund-1001-1 23.45 USD refunded
	// partly refunded
}

func ExampleRefund_State() {
	client, gateway := begin()
	defer gateway.Close()
	invoice := paid(client, gateway, "order-1001")
	refund, err := client.Invoices.Refund(context.Background(), invoice.ID, corefy.RefundRequest{Reference: "refund-1001-1", Amount: usd("123.45")})
	done(err)
	fmt.Println(refund.Status, refund.State())
	// Output:
	// processed refunded
}

func ExampleRefund_RawJSON() {
	client, gateway := begin()
	defer gateway.Close()
	invoice := paid(client, gateway, "order-1001")
	refund, err := client.Invoices.Refund(context.Background(), invoice.ID, corefy.RefundRequest{Reference: "refund-1001-1", Amount: usd("1")})
	done(err)
	fmt.Println(strings.Contains(string(refund.RawJSON()), `"original_id"`))
	// Output:
	// true
}

func ExampleInvoice_State() {
	client, gateway := begin()
	defer gateway.Close()
	id := created(client, "order-1001").ID
	fmt.Println(read(client, id).State())
	done(gateway.PayAmount(id, usd("100")))
	fmt.Println(read(client, id).State(), "with", read(client, id).Paid())
	// Output:
	// pending
	// partly paid with 100.00 USD
}

func ExampleInvoice_Paid() {
	client, gateway := begin()
	defer gateway.Close()
	invoice := paid(client, gateway, "order-1001")
	// Compared with what the payer owes, fee included, and not with Amount.
	fmt.Println(invoice.Paid(), invoice.Paid().Equal(invoice.PaymentAmount))
	// Output:
	// 123.45 USD true
}

func ExampleInvoice_Refunded() {
	client, gateway := begin()
	defer gateway.Close()
	invoice := paid(client, gateway, "order-1001")
	_, err := client.Invoices.Refund(context.Background(), invoice.ID, corefy.RefundRequest{Reference: "refund-1001-1", Amount: usd("123.45")})
	done(err)
	invoice = read(client, invoice.ID)
	fmt.Println(invoice.Paid(), invoice.Refunded(), invoice.State())
	// Output:
	// 123.45 USD 123.45 USD refunded
}

func ExampleInvoice_DeclineReason() {
	client, gateway := begin()
	defer gateway.Close()
	id := created(client, "order-1001").ID
	done(gateway.Decline(id, corefytest.InsufficientFunds))
	invoice := read(client, id)
	fmt.Println(invoice.State(), "-", invoice.DeclineReason())
	// Output:
	// failed - insufficient funds
}

func ExampleInvoice_RawJSON() {
	client, gateway := begin()
	defer gateway.Close()
	invoice := created(client, "order-1001")
	fmt.Println(strings.Contains(string(invoice.RawJSON()), `"reference_id":"order-1001"`))
	// Output:
	// true
}

func ExampleInvoicePage_RawJSON() {
	client, gateway := begin()
	defer gateway.Close()
	created(client, "order-1001")
	page, err := client.Invoices.List(context.Background(), corefy.ListInvoicesRequest{KeepRaw: true})
	done(err)
	fmt.Println(json.Valid(page.RawJSON()), json.Valid(page.Invoices[0].RawJSON()))
	// Output:
	// true true
}

func ExampleClient_Confirm() {
	client, gateway := begin()
	defer gateway.Close()
	id := created(client, "order-1001").ID // a callback or a returning payer named it
	done(gateway.Pay(id))
	invoice, err := client.Confirm(context.Background(), id)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(invoice.Reference, invoice.State(), invoice.Paid())
	// Output:
	// order-1001 paid 123.45 USD
}

func ExampleClient_Resolve() {
	client, gateway := begin()
	defer gateway.Close()
	gateway.Fail(corefytest.Fault{On: "POST /api/payment-invoices", When: corefytest.AfterCommit, Drop: true}) // the answer is lost
	_, err := client.Invoices.Create(context.Background(), order("order-1001"))
	e, _ := errors.AsType[*paygates.Error](err)
	fmt.Println(e.Outcome, "-", e.Advice())

	found, err := client.Resolve(context.Background(), e.Intent)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(found.Verdict, "-", found.Evidence[0].Question)
	fmt.Println(found.Object.(*corefy.Invoice).State())
	// Output:
	// unknown - look up
	// executed - GET /payment-invoices?filter[reference_id]=order-1001
	// pending
}

// Nothing is there so far: that alone proves nothing. The same body with the same
// reference may be sent again, by one's own choice.
func ExampleClient_Resolve_absent() {
	client, gateway := begin()
	defer gateway.Close()
	gateway.Fail(corefytest.Fault{On: "POST /api/payment-invoices", Drop: true}) // the request is lost
	_, err := client.Invoices.Create(context.Background(), order("order-1001"))
	e, _ := errors.AsType[*paygates.Error](err)
	found, err := client.Resolve(context.Background(), e.Intent)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(found.Verdict, "-", found.Verdict.Outcome())
	fmt.Println(created(client, e.Intent.Reference).State())
	// Output:
	// absent so far - unknown
	// pending
}

func ExampleOperations() {
	for _, op := range corefy.Operations() {
		fmt.Println(op.Name, op.Method, op.Path, op.Safety, op.Moves)
	}
	// Output:
	// Services.List GET /payment-services read nothing
	// Services.All GET /payment-services read nothing
	// Services.Get GET /payment-services/{id} read nothing
	// Invoices.Create POST /payment-invoices once in
	// Invoices.Get GET /payment-invoices/{id} read nothing
	// Invoices.FindByReference GET /payment-invoices read nothing
	// Invoices.List GET /payment-invoices read nothing
	// Invoices.All GET /payment-invoices read nothing
	// Invoices.Refund POST /payment-invoices/{id}/refund once back
	// Payouts.Create POST /payout-invoices once out
	// Payouts.Get GET /payout-invoices/{id} read nothing
	// Payouts.FindByReference GET /payout-invoices read nothing
	// PublicClient.Prerequest POST /payment-prerequest read nothing
	// PublicClient.PayoutPrerequest POST /payout-prerequest read nothing
	// PublicClient.CreateInvoice POST /payment-invoices once in
	// PublicClient.GetInvoice GET /payment-invoices/{id} read nothing
}

func ExampleRules() {
	for _, text := range []string{"123.45", "0.001", "-1"} {
		amount, _ := money.ParseExact(text, money.USD)
		fmt.Println(text, corefy.Rules().Check(amount))
	}
	// Output:
	// 123.45 <nil>
	// 0.001 money: too many decimal places (Check): want at most 2 decimal places for USD, got 3
	// -1 money: against the rules of the gateway (Check): want an amount above zero
}

func ExampleDirectives() {
	for _, d := range corefy.Directives() {
		fmt.Println(d.HTTPStatus, "-", d.Creating, "-", d.Advice)
	}
	// Output:
	// 200 - executed - none
	// 201 - executed - none
	// 400 - unknown - look up
	// 401 - not executed - fix request
	// 403 - not executed - fix request
	// 404 - not executed - fix request
	// 405 - not executed - fix request
	// 409 - unknown - look up
	// 422 - not executed - fix request
	// 429 - unknown - look up
	// 500 - unknown - look up
	// 502 - unknown - look up
	// 503 - unknown - look up
	// 504 - unknown - look up
}

func ExampleStatus_State() {
	fmt.Println(corefy.StatusProcessPending.State(), "-", corefy.Status("PROCESSED").State(), "-", corefy.Status("tomorrow's").State())
	// Output:
	// pending - paid - unknown
}

func ExampleStatus_Final() {
	fmt.Println(corefy.StatusExpired.Final(), corefy.StatusProcessError.Final())
	// Output:
	// true false
}

func ExampleResolution_OK() {
	fmt.Println(corefy.ResolutionOK.OK(), corefy.Resolution("OK").OK(), corefy.ResolutionExpired.OK())
	// Output:
	// true true false
}

func ExampleResolution_Decline() {
	fmt.Println(corefy.ResolutionInsufficientFunds.Decline(), "-", corefy.ResolutionProviderError.Decline())
	// Output:
	// insufficient funds - unknown
}
