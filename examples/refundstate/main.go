// Refundstate gives payments back through CirclePay, and follows each refund to its
// end: requested, pending, and then paid back or rejected.
//
//	go run ./examples/refundstate
//	go run ./examples/refundstate -payment 1234567890
//
// Without settings CirclePay is a model in memory: one refund is simple, one loses
// its answer, one never arrives, and one is rejected. With CIRCLEPAY_* set, the
// merchant's token included, it gives that payment back, all of it; the production
// host needs -live.
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
	"github.com/paygates/paygates-go/money"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	err := run(ctx, os.Args[1:], os.Stdout)
	stop()
	if err != nil && !errors.Is(err, flag.ErrHelp) {
		fmt.Fprintln(os.Stderr, "refundstate:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, args []string, out io.Writer) error {
	flags := flag.NewFlagSet("refundstate", flag.ContinueOnError)
	live := flags.Bool("live", false, "allow the production host")
	payment := flags.String("payment", "", "the payment to give back, by CirclePay's id")
	wait := flags.Duration("wait", 10*time.Minute, "how long to wait for the refund's end")
	every := flags.Duration("every", 5*time.Second, "how often to ask meanwhile")
	if err := flags.Parse(args); err != nil {
		return err
	}
	at, err := account.OpenCirclePay(*live, circlepaytest.Config{})
	if err != nil {
		return err
	}
	defer at.Close()
	client, err := circlepay.New(at.Config)
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "%s\n\n", at.Where)
	d := &desk{client: client, out: out}
	if at.Model != nil {
		return show(ctx, d, at.Model)
	}
	if *payment == "" {
		return errors.New("-payment: which one is to be given back?")
	}
	ctx, cancel := context.WithTimeout(ctx, *wait)
	defer cancel()
	if err := d.giveBack(ctx, *payment); err != nil {
		return err
	}
	d.follow(ctx, *every)
	return errors.Join(d.print(ctx), d.unsettled())
}

// show gives four payments back.
func show(ctx context.Context, d *desk, model *circlepaytest.Server) error {
	const request = "POST /refund/request"
	model.Fail(circlepaytest.Fault{On: request, Nth: 2, When: circlepaytest.AfterCommit, Drop: true})
	model.Fail(circlepaytest.Fault{On: request, Nth: 2, When: circlepaytest.BeforeCommit, Drop: true})
	for n := range 4 {
		checkout, err := d.client.Invoices.CreateAndPay(ctx, circlepay.CreateAndPayRequest{
			Customer: circlepay.CustomerData{
				FirstName: "Mona", LastName: "Ali", Email: "mona@customer.example", Mobile: fmt.Sprintf("+2010016161%02d", n),
			},
			Invoice: circlepay.CreateInvoiceRequest{
				DueDate: time.Now().AddDate(0, 0, 7),
				Items:   []circlepay.Item{{Name: "phone", Quantity: 1, Price: money.MustParse("12000", money.EGP)}},
			},
		})
		if err == nil {
			err = model.Pay(checkout.PaymentID)
		}
		if err == nil {
			err = d.giveBack(ctx, checkout.PaymentID)
		}
		if err != nil {
			return err
		}
	}
	if err := d.print(ctx); err != nil {
		return err
	}
	fmt.Fprint(d.out, "\nThe bank gives the money back, but rejects the last.\n")
	made := model.Refunds()
	for i, r := range made {
		end := model.CompleteRefund
		if i == len(made)-1 {
			end = model.FailRefund
		}
		if err := end(r.ID); err != nil {
			return err
		}
	}
	d.follow(ctx, time.Millisecond)
	if err := d.print(ctx); err != nil {
		return err
	}
	fmt.Fprintf(d.out, "\n%v\n\nWhat truly went back:\n", d.unsettled())
	for _, e := range model.Ledger() {
		if e.Kind == circlepaytest.Refunded {
			fmt.Fprintf(d.out, "  %-15s %s\n", e.TransactionID, e.Amount)
		}
	}
	return nil
}
