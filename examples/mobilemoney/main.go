// Mobilemoney is a small shop on this machine that is paid by phone, through
// CinetPay: a payment link, CinetPay's page, the page that the payer comes back
// to, and the address that CinetPay notifies.
//
//	go run ./examples/mobilemoney
//
// With -selftest it clicks through its own pages over HTTP, tells what it saw,
// and exits with 0 if all of it was right. Without settings CinetPay is a model in
// memory. With CINETPAY_* set, -live and -url, an https address under which
// CinetPay and the payer reach this shop, it takes real money: there is no sandbox.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"net/http"

	"github.com/paygates/paygates-go/cinetpay/cinetpaytest"
	"github.com/paygates/paygates-go/examples/internal/account"
	"github.com/paygates/paygates-go/examples/internal/site"
)

func main() { site.Main("mobilemoney", run) }

func run(ctx context.Context, args []string, out io.Writer) error {
	flags := flag.NewFlagSet("mobilemoney", flag.ContinueOnError)
	live := flags.Bool("live", false, "take real money")
	address := flags.String("addr", "127.0.0.1:8080", "where the shop listens")
	public := flags.String("url", "", "where CinetPay and the payer reach it; its own address by default")
	test := flags.Bool("selftest", false, "click through the shop over HTTP, then exit")
	if err := flags.Parse(args); err != nil {
		return err
	}
	at, err := account.OpenCinetPay(*live, cinetpaytest.Config{})
	if err != nil {
		return err
	}
	defer at.Close()
	switch {
	case *test && at.Model == nil:
		return errors.New("-selftest pays for itself: unset CINETPAY_*")
	case at.Model == nil && *public == "":
		return errors.New("-url: CinetPay has to reach this shop")
	case *test:
		*address = "127.0.0.1:0"
	}
	s, stop, err := open(ctx, *address, *public, at)
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
func open(ctx context.Context, address, public string, at *account.CinetPay) (*shop, func(), error) {
	var s *shop
	stop, err := site.Open(ctx, address, public, func(url string) (http.Handler, error) {
		var err error
		if s, err = newShop(url, at.Config); err != nil {
			return nil, err
		}
		return s.routes(), nil
	})
	return s, stop, err
}
