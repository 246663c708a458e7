package cinetpaytest

import (
	"net/http"
	"slices"

	"github.com/paygates/paygates-go/internal/modelhttp"
)

// api is one of the two APIs, which share neither host nor codes, or the page.
type api int

const (
	checkoutAPI api = iota
	transferAPI
	paymentPage
)

// handler carries one request out. It runs under the model's lock.
type handler func(*Model, *incoming) reply

type route struct {
	method string
	path   string // template, {token} stands for one segment
	api    api
	handle handler
	payer  bool // an action of the payer
}

var routes = []route{
	{method: http.MethodPost, path: "/v2/payment", api: checkoutAPI, handle: createPayment},
	{method: http.MethodPost, path: "/v2/payment/check", api: checkoutAPI, handle: checkPayment},
	{method: http.MethodPost, path: "/v2/seamless/device", api: checkoutAPI, handle: changeDevice},
	{method: http.MethodPost, path: "/v1/auth/login", api: transferAPI, handle: logIn},
	{method: http.MethodGet, path: "/v1/transfer/check/balance", api: transferAPI, handle: withToken(checkBalance)},
	{method: http.MethodPost, path: "/v1/transfer/contact", api: transferAPI, handle: withToken(addContacts)},
	{method: http.MethodPost, path: "/v1/transfer/money/send/contact", api: transferAPI, handle: withToken(sendMoney)},
	{method: http.MethodGet, path: "/v1/transfer/check/money", api: transferAPI, handle: withToken(checkMoney)},
	{method: http.MethodGet, path: pagePath, api: paymentPage, handle: showPage},
	{method: http.MethodPost, path: pagePath, api: paymentPage, handle: submitPage, payer: true},
}

// find gives the route of a request and the {token} of its path. Without a route
// it says which methods the path knows.
func find(method, escapedPath string) (found route, token string, allowed []string) {
	for _, r := range routes {
		segment, ok := modelhttp.MatchPath(r.path, escapedPath)
		if !ok {
			continue
		}
		if r.method == method {
			return r, segment, nil
		}
		allowed = append(allowed, r.method)
	}
	slices.Sort(allowed)
	return route{}, "", allowed
}
