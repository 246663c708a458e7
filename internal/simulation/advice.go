package simulation

import (
	"slices"
	"time"

	paygates "github.com/paygates/paygates-go"
)

// adviceAbout is the one advice that may stand beside an outcome; AdviceNone
// where there are several.
func adviceAbout(o paygates.Outcome) paygates.Advice {
	if o == paygates.OutcomeUnknown {
		return paygates.AdviceLookUp
	}
	return paygates.AdviceNone
}

// advised checks what a resolution advises: to wait only before the horizon, and
// to ask for it again only where it was proved that it did not happen.
func (c *checker) advised(call *Call, res *paygates.Resolution) {
	var want []paygates.Advice
	switch late := time.Since(res.Intent.At) >= call.Operation.Horizon; {
	case res.Verdict == paygates.VerdictExecuted:
		want = []paygates.Advice{paygates.AdviceNone}
	case res.Verdict == paygates.VerdictNotExecuted:
		want = []paygates.Advice{paygates.AdviceNewReference, call.Operation.LookUp.Then}
	case late, res.Verdict == paygates.VerdictDuplicate, res.Verdict == paygates.VerdictConflict:
		want = []paygates.Advice{paygates.AdviceAskHuman}
	default:
		want = []paygates.Advice{paygates.AdviceLookUp}
	}
	if !slices.Contains(want, res.Advice) {
		c.find(call, Malformed, "the verdict is %s, %s after the call, and the advice %s", res.Verdict, time.Since(call.At), res.Advice)
	}
}

// The SDK's first wait before it sends again, which doubles each time.
const firstWait = 200 * time.Millisecond

// patience checks how long a client waited before it sent the same request again:
// as long as it was asked to, else not longer than its policy has it.
func (c *checker) patience(call *Call, t Traffic) {
	if c.net.real {
		return // a loaded machine waits as it likes
	}
	for n, s := range t.Strikes {
		if s.Operation == nil || s.Fault.Name != tooMany && s.Fault.Name != breakdown {
			continue
		}
		next, again := t.after(s)
		if !again {
			continue
		}
		waited := next.At.Sub(s.At)
		switch {
		case s.Final:
			c.find(call, Resent, "asked to wait for %s, it asked again after %s", s.After, waited)
		case s.After > 0 && (waited < s.After-time.Second || waited > s.After+time.Second):
			c.find(call, Malformed, "asked to wait for %s, it waited %s", s.After, waited)
		case s.After == 0 && waited > firstWait<<n:
			c.find(call, Malformed, "it waited %s before it sent again", waited)
		}
	}
}

// after is the next request of the operation that a strike struck.
func (t *Traffic) after(s Strike) (Request, bool) {
	// One that comes at once, without any wait, bears the same time.
	rest := t.Requests[s.behind:]
	i := slices.IndexFunc(rest, func(r Request) bool { return r.Operation == s.Operation })
	if i < 0 {
		return Request{}, false
	}
	return rest[i], true
}
