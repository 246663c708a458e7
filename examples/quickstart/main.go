// Quickstart does the main job of a shop against each gateway: it creates an
// order, lets the payer pay, looks the order up, charges it, refunds a part and
// lists what happened. Then it loses the answer of a second refund and settles
// it with Resolve. What a gateway does not have it does without: CinetPay, Corefy and
// CirclePay take the money at once; CirclePay gives back all of it or nothing; and
// CinetPay refunds nothing, so that there the answer of another order is lost. It
// ends with one table of all of them.
//
//	go run ./examples/quickstart
//
// Without settings every gateway is its embedded model: no credentials, no
// network, no real money. With CIBPAY_USERNAME, CIBPAY_PASSWORD and
// CIBPAY_BASE_URL set it talks to that host, and waits for a person to pay on
// the page that it prints; with BIZON_USERNAME, BIZON_PASSWORD,
// BIZON_CHECKOUT_URL and BIZON_BASE_URL likewise, with CINETPAY_API_KEY and
// CINETPAY_SITE_ID, with COREFY_ACCOUNT_ID, COREFY_API_KEY and COREFY_PRIVATE_URL,
// and with CIRCLEPAY_ACCOUNT_KEY, CIRCLEPAY_ACCOUNT_TOKEN and
// CIRCLEPAY_MERCHANT_TOKEN. Where money may be real it needs -live: at CIBPay's and
// CirclePay's production hosts, at every host of Bizon and CinetPay, and with
// COREFY_ENVIRONMENT=production.
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
)

// gateways are the rows: one for each gateway of the module.
var gateways = []gateway{
	{name: "cibpay", open: openCIBPay},
	{name: "bizon", open: openBizon},
	{name: "cinetpay", open: openCinetPay},
	{name: "corefy", open: openCorefy},
	{name: "circlepay", open: openCirclePay},
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	err := run(ctx, os.Args[1:], os.Stdout)
	stop()
	if err != nil && !errors.Is(err, flag.ErrHelp) {
		fmt.Fprintln(os.Stderr, "quickstart:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, args []string, out io.Writer) error {
	var given settings
	flags := flag.NewFlagSet("quickstart", flag.ContinueOnError)
	flags.BoolVar(&given.live, "live", false, "allow a host where money may be real")
	flags.DurationVar(&given.wait, "wait", 2*time.Minute, "how long to wait for a person to pay")
	flags.DurationVar(&given.every, "every", 3*time.Second, "how often to ask meanwhile")
	if err := flags.Parse(args); err != nil {
		return err
	}
	given.say = func(format string, values ...any) { fmt.Fprintf(out, format+"\n", values...) }

	given.say("paygates-go quickstart: one payment from end to end")
	var done []tally
	for _, g := range gateways {
		counted, err := g.run(ctx, given, out)
		if err != nil {
			return fmt.Errorf("%s: %w", g.name, err)
		}
		done = append(done, counted)
	}
	printTallies(out, done)
	return nil
}
