package ordergatetest_test

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/paygates/paygates-go/internal/ordergate/ordergatetest"
)

type fault = ordergatetest.Fault

const (
	onCharge = "PUT /orders/{id}/charge"
	onRefund = "PUT /orders/{id}/refund"
	onCreate = "POST /orders/create"
)

// dropped says whether a call on the recorder broke the connection.
func dropped(call func()) (broken bool) {
	defer func() {
		if v := recover(); v != nil {
			if v != http.ErrAbortHandler {
				panic(v)
			}
			broken = true
		}
	}()
	call()
	return false
}

func TestDropOnEitherSideOfTheCommitPoint(t *testing.T) {
	t.Parallel()
	for when, want := range map[ordergatetest.When]string{
		ordergatetest.BeforeCommit: "authorized", ordergatetest.AfterCommit: "charged",
	} {
		s := newShop(t, ordergatetest.Config{})
		id := reached(s, "authorized")
		s.Fail(fault{On: onCharge, Drop: true, When: when})
		assert.True(t, dropped(func() { s.call("PUT", "/orders/"+id+"/charge", "") }))
		assert.Equal(t, want, s.order(id).Status)
		assert.Zero(t, s.PendingFaults())
		assert.Equal(t, 200, s.call("GET", "/orders/"+id, "").status, "once")
	}
}

func TestReplacedAnswers(t *testing.T) {
	t.Parallel()
	cases := []fault{
		{Status: 502, Header: http.Header{"Content-Type": {"text/html"}}, Body: []byte("<html>Bad Gateway</html>")},
		{Status: 500},
		{Status: 429, Header: http.Header{"Retry-After": {"7"}}},
		{Status: 200, Body: []byte(`{"orders":[]}`), When: ordergatetest.AfterCommit},
		{Status: 504, When: ordergatetest.AfterCommit},
	}
	for _, f := range cases {
		s := newShop(t, ordergatetest.Config{})
		id := reached(s, "authorized")
		f.On = onCharge
		s.Fail(f)
		a := s.call("PUT", "/orders/"+id+"/charge", "")
		assert.Equal(t, f.Status, a.status)
		assert.Equal(t, string(f.Body), a.body)
		for name := range f.Header {
			assert.Equal(t, f.Header.Get(name), a.header.Get(name))
		}
		want := "authorized"
		if f.When == ordergatetest.AfterCommit {
			want = "charged"
		}
		assert.Equal(t, want, s.order(id).Status)
	}
}

func TestFaultsAreOfferedInOrder(t *testing.T) {
	t.Parallel()
	s := newShop(t, ordergatetest.Config{})
	s.Fail(fault{On: "GET /ping", Status: 503, Nth: 3})
	s.Fail(fault{On: "GET /ping", Status: 500, Times: 2})
	s.Fail(fault{On: "GET /orders", Status: 504})
	s.Fail(fault{Status: 418, Nth: 2})
	var got []int
	for range 6 {
		got = append(got, s.call("GET", "/ping", "").status)
	}
	// The fault without a call counts only what the others let by: the fourth
	// and the fifth ping.
	assert.Equal(t, []int{500, 500, 503, 200, 418, 200}, got)
	assert.Equal(t, 1, s.PendingFaults())
	assert.Equal(t, 504, s.call("GET", "/orders/", "").status)
	assert.Zero(t, s.PendingFaults())
}

func TestFaultForEverAndOnOneOrder(t *testing.T) {
	t.Parallel()
	s := newShop(t, ordergatetest.Config{})
	first, second := reached(s, "authorized"), reached(s, "authorized")
	s.Fail(fault{On: "PUT /orders/" + first + "/charge", Status: 503, Times: -1})
	for range 3 {
		assert.Equal(t, 503, s.call("PUT", "/orders/"+first+"/charge", "").status)
	}
	assert.Equal(t, 200, s.call("PUT", "/orders/"+second+"/charge", "").status)
	assert.Equal(t, 1, s.PendingFaults())
}

func TestFaultsOnAnyCallSpareThePage(t *testing.T) {
	t.Parallel()
	s := newShop(t, ordergatetest.Config{})
	id := s.create(`{}`)
	s.Fail(fault{Status: 503})
	assert.Equal(t, 200, s.call("GET", "/pay/"+id, "", browser).status)
	assert.Equal(t, 503, s.call("GET", "/ping", "").status)
	s.Fail(fault{On: "GET /pay/{id}", Status: 503})
	assert.Equal(t, 503, s.call("GET", "/pay/"+id, "", browser).status)
}

func TestTwice(t *testing.T) {
	t.Parallel()
	s := newShop(t, ordergatetest.Config{})
	id := reached(s, "charged")
	s.Fail(fault{On: onRefund, Twice: true})
	a := s.call("PUT", "/orders/"+id+"/refund", `{"amount":"2.00"}`)
	assert.Equal(t, "4.00", a.orders(t)[0].AmountRefunded)

	id = reached(s, "authorized")
	s.Fail(fault{On: onCharge, Twice: true})
	assert.Equal(t, 422, s.call("PUT", "/orders/"+id+"/charge", "").status, "acts, then refuses")
	assert.Equal(t, "charged", s.order(id).Status)

	before := len(s.Orders())
	s.Fail(fault{On: onCreate, Twice: true})
	a = s.call("POST", "/orders/create", `{"amount":1,"merchant_order_id":"x"}`)
	assert.Len(t, s.Orders(), before+2)
	assert.Equal(t, s.Orders()[before+1].ID, a.orders(t)[0].ID)

	s.Fail(fault{On: onCreate, Twice: true})
	a = s.call("POST", "/orders/create", `{"amount":0}`)
	assert.Equal(t, 1, strings.Count(a.body, "greater than zero"), "the second reading is a fresh one")
}

func TestMutate(t *testing.T) {
	t.Parallel()
	s := newShop(t, ordergatetest.Config{})
	id := reached(s, "authorized")
	s.Fail(fault{On: onCharge, Mutate: func(b []byte) []byte {
		return bytes.ReplaceAll(b, []byte(`"amount_charged":"9.99"`), []byte(`"amount_charged":"0.99"`))
	}})
	assert.Equal(t, "0.99", s.call("PUT", "/orders/"+id+"/charge", "").orders(t)[0].AmountCharged)
	assert.Equal(t, "9.99 AZN", s.order(id).Charged.String())
}

func TestLateCommit(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := newShop(t, ordergatetest.Config{})
		id := reached(s, "authorized")
		start := time.Now().Round(0).UTC()
		s.Fail(fault{On: onCharge, CommitAfter: time.Minute})
		s.Fail(fault{On: onCreate, CommitAfter: 30 * time.Second, Status: 504})
		assert.True(t, dropped(func() { s.call("PUT", "/orders/"+id+"/charge", `{"amount":"5.00"}`) }))
		assert.Equal(t, 504, s.call("POST", "/orders/create", `{"amount":1,"merchant_order_id":"late"}`).status)
		assert.Equal(t, "authorized", s.order(id).Status)
		time.Sleep(time.Minute - time.Nanosecond)
		assert.Equal(t, "authorized", s.order(id).Status)
		assert.Len(t, s.Orders(), 2)
		time.Sleep(time.Hour)
		o := s.order(id)
		assert.Equal(t, "charged", o.Status)
		assert.Equal(t, "5.00 AZN", o.Charged.String())
		assert.Equal(t, start.Add(time.Minute), o.Updated, "the entry carries the time that was due")
		ledger := s.Ledger()
		assert.Equal(t, start.Add(30*time.Second), ledger[2].Time)
		assert.Equal(t, "late", ledger[2].Reference)
	})
}

func TestLateCommitTwice(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := newShop(t, ordergatetest.Config{})
		id := reached(s, "charged")
		s.Fail(fault{On: onRefund, CommitAfter: time.Minute, Twice: true})
		assert.True(t, dropped(func() { s.call("PUT", "/orders/"+id+"/refund", `{"amount":"2.00"}`) }))
		assert.True(t, s.order(id).Refunded.IsZero())
		time.Sleep(time.Minute)
		assert.Equal(t, "4.00 AZN", s.order(id).Refunded.String())
	})
}

func TestLateCommitThatComesTooLate(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := newShop(t, ordergatetest.Config{})
		id := reached(s, "authorized")
		s.Fail(fault{On: onCharge, CommitAfter: time.Minute})
		assert.True(t, dropped(func() { s.call("PUT", "/orders/"+id+"/charge", "") }))
		put(s, id, "reverse", "")
		time.Sleep(time.Hour)
		assert.Equal(t, "reversed", s.order(id).Status)
		assert.True(t, s.order(id).Charged.IsZero())
	})
}

func TestDelay(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		for _, when := range []ordergatetest.When{ordergatetest.BeforeCommit, ordergatetest.AfterCommit} {
			s := newShop(t, ordergatetest.Config{})
			id := reached(s, "authorized")
			start := time.Now()
			s.Fail(fault{On: onCharge, Delay: 10 * time.Second, When: when})
			a := s.call("PUT", "/orders/"+id+"/charge", "")
			assert.Equal(t, 200, a.status)
			assert.Equal(t, 10*time.Second, time.Since(start))
			moved := s.order(id).Updated.Sub(start)
			assert.Equal(t, map[ordergatetest.When]time.Duration{
				ordergatetest.BeforeCommit: 10 * time.Second, ordergatetest.AfterCommit: 0,
			}[when], moved)
		}
	})
}

// A caller that hangs up does not stop the gateway.
func TestDelayOutlivesTheCaller(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		for when, atOnce := range map[ordergatetest.When]string{
			ordergatetest.BeforeCommit: "authorized", ordergatetest.AfterCommit: "charged",
		} {
			s := newShop(t, ordergatetest.Config{})
			id := reached(s, "authorized")
			s.Fail(fault{On: onCharge, Delay: time.Minute, When: when})
			ctx, cancel := context.WithTimeout(t.Context(), time.Second)
			defer cancel()
			dropped(func() {
				s.call("PUT", "/orders/"+id+"/charge", "", func(r *http.Request) { *r = *r.WithContext(ctx) })
			})
			assert.Equal(t, atOnce, s.order(id).Status)
			time.Sleep(time.Minute)
			assert.Equal(t, "charged", s.order(id).Status)
		}
	})
}

func TestFaultsThatCouldNotWork(t *testing.T) {
	t.Parallel()
	s := newShop(t, ordergatetest.Config{})
	same := func(b []byte) []byte { return b }
	for _, f := range []fault{
		{On: "GET /order"}, {On: "POST /ping"}, {On: "/ping"}, {On: "PUT /orders/{id}/resume"},
		{Decline: "sorry"}, {Drop: true, Status: 500}, {Drop: true, Cut: true},
		{Drop: true, Mutate: same}, {Status: 500, Mutate: same}, {CommitAfter: 1, Mutate: same},
		{Drop: true, Twice: true}, {Status: 500, Decline: ordergatetest.DeclinedAsFraud},
	} {
		assert.Panics(t, func() { s.Fail(f) }, f.On)
	}
	assert.Zero(t, s.PendingFaults())
}

// The rest needs a real connection.

func TestFaultsOnAConnection(t *testing.T) {
	t.Parallel()
	s := newShop(t, ordergatetest.Config{})
	server := httptest.NewServer(s.Platform)
	defer server.Close()
	send := func(f fault) (*http.Response, []byte, error) {
		id := reached(s, "authorized")
		f.On = onCharge
		s.Fail(f)
		r, err := http.NewRequestWithContext(t.Context(), "PUT", server.URL+"/orders/"+id+"/charge", nil)
		require.NoError(t, err)
		r.SetBasicAuth(username, password)
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
	for _, n := range []int{0, 1, 100, len(whole) - 1} {
		a, body, err := send(fault{Cut: true, CutAfter: n})
		assert.ErrorIs(t, err, io.ErrUnexpectedEOF)
		assert.Equal(t, 200, a.StatusCode)
		assert.Len(t, body, n)
		assert.Equal(t, int64(len(whole)), a.ContentLength)
	}
	a, body, err := send(fault{Status: 502, Body: []byte("<html>Bad Gateway</html>"), Cut: true, CutAfter: 6})
	assert.ErrorIs(t, err, io.ErrUnexpectedEOF)
	assert.Equal(t, 502, a.StatusCode)
	assert.Equal(t, "<html>", string(body))

	_, body, err = send(fault{Cut: true, CutAfter: 1 << 20})
	assert.NoError(t, err, "nothing to cut")
	assert.Len(t, body, len(whole))
}
