package bizon_test

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"log"
	"net/http"
	"net/http/httptest"
	"strings"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/bizon"
	"github.com/paygates/paygates-go/bizon/bizontest"
	"github.com/paygates/paygates-go/money"
)

// byCard is a payment with a card that the shop has taken itself.
func byCard(reference string, options bizon.CardOptions) bizon.AuthorizeRequest {
	return bizon.AuthorizeRequest{
		Reference: reference,
		Amount:    money.MustParse("10.50", money.USD),
		PAN:       paygates.NewPAN("4111 1111 1111 1111"),
		Card: bizon.CardDetails{
			CVV: paygates.NewSecret("123"), Holder: paygates.NewSecret("John Smith"), ExpirationMonth: 12, ExpirationYear: 2034,
		},
		IP:      "8.8.8.8",
		Options: options,
	}
}

// waiting makes an order that waits for the payer's 3-D Secure.
func waiting(client *bizon.Client, options bizon.CardOptions) *bizon.Order {
	options.Force3D = new(true)
	order, err := client.Orders.Authorize(context.Background(), byCard("order-1001", options))
	if err != nil {
		log.Fatal(err)
	}
	return order
}

func ExampleOrdersAPI_Authorize() {
	client, gateway := open()
	defer gateway.Close()
	order, err := client.Orders.Authorize(context.Background(), byCard("order-1001", bizon.CardOptions{AutoCharge: new(false)}))
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(order.State(), order.Amount, order.MaskedPAN)
	// Output:
	// authorized 10.50 USD 411111****1111
}

// The payer's bank wants to see him: that is a result, and Redirect takes him there.
func ExampleOrdersAPI_Authorize_threeDSecure() {
	client, gateway := open()
	defer gateway.Close()
	order, err := client.Orders.Authorize(context.Background(), byCard("order-1001", bizon.CardOptions{Force3D: new(true)}))
	if err != nil {
		log.Fatal(err)
	}
	w := httptest.NewRecorder()
	if err := order.Redirect.Send(w, httptest.NewRequest(http.MethodGet, "/checkout", http.NoBody)); err != nil {
		log.Fatal(err)
	}
	fmt.Println(order.State(), order.Redirect.Method, w.Code)
	fmt.Println(order.Redirect.Fields["PaReq"])
	// Output:
	// pending GET 303
	// [redacted]
}

// The connection breaks after the card was charged: the outcome is unknown, and
// Resolve finds the order by its reference.
func ExampleOrdersAPI_Authorize_lost() {
	client, gateway := open()
	defer gateway.Close()
	gateway.Fail(bizontest.Fault{On: "POST /orders/authorize", When: bizontest.AfterCommit, Drop: true})
	_, err := client.Orders.Authorize(context.Background(), byCard("order-1001", bizon.CardOptions{AutoCharge: new(true)}))
	fmt.Println(err)
	e, _ := errors.AsType[*paygates.Error](err)
	resolution, err := client.Resolve(context.Background(), e.Intent)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(resolution.Verdict, resolution.Object.(*bizon.Order).State())
	// Output:
	// bizon Orders.Authorize: unavailable (outcome: unknown)
	// executed paid
}

func ExampleOrdersAPI_TokenPay() {
	client, gateway := open()
	defer gateway.Close()
	token, err := bizontest.Token("4111111111111111") // in production the wallet's
	if err != nil {
		log.Fatal(err)
	}
	order, err := client.Orders.TokenPay(context.Background(), bizon.TokenPayRequest{
		Reference: "order-1001",
		Amount:    money.MustParse("10.50", money.USD),
		Token:     bizon.WalletToken{Type: bizon.ApplePay, Token: paygates.NewSecret(token)},
		IP:        "8.8.8.8",
		Options:   bizon.PaymentOptions{AutoCharge: new(true)},
	})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(order.State(), order.Paid(), order.MaskedPAN)
	// Output:
	// paid 10.50 USD 411111****1111
}

func ExampleOrdersAPI_Complete() {
	client, gateway := open()
	defer gateway.Close()
	order := waiting(client, bizon.CardOptions{AutoCharge: new(true)})
	back, err := gateway.Authenticate(order.ID) // the payer confirms on his bank's page
	if err != nil {
		log.Fatal(err)
	}
	order, err = client.Orders.Complete(context.Background(), order.ID, bizon.CompleteRequest{
		PaRes: paygates.NewSecret(back.Fields.Get("PaRes")),
	})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(order.State(), order.Paid())

	// A repeat says nothing about how the first one ended: reading the order does.
	_, err = client.Orders.Complete(context.Background(), order.ID, bizon.CompleteRequest{PaRes: paygates.NewSecret("again")})
	e, _ := errors.AsType[*paygates.Error](err)
	fmt.Println(e.Kind, "-", e.Outcome, "-", e.Advice())
	resolution, err := client.Resolve(context.Background(), e.Intent)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(resolution.Verdict)
	// Output:
	// paid 10.50 USD
	// wrong state - unknown - look up
	// executed
}

// The shop's own page gets what the challenge posts: cres.
func ExampleOrdersAPI_Complete3DS2() {
	client, gateway := open()
	defer gateway.Close()
	order := waiting(client, bizon.CardOptions{Secure3D20ReturnURL: "https://shop.example/3ds"})
	back, err := gateway.Authenticate(order.ID)
	if err != nil {
		log.Fatal(err)
	}
	r, err := back.Request(context.Background())
	if err != nil {
		log.Fatal(err)
	}
	order, err = client.Orders.Complete3DS2(context.Background(), order.ID, bizon.Complete3DS2Request{
		CRes: paygates.NewSecret(r.PostFormValue("cres")),
	})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(order.State(), order.Secure3D.AuthorizationStatus)
	// Output:
	// authorized Y
}

// The first form runs the bank's 3DS Method; what comes after it is the bank's choice.
func ExampleOrdersAPI_Resume() {
	client, gateway := open()
	defer gateway.Close()
	if err := gateway.SetBank("4111111111111111", bizontest.Bank{Method: true}); err != nil {
		log.Fatal(err)
	}
	order := waiting(client, bizon.CardOptions{Secure3D20ReturnURL: "https://shop.example/3ds"})
	order, err := client.Orders.Resume(context.Background(), order.ID)
	if err != nil {
		log.Fatal(err)
	}
	session, _ := base64.StdEncoding.DecodeString(order.Redirect.Fields["threeDSSessionData"].Reveal())
	fmt.Println(order.State(), order.Redirect.Method, string(session) == order.ID)
	// Output:
	// pending POST true
}

func ExampleOrdersAPI_CreditOrder() {
	client, gateway := open()
	defer gateway.Close()
	first := charged(client, gateway, "order-1001", "10.50")
	order, err := client.Orders.CreditOrder(context.Background(), first, bizon.CreditOrderRequest{
		Reference: "payout-77",
		Amount:    money.MustParse("77.00", money.USD),
	})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(order.ID != first, order.State(), order.Amount, order.MaskedPAN)
	// Output:
	// true paid out 77.00 USD 411111****1111
}

func ExampleOperationsAPI_List() {
	client, gateway := open()
	defer gateway.Close()
	charged(client, gateway, "order-1001", "10.50")
	page, err := client.Operations.List(context.Background(), bizon.ListOperationsRequest{
		Types: []bizon.OperationType{bizon.OperationCharge, bizon.OperationRefund},
	})
	if err != nil {
		log.Fatal(err)
	}
	for _, op := range page.Operations {
		fmt.Println(op.Type, op.Status, op.Amount)
	}
	// Output:
	// charge success 10.50 USD
}

func ExampleOperationsAPI_All() {
	client, gateway := open()
	defer gateway.Close()
	charged(client, gateway, "order-1001", "10.50")
	authorized(client, gateway, "order-1002", "3.00")
	seen := 0
	for op, err := range client.Operations.All(context.Background(), bizon.ListOperationsRequest{}) {
		if err != nil {
			log.Fatal("the list is incomplete: ", err)
		}
		if op.Type == bizon.OperationAuthorize {
			seen++
		}
	}
	fmt.Println(seen, "holds")
	// Output:
	// 2 holds
}

func ExampleOperationPage_RawJSON() {
	client, gateway := open()
	defer gateway.Close()
	page, err := client.Operations.List(context.Background(), bizon.ListOperationsRequest{KeepRaw: true})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(strings.TrimSpace(string(page.RawJSON())))
	// Output:
	// {"operations":[]}
}

func ExampleOperation_RawJSON() {
	client, gateway := open()
	defer gateway.Close()
	charged(client, gateway, "order-1001", "10.50")
	page, err := client.Operations.List(context.Background(), bizon.ListOperationsRequest{KeepRaw: true})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(len(page.Operations[0].RawJSON()) > 0)
	// Output:
	// true
}
