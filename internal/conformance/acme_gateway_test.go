package conformance

import (
	"context"
	"net/http"

	paygates "github.com/paygates/paygates-go"
)

// acmeGateway describes acme to the suite, with a client that has a flaw.
func acmeGateway(f *flaw) Gateway[*acme] {
	open := Reply{Name: "open", Body: `{"id":"7001","status":"open","currency":"AZN","paid":"0.00","options":{}}`}
	paid := Reply{Name: "paid", Body: `{"id":"7001","status":"paid","reference":"shop-1","currency":"AZN","paid":"11.00","card":"411111****1111","options":{}}`}
	pay := func(part bool) func() Call[*acme] {
		return Calling(func() payment {
			return payment{
				Reference: acmeShop, Part: part, Card: paygates.NewPAN(acmeCard), CVV: paygates.NewSecret(acmeCVV), Extra: map[string]string{"colour": "red"},
			}
		}, func(ctx context.Context, c *acme, p payment) (*thing, error) { return c.pay(ctx, acmeThing, p) })
	}
	get := func(id string) func() Call[*acme] {
		return Calling(func() string { return id }, func(ctx context.Context, c *acme, id string) (*thing, error) { return c.get(ctx, id) })
	}
	label := func(text string) func() Call[*acme] {
		return Calling(func() string { return text }, func(ctx context.Context, c *acme, text string) (*thing, error) {
			return c.setLabel(ctx, acmeThing, text)
		})
	}
	nobody := Calling(func() payment { return payment{Card: paygates.NewPAN(acmeCard)} }, func(ctx context.Context, c *acme, p payment) (*thing, error) {
		return c.pay(ctx, acmeThing, p)
	})
	asked := map[string]string{"id": acmeThing, "reference": acmeShop, "currency": "AZN", "paid": "11.00"}
	return Gateway[*acme]{
		Name: "acme", Operations: acmeRows(),
		New:      func(baseURL string, opts ...paygates.Option) (*acme, error) { return newAcme(f, baseURL, opts) },
		Printed:  []any{paygates.NewSecret(acmePassword)},
		Secrets:  []Secret{{"the password", acmePassword}, {"the card number", acmeCard}, {"the CVV", acmeCVV}},
		Wire:     Wire{Roots: []string{""}, ID: "id", Status: "status", Amounts: []string{"paid"}, IDs: []string{"id", "reference"}},
		Unfilled: map[string]string{"thing.Total": "it is there for a flaw"},
		Refuse: func(r paygates.Refusal, _ Reply, message string) Reply {
			return Reply{Status: 402, Body: `{"code":` + encode(r.Code) + `,"message":` + encode(message) + `}`}
		},
		Cases: []Case[*acme]{
			{
				Operation: "Things.Get", Call: get(acmeThing), Asked: map[string]string{"id": acmeThing}, Target: acmeThing, Good: []Reply{open, paid.With("reference", "null")},
				Invalid: []Invalid[*acme]{{Name: "no id", Call: get(""), Fields: []string{"id"}}},
			},
			{
				Operation: "Things.Label", Call: label("red"), Asked: map[string]string{"id": acmeThing, "label": "red"}, Target: acmeThing,
				Good: []Reply{open.With("label", `"red"`)},
				Beside: []Exchange{
					{Name: "the login", Method: http.MethodPost, Path: "/login", Reply: Reply{Body: `{"label":"token-1"}`}, OncePerClient: true},
					{Name: "the thing behind", Method: http.MethodGet, Path: "/things/{id}", Reply: open, After: true},
				},
				Invalid: []Invalid[*acme]{{Name: "no label", Call: label(""), Fields: []string{"label"}}},
			},
			{
				Operation: "Things.Pay", Variant: "whole", Call: pay(false), Asked: asked, Target: acmeThing, Good: []Reply{paid}, Earlier: []int{409},
				Echo:    []Change{{Name: "the whole card number", Path: "card", Value: `"` + acmeCard + `"`}},
				Invalid: []Invalid[*acme]{{Name: "no reference", Call: nobody, Fields: []string{"Reference"}}},
			},
			{
				Operation: "Things.Pay", Variant: "part", Call: pay(true), Asked: asked, Target: acmeThing, Good: []Reply{paid}, Earlier: []int{409},
				Beside:  []Exchange{{Name: "the thing before", Method: http.MethodGet, Path: "/things/{id}", Reply: open}},
				Invalid: []Invalid[*acme]{{Name: "no reference", Call: nobody, Fields: []string{"Reference"}}},
			},
		},
	}
}
