package ordergatetest_test

import (
	"fmt"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/paygates/paygates-go/internal/ordergate/ordergatetest"
)

func TestFaultsOnTheWholeSurface(t *testing.T) {
	t.Parallel()
	for _, twice := range []bool{false, true} {
		s := newWhole(t, ordergatetest.Config{})
		drop := func(on string) { s.Fail(fault{On: on, Drop: true, When: ordergatetest.AfterCommit, Twice: twice}) }
		lost := func(call func()) { assert.Panics(t, call) }
		n := 1
		if twice {
			n = 2
		}
		drop("POST /orders/authorize")
		lost(func() { s.authorize(approvedPAN, `{"auto_charge":1}`) })
		assert.Len(t, s.Orders(), n)
		assert.Len(t, s.Ledger(), 3*n)
		parent := s.last().ID

		drop("POST /orders/token_pay")
		lost(func() { s.call("POST", "/orders/token_pay", tokenBody(`{"type":"apple_pay","token":"tok"}`, `{}`)) })
		drop("POST /orders/{id}/credit")
		lost(func() { s.call("POST", "/orders/"+parent+"/credit", `{"amount":1}`) })
		assert.Len(t, s.Orders(), 3*n)

		for _, options := range []string{secure1, secure2} {
			id := challenged(s, options)
			back, err := s.Authenticate(id)
			require.NoError(t, err)
			before := len(s.Ledger())
			drop("")
			lost(func() { s.complete(id, back.Fields) })
			assert.Equal(t, "authorized", s.order(id).Status)
			assert.Len(t, s.Ledger(), before+1, "a dialogue ends once")
		}
	}
	s := newWhole(t, ordergatetest.Config{Bank: ordergatetest.Bank{Method: true, Answer: ordergatetest.Frictionless}})
	id := challenged(s, secure2)
	s.Fail(fault{On: "POST /orders/{id}/resume", Status: 504})
	assert.Equal(t, 504, s.call("POST", "/orders/"+id+"/resume", "").status)
	assert.Equal(t, "prepared", s.order(id).Status)
	s.Fail(fault{On: "GET /operations", Cut: true, CutAfter: 3})
	assert.Panics(t, func() { s.call("GET", "/operations/", "") })
	s.Fail(fault{On: "GET /test/bank", Status: 503})
	assert.Equal(t, 503, s.call("GET", "/test/bank", "", browser).status)
	assert.Zero(t, s.PendingFaults())
}

func TestCompletionThatComesLate(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := newWhole(t, ordergatetest.Config{})
		id := challenged(s, secure1)
		back, err := s.Authenticate(id)
		require.NoError(t, err)
		s.Fail(fault{On: "POST /orders/{id}/complete", Status: 504, CommitAfter: time.Minute})
		assert.Equal(t, 504, s.complete(id, back.Fields).status)
		assert.Equal(t, "prepared", s.order(id).Status)
		time.Sleep(time.Minute)
		assert.Equal(t, "authorized", s.order(id).Status)
		assert.Equal(t, "Order already completed", s.complete(id, back.Fields).message(t))
	})
}

// wholeHistory plays a fixed story and gives everything that could be seen of it.
func wholeHistory(t *testing.T, cfg ordergatetest.Config) string {
	s := newWhole(t, cfg)
	var out strings.Builder
	say := func(a answer) {
		fmt.Fprintln(&out, a.status, a.header, a.body)
		time.Sleep(1500 * time.Millisecond)
	}
	first := s.authorize(approvedPAN, secure1)
	say(first)
	say(s.atBank(first.form3d(t)))
	back, err := s.Authenticate(s.last().ID)
	require.NoError(t, err)
	say(s.atBank(first.form3d(t)))
	say(s.complete(s.last().ID, back.Fields))
	require.NoError(t, s.SetBank(approvedPAN, ordergatetest.Bank{Method: true}))
	second := s.authorize(approvedPAN, secure2)
	say(second)
	say(s.atBank(second.form3d(t)))
	say(s.call("POST", "/orders/"+s.last().ID+"/resume", ""))
	back, err = s.FailAuthentication(s.last().ID)
	require.NoError(t, err)
	say(s.complete(s.last().ID, back.Fields))
	say(s.call("POST", "/orders/token_pay", tokenBody(`{"type":"apple_pay","token":"tok"}`, `{"auto_charge":1}`)))
	say(s.call("POST", "/orders/"+s.last().ID+"/credit", `{"amount":1}`))
	say(s.call("POST", "/orders/authorize", `{"card":{}}`))
	say(s.call("GET", "/operations/?expand=cashflow", ""))
	fmt.Fprintln(&out, s.Ledger(), s.Orders(), s.Requests())
	return out.String()
}

func TestSameSeedSameBytesOnTheWholeSurface(t *testing.T) {
	t.Parallel()
	stories := map[string]bool{}
	for range 5 {
		synctest.Test(t, func(t *testing.T) { stories[wholeHistory(t, ordergatetest.Config{Seed: 7, TraceIDs: true})] = true })
	}
	assert.Len(t, stories, 1)
	synctest.Test(t, func(t *testing.T) {
		assert.False(t, stories[wholeHistory(t, ordergatetest.Config{Seed: 8, TraceIDs: true})], "the seed decides")
	})
}

func TestManyPayersAtOnce(t *testing.T) {
	t.Parallel()
	s := newWhole(t, ordergatetest.Config{})
	shared := confirmed(s, secure2)
	var wg sync.WaitGroup
	for range 12 {
		wg.Go(func() {
			mine := challenged(s, secure1)
			back, err := s.Authenticate(mine)
			assert.NoError(t, err)
			assert.Equal(t, 200, s.complete(mine, back.Fields).status)
			s.call("POST", "/orders/"+shared+"/complete3d20", "")
			s.operations("?expand=cashflow")
			assert.NoError(t, s.SetBank(approvedPAN, ordergatetest.Bank{}))
			_, _ = s.Ledger(), s.Requests()
		})
	}
	wg.Wait()
	assert.Len(t, s.Ledger(), 2*13, "each order holds its amount once")
}
