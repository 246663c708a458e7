package ordergatetest_test

import (
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/paygates/paygates-go/internal/ordergate/ordergatetest"
)

func TestCreateTakesAmountsAsNumberAndText(t *testing.T) {
	t.Parallel()
	s := newShop(t, ordergatetest.Config{})
	for literal, want := range map[string]string{
		`9.99`: "9.99", `"9.99"`: "9.99", `10`: "10.00", `"10"`: "10.00", `0.1`: "0.10",
		`0.01`: "0.01", `"999999999999.99"`: "999999999999.99",
	} {
		a := s.call("POST", "/orders/create", `{"amount":`+literal+`}`)
		require.Equal(t, 201, a.status, a.body)
		o := a.orders(t)[0]
		assert.Equal(t, want, o.Amount, literal)
		assert.Equal(t, "0.00", o.AmountCharged)
		assert.Equal(t, "new", o.Status)
		assert.Nil(t, o.MerchantOrderID)
		assert.Len(t, o.ID, 17)
		assert.Equal(t, "http://gate.example/pay/"+o.ID, a.header.Get("Location"))
		assert.Equal(t, want, strings.TrimSuffix(s.order(o.ID).Amount.String(), " AZN"))
	}
}

func TestCreateRefuses(t *testing.T) {
	t.Parallel()
	cases := []struct{ body, attribute, message string }{
		{`{}`, "amount", "Amount is required."},
		{`{"amount":null}`, "amount", "Amount is required."},
		{`{"amount":0}`, "amount", "Amount must be greater than zero."},
		{`{"amount":"0.00"}`, "amount", "Amount must be greater than zero."},
		{`{"amount":-1}`, "amount", "Amount must be greater than zero."},
		{`{"amount":1.001}`, "amount", "Amount must have at most 2 decimal places."},
		{`{"amount":"1.100"}`, "amount", "Amount must have at most 2 decimal places."},
		{`{"amount":1e2}`, "amount", "Amount must be a decimal number."},
		{`{"amount":"1,5"}`, "amount", "Amount must be a decimal number."},
		{`{"amount":""}`, "amount", "Amount must be a decimal number."},
		{`{"amount":"01"}`, "amount", "Amount must be a decimal number."},
		{`{"amount":"1."}`, "amount", "Amount must be a decimal number."},
		{`{"amount":" 1"}`, "amount", "Amount must be a decimal number."},
		{`{"amount":true}`, "amount", "Amount must be a decimal number."},
		{`{"amount":1000000000000}`, "amount", "Amount is too large."},
		{`{"amount":9.99,"currency":"JPY"}`, "amount", "Amount has more decimal places than its currency."},
		{`{"amount":1,"currency":"azn"}`, "currency", "Currency must be an ISO 4217 alpha-3 code."},
		{`{"amount":1,"currency":"XXY"}`, "currency", "Currency must be an ISO 4217 alpha-3 code."},
		{`{"amount":1,"merchant_order_id":{}}`, "merchant_order_id", "Must be a string."},
		{`{"amount":1,"client":"x"}`, "client", "Must be an object."},
		{`{"amount":1,"client":{"country":"AZ"}}`, "client.country", "Must be an ISO 3166-1 alpha-3 code."},
		{`{"amount":1,"client":{"email":"x"}}`, "client.email", "Must be an e-mail address."},
		{`{"amount":1,"location":{"ip":"here"}}`, "location.ip", "Must be an IP address."},
		{`{"amount":1,"options":{"auto_charge":"yes"}}`, "options.auto_charge", "Must be 0 or 1."},
		{`{"amount":1,"options":{"force3d":2}}`, "options.force3d", "Must be 0 or 1."},
		{`{"amount":1,"options":{"expiration_timeout":"soon"}}`, "options.expiration_timeout", "Must be a number with a unit, such as 30m."},
		{`{"amount":1,"options":{"expiration_timeout":"0m"}}`, "options.expiration_timeout", "Must be a number with a unit, such as 30m."},
		{`{"amount":1,"options":{"expiration_timeout":"999999d"}}`, "options.expiration_timeout", "Must be a number with a unit, such as 30m."},
		{`{"amount":1,"options":{"return_url":"javascript:alert(1)"}}`, "options.return_url", "Must be an absolute http or https URL."},
		{`{"amount":1,"options":{"return_url":"http:///thanks"}}`, "options.return_url", "Must be an absolute http or https URL."},
		{`{"amount":1,"options":{"return_url":"ftp://shop.example/"}}`, "options.return_url", "Must be an absolute http or https URL."},
		{`{"amount":1,"options":{"return_url":"http://shop.example:x/"}}`, "options.return_url", "Must be an absolute http or https URL."},
		{`{"amount":1,"options":{"return_url":"/thanks"}}`, "options.return_url", "Must be an absolute http or https URL."},
		{`{"amount":1,"options":{"language":"Azeri"}}`, "options.language", "Must be a two-letter language code."},
		{`{"amount":1,"options":{"country":"AZ"}}`, "options.country", "Must be an ISO 3166-1 alpha-3 code."},
		{`{"amount":1,"extra_fields":[]}`, "extra_fields", "Must be an object."},
		{`{"amount":1,"custom_fields":{"a":{}}}`, "custom_fields.a", "Must be a single value."},
		{`{"amount":1,"custom_fields":{"a":1,"b":1,"c":1,"d":1,"e":1,"f":1,"g":1,"h":1,"i":1,"j":1,"k":1}}`,
			"custom_fields", "At most 10 values are allowed."},
	}
	failures := newShop(t, ordergatetest.Config{})
	objects := newShop(t, ordergatetest.Config{Errors: ordergatetest.ObjectErrors})
	texts := newShop(t, ordergatetest.Config{Errors: ordergatetest.TextErrors})
	for _, c := range cases {
		t.Run(c.body, func(t *testing.T) {
			a := failures.call("POST", "/orders/create", c.body)
			assert.Equal(t, 422, a.status)
			assert.JSONEq(t, `{"failure_type":"validation","failure_message":"Validation failed","order_id":null,
				"errors":[{"attribute":"`+c.attribute+`","message":"`+c.message+`","uri":"#/`+c.attribute+`","details":[]}]}`, a.body)
			a = objects.call("POST", "/orders/create", c.body)
			assert.Equal(t, 400, a.status)
			assert.JSONEq(t, `{"error":{"code":"VALIDATION_ERROR","message":"Validation failed",
				"details":{"`+c.attribute+`":["`+c.message+`"]}}}`, a.body)
			a = texts.call("POST", "/orders/create", c.body)
			assert.Equal(t, 400, a.status)
			assert.JSONEq(t, `{"error":"Validation failed","details":{"`+c.attribute+`":"`+c.message+`"}}`, a.body)
		})
	}
	assert.Empty(t, failures.Ledger(), "a refused request makes no order")
}

func TestCreateNamesEveryProblem(t *testing.T) {
	t.Parallel()
	s := newShop(t, ordergatetest.Config{Form: ordergatetest.GuideForm})
	a := s.call("POST", "/orders/create", `{"amount":0,"currency":"x","options":{"force3d":9}}`)
	assert.JSONEq(t, `{"error":{"code":"VALIDATION_ERROR","message":"Validation failed","details":{
		"amount":["Amount must be greater than zero."],
		"currency":["Currency must be an ISO 4217 alpha-3 code."],
		"options.force3d":["Must be 0 or 1."]}}}`, a.body)
}

func TestCreateKeepsWhatWasSent(t *testing.T) {
	t.Parallel()
	s := newShop(t, ordergatetest.Config{})
	a := s.call("POST", "/orders/create", `{"amount":9.99,"currency":"USD","merchant_order_id":5678,"segment":"987654321",
		"description":"Book sale #453 <&>","client":{"zip":1000,"name":"John Smith"},"location":{"ip":"6.6.6.6"},
		"custom_fields":{"region_code":10,"phone":"994"},"extra_fields":{"invoice_id":"001","oneclick":{"customer_id":"9"}},
		"somebody_elses":true,"options":{"auto_charge":"1","recurring":1,"terminal":"","unknown":[]}}`,
		header("X-Request-Id", "req-1"))
	require.Equal(t, 201, a.status, a.body)
	id := a.orders(t)[0].ID
	assert.Contains(t, a.body, `"description":"Book sale #453 <&>"`)
	assert.Contains(t, a.body, `"custom_fields":{"phone":"994","region_code":10}`)
	assert.Contains(t, a.body, `"client":{"name":"John Smith","zip":"1000"}`)
	assert.Contains(t, a.body, `"location":{"ip":"6.6.6.6"}`)
	assert.Contains(t, a.body, `"merchant_order_id":"5678"`)
	assert.Contains(t, a.body, `"segment":"987654321"`)
	assert.Contains(t, a.body, `"currency":"USD"`)
	o := s.order(id)
	assert.True(t, o.AutoCharge)
	assert.True(t, o.Recurring)
	entry := s.Ledger()[0]
	assert.Equal(t, "create", entry.Kind)
	assert.Equal(t, "5678", entry.Reference)
	assert.Equal(t, "req-1", entry.RequestID)
	assert.Equal(t, "9.99 USD", entry.Amount.String())
}

func TestTenCustomFieldsAreAllowed(t *testing.T) {
	t.Parallel()
	s := newShop(t, ordergatetest.Config{})
	a := s.call("POST", "/orders/create", `{"amount":1,"custom_fields":{"a":1,"b":1,"c":1,"d":1,"e":1,"f":1,"g":1,"h":1,"i":1,"j":null}}`)
	assert.Equal(t, 201, a.status, a.body)
}

func TestCreateTwiceMakesTwoOrders(t *testing.T) {
	t.Parallel()
	s := newShop(t, ordergatetest.Config{})
	const body = `{"amount":1,"merchant_order_id":"same"}`
	first := s.call("POST", "/orders/create", body, header("X-Request-Id", "same"))
	second := s.call("POST", "/orders/create", body, header("X-Request-Id", "same"))
	assert.NotEqual(t, first.orders(t)[0].ID, second.orders(t)[0].ID)
	assert.Len(t, s.Orders(), 2)
}

func TestExpirationForms(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := newShop(t, ordergatetest.Config{})
		for option, want := range map[string]time.Duration{
			`{}`:                              30 * time.Minute,
			`{"expiration_timeout":"15m"}`:    15 * time.Minute,
			`{"expiration_timeout":"4320m"}`:  72 * time.Hour,
			`{"expiration_timeout":30}`:       30 * time.Minute,
			`{"expiration_timeout":"90s"}`:    90 * time.Second,
			`{"expiration_timeout":"2h"}`:     2 * time.Hour,
			`{"expiration_timeout":"1d"}`:     24 * time.Hour,
			`{"expiration_timeout":"99999m"}`: 99999 * time.Minute,
		} {
			o := s.order(s.create(option))
			assert.Equal(t, want, o.Expires.Sub(o.Created), option)
		}
	})
}

func TestCheckoutURL(t *testing.T) {
	t.Parallel()
	for _, base := range []string{"https://checkout.example/pay", "https://checkout.example/pay/"} {
		s := newShop(t, ordergatetest.Config{CheckoutURL: base, Form: ordergatetest.GuideForm})
		a := s.call("POST", "/orders/create", `{"amount":1,"options":{"auto_charge":true}}`)
		id := s.Orders()[0].ID
		assert.Equal(t, "https://checkout.example/pay/"+id, a.header.Get("Location"))
		assert.Contains(t, a.body, `"checkout_url":"https://checkout.example/pay/`+id+`"`)
	}
}
