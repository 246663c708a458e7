package main

import (
	"crypto/rand"
	"errors"
	"slices"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/corefy"
	"github.com/paygates/paygates-go/examples/internal/site"
	"github.com/paygates/paygates-go/money"
)

// bowl is what the shop sells.
type bowl struct {
	Key, Name, Glaze string
	Price            money.Amount
}

var bowls = []bowl{
	{"tea", "Tea bowl", "Ash glaze", money.MustParse("24.00", money.USD)},
	{"soup", "Soup bowl", "Celadon", money.MustParse("31.50", money.USD)},
	{"fruit", "Fruit bowl", "Tenmoku", money.MustParse("86.00", money.USD)},
}

func bowlNamed(key string) (bowl, bool) {
	at := slices.IndexFunc(bowls, func(b bowl) bool { return b.Key == key })
	if at < 0 {
		return bowl{}, false
	}
	return bowls[at], true
}

// standing is what is known of a sale's invoice.
type standing int

const (
	unknown standing = iota // it may be there: nobody has heard
	made                    // it is there
	refused                 // it is not, and will not be
)

// sale is one purchase, as the shop knows it. A shop has a database in its place.
type sale struct {
	Reference string
	Bowl      bowl
	// Asked is what was asked of Corefy, kept before it was sent.
	Asked    paygates.Intent
	Standing standing
	// InvoiceID and Page are Corefy's, once an answer or a look-up named them.
	InvoiceID string
	Page      paygates.Redirect
	// State and Paid are what Corefy said last.
	State paygates.State
	Paid  money.Amount
	// Shipped counts how often the bowl left the house: once, or never.
	Shipped int
	Log     site.Log
}

var (
	errNotOurs   = errors.New("invoice: the invoice belongs to no purchase")
	errDifferent = errors.New("invoice: the invoice is not what the purchase asked for")
)

// sales is the shop's book.
type sales struct{ site.Book[sale] }

// open writes a purchase down before Corefy hears of it, under a reference that
// nobody can guess: its page needs no log-in.
func (s *sales) open(b bowl) string {
	x := sale{Reference: "bowl-" + rand.Text(), Bowl: b}
	x.Log.Add("chosen")
	s.Open(x.Reference, x)
	return x.Reference
}

// record takes over an invoice, from wherever it was heard. It may hear the same
// twice, and of two reads the older one last; the bowl leaves once, and only
// against the whole price.
func (s *sales) record(invoice *corefy.Invoice, heardFrom string) error {
	problem := errNotOurs
	s.Change(invoice.Reference, func(x *sale) {
		if x.InvoiceID != "" && x.InvoiceID != invoice.ID || !invoice.Amount.Equal(x.Bowl.Price) {
			problem = errDifferent
			return
		}
		problem = nil
		x.InvoiceID, x.Standing = invoice.ID, made
		if x.Page.IsZero() {
			x.Page = invoice.Redirect
		}
		state := invoice.State()
		late := x.Shipped > 0 && (state == paygates.StatePending || state == paygates.StateUnknown)
		if late || state == x.State && invoice.Paid().Equal(x.Paid) {
			return
		}
		x.State, x.Paid = state, invoice.Paid()
		x.Log.Add(heardFrom + ": " + state.String())
		if state == paygates.StatePaid && x.Shipped == 0 {
			x.Shipped++
			x.Log.Add("shipped")
		}
	})
	return problem
}

func (s *sales) note(reference, text string) { s.Change(reference, func(x *sale) { x.Log.Add(text) }) }
