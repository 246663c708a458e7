package main

import (
	"bytes"
	"embed"
	"html/template"
	"log/slog"
	"net/http"
	"strings"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/bizon"
	"github.com/paygates/paygates-go/money"
)

// price is what the one thing on sale costs.
var price = money.MustParse("42.00", money.EUR)

// shop sells a teapot. No card stays in it.
type shop struct {
	url     string
	gateway *bizon.Client
	sales   *sales
	test    bool // the gateway is a model: show its test cards
}

func (s *shop) routes() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{$}", s.window)
	mux.HandleFunc("POST /pay", s.pay)
	mux.HandleFunc("POST /back/{reference}", s.back)
	mux.HandleFunc("GET /purchase/{reference}", s.show)
	mux.HandleFunc("GET /browser.js", func(w http.ResponseWriter, r *http.Request) {
		http.ServeFileFS(w, r, files, "pages/browser.js")
	})
	protection := http.NewCrossOriginProtection()
	protection.AddInsecureBypassPattern("POST /back/{reference}") // the bank's page is another site
	return protection.Handler(mux)
}

// show tells how a purchase stands. Its reference cannot be guessed, so that
// nobody sees another's.
func (s *shop) show(w http.ResponseWriter, r *http.Request) {
	x, ok := s.sales.Get(r.PathValue("reference"))
	if !ok {
		s.problem(w, http.StatusNotFound, "There is no such purchase", "Please check the link.")
		return
	}
	if x.waiting() {
		s.lookAgain(r, x)
		x, _ = s.sales.Get(x.Reference)
	}
	s.write(w, http.StatusOK, "purchase", map[string]any{"Title": wordsFor(x).Title, "Words": wordsFor(x), "Sale": x})
}

// lookAgain reads the order of a purchase that is not over, or looks for it.
func (s *shop) lookAgain(r *http.Request, x sale) {
	if x.OrderID == "" {
		if x.Asked.Op != "" {
			found, err := s.gateway.Resolve(r.Context(), x.Asked)
			if order, there := objectOf(found); err == nil && there {
				s.sales.settled(x.Reference, found.Verdict)
				s.sales.record(order)
			}
		}
		return
	}
	if order, err := s.gateway.Confirm(r.Context(), x.OrderID); err == nil {
		s.sales.record(order)
	}
}

func objectOf(found *paygates.Resolution) (*bizon.Order, bool) {
	if found == nil || found.Verdict == paygates.VerdictConflict {
		return nil, false
	}
	order, there := found.Object.(*bizon.Order)
	return order, there
}

func (s *shop) window(w http.ResponseWriter, _ *http.Request) {
	data := map[string]any{"Title": "A teapot", "Price": price, "Reference": s.sales.open(price).Reference}
	if s.test {
		data["Cards"] = testCards
	}
	s.write(w, http.StatusOK, "shop", data)
}

// words are what a purchase's page says.
type words struct{ Tone, Title, Text string }

// statePages: a state without a row is one that a person has to look at, never
// shown as paid and never as failed.
var statePages = map[paygates.State]words{
	paygates.StatePaid:     {"good", "Thank you, it is paid", "Your teapot is on its way."},
	paygates.StateFailed:   {"bad", "The payment was refused", "Nothing was taken from your card. You can pay with another."},
	paygates.StatePending:  {"wait", "Your bank has not confirmed it", "Nothing was paid. If you were not taken to your bank, or came back without an answer, please pay again."},
	paygates.StateExpired:  {"bad", "The time to pay is over", "Nothing was taken from your card. You can pay again."},
	paygates.StateCanceled: {"bad", "Canceled", "Nothing was taken from your card."},
}

var unclear = words{"wait", "We are looking into it", "The gateway's answer is not clear yet. Do not pay again: this page asks whenever you open it."}

// wordsFor: an order that waits may still be charged by a call whose outcome
// nobody knows. Then nobody is told to pay again.
func wordsFor(x sale) words {
	said, known := statePages[x.State]
	if !known || x.OrderID == "" || x.Asked.Op != "" && x.waiting() {
		return unclear
	}
	return said
}

func (s *shop) problem(w http.ResponseWriter, status int, title, text string) {
	s.write(w, status, "purchase", map[string]any{"Title": title, "Words": words{"bad", title, text}})
}

//go:embed pages
var files embed.FS

var pages = map[string]*template.Template{
	"shop":     template.Must(template.ParseFS(files, "pages/frame.html", "pages/shop.html")),
	"purchase": template.Must(template.ParseFS(files, "pages/frame.html", "pages/purchase.html")),
}

func (s *shop) write(w http.ResponseWriter, status int, name string, data map[string]any) {
	var b bytes.Buffer
	if err := pages[name].ExecuteTemplate(&b, "frame", data); err != nil {
		slog.Error("the page cannot be written", "page", name, "error", err)
		http.Error(w, "the page cannot be shown", http.StatusInternalServerError)
		return
	}
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Cache-Control", "no-store")
	h.Set("Content-Security-Policy", "default-src 'none'; script-src 'self'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; frame-ancestors 'none'")
	h.Set("Referrer-Policy", "same-origin")
	h.Set("X-Content-Type-Options", "nosniff")
	w.WriteHeader(status)
	_, _ = w.Write(b.Bytes())
}

// plain is a card number as the gateway takes it.
func plain(number string) string { return strings.ReplaceAll(number, " ", "") }
