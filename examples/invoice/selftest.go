package main

import (
	"context"
	"errors"
	"io"
	"net/http"
	"strings"
	"time"

	"github.com/paygates/paygates-go/corefy/corefytest"
	"github.com/paygates/paygates-go/examples/internal/browser"
	"github.com/paygates/paygates-go/examples/internal/site"
)

// stall is the shop with the model that it is paid through.
type stall struct {
	*shop
	model *corefytest.Server
}

var visits = []site.Visit[*stall]{
	{Name: "a payer who pays", Walk: func(ctx context.Context, s *stall) error { return answers(ctx, s, "pay", paidPage, 1) }},
	{Name: "a payer who refuses", Walk: func(ctx context.Context, s *stall) error { return answers(ctx, s, "refuse", refusedPage, 0) }},
	{Name: "a payer who leaves, and pays later", Walk: leaves},
	{Name: "an answer that gets lost behind the invoice", Walk: losesAnAnswer},
	{Name: "a request that never arrives", Walk: losesARequest},
	{Name: "an invoice that is made late", Walk: comesLate},
	{Name: "callbacks that are repeated and come out of order", Walk: hearsTwice},
	{Name: "a callback that Corefy did not sign", Walk: forged},
}

// selftest walks all visits, and says which of them went wrong.
func selftest(ctx context.Context, s *stall, out io.Writer) error {
	return site.Selftest(ctx, s, visits, out)
}

func answers(ctx context.Context, s *stall, action, title string, shipped int) error {
	page, err := s.buy(ctx)
	if err != nil {
		return err
	}
	if page, err = page.Press(ctx, "action", action); err != nil {
		return err
	}
	return s.check(page, title, shipped)
}

func leaves(ctx context.Context, s *stall) error {
	if _, err := s.buy(ctx); err != nil {
		return err
	}
	if err := s.look(ctx, waitingPage, 0); err != nil {
		return err
	}
	if err := s.model.Pay(s.sales.Latest(1)[0].InvoiceID); err != nil {
		return err
	}
	return s.look(ctx, paidPage, 1)
}

const create = "POST /api/payment-invoices"

// losesAnAnswer: the look-up finds the invoice, and the payer does not even
// notice.
func losesAnAnswer(ctx context.Context, s *stall) error {
	s.model.Fail(corefytest.Fault{On: create, When: corefytest.AfterCommit, Drop: true})
	before := len(s.model.Invoices())
	if err := answers(ctx, s, "pay", paidPage, 1); err != nil {
		return err
	}
	return errors.Join(s.look(ctx, paidPage, 1, "the answer was lost", "looked up: executed"), site.Want("invoices", len(s.model.Invoices())-before, 1))
}

// losesARequest: no look-up proves that, and the payer asks once more.
func losesARequest(ctx context.Context, s *stall) error {
	s.model.Fail(corefytest.Fault{On: create, Drop: true})
	page, err := s.buy(ctx)
	if err != nil {
		return err
	}
	if err := s.check(page, lostPage, 0, "looked up: absent so far"); err != nil {
		return err
	}
	return s.asksAgain(ctx, page)
}

// comesLate: the connection breaks, and the invoice is made only then. Asking
// once more shows it, and makes no second one.
func comesLate(ctx context.Context, s *stall) error {
	const late = 200 * time.Millisecond
	before := len(s.model.Invoices())
	s.model.Fail(corefytest.Fault{On: create, CommitAfter: late})
	page, err := s.buy(ctx)
	if err != nil {
		return err
	}
	if err := s.check(page, lostPage, 0); err != nil {
		return err
	}
	time.Sleep(late)
	if err := s.asksAgain(ctx, page); err != nil {
		return err
	}
	return errors.Join(s.look(ctx, paidPage, 1, "one invoice, not two"), site.Want("invoices", len(s.model.Invoices())-before, 1))
}

func (s *stall) asksAgain(ctx context.Context, page *browser.Page) error {
	page, err := page.Press(ctx, "again", "yes")
	if err != nil {
		return err
	}
	if page, err = page.Press(ctx, "action", "pay"); err != nil {
		return err
	}
	return s.check(page, paidPage, 1)
}

func hearsTwice(ctx context.Context, s *stall) error {
	if _, err := s.buy(ctx); err != nil {
		return err
	}
	sent := s.model.Callbacks()
	if err := s.model.Pay(s.sales.Latest(1)[0].InvoiceID); err != nil {
		return err
	}
	s.model.Requeue(append(s.model.Callbacks(), sent...)...)
	if err := s.model.Deliver(ctx); err != nil {
		return err
	}
	return s.look(ctx, paidPage, 1)
}

func forged(ctx context.Context, s *stall) error {
	if _, err := s.buy(ctx); err != nil {
		return err
	}
	before := len(s.model.Requests())
	body := `{"data":{"type":"payment-invoices","id":"` + s.sales.Latest(1)[0].InvoiceID + `","attributes":{"status":"processed"}}}`
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, s.url+"/callback", strings.NewReader(body))
	if err != nil {
		return err
	}
	r.Header.Set("X-Signature", corefytest.Sign([]byte(body), "sk_test_another"))
	answer, err := (&http.Client{}).Do(r)
	if err != nil {
		return err
	}
	return errors.Join(
		answer.Body.Close(),
		site.Want("status", answer.StatusCode, http.StatusUnauthorized),
		site.Want("requests because of it", len(s.model.Requests())-before, 0),
	)
}

// buy presses Buy on the shop's page; what follows is the hosted page, or the
// purchase.
func (s *stall) buy(ctx context.Context) (*browser.Page, error) {
	front, err := browser.New().Open(ctx, s.url)
	if err != nil {
		return nil, err
	}
	return front.Press(ctx, "bowl", bowls[0].Key)
}

// look opens the newest purchase's page and checks it.
func (s *stall) look(ctx context.Context, title string, shipped int, texts ...string) error {
	page, err := browser.New().Open(ctx, s.url+"/purchase/"+s.sales.Latest(1)[0].Reference)
	if err != nil {
		return err
	}
	return s.check(page, title, shipped, texts...)
}

// check compares the newest purchase and its page with what they should be.
func (s *stall) check(page *browser.Page, title string, shipped int, texts ...string) error {
	return errors.Join(
		site.Want("times shipped", s.sales.Latest(1)[0].Shipped, shipped),
		site.Want("faults that did not happen", s.model.PendingFaults(), 0),
		site.Shows(page, append(texts, "<h1>"+title+"</h1>")...),
	)
}
