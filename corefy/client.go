package corefy

import (
	"context"
	"net/http"
	"strings"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/internal/check"
)

// gateway is this package's name in errors, intents and logs.
const gateway = "corefy"

// Client talks to Corefy's private API for one commerce account. It belongs on
// a server. It is safe for concurrent use; make one and keep it.
type Client struct {
	// Services has the calls on the account's payment services.
	Services *ServicesAPI
	// Invoices has the calls on payment invoices.
	Invoices *InvoicesAPI
	// Payouts has the calls on payout invoices; their wire facts are less certain.
	Payouts *PayoutsAPI

	account  *account
	verifier *Verifier
}

// New makes a Client for the private API. It touches neither network nor
// environment variables and starts no goroutine. The error is an
// ErrInvalidRequest that names every field that is missing or malformed:
// AccountID, APIKey and PrivateURL are needed.
func New(cfg Config, opts ...paygates.Option) (*Client, error) {
	wrong := cfg.check()
	if cfg.AccountID == "" {
		wrong.Add("AccountID", "is required")
	} else if strings.Contains(cfg.AccountID, ":") || !check.PlainText(cfg.AccountID) {
		wrong.Add("AccountID", "want no colon and no control characters")
	}
	if cfg.APIKey.IsZero() {
		wrong.Add("APIKey", "is required")
	}
	wrong.Secret("APIKey", cfg.APIKey)
	a, findings := newAccount(cfg, hostOf{
		field: "PrivateURL", base: cfg.PrivateURL,
		header: http.Header{"Authorization": {"Basic " + cfg.credentials().Reveal()}},
	}, opts)
	wrong = append(wrong, findings...)
	var verifier *Verifier
	if len(cfg.CallbackSecrets) > 0 {
		var err error
		if verifier, err = NewVerifier(cfg.CallbackSecrets...); err != nil {
			wrong.Add("CallbackSecrets", "want no empty one, none twice, and none with control characters or with blanks at its ends")
		}
	}
	if len(wrong) > 0 {
		return nil, refused("New", wrong)
	}
	return &Client{
		Services: &ServicesAPI{a}, Invoices: &InvoicesAPI{a}, Payouts: &PayoutsAPI{a}, account: a, verifier: verifier,
	}, nil
}

// Confirm reads the invoice that a callback or a returning payer named. It is
// the only source to act upon.
//
// GET /payment-invoices/{id} of the private API; the errors are those of
// Invoices.Get.
//
// Source: Corefy documentation, "Reconciliation by ID".
func (c *Client) Confirm(ctx context.Context, id string) (*Invoice, error) {
	return c.account.getInvoice(ctx, named(row(opGet), opConfirm), id, none)
}
