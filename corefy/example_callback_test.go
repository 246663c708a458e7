package corefy_test

import (
	"context"
	"errors"
	"fmt"
	"log"
	"net/http"
	"net/http/httptest"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/corefy"
	"github.com/paygates/paygates-go/corefy/corefytest"
)

func ExampleClient_CallbackHandler() {
	client, gateway := begin()
	defer gateway.Close()
	ordered := usd("123.45")
	shop := client.CallbackHandler(func(_ context.Context, invoice *corefy.Invoice) error {
		if invoice.State() == paygates.StatePaid && invoice.Amount.Equal(ordered) {
			fmt.Println("hand over", invoice.Reference) // once, however often this is called
		}
		return nil
	})

	invoice := created(client, "order-1001")
	done(gateway.Pay(invoice.ID))
	gateway.Requeue(gateway.TakeCallbacks()[1]) // the model would send one for each state
	done(gateway.DeliverTo(context.Background(), shop))
	// Output:
	// hand over order-1001
}

// called is a callback about an invoice that was paid.
func called() *http.Request {
	client, gateway := begin()
	defer gateway.Close()
	request := order("order-1001")
	request.CallbackURL = "https://shop.example/callback"
	invoice, err := client.Invoices.Create(context.Background(), request)
	done(err)
	done(gateway.Pay(invoice.ID))
	r, err := gateway.TakeCallbacks()[1].Request(context.Background())
	done(err)
	return r
}

func ExampleNewVerifier() {
	// Both modes of an account, and a secret that is on its way out.
	_, err := corefy.NewVerifier(paygates.NewSecret("sk_test_Example"), paygates.NewSecret("sk_live_Example"), paygates.NewSecret("sk_live_Before"))
	fmt.Println(err)
	// Output:
	// <nil>
}

func ExampleVerifier_Verify() {
	verifier, err := corefy.NewVerifier(paygates.NewSecret("sk_test_Example"))
	done(err)
	body := []byte(`{"data":{"type":"payment-invoices","id":"cpi_1","attributes":{"status":"processed","test_mode":true}}}`)
	header := http.Header{"X-Signature": {corefytest.Sign(body, "sk_test_Example")}}
	callback, err := verifier.Verify(body, header)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(callback.ID, callback.Status) // now read the invoice: Client.Confirm

	body[len(body)-4] = ' '
	_, err = verifier.Verify(body, header)
	fmt.Println(errors.Is(err, paygates.ErrSignature))
	// Output:
	// cpi_1 processed
	// true
}

func ExampleVerifier_VerifyRequest() {
	verifier, err := corefy.NewVerifier(paygates.NewSecret(corefytest.DefaultTestSecret))
	done(err)
	callback, err := verifier.VerifyRequest(called())
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(callback.Type, callback.Reference, callback.Status, callback.TestMode)
	// Output:
	// payment-invoices order-1001 processed true
}

func ExampleCallback_Key() {
	verifier, err := corefy.NewVerifier(paygates.NewSecret("sk_test_Example"))
	done(err)
	seen := map[string]bool{} // in a shop: a table with a unique column
	for _, status := range []string{"process_pending", "processed", "processed"} {
		body := []byte(`{"data":{"type":"payment-invoices","id":"cpi_1","attributes":{"status":"` + status + `","updated":1631004096,"test_mode":true}}}`)
		callback, err := verifier.Verify(body, http.Header{"X-Signature": {corefytest.Sign(body, "sk_test_Example")}})
		done(err)
		fmt.Println(callback.Key(), seen[callback.Key()])
		seen[callback.Key()] = true
	}
	// Output:
	// payment-invoices|cpi_1|process_pending|1631004096 false
	// payment-invoices|cpi_1|processed|1631004096 false
	// payment-invoices|cpi_1|processed|1631004096 true
}

func ExampleCallback_IsInvoice() {
	fmt.Println((&corefy.Callback{Type: "payment-invoices"}).IsInvoice(), (&corefy.Callback{Type: "payout-invoices"}).IsInvoice())
	// Output:
	// true false
}

func ExampleCallback_RawJSON() {
	verifier, err := corefy.NewVerifier(paygates.NewSecret(corefytest.DefaultTestSecret))
	done(err)
	callback, err := verifier.VerifyRequest(called())
	done(err)
	fmt.Println(len(callback.RawJSON()) > 100)
	// Output:
	// true
}

func ExampleParseReturn() {
	client, gateway := begin()
	defer gateway.Close()
	id := paid(client, gateway, "order-1001").ID
	back := http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		returned, err := corefy.ParseReturn(r)
		if err != nil {
			log.Fatal(err)
		}
		invoice, err := client.Confirm(r.Context(), returned.ID)
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(invoice.Reference == "order-1001", invoice.State())
	})
	back.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest(http.MethodGet, "/return?id="+id, nil))
	// Output:
	// true paid
}
