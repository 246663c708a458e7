package cinetpay_test

import (
	"errors"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/cinetpay"
)

// body is what Create sends for a request.
func body(t *testing.T, change func(*cinetpay.CreatePaymentRequest)) string {
	t.Helper()
	r := createRequest()
	change(&r)
	client, host := stubbed(t, reply{Status: 400})
	_, err := client.Payments.Create(t.Context(), r)
	require.Error(t, err)
	require.Len(t, host.Requests(), 1, err)
	return host.Requests()[0].Body
}

// Where CinetPay's page and its samples disagree about a request, this is what
// goes out.
func TestContradictionsInRequests(t *testing.T) {
	t.Parallel()
	nothing := func(*cinetpay.CreatePaymentRequest) {}
	for name, c := range map[string]struct {
		change   func(*cinetpay.CreatePaymentRequest)
		contains []string
		lacks    []string
	}{
		"lang in any case, sent in lower": {func(r *cinetpay.CreatePaymentRequest) { r.Lang = "FR" }, []string{`"lang":"fr"`}, nil},
		"lang is optional":                {nothing, nil, []string{"lang"}},
		"channels are always sent":        {func(r *cinetpay.CreatePaymentRequest) { r.Channels = "" }, []string{`"channels":"ALL"`}, nil},
		"names are optional without a card": {func(r *cinetpay.CreatePaymentRequest) { r.Customer = cinetpay.Customer{} }, nil,
			[]string{"customer_", "null"}},
		"alternative_currency is left out empty": {nothing, nil, []string{"alternative_currency"}},
		"a return URL is required of the server": {nothing, []string{`"return_url":"https://www.exemple.com/return"`}, nil},
		"six digits of a zip code":               {func(r *cinetpay.CreatePaymentRequest) { r.Customer.Zip = "065100" }, []string{`"customer_zip_code":"065100"`}, nil},
		"a phone in any form": {func(r *cinetpay.CreatePaymentRequest) { r.Customer.Phone = "+225004315545" },
			[]string{`"customer_phone_number":"+225004315545"`}, []string{"lock_phone_number"}},
		"a country for a state":       {func(r *cinetpay.CreatePaymentRequest) { r.Customer.Country, r.Customer.State = "CM", "CM" }, []string{`"customer_state":"CM"`}, nil},
		"site_id is a text":           {nothing, []string{`"site_id":"445160"`}, nil},
		"amount is a number":          {nothing, []string{`"amount":2500,`}, nil},
		"the check asks by reference": {nothing, []string{`"transaction_id":"REFID12354"`}, []string{`"token"`, `"payment_token"`}},
		"surname is the first name": {func(r *cinetpay.CreatePaymentRequest) {
			r.Customer.FamilyName, r.Customer.GivenName = "KOUADIO", "Francisse"
		}, []string{`"customer_name":"KOUADIO"`, `"customer_surname":"Francisse"`}, nil},
		"exact names of the credentials": {nothing, []string{`{"apikey":"`}, []string{"apiKey", "api_key"}},
		"a free name in the invoice": {func(r *cinetpay.CreatePaymentRequest) {
			r.InvoiceData = []cinetpay.InvoiceLine{{Name: "Reste à payer", Value: ""}}
		}, []string{`"invoice_data":{"Reste à payer":""}`}, nil},
	} {
		sent := body(t, c.change)
		for _, text := range c.contains {
			assert.Contains(t, sent, text, name)
		}
		for _, text := range c.lacks {
			assert.NotContains(t, sent, text, name)
		}
	}
}

// Where sources disagree about an answer to Create.
func TestContradictionsInCreated(t *testing.T) {
	t.Parallel()
	const data = `"data":{"payment_token":"tok","payment_url":"https://checkout.cinetpay.com/payment/tok"}`
	for name, c := range map[string]struct {
		answer  reply
		outcome paygates.Outcome
		kind    error
	}{
		"201 on HTTP 200":               {reply{Body: `{"code":"201",` + data + `}`}, executed, nil},
		"201 on HTTP 201":               {reply{Status: 201, Body: `{"code":"201",` + data + `}`}, executed, nil},
		"the number 201":                {reply{Body: `{"code":201,` + data + `}`}, executed, nil},
		"a byte order mark":             {reply{Body: "\ufeff" + `{"code":"201",` + data + `}`}, executed, nil},
		"201 on HTTP 400":               {reply{Status: 400, Body: `{"code":"201",` + data + `}`}, unknown, paygates.ErrUnexpectedReply},
		"00 is another call's":          {reply{Body: `{"code":"00",` + data + `}`}, unknown, paygates.ErrUnexpectedReply},
		"200 is none":                   {reply{Body: `{"code":"200",` + data + `}`}, unknown, paygates.ErrUnexpectedReply},
		"the message alone":             {reply{Body: `{"message":"CREATED",` + data + `}`}, unknown, paygates.ErrUnexpectedReply},
		"a refusal with a link":         {reply{Body: `{"code":"608",` + data + `}`}, unknown, paygates.ErrInvalidRequest},
		"608 with a trailing blank":     {reply{Body: `{"code":"608","message":"MINIMUM_REQUIRED_FIELDS ","description":""}`}, notExecuted, paygates.ErrInvalidRequest},
		"608 with an empty list":        {reply{Body: `{"code":"608","data":[]}`}, notExecuted, paygates.ErrInvalidRequest},
		"608 with null":                 {reply{Body: `{"code":"608","data":null}`}, notExecuted, paygates.ErrInvalidRequest},
		"608 with a text":               {reply{Body: `{"code":"608","data":"tok"}`}, unknown, paygates.ErrUnexpectedReply},
		"608 as a number":               {reply{Status: 400, Body: `{"code":608}`}, notExecuted, paygates.ErrInvalidRequest},
		"608 on HTTP 202":               {reply{Status: 202, Body: `{"code":"608"}`}, unknown, paygates.ErrUnexpectedReply},
		"608 on HTTP 500":               {reply{Status: 500, Body: `{"code":"608"}`}, unknown, paygates.ErrUnavailable},
		"613 names the site":            {reply{Status: 401, Body: `{"code":"613","message":"ERROR_SITE_ID_NOTVALID"}`}, notExecuted, paygates.ErrAuthentication},
		"429 in the body":               {reply{Body: `{"code":"429","message":"TOO_MANY_REQUEST"}`}, unknown, paygates.ErrRateLimited},
		"429 as the status":             {reply{Status: 429, Body: `{"code":"608"}`}, unknown, paygates.ErrRateLimited},
		"1010 without JSON":             {reply{Status: 403, Body: "error code: 1010"}, unknown, paygates.ErrForbidden},
		"an old form of the codes":      {reply{Body: `{"code":"-1","message":"X"}`}, unknown, paygates.ErrUnexpectedReply},
		"HTML entities are no JSON":     {reply{Body: `{&quot;code&quot;:&quot;201&quot;}`}, unknown, paygates.ErrUnexpectedReply},
		"a link for no browser":         {reply{Body: `{"code":"201","data":{"payment_token":"tok","payment_url":"javascript:alert(1)"}}`}, unknown, paygates.ErrUnexpectedReply},
		"another payment's link":        {reply{Body: `{"code":"201",` + strings.Replace(data, `{"`, `{"transaction_id":"other","`, 1) + `}`}, unknown, paygates.ErrUnexpectedReply},
		"another amount's link":         {reply{Body: `{"code":"201",` + strings.Replace(data, `{"`, `{"amount":"2505","`, 1) + `}`}, unknown, paygates.ErrUnexpectedReply},
		"the amount in another form":    {reply{Body: `{"code":"201",` + strings.Replace(data, `{"`, `{"amount":"2500.00","`, 1) + `}`}, executed, nil},
		"an amount that is not one":     {reply{Body: `{"code":"201",` + strings.Replace(data, `{"`, `{"amount":"many","`, 1) + `}`}, unknown, paygates.ErrUnexpectedReply},
		"two codes":                     {reply{Body: `{"code":"608","code":"201",` + data + `}`}, unknown, paygates.ErrUnexpectedReply},
		"a code of an unheard-of shape": {reply{Body: `{"code":["201"],` + data + `}`}, unknown, paygates.ErrUnexpectedReply},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			client, host := stubbed(t, c.answer)
			p, err := client.Payments.Create(t.Context(), createRequest())
			assert.Equal(t, c.outcome, paygates.OutcomeOf(err))
			assert.Len(t, host.Requests(), 1, "the same reference again gives the same link or an error: never by itself")
			if c.kind != nil {
				require.ErrorIs(t, err, c.kind)
				return
			}
			assert.Equal(t, paygates.StatePending, p.State())
			assert.Equal(t, paygates.Redirect{URL: "https://checkout.cinetpay.com/payment/tok", Method: http.MethodGet}, p.Redirect)
			assert.Equal(t, "tok", p.ID)
			assert.False(t, p.Paid().IsSet())
		})
	}
}

// Where sources disagree about the answer of a check.
func TestContradictionsInChecks(t *testing.T) {
	t.Parallel()
	const accepted = `"amount":"2500","currency":"XOF","status":"ACCEPTED"`
	for name, c := range map[string]struct {
		answer reply
		state  paygates.State
		text   string
		amount string
	}{
		"amount as text":                   {checked("00", accepted), paygates.StatePaid, "", "2500"},
		"amount as number":                 {checked("00", `"amount":2500,"currency":"XOF","status":"ACCEPTED"`), paygates.StatePaid, "", "2500"},
		"a fraction of a franc":            {checked("00", `"amount":"2500.5","currency":"XOF","status":"ACCEPTED"`), paygates.StateUnknown, "2500.5", ""},
		"an exponent":                      {checked("00", `"amount":25e2,"currency":"XOF","status":"ACCEPTED"`), paygates.StateUnknown, "25e2", ""},
		"cents where there are some":       {checked("00", `"amount":"100.50","currency":"CDF","status":"ACCEPTED"`), paygates.StatePaid, "", "100.50"},
		"too many digits":                  {checked("00", `"amount":"123456789012345678901","currency":"XOF","status":"ACCEPTED"`), paygates.StateUnknown, "[redacted]", ""},
		"nothing paid":                     {checked("00", `"amount":"0","currency":"XOF","status":"ACCEPTED"`), paygates.StateUnknown, "", "0"},
		"less than nothing":                {checked("00", `"amount":"-5","currency":"XOF","status":"ACCEPTED"`), paygates.StateUnknown, "", "-5"},
		"no amount":                        {checked("00", `"currency":"XOF","status":"ACCEPTED"`), paygates.StateUnknown, "", ""},
		"no currency":                      {checked("00", `"amount":"2500","status":"ACCEPTED"`), paygates.StateUnknown, "", "2500"},
		"the form of 2021":                 {checked("00", `"payment_method":"OM"`), paygates.StateUnknown, "", ""},
		"the message is not matched":       {reply{Body: `{"code":"00","message":"SUCCESS","data":{` + accepted + `}}`}, paygates.StatePaid, "", "2500"},
		"no message at all":                {reply{Body: `{"code":"00","data":{` + accepted + `}}`}, paygates.StatePaid, "", "2500"},
		"the number 0 is not 00":           {reply{Body: `{"code":0,"data":{` + accepted + `}}`}, paygates.StateUnknown, "", "2500"},
		"INSUFFISENT_BALANCE":              {reply{Body: `{"code":"602","message":"INSUFFISENT_BALANCE","data":{"payment_method":"OM"}}`}, paygates.StateFailed, "", ""},
		"INSUFFICIENT_BALANCE":             {reply{Body: `{"code":"602","message":"INSUFFICIENT_BALANCE","data":{"payment_method":"OM"}}`}, paygates.StateFailed, "", ""},
		"INSUFFISENT_BALANCE with REFUSED": {checked("602", `"status":"REFUSED"`), paygates.StateFailed, "", ""},
		"602 with ACCEPTED":                {checked("602", accepted), paygates.StateUnknown, "", "2500"},
		"664 waits":                        {checked("664", `"payment_method":"OM"`), paygates.StatePending, "", ""},
		"664 with REFUSED":                 {checked("664", `"status":"REFUSED"`), paygates.StateUnknown, "", ""},
		"624 with REFUSED":                 {checked("624", `"status":"REFUSED"`), paygates.StateUnknown, "", ""},
		"627 with REFUSED":                 {checked("627", `"status":"REFUSED"`), paygates.StateFailed, "", ""},
		"627 with data alone":              {checked("627", `"payment_method":"OM"`), paygates.StateFailed, "", ""},
		"627 with CANCELED":                {checked("627", `"status":"CANCELED"`), paygates.StateCanceled, "", ""},
		"625 is not final":                 {checked("625", `"status":"REFUSED"`), paygates.StateUnknown, "", ""},
		"a failure by its HTTP status":     {reply{Status: 404, Body: checked("627", `"status":"REFUSED"`).Body}, paygates.StateFailed, "", ""},
		"EXPIRED is asked again":           {checked("00", `"amount":"2500","currency":"XOF","status":"EXPIRED"`), paygates.StateUnknown, "", "2500"},
		"a currency of old":                {checked("00", `"amount":"2500","currency":"CFA","status":"ACCEPTED"`), paygates.StatePaid, "", "2500"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			client, _ := stubbed(t, c.answer)
			p, err := client.Payments.Get(t.Context(), suiteReference)
			require.NoError(t, err)
			assert.Equal(t, c.state, p.State())
			assert.Equal(t, c.text, p.Unread)
			if c.amount == "" {
				assert.False(t, p.Amount.IsSet())
			} else {
				text := strings.TrimSpace(strings.TrimSuffix(p.Amount.String(), p.Currency.Code()))
				assert.Equal(t, c.amount, text)
			}
			assert.Equal(t, c.state == paygates.StatePaid, p.Paid().IsSet())
			if name == "a currency of old" {
				assert.False(t, p.Paid().Equal(xof("2500")), "it equals no order's amount")
			}
		})
	}
	for name, answer := range map[string]reply{
		"paid by a status of failure":     {Status: 400, Body: checked("00", accepted).Body},
		"waiting by a status of failure":  {Status: 404, Body: checked("662", `"status":"PENDING"`).Body},
		"refused, and the gateway failed": {Status: 500, Body: checked("627", `"status":"REFUSED"`).Body},
		"refused by 202":                  {Status: 202, Body: checked("627", `"status":"REFUSED"`).Body},
		"another payment":                 checked("00", `"transaction_id":"other",`+accepted),
		"a list":                          {Body: `{"code":"00","data":[{` + accepted + `}]}`},
		"a text":                          {Body: `{"code":"00","data":"paid"}`},
	} {
		client, err := cinetpay.New(testConfig(), paygates.WithHTTPClient(scripted(answer).Client()), paygates.WithRetry(paygates.RetryPolicy{MaxAttempts: 1}))
		require.NoError(t, err)
		p, err := client.Payments.Get(t.Context(), suiteReference)
		require.Error(t, err, name)
		assert.Nil(t, p, name)
		assert.NotErrorIs(t, err, paygates.ErrDeclined, name)
	}
}

// Metadata is a text, an object or nothing; api_response_id looks like a number.
func TestLooseFields(t *testing.T) {
	t.Parallel()
	for sent, want := range map[string]string{`"user001"`: "user001", `{"a": 1}`: `{"a": 1}`, `null`: "", `[]`: "", `7`: "7"} {
		client, _ := stubbed(t, reply{Body: `{"code":"662","api_response_id":1632143554.8513,"data":{"metadata":` + sent + `,"status":"PENDING","payment_date":" ","operator_id":null}}`})
		p, err := client.Payments.Get(t.Context(), suiteReference)
		require.NoError(t, err)
		assert.Equal(t, want, p.Metadata)
		assert.Equal(t, "1632143554.8513", p.ResponseID)
		assert.True(t, p.Date.IsZero(), "one blank is no date")
		assert.Empty(t, p.OperatorID)
	}
}

// The transfer API writes numbers and texts, lists and lists of lists.
func TestContradictionsInTransfers(t *testing.T) {
	t.Parallel()
	const entry = `{"code":0,"transaction_id":"T1","client_transaction_id":"PAYOUT-2024-0001","treatment_status":"NEW"}`
	for name, text := range map[string]string{
		"a list of lists": `{"code":0,"data":[[` + entry + `]]}`, "a list": `{"code":0,"data":[` + entry + `]}`, "an object": `{"code":0,"data":` + entry + `}`,
		"codes as text": `{"code":"0","data":[[` + strings.Replace(entry, "0", `"0"`, 1) + `]]}`, "data first": `{"data":[[` + entry + `]],"code":0}`,
		"an empty entry beside": `{"code":0,"data":[[` + entry + `,{}],[],null]}`,
	} {
		client, _ := stubbed(t, reply{Body: text})
		got, err := client.Transfers.Send(t.Context(), sendRequest())
		require.NoError(t, err, name)
		assert.Equal(t, "T1", got.ID)
		assert.Equal(t, paygates.StatePending, got.State(), "taken, not paid out")
		assert.False(t, got.PaidOut().IsSet())
		assert.False(t, got.Amount.IsSet(), "what the answer does not carry is not stated")
	}
	for name, text := range map[string]string{
		"the checkout's 00":      `{"code":"00","data":[[` + entry + `]]}`,
		"no code in the entry":   `{"code":0,"data":[[` + strings.Replace(entry, `"code":0,`, "", 1) + `]]}`,
		"no code of the whole":   `{"data":[[` + entry + `]]}`,
		"no id":                  `{"code":0,"data":[[` + strings.Replace(entry, "T1", "", 1) + `]]}`,
		"another reference":      `{"code":0,"data":[[` + strings.Replace(entry, "0001", "0002", 1) + `]]}`,
		"no reference":           `{"code":0,"data":[[` + strings.Replace(entry, "PAYOUT-2024-0001", "", 1) + `]]}`,
		"two entries":            `{"code":0,"data":[[` + entry + `,` + entry + `]]}`,
		"a word of tomorrow":     `{"code":0,"data":[[` + strings.Replace(entry, "NEW", "NOVEL", 1) + `]]}`,
		"no entry":               `{"code":0,"data":[]}`,
		"another amount":         `{"code":0,"data":[[` + strings.Replace(entry, `{`, `{"amount":9000,`, 1) + `]]}`,
		"another phone":          `{"code":0,"data":[[` + strings.Replace(entry, `{`, `{"phone":"0700000002",`, 1) + `]]}`,
		"another country":        `{"code":0,"data":[[` + strings.Replace(entry, `{`, `{"prefix":"221",`, 1) + `]]}`,
		"a text for the data":    `{"code":0,"data":"OK"}`,
		"rejected by nobody":     `{"code":0,"data":[[{"code":0,"treatment_status":"REJ"}]]}`,
		"another's, rejected":    `{"code":0,"data":[[` + strings.NewReplacer("NEW", "REJ", "0001", "0002").Replace(entry) + `]]}`,
		"rejected with an error": `{"code":0,"data":[[` + strings.NewReplacer("NEW", "REJ", `"code":0`, `"code":715`).Replace(entry) + `]]}`,
	} {
		client, host := stubbed(t, reply{Body: text})
		got, err := client.Transfers.Send(t.Context(), sendRequest())
		assert.Nil(t, got, name)
		assert.Equal(t, unknown, paygates.OutcomeOf(err), name)
		assert.Len(t, asked(host), 1, "never again by itself")
	}

	client, _ := stubbed(t, reply{Body: `{"code":0,"data":[[` + strings.Replace(entry, `NEW"`, `REJ","comment":"No"`, 1) + `]]}`})
	_, err := client.Transfers.Send(t.Context(), sendRequest())
	require.ErrorIs(t, err, paygates.ErrDeclined)
	e, _ := errors.AsType[*paygates.Error](err)
	assert.Equal(t, notExecuted, e.Outcome)
	assert.Equal(t, "T1", e.ObjectID)
	assert.Equal(t, "No", e.Message)
	assert.Equal(t, paygates.AdviceNewReference, e.Advice())
}

func TestTransferStates(t *testing.T) {
	t.Parallel()
	for fields, want := range map[string]paygates.State{
		`"treatment_status":"NEW"`:                                                 paygates.StatePending,
		`"treatment_status":"REC"`:                                                 paygates.StatePending,
		`"treatment_status":"NOS","sending_status":"PENDING"`:                      paygates.StatePending,
		`"treatment_status":"VAL"`:                                                 paygates.StatePaidOut,
		`"treatment_status":"VAL","sending_status":"CONFIRM","transfer_valid":"Y"`: paygates.StatePaidOut,
		`"treatment_status":"VAL","sending_status":"PENDING"`:                      paygates.StateUnknown,
		`"treatment_status":"VAL","sending_status":"CONFIRM","transfer_valid":"N"`: paygates.StateUnknown,
		`"treatment_status":"REJ"`:                                                 paygates.StateFailed,
		`"treatment_status":"val"`:                                                 paygates.StateUnknown,
		`"comment":"none"`:                                                         paygates.StateUnknown,
	} {
		client, _ := stubbed(t, reply{Body: `{"code":0,"data":[{"client_transaction_id":"PAYOUT-2024-0001","amount":"5000",` + fields + `}]}`})
		got, err := client.Transfers.Get(t.Context(), suitePayout)
		require.NoError(t, err)
		assert.Equal(t, want, got.State(), fields)
		assert.Equal(t, want == paygates.StatePaidOut, got.PaidOut().IsSet(), fields)
		assert.True(t, got.Amount.Currency().IsZero(), "the answer states no currency")
	}
	client, _ := stubbed(t, reply{Body: `{"code":0,"data":[{"client_transaction_id":"PAYOUT-2024-0001"},{"client_transaction_id":"PAYOUT-2024-0001"}]}`})
	_, err := client.Transfers.Get(t.Context(), suitePayout)
	require.ErrorIs(t, err, paygates.ErrUnexpectedReply)
	e, _ := errors.AsType[*paygates.Error](err)
	assert.Equal(t, paygates.AdviceAskHuman, e.Advice(), "two of one reference")
}

// Contacts: all or nothing is what can be said for sure.
func TestContactsOneByOne(t *testing.T) {
	t.Parallel()
	first := contactsRequest().Contacts[0]
	second := first
	second.Phone = "0500000002"
	entry := func(phone, code string) string {
		return `{"prefix":"225","phone":"` + phone + `","code":` + code + `,"status":"s","lot":"L"}`
	}
	for name, c := range map[string]struct {
		entries string
		outcome paygates.Outcome
		kind    error
		fields  string
	}{
		"both":                   {entry("0700000001", "0") + "," + entry("0500000002", "0"), executed, nil, ""},
		"one was known":          {entry("0700000001", "726") + "," + entry("0500000002", "0"), executed, nil, ""},
		"in another order":       {entry("0500000002", "0") + "," + entry("0700000001", "0"), unknown, paygates.ErrUnexpectedReply, ""},
		"one of them alone":      {entry("0700000001", "0"), unknown, paygates.ErrUnexpectedReply, ""},
		"the second was refused": {entry("0700000001", "0") + "," + entry("0500000002", "717"), unknown, paygates.ErrInvalidRequest, "Contacts[1]"},
		"both were refused":      {entry("0700000001", "717") + "," + entry("0500000002", "802"), notExecuted, paygates.ErrInvalidRequest, "Contacts[0] Contacts[1]"},
		"one of an unheard code": {entry("0700000001", "717") + "," + entry("0500000002", "98989"), unknown, paygates.ErrUnexpectedReply, "Contacts[0] Contacts[1]"},
	} {
		client, _ := stubbed(t, reply{Body: `{"code":0,"message":"M","data":[[` + c.entries + `]]}`})
		got, err := client.Transfers.AddContacts(t.Context(), cinetpay.AddContactsRequest{Contacts: []cinetpay.Contact{first, second}})
		assert.Equal(t, c.outcome, paygates.OutcomeOf(err), name)
		if c.kind == nil {
			require.Len(t, got.Contacts, 2)
			assert.Equal(t, strings.Contains(c.entries, "726"), got.Contacts[0].Known)
			assert.Equal(t, "0500000002", got.Contacts[1].Phone)
			assert.Equal(t, "L", got.Contacts[1].Lot)
			continue
		}
		require.ErrorIs(t, err, c.kind, name)
		e, _ := errors.AsType[*paygates.Error](err)
		var named []string
		for _, f := range e.Fields {
			named = append(named, f.Field)
		}
		assert.Equal(t, split(c.fields), append([]string{}, named...), name)
		advice := paygates.AdviceLookUp // nobody knows of the others
		if c.outcome == notExecuted {
			advice = paygates.AdviceFixRequest
		}
		assert.Equal(t, advice, e.Advice(), name)
	}
}

// A balance for each country is a form that nobody documents: it stays in the error.
func TestBalances(t *testing.T) {
	t.Parallel()
	cfg := testConfig()
	cfg.Currency = xof("5").Currency()
	client, _ := stubbedWith(t, cfg, reply{Body: `{"code":0,"data":{"amount":"150000.5","inUsing":0,"available":125000}}`})
	b, err := client.Transfers.Balance(t.Context())
	require.NoError(t, err)
	assert.True(t, b.Amount.Excess(), "kept as it came")
	assert.True(t, xof("125000").Equal(b.Available))
	assert.True(t, b.InUse.IsZero())
	for _, wrong := range []string{`{"CI":{"amount":1}}`, `[{"amount":1}]`, `{"amount":"many","inUsing":0,"available":0}`, `{"amount":1,"inUsing":0}`} {
		client, _ = stubbed(t, reply{Body: `{"code":0,"data":` + wrong + `}`})
		_, err = client.Transfers.Balance(t.Context())
		require.ErrorIs(t, err, paygates.ErrUnexpectedReply, wrong)
		e, _ := errors.AsType[*paygates.Error](err)
		assert.Contains(t, string(e.Raw.Bytes()), wrong)
	}
}
