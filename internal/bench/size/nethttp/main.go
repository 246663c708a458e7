// Nethttp makes one order by hand, with nothing but the standard library.
package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
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
	body, err := json.Marshal(newOrder{Amount: "10.50", Currency: "AZN", Reference: "order-1001"})
	if err != nil {
		return nil, err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, os.Getenv("GATEWAY_URL")+"/orders/create", bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	req.SetBasicAuth(os.Getenv("GATEWAY_USERNAME"), os.Getenv("GATEWAY_PASSWORD"))
	req.Header.Set("Content-Type", "application/json")
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	text, err := io.ReadAll(resp.Body)
	if err != nil {
		return nil, err
	}
	if resp.StatusCode != http.StatusCreated {
		return nil, fmt.Errorf("the gateway answered %s", resp.Status)
	}
	made := new(orders)
	return made, json.Unmarshal(text, made)
}
