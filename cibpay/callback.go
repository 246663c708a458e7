package cibpay

import (
	"context"
	"net/http"

	"github.com/paygates/paygates-go/internal/ordergate"
)

// Callback is what a callback's body says that can be used: which order it
// speaks of. Nothing in it is signed, so that everything else is read with
// Client.Confirm.
type Callback struct {
	// ID is the order's.
	ID string
	// Reference is the merchant's own id, as the body claims.
	Reference string
	// Others are further orders of the same body.
	Others []CallbackOrder
}

// CallbackOrder is one further order that a callback's body names.
type CallbackOrder struct {
	// ID is the order's.
	ID string
	// Reference is the merchant's own id, as the body claims.
	Reference string
}

// ParseCallback reads a callback's body: the envelope with orders, or one bare
// order. The error is ErrInvalidRequest, and never repeats the body. The header
// is not used: CIBPay signs nothing; credentials are checked by CallbackHandler.
//
// No source defines CIBPay's callbacks; the form is that of public clients.
func ParseCallback(body []byte, _ http.Header) (*Callback, error) {
	named, err := dialect.ParseCallback(body)
	if err != nil {
		return nil, err
	}
	first := &Callback{ID: named[0].ID, Reference: named[0].Reference}
	for _, n := range named[1:] {
		first.Others = append(first.Others, CallbackOrder(n))
	}
	return first, nil
}

// Return is what a returning payer brings along.
type Return struct {
	// ID is the order's. The payer could have changed it: read the order with
	// Client.Confirm, and see that its Reference is the one you expect.
	ID string
}

// ParseReturn reads the query with which the payer comes back to
// Options.ReturnURL: order_id, unsigned. The error is ErrInvalidRequest.
func ParseReturn(r *http.Request) (*Return, error) {
	named, err := dialect.ParseReturn(r)
	if err != nil {
		return nil, err
	}
	return &Return{ID: named.ID}, nil
}

// CallbackHandler receives callbacks; deliver must not be nil. It checks the Basic credentials of the
// Config in constant time, reads each order that the body names, and calls
// deliver with it. It answers 200 when deliver returned nil, 500 otherwise, so
// that the gateway sends it again; deliver may thus see an order more than once
// and in any order. Without callback credentials in the Config every callback
// is refused with 401.
func (c *Client) CallbackHandler(deliver func(ctx context.Context, o *Order) error) http.Handler {
	if deliver == nil {
		return c.engine.CallbackHandler(nil)
	}
	return c.engine.CallbackHandler(func(ctx context.Context, o *ordergate.Order) error {
		return deliver(ctx, orderFrom(o))
	})
}
