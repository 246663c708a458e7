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

// envelope is Corefy's own error answer for a code.
func envelope(status int) string {
	return fmt.Sprintf(`{"errors":[{"status":"Refused","code":"%d","title":"refused","detail":"It was refused."}]}`, status)
}

// making are the operations that create or move something.
var making = []string{"Invoices.Create", "PublicClient.CreateInvoice", "Invoices.Refund", "Payouts.Create"}

// Every HTTP code, in Corefy's own envelope, for every operation: the table of the
// page decides.
func TestCodes(t *testing.T) {
	t.Parallel()
	kinds := map[int]error{
		400: paygates.ErrInvalidRequest, 401: paygates.ErrAuthentication, 403: paygates.ErrForbidden, 404: paygates.ErrNotFound, 405: paygates.ErrUnsupported,
		409: paygates.ErrDuplicate, 422: paygates.ErrInvalidRequest, 429: paygates.ErrRateLimited, 500: paygates.ErrUnavailable, 502: paygates.ErrUnavailable,
		503: paygates.ErrUnavailable, 504: paygates.ErrUnavailable, 402: paygates.ErrUnexpectedReply, 408: paygates.ErrUnexpectedReply, 418: paygates.ErrUnexpectedReply,
		425: paygates.ErrUnexpectedReply, 501: paygates.ErrUnavailable, 511: paygates.ErrUnavailable, 301: paygates.ErrUnexpectedReply, 202: paygates.ErrUnexpectedReply,
	}
	refusing := map[int]bool{401: true, 403: true, 404: true, 405: true, 422: true}
	once := paygates.WithRetry(paygates.RetryPolicy{MaxAttempts: 1})
	for name, call := range operationCalls {
		for status, kind := range kinds {
			for _, form := range []struct {
				name, body string
				own        bool
			}{
				{"envelope", envelope(status), true},
				{"fields", `{"errors":{"amount":"This value should be greater than 0."}}`, true},
				{"another code", envelope(499), false},
				{"one error of another code", `{"errors":{"status":"internal_error","code":"499"}}`, false},
				{"a text", `{"errors":"refused"}`, false},
				{"an empty list", `{"errors":[]}`, false},
				{"another component's", `{"error":{"message":"refused"}}`, false},
				{"HTML", "<html>refused</html>", false},
				{"nothing", "", false},
			} {
				host := stub.New(reply{Status: status, Body: form.body})
				_, err := call(t.Context(), open(t, testConfig(), paygates.WithHTTPClient(host.Client()), once))
				e, ok := errors.AsType[*paygates.Error](err)
				what := fmt.Sprintf("%s, %d, %s", name, status, form.name)
				require.True(t, ok, what)
				made := strings.Contains(strings.Join(making, " "), name)
				switch {
				case !made:
					assert.Equal(t, paygates.OutcomeNotExecuted, e.Outcome, what)
				case form.own && refusing[status]:
					assert.Equal(t, paygates.OutcomeNotExecuted, e.Outcome, what)
					assert.Equal(t, paygates.AdviceFixRequest, e.Advice(), what)
				default:
					assert.Equal(t, paygates.OutcomeUnknown, e.Outcome, what)
					assert.Equal(t, paygates.AdviceLookUp, e.Advice(), what)
				}
				if status == 404 && !form.own {
					kind = paygates.ErrUnexpectedReply
				}
				assert.ErrorIs(t, err, kind, what)
				kind = kinds[status]
			}
		}
	}
}

func TestDirectivesAreTheTable(t *testing.T) {
	t.Parallel()
	for _, d := range corefy.Directives() {
		assert.NotEmpty(t, d.Text)
		if d.HTTPStatus < 300 {
			assert.NoError(t, d.Kind)
			continue
		}
		for _, op := range corefy.Operations() {
			_, listed := op.Refusal("http", fmt.Sprint(d.HTTPStatus))
			if op.Safety != paygates.Read {
				assert.Equal(t, d.Creating == paygates.OutcomeNotExecuted, listed, "%s, %d", op.Name, d.HTTPStatus)
			}
		}
	}
	table := corefy.Directives()
	table[0].Text = "changed"
	assert.NotEqual(t, "changed", corefy.Directives()[0].Text)
	rows := corefy.Operations()
	rows[3].NotExecuted[0].Code = "changed"
	assert.NotEqual(t, "changed", corefy.Operations()[3].NotExecuted[0].Code)
	assert.NotEmpty(t, corefy.Rules())
}

// A 422 about the reference may report a duplicate.
func TestAReferenceThatIsTakenIsNoProof(t *testing.T) {
	t.Parallel()
	for _, body := range []string{
		`{"errors":{"reference_id":"This value is already used."}}`,
		`{"errors":{"datareference_id":"This value is already used."}}`,
		`{"errors":[{"code":"422","detail":"Reference_ID must be unique"}]}`,
		`{"errors":[{"code":"422","title":"bad","source":{"pointer":"/data/attributes/reference_id"}}]}`,
		`{"errors":{"\u0072eference_id":["used"]}}`,
		`{"errors":{"referenceId":"This value is already used."}}`,
		`{"errors":[{"code":"422","title":"bad","source":{"pointer":"/data/attributes/reference-id"}}]}`,
		`{"errors":[{"code":"422","detail":"Reference ID already exists"}]}`,
	} {
		for _, name := range making {
			clients, _ := stubbed(t, reply{Status: 422, Body: body})
			_, err := operationCalls[name](t.Context(), clients)
			assert.ErrorIs(t, err, paygates.ErrOutcomeUnknown, "%s, %s", name, body)
			assert.ErrorIs(t, err, paygates.ErrInvalidRequest, name)
		}
	}
}

// A refusal beside an object contradicts itself.
func TestARefusalWithAnObjectIsNoProof(t *testing.T) {
	t.Parallel()
	for _, name := range making {
		for _, status := range []int{401, 403, 404, 405, 422} {
			clients, _ := stubbed(t, reply{Status: status, Body: strings.TrimSuffix(envelope(status), "}") + `,"data":{"id":"cpi_1"}}`})
			_, err := operationCalls[name](t.Context(), clients)
			assert.ErrorIs(t, err, paygates.ErrOutcomeUnknown, "%s, %d", name, status)
		}
	}
}

// 409: the earlier one, compared before it is called ours.
func TestConflict(t *testing.T) {
	t.Parallel()
	private, public := sample(t, "create"), sample(t, "public_create")
	withErrors := func(body string) string {
		return strings.TrimSuffix(strings.TrimSpace(body), "}") + `,"errors":[{"status":"Conflict","code":"409"}]}`
	}
	for name, c := range map[string]struct {
		call    call
		body    string
		outcome paygates.Outcome
		id      string
	}{
		"ours":                {create(createRequest()), private, paygates.OutcomeExecuted, invoiceID},
		"ours, with an error": {create(createRequest()), withErrors(private), paygates.OutcomeExecuted, invoiceID},
		"ours, flat":          {publicCreate(publicRequest()), public, paygates.OutcomeExecuted, "cpi_QGcJxoBxnYStkuvN"},
		"private form for the public API": {publicCreate(corefy.PublicInvoiceRequest{
			Reference: createRequest().Reference, Service: createRequest().Service, Amount: usd("100"),
		}), private, paygates.OutcomeExecuted, invoiceID},
		"another amount":        {create(createRequest()), strings.Replace(private, `"amount": 100,`, `"amount": 101,`, 1), paygates.OutcomeUnknown, invoiceID},
		"another currency":      {create(createRequest()), strings.Replace(private, `"currency": "USD"`, `"currency": "EUR"`, 1), paygates.OutcomeUnknown, invoiceID},
		"another service":       {create(createRequest()), strings.Replace(private, `"id": "payment_card_usd_hpp"`, `"id": "qiwi_usd_hpp"`, 1), paygates.OutcomeUnknown, invoiceID},
		"another reference":     {create(createRequest()), strings.Replace(private, "70d42236", "80d42236", 1), paygates.OutcomeUnknown, invoiceID},
		"the other mode":        {create(createRequest()), strings.Replace(private, `"test_mode": true`, `"test_mode": false`, 1), paygates.OutcomeUnknown, invoiceID},
		"no mode stated":        {create(createRequest()), strings.Replace(private, `"test_mode": true,`, ``, 1), paygates.OutcomeUnknown, invoiceID},
		"one that failed":       {create(createRequest()), strings.Replace(private, `"status": "process_pending"`, `"status": "process_failed"`, 1), paygates.OutcomeUnknown, invoiceID},
		"the error alone":       {create(createRequest()), envelope(409), paygates.OutcomeUnknown, ""},
		"an id alone":           {create(createRequest()), `{"data":{"id":"cpi_1"}}`, paygates.OutcomeUnknown, "cpi_1"},
		"a list":                {create(createRequest()), `{"data":[]}`, paygates.OutcomeUnknown, ""},
		"HTML":                  {create(createRequest()), "<html>", paygates.OutcomeUnknown, ""},
		"a refund":              {refund(invoiceID, refundRequest()), sample(t, "refund"), paygates.OutcomeUnknown, refundID},
		"a payout that is ours": {payout(payoutRequest()), sample(t, "payout"), paygates.OutcomeExecuted, payoutID},
		"a payout to another":   {payout(payoutRequest()), strings.Replace(sample(t, "payout"), `"fields": {}`, `"fields": {"card_number": "416974******1779"}`, 1), paygates.OutcomeUnknown, payoutID},
		"a payout taken back":   {payout(payoutRequest()), strings.Replace(sample(t, "payout"), `"status": "process_pending"`, `"status": "canceled"`, 1), paygates.OutcomeUnknown, payoutID},
		"another flow":          {create(createRequest()), strings.Replace(private, `"payment_flow": "charge"`, `"payment_flow": "verify"`, 1), paygates.OutcomeUnknown, invoiceID},
		"another type":          {create(createRequest()), strings.Replace(private, `"type": "payment-invoices"`, `"type": "payout-invoices"`, 1), paygates.OutcomeUnknown, invoiceID},
	} {
		clients, host := stubbed(t, reply{Status: http.StatusConflict, Body: c.body})
		_, err := c.call(t.Context(), clients)
		e, ok := errors.AsType[*paygates.Error](err)
		require.True(t, ok, name)
		assert.ErrorIs(t, err, paygates.ErrDuplicate, name)
		assert.Equal(t, c.outcome.String(), e.Outcome.String(), name)
		assert.Equal(t, c.id, e.ObjectID, name)
		assert.Len(t, host.Requests(), 1, name)
	}
}

// A 2xx with an object that came to nothing is a decline.
func TestDeclines(t *testing.T) {
	t.Parallel()
	private := sample(t, "create")
	said := func(status, resolution, processed string) string {
		body := strings.Replace(private, `"status": "process_pending"`, `"status": "`+status+`"`, 1)
		body = strings.Replace(body, `"resolution": "ok"`, `"resolution": "`+resolution+`"`, 1)
		return strings.Replace(body, `"processed_amount": null`, `"processed_amount": `+processed, 1)
	}
	for name, c := range map[string]struct {
		body    string
		kind    error
		outcome paygates.Outcome
		decline paygates.DeclineReason
		advice  paygates.Advice
	}{
		"no money":          {said("process_failed", "insufficient_funds", "null"), paygates.ErrDeclined, paygates.OutcomeNotExecuted, paygates.DeclineInsufficientFunds, paygates.AdviceNewReference},
		"in upper case":     {said("PROCESS_FAILED", "Issuer_Decline", "0"), paygates.ErrDeclined, paygates.OutcomeNotExecuted, paygates.DeclineByIssuer, paygates.AdviceNewReference},
		"ok beside it":      {said("rejected", "ok", "null"), paygates.ErrDeclined, paygates.OutcomeNotExecuted, paygates.DeclineUnknown, paygates.AdviceNewReference},
		"expired":           {said("expired", "expired", "null"), paygates.ErrDeclined, paygates.OutcomeNotExecuted, paygates.DeclineUnknown, paygates.AdviceNewReference},
		"nobody can say":    {said("process_failed", "unable_to_reconcile", "null"), paygates.ErrDeclined, paygates.OutcomeNotExecuted, paygates.DeclineUnknown, paygates.AdviceAskHuman},
		"a timeout":         {said("terminated", "Fatal_Timeout", "null"), paygates.ErrDeclined, paygates.OutcomeNotExecuted, paygates.DeclineUnknown, paygates.AdviceAskHuman},
		"paid all the same": {said("process_failed", "declined", "100"), paygates.ErrUnexpectedReply, paygates.OutcomeUnknown, "", paygates.AdviceLookUp},
		"somebody else's":   {strings.Replace(said("process_failed", "declined", "null"), "70d42236", "80d42236", 1), paygates.ErrUnexpectedReply, paygates.OutcomeUnknown, "", paygates.AdviceLookUp},
	} {
		clients, _ := stubbed(t, reply{Status: 201, Body: c.body})
		_, err := create(createRequest())(t.Context(), clients)
		e, ok := errors.AsType[*paygates.Error](err)
		require.True(t, ok, name)
		assert.ErrorIs(t, err, c.kind, name)
		assert.Equal(t, c.outcome.String(), e.Outcome.String(), name)
		assert.Equal(t, c.decline, e.Decline, name)
		assert.Equal(t, c.advice.String(), e.Advice().String(), name)
		assert.Equal(t, invoiceID, e.ObjectID, name)
	}
}

// What else a complete answer may say that proves nothing.
func TestNoProof(t *testing.T) {
	t.Parallel()
	good := strings.TrimSpace(sample(t, "create"))
	for name, body := range map[string]string{
		"errors beside it":      strings.TrimSuffix(good, "}") + `,"errors":[{"code":"500"}]}`,
		"an error beside it":    strings.TrimSuffix(good, "}") + `,"error":"bad"}`,
		"an empty id":           strings.Replace(good, invoiceID, "", 1),
		"a list":                `{"data":[` + strings.TrimSuffix(strings.TrimPrefix(good, `{"data":`), "}") + `]}`,
		"a text for the amount": strings.Replace(good, `"amount": 100,`, `"amount": "a hundred",`, 1),
		"data twice":            `{"data":{"id":"cpi_1"},"data":{"id":"cpi_2"}}`,
		"cut":                   good[:len(good)/2],
		"behind it":             good + "{}",
	} {
		clients, host := stubbed(t, reply{Status: 201, Body: body})
		invoice, err := create(createRequest())(t.Context(), clients)
		require.ErrorIs(t, err, paygates.ErrOutcomeUnknown, name)
		assert.ErrorIs(t, err, paygates.ErrUnexpectedReply, name)
		assert.Nil(t, invoice, name)
		assert.Len(t, host.Requests(), 1, name)
	}
	// Neither do these say anything against it.
	for name, body := range map[string]string{
		"empty errors":      strings.TrimSuffix(good, "}") + `,"errors":[]}`,
		"null errors":       strings.TrimSuffix(good, "}") + `,"errors":null,"error":""}`,
		"fewer places":      strings.Replace(good, `"amount": 100,`, `"amount": "100.000",`, 1),
		"an exponent":       strings.Replace(good, `"amount": 100,`, `"amount": 1.0e+2,`, 1),
		"a mark before it":  "\ufeff" + good,
		"a future resource": strings.Replace(good, `"process_pending"`, `"word_of_tomorrow"`, 1),
	} {
		clients, _ := stubbed(t, reply{Status: 201, Body: body})
		_, err := create(createRequest())(t.Context(), clients)
		assert.NoError(t, err, name)
	}
}

// A refund may be answered with the invoice: our refund has to stand in it, once,
// and its word is the answer.
func TestARefundAnsweredWithTheInvoice(t *testing.T) {
	t.Parallel()
	for refunds, want := range map[string]struct {
		outcome paygates.Outcome
		kind    error
	}{
		`{"id":"ref_1","reference_id":"refund-1","amount":10,"status":"processed"}`:                                 {paygates.OutcomeExecuted, nil},
		`{"id":"ref_1","reference_id":"refund-1","amount":10}`:                                                      {paygates.OutcomeExecuted, nil},
		`{"id":"ref_2","reference_id":"refund-0","amount":10},{"id":"ref_1","reference_id":"refund-1","amount":10}`: {paygates.OutcomeExecuted, nil},
		`{"id":"ref_1","reference_id":"refund-1","amount":10,"status":"process_failed"}`:                            {paygates.OutcomeNotExecuted, paygates.ErrDeclined},
		`{"id":"ref_1","reference_id":"refund-1","amount":10,"status":"tomorrow"}`:                                  {paygates.OutcomeUnknown, paygates.ErrUnexpectedReply},
		`{"id":"ref_1","reference_id":"refund-1"}`:                                                                  {paygates.OutcomeUnknown, paygates.ErrUnexpectedReply},
		`{"reference_id":"refund-1","amount":10}`:                                                                   {paygates.OutcomeUnknown, paygates.ErrUnexpectedReply},
		`{"id":"ref_1","reference_id":"refund-1","amount":10},{"id":"ref_2","reference_id":"refund-1","amount":10}`: {paygates.OutcomeUnknown, paygates.ErrUnexpectedReply},
		`{"id":"ref_1","reference_id":"REFUND-1","amount":10}`:                                                      {paygates.OutcomeUnknown, paygates.ErrUnexpectedReply},
		``: {paygates.OutcomeUnknown, paygates.ErrUnexpectedReply},
	} {
		body := strings.Replace(sample(t, "get"), `"refunded_amount": null`, `"refunded_amount": 10,"refunds": [`+refunds+`]`, 1)
		clients, _ := stubbed(t, reply{Body: body})
		made, err := clients.Private.Invoices.Refund(t.Context(), invoiceID, corefy.RefundRequest{Reference: "refund-1", Amount: usd("10"), Before: usd("0")})
		if want.kind == nil {
			require.NoError(t, err, refunds)
			assert.Equal(t, "ref_1 "+invoiceID, made.ID+" "+made.Invoice.ID, refunds)
			continue
		}
		assert.ErrorIs(t, err, want.kind, refunds)
		assert.Equal(t, want.outcome.String(), paygates.OutcomeOf(err).String(), refunds)
	}
}

// A read is no better: an object with an error beside it is not believed.
func TestNoProofOfARead(t *testing.T) {
	t.Parallel()
	for _, beside := range []string{`,"errors":[{"code":"500"}]}`, `,"error":"bad"}`} {
		clients, _ := stubbed(t, reply{Body: strings.TrimSuffix(strings.TrimSpace(sample(t, "get")), "}") + beside})
		invoice, err := clients.Private.Confirm(t.Context(), invoiceID)
		require.ErrorIs(t, err, paygates.ErrUnexpectedReply)
		assert.Nil(t, invoice)
	}
}

// Where the total before cannot be read, no refund is sent, and the error is that of
// the refund.
func TestARefundWithoutItsTotalIsNotSent(t *testing.T) {
	t.Parallel()
	clients, host := stubbed(t, reply{Status: 404, Body: envelope(404)})
	_, err := refund(invoiceID, corefy.RefundRequest{Reference: "refund-1", Amount: usd("10")})(t.Context(), clients)
	e, ok := errors.AsType[*paygates.Error](err)
	require.True(t, ok)
	assert.ErrorIs(t, err, paygates.ErrNotFound)
	assert.Equal(t, paygates.OutcomeNotExecuted, e.Outcome)
	assert.Equal(t, "Invoices.Refund 0 refund-1 10.00 USD", fmt.Sprintf("%s %d %s %s", e.Op, e.Attempts, e.Reference, e.Intent.Amount))
	require.Len(t, host.Requests(), 1)
	assert.Equal(t, http.MethodGet, host.Requests()[0].Method)
}

// A lost answer of a refund whose total had to be read first: the intent knows it.
func TestTheTotalBeforeARefundIsRead(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		invoice string
		before  string
		kind    error
		sends   int
	}{
		"none so far":      {sample(t, "get"), "0.00 USD", paygates.ErrUnavailable, 2},
		"some":             {strings.Replace(sample(t, "get"), `"refunded_amount": null`, `"refunded_amount": 25.5`, 1), "25.50 USD", paygates.ErrUnavailable, 2},
		"nobody says":      {strings.Replace(sample(t, "get"), `"status": "processed"`, `"status": "refund_pending"`, 1), "", paygates.ErrUnavailable, 2},
		"another currency": {strings.Replace(sample(t, "get"), `"currency": "USD"`, `"currency": "EUR"`, 1), "", paygates.ErrInvalidRequest, 1},
	} {
		clients, host := stubbed(t, reply{Body: c.invoice}, reply{Status: 502})
		_, err := refund(invoiceID, corefy.RefundRequest{Reference: "refund-1", Amount: usd("10")})(t.Context(), clients)
		e, ok := errors.AsType[*paygates.Error](err)
		require.True(t, ok, name)
		assert.ErrorIs(t, err, c.kind, name)
		assert.Equal(t, c.before, e.Intent.Before.String(), name)
		assert.Len(t, host.Requests(), c.sends, name)
		assert.Equal(t, "Invoices.Refund", e.Op)
	}
}
