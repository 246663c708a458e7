package bizon_test

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"net/http"
	"testing"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/bizon"
	"github.com/paygates/paygates-go/internal/conformance"
	"github.com/paygates/paygates-go/money"
)

// What must never be seen: the project's password and the card data of the requests.
const (
	suitePassword = "canary-Passw0rd/8+x"
	suitePAN      = "4169741330151778"
	suiteCVV      = "9173"
	suiteHolder   = "CANARY A HOLDER"
	suiteToken    = "Y2FuYXJ5LXRva2Vu"
	suiteCAVV     = "Y2FuYXJ5LWNhdnY="
	suiteXID      = "Y2FuYXJ5LXhpZA=="
	suitePaRes    = "Y2FuYXJ5LXBhcmVz"
	suiteCRes     = "Y2FuYXJ5LWNyZXM="
)

// The requests of the suite.
const (
	suiteUser      = "project"
	suiteOrder     = "23014808614292147"
	suiteNewOrder  = "61277755379729234"
	suiteReference = "shop-20481"
)

func TestConformance(t *testing.T) {
	t.Parallel()
	cfg := testConfig()
	cfg.Username, cfg.Password = suiteUser, paygates.NewSecret(suitePassword)
	cfg.CallbackUsername, cfg.CallbackPassword = "callback", paygates.NewSecret("canary-callback-Passw0rd")
	s := suite{t}
	conformance.Run(t, conformance.Gateway[*bizon.Client]{
		Name:       "bizon",
		Operations: bizon.Operations(),
		New: func(baseURL string, opts ...paygates.Option) (*bizon.Client, error) {
			account := cfg
			account.BaseURL = baseURL
			return bizon.New(account, opts...)
		},
		Printed: []any{cfg, &cfg},
		Secrets: []conformance.Secret{
			{Name: "the password", Text: suitePassword},
			{Name: "the Basic credentials", Text: base64.StdEncoding.EncodeToString([]byte(suiteUser + ":" + suitePassword))},
			{Name: "the callback password", Text: "canary-callback-Passw0rd"},
			{Name: "the card number", Text: suitePAN},
			{Name: "the CVV", Text: suiteCVV},
			{Name: "the card holder", Text: suiteHolder},
			{Name: "the token", Text: suiteToken},
			{Name: "the CAVV", Text: suiteCAVV},
			{Name: "the XID", Text: suiteXID},
			{Name: "the PaRes", Text: suitePaRes},
			{Name: "the cres", Text: suiteCRes},
		},
		Wire: conformance.Wire{
			Roots: []string{"orders.0", ""}, ID: "id", Status: "status",
			Amounts: []string{"amount", "amount_charged", "amount_refunded", "fee", "incoming", "receivable", "reserve", "rate"},
			IDs:     []string{"id", "order_id", "merchant_order_id"},
			Free:    []string{"custom_fields", "form3d"},
		},
		Refuse: suiteRefusal,
		Cases: []conformance.Case[*bizon.Client]{
			s.ping(), s.rates(), s.get(), s.list(), s.all(), s.find(), s.listOperations(), s.allOperations(),
			s.create(), s.authorize(), s.tokenPay(), s.rebill(), s.credit(), s.creditOrder(),
			s.chargeWhole(), s.chargePart(), s.refundWhole(), s.refundPart(), s.cancelWhole(), s.cancelPart(), s.reverse(),
			s.complete(), s.complete3DS2(), s.resume(),
		},
	})
}

// suiteRefusal writes Bizon's error answers: a failure_type, a 401, and a refused order.
func suiteRefusal(r paygates.Refusal, good conformance.Reply, message string) conformance.Reply {
	text := func(s string) string {
		quoted, err := json.Marshal(s)
		if err != nil {
			panic(err)
		}
		return string(quoted)
	}
	switch r.Signal {
	case "failure_type":
		status := http.StatusPaymentRequired
		if r.Code == "validation" {
			status = http.StatusUnprocessableEntity
		}
		return conformance.Reply{Status: status, Body: `{"failure_type":` + text(r.Code) + `,"failure_message":` + text(message) +
			`,"order_id":null,"errors":[{"attribute":"amount","message":` + text(message) + `}]}`}
	case "http":
		return conformance.Reply{
			Status: http.StatusUnauthorized, Header: http.Header{"Www-Authenticate": {"Basic realm=api"}},
			Body: "<html>" + message + "</html>",
		}
	default: // the order itself was refused
		return good.With("orders.0.status", text(r.Code)).With("orders.0.amount_charged", `"0.00"`).With("orders.0.operations", `[]`).
			With("orders.0.failure_message", text(message))
	}
}

// suite makes the cases. Their answers are the page's own samples, with the ids and amounts of the suite's requests.
type suite struct{ t *testing.T }

// sample reads one.
func (s suite) sample(name string) conformance.Reply {
	return conformance.Reply{Name: name, Form: "platform", Body: string(sample(s.t, name))}
}

// order is a sample about the suite's order.
func (s suite) order(name, id, amount, charged, refunded string) conformance.Reply {
	return s.sample(name).
		With("orders.0.id", `"`+id+`"`).With("orders.0.currency", `"USD"`).With("orders.0.amount", `"`+amount+`"`).
		With("orders.0.amount_charged", `"`+charged+`"`).With("orders.0.amount_refunded", `"`+refunded+`"`)
}

// made is a sample about the order that a request of the suite makes.
func (s suite) made(name, charged string) conformance.Reply {
	return s.order(name, suiteNewOrder, "11.00", charged, "0.00").With("orders.0.merchant_order_id", `"`+suiteReference+`"`)
}

// taken is an answer with the money charged at once.
func taken(r conformance.Reply, amount string) conformance.Reply {
	r = r.With("orders.0.status", `"charged"`).With("orders.0.amount_charged", `"`+amount+`"`)
	r.Name += ", charged"
	return r
}

// either shows the 3-D Secure form in one of its two fields alone.
func either(r conformance.Reply) []conformance.Reply {
	r.Status = http.StatusCreated
	data, html := r.With("orders.0.form3d_html", "null"), r.With("orders.0.form3d", "null")
	data.Name += ", form3d"
	html.Name += ", form3d_html"
	return []conformance.Reply{r, data, html}
}

// before is the read that a part of an order's money is measured from.
func (s suite) before(charged, refunded string) []conformance.Exchange {
	return []conformance.Exchange{{
		Name: "the order before", Method: http.MethodGet, Path: "/orders/{id}",
		Reply: s.order("get", suiteOrder, "11.00", charged, refunded),
	}}
}

// asking makes a case's call of one of the tests' calls.
func asking[Q any](request Q, to func(Q) call) func() conformance.Call[*bizon.Client] {
	return conformance.Calling(func() Q { return request },
		func(ctx context.Context, c *bizon.Client, q Q) (any, error) {
			result, err := to(q)(ctx, c)
			if err != nil {
				return nil, err
			}
			return result, nil
		})
}

// making and changing call a method with a request, the second one on an order; changingWithout needs none.
func making[Q any](method func(*bizon.OrdersAPI, context.Context, Q) (*bizon.Order, error), request Q) func() conformance.Call[*bizon.Client] {
	return conformance.Calling(func() Q { return request },
		func(ctx context.Context, c *bizon.Client, q Q) (*bizon.Order, error) { return method(c.Orders, ctx, q) })
}

func changing[Q any](method func(*bizon.OrdersAPI, context.Context, string, Q) (*bizon.Order, error), id string, request Q) func() conformance.Call[*bizon.Client] {
	return conformance.Calling(func() Q { return request },
		func(ctx context.Context, c *bizon.Client, q Q) (*bizon.Order, error) {
			return method(c.Orders, ctx, id, q)
		})
}

func changingWithout(method func(*bizon.OrdersAPI, context.Context, string) (*bizon.Order, error), id string) func() conformance.Call[*bizon.Client] {
	return conformance.Calling(func() string { return id },
		func(ctx context.Context, c *bizon.Client, id string) (*bizon.Order, error) {
			return method(c.Orders, ctx, id)
		})
}

// invalid names one wrong request.
func invalid(name string, call func() conformance.Call[*bizon.Client], fields ...string) conformance.Invalid[*bizon.Client] {
	return conformance.Invalid[*bizon.Client]{Name: name, Call: call, Fields: fields}
}

func eleven() money.Amount { return usd("11.00") }
