package corefytest

import (
	"net/http"

	"github.com/paygates/paygates-go/internal/modelhttp"
)

// handler carries one request out. It runs under the model's lock and gives
// either the answer or the refusal.
type handler func(*Model, *incoming) (reply, *failure)

// access is who may make a call.
type access int

const (
	withBasic   access = iota // the private API
	withKey                   // the public API: the handler reads the key
	withNothing               // the payer's own pages
)

type route struct {
	method string
	path   string // template, {id} stands for one segment
	access access
	handle handler
	body   bool // the request carries a JSON object
	writes bool // callbacks may follow
}

// routesOf lists the calls of both APIs and of the hosted page.
func routesOf(cfg Config) []route {
	const get, post = http.MethodGet, http.MethodPost
	routes := []route{
		{method: get, path: "/payment-services", handle: listServices},
		{method: get, path: "/payment-services/{id}", handle: getService},
		{method: get, path: "/payment-invoices", handle: listInvoices},
		{method: post, path: "/payment-invoices", handle: createInvoice, body: true, writes: true},
		{method: get, path: "/payment-invoices/{id}", handle: getInvoice},
		{method: post, path: "/payment-invoices/{id}/refund", handle: refundInvoice, body: true, writes: true},
		{method: get, path: "/payout-invoices", handle: listPayouts},
		{method: post, path: "/payout-invoices", handle: createPayout, body: true, writes: true},
		{method: get, path: "/payout-invoices/{id}", handle: getPayout},
		{method: post, path: "/payout-invoices/{id}/process", handle: processPayout, writes: true},

		{method: post, path: "/payment-prerequest", access: withKey, handle: paymentPrerequest, body: true},
		{method: post, path: "/payout-prerequest", access: withKey, handle: payoutPrerequest, body: true},
		{method: post, path: "/payment-invoices", access: withKey, handle: createPublicInvoice, body: true, writes: true},
		{method: get, path: "/payment-invoices/{id}", access: withKey, handle: getPublicInvoice},
		{method: get, path: "/payout-invoices/{id}", access: withKey, handle: getPublicPayout},

		{method: get, path: pagePath + "/", access: withNothing, handle: openCheckout, writes: true},
		{method: get, path: pagePath + "/{id}", access: withNothing, handle: showPage},
		{method: post, path: pagePath + "/{id}", access: withNothing, handle: submitPage, writes: true},
	}
	prefixes := map[access]string{withBasic: cfg.PrivatePath, withKey: cfg.PublicPath}
	for i, r := range routes {
		routes[i].path = prefixes[r.access] + r.path
	}
	return routes
}

// find gives the route of a request and the {id} of its path. Without a route
// it says whether the path knows another method.
func (m *Model) find(method, escapedPath string) (found route, id string, allowed bool) {
	for _, r := range m.routes {
		segment, ok := modelhttp.MatchPath(r.path, escapedPath)
		if !ok {
			continue
		}
		if r.method == method {
			return r, segment, false
		}
		allowed = true
	}
	return route{}, "", allowed
}
