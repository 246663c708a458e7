package circlepaytest

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"
)

// When is the side of the commit point that a fault lies on.
type When int

const (
	// BeforeCommit loses the request before it takes effect.
	BeforeCommit When = iota
	// AfterCommit lets the request take effect and loses its answer.
	AfterCommit
)

// Fault is one thing that goes wrong with one request. The zero values of the
// fields below On leave the request alone; several may be combined.
//
// A fault that lets the true answer leave (delayed, cut, changed) executes the
// request. One that replaces the answer (Drop, Status, Code, CommitAfter) executes
// it at once only if When is AfterCommit.
type Fault struct {
	// On names the request: method and path template, as in
	// "POST /invoice/create" or "GET /payment/get/{transaction_id}", whatever
	// stands in the braces, or method and one object's path. A slash at either end
	// of the path changes nothing. Empty is any request of the API, the checkout
	// pages not included.
	On string
	// Nth is which matching request is the first to be hit, counted from the
	// call of Fail and without those that earlier faults took; 0 and 1 are the
	// next one.
	Nth int
	// Times is how many requests are hit in a row; 0 is one, negative is all.
	Times int
	// When is the side of the commit point that Drop, Status, Code and Delay lie
	// on.
	When When
	// CommitAfter, if positive, fails the request now and lets it take effect
	// that much later. Later means at the first look (a request, the ledger)
	// whose time has come; the entries carry the time that was due. Without
	// Status and Code the connection is dropped.
	CommitAfter time.Duration
	// Drop closes the connection without an answer.
	Drop bool
	// Status, if not 0, answers with this status, Header and Body in place of
	// the true answer. FrameworkBody makes the Body of the framework's errors.
	Status int
	// Header goes with Status.
	Header http.Header
	// Body goes with Status.
	Body []byte
	// Code, if not empty, answers with that code in the envelope, in place of the
	// true answer: one of the 42 documented codes, or 4210, 7116, 8117, 8118.
	Code string
	// Cut closes the connection after CutAfter bytes of the answer's body,
	// whose Content-Length promises all of it.
	Cut bool
	// CutAfter goes with Cut, in bytes; 0 sends the head alone.
	CutAfter int
	// Delay waits before the commit point or after it, as When says. If the
	// caller hangs up during a wait before the commit point, the request takes
	// effect all the same when the wait is over.
	Delay time.Duration
	// Twice executes the request twice, as a proxy inside the gateway may; the
	// second answer is the one that leaves.
	Twice bool
	// Steps, 1 or 2, lets createV2 stop after that many of its three steps
	// (customer, invoice, payment). What is done stays done; the true answer is
	// code 5101. Other calls take no notice.
	Steps int
	// Mutate changes the body of the true answer.
	Mutate func([]byte) []byte
}

// replaces says that the true answer never leaves.
func (f Fault) replaces() bool { return f.silent() || f.Status != 0 || f.Code != "" }

// silent says that no answer leaves at all.
func (f Fault) silent() bool {
	return f.Drop || f.CommitAfter > 0 && f.Status == 0 && f.Code == ""
}

// executes says that the request takes effect when it arrives.
func (f Fault) executes() bool {
	return f.CommitAfter == 0 && (f.When == AfterCommit || !f.replaces())
}

// contradiction says why a fault could not do what it asks.
func (f Fault) contradiction() string {
	_, known := codes[f.Code]
	switch {
	case f.Code != "" && !known:
		return "with an unknown Code"
	case f.Drop && (f.Status != 0 || f.Code != "" || f.Cut):
		return "that drops the answer cannot send one"
	case f.Cut && f.silent():
		return "that drops the answer cannot cut it"
	case f.Status != 0 && f.Code != "":
		return "cannot answer with both Status and Code"
	case f.Mutate != nil && (f.replaces() || f.CommitAfter > 0):
		return "that replaces the true answer cannot change it"
	case (f.Twice || f.Steps != 0) && !f.executes() && f.CommitAfter == 0:
		return "that never executes the request cannot say how"
	case f.Steps < 0 || f.Steps > 2:
		return "cannot stop after that many Steps"
	}
	return ""
}

// queuedFault is a fault that waits for its requests.
type queuedFault struct {
	Fault
	method, path string // empty: any
	skip         int    // matching requests still to be let by
	left         int    // requests still to be taken; negative: no end
}

// Fail queues a fault. Each request is offered to the queued faults in their order
// and taken by at most one. It panics if the fault could never do what it asks: On
// names no call of the model, Code is none of CirclePay's, an answer that never
// leaves is to be cut or changed, or a request that is never executed is to be
// executed Twice or in Steps.
func (m *Model) Fail(f Fault) {
	if wrong := f.contradiction(); wrong != "" {
		panic("circlepaytest: a fault " + wrong)
	}
	q := &queuedFault{Fault: f, skip: max(f.Nth, 1) - 1, left: f.Times}
	if q.left == 0 {
		q.left = 1
	}
	q.Header = f.Header.Clone()
	if f.On != "" {
		method, path, _ := strings.Cut(f.On, " ")
		q.method, q.path = method, normalPath(path)
		if r, _, _ := m.find(q.method, q.path); !r.known() {
			panic(fmt.Sprintf("circlepaytest: a fault on %q: no such call", f.On))
		}
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	m.faults = append(m.faults, q)
}

// PendingFaults counts the queued faults that have not hit all their requests. A
// test that ends with one proved less than it meant to.
func (m *Model) PendingFaults() int {
	m.mu.Lock()
	defer m.mu.Unlock()
	return len(m.faults)
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
		return in.route.page == nil
	}
	return q.method == in.method && (q.path == normalPath(in.path) || in.route.known() && q.path == normalPath(in.route.path))
}

// normalPath writes every hole of a template alike, with a slash in front and none
// at the end.
func normalPath(path string) string {
	segments := strings.Split(strings.Trim(path, "/"), "/")
	for i, segment := range segments {
		if isHole(segment) {
			segments[i] = "{id}"
		}
	}
	return "/" + strings.Join(segments, "/")
}
