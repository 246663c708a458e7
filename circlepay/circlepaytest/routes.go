package circlepaytest

import (
	"net/http"
	"strings"

	"github.com/paygates/paygates-go/internal/modelhttp"
)

// access is what a call needs beside the account's key and token.
type access int

const (
	forAccount  access = iota // nothing
	forMerchant               // a merchant
	forActive                 // a merchant who is verified and not suspended
)

// bodyForm is what a call has as its body.
type bodyForm int

const (
	noBody       bodyForm = iota // whatever comes is ignored
	jsonBody                     // a JSON object
	optionalBody                 // a JSON object or nothing
)

// handler carries one operation out. It runs under the model's lock and gives the
// elements of data or the refusal.
type handler func(*Model, *call) ([]any, *refusal)

type route struct {
	method      string
	path        string // template, {…} stands for one segment
	access      access
	body        bodyForm
	handle      handler
	page        func(*Model, *incoming) reply // of the payer's own pages, in place of handle
	single      bool                          // data is one object by nature
	moves       bool                          // callbacks may follow
	nullDetails bool                          // details is null, as in the sample
}

func (r route) known() bool { return r.handle != nil || r.page != nil }

const (
	get  = http.MethodGet
	post = http.MethodPost
	put  = http.MethodPut
	del  = http.MethodDelete
)

// everyRoute is what documentation and clients agree about.
var everyRoute = []route{
	{method: get, path: "/payment/gateway/list", handle: listGateways},
	{method: get, path: "/payment/gateway/get/{payment_gateway_id}", handle: getGateway, single: true},
	{method: get, path: "/payment/methods/list/{payment_gateway_id}", handle: listMethods},

	{method: post, path: "/merchants/create", handle: createMerchant, body: jsonBody, single: true},
	{method: get, path: "/merchants/get", access: forMerchant, handle: getMerchant, single: true},
	{method: put, path: "/merchants/update", access: forMerchant, handle: updateMerchant, body: jsonBody, single: true},
	{method: get, path: "/merchants/list", handle: listMerchants},
	{method: post, path: "/merchants/send/otp", handle: sendOTP, body: jsonBody, single: true},
	{method: post, path: "/merchants/verify", handle: verifyMerchant, body: jsonBody, single: true},

	{method: get, path: "/merchants/payment/gateway/enable/{payment_gateway_id}", access: forMerchant, handle: enableGateway, single: true},
	{method: del, path: "/merchants/payment/gateway/disable/{payment_gateway_id}", access: forMerchant, handle: disableGateway, single: true},
	{method: get, path: "/merchants/payment/gateway/list", access: forMerchant, handle: listMerchantGateways},
	{method: get, path: "/merchants/payment/method/enable/{payment_method_id}", access: forMerchant, handle: enableMethod, single: true},
	{method: get, path: "/merchants/payment/method/list", access: forMerchant, handle: listMerchantMethods},

	{method: post, path: "/customer/create", access: forMerchant, handle: createCustomer, body: jsonBody, single: true},
	{method: put, path: "/customer/update", access: forMerchant, handle: updateCustomer, body: jsonBody, single: true},
	{method: get, path: "/customer/get/{customer_mobile_number}", access: forMerchant, handle: getCustomer, single: true},
	{method: get, path: "/customer/list", access: forMerchant, handle: listCustomers},

	{method: get, path: "/payment/get/{transaction_id}", access: forMerchant, handle: getPayment, single: true},
	{method: post, path: "/payment/list", access: forMerchant, handle: listPayments, body: optionalBody},

	{method: post, path: "/refund/request", access: forActive, handle: requestRefund, body: jsonBody, single: true, moves: true},
	{method: post, path: "/refund/list", access: forMerchant, handle: listRefunds, body: optionalBody},
	{method: get, path: "/refund/get/{refund_id}", access: forMerchant, handle: getRefund, single: true},

	{method: post, path: "/invoice/create", access: forActive, handle: createInvoice, body: jsonBody, single: true},
	{method: post, path: "/invoice/createV2", access: forActive, handle: createAndPayInvoice, body: jsonBody, single: true},
	{method: get, path: "/invoice/get/{invoice_number}", access: forMerchant, handle: getInvoice, single: true},
	{method: get, path: "/invoice/list/{customer_mobile}", access: forMerchant, handle: listInvoices},
	{method: get, path: "/invoice/list", access: forMerchant, handle: listInvoices},
	{method: del, path: "/invoice/delete/{invoice_number}", access: forMerchant, handle: deleteInvoice, single: true},
	{method: post, path: "/invoice/pay", access: forActive, handle: payInvoice, body: jsonBody, single: true, nullDetails: true},

	{method: post, path: "/directPayment/create", access: forActive, handle: createDirectPayment, body: jsonBody, single: true},

	{method: get, path: "/payment/make-payment/{id}/{token}", page: showPage},
	{method: post, path: "/payment/make-payment/{id}/{token}", page: submitPage},
	{method: get, path: "/checkout/{id}", page: showPage},
	{method: post, path: "/checkout/{id}", page: submitPage},
}

// documentedRoutes are as the documentation prints them and no client calls them.
var documentedRoutes = []route{
	{method: get, path: "/PaymentMethod/get/{payment_method_id}", handle: getMethod, single: true},
	{method: del, path: "/merchants/payment/method/enable/{payment_method_id}", access: forMerchant, handle: disableMethod, single: true},
	{method: get, path: "/payment/list", access: forMerchant, handle: listPayments},

	{method: post, path: "/paymentlink/create", access: forActive, handle: createLink, body: jsonBody, single: true},
	{method: get, path: "/paymentlink/get/{payment_link_url}", access: forMerchant, handle: getLink, single: true},
	{method: put, path: "/paymentlink/update", access: forMerchant, handle: updateLink, body: jsonBody, single: true},
	{method: get, path: "/paymentlink/list/{customer_mobile}", access: forMerchant, handle: listLinks},
	{method: get, path: "/paymentlink/list", access: forMerchant, handle: listLinks},
	{method: post, path: "/payPaymentLink", access: forActive, handle: payLink, body: jsonBody, single: true},
	{method: post, path: "/payPaymentLink/create", access: forActive, handle: payLink, body: jsonBody, single: true},
	{method: del, path: "/paymentlink/deactive/{payment_link_url}", access: forMerchant, handle: deactivateLink, single: true},
}

// clientRoutes are as the public clients call them and the documentation does not
// print them.
var clientRoutes = []route{
	{method: get, path: "/payment/methods/get/{payment_method_id}", handle: getMethod, single: true},
	{method: del, path: "/merchants/payment/method/disable/{payment_method_id}", access: forMerchant, handle: disableMethod, single: true},

	{method: post, path: "/payment/link/create", access: forActive, handle: createLink, body: jsonBody, single: true},
	{method: get, path: "/payment/link/get/{payment_link_url}", access: forMerchant, handle: getLink, single: true},
	{method: put, path: "/payment/link/update", access: forMerchant, handle: updateLink, body: jsonBody, single: true},
	{method: get, path: "/payment/link/list/{customer_mobile}", access: forMerchant, handle: listLinks},
	{method: get, path: "/payment/link/list", access: forMerchant, handle: listLinks},
	{method: post, path: "/payment/link/pay", access: forActive, handle: payLink, body: jsonBody, single: true},
	{method: del, path: "/payment/link/deactivate/{payment_link_url}", access: forMerchant, handle: deactivateLink, single: true},
}

func routesOf(form PathForm) []route {
	out := append([]route(nil), everyRoute...)
	if form != ClientPaths {
		out = append(out, documentedRoutes...)
	}
	if form != DocumentedPaths {
		out = append(out, clientRoutes...)
	}
	return out
}

// find gives the route of a request, the last variable segment of its path, and
// whether the path knows another method.
func (m *Model) find(method, escapedPath string) (found route, arg string, allowed bool) {
	for _, r := range m.routes {
		segment, ok := matchPath(r.path, escapedPath)
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

// matchPath: a slash at the end changes nothing, since the documentation writes
// one behind payPaymentLink.
func matchPath(template, escapedPath string) (arg string, ok bool) {
	if len(escapedPath) > 1 {
		escapedPath = strings.TrimSuffix(escapedPath, "/")
	}
	return modelhttp.MatchPath(template, escapedPath)
}

func isHole(segment string) bool { return strings.HasPrefix(segment, "{") }
