package cinetpaytest_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/paygates/paygates-go/cinetpay/cinetpaytest"
)

type fault = cinetpaytest.Fault

func TestDropOnEitherSideOfTheCommitPoint(t *testing.T) {
	t.Parallel()
	for when, want := range map[cinetpaytest.When][]string{
		cinetpaytest.BeforeCommit: nil, cinetpaytest.AfterCommit: {"send 500 XOF"},
	} {
		s, query := befriended(t, cinetpaytest.Config{})
		s.Fail(fault{On: onSend, Drop: true, When: when})
		assert.True(t, dropped(func() { s.form(onSend, query, payout(nil)) }))
		assert.Equal(t, want, s.movements())
		assert.Zero(t, s.PendingFaults())
		code := 0
		if when == cinetpaytest.AfterCommit {
			code = 805
		}
		assert.Equal(t, code, s.form(onSend, query, payout(nil)).entries(t)[0].Code, "once")
	}
}

func TestReplacedAnswers(t *testing.T) {
	t.Parallel()
	for _, f := range []fault{
		{Status: 502, Header: http.Header{"Content-Type": {"text/html"}}, Body: []byte("<html>Bad Gateway</html>")},
		{Status: 500},
		{Status: 429, Header: http.Header{"Retry-After": {"7"}}},
		{Status: 200, Body: []byte(`{"code":"201"}`), When: cinetpaytest.AfterCommit},
		{Status: 504, When: cinetpaytest.AfterCommit},
	} {
		s := newShop(t, cinetpaytest.Config{})
		f.On = onCreate
		s.Fail(f)
		a := s.post(onCreate, order(nil))
		assert.Equal(t, f.Status, a.status)
		assert.Equal(t, string(f.Body), a.body)
		for name := range f.Header {
			assert.Equal(t, f.Header.Get(name), a.header.Get(name))
		}
		assert.Len(t, s.Payments(), map[cinetpaytest.When]int{cinetpaytest.AfterCommit: 1}[f.When])
	}
}

func TestCodesOfBothAPIs(t *testing.T) {
	t.Parallel()
	s, query := befriended(t, cinetpaytest.Config{})
	s.Fail(fault{On: onCreate, Code: "429"})
	a := s.post(onCreate, order(nil))
	assert.Equal(t, []any{429, "429"}, []any{a.status, a.code(t)})
	assert.Contains(t, a.body, `"message":"TOO_MANY_REQUEST"`)
	s.Fail(fault{On: onCreate, Code: "602"})
	assert.Contains(t, s.post(onCreate, order(nil)).body, `"message":"INSUFFICIENT_BALANCE"`)
	s.Fail(fault{On: onSend, Code: "602"})
	a = s.form(onSend, query, payout(nil))
	assert.Contains(t, a.body, `"code":"602"`)
	assert.Contains(t, a.body, `"data":[]`)
	s.Fail(fault{On: onCreate, Code: "1010"})
	assert.Equal(t, "error code: 1010", s.post(onCreate, order(nil)).body)
	assert.Empty(t, s.Ledger())
	s.Fail(fault{On: onSend, Code: "709", When: cinetpaytest.AfterCommit})
	assert.Equal(t, "709", s.form(onSend, query, payout(nil)).code(t))
	assert.Equal(t, []string{"send 500 XOF"}, s.movements(), "executed all the same")
}

func TestFaultsAreOfferedInOrder(t *testing.T) {
	t.Parallel()
	s := newShop(t, cinetpaytest.Config{})
	s.Fail(fault{On: onCheck, Status: 503, Nth: 3})
	s.Fail(fault{On: onCheck, Status: 500, Times: 2})
	s.Fail(fault{Status: 418, Nth: 2})
	s.Fail(fault{On: onCreate, Status: 504, Times: -1})
	var got []int
	for range 6 {
		got = append(got, s.check("nobody").status)
	}
	// The fault without a call counts only what the others let by: the fourth
	// and the fifth check.
	assert.Equal(t, []int{500, 500, 503, 400, 418, 400}, got)
	assert.Equal(t, 1, s.PendingFaults())
	for range 3 {
		assert.Equal(t, 504, s.post(onCreate, order(nil)).status)
	}
	assert.Equal(t, 1, s.PendingFaults())
}

func TestFaultsOnAnyCallSpareThePage(t *testing.T) {
	t.Parallel()
	s := newShop(t, cinetpaytest.Config{})
	id := s.create(nil)
	s.Fail(fault{Status: 503})
	assert.Equal(t, 200, s.page(id).status)
	assert.Equal(t, 503, s.check(id).status)
	s.Fail(fault{On: "GET /payment/{token}", Status: 503})
	assert.Equal(t, 503, s.page(id).status)
	s.Fail(fault{On: "POST " + s.pagePath(id), Status: 503})
	assert.Equal(t, 503, s.submit(id, nil).status)
}

func TestTwice(t *testing.T) {
	t.Parallel()
	s, query := befriended(t, cinetpaytest.Config{})
	s.Fail(fault{On: onSend, Twice: true})
	assert.Equal(t, 805, s.form(onSend, query, payout(nil)).entries(t)[0].Code, "acts, then refuses")
	s.Fail(fault{On: onSend, Twice: true})
	assert.Equal(t, 0, s.form(onSend, query, payout(fields{"client_transaction_id": nil})).entries(t)[0].Code)
	assert.Equal(t, []string{"send 500 XOF", "send 500 XOF", "send 500 XOF"}, s.movements(), "twice without an identifier")
	s.Fail(fault{On: onCreate, Twice: true})
	s.create(nil)
	assert.Len(t, s.Payments(), 1)
}

func TestMutate(t *testing.T) {
	t.Parallel()
	s := newShop(t, cinetpaytest.Config{})
	id := s.create(nil)
	s.Fail(fault{On: onCheck, Mutate: func(b []byte) []byte { return bytes.ReplaceAll(b, []byte(`"2500"`), []byte(`"25"`)) }})
	assert.Equal(t, "25", s.check(id).checked(t).Data.Amount)
	assert.Equal(t, "2500", s.check(id).checked(t).Data.Amount)
}

func TestLateCommit(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s, query := befriended(t, cinetpaytest.Config{})
		start := time.Now().Round(0).UTC()
		s.Fail(fault{On: onSend, CommitAfter: time.Hour})
		s.Fail(fault{On: onCreate, CommitAfter: 30 * time.Second, Status: 504})
		s.Fail(fault{On: onSend, CommitAfter: 2 * time.Hour, Code: "715"})
		assert.True(t, dropped(func() { s.form(onSend, query, payout(nil)) }))
		assert.Equal(t, 504, s.post(onCreate, order(nil)).status)
		assert.Equal(t, "715", s.form(onSend, query, payout(fields{"client_transaction_id": "OUT-2"})).code(t))
		assert.Empty(t, s.Ledger())
		<-time.After(time.Hour - time.Nanosecond)
		assert.Equal(t, []string{"create 2500 XOF"}, s.movements())
		<-time.After(24 * time.Hour)
		assert.Equal(t, []string{"create 2500 XOF", "send 500 XOF", "send 500 XOF"}, s.movements(), "the token was valid when the requests came in")
		var after []time.Duration
		for _, e := range s.Ledger() {
			after = append(after, e.Time.Sub(start))
		}
		assert.Equal(t, []time.Duration{30 * time.Second, time.Hour, 2 * time.Hour}, after)
	})
}

func TestLateCommitBehindAResend(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s, query := befriended(t, cinetpaytest.Config{})
		s.Fail(fault{On: onSend, CommitAfter: time.Minute, Twice: true})
		assert.True(t, dropped(func() { s.form(onSend, query, payout(nil)) }))
		assert.Equal(t, 0, s.form(onSend, query, payout(nil)).entries(t)[0].Code)
		<-time.After(time.Hour)
		assert.Equal(t, []string{"send 500 XOF"}, s.movements(), "805 guards")
	})
}

func TestDelay(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		for when, want := range map[cinetpaytest.When]time.Duration{cinetpaytest.BeforeCommit: 10 * time.Second, cinetpaytest.AfterCommit: 0} {
			s := newShop(t, cinetpaytest.Config{})
			start := time.Now()
			s.Fail(fault{On: onCreate, Delay: 10 * time.Second, When: when})
			s.create(nil)
			assert.Equal(t, 10*time.Second, time.Since(start))
			assert.Equal(t, want, s.Ledger()[0].Time.Sub(start))
		}
	})
}

// A caller that hangs up does not stop the gateway.
func TestDelayOutlivesTheCaller(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		for when, atOnce := range map[cinetpaytest.When]int{cinetpaytest.BeforeCommit: 0, cinetpaytest.AfterCommit: 1} {
			s := newShop(t, cinetpaytest.Config{})
			s.Fail(fault{On: onCreate, Delay: time.Minute, When: when})
			ctx, cancel := context.WithTimeout(t.Context(), time.Second)
			defer cancel()
			dropped(func() { s.post(onCreate, order(nil), func(r *http.Request) { *r = *r.WithContext(ctx) }) })
			assert.Len(t, s.Payments(), atOnce)
			<-time.After(time.Minute)
			assert.Len(t, s.Payments(), 1)
		}
	})
}

func TestFaultsThatCouldNotWork(t *testing.T) {
	t.Parallel()
	s := newShop(t, cinetpaytest.Config{})
	same := func(b []byte) []byte { return b }
	for _, f := range []fault{
		{On: "GET /v2/payment"}, {On: "POST /v2/payments"}, {On: "/v2/payment"}, {Code: "429"}, {On: onCreate, Code: "709"}, {On: onSend, Code: "608"},
		{On: "GET /payment/{token}", Code: "608"}, {On: onCreate, Code: "429", Status: 429}, {On: onCreate, Drop: true, Code: "429"},
		{Drop: true, Status: 500}, {Drop: true, Cut: true}, {Drop: true, Mutate: same}, {Status: 500, Mutate: same},
		{On: onCreate, Code: "429", Mutate: same}, {CommitAfter: 1, Mutate: same}, {Drop: true, Twice: true}, {On: onCreate, Code: "429", Twice: true},
	} {
		assert.Panics(t, func() { s.Fail(f) }, fmt.Sprint(f.On, f.Code))
	}
	assert.Zero(t, s.PendingFaults())
}

// The rest needs a real connection.

func TestFaultsOnAConnection(t *testing.T) {
	t.Parallel()
	model := cinetpaytest.New(cinetpaytest.Config{})
	server := httptest.NewServer(model)
	defer server.Close()
	send := func(f fault) (*http.Response, []byte, error) {
		f.On = onCheck
		model.Fail(f)
		r, err := http.NewRequestWithContext(t.Context(), "POST", server.URL+"/v2/payment/check", strings.NewReader(checkOf("transaction_id", "x")))
		require.NoError(t, err)
		r.Header.Set("Content-Type", "application/json")
		a, err := server.Client().Do(r)
		if err != nil {
			return nil, nil, err
		}
		defer a.Body.Close()
		body, err := io.ReadAll(a.Body)
		return a, body, err
	}
	_, _, err := send(fault{Drop: true})
	assert.ErrorIs(t, err, io.EOF)
	_, whole, err := send(fault{})
	require.NoError(t, err)
	for _, n := range []int{0, 1, 40, len(whole) - 1} {
		a, body, err := send(fault{Cut: true, CutAfter: n})
		assert.ErrorIs(t, err, io.ErrUnexpectedEOF)
		assert.Equal(t, 400, a.StatusCode)
		assert.Len(t, body, n)
		assert.Equal(t, int64(len(whole)), a.ContentLength)
	}
	a, body, err := send(fault{Status: 502, Body: []byte("<html>Bad Gateway</html>"), Cut: true, CutAfter: 6})
	assert.ErrorIs(t, err, io.ErrUnexpectedEOF)
	assert.Equal(t, []any{502, "<html>"}, []any{a.StatusCode, string(body)})
	_, body, err = send(fault{Cut: true, CutAfter: 1 << 20})
	assert.NoError(t, err, "nothing to cut")
	assert.Len(t, body, len(whole))
}
