package main

import (
	"context"
	"embed"
	"errors"
	"log/slog"
	"net/http"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/cinetpay"
	"github.com/paygates/paygates-go/examples/internal/site"
)

// shop sells books.
type shop struct {
	url     string
	gateway *cinetpay.Client
	sales   *sales
}

func newShop(url string, cfg cinetpay.Config) (*shop, error) {
	client, err := cinetpay.New(cfg)
	return &shop{url: url, gateway: client, sales: newSales()}, err
}

func (s *shop) routes() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{$}", s.window)
	mux.HandleFunc("POST /buy", s.buy)
	mux.HandleFunc("/return", s.comeBack)
	mux.HandleFunc("GET /purchase/{reference}", s.show)
	mux.Handle("/notify", s.gateway.CallbackHandler(s.notified)) // it answers CinetPay's ping, too
	protection := http.NewCrossOriginProtection()
	protection.AddInsecureBypassPattern("POST /return") // CinetPay's page is another site
	return protection.Handler(mux)
}

// buy makes a payment link and sends the payer there.
func (s *shop) buy(w http.ResponseWriter, r *http.Request) {
	chosen, ok := bookNamed(r.PostFormValue("book"))
	if !ok {
		pages.Problem(w, http.StatusBadRequest, "There is no such book", "Choose one on the shop page.")
		return
	}
	reference := s.sales.open(chosen) // before CinetPay hears of it
	payment, err := s.gateway.Payments.Create(r.Context(), cinetpay.CreatePaymentRequest{
		Reference:   reference,
		Amount:      chosen.Price,
		Description: chosen.Title,
		NotifyURL:   s.url + "/notify",
		ReturnURL:   s.url + "/return",
		Channels:    cinetpay.ChannelsMobileMoney,
		Lang:        "en",
	})
	e, failed := errors.AsType[*paygates.Error](err)
	switch {
	case !failed:
		s.sales.note(reference, "the payment link is there")
		if err := payment.Redirect.Send(w, r); err != nil {
			pages.Problem(w, http.StatusBadGateway, "The payment page is missing", "Nothing was paid. Please try again later.")
		}
		return
	case e.Outcome == paygates.OutcomeNotExecuted:
		slog.WarnContext(r.Context(), "no payment link", "error", e)
		s.sales.closed(reference, "CinetPay made no payment link")
	default:
		s.lost(r.Context(), reference, e.Intent)
	}
	http.Redirect(w, r, "/purchase/"+reference, http.StatusSeeOther)
}

// lost looks up a payment whose answer did not come. It may be there, but its
// page's address went away with the answer: nobody can pay it, and the payer may
// choose again. That is another payment, with a reference of its own.
func (s *shop) lost(ctx context.Context, reference string, asked paygates.Intent) {
	heard := "the look-up failed"
	if found, err := s.gateway.Resolve(ctx, asked); err == nil {
		heard = "looked up: " + found.Verdict.String()
	}
	s.sales.closed(reference, "CinetPay's answer was lost; "+heard)
}

// notified gets payments that CinetPay notified us of: the token was right, and
// the payment has been read again. An error answers 500.
func (s *shop) notified(_ context.Context, payment *cinetpay.Payment) error {
	return s.sales.record(payment, "notification")
}

// comeBack is where the payer comes back to, with a POST. It says which payment
// this was about, and nothing that could be believed. A GET is CinetPay's ping.
func (s *shop) comeBack(w http.ResponseWriter, r *http.Request) {
	brought, err := cinetpay.ParseReturn(r)
	switch {
	case err != nil && r.Method == http.MethodGet:
		http.Redirect(w, r, "/", http.StatusSeeOther)
	case err != nil:
		pages.Problem(w, http.StatusBadRequest, "This link is not complete", "Come back through the payment page.")
	default:
		http.Redirect(w, r, "/purchase/"+brought.Reference, http.StatusSeeOther)
	}
}

// show tells how a purchase stands. While it is open it asks CinetPay: no
// notification has to arrive.
func (s *shop) show(w http.ResponseWriter, r *http.Request) {
	x, ok := s.sales.Get(r.PathValue("reference"))
	if ok && x.open() {
		payment, err := s.gateway.Confirm(r.Context(), x.Reference)
		if err == nil {
			err = s.sales.record(payment, "asked")
		}
		if err != nil {
			slog.WarnContext(r.Context(), "the payment could not be read", "error", err)
		}
		x, ok = s.sales.Get(x.Reference)
	}
	if !ok {
		pages.Problem(w, http.StatusNotFound, "There is no such purchase", "Please check the link.")
		return
	}
	said := wordsFor(x)
	pages.Write(w, http.StatusOK, "purchase", site.Page{
		Title: said.Title, Refresh: x.open(), Data: map[string]any{"Words": said, "Sale": x},
	})
}

func (s *shop) window(w http.ResponseWriter, _ *http.Request) {
	pages.Write(w, http.StatusOK, "shop", site.Page{
		Title: "Books from Abidjan", Data: map[string]any{"Books": books, "Latest": s.sales.Latest(5)},
	})
}

//go:embed pages
var files embed.FS

var pages = site.New("Librairie du Plateau", files, "shop", "purchase")

const paidPage, refusedPage, waitingPage = "Thank you, it is paid", "The payment was refused", "Waiting for your phone"

// statePages: a state without a row is one that a person has to look at, never
// shown as paid and never as failed.
var statePages = map[paygates.State]site.Words{
	paygates.StatePending:  {Tone: "wait", Title: waitingPage, Text: "Confirm the payment on your phone. This page asks again every few seconds; you may close it."},
	paygates.StatePaid:     {Tone: "good", Title: paidPage, Text: "Your book is on its way."},
	paygates.StateFailed:   {Tone: "bad", Title: refusedPage, Text: "Nothing was taken from your wallet. You can choose again."},
	paygates.StateRefunded: {Tone: "wait", Title: "Refunded", Text: "The money went back to your wallet."},
}

var (
	closed  = site.Words{Tone: "bad", Title: "The payment page did not open", Text: "Nothing was paid, and nothing will be. Please choose again."}
	unclear = site.Words{Tone: "wait", Title: "We are looking into it", Text: "CinetPay's answer is not clear yet. Do not pay again: this page asks whenever you open it."}
)

func wordsFor(x sale) site.Words {
	said, known := statePages[x.State]
	switch {
	case x.Odd:
		return unclear
	case x.Closed && x.open():
		return closed
	case known:
		return said
	}
	return unclear
}
