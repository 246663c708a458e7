package ordergatetest

import (
	"net/http"
	"slices"
	"strings"

	"github.com/paygates/paygates-go/internal/modelhttp"
)

// handler carries one request out. It runs under the platform's lock and gives
// either the answer or the refusal.
type handler func(*Platform, *incoming) (reply, *failure)

type route struct {
	method string
	path   string // template, {id} stands for one segment
	handle handler
	open   bool // no credentials asked: the payer's own pages
	payer  bool // an action of the payer
	// body says that the request carries a JSON object; optional that it may
	// be left out.
	body     bool
	optional bool
}

// commonRoutes are the calls that every brand of the platform shows.
var commonRoutes = []route{
	{method: http.MethodGet, path: "/ping", handle: ping},
	{method: http.MethodGet, path: "/exchange_rates/", handle: exchangeRates},
	{method: http.MethodPost, path: "/orders/create", handle: createOrder, body: true},
	{method: http.MethodPost, path: "/orders/credit", handle: creditCard, body: true},
	{method: http.MethodGet, path: "/orders/", handle: listOrders},
	{method: http.MethodGet, path: "/orders/{id}", handle: getOrder},
	{method: http.MethodPut, path: "/orders/{id}/charge", handle: chargeOrder, body: true, optional: true},
	{method: http.MethodPut, path: "/orders/{id}/reverse", handle: reverseOrder, body: true, optional: true},
	{method: http.MethodPut, path: "/orders/{id}/refund", handle: refundOrder, body: true, optional: true},
	{method: http.MethodPut, path: "/orders/{id}/cancel", handle: cancelOrder, body: true, optional: true},
	{method: http.MethodPost, path: "/orders/{id}/rebill", handle: rebillOrder, body: true},
	{method: http.MethodGet, path: "/pay/{id}", handle: showPage, open: true},
	{method: http.MethodPost, path: "/pay/{id}", handle: submitPage, open: true, payer: true},
}

// wholeRoutes are the calls that only the platform's own page shows, and the
// pages that stand for the payer's bank.
var wholeRoutes = []route{
	{method: http.MethodPost, path: "/orders/authorize", handle: authorizeCard, body: true},
	{method: http.MethodPost, path: "/orders/token_pay", handle: payByToken, body: true},
	{method: http.MethodPost, path: "/orders/{id}/credit", handle: creditOrder, body: true},
	{method: http.MethodPost, path: "/orders/{id}/complete", handle: completeOrder, body: true},
	{method: http.MethodPost, path: "/orders/{id}/complete3d20", handle: complete3D20, body: true, optional: true},
	{method: http.MethodPost, path: "/orders/{id}/resume", handle: resumeOrder, body: true, optional: true},
	{method: http.MethodGet, path: "/operations/", handle: listOperations},
	{method: http.MethodGet, path: bankPath, handle: showBank, open: true},
	{method: http.MethodPost, path: bankPath, handle: showBank, open: true},
	{method: http.MethodPost, path: choicePath, handle: chooseAtBank, open: true},
	{method: http.MethodPost, path: methodPath, handle: checkDevice, open: true},
	{method: http.MethodPost, path: termPath, handle: finishAtGateway, open: true, payer: true},
}

// find gives the route of a request and the {id} of its path. Without a route
// it says which methods the path knows.
func (p *Platform) find(method, escapedPath string) (found route, id string, allowed []string) {
	for _, r := range p.routes {
		segment, ok := matchPath(r.path, escapedPath)
		if !ok {
			continue
		}
		if r.method == method {
			return r, segment, nil
		}
		allowed = append(allowed, r.method)
	}
	slices.Sort(allowed)
	return route{}, "", slices.Compact(allowed)
}

// matchPath compares segment by segment. A list's path is known with and
// without its last slash: the documents write both.
func matchPath(template, escapedPath string) (id string, ok bool) {
	if strings.HasSuffix(template, "/") && escapedPath+"/" == template {
		return "", true
	}
	return modelhttp.MatchPath(template, escapedPath)
}
