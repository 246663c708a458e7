package main

import (
	"bytes"
	"embed"
	"html/template"
	"log/slog"
	"net/http"

	paygates "github.com/paygates/paygates-go"
)

//go:embed pages
var files embed.FS

// pages are the shop's templates, each in the common frame.
var pages = map[string]*template.Template{
	"shop":     page("shop"),
	"purchase": page("purchase"),
	"problem":  page("problem"),
}

func page(name string) *template.Template {
	return template.Must(template.ParseFS(files, "pages/frame.html", "pages/"+name+".html"))
}

// words are what a purchase page says about a state.
type words struct {
	Tone        string // good, bad or wait: the colour of the mark
	Title, Text string
}

// statePages: a state without a row is one that a person has to look at, and is
// told as such. It is never shown as paid, and never as failed.
var statePages = map[paygates.State]words{
	paygates.StatePending:        {"wait", "Not paid yet", "The payment page is still open. This page asks again every few seconds."},
	paygates.StateAuthorized:     {"good", "Payment accepted", "The amount is held on your card."},
	paygates.StatePaid:           {"good", "Thank you, it is paid", "Your tea is on its way."},
	paygates.StatePartlyRefunded: {"wait", "Partly refunded", "A part of the money went back to your card."},
	paygates.StateRefunded:       {"wait", "Refunded", "The money went back to your card."},
	paygates.StateFailed:         {"bad", "The payment was refused", "Nothing was taken from your card. You can choose again."},
	paygates.StateExpired:        {"bad", "The time to pay is over", "Nothing was taken from your card. You can choose again."},
	paygates.StateCanceled:       {"bad", "Canceled", "Nothing was taken from your card. You can choose again."},
}

var (
	checking = words{"wait", "We are asking the gateway", "Its answer got lost, so we do not know yet whether your order is there. Do not order again: this page asks every few seconds."}
	unclear  = words{"wait", "We are looking into it", "The gateway's answer is not clear. Somebody reads it now; you need not do anything."}
)

func wordsFor(s sale) words {
	if s.OrderID == "" {
		return checking
	}
	if known, ok := statePages[s.State]; ok {
		return known
	}
	return unclear
}

func (s *shop) shopPage(w http.ResponseWriter, armed bool) {
	s.write(w, http.StatusOK, "shop", map[string]any{
		"Title": "Chaykhana, tea by post", "Teas": teas, "Latest": s.sales.latest(5), "Armed": armed,
	})
}

func (s *shop) purchasePage(w http.ResponseWriter, x sale) {
	said := wordsFor(x)
	s.write(w, http.StatusOK, "purchase", map[string]any{
		"Title": said.Title, "Words": said, "Sale": x,
		"Refresh": x.OrderID == "" || x.State == paygates.StatePending,
	})
}

func (s *shop) problem(w http.ResponseWriter, status int, title, text string) {
	s.write(w, status, "problem", map[string]any{"Title": title, "Text": text})
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
	h.Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; frame-ancestors 'none'")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("X-Content-Type-Options", "nosniff")
	w.WriteHeader(status)
	_, _ = w.Write(b.Bytes())
}
