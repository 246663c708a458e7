package simulation_test

import (
	"flag"
	"fmt"
	"runtime/debug"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/internal/simulation"
)

// The flags of a replay; `make replay SEED=N GATEWAY=name` sets them.
var (
	seedFlag      = flag.Uint64("seed", 1, "TestReplay: the schedule to play")
	gatewayFlag   = flag.String("gateway", "cibpay", "TestReplay: the gateway to play it with")
	clientFlag    = flag.String("client", "sdk", "TestReplay: sdk, or the name of a naive client")
	schedulesFlag = flag.Uint64("schedules", 0, "TestNoPaymentDoublesOrGetsLost: how many schedules to play with each gateway")
)

// TestMain trades memory for time: worlds are small and die young.
func TestMain(m *testing.M) {
	debug.SetGCPercent(400)
	m.Run()
}

// play plays one schedule in a bubble of its own.
func play(t *testing.T, s *simulation.Schedule, connect simulation.Connect) *simulation.Report {
	t.Helper()
	var report *simulation.Report
	synctest.Test(t, func(t *testing.T) {
		var err error
		report, err = simulation.Run(t.Context(), s, connect)
		require.NoError(t, err)
	})
	return report
}

func TestNoPaymentDoublesOrGetsLost(t *testing.T) {
	t.Parallel()
	for _, g := range simulation.Gateways() {
		t.Run(g.Name, func(t *testing.T) {
			t.Parallel()
			total := *schedulesFlag
			switch {
			case total != 0:
			case testing.Short():
				total = 400
			case raced:
				total = 1000
			default:
				total = 3000
			}
			sum := playAll(t, g, total)
			t.Logf("%s\n%s", g.Name, &sum)
			if total >= 400 && !t.Failed() {
				assertSpread(t, g, &sum)
			}
		})
	}
}

// raced says that the race detector is on, which makes everything slower.
var raced bool

// shards is how many schedules are played at the same time.
const shards = 2

// playAll plays the seeds from 1 to total. It stops at the first finding.
func playAll(t *testing.T, g *simulation.Gateway, total uint64) (sum simulation.Tally) {
	var mu sync.Mutex
	started := time.Now()
	t.Run("shards", func(t *testing.T) {
		for shard := range uint64(shards) {
			t.Run(fmt.Sprint(shard), func(t *testing.T) {
				t.Parallel()
				for seed := shard + 1; seed <= total; seed += shards {
					report := play(t, simulation.NewSchedule(g, seed), nil)
					mu.Lock()
					sum.Add(report.Tally)
					if sum.Schedules%1000 == 0 {
						t.Logf("%s: %d of %d schedules, %d calls, %s", g.Name, sum.Schedules, total, sum.Calls, time.Since(started).Round(time.Millisecond))
					}
					mu.Unlock()
					require.Empty(t, report.Findings, "make replay SEED=%d GATEWAY=%s\n%s", seed, g.Name, report.Trace)
				}
			})
		}
	})
	if !t.Failed() {
		assert.Equal(t, int(total), sum.Schedules)
	}
	return sum
}

// assertSpread says that the schedules got everywhere: silence about what never
// happened would prove nothing.
func assertSpread(t *testing.T, g *simulation.Gateway, sum *simulation.Tally) {
	t.Helper()
	for _, row := range simulation.Faults() {
		assert.NotZero(t, sum.Struck[row.Name], row.Name)
		if row.LosesAnswer {
			assert.NotZero(t, sum.Excuses[row.Name], "%s never left an outcome unknown", row.Name)
		}
	}
	for deed := range g.Calls {
		for _, row := range simulation.Faults() {
			if !row.Acts || deed.Acts() {
				assert.NotZero(t, sum.StruckBy[deed][row.Name], "%s never met: %s", deed, row.Name)
			}
		}
		if !deed.Acts() {
			continue
		}
		for _, o := range []paygates.Outcome{paygates.OutcomeExecuted, paygates.OutcomeNotExecuted, paygates.OutcomeUnknown} {
			assert.NotZero(t, sum.Outcomes[deed][o], "%s was never %s", deed, o)
		}
		for _, age := range simulation.Ages() {
			assert.NotZero(t, sum.LookedUp[deed][age], "%s was never looked up %s", deed, age)
		}
	}
	if _, cards := g.Calls[simulation.PayByCard]; cards {
		assert.NotZero(t, sum.Authenticated, "no payer answered his bank")
	}
	assert.NotZero(t, sum.Excuses["wrong state"], "nothing was done a second time")
	for _, v := range []paygates.Verdict{paygates.VerdictExecuted, paygates.VerdictNotExecuted, paygates.VerdictAbsent} {
		for _, age := range simulation.Ages() {
			assert.NotZero(t, sum.Verdicts[age][v], "%s, never %s", age, v)
		}
	}
	assert.NotZero(t, sum.Resent, "no call was made again upon advice")
}
