package circlepay_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/circlepay"
	"github.com/paygates/paygates-go/money"
)

// assertFields: the SDK itself refused these fields, and nothing was sent.
func assertFields(t *testing.T, err error, fields ...string) {
	t.Helper()
	e, isOurs := errors.AsType[*paygates.Error](err)
	require.True(t, isOurs, "%v", err)
	require.ErrorIs(t, err, paygates.ErrInvalidRequest)
	assert.Equal(t, paygates.OutcomeNotExecuted, e.Outcome)
	assert.Equal(t, paygates.AdviceFixRequest, e.Advice())
	assert.Zero(t, e.Attempts)
	var got []string
	for _, f := range e.Fields {
		assert.NotEmpty(t, f.Message)
		got = append(got, f.Field)
	}
	assert.ElementsMatch(t, fields, got, "%v", err)
}

// changed is a request with something changed, as a call.
func changed[A, Q, R any](api func(*circlepay.Client) A, method func(A, context.Context, Q) (R, error), request func() Q, change func(*Q)) call {
	r := request()
	change(&r)
	return of(api, method, r)
}

func newInvoice(change func(*circlepay.CreateInvoiceRequest)) call {
	return changed(invoices, (*circlepay.InvoicesAPI).Create, invoiceRequest, change)
}

func newLink(change func(*circlepay.CreatePaymentLinkRequest)) call {
	return changed(links, (*circlepay.PaymentLinksAPI).Create, linkRequest, change)
}

func newDirect(change func(*circlepay.CreateDirectPaymentRequest)) call {
	return changed(direct, (*circlepay.DirectPaymentsAPI).Create, directPayment, change)
}

func newMerchant(change func(*circlepay.CreateMerchantRequest)) call {
	return changed(merchants, (*circlepay.MerchantsAPI).Create, merchantRequest, change)
}

func newCustomer(change func(*circlepay.CustomerData)) call {
	data := customerData()
	change(&data)
	return of(customers, (*circlepay.CustomersAPI).Create, circlepay.CreateCustomerRequest{Customer: data})
}

func discounted(d circlepay.Discount) call {
	return newInvoice(func(r *circlepay.CreateInvoiceRequest) { r.Discount = d })
}

// extra is something that has a field of its own.
func extra(name string) map[string]any { return map[string]any{name: 1} }

// refusedRequests are what CirclePay is known to refuse, or would misunderstand.
func refusedRequests() map[string]struct {
	call   call
	fields string
} {
	percent, eleven := circlepay.DiscountPercent, decimal.NewFromInt(11)
	dollars := money.MustParse("5", money.USD)
	return map[string]struct {
		call   call
		fields string
	}{
		"merchant: an address of 51 characters": {newMerchant(func(r *circlepay.CreateMerchantRequest) { r.Email = strings.Repeat("a", 40) + "@b.example1" }), "Email"},
		"merchant: addresses": {newMerchant(func(r *circlepay.CreateMerchantRequest) {
			r.Email, r.CallbackURL, r.Mobile = "nobody", "shop.example/callback", "01001414133"
		}), "CallbackURL Email Mobile"},
		"merchant: lines":            {newMerchant(func(r *circlepay.CreateMerchantRequest) { r.FirstName, r.BusinessName = "a\nb", "\xff" }), "BusinessName FirstName"},
		"merchant: a user in a URL":  {newMerchant(func(r *circlepay.CreateMerchantRequest) { r.CallbackURL = "https://a:b@shop.example" }), "CallbackURL"},
		"merchant: the token":        {newMerchant(func(r *circlepay.CreateMerchantRequest) { r.Extra = extra("Callback_URL") }), "Extra"},
		"merchant: nothing but text": {newMerchant(func(r *circlepay.CreateMerchantRequest) { r.LastName = " " }), "LastName"},
		"otp: a country": {
			of(merchants, (*circlepay.MerchantsAPI).SendOTP, circlepay.SendOTPRequest{Mobile: "+201012794709", CountryCode: "20"}), "CountryCode",
		},
		"otp: the number again": {
			of(merchants, (*circlepay.MerchantsAPI).SendOTP, circlepay.SendOTPRequest{Mobile: "+201012794709", CountryCode: "+20", Extra: extra("mobile_number")}), "Extra",
		},

		"customer: nobody":      {newCustomer(func(c *circlepay.CustomerData) { c.FirstName, c.LastName, c.Mobile = "", "", "" }), "Customer.FirstName Customer.LastName Customer.Mobile"},
		"customer: two hosts":   {newCustomer(func(c *circlepay.CustomerData) { c.Email = "a@b@c.example" }), "Customer.Email"},
		"customer: two people":  {newCustomer(func(c *circlepay.CustomerData) { c.Email = "a@b.example,c@d.example" }), "Customer.Email"},
		"customer: no host":     {newCustomer(func(c *circlepay.CustomerData) { c.Email = "a@localhost" }), "Customer.Email"},
		"customer: a zero":      {newCustomer(func(c *circlepay.CustomerData) { c.Mobile = "+0201001212" }), "Customer.Mobile"},
		"customer: blanks":      {newCustomer(func(c *circlepay.CustomerData) { c.Mobile = "+20 100 1212" }), "Customer.Mobile"},
		"customer: seven":       {newCustomer(func(c *circlepay.CustomerData) { c.Mobile = "+2010012" }), "Customer.Mobile"},
		"customer: sixteen":     {newCustomer(func(c *circlepay.CustomerData) { c.Mobile = "+2010012345678901" }), "Customer.Mobile"},
		"customer: other bytes": {newCustomer(func(c *circlepay.CustomerData) { c.City, c.Apartment = "\xff", "\x00" }), "Customer.Apartment Customer.City"},
		"customer: a path":      {of(customers, (*circlepay.CustomersAPI).Get, "+20/1"), "mobile"},

		"link: nothing":            {newLink(func(r *circlepay.CreatePaymentLinkRequest) { r.Terms = circlepay.LinkTerms{} }), "Terms.Amount Terms.Description Terms.Expiry Terms.Name"},
		"link: a text, no flag":    {newLink(func(r *circlepay.CreatePaymentLinkRequest) { r.Terms.ShowRefund = nil }), "Terms.RefundPolicy"},
		"link: a text, flag off":   {newLink(func(r *circlepay.CreatePaymentLinkRequest) { r.Terms.ShippingPolicy = "overnight" }), "Terms.ShippingPolicy"},
		"link: free of charge":     {newLink(func(r *circlepay.CreatePaymentLinkRequest) { r.Terms.Amount = egp("0") }), "Terms.Amount"},
		"link: money back":         {newLink(func(r *circlepay.CreatePaymentLinkRequest) { r.Terms.Amount = egp("-5") }), "Terms.Amount"},
		"link: a layout of no day": {newLink(func(r *circlepay.CreatePaymentLinkRequest) { r.Terms.DateLayout = "2006-01" }), "Terms.DateLayout"},
		"link: expiry again":       {newLink(func(r *circlepay.CreatePaymentLinkRequest) { r.Extra = extra("Expiry_date") }), "Extra"},
		"link: known of nothing":   {newLink(func(r *circlepay.CreatePaymentLinkRequest) { r.Known = []string{""} }), "Known"},
		"link: bytes":              {newLink(func(r *circlepay.CreatePaymentLinkRequest) { r.Terms.Comments = "\xff" }), "Terms.Comments"},
		"link: a way up":           {of(links, (*circlepay.PaymentLinksAPI).Get, "checkout.circlepay.ai/.."), "link"},
		"link: a query":            {of(links, (*circlepay.PaymentLinksAPI).Deactivate, "checkout.circlepay.ai/a?b"), "link"},
		"link: update of none":     {of(links, (*circlepay.PaymentLinksAPI).Update, circlepay.UpdatePaymentLinkRequest{Terms: linkTerms(), Extra: extra("link")}), "Extra Link"},
		"link: nobody pays":        {of(links, (*circlepay.PaymentLinksAPI).Pay, circlepay.PayPaymentLinkRequest{Link: sampleLink, MethodID: "a/b"}), "Customer.Mobile MethodID"},

		"payment: no id":         {of(payments, (*circlepay.PaymentsAPI).Get, " 5"), "id"},
		"payments: an invoice":   {of(payments, (*circlepay.PaymentsAPI).FindByInvoice, ""), "invoiceID"},
		"refunds: a payment":     {of(refunds, (*circlepay.RefundsAPI).FindByPayment, "a/b"), "paymentID"},
		"refund: no number":      {of(refunds, (*circlepay.RefundsAPI).Create, circlepay.CreateRefundRequest{}), "PaymentID"},
		"refund: a leading zero": {of(refunds, (*circlepay.RefundsAPI).Create, circlepay.CreateRefundRequest{PaymentID: "05"}), "PaymentID"},
		"refund: too many":       {of(refunds, (*circlepay.RefundsAPI).Create, circlepay.CreateRefundRequest{PaymentID: "1234567890123456789"}), "PaymentID"},
		"refund: of another":     {of(refunds, (*circlepay.RefundsAPI).Create, circlepay.CreateRefundRequest{PaymentID: "5", Extra: extra("transaction_id")}), "Extra"},
		"refund: of the future":  {of(refunds, (*circlepay.RefundsAPI).Create, circlepay.CreateRefundRequest{PaymentID: "5", Extra: map[string]any{"x": make(chan int)}}), "Extra"},
		"refund: no such id":     {of(refunds, (*circlepay.RefundsAPI).Get, ""), "id"},

		"invoice: nothing":       {newInvoice(func(r *circlepay.CreateInvoiceRequest) { *r = circlepay.CreateInvoiceRequest{} }), "CustomerMobile DueDate Items"},
		"invoice: no quantity":   {newInvoice(func(r *circlepay.CreateInvoiceRequest) { r.Items[0].Quantity = 0 }), "Items[0].Quantity"},
		"invoice: no name":       {newInvoice(func(r *circlepay.CreateInvoiceRequest) { r.Items[0].Name, r.Items[0].Description = "", "\xff" }), "Items[0].Description Items[0].Name"},
		"invoice: dollars":       {newInvoice(func(r *circlepay.CreateInvoiceRequest) { r.Items[0].Price, r.ShippingFees = dollars, dollars }), "Items[0].Price ShippingFees"},
		"invoice: no price":      {newInvoice(func(r *circlepay.CreateInvoiceRequest) { r.Items[0].Price = money.Amount{} }), "Items[0].Price"},
		"invoice: paid at birth": {newInvoice(func(r *circlepay.CreateInvoiceRequest) { r.Extra = extra("Status") }), "Extra"},
		"invoice: taxes":         {newInvoice(func(r *circlepay.CreateInvoiceRequest) { r.Tax = decimal.NewFromInt(-1) }), "Tax"},
		"invoice: all taxes":     {newInvoice(func(r *circlepay.CreateInvoiceRequest) { r.Tax = decimal.NewFromInt(101) }), "Tax"},
		"invoice: small taxes":   {newInvoice(func(r *circlepay.CreateInvoiceRequest) { r.Tax = decimal.RequireFromString("0.0000001") }), "Tax"},
		"invoice: a number":      {newInvoice(func(r *circlepay.CreateInvoiceRequest) { r.Reference = "a/b" }), "Reference"},
		"invoice: texts": {newInvoice(func(r *circlepay.CreateInvoiceRequest) {
			r.PreferredMethod, r.Notes, r.ReturnPolicy, r.ShippingPolicy = "a\n", "\xff", "\xff", "\xff"
		}), "Notes PreferredMethod ReturnPolicy ShippingPolicy"},
		"invoice: a path":      {of(invoices, (*circlepay.InvoicesAPI).List, circlepay.ListInvoicesRequest{CustomerMobile: "a/b"}), "CustomerMobile"},
		"invoice: to pay":      {changed(invoices, (*circlepay.InvoicesAPI).Pay, invoicePayment, func(r *circlepay.PayInvoiceRequest) { r.CustomerMobile, r.RedirectURL = "0100", "http://shop.example" }), "CustomerMobile RedirectURL"},
		"invoice: pay, extras": {changed(invoices, (*circlepay.InvoicesAPI).Pay, invoicePayment, func(r *circlepay.PayInvoiceRequest) { r.Extra = extra("redirect_url") }), "Extra"},
		"both: another's": {
			changed(invoices, (*circlepay.InvoicesAPI).CreateAndPay, createAndPay, func(r *circlepay.CreateAndPayRequest) { r.Invoice.CustomerMobile = sampleMerchant }), "Invoice.CustomerMobile",
		},
		"both: twice": {
			changed(invoices, (*circlepay.InvoicesAPI).CreateAndPay, createAndPay, func(r *circlepay.CreateAndPayRequest) { r.Extra = extra("Customer") }), "Extra",
		},
		"both: paid at birth": {
			changed(invoices, (*circlepay.InvoicesAPI).CreateAndPay, createAndPay, func(r *circlepay.CreateAndPayRequest) { r.Extra = extra("Status") }), "Extra",
		},
		"invoice: another inside": {
			newInvoice(func(r *circlepay.CreateInvoiceRequest) { r.Extra = extra("Invoice") }), "Extra",
		},

		"discount: no type":         {discounted(circlepay.Discount{Percent: eleven}), "Discount"},
		"discount: type alone":      {discounted(circlepay.Discount{Type: percent}), "Discount"},
		"discount: pounds, percent": {discounted(circlepay.Discount{Type: percent, Amount: egp("11")}), "Discount"},
		"discount: percent, pounds": {discounted(circlepay.Discount{Type: circlepay.DiscountValue, Percent: eleven}), "Discount"},
		"discount: both":            {discounted(circlepay.Discount{Type: percent, Percent: eleven, Amount: egp("11")}), "Discount"},
		"discount: more than all":   {discounted(circlepay.Discount{Type: percent, Percent: decimal.NewFromInt(101)}), "Discount.Percent"},
		"discount: dollars":         {discounted(circlepay.Discount{Type: circlepay.DiscountValue, Amount: dollars}), "Discount.Amount"},

		"direct: a gateway alone": {newDirect(func(r *circlepay.CreateDirectPaymentRequest) { r.MethodID = "" }), "MethodID"},
		"direct: a method alone":  {newDirect(func(r *circlepay.CreateDirectPaymentRequest) { r.GatewayID = "" }), "GatewayID"},
		"direct: dollars":         {newDirect(func(r *circlepay.CreateDirectPaymentRequest) { r.Amount = dollars }), "Amount"},
		"direct: a text, no flag": {newDirect(func(r *circlepay.CreateDirectPaymentRequest) { r.ShowShipping = nil }), "ShippingPolicy"},
		"direct: no day":          {newDirect(func(r *circlepay.CreateDirectPaymentRequest) { r.Expiry, r.DateLayout = time.Time{}, "x" }), "DateLayout Expiry"},
		"direct: value again":     {newDirect(func(r *circlepay.CreateDirectPaymentRequest) { r.Extra = extra("Value") }), "Extra"},

		"gateway: a path": {of(merchants, (*circlepay.MerchantsAPI).EnableGateway, "a/b"), "id"},
		"method: an end":  {of(merchants, (*circlepay.MerchantsAPI).DisableMethod, ".."), "id"},
		"method: a list":  {of(methods, (*circlepay.MethodsAPI).List, ""), "gatewayID"},
	}
}

// What CirclePay is known to refuse is not sent, and every field is named.
func TestRequestsThatAreRefusedHere(t *testing.T) {
	t.Parallel()
	for name, c := range refusedRequests() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			client, host := stubbed(t, reply{})
			_, err := c.call(t.Context(), client)
			assertFields(t, err, split(c.fields)...)
			assert.Empty(t, host.Requests())
		})
	}
}

// What is at the edge goes out.
func TestRequestsAtTheEdge(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]call{
		"an address of 50 characters": newCustomer(func(c *circlepay.CustomerData) { c.Email = strings.Repeat("a", 40) + "@b.example" }),
		"eight digits":                newCustomer(func(c *circlepay.CustomerData) { c.Mobile = "+20100121" }),
		"fifteen digits":              newCustomer(func(c *circlepay.CustomerData) { c.Mobile = "+201001234567890" }),
		"a penny":                     newLink(func(r *circlepay.CreatePaymentLinkRequest) { r.Terms.Amount = egp("0.01") }),
		"a link in dollars":           newLink(func(r *circlepay.CreatePaymentLinkRequest) { r.Terms.Amount = money.MustParse("5", money.USD) }),
		"a day that is past":          newLink(func(r *circlepay.CreatePaymentLinkRequest) { r.Terms.Expiry = day("1999-01-01") }),
		"no shipping fees":            newInvoice(func(r *circlepay.CreateInvoiceRequest) { r.ShippingFees = egp("0") }),
		"all of it off":               discounted(circlepay.Discount{Type: "Percentage", Percent: decimal.NewFromInt(100)}),
		"a word of the caller's":      discounted(circlepay.Discount{Type: "fixed", Amount: egp("1")}),
		"an id of eighteen digits":    of(refunds, (*circlepay.RefundsAPI).Create, circlepay.CreateRefundRequest{PaymentID: "123456789012345678", Known: none}),
		"a callback over http":        newMerchant(func(r *circlepay.CreateMerchantRequest) { r.CallbackURL = "http://shop.example" }),
		"a return to this machine": changed(invoices, (*circlepay.InvoicesAPI).Pay, invoicePayment, func(r *circlepay.PayInvoiceRequest) {
			r.RedirectURL = "http://127.0.0.1:8080/return"
		}),
	} {
		client, host := stubbed(t, ok(`[]`))
		_, err := c(t.Context(), client)
		require.NotErrorIs(t, err, paygates.ErrInvalidRequest, name)
		assert.Len(t, host.Requests(), 1, name)
	}
}

// The rules are told as data: what is wanted, and the code that CirclePay would answer.
func TestValidationRules(t *testing.T) {
	t.Parallel()
	rows := map[string]paygates.Certainty{}
	for _, c := range circlepay.Codes() {
		rows[c.Code] = c.Certainty
	}
	wants := map[string]bool{}
	for _, rule := range circlepay.ValidationRules() {
		assert.NotEmpty(t, rule.Field)
		assert.NotEmpty(t, rule.Want)
		assert.Contains(t, rows, rule.Code, rule.Want)
		require.ErrorIs(t, rule.Kind, paygates.ErrInvalidRequest)
		assert.Equal(t, notExecuted, rule.Outcome)
		assert.Equal(t, paygates.AdviceFixRequest, rule.Advice)
		wants[rule.Want] = false
	}
	client, _ := stubbed(t, reply{})
	for _, c := range refusedRequests() {
		_, err := c.call(t.Context(), client)
		e, _ := errors.AsType[*paygates.Error](err)
		for _, f := range e.Fields {
			if _, isRule := wants[f.Message]; isRule {
				wants[f.Message] = true
			}
		}
	}
	for want, met := range wants {
		assert.True(t, met, "no request breaks the rule %q", want)
	}
	require.NoError(t, circlepay.Rules().Check(egp("0.01")))
	require.Error(t, circlepay.Rules().Check(egp("0")))
}
