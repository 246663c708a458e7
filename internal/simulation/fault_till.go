package simulation

import (
	"strings"
	"time"

	paygates "github.com/paygates/paygates-go"
)

// anotherTill is that of the same merchant, or its back office: it does something
// with the order of a call, or takes the reference of a call for an order of its
// own, and tells nobody.
const anotherTill = "another till"

var tillFaults = []*FaultRow{
	{Name: anotherTill, On: OnActs | OnLookUps, LosesAnswer: true, weight: 40},
}

// tillMinor is what another till moves, in minor units.
const tillMinor = 3

// meddle lets another till do something with what a call is about.
func (w *world) meddle(f Fault, a Action, op *paygates.Operation) {
	if f.Row == nil || f.Row.Name != anotherTill || w.gateway.Meddle == nil {
		return
	}
	w.tills++
	number := w.tills
	w.net.outside(func(site *Site) { w.gateway.Meddle(site.Model, number, a, f.Byte) }, &w.site)
	time.Sleep(rest) // so that what comes next comes later at the replica too
	w.net.struck(f, op, "")
	if w.checker.meddled == nil {
		w.checker.meddled = map[string]bool{}
	}
	w.checker.meddled[a.about()] = true
}

// about is the reference of what an action makes, or the id of what it is done to.
func (a Action) about() string {
	if a.Reference != "" {
		return a.Reference
	}
	return a.ID
}

// coincides says that another till may have moved just what a call was to move:
// nobody can tell the two apart.
func (c *checker) coincides(call *Call, ledger []Entry) bool {
	if !c.meddled[call.Action.about()] {
		return false
	}
	minor, err := call.Action.Amount.Minor()
	if err == nil && call.Action.Amount.IsSet() && minor%tillMinor == 0 && minor <= 4*tillMinor {
		return true
	}
	for _, e := range ledger {
		if strings.HasPrefix(e.RequestID, tillID) && e.ObjectID == call.Action.ID && e.Moves != paygates.MovesNothing &&
			(!call.Action.Amount.IsSet() || e.Amount.Equal(call.Action.Amount)) {
			return true
		}
	}
	return false
}
