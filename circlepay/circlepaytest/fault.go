package circlepaytest

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

// shared is the part that the faults of all models have.
func (f Fault) shared() modelfault.Fault {
	return modelfault.Fault{
		AfterCommit: f.When == AfterCommit, CommitAfter: f.CommitAfter, Delay: f.Delay, Twice: f.Twice,
		Drop: f.Drop, Status: f.Status, Header: f.Header, Body: f.Body, Refuse: f.Code != "",
		Cut: f.Cut, CutAfter: f.CutAfter, Mutate: f.Mutate,
	}
}

// contradiction says why a fault could not do what it asks.
func (f Fault) contradiction() string {
	_, known := codes[f.Code]
	shared := f.shared()
	switch {
	case f.Code != "" && !known:
		return "with an unknown Code"
	case shared.Contradiction() != "":
		return shared.Contradiction()
	case f.Cut && shared.Silent():
		return "that drops the answer cannot cut it"
	case (f.Twice || f.Steps != 0) && shared.Never():
		return "that never executes the request cannot say how"
	case f.Steps < 0 || f.Steps > 2:
		return "cannot stop after that many Steps"
	}
	return ""
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
	f.Header = f.Header.Clone()
	method, path, _ := strings.Cut(f.On, " ")
	path = normalPath(path)
	if f.On != "" {
		if r, _, _ := m.find(method, path); !r.known() {
			panic(fmt.Sprintf("circlepaytest: a fault on %q: no such call", f.On))
		}
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	m.faults.Add(f, f.Nth, f.Times, func(in *incoming) bool {
		if f.On == "" {
			return in.route.page == nil
		}
		return method == in.method && (path == normalPath(in.path) || in.route.known() && path == normalPath(in.route.path))
	})
}

// PendingFaults counts the queued faults that have not hit all their requests. A
// test that ends with one proved less than it meant to.
func (m *Model) PendingFaults() int {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.faults.Len()
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
