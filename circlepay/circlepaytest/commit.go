package circlepaytest

import (
	"cmp"
	"context"
	"net/http"
	"slices"
	"strconv"
	"time"
)

// lateCommit is a request that takes effect after its answer failed.
type lateCommit struct {
	due time.Time
	in  *incoming
}

// waitBefore is a delay ahead of the commit point. A caller that hangs up meanwhile
// does not stop the gateway: the request takes effect when the delay is over. It
// reports whether there is still somebody to answer.
func (m *Model) waitBefore(ctx context.Context, in *incoming, f Fault) bool {
	in.steps = f.Steps
	if f.Delay <= 0 || f.When != BeforeCommit {
		return true
	}
	due := time.Now().Add(f.Delay)
	wait(ctx, f.Delay)
	if !time.Now().Before(due) {
		return true
	}
	if f.executes() {
		m.mu.Lock()
		defer m.mu.Unlock()
		m.postpone(in, f, due.Round(0).UTC())
	}
	return false
}

func (m *Model) postpone(in *incoming, f Fault, due time.Time) {
	m.late = append(m.late, lateCommit{due: due, in: in})
	if f.Twice {
		m.late = append(m.late, lateCommit{due: due, in: in})
	}
	slices.SortStableFunc(m.late, func(a, b lateCommit) int { return a.due.Compare(b.due) })
}

func waitAfter(ctx context.Context, f Fault) {
	if f.Delay > 0 && f.When == AfterCommit {
		wait(ctx, f.Delay)
	}
}

func wait(ctx context.Context, d time.Duration) {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-ctx.Done():
	}
}

// perform executes the request as the fault has it and makes the answer that is to
// leave.
func (m *Model) perform(in *incoming, f Fault) reply {
	var answer reply
	if f.executes() {
		answer = m.execute(in)
		if f.Twice {
			answer = m.execute(in)
		}
	}
	if f.CommitAfter > 0 {
		m.postpone(in, f, m.now.Add(f.CommitAfter))
	}
	switch {
	case f.Status != 0:
		answer = reply{status: f.Status, header: f.Header.Clone(), body: f.Body}
	case f.Code != "":
		answer = m.refusalReply(refuse(f.Code))
	case f.Mutate != nil:
		answer.body = f.Mutate(slices.Clone(answer.body))
	}
	return answer
}

// commitLate lets the requests whose moment has come take effect, each at its own
// moment, and sets the present.
func (m *Model) commitLate(now time.Time) {
	for len(m.late) > 0 && !m.late[0].due.After(now) {
		next := m.late[0]
		m.late = m.late[1:]
		m.now = next.due
		m.execute(next.in)
	}
	m.now = now
}

// send writes the answer, or breaks the connection as net/http's handlers do.
func (a reply) send(w http.ResponseWriter, f Fault) {
	if f.silent() {
		panic(http.ErrAbortHandler)
	}
	for name, values := range a.header {
		w.Header()[http.CanonicalHeaderKey(name)] = values
	}
	w.Header().Set("Content-Length", strconv.Itoa(len(a.body)))
	w.WriteHeader(cmp.Or(a.status, http.StatusOK))
	if !f.Cut || f.CutAfter >= len(a.body) {
		_, _ = w.Write(a.body) // the caller may be gone; the gateway does not learn it
		return
	}
	_, _ = w.Write(a.body[:max(f.CutAfter, 0)])
	_ = http.NewResponseController(w).Flush()
	panic(http.ErrAbortHandler)
}
