// Services shows a payer the ways to pay that Corefy offers for a currency, as
// choices with the fields that each of them asks for, and makes the invoice with
// the chosen one.
//
//	go run ./examples/services
//
// With -selftest it chooses every way that there is over HTTP, tells what it saw,
// and exits with 0 if all of it was right. Without settings Corefy is a model in
// memory. With COREFY_* set, those of the public API included, and -url, an address
// under which the payer reaches this program, it shows the account's own services,
// and makes live invoices with COREFY_ENVIRONMENT=production and -live.
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

func main() { site.Main("services", run) }

func run(ctx context.Context, args []string, out io.Writer) error {
	flags := flag.NewFlagSet("services", flag.ContinueOnError)
	live := flags.Bool("live", false, "take real money")
	address := flags.String("addr", "127.0.0.1:8080", "where the page is")
	public := flags.String("url", "", "where the payer reaches it; its own address by default")
	test := flags.Bool("selftest", false, "choose every way over HTTP, then exit")
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
	case *test:
		*address = "127.0.0.1:0"
	}
	d, stop, err := open(ctx, *address, *public, at)
	if err != nil {
		return err
	}
	defer stop()
	if *test {
		return selftest(ctx, d, at.Model, out)
	}
	fmt.Fprintf(out, "The page is at %s\nIts gateway: %s\nStop it with Ctrl-C.\n", d.url, at.Where)
	<-ctx.Done()
	return nil
}

// open starts the page.
func open(ctx context.Context, address, public string, at *account.Corefy) (*desk, func(), error) {
	var d *desk
	stop, err := site.Open(ctx, address, public, func(url string) (http.Handler, error) {
		var err error
		if d, err = newDesk(url, at.Config); err != nil {
			return nil, err
		}
		return d.routes(), nil
	})
	return d, stop, err
}
