package simulation_test

import (
	"cmp"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/internal/simulation"
)

// trial is one fault on the last call of some histories, or on the look-up of it,
// or a request that must not be sent, and all that has to come of it: what is
// said, what an error carries, and how often what was sent.
type trial struct {
	name string
	in   []string
	// looksUp says that it is the look-up that is struck, of a call that was lost:
	// undone before it took effect, late that this is after its horizon.
	looksUp, undone, late bool
	// lost is how it was lost, where that is not as usual.
	lost func(*testing.T) simulation.Fault
	// fault is made anew for each schedule; spoils makes the request a bad one.
	fault  func(*testing.T) simulation.Fault
	spoils func(*simulation.Action)
	want   expected
}

// expected is what has to come of a trial. What is zero is not asked for, but for
// the outcome of a call, its attempts, and the kind: nil is no error.
type expected struct {
	outcome paygates.Outcome
	verdict paygates.Verdict
	// kind is what the error is, cause what else it is, and never what it is not.
	kind, cause, never error
	advice             *paygates.Advice
	status, attempts   int
	retryAfter         time.Duration
	// fields are those that the error names.
	fields []string
	// sends is how often a request of an operation arrived.
	sends    map[string]int
	evidence int
}

// play plays one history and holds what came of it against the row.
func (x *trial) play(t *testing.T, g *simulation.Gateway, c cutting) {
	t.Helper()
	var wrong []string
	playAll(t, slices.Values([]*simulation.Schedule{x.schedule(t, g, c)}), simulation.Setup{}, func(_ *simulation.Schedule, r *simulation.Report) bool {
		wrong = x.wrong(r, len(c.before))
		for _, f := range r.Findings {
			wrong = append(wrong, f.String())
		}
		return true
	})
	if len(wrong) > 0 {
		t.Errorf("%s: %s: %s: %s\n%s", g.Name, c.name, x.name, strings.Join(wrong, ", "), play(t, x.schedule(t, g, c), nil).Trace)
	}
}

func (x *trial) schedule(t *testing.T, g *simulation.Gateway, c cutting) *simulation.Schedule {
	t.Helper()
	last := c.last
	last.Pause, last.Spoils = time.Minute, x.spoils
	s := &simulation.Schedule{Seed: cmp.Or(c.seed, plainSeeds[g.Name]), Gateway: g, Steps: slices.Clone(c.before)}
	switch {
	case x.looksUp:
		last.Fault = simulation.Fault{Row: faultOf(t, "reset before the answer"), Times: 3, Committed: !x.undone}
		if x.lost != nil {
			last.Fault = x.lost(t)
		}
		settle := simulation.Step{Pause: (&oddity{late: x.late}).pause(), Deed: simulation.Settle}
		if x.fault != nil {
			settle.Fault = x.fault(t)
			settle.Fault.Early = true
		}
		s.Steps = append(s.Steps, last, settle)
		return s
	case x.fault != nil:
		last.Fault = x.fault(t)
		last.Fault.Early = !last.Deed.Acts()
	}
	s.Steps = append(s.Steps, last)
	return s
}

// wrong lists what is otherwise than it has to be.
func (x *trial) wrong(r *simulation.Report, before int) []string {
	step := before + 1
	if x.looksUp {
		step++
	}
	i := slices.IndexFunc(r.Said, func(s simulation.Said) bool { return s.Step == step && s.LookUp == x.looksUp })
	if i < 0 {
		return []string{"nothing was said"}
	}
	return x.want.against(r.Said[i])
}

func (w *expected) against(said simulation.Said) (wrong []string) {
	unless := func(right bool, what string) {
		if !right {
			wrong = append(wrong, what)
		}
	}
	if said.LookUp && w.kind == nil {
		unless(said.Verdict == w.verdict, "the verdict is "+said.Verdict.String()+", want "+w.verdict.String())
	} else {
		unless(said.Outcome == w.outcome || said.LookUp, "the outcome is "+said.Outcome.String()+", want "+w.outcome.String())
	}
	unless(w.advice == nil || said.Advice == *w.advice, "the advice is "+said.Advice.String())
	for op, n := range w.sends {
		unless(said.Sends[op] == n, fmt.Sprintf("%s arrived %d times", op, said.Sends[op]))
	}
	unless(w.evidence == 0 || said.Evidence == w.evidence, "the evidence is otherwise")
	if w.kind == nil {
		unless(said.Err == nil, "there is an error")
		return wrong
	}
	e, ok := errors.AsType[*paygates.Error](said.Err)
	if !ok {
		return append(wrong, "there is no error of the SDK's")
	}
	unless(errors.Is(e, w.kind), "the error is another: "+e.Error())
	unless(w.cause == nil || errors.Is(e, w.cause), "the cause is another")
	unless(w.never == nil || !errors.Is(e, w.never), "the error is also what it must not be")
	unless(e.HTTPStatus == w.status, "the status is "+http.StatusText(e.HTTPStatus))
	unless(e.Attempts == w.attempts, "the attempts are otherwise")
	unless(e.RetryAfter == w.retryAfter, "it asks to wait for "+e.RetryAfter.String())
	for _, field := range w.fields {
		unless(slices.ContainsFunc(e.Fields, func(f paygates.FieldError) bool { return f.Field == field }), "nothing is said of "+field)
	}
	return wrong
}

// struckBy is a fault of the table, with its particulars.
func struckBy(name string, particulars simulation.Fault) func(*testing.T) simulation.Fault {
	return func(t *testing.T) simulation.Fault {
		f := particulars
		f.Row = faultOf(t, name)
		f.Times, f.Final = max(f.Times, 1), f.Final || f.Row.Final
		return f
	}
}

// answeredOddly gives odd answers, one after the other.
func answeredOddly(odds ...simulation.Odd) func(*testing.T) simulation.Fault {
	return func(*testing.T) simulation.Fault {
		var first *simulation.Odd
		for _, o := range slices.Backward(odds) {
			o.Then = first
			first = &o
		}
		return simulation.Fault{Row: simulation.OddAnswer, Times: 1, Odd: first, Final: true}
	}
}
