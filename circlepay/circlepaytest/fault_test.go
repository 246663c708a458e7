package circlepaytest_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/paygates/paygates-go/circlepay/circlepaytest"
)

type fault = circlepaytest.Fault

const onRefund = "POST /refund/request"

func TestDropOnEitherSideOfTheCommitPoint(t *testing.T) {
	t.Parallel()
	for when, refunds := range map[circlepaytest.When]int{circlepaytest.BeforeCommit: 0, circlepaytest.AfterCommit: 1} {
		s := stocked(t, circlepaytest.Config{})
		id := s.paid()
		s.Fail(fault{On: onRefund, Drop: true, When: when})
		assert.True(t, dropped(func() { s.refund(id) }))
		assert.Len(t, s.Refunds(), refunds)
		assert.Zero(t, s.PendingFaults())
		assert.Equal(t, 9112*refunds, s.refund(id).code(t), "once")
	}
}

func TestReplacedAnswers(t *testing.T) {
	t.Parallel()
	for _, f := range []fault{
		{Status: 502, Header: http.Header{"Content-Type": {"text/html"}}, Body: []byte("<html>Bad Gateway</html>")},
		{Status: 500},
		{Status: 404, Body: circlepaytest.FrameworkBody(404, "/refund/request")},
		{Status: 429, Header: http.Header{"Retry-After": {"7"}}},
		{Status: 200, Body: []byte(`{"isError":false}`), When: circlepaytest.AfterCommit},
		{Status: 504, When: circlepaytest.AfterCommit},
	} {
		s := stocked(t, circlepaytest.Config{})
		id := s.paid()
		f.On = onRefund
		s.Fail(f)
		a := s.refund(id)
		assert.Equal(t, f.Status, a.status)
		assert.Equal(t, string(f.Body), a.body)
		for name := range f.Header {
			assert.Equal(t, f.Header.Get(name), a.header.Get(name))
		}
		assert.Len(t, s.Refunds(), map[circlepaytest.When]int{circlepaytest.AfterCommit: 1}[f.When])
	}
}

func TestCodes(t *testing.T) {
	t.Parallel()
	s := stocked(t, circlepaytest.Config{})
	id := s.paid()
	s.Fail(fault{On: onRefund, Code: "9112"})
	a := s.refund(id)
	assert.Equal(t, 9112, a.code(t))
	assert.Contains(t, a.body, "The payment gateway rejected the refund request for the following reason the data.")
	assert.Empty(t, s.Refunds())
	s.Fail(fault{On: "POST invoice/create", Code: "5101", When: circlepaytest.AfterCommit})
	assert.Equal(t, 5101, s.send("POST invoice/create", fields{"invoice": anInvoice}).code(t))
	assert.Len(t, s.Invoices(), 2, "executed all the same")
}

func TestFaultsAreOfferedInOrder(t *testing.T) {
	t.Parallel()
	s := newShop(t, circlepaytest.Config{})
	const on = "GET /customer/list"
	s.Fail(fault{On: on, Status: 503, Nth: 3})
	s.Fail(fault{On: on, Status: 500, Times: 2})
	s.Fail(fault{Status: 418, Nth: 2})
	s.Fail(fault{On: onRefund, Status: 504, Times: -1})
	var got []int
	for range 6 {
		got = append(got, s.call("GET customer/list", "").status)
	}
	// The fault without a call counts only what the others let by.
	assert.Equal(t, []int{500, 500, 503, 200, 418, 200}, got)
	assert.Equal(t, 1, s.PendingFaults())
	for range 3 {
		assert.Equal(t, 504, s.refund("1").status)
	}
	assert.Equal(t, 1, s.PendingFaults())
}

// A template's holes may have any name, and slashes at the ends do not matter.
func TestNamesOfFaults(t *testing.T) {
	t.Parallel()
	for _, on := range []string{
		"GET /customer/get/{customer_mobile_number}", "GET /customer/get/{id}", "GET customer/get/{mobile}/", "GET /customer/get/" + buyer,
	} {
		s := stocked(t, circlepaytest.Config{})
		s.Fail(fault{On: on, Status: 503})
		assert.Equal(t, 200, s.call("GET customer/list", "").status)
		assert.Equal(t, 503, s.call("GET customer/get/"+buyer, "").status, on)
	}
	s := stocked(t, circlepaytest.Config{})
	s.Fail(fault{On: "POST payPaymentLink/", Status: 503})
	assert.Equal(t, 503, s.send("POST payPaymentLink", fields{}).status)
}

func TestFaultsOnAnyCallSpareThePage(t *testing.T) {
	t.Parallel()
	s := stocked(t, circlepaytest.Config{})
	page := s.pageOf(s.open(nil))
	s.Fail(fault{Status: 503})
	assert.Equal(t, 200, s.call("GET "+page, "").status)
	assert.Equal(t, 503, s.call("GET customer/list", "").status)
	s.Fail(fault{On: "GET /payment/make-payment/{id}/{token}", Status: 503})
	assert.Equal(t, 503, s.call("GET "+page, "").status)
}

func TestTwice(t *testing.T) {
	t.Parallel()
	s := stocked(t, circlepaytest.Config{})
	id := s.paid()
	s.Fail(fault{On: onRefund, Twice: true})
	assert.Equal(t, 9112, s.refund(id).code(t), "acts, then refuses")
	assert.Len(t, s.Refunds(), 1)
	s.Fail(fault{On: "POST invoice/create", Twice: true})
	s.invoice(nil)
	assert.Len(t, s.Invoices(), 3, "nothing guards a second invoice")
}

// createV2 stops in the middle.
func TestSteps(t *testing.T) {
	t.Parallel()
	for steps, want := range map[int][]int{1: {1, 0, 0}, 2: {1, 1, 0}, 0: {1, 1, 1}} {
		for _, f := range []fault{{}, {Status: 504, When: circlepaytest.AfterCommit}, {Drop: true, When: circlepaytest.AfterCommit}} {
			s := newShop(t, circlepaytest.Config{})
			f.On, f.Steps = "POST invoice/createV2", steps
			s.Fail(f)
			a := answer{}
			lost := dropped(func() {
				a = s.send("POST invoice/createV2", fields{"customer": aCustomer, "invoice": anInvoice})
			})
			assert.Equal(t, f.Drop, lost)
			if f.Status == 0 && !f.Drop {
				assert.Equal(t, steps != 0, a.code(t) == 5101)
			}
			assert.Equal(t, want, []int{len(s.Merchants()[0].Customers), len(s.Invoices()), len(s.Payments())})
		}
	}
}

func TestMutate(t *testing.T) {
	t.Parallel()
	s := stocked(t, circlepaytest.Config{})
	id := s.paid()
	s.Fail(fault{On: "GET /payment/get/{id}", Mutate: func(b []byte) []byte { return bytes.ReplaceAll(b, []byte(`360.0`), []byte(`3.6`)) }})
	assert.Equal(t, "3.6", s.call("GET payment/get/"+id, "").text(t, "value"))
	assert.Equal(t, "360.0", s.call("GET payment/get/"+id, "").text(t, "value"))
}

func TestLateCommit(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := stocked(t, circlepaytest.Config{RepeatRefunds: true})
		id := s.paid()
		before := len(s.Ledger())
		start := time.Now().Round(0).UTC()
		s.Fail(fault{On: onRefund, CommitAfter: time.Hour})
		s.Fail(fault{On: onRefund, CommitAfter: 30 * time.Second, Status: 504})
		s.Fail(fault{On: onRefund, CommitAfter: 2 * time.Hour, Code: "9112"})
		assert.True(t, dropped(func() { s.refund(id) }))
		assert.Equal(t, 504, s.refund(id).status)
		assert.Equal(t, 9112, s.refund(id).code(t))
		assert.Len(t, s.Ledger(), before)
		<-time.After(time.Hour - time.Nanosecond)
		assert.Len(t, s.Ledger(), before+1)
		<-time.After(24 * time.Hour)
		var after []time.Duration
		for _, e := range s.Ledger()[before:] {
			after = append(after, e.Time.Sub(start))
		}
		assert.Equal(t, []time.Duration{30 * time.Second, time.Hour, 2 * time.Hour}, after)
	})
}

// What comes in between decides what a late request finds.
func TestLateCommitBehindAResend(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := stocked(t, circlepaytest.Config{})
		id := s.paid()
		s.Fail(fault{On: onRefund, CommitAfter: time.Minute, Twice: true})
		assert.True(t, dropped(func() { s.refund(id) }))
		assert.Zero(t, s.refund(id).code(t))
		<-time.After(time.Hour)
		assert.Len(t, s.Refunds(), 1, "9112 guards")
	})
}

func TestDelay(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		for when, want := range map[circlepaytest.When]time.Duration{circlepaytest.BeforeCommit: 10 * time.Second, circlepaytest.AfterCommit: 0} {
			s := stocked(t, circlepaytest.Config{})
			start := time.Now()
			s.Fail(fault{On: "POST invoice/create", Delay: 10 * time.Second, When: when})
			s.invoice(nil)
			assert.Equal(t, 10*time.Second, time.Since(start))
			assert.Equal(t, want, s.Ledger()[0].Time.Sub(start))
		}
	})
}

// A caller that hangs up does not stop the gateway.
func TestDelayOutlivesTheCaller(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		for when, atOnce := range map[circlepaytest.When]int{circlepaytest.BeforeCommit: 0, circlepaytest.AfterCommit: 1} {
			s := stocked(t, circlepaytest.Config{})
			s.Fail(fault{On: "POST invoice/create", Delay: time.Minute, When: when})
			ctx, cancel := context.WithTimeout(t.Context(), time.Second)
			defer cancel()
			dropped(func() {
				s.send("POST invoice/create", fields{"invoice": anInvoice}, func(r *http.Request) { *r = *r.WithContext(ctx) })
			})
			assert.Len(t, s.Invoices(), atOnce)
			<-time.After(time.Minute)
			assert.Len(t, s.Invoices(), 1)
		}
	})
}

func TestFaultsThatCouldNotWork(t *testing.T) {
	t.Parallel()
	s := newShop(t, circlepaytest.Config{})
	same := func(b []byte) []byte { return b }
	for _, f := range []fault{
		{On: "GET /invoice/create"}, {On: "POST /invoices"}, {On: "/invoice/create"}, {Code: "1"}, {Code: "5101", Status: 500},
		{Drop: true, Status: 500}, {Drop: true, Code: "5101"}, {Drop: true, Cut: true}, {CommitAfter: 1, Cut: true}, {Drop: true, Mutate: same},
		{Status: 500, Mutate: same}, {Code: "5101", Mutate: same}, {CommitAfter: 1, Mutate: same}, {Drop: true, Twice: true},
		{Code: "5101", Twice: true}, {Drop: true, Steps: 1}, {Steps: 3}, {Steps: -1},
	} {
		assert.Panics(t, func() { s.Fail(f) }, fmt.Sprint(f.On, f.Code))
	}
	assert.Zero(t, s.PendingFaults())
	s = newShop(t, circlepaytest.Config{Paths: circlepaytest.ClientPaths})
	assert.Panics(t, func() { s.Fail(fault{On: "POST paymentlink/create"}) }, "a path that is not served")
}

// The rest needs a real connection.
func TestFaultsOnAConnection(t *testing.T) {
	t.Parallel()
	model := circlepaytest.New(circlepaytest.Config{})
	server := httptest.NewServer(model)
	defer server.Close()
	send := func(f fault) (*http.Response, []byte, error) {
		f.On = "GET customer/list"
		model.Fail(f)
		r, err := http.NewRequestWithContext(t.Context(), "GET", server.URL+"/customer/list", nil)
		require.NoError(t, err)
		authorize(r, circlepaytest.DefaultMerchantToken)
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
		assert.Equal(t, 200, a.StatusCode)
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
