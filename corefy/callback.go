package corefy

import (
	"context"
	"errors"
	"net/http"

	"github.com/paygates/paygates-go/internal/check"
	"github.com/paygates/paygates-go/internal/signing"

	paygates "github.com/paygates/paygates-go"
)

// Return is what a returning payer brings along.
type Return struct {
	// ID is the invoice's. The payer could have changed it: read the invoice with
	// Client.Confirm, and see that its Reference is the one you expect.
	ID string
}

// ParseReturn reads the query with which the payer comes back: id, unsigned.
// Amounts and other words beside it are not to be believed. The error is
// ErrInvalidRequest.
//
// The name is that of public clients of the platform.
func ParseReturn(r *http.Request) (*Return, error) {
	ids := r.URL.Query()["id"]
	if len(ids) != 1 || !check.ID(ids[0]) {
		return nil, refused(opParseReturn, check.Findings{{Field: "id", Message: "want one id of an invoice in the query"}})
	}
	return &Return{ID: ids[0]}, nil
}

// CallbackHandler receives callbacks; deliver must not be nil. It verifies the
// signature with Config.CallbackSecrets, reads the invoice that the callback names
// with Confirm, and calls deliver with it. It answers 200, the only answer that
// Corefy takes for delivered, when deliver returned nil, and 500 otherwise, so that
// Corefy sends it again; deliver may thus see an invoice more than once and in any
// order. A callback of the other mode is refused with 403. One that speaks of
// something else than an invoice, a payout for example, is acknowledged and not
// delivered: handle those with a Verifier and Payouts.Get. Without secrets in the
// Config every callback is refused with 401.
func (c *Client) CallbackHandler(deliver func(ctx context.Context, invoice *Invoice) error) http.Handler {
	if deliver == nil {
		panic(gateway + ": CallbackHandler needs a function to call")
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Cache-Control", "no-store")
		callback, status := c.receive(w, r)
		if status != http.StatusOK {
			http.Error(w, http.StatusText(status), status)
			return
		}
		if callback.IsInvoice() {
			invoice, err := c.Confirm(r.Context(), callback.ID)
			if err == nil {
				err = deliver(r.Context(), invoice)
			}
			if err != nil {
				// Not taken over: Corefy is to send it again.
				http.Error(w, "not processed", http.StatusInternalServerError)
				return
			}
		}
		w.WriteHeader(http.StatusOK)
	})
}

// receive checks a callback and says which HTTP status it deserves.
func (c *Client) receive(w http.ResponseWriter, r *http.Request) (*Callback, int) {
	if r.Method != http.MethodPost {
		w.Header().Set("Allow", http.MethodPost)
		return nil, http.StatusMethodNotAllowed
	}
	if c.verifier == nil {
		return nil, http.StatusUnauthorized
	}
	callback, err := c.verifier.VerifyRequest(r)
	switch {
	case errors.Is(err, signing.ErrTooLarge):
		return nil, http.StatusRequestEntityTooLarge
	case errors.Is(err, paygates.ErrSignature):
		return nil, http.StatusUnauthorized
	case err != nil:
		return nil, http.StatusBadRequest
	case callback.TestMode == c.account.live:
		return nil, http.StatusForbidden
	}
	return callback, http.StatusOK
}
