package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/paygates/paygates-go/bizon"
	"github.com/paygates/paygates-go/money"
)

// errIncomplete says that not every order was compared: what the report lacks
// says nothing.
var errIncomplete = errors.New("the report is INCOMPLETE")

// period is a day, both ends included, in whole seconds as the gateway counts.
type period struct{ from, to time.Time }

func dayOf(at time.Time) period {
	year, month, day := at.Date()
	midnight := time.Date(year, month, day, 0, 0, 0, 0, at.Location())
	return period{midnight, midnight.AddDate(0, 0, 1).Add(-time.Second)} // AddDate: a day may have 23 hours
}

// reconciliation compares the orders of a period with the shop's book. It keeps
// sums and no orders: beside the book its memory does not grow with the list.
type reconciliation struct {
	client   *bizon.Client
	book     book
	sums     summary
	progress *progress
	out      io.Writer

	differences int
	strays      map[string]bool // the ids of orders for which the book has no place
}

// run writes the report. The error is errIncomplete if it could not be finished;
// differences are no error, they are what the report is for.
func (r *reconciliation) run(ctx context.Context, day period) error {
	fmt.Fprintf(r.out, "Orders from %s to %s\n\n", day.from.Format("2006-01-02 15:04:05"), day.to.Format("2006-01-02 15:04:05 -07:00"))
	err := r.compare(ctx, day)
	r.progress.done()
	if r.differences == 0 {
		fmt.Fprintln(r.out, "no differences")
	}
	fmt.Fprintln(r.out)
	r.sums.print(r.out)
	fmt.Fprintf(r.out, "\n%d orders read, %d differences\n", r.progress.read, r.differences)
	if err != nil {
		fmt.Fprintf(r.out, "%s: the list broke off. What is missing above may be there, and the sums are too small.\n", errIncomplete)
	}
	return err
}

func (r *reconciliation) compare(ctx context.Context, day period) error {
	request := bizon.ListOrdersRequest{CreatedFrom: day.from, CreatedTo: day.to}
	for order, err := range r.client.Orders.All(ctx, request) {
		if err != nil {
			// All ends here. Without this line half a list would look like a whole one.
			return fmt.Errorf("%w: %w", errIncomplete, err)
		}
		if r.again(order) {
			continue
		}
		r.sums.add(order)
		r.check(order)
		r.progress.next()
	}
	return r.lookForMissing(ctx)
}

// again: that order was compared already. Pages shift while orders are made, and
// may show one twice: no second order, and not to be added twice.
func (r *reconciliation) again(order *bizon.Order) bool {
	sold, known := r.book[order.Reference]
	return r.strays[order.ID] || known && sold.seen && sold.order == order.ID && order.ID != ""
}

// stray keeps an order's id for again.
func (r *reconciliation) stray(order *bizon.Order) {
	if r.strays == nil {
		r.strays = map[string]bool{}
	}
	if order.ID != "" {
		r.strays[strings.Clone(order.ID)] = true // which else keeps texts of its neighbours
	}
}

// check compares one order with what the shop has of it.
func (r *reconciliation) check(order *bizon.Order) {
	sold, known := r.book[order.Reference]
	switch {
	case !known:
		r.stray(order)
		r.differ(order.Reference, "not in the book: %s, %s, order %s", order.State(), order.Amount, order.ID)
		return
	case sold.seen:
		r.stray(order)
		r.differ(order.Reference, "a second order: %s, %s, order %s", order.State(), order.Amount, order.ID)
		return
	}
	sold.seen, sold.order = true, strings.Clone(order.ID)
	if state := order.State(); state != sold.state {
		r.differ(order.Reference, "state: %s in the book, %s at the gateway", sold.state, state)
	}
	for _, pair := range []struct {
		what            string
		book, atGateway money.Amount
	}{
		{"amount", sold.amount, order.Amount},
		{"paid", sold.paid, order.Paid()},
		{"refunded", sold.refunded, order.Refunded()},
	} {
		if !same(pair.book, pair.atGateway) {
			r.differ(order.Reference, "%s: %s in the book, %s at the gateway", pair.what, told(pair.book), told(pair.atGateway))
		}
	}
}

// lookForMissing asks for what the day's list did not show, reference by
// reference: it may have been made a moment before or after the day.
func (r *reconciliation) lookForMissing(ctx context.Context) error {
	for reference := range r.book.unseen() {
		hits, err := r.client.Orders.FindByReference(ctx, reference)
		if err != nil {
			return fmt.Errorf("%w: %w", errIncomplete, err)
		}
		for _, order := range hits {
			r.check(order)
		}
		if sold := r.book[reference]; len(hits) == 0 {
			r.differ(reference, "missing at the gateway: %s, %s in the book", sold.state, told(sold.amount))
		}
	}
	return nil
}

// differ prints a difference as soon as it is found.
func (r *reconciliation) differ(reference, format string, values ...any) {
	r.differences++
	r.progress.clear()
	if reference == "" {
		reference = "(none)"
	}
	fmt.Fprintf(r.out, "%-16s %s\n", reference, fmt.Sprintf(format, values...))
}

// same: an amount that is not told is not 0.00.
func same(a, b money.Amount) bool {
	return a.IsSet() == b.IsSet() && (!a.IsSet() || a.Equal(b))
}

func told(a money.Amount) string {
	if !a.IsSet() {
		return "not told"
	}
	return a.String()
}
