package ordergate

import (
	"context"
	"errors"
	"net/http"
	"time"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/internal/signing"
)

// Named is the order that a callback or a returning payer speaks of.
type Named struct{ ID, Reference string }

// callbackLimit bounds a callback's body in bytes.
const callbackLimit = 1 << 20

// ParseCallback reads the ids out of a callback's body: nothing in it is signed.
func (d Dialect) ParseCallback(body []byte) ([]Named, error) {
	if len(body) > callbackLimit {
		return nil, d.refuse(opParseCallback, "body", "want at most 1 MiB")
	}
	a, err := reader{zone: time.UTC}.answer(body)
	if err != nil || a.bare || len(a.orders) == 0 {
		return nil, d.refuse(opParseCallback, "body", "want a JSON object with orders, or one order")
	}
	named := make([]Named, 0, len(a.orders))
	for i := range a.orders {
		if !validID(a.orders[i].ID) {
			return nil, d.refuse(opParseCallback, "id", "want the id of an order")
		}
		named = append(named, Named{ID: a.orders[i].ID, Reference: a.orders[i].Reference})
	}
	return named, nil
}

// ParseReturn reads the id that a returning payer brings along.
func (d Dialect) ParseReturn(r *http.Request) (Named, error) {
	ids := r.URL.Query()["order_id"]
	if len(ids) != 1 || !validID(ids[0]) {
		return Named{}, d.refuse(opParseReturn, "order_id", "want one id of an order in the query")
	}
	return Named{ID: ids[0]}, nil
}

func (d Dialect) refuse(op, field, want string) error {
	return &paygates.Error{
		Gateway: d.Gateway, Op: op, Kind: paygates.ErrInvalidRequest, Outcome: paygates.OutcomeNotExecuted,
		Fields: []paygates.FieldError{{Field: field, Message: want}},
	}
}

// CallbackHandler checks a callback's credentials, reads every order that it
// names, and calls deliver with each.
func (e *Engine) CallbackHandler(deliver func(context.Context, *Order) error) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Cache-Control", "no-store")
		if r.Method != http.MethodPost {
			w.Header().Set("Allow", http.MethodPost)
			http.Error(w, "want POST", http.StatusMethodNotAllowed)
			return
		}
		if e.callbackUsername == "" {
			http.Error(w, "callback credentials are not configured", http.StatusUnauthorized)
			return
		}
		if !signing.CheckBasic(r, e.callbackUsername, e.callbackPassword.Reveal()) {
			w.Header().Set("WWW-Authenticate", `Basic realm="callback", charset="UTF-8"`)
			http.Error(w, "unauthorized", http.StatusUnauthorized)
			return
		}
		body, err := signing.ReadBody(r, callbackLimit)
		if err != nil {
			status := http.StatusBadRequest
			if errors.Is(err, signing.ErrTooLarge) {
				status = http.StatusRequestEntityTooLarge
			}
			http.Error(w, http.StatusText(status), status)
			return
		}
		named, err := e.dialect.ParseCallback(body)
		if err != nil {
			http.Error(w, "want a JSON object with orders, or one order", http.StatusBadRequest)
			return
		}
		for _, n := range named {
			o, err := e.Confirm(r.Context(), n.ID)
			if err == nil {
				err = deliver(r.Context(), o)
			}
			if err != nil {
				// Not taken over: the gateway is to send it again.
				http.Error(w, "not processed", http.StatusInternalServerError)
				return
			}
		}
		w.WriteHeader(http.StatusOK)
	})
}
