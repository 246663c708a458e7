package main

import (
	"context"
	"embed"
	"log/slog"
	"net/http"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/corefy"
	"github.com/paygates/paygates-go/examples/internal/site"
)

// shop sells bowls.
type shop struct {
	url, service string
	gateway      *corefy.Client
	sales        *sales
}

func newShop(url, service string, cfg corefy.Config) (*shop, error) {
	s := &shop{url: url, service: service, sales: &sales{}}
	var err error
	s.gateway, err = corefy.New(cfg, paygates.WithBeforeSend(s.remember))
	return s, err
}

// remember is the write-ahead hook: what is kept here is enough to find out what
// became of a call.
func (s *shop) remember(_ context.Context, asked paygates.Intent) error {
	s.sales.Change(asked.Reference, func(x *sale) {
		if x.Asked.At.IsZero() {
			x.Asked = asked // the first of them: from there a day is counted
		}
	})
	return nil
}

func (s *shop) routes() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{$}", func(w http.ResponseWriter, _ *http.Request) {
		pages.Write(w, http.StatusOK, "shop", site.Page{Title: "Bowls", Data: map[string]any{"Bowls": bowls, "Latest": s.sales.Latest(5)}})
	})
	mux.HandleFunc("POST /buy", s.buy)
	mux.HandleFunc("POST /again/{reference}", s.again)
	mux.HandleFunc("/return", s.comeBack)
	mux.HandleFunc("GET /purchase/{reference}", s.show)
	mux.Handle("POST /callback", s.gateway.CallbackHandler(s.called))
	protection := http.NewCrossOriginProtection()
	protection.AddInsecureBypassPattern("POST /return") // from the hosted page, another site
	return protection.Handler(mux)
}

func (s *shop) buy(w http.ResponseWriter, r *http.Request) {
	chosen, ok := bowlNamed(r.PostFormValue("bowl"))
	if !ok {
		pages.Problem(w, http.StatusBadRequest, "There is no such bowl", "Choose one on the shop page.")
		return
	}
	x, _ := s.sales.Get(s.sales.open(chosen))
	s.create(r.Context(), x)
	s.goOn(w, r, x.Reference)
}

// goOn sends the payer to the hosted page if there is one, else to the purchase.
func (s *shop) goOn(w http.ResponseWriter, r *http.Request, reference string) {
	x, _ := s.sales.Get(reference)
	if x.Standing == made && x.State == paygates.StatePending && !x.Page.IsZero() {
		if err := x.Page.Send(w, r); err != nil {
			pages.Problem(w, http.StatusBadGateway, "The payment page is missing", "Nothing was paid. Please try again later.")
		}
		return
	}
	http.Redirect(w, r, "/purchase/"+reference, http.StatusSeeOther)
}

// called gets invoices that Corefy called about: the signature was right, the
// mode is ours, and the invoice has been read again. It may hear of one more than
// once. An error makes Corefy call again.
func (s *shop) called(_ context.Context, invoice *corefy.Invoice) error {
	return s.sales.record(invoice, "callback")
}

// comeBack is where the payer comes back to. What he brings is a hint: the
// invoice is read before anything is believed.
func (s *shop) comeBack(w http.ResponseWriter, r *http.Request) {
	brought, err := corefy.ParseReturn(r)
	if err != nil {
		pages.Problem(w, http.StatusBadRequest, "This link is not complete", "Come back through the payment page.")
		return
	}
	invoice, err := s.gateway.Confirm(r.Context(), brought.ID)
	if err == nil {
		err = s.sales.record(invoice, "the payer came back")
	}
	if err != nil {
		slog.WarnContext(r.Context(), "the invoice could not be read", "error", err)
		pages.Problem(w, http.StatusNotFound, "We cannot find this invoice", "If you have paid, open the page of your purchase again in a minute.")
		return
	}
	http.Redirect(w, r, "/purchase/"+invoice.Reference, http.StatusSeeOther)
}

// show tells how a purchase stands, and asks Corefy while it is open: no callback
// has to arrive.
func (s *shop) show(w http.ResponseWriter, r *http.Request) {
	x, ok := s.sales.Get(r.PathValue("reference"))
	switch {
	case !ok:
		pages.Problem(w, http.StatusNotFound, "There is no such purchase", "Please check the link.")
		return
	case x.Standing == unknown && !x.Asked.At.IsZero():
		s.find(r.Context(), x.Reference)
	case x.Standing == made && x.Shipped == 0:
		invoice, err := s.gateway.Confirm(r.Context(), x.InvoiceID)
		if err != nil {
			slog.WarnContext(r.Context(), "the invoice could not be read", "error", err)
			break
		}
		s.take(r.Context(), invoice, "asked")
	}
	x, _ = s.sales.Get(x.Reference)
	said := wordsFor(x)
	pages.Write(w, http.StatusOK, "purchase", site.Page{Title: said.Title, Data: map[string]any{
		"Words": said, "Sale": x, "Lost": x.Standing == unknown, "Waits": x.Standing == made && x.State == paygates.StatePending,
	}})
}

//go:embed pages
var files embed.FS

var pages = site.New("Kiln & Clay", files, "shop", "purchase")

const paidPage, refusedPage, waitingPage, lostPage = "Thank you, it is paid", "The payment was refused", "Not paid yet", "We do not know yet"

// statePages: a state without a row is one that a person has to look at, never
// shown as paid and never as failed.
var statePages = map[paygates.State]site.Words{
	paygates.StatePending:  {Tone: "wait", Title: waitingPage, Text: "The payment page is still open. Load this page again when you have paid."},
	paygates.StatePaid:     {Tone: "good", Title: paidPage, Text: "Your bowl is being packed."},
	paygates.StateFailed:   {Tone: "bad", Title: refusedPage, Text: "Nothing was taken. You can choose again."},
	paygates.StateExpired:  {Tone: "bad", Title: "The time to pay is over", Text: "Nothing was taken. You can choose again."},
	paygates.StateRefunded: {Tone: "wait", Title: "Refunded", Text: "The money went back."},
}

func wordsFor(x sale) site.Words {
	switch x.Standing {
	case unknown:
		return site.Words{Tone: "wait", Title: lostPage, Text: "The gateway's answer got lost. Load this page to look again; or ask once more: there will be one invoice, not two."}
	case refused:
		return site.Words{Tone: "bad", Title: "The gateway made no invoice", Text: "Nothing was paid. You can choose again."}
	}
	if said, known := statePages[x.State]; known {
		return said
	}
	return site.Words{Tone: "wait", Title: "We are looking into it", Text: "The gateway's answer is not clear. Somebody reads it now; you need not do anything."}
}
