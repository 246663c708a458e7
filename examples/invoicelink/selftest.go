package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"

	"github.com/paygates/paygates-go/circlepay/circlepaytest"
	"github.com/paygates/paygates-go/examples/internal/browser"
	"github.com/paygates/paygates-go/examples/internal/site"
)

var visits = []site.Visit[*stall]{
	{Name: "a customer who pays", Walk: func(ctx context.Context, s *stall) error {
		return customer(ctx, s, "pay", paidPage, 1, "callback: paid")
	}},
	{Name: "a customer who refuses", Walk: func(ctx context.Context, s *stall) error { return customer(ctx, s, "refuse", openPage, 0) }},
	{Name: "a customer who goes to a kiosk", Walk: kiosk},
	{Name: "a callback that comes twice", Walk: twice},
	{Name: "a callback that is lost", Walk: lost},
	{Name: "a callback of somebody else's", Walk: forged},
	{Name: "an answer that gets lost", Walk: losesAnAnswer},
}

// selftest walks all visits, and says which of them went wrong.
func selftest(ctx context.Context, s *stall, out io.Writer) error {
	return site.Selftest(ctx, s, visits, out)
}

// customer gets a bill, and presses a button behind its link.
func customer(ctx context.Context, s *stall, action, title string, paid int, texts ...string) error {
	if err := s.send(ctx); err != nil {
		return err
	}
	page, err := browser.New().Open(ctx, s.all()[0].Link)
	if err != nil {
		return err
	}
	if _, err := page.Press(ctx, "action", action); err != nil {
		return err
	}
	return s.check(ctx, title, paid, texts...)
}

func kiosk(ctx context.Context, s *stall) error {
	if err := customer(ctx, s, "leave", openPage, 0); err != nil {
		return err
	}
	if err := s.at.Model.Pay(s.all()[0].Number); err != nil {
		return err
	}
	return s.check(ctx, paidPage, 1, "callback: paid")
}

func twice(ctx context.Context, s *stall) error {
	if err := customer(ctx, s, "pay", paidPage, 1); err != nil {
		return err
	}
	if err := s.at.Model.Notify(s.payment()); err != nil {
		return err
	}
	return s.check(ctx, paidPage, 1)
}

// lost: the handler cannot ask, and nobody says that there will be another callback.
// The bill's own page asks.
func lost(ctx context.Context, s *stall) error {
	if err := s.send(ctx); err != nil {
		return err
	}
	s.at.Model.Fail(circlepaytest.Fault{On: "GET /payment/get/{transaction_id}", Times: 3, Drop: true})
	if err := s.at.Model.Pay(s.all()[0].Number); err != nil {
		return err
	}
	s.at.Model.TakeCallbacks() // it does not come again
	return s.check(ctx, paidPage, 1, "asked: paid")
}

func forged(ctx context.Context, s *stall) error {
	if err := s.send(ctx); err != nil {
		return err
	}
	before := len(s.at.Model.Requests())
	for address, status := range map[string]int{
		s.callbackURL + "x": http.StatusUnauthorized, s.url + "/callback": http.StatusUnauthorized,
		s.callbackURL: http.StatusBadRequest,
	} {
		r, err := http.NewRequestWithContext(ctx, http.MethodPost, address, strings.NewReader(`{"transaction_status":"paid"}`))
		if err != nil {
			return err
		}
		answer, err := (&http.Client{}).Do(r)
		if err != nil {
			return err
		}
		if err := errors.Join(answer.Body.Close(), site.Want("status", answer.StatusCode, status)); err != nil {
			return err
		}
	}
	if err := site.Want("requests because of it", len(s.at.Model.Requests())-before, 0); err != nil {
		return err
	}
	return s.check(ctx, openPage, 0)
}

func losesAnAnswer(ctx context.Context, s *stall) error {
	before := len(s.at.Model.Invoices())
	s.at.Model.Fail(circlepaytest.Fault{On: "POST /invoice/create", When: circlepaytest.AfterCommit, Drop: true})
	if err := customer(ctx, s, "pay", paidPage, 1, "the answer was lost, and the invoice found"); err != nil {
		return err
	}
	return site.Want("invoices", len(s.at.Model.Invoices())-before, 1)
}

// send bills the customer that stands in the form.
func (s *stall) send(ctx context.Context) error {
	page, err := browser.New().Open(ctx, s.url)
	if err != nil {
		return err
	}
	page.Type("what", fmt.Sprintf("Brass lamp %d", len(s.all())+1))
	page, err = page.Press(ctx, "bill", "yes")
	if err == nil && !strings.HasPrefix(page.URL.Path, "/bill/") {
		err = errors.New("there is no bill")
	}
	return err
}

// payment is the newest one's id.
func (s *stall) payment() string {
	payments := s.at.Model.Payments()
	return payments[len(payments)-1].TransactionID
}

// check compares the newest bill and its page with what they should be.
func (s *stall) check(ctx context.Context, title string, paid int, texts ...string) error {
	page, err := browser.New().Open(ctx, s.url+"/bill/"+s.all()[0].Number)
	if err != nil {
		return err
	}
	return errors.Join(
		site.Want("times paid", s.all()[0].Paid, paid),
		site.Want("faults that did not happen", s.at.Model.PendingFaults(), 0),
		site.Shows(page, append(texts, "<h1>"+title+"</h1>")...),
	)
}
