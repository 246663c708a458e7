package main

import (
	"crypto/rand"
	"embed"
	"errors"
	"log/slog"
	"net/http"
	"sync"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/corefy"
	"github.com/paygates/paygates-go/examples/internal/site"
	"github.com/paygates/paygates-go/money"
)

// desk is the page. Two clients: the public one knows what is offered, the
// private one makes invoices, and can find one again whose answer was lost.
type desk struct {
	url     string
	offers  *offers
	private *corefy.Client

	mu    sync.Mutex
	asked map[string]money.Amount // by reference; a shop keeps them in its database
}

func newDesk(url string, cfg corefy.Config) (*desk, error) {
	public, err := corefy.NewPublic(cfg)
	if err != nil {
		return nil, err
	}
	private, err := corefy.New(cfg)
	return &desk{
		url: url, private: private, asked: make(map[string]money.Amount),
		offers: &offers{client: public, known: make(map[string]offer)},
	}, err
}

func (d *desk) routes() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{$}", d.choose)
	mux.HandleFunc("POST /pay", d.pay)
	mux.HandleFunc("/return", d.comeBack)
	protection := http.NewCrossOriginProtection()
	protection.AddInsecureBypassPattern("POST /return") // from the hosted page, another site
	return protection.Handler(mux)
}

// choose shows the ways to pay in a currency.
func (d *desk) choose(w http.ResponseWriter, r *http.Request) {
	price, ok := priceIn(r.FormValue("currency"))
	if !ok {
		price = prices[0]
	}
	choices, err := d.offers.in(r.Context(), price)
	if err != nil {
		d.cannotAsk(w, r, err)
		return
	}
	pages.Write(w, http.StatusOK, "choose", site.Page{
		Title: "How would you like to pay?", Data: map[string]any{"Prices": prices, "Price": price, "Choices": choices},
	})
}

func (d *desk) cannotAsk(w http.ResponseWriter, r *http.Request, err error) {
	slog.WarnContext(r.Context(), "the services could not be read", "error", err)
	pages.Problem(w, http.StatusBadGateway, "We cannot ask the gateway right now", "Please load this page again in a minute.")
}

// pay makes an invoice with the chosen service, and sends the payer on.
func (d *desk) pay(w http.ResponseWriter, r *http.Request) {
	price, ok := priceIn(r.PostFormValue("currency"))
	if !ok {
		pages.Problem(w, http.StatusBadRequest, "Please choose again", "There is no price in this currency.")
		return
	}
	choices, err := d.offers.in(r.Context(), price)
	if err != nil {
		d.cannotAsk(w, r, err)
		return
	}
	way, fields, err := chosen(choices, r.PostFormValue("service"), r.PostFormValue)
	if err != nil {
		pages.Problem(w, http.StatusBadRequest, "Please choose again", "Nothing was sent: "+err.Error()+".")
		return
	}
	reference := "order-" + rand.Text()
	d.mu.Lock()
	d.asked[reference] = price
	d.mu.Unlock()
	invoice, err := d.private.Invoices.Create(r.Context(), corefy.CreateInvoiceRequest{
		Reference: reference, Service: way.Code, Amount: price, ServiceFields: fields,
		Description: "Order of " + price.String(), ReturnURL: d.url + "/return",
	})
	if e, failed := errors.AsType[*paygates.Error](err); failed {
		slog.WarnContext(r.Context(), "no invoice", "error", e)
		text := "Nothing was paid. Please check what you typed, or choose another way."
		if e.Outcome == paygates.OutcomeUnknown {
			text = "We are finding out what became of it; see examples/invoice. Nothing was paid yet." // nobody saw its page
		}
		pages.Problem(w, http.StatusBadGateway, "It did not work", text)
		return
	}
	if err := invoice.Redirect.Send(w, r); err != nil {
		pages.Problem(w, http.StatusBadGateway, "The payment page is missing", "Nothing was paid. Please choose another way.")
	}
}

// comeBack reads the invoice that a payer comes back from.
func (d *desk) comeBack(w http.ResponseWriter, r *http.Request) {
	brought, err := corefy.ParseReturn(r)
	if err != nil {
		pages.Problem(w, http.StatusBadRequest, "This link is not complete", "Come back through the payment page.")
		return
	}
	invoice, err := d.private.Confirm(r.Context(), brought.ID)
	if err != nil || !d.ours(invoice) {
		pages.Problem(w, http.StatusNotFound, "We cannot find this invoice", "Please check the link.")
		return
	}
	said := site.Words{Tone: "wait", Title: waitingPage, Text: "Load this page again when you have paid."}
	switch invoice.State() {
	case paygates.StatePaid:
		said = site.Words{Tone: "good", Title: paidPage, Text: "We have received " + invoice.Paid().String() + "."}
	case paygates.StateFailed, paygates.StateExpired, paygates.StateCanceled:
		said = site.Words{Tone: "bad", Title: refusedPage, Text: "Nothing was taken. You can choose another way."}
	}
	pages.Write(w, http.StatusOK, "paid", site.Page{Title: said.Title, Data: map[string]any{"Words": said, "Invoice": invoice}})
}

// ours says whether an invoice is one that we asked for, with its price.
func (d *desk) ours(invoice *corefy.Invoice) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	price, ok := d.asked[invoice.Reference]
	return ok && price.Equal(invoice.Amount)
}

const paidPage, refusedPage, waitingPage = "Thank you, it is paid", "It was not paid", "Not paid yet"

//go:embed pages
var files embed.FS

var pages = site.New("Ways to pay", files, "choose", "paid")
