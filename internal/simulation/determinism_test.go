package simulation_test

import (
	"math/rand/v2"
	"regexp"
	"runtime"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/paygates/paygates-go/internal/simulation"
)

func newSource(seed uint64) *rand.Rand { return rand.New(rand.NewPCG(seed, 1)) }

// TestOneSeedOneTrace is not parallel: it changes how many processors there are.
func TestOneSeedOneTrace(t *testing.T) {
	seeds := uint64(100)
	if testing.Short() || raced {
		seeds = 30
	}
	for _, g := range simulation.Gateways() {
		first := traces(t, g, seeds, 1)
		for _, processors := range []int{1, 2, 4} {
			again := traces(t, g, seeds, processors)
			for seed := range first {
				require.Equal(t, string(first[seed]), string(again[seed]), "seed %d with %d processors", seed+1, processors)
			}
		}
		assert.NotEqual(t, first[0], first[1], "the seed decides the trace")
	}
}

func traces(t *testing.T, g *simulation.Gateway, seeds uint64, processors int) [][]byte {
	t.Helper()
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(processors))
	out := make([][]byte, seeds)
	for i := range out {
		report := play(t, simulation.NewSchedule(g, uint64(i+1)), nil)
		out[i] = report.Trace
	}
	return out
}

// foreign is what net/http and the kernel say, card numbers, and what a payer
// brings back from his bank.
var foreign = regexp.MustCompile(`EOF|net/http|http:|tcp|pipe|localhost|reset by|use of closed|PaRes|cres\b`)

func TestTracesHoldNoForeignText(t *testing.T) {
	t.Parallel()
	for _, g := range simulation.Gateways() {
		for seed := uint64(1); seed <= 50; seed++ {
			report := play(t, simulation.NewSchedule(g, seed), nil)
			require.NotRegexp(t, foreign, string(report.Trace), "seed %d", seed)
			for _, card := range simulation.Cards() {
				require.NotContains(t, string(report.Trace), card.Number, "seed %d", seed)
			}
		}
	}
}

func TestSeedsMakeSchedulesAlone(t *testing.T) {
	t.Parallel()
	for _, g := range simulation.Gateways() {
		for seed := range uint64(200) {
			assert.Equal(t, simulation.NewSchedule(g, seed).Steps, simulation.NewSchedule(g, seed).Steps)
		}
	}
}
