package simulation_test

import (
	"sync"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/paygates/paygates-go/internal/simulation"
)

// TestSockets plays schedules over the loopback interface in real time: that the
// proof holds in memory alone is ruled out. What has to wait is left out.
func TestSockets(t *testing.T) {
	t.Parallel()
	each := scale(1_000, 200, 100)
	if *fullFlag {
		each = 10_000
	}
	each /= uint64(len(simulation.Gateways()))
	for _, g := range simulation.Gateways() {
		t.Run(g.Name, func(t *testing.T) {
			t.Parallel()
			const worlds = 32 // at a time: most wait before they try again
			var last atomic.Uint64
			var running sync.WaitGroup
			for range worlds {
				running.Go(func() {
					for seed := last.Add(1); seed <= each && !t.Failed(); seed = last.Add(1) {
						report, err := simulation.Run(t.Context(), simulation.NewSchedule(g, seed), simulation.Setup{Sockets: true, Trace: true})
						if assert.NoError(t, err) && len(report.Findings) > 0 {
							t.Errorf("seed %d: %v\n%s", seed, report.Findings, report.Trace)
						}
					}
				})
			}
			running.Wait()
		})
	}
}
