package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"

	"github.com/paygates/paygates-go/cibpay/cibpaytest"
	"github.com/paygates/paygates-go/examples/internal/browser"
	"github.com/paygates/paygates-go/examples/internal/site"
)

var visits = []site.Visit[*stall]{
	{Name: "a payer who pays", Walk: pays},
	{Name: "a payer who refuses", Walk: refuses},
	{Name: "a payer who leaves and pays later", Walk: leaves},
	{Name: "an answer that gets lost", Walk: losesAnAnswer},
	{Name: "a gateway that is down", Walk: gatewayDown},
	{Name: "a return link that names somebody else's order", Walk: strangersOrder},
	{Name: "a webhook without credentials", Walk: forgedWebhook},
}

// selftest walks all visits, and says which of them went wrong.
func selftest(ctx context.Context, s *stall, out io.Writer) error {
	err := site.Selftest(ctx, s, visits, out)
	var moved []string
	for _, e := range s.model.Ledger() {
		moved = append(moved, fmt.Sprintf("  %-9s %-10s %12s", e.Reference, e.Kind, e.Amount))
	}
	fmt.Fprintf(out, "\nThe gateway's ledger:\n%s\n", strings.Join(moved, "\n"))
	return err
}

func pays(ctx context.Context, s *stall) error {
	page, err := buy(ctx, s, "rose")
	if err != nil {
		return err
	}
	if page, err = page.Press(ctx, "action", "pay"); err != nil {
		return err
	}
	sale, err := s.newest()
	if err != nil {
		return err
	}
	return errors.Join(
		site.Shows(page, "Thank you, it is paid", "14.75 AZN", "webhook: paid", "return page: paid"),
		site.Want("times shipped", sale.Shipped, 1),
		s.charged(sale.Reference, 1),
	)
}

func refuses(ctx context.Context, s *stall) error {
	page, err := buy(ctx, s, "thyme")
	if err != nil {
		return err
	}
	if page, err = page.Press(ctx, "action", "refuse"); err != nil {
		return err
	}
	sale, err := s.newest()
	if err != nil {
		return err
	}
	return errors.Join(
		site.Shows(page, "The payment was refused"),
		site.Want("times shipped", sale.Shipped, 0),
		s.charged(sale.Reference, 0),
	)
}

func leaves(ctx context.Context, s *stall) error {
	payPage, err := buy(ctx, s, "lankaran")
	if err != nil {
		return err
	}
	page, err := payPage.Press(ctx, "action", "leave")
	if err != nil {
		return err
	}
	if err := site.Shows(page, "Not paid yet"); err != nil {
		return err
	}
	if page, err = payPage.Press(ctx, "action", "pay"); err != nil {
		return err
	}
	return site.Shows(page, "Thank you, it is paid")
}

// losesAnAnswer: the gateway makes the order and nobody hears of it. The shop
// looks it up, and the payer notices nothing.
func losesAnAnswer(ctx context.Context, s *stall) error {
	front, err := browser.New().Open(ctx, s.url)
	if err != nil {
		return err
	}
	if _, err := front.Press(ctx, "lose", "answer"); err != nil {
		return err
	}
	page, err := buy(ctx, s, "rose")
	if err != nil {
		return err
	}
	if page, err = page.Press(ctx, "action", "pay"); err != nil {
		return err
	}
	sale, err := s.newest()
	if err != nil {
		return err
	}
	return errors.Join(
		site.Shows(page, "Thank you, it is paid", "answer was lost", "looked up: executed"),
		site.Want("faults that did not happen", s.model.PendingFaults(), 0),
		site.Want("orders at the gateway", s.ledger(sale.Reference, cibpaytest.Created), 1),
		s.charged(sale.Reference, 1),
	)
}

// gatewayDown: the request may have arrived, the look-up finds nothing so far.
// The shop says so, and does not send it again.
func gatewayDown(ctx context.Context, s *stall) error {
	s.model.Fail(cibpaytest.Fault{On: "POST /orders/create", Status: http.StatusBadGateway})
	page, err := buy(ctx, s, "thyme")
	if err != nil {
		return err
	}
	sale, err := s.newest()
	if err != nil {
		return err
	}
	return errors.Join(
		site.Shows(page, "We are asking the gateway", "looked up: absent so far"),
		site.Want("orders at the gateway", s.ledger(sale.Reference, cibpaytest.Created), 0),
		site.Want("times sent", s.sent(sale.Reference), 1),
	)
}

func strangersOrder(ctx context.Context, s *stall) error {
	page, err := browser.New().Open(ctx, s.url+"/return?order_id=11111111111111111")
	if err != nil {
		return err
	}
	return errors.Join(site.Want("status", page.Status, http.StatusNotFound), site.Shows(page, "We cannot find this order"))
}

func forgedWebhook(ctx context.Context, s *stall) error {
	body := strings.NewReader(`{"orders":[{"id":"11111111111111111","status":"charged"}]}`)
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, s.url+"/webhook", body)
	if err != nil {
		return err
	}
	r.Header.Set("Content-Type", "application/json")
	client := &http.Client{Timeout: 10 * time.Second}
	answer, err := client.Do(r)
	if err != nil {
		return err
	}
	return errors.Join(answer.Body.Close(), site.Want("status", answer.StatusCode, http.StatusUnauthorized))
}

// buy presses Buy on the shop page; what follows is the payment page.
func buy(ctx context.Context, s *stall, tea string) (*browser.Page, error) {
	front, err := browser.New().Open(ctx, s.url)
	if err != nil {
		return nil, err
	}
	return front.Press(ctx, "tea", tea)
}
