package simulation_test

import (
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/paygates/paygates-go/internal/simulation"
)

// TestCallbacksInEveryOrder plays payments, then delivers the last seven callbacks
// once more in every order, with duplicates, and altered: the merchant always ends
// up believing what the ledger says.
func TestCallbacksInEveryOrder(t *testing.T) {
	t.Parallel()
	for _, g := range simulation.Gateways() {
		t.Run(g.Name, func(t *testing.T) {
			t.Parallel()
			first, step := oneInTen(t.Name())
			altered := int(scale(5000, 500, 200))
			if *fullFlag {
				altered = 100_000
				if signs[g.Name] {
					altered = 1_010_000 // a few of which come out as they were
				}
			}
			tally := simulation.NewTally()
			setup := simulation.Setup{Tally: tally, Deliveries: &simulation.Deliveries{First: first, Step: step, Altered: altered}}
			playAll(t, slices.Values([]*simulation.Schedule{eventful(g)}), setup, func(s *simulation.Schedule, r *simulation.Report) bool {
				assert.Empty(t, r.Findings)
				return false
			})
			t.Logf("%d callbacks, %d orders, %d altered, %d of them with the same facts", tally.Callbacks, tally.Orders, tally.Altered, tally.Unseen)
			if tally.Callbacks > 0 {
				assert.NotZero(t, tally.Orders)
				assert.NotZero(t, tally.Altered)
			}
		})
	}
}

// signs are the gateways that sign what they post.
var signs = map[string]bool{"corefy": true, "cinetpay": true}

// eventful are seven payments, of which the payer makes some and refuses others.
func eventful(g *simulation.Gateway) *simulation.Schedule {
	s := &simulation.Schedule{Seed: plainSeeds[g.Name], Gateway: g}
	add := func(step simulation.Step) {
		if slices.Contains(g.Deeds(), step.Deed) {
			step.Pause = time.Minute
			s.Steps = append(s.Steps, step)
		}
	}
	for n := 1; n <= 7; n++ {
		last := simulation.PayerPays
		if n%3 == 0 {
			last = simulation.PayerRefuses
		}
		add(simulation.Step{Deed: simulation.Create, Makes: n, Amount: tenOf(g), AutoCharge: n%2 == 0})
		add(simulation.Step{Deed: last, Order: n})
		add(simulation.Step{Deed: simulation.Refund, Order: n, Percent: 10})
	}
	return s
}
