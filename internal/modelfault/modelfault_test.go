package modelfault_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/paygates/paygates-go/internal/modelfault"
)

func TestQueueTakesInOrder(t *testing.T) {
	t.Parallel()
	isA := func(request string) bool { return request == "a" }
	anyOne := func(string) bool { return true }
	for name, c := range map[string]struct {
		add      func(*modelfault.Queue[string, string])
		requests string
		want     []string
		left     int
	}{
		"the next":     {func(q *modelfault.Queue[string, string]) { q.Add("f", 0, 0, isA) }, "baa", []string{"", "f", ""}, 0},
		"the first":    {func(q *modelfault.Queue[string, string]) { q.Add("f", 1, 1, isA) }, "aa", []string{"f", ""}, 0},
		"the third":    {func(q *modelfault.Queue[string, string]) { q.Add("f", 3, 1, isA) }, "abaaa", []string{"", "", "", "f", ""}, 0},
		"two in a row": {func(q *modelfault.Queue[string, string]) { q.Add("f", 2, 2, isA) }, "aaaa", []string{"", "f", "f", ""}, 0},
		"for ever":     {func(q *modelfault.Queue[string, string]) { q.Add("f", 0, -1, isA) }, "aba", []string{"f", "", "f"}, 1},
		"never":        {func(q *modelfault.Queue[string, string]) { q.Add("f", 0, 0, isA) }, "bb", []string{"", ""}, 1},
		"one fault a request": {func(q *modelfault.Queue[string, string]) {
			q.Add("f", 0, 0, isA)
			q.Add("g", 0, 0, anyOne)
		}, "aab", []string{"f", "g", ""}, 0},
		"those that others took do not count": {func(q *modelfault.Queue[string, string]) {
			q.Add("f", 0, 2, isA)
			q.Add("g", 2, 0, anyOne)
		}, "aaaaa", []string{"f", "f", "", "g", ""}, 0},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var q modelfault.Queue[string, string]
			c.add(&q)
			var got []string
			for _, request := range c.requests {
				got = append(got, q.Take(string(request)))
			}
			assert.Equal(t, c.want, got)
			assert.Equal(t, c.left, q.Len())
		})
	}
}

func TestWhatAFaultMeans(t *testing.T) {
	t.Parallel()
	type meaning struct{ executes, replaces, silent, never bool }
	for name, c := range map[string]struct {
		fault modelfault.Fault
		want  meaning
	}{
		"nothing":                     {modelfault.Fault{}, meaning{executes: true}},
		"cut":                         {modelfault.Fault{Cut: true}, meaning{executes: true}},
		"delayed":                     {modelfault.Fault{Delay: 1}, meaning{executes: true}},
		"dropped before":              {modelfault.Fault{Drop: true}, meaning{replaces: true, silent: true, never: true}},
		"dropped after":               {modelfault.Fault{Drop: true, AfterCommit: true}, meaning{executes: true, replaces: true, silent: true}},
		"a status before":             {modelfault.Fault{Status: 500}, meaning{replaces: true, never: true}},
		"a status after":              {modelfault.Fault{Status: 500, AfterCommit: true}, meaning{executes: true, replaces: true}},
		"a refusal before":            {modelfault.Fault{Refuse: true}, meaning{replaces: true, never: true}},
		"late and silent":             {modelfault.Fault{CommitAfter: 1}, meaning{replaces: true, silent: true}},
		"late and said to be at once": {modelfault.Fault{CommitAfter: 1, AfterCommit: true}, meaning{replaces: true, silent: true}},
		"late with a status":          {modelfault.Fault{CommitAfter: 1, Status: 500}, meaning{replaces: true}},
		"late with a refusal":         {modelfault.Fault{CommitAfter: 1, Refuse: true}, meaning{replaces: true}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := c.fault
			assert.Equal(t, c.want, meaning{f.Executes(), f.Replaces(), f.Silent(), f.Never()})
			assert.Empty(t, f.Contradiction())
		})
	}
}

func TestContradictions(t *testing.T) {
	t.Parallel()
	same := func(b []byte) []byte { return b }
	for want, faults := range map[string][]modelfault.Fault{
		"that drops the answer cannot send one":          {{Drop: true, Status: 500}, {Drop: true, Refuse: true}, {Drop: true, Cut: true}},
		"cannot answer with both Status and Code":        {{Status: 500, Refuse: true}},
		"that replaces the true answer cannot change it": {{Mutate: same, Status: 500}, {Mutate: same, Drop: true}, {Mutate: same, CommitAfter: 1}},
		"": {{Mutate: same}, {Mutate: same, Cut: true, Delay: 1}, {Status: 500, Cut: true}},
	} {
		for _, f := range faults {
			assert.Equal(t, want, f.Contradiction())
		}
	}
}

func TestPerform(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		fault    modelfault.Fault
		executed int
		want     modelfault.Answer
	}{
		"as it is":       {modelfault.Fault{}, 1, modelfault.Answer{Status: 201, Body: []byte("1")}},
		"twice":          {modelfault.Fault{Twice: true}, 2, modelfault.Answer{Status: 201, Body: []byte("2")}},
		"lost before":    {modelfault.Fault{Drop: true}, 0, modelfault.Answer{}},
		"later":          {modelfault.Fault{CommitAfter: 1, Twice: true}, 0, modelfault.Answer{}},
		"another answer": {modelfault.Fault{Status: 502, Body: []byte("x"), AfterCommit: true}, 1, modelfault.Answer{Status: 502, Body: []byte("x")}},
		"changed": {
			modelfault.Fault{Mutate: func(b []byte) []byte { return append(b, '!') }}, 1,
			modelfault.Answer{Status: 201, Body: []byte("1!")},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			executed := 0
			got := c.fault.Perform(func() modelfault.Answer {
				executed++
				return modelfault.Answer{Status: 201, Body: []byte{byte('0' + executed)}}
			})
			assert.Equal(t, c.executed, executed)
			assert.Equal(t, c.want, got)
		})
	}
}

func TestMutateGetsItsOwnBytes(t *testing.T) {
	t.Parallel()
	body := []byte("true")
	f := modelfault.Fault{Mutate: func(b []byte) []byte { b[0] = 'T'; return b }}
	got := f.Perform(func() modelfault.Answer { return modelfault.Answer{Body: body} })
	assert.Equal(t, "True", string(got.Body))
	assert.Equal(t, "true", string(body))
}

func TestLateRequestsComeInTheOrderOfTheirTime(t *testing.T) {
	t.Parallel()
	var late modelfault.Late[string]
	start := time.Unix(1000, 0)
	late.Add(modelfault.Fault{}, "third", start.Add(3))
	late.Add(modelfault.Fault{Twice: true}, "first", start.Add(1))
	late.Add(modelfault.Fault{}, "second", start.Add(1))

	var got []string
	take := func(now time.Time) {
		for due, request := range late.Until(now) {
			assert.False(t, due.After(now))
			got = append(got, request)
		}
	}
	take(start)
	assert.Empty(t, got)
	take(start.Add(2))
	assert.Equal(t, []string{"first", "first", "second"}, got)
	_, ok := late.Due(start.Add(2))
	assert.False(t, ok)
	due, ok := late.Due(start.Add(3))
	assert.True(t, ok)
	assert.Equal(t, start.Add(3), due)
	assert.Equal(t, "third", late.Take())
}

func TestUntilKeepsWhatTheLoopDoesNotReach(t *testing.T) {
	t.Parallel()
	var late modelfault.Late[string]
	late.Add(modelfault.Fault{Twice: true}, "a", time.Unix(1, 0))
	for range late.Until(time.Unix(1, 0)) {
		break
	}
	_, ok := late.Due(time.Unix(1, 0))
	assert.True(t, ok)
}

func TestAwait(t *testing.T) {
	t.Parallel()
	before, after := modelfault.Fault{Delay: time.Minute}, modelfault.Fault{Delay: time.Minute, AfterCommit: true}
	lost := modelfault.Fault{Delay: time.Minute, Drop: true}
	for name, c := range map[string]struct {
		fault   modelfault.Fault
		patient bool
		waited  time.Duration
		stayed  bool
		late    bool
	}{
		"no delay":                               {modelfault.Fault{}, false, 0, true, false},
		"behind the commit point":                {after, false, 0, true, false},
		"waited for":                             {before, true, time.Minute, true, false},
		"hung up":                                {before, false, time.Second, false, true},
		"hung up on what never would take place": {lost, false, time.Second, false, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				ctx := t.Context()
				if !c.patient {
					var cancel context.CancelFunc
					ctx, cancel = context.WithTimeout(ctx, time.Second)
					defer cancel()
				}
				var late modelfault.Late[string]
				var lock sync.Mutex
				start := time.Now()
				assert.Equal(t, c.stayed, late.Await(ctx, &lock, c.fault, "a"))
				assert.Equal(t, c.waited, time.Since(start))
				_, early := late.Due(start.Add(time.Minute - 1))
				assert.False(t, early)
				_, due := late.Due(start.Add(time.Minute))
				assert.Equal(t, c.late, due)
				assert.True(t, lock.TryLock(), "the lock is still held")
			})
		})
	}
}

func TestWaitAfter(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		start := time.Now()
		modelfault.Fault{Delay: time.Minute}.WaitAfter(t.Context())
		assert.Zero(t, time.Since(start))
		modelfault.Fault{Delay: time.Minute, AfterCommit: true}.WaitAfter(t.Context())
		assert.Equal(t, time.Minute, time.Since(start))
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		modelfault.Fault{Delay: time.Minute, AfterCommit: true}.WaitAfter(ctx)
		assert.Equal(t, time.Minute+time.Second, time.Since(start))
	})
}

func TestSend(t *testing.T) {
	t.Parallel()
	answer := modelfault.Answer{Header: http.Header{"x-name": {"value"}}, Body: []byte("0123456789")}
	for name, c := range map[string]struct {
		fault   modelfault.Fault
		written string
		aborted bool
	}{
		"whole":                {modelfault.Fault{}, "0123456789", false},
		"cut behind its end":   {modelfault.Fault{Cut: true, CutAfter: 10}, "0123456789", false},
		"cut":                  {modelfault.Fault{Cut: true, CutAfter: 4}, "0123", true},
		"cut behind its head":  {modelfault.Fault{Cut: true}, "", true},
		"cut at less than all": {modelfault.Fault{Cut: true, CutAfter: -1}, "", true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := httptest.NewRecorder()
			send := func() { c.fault.Send(w, answer) }
			if c.aborted {
				assert.PanicsWithValue(t, http.ErrAbortHandler, send)
			} else {
				require.NotPanics(t, send)
			}
			assert.Equal(t, http.StatusOK, w.Code)
			assert.Equal(t, "10", w.Header().Get("Content-Length"))
			assert.Equal(t, "value", w.Header().Get("X-Name"))
			assert.Equal(t, c.written, w.Body.String())
		})
	}
	w := httptest.NewRecorder()
	assert.PanicsWithValue(t, http.ErrAbortHandler, func() { modelfault.Fault{Drop: true}.Send(w, answer) })
	assert.Empty(t, w.Header())
}
