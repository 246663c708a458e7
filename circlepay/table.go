package circlepay

import (
	"net/http"
	"slices"

	paygates "github.com/paygates/paygates-go"
)

// Short names for the table.
const (
	get    = http.MethodGet
	post   = http.MethodPost
	put    = http.MethodPut
	remove = http.MethodDelete

	reading    = paygates.Read
	once       = paygates.Once
	repeatable = paygates.Repeatable
)

// op is the part of a row that every operation has.
func op(name, method, path string, safety paygates.Safety) paygates.Operation {
	return paygates.Operation{Name: name, Method: method, Path: path, Safety: safety}
}

// read is a row without effect. absent are the codes that say that there is no
// such thing.
func read(name, method, path string, merchant, list bool, key string, absent ...string) row {
	o := op(name, method, path, reading)
	o.NotExecuted = named(absent...)
	if key == "" {
		o.Executed = success()
	} else {
		o.Executed = echoes(key)
	}
	return row{Operation: o, merchant: merchant, list: list, key: key}
}

// effect is a row with one.
func effect(o paygates.Operation, merchant bool, key string, executed []paygates.Proof, refused []paygates.Refusal, look paygates.LookUp) row {
	o.Executed, o.NotExecuted, o.LookUp = executed, refused, look
	return row{Operation: o, merchant: merchant, key: key}
}

// moving is an operation that begins or makes a movement of money.
func moving(name, method, path string, way paygates.Movement) paygates.Operation {
	o := op(name, method, path, once)
	o.Moves = way
	return o
}

// look is a look-up. No list of CirclePay's promises to be complete or fresh, so
// that finding nothing never proves that nothing was done (assumed).
func look(op, by string, compare ...string) paygates.LookUp {
	return paygates.LookUp{Op: op, By: by, Compare: compare, Then: paygates.AdviceAskHuman}
}

// also gives a row its alternatives.
func (r row) also(others ...Alternative) row {
	r.alternatives = others
	return r
}

// from gives a row its source.
func (r row) from(source string) row {
	r.Source = source
	return r
}

// documented and clients are an alternative of CirclePay's own page, and one of
// its iOS SDK.
func documented(method, path string) Alternative {
	return Alternative{Endpoint: Endpoint{method, path}, Set: SetDocumented}
}

func clients(method, path string) Alternative {
	return Alternative{Endpoint: Endpoint{method, path}, Set: SetIOS}
}

var table = slices.Concat(systemRows, merchantRows, customerRows, linkRows, paymentRows, invoiceRows)

var systemRows = []row{
	read(opGatewaysList, get, "/payment/gateway/list", false, true, ""),
	read(opGatewaysGet, get, "/payment/gateway/get/{payment_gateway_id}", false, false, "id", "7111"),
	read(opMethodsList, get, "/payment/methods/list/{payment_gateway_id}", false, true, "", "7111"),
	read(opMethodsGet, get, "/payment/methods/get/{payment_method_id}", false, false, "id", "7113").
		also(documented(get, "/PaymentMethod/get/{payment_method_id}")).
		from("CirclePay documentation, Retrieve a Payment Method; the path of public clients"),
}

// merchantFields are those that an update's answer shows.
var merchantFields = []string{"first_name", "last_name", "email", "business_name", "business_address"}

var merchantRows = []row{
	effect(op(opMerchantsCreate, post, "/merchants/create", once), false, "",
		carries(paygates.Documented, []string{"merchant_token"}), named("8114"), look(opMerchantsList, "mobile_number", "mobile_number", "email")),
	read(opMerchantsGet, get, "/merchants/get", true, false, "mobile_number"),
	effect(op(opMerchantsUpdate, put, "/merchants/update", repeatable), true, "mobile_number",
		carries(paygates.Documented, merchantFields, append([]string{"mobile_number"}, merchantFields...)...),
		named("8114", "8116"), look(opMerchantsGet, "merchant_token", append([]string{"mobile_number"}, merchantFields...)...)),
	read(opMerchantsList, get, "/merchants/list", false, true, ""),
	effect(op(opSendOTP, post, "/merchants/send/otp", once), false, "",
		[]paygates.Proof{{Must: []string{"status"}, Words: []string{"true"}, Certainty: paygates.Documented}},
		named("8113"), paygates.LookUp{Then: paygates.AdviceAskHuman}),
	effect(op(opVerify, post, "/merchants/verify", once), false, "", success(), named("2111"),
		look(opMerchantsGet, "merchant_token", "mobile_number", "status")),
	effect(op(opEnableGateway, get, "/merchants/payment/gateway/enable/{payment_gateway_id}", repeatable), true, "payment_gateway_id",
		echoes("payment_gateway_id"), named("7111"), look(opListGateways, "payment_gateway_id", "status")),
	effect(op(opDisableGateway, remove, "/merchants/payment/gateway/disable/{payment_gateway_id}", repeatable), true, "payment_gateway_id",
		echoes("payment_gateway_id"), named("7111"), look(opListGateways, "payment_gateway_id", "status")),
	read(opListGateways, get, "/merchants/payment/gateway/list", true, true, ""),
	effect(op(opEnableMethod, get, "/merchants/payment/method/enable/{payment_method_id}", repeatable), true, "payment_method_id",
		echoes("payment_method_id"), named("7113"), look(opListMethods, "payment_method_id", "status")),
	effect(op(opDisableMethod, remove, "/merchants/payment/method/disable/{payment_method_id}", repeatable), true, "payment_method_id",
		echoes("payment_method_id"), named("7113"), look(opListMethods, "payment_method_id", "status")).
		also(documented(remove, "/merchants/payment/method/enable/{payment_method_id}")).
		from("CirclePay documentation, Disable payment method; the path of public clients"),
	read(opListMethods, get, "/merchants/payment/method/list", true, true, ""),
}

const mobileKey = "customer_mobile_number"

var customerRows = []row{
	effect(op(opCustomersCreate, post, "/customer/create", once), true, mobileKey, echoes(mobileKey), nil,
		look(opCustomersGet, mobileKey, "first_name", "last_name", "email")),
	effect(op(opCustomersUpdate, put, "/customer/update", repeatable), true, mobileKey, echoes(mobileKey), named(codeUnknownCustomer),
		look(opCustomersGet, mobileKey, "every field that was sent")),
	read(opCustomersGet, get, "/customer/get/{customer_mobile_number}", true, false, "mobile_number", codeUnknownCustomer),
	read(opCustomersList, get, "/customer/list", true, true, ""),
}

// linkKey names a link: its address, with or without a scheme.
const linkKey = "payment_link_url"

var linkRows = []row{
	effect(op(opLinksCreate, post, "/paymentlink/create", once), true, linkKey,
		slices.Concat(carries(paygates.Documented, []string{linkKey}, "value", "currency"), carries(paygates.Documented, []string{"Link"}, "value", "currency")),
		named("4112"), look(opLinksList, "", "name", "value", "currency", "expiry_Date")).
		also(clients(post, "/payment/link/create")),
	read(opLinksGet, get, "/paymentlink/get/{payment_link_url}", true, false, linkKey, "4111").
		also(clients(get, "/payment/link/get/{payment_link_url}")),
	effect(op(opLinksUpdate, put, "/paymentlink/update", repeatable), true, linkKey,
		carries(paygates.Documented, []string{linkKey}, linkKey, "value", "currency"),
		named("4111", "4112"), look(opLinksGet, linkKey, "every field that was sent")).
		also(clients(put, "/payment/link/update")),
	read(opLinksList, get, "/paymentlink/list/{customer_mobile}", true, true, "", codeUnknownCustomer).
		also(clients(get, "/payment/link/list/{customer_mobile}")),
	effect(moving(opLinksPay, post, "/payPaymentLink/", paygates.MovesIn), true, linkKey,
		slices.Concat(carries(paygates.Assumed, []string{"transaction_id"}, linkKey), carries(paygates.Assumed, []string{"url"}, linkKey),
			carries(paygates.Assumed, []string{"invoice_url"}, linkKey)),
		named("4111", "4311", "7111", "4115"), look(opPaymentsList, linkKey+", customer_mobile", "new transaction_id", "value")).
		also(clients(post, "/payment/link/pay")),
	effect(op(opLinksDeactivate, remove, "/paymentlink/deactive/{payment_link_url}", repeatable), true, linkKey,
		success(linkKey), nil, look(opLinksGet, linkKey, "status")).
		also(clients(remove, "/payment/link/deactivate/{payment_link_url}")),
}

var paymentRows = []row{
	read(opPaymentsGet, get, "/payment/get/{transaction_id}", true, false, "transaction_id", "9111"),
	read(opPaymentsList, post, "/payment/list", true, true, "").also(documented(get, "/payment/list")).
		from("CirclePay documentation, Integration Process: POST /payment/list; public clients"),
	effect(moving(opRefundsCreate, post, "/refund/request", paygates.MovesBack), true, "refund_id",
		carries(paygates.Documented, []string{"refund_id"}, "transaction_id"),
		named("9110", "9111", codeRefundRefused), look(opRefundsList, "transaction_id", "new refund_id", "value")),
	read(opRefundsList, post, "/refund/list", true, true, ""),
	read(opRefundsGet, get, "/refund/get/{refund_id}", true, false, "refund_id", "9111"),
	effect(moving(opDirectCreate, post, "/directPayment/create", paygates.MovesIn), true, "transaction_id",
		carries(paygates.Documented, []string{"transaction_id"}, "value", "currency"),
		named("7111", "7113"), look(opPaymentsList, "customer_mobile", "new transaction_id", "value")),
}

// invoiceKey names an invoice.
const invoiceKey = "invoice_number"

var invoiceRows = []row{
	effect(op(opInvoicesCreate, post, "/invoice/create", once), true, invoiceKey,
		carries(paygates.Documented, []string{invoiceKey}, invoiceKey), named(codeUnknownCustomer, "5112"),
		look(opInvoicesList, "customer_mobile; Invoices.Get by an own number", "new "+invoiceKey, "items", "due_date")),
	// Three effects: a code may follow a step that worked, but for that of the key.
	effect(moving(opCreateAndPay, post, "/invoice/createV2", paygates.MovesIn), true, invoiceKey,
		carries(paygates.Documented, []string{invoiceKey, "transaction_id"}, invoiceKey), refusals(paygates.Inferred, "2110"),
		look(opInvoicesList, "customer_mobile; then Payments.List by invoice_num", "new "+invoiceKey, "items", "due_date", "new transaction_id")),
	read(opInvoicesGet, get, "/invoice/get/{invoice_number}", true, false, invoiceKey, "5111"),
	read(opInvoicesList, get, "/invoice/list/{customer_mobile}", true, true, "", codeUnknownCustomer),
	effect(op(opInvoicesDelete, remove, "/invoice/delete/{invoice_number}", repeatable), true, invoiceKey,
		echoes(invoiceKey), named("5113"), look(opInvoicesGet, invoiceKey)),
	effect(moving(opInvoicesPay, post, "/invoice/pay", paygates.MovesIn), true, "transaction_id",
		carries(paygates.Documented, []string{"transaction_id"}, invoiceKey),
		named("5111", "5114", "7111", "7113"), look(opPaymentsList, "invoice_num", "new transaction_id")),
}
