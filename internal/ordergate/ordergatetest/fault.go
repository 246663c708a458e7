package ordergatetest

import (
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/paygates/paygates-go/internal/modelfault"
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

// shared is the part that the faults of all models have.
func (f Fault) shared() modelfault.Fault {
	return modelfault.Fault{
		AfterCommit: f.When == AfterCommit, CommitAfter: f.CommitAfter, Delay: f.Delay, Twice: f.Twice,
		Drop: f.Drop, Status: f.Status, Header: f.Header, Body: f.Body,
		Cut: f.Cut, CutAfter: f.CutAfter, Mutate: f.Mutate,
	}
}

// contradiction says why a fault could not do what it asks.
func (f Fault) contradiction() string {
	_, known := refusals[f.Decline]
	shared := f.shared()
	switch {
	case f.Decline != "" && !known:
		return "with an unknown Decline"
	case shared.Contradiction() != "":
		return shared.Contradiction()
	case (f.Twice || f.Decline != "") && shared.Never():
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
	f.Header = f.Header.Clone()
	method, path, _ := strings.Cut(f.On, " ")
	if f.On != "" {
		r, id, _ := p.find(method, path)
		switch {
		case r.handle == nil:
			panic(fmt.Sprintf("ordergatetest: a fault on %q: no such call", f.On))
		case id == "": // a list may be written without its last slash
			path = r.path
		}
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.faults.Add(f, f.Nth, f.Times, func(in *incoming) bool {
		if f.On == "" {
			return !in.route.open
		}
		return method == in.method && (path == in.route.path || path == in.path)
	})
}

// PendingFaults counts the queued faults that have not fired often enough.
func (p *Platform) PendingFaults() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.faults.Len()
}

// perform executes the request as the fault has it and makes the answer that is
// to leave.
func (p *Platform) perform(in *incoming, f modelfault.Fault) reply {
	answer := f.Perform(func() reply {
		in.again()
		return p.execute(in)
	})
	if f.CommitAfter > 0 {
		p.late.Add(f, in, p.now.Add(f.CommitAfter))
	}
	return answer
}

// commitLate lets the requests whose moment has come take effect, each at its
// own moment, and sets the present.
func (p *Platform) commitLate(now time.Time) {
	for due, in := range p.late.Until(now) {
		p.now = due
		in.again()
		p.execute(in)
	}
	p.now = now
}
