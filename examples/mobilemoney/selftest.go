package main

import (
	"context"
	"errors"
	"io"
	"net/http"
	"strings"

	"github.com/paygates/paygates-go/cinetpay/cinetpaytest"
	"github.com/paygates/paygates-go/examples/internal/browser"
	"github.com/paygates/paygates-go/examples/internal/site"
)

// stall is the shop with the model that it is paid through.
type stall struct {
	*shop
	model *cinetpaytest.Server
}

var visits = []site.Visit[*stall]{
	{Name: "a payer who pays", Walk: pays},
	{Name: "a payer who refuses", Walk: refuses},
	{Name: "a payer who leaves, and confirms on the phone later", Walk: confirmsLater},
	{Name: "an operator who finds the money after a refusal", Walk: foundLater},
	{Name: "a notification that is lost", Walk: losesANotification},
	{Name: "a notification that comes twice", Walk: hearsTwice},
	{Name: "a notification that CinetPay did not sign", Walk: forged},
	{Name: "CinetPay's ping", Walk: ping},
	{Name: "an answer that gets lost", Walk: losesAnAnswer},
}

// selftest walks all visits, and says which of them went wrong.
func selftest(ctx context.Context, s *stall, out io.Writer) error {
	return site.Selftest(ctx, s, visits, out)
}

func pays(ctx context.Context, s *stall) error {
	page, err := s.press(ctx, "pay")
	if err != nil {
		return err
	}
	return s.check(page, paidPage, 1, "notification: paid", "shipped")
}

func refuses(ctx context.Context, s *stall) error {
	page, err := s.press(ctx, "refuse")
	if err != nil {
		return err
	}
	return s.check(page, refusedPage, 0, "notification: failed")
}

// confirmsLater: a payment that waits is no failure.
func confirmsLater(ctx context.Context, s *stall) error {
	page, err := s.press(ctx, "leave")
	if err != nil {
		return err
	}
	if err := s.check(page, waitingPage, 0); err != nil {
		return err
	}
	if err := s.model.Confirm(s.latest()); err != nil {
		return err
	}
	return s.look(ctx, paidPage, 1)
}

// foundLater: not even a failure is final. Shipping hangs on what was read, not
// on what was read before.
func foundLater(ctx context.Context, s *stall) error {
	if _, err := s.press(ctx, "refuse"); err != nil {
		return err
	}
	if err := s.model.Confirm(s.latest()); err != nil {
		return err
	}
	return s.look(ctx, paidPage, 1, "notification: failed", "notification: paid")
}

// losesANotification: CinetPay's first question about the payment is answered
// with a break, so that the handler answers 500 and nothing says that there will
// be another notification. The purchase's own page asks.
func losesANotification(ctx context.Context, s *stall) error {
	s.model.Fail(cinetpaytest.Fault{On: "POST /v2/payment/check", Times: 3, Drop: true})
	page, err := s.press(ctx, "pay")
	if err != nil {
		return err
	}
	s.model.TakeCallbacks() // it does not come again
	return s.check(page, paidPage, 1, "asked: paid")
}

func hearsTwice(ctx context.Context, s *stall) error {
	if _, err := s.press(ctx, "pay"); err != nil {
		return err
	}
	for range 2 {
		if err := s.model.Notify(s.latest()); err != nil {
			return err
		}
	}
	return s.look(ctx, paidPage, 1)
}

func forged(ctx context.Context, s *stall) error {
	if _, err := s.buy(ctx); err != nil {
		return err
	}
	before := len(s.model.Requests())
	body := strings.NewReader("cpm_site_id=" + cinetpaytest.DefaultSiteID + "&cpm_trans_id=" + s.latest() + "&cpm_error_message=SUCCES")
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, s.url+"/notify", body)
	if err != nil {
		return err
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("X-Token", strings.Repeat("0", 64))
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

func ping(ctx context.Context, s *stall) error {
	for _, path := range []string{"/notify", "/return"} {
		page, err := browser.New().Open(ctx, s.url+path)
		if err != nil {
			return err
		}
		if err := site.Want("status at "+path, page.Status, http.StatusOK); err != nil {
			return err
		}
	}
	return nil
}

func losesAnAnswer(ctx context.Context, s *stall) error {
	s.model.Fail(cinetpaytest.Fault{On: "POST /v2/payment", When: cinetpaytest.AfterCommit, Drop: true})
	page, err := s.buy(ctx)
	if err != nil {
		return err
	}
	return s.check(page, closed.Title, 0, "looked up: executed")
}

// buy presses Buy on the shop's page; what follows is CinetPay's.
func (s *stall) buy(ctx context.Context) (*browser.Page, error) {
	front, err := browser.New().Open(ctx, s.url)
	if err != nil {
		return nil, err
	}
	return front.Press(ctx, "book", books[0].Key)
}

// press buys, presses a button on CinetPay's page, and comes back to the shop.
func (s *stall) press(ctx context.Context, action string) (*browser.Page, error) {
	page, err := s.buy(ctx)
	if err != nil {
		return nil, err
	}
	if page, err = page.Press(ctx, "action", action); err != nil {
		return nil, err
	}
	return page.Press(ctx, "", "")
}

// latest is the newest purchase's reference.
func (s *stall) latest() string { return s.sales.Latest(1)[0].Reference }

// look opens the newest purchase's page and checks it.
func (s *stall) look(ctx context.Context, title string, shipped int, texts ...string) error {
	page, err := browser.New().Open(ctx, s.url+"/purchase/"+s.latest())
	if err != nil {
		return err
	}
	return s.check(page, title, shipped, texts...)
}

// check compares the newest purchase and its page with what they should be.
func (s *stall) check(page *browser.Page, title string, shipped int, texts ...string) error {
	x := s.sales.Latest(1)[0]
	return errors.Join(
		site.Want("times shipped", x.Shipped, shipped),
		site.Want("faults that did not happen", s.model.PendingFaults(), 0),
		site.Shows(page, append(texts, "<h1>"+title+"</h1>")...),
	)
}
