package corefy_test

import (
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/corefy"
	"github.com/paygates/paygates-go/internal/stub"
)

// openWith are clients whose gateway always answers with this body.
func openWith(t testing.TB, cfg corefy.Config, body string) clients {
	t.Helper()
	return open(t, cfg, paygates.WithHTTPClient(stub.New(reply{Body: body}).Client()))
}

// The sources contradict one another. Each of these is one such place, and what a
// tolerant decoder makes of it.

// The page's sample of a created invoice answers another reference than was sent.
func TestAnotherReferenceIsNotOurInvoice(t *testing.T) {
	t.Parallel()
	clients, _ := stubbed(t, reply{Status: 201, Body: sample(t, "create")})
	req := createRequest()
	req.Reference = "a30ebec4-035c-4fc5-8c48-b525ca601f37"
	_, err := clients.Private.Invoices.Create(t.Context(), req)
	e, ok := errors.AsType[*paygates.Error](err)
	require.True(t, ok)
	assert.Equal(t, paygates.OutcomeUnknown, e.Outcome)
	assert.Equal(t, invoiceID, e.ObjectID)
}

// The same invoice shows different original_data: no identity.
func TestOriginalDataIsFree(t *testing.T) {
	t.Parallel()
	invoice := invoiceOf(t, `"original_data":{"external_id":null,"original_resolution":"x","deep":{"a":[1]}}`)
	assert.Equal(t, map[string]string{"external_id": "", "original_resolution": "x", "deep": `{"a":[1]}`}, invoice.OriginalData)

	clients, _ := stubbed(t, reply{Body: sample(t, "get")}, reply{Body: sample(t, "list")})
	one, err := clients.Private.Invoices.Get(t.Context(), invoiceID)
	require.NoError(t, err)
	same, err := clients.Private.Invoices.FindByReference(t.Context(), one.Reference)
	require.NoError(t, err)
	require.Len(t, same, 1)
	assert.Equal(t, one.ID, same[0].ID)
	assert.NotEqual(t, one.OriginalData, same[0].OriginalData, "one invoice, as the page shows it twice")
}

// Resolutions, and statuses inside, come in either case.
func TestWordsInEitherCase(t *testing.T) {
	t.Parallel()
	for _, resolution := range []string{"ok", "OK", "Ok"} {
		assert.True(t, invoiceOf(t, `"resolution":"`+resolution+`"`).Resolution.OK())
	}
	assert.Equal(t, paygates.StatePaid, invoiceOf(t, `"status":"PROCESSED","amount":1,"payment_amount":1,"processed_amount":1`).State())
	invoice := invoiceOf(t, `"status":"PROCESSED","amount":1,"processed_amount":1,"refunded_amount":1,"refunds":[{"id":"ref_1","status":"PROCESSED"}]`)
	assert.Equal(t, paygates.StateRefunded, invoice.State())
	assert.Equal(t, corefy.Status("PROCESSED"), invoice.Status, "kept as it came")
	assert.Equal(t, paygates.StateRefunded, invoice.Refunds[0].State())
}

// PHP writes an empty map as [], and one with keys 0, 1, … as a list.
func TestListsInThePlaceOfMaps(t *testing.T) {
	t.Parallel()
	for _, empty := range []string{"[]", "{}", "null", `""`, "7"} {
		fields := `"status":"created","metadata":` + empty + `,"original_data":` + empty + `,"payload":` + empty + `,"flow_data":` + empty + `,"return_urls":` + empty +
			`,"callback_logs":` + empty + `,"refunds":` + empty + `,"reserve_options":` + empty + `,"reserves":` + empty
		body := `{"data":{"type":"payment-invoices","id":"cpi_1","attributes":{` + fields + `},"relationships":` + empty + `,"links":` + empty + `},"included":` + empty + `,"links":` + empty + `,"meta":` + empty + `}`
		invoice, err := openWith(t, testConfig(), body).Private.Invoices.Get(t.Context(), "cpi_1")
		require.NoError(t, err, empty)
		assert.Empty(t, invoice.Metadata)
		assert.Empty(t, invoice.CallbackLogs)
		assert.True(t, invoice.Redirect.IsZero())
	}
	listed := invoiceOf(t, `"status":"created","metadata":["a",{"b":1}],"flow_data":{"action":"https://pay.example/","params":["x"]}`)
	assert.Equal(t, map[string]string{"0": "a", "1": `{"b":1}`}, listed.Metadata)
	assert.Equal(t, "x", listed.Redirect.Fields["0"].Reveal())
	null := `{"data":{"type":"payment-invoices","id":"cpi_1","attributes":{},"relationships":{"customer":{"data":null},"payment-service":[],"active-payment":{"data":{"type":"payments","id":"p_1"}}}}}`
	invoice, err := openWith(t, testConfig(), null).Private.Invoices.Get(t.Context(), "cpi_1")
	require.NoError(t, err)
	assert.Empty(t, invoice.CustomerID)
	assert.Equal(t, "p_1", invoice.ActivePaymentID)

	for _, empty := range []string{"[]", "{}", "null"} {
		body := `{"data":{"type":"payout-invoices","id":"cpoi_1","attributes":{"fields":` + empty + `,"payouts":` + empty + `,"metadata":` + empty + `,"original_data":` + empty + `},"relationships":` + empty + `}}`
		payout, err := openWith(t, testConfig(), body).Private.Payouts.Get(t.Context(), "cpoi_1")
		require.NoError(t, err, empty)
		assert.Empty(t, payout.Fields)
		assert.Empty(t, payout.Parts)
	}
	for _, empty := range []string{"[]", "{}"} {
		offered, err := openWith(t, testConfig(), `{"data":{"currency":"USD","services":`+empty+`,"methods":`+empty+`,"account":`+empty+`}}`).Public.
			Prerequest(t.Context(), corefy.PrerequestRequest{Currency: usd("1").Currency()})
		require.NoError(t, err)
		assert.Empty(t, offered.Services)
	}
	offered, err := openWith(t, testConfig(), `{"data":{"currency":"USD","services":[{"code":"a","fields":{"phone":{"type":"string"}}}],"methods":[{"code":"m","name":"Plain"}]}}`).Public.
		Prerequest(t.Context(), corefy.PrerequestRequest{Currency: usd("1").Currency()})
	require.NoError(t, err)
	assert.Equal(t, "a", offered.Services[0].Code)
	assert.Equal(t, "phone", offered.Services[0].Fields[0].Key)
	assert.Equal(t, "Plain", offered.Method("m").Name.In("uk"))
	assert.Equal(t, "Texte", corefy.Localized{"uk": "Текст", "fr": "Texte"}.In("de"))
	assert.Empty(t, corefy.Localized{}.In("de"))
}

// Errors come as a list, a map or a text; codes as texts or numbers.
func TestErrorsInEveryForm(t *testing.T) {
	t.Parallel()
	for body, want := range map[string]struct {
		status        int
		code, message string
		fields        []paygates.FieldError
	}{
		sample(t, "error_401"):        {401, "401", "Unauthorized", nil},
		sample(t, "error_404"):        {404, "404", "Not Found", nil},
		sample(t, "error_405"):        {405, "405", "Method Not Allowed", nil},
		sample(t, "error_500"):        {500, "500", "Internal server error.", nil},
		sample(t, "error_validation"): {422, "", "", []paygates.FieldError{{Field: "amount", Message: "This value should be greater than 0."}}},
		`{"errors":[{"id":"1","status":"error","code":400,"title":"bad filter"}]}`: {400, "400", "bad filter", nil},
		`{"errors":{"amount":["too little","no number"]}}`:                         {422, "", "", []paygates.FieldError{{Field: "amount", Message: "too little"}, {Field: "amount", Message: "no number"}}},
		`{"errors":{"code":"500","title":"broken"}}`:                               {422, "", "", []paygates.FieldError{{Field: "code", Message: "500"}, {Field: "title", Message: "broken"}}},
		`{"errors":["broken"]}`:                                                    {422, "", "broken", nil},
		`{"errors":"broken"}`:                                                      {422, "", "broken", nil},
		`{"error":"broken"}`:                                                       {400, "", "broken", nil},
		`{"error":{"message":"broken","code":"x"}}`:                                {400, "", "broken", nil},
		`{"errors":[{"code":"422","detail":"d","source":{"pointer":"/data/attributes/service"}}]}`: {422, "422", "d", []paygates.FieldError{{Field: "/data/attributes/service", Message: "d"}}},
	} {
		clients, _ := stubbed(t, reply{Status: want.status, Body: body})
		_, err := clients.Private.Invoices.Create(t.Context(), createRequest())
		e, ok := errors.AsType[*paygates.Error](err)
		require.True(t, ok)
		assert.Equal(t, want.code, e.Code, body)
		assert.Equal(t, want.message, e.Message, body)
		assert.Equal(t, want.fields, e.Fields, body)
	}
}

// A validation map with 400 is looked up all the same.
func TestA400WithFieldsIsLookedUp(t *testing.T) {
	t.Parallel()
	clients, _ := stubbed(t, reply{Status: 400, Body: sample(t, "error_validation")})
	_, err := clients.Private.Invoices.Create(t.Context(), createRequest())
	assert.ErrorIs(t, err, paygates.ErrOutcomeUnknown)
	assert.ErrorIs(t, err, paygates.ErrInvalidRequest)
}

// 201 is promised in general and shown nowhere: 200 with an id will do. No other.
func TestBothSuccesses(t *testing.T) {
	t.Parallel()
	for _, status := range []int{200, 201} {
		clients, _ := stubbed(t, reply{Status: status, Body: sample(t, "public_create")})
		_, err := clients.Public.CreateInvoice(t.Context(), publicRequest())
		assert.NoError(t, err)
	}
}

// An empty list is absent, a 404 by id is absent, a 404 of the list is neither.
func TestWhatIsAbsent(t *testing.T) {
	t.Parallel()
	clients, _ := stubbed(t, reply{Body: `{"meta":[],"links":[],"data":[]}`}, reply{Status: 404, Body: sample(t, "error_404")})
	hits, err := clients.Private.Invoices.FindByReference(t.Context(), "order-1")
	require.NoError(t, err)
	assert.NotNil(t, hits)
	assert.Empty(t, hits)
	_, err = clients.Private.Invoices.Get(t.Context(), "cpi_1")
	assert.ErrorIs(t, err, paygates.ErrNotFound)
	_, err = clients.Private.Invoices.FindByReference(t.Context(), "order-1")
	assert.ErrorIs(t, err, paygates.ErrNotFound, "an error, not an empty list")
	for _, body := range []string{"", "<html>", `{"message":"no route"}`} {
		clients, _ := stubbed(t, reply{Status: 404, Body: body})
		_, err := clients.Private.Invoices.Get(t.Context(), "cpi_1")
		assert.NotErrorIs(t, err, paygates.ErrNotFound, "somebody else's not found says nothing about an invoice")
	}
}

// A read accepts any type; flat answers and resources mean the same.
func TestFormsOfAnInvoice(t *testing.T) {
	t.Parallel()
	for _, body := range []string{
		`{"data":{"id":"cpi_1","test_mode":true,"reference_id":"r","status":"processed","currency":"USD","amount":1,"processed_amount":1,"service":"s"}}`,
		`{"data":{"type":"payment-invoice","id":"cpi_1","attributes":{"test_mode":"1","reference_id":"r","status":"processed","currency":"USD","amount":"1.00","processed_amount":"1","service":"s"}}}`,
		`{"data":{"attributes":{"test_mode":1,"reference_id":"r","status":"processed","currency":"USD","amount":1,"processed_amount":1},"relationships":{"payment-service":{"data":{"id":"s"}}},"status":"created","id":"cpi_1"}}`,
	} {
		invoice, err := openWith(t, testConfig(), body).Private.Invoices.Get(t.Context(), "cpi_1")
		require.NoError(t, err, body)
		assert.Equal(t, paygates.StatePaid, invoice.State(), body)
		assert.Equal(t, "r s", invoice.Reference+" "+invoice.Service)
	}
}

// The pre-request's answer is flat, or in attributes as in 2019.
func TestFormsOfAPrerequest(t *testing.T) {
	t.Parallel()
	inner := `"currency":"USD","services":{"a":{"method":"m","status":"active","amount_min":"0.00001000","currency":"USD","fields":[{"key":"k","weight":3}]}}`
	for _, body := range []string{`{"data":{` + inner + `}}`, `{"data":{"type":"payment-prerequest","id":"1","attributes":{` + inner + `}}}`} {
		offered, err := openWith(t, testConfig(), body).Public.Prerequest(t.Context(), corefy.PrerequestRequest{Currency: usd("1").Currency()})
		require.NoError(t, err)
		require.Len(t, offered.Services, 1)
		assert.Equal(t, "a", offered.Services[0].Code)
		assert.Equal(t, "0.00001 USD", offered.Services[0].AmountMin.String())
		assert.True(t, offered.Services[0].AmountMin.Excess())
		assert.Equal(t, 3, offered.Services[0].Fields[0].Position)
	}
}

// Fields come and go between the years.
func TestTheAnswerOf2024(t *testing.T) {
	t.Parallel()
	invoice := invoiceOf(t, `"status":"processed","amount":10,"payment_amount":10,"processed_amount":10,"service_amount":10,"payment_service_amount":10.3,"service_currency":"EUR",
		"return_urls":{"success":null,"pending":"https://shop.example/2","fail":null},"hpp_url":"https://com.gateway.example/hpp/?cpi=cpi_1","charged_back_amount":null,"refunds":[],"reserves":[],
		"refunded":null,"failed":null,"arn":null,"resolution_message":"Approved 4169741330151778","payload":{"client_ip":"","auth_type":"3ds","token":"tok","payment_card":{"type":"debit","card_id":"c","brand":null,"holder":null,"verification":[]}}`)
	assert.Empty(t, invoice.SerialNumber)
	assert.Equal(t, "10.30 EUR", invoice.PaymentServiceAmount.String())
	assert.Equal(t, "https://shop.example/2", invoice.ReturnURLs.Pending)
	assert.Equal(t, "debit c", invoice.Card.Type+" "+invoice.Card.ID)
	assert.Equal(t, "tok", invoice.CardToken.Reveal())
	assert.Equal(t, "Approved [redacted]", invoice.ResolutionMessage)
	assert.Empty(t, invoice.Card.Brand+invoice.ClientIP)
	assert.True(t, invoice.Card.Holder.IsZero())
	assert.True(t, strings.Contains(string(invoice.RawJSON()), `"reserves":[]`))
}

// The payer goes where the flow says, else to the hosted page.
func TestWhereThePayerGoes(t *testing.T) {
	t.Parallel()
	const hosted = `,"hpp_url":"https://com.gateway.example/hpp/?cpi=cpi_1"`
	for fields, want := range map[string]paygates.Redirect{
		`"status":"process_pending","flow_data":{"action":"https://pay.example/x","method":"get","params":[]}` + hosted: {URL: "https://pay.example/x", Method: "GET"},
		`"status":"process_pending","flow_data":{"action":"https://pay.example/x"}`:                                     {URL: "https://pay.example/x", Method: "GET"},
		`"status":"process_pending","flow_data":{"action":"https://pay.example/x","method":"POST","params":{"a":"b"}}`:  {URL: "https://pay.example/x", Method: "POST", Fields: map[string]paygates.Secret{"a": paygates.NewSecret("b")}},
		`"status":"process_pending","flow_data":[]` + hosted:                                                            {URL: "https://com.gateway.example/hpp/?cpi=cpi_1", Method: "GET"},
		`"status":"process_pending","flow_data":{"action":"javascript:alert(1)"}` + hosted:                              {URL: "https://com.gateway.example/hpp/?cpi=cpi_1", Method: "GET"},
		`"status":"process_pending","flow_data":{"action":"https://pay.example/x","method":"PUT"}`:                      {},
		`"status":"process_pending","hpp_url":"ftp://x"`:                                                                {},
		`"status":"expired","flow_data":{"action":"https://pay.example/x"}` + hosted:                                    {},
		`"status":"word_of_tomorrow","flow_data":{"action":"https://pay.example/x"}` + hosted:                           {},
	} {
		got := invoiceOf(t, fields).Redirect
		assert.Equal(t, want.URL+" "+want.Method, got.URL+" "+got.Method, fields)
		assert.Len(t, got.Fields, len(want.Fields), fields)
		for name, value := range want.Fields {
			assert.True(t, value.Equal(got.Fields[name]), fields)
		}
	}
}

// Refunds of an invoice are listed in a form that nobody documents: none of it
// makes the invoice unreadable.
func TestRefundsOfAnyForm(t *testing.T) {
	t.Parallel()
	for _, refunds := range []string{`["a",1,null,[],{}]`, `{"0":{"id":"r"}}`, `[{"id":{"a":1},"amount":{},"status":7}]`, `"none"`} {
		invoiceOf(t, `"refunds":`+refunds)
	}
	invoice := invoiceOf(t, `"refunds":[{"type":"refunds","id":"ref_1","attributes":{"reference_id":"r","amount":1.5,"status":"processed","created":1}},{"id":"ref_2","reference_id":"s","amount":"2","currency":"EUR"}]`)
	assert.Len(t, invoiceOf(t, `"refunds":{"0":{"id":"r"},"a":{"id":"s"}}`).Refunds, 2, "a list with names, as PHP writes one with gaps")
	require.Len(t, invoice.Refunds, 2)
	assert.Equal(t, "ref_1 r 1.50 USD", invoice.Refunds[0].ID+" "+invoice.Refunds[0].Reference+" "+invoice.Refunds[0].Amount.String())
	assert.Equal(t, "2.00 EUR", invoice.Refunds[1].Amount.String())
}

// One page calls its sample of a callback a payout; it is a payment by its type,
// which counts. Old accounts have a third type.
func TestTheTypeOfACallbackCounts(t *testing.T) {
	t.Parallel()
	for kind, invoice := range map[string]bool{
		"payment-invoices": true, "payment-invoice": true, "payout-invoices": false, "payout-invoice": false, "payment-requests": false, "PAYMENT-INVOICES": false,
	} {
		body := `{"data":{"type":"` + kind + `","id":"cpoi_1","attributes":{"fields":[],"test_mode":true}}}`
		callback, err := verifier(t, testSecret).Verify([]byte(body), signed(sign(body, testSecret)))
		require.NoError(t, err, kind)
		assert.Equal(t, invoice, callback.IsInvoice(), kind)
	}
}

// A callback is another one when its object has moved on: to go by the id alone
// would lose the later state.
func TestWhatTellsCallbacksApart(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for _, c := range []struct {
		kind, id, status string
		updated          int
		known            bool
	}{
		{"payment-invoices", "cpi_1", "process_pending", 1, false},
		{"payment-invoices", "cpi_1", "processed", 1, false}, // within the same second
		{"payment-invoices", "cpi_1", "processed", 2, false},
		{"payment-invoices", "cpi_2", "processed", 2, false},
		{"payout-invoices", "cpi_2", "processed", 2, false},
		{"payment-invoices", "cpi_1", "processed", 1, true},
	} {
		body := fmt.Sprintf(`{"data":{"type":%q,"id":%q,"attributes":{"status":%q,"updated":%d,"test_mode":true}}}`, c.kind, c.id, c.status, c.updated)
		callback, err := verifier(t, testSecret).Verify([]byte(body), signed(sign(body, testSecret)))
		require.NoError(t, err)
		assert.Equal(t, c.known, seen[callback.Key()], body)
		seen[callback.Key()] = true
	}
}

// Answers of the other mode are refused, and lists leave its objects out.
func TestTheOtherMode(t *testing.T) {
	t.Parallel()
	live := strings.ReplaceAll(sample(t, "get"), `"test_mode": true`, `"test_mode": false`)
	clients, _ := stubbed(t, reply{Body: live})
	_, err := clients.Private.Invoices.Get(t.Context(), invoiceID)
	assert.ErrorIs(t, err, paygates.ErrUnexpectedReply)
	_, err = clients.Private.Confirm(t.Context(), invoiceID)
	e, ok := errors.AsType[*paygates.Error](err)
	require.True(t, ok)
	assert.Equal(t, "Client.Confirm "+invoiceID, e.Op+" "+e.ObjectID)

	both := `{"links":[],"data":[{"id":"cpi_1","attributes":{"test_mode":false,"reference_id":"r"}},{"id":"cpi_2","attributes":{"test_mode":true,"reference_id":"r"}},{"id":"cpi_3","attributes":{"reference_id":"r"}}]}`
	for environment, want := range map[paygates.Environment][]string{paygates.Sandbox: {"cpi_2", "cpi_3"}, paygates.Production: {"cpi_1", "cpi_3"}} {
		cfg := testConfig()
		cfg.Environment = environment
		if environment == paygates.Production {
			cfg.PublicKey = liveKey
		}
		hits, err := openWith(t, cfg, both).Private.Invoices.FindByReference(t.Context(), "r")
		require.NoError(t, err)
		var ids []string
		for _, hit := range hits {
			ids = append(ids, hit.ID)
		}
		assert.Equal(t, want, ids)
	}
	_, err = openWith(t, testConfig(), `{"data":{"currency":"USD","test_mode":false,"services":{}}}`).Public.Prerequest(t.Context(), corefy.PrerequestRequest{Currency: usd("1").Currency()})
	assert.ErrorIs(t, err, paygates.ErrUnexpectedReply)
}

// A redirect of the API is never followed, whatever the method.
func TestNothingIsFollowed(t *testing.T) {
	t.Parallel()
	for _, status := range []int{301, 302, 303, 307, 308} {
		clients, host := stubbed(t, reply{Status: status, Header: http.Header{"Location": {"https://elsewhere.example/"}}})
		_, err := clients.Private.Invoices.Create(t.Context(), createRequest())
		assert.ErrorIs(t, err, paygates.ErrOutcomeUnknown)
		assert.Len(t, host.Requests(), 1)
	}
}
