package main

import (
	"context"
	"crypto/rand"
	"embed"
	"errors"
	"log/slog"
	"net/http"
	"sync"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/cinetpay"
	"github.com/paygates/paygates-go/examples/internal/site"
	"github.com/paygates/paygates-go/money"
)

// The shop has one thing to sell.
const ticket = "Concert, Palais de la Culture"

var price = money.MustParse("10000", money.XOF)

// shop sells tickets.
type shop struct {
	url     string
	gateway *cinetpay.Client

	mu    sync.Mutex
	sales map[string]*sale
}

// sale is one ticket. A shop has a database in its place.
type sale struct {
	Reference string
	// Link is what CinetPay made; nil before, and after a lost answer.
	Link *cinetpay.Payment
	// State and Paid are what CinetPay said last.
	State paygates.State
	Paid  money.Amount
	// Closed: there is no link to pay with. Tickets counts what was given out.
	Closed  bool
	Tickets int
}

func newShop(url string, cfg cinetpay.Config) (*shop, error) {
	client, err := cinetpay.New(cfg)
	return &shop{url: url, gateway: client, sales: make(map[string]*sale)}, err
}

func (s *shop) routes() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{$}", func(w http.ResponseWriter, _ *http.Request) {
		pages.Write(w, http.StatusOK, "shop", site.Page{Title: ticket, Data: price})
	})
	mux.HandleFunc("POST /buy", s.buy)
	mux.HandleFunc("GET /pay/{reference}", s.pay)
	mux.HandleFunc("GET /purchase/{reference}", s.show)
	mux.HandleFunc("/return", s.comeBack)
	mux.Handle("/notify", s.gateway.CallbackHandler(func(_ context.Context, p *cinetpay.Payment) error { return s.record(p) }))
	protection := http.NewCrossOriginProtection()
	protection.AddInsecureBypassPattern("POST /return") // CinetPay's page is another site
	return protection.Handler(mux)
}

// buy makes the payment link, once for a purchase, and leads to the page around
// it. Reloading that page makes no other link.
func (s *shop) buy(w http.ResponseWriter, r *http.Request) {
	x := &sale{Reference: "ticket-" + rand.Text(), State: paygates.StatePending}
	s.mu.Lock()
	s.sales[x.Reference] = x // before CinetPay hears of it
	s.mu.Unlock()
	link, err := s.gateway.Payments.Create(r.Context(), cinetpay.CreatePaymentRequest{
		Reference: x.Reference, Amount: price, Description: ticket,
		NotifyURL: s.url + "/notify", ReturnURL: s.url + "/return",
		Channels: cinetpay.ChannelsAll, Lang: "en",
	})
	s.change(x.Reference, func(x *sale) { x.Link, x.Closed = link, err != nil })
	if err != nil {
		// The payment may be there, but nobody can pay it: its link is lost.
		slog.WarnContext(r.Context(), "no payment link", "error", err)
	}
	http.Redirect(w, r, "/pay/"+x.Reference, http.StatusSeeOther)
}

// pay serves the page from which the payer pays: it opens CinetPay's in a window
// of its own, and goes on to the purchase when that is closed.
func (s *shop) pay(w http.ResponseWriter, r *http.Request) {
	x, ok := s.get(r.PathValue("reference"))
	if !ok || x.Link == nil || x.State != paygates.StatePending {
		http.Redirect(w, r, "/purchase/"+r.PathValue("reference"), http.StatusSeeOther)
		return
	}
	page, err := s.gateway.SeamlessPage(cinetpay.SeamlessPageRequest{
		Payment: x.Link, DoneURL: s.url + "/purchase/" + x.Reference,
		Lang: "en", Title: ticket, Button: "Pay " + price.String(),
	})
	if err == nil {
		err = page.Serve(w)
	}
	if err != nil {
		slog.WarnContext(r.Context(), "the page was not served", "error", err)
	}
}

// show tells how a purchase stands. What happened in the browser proves nothing:
// it asks CinetPay.
func (s *shop) show(w http.ResponseWriter, r *http.Request) {
	x, ok := s.get(r.PathValue("reference"))
	if !ok {
		pages.Problem(w, http.StatusNotFound, "There is no such purchase", "Please check the link.")
		return
	}
	if x.Link != nil && x.Tickets == 0 {
		payment, err := s.gateway.Confirm(r.Context(), x.Reference)
		if err == nil {
			err = s.record(payment)
		}
		if err != nil {
			slog.WarnContext(r.Context(), "the payment could not be read", "error", err)
		}
		x, _ = s.get(x.Reference)
	}
	said := wordsFor(x)
	pages.Write(w, http.StatusOK, "purchase", site.Page{
		Title: said.Title, Refresh: said.Tone == "wait", Data: map[string]any{"Words": said, "Sale": x, "Ticket": ticket},
	})
}

// comeBack is for the payer whose browser opened CinetPay's page in place of
// this one. A GET is CinetPay's ping.
func (s *shop) comeBack(w http.ResponseWriter, r *http.Request) {
	brought, err := cinetpay.ParseReturn(r)
	if err != nil {
		http.Redirect(w, r, "/", http.StatusSeeOther)
		return
	}
	http.Redirect(w, r, "/purchase/"+brought.Reference, http.StatusSeeOther)
}

var errNotOurs = errors.New("seamless: the payment belongs to no purchase, or is of another amount")

// record takes over what CinetPay said of a payment, twice or late as it may be.
func (s *shop) record(payment *cinetpay.Payment) error {
	err := errNotOurs
	s.change(payment.Reference, func(x *sale) {
		state := payment.State()
		if state == paygates.StatePaid && !payment.Paid().Equal(price) {
			return
		}
		err = nil
		if x.Tickets > 0 && (state == paygates.StatePending || state == paygates.StateUnknown) {
			return // an older read
		}
		x.State, x.Paid = state, payment.Paid()
		if state == paygates.StatePaid && x.Tickets == 0 {
			x.Tickets++
		}
	})
	return err
}

// change changes a purchase.
func (s *shop) change(reference string, do func(*sale)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if x := s.sales[reference]; x != nil {
		do(x)
	}
}

// get gives a copy of a purchase.
func (s *shop) get(reference string) (got sale, found bool) {
	s.change(reference, func(x *sale) { got, found = *x, true })
	return got, found
}

//go:embed pages
var files embed.FS

var pages = site.New("Billetterie", files, "shop", "purchase")

const paidPage, refusedPage, waitingPage, closedPage = "Your ticket is here", "The payment was refused", "Not paid yet", "The payment could not be opened"

func wordsFor(x sale) site.Words {
	switch {
	case x.State == paygates.StatePaid:
		return site.Words{Tone: "good", Title: paidPage, Text: "See you on Saturday."}
	case x.State == paygates.StateFailed:
		return site.Words{Tone: "bad", Title: refusedPage, Text: "Nothing was taken. You can choose again."}
	case x.Closed:
		return site.Words{Tone: "bad", Title: closedPage, Text: "Nothing was paid, and nothing will be. Please choose again."}
	case x.State == paygates.StatePending:
		return site.Words{Tone: "wait", Title: waitingPage, Text: "Confirm on your phone if you have paid: this page asks every few seconds."}
	}
	return site.Words{Tone: "wait", Title: "We are looking into it", Text: "The gateway's answer is not clear. Somebody reads it now; you need not do anything."}
}
