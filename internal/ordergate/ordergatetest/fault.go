package ordergatetest

import (
	"cmp"
	"context"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"
)

// When is the side of the commit point that a fault lies on.
type When int

const (
	// BeforeCommit: the request is lost before it takes effect.
	BeforeCommit When = iota
	// AfterCommit: the request takes effect and its answer is lost.
	AfterCommit
)

// Fault is one thing that goes wrong. The public packages document each field.
type Fault struct {
	On          string
	Nth         int
	Times       int
	When        When
	CommitAfter time.Duration
	Drop        bool
	Status      int
	Header      http.Header
	Body        []byte
	Cut         bool
	CutAfter    int
	Delay       time.Duration
	Twice       bool
	Mutate      func([]byte) []byte
	Decline     Decline
}

// replaces says that the true answer never leaves.
func (f Fault) replaces() bool { return f.Drop || f.Status != 0 || f.CommitAfter > 0 }

// executes says that the request takes effect when it arrives.
func (f Fault) executes() bool {
	return f.CommitAfter == 0 && (f.When == AfterCommit || !f.replaces())
}

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

// contradiction says why a fault could not do what it asks.
func (f Fault) contradiction() string {
	_, known := refusals[f.Decline]
	switch {
	case f.Decline != "" && !known:
		return "with an unknown Decline"
	case f.Drop && (f.Status != 0 || f.Cut):
		return "that drops the answer cannot send one"
	case f.Mutate != nil && f.replaces():
		return "that replaces the true answer cannot change it"
	case (f.Twice || f.Decline != "") && !f.executes() && f.CommitAfter == 0:
		return "that never executes the request cannot say how"
	}
	return ""
}

// Fail queues a fault. It panics when the fault could never do what it asks,
// since such a fault makes a test that proves nothing.
func (p *Platform) Fail(f Fault) {
	if wrong := f.contradiction(); wrong != "" {
		panic("ordergatetest: a fault " + wrong)
	}
	q := &queuedFault{Fault: f, skip: max(f.Nth, 1) - 1, left: f.Times}
	if q.left == 0 {
		q.left = 1
	}
	q.Header = f.Header.Clone()
	if f.On != "" {
		q.method, q.path, _ = strings.Cut(f.On, " ")
		r, id, _ := p.find(q.method, q.path)
		switch {
		case r.handle == nil:
			panic(fmt.Sprintf("ordergatetest: a fault on %q: no such call", f.On))
		case id == "": // a list may be written without its last slash
			q.path = r.path
		}
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.faults = append(p.faults, q)
}

// PendingFaults counts the queued faults that have not fired often enough.
func (p *Platform) PendingFaults() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return len(p.faults)
}

// takeFault offers the request to the queued faults in their order.
func (p *Platform) takeFault(in *incoming) Fault {
	for i, q := range p.faults {
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
			p.faults = slices.Delete(p.faults, i, i+1)
		}
		return q.Fault
	}
	return Fault{}
}

func (q *queuedFault) matches(in *incoming) bool {
	if q.method == "" {
		return !in.route.open
	}
	return q.method == in.method && (q.path == in.route.path || q.path == in.path)
}

// waitBefore is a delay ahead of the commit point. A caller that hangs up
// meanwhile does not stop the gateway: the request takes effect when the delay
// is over. It reports whether there is still somebody to answer.
func (p *Platform) waitBefore(ctx context.Context, in *incoming, f Fault) bool {
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
		p.mu.Lock()
		defer p.mu.Unlock()
		p.postpone(in, f, due.Round(0).UTC())
	}
	return false
}

func (p *Platform) postpone(in *incoming, f Fault, due time.Time) {
	p.late = append(p.late, lateCommit{due: due, in: in})
	if f.Twice {
		p.late = append(p.late, lateCommit{due: due, in: in})
	}
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
func (p *Platform) perform(in *incoming, f Fault) reply {
	in.decline = f.Decline
	var answer reply
	if f.executes() {
		answer = p.execute(in)
		if f.Twice {
			in.again()
			answer = p.execute(in)
		}
	}
	if f.CommitAfter > 0 {
		p.postpone(in, f, p.now.Add(f.CommitAfter))
	}
	if f.Status != 0 {
		answer = reply{status: f.Status, header: f.Header.Clone(), body: f.Body}
	}
	if f.Mutate != nil && !f.replaces() {
		answer.body = f.Mutate(slices.Clone(answer.body))
	}
	return answer
}

// commitLate lets the requests whose moment has come take effect, each at its
// own moment, and sets the present.
func (p *Platform) commitLate(now time.Time) {
	slices.SortStableFunc(p.late, func(a, b lateCommit) int { return a.due.Compare(b.due) })
	for len(p.late) > 0 && !p.late[0].due.After(now) {
		next := p.late[0]
		p.late = p.late[1:]
		p.now = next.due
		next.in.again()
		p.execute(next.in)
	}
	p.now = now
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
