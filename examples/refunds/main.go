// Refunds shows what a shop does when it cannot know whether money moved: it
// gives money back twice, loses both answers, dies once, and ends with every
// refund made exactly as often as it was asked for. It runs against the
// embedded model.
//
//	go run ./examples/refunds
package main

import (
	"context"
	"fmt"
	"io"
	"log"
	"os"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/cibpay"
	"github.com/paygates/paygates-go/cibpay/cibpaytest"
	"github.com/paygates/paygates-go/money"
)

func main() {
	if err := run(context.Background(), os.Stdout); err != nil {
		log.Fatal(err)
	}
}

func run(ctx context.Context, out io.Writer) error {
	gateway := cibpaytest.NewServer(cibpaytest.Config{})
	defer gateway.Close()
	dir, err := os.MkdirTemp("", "refunds-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	client, book, err := open(dir, gateway.URL)
	if err != nil {
		return err
	}
	order, err := paidOrder(ctx, client, book, gateway)
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "order %s: %s, paid %s\n", order.ID, order.State(), order.Paid())

	fmt.Fprintln(out, "\nA refund of 3.00 AZN. The gateway makes it; its answer is lost.")
	loseAnswer(gateway)
	if order, err = refund(ctx, client, order.ID, money.MustParse("3.00", money.AZN)); err != nil {
		return err
	}
	if err := book.done(); err != nil {
		return err
	}
	fmt.Fprintf(out, "looked up: %s, refunded %s\n", order.State(), order.Refunded())

	fmt.Fprintln(out, "\nA refund of 2.00 AZN. The answer is lost, and the shop dies before it looks.")
	loseAnswer(gateway)
	_, err = client.Orders.Refund(ctx, order.ID, cibpay.RefundRequest{Amount: money.MustParse("2.00", money.AZN)})
	fmt.Fprintf(out, "last words: %v\n", err)

	fmt.Fprintln(out, "\nThe shop starts again and reads its journal.")
	client, book, err = open(dir, gateway.URL)
	if err != nil {
		return err
	}
	if err := settle(ctx, client, book, out); err != nil {
		return err
	}
	fmt.Fprintln(out, "\nWhat the gateway really did:")
	for _, entry := range gateway.Ledger() {
		fmt.Fprintf(out, "  %-9s %s\n", entry.Kind, entry.Amount)
	}
	return nil
}

// open makes a client that writes down what it is about to ask.
func open(dir, url string) (*cibpay.Client, *journal, error) {
	book, err := openJournal(dir)
	if err != nil {
		return nil, nil, err
	}
	client, err := cibpay.New(cibpay.Config{
		Username: cibpaytest.DefaultUsername,
		Password: paygates.NewSecret(cibpaytest.DefaultPassword),
		BaseURL:  url,
	}, paygates.WithBeforeSend(book.write))
	return client, book, err
}

// paidOrder is an order of 10.50 AZN that its payer has paid.
func paidOrder(ctx context.Context, client *cibpay.Client, book *journal, gateway *cibpaytest.Server) (*cibpay.Order, error) {
	order, err := client.Orders.Create(ctx, cibpay.CreateOrderRequest{
		Reference: "order-1001",
		Amount:    money.MustParse("10.50", money.AZN),
		Options:   cibpay.OrderOptions{AutoCharge: new(true)},
	})
	if err != nil {
		return nil, err
	}
	if err := book.done(); err != nil {
		return nil, err
	}
	if err := gateway.Pay(order.ID); err != nil {
		return nil, err
	}
	return client.Confirm(ctx, order.ID)
}

func loseAnswer(gateway *cibpaytest.Server) {
	gateway.Fail(cibpaytest.Fault{On: "PUT /orders/{id}/refund", When: cibpaytest.AfterCommit, Drop: true})
}
