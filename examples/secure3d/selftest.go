package main

import (
	"context"
	"errors"
	"fmt"
	"html"
	"io"
	"net/http"
	"strings"

	"github.com/paygates/paygates-go/bizon/bizontest"
	"github.com/paygates/paygates-go/examples/internal/browser"
	"github.com/paygates/paygates-go/examples/internal/site"
)

// stall is the shop with the model that it pays through.
type stall struct {
	*shop
	model *bizontest.Server
}

// visit is one payment, told from the payer's side.
type visit struct {
	name          string
	card, version string
	walk          func(ctx context.Context, s *stall, page *browser.Page) (*browser.Page, error)
	says          string // the page that it ends on
	charged       int
}

const paidPage, refusedPage, waitingPage = "Thank you, it is paid", "The payment was refused", "Your bank has not confirmed it"

var visits = []visit{
	{"3-D Secure 2, and the payer confirms", testCards[0].Number, "2", answers("confirm"), paidPage, 1},
	{"3-D Secure 2, and the payer fails", testCards[0].Number, "2", answers("fail"), refusedPage, 0},
	{"3-D Secure 1, and the payer confirms", testCards[0].Number, "1", answers("confirm"), paidPage, 1},
	{"3-D Secure 1, and the payer fails", testCards[0].Number, "1", answers("fail"), refusedPage, 0},
	{"a bank that looks at the browser first", testCards[1].Number, "2", looksFirst, paidPage, 1},
	{"a bank that asks nothing", testCards[2].Number, "2", nothingMore, paidPage, 1},
	{"a card that is declined", testCards[3].Number, "2", nothingMore, refusedPage, 0},
	{"a payer who sends the bank's answer twice", testCards[0].Number, "1", sendsTwice, paidPage, 1},
	{"an answer that gets lost at the end", testCards[0].Number, "2", losesTheEnd, paidPage, 1},
	{"a payer who leaves his bank's page", testCards[0].Number, "2", leaves, waitingPage, 0},
	{"somebody who claims that the bank has answered", testCards[0].Number, "1", claims, waitingPage, 0},
}

// selftest walks all visits, and says which of them went wrong.
func selftest(ctx context.Context, s *stall, out io.Writer) error {
	var walks []site.Visit[*stall]
	for _, v := range visits {
		walks = append(walks, site.Visit[*stall]{Name: v.name, Walk: v.check})
	}
	return site.Selftest(ctx, s, walks, out)
}

func (v visit) check(ctx context.Context, s *stall) error {
	before := len(s.model.Ledger())
	page, err := browser.New().Open(ctx, s.url)
	if err != nil {
		return err
	}
	page.Type("number", v.card)
	page.Type("version", v.version)
	if page, err = page.Press(ctx, "action", "pay"); err != nil {
		return err
	}
	if page, err = v.walk(ctx, s, page); err != nil {
		return err
	}
	charged := 0
	for _, e := range s.model.Ledger()[before:] {
		if e.Kind == bizontest.Charged {
			charged++
		}
	}
	switch said := html.UnescapeString(page.Body); {
	case page.Status != http.StatusOK || !strings.Contains(said, "<h1>"+v.says+"</h1>"):
		return fmt.Errorf("the page at %s, status %d, does not say %q", page.URL.Path, page.Status, v.says)
	case charged != v.charged:
		return fmt.Errorf("charged %d times, want %d", charged, v.charged)
	case s.model.PendingFaults() > 0:
		return errors.New("what was to go wrong did not")
	}
	return nil
}

// answers goes to the bank, answers its question and comes back.
func answers(choice string) func(context.Context, *stall, *browser.Page) (*browser.Page, error) {
	return func(ctx context.Context, _ *stall, page *browser.Page) (*browser.Page, error) {
		page, err := answered(ctx, page, choice)
		if err != nil {
			return nil, err
		}
		return page.Press(ctx, "", "") // back to the shop
	}
}

// answered is the bank's last page, which holds its answer.
func answered(ctx context.Context, page *browser.Page, choice string) (*browser.Page, error) {
	page, err := atBank(ctx, page)
	if err != nil {
		return nil, err
	}
	return page.Press(ctx, "choice", choice)
}

// atBank sends the forms that send themselves in a browser with scripts, until
// the bank asks.
func atBank(ctx context.Context, page *browser.Page) (*browser.Page, error) {
	for range 3 {
		if strings.Contains(page.Body, `name="choice"`) {
			return page, nil
		}
		var err error
		if page, err = page.Press(ctx, "", ""); err != nil {
			return nil, err
		}
	}
	return nil, errors.New("the bank does not ask")
}

// looksFirst passes the bank's page of the 3DS Method and the shop's second form.
func looksFirst(ctx context.Context, s *stall, page *browser.Page) (*browser.Page, error) {
	if !strings.Contains(page.Body, "threeDSMethodData") {
		return nil, errors.New("the first form is not that of the 3DS Method")
	}
	for range 2 { // to the bank's page, and from it back to the shop
		var err error
		if page, err = page.Press(ctx, "", ""); err != nil {
			return nil, err
		}
	}
	return answers("confirm")(ctx, s, page)
}

func nothingMore(_ context.Context, _ *stall, page *browser.Page) (*browser.Page, error) {
	return page, nil
}

// sendsTwice comes back to the shop, goes back in the browser, and comes again.
func sendsTwice(ctx context.Context, _ *stall, page *browser.Page) (*browser.Page, error) {
	page, err := answered(ctx, page, "confirm")
	if err != nil {
		return nil, err
	}
	if _, err := page.Press(ctx, "", ""); err != nil {
		return nil, err
	}
	return page.Press(ctx, "", "")
}

func losesTheEnd(ctx context.Context, s *stall, page *browser.Page) (*browser.Page, error) {
	s.model.Fail(bizontest.Fault{On: "POST /orders/{id}/complete3d20", When: bizontest.AfterCommit, Drop: true})
	return answers("confirm")(ctx, s, page)
}

// latest is the shop's newest purchase.
func (s *stall) latest() string {
	orders := s.model.Orders()
	return orders[len(orders)-1].Reference
}

func leaves(ctx context.Context, s *stall, page *browser.Page) (*browser.Page, error) {
	if _, err := atBank(ctx, page); err != nil {
		return nil, err
	}
	return browser.New().Open(ctx, s.url+"/purchase/"+s.latest())
}

// claims sends a bank's answer that no bank gave.
func claims(ctx context.Context, s *stall, _ *browser.Page) (*browser.Page, error) {
	r, err := bizontest.Return{URL: s.url + "/back/" + s.latest(), Fields: map[string][]string{"PaRes": {"confirmed"}}}.Request(ctx)
	if err != nil {
		return nil, err
	}
	answer, err := (&http.Client{}).Do(r)
	if err != nil {
		return nil, err
	}
	if err := answer.Body.Close(); err != nil {
		return nil, err
	}
	return browser.New().Open(ctx, s.url+"/purchase/"+s.latest())
}
