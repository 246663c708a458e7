package main

import (
	"context"
	"errors"
	"fmt"
	"html"
	"io"
	"net/http"
	"regexp"
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
	{Name: "a payer who pays in the window", Walk: func(ctx context.Context, s *stall) error { return inTheWindow(ctx, s, "pay", paidPage, 1) }},
	{Name: "a payer who refuses", Walk: func(ctx context.Context, s *stall) error { return inTheWindow(ctx, s, "refuse", refusedPage, 0) }},
	{Name: "a payer who closes the window", Walk: func(ctx context.Context, s *stall) error { return inTheWindow(ctx, s, "leave", waitingPage, 0) }},
	{Name: "the page around the link", Walk: aroundTheLink},
	{Name: "an answer that gets lost", Walk: losesAnAnswer},
}

// selftest walks all visits, and says which of them went wrong.
func selftest(ctx context.Context, s *stall, out io.Writer) error {
	return site.Selftest(ctx, s, visits, out)
}

// inTheWindow opens the link as the page's script does, presses a button there,
// and goes where the script goes when the window is closed.
func inTheWindow(ctx context.Context, s *stall, action, title string, tickets int) error {
	page, err := s.buy(ctx)
	if err != nil {
		return err
	}
	link := linkOn.FindStringSubmatch(page.Body)
	if link == nil {
		return errors.New("the page has no link to pay with")
	}
	window, err := browser.New().Open(ctx, html.UnescapeString(link[1]))
	if err != nil {
		return err
	}
	if _, err := window.Press(ctx, "action", action); err != nil {
		return err
	}
	done, err := browser.New().Open(ctx, strings.Replace(page.URL.String(), "/pay/", "/purchase/", 1))
	if err != nil {
		return err
	}
	return s.check(done, title, tickets)
}

var (
	linkOn  = regexp.MustCompile(`<a id="pay" rel="noreferrer" href="([^"]+)"`)
	nonceIn = regexp.MustCompile(`script-src 'nonce-([A-Z0-9]+)'`)
	scripts = regexp.MustCompile(`<script[^>]*>`)
)

// aroundTheLink looks at what the page lets a browser do. Each answer has a nonce
// of its own, and no secret.
func aroundTheLink(ctx context.Context, s *stall) error {
	page, err := s.buy(ctx)
	if err != nil {
		return err
	}
	before, seen := len(s.model.Payments()), map[string]bool{}
	for range 2 {
		body, policy, err := load(ctx, page.URL.String())
		nonce := nonceIn.FindStringSubmatch(policy)
		switch {
		case err != nil:
			return err
		case nonce == nil || !strings.HasPrefix(policy, "default-src 'none'"):
			return fmt.Errorf("the policy is %q", policy)
		case seen[nonce[1]]:
			return errors.New("the nonce is an old one")
		}
		seen[nonce[1]] = true
		for _, script := range scripts.FindAllString(body, -1) {
			if !strings.Contains(script, `nonce="`+nonce[1]+`"`) && !strings.Contains(script, `type="application/json"`) {
				return fmt.Errorf("a script without the nonce: %s", script)
			}
		}
		for _, secret := range []string{cinetpaytest.DefaultAPIKey, cinetpaytest.DefaultSecretKey, cinetpaytest.DefaultSiteID} {
			if strings.Contains(body, secret) {
				return errors.New("the page shows a key")
			}
		}
	}
	if len(s.model.Payments()) != before {
		return errors.New("loading the page again made another payment")
	}
	return nil
}

func losesAnAnswer(ctx context.Context, s *stall) error {
	s.model.Fail(cinetpaytest.Fault{On: "POST /v2/payment", When: cinetpaytest.AfterCommit, Drop: true})
	page, err := s.buy(ctx)
	if err != nil {
		return err
	}
	return s.check(page, closedPage, 0)
}

// buy presses the shop's button; what follows is the page to pay on.
func (s *stall) buy(ctx context.Context) (*browser.Page, error) {
	front, err := browser.New().Open(ctx, s.url)
	if err != nil {
		return nil, err
	}
	return front.Press(ctx, "buy", "ticket")
}

// check compares a purchase and its page with what they should be.
func (s *stall) check(page *browser.Page, title string, tickets int) error {
	x, _ := s.get(strings.TrimPrefix(page.URL.Path, "/purchase/"))
	switch {
	case !strings.Contains(html.UnescapeString(page.Body), "<h1>"+title+"</h1>"):
		return fmt.Errorf("the page at %s does not say %q", page.URL.Path, title)
	case x.Tickets != tickets:
		return fmt.Errorf("%d tickets, want %d", x.Tickets, tickets)
	case s.model.PendingFaults() > 0:
		return errors.New("what was to go wrong did not")
	}
	return nil
}

// load gives a page with its policy.
func load(ctx context.Context, address string) (body, policy string, err error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, address, http.NoBody)
	if err != nil {
		return "", "", err
	}
	answer, err := (&http.Client{}).Do(r)
	if err != nil {
		return "", "", err
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	return string(text), answer.Header.Get("Content-Security-Policy"), err
}
