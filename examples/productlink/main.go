// Productlink sells one product by a payment link of CirclePay's: it makes the link,
// shows what was paid with it, changes its price, and takes it off.
//
//	go run ./examples/productlink
//	go run ./examples/productlink -name phone -price "18000 EGP" -days 30
//	go run ./examples/productlink -link LINK
//	go run ./examples/productlink -link LINK -stop
//
// Without settings CirclePay is a model in memory, and a payer opens the link.
// With CIRCLEPAY_* set, the merchant's token included, it makes a link there, or
// shows the sales of the one that is given; the production host needs -live.
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

	"github.com/paygates/paygates-go/circlepay"
	"github.com/paygates/paygates-go/circlepay/circlepaytest"
	"github.com/paygates/paygates-go/examples/internal/account"
	"github.com/paygates/paygates-go/examples/internal/browser"
	"github.com/paygates/paygates-go/money"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	err := run(ctx, os.Args[1:], os.Stdout)
	stop()
	if err != nil && !errors.Is(err, flag.ErrHelp) {
		fmt.Fprintln(os.Stderr, "productlink:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, args []string, out io.Writer) error {
	flags := flag.NewFlagSet("productlink", flag.ContinueOnError)
	live := flags.Bool("live", false, "allow the production host")
	name := flags.String("name", "phone", "the product")
	days := flags.Int("days", 30, "for how long it can be paid")
	link := flags.String("link", "", "a link that was made before")
	off := flags.Bool("stop", false, "take that link off")
	var price money.Amount
	flags.TextVar(&price, "price", money.MustParse("18000", money.EGP), "what it costs")
	if err := flags.Parse(args); err != nil {
		return err
	}
	at, err := account.OpenCirclePay(*live, circlepaytest.Config{LinksWithScheme: true})
	if err != nil {
		return err
	}
	defer at.Close()
	client, err := circlepay.New(at.Config)
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "%s\n\n", at.Where)
	s := &seller{client: client, out: out}
	terms := circlepay.LinkTerms{Amount: price, Name: *name, Description: "One " + *name, Expiry: time.Now().AddDate(0, 0, *days)}
	switch {
	case at.Model != nil:
		return show(ctx, s, at.Model, terms)
	case *link != "" && *off:
		return s.stop(ctx, *link)
	case *link != "":
		return s.sales(ctx, *link)
	}
	_, err = s.offer(ctx, terms)
	return err
}

// show sells the product three times, the last time at another price. The answer to
// the making of the link gets lost.
func show(ctx context.Context, s *seller, model *circlepaytest.Server, terms circlepay.LinkTerms) error {
	model.Fail(circlepaytest.Fault{On: "POST /paymentlink/create", When: circlepaytest.AfterCommit, Drop: true})
	link, err := s.offer(ctx, terms)
	if err != nil {
		return err
	}
	pay := func(mobile, action string) error {
		page, err := browser.New().Open(ctx, link.Redirect.URL)
		if err != nil {
			return err
		}
		page.Type("mobile", mobile)
		_, err = page.Press(ctx, "action", action)
		return err
	}
	err = errors.Join(pay("+201001616166", "pay"), pay("+201001616167", "refuse"), pay("+201001616168", "pay"))
	if err == nil {
		terms.Amount, err = terms.Amount.Sub(money.MustParse("500", terms.Amount.Currency()))
	}
	if err == nil {
		err = s.reprice(ctx, link.ID, terms)
	}
	if err == nil {
		err = pay("+201001616169", "pay")
	}
	if err == nil {
		err = s.sales(ctx, link.ID)
	}
	if err == nil {
		err = s.stop(ctx, link.ID)
	}
	if err != nil {
		return err
	}
	if pay("+201001616170", "pay") == nil {
		return errors.New("the link still sells")
	}
	fmt.Fprintln(s.out, "The next payer finds no page to pay on.")
	return nil
}
