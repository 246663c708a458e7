// Paygates makes one order with the library.
package main

import (
	"context"
	"fmt"
	"os"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/cibpay"
	"github.com/paygates/paygates-go/money"
)

func main() {
	made, err := create(context.Background())
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	fmt.Println(made.ID, made.Status)
}

func create(ctx context.Context) (*cibpay.Order, error) {
	client, err := cibpay.New(cibpay.Config{
		Username:    os.Getenv("GATEWAY_USERNAME"),
		Password:    paygates.NewSecret(os.Getenv("GATEWAY_PASSWORD")),
		Environment: paygates.Sandbox,
		BaseURL:     os.Getenv("GATEWAY_URL"),
	})
	if err != nil {
		return nil, err
	}
	return client.Orders.Create(ctx, cibpay.CreateOrderRequest{Reference: "order-1001", Amount: money.MustParse("10.50", money.AZN)})
}
