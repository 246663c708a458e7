// Phonepayout pays out to phones through CinetPay: it makes the receivers known,
// sends, waits for somebody to approve and for the operator to pay, and says of
// every payout what became of it, even of one whose answer was lost.
//
//	go run ./examples/phonepayout
//	go run ./examples/phonepayout -live -notify https://shop.example/transfers -reference payout-77 -to "225 0700000001" -name "Awa Koné" -email awa@shop.example -amount "5000 XOF"
//
// Without settings CinetPay is a model in memory. With CINETPAY_* set and -live it
// pays real money out: there is no sandbox. Run it again with the same reference
// when you are not sure: CinetPay takes none twice.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"time"

	"github.com/paygates/paygates-go/cinetpay"
	"github.com/paygates/paygates-go/cinetpay/cinetpaytest"
	"github.com/paygates/paygates-go/examples/internal/account"
	"github.com/paygates/paygates-go/examples/internal/site"
	"github.com/paygates/paygates-go/money"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	err := run(ctx, os.Args[1:], os.Stdout)
	stop()
	if err != nil && !errors.Is(err, flag.ErrHelp) {
		fmt.Fprintln(os.Stderr, "phonepayout:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, args []string, out io.Writer) error {
	flags := flag.NewFlagSet("phonepayout", flag.ContinueOnError)
	live := flags.Bool("live", false, "pay real money out")
	address := flags.String("addr", "127.0.0.1:0", "where this program listens for notifications")
	notify := flags.String("notify", "", "where CinetPay reaches that; its own address by default")
	wait := flags.Duration("wait", 10*time.Minute, "how long to wait for the operator")
	var one payout
	flags.StringVar(&one.Reference, "reference", "", "the shop's own id of the payout, stored before")
	flags.Func("to", "the receiver's prefix and number, such as \"225 0700000001\"", one.to)
	flags.Func("name", "the receiver's given and family name", one.name)
	flags.StringVar(&one.Receiver.Email, "email", "", "the receiver's e-mail address")
	flags.TextVar(&one.Amount, "amount", money.MustParse("5000", money.XOF), "how much, in the money of the receiver's country")
	if err := flags.Parse(args); err != nil {
		return err
	}
	at, err := account.OpenCinetPay(*live, cinetpaytest.Config{})
	if err != nil {
		return err
	}
	defer at.Close()
	if at.Model == nil && *notify == "" {
		return errors.New("-notify: CinetPay wants an address to notify")
	}
	if at.Config.Currency.IsZero() {
		at.Config.Currency = one.Amount.Currency() // CinetPay's look-up states none
	}
	d, stop, err := open(ctx, *address, *notify, at, out)
	if err != nil {
		return err
	}
	defer stop()
	fmt.Fprintf(out, "%s\n\n", at.Where)
	ctx, cancel := context.WithTimeout(ctx, *wait)
	defer cancel()
	if at.Model != nil {
		return show(ctx, d, at.Model)
	}
	if err := d.pay(ctx, one); err != nil {
		return err
	}
	d.follow(ctx, 30*time.Second)
	d.print()
	return d.unsettled()
}

// open starts listening for notifications.
func open(ctx context.Context, address, notify string, at *account.CinetPay, out io.Writer) (*desk, func(), error) {
	listener, url, err := site.Listen(ctx, address)
	if err != nil {
		return nil, nil, err
	}
	if notify == "" {
		notify = url + "/transfers"
	}
	client, err := cinetpay.New(at.Config)
	if err != nil {
		_ = listener.Close()
		return nil, nil, err
	}
	d := &desk{client: client, notifyURL: notify, hints: make(chan string, 100), out: out}
	return d, site.Serve(listener, d), nil
}

// show makes four payouts: one simple, one whose answer is lost, one that never
// arrives, and one that the operator does not take.
func show(ctx context.Context, d *desk, model *cinetpaytest.Server) error {
	const send = "POST /v1/transfer/money/send/contact"
	model.Fail(cinetpaytest.Fault{On: send, Nth: 2, When: cinetpaytest.AfterCommit, Drop: true})
	model.Fail(cinetpaytest.Fault{On: send, Nth: 2, When: cinetpaytest.BeforeCommit, Drop: true})
	for i, given := range []string{"Awa", "Binta", "Cheick", "Djeneba"} {
		err := d.pay(ctx, payout{
			Reference: fmt.Sprintf("payout-%d", i+1), Amount: money.MustParse("5000", money.XOF),
			Receiver: cinetpay.Contact{
				Prefix: "225", Phone: fmt.Sprintf("070000000%d", i+1), GivenName: given, FamilyName: "Koné",
				Email: strings.ToLower(given) + "@shop.example",
			},
		})
		if err != nil {
			return err
		}
	}
	fmt.Fprintln(d.out, "\nSomebody approves them by e-mail, and the operator pays all but the last.")
	for _, t := range model.Transfers() {
		settle := model.Complete
		if t.ClientTransactionID == "payout-4" {
			settle = model.Reject
		}
		if err := errors.Join(model.Approve(t.ID), settle(t.ID)); err != nil {
			return err
		}
	}
	d.follow(ctx, time.Minute)
	d.print()
	fmt.Fprintf(d.out, "\n%v\n", d.unsettled())
	fmt.Fprintln(d.out, "\nWhat CinetPay really paid:")
	for _, e := range model.Ledger() {
		if e.Kind == cinetpaytest.Completed {
			fmt.Fprintf(d.out, "  %-10s %10s\n", e.Reference, e.Amount)
		}
	}
	return nil
}
