package cinetpay

import (
	"context"
	"errors"
	"net/http"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/internal/check"
	"github.com/paygates/paygates-go/internal/signing"
)

// CallbackHandler receives notifications; deliver must not be nil. It answers the
// GET with which CinetPay pings the address, checks the token of a notification
// with Config.SecretKeys, reads the payment, and calls deliver with it. It answers
// 200 when deliver returned nil, and 500 otherwise. CinetPay notifies after every
// change of a payment and more than once, and does not say whether it notifies
// again after a 500: deliver sees payments that wait, and the same one more than
// once, and what a 500 lost is found by Client.Confirm alone. Without
// Config.SecretKeys every notification is refused with 401.
func (c *Client) CallbackHandler(deliver func(ctx context.Context, p *Payment) error) http.Handler {
	if deliver == nil {
		panic(gateway + ": CallbackHandler needs a function to call")
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Cache-Control", "no-store")
		switch r.Method {
		case http.MethodGet, http.MethodHead:
			w.WriteHeader(http.StatusOK)
			return
		case http.MethodPost:
		default:
			w.Header().Set("Allow", "GET, HEAD, POST")
			http.Error(w, "want POST", http.StatusMethodNotAllowed)
			return
		}
		if c.verifier == nil {
			http.Error(w, "secret keys are not configured", http.StatusUnauthorized)
			return
		}
		said, err := c.verifier.VerifyRequest(r)
		if err != nil {
			status := statusOf(err)
			http.Error(w, http.StatusText(status), status)
			return
		}
		p, err := c.Confirm(r.Context(), said.Reference)
		if err == nil {
			err = deliver(r.Context(), p)
		}
		if err != nil {
			http.Error(w, "not processed", http.StatusInternalServerError)
			return
		}
		w.WriteHeader(http.StatusOK)
	})
}

func statusOf(err error) int {
	switch {
	case errors.Is(err, paygates.ErrSignature):
		return http.StatusUnauthorized
	case errors.Is(err, signing.ErrTooLarge):
		return http.StatusRequestEntityTooLarge
	}
	return http.StatusBadRequest
}

// TransferCallback is what a transfer's notification says that can be used: which
// transfer it speaks of. Nothing in it is signed, so that everything else is read
// with Transfers.Get.
type TransferCallback struct {
	// Reference is the merchant's own id (client_transaction_id), as the body claims.
	Reference string
	// ID is CinetPay's (transaction_id).
	ID string
}

// ParseTransferCallback reads the notification of a transfer: a form. Its sender
// can be anybody: hand the Reference to Transfers.Get. The address is pinged with
// a GET, which has no body and wants a 200. The error is ErrInvalidRequest, and
// never repeats the body.
//
// Source: CinetPay documentation, transfer API, notifications.
func ParseTransferCallback(body []byte, header http.Header) (*TransferCallback, error) {
	fields, _, err := parseBody(body, header)
	reference := value(fields, "client_transaction_id")
	if err != nil || reference == "" || !check.PlainText(reference) || len(reference) > 255 {
		return nil, refused("ParseTransferCallback", []paygates.FieldError{
			{Field: "client_transaction_id", Message: "want a form with the reference of a transfer, each field once"},
		})
	}
	id := value(fields, "transaction_id")
	if !check.PlainText(id) || len(id) > 255 {
		id = ""
	}
	return &TransferCallback{Reference: reference, ID: id}, nil
}

// Return is what a returning payer brings along.
type Return struct {
	// Reference is the merchant's own id. The payer could have changed it: read the
	// payment with Client.Confirm, and see that it is the one you expect.
	Reference string
}

// ParseReturn reads the request with which the payer comes back to ReturnURL: a
// POST with transaction_id in a form, or the same in the query. Nothing may be
// booked by it. A GET without it is CinetPay's ping, and an error here. The error
// is ErrInvalidRequest.
//
// Source: CinetPay documentation, return page.
func ParseReturn(r *http.Request) (*Return, error) {
	reference, err := queriedReference(r)
	if r.Method == http.MethodPost && err == nil {
		var posted []field
		posted, err = postedFields(r)
		if own := value(posted, "transaction_id"); own != "" {
			if reference != "" && reference != own {
				own = "" // which of the two?
			}
			reference = own
		}
	}
	if err != nil || reference == "" || !check.PlainText(reference) || len(reference) > 255 {
		return nil, refused("ParseReturn", []paygates.FieldError{
			{Field: "transaction_id", Message: "want one reference of a payment, in the form or in the query"},
		})
	}
	return &Return{Reference: reference}, nil
}

// queriedReference is the reference in the query. What else stands there is the
// shop's own, written in any way.
func queriedReference(r *http.Request) (string, error) {
	switch given := r.URL.Query()["transaction_id"]; len(given) {
	case 0:
		return "", nil
	case 1:
		return given[0], nil
	}
	return "", errBody
}

// postedFields are those of the form, whether somebody has read it before or not.
func postedFields(r *http.Request) ([]field, error) {
	if r.PostForm == nil {
		body, err := signing.ReadBody(r, bodyLimit)
		if err != nil {
			return nil, err
		}
		fields, _, err := parseBody(body, r.Header)
		return fields, err
	}
	var fields []field
	for name, values := range r.PostForm {
		for _, v := range values {
			fields = append(fields, field{name, v})
		}
	}
	return fields, twice(fields)
}
