package circlepay_test

import (
	"context"
	"encoding/json"
	"net/http"
	"strconv"
	"testing"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/circlepay"
	"github.com/paygates/paygates-go/internal/conformance"
	"github.com/paygates/paygates-go/internal/stub"
)

type (
	suiteCase = conformance.Case[*circlepay.Client]
	suiteCall = func() conformance.Call[*circlepay.Client]
)

func TestConformance(t *testing.T) {
	t.Parallel()
	cfg := testConfig()
	s := suite{t}
	conformance.Run(t, conformance.Gateway[*circlepay.Client]{
		Name:       "circlepay",
		Operations: circlepay.Operations(),
		New: func(baseURL string, opts ...paygates.Option) (*circlepay.Client, error) {
			account := cfg
			account.BaseURL = baseURL
			return circlepay.New(account, opts...)
		},
		Printed: []any{cfg, &cfg},
		Secrets: []conformance.Secret{
			{Name: "the account key", Text: testKey},
			{Name: "the account token", Text: testAccount},
			{Name: "the merchant token", Text: testMerchant},
			{Name: "the callback token", Text: testCallback},
			{Name: "the one-time password", Text: testOTP},
			{Name: "the new merchant's token", Text: sampleToken},
			{Name: "the gateway's key", Text: sampleAPIKey},
		},
		Wire: conformance.Wire{
			Roots: []string{"data.0", ""}, ID: "id", Status: "status",
			Amounts: []string{
				"value", "net_fees", "price", "shipping_fees", "discount_value", "discount_value_calculated", "tax", "tax_value", "total_value",
				"sub_total_value", "payment_fee_percentage", "payment_fee_amount", "refund_fee_percentage", "refund_fee_amount", "quantity",
			},
			IDs: []string{
				"id", "transaction_id", "refund_id", "external_ref_id", "invoice_number", "errorCode", "status", "apt_num", "gateway_id",
				"payment_gateway_id", "payment_method_id", "customer_mobile_number", "mobile_number", "customer_mobile",
			},
			Free:   []string{"config"},
			Places: map[string][]string{"errorCode": {"errorCode"}, "isError": {"isError"}},
		},
		Refuse:   suiteRefusal,
		Unfilled: unfilled,
		Cases:    s.cases(),
	})
}

// suiteRefusal writes CirclePay's error answers: its own envelope, and the error body
// of the framework below it.
func suiteRefusal(r paygates.Refusal, _ conformance.Reply, message string) conformance.Reply {
	text := func(s string) string {
		quoted, err := json.Marshal(s)
		if err != nil {
			panic(err)
		}
		return string(quoted)
	}
	if r.Signal == "status" {
		status, err := strconv.Atoi(r.Code)
		if err != nil || status < 400 || status > 499 {
			status = http.StatusBadRequest
		}
		return conformance.Reply{
			Status: status,
			Body:   `{"timestamp":"2022-08-24T10:00:00.000+00:00","status":` + text(r.Code) + `,"error":"Refused","message":` + text(message) + `,"path":"/x"}`,
		}
	}
	return conformance.Reply{Body: `{"message":"Failed","errorCode":` + text(r.Code) + `,"details":` + text(message) + `,"data":null,"isError":true}`}
}

// suite makes the cases. Their answers are the page's own samples.
type suite struct{ t *testing.T }

func (s suite) sample(name string) conformance.Reply {
	return conformance.Reply{Name: name, Body: string(stub.Sample(s.t, "circlepay", name))}
}

// answered is an answer with this object.
func answered(name, object string) conformance.Reply {
	return conformance.Reply{Name: name, Body: ok(`[` + object + `]`).Body}
}

// asking is a call of a method with a request or an id, plainly one without.
func asking[A, Q, R any](api func(*circlepay.Client) A, method func(A, context.Context, Q) (R, error), request Q) suiteCall {
	return conformance.Calling(func() Q { return request }, func(ctx context.Context, c *circlepay.Client, q Q) (R, error) { return method(api(c), ctx, q) })
}

func plainly[A, R any](api func(*circlepay.Client) A, method func(A, context.Context) (R, error)) suiteCall {
	return conformance.Calling(func() struct{} { return struct{}{} }, func(ctx context.Context, c *circlepay.Client, _ struct{}) (R, error) {
		return method(api(c), ctx)
	})
}

func invalid(name string, call suiteCall, fields ...string) []conformance.Invalid[*circlepay.Client] {
	return []conformance.Invalid[*circlepay.Client]{{Name: name, Call: call, Fields: fields}}
}

// byID is the case of a call that names one thing in its path.
func byID[A, R any](op, field, id, target string, api func(*circlepay.Client) A, method func(A, context.Context, string) (R, error), argument string, good ...conformance.Reply) suiteCase {
	return suiteCase{
		Operation: op, ID: field, Call: asking(api, method, id), Asked: map[string]string{field: id}, Target: target, Good: good,
		Invalid: append(invalid("no id", asking(api, method, ""), argument), invalid("a path", asking(api, method, "../"), argument)...),
	}
}

// lists is the case of a call that lists all there is.
func lists[A, R any](s suite, op, sample string, api func(*circlepay.Client) A, method func(A, context.Context) (R, error)) suiteCase {
	return suiteCase{Operation: op, Page: true, Call: plainly(api, method), Good: []conformance.Reply{s.sample(sample)}}
}

// drifting adds answers for the drift cell to a case.
func drifting(c suiteCase, more []conformance.Reply) suiteCase {
	c.Drift = more
	return c
}

func (s suite) cases() []suiteCase {
	cases := append(s.systemCases(), s.merchantCases()...)
	cases = append(cases, s.permissionCases()...)
	cases = append(cases, s.customerCases()...)
	cases = append(cases, s.linkCases()...)
	cases = append(cases, s.paymentCases()...)
	return append(cases, s.invoiceCases()...)
}

func (s suite) systemCases() []suiteCase {
	listing := asking(methods, (*circlepay.MethodsAPI).List, "a/b")
	return []suiteCase{
		lists(s, "Gateways.List", "gateways_list", gateways, (*circlepay.GatewaysAPI).List),
		byID("Gateways.Get", "id", sampleGateway, sampleGateway, gateways, (*circlepay.GatewaysAPI).Get, "id", s.sample("gateways_get")),
		{
			Operation: "Methods.List", Page: true, Target: sampleGateway, Call: asking(methods, (*circlepay.MethodsAPI).List, sampleGateway),
			Good: []conformance.Reply{s.sample("methods_list")}, Invalid: invalid("a path", listing, "gatewayID"),
		},
		byID("Methods.Get", "id", sampleMethod, sampleMethod, methods, (*circlepay.MethodsAPI).Get, "id", s.sample("methods_get")),
	}
}

func (s suite) merchantCases() []suiteCase {
	change := merchantChange()
	return []suiteCase{
		{
			Operation: "Merchants.Create", Call: asking(merchants, (*circlepay.MerchantsAPI).Create, merchantRequest()),
			Good: []conformance.Reply{s.sample("merchants_create")},
			Invalid: invalid("nothing", asking(merchants, (*circlepay.MerchantsAPI).Create, circlepay.CreateMerchantRequest{}),
				"FirstName", "LastName", "Email", "Mobile", "BusinessName", "BusinessAddress", "CallbackURL"),
		},
		{Operation: "Merchants.Get", Call: plainly(merchants, (*circlepay.MerchantsAPI).Get), Good: []conformance.Reply{s.sample("merchants_get")}},
		{
			Operation: "Merchants.Update", ID: "mobile_number", Call: asking(merchants, (*circlepay.MerchantsAPI).Update, change),
			Asked: map[string]string{
				"first_name": change.FirstName, "last_name": change.LastName, "email": change.Email, "mobile_number": change.Mobile,
				"business_name": change.BusinessName, "business_address": change.BusinessAddress,
			},
			Good:    []conformance.Reply{s.sample("merchants_update")},
			Invalid: invalid("nothing", asking(merchants, (*circlepay.MerchantsAPI).Update, circlepay.UpdateMerchantRequest{}), "request"),
		},
		lists(s, "Merchants.List", "merchants_list", merchants, (*circlepay.MerchantsAPI).List),
		{
			Operation: "Merchants.SendOTP", Call: asking(merchants, (*circlepay.MerchantsAPI).SendOTP, otpRequest()),
			Good:    []conformance.Reply{s.sample("merchants_send_otp"), answered("the client's", `{"status":"true"}`)},
			Invalid: invalid("nothing", asking(merchants, (*circlepay.MerchantsAPI).SendOTP, circlepay.SendOTPRequest{}), "Mobile", "CountryCode"),
		},
		{
			Operation: "Merchants.Verify", Call: asking(merchants, (*circlepay.MerchantsAPI).Verify, verifyRequest()),
			Good:    []conformance.Reply{s.sample("merchants_verify"), {Name: "the client's", Body: ok(`[]`).Body}},
			Invalid: invalid("nothing", asking(merchants, (*circlepay.MerchantsAPI).Verify, circlepay.VerifyMerchantRequest{}), "Mobile", "OTP"),
		},
	}
}

func (s suite) permissionCases() []suiteCase {
	type method = func(*circlepay.MerchantsAPI, context.Context, string) (*circlepay.Ack, error)
	permit := func(op, field, id, sample string, call method) suiteCase {
		return byID(op, field, id, id, merchants, call, "id", s.sample(sample))
	}
	return []suiteCase{
		permit("Merchants.EnableGateway", "payment_gateway_id", samplePaymob, "merchants_enable_gateway", (*circlepay.MerchantsAPI).EnableGateway),
		permit("Merchants.DisableGateway", "payment_gateway_id", samplePaymob, "merchants_disable_gateway", (*circlepay.MerchantsAPI).DisableGateway),
		permit("Merchants.EnableMethod", "payment_method_id", sampleMethod, "merchants_enable_method", (*circlepay.MerchantsAPI).EnableMethod),
		permit("Merchants.DisableMethod", "payment_method_id", sampleMethod, "merchants_disable_method", (*circlepay.MerchantsAPI).DisableMethod),
		lists(s, "Merchants.ListGateways", "merchants_list_gateways", merchants, (*circlepay.MerchantsAPI).ListGateways),
		drifting(lists(s, "Merchants.ListMethods", "merchants_list_methods", merchants, (*circlepay.MerchantsAPI).ListMethods), s.wholeMethods()),
	}
}

func (s suite) customerCases() []suiteCase {
	asked := map[string]string{"customer_mobile_number": sampleMobile}
	fields := []string{"Customer.FirstName", "Customer.LastName", "Customer.Mobile"}
	return []suiteCase{
		{
			Operation: "Customers.Create", ID: "customer_mobile_number", Asked: asked,
			Call:    asking(customers, (*circlepay.CustomersAPI).Create, circlepay.CreateCustomerRequest{Customer: customerData()}),
			Good:    []conformance.Reply{s.sample("customers_create")},
			Invalid: invalid("nothing", asking(customers, (*circlepay.CustomersAPI).Create, circlepay.CreateCustomerRequest{}), fields...),
		},
		{
			Operation: "Customers.Update", ID: "customer_mobile_number", Asked: asked,
			Call:    asking(customers, (*circlepay.CustomersAPI).Update, circlepay.UpdateCustomerRequest{Customer: customerData()}),
			Good:    []conformance.Reply{s.sample("customers_update")},
			Invalid: invalid("nothing", asking(customers, (*circlepay.CustomersAPI).Update, circlepay.UpdateCustomerRequest{}), fields...),
		},
		byID("Customers.Get", "mobile_number", sampleMobile, sampleMobile, customers, (*circlepay.CustomersAPI).Get, "mobile", s.sample("customers_get")),
		lists(s, "Customers.List", "customers_list", customers, (*circlepay.CustomersAPI).List),
	}
}

func (s suite) linkCases() []suiteCase {
	offered := map[string]string{"value": "18000", "currency": "EGP"}
	changed := map[string]string{"payment_link_url": sampleLink, "value": "18000", "currency": "EGP"}
	paying := suiteCase{
		Operation: "PaymentLinks.Pay", ID: "payment_link_url", Call: asking(links, (*circlepay.PaymentLinksAPI).Pay, linkPayment()),
		Asked: map[string]string{"payment_link_url": sampleLink},
		Good: []conformance.Reply{
			answered("a transaction", `{"transaction_id":"1645895596175"}`), answered("a page", `{"url":"`+sampleLink+`"}`),
			answered("an invoice's page", `{"invoice_url":"https://`+sampleLink+`","payment_link_url":"`+sampleLink+`"}`),
		},
		Invalid: invalid("nothing", asking(links, (*circlepay.PaymentLinksAPI).Pay, circlepay.PayPaymentLinkRequest{}), "Link", "Customer.Mobile"),
	}
	readFirst, unread := paying, linkPayment()
	unread.Known = nil
	readFirst.Variant = "nothing is known"
	readFirst.Call = asking(links, (*circlepay.PaymentLinksAPI).Pay, unread)
	readFirst.Beside = []conformance.Exchange{{Name: "the transactions", Method: post, Path: "/payment/list", Reply: s.sample("payments_list")}}
	return []suiteCase{
		{
			Operation: "PaymentLinks.Create", ID: "payment_link_url", Asked: offered, Call: asking(links, (*circlepay.PaymentLinksAPI).Create, linkRequest()),
			Good: []conformance.Reply{s.sample("payment_links_create"), answered("the address alone", `{"Link":"`+sampleLink+`"}`)},
			Invalid: invalid("nothing", asking(links, (*circlepay.PaymentLinksAPI).Create, circlepay.CreatePaymentLinkRequest{}),
				"Terms.Amount", "Terms.Name", "Terms.Description", "Terms.Expiry"),
		},
		drifting(byID("PaymentLinks.Get", "payment_link_url", sampleLink, sampleLinkID, links, (*circlepay.PaymentLinksAPI).Get, "link", s.sample("payment_links_get")), s.wholeLinks()),
		{
			Operation: "PaymentLinks.Update", ID: "payment_link_url", Asked: changed, Call: asking(links, (*circlepay.PaymentLinksAPI).Update, linkChange()),
			Good: []conformance.Reply{s.sample("payment_links_update")},
			Invalid: invalid("nothing", asking(links, (*circlepay.PaymentLinksAPI).Update, circlepay.UpdatePaymentLinkRequest{}),
				"Link", "Terms.Amount", "Terms.Name", "Terms.Description", "Terms.Expiry"),
		},
		{
			Operation: "PaymentLinks.List", Page: true, Target: sampleMobile,
			Call:    asking(links, (*circlepay.PaymentLinksAPI).List, circlepay.ListPaymentLinksRequest{CustomerMobile: sampleMobile}),
			Good:    []conformance.Reply{s.sample("payment_links_list")},
			Invalid: invalid("a path", asking(links, (*circlepay.PaymentLinksAPI).List, circlepay.ListPaymentLinksRequest{CustomerMobile: "a/b"}), "CustomerMobile"),
		},
		paying, readFirst,
		byID("PaymentLinks.Deactivate", "payment_link_url", sampleLink, sampleLinkID, links, (*circlepay.PaymentLinksAPI).Deactivate, "link",
			s.sample("payment_links_deactivate"), answered("the client's", `{"payment_link_url":"`+sampleLink+`"}`)),
	}
}

func (s suite) paymentCases() []suiteCase {
	refunding := suiteCase{
		Operation: "Refunds.Create", ID: "refund_id", Call: asking(refunds, (*circlepay.RefundsAPI).Create, refundRequest()),
		Asked:   map[string]string{"transaction_id": samplePayment},
		Good:    []conformance.Reply{s.sample("refunds_create"), answered("with the payment", `{"refund_id":1655821177000,"transaction_id":`+samplePayment+`}`)},
		Invalid: invalid("no digits", asking(refunds, (*circlepay.RefundsAPI).Create, circlepay.CreateRefundRequest{PaymentID: "T5"}), "PaymentID"),
	}
	readFirst := refunding
	readFirst.Variant = "nothing is known"
	readFirst.Call = asking(refunds, (*circlepay.RefundsAPI).Create, circlepay.CreateRefundRequest{PaymentID: samplePayment})
	readFirst.Beside = []conformance.Exchange{{Name: "the refunds", Method: post, Path: "/refund/list", Reply: s.sample("refunds_list")}}
	return []suiteCase{
		drifting(byID("Payments.Get", "transaction_id", "5", "5", payments, (*circlepay.PaymentsAPI).Get, "id", s.sample("payments_get")), s.wholePayments()),
		{
			Operation: "Payments.List", Page: true, Call: asking(payments, (*circlepay.PaymentsAPI).List, circlepay.ListPaymentsRequest{}),
			Good:    []conformance.Reply{s.sample("payments_list")},
			Invalid: invalid("a second filter", asking(payments, (*circlepay.PaymentsAPI).List, circlepay.ListPaymentsRequest{Extra: map[string]any{"invoice_num": 1}}), "Extra"),
		},
		refunding, readFirst,
		{
			Operation: "Refunds.List", Page: true, Call: asking(refunds, (*circlepay.RefundsAPI).List, circlepay.ListRefundsRequest{}),
			Good: []conformance.Reply{s.sample("refunds_list")},
		},
		byID("Refunds.Get", "refund_id", "2", "2", refunds, (*circlepay.RefundsAPI).Get, "id", s.sample("refunds_get")),
		{
			Operation: "DirectPayments.Create", ID: "transaction_id", Call: asking(direct, (*circlepay.DirectPaymentsAPI).Create, directPayment()),
			Asked: map[string]string{"value": "18000", "currency": "EGP"}, Good: []conformance.Reply{s.sample("direct_payments_create")},
			Invalid: invalid("nothing", asking(direct, (*circlepay.DirectPaymentsAPI).Create, circlepay.CreateDirectPaymentRequest{}),
				"Customer.FirstName", "Customer.LastName", "Customer.Mobile", "Amount", "Expiry", "GatewayID", "MethodID"),
		},
	}
}

func (s suite) invoiceCases() []suiteCase {
	paying := suiteCase{
		Operation: "Invoices.Pay", ID: "transaction_id", Call: asking(invoices, (*circlepay.InvoicesAPI).Pay, invoicePayment()),
		Asked: map[string]string{"invoice_number": sampleNew}, Good: []conformance.Reply{s.sample("invoices_pay")},
		Invalid: invalid("a page that is none", asking(invoices, (*circlepay.InvoicesAPI).Pay, circlepay.PayInvoiceRequest{RedirectURL: "javascript:x"}), "InvoiceID", "RedirectURL"),
	}
	readFirst, unread := paying, invoicePayment()
	unread.Known, unread.InvoiceID = nil, sampleInvoice
	readFirst.Variant = "nothing is known"
	readFirst.Asked = map[string]string{"invoice_number": sampleInvoice}
	readFirst.Call = asking(invoices, (*circlepay.InvoicesAPI).Pay, unread)
	readFirst.Beside = []conformance.Exchange{
		{Name: "the invoice", Method: get, Path: "/invoice/get/{id}", Reply: s.sample("invoices_get")},
		{Name: "its transactions", Method: post, Path: "/payment/list", Reply: s.sample("payments_list")},
	}
	own := invoiceRequest()
	own.Reference = sampleNew
	return []suiteCase{
		{
			Operation: "Invoices.Create", ID: "invoice_number", Call: asking(invoices, (*circlepay.InvoicesAPI).Create, own),
			Asked: map[string]string{"invoice_number": sampleNew}, Good: []conformance.Reply{s.sample("invoices_create")},
			Invalid: invalid("nothing", asking(invoices, (*circlepay.InvoicesAPI).Create, circlepay.CreateInvoiceRequest{}), "CustomerMobile", "Items", "DueDate"),
		},
		{
			Operation: "Invoices.CreateAndPay", ID: "invoice_number", Call: asking(invoices, (*circlepay.InvoicesAPI).CreateAndPay, createAndPay()),
			Good: []conformance.Reply{s.sample("invoices_create_and_pay")},
			Invalid: invalid("nothing", asking(invoices, (*circlepay.InvoicesAPI).CreateAndPay, circlepay.CreateAndPayRequest{}),
				"Customer.FirstName", "Customer.LastName", "Customer.Mobile", "Invoice.CustomerMobile", "Invoice.Items", "Invoice.DueDate"),
		},
		drifting(byID("Invoices.Get", "invoice_number", sampleInvoice, sampleInvoice, invoices, (*circlepay.InvoicesAPI).Get, "id", s.sample("invoices_get")), s.wholeInvoices()),
		{
			Operation: "Invoices.List", Page: true, Target: sampleMobile,
			Call:    asking(invoices, (*circlepay.InvoicesAPI).List, circlepay.ListInvoicesRequest{CustomerMobile: sampleMobile}),
			Good:    []conformance.Reply{s.sample("invoices_list")},
			Invalid: invalid("a path", asking(invoices, (*circlepay.InvoicesAPI).List, circlepay.ListInvoicesRequest{CustomerMobile: "a/b"}), "CustomerMobile"),
		},
		byID("Invoices.Delete", "invoice_number", "CIR_INV_1645465416865", "CIR_INV_1645465416865", invoices, (*circlepay.InvoicesAPI).Delete, "id", s.sample("invoices_delete")),
		paying, readFirst,
	}
}
