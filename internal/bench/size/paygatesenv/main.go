// Paygatesenv makes one order with the library, configured by the environment,
// where a client certificate may be named.
package main

import (
	"context"
	"fmt"
	"os"

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
	config, err := cibpay.ConfigFromEnv()
	if err != nil {
		return nil, err
	}
	client, err := cibpay.New(config)
	if err != nil {
		return nil, err
	}
	return client.Orders.Create(ctx, cibpay.CreateOrderRequest{Reference: "order-1001", Amount: money.MustParse("10.50", money.AZN)})
}
