// Invoice is a small shop on this machine that takes payments through Corefy: an
// invoice, its hosted page, the page that the payer comes back to, signed
// callbacks, and the way back from an answer that was lost.
//
//	go run ./examples/invoice
//
// With -selftest it clicks through its own pages over HTTP, tells what it saw,
// and exits with 0 if all of it was right. Without settings Corefy is a model in
// memory. With COREFY_* set, callback secrets included, and -url, an https address
// under which Corefy and the payer reach this shop, it makes test invoices, or live
// ones with COREFY_ENVIRONMENT=production and -live.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"net/http"

	"github.com/paygates/paygates-go/corefy/corefytest"
	"github.com/paygates/paygates-go/examples/internal/account"
	"github.com/paygates/paygates-go/examples/internal/site"
)

func main() { site.Main("invoice", run) }

func run(ctx context.Context, args []string, out io.Writer) error {
	flags := flag.NewFlagSet("invoice", flag.ContinueOnError)
	live := flags.Bool("live", false, "take real money")
	address := flags.String("addr", "127.0.0.1:8080", "where the shop listens")
	public := flags.String("url", "", "where Corefy and the payer reach it; its own address by default")
	service := flags.String("service", "payment_card_usd_hpp", "the service that invoices are paid with")
	test := flags.Bool("selftest", false, "click through the shop over HTTP, then exit")
	if err := flags.Parse(args); err != nil {
		return err
	}
	at, err := account.OpenCorefy(*live, corefytest.Config{})
	if err != nil {
		return err
	}
	defer at.Close()
	switch {
	case *test && at.Model == nil:
		return errors.New("-selftest pays for itself: unset COREFY_*")
	case at.Model == nil && *public == "":
		return errors.New("-url: Corefy has to reach this shop")
	case *test:
		*address = "127.0.0.1:0"
	}
	s, stop, err := open(ctx, *address, *public, *service, at)
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
func open(ctx context.Context, address, public, service string, at *account.Corefy) (*shop, func(), error) {
	var s *shop
	stop, err := site.Open(ctx, address, public, func(url string) (http.Handler, error) {
		var err error
		if s, err = newShop(url, service, at.Config); err != nil {
			return nil, err
		}
		return s.routes(), nil
	})
	return s, stop, err
}
