package simulation

import (
	"errors"
	"slices"
	"time"

	paygates "github.com/paygates/paygates-go"
)

// adviceFits says that an error's advice may stand beside its outcome. What is over
// already, such as an invoice that is paid, leaves nothing to do.
func adviceFits(e *paygates.Error) bool {
	switch e.Outcome {
	case paygates.OutcomeUnknown:
		return e.Advice() == paygates.AdviceLookUp
	case paygates.OutcomeExecuted:
		return e.Advice() == paygates.AdviceNone
	}
	return e.Advice() != paygates.AdviceNone || errors.Is(e, paygates.ErrState)
}

// advised checks what a resolution advises: to wait only before the horizon, and
// to ask for it again only where it was proved that it did not happen. What was
// refused has used up its reference; what is absent for good has not, by the row's
// own word.
func (c *checker) advised(call *Call, res *paygates.Resolution, refused, odd bool) {
	var want []paygates.Advice
	switch late := !res.Intent.At.IsZero() && time.Since(res.Intent.At) >= call.Operation.Horizon; {
	case res.Verdict == paygates.VerdictExecuted:
		want = []paygates.Advice{paygates.AdviceNone}
	case res.Verdict == paygates.VerdictNotExecuted && c.net.gateway.Nameless:
		want = []paygates.Advice{paygates.AdviceAskHuman} // there is no reference to be changed
	case res.Verdict == paygates.VerdictNotExecuted && (refused || !late || !call.Operation.LookUp.Negative):
		want = []paygates.Advice{paygates.AdviceNewReference}
	case res.Verdict == paygates.VerdictNotExecuted && !call.Action.Deed.is(makes):
		want = []paygates.Advice{paygates.AdviceNewReference, call.Operation.LookUp.Then}
	case res.Verdict == paygates.VerdictNotExecuted:
		want = []paygates.Advice{call.Operation.LookUp.Then}
	case late, res.Verdict == paygates.VerdictDuplicate, res.Verdict == paygates.VerdictConflict:
		want = []paygates.Advice{paygates.AdviceAskHuman}
	default:
		want = []paygates.Advice{paygates.AdviceLookUp}
	}
	if odd && res.Verdict == paygates.VerdictNotExecuted {
		want = append(want, paygates.AdviceAskHuman) // it may say why, and the reason be a doubtful one
	}
	if !slices.Contains(want, res.Advice) {
		c.find(call, Malformed, "the verdict is %s, %s after the call, and the advice %s", res.Verdict, time.Since(call.At), res.Advice)
	}
}

// The SDK's first wait before it sends again, at most, which doubles each time.
const firstWait = 200 * time.Millisecond

// patience checks how long a client waited before it sent the same request again:
// as long as it was asked to, else as long as it drew.
func (c *checker) patience(call *Call, t Traffic) {
	if c.net.real {
		return // a loaded machine waits as it likes
	}
	for _, s := range t.Strikes {
		if s.Operation == nil || s.Fault.Name != tooMany && s.Fault.Name != breakdown {
			continue
		}
		next, again := t.again(s)
		if !again {
			continue
		}
		waited, want := next.At.Sub(s.At), s.After
		if want == 0 {
			bound := firstWait << (t.sends(s.behind) - 1)
			want = time.Duration(next.Drawn % uint64(bound+1))
		}
		switch {
		case s.Final:
			c.find(call, Resent, "asked to wait for %s, it asked again after %s", s.After, waited)
		case waited != want:
			c.find(call, Malformed, "asked to wait for %s, it waited %s, and not %s", s.After, waited, want)
		}
	}
}

// again is the next send of the request that a strike struck.
func (t *Traffic) again(s Strike) (Request, bool) {
	struck := t.Requests[s.behind-1]
	// One that comes at once, without any wait, bears the same time.
	rest := t.Requests[s.behind:]
	i := slices.IndexFunc(rest, func(r Request) bool { return r.ID == struck.ID && r.Operation == struck.Operation })
	if i < 0 {
		return Request{}, false
	}
	return rest[i], true
}

// sends counts how often the last of so many requests had been sent by then.
func (t *Traffic) sends(behind int) int {
	last := t.Requests[behind-1]
	n := 0
	for _, r := range t.Requests[:behind] {
		if r.ID == last.ID && r.Operation == last.Operation {
			n++
		}
	}
	return n
}
