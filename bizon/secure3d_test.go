package bizon_test

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/bizon"
)

const waitingFields = `"id":"8","status":"prepared","amount":"9.00","amount_charged":"0.00","amount_refunded":"0.00","currency":"USD","merchant_order_id":"r-1"`

// 201 is a result: an order that waits, and the form that takes the payer to his bank.
func TestThePayerHasToAuthenticate(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		fields string
		want   paygates.Redirect
	}{
		"3-D Secure 1": {
			`,"form3d":{"MD":"bWQ=","PaReq":"cGE=","TermUrl":"https://gateway.example/complete","action":"https://acs.example/pareq","method":"POST"},"form3d_html":"<form>"`,
			paygates.Redirect{URL: "https://acs.example/pareq", Method: "POST", Fields: secrets("MD", "bWQ=", "PaReq", "cGE=", "TermUrl", "https://gateway.example/complete")},
		},
		"a form that is got": {
			`,"form3d":{"MD":"bWQ=","action":"https://acs.example/pareq","method":"get"}`,
			paygates.Redirect{URL: "https://acs.example/pareq", Method: "GET", Fields: secrets("MD", "bWQ=")},
		},
		"the 3DS Method": {
			`,"form3d":{"threeDSSessionData":"c2Vzc2lvbg==","action":"https://acs.example/method","method":"POST"}`,
			paygates.Redirect{URL: "https://acs.example/method", Method: "POST", Fields: secrets("threeDSSessionData", "c2Vzc2lvbg==")},
		},
		"HTML alone is never sent on": {`,"form3d_html":"<form action=\"https://acs.example/\"></form>"`, paygates.Redirect{}},
	} {
		for _, op := range []string{"Orders.Authorize", "Orders.TokenPay", "Orders.Resume"} {
			t.Run(name+"/"+op, func(t *testing.T) {
				t.Parallel()
				fields := waitingFields + tc.fields
				if op == "Orders.Resume" {
					fields = strings.Replace(fields, `"8"`, `"7"`, 1)
				}
				answer := orders(fields)
				answer.Status = http.StatusCreated
				client, _ := stubbed(t, answer)
				result, err := operationCalls[op](t.Context(), client)
				require.NoError(t, err)
				o := result.(*bizon.Order)
				assert.Equal(t, paygates.StatePending, o.State(), "no money is held")
				assert.Equal(t, bizon.StatusPrepared, o.Status)
				assert.Equal(t, tc.want.URL, o.Redirect.URL)
				assert.Equal(t, tc.want.Method, o.Redirect.Method)
				require.Len(t, o.Redirect.Fields, len(tc.want.Fields))
				for field, value := range tc.want.Fields {
					assert.True(t, value.Equal(o.Redirect.Fields[field]), field)
				}
				assert.Contains(t, string(o.RawJSON()), "form3d")
			})
		}
	}
}

func secrets(pairs ...string) map[string]paygates.Secret {
	out := make(map[string]paygates.Secret)
	for i := 0; i < len(pairs); i += 2 {
		out[pairs[i]] = paygates.NewSecret(pairs[i+1])
	}
	return out
}

// What the gateway writes into the form reaches the payer's browser as text.
func TestTheFormIsWrittenByUs(t *testing.T) {
	t.Parallel()
	client, _ := stubbed(t, orders(waitingFields+`,"form3d":{"PaReq":"\"><script>alert(1)</script>","action":"https://acs.example/?a=b&c=d","method":"POST"},"form3d_html":"<script>evil()</script>"`))
	result, err := operationCalls["Orders.Authorize"](t.Context(), client)
	require.NoError(t, err)
	w := httptest.NewRecorder()
	require.NoError(t, result.(*bizon.Order).Redirect.Send(w, httptest.NewRequest(http.MethodGet, "/pay", http.NoBody)))
	assert.Contains(t, w.Body.String(), `action="https://acs.example/?a=b&amp;c=d"`)
	assert.NotContains(t, w.Body.String(), "<script>alert(1)")
	assert.NotContains(t, w.Body.String(), "evil()")
	assert.Contains(t, w.Header().Get("Cache-Control"), "no-store")
}

// An order that is done sends the payer nowhere, whatever form stands beside it.
func TestNoFormOfAnOrderThatIsDone(t *testing.T) {
	t.Parallel()
	client, _ := stubbed(t, orders(strings.Replace(waitingFields, "prepared", "authorized", 1)+`,"form3d":{"action":"https://acs.example/"}`))
	result, err := operationCalls["Orders.Authorize"](t.Context(), client)
	require.NoError(t, err)
	assert.True(t, result.(*bizon.Order).Redirect.IsZero())
}

// "Already completed" stands somewhere, with some code: it never proves
// anything about the earlier send, and reading the order settles it.
func TestAlreadyCompletedIsSettledByReading(t *testing.T) {
	t.Parallel()
	for name, answer := range map[string]reply{
		"as a failed validation": {Status: 422, Body: `{"failure_type":"validation","failure_message":"Order already completed","order_id":"7"}`},
		"as a rejection":         {Status: 402, Body: `{"failure_type":"rejected","failure_message":"order ALREADY COMPLETED"}`},
		"among the errors":       {Status: 400, Body: `{"errors":[{"attribute":"id","message":"Order already completed"}]}`},
		"in a field of its own":  {Status: 409, Body: `{"message":"Order already completed"}`},
		"as text":                {Status: 400, Body: `Order already completed`},
		"in a success":           {Status: 200, Body: `{"message":"Order already completed"}`},
	} {
		for _, op := range []string{"Orders.Complete", "Orders.Complete3DS2", "Orders.Resume"} {
			t.Run(name+"/"+op, func(t *testing.T) {
				t.Parallel()
				client, stub := stubbed(t, answer,
					orders(`"id":"7","status":"authorized","amount":"9.00","amount_charged":"0.00","amount_refunded":"0.00","currency":"USD"`))
				_, err := operationCalls[op](t.Context(), client)
				require.ErrorIs(t, err, paygates.ErrState)
				require.ErrorIs(t, err, paygates.ErrOutcomeUnknown)
				e, _ := errors.AsType[*paygates.Error](err)
				assert.Equal(t, paygates.AdviceLookUp, e.Advice())
				assert.Equal(t, paygates.DeclineUnknown, e.Decline)
				res, err := client.Resolve(t.Context(), e.Intent)
				require.NoError(t, err)
				assert.Equal(t, paygates.VerdictExecuted, res.Verdict)
				assert.Equal(t, paygates.StateAuthorized, res.Object.(*bizon.Order).State())
				require.Len(t, stub.Requests(), 2)
				assert.Equal(t, "GET", stub.Requests()[1].Method)
			})
		}
	}
	// A breakdown is a breakdown, and other calls know no such word.
	client, _ := stubbed(t, reply{Status: 500, Body: `Order already completed`})
	_, err := operationCalls["Orders.Complete"](t.Context(), client)
	require.ErrorIs(t, err, paygates.ErrUnavailable)
	client, _ = stubbed(t, reply{Status: 429, Body: `Order already completed`})
	_, err = operationCalls["Orders.Complete"](t.Context(), client)
	require.ErrorIs(t, err, paygates.ErrRateLimited)
	client, _ = stubbed(t, reply{Status: 422, Body: `{"failure_type":"validation","failure_message":"already completed"}`})
	_, err = operationCalls["Orders.Authorize"](t.Context(), client)
	assert.Equal(t, paygates.OutcomeNotExecuted, paygates.OutcomeOf(err))
}

// Without data from the payer's bank nothing happened, and the order still waits.
func TestNoResultFromTheBankYet(t *testing.T) {
	t.Parallel()
	client, _ := stubbed(t, reply{Status: 422, Body: `{"failure_type":"validation","failure_message":"No RReq data","order_id":"7"}`})
	_, err := operationCalls["Orders.Complete3DS2"](t.Context(), client)
	require.ErrorIs(t, err, paygates.ErrInvalidRequest)
	e, _ := errors.AsType[*paygates.Error](err)
	assert.Equal(t, paygates.OutcomeNotExecuted, e.Outcome)
	assert.Equal(t, paygates.AdviceLookUp, e.Advice(), "is it still prepared?")
	assert.Equal(t, "7", e.ObjectID)
}
