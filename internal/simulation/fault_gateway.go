package simulation

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"net/http"
	"slices"
	"time"
)

// gatewayFaults are the gateway's own doing.
var gatewayFaults = []*FaultRow{
	{Name: executesTwice, On: OnActs, LosesAnswer: true, weight: 30, answer: func(s *struck) {
		a := s.commit()
		second := s.commit()
		s.note("")
		no := func(code string) bool { return bytes.Contains(second.Body, []byte(code)) }
		if second.Status < http.StatusMultipleChoices && !slices.ContainsFunc(s.net.gateway.NoToRepeats, no) {
			a = second // else the first is the one that is relayed
		}
		if s.fault.Byte%4 == 0 {
			s.hangUp()
		}
		s.send(a)
	}},
	{Name: "late commit", On: OnActs, LosesAnswer: true, Waits: true, weight: 40, draw: func(r *rand.Rand, f *Fault) {
		f.Times, f.After, f.Status = 1, drawLateness(r), []int{0, 500, 502, 504}[r.IntN(4)]
	}, answer: func(s *struck) {
		s.net.later(s.fault.After, s.again())
		if s.fault.Status == 0 {
			s.note(fmt.Sprintf("no answer, takes effect %s later", s.fault.After))
			s.hangUp()
		}
		s.note(fmt.Sprintf("HTTP %d, takes effect %s later", s.fault.Status, s.fault.After))
		s.reply(s.fault.Status, "Content-Type", "text/html", []byte("<html><body>The gateway is busy</body></html>"))
	}},
	{Name: staleLookUp, On: OnLookUps, Waits: true, weight: 120, draw: func(r *rand.Rand, f *Fault) {
		f.After = time.Duration(1 + r.Int64N(int64(longestStaleness)))
	}, beside: func(n *network, f Fault) { n.stale = true }},
	{Name: "page drift", On: OnLists, weight: 200, beside: func(n *network, f Fault) { n.drifts = f.Times }},
	{Name: clockSkew, On: OnLookUps, Waits: true, weight: 60, draw: func(r *rand.Rand, f *Fault) {
		f.After = time.Duration(r.Int64N(2*int64(longestSkew))) - longestSkew
	}, beside: func(n *network, f Fault) {
		n.traffic.Strikes = append(n.traffic.Strikes, Strike{Fault: f.Row, Detail: "the merchant's clock was off by " + f.After.String()})
	}},
}

// Rows that others have to know.
const (
	executesTwice = "gateway executes twice"
	staleLookUp   = "stale look-up"
	clockSkew     = "clock skew"
	foreignObject = "somebody else's object"
	errorInside   = "200 with an error inside"
)

// later has a request take effect when that much time has passed. No callback
// comes in its midst: another call may be on its way then.
func (n *network) later(after time.Duration, request *http.Request) {
	n.postpone(after, func() {
		n.renewed(n.renew, request)
		n.carryOut(discard{}, request)
	})
}

// postpone does something later, never at a moment at which somebody else does
// something: those have no such microseconds.
func (n *network) postpone(after time.Duration, do func()) {
	after += 137 * time.Microsecond
	n.mu.Lock()
	defer n.mu.Unlock()
	if due := time.Now().Add(after); due.After(n.busyUntil) {
		n.busyUntil = due
	}
	n.timers = append(n.timers, time.AfterFunc(after, do))
}

// settle waits until all that takes effect late has done so, and what follows from
// it.
func (n *network) settle() {
	for {
		n.mu.Lock()
		wait := time.Until(n.busyUntil) + time.Second
		n.mu.Unlock()
		if wait <= 0 {
			return
		}
		time.Sleep(wait)
	}
}

// discard takes an answer that nobody waits for.
type discard struct{}

func (discard) Header() http.Header         { return http.Header{} }
func (discard) WriteHeader(int)             {}
func (discard) Write(p []byte) (int, error) { return len(p), nil }
