// Firstcall makes an order, lets it be paid, and reads it back: the shortest
// program that does something, against the embedded model.
//
//	go run ./examples/firstcall
package main

import (
	"context"
	"fmt"
	"log"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/cibpay"
	"github.com/paygates/paygates-go/cibpay/cibpaytest"
	"github.com/paygates/paygates-go/money"
)

func main() {
	if err := run(context.Background()); err != nil {
		log.Fatal(err)
	}
}

func run(ctx context.Context) error {
	gateway := cibpaytest.NewServer(cibpaytest.Config{}) // CIBPay in memory
	defer gateway.Close()

	client, err := cibpay.New(cibpay.Config{
		Username: cibpaytest.DefaultUsername,
		Password: paygates.NewSecret(cibpaytest.DefaultPassword),
		BaseURL:  gateway.URL, // leave it out, and it is CIBPay's sandbox
	})
	if err != nil {
		return err
	}

	order, err := client.Orders.Create(ctx, cibpay.CreateOrderRequest{
		Reference: "order-1001", // your own id: a lost answer is found again by it
		Amount:    money.MustParse("10.50", money.AZN),
		Options:   cibpay.OrderOptions{AutoCharge: new(true)},
	})
	if err != nil {
		return err
	}
	fmt.Println("payment page:", order.Redirect.URL) // in a handler: order.Redirect.Send(w, r)

	if err := gateway.Pay(order.ID); err != nil { // here a person pays, on that page
		return err
	}
	order, err = client.Confirm(ctx, order.ID)
	if err != nil {
		return err
	}
	fmt.Println(order.Reference, order.State(), order.Paid()) // order-1001 paid 10.50 AZN
	return nil
}
