package simulation_test

import (
	"cmp"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/internal/simulation"
)

// oddity is an odd answer to the last call of some histories, or to a look-up of
// it, and what has to be said.
type oddity struct {
	name string
	// in names the histories: those of cuttings, and those of moreHistories.
	in []string
	// lookUp names the operation of the look-up whose answer is odd, or several, or
	// one as often as it is made again. Where it is empty the odd answer is that of the
	// last call itself, unless intent is given.
	lookUp string
	// within names the operations of the call itself whose answers are odd, where that
	// is not the last alone: those of what it reads before.
	within string
	// skips requests are answered as ever before, times answers in a row are odd: one
	// for each operation where it is 0.
	skips, times int
	// undone says that the gateway did not carry out the call that is looked up,
	// late that this is after its horizon.
	undone, late bool
	// inPlace says that the gateway is not asked, and alter makes the whole answer.
	inPlace bool
	// again says that the answer lets a call that acts once be sent once more.
	again bool
	alter func(*simulation.Answer)
	// intent alters what is looked up, in place of an answer or beside it, action what the call asks
	// for.
	intent func(*paygates.Intent)
	action func(*simulation.Action)

	// outcome and kind are what the call has to say, verdict what the look-up has to.
	// Where kind is nil no word is wrong. A look-up that has to fail has a kind.
	outcome paygates.Outcome
	verdict paygates.Verdict
	kind    error
	// finds is what the checker has to find: the odd answer is a lie about what the
	// gateway did, which has to be believed.
	finds simulation.FindingKind
	// advice is the one that has to stand beside it; nil where any may.
	advice *paygates.Advice
	// message and object are the error's, where they matter.
	message, object string
	// also says what else is wrong with what was said; empty if nothing is.
	also func(simulation.Said) string
}

// oddities are the tables of the gateways.
var oddities = map[string][]oddity{
	"cibpay": cibpayOddities, "bizon": bizonOddities, "cinetpay": cinetpayOddities, "corefy": corefyOddities, "circlepay": circlepayOddities,
}

// moreHistories are those that are cut nowhere.
var moreHistories = map[string][]cutting{
	"cibpay": cibpayHistories, "bizon": bizonHistories, "cinetpay": cinetpayHistories, "corefy": corefyHistories, "circlepay": circlepayHistories,
}

// TestOddAnswers plays short histories with an answer at their end that is
// otherwise than the gateway's own, in one thing that the table names: what the
// SDK has to say is known, and any other word is a mistake.
func TestOddAnswers(t *testing.T) {
	for _, g := range chosenGateways() {
		played := 0
		for _, o := range oddities[g.Name] {
			require.NotEmpty(t, o.in, "%s: %s", g.Name, o.name)
			for _, name := range o.in {
				played++
				o.play(t, g, historyNamed(t, g, name))
			}
		}
		for _, x := range trialsOf(g) {
			for _, name := range x.in {
				played++
				x.play(t, g, historyNamed(t, g, name))
			}
		}
		t.Logf("%s: %d odd answers", g.Name, played)
	}
}

// oddAnswers counts the schedules that TestOddAnswers plays.
func oddAnswers() int {
	n := 0
	for _, g := range chosenGateways() {
		for _, o := range oddities[g.Name] {
			n += len(o.in)
		}
		for _, x := range trialsOf(g) {
			n += len(x.in)
		}
	}
	return n
}

func historyNamed(t *testing.T, g *simulation.Gateway, name string) cutting {
	t.Helper()
	all := slices.Concat(cuttings[g.Name], moreHistories[g.Name])
	i := slices.IndexFunc(all, func(c cutting) bool { return c.name == name })
	require.GreaterOrEqual(t, i, 0, "%s has no history called %q", g.Name, name)
	return all[i]
}

// play plays one history and holds what was said against the row.
func (o *oddity) play(t *testing.T, g *simulation.Gateway, c cutting) {
	t.Helper()
	schedule := o.schedule(t, g, c)
	var report *simulation.Report
	playAll(t, slices.Values([]*simulation.Schedule{schedule()}), simulation.Setup{}, func(_ *simulation.Schedule, r *simulation.Report) bool {
		report = r
		return true
	})
	if why := o.wrong(report); why != "" || !o.expects(report.Findings) {
		again := play(t, schedule(), nil)
		t.Errorf("%s: %s: %s: %s %v\n%s", g.Name, c.name, o.name, why, report.Findings, again.Trace)
	}
}

// schedule makes the history with the odd answer in it; each time anew, because
// an odd answer counts its requests.
func (o *oddity) schedule(t *testing.T, g *simulation.Gateway, c cutting) func() *simulation.Schedule {
	t.Helper()
	lost := simulation.Fault{Row: faultOf(t, "reset before the answer"), Times: 3, Committed: !o.undone}
	return func() *simulation.Schedule {
		odd := &simulation.Odd{At: o.lookUp, Skips: o.skips, InPlace: o.inPlace, Again: o.again, Alter: o.alter, Intent: o.intent, Action: o.action}
		fault := simulation.Fault{Row: simulation.OddAnswer, Times: max(1, o.times, len(strings.Fields(o.lookUp+o.within))), Early: true, Odd: odd, Final: true}
		last := c.last
		last.Pause = time.Minute
		s := &simulation.Schedule{Seed: cmp.Or(c.seed, plainSeeds[g.Name]), Gateway: g, Steps: slices.Clone(c.before)}
		if !o.looksUp() {
			odd.At = cmp.Or(o.within, g.Calls[last.Deed])
			last.Fault = fault
			s.Steps = append(s.Steps, last)
			return s
		}
		last.Fault = lost
		s.Steps = append(s.Steps, last, simulation.Step{Pause: o.pause(), Deed: simulation.Settle, Fault: fault})
		return s
	}
}

// expects says that the findings are what the row says.
func (o *oddity) expects(found []simulation.Finding) bool {
	if o.finds == "" {
		return len(found) == 0
	}
	return len(found) > 0 && !slices.ContainsFunc(found, func(f simulation.Finding) bool { return f.Kind != o.finds })
}

// looksUp says that it is a look-up that is given something odd.
func (o *oddity) looksUp() bool { return o.lookUp != "" || o.intent != nil }

// pause is how long after the call it is looked up.
func (o *oddity) pause() time.Duration {
	if o.late {
		return 25 * time.Hour
	}
	return time.Minute
}

// wrong says what is wrong with what was said; empty if nothing is.
func (o *oddity) wrong(r *simulation.Report) string {
	i := slices.IndexFunc(r.Said, func(s simulation.Said) bool { return s.Odd && s.LookUp == o.looksUp() })
	if i < 0 {
		return "no answer was odd"
	}
	said := r.Said[i]
	switch {
	case !o.looksUp() && said.Outcome != o.outcome:
		return "the outcome is " + said.Outcome.String() + ", want " + o.outcome.String()
	case o.looksUp() && o.kind == nil && (said.Err != nil || said.Verdict != o.verdict):
		return "the verdict is " + said.Verdict.String() + ", want " + o.verdict.String()
	case o.kind != nil && !errors.Is(said.Err, o.kind):
		return "the error is another"
	case (o.message != "" || o.object != "") && !o.tells(said.Err):
		return "the error tells of something else"
	case o.advice != nil && said.Advice != *o.advice:
		return "the advice is " + said.Advice.String() + ", want " + o.advice.String()
	case o.also != nil:
		return o.also(said)
	}
	return ""
}

// tells says whether an error has the message and names the object of the row.
func (o *oddity) tells(err error) bool {
	e, ok := errors.AsType[*paygates.Error](err)
	return ok && e != nil && (o.message == "" || e.Message == o.message) && (o.object == "" || e.ObjectID == o.object)
}
