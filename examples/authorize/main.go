// Authorize holds an amount on a card and takes a part of it later, as a hotel
// does: the hold when the guest arrives, the charge when he leaves.
//
//	go run ./examples/authorize
//	go run ./examples/authorize -hold "120.00 USD" -take "79.90 USD"
//
// Without settings the gateway is a model in memory, and the card a test card.
// With BIZON_* set and -live it is that host, and the card is the one in
// CARD_NUMBER, CARD_EXPIRY (MM/YYYY), CARD_CVV and CARD_HOLDER: variables,
// because every program on the machine can read another's flags.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"time"

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
		fmt.Fprintln(os.Stderr, "authorize:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, args []string, out io.Writer) error {
	flags := flag.NewFlagSet("authorize", flag.ContinueOnError)
	live := flags.Bool("live", false, "allow a host where money may be real")
	reference := flags.String("reference", "stay-"+time.Now().UTC().Format("060102150405"), "the shop's own id of the payment")
	ip := flags.String("ip", "203.0.113.7", "the payer's address")
	var whole, part money.Amount
	flags.TextVar(&whole, "hold", money.MustParse("120.00", money.USD), "what to hold")
	flags.TextVar(&part, "take", money.MustParse("79.90", money.USD), "what to charge of it")
	if err := flags.Parse(args); err != nil {
		return err
	}
	at, err := account.OpenBizon(*live, bizontest.Config{})
	if err != nil {
		return err
	}
	defer at.Close()
	client, err := bizon.New(at.Config)
	if err != nil {
		return err
	}
	number, card, err := cardFromEnv(at.Model != nil)
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "%s\n\n", at.Where)
	return stay(ctx, client, bizon.AuthorizeRequest{
		Reference: *reference, // a lost answer is found again by it
		Amount:    whole,
		PAN:       number, Card: card, IP: *ip,
		Options: bizon.CardOptions{AutoCharge: new(false)}, // hold, whatever the project's settings say
	}, part, out)
}

// stay is the whole job: hold, charge a part, read back.
func stay(ctx context.Context, client *bizon.Client, request bizon.AuthorizeRequest, part money.Amount, out io.Writer) error {
	order, err := hold(ctx, client, request)
	if err != nil {
		return explain(err, out)
	}
	fmt.Fprintf(out, "held       %10s  on %s, order %s\n", order.Amount, order.MaskedPAN, order.ID)

	if order, err = take(ctx, client, order, part); err != nil {
		return explain(err, out)
	}
	fmt.Fprintf(out, "charged    %10s  of it\n", order.Paid())

	// What a later job reads: the order as the gateway has it.
	if order, err = client.Confirm(ctx, order.ID); err != nil {
		return err
	}
	fmt.Fprintf(out, "read back  %10s  %s, of %s\n", order.Paid(), order.State(), order.Amount)
	for i := range order.Operations {
		op := &order.Operations[i]
		fmt.Fprintf(out, "           %10s  %s: %s\n", op.Amount, op.Type, op.Status)
	}
	return nil
}

// cardFromEnv is the payer's card, for the model a test card if none is given.
func cardFromEnv(test bool) (paygates.PAN, bizon.CardDetails, error) {
	if test && os.Getenv("CARD_NUMBER") == "" {
		number, card := account.TestCard()
		return number, card, nil
	}
	expiry, err := time.Parse("01/2006", os.Getenv("CARD_EXPIRY"))
	if err != nil {
		return paygates.PAN{}, bizon.CardDetails{}, errors.New("CARD_EXPIRY: want MM/YYYY")
	}
	return paygates.NewPAN(os.Getenv("CARD_NUMBER")), bizon.CardDetails{
		CVV: paygates.NewSecret(os.Getenv("CARD_CVV")), Holder: paygates.NewSecret(os.Getenv("CARD_HOLDER")),
		ExpirationMonth: int(expiry.Month()), ExpirationYear: expiry.Year(),
	}, nil // what is missing, Authorize names
}
