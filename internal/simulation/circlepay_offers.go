package simulation

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"regexp"
	"slices"
	"strings"

	"github.com/paygates/paygates-go/circlepay"
)

// ServeHTTP makes the customer of an invoice known, as the merchant did long before.
func (m circlepayModel) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.URL.Path == "/invoice/create" {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			panic(err) // it is in memory
		}
		r.Body = io.NopCloser(bytes.NewReader(body))
		customer := fmt.Sprintf(`{"first_name":"Mona","last_name":"Said","mobile_number":%q}`, mobiles.Find(body))
		known := renewed(r, []byte(customer))
		known.URL.Path, known.ContentLength = "/customer/create", int64(len(customer))
		m.Model.ServeHTTP(discard{}, known) // it refuses one whom it knows
	}
	m.Model.ServeHTTP(w, r)
}

var mobiles = regexp.MustCompile(`\+2010\d{8}`)

// offered is the standing of an invoice or a link.
func (m circlepayModel) offered(id string) Standing {
	for _, o := range m.Invoices() {
		switch {
		case o.Number != id:
		case o.Deleted:
			return Gone
		case o.Status == invoicePaid:
			return Moved
		default:
			return Waits
		}
	}
	for _, l := range m.Links() {
		if l.URL == id && l.Active {
			return Waits
		}
	}
	return Refused
}

// invoicePaid is the status of a paid invoice.
const invoicePaid = 2

// references are those of invoices and links.
func (m circlepayModel) references() map[string]string {
	out := map[string]string{}
	for _, o := range m.Invoices() {
		out[o.Number] = referenceOf(o.CustomerMobile)
	}
	for _, l := range m.Links() {
		out[l.URL] = strings.TrimPrefix(l.Name, circlepayProduct)
	}
	return out
}

// circlepayProduct begins the names of what links sell.
const circlepayProduct = "Tea for "

// number is the merchant's own of an invoice; empty for CirclePay's.
func (a Action) number() string {
	if a.OwnNumber {
		return a.Reference
	}
	return ""
}

// look reads an invoice or a link, by itself or in the list of all.
func (c circlepayClient) look(ctx context.Context, a Action) (Seen, error) {
	var object any
	var err error
	switch a.Deed {
	case ReadInvoice:
		object, err = c.sdk.Invoices.Get(ctx, a.ID)
	case ReadLink:
		object, err = c.sdk.PaymentLinks.Get(ctx, a.ID)
	case ListInvoices:
		all, failed := c.sdk.Invoices.List(ctx, circlepay.ListInvoicesRequest{})
		object, err = among(all, func(o *circlepay.Invoice) bool { return o.ID == a.ID }), failed
	case ListLinks:
		all, failed := c.sdk.PaymentLinks.List(ctx, circlepay.ListPaymentLinksRequest{})
		object, err = among(all, func(l *circlepay.PaymentLink) bool { return l.ID == a.ID }), failed
	default:
		return c.register(ctx, a)
	}
	return c.Seen(object), err
}

// among is the first that is meant, nil where there is none.
func among[T any](all []*T, meant func(*T) bool) *T {
	if i := slices.IndexFunc(all, meant); i >= 0 {
		return all[i]
	}
	return nil
}
