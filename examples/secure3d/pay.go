package main

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"strconv"
	"time"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/bizon"
)

// pay takes the card that the payer typed in. There are three ways on: it is
// paid, it is refused, or the payer has to see his bank.
func (s *shop) pay(w http.ResponseWriter, r *http.Request) {
	expiry, err := time.Parse("01/06", r.PostFormValue("expiry"))
	if err != nil {
		s.problem(w, http.StatusBadRequest, "We cannot read the card's expiry", "Please write it as on the card, such as 12/34.")
		return
	}
	x, ok := s.sales.Get(r.PostFormValue("reference"))
	if !ok {
		s.problem(w, http.StatusNotFound, "There is no such purchase", "Please begin anew.")
		return
	}
	if !s.sales.begin(x.Reference) { // before the gateway hears of it
		http.Redirect(w, r, "/purchase/"+x.Reference, http.StatusSeeOther)
		return
	}
	back := s.url + "/back/" + x.Reference
	request := bizon.AuthorizeRequest{
		Reference: x.Reference,
		Amount:    price,
		PAN:       paygates.NewPAN(plain(r.PostFormValue("number"))),
		Card: bizon.CardDetails{
			CVV: paygates.NewSecret(r.PostFormValue("cvv")), Holder: paygates.NewSecret(r.PostFormValue("holder")),
			ExpirationMonth: int(expiry.Month()), ExpirationYear: expiry.Year(),
		},
		IP: payerIP(r),
		Options: bizon.CardOptions{
			AutoCharge:          new(true),
			Force3D:             new(true),
			ReturnURL:           s.url + "/purchase/" + x.Reference,
			Secure3D20ReturnURL: back, // where 3-D Secure 2 brings the payer back to
		},
		Secure3D: bizon.Authentication{Browser: browserOf(r)},
	}
	if r.PostFormValue("version") == "1" {
		request.Options.Secure3D20ReturnURL = ""
	}
	order, err := s.gateway.Orders.Authorize(r.Context(), request)
	switch {
	case errors.Is(err, paygates.ErrDeclined), paygates.OutcomeOf(err) != paygates.OutcomeNotExecuted:
	case errors.Is(err, paygates.ErrInvalidRequest):
		s.sales.neverLeft(x.Reference)
		s.problem(w, http.StatusBadRequest, "Please check what you typed", "Something about the card is not right. Nothing was paid.")
		return
	default: // it never got there
		s.sales.neverLeft(x.Reference)
		s.problem(w, http.StatusBadGateway, "We cannot take payments right now", "Nothing was paid. Please try again later.")
		return
	}
	s.goOn(w, r, x.Reference, order, err)
}

// back is where the bank's page sends the payer: a form from another site, with
// no cookie of ours. So the address says which purchase it is. What is in the
// form proves nothing to us; the gateway checks it.
func (s *shop) back(w http.ResponseWriter, r *http.Request) {
	x, ok := s.sales.Get(r.PathValue("reference"))
	if !ok || x.OrderID == "" {
		s.problem(w, http.StatusNotFound, "There is no such purchase", "Please check the link.")
		return
	}
	brought, err := bizon.ParseReturn3D(r)
	if err != nil {
		s.problem(w, http.StatusBadRequest, "This is no bank's answer", "Nothing was done with it.")
		return
	}
	var order *bizon.Order
	switch {
	case !brought.PaRes.IsZero(): // 3-D Secure 1
		s.sales.note(x.Reference, "the bank has answered (PaRes)")
		order, err = s.gateway.Orders.Complete(r.Context(), x.OrderID, bizon.CompleteRequest{PaRes: brought.PaRes})
	case !brought.CRes.IsZero(): // 3-D Secure 2, after the bank's question
		s.sales.note(x.Reference, "the bank has answered (cres)")
		order, err = s.gateway.Orders.Complete3DS2(r.Context(), x.OrderID, bizon.Complete3DS2Request{CRes: brought.CRes})
	default: // 3-D Secure 2, after the 3DS Method: the bank has seen the browser
		s.sales.note(x.Reference, "the bank has seen the browser")
		order, err = s.gateway.Orders.Resume(r.Context(), x.OrderID)
	}
	s.goOn(w, r, x.Reference, order, err)
}

// goOn stands behind each of the four calls, because after each of them the
// payment may be over, or the payer has to go somewhere once more.
func (s *shop) goOn(w http.ResponseWriter, r *http.Request, reference string, order *bizon.Order, err error) {
	order, err = s.settled(r.Context(), reference, order, err)
	switch {
	case errors.Is(err, paygates.ErrDeclined):
		e, _ := errors.AsType[*paygates.Error](err)
		s.sales.refused(reference, e.ObjectID)
		slog.InfoContext(r.Context(), "refused", "reference", reference, "reason", e.Decline, "order", e.ObjectID)
	case err != nil:
		// Not paid as far as we know. The purchase's page reads the order and says more.
		s.sales.note(reference, "the gateway did not go on")
		slog.WarnContext(r.Context(), "the payment could not go on", "reference", reference, "error", err)
	case !order.Redirect.IsZero():
		s.sales.record(order)
		s.sendToBank(w, r, reference, order.Redirect)
		return
	default:
		s.sales.record(order)
	}
	// A redirect, so that a reload of the page does not send the form again.
	http.Redirect(w, r, "/purchase/"+reference, http.StatusSeeOther)
}

// sendToBank sends the payer's browser to the bank.
func (s *shop) sendToBank(w http.ResponseWriter, r *http.Request, reference string, form paygates.Redirect) {
	if _, version1 := form.Fields["TermUrl"]; version1 {
		// As it came, TermUrl leads to the gateway, which then completes by itself.
		// Here the shop does it, and knows at once.
		form.Fields["TermUrl"] = paygates.NewSecret(s.url + "/back/" + reference)
	}
	s.sales.note(reference, "the payer goes to his bank")
	if err := form.Send(w, r); err != nil {
		slog.ErrorContext(r.Context(), "the bank's form cannot be sent", "reference", reference, "error", err)
		s.problem(w, http.StatusBadGateway, "We cannot take you to your bank", "Nothing was paid. Please try again later.")
	}
}

// settled looks a call up whose outcome is unknown; it never makes it again. So
// it is, too, for a payer who sends the bank's form twice. A shop that may die
// in between writes intents down, as examples/payout does.
func (s *shop) settled(ctx context.Context, reference string, order *bizon.Order, err error) (*bizon.Order, error) {
	e, failed := errors.AsType[*paygates.Error](err)
	if !failed || e.Outcome != paygates.OutcomeUnknown {
		return order, err
	}
	s.sales.asked(reference, e.Intent)
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 30*time.Second)
	defer cancel()
	found, lookUp := s.gateway.Resolve(ctx, e.Intent)
	if lookUp != nil {
		return nil, errors.Join(e, lookUp)
	}
	s.sales.settled(reference, found.Verdict)
	if order, there := found.Object.(*bizon.Order); there && found.Verdict == paygates.VerdictExecuted {
		return order, nil
	}
	return nil, e
}

// payerIP is the address that the connection comes from. Behind a proxy of yours
// it is what that proxy says: never a header that anybody can write.
func payerIP(r *http.Request) string {
	host, _, _ := net.SplitHostPort(r.RemoteAddr)
	return host
}

// browserOf is what the bank wants to know of the payer's browser. The sizes are
// from a script on the payment page; what is missing is left out.
func browserOf(r *http.Request) bizon.Browser {
	number := func(name string) int {
		n, _ := strconv.Atoi(r.PostFormValue(name))
		return max(n, 0)
	}
	b := bizon.Browser{
		AcceptHeader: r.Header.Get("Accept"), UserAgent: r.UserAgent(), Language: r.PostFormValue("language"), IP: payerIP(r),
		ColorDepth: number("color_depth"), ScreenHeight: number("screen_height"), ScreenWidth: number("screen_width"),
		WindowHeight: number("window_height"), WindowWidth: number("window_width"),
	}
	if minutes, err := strconv.Atoi(r.PostFormValue("timezone")); err == nil {
		b.Timezone = new(minutes)
	}
	return b
}
