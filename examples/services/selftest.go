package main

import (
	"context"
	"errors"
	"fmt"
	"html"
	"io"
	"strings"

	"github.com/paygates/paygates-go/corefy/corefytest"
	"github.com/paygates/paygates-go/examples/internal/browser"
	"github.com/paygates/paygates-go/money"
)

// selftest pays with every way that is offered, and says which of them went wrong.
func selftest(ctx context.Context, d *desk, model *corefytest.Server, out io.Writer) error {
	wrong, ways := 0, 0
	tell := func(what string, err error) {
		if ways++; err != nil {
			wrong++
			fmt.Fprintf(out, "WRONG  %s: %v\n", what, err)
			return
		}
		fmt.Fprintf(out, "ok     %s\n", what)
	}
	for _, price := range prices {
		choices, err := d.offers.in(ctx, price)
		if err != nil || len(choices) == 0 {
			tell("what is offered for "+price.String(), errors.Join(err, errNotOffered))
		}
		for _, way := range choices {
			tell(price.String()+" with "+way.Code, d.payWith(ctx, model, price, way))
		}
	}
	if wrong > 0 {
		return fmt.Errorf("%d of %d went wrong", wrong, ways)
	}
	return nil
}

// payWith goes from the choices to the end.
func (d *desk) payWith(ctx context.Context, model *corefytest.Server, price money.Amount, way choice) error {
	page, err := browser.New().Open(ctx, d.url+"/?currency="+price.Currency().Code())
	if err != nil {
		return err
	}
	for _, field := range way.Fields {
		page.Type("field-"+field.Key, field.Example)
	}
	if page, err = page.Press(ctx, "service", way.Code); err != nil {
		return err
	}
	if strings.Contains(page.Body, "<form") && !strings.Contains(page.Body, `value="pay"`) {
		if page, err = page.Press(ctx, "", ""); err != nil { // a form that sends itself where scripts run
			return err
		}
	}
	if page, err = page.Press(ctx, "action", "pay"); err != nil {
		return err
	}
	made := model.Invoices()
	last := made[len(made)-1]
	switch body := html.UnescapeString(page.Body); {
	case !strings.Contains(body, "<h1>"+paidPage+"</h1>"):
		return fmt.Errorf("the page at %s does not say %q", page.URL.Path, paidPage)
	case last.Service != way.Code || !last.Amount.Equal(price):
		return fmt.Errorf("the invoice is of %s with %s", last.Amount, last.Service)
	}
	return nil
}
