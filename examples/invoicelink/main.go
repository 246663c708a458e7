// Invoicelink bills customers through CirclePay: the seller makes an invoice, sends
// its link to the customer, and learns by a callback that it was paid.
//
//	go run ./examples/invoicelink
//
// With -selftest it clicks through its own pages over HTTP, tells what it saw, and
// exits with 0 if all of it was right. Without settings CirclePay is a model in
// memory. With CIRCLEPAY_* set, the merchant's token included, it bills there: give
// the merchant the callback address that it prints, with -url in front, an https
// address under which CirclePay reaches this program. The production host needs
// -live. The seller's pages have no log-in: do not open them to the world as they are.
package main

import (
	"context"
	"crypto/rand"
	"errors"
	"flag"
	"fmt"
	"io"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/circlepay/circlepaytest"
	"github.com/paygates/paygates-go/examples/internal/account"
	"github.com/paygates/paygates-go/examples/internal/site"
)

func main() { site.Main("invoicelink", run) }

func run(ctx context.Context, args []string, out io.Writer) error {
	flags := flag.NewFlagSet("invoicelink", flag.ContinueOnError)
	live := flags.Bool("live", false, "allow the production host")
	address := flags.String("addr", "127.0.0.1:8080", "where the seller's pages are")
	public := flags.String("url", "", "where CirclePay reaches this program; its own address by default")
	token := flags.String("token", "", "the secret in the callback's address; a new one by default")
	test := flags.Bool("selftest", false, "click through the pages over HTTP, then exit")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if *test {
		*address = "127.0.0.1:0"
	}
	if *token == "" {
		*token = rand.Text()
	}
	s, err := open(ctx, *address, *public, *token, *live)
	if err != nil {
		return err
	}
	defer s.close()
	if *test {
		if s.at.Model == nil {
			return errors.New("-selftest pays for itself: unset CIRCLEPAY_*")
		}
		return selftest(ctx, s, out)
	}
	fmt.Fprintf(out, "The seller's page: %s\nCallbacks go to:   %s\nThe gateway:       %s\nStop it with Ctrl-C.\n", s.url, s.callbackURL, s.at.Where)
	<-ctx.Done()
	return nil
}

// stall is the seller's desk on its listener, with the gateway.
type stall struct {
	*desk
	at               *account.CirclePay
	url, callbackURL string
	close            func()
}

// open starts the pages.
func open(ctx context.Context, address, public, token string, live bool) (*stall, error) {
	listener, url, err := site.Listen(ctx, address)
	if err != nil {
		return nil, err
	}
	if public == "" {
		public = url
	}
	s := &stall{url: url, callbackURL: public + "/callback?token=" + token}
	s.at, err = account.OpenCirclePay(live, circlepaytest.Config{CallbackURL: s.callbackURL, LinksWithScheme: true})
	if err != nil {
		return nil, errors.Join(err, listener.Close())
	}
	s.at.Config.CallbackToken = paygates.NewSecret(token)
	if s.desk, err = newDesk(s.at.Config); err != nil {
		s.at.Close()
		return nil, errors.Join(err, listener.Close())
	}
	stop := site.Serve(listener, s.routes())
	s.close = func() { stop(); s.at.Close() }
	return s, nil
}
