package bizon_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"time"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/bizon"
	"github.com/paygates/paygates-go/bizon/bizontest"
	"github.com/paygates/paygates-go/money"
)

// open starts a model of Bizon and a client that talks to it. In production
// only the Config differs.
func open() (*bizon.Client, *bizontest.Server) {
	gateway := bizontest.NewServer(bizontest.Config{})
	client, err := bizon.New(bizon.Config{
		Username:         bizontest.DefaultUsername,
		Password:         paygates.NewSecret(bizontest.DefaultPassword),
		BaseURL:          gateway.URL,
		CheckoutURL:      gateway.URL + "/pay",
		CallbackUsername: "bizon", CallbackPassword: paygates.NewSecret("callback-secret"),
	})
	if err != nil {
		log.Fatal(err)
	}
	return client, gateway
}

// authorized makes an order that the payer has paid and that waits to be charged.
func authorized(client *bizon.Client, gateway *bizontest.Server, reference, amount string) string {
	order, err := client.Orders.Create(context.Background(), bizon.CreateOrderRequest{
		Reference: reference, Amount: money.MustParse(amount, money.USD),
		Options: bizon.OrderOptions{AutoCharge: new(false), Recurring: new(true)},
	})
	if err != nil {
		log.Fatal(err)
	}
	if err := gateway.Pay(order.ID); err != nil {
		log.Fatal(err)
	}
	return order.ID
}

// charged makes an order that is paid.
func charged(client *bizon.Client, gateway *bizontest.Server, reference, amount string) string {
	id := authorized(client, gateway, reference, amount)
	if _, err := client.Orders.Charge(context.Background(), id, bizon.ChargeRequest{Whole: true}); err != nil {
		log.Fatal(err)
	}
	return id
}

func ExampleNew() {
	_, err := bizon.New(bizon.Config{Username: "shop", BaseURL: "http://pay.example"})
	fmt.Println(err)
	// Output:
	// bizon New: invalid request (outcome: not executed): CheckoutURL: is required: where payment pages stand, such as https://checkout.example.com/pay; Password: is required; BaseURL: want https, or http to a loopback address
}

func ExampleConfigFromEnv() {
	_ = os.Setenv("BIZON_USERNAME", "shop")
	_ = os.Setenv("BIZON_PASSWORD", "hunter2")
	cfg, err := bizon.ConfigFromEnv()
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(cfg)
	// Output:
	// bizon.Config{Username: "shop", Host: "missing"}
}

func ExampleConfig_String() {
	cfg := bizon.Config{Username: "shop", Password: paygates.NewSecret("hunter2")}
	fmt.Println(cfg.String())
	// Output:
	// bizon.Config{Username: "shop", Host: "missing"}
}

func ExampleConfig_Format() {
	cfg := bizon.Config{Username: "shop", Password: paygates.NewSecret("hunter2")}
	fmt.Printf("%+v\n%#v\n", cfg, cfg)
	// Output:
	// bizon.Config{Username: "shop", Host: "missing"}
	// bizon.Config{Username: "shop", Host: "missing"}
}

func ExampleConfig_MarshalText() {
	cfg := bizon.Config{Username: "shop", Password: paygates.NewSecret("hunter2"), BaseURL: "https://shop:hunter2@pay.example"}
	text, _ := json.Marshal(map[string]any{"bizon": cfg})
	fmt.Println(string(text))
	// Output:
	// {"bizon":"bizon.Config{Username: \"shop\", Host: \"pay.example\"}"}
}

func ExampleConfig_LogValue() {
	cfg := bizon.Config{Username: "shop", Password: paygates.NewSecret("hunter2")}
	fmt.Println(cfg.LogValue())
	// Output:
	// bizon.Config{Username: "shop", Host: "missing"}
}

func ExampleClient_Ping() {
	client, gateway := open()
	defer gateway.Close()
	pong, err := client.Ping(context.Background())
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(pong.Message)
	// Output:
	// PONG!
}

func ExamplePong_RawJSON() {
	client, gateway := open()
	defer gateway.Close()
	pong, err := client.Ping(context.Background())
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(len(pong.RawJSON()) > 0)
	// Output:
	// true
}

func ExampleClient_ExchangeRates() {
	client, gateway := open()
	defer gateway.Close()
	rates, err := client.ExchangeRates(context.Background(), bizon.ExchangeRatesRequest{
		Date: time.Date(2025, 7, 3, 0, 0, 0, 0, time.UTC),
	})
	if err != nil {
		log.Fatal(err)
	}
	for _, rate := range rates {
		fmt.Println(rate.From, rate.To, rate.Rate)
	}
	// Output:
	// EUR RUB 75.132109
	// EUR UAH 31.562887
	// EUR UBT 334
	// EUR USD 1.145036
}

func ExampleOrdersAPI_Create() {
	client, gateway := open()
	defer gateway.Close()
	order, err := client.Orders.Create(context.Background(), bizon.CreateOrderRequest{
		Reference: "order-1001",
		Amount:    money.MustParse("10.50", money.USD),
		Client:    bizon.Payer{Email: "payer@example.com", Country: "USA"},
		Options: bizon.OrderOptions{
			AutoCharge:        new(true),
			ExpirationTimeout: 15 * time.Minute,
			ReturnURL:         "https://shop.example/return",
		},
	})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(order.State(), order.Amount, order.Redirect.URL == gateway.URL+"/pay/"+order.ID)
	// Output:
	// pending 10.50 USD true
}

func ExampleOrdersAPI_Get() {
	client, gateway := open()
	defer gateway.Close()
	id := charged(client, gateway, "order-1001", "10.50")
	order, err := client.Orders.Get(context.Background(), id, bizon.ExpandCard, bizon.ExpandCashflow)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(order.State(), order.Paid(), order.MaskedPAN, order.Card.Type, order.Card.Holder)
	for _, op := range order.Operations {
		fmt.Println(op.Type, op.Status, op.Amount)
	}
	// Output:
	// paid 10.50 USD 411111****1111 visa [redacted]
	// authorize success 10.50 USD
	// charge success 10.50 USD
}

func ExampleOrdersAPI_List() {
	client, gateway := open()
	defer gateway.Close()
	charged(client, gateway, "order-1001", "10.50")
	authorized(client, gateway, "order-1002", "3.00")
	page, err := client.Orders.List(context.Background(), bizon.ListOrdersRequest{
		Statuses:    []bizon.Status{bizon.StatusCharged},
		CreatedFrom: time.Now().Add(-time.Hour),
	})
	if err != nil {
		log.Fatal(err)
	}
	for _, order := range page.Orders {
		fmt.Println(order.Reference, order.State(), order.Paid())
	}
	// Output:
	// order-1001 paid 10.50 USD
}

func ExampleOrderPage_RawJSON() {
	client, gateway := open()
	defer gateway.Close()
	page, err := client.Orders.List(context.Background(), bizon.ListOrdersRequest{KeepRaw: true})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(string(page.RawJSON()))
	// Output:
	// {"orders":[]}
}

func ExampleOrdersAPI_All() {
	client, gateway := open()
	defer gateway.Close()
	charged(client, gateway, "order-1001", "10.50")
	authorized(client, gateway, "order-1002", "3.00")
	total := money.MustParse("0.00", money.USD)
	for order, err := range client.Orders.All(context.Background(), bizon.ListOrdersRequest{}) {
		if err != nil {
			log.Fatal("the list is incomplete: ", err)
		}
		if total, err = total.Add(order.Paid()); err != nil {
			log.Fatal(err)
		}
	}
	fmt.Println(total)
	// Output:
	// 10.50 USD
}

func ExampleOrdersAPI_FindByReference() {
	client, gateway := open()
	defer gateway.Close()
	charged(client, gateway, "order-1001", "10.50")
	hits, err := client.Orders.FindByReference(context.Background(), "order-1001")
	if err != nil {
		log.Fatal(err)
	}
	for _, order := range hits {
		fmt.Println(order.Reference, order.State())
	}
	// Output:
	// order-1001 paid
}

func ExampleOrdersAPI_Charge() {
	client, gateway := open()
	defer gateway.Close()
	id := authorized(client, gateway, "order-1001", "10.50")
	order, err := client.Orders.Charge(context.Background(), id, bizon.ChargeRequest{Amount: money.MustParse("8.00", money.USD)})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(order.State(), order.Paid())
	// Output:
	// partly paid 8.00 USD
}

func ExampleOrdersAPI_Refund() {
	client, gateway := open()
	defer gateway.Close()
	id := charged(client, gateway, "order-1001", "10.50")
	for _, part := range []string{"4.00", "6.50"} {
		order, err := client.Orders.Refund(context.Background(), id, bizon.RefundRequest{Amount: money.MustParse(part, money.USD)})
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(order.State(), order.Refunded())
	}
	// Output:
	// partly refunded 4.00 USD
	// refunded 10.50 USD
}

func ExampleOrdersAPI_Cancel() {
	client, gateway := open()
	defer gateway.Close()
	id := charged(client, gateway, "order-1001", "10.50")
	order, err := client.Orders.Cancel(context.Background(), id, bizon.CancelRequest{Whole: true})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println("it was charged, so that money went back:", order.State(), order.Refunded())
	// Output:
	// it was charged, so that money went back: refunded 10.50 USD
}

func ExampleOrdersAPI_Reverse() {
	client, gateway := open()
	defer gateway.Close()
	id := authorized(client, gateway, "order-1001", "10.50")
	order, err := client.Orders.Reverse(context.Background(), id)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(order.State())
	// Output:
	// canceled
}

func ExampleOrdersAPI_Rebill() {
	client, gateway := open()
	defer gateway.Close()
	first := charged(client, gateway, "subscription-1", "5.00")
	order, err := client.Orders.Rebill(context.Background(), first, bizon.RebillRequest{
		Reference: "subscription-1-december",
		Amount:    money.MustParse("5.00", money.USD),
		IP:        "8.8.8.8",
		Options:   bizon.PaymentOptions{AutoCharge: new(true)},
	})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(order.ID != first, order.State(), order.Paid())
	// Output:
	// true paid 5.00 USD
}

func ExampleOrdersAPI_Credit() {
	client, gateway := open()
	defer gateway.Close()
	order, err := client.Orders.Credit(context.Background(), bizon.CreditRequest{
		Reference: "payout-77",
		Amount:    money.MustParse("77.00", money.USD),
		PAN:       paygates.NewPAN("4169 7413 3015 1778"),
	})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(order.State(), order.Amount, order.MaskedPAN)
	// Output:
	// paid out 77.00 USD 416974****1778
}

// The connection breaks after Bizon has refunded: the outcome is unknown, and
// Resolve finds out.
func ExampleClient_Resolve() {
	client, gateway := open()
	defer gateway.Close()
	id := charged(client, gateway, "order-1001", "10.50")
	gateway.Fail(bizontest.Fault{On: "PUT /orders/{id}/refund", When: bizontest.AfterCommit, Drop: true})

	_, err := client.Orders.Refund(context.Background(), id, bizon.RefundRequest{Amount: money.MustParse("2.00", money.USD)})
	fmt.Println(err)
	e, _ := errors.AsType[*paygates.Error](err)
	fmt.Println("advice:", e.Advice())

	resolution, err := client.Resolve(context.Background(), e.Intent)
	if err != nil {
		log.Fatal(err)
	}
	order := resolution.Object.(*bizon.Order)
	fmt.Println(resolution.Verdict, order.State(), order.Refunded())
	// Output:
	// bizon Orders.Refund: unavailable (outcome: unknown)
	// advice: look up
	// executed partly refunded 2.00 USD
}

func ExampleClient_Confirm() {
	client, gateway := open()
	defer gateway.Close()
	id := charged(client, gateway, "order-1001", "10.50")
	order, err := client.Confirm(context.Background(), id)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(order.Reference, order.State(), order.Paid())
	// Output:
	// order-1001 paid 10.50 USD
}

func ExampleClient_CallbackHandler() {
	client, gateway := open()
	defer gateway.Close()
	id := charged(client, gateway, "order-1001", "10.50")
	handler := client.CallbackHandler(func(_ context.Context, order *bizon.Order) error {
		fmt.Println(order.Reference, order.State(), order.Paid())
		return nil // taken over; an error makes the gateway send it again
	})

	body := strings.NewReader(`{"orders":[{"id":"` + id + `","status":"charged"}]}`)
	r := httptest.NewRequest(http.MethodPost, "/bizon/callback", body)
	r.SetBasicAuth("bizon", "callback-secret")
	w := httptest.NewRecorder()
	handler.ServeHTTP(w, r)
	fmt.Println(w.Code)
	// Output:
	// order-1001 paid 10.50 USD
	// 200
}

func ExampleParseCallback() {
	callback, err := bizon.ParseCallback([]byte(`{"orders":[{"id":"94611545647300120","merchant_order_id":"order-1001","status":"charged"}]}`), nil)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(callback.ID, callback.Reference)
	// Output:
	// 94611545647300120 order-1001
}

func ExampleParseReturn() {
	r := httptest.NewRequest(http.MethodGet, "/return?cart=5&order_id=94611545647300120", nil)
	back, err := bizon.ParseReturn(r)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(back.ID)
	// Output:
	// 94611545647300120
}

func ExampleOrder_State() {
	order := bizon.Order{
		Status:         bizon.StatusRefunded,
		Amount:         money.MustParse("10.50", money.USD),
		AmountCharged:  money.MustParse("10.50", money.USD),
		AmountRefunded: money.MustParse("2.00", money.USD),
	}
	fmt.Println(order.Status, "is", order.State())
	// Output:
	// refunded is partly refunded
}

func ExampleOrder_Paid() {
	order := bizon.Order{Status: bizon.StatusCharged, AmountCharged: money.MustParse("10.50", money.USD)}
	fmt.Println(order.Paid())
	// Output:
	// 10.50 USD
}

func ExampleOrder_Refunded() {
	order := bizon.Order{Status: bizon.StatusRefunded, AmountRefunded: money.MustParse("2.00", money.USD)}
	fmt.Println(order.Refunded())
	// Output:
	// 2.00 USD
}

func ExampleOrder_RawJSON() {
	client, gateway := open()
	defer gateway.Close()
	order, err := client.Orders.Get(context.Background(), charged(client, gateway, "order-1001", "10.50"))
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(len(order.RawJSON()) > 0)
	// Output:
	// true
}

func ExampleStatus_State() {
	fmt.Println(bizon.StatusCharged.State(), bizon.StatusError.State(), bizon.Status("brand new word").State())
	// Output:
	// paid unknown unknown
}

func ExampleOperations() {
	for _, op := range bizon.Operations() {
		if op.Safety == paygates.Once {
			fmt.Println(op.Name, op.Method, op.Path, "moves", op.Moves)
		}
	}
	// Output:
	// Orders.Create POST /orders/create moves nothing
	// Orders.Authorize POST /orders/authorize moves hold
	// Orders.TokenPay POST /orders/token_pay moves hold
	// Orders.Rebill POST /orders/{id}/rebill moves hold
	// Orders.Credit POST /orders/credit moves out
	// Orders.CreditOrder POST /orders/{id}/credit moves out
	// Orders.Charge PUT /orders/{id}/charge moves in
	// Orders.Refund PUT /orders/{id}/refund moves back
	// Orders.Cancel PUT /orders/{id}/cancel moves release or back
	// Orders.Reverse PUT /orders/{id}/reverse moves release
	// Orders.Complete POST /orders/{id}/complete moves hold
	// Orders.Complete3DS2 POST /orders/{id}/complete3d20 moves hold
	// Orders.Resume POST /orders/{id}/resume moves hold
}

func ExampleRules() {
	fmt.Println(bizon.Rules()[0])
	fmt.Println(bizon.Rules().Check(money.MustParse("0.00", money.USD)))
	// Output:
	// USD: at most 2 decimal places, above zero (Bizon actions page, samples)
	// money: against the rules of the gateway (Check): want an amount above zero
}
