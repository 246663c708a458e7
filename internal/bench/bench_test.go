package main

import (
	"bytes"
	"context"
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// Each contender checks for itself that what comes back is what was answered.
func TestEveryContenderDoesItsWork(t *testing.T) {
	t.Parallel()
	create, err := createContenders()
	require.NoError(t, err)
	page, err := pageContenders()
	require.NoError(t, err)
	for _, contenders := range [][]contender{create, page, parseContenders(), sumContenders()} {
		require.Greater(t, len(contenders), 3)
		for _, c := range contenders {
			assert.NoError(t, c.run(1), c.name)
		}
	}
}

// Ours, the floor and resty send the same order; peers send and get about as
// much of their own.
func TestTheSameIsSent(t *testing.T) {
	t.Parallel()
	sentBy := func(network *memory, contend func(http.RoundTripper) (contender, error)) string {
		var sent []byte
		network.sent = func(body []byte) { sent = body }
		c, err := contend(network)
		require.NoError(t, err)
		require.NoError(t, c.run(1))
		assert.InDelta(t, 600, len(sent), 150, "%s sends", c.name)
		assert.InDelta(t, 700, len(network.body), 150, "%s gets", c.name)
		return string(sent)
	}
	infallible := func(contend func(http.RoundTripper) contender) func(http.RoundTripper) (contender, error) {
		return func(network http.RoundTripper) (contender, error) { return contend(network), nil }
	}
	floor := sentBy(createMemory(), infallible(byHandCreate))
	assert.JSONEq(t, floor, sentBy(createMemory(), infallible(restyCreate)))
	assert.JSONEq(t, floor, sentBy(createMemory(), func(network http.RoundTripper) (contender, error) {
		call, err := ourCreate(network)
		return contender{"paygates", repeat(func() error { return call(context.Background()) })}, err
	}))
	sentBy(paypalMemory(), plutovCreate)
	sentBy(stripeMemory(), infallible(stripeCreate))
	network := paypalMemory()
	sentBy(network, func(http.RoundTripper) (contender, error) { return gopayCreate(network) })
}

// A contender whose answer is another's is found out.
func TestForeignAnswersAreFound(t *testing.T) {
	t.Parallel()
	foreign := createMemory()
	foreign.body = bytes.ReplaceAll(foreign.body, []byte("94611545647300120"), []byte("94611545647300121"))
	assert.Error(t, byHandCreate(foreign).run(1))
	assert.Error(t, restyCreate(foreign).run(1))
	ours, err := ourCreate(foreign)
	require.NoError(t, err)
	assert.Error(t, ours(t.Context()))
}

func TestPage(t *testing.T) {
	t.Parallel()
	page := pageMemory()
	assert.InDelta(t, 2.6e6, len(page.body), 0.1e6)
	var want orders
	require.NoError(t, json.Unmarshal(page.body, &want))
	require.Len(t, want.Orders, pageOrders)
	for _, d := range decoders {
		resp, err := (&http.Client{Transport: page}).Get(gatewayURL)
		require.NoError(t, err)
		got, err := d.decode(resp)
		require.NoError(t, err, d.name)
		assert.Equal(t, want.Orders, got, d.name)
	}
}

func TestNoGoroutine(t *testing.T) {
	extra, err := goroutinesOfACall()
	require.NoError(t, err)
	assert.Zero(t, extra)
}

func TestWatchAll(t *testing.T) {
	seen, err := watchAll()
	require.NoError(t, err)
	assert.Len(t, ordersPage(pageOrders), seen.page)
	assert.Positive(t, seen.first)
	assert.Positive(t, seen.peak)
}

func TestCrowds(t *testing.T) {
	server := newGatewayServer()
	defer server.Close()
	for _, c := range crowds {
		r, err := c.rush(server, 2)
		require.NoError(t, err, c.name)
		assert.Positive(t, r.opened, c.name)
		assert.LessOrEqual(t, r.opened, int64(2*callers), c.name)
		assert.Positive(t, r.perSecond, c.name)
	}
}

func TestSize(t *testing.T) {
	if testing.Short() {
		t.Skip("it builds four programs")
	}
	var said bytes.Buffer
	found, marks, err := sizeTable(settings{out: &said})
	require.NoError(t, err)
	assert.Len(t, found.rows, len(programs))
	assert.Positive(t, marks[0].got)
}

// What is counted is what is printed: a contender that waits twice as long and
// makes two more values shows it.
func TestContest(t *testing.T) {
	var kept [][]byte
	slow := func(wait time.Duration, values int) func(int) error {
		return repeat(func() error {
			kept = kept[:0]
			for range values {
				kept = append(kept, make([]byte, 1024))
			}
			for began := time.Now(); time.Since(began) < wait; {
			}
			return nil
		})
	}
	rounds := 0
	found, err := contest{
		contenders: []contender{{"one", slow(50*time.Microsecond, 1)}, {"two", slow(200*time.Microsecond, 3)}},
		slice:      4 * time.Millisecond,
	}.measure(minRounds, func(int) { rounds++ })
	require.NoError(t, err)
	assert.Equal(t, minRounds, rounds)
	assert.Len(t, found[1].rounds, minRounds)
	assert.Greater(t, found[1].times(found[0]), 1.5)
	assert.InDelta(t, 1, found[0].allocs, 0)
	assert.InDelta(t, 3, found[1].allocs, 0)
}

func TestMedian(t *testing.T) {
	t.Parallel()
	assert.InDelta(t, 2, median([]float64{9, 1, 2}), 0)
	assert.InDelta(t, 2.5, median([]float64{3, 9, 1, 2}), 0)
	slow := measured{rounds: []float64{20, 300, 40}}
	assert.InDelta(t, 2, slow.times(measured{rounds: []float64{10, 10, 20}}), 0)
}

func TestMarks(t *testing.T) {
	t.Parallel()
	marks := []mark{
		{what: "low enough", got: 0.7, bound: 0.7},
		{what: "too much", got: 0.8, bound: 0.7, unit: " MB"},
		{what: "high enough", got: 7, bound: 6, atLeast: true},
		{what: "too little", got: 5, bound: 6, atLeast: true},
	}
	var out strings.Builder
	printed := marksTable(marks)
	printed.print(&out)
	lines := strings.Split(strings.TrimSpace(out.String()), "\n")
	require.Len(t, lines, 2+len(marks))
	for i, met := range []string{"yes", "NO", "yes", "NO"} {
		assert.True(t, strings.HasSuffix(lines[2+i], met), lines[2+i])
		assert.Contains(t, lines[2+i], marks[i].what)
	}
}

func TestRun(t *testing.T) {
	var out, progress strings.Builder
	s := settings{rounds: minRounds, slice: time.Millisecond, short: true, out: &progress}
	require.NoError(t, run(s, "amount", &out))
	assert.Contains(t, out.String(), "govalues/decimal")
	assert.Contains(t, out.String(), "Marks")
	assert.Contains(t, progress.String(), "round 6 of 6")

	s.rounds = minRounds - 1
	assert.Error(t, run(s, "amount", &out))
	s.rounds = minRounds
	assert.ErrorContains(t, run(s, "nothing", &out), "choose among create")
}
