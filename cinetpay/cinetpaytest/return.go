package cinetpaytest

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strings"
)

// Return is what the payer's browser brings back to the merchant's return_url
// when the payer leaves the payment page: a POST of transaction_id and token. It
// says nothing about the payment.
type Return struct {
	// URL is the payment's return_url.
	URL string
	// Fields are the form's transaction_id and token.
	Fields url.Values
}

// Return gives what the payer of that payment brings back. The error is
// ErrPaymentNotFound, also for a payment without a return_url.
func (m *Model) Return(id string) (Return, error) {
	m.enter()
	defer m.mu.Unlock()
	p, ok := m.findPayment(id)
	if !ok || p.returnURL == "" {
		return Return{}, ErrPaymentNotFound
	}
	return p.back(), nil
}

func (p *payment) back() Return {
	return Return{URL: p.returnURL, Fields: url.Values{"transaction_id": {p.transactionID}, "token": {p.token}}}
}

// Request makes the form's POST. The error says that the address is not a URL.
func (r Return) Request(ctx context.Context) (*http.Request, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, r.URL, strings.NewReader(r.Fields.Encode()))
	if err != nil {
		return nil, errors.New("the return's address is not a URL")
	}
	request.Header.Set("Content-Type", formType)
	return request, nil
}
