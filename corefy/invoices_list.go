package corefy

import (
	"context"
	"iter"

	paygates "github.com/paygates/paygates-go"
)

// ListInvoicesRequest asks for one page of invoices, the newest first. Corefy
// documents no filter but the reference, which FindByReference takes.
type ListInvoicesRequest struct {
	// Page is what InvoicePage.Next of the page before gave; empty for the first.
	Page string
	// KeepRaw keeps the bytes of every invoice for RawJSON.
	KeepRaw bool
}

// InvoicePage is one page of invoices.
type InvoicePage struct {
	// Invoices are those of the client's mode; test and live ones share a list.
	Invoices []*Invoice
	// Next leads to the next page as ListInvoicesRequest.Page; empty on the last.
	Next string

	raw paygates.Raw
}

// RawJSON returns the page's bytes if the request said KeepRaw.
func (p *InvoicePage) RawJSON() []byte { return p.raw.Bytes() }

// List reads one page of invoices, test or live as Config.Environment says.
// GET /payment-invoices of the private API. Of the link to the next page only the
// query is used, and always on the configured host. A failed read has no effect
// and may be repeated.
//
// Source: Corefy documentation, "Get the Full List of Payment Invoices".
func (a *InvoicesAPI) List(ctx context.Context, req ListInvoicesRequest) (*InvoicePage, error) {
	page, err := list(ctx, a.account, listing{op: row(opList), keepRaw: req.KeepRaw}, req.Page, nil, a.account.reader(none).invoice)
	if err != nil {
		return nil, err
	}
	return &InvoicePage{Invoices: page.items, Next: page.next, raw: page.raw}, nil
}

// All walks every invoice of every page, reading a page when it is needed. An
// error ends the walk: what came before it is then incomplete. A page that leads
// back to one that was read, or has nothing on it, is the end.
//
// Source: Corefy documentation, "Get the Full List of Payment Invoices".
func (a *InvoicesAPI) All(ctx context.Context, req ListInvoicesRequest) iter.Seq2[*Invoice, error] {
	return each(ctx, a.account, listing{op: row(opAll), keepRaw: req.KeepRaw}, req.Page, nil, a.account.reader(none).invoice)
}

// FindByReference reads every invoice whose Reference is this one, byte for byte:
// none gives an empty list and no error. GET /payment-invoices?filter[reference_id]=
// of the private API. That an invoice is not there yet does not prove that it will
// not be: Client.Resolve knows when it does.
//
// Source: Corefy documentation, "Reconciliation by ID via Private API".
func (a *InvoicesAPI) FindByReference(ctx context.Context, reference string) ([]*Invoice, error) {
	hits, _, err := find(ctx, a.account, byFilter(row(opFind), reference, none), a.account.reader(none).invoice)
	return hits, err
}
