package simulation_test

import (
	"flag"
	"fmt"
	"hash/fnv"
	"iter"
	"os"
	"runtime/debug"
	"slices"
	"strings"
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
	schedulesFlag = flag.Uint64("schedules", 0, "TestNoPaymentDoublesOrGetsLost: how many schedules to play over all gateways")
	gatewaysFlag  = flag.String("gateways", "", "TestOddAnswers, TestNoPaymentDoublesOrGetsLost: only these, with commas between them")
	mutantFlag    = flag.Bool("mutant", false, "-schedules counts those of TestOddAnswers too")
	fullFlag      = flag.Bool("full", false, "every byte, pair and socket, where else one in ten is played")
)

// TestMain trades memory for time: worlds are small and die young. And it sees
// that nothing is left of all the calls.
func TestMain(m *testing.M) {
	flag.Parse()
	debug.SetGCPercent(800)
	before := takeStock()
	code := m.Run()
	if more := takeStock().more(before); more != "" && code == 0 {
		_, _ = os.Stderr.WriteString("FAIL: something leaks: " + more + "\n")
		code = 1
	}
	os.Exit(code)
}

// play plays one schedule in a bubble of its own, with a trace.
func play(t *testing.T, s *simulation.Schedule, connect simulation.Connect) *simulation.Report {
	t.Helper()
	var report *simulation.Report
	synctest.Test(t, func(t *testing.T) {
		var err error
		report, err = simulation.Run(t.Context(), s, simulation.Setup{Connect: connect, Trace: true})
		require.NoError(t, err)
	})
	return report
}

// playAll plays many schedules in one bubble, without a trace, and gives those
// that found something. It stops at the first if stop says so.
func playAll(t *testing.T, schedules iter.Seq[*simulation.Schedule], setup simulation.Setup, stop func(*simulation.Schedule, *simulation.Report) bool) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		for s := range schedules {
			report, err := simulation.Run(t.Context(), s, setup)
			if err != nil {
				t.Fatal(err)
			}
			if stop(s, report) {
				return
			}
		}
	})
}

func TestNoPaymentDoublesOrGetsLost(t *testing.T) {
	t.Parallel()
	total := scale(100_000, 10_000, 1_000)
	if *schedulesFlag != 0 {
		total = *schedulesFlag
	}
	if *mutantFlag { // what TestOddAnswers plays counts too
		total -= min(total, uint64(oddAnswers()))
	}
	gateways := chosenGateways()
	each := total / uint64(len(gateways))
	for _, g := range gateways {
		t.Run(g.Name, func(t *testing.T) {
			t.Parallel()
			sum := playSeeds(t, g, each)
			t.Logf("%s\n%s", g.Name, sum)
			if each >= 5000 && !t.Failed() {
				assertSpread(t, g, sum)
			}
		})
	}
}

// chosenGateways are those of -gateways, by default all.
func chosenGateways() []*simulation.Gateway {
	return slices.DeleteFunc(simulation.Gateways(), func(g *simulation.Gateway) bool {
		return *gatewaysFlag != "" && !slices.Contains(strings.Split(*gatewaysFlag, ","), g.Name)
	})
}

// raced says that the race detector is on, which makes everything slower.
var raced bool

// scale picks how much is done: usually, under the race detector, with -short.
func scale(usual, race, short uint64) uint64 {
	switch {
	case testing.Short():
		return min(short, race)
	case raced:
		return race
	}
	return usual
}

// A bubble is left after that many schedules, so that its virtual time and what
// it remembers stay small.
const schedulesPerBubble = 500

// shards is how many schedules of one gateway are played at the same time.
const shards = 2

// playSeeds plays the seeds from 1 to total. It stops at the first finding.
func playSeeds(t *testing.T, g *simulation.Gateway, total uint64) *simulation.Tally {
	var mu sync.Mutex
	sum := simulation.NewTally()
	started := time.Now()
	t.Run("shards", func(t *testing.T) {
		for shard := range uint64(shards) {
			t.Run(fmt.Sprint(shard), func(t *testing.T) {
				t.Parallel()
				for from := shard * schedulesPerBubble; from < total; from += shards * schedulesPerBubble {
					tally := simulation.NewTally()
					innocent(t, seeds(g, from+1, min(from+schedulesPerBubble, total)), tally)
					mu.Lock()
					sum.Add(tally)
					if sum.Schedules%progress == 0 {
						t.Logf("%s: %d of %d schedules, %d calls, %s", g.Name, sum.Schedules, total, sum.Calls, time.Since(started).Round(time.Millisecond))
					}
					mu.Unlock()
					if t.Failed() {
						return
					}
				}
			})
		}
	})
	if !t.Failed() {
		assert.Equal(t, int(total), sum.Schedules)
	}
	return sum
}

// oneInTen is the first of ten and the step to the next: of what is enumerated
// every tenth is played, every hundredth where time is short, and with -full all of
// it.
func oneInTen(seed string) (first, step int) {
	step = int(scale(10, 100, 100))
	if *fullFlag {
		return 0, 1
	}
	h := fnv.New32a()
	_, _ = h.Write([]byte(seed)) // it never fails
	return int(h.Sum32() % uint32(step)), step
}

// progress is how many schedules lie between two lines of the log.
const progress = 100_000

// seeds are the schedules of the seeds from first to last.
func seeds(g *simulation.Gateway, first, last uint64) iter.Seq[*simulation.Schedule] {
	return func(yield func(*simulation.Schedule) bool) {
		for seed := first; seed <= last; seed++ {
			if !yield(simulation.NewSchedule(g, seed)) {
				return
			}
		}
	}
}

// innocent plays many schedules with the SDK's client. It stops at the first
// that finds something, and plays that once more for its trace.
func innocent(t *testing.T, schedules iter.Seq[*simulation.Schedule], tally *simulation.Tally) {
	t.Helper()
	var guilty *simulation.Schedule
	var found []simulation.Finding
	playAll(t, schedules, simulation.Setup{Tally: tally}, func(s *simulation.Schedule, r *simulation.Report) bool {
		if len(r.Findings) > 0 {
			guilty, found = s, r.Findings
		}
		return guilty != nil
	})
	if guilty != nil {
		report := play(t, guilty, nil)
		t.Errorf("make replay SEED=%d GATEWAY=%s\n%v\n%s", guilty.Seed, guilty.Gateway.Name, found, report.Trace)
	}
}

// neverAt are the verdicts that a gateway does not allow at an age.
var neverAt = map[string]bool{
	"corefy, at once, not executed":              true, // a refund fails later, and absence takes the horizon
	"cinetpay, after the horizon, absent so far": true, // a payout is then settled; an unknown payment is never absent
}

// assertSpread says that the schedules got everywhere: silence about what never
// happened would prove nothing.
func assertSpread(t *testing.T, g *simulation.Gateway, sum *simulation.Tally) {
	t.Helper()
	for _, row := range simulation.Faults() {
		if !slices.ContainsFunc(g.Deeds(), row.Strikes) || row.Name == "another till" && g.Meddle == nil ||
			g.IDsOfTheClock && row.Name == "stale look-up" {
			continue
		}
		assert.NotZero(t, sum.Struck[row.Name], row.Name)
		// A terse answer tells nothing of the object that it could be told from others by.
		if row.LosesAnswer && !(g.Terse && row.Name == "somebody else's object") {
			assert.NotZero(t, sum.Excuses[row.Name], "%s never left an outcome unknown", row.Name)
		}
	}
	for deed := range g.Calls {
		if !deed.Acts() && deed != simulation.AddReceiver {
			continue
		}
		for _, o := range []paygates.Outcome{paygates.OutcomeExecuted, paygates.OutcomeNotExecuted, paygates.OutcomeUnknown} {
			assert.NotZero(t, sum.Outcomes[deed][o], "%s was never %s", deed, o)
		}
		if !deed.Acts() {
			continue // it is repeated at once
		}
		for _, age := range simulation.Ages() {
			assert.NotZero(t, sum.LookedUp[deed][age], "%s was never looked up %s", deed, age)
		}
	}
	if _, cards := g.Calls[simulation.PayByCard]; cards {
		assert.NotZero(t, sum.Authenticated, "no payer answered his bank")
	}
	if _, captures := g.Calls[simulation.Charge]; captures {
		assert.NotZero(t, sum.Excuses["wrong state"], "nothing was done a second time")
	}
	verdicts := []paygates.Verdict{paygates.VerdictExecuted, paygates.VerdictAbsent}
	if !undecided(g) {
		verdicts = append(verdicts, paygates.VerdictNotExecuted)
	}
	for _, v := range verdicts {
		for _, age := range simulation.Ages() {
			if !neverAt[g.Name+", "+age+", "+v.String()] {
				assert.NotZero(t, sum.Verdicts[age][v], "%s, never %s", age, v)
			}
		}
	}
	assert.NotZero(t, sum.Resent, "no call was made again upon advice")
}
