package cinetpay_test

import (
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/cinetpay"
	"github.com/paygates/paygates-go/money"
)

const (
	early = time.Minute
	late  = 25 * time.Hour
)

func checked(code, data string) reply {
	if data == "" {
		return reply{Body: `{"code":"` + code + `","message":"M"}`}
	}
	return reply{Body: `{"code":"` + code + `","message":"M","data":{` + data + `}}`}
}

// A payment that Create may have made: any payment under the reference with its
// amount is it, and no code without data proves that there is none.
func TestResolveCreate(t *testing.T) {
	t.Parallel()
	const fits = `"amount":"2500","currency":"XOF"`
	for name, c := range map[string]struct {
		answer  reply
		age     time.Duration
		verdict paygates.Verdict
		advice  paygates.Advice
		found   bool
		says    string
	}{
		"paid":                        {checked("00", fits+`,"status":"ACCEPTED"`), early, paygates.VerdictExecuted, paygates.AdviceNone, true, "code 00, status ACCEPTED, amount 2500 XOF"},
		"waiting":                     {checked("662", fits+`,"status":"WAITING_FOR_CUSTOMER"`), early, paygates.VerdictExecuted, paygates.AdviceNone, true, "code 662, status WAITING_FOR_CUSTOMER, amount 2500 XOF"},
		"failed":                      {checked("600", fits+`,"status":"REFUSED"`), early, paygates.VerdictExecuted, paygates.AdviceNone, true, "code 600, status REFUSED, amount 2500 XOF"},
		"failed, by its HTTP status":  {reply{Status: 400, Body: checked("627", fits+`,"status":"REFUSED"`).Body}, early, paygates.VerdictExecuted, paygates.AdviceNone, true, "code 627"},
		"a word of tomorrow":          {checked("999", fits+`,"status":"made-up-word"`), early, paygates.VerdictExecuted, paygates.AdviceNone, true, "code unknown to this SDK, status unknown to this SDK"},
		"another amount":              {checked("00", `"amount":"5","currency":"XOF","status":"ACCEPTED"`), early, paygates.VerdictConflict, paygates.AdviceAskHuman, true, "amount 5 XOF"},
		"another currency":            {checked("00", `"amount":"2500","currency":"XAF","status":"ACCEPTED"`), early, paygates.VerdictConflict, paygates.AdviceAskHuman, true, "amount 2500 XAF"},
		"no currency":                 {checked("00", `"amount":"2500","status":"ACCEPTED"`), early, paygates.VerdictUnknown, paygates.AdviceLookUp, true, "code 00, status ACCEPTED"},
		"no amount":                   {checked("00", `"payment_method":"OM"`), early, paygates.VerdictUnknown, paygates.AdviceLookUp, true, "code 00, status none"},
		"no amount after a day":       {checked("00", `"payment_method":"OM"`), late, paygates.VerdictUnknown, paygates.AdviceAskHuman, true, "code 00, status none"},
		"an amount that is none":      {checked("00", `"amount":"25e2","currency":"XOF"`), early, paygates.VerdictUnknown, paygates.AdviceLookUp, true, ""},
		"601":                         {reply{Status: 404, Body: checked("601", "").Body}, early, paygates.VerdictUnknown, paygates.AdviceLookUp, false, "code 601 and no payment"},
		"601 after a day":             {reply{Status: 404, Body: checked("601", "").Body}, late, paygates.VerdictUnknown, paygates.AdviceAskHuman, false, "code 601 and no payment"},
		"a refusal without a payment": {checked("627", ""), late, paygates.VerdictUnknown, paygates.AdviceAskHuman, false, "code 627 and no payment"},
		"624":                         {checked("624", ""), early, paygates.VerdictUnknown, paygates.AdviceLookUp, false, "code 624 and no payment"},
		"an unlisted code":            {checked("98989", ""), early, paygates.VerdictUnknown, paygates.AdviceLookUp, false, "code 98989 and no payment"},
		"success without a payment":   {checked("00", ""), early, paygates.VerdictUnknown, paygates.AdviceLookUp, false, "code 00 and no payment"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			client, host := stubbed(t, c.answer)
			intent := paygates.Intent{Gateway: "cinetpay", Op: "Payments.Create", Reference: suiteReference, Amount: xof("2500"), At: time.Now().Add(-c.age)}
			got, err := client.Resolve(t.Context(), intent)
			require.NoError(t, err)
			assert.Equal(t, c.verdict, got.Verdict)
			assert.Equal(t, c.advice, got.Advice)
			assert.Equal(t, intent, got.Intent)
			p, found := got.Object.(*cinetpay.Payment)
			assert.Equal(t, c.found, found)
			assert.Equal(t, c.found, got.Object != nil)
			if found {
				assert.Equal(t, suiteReference, p.Reference)
			}
			require.Len(t, got.Evidence, 1, "nothing is ever proven absent")
			assert.Contains(t, got.Evidence[0].Answer, c.says)
			assert.NotContains(t, got.Evidence[0].Answer, "made-up-word")
			assert.Equal(t, "POST /v2/payment/check, transaction_id "+suiteReference, got.Evidence[0].Question)
			require.Len(t, host.Requests(), 1)
			assert.Equal(t, "/v2/payment/check", host.Requests()[0].Target, "it only reads")
		})
	}
}

// A payout that Send may have made.
func TestResolveSend(t *testing.T) {
	t.Parallel()
	entry := func(fields string) string {
		return `{"transaction_id":"T1","client_transaction_id":"PAYOUT-2024-0001",` + fields + `}`
	}
	fits := `"amount":"5000","receiver":"0700000001","receiver_e164":"+2250700000001","treatment_status":`
	transfers := func(entries ...string) reply {
		return reply{Body: `{"code":0,"message":"OPERATION_SUCCES","data":[` + strings.Join(entries, ",") + `]}`}
	}
	notFound := reply{Body: `{"code":"723","message":"NOT_FOUND","data":[]}`}
	val, rej := entry(fits+`"VAL"`), entry(fits+`"REJ"`)
	for name, c := range map[string]struct {
		answers []reply
		age     time.Duration
		verdict paygates.Verdict
		advice  paygates.Advice
		looks   int
	}{
		"paid out":                 {[]reply{transfers(val)}, early, paygates.VerdictExecuted, paygates.AdviceNone, 1},
		"waiting":                  {[]reply{transfers(entry(fits + `"NEW"`))}, early, paygates.VerdictExecuted, paygates.AdviceNone, 1},
		"at the operator":          {[]reply{transfers(entry(fits + `"NOS"`))}, late, paygates.VerdictExecuted, paygates.AdviceNone, 1},
		"rejected":                 {[]reply{transfers(rej)}, early, paygates.VerdictNotExecuted, paygates.AdviceNewReference, 1},
		"valid and not confirmed":  {[]reply{transfers(entry(fits + `"VAL","sending_status":"PENDING"`))}, early, paygates.VerdictUnknown, paygates.AdviceLookUp, 1},
		"a word of tomorrow":       {[]reply{transfers(entry(fits + `"made-up-word"`))}, late, paygates.VerdictUnknown, paygates.AdviceAskHuman, 1},
		"no status":                {[]reply{transfers(entry(`"amount":"5000"`))}, early, paygates.VerdictUnknown, paygates.AdviceLookUp, 1},
		"no amount":                {[]reply{transfers(entry(`"treatment_status":"VAL"`))}, early, paygates.VerdictUnknown, paygates.AdviceLookUp, 1},
		"another amount":           {[]reply{transfers(entry(`"amount":5005,"treatment_status":"VAL"`))}, early, paygates.VerdictConflict, paygates.AdviceAskHuman, 1},
		"another amount, rejected": {[]reply{transfers(entry(`"amount":5005,"treatment_status":"REJ"`))}, early, paygates.VerdictConflict, paygates.AdviceAskHuman, 1},
		"another receiver":         {[]reply{transfers(entry(`"amount":5000,"receiver":"0700000002","treatment_status":"VAL"`))}, early, paygates.VerdictConflict, paygates.AdviceAskHuman, 1},
		"another receiver, E.164":  {[]reply{transfers(entry(`"amount":5000,"receiver":"0700000001","receiver_e164":"+2210700000001","treatment_status":"VAL"`))}, early, paygates.VerdictConflict, paygates.AdviceAskHuman, 1},
		"the receiver with 00":     {[]reply{transfers(entry(`"amount":5000,"receiver":"00225 07 00 00 00 01","treatment_status":"VAL"`))}, early, paygates.VerdictExecuted, paygates.AdviceNone, 1},
		"a piece of the receiver":  {[]reply{transfers(entry(`"amount":5000,"receiver":"0001","treatment_status":"VAL"`))}, early, paygates.VerdictConflict, paygates.AdviceAskHuman, 1},
		"two":                      {[]reply{transfers(val, entry(fits+`"NEW"`))}, early, paygates.VerdictDuplicate, paygates.AdviceAskHuman, 1},
		"one of two rejected":      {[]reply{transfers(rej, val)}, early, paygates.VerdictExecuted, paygates.AdviceNone, 1},
		"both rejected":            {[]reply{transfers(rej, rej)}, early, paygates.VerdictNotExecuted, paygates.AdviceNewReference, 1},
		"one of two another's":     {[]reply{transfers(val, entry(`"amount":5005,"treatment_status":"VAL"`))}, early, paygates.VerdictConflict, paygates.AdviceAskHuman, 1},
		"not there":                {[]reply{notFound}, early, paygates.VerdictAbsent, paygates.AdviceLookUp, 1},
		"not there after a day":    {[]reply{notFound}, late, paygates.VerdictNotExecuted, paygates.AdviceResend, 2},
		"there at the second look": {[]reply{notFound, transfers(val)}, late, paygates.VerdictExecuted, paygates.AdviceNone, 2},
		"nobody knows when":        {[]reply{notFound}, -1, paygates.VerdictAbsent, paygates.AdviceLookUp, 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			client, host := stubbed(t, c.answers...)
			intent := paygates.Intent{Gateway: "cinetpay", Op: "Transfers.Send", Reference: suitePayout, TargetID: "2250700000001", Amount: xof("5000")}
			if c.age >= 0 {
				intent.At = time.Now().Add(-c.age)
			}
			got, err := client.Resolve(t.Context(), intent)
			require.NoError(t, err)
			assert.Equal(t, c.verdict, got.Verdict)
			assert.Equal(t, c.advice, got.Advice)
			assert.Len(t, asked(host), c.looks)
			for _, r := range asked(host) {
				assert.Equal(t, http.MethodGet, r.Method, "it only reads")
			}
			require.NotEmpty(t, got.Evidence)
			transfer, found := got.Object.(*cinetpay.Transfer)
			assert.Equal(t, found, got.Object != nil)
			assert.Equal(t, c.verdict == paygates.VerdictAbsent || c.verdict == paygates.VerdictNotExecuted && c.looks == 2, !found)
			if found && transfer.Amount.IsSet() {
				assert.Equal(t, money.XOF, transfer.Amount.Currency(), "the money that was asked for")
			}
			for _, e := range got.Evidence {
				assert.NotContains(t, e.Answer, "made-up-word")
				assert.NotContains(t, e.Question, testToken)
			}
		})
	}
}

// A look-up that fails says nothing about the intent.
func TestResolveFails(t *testing.T) {
	t.Parallel()
	for _, op := range []string{"Payments.Create", "Transfers.Send"} {
		for name, c := range map[string]struct {
			answer reply
			kind   error
		}{
			"unavailable":       {reply{Status: 502, Body: "<html>"}, paygates.ErrUnavailable},
			"rate limited":      {reply{Status: 429, Header: http.Header{"Retry-After": {"3600"}}}, paygates.ErrRateLimited},
			"a bare 404":        {reply{Status: 404, Body: "<html>"}, paygates.ErrUnexpectedReply},
			"a 404 of others":   {reply{Status: 404, Body: `{"message":"no route"}`}, paygates.ErrUnexpectedReply},
			"not JSON":          {reply{Body: "OK"}, paygates.ErrUnexpectedReply},
			"the API is down":   {checked(map[string]string{"Payments.Create": "603", "Transfers.Send": "715"}[op], ""), paygates.ErrUnavailable},
			"the account":       {checked(map[string]string{"Payments.Create": "609", "Transfers.Send": "707"}[op], ""), paygates.ErrAuthentication},
			"the content type":  {reply{Status: 403, Body: map[string]string{"Payments.Create": `{"code":"403"}`, "Transfers.Send": `<html>`}[op]}, paygates.ErrForbidden},
			"not found by 5xx":  {reply{Status: 500, Body: `{"code":"723"}`}, paygates.ErrUnavailable},
			"somebody else's":   {reply{Body: `{"code":"00","data":{"transaction_id":"another"}}`}, paygates.ErrUnexpectedReply},
			"another's payout":  {reply{Body: `{"code":0,"data":[{"client_transaction_id":"another"}]}`}, paygates.ErrUnexpectedReply},
			"no payouts at all": {reply{Body: `{"code":0,"data":[]}`}, paygates.ErrUnexpectedReply},
			"not found, there":  {reply{Body: `{"code":"723","data":[{"transaction_id":"T1","client_transaction_id":"a","amount":"5","treatment_status":"VAL"}]}`}, paygates.ErrUnexpectedReply},
			"404, and there":    {reply{Status: 404, Body: `{"code":"723","data":[{"transaction_id":"T1","client_transaction_id":"a","amount":"5"}]}`}, paygates.ErrUnexpectedReply},
		} {
			if op == "Payments.Create" && (strings.Contains(name, "payout") || strings.Contains(name, "there")) || op == "Transfers.Send" && name == "somebody else's" {
				continue
			}
			t.Run(op+"/"+name, func(t *testing.T) {
				t.Parallel()
				host := scripted(c.answer)
				client, err := cinetpay.New(testConfig(), paygates.WithHTTPClient(host.Client()), paygates.WithRetry(paygates.RetryPolicy{MaxAttempts: 1}))
				require.NoError(t, err)
				got, err := client.Resolve(t.Context(), paygates.Intent{Gateway: "cinetpay", Op: op, Reference: "a", Amount: xof("5"), At: time.Now().Add(-late)})
				require.ErrorIs(t, err, c.kind)
				assert.Nil(t, got)
				e, _ := errors.AsType[*paygates.Error](err)
				assert.Equal(t, "Client.Resolve", e.Op)
				assert.Equal(t, "Client.Resolve", e.Intent.Op)
				assert.Equal(t, notExecuted, e.Outcome)
			})
		}
	}
}

// The whole of a recovery: the answer is lost, the intent of the error finds out.
func TestResolveTakesTheErrorsIntent(t *testing.T) {
	t.Parallel()
	lost := reply{Status: 502}
	client, _ := stubbed(t, lost, reply{Body: `{"code":0,"data":[{"transaction_id":"T1","client_transaction_id":"PAYOUT-2024-0001","amount":"5000","receiver_e164":"+2250700000001","treatment_status":"NEW"}]}`})
	_, err := client.Transfers.Send(t.Context(), sendRequest())
	require.ErrorIs(t, err, paygates.ErrOutcomeUnknown)
	e, _ := errors.AsType[*paygates.Error](err)
	assert.Equal(t, "2250700000001", e.Intent.TargetID)
	got, err := client.Resolve(t.Context(), e.Intent)
	require.NoError(t, err)
	assert.Equal(t, paygates.VerdictExecuted, got.Verdict)

	// The same after a code that says that the reference was used before.
	client, _ = stubbed(t, reply{Body: `{"code":"805","message":"CLIENT_TRANSACTION_ID_EXIST","data":[]}`}, reply{Body: `{"code":0,"data":[{"client_transaction_id":"PAYOUT-2024-0001","amount":"9000","treatment_status":"VAL"}]}`})
	_, err = client.Transfers.Send(t.Context(), sendRequest())
	require.ErrorIs(t, err, paygates.ErrDuplicate)
	require.ErrorIs(t, err, paygates.ErrOutcomeUnknown)
	e, _ = errors.AsType[*paygates.Error](err)
	got, err = client.Resolve(t.Context(), e.Intent)
	require.NoError(t, err)
	assert.Equal(t, paygates.VerdictConflict, got.Verdict, "another payout has this reference")
}

// Adding contacts again changes nothing: there is nothing to find out.
func TestResolveAddContacts(t *testing.T) {
	t.Parallel()
	client, host := stubbed(t, reply{})
	got, err := client.Resolve(t.Context(), paygates.Intent{Gateway: "cinetpay", Op: "Transfers.AddContacts"})
	require.NoError(t, err)
	assert.Equal(t, paygates.VerdictUnknown, got.Verdict)
	assert.Equal(t, paygates.AdviceResend, got.Advice)
	assert.Empty(t, host.Requests())
}
