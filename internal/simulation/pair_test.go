package simulation_test

import (
	"iter"
	"slices"
	"testing"
	"time"

	"github.com/paygates/paygates-go/internal/simulation"
)

// TestEveryPairOfFaults plays every ordered pair of faults in the short histories
// of the table of cuttings: the first strikes the last call, or whatever else it
// can strike, the second its repetition or the look-up.
func TestEveryPairOfFaults(t *testing.T) {
	t.Parallel()
	for _, g := range simulation.Gateways() {
		t.Run(g.Name, func(t *testing.T) {
			t.Parallel()
			tally := simulation.NewTally()
			for _, c := range cuttings[g.Name] {
				innocent(t, c.pairs(g), tally)
			}
			t.Logf("%d pairs\n%s", tally.Schedules, tally)
		})
	}
}

// pairs are the schedules of all pairs, or of one in ten.
func (c cutting) pairs(g *simulation.Gateway) iter.Seq[*simulation.Schedule] {
	return func(yield func(*simulation.Schedule) bool) {
		first, step := oneInTen(g.Name + c.name)
		number := 0
		for _, a := range simulation.Faults() {
			for _, b := range simulation.Faults() {
				number++
				if number%step != first%step || !c.suits(g, a) || !c.suits(g, b) {
					continue
				}
				if !yield(c.pair(g, a, b, uint64(number))) {
					return
				}
			}
		}
	}
}

// suits says that the fault strikes something of the gateway.
func (c cutting) suits(g *simulation.Gateway, row *simulation.FaultRow) bool {
	return slices.ContainsFunc(g.Deeds(), row.Strikes)
}

// pair is the history in which two faults strike.
func (c cutting) pair(g *simulation.Gateway, a, b *simulation.FaultRow, seed uint64) *simulation.Schedule {
	draw := newSource(seed)
	s := &simulation.Schedule{Seed: seed, Gateway: g, Steps: slices.Clone(c.before)}
	for i, row := range []*simulation.FaultRow{a, b} {
		for _, step := range c.struck(g, row) {
			if step.Makes != 0 {
				step.Makes += 10 * (i + 1) // numbers that no history has
			}
			if step.Deed == simulation.PayerPays && row.Strikes(step.Deed) {
				step.Order = 10*(i+1) + 1
			}
			step.Pause = time.Duration(1+draw.Int64N(90)) * time.Minute
			if row.Strikes(step.Deed) {
				step.Fault = row.DrawFault(draw, step.Deed)
				step.Fault.Committed = seed%2 == 0
			}
			s.Steps = append(s.Steps, step)
		}
	}
	s.Steps = append(s.Steps, simulation.Step{Pause: time.Minute, Deed: simulation.Settle})
	return s
}

// struck are the steps of which the fault can strike the last: the last call of
// the history, a look-up, a list, or a payer who pays.
func (c cutting) struck(g *simulation.Gateway, row *simulation.FaultRow) []simulation.Step {
	switch {
	case row.Strikes(c.last.Deed):
		return []simulation.Step{c.last}
	case row.Strikes(simulation.Settle):
		return []simulation.Step{{Deed: simulation.Settle}}
	case row.Strikes(simulation.List):
		return []simulation.Step{{Deed: simulation.List}}
	}
	return []simulation.Step{
		{Deed: simulation.Create, Makes: 1, Amount: tenOf(g)}, {Deed: simulation.PayerPays, Order: 1},
	}
}
