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
)

// visit is one walk through the shop, told from the payer's side.
type visit struct {
	name string
	walk func(context.Context, *stall) error
}

var visits = []visit{
	{"a payer who pays", pays},
	{"a payer who refuses", refuses},
	{"a payer who leaves and pays later", leaves},
	{"an answer that gets lost", losesAnAnswer},
	{"a gateway that is down", gatewayDown},
	{"a return link that names somebody else's order", strangersOrder},
	{"a webhook without credentials", forgedWebhook},
}

// selftest walks all visits, and says which of them went wrong.
func selftest(ctx context.Context, s *stall, out io.Writer) error {
	wrong := 0
	for _, v := range visits {
		if err := v.walk(ctx, s); err != nil {
			wrong++
			fmt.Fprintf(out, "WRONG  %s: %v\n", v.name, err)
			continue
		}
		fmt.Fprintf(out, "ok     %s\n", v.name)
	}
	var moved []string
	for _, e := range s.model.Ledger() {
		moved = append(moved, fmt.Sprintf("  %-9s %-10s %12s", e.Reference, e.Kind, e.Amount))
	}
	fmt.Fprintf(out, "\nThe gateway's ledger:\n%s\n", strings.Join(moved, "\n"))
	if wrong > 0 {
		return fmt.Errorf("%d of %d visits went wrong", wrong, len(visits))
	}
	return nil
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
		shows(page, "Thank you, it is paid", "14.75 AZN", "webhook: paid", "return page: paid"),
		want("times shipped", sale.Shipped, 1),
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
		shows(page, "The payment was refused"),
		want("times shipped", sale.Shipped, 0),
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
	if err := shows(page, "Not paid yet"); err != nil {
		return err
	}
	if page, err = payPage.Press(ctx, "action", "pay"); err != nil {
		return err
	}
	return shows(page, "Thank you, it is paid")
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
		shows(page, "Thank you, it is paid", "answer was lost", "looked up: executed"),
		want("faults that did not happen", s.model.PendingFaults(), 0),
		want("orders at the gateway", s.ledger(sale.Reference, cibpaytest.Created), 1),
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
		shows(page, "We are asking the gateway", "looked up: absent so far"),
		want("orders at the gateway", s.ledger(sale.Reference, cibpaytest.Created), 0),
		want("times sent", s.sent(sale.Reference), 1),
	)
}

func strangersOrder(ctx context.Context, s *stall) error {
	page, err := browser.New().Open(ctx, s.url+"/return?order_id=11111111111111111")
	if err != nil {
		return err
	}
	return errors.Join(want("status", page.Status, http.StatusNotFound), shows(page, "We cannot find this order"))
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
	return errors.Join(answer.Body.Close(), want("status", answer.StatusCode, http.StatusUnauthorized))
}

// buy presses Buy on the shop page; what follows is the payment page.
func buy(ctx context.Context, s *stall, tea string) (*browser.Page, error) {
	front, err := browser.New().Open(ctx, s.url)
	if err != nil {
		return nil, err
	}
	return front.Press(ctx, "tea", tea)
}
