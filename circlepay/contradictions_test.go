package circlepay_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/circlepay"
	"github.com/paygates/paygates-go/internal/stub"
	"github.com/paygates/paygates-go/money"
)

// The places where CirclePay's sources contradict one another. How requests are
// written is in TestRequests, TestSpellings and TestHeaderSpellings; here is what is
// read.

// reading is a call with this answer.
func reading[T any](t *testing.T, cfg circlepay.Config, answer reply, c call) (T, error) {
	t.Helper()
	client, _ := stubbedWith(t, cfg, stub.New(answer))
	result, err := c(t.Context(), client)
	object, _ := result.(T)
	return object, err
}

func getPayment(t *testing.T, cfg circlepay.Config, object string) *circlepay.Payment {
	t.Helper()
	p, err := reading[*circlepay.Payment](t, cfg, ok(`[`+object+`]`), of(payments, (*circlepay.PaymentsAPI).Get, "5"))
	require.NoError(t, err)
	return p
}

// Dates come with a time, without one, and day first; one that nobody understands
// breaks nothing.
func TestDatesThatComeIn(t *testing.T) {
	t.Parallel()
	cairo := time.FixedZone("Cairo", 2*60*60)
	dayFirst := testConfig()
	dayFirst.DayFirst, dayFirst.Location = true, cairo
	for text, want := range map[string][2]string{ // by default; day first, in Cairo
		"2022-02-22":                    {"2022-02-22T00:00:00Z", "2022-02-22T00:00:00+02:00"},
		"2022-10-2":                     {"2022-10-02T00:00:00Z", "2022-10-02T00:00:00+02:00"},
		"2022-06-19T10:39:37.000Z":      {"2022-06-19T10:39:37Z", "2022-06-19T10:39:37Z"},
		"2022-06-19T10:39:37.000+0000":  {"2022-06-19T10:39:37Z", "2022-06-19T10:39:37Z"},
		"2022-06-19T10:39:37+02:00":     {"2022-06-19T10:39:37+02:00", "2022-06-19T10:39:37+02:00"},
		"2022-06-19T10:39:37":           {"2022-06-19T10:39:37Z", "2022-06-19T10:39:37+02:00"},
		"2022-05-19 12:25:00":           {"2022-05-19T12:25:00Z", "2022-05-19T12:25:00+02:00"},
		"22-09-2022":                    {"2022-09-22T00:00:00Z", "2022-09-22T00:00:00+02:00"},
		"22/09/2022":                    {"2022-09-22T00:00:00Z", "2022-09-22T00:00:00+02:00"},
		"03-04-2023":                    {"", "2023-04-03T00:00:00+02:00"},
		"31-02-2023":                    {"", ""},
		"tomorrow":                      {"", ""},
		"0000-00-00":                    {"", ""},
		"Sun Jun 19 10:39:37 EEST 2022": {"", ""},
	} {
		for i, cfg := range []circlepay.Config{testConfig(), dayFirst} {
			p := getPayment(t, cfg, `{"transaction_id":5,"init_date":"`+text+`","update_date":null,"status":"pending","value":1.0}`)
			assert.Equal(t, text, p.Created.Text)
			got := ""
			if !p.Created.Time.IsZero() {
				got = p.Created.Time.Format(time.RFC3339)
			}
			assert.Equal(t, want[i], got, text)
			assert.True(t, p.Updated.Time.IsZero())
			assert.Equal(t, "1.00 EGP", p.Amount.String(), "the rest is read")
		}
	}
}

// data is a list, one object, null or absent, and an object in it may be empty.
func TestDataInAnyForm(t *testing.T) {
	t.Parallel()
	const object = `{"id":"` + sampleGateway + `","name":"Fawry"}`
	for name, c := range map[string]struct {
		data  string
		count int
	}{
		"a list":              {`,"data":[` + object + `]`, 1},
		"an object":           {`,"data":` + object, 1},
		"two":                 {`,"data":[` + object + `,{"id":"x"}]`, 2},
		"an empty one before": {`,"data":[{},` + object + `]`, 1},
		"null":                {`,"data":null`, 0},
		"an empty list":       {`,"data":[]`, 0},
		"an empty object":     {`,"data":[{ }]`, 0},
		"an empty one, bare":  {`,"data":{}`, 0},
		"a null in it":        {`,"data":[null]`, 0},
		"nothing":             {``, 0},
	} {
		answer := reply{Body: `{"message":"Successful","errorCode":0,"isError":false` + c.data + `}`}
		listed, err := reading[[]*circlepay.Gateway](t, testConfig(), answer, all(gateways, (*circlepay.GatewaysAPI).List))
		require.NoError(t, err, name)
		assert.Len(t, listed, c.count, name)
		assert.NotNil(t, listed, name)

		one, err := reading[*circlepay.Gateway](t, testConfig(), answer, of(gateways, (*circlepay.GatewaysAPI).Get, sampleGateway))
		if c.count > 0 {
			require.NoError(t, err, name)
			assert.Equal(t, "Fawry", one.Name, name)
			continue
		}
		assert.Nil(t, one, name)
		require.ErrorIs(t, err, paygates.ErrNotFound, name)
		require.ErrorIs(t, err, paygates.ErrUnexpectedReply, name)
		e, _ := errors.AsType[*paygates.Error](err)
		assert.Contains(t, e.Message, "a success without the object that was asked for", name)

		// Nor does such an answer prove that anything was made.
		_, err = reading[*circlepay.Refund](t, testConfig(), answer, of(refunds, (*circlepay.RefundsAPI).Create, refundRequest()))
		require.ErrorIs(t, err, paygates.ErrOutcomeUnknown, name)
		require.NotErrorIs(t, err, paygates.ErrNotFound, name)
	}
	for _, data := range []string{`"none"`, `["x"]`, `[[{"id":"x"}]]`, `7`, `true`} {
		for _, c := range []call{all(gateways, (*circlepay.GatewaysAPI).List), of(gateways, (*circlepay.GatewaysAPI).Get, sampleGateway)} {
			_, err := reading[any](t, testConfig(), ok(data), c)
			require.ErrorIs(t, err, paygates.ErrUnexpectedReply, data)
			assert.NotErrorIs(t, err, paygates.ErrNotFound, data)
		}
	}
}

// errorCode is a number, a text, null, blank or absent; isError may be absent; where
// they disagree it is an error.
func TestSignals(t *testing.T) {
	t.Parallel()
	for signals, code := range map[string]string{ // "" for a success
		`"errorCode":0,"isError":false`:          "",
		`"errorCode":"0","isError":"false"`:      "",
		`"errorCode":0.0,"isError":0`:            "",
		`"errorCode":"","isError":false`:         "",
		`"errorCode":" ","isError":false`:        "",
		`"errorCode":null,"isError":false`:       "",
		`"isError":false`:                        "",
		`"errorCode":0`:                          "",
		`"ErrorCode":0,"IsError":false`:          "",
		`"errorCode":null,"isError":null`:        "",
		`"message":"Successful"`:                 "",
		`"errorCode":5111,"isError":true`:        "5111",
		`"errorCode":"5111","isError":true`:      "5111",
		`"errorCode":5111.0,"isError":"true"`:    "5111",
		`"errorCode":5111,"isError":false`:       "5111",
		`"errorCode":5111`:                       "5111",
		`"errorCode":0,"isError":true`:           "none",
		`"isError":1`:                            "none",
		`"errorCode":"cpp_7","isError":true`:     "cpp_7",
		`"errorCode":12345678901,"isError":true`: "12345678901",
	} {
		answer := reply{Body: `{` + signals + `,"data":[{"invoice_number":"` + sampleInvoice + `","status":0}]}`}
		_, err := reading[*circlepay.Invoice](t, testConfig(), answer, of(invoices, (*circlepay.InvoicesAPI).Get, sampleInvoice))
		if code == "" {
			assert.NoError(t, err, signals)
			continue
		}
		e, isOurs := errors.AsType[*paygates.Error](err)
		require.True(t, isOurs, signals)
		assert.Equal(t, strings.TrimPrefix(code, "none"), e.Code, signals)
	}
}

// What CirclePay says to a person stands in one of three fields.
func TestTexts(t *testing.T) {
	t.Parallel()
	for fields, want := range map[string]string{
		`"details":"D","message":"M","errorDetails":"E"`:  "D",
		`"details":null,"message":"M","errorDetails":"E"`: "M",
		`"details":" ","message":"","errorDetails":"E"`:   "E",
		`"Details":"D"`:                                  "D",
		`"details":{"field":"x"},"message":"M"`:          `{"field":"x"}`,
		`"details":["x"],"message":null,"data":[]`:       `["x"]`,
		`"details":12,"message":"M","errorDetails":null`: "12",
	} {
		_, err := reading[any](t, testConfig(), reply{Status: 400, Body: `{"errorCode":5111,"isError":true,` + fields + `}`}, of(invoices, (*circlepay.InvoicesAPI).Get, sampleInvoice))
		e, isOurs := errors.AsType[*paygates.Error](err)
		require.True(t, isOurs, fields)
		require.ErrorIs(t, err, paygates.ErrNotFound, fields)
		assert.Equal(t, want, e.Message, fields)
	}
}

// Ids are texts and numbers; a number is its digits, however large.
func TestIDs(t *testing.T) {
	t.Parallel()
	for literal, want := range map[string]string{
		`5`: "5", `"5"`: "5", `" 5 "`: "5", `5.0`: "5", `1645895596175`: "1645895596175", `90071992547409931`: "90071992547409931", `1.645895596175E12`: "1645895596175",
	} {
		p, err := reading[*circlepay.Payment](t, testConfig(), ok(`[{"transaction_id":`+literal+`,"external_ref_id":`+literal+`}]`), of(payments, (*circlepay.PaymentsAPI).Get, want))
		require.NoError(t, err, literal)
		assert.Equal(t, []string{want, want}, []string{p.ID, p.ExternalID}, literal)
		r, err := reading[*circlepay.Refund](t, testConfig(), ok(`{"refund_id":`+literal+`,"transaction_id":`+literal+`}`), of(refunds, (*circlepay.RefundsAPI).Get, want))
		require.NoError(t, err, literal)
		assert.Equal(t, []string{want, want}, []string{r.ID, r.PaymentID}, literal)
	}
	for _, literal := range []string{`6`, `5.5`, `null`, `""`, `true`, `{"a":1}`, `[5]`} {
		_, err := reading[any](t, testConfig(), ok(`[{"transaction_id":`+literal+`,"value":1}]`), of(payments, (*circlepay.PaymentsAPI).Get, "5"))
		assert.ErrorIs(t, err, paygates.ErrUnexpectedReply, literal)
	}
	// Out they go as their endpoint wants them: a refund's payment is a number.
	client, host := stubbed(t, sample(t, "refunds_create"))
	_, err := client.Refunds.Create(t.Context(), circlepay.CreateRefundRequest{PaymentID: "900719925474099312", Known: none})
	require.NoError(t, err)
	assert.JSONEq(t, `{"transaction_id":900719925474099312}`, host.Requests()[0].Body)
	assert.Contains(t, host.Requests()[0].Body, "900719925474099312")
}

func TestFlags(t *testing.T) {
	t.Parallel()
	for literal, want := range map[string]string{
		`1`: "yes", `true`: "yes", `"1"`: "yes", `"true"`: "yes", `"True"`: "yes", `1.0`: "yes",
		`0`: "no", `false`: "no", `"0"`: "no", `"FALSE"`: "no",
		`null`: "not stated", `""`: "not stated", `2`: "not stated", `"yes"`: "not stated", `{}`: "not stated",
	} {
		listed, err := reading[[]*circlepay.MerchantMethod](t, testConfig(), ok(`[{"id":"m","status":`+literal+`},{"id":"n"}]`), all(merchants, (*circlepay.MerchantsAPI).ListMethods))
		require.NoError(t, err, literal)
		assert.Equal(t, want, asText(listed[0].Enabled), literal)
		assert.Nil(t, listed[1].Enabled)
	}
}

// A payment link in the spellings of the documentation, of its older pages and of the
// iOS SDK.
func TestSpellingsOfALink(t *testing.T) {
	t.Parallel()
	for name, object := range map[string]string{
		"documented": `"payment_link_url":"L","Link":"l.example/L","value":5,"currency":"EGP","enable_Survey":1,"expiry_Date":"2022-08-22","name":"n",
			"status":1,"shippingPolicyFlag":1,"shippingPolicyDetails":"s","refundPolicyFlag":0,"refundPolicyDetails":"r","getCustAddress":1,"totalRevenue":7,"totalRefund":2,"totalTransactions":3`,
		"clients": `"payment_link_url":"L","link":"l.example/L","value":"5.00","currency":"EGP","enable_Survey":true,"expiry_date":"2022-08-22","name":"n",
			"status":true,"shipping_policy_flag":true,"shipping_policy_details":"s","refund_policy_flag":"false","refund_policy_details":"r","get_cust_address":true,
			"total_revenue":7.0,"total_refund":"2","total_transactions":"3"`,
		"older": `"payment_link_url":"L","LINK":"l.example/L","value":5.0,"enable_survey":"1","expire_date":"2022-08-22 00:00:00","name":"n",
			"status":"1","shippingPolicyFlag":"true","shippingPolicyDetails":"s","refundPolicyFlag":"0","refundPolicyDetails":"r","getCustAddress":"true","totalRevenue":7,"totalRefund":2,"totalTransactions":3`,
		"direct": `"payment_link_url":"L","Link":"l.example/L","value":5.0,"Currency":"EGP","Enable_Survey":true,"expiryDate":"22-08-2022","Name":"n",
			"status":true,"shippingPolicyFlag":1,"shippingPolicyDetails":"s","refundPolicyFlag":0,"refundPolicyDetails":"r","getCustAddress":1,"totalRevenue":7,"totalRefund":2,"totalTransactions":3`,
	} {
		l, err := reading[*circlepay.PaymentLink](t, testConfig(), ok(`[{`+object+`}]`), of(links, (*circlepay.PaymentLinksAPI).Get, "L"))
		require.NoError(t, err, name)
		assert.Equal(t, []string{"L", "l.example/L", "https://l.example/L", "n", "s", "r", "3"}, []string{l.ID, l.URL, l.Redirect.URL, l.Name, l.ShippingPolicy, l.RefundPolicy, l.Transactions}, name)
		assert.Equal(t, "5.00 EGP 7.00 EGP 2.00 EGP", fmt.Sprint(l.Amount, l.Revenue, l.Refunded), name)
		assert.Equal(t, "2022-08-22", l.Expiry.Time.Format(time.DateOnly), name)
		assert.Equal(t, "yes yes yes yes no", strings.Join([]string{asText(l.Active), asText(l.Survey), asText(l.AskAddress), asText(l.ShowShipping), asText(l.ShowRefund)}, " "), name)
	}
}

// Names are read in any case, and what is not known is left alone.
func TestNamesInAnyCase(t *testing.T) {
	t.Parallel()
	answer := ok(`[{"First_Name":"Ahmed","LAST_NAME":"Khaled","Mobile_Number":"` + sampleMobile + `","apt_num":5,"loyalty":{"points":[1,2]}}]`)
	c, err := reading[*circlepay.Customer](t, testConfig(), answer, of(customers, (*circlepay.CustomersAPI).Get, sampleMobile))
	require.NoError(t, err)
	assert.Equal(t, circlepay.CustomerData{FirstName: "Ahmed", LastName: "Khaled", Mobile: sampleMobile, Apartment: "5"}, c.CustomerData)
	m, err := reading[*circlepay.Merchant](t, testConfig(), ok(`[{"Business_Name":"B","Business_Address":"A","mobile_number":"+20100","status":"1"}]`), all(merchants, (*circlepay.MerchantsAPI).Get))
	require.NoError(t, err)
	assert.Equal(t, []string{"B", "A"}, []string{m.BusinessName, m.BusinessAddress})
}

// Words of statuses come in either case; one that nobody knows is neither paid nor
// failed.
func TestWordsOfStatuses(t *testing.T) {
	t.Parallel()
	captured := testConfig()
	captured.PaidWords = []string{"Captured", "settled"}
	for word, want := range map[string][2]paygates.State{ // by default; with own words
		"initialized": {paygates.StatePending, paygates.StatePending},
		"INITIALIZED": {paygates.StatePending, paygates.StatePending},
		" Pending ":   {paygates.StatePending, paygates.StatePending},
		"FAILED":      {paygates.StateFailed, paygates.StateFailed},
		"paid":        {paygates.StatePaid, paygates.StateUnknown},
		"PAID":        {paygates.StatePaid, paygates.StateUnknown},
		"CAPTURED":    {paygates.StateUnknown, paygates.StatePaid},
		"settled":     {paygates.StateUnknown, paygates.StatePaid},
		"success":     {paygates.StateUnknown, paygates.StateUnknown},
		"unpaid":      {paygates.StateUnknown, paygates.StateUnknown},
		"":            {paygates.StateUnknown, paygates.StateUnknown},
	} {
		for i, cfg := range []circlepay.Config{testConfig(), captured} {
			p := getPayment(t, cfg, `{"transaction_id":5,"value":99.0,"status":"`+word+`"}`)
			assert.Equal(t, want[i], p.State(), word)
			assert.Equal(t, want[i] == paygates.StatePaid, p.Paid().IsSet(), word)
			assert.Equal(t, strings.TrimSpace(word), string(p.Status))
		}
	}
	for _, value := range []string{`0`, `null`, `-1`, `"x"`} {
		p := getPayment(t, testConfig(), `{"transaction_id":5,"value":`+value+`,"status":"paid"}`)
		assert.Equal(t, paygates.StateUnknown, p.State(), "paid, and nothing: %s", value)
		assert.False(t, p.Paid().IsSet(), value)
	}
	for word, want := range map[string]paygates.State{
		"pending": paygates.StatePending, "INITIALIZED": paygates.StatePending, "Paid": paygates.StateRefunded, "failed": paygates.StateFailed,
		"REJECTED": paygates.StateFailed, "refunded": paygates.StateUnknown, "": paygates.StateUnknown,
	} {
		r, err := reading[*circlepay.Refund](t, captured, ok(`[{"refund_id":"2","status":"`+word+`"}]`), of(refunds, (*circlepay.RefundsAPI).Get, "2"))
		require.NoError(t, err)
		assert.Equal(t, want, r.State(), word)
	}
	for literal, want := range map[string]paygates.State{
		`0`: paygates.StatePending, `1`: paygates.StatePending, `2`: paygates.StatePaid, `"2"`: paygates.StatePaid, `2.0`: paygates.StatePaid,
		`3`: paygates.StateCanceled, `4`: paygates.StateUnknown, `"paid"`: paygates.StateUnknown, `null`: paygates.StateUnknown, `true`: paygates.StateUnknown,
	} {
		i, err := reading[*circlepay.Invoice](t, testConfig(), ok(`[{"invoice_number":"`+sampleInvoice+`","status":`+literal+`,"total_value":12.5}]`), of(invoices, (*circlepay.InvoicesAPI).Get, sampleInvoice))
		require.NoError(t, err, literal)
		assert.Equal(t, want, i.State(), literal)
		assert.Equal(t, want == paygates.StatePaid, i.Paid().IsSet(), literal)
		assert.False(t, i.Refunded().IsSet())
	}
}

// The type of a discount comes in several words, and a discount without one is neither
// pounds nor percent.
func TestDiscountsThatComeIn(t *testing.T) {
	t.Parallel()
	for word, want := range map[string]string{
		"percent": "% 11", "percentage": "% 11", "Percentage": "% 11", "value": "11.00 EGP", "VALUE": "11.00 EGP", "": "unread 11.0", "rebate": "unread 11.0",
	} {
		i, err := reading[*circlepay.Invoice](t, testConfig(), ok(`[{"invoice_number":"`+sampleInvoice+`","discount_value":11.0,"discount_type":"`+word+`"}]`), of(invoices, (*circlepay.InvoicesAPI).Get, sampleInvoice))
		require.NoError(t, err)
		got := ""
		if i.Discount.Percent.IsPositive() {
			got += "% " + i.Discount.Percent.String()
		}
		if i.Discount.Amount.IsSet() {
			got += i.Discount.Amount.String()
		}
		if text, unread := i.Unread["discount_value"]; unread {
			got += "unread " + text
		}
		assert.Equal(t, want, got, word)
		assert.Equal(t, word, string(i.Discount.Type))
	}
}

// Amounts are exact, quoted or not, and one that cannot be held breaks nothing else.
func TestAmountsThatComeIn(t *testing.T) {
	t.Parallel()
	for literal, want := range map[string]string{
		`99.0`: "99.00 EGP", `"99.0"`: "99.00 EGP", `99`: "99.00 EGP", `12345678901234567.89`: "12345678901234567.89 EGP", `1.8E+2`: "180.00 EGP", `3.80`: "3.80 EGP",
		`0.1`: "0.10 EGP",
	} {
		p := getPayment(t, testConfig(), `{"transaction_id":5,"value":`+literal+`}`)
		assert.Equal(t, want, p.Amount.String(), literal)
		assert.Empty(t, p.Unread, literal)
	}
	for _, literal := range []string{`"a hundred"`, `"1,000.00"`, `1e999999999`} {
		p := getPayment(t, testConfig(), `{"transaction_id":5,"value":`+literal+`,"net_fees":1,"status":"pending"}`)
		assert.False(t, p.Amount.IsSet(), literal)
		assert.Equal(t, strings.Trim(literal, `"`), p.Unread["value"], literal)
		assert.Equal(t, "1.00 EGP", p.Fees.String())
	}
	p := getPayment(t, testConfig(), `{"transaction_id":5,"value":99.0,"currency":"SAR"}`)
	assert.Equal(t, "99.00 SAR", p.Amount.String())
	cfg := testConfig()
	cfg.Currency = money.KWD
	assert.Equal(t, "99.000 KWD", getPayment(t, cfg, `{"transaction_id":5,"value":99}`).Amount.String())
}
