package simulation_test

import (
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/paygates/paygates-go/internal/simulation"
	"github.com/paygates/paygates-go/money"
)

// TestAnswerCutAtEveryByte plays one payment over and over, the answer to its
// last call cut later each time, a charge's byte by byte: never may the call be
// taken for failed or done, and always must the look-up find it.
func TestAnswerCutAtEveryByte(t *testing.T) {
	t.Parallel()
	ten := money.MustParse("10.00", money.AZN)
	held := []simulation.Step{
		{Deed: simulation.Create, Makes: 1, Amount: ten, Recurring: true}, {Deed: simulation.PayerPays, Order: 1},
	}
	taken := []simulation.Step{
		{Deed: simulation.Create, Makes: 1, Amount: ten, AutoCharge: true, Recurring: true}, {Deed: simulation.PayerPays, Order: 1},
	}
	for _, tt := range []struct {
		name   string
		before []simulation.Step
		last   simulation.Step
	}{
		{"create", nil, simulation.Step{Deed: simulation.Create, Makes: 1, Amount: ten}},
		{"charge", held, simulation.Step{Deed: simulation.Charge, Order: 1, Percent: 40}},
		{"refund", taken, simulation.Step{Deed: simulation.Refund, Order: 1, Percent: 40}},
		{"reverse", held, simulation.Step{Deed: simulation.Reverse, Order: 1}},
		{"rebill", taken, simulation.Step{Deed: simulation.Rebill, Order: 1, Makes: 2, Amount: ten}},
		{"pay out", nil, simulation.Step{Deed: simulation.PayOut, Amount: ten, Card: "4111111111111111"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			stride := uint32(7)
			switch {
			case testing.Short() || raced:
				stride = 37
			case tt.last.Deed == simulation.Charge:
				stride = 1
			}
			for at, length := uint32(0), uint32(1); at < length; at += stride {
				last := tt.last
				last.Pause = time.Minute
				last.SettleAtOnce = true
				last.Fault = simulation.Fault{Row: faultOf(t, "cut answer"), Times: 1, Byte: at}
				s := &simulation.Schedule{Seed: platformSeed, Gateway: gatewayOf(t, "cibpay"), Steps: append(tt.before[:len(tt.before):len(tt.before)], last)}
				report := play(t, s, nil)
				trace := string(report.Trace)
				require.Empty(t, report.Findings, trace)
				require.Equal(t, at, cutAt(t, trace, &length), trace)
				require.Contains(t, trace, "said      unknown: unavailable", trace)
				require.Contains(t, trace, ": executed, advice: none", trace)
			}
		})
	}
}

// platformSeed opens a model that answers in the platform's form and lists at once.
const platformSeed = 2

func faultOf(t *testing.T, name string) *simulation.FaultRow {
	t.Helper()
	for _, row := range simulation.Faults() {
		if row.Name == name {
			return row
		}
	}
	t.Fatalf("no fault is called %q", name)
	return nil
}

var cut = regexp.MustCompile(`cut after byte (\d+) of (\d+)`)

// cutAt reads off a trace where the answer was cut, and how long it was.
func cutAt(t *testing.T, trace string, length *uint32) uint32 {
	t.Helper()
	found := cut.FindAllStringSubmatch(trace, -1)
	require.Len(t, found, 1, trace)
	var numbers [2]uint32
	for i, text := range found[0][1:] {
		n, err := strconv.ParseUint(text, 10, 32)
		require.NoError(t, err)
		numbers[i] = uint32(n)
	}
	*length = numbers[1]
	return numbers[0]
}

func TestPlatformSeedIsWhatItSays(t *testing.T) {
	t.Parallel()
	report := play(t, &simulation.Schedule{Seed: platformSeed, Gateway: gatewayOf(t, "cibpay")}, nil)
	first, _, _ := strings.Cut(string(report.Trace), "\n")
	assert.Contains(t, first, "platform form, list lag 0s")
}
