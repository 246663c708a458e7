package simulation

import (
	"slices"

	paygates "github.com/paygates/paygates-go"
)

// registered checks a call that no ledger shows, just after it has returned.
func (c *checker) registered(call *Call) {
	c.noted = append(c.noted, call)
	c.kinds(call, call.Err, call.Traffic)
	_, now := c.site.Model.(Register).Holds(call.Action)
	c.prepared(call, call.Stood, now)
	if call.Operation.Safety == paygates.Once && call.Traffic.acting() > 1 {
		c.find(call, Resent, "%d requests arrived", call.Traffic.acting())
	}
	if call.Err != nil {
		return
	}
	if call.Outcome != paygates.OutcomeExecuted {
		c.find(call, Malformed, "without an error, the outcome is %s", call.Outcome)
	}
	if id := call.Action.ID; id != "" && call.Seen.ID != id {
		c.find(call, Misread, "it said object %q, and was about %s", call.Seen.ID, id)
	}
}

// lookedUp checks a verdict about a call that no ledger shows, and takes it for the
// last word if it is one. It speaks of how things are now, whoever made them so.
func (c *checker) lookedUp(call *Call, res *paygates.Resolution, object Seen, traffic Traffic) {
	there, so := c.site.Model.(Register).Holds(call.Action)
	misinformed := traffic.odd() || traffic.by(foreignObject)+traffic.by(notUTF8) > 0 || traffic.by(errorInside) > 0
	call.Outcome = res.Verdict.Outcome()
	if call.Operation.LookUp.Op == "" {
		if res.Verdict != paygates.VerdictUnknown || res.Advice != call.Operation.LookUp.Then {
			c.find(call, Malformed, "nobody can look, and the verdict is %s, the advice %s", res.Verdict, res.Advice)
		}
		return
	}
	if len(res.Evidence) == 0 {
		c.find(call, Malformed, "a verdict without evidence")
	}
	c.advised(call, res, false, traffic.odd())
	switch res.Verdict {
	case paygates.VerdictExecuted:
		if !so {
			c.find(call, Phantom, "it is not as asked for by %s", call.Action)
		}
		if id := call.Action.ID; id != "" && object.ID != id {
			c.find(call, Misread, "the verdict shows object %q, and is about %s", object.ID, id)
		}
		if call.Action.Changes != Shown {
			c.find(call, Phantom, "no answer shows what was asked for by %s", call.Action)
		}
	case paygates.VerdictNotExecuted, paygates.VerdictDuplicate:
		c.find(call, Phantom, "the verdict is %s", res.Verdict)
	case paygates.VerdictAbsent:
		if so && !misinformed {
			c.find(call, Overlooked, "absent so far, but it is as asked for by %s", call.Action)
		}
	case paygates.VerdictConflict:
		if (so || !there) && !misinformed {
			c.find(call, Overlooked, "conflict, but nothing is otherwise than asked for by %s", call.Action)
		}
	case paygates.VerdictUnknown:
		if !misinformed && call.Action.Changes == Shown {
			c.find(call, Overlooked, "unknown, and there was an answer")
		}
	}
}

// closedRegister checks once more, when nothing can happen any more, what was said
// not to have been made.
func (c *checker) closedRegister() {
	for _, call := range c.noted {
		if call.Outcome != paygates.OutcomeNotExecuted || sorts[call.Action.Deed] == payment {
			continue
		}
		again := slices.ContainsFunc(c.noted, func(other *Call) bool {
			return other.Of == call.Of && other.Outcome != paygates.OutcomeNotExecuted
		})
		if there, _ := c.site.Model.(Register).Holds(call.Action); there && !again {
			c.find(call, Lost, "it is there: %s", call.Action)
		}
	}
}
