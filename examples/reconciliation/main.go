// Reconciliation compares yesterday's orders at the gateway with the shop's own
// book: what is missing on either side, and whose state or amounts differ. It
// ends with sums by state and currency. Run it every night.
//
//	go run ./examples/reconciliation
//	go run ./examples/reconciliation -live -book sales.csv -day 2026-07-25
//
// Without settings it does so with a model in memory, filled with a few orders,
// and a book with mistakes. With BIZON_* set and -live it reads that host, and
// the book is a CSV file: reference,state,amount,paid,refunded.
//
// It exits with 0 for a whole report, whatever that says, and with 1 if the
// report is incomplete or there is none.
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

	"github.com/paygates/paygates-go/bizon"
	"github.com/paygates/paygates-go/bizon/bizontest"
	"github.com/paygates/paygates-go/examples/internal/account"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	err := run(ctx, os.Args[1:], os.Stdout, newProgress(os.Stderr))
	stop()
	if err != nil && !errors.Is(err, flag.ErrHelp) {
		fmt.Fprintln(os.Stderr, "reconciliation:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, args []string, out io.Writer, shown *progress) error {
	flags := flag.NewFlagSet("reconciliation", flag.ContinueOnError)
	live := flags.Bool("live", false, "allow a host where money may be real; nothing but reads is sent")
	file := flags.String("book", "", "the shop's own book, a CSV file")
	date := flags.String("day", time.Now().AddDate(0, 0, -1).Format(time.DateOnly), "the day, in this machine's time zone")
	if err := flags.Parse(args); err != nil {
		return err
	}
	at, err := account.OpenBizon(*live, bizontest.Config{PageSize: 10})
	if err != nil {
		return err
	}
	defer at.Close()
	client, err := bizon.New(at.Config)
	if err != nil {
		return err
	}
	fmt.Fprintln(out, at.Where)
	r := &reconciliation{client: client, sums: summary{}, progress: shown, out: out}
	var day period
	if at.Model != nil {
		r.book, day, err = tradingDay(ctx, client, at.Model)
	} else {
		r.book, day, err = given(*file, *date)
	}
	if err != nil {
		return err
	}
	return r.run(ctx, day)
}

// given reads what the flags name.
func given(file, date string) (book, period, error) {
	day, err := time.ParseInLocation(time.DateOnly, date, time.Local)
	if err != nil {
		return nil, period{}, errors.New("-day: want a date such as 2026-07-25")
	}
	opened, err := os.Open(file)
	if err != nil {
		return nil, period{}, fmt.Errorf("-book: %w", err)
	}
	defer opened.Close()
	b, err := readBook(opened)
	return b, dayOf(day), err
}
