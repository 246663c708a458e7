package cinetpaytest

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
// request. One that replaces the answer (Drop, Status, Code, CommitAfter)
// executes it at once only if When is AfterCommit.
type Fault struct {
	// On names the request by method and path, as in "POST /v2/payment" or
	// "GET /payment/{token}". Empty is any request of the two APIs, the payment
	// page not included.
	On string
	// Nth is which matching request is the first to be hit, counted from the
	// call of Fail and without those that earlier faults took; 0 and 1 are the
	// next one.
	Nth int
	// Times is how many requests are hit in a row; 0 is one, negative is all.
	Times int
	// When is the side of the commit point that Drop, Status, Code and Delay
	// lie on.
	When When
	// CommitAfter, if positive, fails the request now and lets it take effect
	// that much later. Later means at the first look (a request, the ledger)
	// whose time has come; the entries carry the time that was due. Without
	// Status and Code the connection is dropped. A token that was valid when
	// the request came in stays so.
	CommitAfter time.Duration
	// Drop closes the connection without an answer.
	Drop bool
	// Status, if not 0, answers with this status, Header and Body in place of
	// the true answer.
	Status int
	// Header goes with Status.
	Header http.Header
	// Body goes with Status.
	Body []byte
	// Cut closes the connection after CutAfter bytes of the answer's body,
	// whose Content-Length promises all of it.
	Cut bool
	// CutAfter goes with Cut, in bytes; 0 sends the head alone.
	CutAfter int
	// Delay waits before the commit point or after it, as When says. If the
	// caller hangs up during a wait before the commit point, the request takes
	// effect all the same when the wait is over.
	Delay time.Duration
	// Twice executes the request two times, as a proxy does that repeats it. The
	// caller gets the second answer.
	Twice bool
	// Mutate changes the body of the true answer.
	Mutate func([]byte) []byte
	// Code answers with that code in place of the true answer: one of the API
	// that On names, such as 429 of the checkout API or 602 and 709 of the
	// transfer API.
	Code string
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
	shared := f.shared()
	if wrong := shared.Contradiction(); wrong != "" {
		return wrong
	}
	if f.Twice && shared.Never() {
		return "that never executes the request cannot do it Twice"
	}
	return ""
}

// Fail queues a fault. Each request is offered to the queued faults in their
// order and taken by at most one. It panics if the fault could never do what it
// asks: On names no call of the model, Code is none of that call's API, an answer
// that never leaves is to be cut or changed, or a request that is never executed
// is to be executed Twice.
func (m *Model) Fail(f Fault) {
	if wrong := f.contradiction(); wrong != "" {
		panic("cinetpaytest: a fault " + wrong)
	}
	f.Header = f.Header.Clone()
	method, path, _ := strings.Cut(f.On, " ")
	on, _, _ := find(method, path)
	if f.On != "" && on.handle == nil {
		panic(fmt.Sprintf("cinetpaytest: a fault on %q: no such call", f.On))
	}
	if _, known := on.api.words()[f.Code]; f.Code != "" && (!known || f.On == "" || on.api == paymentPage) {
		panic(fmt.Sprintf("cinetpaytest: a fault on %q: no such code as %q", f.On, f.Code))
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	m.faults.Add(f, f.Nth, f.Times, func(in *incoming) bool {
		if f.On == "" {
			return in.route.api != paymentPage
		}
		return method == in.method && (path == in.route.path || path == in.path)
	})
}

// PendingFaults counts the queued faults that have not hit all their requests.
// A test that ends with one proved less than it meant to.
func (m *Model) PendingFaults() int {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.faults.Len()
}
