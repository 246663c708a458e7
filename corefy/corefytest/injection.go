package corefytest

import (
	"cmp"
	"context"
	"net/http"
	"slices"
	"strconv"
	"time"
)

// queuedFault is a fault that waits for its requests.
type queuedFault struct {
	Fault
	method, path string // empty: any
	skip         int    // matching requests still to be let by
	left         int    // requests still to be taken; negative: no end
}

// lateCommit is a request that takes effect after its answer failed.
type lateCommit struct {
	due time.Time
	in  *incoming
}

// takeFault offers the request to the queued faults in their order.
func (m *Model) takeFault(in *incoming) Fault {
	for i, q := range m.faults {
		if !q.matches(in) {
			continue
		}
		if q.skip > 0 {
			q.skip--
			continue
		}
		if q.left > 0 {
			q.left--
		}
		if q.left == 0 {
			m.faults = slices.Delete(m.faults, i, i+1)
		}
		return q.Fault
	}
	return Fault{}
}

func (q *queuedFault) matches(in *incoming) bool {
	if q.method == "" {
		return in.route.access != withNothing
	}
	return q.method == in.method && (q.path == in.route.path || q.path == in.path)
}

// waitBefore is a delay ahead of the commit point. A caller that hangs up
// meanwhile does not stop the gateway: the request takes effect when the delay
// is over. It reports whether there is still somebody to answer.
func (m *Model) waitBefore(ctx context.Context, in *incoming, f Fault) bool {
	if f.Delay <= 0 || f.When != BeforeCommit {
		return true
	}
	due := time.Now().Add(f.Delay)
	wait(ctx, f.Delay)
	if !time.Now().Before(due) {
		return true
	}
	if f.executes() {
		in.decline = f.Decline
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

// perform executes the request as the fault has it and makes the answer that is
// to leave.
func (m *Model) perform(in *incoming, f Fault) reply {
	in.decline = f.Decline
	var answer reply
	if f.executes() {
		answer = m.execute(in)
		if f.Twice {
			in.again()
			answer = m.execute(in)
		}
	}
	if f.CommitAfter > 0 {
		m.postpone(in, f, m.now.Add(f.CommitAfter))
	}
	if f.Status != 0 {
		answer = reply{status: f.Status, header: f.Header.Clone(), body: f.Body}
	}
	if f.Mutate != nil {
		answer.body = f.Mutate(slices.Clone(answer.body))
	}
	return answer
}

// advance lets what is due take effect, each at its own moment and in the order
// of time: requests that were late, and invoices that nobody paid in time.
func (m *Model) advance(now time.Time) {
	for {
		o := m.firstToExpire()
		late := len(m.late) > 0 && !m.late[0].due.After(now)
		switch {
		case late && (o == nil || !o.expires.Before(m.late[0].due)):
			next := m.late[0]
			m.late = m.late[1:]
			m.now = next.due
			next.in.again()
			m.execute(next.in)
		case o != nil && !o.expires.After(now):
			m.now = o.expires
			m.expire(o)
		default:
			m.now = now
			return
		}
	}
}

// firstToExpire gives the open invoice whose time ends first.
func (m *Model) firstToExpire() *invoice {
	m.waiting = slices.DeleteFunc(m.waiting, func(o *invoice) bool { return !o.open() })
	if len(m.waiting) == 0 {
		return nil
	}
	return slices.MinFunc(m.waiting, func(a, b *invoice) int { return a.expires.Compare(b.expires) })
}

// send writes the answer, or breaks the connection as net/http's handlers do.
func (a reply) send(w http.ResponseWriter, f Fault) {
	if f.Drop || f.CommitAfter > 0 && f.Status == 0 {
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
