package bizontest

import (
	"net/http"
	"time"

	"github.com/paygates/paygates-go/internal/ordergate/ordergatetest"
)

// When is the side of the commit point that a fault lies on.
type When int

const (
	// BeforeCommit loses the request before it takes effect.
	BeforeCommit When = iota
	// AfterCommit lets the request take effect and loses its answer.
	AfterCommit
)

// Decline is how a card or a movement is refused, in the words of failure_type.
type Decline string

const (
	// Declined is the acquirer's no.
	Declined Decline = "declined"
	// Fraud is the anti-fraud system's no.
	Fraud Decline = "fraud"
	// Rejected is the gateway's own no: rules, limits, routing.
	Rejected Decline = "rejected"
	// Errored is a fault of acquirer or gateway. In the model no money moved.
	Errored Decline = "error"
)

// Fault is one thing that goes wrong with one request. The zero values of the
// fields below On leave the request alone; several may be combined.
//
// A fault that lets the true answer leave (delayed, cut, changed) executes the
// request. One that replaces the answer (Drop, Status, CommitAfter) executes it
// at once only if When is AfterCommit.
type Fault struct {
	// On names the request: method and path template, as in
	// "PUT /orders/{id}/charge", or method and one order's path, as in
	// "PUT /orders/23014805692462630/charge". Empty is any request of the API,
	// the payer's pages not included.
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
	// Twice executes the request twice, as a proxy inside the gateway may; the
	// second answer is the one that leaves.
	Twice bool
	// Mutate changes the body of the true answer.
	Mutate func([]byte) []byte
	// Decline lets the acquirer or gateway refuse the payment (authorize,
	// token_pay, rebill, and what ends 3-D Secure with a confirmed payer), the
	// charge, refund, reverse, cancel or payout. Other calls take no notice.
	Decline Decline
}

// Fail queues a fault. Each request is offered to the queued faults in their
// order and taken by at most one. It panics if the fault could never do what it
// asks: On names no call of the model, Decline is unknown, an answer that never
// leaves is to be cut or changed, or a request that is never executed is to be
// executed Twice or declined.
func (m *Model) Fail(f Fault) {
	m.platform.Fail(ordergatetest.Fault{
		On: f.On, Nth: f.Nth, Times: f.Times,
		When: ordergatetest.When(f.When), CommitAfter: f.CommitAfter,
		Drop: f.Drop, Status: f.Status, Header: f.Header, Body: f.Body,
		Cut: f.Cut, CutAfter: f.CutAfter, Delay: f.Delay, Twice: f.Twice,
		Mutate: f.Mutate, Decline: ordergatetest.Decline(f.Decline),
	})
}

// PendingFaults counts the queued faults that have not hit all their requests.
// A test that ends with one proved less than it meant to.
func (m *Model) PendingFaults() int { return m.platform.PendingFaults() }
