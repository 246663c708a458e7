package corefytest_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/paygates/paygates-go/corefy/corefytest"
	"github.com/paygates/paygates-go/money"
)

func TestCreateAnswersTheInvoice(t *testing.T) {
	t.Parallel()
	s := open(t, corefytest.Config{})
	a := s.post(`{"description":"Оплата <1> & more","metadata":{"key":"value","n":1.50},"customer":{"reference_id":"c-1","email":"payer@example.com"},
		"return_url":"https://shop.example/back","callback_url":"https://shop.example/cb"}`)
	require.Equal(t, http.StatusCreated, a.status, a.body)
	for path, want := range map[string]string{
		"data.type":                                 "payment-invoices",
		"data.attributes.status":                    "process_pending",
		"data.attributes.resolution":                "ok",
		"data.attributes.amount":                    "123.45",
		"data.attributes.payment_amount":            "123.45",
		"data.attributes.fee":                       "0",
		"data.attributes.deposit":                   "123.45",
		"data.attributes.currency":                  "USD",
		"data.attributes.reference_id":              "order-1",
		"data.attributes.test_mode":                 "true",
		"data.attributes.description":               "Оплата <1> & more",
		"data.attributes.payment_flow":              "charge",
		"data.attributes.flow":                      "hpp",
		"data.attributes.flow_data.method":          "GET",
		"data.attributes.source":                    "merchant_api",
		"data.attributes.metadata.n":                "1.50",
		"data.attributes.processed_amount":          "<nil>",
		"data.attributes.refunds":                   "[]",
		"data.relationships.customer.data.type":     "customers",
		"data.relationships.payment-method.data.id": "payment_card",
	} {
		assert.Equal(t, want, a.text(path), path)
	}
	assert.Contains(t, a.body, `"description":"\u041e\u043f\u043b\u0430\u0442\u0430 <1> & more"`, "PHP escapes letters")
	assert.Contains(t, a.body, `"return_url":"https:\/\/shop.example\/back"`, "PHP escapes slashes")
	assert.Regexp(t, `^cpi_[0-9A-Za-z]{16}$`, a.text("data.id"))
	assert.Equal(t, "/api/payment-invoices/"+a.text("data.id"), a.text("data.links.self"))
	assert.Equal(t, a.text("data.attributes.flow_data.action"), s.invoice(a.text("data.id")).PageURL)
	assert.Equal(t, []string{"create 123.45 USD"}, s.kinds())

	again := s.post(`{"reference_id":"order-2","customer":{"reference_id":"c-1"}}`)
	assert.Equal(t, a.text("data.relationships.customer.data.id"), again.text("data.relationships.customer.data.id"), "one customer")
	assert.Contains(t, again.body, `"metadata":[]`)
}

func TestCreateByThePublicAPI(t *testing.T) {
	t.Parallel()
	s := open(t, corefytest.Config{Website: "https://shop.example"})
	a := s.send("POST", "/public-api/payment-invoices", merged(plainPublic, `{"description":"Invoice"}`), anonymous)
	require.Equal(t, http.StatusCreated, a.status, a.body)
	for path, want := range map[string]string{
		"data.status": "process_pending", "data.resolution": "OK", "data.amount": "123.45", "data.test_mode": "true",
		"data.service_flow": "hpp", "data.service_method": "payment_card", "data.has_return_url": "false",
		"data.active_payment.status": "invoked", "data.active_payment.payload.method": "GET",
		"data.metadata.merchant_url": "https://shop.example",
	} {
		assert.Equal(t, want, a.text(path), path)
	}
	id := a.text("data.id")
	assert.Equal(t, "cpi_"+a.text("data.serial_number"), id)
	require.NoError(t, s.Pay(id))
	read := s.send("GET", "/public-api/payment-invoices/"+id, "", anonymous)
	assert.Equal(t, http.StatusOK, read.status)
	assert.Equal(t, "processed processed 123.45", read.text("data.status")+" "+read.text("data.active_payment.status")+" "+read.text("data.processed_amount"))
	assert.Equal(t, "processed", s.get("/api/payment-invoices/"+id).text("data.attributes.status"), "one invoice, two views")

	live := s.send("POST", "/public-api/payment-invoices", merged(plainPublic, `{"public_key":"`+corefytest.DefaultLivePublicKey+`"}`), anonymous)
	require.Equal(t, http.StatusCreated, live.status, "the modes are apart")
	assert.Equal(t, "false", live.text("data.test_mode"))
}

func anonymous(r *http.Request) { r.Header.Del("Authorization") }

func TestCreateRefusesWrongFields(t *testing.T) {
	t.Parallel()
	const blank = "This value should not be blank."
	for _, row := range []struct{ more, field, message string }{
		{`{"reference_id":""}`, "reference_id", blank},
		{`{"reference_id":7}`, "reference_id", "This value should be of type string."},
		{`{"service":"-"}`, "service", blank},
		{`{"service":"payment_card_xxx_hpp"}`, "service", "The value you selected is not a valid choice."},
		{`{"service":"bank_transfer_usd_hpp"}`, "service", "The value you selected is not a valid choice."},
		{`{"service":"payment_card_usd"}`, "service", "The value you selected is not a valid choice."},
		{`{"service":"test_usd_test","test_mode":false}`, "service", "The value you selected is not a valid choice."},
		{`{"currency":"EUR"}`, "currency", "The value you selected is not a valid choice."},
		{`{"amount":0}`, "amount", "This value should be greater than 0."},
		{`{"amount":-1}`, "amount", "This value should be greater than 0."},
		{`{"amount":"-"}`, "amount", blank},
		{`{"amount":"ten"}`, "amount", "This value should be of type numeric."},
		{`{"amount":[1]}`, "amount", "This value should be of type numeric."},
		{`{"amount":1.001}`, "amount", "This value has more decimal places than its currency."},
		{`{"amount":1000000.01}`, "amount", "This value should be less than or equal to 1000000."},
		{`{"amount":1e40}`, "amount", "This value is too large."},
		{`{"flow":"hold"}`, "flow", "The value you selected is not a valid choice."},
		{`{"service":"qiwi_usd_hpp"}`, "service_fields.phone", blank},
		{`{"service_fields":"x"}`, "service_fields", "This value should be of type object."},
		{`{"test_mode":"yes"}`, "test_mode", "This value should be of type bool."},
		{`{"customer":{"name":"No Reference"}}`, "customer.reference_id", blank},
		{`{"metadata":"x"}`, "metadata", "This value should be of type object."},
		{`{"metadata":{` + strings.TrimSuffix(manyMembers(21), ",") + `}}`, "metadata", "This collection should contain 20 elements or less."},
		{`{"return_url":"shop.example"}`, "return_url", "This value is not a valid URL."},
		{`{"return_urls":{"success":"https://shop.example"}}`, "return_urls.pending", blank},
		{`{"callback_url":"javascript:x"}`, "callback_url", "This value is not a valid URL."},
		{`{"expires":"tomorrow"}`, "expires", "This value is not a valid datetime."},
		{`{"expires":"2001-01-01T00:00:00+00:00"}`, "expires", "This value should be between 14 minutes and 2 days from now."},
		{`{"token":"tok_unknown"}`, "token", "This value is not valid."},
	} {
		s := open(t, corefytest.Config{})
		a := s.post(row.more)
		if !assert.Equal(t, http.StatusUnprocessableEntity, a.status, row.more+a.body) {
			continue
		}
		var found any
		if errors, ok := a.at("errors").(map[string]any); ok {
			found = errors[row.field]
		}
		assert.Equal(t, row.message, found, row.more)
		assert.Empty(t, s.Ledger(), row.more)
	}
}

func manyMembers(n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(`"m` + strings.Repeat("x", i) + `":1,`)
	}
	return b.String()
}

func TestCreateTakes(t *testing.T) {
	t.Parallel()
	s := open(t, corefytest.Config{})
	for i, more := range []string{
		`{"amount":"12.00"}`, `{"amount":1e2}`, `{"amount":0.01}`, `{"metadata":[]}`, `{"unheard":{"of":1}}`,
		`{"metadata":{` + strings.TrimSuffix(manyMembers(20), ",") + `}}`, `{"description":null}`,
		`{"service":"qiwi_usd_hpp","service_fields":{"phone":"+380987654321"}}`,
		`{"service":"tether_usdt_hpp","currency":"USDT","amount":0.000001}`,
		`{"service":"payment_card_jpy_hpp","currency":"JPY","amount":500}`,
		`{"service":"test_xts_test","currency":"XTS","amount":1}`,
	} {
		a := s.post(merged(more, `{"reference_id":"r-`+strings.Repeat("i", i)+`"}`))
		assert.Equal(t, http.StatusCreated, a.status, more+a.body)
	}
	orders := s.Invoices()
	assert.Equal(t, "12.00 USD", orders[0].Amount.String())
	assert.Equal(t, "100.00 USD", orders[1].Amount.String())
	assert.Equal(t, "0.000001 USDT/6", orders[8].Amount.String())
	singular := s.send("POST", "/api/payment-invoices", envelope("payment-invoice", merged(plainInvoice, `{"reference_id":"singular"}`)))
	assert.Equal(t, http.StatusCreated, singular.status, "some clients send the singular")
}

func TestRefusalsOutsideOfFields(t *testing.T) {
	t.Parallel()
	const create = "POST /api/payment-invoices"
	wrongKey := func(r *http.Request) { r.SetBasicAuth(corefytest.DefaultAccountID, "wrong") }
	for _, row := range []struct {
		what, call, body string
		change           func(*http.Request)
		cfg              corefytest.Config
		status           int
		want             string
	}{
		{what: "no credentials", call: create, body: "{}", change: anonymous, status: 401, want: `{"errors":[{"status":"Unauthorized","code":"401"}]}`},
		{what: "wrong key", call: "GET /api/payment-services", change: wrongKey, status: 401, want: `{"errors":[{"status":"Unauthorized","code":"401"}]}`},
		{what: "wrong public key", call: "POST /public-api/payment-invoices", body: merged(plainPublic, `{"public_key":"pk_test_wrong"}`), status: 401, want: `{"errors":[{"status":"Unauthorized","code":"401"}]}`},
		{
			what: "public creation forbidden", call: "POST /public-api/payment-invoices", body: plainPublic,
			cfg: corefytest.Config{ForbidPublicCreation: true}, status: 403, want: `{"errors":[{"status":"Forbidden","code":"403"}]}`,
		},
		{what: "unknown invoice", call: "GET /api/payment-invoices/cpi_x", status: 404, want: `{"errors":[{"status":"Not Found","code":"404"}]}`},
		{what: "unknown invoice, public", call: "GET /public-api/payment-invoices/cpi_x", status: 404, want: `{"errors":[{"status":"Not Found","code":"404"}]}`},
		{what: "too large", call: create, body: strings.Repeat(" ", 1<<20+1), status: 413, want: `"code":"413"`},
		{what: "no UTF-8", call: create, body: "{\"data\":\"\xff\"}", status: 400, want: "UTF-8"},
		{what: "too deep", call: create, body: strings.Repeat(`{"a":[`, 40), status: 400, want: "too deeply"},
		{what: "no object", call: create, body: "[]", status: 400, want: "must be a JSON object"},
		{what: "cut short", call: create, body: `{"data":{"type":[1,`, status: 400, want: "not valid JSON"},
		{what: "unknown path", call: "GET /api/payments", status: 404, want: `{"errors":[{"status":"Not Found","code":"404"}]}`},
		{what: "private call on the public base", call: "GET /public-api/payment-services", status: 404, want: `{"errors":[{"status":"Not Found","code":"404"}]}`},
		{what: "another method", call: "DELETE /api/payment-invoices", status: 405, want: `{"errors":[{"status":"Method Not Allowed","code":"405"}]}`},
		{what: "no JSON", call: create, body: "<xml/>", status: 400, want: `"code":"400"`},
		{what: "two values", call: create, body: "{} {}", status: 400, want: `"code":"400"`},
		{what: "a name twice", call: create, body: `{"data":1,"data":2}`, status: 400, want: `given twice`},
		{what: "no data", call: create, body: "{}", status: 422, want: `{"errors":{"data":"This value should not be blank.",`},
		{what: "another type", call: create, body: envelope("payouts", plainInvoice), status: 422, want: `"type":"The value you selected is not a valid choice."`},
		{what: "a service field that is no text", call: create, body: envelope("payment-invoices", merged(plainInvoice, `{"service":"qiwi_usd_hpp","service_fields":{"phone":[]}}`)), status: 422, want: `{"errors":{"service_fields.phone":"This value should be of type string."}}`},
		{what: "wrong fields as 400", call: create, body: envelope("payment-invoices", merged(plainInvoice, `{"amount":0}`)), cfg: corefytest.Config{ValidationAs400: true}, status: 400, want: `{"errors":{"amount":"This value should be greater than 0."}}`},
	} {
		s := open(t, row.cfg)
		method, target, _ := strings.Cut(row.call, " ")
		change := row.change
		if change == nil {
			change = func(*http.Request) {}
		}
		a := s.send(method, target, row.body, change)
		assert.Equal(t, row.status, a.status, row.what)
		assert.Contains(t, a.body, row.want, row.what)
		assert.Empty(t, s.Ledger(), row.what)
	}
}

func TestDuplicates(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		form   corefytest.DuplicateForm
		status int
		object bool
		errors bool
	}{
		{corefytest.DuplicateWithObject, 409, true, true},
		{corefytest.DuplicateObjectAlone, 409, true, false},
		{corefytest.DuplicateWithoutObject, 409, false, true},
		{corefytest.DuplicateAsField, 422, false, true},
	} {
		s := open(t, corefytest.Config{Duplicates: row.form})
		id := s.create(`{}`)
		a := s.post(`{"amount":1}`)
		assert.Equal(t, row.status, a.status)
		assert.Equal(t, row.object, strings.Contains(a.body, id), a.body)
		assert.Equal(t, row.errors, strings.Contains(a.body, `"errors":`), a.body)
		if row.object {
			assert.Equal(t, "123.45", a.text("data.attributes.amount"), "the earlier one, not the asked one")
		}
		if row.form == corefytest.DuplicateAsField {
			assert.NotEmpty(t, a.text("errors.reference_id"))
		}
		public := s.send("POST", "/public-api/payment-invoices", plainPublic)
		assert.Equal(t, row.status, public.status, "both APIs share the references")
		assert.Len(t, s.Ledger(), 1)
		require.Equal(t, http.StatusCreated, s.post(`{"test_mode":false}`).status, "the modes are apart")
		require.NoError(t, s.Decline(id, corefytest.Declined))
		assert.Equal(t, row.status, s.post(`{}`).status, "a failed invoice frees no reference")
	}
}

func TestLooseReferences(t *testing.T) {
	t.Parallel()
	s := open(t, corefytest.Config{LooseReferences: true})
	id := s.paid(`{}`)
	assert.Equal(t, http.StatusConflict, s.post(`{}`).status, "the private API's promise stays")
	assert.Equal(t, http.StatusCreated, s.send("POST", "/public-api/payment-invoices", plainPublic).status)
	assert.Equal(t, http.StatusCreated, s.refund(id, "1", "back-1").status)
	assert.Equal(t, http.StatusCreated, s.refund(id, "1", "back-1").status)
	assert.Equal(t, http.StatusCreated, s.payout(`{}`).status)
	assert.Equal(t, http.StatusCreated, s.payout(`{}`).status)
	assert.Len(t, s.Payouts(), 2)
	assert.Equal(t, usd("2.00"), s.invoice(id).Refunded)
	assert.Equal(t, "2", s.get("/api/payment-invoices?filter[reference_id]=order-1").text("meta.count"))
}

func TestFees(t *testing.T) {
	t.Parallel()
	const eur = `{"service":"payment_card_eur_hpp","currency":"EUR","amount":100.10}`
	s := open(t, corefytest.Config{})
	a := s.post(eur)
	assert.Equal(t, "2.8 97.3 100.1", a.text("data.attributes.fee")+" "+a.text("data.attributes.deposit")+" "+a.text("data.attributes.payment_amount"))
	top := open(t, corefytest.Config{FeeOnTop: true})
	b := top.post(eur)
	assert.Equal(t, "2.8 100.1 102.9", b.text("data.attributes.fee")+" "+b.text("data.attributes.deposit")+" "+b.text("data.attributes.payment_amount"))
	require.NoError(t, top.Pay(b.text("data.id")))
	paid := top.get("/api/payment-invoices/" + b.text("data.id"))
	assert.Equal(t, "102.9 2.8 100.1", paid.text("data.attributes.processed_amount")+" "+paid.text("data.attributes.processed_fee")+" "+paid.text("data.attributes.processed_deposit"))
}

func TestFeesHaveBounds(t *testing.T) {
	t.Parallel()
	service := corefytest.DefaultServices()[1]
	service.FeeRate, service.FeeMin, service.FeeMax = 1000, usd("1"), usd("5")
	s := open(t, corefytest.Config{Services: []corefytest.Service{service}})
	for amount, fee := range map[string]string{"0.50": "0.5", "2": "1", "20": "2", "500": "5", "10.05": "1"} {
		a := s.post(`{"reference_id":"r` + amount + `","amount":` + amount + `}`)
		assert.Equal(t, fee, a.text("data.attributes.fee"), amount)
	}
	service.Max = money.MustParse("90000000000000000.00", money.USD)
	huge := open(t, corefytest.Config{Services: []corefytest.Service{service}})
	assert.Equal(t, http.StatusUnprocessableEntity, huge.post(`{"amount":90000000000000000}`).status, "no sum runs over")
}

func TestSavedCards(t *testing.T) {
	t.Parallel()
	s := open(t, corefytest.Config{})
	id := s.paid(`{"gateway_options":{"cardgate":{"tokenize":true}}}`)
	token := s.get("/api/payment-invoices/" + id).text("data.attributes.payload.token")
	again := s.post(`{"reference_id":"order-2","token":"` + token + `"}`)
	require.Equal(t, http.StatusCreated, again.status, again.body)
	assert.Equal(t, "processed", again.text("data.attributes.status"), "charged at once")
	assert.Contains(t, again.body, `"flow_data":[]`)
	assert.Contains(t, again.body, `"hpp_url":null`)
	assert.Contains(t, s.get("/public-api/payment-invoices/"+again.text("data.id")).body, `"active_payment":null`)
	assert.Empty(t, s.invoice(again.text("data.id")).PageURL)
	assert.Equal(t, []string{"create 123.45 USD", "charge 123.45 USD", "create 123.45 USD", "charge 123.45 USD"}, s.kinds())
	assert.Equal(t, http.StatusUnprocessableEntity, s.post(`{"reference_id":"order-3","test_mode":false,"token":"`+token+`"}`).status, "a test card is no live card")
}

func TestTheOtherBases(t *testing.T) {
	t.Parallel()
	s := open(t, corefytest.Config{PrivatePath: "/", PublicPath: "/shop/public-api"})
	a := s.send("POST", "/payment-invoices", envelope("payment-invoices", plainInvoice))
	require.Equal(t, http.StatusCreated, a.status, a.body)
	assert.Equal(t, "/api/payment-invoices/"+a.text("data.id"), a.text("data.links.self"), "links keep the vendor's path")
	assert.Equal(t, http.StatusOK, s.get("/shop/public-api/payment-invoices/"+a.text("data.id")).status)
	assert.Equal(t, http.StatusNotFound, s.get("/api/payment-invoices/"+a.text("data.id")).status)
	assert.Panics(t, func() { corefytest.New(corefytest.Config{PrivatePath: "/x", PublicPath: "/x/"}) })
}

func TestServicesThatCannotWork(t *testing.T) {
	t.Parallel()
	good := corefytest.DefaultServices()[1]
	for what, spoil := range map[string]func(*corefytest.Service){
		"code":     func(s *corefytest.Service) { s.Code = "" },
		"limits":   func(s *corefytest.Service) { s.Max = corefytest.Service{}.Max },
		"fees":     func(s *corefytest.Service) { s.FeeFix = corefytest.DefaultServices()[2].FeeFix },
		"currency": func(s *corefytest.Service) { s.Currency = corefytest.Service{}.Currency },
	} {
		bad := good
		spoil(&bad)
		assert.Panics(t, func() { corefytest.New(corefytest.Config{Services: []corefytest.Service{bad}}) }, what)
	}
	assert.Panics(t, func() { corefytest.New(corefytest.Config{Services: []corefytest.Service{good, good}}) }, "twice")
}
