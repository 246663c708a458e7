package circlepaytest_test

import (
	"strings"
	"testing"
	"testing/synctest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/paygates/paygates-go/circlepay/circlepaytest"
)

// What public clients decode.
func TestClientForm(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		until(t, "2022-06-19")
		s := stocked(t, circlepaytest.Config{Form: circlepaytest.ClientForm, CheckoutURL: "https://checkout.example"})
		number := s.invoice(fields{
			"items":    []fields{{"name": "shoe", "quantity": 1, "price": 200}},
			"due_date": "2022-10-2", "discount_type": "percent", "discount_value": 10, "discount_value_calculated": 10, "tax": 20, "tax_value": 20,
		})
		assert.JSONEq(t, success(`[{"invoice_number":"`+number+`","items":[{"name":"shoe","description":"","quantity":1,"price":200.0}],
			"customer_mobile":"`+buyer+`","status":0,"create_date":"2022-06-19 00:00:00","due_date":"2022-10-02T00:00:00.000Z","pref_payment_method":"",
			"shipping_fees":0.0,"discount_value":10.0,"discount_type":"Percentage","discount_value_calculated":10.0,"tax":20.0,"tax_value":20.0,
			"total_value":216.0,"sub_total_value":200.0}]`), s.call("GET invoice/get/"+number, "").body)

		id := s.open(fields{"invoice_number": number, "payment_method_id": card})
		sample := `{"id":1,"transaction_id":5,"external_ref_id":2,"init_date":"2022-06-19T00:00:00.000Z","update_date":"2022-06-19T00:00:00.000Z",
			"customer_mobile":"` + buyer + `","status":"INITIALIZED","payment_link_url":null,"invoice_num":"CIR_INV_5","value":216.0,"net_fees":4.16,
			"currency":"EGP","payment_method_id":"` + card + `","payment_method_name":"CARD","payment_gateway_name":"PayMob"}`
		a := s.call("GET payment/get/"+id, "")
		assert.JSONEq(t, success(`[`+sample+`]`), plain(a.body))
		assert.Regexp(t, `"external_ref_id":"\d{8}"`, a.body)
		require.NoError(t, s.Pay(id))
		assert.Equal(t, "PAID", s.call("GET payment/get/"+id, "").text(t, "status"))

		a = s.refund(id)
		assert.Regexp(t, `"refund_id":\d{13}\b`, a.body, "a number")
		refund := a.text(t, "refund_id")
		require.NoError(t, s.FailRefund(refund))
		a = s.call("GET refund/get/"+refund, "")
		assert.JSONEq(t, success(`[{"refund_id":5,"external_ref_id":2,"init_date":"2022-06-19T00:00:00.000Z","update_date":"2022-06-19T00:00:00.000Z",
			"value":216.0,"transaction_id":"5","status":"FAILED"}]`), plain(a.body))
		assert.Regexp(t, `"external_ref_id":"\d{8}"`, a.body)
	})
}

func TestClientFormOfMerchants(t *testing.T) {
	t.Parallel()
	s := newShop(t, circlepaytest.Config{Form: circlepaytest.ClientForm})
	mobile := circlepaytest.DefaultMerchantMobile
	merchant := `{"first_name":"Ahmed","last_name":"Khaled","email":"merchant@shop.example","mobile_number":"` + mobile + `","business_name":"E-commerce",
		"business_address":"El-maadi","status":"1","merchant_token":"` + circlepaytest.DefaultMerchantToken + `"}`
	assert.JSONEq(t, success(`[`+merchant+`]`), s.call("GET merchants/get", "").body)
	assert.JSONEq(t, success(`[`+merchant+`]`), s.call("GET merchants/list", "").body)
	assert.JSONEq(t, success(`[{"status":"true"}]`), s.send("POST merchants/send/otp", fields{"mobile_number": mobile, "country_code": "+20"}).body)
	otp, _ := s.OTP(mobile)
	assert.JSONEq(t, success(`[]`), s.send("POST merchants/verify", fields{"merchant_mobile": mobile, "otp": otp}).body)

	s.call("DELETE merchants/payment/method/disable/"+card, "").one(t)
	list := s.call("GET merchants/payment/method/list", "").body
	assert.Contains(t, list, `{"id":"`+card+`","name":"CARD","gateway_id":"`+payMob+`","status":false,"payment_gateway_name":"PayMob","payment_method_url":"https://`)
	assert.Contains(t, list, `"rate_Object":{"payment_fee_percentage":1,"payment_fee_amount":2.0,"refund_fee_percentage":0,"refund_fee_amount":5.0}`)
}

func TestClientFormOfLinks(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		until(t, "2022-05-25")
		s := stocked(t, circlepaytest.Config{Form: circlepaytest.ClientForm, CheckoutURL: "https://checkout.example"})
		a := s.send("POST payment/link/create", fields{
			"value": 100, "currency": "EGP", "enable_Survey": false, "expiry_date": "2022-08-22", "description": "d", "name": "n", "status": true,
			"shipping_policy_flag": true, "shipping_policy_details": "s", "refund_policy_flag": false, "refund_policy_details": "r",
			"comments": "c", "get_cust_address": true,
		})
		assert.JSONEq(t, success(`[{"link":"checkout.example/checkout/LINK","payment_link_url":"checkout.example/checkout/LINK"}]`), plain(a.body))
		link := a.text(t, "link")
		require.NoError(t, s.Pay(link))
		require.NoError(t, s.Pay(link))
		require.NoError(t, s.Refuse(link))
		refund := s.refund(s.Payments()[0].TransactionID).text(t, "refund_id")
		require.NoError(t, s.CompleteRefund(refund))
		sample := `{"link":"checkout.example/checkout/LINK","payment_link_url":"checkout.example/checkout/LINK","value":100.0,"currency":"EGP",
			"enable_Survey":false,"expiry_date":"2022-08-22T00:00:00.000Z","description":"d","name":"n","status":true,"shipping_policy_flag":true,
			"shipping_policy_details":"s","refund_policy_flag":false,"refund_policy_details":"r","comments":"c","get_cust_address":true,
			"create_date":"2022-05-25T00:00:00.000Z","last_used":"2022-05-25T00:00:00.000Z","editable":false,"form_id":null,
			"total_revenue":200.0,"total_refund":100.0,"total_transactions":2}`
		assert.JSONEq(t, success(`[`+sample+`]`), plain(s.call("GET payment/link/get/"+lastPart(link), "").body))
		assert.JSONEq(t, success(`[{"payment_link_url":"checkout.example/checkout/LINK"}]`), plain(s.call("DELETE payment/link/deactivate/"+lastPart(link), "").body))
		assert.Contains(t, s.call("GET payment/link/list", "").body, `"status":false`)
	})
}

func TestThePaidWord(t *testing.T) {
	t.Parallel()
	for form, want := range map[circlepaytest.Form]string{circlepaytest.PageForm: "paid", circlepaytest.ClientForm: "PAID"} {
		for _, word := range []string{"", "Captured"} {
			s := stocked(t, circlepaytest.Config{Form: form, PaidWord: word})
			id := s.paid()
			if word != "" {
				want = word
			}
			assert.Equal(t, want, s.call("GET payment/get/"+id, "").text(t, "status"))
			assert.Contains(t, string(s.Callbacks()[0].Body), `"transaction_status":"`+want+`"`)
			refund := s.refund(id).text(t, "refund_id")
			require.NoError(t, s.CompleteRefund(refund))
			assert.Equal(t, "paid", strings.ToLower(s.call("GET refund/get/"+refund, "").text(t, "status")), "documented")
		}
	}
}
