// Checkout is a small shop on this machine that takes payments through CIBPay,
// here its embedded model: a shop page, the gateway's hosted payment page, the
// page that the payer comes back to, and the webhook.
//
//	go run ./examples/checkout
//
// With -selftest it clicks through its own pages over HTTP, tells what it saw,
// and exits with 0 if all of it was right.
package main

import (
	"context"
	"flag"
	"fmt"
	"io"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/cibpay"
	"github.com/paygates/paygates-go/cibpay/cibpaytest"
	"github.com/paygates/paygates-go/examples/internal/site"
)

func main() { site.Main("checkout", run) }

func run(ctx context.Context, args []string, out io.Writer) error {
	flags := flag.NewFlagSet("checkout", flag.ContinueOnError)
	address := flags.String("addr", "127.0.0.1:8080", "where the shop listens")
	test := flags.Bool("selftest", false, "click through the shop over HTTP, then exit")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if *test {
		*address = "127.0.0.1:0"
	}
	s, err := open(ctx, *address)
	if err != nil {
		return err
	}
	defer s.close()
	if *test {
		return selftest(ctx, s, out)
	}
	fmt.Fprintf(out, "The shop is open at %s\nIts gateway is an embedded model of CIBPay at %s: no real money moves.\nStop it with Ctrl-C.\n", s.url, s.model.URL)
	<-ctx.Done()
	return nil
}

// stall is the shop on its listener, with the gateway that it pays through.
type stall struct {
	url   string
	shop  *shop
	model *cibpaytest.Server
	close func()
}

// open starts the model and the shop.
func open(ctx context.Context, address string) (*stall, error) {
	listener, url, err := site.Listen(ctx, address)
	if err != nil {
		return nil, err
	}
	const callbackUser, callbackPassword = "gateway", "callback-password"
	model := cibpaytest.NewServer(cibpaytest.Config{
		CallbackURL:      url + "/webhook",
		CallbackUsername: callbackUser, CallbackPassword: callbackPassword,
	})
	s, err := newShop(url, cibpay.Config{
		Username: cibpaytest.DefaultUsername, Password: paygates.NewSecret(cibpaytest.DefaultPassword),
		BaseURL: model.URL, CheckoutURL: model.URL + "/pay",
		CallbackUsername: callbackUser, CallbackPassword: paygates.NewSecret(callbackPassword),
	})
	if err != nil {
		model.Close()
		_ = listener.Close()
		return nil, err
	}
	s.loseNextAnswer = func() {
		model.Fail(cibpaytest.Fault{On: "POST /orders/create", When: cibpaytest.AfterCommit, Drop: true})
	}
	stop := site.Serve(listener, s.routes())
	return &stall{url: url, shop: s, model: model, close: func() {
		stop()
		model.Close()
	}}, nil
}
