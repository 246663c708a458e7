package ordergatetest_test

import (
	"encoding/base64"
	"encoding/json"
	"net/url"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/paygates/paygates-go/internal/ordergate/ordergatetest"
)

// form3d reads the form of an answer that sends the payer to the bank.
func (a answer) form3d(t testing.TB) map[string]string {
	t.Helper()
	var body struct {
		Orders []struct{ Form3d map[string]string }
	}
	require.NoError(t, json.Unmarshal([]byte(a.body), &body), a.body)
	require.NotEmpty(t, body.Orders[0].Form3d, a.body)
	return body.Orders[0].Form3d
}

// challenged is an order whose payer is to act on the bank's page.
func challenged(s shop, options string) string {
	s.t.Helper()
	a := s.authorize(approvedPAN, options)
	require.Equal(s.t, 201, a.status, a.body)
	return a.orders(s.t)[0].ID
}

func (s shop) complete(id string, fields url.Values) answer {
	s.t.Helper()
	name, path := "PaRes", "/complete"
	if fields.Has("cres") {
		name, path = "cres", "/complete3d20"
	}
	return s.call("POST", "/orders/"+id+path, `{"`+name+`":"`+fields.Get(name)+`"}`)
}

func TestChallengeOfVersion1(t *testing.T) {
	t.Parallel()
	s := newWhole(t, ordergatetest.Config{})
	a := s.authorize(approvedPAN, `{"force3d":1,"auto_charge":1}`)
	require.Equal(t, 201, a.status)
	id := a.orders(t)[0].ID
	session := base64.StdEncoding.EncodeToString([]byte(id))
	form := a.form3d(t)
	assert.Equal(t, map[string]string{"MD": session, "PaReq": form["PaReq"], "TermUrl": "http://gate.example/complete/secure3d",
		"action": "http://gate.example/test/bank", "method": "GET"}, form)
	assert.Equal(t, map[string]string{"reason": "force3d", "scenario": "unknown"}, a.orders(t)[0].Secure3D)
	assert.Equal(t, "prepared", s.order(id).Status)
	assert.Equal(t, []string{"create 9.99 USD"}, kinds(s.Ledger()), "no money yet")
	assert.NotContains(t, s.call("GET", "/orders/"+id, "").body, "form3d")

	early := s.complete(id, url.Values{"PaRes": {"424EF64895CAE9797497F"}})
	assert.Equal(t, []any{422, "validation"}, []any{early.status, early.failureType(t)})
	back, err := s.Authenticate(id)
	require.NoError(t, err)
	assert.Equal(t, "http://gate.example/complete/secure3d", back.URL)
	assert.Equal(t, session, back.Fields.Get("MD"))
	foreign := s.complete(id, url.Values{"PaRes": {"424EF64895CAE9797497F"}})
	assert.Equal(t, 422, foreign.status)
	assert.Contains(t, foreign.body, `"attribute":"PaRes"`)
	assert.NotContains(t, foreign.body, "424EF64895CAE9797497F")
	assert.Equal(t, "prepared", s.order(id).Status)

	done := s.call("POST", "/orders/"+id+"/complete", `{"PaRes":"`+back.Fields.Get("PaRes")+`"}`, header("X-Request-Id", "req-7"))
	require.Equal(t, 200, done.status, done.body)
	o := done.orders(t)[0]
	assert.Equal(t, []string{id, "charged", "9.99"}, []string{o.ID, o.Status, o.AmountCharged})
	assert.Nil(t, o.Operations, "as the sample")
	assert.Equal(t, []string{"create 9.99 USD", "authorize 9.99 USD", "charge 9.99 USD"}, kinds(s.Ledger()))
	assert.Equal(t, "req-7", s.Ledger()[2].RequestID)

	again := s.complete(id, back.Fields)
	assert.Equal(t, []any{422, "validation", "Order already completed"}, []any{again.status, again.failureType(t), again.message(t)})
	assert.Contains(t, again.body, `"order_id":"`+id+`"`)
	assert.Len(t, s.Ledger(), 3, "no money twice")
	for _, r := range s.Requests() {
		assert.NotContains(t, string(r.Body), back.Fields.Get("PaRes"))
	}
	assert.Empty(t, s.Callbacks(), "the answer tells the merchant")
}

func TestChallengeOfVersion2(t *testing.T) {
	t.Parallel()
	for _, withCRes := range []bool{true, false} {
		s := newWhole(t, ordergatetest.Config{})
		a := s.authorize(approvedPAN, secure2)
		id := a.orders(t)[0].ID
		session := base64.StdEncoding.EncodeToString([]byte(id))
		assert.Equal(t, map[string]string{"threeDSSessionData": session, "action": "http://gate.example/test/bank", "method": "POST"}, a.form3d(t))
		assert.Equal(t, map[string]string{"dsrp": "0", "scenario": "unknown", "reason": "force3d", "eci": "0", "version": "2"}, a.orders(t)[0].Secure3D)

		early := s.call("POST", "/orders/"+id+"/complete3d20", "")
		assert.Equal(t, []any{422, "validation"}, []any{early.status, early.failureType(t)})
		assert.Equal(t, "prepared", s.order(id).Status, "without RReq data it stays")

		back, err := s.Authenticate(id)
		require.NoError(t, err)
		assert.Equal(t, notifyURL, back.URL)
		assert.Equal(t, session, back.Fields.Get("threeDSSessionData"))
		foreign := s.complete(id, url.Values{"cres": {"ewogICJhY3NUcmFuc0"}})
		assert.Equal(t, 422, foreign.status)
		assert.Contains(t, foreign.body, `"attribute":"cres"`)

		var cres map[string]string
		text, err := base64.StdEncoding.DecodeString(back.Fields.Get("cres"))
		require.NoError(t, err)
		require.NoError(t, json.Unmarshal(text, &cres))
		assert.Equal(t, "Y", cres["transStatus"])

		body := ""
		if withCRes {
			body = `{"cres":"` + back.Fields.Get("cres") + `"}`
		}
		done := s.call("POST", "/orders/"+id+"/complete3d20", body)
		require.Equal(t, 200, done.status, done.body)
		o := done.orders(t)[0]
		assert.Equal(t, "authorized", o.Status)
		assert.Equal(t, cres["threeDSServerTransID"], o.Secure3D["xid"])
		assert.Equal(t, shape(t, sampleSecure3D), shape(t, string(mustJSON(t, o.Secure3D))))
		assert.Equal(t, []string{"create 9.99 USD", "authorize 9.99 USD"}, kinds(s.Ledger()))
		assert.Equal(t, 422, s.call("POST", "/orders/"+id+"/complete3d20", body).status)
		assert.Len(t, s.Ledger(), 2)
		for _, r := range s.Requests() {
			assert.NotContains(t, string(r.Body), back.Fields.Get("cres"))
		}
	}
}

func mustJSON(t testing.TB, v any) []byte {
	t.Helper()
	text, err := json.Marshal(v)
	require.NoError(t, err)
	return text
}

func TestFailedAuthentication(t *testing.T) {
	t.Parallel()
	for _, options := range []string{secure1, secure2} {
		for _, declines := range []ordergatetest.DeclineForm{ordergatetest.DeclineAsError, ordergatetest.DeclineAsOrder} {
			s := newWhole(t, ordergatetest.Config{Declines: declines})
			id := challenged(s, options)
			back, err := s.FailAuthentication(id)
			require.NoError(t, err)
			assert.Equal(t, "prepared", s.order(id).Status)
			a := s.complete(id, back.Fields)
			if declines == ordergatetest.DeclineAsError {
				assert.Equal(t, []any{402, "rejected"}, []any{a.status, a.failureType(t)})
				assert.Contains(t, a.body, `"order_id":"`+id+`"`)
			} else {
				assert.Equal(t, []any{200, "rejected"}, []any{a.status, a.orders(t)[0].Status})
			}
			o := s.order(id)
			assert.Equal(t, []string{"rejected", "rejected", "3-D Secure authentication failed"}, []string{o.Status, o.FailureType, o.FailureMessage})
			assert.Empty(t, o.Operations, "the acquirer is never asked")
			assert.Equal(t, "N", s.call("GET", "/orders/"+id+"?expand=secure3d", "").orders(t)[0].Secure3D["authorization_status"])
			assert.Equal(t, []string{"create 9.99 USD"}, kinds(s.Ledger()))
			assert.Equal(t, 422, s.complete(id, back.Fields).status)
		}
	}
}

func TestBanks(t *testing.T) {
	t.Parallel()
	const other = "2222400060000007"
	for _, options := range []string{secure1, secure2} {
		s := newWhole(t, ordergatetest.Config{Bank: ordergatetest.Bank{Answer: ordergatetest.Frictionless}})
		a := s.authorize(approvedPAN, options)
		require.Equal(t, 200, a.status)
		assert.Equal(t, "authorized", a.orders(t)[0].Status)
		assert.Equal(t, "Y", a.orders(t)[0].Secure3D["authorization_status"])

		require.NoError(t, s.SetBank(other, ordergatetest.Bank{Answer: ordergatetest.NotAuthenticated}))
		a = s.authorize(other, options)
		assert.Equal(t, []any{402, "rejected"}, []any{a.status, a.failureType(t)})
		require.NoError(t, s.SetBank(other, ordergatetest.Bank{}))
		assert.Equal(t, 201, s.authorize(other, options).status)
		assert.Equal(t, 200, s.authorize(approvedPAN, options).status)
		assert.Equal(t, 402, s.authorize(faultyPAN, options).status, "the bank is content, the acquirer is not")
		assert.Equal(t, "error", s.last().Status)
		assert.Equal(t, 200, s.authorize(other, `{}`).status, "not asked for")
	}
	s := newWhole(t, ordergatetest.Config{})
	assert.ErrorIs(t, s.SetBank("4111111111111112", ordergatetest.Bank{}), ordergatetest.ErrInvalidPAN)
}

func TestDeclineBehindTheChallenge(t *testing.T) {
	t.Parallel()
	for _, options := range []string{secure1, secure2} {
		s := newWhole(t, ordergatetest.Config{})
		id := s.authorize(faultyPAN, options).orders(t)[0].ID
		back, err := s.Authenticate(id)
		require.NoError(t, err)
		a := s.complete(id, back.Fields)
		assert.Equal(t, []any{402, "error"}, []any{a.status, a.failureType(t)})
		assert.Equal(t, "error", s.order(id).Status)

		id = challenged(s, options)
		back, err = s.Authenticate(id)
		require.NoError(t, err)
		s.Fail(fault{On: "", Decline: ordergatetest.DeclinedByAcquirer})
		a = s.complete(id, back.Fields)
		assert.Equal(t, []any{402, "declined"}, []any{a.status, a.failureType(t)})
		assert.Equal(t, "failure", s.order(id).Operations[0].Status)
	}
}

func TestResume(t *testing.T) {
	t.Parallel()
	for want, c := range map[string]struct {
		bank    ordergatetest.Authentication
		status  int
		message string
	}{
		"prepared":   {ordergatetest.Challenge, 201, ""},
		"authorized": {ordergatetest.Frictionless, 200, ""},
		"rejected":   {ordergatetest.NotAuthenticated, 402, "3-D Secure authentication failed"},
	} {
		s := newWhole(t, ordergatetest.Config{Bank: ordergatetest.Bank{Method: true, Answer: c.bank}})
		a := s.authorize(approvedPAN, secure2)
		require.Equal(t, 201, a.status, a.body)
		id := a.orders(t)[0].ID
		form := a.form3d(t)
		assert.Equal(t, []string{"http://gate.example/test/bank/method", "POST"}, []string{form["action"], form["method"]})
		assert.NotEmpty(t, form["threeDSMethodData"])
		_, err := s.Authenticate(id)
		assert.ErrorIs(t, err, ordergatetest.ErrNotChallenged, "the bank has not asked yet")
		assert.Equal(t, 422, s.call("POST", "/orders/"+id+"/complete3d20", "").status)
		extra := s.call("POST", "/orders/"+id+"/resume", `{"cres":"x"}`)
		assert.Equal(t, 422, extra.status)
		assert.Contains(t, extra.body, "This call takes no parameters.")

		a = s.call("POST", "/orders/"+id+"/resume", "")
		require.Equal(t, c.status, a.status, a.body)
		assert.Equal(t, want, s.order(id).Status)
		again := s.call("POST", "/orders/"+id+"/resume", "")
		assert.Equal(t, []any{422, "validation"}, []any{again.status, again.failureType(t)})
		switch want {
		case "prepared":
			assert.Equal(t, "http://gate.example/test/bank", a.form3d(t)["action"])
			back, err := s.Authenticate(id)
			require.NoError(t, err)
			assert.Equal(t, 200, s.complete(id, back.Fields).status)
			assert.Equal(t, "authorized", s.order(id).Status)
		case "authorized":
			assert.Equal(t, "authorized", a.orders(t)[0].Status)
			assert.Equal(t, []string{"create 9.99 USD", "authorize 9.99 USD"}, kinds(s.Ledger()))
		default:
			assert.Equal(t, c.message, a.message(t))
		}
	}
	s := newWhole(t, ordergatetest.Config{Bank: ordergatetest.Bank{Method: true, Answer: ordergatetest.Frictionless}})
	assert.Equal(t, 200, s.authorize(approvedPAN, secure1).status, "version 1 has no 3DS Method")
	id := s.authorize(approvedPAN, secure2).orders(t)[0].ID
	s.Fail(fault{On: "POST /orders/{id}/resume", Decline: ordergatetest.DeclinedAsFraud})
	a := s.call("POST", "/orders/"+id+"/resume", "")
	assert.Equal(t, []any{402, "fraud"}, []any{a.status, a.failureType(t)})
	assert.Equal(t, "fraud", s.order(id).Status)
}

// Each continuation in each state that it does not belong to.
func TestContinuationsRefuse(t *testing.T) {
	t.Parallel()
	method := ordergatetest.Config{Bank: ordergatetest.Bank{Method: true}}
	states := map[string]struct {
		cfg   ordergatetest.Config
		order func(s shop) string
		may   string
	}{
		"created":     {order: func(s shop) string { return s.create(`{}`) }},
		"page":        {order: func(s shop) string { return act(s, s.create(`{"force3d":1}`), s.Abandon) }},
		"authorized":  {order: func(s shop) string { return s.authorize(approvedPAN, `{}`).orders(s.t)[0].ID }},
		"version 1":   {order: func(s shop) string { return challenged(s, secure1) }},
		"version 2":   {order: func(s shop) string { return challenged(s, secure2) }},
		"3DS Method":  {cfg: method, order: func(s shop) string { return challenged(s, secure2) }, may: "resume"},
		"confirmed 2": {order: func(s shop) string { return confirmed(s, secure2) }, may: "complete3d20"},
		"confirmed 1": {order: func(s shop) string { return confirmed(s, secure1) }},
	}
	for state, c := range states {
		for call, body := range map[string]string{"complete": `{"PaRes":"424EF64895CAE9797497F"}`, "complete3d20": "", "resume": ""} {
			s := newWhole(t, c.cfg)
			id := c.order(s)
			before, ledger := s.order(id), s.Ledger()
			a := s.call("POST", "/orders/"+id+"/"+call, body)
			if call == c.may {
				assert.Less(t, a.status, 300, "%s %s", state, call)
				continue
			}
			assert.Equal(t, []any{422, "validation"}, []any{a.status, a.failureType(t)}, "%s %s", state, call)
			assert.Contains(t, a.body, `"order_id":"`+id+`"`)
			assert.NotContains(t, a.body, "already completed")
			assert.Equal(t, before, s.order(id))
			assert.Equal(t, ledger, s.Ledger())
		}
	}
	s := newWhole(t, ordergatetest.Config{})
	bodies := map[string]string{"complete": `{"PaRes":"1"}`, "complete3d20": "", "resume": "", "credit": `{"amount":1}`}
	for call := range bodies {
		assert.Equal(t, 404, s.call("POST", "/orders/12345678901234567/"+call, bodies[call]).status, call)
	}
	id := challenged(s, secure1)
	for _, body := range []string{`{}`, `{"PaRes":""}`, `{"PaRes":null}`, `{"PaRes":{}}`} {
		a := s.call("POST", "/orders/"+id+"/complete", body)
		assert.Equal(t, 422, a.status, body)
		assert.Contains(t, a.body, `"attribute":"PaRes"`)
	}
	assert.Equal(t, 400, s.call("POST", "/orders/"+id+"/complete", "").status)
	for _, do := range []func(string) (ordergatetest.Return, error){s.Authenticate, s.FailAuthentication} {
		_, err := do("12345678901234567")
		assert.ErrorIs(t, err, ordergatetest.ErrOrderNotFound)
		_, err = do(s.create(`{}`))
		assert.ErrorIs(t, err, ordergatetest.ErrNotChallenged)
	}
	_, err := s.Authenticate(id)
	require.NoError(t, err)
	_, err = s.FailAuthentication(id)
	assert.ErrorIs(t, err, ordergatetest.ErrNotChallenged, "the first answer is final")
	assert.ErrorContains(t, s.Pay(id), "authenticating")
}

func confirmed(s shop, options string) string {
	s.t.Helper()
	id := challenged(s, options)
	_, err := s.Authenticate(id)
	require.NoError(s.t, err)
	return id
}

func TestDialogueExpires(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := newWhole(t, ordergatetest.Config{})
		open, late, intime := challenged(s, secure2), confirmed(s, secure2), confirmed(s, secure2)
		time.Sleep(30 * time.Minute)
		assert.Equal(t, 200, s.call("POST", "/orders/"+intime+"/complete3d20", "").status)
		time.Sleep(time.Nanosecond)
		assert.Equal(t, 422, s.call("POST", "/orders/"+late+"/complete3d20", "").status)
		_, err := s.Authenticate(open)
		assert.ErrorIs(t, err, ordergatetest.ErrNotChallenged)
		assert.Equal(t, "prepared", s.order(late).Status)
	})
}
