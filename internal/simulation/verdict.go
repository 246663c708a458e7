package simulation

import (
	"time"

	paygates "github.com/paygates/paygates-go"
)

// resolved checks a verdict about a call whose outcome was unknown, and takes
// it for the last word if it is one. A stale look-up is held against what it
// could see.
func (c *checker) resolved(call *Call, res *paygates.Resolution, object Seen, traffic Traffic, ledger []Entry) {
	real, visible, model := doingsOf(ledger, call.requestIDs()), ledger, c.site.Model
	stale, behind := traffic.by(staleLookUp) > 0, time.Duration(0)
	if stale {
		behind = c.net.staleBy
		visible, model = until(ledger, time.Now().Add(-behind)), c.net.replica.Model
	}
	d := doingsOf(visible, call.requestIDs())
	acted, twice := d.acted(), call.twice()
	misled := traffic.odd() || traffic.by(foreignObject)+traffic.by(notUTF8) > 0 || c.meddled[call.Action.about()]
	misinformed := misled || traffic.by(errorInside) > 0
	call.Elder = !real.acted() && res.Verdict == paygates.VerdictExecuted && elder(call.Action, ledger)
	call.Outcome = res.Verdict.Outcome()
	if len(res.Evidence) == 0 {
		c.find(call, Malformed, "a verdict without evidence")
	}
	c.truth(call, ledger)
	if res.Verdict != paygates.VerdictNotExecuted || traffic.by(notUTF8) == 0 { // whether it was found refused or not at all may be what was garbled
		c.advised(call, res, acted && call.Action.Deed.is(makes) && !misled, traffic.odd())
	}
	if object.ID != "" && !traffic.odd() {
		looked := *call
		looked.Traffic = traffic
		c.seenAt(model, &looked, object, visible)
	}
	switch res.Verdict {
	case paygates.VerdictExecuted:
		if acted && object.ID != d.objectID() && !(object.ID == "" && model.Standing(d.objectID()) == Gone) {
			c.find(call, Misread, "the verdict shows object %q, the ledger has %s", object.ID, d.objectID())
		}
		if twice && acted && d.objects() > 1 && !c.hidden(call, d, behind, traffic) {
			c.find(call, Overlooked, "executed once, but the ledger has %v", d.entries)
		}
	case paygates.VerdictDuplicate:
		if (!acted || d.flaw(call.Action, ledger) != Doubled) && !c.coincides(call, ledger) && !traffic.odd() {
			c.find(call, Phantom, "the verdict is duplicate")
		}
	case paygates.VerdictAbsent:
		harmless := traffic.odd() || misled && !call.Operation.LookUp.Negative // it never becomes not executed
		if acted && !harmless && !c.hidden(call, d, behind, traffic) {
			c.find(call, Overlooked, "absent so far, but the ledger has %v", d.entries)
		}
	case paygates.VerdictConflict:
		if acted && !twice && !misled {
			c.find(call, Overlooked, "conflict, but the ledger has %v", d.entries)
		}
	case paygates.VerdictUnknown:
		unbased := call.Action.Deed.is(moves) && !res.Intent.Before.IsSet() // a total says nothing then
		if acted && !twice && !misinformed && !unbased && c.site.Telling && !(c.site.ReadsLag && c.hidden(call, d, behind, traffic)) {
			c.find(call, Overlooked, "unknown, but the ledger has %v", d.entries)
		}
	}
	if call.Outcome == paygates.OutcomeUnknown && !real.acted() && !stale && !misinformed && traffic.by(clockSkew) == 0 && c.decidable(call, res, ledger) {
		c.find(call, Undecided, "%s, %s after the call", res.Verdict, time.Since(call.At))
	}
}

// until is the ledger as it stood at a moment.
func until(ledger []Entry, at time.Time) []Entry {
	for i, e := range ledger {
		if e.At.After(at) {
			return ledger[:i]
		}
	}
	return ledger
}

// decidable says that look-ups can prove by now that a call took no effect:
// after the horizon, where the row allows it, and where the object is in a state
// that the call would have changed. If there were refunds already, the total
// before has to be known.
func (c *checker) decidable(call *Call, res *paygates.Resolution, ledger []Entry) bool {
	if time.Since(call.At) < call.Operation.Horizon || !call.Operation.LookUp.Negative {
		return false
	}
	t := totalsOf(ledger, call.Action.ID, len(ledger))
	compares := res.Intent.Before.IsSet() || !t.back.IsPositive()
	return res.Verdict == paygates.VerdictAbsent || c.site.Telling && compares && feasible(call.Action, t)
}

// feasible says that an object with these totals allows the action.
func feasible(a Action, t totals) bool {
	onHold := t.held.IsPositive() && !t.taken.IsPositive() && !t.released.IsPositive()
	left := minus(t.taken, t.back)
	refundable := left.IsPositive() && !minus(left, a.Amount).IsNegative()
	if a.Deed.is(makes) {
		return true
	}
	switch a.Deed {
	case Charge:
		return onHold && !minus(t.held, a.Amount).IsNegative()
	case Refund:
		return refundable
	case Reverse:
		return onHold
	case Cancel:
		return onHold || refundable
	}
	return false
}

// hidden says that the gateway's lists do not show yet what the call made, by a
// look-up that is so much behind; or that it took effect only when the look-up had
// been answered already, and the answer was slow.
func (c *checker) hidden(call *Call, d doings, behind time.Duration, t Traffic) bool {
	if n := len(t.Requests); n > 0 && d.entries[0].At.After(t.Requests[n-1].At) {
		return true
	}
	return call.Action.Deed.is(makes) && time.Since(d.entries[0].At)-behind < c.site.ListLag
}

// elder says that what an action asked for is there: the whole of it, or a charge
// of just as much, which the payer's own doing can be. An order tells that it was
// wholly refunded, not by which of two calls that asked for it.
func elder(a Action, ledger []Entry) bool {
	t := totalsOf(ledger, a.ID, len(ledger))
	whole := !a.Amount.IsSet()
	switch a.Deed {
	case Charge:
		return t.taken.IsPositive() && (whole && t.taken.Equal(t.amount) || t.taken.Equal(a.Amount))
	case Refund:
		return whole && t.back.IsPositive() && t.back.Equal(t.taken)
	case Reverse, DeleteInvoice, DeactivateLink:
		return t.released.IsPositive()
	case Complete, Complete3DS2, Resume:
		return t.held.IsPositive()
	case Cancel:
		return t.released.IsPositive() || whole && t.back.IsPositive() && t.back.Equal(t.taken)
	}
	return false
}
