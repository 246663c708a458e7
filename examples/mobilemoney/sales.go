package main

import (
	"crypto/rand"
	"errors"
	"slices"
	"sync"
	"time"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/cinetpay"
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
	Log     []entry
}

// open says whether the payment may still come to something by itself.
func (x sale) open() bool {
	return pending(x.State)
}

func pending(s paygates.State) bool {
	return s == paygates.StatePending || s == paygates.StateUnknown
}

// entry is one line of a sale's log.
type entry struct {
	At   time.Time
	Text string
}

var errNotOurs = errors.New("mobilemoney: the payment belongs to no purchase")

// sales is the shop's own record; a real shop has a database in its place.
type sales struct {
	mu  sync.Mutex
	all []*sale
}

func newSales() *sales { return &sales{} }

// open writes a purchase down, under a reference that nobody can guess: its page
// needs no log-in.
func (s *sales) open(b book) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	x := &sale{Reference: "book-" + rand.Text(), Book: b, State: paygates.StatePending}
	x.log("chosen")
	s.all = append(s.all, x)
	return x.Reference
}

// record takes over what CinetPay said of a payment. It may hear the same twice,
// and of two reads the older one last; the book leaves once, and only against the
// whole price.
func (s *sales) record(payment *cinetpay.Payment, heardFrom string) error {
	return s.change(payment.Reference, func(x *sale) {
		state := payment.State()
		late := x.Shipped > 0 && pending(state)
		if late || state == x.State && payment.Paid().Equal(x.Paid) {
			return
		}
		x.State, x.Paid = state, payment.Paid()
		x.log(heardFrom + ": " + state.String())
		switch {
		case state != paygates.StatePaid || x.Shipped > 0:
		case !x.Paid.Equal(x.Book.Price):
			x.Odd = true
			x.log("paid, but not our price: somebody has to look")
		default:
			x.Shipped++
			x.log("shipped")
		}
	})
}

func (s *sales) note(reference, text string) {
	_ = s.change(reference, func(x *sale) { x.log(text) })
}

// closed notes that the payer has no payment page.
func (s *sales) closed(reference, text string) {
	_ = s.change(reference, func(x *sale) {
		x.Closed = true
		x.log(text)
	})
}

func (s *sales) change(reference string, do func(*sale)) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	at := slices.IndexFunc(s.all, func(x *sale) bool { return x.Reference == reference })
	if at < 0 {
		return errNotOurs
	}
	do(s.all[at])
	return nil
}

// get gives a copy of a purchase.
func (s *sales) get(reference string) (sale, bool) {
	var got sale
	err := s.change(reference, func(x *sale) {
		got = *x
		got.Log = slices.Clone(x.Log)
	})
	return got, err == nil
}

// latest gives copies of the newest purchases, newest first.
func (s *sales) latest(n int) []sale {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []sale
	for _, x := range slices.Backward(s.all) {
		if len(out) == n {
			break
		}
		out = append(out, *x)
	}
	return out
}

func (x *sale) log(text string) { x.Log = append(x.Log, entry{time.Now(), text}) }
