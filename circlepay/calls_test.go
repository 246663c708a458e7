package circlepay_test

import (
	"context"

	"github.com/shopspring/decimal"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/circlepay"
)

// Ids and numbers of the samples.
const (
	sampleGateway  = "610b2c486df621209c85215a"
	samplePaymob   = "610b2c486df621209c85215b"
	sampleMethod   = "610b2c486df621209c85215c"
	sampleMobile   = "+201001212144"
	sampleMerchant = "+201001212155"
	sampleLink     = "checkout.circlepay.ai/5d41402abc4b2a76b9719d911645895596175"
	sampleLinkID   = "5d41402abc4b2a76b9719d911645895596175"
	sampleInvoice  = "CIR_INV_1643670030261"
	sampleNew      = "CIR_INV_16436703344261"
	samplePayment  = "1645895596175"
)

// none says that nothing of the kind exists already, so that nothing is read first.
var none = []string{}

func merchantRequest() circlepay.CreateMerchantRequest {
	return circlepay.CreateMerchantRequest{
		FirstName: "Ahmed", LastName: "Khaled", Email: "ahmed@shop.example", Mobile: "+201001414133",
		BusinessName: "E-commerce", BusinessAddress: "El-maadi", CallbackURL: "https://shop.example/circlepay?token=secret",
	}
}

func merchantChange() circlepay.UpdateMerchantRequest {
	return circlepay.UpdateMerchantRequest{
		FirstName: "ahmed", LastName: "khaled", Email: "ahmed@shop.example", Mobile: sampleMerchant,
		BusinessName: "ecommerce", BusinessAddress: "el-maadi", CallbackURL: "http://shop.example/circlepay",
	}
}

func customerData() circlepay.CustomerData {
	return circlepay.CustomerData{
		FirstName: "Ahmed", LastName: "Khaled", Email: "ahmed@customer.example", Mobile: sampleMobile, Country: "Egypt", Governorate: "cairo",
		City: "nasr", Address: "72 gamal st", Apartment: "5",
	}
}

func linkTerms() circlepay.LinkTerms {
	return circlepay.LinkTerms{
		Amount: egp("18000"), Name: "iphone 12", Description: "new iphone 12", Expiry: day("2022-08-22"),
		Active: new(true), Survey: new(false), AskAddress: new(false), ShowShipping: new(false), ShowRefund: new(true),
		RefundPolicy: "You can refund your money within 30 days", Comments: "none",
	}
}

func linkRequest() circlepay.CreatePaymentLinkRequest {
	return circlepay.CreatePaymentLinkRequest{Terms: linkTerms(), Known: none}
}

func linkChange() circlepay.UpdatePaymentLinkRequest {
	return circlepay.UpdatePaymentLinkRequest{Link: sampleLink, Terms: linkTerms()}
}

func linkPayment() circlepay.PayPaymentLinkRequest {
	return circlepay.PayPaymentLinkRequest{
		Link: sampleLink, Customer: circlepay.CustomerData{Mobile: sampleMobile}, MethodID: sampleMethod, Coupon: "SUMMER", Known: none,
	}
}

func refundRequest() circlepay.CreateRefundRequest {
	return circlepay.CreateRefundRequest{PaymentID: samplePayment, Known: none}
}

func invoiceRequest() circlepay.CreateInvoiceRequest {
	return circlepay.CreateInvoiceRequest{
		CustomerMobile: sampleMobile, DueDate: day("2023-03-03"), Known: none,
		Items: []circlepay.Item{{Name: "phone", Quantity: 8, Price: egp("12000")}},
	}
}

// invoiceEverything sets every field.
func invoiceEverything() circlepay.CreateInvoiceRequest {
	return circlepay.CreateInvoiceRequest{
		Reference: sampleNew, CustomerMobile: sampleMobile, DueDate: day("2023-03-03"), CreateDate: day("2023-02-01"), DateLayout: "02-01-2006",
		Items: []circlepay.Item{
			{Name: "phone", Description: "a “new” one", Quantity: 8, Price: egp("12000")}, {Name: "case", Quantity: 1, Price: egp("99.90")},
		},
		PreferredMethod: "CARD/PayMob", ShippingFees: egp("0"),
		Discount: circlepay.Discount{Type: circlepay.DiscountPercent, Percent: decimal.RequireFromString("11.5")},
		Tax:      decimal.NewFromInt(14), ShippingPolicy: "overnight\nonly", ReturnPolicy: "30 days", Notes: "thanks",
		Known: none, Extra: map[string]any{"custom_attributes": map[string]any{"order": 42}},
	}
}

func createAndPay() circlepay.CreateAndPayRequest {
	invoice := invoiceRequest()
	invoice.CustomerMobile = ""
	return circlepay.CreateAndPayRequest{
		Customer: circlepay.CustomerData{FirstName: "Ibrahim", LastName: "Salah", Mobile: sampleMobile}, Invoice: invoice,
	}
}

func invoicePayment() circlepay.PayInvoiceRequest {
	return circlepay.PayInvoiceRequest{
		InvoiceID: sampleNew, CustomerMobile: sampleMobile, MethodID: sampleMethod,
		RedirectURL: "https://shop.example/return?invoice_number=" + sampleNew, Known: none,
	}
}

func directPayment() circlepay.CreateDirectPaymentRequest {
	return circlepay.CreateDirectPaymentRequest{
		Customer: circlepay.CustomerData{FirstName: "ibrahim", LastName: "salah", Mobile: sampleMobile, Email: "ibrahim@customer.example", City: "stays here"},
		Amount:   egp("18000"), Expiry: day("2022-09-22"), Name: "iphone", AskAddress: new(false), ShowRefund: new(false), ShowShipping: new(true),
		ShippingPolicy: "slow", GatewayID: samplePaymob, MethodID: "610b2c496df621209c852162", Known: none,
	}
}

// operation is one of the 38, as the tests make it: the sample that answers it, and
// what goes out.
type operation struct {
	name, sample string
	call         call
	method, path string
	body         string
}

// of turns a method with a request into a call, by one with an id, all one with
// nothing.
func of[A, Q, R any](api func(*circlepay.Client) A, method func(A, context.Context, Q) (R, error), request Q) call {
	return func(ctx context.Context, c *circlepay.Client) (any, error) { return method(api(c), ctx, request) }
}

func all[A, R any](api func(*circlepay.Client) A, method func(A, context.Context) (R, error)) call {
	return func(ctx context.Context, c *circlepay.Client) (any, error) { return method(api(c), ctx) }
}

func gateways(c *circlepay.Client) *circlepay.GatewaysAPI     { return c.Gateways }
func methods(c *circlepay.Client) *circlepay.MethodsAPI       { return c.Methods }
func merchants(c *circlepay.Client) *circlepay.MerchantsAPI   { return c.Merchants }
func customers(c *circlepay.Client) *circlepay.CustomersAPI   { return c.Customers }
func links(c *circlepay.Client) *circlepay.PaymentLinksAPI    { return c.PaymentLinks }
func payments(c *circlepay.Client) *circlepay.PaymentsAPI     { return c.Payments }
func refunds(c *circlepay.Client) *circlepay.RefundsAPI       { return c.Refunds }
func invoices(c *circlepay.Client) *circlepay.InvoicesAPI     { return c.Invoices }
func direct(c *circlepay.Client) *circlepay.DirectPaymentsAPI { return c.DirectPayments }
func otpRequest() circlepay.SendOTPRequest {
	return circlepay.SendOTPRequest{Mobile: "+201012794709", CountryCode: "+20"}
}
func verifyRequest() circlepay.VerifyMerchantRequest {
	return circlepay.VerifyMerchantRequest{Mobile: "+201012794709", OTP: paygates.NewSecret(testOTP)}
}

// Bodies that several tests compare with.
const (
	merchantBody = `{"first_name":"Ahmed","last_name":"Khaled","email":"ahmed@shop.example","mobile_number":"+201001414133",` +
		`"business_name":"E-commerce","business_address":"El-maadi","callback_url":"https://shop.example/circlepay?token=secret"}`
	customerBody = `{"first_name":"Ahmed","last_name":"Khaled","email":"ahmed@customer.example","mobile_number":"+201001212144","country":"Egypt",` +
		`"governorate":"cairo","city":"nasr","address":"72 gamal st","apt_num":"5"}`
	linkBody = `"value":18000.00,"currency":"EGP","enable_Survey":0,"expiry_Date":"2022-08-22","description":"new iphone 12","status":1,` +
		`"shippingPolicyFlag":0,"refundPolicyFlag":1,"refundPolicyDetails":"You can refund your money within 30 days","comments":"none",` +
		`"name":"iphone 12","getCustAddress":0}`
	invoiceBody = `{"customer_mobile":"+201001212144","items":[{"name":"phone","description":"","quantity":8,"price":12000.00}],"due_date":"2023-03-03"}`
)

const (
	get, post, put, remove = "GET", "POST", "PUT", "DELETE"
)

// operations makes every operation once, so that the samples answer it.
func operations() []operation {
	return []operation{
		{"Gateways.List", "gateways_list", all(gateways, (*circlepay.GatewaysAPI).List), get, "/payment/gateway/list", ""},
		{"Gateways.Get", "gateways_get", of(gateways, (*circlepay.GatewaysAPI).Get, sampleGateway), get, "/payment/gateway/get/" + sampleGateway, ""},
		{"Methods.List", "methods_list", of(methods, (*circlepay.MethodsAPI).List, sampleGateway), get, "/payment/methods/list/" + sampleGateway, ""},
		{"Methods.Get", "methods_get", of(methods, (*circlepay.MethodsAPI).Get, sampleMethod), get, "/payment/methods/get/" + sampleMethod, ""},

		{"Merchants.Create", "merchants_create", of(merchants, (*circlepay.MerchantsAPI).Create, merchantRequest()), post, "/merchants/create", merchantBody},
		{"Merchants.Get", "merchants_get", all(merchants, (*circlepay.MerchantsAPI).Get), get, "/merchants/get", ""},
		{
			"Merchants.Update", "merchants_update", of(merchants, (*circlepay.MerchantsAPI).Update, merchantChange()), put, "/merchants/update",
			`{"first_name":"ahmed","last_name":"khaled","email":"ahmed@shop.example","mobile_number":"+201001212155","business_name":"ecommerce",` +
				`"business_address":"el-maadi","callback_url":"http://shop.example/circlepay"}`,
		},
		{"Merchants.List", "merchants_list", all(merchants, (*circlepay.MerchantsAPI).List), get, "/merchants/list", ""},
		{
			"Merchants.SendOTP", "merchants_send_otp", of(merchants, (*circlepay.MerchantsAPI).SendOTP, otpRequest()), post, "/merchants/send/otp",
			`{"merchant_mobile":"+201012794709","mobile_number":"+201012794709","country_code":"+20"}`,
		},
		{
			"Merchants.Verify", "merchants_verify", of(merchants, (*circlepay.MerchantsAPI).Verify, verifyRequest()), post, "/merchants/verify",
			`{"merchant_mobile":"+201012794709","otp":"canary-553811"}`,
		},
		{"Merchants.EnableGateway", "merchants_enable_gateway", of(merchants, (*circlepay.MerchantsAPI).EnableGateway, samplePaymob), get, "/merchants/payment/gateway/enable/" + samplePaymob, ""},
		{"Merchants.DisableGateway", "merchants_disable_gateway", of(merchants, (*circlepay.MerchantsAPI).DisableGateway, samplePaymob), remove, "/merchants/payment/gateway/disable/" + samplePaymob, ""},
		{"Merchants.ListGateways", "merchants_list_gateways", all(merchants, (*circlepay.MerchantsAPI).ListGateways), get, "/merchants/payment/gateway/list", ""},
		{"Merchants.EnableMethod", "merchants_enable_method", of(merchants, (*circlepay.MerchantsAPI).EnableMethod, sampleMethod), get, "/merchants/payment/method/enable/" + sampleMethod, ""},
		{"Merchants.DisableMethod", "merchants_disable_method", of(merchants, (*circlepay.MerchantsAPI).DisableMethod, sampleMethod), remove, "/merchants/payment/method/disable/" + sampleMethod, ""},
		{"Merchants.ListMethods", "merchants_list_methods", all(merchants, (*circlepay.MerchantsAPI).ListMethods), get, "/merchants/payment/method/list", ""},

		{"Customers.Create", "customers_create", of(customers, (*circlepay.CustomersAPI).Create, circlepay.CreateCustomerRequest{Customer: customerData()}), post, "/customer/create", customerBody},
		{"Customers.Update", "customers_update", of(customers, (*circlepay.CustomersAPI).Update, circlepay.UpdateCustomerRequest{Customer: customerData()}), put, "/customer/update", customerBody},
		{"Customers.Get", "customers_get", of(customers, (*circlepay.CustomersAPI).Get, sampleMobile), get, "/customer/get/" + sampleMobile, ""},
		{"Customers.List", "customers_list", all(customers, (*circlepay.CustomersAPI).List), get, "/customer/list", ""},

		{"PaymentLinks.Create", "payment_links_create", of(links, (*circlepay.PaymentLinksAPI).Create, linkRequest()), post, "/paymentlink/create", `{` + linkBody},
		{"PaymentLinks.Get", "payment_links_get", of(links, (*circlepay.PaymentLinksAPI).Get, sampleLink), get, "/paymentlink/get/" + sampleLinkID, ""},
		{"PaymentLinks.Update", "payment_links_update", of(links, (*circlepay.PaymentLinksAPI).Update, linkChange()), put, "/paymentlink/update", `{"payment_link_url":"` + sampleLink + `",` + linkBody},
		{"PaymentLinks.List", "payment_links_list", of(links, (*circlepay.PaymentLinksAPI).List, circlepay.ListPaymentLinksRequest{CustomerMobile: sampleMobile}), get, "/paymentlink/list/" + sampleMobile, ""},
		{
			"PaymentLinks.Pay", "", of(links, (*circlepay.PaymentLinksAPI).Pay, linkPayment()), post, "/payPaymentLink/",
			`{"payment_link_url":"` + sampleLink + `","customer":{"mobile_number":"+201001212144"},"payment_method_id":"` + sampleMethod + `","coupon_code":"SUMMER"}`,
		},
		{"PaymentLinks.Deactivate", "payment_links_deactivate", of(links, (*circlepay.PaymentLinksAPI).Deactivate, sampleLink), remove, "/paymentlink/deactive/" + sampleLinkID, ""},

		{"Payments.Get", "payments_get", of(payments, (*circlepay.PaymentsAPI).Get, "5"), get, "/payment/get/5", ""},
		{
			"Payments.List", "payments_list",
			of(payments, (*circlepay.PaymentsAPI).List, circlepay.ListPaymentsRequest{InvoiceID: "CIR_INV_1643670030264", CustomerMobile: sampleMobile, Coupon: "SUMMER", Link: sampleLink}),
			post, "/payment/list",
			`{"coupon_code":"SUMMER","customer_mobile":"+201001212144","invoice_num":"CIR_INV_1643670030264","payment_link_url":"` + sampleLink + `"}`,
		},
		{"Refunds.Create", "refunds_create", of(refunds, (*circlepay.RefundsAPI).Create, refundRequest()), post, "/refund/request", `{"transaction_id":1645895596175}`},
		{"Refunds.List", "refunds_list", of(refunds, (*circlepay.RefundsAPI).List, circlepay.ListRefundsRequest{}), post, "/refund/list", `{}`},
		{"Refunds.Get", "refunds_get", of(refunds, (*circlepay.RefundsAPI).Get, "2"), get, "/refund/get/2", ""},

		{"Invoices.Create", "invoices_create", of(invoices, (*circlepay.InvoicesAPI).Create, invoiceRequest()), post, "/invoice/create", `{"invoice":` + invoiceBody + `}`},
		{
			"Invoices.CreateAndPay", "invoices_create_and_pay", of(invoices, (*circlepay.InvoicesAPI).CreateAndPay, createAndPay()), post, "/invoice/createV2",
			`{"customer":{"first_name":"Ibrahim","last_name":"Salah","mobile_number":"+201001212144"},"invoice":` + invoiceBody + `}`,
		},
		{"Invoices.Get", "invoices_get", of(invoices, (*circlepay.InvoicesAPI).Get, sampleInvoice), get, "/invoice/get/" + sampleInvoice, ""},
		{"Invoices.List", "invoices_list", of(invoices, (*circlepay.InvoicesAPI).List, circlepay.ListInvoicesRequest{CustomerMobile: sampleMobile}), get, "/invoice/list/" + sampleMobile, ""},
		{"Invoices.Delete", "invoices_delete", of(invoices, (*circlepay.InvoicesAPI).Delete, "CIR_INV_1645465416865"), remove, "/invoice/delete/CIR_INV_1645465416865", ""},
		{
			"Invoices.Pay", "invoices_pay", of(invoices, (*circlepay.InvoicesAPI).Pay, invoicePayment()), post, "/invoice/pay",
			`{"invoice_number":"` + sampleNew + `","customer_mobile":"+201001212144","payment_method_id":"` + sampleMethod + `",` +
				`"redirect_url":"https://shop.example/return?invoice_number=` + sampleNew + `"}`,
		},
		{
			"DirectPayments.Create", "direct_payments_create", of(direct, (*circlepay.DirectPaymentsAPI).Create, directPayment()), post, "/directPayment/create",
			`{"customer":{"first_name":"ibrahim","last_name":"salah","mobile_number":"+201001212144","email":"ibrahim@customer.example"},` +
				`"directPayment":{"expiryDate":"2022-09-22","getCustAddress":0,"name":"iphone","refundPolicyFlag":0,"shippingPolicyDetails":"slow",` +
				`"shippingPolicyFlag":1,"value":18000.00},"payment_gateway_id":"` + samplePaymob + `","payment_method_id":"610b2c496df621209c852162"}`,
		},
	}
}
