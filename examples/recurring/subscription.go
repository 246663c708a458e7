package main

import (
	"context"
	"fmt"
	"time"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/money"
)

// subscription is a customer who pays every month. A shop has a row of a table
// for it. The card is not in it: the gateway keeps that with the first order.
type subscription struct {
	customer string
	price    money.Amount
	start    time.Time // of the first payment: its day is that of every month

	firstOrder string // the gateway's id of the first payment
	traceID    string // what ties the series together, where the project shows it

	paid    int       // months paid so far
	tries   int       // refusals of this month's payment
	next    time.Time // when to ask for it
	pending string    // reference of a payment that was asked for and has not ended
	stopped string    // why no more is asked for; empty while it runs
}

// reference is the shop's own id of a payment: one month, one try. A try that
// was refused is over, and the next one is another payment.
func (s *subscription) reference() string {
	month := s.due(s.paid).Format("2006-01")
	return fmt.Sprintf("%s-%s-%d", s.customer, month, s.tries+1)
}

// due is the day of the n-th month. Who began on the 31st pays on the last day
// of a shorter month, and on the 31st again after it.
func (s *subscription) due(n int) time.Time {
	year, month, day := s.start.Date()
	last := time.Date(year, month+time.Month(n)+1, 0, 0, 0, 0, 0, s.start.Location())
	return time.Date(last.Year(), last.Month(), min(day, last.Day()), 0, 0, 0, 0, s.start.Location())
}

// paidFor strikes the month off.
func (s *subscription) paidFor() {
	s.paid, s.tries, s.pending = s.paid+1, 0, ""
	s.next = s.due(s.paid)
}

const (
	retryAfter = 3 // days
	mostTries  = 4 // in one month: card schemes fine shops that knock too often
)

// refused plans what comes after a refusal. A soft one may be another in a few
// days; after a hard one the card is not asked again, because that is what
// schemes forbid and banks block.
func (s *subscription) refused(soft bool, why string, today time.Time) {
	s.tries, s.pending = s.tries+1, ""
	switch {
	case !soft:
		s.stopped = why
	case s.tries == mostTries:
		s.stopped = fmt.Sprintf("%s, %d times", why, s.tries)
	default:
		s.next = today.AddDate(0, 0, retryAfter)
	}
}

// intents are the calls that were about to be made, by reference: a table too.
type intents map[string]paygates.Intent

// write is for paygates.WithBeforeSend: it runs before the first byte leaves, so
// that a shop that dies after it finds out what it was doing.
func (i intents) write(_ context.Context, asked paygates.Intent) error {
	i[asked.Reference] = asked
	return nil
}
