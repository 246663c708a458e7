// Payout pays out to a card, once, whatever breaks. Run it again with the same
// reference when you are not sure: it looks up, and never pays twice.
//
//	go run ./examples/payout
//	PAYOUT_CARD=… go run ./examples/payout -live -journal payouts -reference payout-77 -amount "25.00 EUR"
//
// Without settings it shows what happens when answers get lost, at a model in
// memory. With BIZON_* set and -live it pays out at that host. The card number
// comes in a variable, because every program on the machine can read another's
// flags; it is never printed, nor written down.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/bizon"
	"github.com/paygates/paygates-go/bizon/bizontest"
	"github.com/paygates/paygates-go/examples/internal/account"
	"github.com/paygates/paygates-go/money"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	err := run(ctx, os.Args[1:], os.Stdout)
	stop()
	if err != nil && !errors.Is(err, flag.ErrHelp) {
		fmt.Fprintln(os.Stderr, "payout:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, args []string, out io.Writer) error {
	flags := flag.NewFlagSet("payout", flag.ContinueOnError)
	live := flags.Bool("live", false, "allow a host where money may be real")
	dir := flags.String("journal", "", "where payouts are written down; keep it")
	reference := flags.String("reference", "", "the shop's own id of the payout")
	var amount money.Amount
	flags.TextVar(&amount, "amount", money.MustParse("25.00", money.USD), "how much")
	if err := flags.Parse(args); err != nil {
		return err
	}
	at, err := account.OpenBizon(*live, bizontest.Config{})
	if err != nil {
		return err
	}
	defer at.Close()
	fmt.Fprintf(out, "%s\n\n", at.Where)
	if at.Model != nil && *dir == "" {
		return show(ctx, at, amount, out)
	}
	if *dir == "" {
		return errors.New("-journal: without it nobody knows what was paid out")
	}
	p, err := open(at.Config, *dir, out)
	if err != nil {
		return err
	}
	return p.pay(ctx, bizon.CreditRequest{
		Reference: *reference, Amount: amount, PAN: paygates.NewPAN(os.Getenv("PAYOUT_CARD")),
	})
}

// open makes a client that writes down what it is about to ask.
func open(cfg bizon.Config, dir string, out io.Writer) (*payer, error) {
	book, err := openJournal(dir)
	if err != nil {
		return nil, err
	}
	client, err := bizon.New(cfg, paygates.WithBeforeSend(book.write))
	return &payer{client: client, book: book, out: out}, err
}

// show pays three payouts out, of which one loses its answer and one never
// arrives, and then all of them once more.
func show(ctx context.Context, at *account.Bizon, amount money.Amount, out io.Writer) error {
	dir, err := os.MkdirTemp("", "payouts-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	p, err := open(at.Config, dir, out)
	if err != nil {
		return err
	}
	card, _ := account.TestCard()
	at.Model.Fail(bizontest.Fault{On: "POST /orders/credit", Nth: 2, When: bizontest.AfterCommit, Drop: true})
	at.Model.Fail(bizontest.Fault{On: "POST /orders/credit", Nth: 2, When: bizontest.BeforeCommit, Drop: true})
	for range 2 {
		for _, reference := range []string{"payout-1", "payout-2", "payout-3"} {
			err := p.pay(ctx, bizon.CreditRequest{Reference: reference, Amount: amount, PAN: card})
			if err != nil && !errors.Is(err, errOpen) {
				return err
			}
		}
		fmt.Fprintln(out)
	}
	fmt.Fprintln(out, "What the gateway really paid:")
	for _, e := range at.Model.Ledger() {
		if e.Kind == bizontest.Credited {
			fmt.Fprintf(out, "%-10s %10s\n", e.Reference, e.Amount)
		}
	}
	return nil
}
