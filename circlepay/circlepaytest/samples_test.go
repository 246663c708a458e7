package circlepaytest_test

import (
	"encoding/json"
	"regexp"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/paygates/paygates-go/circlepay/circlepaytest"
)

// until waits for a day of the documentation's samples.
func until(t testing.TB, day string) {
	t.Helper()
	at, err := time.Parse(time.DateOnly, day)
	require.NoError(t, err)
	<-time.After(time.Until(at))
}

var (
	millis  = regexp.MustCompile(`([^+\d])\d{12,13}\b`)
	jwt     = regexp.MustCompile(`eyJ[\w-]+\.eyJ[\w-]+\.[\w-]+`)
	hex24   = regexp.MustCompile(`make-payment/[0-9a-f]{24,40}`)
	numbers = regexp.MustCompile(`"external_ref_id":"?\d{8}"?`)
	linkEnd = regexp.MustCompile(`checkout/[0-9a-f]{16}\d{12,13}`)
)

// plain takes out of an answer what differs each time.
func plain(body string) string {
	body = linkEnd.ReplaceAllString(body, "checkout/LINK")
	body = hex24.ReplaceAllString(body, "make-payment/PAGE")
	body = millis.ReplaceAllString(body, "${1}5")
	body = numbers.ReplaceAllString(body, `"external_ref_id":2`)
	return jwt.ReplaceAllString(body, "TOKEN")
}

func success(data string) string {
	return `{"message":"Successful","errorCode":0,"details":"","data":` + data + `,"isError":false}`
}

// The system's gateways and methods, as printed.
func TestSamplesOfGatewaysAndMethods(t *testing.T) {
	t.Parallel()
	all := circlepaytest.DefaultGateways()
	myFatoorah := circlepaytest.Gateway{ID: all[0].ID, Name: all[0].Name, Methods: all[0].Methods[3:]}
	s := newShop(t, circlepaytest.Config{Gateways: []circlepaytest.Gateway{myFatoorah, all[2]}})
	assert.JSONEq(t, success(`[{"id":"610b2c486df621209c85215a","name":"MyFatoorah"},{"id":"613927082de6eb5dc061d516","name":"Fawry"}]`),
		s.call("GET payment/gateway/list", "", without("merchant-token")).body)
	assert.JSONEq(t, success(`[{"id":"610b2c486df621209c85215a","name":"MyFatoorah"}]`),
		s.call("GET payment/gateway/get/610b2c486df621209c85215a", "", without("merchant-token")).body)
	assert.JSONEq(t, success(`[{"id":"61bf27e54b8bcfac495f997c","name":"Wallet","gateway_id":"610b2c486df621209c85215a"},
		{"id":"61c0401b253faaefc6af1993","name":"Meeza","gateway_id":"610b2c486df621209c85215a"}]`),
		s.call("GET payment/methods/list/610b2c486df621209c85215a", "", without("merchant-token")).body)

	s = newShop(t, circlepaytest.Config{})
	amex := success(`[{"id":"610b2c486df621209c85215c","name":"AMEX","gateway_id":"610b2c486df621209c85215a"}]`)
	assert.JSONEq(t, amex, s.call("GET PaymentMethod/get/610b2c486df621209c85215c", "").body)
	assert.JSONEq(t, amex, s.call("GET payment/methods/get/610b2c486df621209c85215c", "").body)
}

var aMerchant = fields{
	"first_name": "ahmed", "last_name": "khaled", "email": "ahmed@shop.example", "mobile_number": "+201005081863",
	"Business_Name": "E-commerceEgypt", "Business_Address": "El-maadi", "callback_url": "https://shop.example/callback",
}

// onboard creates a merchant and gives the shop with its token.
func (s shop) onboard() shop {
	s.t.Helper()
	s.token = s.send("POST merchants/create", aMerchant, without("merchant-token")).text(s.t, "merchant_token")
	return s
}

func TestSamplesOfMerchants(t *testing.T) {
	t.Parallel()
	s := newShop(t, circlepaytest.Config{WithoutMerchant: true})
	a := s.send("POST merchants/create", aMerchant)
	assert.JSONEq(t, success(`[{"merchant_token":"TOKEN"}]`), plain(a.body))
	s.token = a.text(t, "merchant_token")

	assert.JSONEq(t, success(`[{"status":true}]`), s.send("POST merchants/send/otp", fields{"merchant_mobile": "+201005081863", "country_code": "+20"}).body)
	otp, sent := s.OTP("+201005081863")
	require.True(t, sent)
	assert.Regexp(t, `^[1-9]\d{5}$`, otp)
	assert.JSONEq(t, success(`null`), s.send("POST merchants/verify", fields{"Merchant_mobile": "+201005081863", "otp": otp}).body)

	assert.JSONEq(t, success(`[{"first_name":"ahmed","last_name":"khaled","email":"ahmed@shop.example","mobile_number":"+201005081863",
		"business_name":"E-commerceEgypt","business_address":"El-maadi","refund_policy":null,"shipping_policy":null,"status":"1",
		"merchant_token":"TOKEN"}]`), plain(s.call("GET merchants/get", "").body))
	update := fields{
		"first_name": "ahmed", "last_name": "khaled", "email": "a@shop.example", "mobile_number": "+201001212155",
		"business_name": "ecommerce", "business_address": "el-maadi", "callback_url": "https://shop.example/other",
		"refund_policy": "Refunds and exchanges, right to cancel your order", "shipping_policy": "Original sales receipt must accompany returns",
	}
	assert.JSONEq(t, success(`[{"first_name":"ahmed","last_name":"khaled","email":"a@shop.example","mobile_number":"+201001212155",
		"business_name":"ecommerce","business_address":"el-maadi","refund_policy":"Refunds and exchanges, right to cancel your order",
		"shipping_policy":"Original sales receipt must accompany returns","status":"1",
		"merchant_token":"TOKEN"}]`), plain(s.send("PUT merchants/update", update).body))
	require.NoError(t, s.Suspend("+201001212155"))
	s.onboard()
	list := s.call("GET merchants/list", "", without("merchant-token"))
	assert.NotContains(t, list.body, "merchant_token")
	var states []any
	for _, k := range list.list(t) {
		states = append(states, k["status"])
	}
	assert.Equal(t, []any{json.Number("2"), json.Number("0")}, states, "numbers, as the sample has them")
}

func TestSamplesOfMerchantsGateways(t *testing.T) {
	t.Parallel()
	s := newShop(t, circlepaytest.Config{WithoutMerchant: true}).onboard()
	gateways := s.call("GET merchants/payment/gateway/list", "").list(t)
	require.Len(t, gateways, 3)
	assert.Equal(t, []any{"610b2c486df621209c85215b", "PayMob", false}, []any{gateways[1]["id"], gateways[1]["name"], gateways[1]["status"]})
	assert.Equal(t, map[string]any{"iframeID": "64969", "integrationID": "33483"}, gateways[1]["config"].(map[string]any)["CARD"])
	assert.Equal(t, json.Number("4"), gateways[2]["config"].(map[string]any)["id"])

	enabled := success(`[{"payment_gateway_id":"610b2c486df621209c85215b"}]`)
	assert.JSONEq(t, enabled, s.call("GET merchants/payment/gateway/enable/610b2c486df621209c85215b", "").body)
	assert.JSONEq(t, enabled, s.call("DELETE merchants/payment/gateway/disable/610b2c486df621209c85215b", "").body)
	s.call("GET merchants/payment/gateway/enable/610b2c486df621209c85215a", "").one(t)
	method := success(`[{"payment_method_id":"610b2c486df621209c85215c"}]`)
	assert.JSONEq(t, method, s.call("GET merchants/payment/method/enable/610b2c486df621209c85215c", "").body)
	assert.JSONEq(t, method, s.call("DELETE merchants/payment/method/disable/610b2c486df621209c85215c", "").body)
	assert.JSONEq(t, method, s.call("DELETE merchants/payment/method/enable/610b2c486df621209c85215c", "").body)
	s.call("GET merchants/payment/method/enable/"+visa, "").one(t)
	assert.Contains(t, s.call("GET merchants/payment/method/list", "").body,
		`{"id":"610b2c496df621209c852168","name":"Visa","gateway_id":"610b2c486df621209c85215a","status":true}`)
	assert.Contains(t, s.call("GET merchants/payment/method/list", "").body, `"name":"MasterCard","gateway_id":"610b2c486df621209c85215a","status":0`)
}

func TestSamplesOfCustomers(t *testing.T) {
	t.Parallel()
	s := newShop(t, circlepaytest.Config{})
	key := success(`[{"customer_mobile_number":"+201001212144"}]`)
	create := fields{
		"First_Name": "Ahmed", "Last_Name": "Khaled", "email": "", "mobile_number": "+201001212144", "country": "Egypt", "city": "cairo",
	}
	assert.JSONEq(t, key, s.send("POST customer/create", create).body)
	update := create.with(fields{
		"First_Name": "Ibrahim", "Last_Name": "Salah", "governorate": "cairo", "city": "nasr", "address": "72 gamal st", "apt_num": 5,
	})
	assert.JSONEq(t, key, s.send("PUT customer/update", update).body)
	ibrahim := `{"first_name":"Ibrahim","last_name":"Salah","email":"","mobile_number":"+201001212144","country":"Egypt",
		"governorate":"cairo","city":"nasr","address":"72 gamal st","apt_num":"5"}`
	assert.JSONEq(t, success(`[`+ibrahim+`]`), s.call("GET customer/get/+201001212144", "").body)
	assert.JSONEq(t, success(`[`+ibrahim+`]`), s.call("GET customer/get/%2B201001212144", "").body)
	s.send("POST customer/create", fields{
		"First_Name": "Tamer", "Last_Name": "Aly", "email": "", "mobile_number": "+20133444144", "country": "Egypt",
		"governorate": "alex", "city": "nasr", "address": "12 roshdy st", "apt_num": "35",
	})
	assert.JSONEq(t, success(`[{"first_name":"Tamer","last_name":"Aly","email":"","mobile_number":"+20133444144","country":"Egypt",
		"governorate":"alex","city":"nasr","address":"12 roshdy st","apt_num":"35"},`+ibrahim+`]`), s.call("GET customer/list", "").body)
}

const (
	rates    = "For calculated shipping rates: Shipping charges for your order will be calculated and displayed at checkout."
	return30 = "You can refund your money within 30 days"
)

func TestSamplesOfPaymentLinks(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := stocked(t, circlepaytest.Config{CheckoutURL: "https://checkout.example"})
		create := fields{
			"value": 18000, "currency": "EGP", "enable_Survey": 0, "expiry_Date": "2022-08-22", "description": "new iphone 12", "status": 1,
			"shippingPolicyFlag": 0, "refundPolicyFlag": 1, "shippingPolicyDetails": rates, "refundPolicyDetails": return30,
			"comments": "", "name": "iphone 12", "getCustAddress": 0,
		}
		key := success(`[{"Link":"checkout.example/checkout/LINK","payment_link_url":"checkout.example/checkout/LINK"}]`)
		a := s.send("POST paymentlink/create", create)
		assert.JSONEq(t, key, plain(a.body))
		url := a.text(t, "payment_link_url")
		iphone := `{"payment_link_url":"checkout.example/checkout/LINK","value":18000,"currency":"EGP","enable_Survey":0,"expiry_Date":"2022-08-22",
			"description":"new iphone 12","status":1,"shippingPolicyFlag":0,"refundPolicyFlag":1,"shippingPolicyDetails":"` + rates + `",
			"refundPolicyDetails":"` + return30 + `","comments":"","name":"iphone 12","getCustAddress":0}`
		assert.JSONEq(t, success(`[`+iphone+`]`), plain(s.call("GET paymentlink/get/"+lastPart(url), "").body))
		assert.JSONEq(t, key, plain(s.send("PUT paymentlink/update", create.with(fields{"payment_link_url": url})).body))
		s.send("POST paymentlink/create", create.with(fields{"value": 12000, "description": "new samsung phone", "name": "samsung phone"}))
		samsung := strings.NewReplacer("18000", "12000", "new iphone 12", "new samsung phone", "iphone 12", "samsung phone").Replace(iphone)
		assert.JSONEq(t, success(`[`+samsung+`,`+iphone+`]`), plain(s.call("GET paymentlink/list", "").body))
		assert.JSONEq(t, success(`[]`), s.call("GET paymentlink/list/"+buyer, "").body)
		pay := fields{"payment_link.link": url, "customer": fields{}, "payment_method_id": visa, "coupon_code": ""}
		assert.JSONEq(t, success(`[{"transaction_id":"5","url":"https://checkout.example/payment/make-payment/PAGE/TOKEN"}]`),
			plain(s.send("POST payPaymentLink/", pay).body))
		assert.JSONEq(t, success(`[{}]`), s.call("DELETE paymentlink/deactive/"+lastPart(url), "").body)

		s = stocked(t, circlepaytest.Config{EmptyLinkPay: true})
		pay["payment_link.link"] = s.link(nil)
		assert.JSONEq(t, success(`[{}]`), s.send("POST payPaymentLink/", pay).body)
	})
}

// What a payment prints: the sample's dates stand bare, which is no JSON.
func TestSamplesOfPaymentsAndRefunds(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		until(t, "2022-02-22")
		s := stocked(t, circlepaytest.Config{})
		number := s.invoice(fields{"items": []fields{{"name": "shoe", "quantity": 1, "price": 99}}})
		id := s.send("POST invoice/pay", fields{"invoice_number": number, "payment_method_id": "610b2c496df621209c852162"}).text(t, "transaction_id")
		sample := `{"id":1,"transaction_id":5,"external_ref_id":2,"init_date":"2022-02-22","update_date":"2022-02-22","customer_mobile":"` + buyer + `",
			"status":"initialized","payment_link_url":"","invoice_num":"CIR_INV_5","value":99.0,"net_fees":1.0,"currency":"EGP",
			"payment_method_id":"610b2c496df621209c852162","payment_method_name":"MasterCard","payment_gateway_name":"MyFatoorah"}`
		assert.JSONEq(t, success(`[`+sample+`]`), plain(s.call("GET payment/get/"+id, "").body))
		until(t, "2022-02-23")
		require.NoError(t, s.Abandon(id))
		pending := strings.NewReplacer("initialized", "pending", `"update_date":"2022-02-22"`, `"update_date":"2022-02-23"`).Replace(sample)
		assert.JSONEq(t, success(`[`+pending+`]`), plain(s.send("POST payment/list", fields{}).body))
		assert.JSONEq(t, success(`[`+pending+`]`), plain(s.call("GET payment/list", "").body))

		require.NoError(t, s.Pay(id))
		a := s.refund(id)
		assert.JSONEq(t, success(`[{"refund_id":"5"}]`), plain(a.body))
		refund := a.text(t, "refund_id")
		sample = `{"refund_id":"5","external_ref_id":2,"init_date":"2022-02-23","update_date":"2022-02-23","value":99.0,"transaction_id":5,"status":"pending"}`
		assert.JSONEq(t, success(`[`+sample+`]`), plain(s.call("POST refund/list", "").body))
		require.NoError(t, s.CompleteRefund(refund))
		sample = strings.Replace(sample, "pending", "paid", 1)
		assert.JSONEq(t, success(`[`+sample+`]`), plain(s.call("GET refund/get/"+refund, "").body))
	})
}

func TestSamplesOfInvoices(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		until(t, "2022-12-20")
		s := stocked(t, circlepaytest.Config{CheckoutURL: "https://checkout.example"})
		a := s.send("POST invoice/create", fields{"invoice": fields{
			"customer_mobile": buyer, "due_date": "03-03-2023", "items": []fields{{"name": "phone", "description": "", "quantity": 8, "price": 12000}},
		}})
		assert.JSONEq(t, success(`[{"invoice_number":"CIR_INV_5","invoice_url":"https://checkout.example/payment/make-payment/PAGE/TOKEN"}]`), plain(a.body))
		assert.Greater(t, len(a.text(t, "invoice_url")), 300)

		number := s.invoice(fields{
			"due_date": "2022-12-25", "pref_payment_method": "CARD/PayMob", "shipping_fees": 4.0, "discount_value": 11.0, "discount_type": "percent",
			"discount_value_calculated": 9.9, "tax": 10.0, "tax_value": 9.0, "shipping_policy": "overnight", "return_policy": "within 30 days",
		})
		until(t, "2022-12-26")
		shoe := `{"invoice_number":"` + number + `","items":[{"name":"shoe","description":"","quantity":4,"price":90.0}],"customer_mobile":"` + buyer + `",
			"status":1,"create_date":"2022-12-20","due_date":"2022-12-25","pref_payment_method":"CARD/PayMob","shipping_fees":4.0,"discount_value":11.0,
			"discount_type":"percent","discount_value_calculated":9.9,"tax":10.0,"tax_value":9.0,"shipping_policy":"overnight",
			"return_policy":"within 30 days","extra_notes":""}`
		assert.JSONEq(t, success(`[`+shoe+`]`), s.call("GET invoice/get/"+number, "").body)
		list := s.call("GET invoice/list/"+buyer, "")
		assert.Len(t, list.list(t), 2)
		assert.True(t, strings.HasPrefix(list.body, `{"message":"Successful","errorCode":0,"details":"","data":[{"invoice_number":"`+number), "newest first")
		assert.Equal(t, list.body, s.call("GET invoice/list", "").body)
		assert.JSONEq(t, success(`[{"invoice_number":"`+number+`"}]`), s.call("DELETE invoice/delete/"+number, "").body)

		a = s.send("POST invoice/pay", fields{"invoice_number": "CIR_INV_1671494400000"})
		assert.JSONEq(t, `{"message":"Successful","errorCode":0,"details":null,"data":[{"transaction_id":"5",
			"invoice_url":"https://checkout.example/payment/make-payment/PAGE/TOKEN"}],"isError":false}`, plain(a.body))
	})
}

func TestSampleOfCreateV2(t *testing.T) {
	t.Parallel()
	s := newShop(t, circlepaytest.Config{CheckoutURL: "https://checkout.example"})
	a := s.send("POST invoice/createV2", fields{
		"customer": fields{"First_Name": "Ibrahim", "Last_Name": "Salah", "mobile_number": buyer},
		"invoice":  fields{"due_date": "03-03-2999", "items": []fields{{"name": "iphone", "description": "", "quantity": 8, "price": 12000}}},
	})
	assert.JSONEq(t, success(`[{"invoice_number":"CIR_INV_5","invoice_url":"https://checkout.example/payment/make-payment/PAGE/TOKEN","transaction_id":5}]`),
		plain(a.body))
	assert.Equal(t, []string{"invoice 96000.00 EGP", "open 96000.00 EGP"}, s.movements())
	assert.Equal(t, []string{buyer}, s.Merchants()[0].Customers)
}

// The sample pairs PayMob with a method that another sample gives to MyFatoorah;
// here it has one of PayMob's own.
func TestSampleOfDirectPayment(t *testing.T) {
	t.Parallel()
	s := newShop(t, circlepaytest.Config{CheckoutURL: "https://checkout.example"})
	a := s.send("POST directPayment/create", fields{
		"customer": fields{"first_name": "ibrahim", "last_name": "salah", "mobile_number": "01011111111", "email": ""},
		"directPayment": fields{
			"comments": "", "description": "", "expiryDate": "22-09-2999", "getCustAddress": 0, "name": "iphone", "refundPolicyDetails": "",
			"refundPolicyFlag": 0, "shippingPolicyDetails": "", "shippingPolicyFlag": 0, "value": 18000,
		},
		"payment_gateway_id": payMob, "payment_method_id": card,
	})
	assert.JSONEq(t, success(`[{"url":"checkout.example/checkout/LINK","transaction_id":"5"}]`), plain(a.body))
	assert.Equal(t, []string{"open 18000.00 EGP"}, s.movements())
}
