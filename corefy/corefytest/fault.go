package corefytest

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

// Decline is the resolution with which the provider refuses: one of the words
// that Corefy documents.
type Decline string

// Some of the documented resolutions. Resolutions lists all.
const (
	// Declined is the issuer's no without a reason.
	Declined Decline = "declined"
	// InsufficientFunds is too little money on the card or the account.
	InsufficientFunds Decline = "insufficient_funds"
	// Antifraud is the anti-fraud system's no.
	Antifraud Decline = "antifraud_error"
	// NoRoutes is Corefy's own no: no provider takes the payment.
	NoRoutes Decline = "no_routes_by_condition"
	// ProviderError is a fault of the provider. In the model no money moved.
	ProviderError Decline = "provider_error"
	// FatalTimeout is a provider that did not answer. In the model no money moved.
	FatalTimeout Decline = "fatal_timeout"
)

// Fault is one thing that goes wrong with one request. The zero values of the
// fields below On leave the request alone; several may be combined.
//
// A fault that lets the true answer leave (delayed, cut, changed) executes the
// request. One that replaces the answer (Drop, Status, CommitAfter) executes it
// at once only if When is AfterCommit.
type Fault struct {
	// On names the request: method and path template with the path of its API, as
	// in "POST /api/payment-invoices", "POST /public-api/payment-invoices" or
	// "POST /api/payment-invoices/{id}/refund", or method and one object's path.
	// Empty is any request of the two APIs, the payment page not included.
	On string
	// Nth is which matching request is the first to be hit, counted from the
	// call of Fail and without those that earlier faults took; 0 and 1 are the
	// next one.
	Nth int
	// Times is how many requests are hit in a row; 0 is one, negative is all.
	Times int
	// When is the side of the commit point that Drop, Status and Delay lie on.
	When When
	// CommitAfter, if positive, fails the request now and lets it take effect
	// that much later. Later means at the first look (a request, the ledger)
	// whose time has come; the entries carry the time that was due. Without
	// Status the connection is dropped.
	CommitAfter time.Duration
	// Drop closes the connection without an answer.
	Drop bool
	// Status, if not 0, answers with this status, Header and Body in place of
	// the true answer. ErrorBody makes the documented Body of a status.
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
	// Twice executes the request twice, as a proxy inside the gateway may; the
	// second answer is the one that leaves.
	Twice bool
	// Mutate changes the body of the true answer.
	Mutate func([]byte) []byte
	// Decline lets the provider refuse the new invoice, refund or payout: it is
	// made, failed, and answered as such. Other calls take no notice.
	Decline Decline
}

// Fail queues a fault. Each request is offered to the queued faults in their
// order and taken by at most one. It panics if the fault could never do what it
// asks: On names no call of the model, Decline is no documented resolution, an
// answer that never leaves is to be cut or changed, or a request that is never
// executed is to be executed Twice or declined.
func (m *Model) Fail(f Fault) {
	if wrong := f.contradiction(); wrong != "" {
		panic("corefytest: a fault " + wrong)
	}
	f.Header = f.Header.Clone()
	method, path, _ := strings.Cut(f.On, " ")
	if f.On != "" {
		if r, _, _ := m.find(method, path); r.handle == nil {
			panic(fmt.Sprintf("corefytest: a fault on %q: no such call", f.On))
		}
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	m.faults.Add(f, f.Nth, f.Times, func(in *incoming) bool {
		if f.On == "" {
			return in.route.access != withNothing
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
	shared := f.shared()
	switch {
	case f.Decline != "" && !refusing(string(f.Decline)):
		return "with an unknown Decline"
	case shared.Contradiction() != "":
		return shared.Contradiction()
	case f.Cut && shared.Silent():
		return "that drops the answer cannot cut it"
	case (f.Twice || f.Decline != "") && shared.Never():
		return "that never executes the request cannot say how"
	}
	return ""
}
