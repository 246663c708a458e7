package main

import (
	"crypto/rand"
	"errors"
	"slices"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/cinetpay"
	"github.com/paygates/paygates-go/examples/internal/site"
	"github.com/paygates/paygates-go/money"
)

// book is what the shop sells.
type book struct {
	Key, Title, Author string
	Price              money.Amount
}

var books = []book{
	{"climbie", "Climbié", "Bernard Dadié", money.MustParse("2500", money.XOF)},
	{"soleils", "Les Soleils des indépendances", "Ahmadou Kourouma", money.MustParse("4500", money.XOF)},
	{"aya", "Aya de Yopougon", "Marguerite Abouet", money.MustParse("9000", money.XOF)},
}

func bookNamed(key string) (book, bool) {
	at := slices.IndexFunc(books, func(b book) bool { return b.Key == key })
	if at < 0 {
		return book{}, false
	}
	return books[at], true
}

// sale is one purchase, as the shop knows it.
type sale struct {
	Reference string
	Book      book
	// Closed: the payer never got to a payment page.
	Closed bool
	// State and Paid are what CinetPay said last.
	State paygates.State
	Paid  money.Amount
	// Odd: paid, but not our price. A person has to look.
	Odd bool
	// Shipped counts how often the book left the house: once, or never.
	Shipped int
	Log     site.Log
}

// open says whether the payment may still come to something by itself.
func (x sale) open() bool {
	return pending(x.State)
}

func pending(s paygates.State) bool {
	return s == paygates.StatePending || s == paygates.StateUnknown
}

var errNotOurs = errors.New("mobilemoney: the payment belongs to no purchase")

// sales is the shop's own record; a real shop has a database in its place.
type sales struct{ site.Book[sale] }

func newSales() *sales { return &sales{} }

// open writes a purchase down, under a reference that nobody can guess: its page
// needs no log-in.
func (s *sales) open(b book) string {
	x := sale{Reference: "book-" + rand.Text(), Book: b, State: paygates.StatePending}
	x.Log.Add("chosen")
	s.Open(x.Reference, x)
	return x.Reference
}

// record takes over what CinetPay said of a payment. It may hear the same twice,
// and of two reads the older one last; the book leaves once, and only against the
// whole price.
func (s *sales) record(payment *cinetpay.Payment, heardFrom string) error {
	found := s.Change(payment.Reference, func(x *sale) {
		state := payment.State()
		late := x.Shipped > 0 && pending(state)
		if late || state == x.State && payment.Paid().Equal(x.Paid) {
			return
		}
		x.State, x.Paid = state, payment.Paid()
		x.Log.Add(heardFrom + ": " + state.String())
		switch {
		case state != paygates.StatePaid || x.Shipped > 0:
		case !x.Paid.Equal(x.Book.Price):
			x.Odd = true
			x.Log.Add("paid, but not our price: somebody has to look")
		default:
			x.Shipped++
			x.Log.Add("shipped")
		}
	})
	if !found {
		return errNotOurs
	}
	return nil
}

func (s *sales) note(reference, text string) {
	s.Change(reference, func(x *sale) { x.Log.Add(text) })
}

// closed notes that the payer has no payment page.
func (s *sales) closed(reference, text string) {
	s.Change(reference, func(x *sale) {
		x.Closed = true
		x.Log.Add(text)
	})
}
