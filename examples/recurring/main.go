// Recurring takes a payment every month from a card that the customer gave
// once. It plays half a year with three customers, always against a model in
// memory: one pays, with one answer that gets lost; one has no money for three days; one
// has lost his card.
//
//	go run ./examples/recurring
//
// A shop keeps the subscriptions and the intents in its database, and runs bill
// once a day for each.
package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"log"
	"os"
	"time"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/bizon"
	"github.com/paygates/paygates-go/bizon/bizontest"
	"github.com/paygates/paygates-go/examples/internal/account"
	"github.com/paygates/paygates-go/money"
)

func main() {
	if err := run(context.Background(), os.Stdout); err != nil {
		log.Fatal(err)
	}
}

func run(ctx context.Context, out io.Writer) error {
	model := bizontest.NewServer(bizontest.Config{Declines: bizontest.DeclineAsOrder, TraceIDs: true})
	defer model.Close()
	b, err := open(model, out)
	if err != nil {
		return err
	}
	start := time.Date(2026, time.January, 31, 0, 0, 0, 0, time.UTC)
	number, card := account.TestCard()
	var all []*subscription
	for _, customer := range []string{"ada", "ben", "cyd"} {
		s := &subscription{customer: customer, price: money.MustParse("12.00", money.USD), start: start}
		if err := b.subscribe(ctx, s, number, card); err != nil {
			return err
		}
		all = append(all, s)
	}
	rebill := func(s *subscription) string { return "POST /orders/" + s.firstOrder + "/rebill" }
	model.Fail(bizontest.Fault{On: rebill(all[0]), Nth: 3, When: bizontest.AfterCommit, Drop: true})
	model.Fail(bizontest.Fault{On: rebill(all[1]), Nth: 2, Decline: bizontest.Declined, Mutate: isoCode("51")})
	model.Fail(bizontest.Fault{On: rebill(all[2]), Nth: 2, Decline: bizontest.Declined, Mutate: isoCode("41")})

	for today := start; today.Before(start.AddDate(0, 5, 1)); today = today.AddDate(0, 0, 1) {
		for _, s := range all { // in a shop: every subscription whose next is not after today
			if err := b.bill(ctx, s, today); err != nil {
				return err
			}
		}
	}
	fmt.Fprintln(out)
	for _, s := range all {
		state := "next payment on " + s.next.Format(time.DateOnly)
		if s.stopped != "" {
			state = "stopped: " + s.stopped
		}
		fmt.Fprintf(out, "%s: %d months paid; %s\n", s.customer, s.paid, state)
	}
	return nil
}

// open makes a client that writes down what it is about to ask.
func open(model *bizontest.Server, out io.Writer) (*biller, error) {
	b := &biller{asked: intents{}, out: out}
	var err error
	b.client, err = bizon.New(account.OfModel(model), paygates.WithBeforeSend(b.asked.write))
	return b, err
}

// isoCode lets the customer's bank give another reason than the model's "05",
// do not honor.
func isoCode(code string) func([]byte) []byte {
	return func(answer []byte) []byte {
		return bytes.Replace(answer, []byte(`"iso_response_code":"05"`), []byte(`"iso_response_code":"`+code+`"`), 1)
	}
}
