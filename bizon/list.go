package bizon

import (
	"context"
	"iter"
	"time"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/internal/ordergate"
)

// Expand names an object that an answer shows only when it is asked for.
type Expand string

// What can be expanded.
const (
	// ExpandCard shows holder, type and expiration of the card.
	ExpandCard Expand = "card"
	// ExpandClient shows the payer.
	ExpandClient Expand = "client"
	// ExpandLocation shows where the payer sits.
	ExpandLocation Expand = "location"
	// ExpandCustomFields shows the shop's own fields.
	ExpandCustomFields Expand = "custom_fields"
	// ExpandIssuer shows the card's bank.
	ExpandIssuer Expand = "issuer"
	// ExpandSecure3D shows the result of 3-D Secure.
	ExpandSecure3D Expand = "secure3d"
	// ExpandCashflow shows the operations with their cash flow.
	ExpandCashflow Expand = "operations.cashflow"
)

// ListOrdersRequest filters a list of orders. Several values of one filter mean
// any of them; all filters together have to hold.
type ListOrdersRequest struct {
	Expand []Expand
	// Statuses are the gateway's words, such as StatusCharged.
	Statuses []Status
	// CreatedFrom and CreatedTo bound the time of creation, both included. They
	// are sent in Config.Location, to the second.
	CreatedFrom, CreatedTo time.Time
	// References are merchant_order_id values.
	References []string
	// CardTypes and CardSubtypes are words such as "visa" and "classic".
	CardTypes, CardSubtypes []string
	// IPs are the payers' addresses.
	IPs []string
	// ClientName, ClientEmail and IssuerTitle match a part of the text.
	ClientName, ClientEmail, IssuerTitle string
	// IssuerCountry is ISO 3166-1 alpha-3.
	IssuerCountry string
	// IssuerBINs are the first digits of card numbers, six to eight.
	IssuerBINs []string

	// Page is what OrderPage.Next of the page before gave; the other filters are
	// then not sent again, because Next carries them.
	Page string
	// KeepRaw keeps the bytes of every order for RawJSON.
	KeepRaw bool
}

// OrderPage is one page of orders, at most 2,000.
type OrderPage struct {
	Orders []*Order
	// Next leads to the next page as ListOrdersRequest.Page; empty on the last. No
	// document shows the form of the links: a full page without any Link header is
	// taken for the last.
	Next string

	raw paygates.Raw
}

// RawJSON returns the page's bytes if the request said KeepRaw.
func (p *OrderPage) RawJSON() []byte { return p.raw.Bytes() }

// List reads one page of orders. GET /orders/. A failed read has no effect and
// may be repeated. A link to another host, and one to a next page that cannot be
// read, is refused with ErrUnexpectedReply.
//
// Source: Bizon actions page, GET /orders/.
func (a *OrdersAPI) List(ctx context.Context, req ListOrdersRequest) (*OrderPage, error) {
	filter := req.wire()
	orders, page, err := ordergate.List(ctx, a.engine, &filter, new(copier).order)
	if err != nil {
		return nil, err
	}
	return &OrderPage{Orders: orders, Next: page.Next, raw: page.Raw}, nil
}

// All walks every order of every page. An order is yielded as soon as it has
// arrived, while the rest of its page is still on its way, so that memory does
// not grow with the list.
//
// An error ends the walk: what came before it is then incomplete, and the error
// says how many came (Error.Yielded). A page of which nothing was yielded is
// tried again as a List would be; one that breaks off later is not, because its
// orders would come twice.
//
// The attempt time-out runs while the walk waits for the gateway, not while the
// loop's body works. But the gateway keeps its connection open for that long, and
// may cut it: collect first where the work for one order takes seconds. Leaving
// the loop closes the connection.
//
// Pages may shift while orders are made, and show one twice. OrderPage.Next says
// which page is taken for the last: where every order counts, ask for times in which
// fewer than 2,000 are made.
//
// Source: Bizon actions page, GET /orders/.
func (a *OrdersAPI) All(ctx context.Context, req ListOrdersRequest) iter.Seq2[*Order, error] {
	return ordergate.All(ctx, a.engine, req.wire(), func() func(*ordergate.Order) *Order { return new(copier).order })
}

// FindByReference reads every order whose Reference is this one, byte for byte:
// none gives an empty list and no error. GET /orders/?merchant_order_id=. Bizon
// does not promise that references are unique. That an order is not there yet
// does not prove that it will not be: Client.Resolve knows when it does.
//
// Source: Bizon actions page, GET /orders/.
func (a *OrdersAPI) FindByReference(ctx context.Context, reference string) ([]*Order, error) {
	hits, err := a.engine.FindByReference(ctx, reference)
	if err != nil {
		return nil, err
	}
	out := make([]*Order, len(hits))
	for i, o := range hits {
		out[i] = orderFrom(o)
	}
	return out, nil
}

func (r ListOrdersRequest) wire() ordergate.Filter {
	return ordergate.Filter{
		Expand: texts(r.Expand), Statuses: texts(r.Statuses), CreatedFrom: r.CreatedFrom, CreatedTo: r.CreatedTo,
		References: r.References, CardTypes: r.CardTypes, CardSubtypes: r.CardSubtypes, IPs: r.IPs,
		ClientName: r.ClientName, ClientEmail: r.ClientEmail, IssuerTitle: r.IssuerTitle,
		IssuerCountry: r.IssuerCountry, IssuerBINs: r.IssuerBINs, Page: r.Page, KeepRaw: r.KeepRaw,
	}
}

// texts turns a list of an open string type into plain strings.
func texts[S ~string](list []S) []string {
	if len(list) == 0 {
		return nil
	}
	out := make([]string, len(list))
	for i, item := range list {
		out[i] = string(item)
	}
	return out
}
