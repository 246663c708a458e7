// Secure3d is a shop on this machine that takes cards itself, and sends the
// payer to his bank where the bank asks for him (3-D Secure): the form of the
// bank, what the payer brings back, and the step that ends the payment.
//
//	go run ./examples/secure3d
//
// Open it in a browser and be the payer. With -selftest it is its own payer, says
// what it saw, and exits with 0 if all of it was right. Without settings the
// gateway and the bank are a model in memory; with BIZON_* set and -live the
// shop talks to that host.
//
// Whoever takes cards himself has to meet PCI DSS in full. On the gateway's own
// page, as in examples/checkout, all of this is the gateway's work.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"

	"github.com/paygates/paygates-go/bizon"
	"github.com/paygates/paygates-go/bizon/bizontest"
	"github.com/paygates/paygates-go/examples/internal/account"
	"github.com/paygates/paygates-go/examples/internal/site"
)

func main() { site.Main("secure3d", run) }

func run(ctx context.Context, args []string, out io.Writer) error {
	flags := flag.NewFlagSet("secure3d", flag.ContinueOnError)
	live := flags.Bool("live", false, "allow a host where money may be real")
	address := flags.String("addr", "127.0.0.1:8080", "where the shop listens")
	test := flags.Bool("selftest", false, "be the payer too, then exit")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if *test {
		*address = "127.0.0.1:0"
	}
	at, err := account.OpenBizon(*live, bizontest.Config{})
	if err != nil {
		return err
	}
	defer at.Close()
	if *test && at.Model == nil {
		return errors.New("-selftest pays with test cards: unset BIZON_*")
	}
	if at.Model != nil {
		if err := issueCards(at.Model); err != nil {
			return err
		}
	}
	s, stop, err := open(ctx, *address, at)
	if err != nil {
		return err
	}
	defer stop()
	if *test {
		return selftest(ctx, &stall{s, at.Model}, out)
	}
	fmt.Fprintf(out, "The shop is open at %s\nIts gateway: %s\nStop it with Ctrl-C.\n", s.url, at.Where)
	<-ctx.Done()
	return nil
}

// open starts the shop.
func open(ctx context.Context, address string, at *account.Bizon) (s *shop, stop func(), err error) {
	client, err := bizon.New(at.Config)
	if err != nil {
		return nil, nil, err
	}
	listener, url, err := site.Listen(ctx, address)
	if err != nil {
		return nil, nil, err
	}
	s = &shop{url: url, gateway: client, sales: newSales(), test: at.Model != nil}
	return s, site.Serve(listener, s.routes()), nil
}

// testCard is a card of the model, and what its bank does.
type testCard struct {
	Number, Text string
	bank         bizontest.Bank
}

var testCards = []testCard{
	{"4111 1111 1111 1111", "The bank asks you", bizontest.Bank{}},
	{"2222 4000 6000 0007", "The bank looks at your browser first (3DS Method), then asks you", bizontest.Bank{Method: true}},
	{"5555 5555 5555 4444", "The bank knows you and asks nothing", bizontest.Bank{Answer: bizontest.Frictionless}},
	{"4000 0000 0000 0002", "Declined as fraud", bizontest.Bank{}},
}

func issueCards(model *bizontest.Server) error {
	for _, card := range testCards {
		if err := model.SetBank(plain(card.Number), card.bank); err != nil {
			return err
		}
	}
	return nil
}
