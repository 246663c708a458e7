package corefytest_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/paygates/paygates-go/corefy/corefytest"
)

// shape lists the paths of an answer in the order they are printed, each with
// its kind of value: "data.attributes.amount number".
func shape(t *testing.T, text string) (out []string) {
	t.Helper()
	d := json.NewDecoder(strings.NewReader(text))
	d.UseNumber()
	var walk func(path string)
	walk = func(path string) {
		token, err := d.Token()
		require.NoError(t, err, text)
		kind := "bool"
		switch token := token.(type) {
		case json.Delim:
			kind = map[json.Delim]string{'{': "object", '[': "array"}[token]
			for d.More() {
				inner := path + "[]"
				if token == '{' {
					name, err := d.Token()
					require.NoError(t, err)
					inner = strings.TrimPrefix(path+"."+name.(string), ".")
				}
				walk(inner)
			}
			_, _ = d.Token()
		case string:
			kind = "string"
		case json.Number:
			kind = "number"
		case nil:
			kind = "null"
		}
		out = append(out, path+" "+kind)
	}
	walk("")
	return out
}

// The samples of Corefy's payment page with other values; names, kinds and
// order count.
const (
	samplePrivate = `{"data":{"type":"payment-invoices","id":"x","attributes":{"serial_number":"x","status":"process_pending","resolution":"ok",
		"moderation_required":false,"amount":100,"payment_amount":100,"currency":"USD","service_currency":"USD","reference_id":"r","test_mode":true,
		"fee":0,"deposit":100,"processed":null,"processed_amount":null,"refunded_amount":null,"processed_fee":null,"processed_deposit":null,
		"metadata":{"key":"value","merchant_url":"https://x.example"},
		"flow_data":{"action":"https://x.example","method":"GET","params":[],"metadata":{"sid":"x","token":"x"}},
		"flow":"hpp","payment_flow":"charge","created":1,"updated":1,"payload":null,"description":"Invoice Example","descriptor":null,
		"callback_url":"https://x.example","return_url":"https://x.example",
		"original_data":{"external_id":null,"merchant_id":null,"provider_id":null,"external_mid":"x","provider_code":null},
		"rrn":null,"approval_code":null,"reserved_amount":null,"reserve_expires":null,"unreserved":null,"source":"merchant_api","callback_logs":[]},
		"relationships":{"payment-service":{"data":{"type":"payment-services","id":"x"}},"payment-method":{"data":{"type":"payment-methods","id":"x"}},
		"customer":{"data":{"type":"customers","id":"x"}}},"links":{"self":"/api/payment-invoices/x"}}}`
	samplePaid = `{"token":null,"client_ip":"","payment_card":{"last":"0000","mask":"x","brand":"mastercard","first":"512381","holder":null,
		"network":"mastercard","expiry_year":"24","issuer_name":"x","expiry_month":"12","issuer_country":"US"}}`
	samplePublic = `{"data":{"id":"x","serial_number":"x","created":1,"test_mode":true,"reference_id":"r","currency":"USD","amount":123.45,
		"payment_amount":123.45,"processed_amount":null,"refunded_amount":null,"description":"Invoice Example","has_return_url":false,
		"status":"process_pending","resolution":"OK","service":"x","service_method":"payment_card","service_flow":"hpp","service_currency":"USD",
		"metadata":{"merchant_url":"https://x.example"},"active_payment":{"payload":{"action":"https://x.example","method":"GET","params":[],
		"metadata":{"sid":"x","token":"x"}},"status":"invoked","resolution":"OK"}}}`
	sampleService = `{"data":{"type":"payment-services","id":"x","attributes":{"service":"x","service_method":"test","service_currency":"XTS",
		"available":true,"active":false,"enabled":true,"amount_min":0.01,"amount_max":9999999,"fee_min":0,"fee_max":0,"fee_rate":0,"fee_fix":0,
		"reserve_lifetime":0,"reserve_rate":0,"currency":"GBP","test_mode":true},
		"relationships":{"payment-method":{"data":{"type":"payment-methods","id":"test"}},"payment-service":{"data":{"type":"payment-services","id":"x"}}},
		"links":{"self":"/api/payment-services/x"}}}`
)

func TestSamplesOfThePage(t *testing.T) {
	t.Parallel()
	s := open(t, corefytest.Config{Form: corefytest.PageForm, Website: "https://shop.example"})
	a := s.post(`{"metadata":{"key":"value"},"description":"Invoice Example","callback_url":"https://shop.example","return_url":"https://shop.example","customer":{"reference_id":"c"}}`)
	wanted := strings.Replace(samplePrivate, `"callback_logs":[]`, `"callback_logs":{"at":1}`, 1)
	assert.Equal(t, withoutLogs(shape(t, wanted)), withoutLogs(shape(t, a.body)))
	first := s.Callbacks()[0]
	assert.Equal(t, shape(t, samplePrivate), shape(t, string(first.Body)), "a callback carries the same")

	require.NoError(t, s.Pay(a.text("data.id")))
	_, payload, _ := strings.Cut(s.get("/api/payment-invoices/"+a.text("data.id")).body, `"payload":`)
	payload, _, _ = strings.Cut(payload, `,"description"`)
	assert.Equal(t, shape(t, samplePaid), shape(t, payload))

	public := s.send("POST", "/public-api/payment-invoices", merged(plainPublic, `{"reference_id":"order-2","description":"Invoice Example"}`))
	assert.Equal(t, shape(t, samplePublic), shape(t, public.body))
	service := s.get("/api/payment-services/" + s.get("/api/payment-services").text("data.0.id"))
	assert.Equal(t, shape(t, sampleService), shape(t, service.body))
	list := shape(t, s.get("/api/payment-invoices").body)
	assert.Equal(t, []string{"meta.count number", "meta.size number", "meta.before string", "meta.after string", "meta object", "links.prev string", "links.next string", "links object"}, list[:8])
}

// withoutLogs drops what callback_logs hold: the seconds are names there.
func withoutLogs(paths []string) (out []string) {
	for _, path := range paths {
		if !strings.Contains(path, "callback_logs.") {
			out = append(out, path)
		}
	}
	return out
}

func TestCurrentFormHasWhatALiveCallbackShows(t *testing.T) {
	t.Parallel()
	s := open(t, corefytest.Config{})
	a := s.post(`{"return_urls":{"pending":"https://shop.example/p"}}`)
	given := a.at("data.attributes").(map[string]any)
	for _, name := range []string{
		"service_amount", "payment_service_amount", "exchange_rate", "refunded_fee", "charged_back_amount", "processed_unreserve",
		"processed_reserve_cancel", "refunded", "failed", "charged_back", "reserve_cancelled", "arn", "resolution_message", "hpp_url",
		"return_urls", "reserve_options", "refunds", "reserves",
	} {
		assert.Contains(t, given, name)
	}
	assert.NotContains(t, given, "serial_number")
	assert.Contains(t, a.body, `"return_urls":{"success":null,"pending":"https:\/\/shop.example\/p","fail":null}`)
	assert.Contains(t, s.post(`{"reference_id":"order-2"}`).body, `"return_urls":[]`)
}
