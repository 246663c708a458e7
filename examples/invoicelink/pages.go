package main

import (
	"embed"
	"log/slog"
	"net/http"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/circlepay"
	"github.com/paygates/paygates-go/examples/internal/site"
	"github.com/paygates/paygates-go/money"
)

func (d *desk) routes() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{$}", func(w http.ResponseWriter, _ *http.Request) {
		pages.Write(w, http.StatusOK, "desk", site.Page{Title: "Bill a customer", Data: d.all()})
	})
	mux.HandleFunc("POST /bill", d.bill)
	mux.HandleFunc("GET /bill/{number}", d.show)
	mux.Handle("/callback", d.client.CallbackHandler(d.called))
	return http.NewCrossOriginProtection().Handler(mux)
}

// bill takes the seller's form.
func (d *desk) bill(w http.ResponseWriter, r *http.Request) {
	price, err := money.Parse(r.PostFormValue("price"), money.EGP)
	if err != nil {
		pages.Problem(w, http.StatusBadRequest, "Please write the price again", "A number such as 1250.50, in Egyptian pounds.")
		return
	}
	b, err := d.issue(r.Context(), bill{
		What: r.PostFormValue("what"), Price: price,
		Customer: circlepay.CustomerData{
			FirstName: r.PostFormValue("given"), LastName: r.PostFormValue("family"),
			Mobile: r.PostFormValue("mobile"), Email: r.PostFormValue("email"),
		},
	})
	if b == nil {
		slog.WarnContext(r.Context(), "not billed", "error", err)
		status, text := http.StatusBadRequest, "No invoice was made. Please check what you typed."
		if paygates.OutcomeOf(err) == paygates.OutcomeUnknown {
			status, text = http.StatusBadGateway, "It may be there: look into CirclePay's list before you bill again."
		}
		pages.Problem(w, status, "Not billed", text)
		return
	}
	if err != nil {
		slog.WarnContext(r.Context(), "not read back", "error", err)
	}
	http.Redirect(w, r, "/bill/"+b.Number, http.StatusSeeOther)
}

// show tells how a bill stands, and asks CirclePay while it is open: no callback
// has to arrive.
func (d *desk) show(w http.ResponseWriter, r *http.Request) {
	b, ok := d.get(r.PathValue("number"))
	if !ok {
		pages.Problem(w, http.StatusNotFound, "There is no such bill", "Please check the number.")
		return
	}
	if b.Paid == 0 && b.Link != "" {
		if err := d.look(r.Context(), b.Number, "asked"); err != nil {
			slog.WarnContext(r.Context(), "the invoice could not be read", "error", err)
		}
		b, _ = d.get(b.Number)
	}
	said := wordsFor(b)
	pages.Write(w, http.StatusOK, "bill", site.Page{Title: said.Title, Refresh: b.State == paygates.StatePending, Data: map[string]any{"Words": said, "Bill": b}})
}

//go:embed pages
var files embed.FS

var pages = site.New("Nile Lamps", files, "desk", "bill")

const paidPage, openPage, oddPage = "It is paid", "Send this link to your customer", "Somebody has to look"

func wordsFor(b bill) site.Words {
	switch b.State {
	case paygates.StatePaid:
		return site.Words{Tone: "good", Title: paidPage, Text: "The invoice is paid, and a payment has the whole price."}
	case paygates.StatePending:
		return site.Words{Tone: "wait", Title: openPage, Text: "Not paid yet. This page asks every few seconds; a callback comes, too."}
	}
	return site.Words{Tone: "bad", Title: oddPage, Text: "Invoice and payments do not agree. Hand nothing over before somebody has read both."}
}
