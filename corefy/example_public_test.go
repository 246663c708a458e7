package corefy_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log"
	"net/url"
	"slices"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/corefy"
	"github.com/paygates/paygates-go/corefy/corefytest"
	"github.com/paygates/paygates-go/money"
)

func ExampleServicesAPI_List() {
	client, gateway := begin()
	defer gateway.Close()
	page, err := client.Services.List(context.Background(), corefy.ListServicesRequest{Number: 1, Size: 3})
	if err != nil {
		log.Fatal(err)
	}
	for _, service := range page.Services {
		fmt.Println(service.Code, service.Currency.Code())
	}
	fmt.Println(page.Number, "of", page.Pages)
	// Output:
	// test_xts_test XTS
	// payment_card_usd_hpp USD
	// payment_card_eur_hpp EUR
	// 1 of 4
}

func ExampleServicesAPI_All() {
	client, gateway := begin()
	defer gateway.Close()
	for service, err := range client.Services.All(context.Background(), corefy.ListServicesRequest{}) {
		if err != nil {
			log.Fatal(err)
		}
		if service.Currency == money.USD && service.Available && service.Active && service.Enabled && service.Method != "test" {
			fmt.Println(service.Code, "from", service.AmountMin, "to", service.AmountMax)
		}
	}
	// Output:
	// payment_card_usd_hpp from 0.01 USD to 1000000.00 USD
	// qiwi_usd_hpp from 0.01 USD to 15000.00 USD
	// applepay_usd_hpp from 0.01 USD to 1000000.00 USD
	// voucher_usd_hpp from 0.01 USD to 500.00 USD
}

func ExampleServicesAPI_Get() {
	client, gateway := begin()
	defer gateway.Close()
	page, err := client.Services.List(context.Background(), corefy.ListServicesRequest{})
	done(err)
	at := slices.IndexFunc(page.Services, func(s *corefy.Service) bool { return s.Code == "payment_card_eur_hpp" })
	service, err := client.Services.Get(context.Background(), page.Services[at].ID)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(service.Code, service.Method, service.FeeRate, service.FeeFix)
	// Output:
	// payment_card_eur_hpp payment_card 2.5 0.30 EUR
}

func ExampleService_RawJSON() {
	client, gateway := begin()
	defer gateway.Close()
	page, err := client.Services.List(context.Background(), corefy.ListServicesRequest{KeepRaw: true})
	done(err)
	fmt.Println(json.Valid(page.Services[0].RawJSON()))
	// Output:
	// true
}

func ExampleServicePage_RawJSON() {
	client, gateway := begin()
	defer gateway.Close()
	page, err := client.Services.List(context.Background(), corefy.ListServicesRequest{KeepRaw: true})
	done(err)
	fmt.Println(json.Valid(page.RawJSON()))
	// Output:
	// true
}

// The services for a currency, as choices for the payer.
func ExamplePublicClient_Prerequest() {
	client, gateway := beginPublic()
	defer gateway.Close()
	offered, err := client.Prerequest(context.Background(), corefy.PrerequestRequest{Currency: money.USD})
	if err != nil {
		log.Fatal(err)
	}
	price := usd("700")
	for _, service := range offered.Services {
		if over, err := price.Cmp(service.AmountMax); err != nil || over > 0 {
			continue
		}
		fmt.Println(service.Code, "-", offered.Method(service.Method).Name.In("en"), "- fields:", len(service.Fields))
	}
	// Output:
	// payment_card_usd_hpp - Payment card - fields: 0
	// qiwi_usd_hpp - Qiwi - fields: 1
	// applepay_usd_hpp - Applepay - fields: 0
	// test_usd_test - Test - fields: 1
}

func ExamplePrerequest_Method() {
	client, gateway := beginPublic()
	defer gateway.Close()
	offered, err := client.Prerequest(context.Background(), corefy.PrerequestRequest{Currency: money.USD})
	done(err)
	fmt.Println(offered.Method("payment_card").Code, offered.Method("unheard of").Code == "")
	// Output:
	// payment_card true
}

func ExamplePrerequest_RawJSON() {
	client, gateway := beginPublic()
	defer gateway.Close()
	offered, err := client.Prerequest(context.Background(), corefy.PrerequestRequest{Currency: money.USD})
	done(err)
	fmt.Println(json.Valid(offered.RawJSON()))
	// Output:
	// true
}

func ExampleLocalized_In() {
	name := corefy.Localized{"en": "Payment card", "uk": "Платіжна картка"}
	fmt.Println(name.In("uk"), "-", name.In("fr"))
	// Output:
	// Платіжна картка - Payment card
}

func ExamplePublicClient_PayoutPrerequest() {
	client, gateway := beginPublic()
	defer gateway.Close()
	offered, err := client.PayoutPrerequest(context.Background(), corefy.PayoutPrerequestRequest{Amount: usd("20")})
	if err != nil {
		log.Fatal(err)
	}
	for _, service := range offered.Services {
		fmt.Println(service.Code, "asks for", service.Fields[0].Key)
	}
	// Output:
	// payment_card_usd asks for card_number
	// bank_transfer_usd asks for account_number
}

func ExamplePublicClient_CreateInvoice() {
	client, gateway := beginPublic()
	defer gateway.Close()
	invoice, err := client.CreateInvoice(context.Background(), corefy.PublicInvoiceRequest{
		Reference: "order-1001", Service: "payment_card_usd_hpp", Amount: usd("123.45"),
	})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(invoice.Reference, invoice.State(), invoice.Redirect.IsZero())
	// Output:
	// order-1001 pending false
}

// The public API cannot be asked for a reference: the private one settles what
// became of a lost answer.
func ExamplePublicClient_CreateInvoice_lostAnswer() {
	public, gateway := beginPublic()
	defer gateway.Close()
	gateway.Fail(corefytest.Fault{On: "POST /public-api/payment-invoices", When: corefytest.AfterCommit, Drop: true})
	_, err := public.CreateInvoice(context.Background(), corefy.PublicInvoiceRequest{
		Reference: "order-1001", Service: "payment_card_usd_hpp", Amount: usd("123.45"),
	})
	e, _ := errors.AsType[*paygates.Error](err)
	fmt.Println(e.Outcome)

	private, err := corefy.New(exampleConfig(gateway))
	done(err)
	found, err := private.Resolve(context.Background(), e.Intent)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(found.Verdict)
	// Output:
	// unknown
	// executed
}

func ExamplePublicClient_GetInvoice() {
	client, gateway := beginPublic()
	defer gateway.Close()
	made, err := client.CreateInvoice(context.Background(), corefy.PublicInvoiceRequest{
		Reference: "order-1001", Service: "payment_card_usd_hpp", Amount: usd("123.45"),
	})
	done(err)
	done(gateway.Pay(made.ID))
	invoice, err := client.GetInvoice(context.Background(), made.ID)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(invoice.Reference, invoice.State(), invoice.Paid())
	// Output:
	// order-1001 paid 123.45 USD
}

func ExampleCheckoutURL() {
	cfg := corefy.Config{PublicKey: "pk_test_Example", PublicURL: "https://com.gateway.example/public-api"}
	link, err := corefy.CheckoutURL(cfg, corefy.CheckoutRequest{Reference: "order-1001", Amount: usd("123.45"), Locale: "en"})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(link)
	// Output:
	// https://com.gateway.example/hpp/?amount=123.45&currency=USD&locale=en&public_key=pk_test_Example&reference_id=order-1001
}

// A link to an invoice that was made before leaves the payer nothing to tamper with.
func ExampleCheckoutURL_ofAnInvoice() {
	client, gateway := begin()
	defer gateway.Close()
	invoice := created(client, "order-1001")
	link, err := corefy.CheckoutURL(exampleConfig(gateway), corefy.CheckoutRequest{InvoiceID: invoice.ID})
	if err != nil {
		log.Fatal(err)
	}
	address, _ := url.Parse(link)
	fmt.Println(address.Path, address.Query().Get("cpi") == invoice.ID)
	// Output:
	// /hpp/ true
}

// payOut is a payout of 20 USD to a card.
func payOut(reference string) corefy.CreatePayoutRequest {
	return corefy.CreatePayoutRequest{
		Reference: reference, Service: "payment_card_usd", Amount: usd("20"),
		Fields: map[string]paygates.Secret{"card_number": paygates.NewSecret("4111111111111111")},
	}
}

// sent makes a payout.
func sent(client *corefy.Client, reference string) *corefy.Payout {
	p, err := client.Payouts.Create(context.Background(), payOut(reference))
	done(err)
	return p
}

func ExamplePayoutsAPI_Create() {
	client, gateway := begin()
	defer gateway.Close()
	payout, err := client.Payouts.Create(context.Background(), corefy.CreatePayoutRequest{
		Reference: "payout-1001", Service: "payment_card_usd", Amount: usd("20"),
		Fields: map[string]paygates.Secret{"card_number": paygates.NewSecret("4111111111111111")},
	})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(payout.Reference, payout.State(), payout.ProcessedAmount)
	// Output:
	// payout-1001 paid out 20.00 USD
}

// A lost answer: money may have left. Resolve looks, and nothing is sent again.
func ExamplePayoutsAPI_Create_lostAnswer() {
	client, gateway := begin()
	defer gateway.Close()
	gateway.Fail(corefytest.Fault{On: "POST /api/payout-invoices", When: corefytest.AfterCommit, Drop: true})
	_, err := client.Payouts.Create(context.Background(), payOut("payout-1001"))
	e, _ := errors.AsType[*paygates.Error](err)
	found, err := client.Resolve(context.Background(), e.Intent)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(e.Outcome, "-", found.Verdict, "-", found.Object.(*corefy.Payout).State())
	// Output:
	// unknown - executed - paid out
}

func ExamplePayoutsAPI_Get() {
	client, gateway := begin()
	defer gateway.Close()
	id := sent(client, "payout-1001").ID
	payout, err := client.Payouts.Get(context.Background(), id)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(payout.Reference, payout.State(), payout.Amount)
	// Output:
	// payout-1001 paid out 20.00 USD
}

func ExamplePayoutsAPI_FindByReference() {
	client, gateway := begin()
	defer gateway.Close()
	sent(client, "payout-1001")
	payouts, err := client.Payouts.FindByReference(context.Background(), "payout-1001")
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(len(payouts), payouts[0].State())
	// Output:
	// 1 paid out
}

func ExamplePayout_State() {
	client, gateway := begin()
	defer gateway.Close()
	gateway.Fail(corefytest.Fault{On: "POST /api/payout-invoices", Decline: corefytest.Declined})
	_, err := client.Payouts.Create(context.Background(), payOut("payout-1001"))
	e, _ := errors.AsType[*paygates.Error](err)
	refused, err := client.Payouts.Get(context.Background(), e.ObjectID)
	done(err)
	fmt.Println(refused.State(), "-", sent(client, "payout-1002").State())
	// Output:
	// failed - paid out
}

func ExamplePayout_DeclineReason() {
	client, gateway := begin()
	defer gateway.Close()
	gateway.Fail(corefytest.Fault{On: "POST /api/payout-invoices", Decline: corefytest.Antifraud})
	_, err := client.Payouts.Create(context.Background(), payOut("payout-1001"))
	e, _ := errors.AsType[*paygates.Error](err)
	refused, err := client.Payouts.Get(context.Background(), e.ObjectID)
	done(err)
	fmt.Println(refused.DeclineReason())
	// Output:
	// suspected fraud
}

func ExamplePayout_RawJSON() {
	client, gateway := begin()
	defer gateway.Close()
	fmt.Println(json.Valid(sent(client, "payout-1001").RawJSON()))
	// Output:
	// true
}
