package main

import (
	"context"
	"errors"
	"log/slog"
	"net/http"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/cibpay"
)

// shop sells tea. It holds nothing of the payment but what the gateway said.
type shop struct {
	url     string
	pays    string // where the gateway's payment pages stand
	gateway *cibpay.Client
	sales   *sales
	// loseNextAnswer breaks the network once, for the curious.
	loseNextAnswer func()
}

func newShop(url string, cfg cibpay.Config) (*shop, error) {
	s := &shop{url: url, pays: cfg.CheckoutURL, sales: newSales()}
	var err error
	// What is about to be asked is written down before the first byte leaves:
	// a shop that dies between send and answer finds it there.
	s.gateway, err = cibpay.New(cfg, paygates.WithBeforeSend(s.sales.remember))
	return s, err
}

func (s *shop) routes() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{$}", s.window)
	mux.HandleFunc("POST /buy", s.buy)
	mux.HandleFunc("GET /return", s.comeBack)
	mux.HandleFunc("GET /purchase/{reference}", s.show)
	mux.HandleFunc("POST /lose", s.lose)
	mux.Handle("/webhook", s.gateway.CallbackHandler(s.fromWebhook))
	return http.NewCrossOriginProtection().Handler(mux)
}

// buy makes an order at the gateway and sends the payer to its payment page.
func (s *shop) buy(w http.ResponseWriter, r *http.Request) {
	chosen, ok := teaNamed(r.PostFormValue("tea"))
	if !ok {
		s.problem(w, http.StatusBadRequest, "There is no such tea", "Choose one on the shop page.")
		return
	}
	reference := s.sales.open(chosen)
	order, err := s.gateway.Orders.Create(r.Context(), cibpay.CreateOrderRequest{
		Reference:   reference,
		Amount:      chosen.Price,
		Description: chosen.Name,
		Options: cibpay.OrderOptions{
			AutoCharge: new(true),
			ReturnURL:  s.url + "/return",
		},
	})
	switch {
	case err == nil:
		s.sales.ordered(reference, order.ID)
	case paygates.OutcomeOf(err) == paygates.OutcomeNotExecuted:
		s.sales.note(reference, "the gateway made no order")
		slog.WarnContext(r.Context(), "no order was made", "error", err)
		s.problem(w, http.StatusBadGateway, "We cannot take payments right now", "Nothing was ordered and nothing was paid. Please try again later.")
		return
	default: // there may be an order: look before anything else
		s.sales.note(reference, "the gateway's answer was lost")
		if order, err = s.settle(r.Context(), reference); err != nil || order == nil {
			http.Redirect(w, r, "/purchase/"+reference, http.StatusSeeOther)
			return
		}
	}
	if err := s.paymentPage(order).Send(w, r); err != nil {
		slog.ErrorContext(r.Context(), "the payment page is not one to send a payer to", "error", err)
		s.problem(w, http.StatusBadGateway, "The payment page is missing", "Nothing was paid. Please try again later.")
	}
}

// settle finds out what became of a purchase whose order may or may not be
// there. It returns the order once it has been found; it never makes another.
func (s *shop) settle(ctx context.Context, reference string) (*cibpay.Order, error) {
	sale, ok := s.sales.get(reference)
	if !ok || sale.Asked.Op == "" {
		return nil, nil
	}
	found, err := s.gateway.Resolve(ctx, sale.Asked)
	if err != nil {
		return nil, err
	}
	s.sales.note(reference, "looked up: "+found.Verdict.String())
	order, ok := found.Object.(*cibpay.Order)
	if !ok || found.Verdict != paygates.VerdictExecuted {
		return nil, nil
	}
	s.sales.ordered(reference, order.ID)
	return order, nil
}

// paymentPage is the order's own, or for an order that a look-up found, the
// configured address with the order's id.
func (s *shop) paymentPage(order *cibpay.Order) paygates.Redirect {
	if !order.Redirect.IsZero() {
		return order.Redirect
	}
	return paygates.Redirect{URL: s.pays + "/" + order.ID}
}

// comeBack is where the payer comes back to. What he brings is a hint: the
// order is read at the gateway before anything is believed.
func (s *shop) comeBack(w http.ResponseWriter, r *http.Request) {
	brought, err := cibpay.ParseReturn(r)
	if err != nil {
		s.problem(w, http.StatusBadRequest, "This link is not complete", "Come back through the payment page.")
		return
	}
	order, err := s.gateway.Confirm(r.Context(), brought.ID)
	if err != nil {
		slog.WarnContext(r.Context(), "the order could not be read", "error", err)
		if errors.Is(err, paygates.ErrUnavailable) {
			s.problem(w, http.StatusBadGateway, "We cannot ask the gateway right now", "Your order is safe. Please open this page again in a minute.")
			return
		}
		s.problem(w, http.StatusNotFound, "We cannot find this order", "Please check the link. If you have paid, write to us with the order number of the payment page.")
		return
	}
	if err := s.sales.record(order, "return page"); err != nil {
		s.problem(w, http.StatusNotFound, "This order is not ours", "Please check the link.")
		return
	}
	http.Redirect(w, r, "/purchase/"+order.Reference, http.StatusSeeOther)
}

// fromWebhook gets orders that the gateway called about, already read again. An
// error makes the gateway call again.
func (s *shop) fromWebhook(_ context.Context, order *cibpay.Order) error {
	return s.sales.record(order, "webhook")
}

// show tells how a purchase stands. Opening it looks for an order that is
// missing still.
func (s *shop) show(w http.ResponseWriter, r *http.Request) {
	reference := r.PathValue("reference")
	sale, ok := s.sales.get(reference)
	if ok && sale.OrderID == "" {
		if _, err := s.settle(r.Context(), reference); err != nil {
			slog.WarnContext(r.Context(), "the look-up failed", "error", err)
		}
		sale, ok = s.sales.get(reference)
	}
	if !ok {
		s.problem(w, http.StatusNotFound, "There is no such purchase", "Please check the link.")
		return
	}
	s.purchasePage(w, sale)
}

func (s *shop) lose(w http.ResponseWriter, r *http.Request) {
	s.loseNextAnswer()
	http.Redirect(w, r, "/?lost=armed#lost", http.StatusSeeOther)
}

func (s *shop) window(w http.ResponseWriter, r *http.Request) {
	s.shopPage(w, r.URL.Query().Get("lost") == "armed")
}
