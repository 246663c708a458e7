package circlepaytest_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/paygates/paygates-go/circlepay/circlepaytest"
)

// Every code that a request can bring about, with the call that does.
func TestRefusals(t *testing.T) {
	t.Parallel()
	const unknownID = "000000000000000000000000"
	long := strings.Repeat("x", 256)
	merchant := aMerchant.with(fields{"mobile_number": "+201005081864"})
	invoice := func(changes fields) fields { return fields{"invoice": anInvoice.with(changes)} }
	item := func(changes fields) fields {
		return invoice(fields{"items": []fields{fields{"name": "shoe", "quantity": 1, "price": 90}.with(changes)}})
	}
	v2 := fields{"customer": aCustomer, "invoice": anInvoice.with(fields{"customer_mobile": nil})}
	direct := func(of string, changes fields) fields {
		inner, _ := aDirectPayment[of].(fields)
		return aDirectPayment.with(fields{of: inner.with(changes)})
	}
	cases := []struct {
		name string
		code int
		on   string
		body fields
		says string
	}{
		{"merchant without email", 1110, "POST merchants/create", merchant.with(fields{"email": nil}), "email is missing."},
		{"merchant with a blank name", 1110, "POST merchants/create", merchant.with(fields{"first_name": " "}), "first_name is missing."},
		{"merchant without business", 1110, "POST merchants/create", merchant.with(fields{"Business_Name": nil}), "business_name is missing."},
		{"merchant without callback", 1110, "POST merchants/create", merchant.with(fields{"callback_url": nil}), "callback_url is missing."},
		{"merchant with a null", 1110, "POST merchants/create", fields{"first_name": json.RawMessage("null")}, "first_name is missing."},
		{"merchant with a malformed email", 1116, "POST merchants/create", merchant.with(fields{"email": "ahmed"}), "The email format is invalid."},
		{"merchant with a named email", 1116, "POST merchants/create", merchant.with(fields{"email": "A <a@b.example>"}), ""},
		{"merchant with a long email", 1114, "POST merchants/create", merchant.with(fields{"email": long[:44] + "@b.examp"}), "The field email length must be less than 50 and more than 0."},
		{"merchant with a local phone", 1117, "POST merchants/create", merchant.with(fields{"mobile_number": "01005081863"}), "International format is required"},
		{"merchant with a relative callback", 8114, "POST merchants/create", merchant.with(fields{"callback_url": "/callback"}), "Callback URL structure is invalid."},
		{"merchant with another's phone", 8110, "POST merchants/create", merchant.with(fields{"mobile_number": circlepaytest.DefaultMerchantMobile}), "being used by another account"},
		{"name of another type", 1112, "POST merchants/create", merchant.with(fields{"first_name": true}), "The first_name has invalid value."},
		{"name too long", 1114, "POST merchants/create", merchant.with(fields{"last_name": long}), "less than 255"},
		{"merchant update to another's phone", 8116, "PUT merchants/update", fields{"mobile_number": second}, ""},
		{"merchant update to a malformed callback", 8114, "PUT merchants/update", fields{"callback_url": "x"}, ""},
		{"OTP without country", 1110, "POST merchants/send/otp", fields{"merchant_mobile": second}, "country_code"},
		{"OTP with a strange country", 1112, "POST merchants/send/otp", fields{"merchant_mobile": second, "country_code": "20"}, ""},
		{"OTP to nobody", 8111, "POST merchants/send/otp", fields{"mobile_number": "+201000000000", "country_code": "+20"}, ""},
		{"verify nobody", 8111, "POST merchants/verify", fields{"merchant_mobile": "+201000000000", "otp": "123456"}, ""},
		{"verify without an OTP sent", 2111, "POST merchants/verify", fields{"merchant_mobile": second, "otp": "123456"}, ""},
		{"unknown gateway", 7111, "GET payment/gateway/get/" + unknownID, nil, ""},
		{"methods of an unknown gateway", 7111, "GET payment/methods/list/" + unknownID, nil, ""},
		{"unknown method", 7113, "GET payment/methods/get/" + unknownID, nil, ""},
		{"enable an unknown gateway", 7111, "GET merchants/payment/gateway/enable/" + unknownID, nil, ""},
		{"disable an unknown gateway", 7111, "DELETE merchants/payment/gateway/disable/" + unknownID, nil, ""},
		{"enable an unknown method", 7113, "GET merchants/payment/method/enable/" + unknownID, nil, ""},
		{"disable an unknown method", 7113, "DELETE merchants/payment/method/disable/" + unknownID, nil, ""},

		{"customer that is known", 3111, "POST customer/create", aCustomer, "Another customer exists with the same phone number."},
		{"customer without a phone", 1110, "POST customer/create", aCustomer.with(fields{"mobile_number": nil}), ""},
		{"customer with a strange phone", 1117, "POST customer/create", aCustomer.with(fields{"mobile_number": "+20-100"}), ""},
		{"customer unknown to update", 3110, "PUT customer/update", aCustomer.with(fields{"mobile_number": second}), ""},
		{"customer unknown to get", 3110, "GET customer/get/" + second, nil, ""},

		{"invoice for nobody", 3110, "POST invoice/create", invoice(fields{"customer_mobile": second}), ""},
		{"invoice without items", 1110, "POST invoice/create", invoice(fields{"items": nil}), "items is missing."},
		{"invoice with no item", 1110, "POST invoice/create", invoice(fields{"items": []fields{}}), "items is missing."},
		{"invoice with one item bare", 1111, "POST invoice/create", invoice(fields{"items": fields{"name": "x"}}), "The object structure sent is invalid."},
		{"invoice that is a list", 1111, "POST invoice/create", fields{"invoice": []int{1}}, ""},
		{"invoice without due date", 1110, "POST invoice/create", invoice(fields{"due_date": nil}), "due_date is missing."},
		{"invoice with a strange date", 1115, "POST invoice/create", invoice(fields{"due_date": "31/12/2999"}), "The date format is invalid."},
		{"invoice with an impossible date", 1115, "POST invoice/create", invoice(fields{"due_date": "2999-02-30"}), ""},
		{"invoice due in the past", 5112, "POST invoice/create", invoice(fields{"due_date": "1999-12-31"}), "Cannot add a past date for an invoice due_date."},
		{"item without quantity", 1110, "POST invoice/create", item(fields{"quantity": nil}), "quantity is missing."},
		{"item with half a quantity", 1112, "POST invoice/create", item(fields{"quantity": json.Number("0.5")}), "The quantity has invalid value."},
		{"item with no quantity", 1112, "POST invoice/create", item(fields{"quantity": 0}), ""},
		{"item for nothing", 1112, "POST invoice/create", item(fields{"price": 0}), "The price has invalid value."},
		{"item with a negative price", 1112, "POST invoice/create", item(fields{"price": -1}), ""},
		{"item with a third place", 1112, "POST invoice/create", item(fields{"price": json.Number("1.005")}), ""},
		{"item for too much", 1112, "POST invoice/create", item(fields{"price": json.Number("100000000000")}), ""},
		{"items for too much together", 1112, "POST invoice/create", item(fields{"price": json.Number("99999999999"), "quantity": 1000000}), "The items has invalid value."},
		{"item with a comma", 1112, "POST invoice/create", item(fields{"price": "1,50"}), ""},
		{"item without a name", 1110, "POST invoice/create", item(fields{"name": nil}), "name is missing."},
		{"discount of a strange type", 1112, "POST invoice/create", invoice(fields{"discount_type": "rebate"}), "The discount_type has invalid value."},
		{"discount of more than everything", 1112, "POST invoice/create", invoice(fields{"discount_type": "value", "discount_value": 361}), "The discount_value has invalid value."},
		{"discount of more than 100 percent", 1112, "POST invoice/create", invoice(fields{"discount_type": "percent", "discount_value": json.Number("100.1")}), ""},
		{"discount of everything", 1112, "POST invoice/create", invoice(fields{"discount_type": "percent", "discount_value": 100}), ""},
		{"tax of more than 100 percent", 1112, "POST invoice/create", invoice(fields{"tax": json.Number("99999999999")}), "The tax has invalid value."},
		{"unknown status", 1112, "POST invoice/create", invoice(fields{"status": 4}), "The status has invalid value."},
		{"invoice unknown to get", 5111, "GET invoice/get/CIR_INV_0", nil, "The invoice number might be incorrect or doesn't exist."},
		{"invoice unknown to delete", 5111, "DELETE invoice/delete/CIR_INV_0", nil, ""},
		{"invoice with a payment to delete", 5113, "DELETE invoice/delete/OPEN", nil, "Cannot delete the invoice as it might be linked to other fields."},
		{"invoice in use", 5101, "POST invoice/create", invoice(fields{"invoice_number": "OPEN"}), "unknown reason"},
		{"invoice unknown to pay", 5111, "POST invoice/pay", fields{"invoice_number": "CIR_INV_0"}, ""},
		{"pay without a number", 1110, "POST invoice/pay", fields{}, "invoice_number is missing."},
		{"pay with another's phone", 5114, "POST invoice/pay", fields{"invoice_number": "OPEN", "customer_mobile": second}, ""},
		{"pay with an unknown method", 7113, "POST invoice/pay", fields{"invoice_number": "OPEN", "payment_method_id": unknownID}, ""},
		{"pay with a gateway alone", 1110, "POST invoice/pay", fields{"invoice_number": "OPEN", "payment_gateway_name": "PayMob"}, "payment_method_name is missing."},
		{"pay with a method's name alone", 1110, "POST invoice/pay", fields{"invoice_number": "OPEN", "payment_method_name": "CARD"}, "payment_gateway_name"},
		{"pay with an unknown gateway", 7111, "POST invoice/pay", fields{"invoice_number": "OPEN", "payment_method_name": "CARD", "payment_gateway_name": "Kashier"}, ""},
		{"pay with another gateway's method", 7113, "POST invoice/pay", fields{"invoice_number": "OPEN", "payment_method_name": "CARD", "payment_gateway_name": "Fawry"}, ""},
		{"pay and return to nowhere", 1112, "POST invoice/pay", fields{"invoice_number": "OPEN", "redirect_url": "shop"}, "redirect_url"},

		{"createV2 without customer", 1110, "POST invoice/createV2", v2.with(fields{"customer": nil}), "customer is missing."},
		{"createV2 without invoice", 1110, "POST invoice/createV2", v2.with(fields{"invoice": nil}), "invoice is missing."},
		{"createV2 with two phones", 5114, "POST invoice/createV2", v2.with(fields{"invoice": anInvoice.with(fields{"customer_mobile": second})}), ""},

		{"link without value", 1110, "POST paymentlink/create", aLink.with(fields{"value": nil}), "value is missing."},
		{"link for nothing", 1112, "POST paymentlink/create", aLink.with(fields{"value": 0}), "The value has invalid value."},
		{"link without description", 1110, "POST paymentlink/create", aLink.with(fields{"description": nil}), ""},
		{"link without expiry", 1110, "POST paymentlink/create", aLink.with(fields{"expiry_Date": nil}), "expiry_Date is missing."},
		{"link that is past", 4112, "POST paymentlink/create", aLink.with(fields{"expiry_Date": "1999-08-22"}), "Cannot add a past date for a payment link expiry_Date."},
		{"link in another currency", 1112, "POST paymentlink/create", aLink.with(fields{"Currency": "USD", "currency": nil}), "currency"},
		{"link with a strange flag", 1112, "POST paymentlink/create", aLink.with(fields{"enable_Survey": 2}), "enable_Survey"},
		{"link unknown to get", 4111, "GET paymentlink/get/x", nil, "The Payment link URL might be incorrect or doesn't exist."},
		{"link unknown to update", 4111, "PUT paymentlink/update", aLink.with(fields{"payment_link_url": "x"}), ""},
		{"link to update without a name", 1110, "PUT paymentlink/update", aLink.with(nil), "payment_link_url is missing."},
		{"link unknown to deactivate", 4111, "DELETE paymentlink/deactive/x", nil, ""},
		{"links of nobody", 3110, "GET paymentlink/list/" + second, nil, ""},
		{"link unknown to pay", 4111, "POST payPaymentLink", fields{"payment_link_url": "x"}, ""},
		{"pay without a link", 1110, "POST payPaymentLink", fields{}, ""},
		{"link paid with a coupon", 4311, "POST payPaymentLink", fields{"payment_link_url": "LINK", "coupon_code": "SPRING"}, ""},
		{"link paid with an unknown method", 7112, "POST payPaymentLink", fields{"payment_link_url": "LINK", "payment_method_id": unknownID}, ""},
		{"link paid with an unknown gateway", 7111, "POST payPaymentLink", fields{"payment_link_url": "LINK", "paymentGatewayName": "x", "paymentMethodName": "CARD"}, ""},
		{"link paid with a method's unknown name", 7112, "POST payPaymentLink", fields{"payment_link_url": "LINK", "paymentGatewayName": "PayMob", "paymentMethodName": "x"}, ""},
		{"link paid by half a customer", 1110, "POST payPaymentLink", fields{"payment_link_url": "LINK", "customer": fields{"mobile_number": second}}, "first_name"},

		{"direct payment without customer", 1110, "POST directPayment/create", aDirectPayment.with(fields{"customer": nil}), "customer is missing."},
		{"direct payment without itself", 1110, "POST directPayment/create", aDirectPayment.with(fields{"directPayment": nil}), "directPayment is missing."},
		{"direct payment for half a customer", 1110, "POST directPayment/create", direct("customer", fields{"last_name": nil}), "last_name"},
		{"direct payment for a strange phone", 1117, "POST directPayment/create", direct("customer", fields{"mobile_number": "phone"}), ""},
		{"direct payment without value", 1110, "POST directPayment/create", direct("directPayment", fields{"value": nil}), "value"},
		{"direct payment that is past", 4112, "POST directPayment/create", direct("directPayment", fields{"expiryDate": "1999-01-01"}), "expiryDate"},
		{"direct payment without gateway", 1110, "POST directPayment/create", aDirectPayment.with(fields{"payment_gateway_id": nil}), "payment_gateway_id"},
		{"direct payment by an unknown gateway", 7111, "POST directPayment/create", aDirectPayment.with(fields{"payment_gateway_id": unknownID}), ""},
		{"direct payment by an unknown method", 7113, "POST directPayment/create", aDirectPayment.with(fields{"payment_method_id": unknownID}), ""},
		{"direct payment by another gateway's method", 7113, "POST directPayment/create", aDirectPayment.with(fields{"payment_method_id": visa}), ""},

		{"payment that is unknown", 9111, "GET payment/get/1", nil, "The transaction ID might be incorrect or doesn't exist."},
		{"refund without a payment", 9110, "POST refund/request", fields{}, "The transaction data request is missing transaction_id."},
		{"refund of an unknown payment", 9111, "POST refund/request", fields{"transaction_id": 1}, ""},
		{"refund of what is not paid", 9112, "POST refund/request", fields{"transaction_id": "TRANSACTION"}, "for the following reason the transaction is not paid."},
		{"refund that is unknown", 9111, "GET refund/get/1", nil, ""},
		{"filter of another type", 1112, "POST payment/list", fields{"invoice_num": []int{1}}, ""},
	}
	seen := map[int]bool{}
	for _, c := range cases {
		seen[c.code] = true
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := stocked(t, circlepaytest.Config{})
			s.AddMerchant(second)
			open := s.send("POST invoice/pay", fields{"invoice_number": s.invoice(fields{"invoice_number": "OPEN"})}).text(t, "transaction_id")
			body := ""
			if c.body != nil {
				body = strings.NewReplacer("LINK", s.link(nil), "TRANSACTION", open).Replace(c.body.json())
			}
			before := s.movements()
			a := s.call(c.on, body)
			assert.Equal(t, 200, a.status)
			assert.Equal(t, c.code, a.code(t), a.body)
			e := a.envelope(t)
			assert.Nil(t, e.Data)
			assert.Contains(t, *e.Details, c.says)
			assert.NotContains(t, a.body, "ATTRIBUTE")
			assert.Equal(t, before, s.movements(), "nothing happened")
		})
	}
	for _, code := range []int{1110, 1111, 1112, 1114, 1115, 1116, 1117, 2111, 3110, 3111, 4111, 4112, 4311, 5101, 5111, 5112, 5113, 5114, 7111, 7112, 7113, 8110, 8111, 8114, 8116, 9110, 9111, 9112} {
		assert.True(t, seen[code], code)
	}
}

// Codes that no request of the model brings about come from faults.
func TestEveryCodeByFault(t *testing.T) {
	t.Parallel()
	s := stocked(t, circlepaytest.Config{})
	for _, code := range strings.Fields(`1110 1111 1112 1114 1115 1116 1117 2110 2111 2112 2113 3110 3111 4101 4111 4112 4115 4211 4212 4311 4312 4313
		5101 5111 5112 5113 5114 7110 7111 7112 7113 7114 8110 8111 8112 8113 8114 8115 8116 9110 9111 9112 4210 7116 8117 8118`) {
		s.Fail(fault{On: "POST invoice/create", Code: code})
		e := s.send("POST invoice/create", fields{"invoice": anInvoice}).envelope(t)
		assert.Equal(t, code, json.Number(encodeInt(e.ErrorCode)).String())
		assert.True(t, e.IsError)
		assert.NotEmpty(t, e.Message)
	}
	assert.Empty(t, s.Ledger())
}

func encodeInt(n int) string {
	text, _ := json.Marshal(n)
	return string(text)
}

func TestCredentials(t *testing.T) {
	t.Parallel()
	const list = "GET customer/list"
	type config = circlepaytest.Config
	underscores := func(changes ...with) []with {
		return append([]with{
			without("account-key"), without("account-token"), without("merchant-token"),
			header("account_key", circlepaytest.DefaultAccountKey), header("account_token", "Bearer "+circlepaytest.DefaultAccountToken),
			header("merchant_token", "Bearer "+circlepaytest.DefaultMerchantToken),
		}, changes...)
	}
	both := append(underscores(), func(r *http.Request) { authorize(r, circlepaytest.DefaultMerchantToken) })
	for name, c := range map[string]struct {
		cfg     config
		on      string
		changes []with
		code    int
	}{
		"hyphens":                          {config{}, list, nil, 0},
		"underscores":                      {config{}, list, underscores(), 0},
		"both":                             {config{}, list, both, 0},
		"hyphens alone":                    {config{Headers: circlepaytest.HyphenHeaders}, list, nil, 0},
		"both where hyphens arrive":        {config{Headers: circlepaytest.HyphenHeaders}, list, both, 0},
		"underscores where they are lost":  {config{Headers: circlepaytest.HyphenHeaders}, list, underscores(), 2110},
		"underscores alone":                {config{Headers: circlepaytest.UnderscoreHeaders}, list, underscores(), 0},
		"both where underscores arrive":    {config{Headers: circlepaytest.UnderscoreHeaders}, list, both, 0},
		"hyphens where nobody reads them":  {config{Headers: circlepaytest.UnderscoreHeaders}, list, nil, 2110},
		"bearer in lower case":             {config{}, list, []with{header("account-token", "bearer "+circlepaytest.DefaultAccountToken)}, 0},
		"no key":                           {config{}, list, []with{without("account-key")}, 2110},
		"another key":                      {config{}, list, []with{header("account-key", "x")}, 2110},
		"key behind Bearer":                {config{}, list, []with{header("account-key", "Bearer "+circlepaytest.DefaultAccountKey)}, 2110},
		"no account token":                 {config{}, list, []with{without("account-token")}, 2110},
		"account token without Bearer":     {config{}, list, []with{header("account-token", circlepaytest.DefaultAccountToken)}, 2110},
		"account token with two":           {config{}, list, []with{header("account-token", "Bearer Bearer "+circlepaytest.DefaultAccountToken)}, 2110},
		"no merchant token":                {config{}, list, []with{without("merchant-token")}, 1110},
		"another merchant token":           {config{}, list, []with{header("merchant-token", "Bearer x")}, 8111},
		"merchant token without Bearer":    {config{}, list, []with{header("merchant-token", circlepaytest.DefaultMerchantToken)}, 8111},
		"merchants/get without a merchant": {config{}, "GET merchants/get", []with{without("merchant-token")}, 1110},
		"no merchant where none is needed": {config{}, "GET merchants/list", []with{without("merchant-token")}, 0},
		"a strange one where none is":      {config{}, "GET payment/gateway/list", []with{header("merchant-token", "Bearer x")}, 0},
	} {
		s := newShop(t, c.cfg)
		a := s.call(c.on, "", c.changes...)
		assert.Equal(t, 200, a.status, name)
		assert.Equal(t, c.code, a.code(t), name)
	}
}

func TestAnswersToWrongCredentials(t *testing.T) {
	t.Parallel()
	ask := func(cfg circlepaytest.Config) answer {
		return newShop(t, cfg).call("GET merchants/get", "", header("account-key", "x"))
	}
	a := ask(circlepaytest.Config{Refusals: circlepaytest.RefusalsAs4xx})
	assert.Equal(t, 401, a.status)
	assert.Equal(t, 2110, a.code(t))
	a = ask(circlepaytest.Config{WrongCredentials: circlepaytest.CredentialsAs403})
	assert.Equal(t, []any{403, ""}, []any{a.status, a.body})
	a = ask(circlepaytest.Config{WrongCredentials: circlepaytest.CredentialsAs401})
	assert.Equal(t, 401, a.status)
	assert.Contains(t, a.body, `"status":401,"error":"Unauthorized"`)
	a = newShop(t, circlepaytest.Config{Refusals: circlepaytest.RefusalsAs4xx}).call("GET invoice/get/x", "")
	assert.Equal(t, []any{400, 5111}, []any{a.status, a.code(t)})
}

func TestInactiveMerchants(t *testing.T) {
	t.Parallel()
	s := stocked(t, circlepaytest.Config{})
	number, link, paid := s.invoice(nil), s.link(nil), s.paid()
	assert.NoError(t, s.Suspend(circlepaytest.DefaultMerchantMobile))
	for on, body := range map[string]fields{
		"POST invoice/create": {"invoice": anInvoice}, "POST invoice/createV2": {}, "POST invoice/pay": {"invoice_number": number},
		"POST paymentlink/create": aLink, "POST payPaymentLink": {"payment_link_url": link}, "POST directPayment/create": aDirectPayment,
		"POST refund/request": {"transaction_id": paid},
	} {
		assert.Equal(t, 8115, s.send(on, body).code(t), on)
	}
	for _, on := range []string{"GET merchants/get", "GET customer/list", "GET invoice/get/" + number, "GET payment/get/" + paid, "GET paymentlink/get/" + lastPart(link)} {
		assert.Zero(t, s.call(on, "").code(t), on)
	}
	assert.NoError(t, s.Activate(circlepaytest.DefaultMerchantMobile))
	assert.Zero(t, s.refund(paid).code(t))
	assert.ErrorIs(t, s.Suspend("+2"), circlepaytest.ErrMerchantNotFound)
	assert.ErrorIs(t, s.Activate("+2"), circlepaytest.ErrMerchantNotFound)
}
