package corefy

import (
	"context"
	"net/http"
	"strings"
	"time"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/internal/check"
	"github.com/paygates/paygates-go/internal/transport"
	"github.com/paygates/paygates-go/money"
)

// none is the currency of a read that asks for none.
var none money.Currency

// account is what a client of either API stands on: one host and one mode.
type account struct {
	t          *transport.Client
	live       bool
	currencies map[string]money.Currency
	publicKey  string // of the public API alone
}

// hostOf is one of the two APIs.
type hostOf struct {
	field, base string
	header      http.Header
}

func newAccount(cfg Config, h hostOf, opts []paygates.Option) (*account, check.Findings) {
	header := h.header.Clone()
	if header == nil {
		header = http.Header{}
	}
	header.Set("Content-Type", "application/json")
	header.Set("Accept", "*/*") // the page promises no media type
	t, findings := transport.New(transport.Config{Gateway: gateway, BaseURL: h.base, Header: header, Secrets: cfg.secrets()}, opts)
	var wrong check.Findings
	for _, f := range findings {
		if f.Field == "BaseURL" {
			f.Field = h.field
		}
		wrong.Add(f.Field, f.Message)
	}
	if len(wrong) > 0 {
		return nil, wrong
	}
	a := &account{t: t, live: cfg.live(), currencies: make(map[string]money.Currency, len(cfg.Currencies))}
	for _, c := range cfg.Currencies {
		a.currencies[c.Code()] = c
	}
	return a, nil
}

// testMode is the mode in the gateway's word.
func (a *account) testMode() string {
	if a.live {
		return "false"
	}
	return "true"
}

// reader decodes answers; fallback is the currency that was asked for.
func (a *account) reader(fallback money.Currency) reader {
	return reader{currencies: a.currencies, fallback: fallback}
}

// intent is what a call is about to ask for.
func intentOf(op *paygates.Operation) paygates.Intent {
	return paygates.Intent{Gateway: gateway, Op: op.Name, At: time.Now()}
}

// do sends a call; judge gives its result, or the fault that the answer is.
func do[R any](ctx context.Context, a *account, call *transport.Call, judge func(*transport.Reply) (R, *paygates.Error)) (R, error) {
	var result, none R
	err := a.t.Do(ctx, call, func(reply *transport.Reply) (fault *paygates.Error) {
		result, fault = judge(reply)
		return fault
	})
	if err != nil {
		return none, err
	}
	return result, nil
}

// target is the request's path: the row's, with the id in its place.
func target(op *paygates.Operation, id string) string { return strings.Replace(op.Path, "{id}", id, 1) }

// amount checks an amount that is to be sent.
func (a *account) amount(wrong *check.Findings, field string, amount money.Amount) {
	wrong.Amount(field, rules, amount)
	if known, ok := a.currencies[amount.Currency().Code()]; ok && known != amount.Currency() {
		wrong.Add(field, "want the currency with the places that Config.Currencies gives it")
	}
}
