// Resty makes one order with resty, as its README shows.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"os"

	"github.com/go-resty/resty/v2"
)

type newOrder struct {
	Amount    json.Number `json:"amount"`
	Currency  string      `json:"currency"`
	Reference string      `json:"merchant_order_id"`
}

type orders struct {
	Orders []struct {
		ID     string `json:"id"`
		Status string `json:"status"`
	} `json:"orders"`
}

func main() {
	made, err := create(context.Background())
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	for _, order := range made.Orders {
		fmt.Println(order.ID, order.Status)
	}
}

func create(ctx context.Context) (*orders, error) {
	made := new(orders)
	resp, err := resty.New().R().
		SetContext(ctx).
		SetBasicAuth(os.Getenv("GATEWAY_USERNAME"), os.Getenv("GATEWAY_PASSWORD")).
		SetBody(newOrder{Amount: "10.50", Currency: "AZN", Reference: "order-1001"}).
		SetResult(made).
		Post(os.Getenv("GATEWAY_URL") + "/orders/create")
	if err != nil {
		return nil, err
	}
	if resp.StatusCode() != http.StatusCreated {
		return nil, fmt.Errorf("the gateway answered %s", resp.Status())
	}
	return made, nil
}
