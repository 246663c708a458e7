package ordergate

import (
	"context"
	"errors"
	"net/http"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/internal/check"
	"github.com/paygates/paygates-go/internal/signing"
	"github.com/paygates/paygates-go/internal/wire"
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
	named, err := readNamed(body)
	if err != nil || len(named) == 0 {
		return nil, d.refuse(opParseCallback, "body", "want a JSON object with orders, or one order")
	}
	for _, n := range named {
		if !check.ID(n.ID) {
			return nil, d.refuse(opParseCallback, "id", "want the id of an order")
		}
	}
	return named, nil
}

// readNamed reads ids and references alone: nothing else in a callback counts,
// so that nothing else may make it unreadable.
func readNamed(body []byte) ([]Named, error) {
	var named []Named
	var top Named
	d := wire.NewDecoder(body)
	if d.Kind() != wire.Object {
		return nil, errNoObject
	}
	for d.Object(); d.More(); {
		if !d.Is("orders") {
			top.read(d)
			continue
		}
		for d.OneOrMany(); d.More(); {
			var n Named
			for d.Object(); d.More(); {
				n.read(d)
			}
			named = append(named, n)
		}
	}
	if len(named) == 0 && top.ID != "" {
		named = append(named, top)
	}
	return named, d.End()
}

var errNoObject = errors.New("not a JSON object")

// read takes the field that is due if it names the order. A failure names it
// as order_id.
func (n *Named) read(d *wire.Decoder) {
	switch {
	case d.Is(fieldID):
		n.ID = d.ID()
	case d.Is(fieldOrderID):
		if id := d.ID(); n.ID == "" {
			n.ID = id
		}
	case d.Is(fieldReference):
		n.Reference = d.ID()
	}
}

// ParseReturn reads the id that a returning payer brings along.
func (d Dialect) ParseReturn(r *http.Request) (Named, error) {
	ids := r.URL.Query()["order_id"]
	if len(ids) != 1 || !check.ID(ids[0]) {
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
	if deliver == nil {
		panic(e.dialect.Gateway + ": CallbackHandler needs a function to call")
	}
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
