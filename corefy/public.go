package corefy

import (
	"context"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/internal/check"
)

// PublicClient talks to Corefy's public API, which knows a caller by the public
// key alone. It can make invoices and read those whose id one has; it cannot
// look one up by reference. It is safe for concurrent use.
type PublicClient struct{ account *account }

// NewPublic makes a PublicClient. It touches neither network nor environment
// variables and starts no goroutine. The error is an ErrInvalidRequest that
// names every field that is missing or malformed: PublicKey and PublicURL are
// needed, and a key of the other mode ("pk_live_…" in the sandbox) is refused.
func NewPublic(cfg Config, opts ...paygates.Option) (*PublicClient, error) {
	wrong := cfg.check()
	cfg.checkPublicKey(&wrong)
	a, findings := newAccount(cfg, hostOf{field: "PublicURL", base: cfg.PublicURL}, opts)
	if wrong = append(wrong, findings...); len(wrong) > 0 {
		return nil, refused("NewPublic", wrong)
	}
	a.publicKey = cfg.PublicKey
	return &PublicClient{a}, nil
}

// checkPublicKey: a key of the other mode would make what nobody asked for.
func (c Config) checkPublicKey(wrong *check.Findings) {
	live, stated := mode(c.PublicKey)
	switch {
	case c.PublicKey == "":
		wrong.Add("PublicKey", "is required")
	case !check.PlainText(c.PublicKey):
		wrong.Add("PublicKey", "want valid text without control characters")
	case stated && live != c.live():
		wrong.Add("PublicKey", "want a key of the mode that Environment chooses: pk_test_ for Sandbox, pk_live_ for Production")
	}
}

// CreateInvoice makes an invoice by the public API.
// POST /payment-invoices of the public API. The payer pays it where
// Invoice.Redirect leads.
//
// A decline is ErrDeclined with the refused invoice in ObjectID. The outcome is
// not executed where Corefy says 401, 403 (which may also mean that the account
// forbids public creation), 404, 405 or 422 in its own error envelope, but for a
// 422 that names reference_id. It is executed beside ErrDuplicate where a 409
// shows this very invoice. Everything else is unknown, and stays so until
// Client.Resolve, with the private API's credentials, has looked it up (GET
// /payment-invoices?filter[reference_id]=): the public API has no look-up by
// reference, and nobody promises that it refuses a repeated one.
//
// Source: Corefy documentation, "Invoice Initiation via Public API" and "HTTP
// status codes used in responses".
func (c *PublicClient) CreateInvoice(ctx context.Context, req PublicInvoiceRequest) (*Invoice, error) {
	return c.account.createPublicInvoice(ctx, req)
}

// GetInvoice reads an invoice by its id. GET /payment-invoices/{id} of the public
// API, without a key. It shows less than Invoices.Get: no fees, no card.
// ErrNotFound if Corefy does not know the id. A failed read has no effect and
// may be repeated.
//
// Source: Corefy documentation, "Reconciliation by ID via Public API".
func (c *PublicClient) GetInvoice(ctx context.Context, id string) (*Invoice, error) {
	return c.account.getInvoice(ctx, row(opPublicGet), id, none)
}
