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

// cutting is one payment, the answer to whose last call is cut.
type cutting struct {
	name   string
	before []simulation.Step
	last   simulation.Step
	// everyByte cuts byte by byte, else at some.
	everyByte bool
	// verdict is what a look-up just after the cut finds; "executed" if it is empty.
	verdict string
}

// The last calls of cuttings, and what comes before them.
var (
	tenAZN, tenEUR = money.MustParse("10.00", money.AZN), money.MustParse("10.00", money.EUR)

	payment = func(of money.Amount, auto bool) []simulation.Step {
		return []simulation.Step{
			{Deed: simulation.Create, Makes: 1, Amount: of, AutoCharge: auto, Recurring: true}, {Deed: simulation.PayerPays, Order: 1},
		}
	}
	partly = func(d simulation.Deed) simulation.Step { return simulation.Step{Deed: d, Order: 1, Percent: 40} }
	wholly = func(d simulation.Deed) simulation.Step { return simulation.Step{Deed: d, Order: 1} }
	repeat = func(of money.Amount) simulation.Step {
		return simulation.Step{Deed: simulation.Rebill, Order: 1, Makes: 2, Amount: of}
	}
	byCard = func(card string, version int, auto bool) simulation.Step {
		return simulation.Step{Deed: simulation.PayByCard, Makes: 1, Amount: tenEUR, Card: number(card), Secure3D: version, AutoCharge: auto}
	}
	confirmed = func(version int) []simulation.Step {
		return []simulation.Step{byCard("approved", version, version == 1), {Deed: simulation.PayerConfirms, Order: 1}}
	}
)

func number(card string) string {
	for _, c := range simulation.Cards() {
		if c.Name == card {
			return c.Number
		}
	}
	panic("no card is called " + card)
}

var cuttings = map[string][]cutting{
	"cibpay": {
		{name: "create", last: simulation.Step{Deed: simulation.Create, Makes: 1, Amount: tenAZN}},
		{name: "charge", before: payment(tenAZN, false), last: partly(simulation.Charge), everyByte: true},
		{name: "refund", before: payment(tenAZN, true), last: partly(simulation.Refund)},
		{name: "reverse", before: payment(tenAZN, false), last: wholly(simulation.Reverse)},
		{name: "rebill", before: payment(tenAZN, true), last: repeat(tenAZN)},
		{name: "pay out", last: simulation.Step{Deed: simulation.PayOut, Amount: tenAZN, Card: number("approved")}},
	},
	"bizon": {
		{name: "create", last: simulation.Step{Deed: simulation.Create, Makes: 1, Amount: tenEUR}},
		{name: "charge", before: payment(tenEUR, false), last: partly(simulation.Charge)},
		{name: "refund", before: payment(tenEUR, true), last: partly(simulation.Refund)},
		{name: "cancel", before: payment(tenEUR, false), last: wholly(simulation.Cancel)},
		{name: "rebill that holds", before: payment(tenEUR, true), last: repeat(tenEUR), everyByte: true},
		{name: "pay out", last: simulation.Step{Deed: simulation.PayOut, Amount: tenEUR, Card: number("approved")}},
		{name: "linked payout", before: payment(tenEUR, true), everyByte: true,
			last: simulation.Step{Deed: simulation.PayOutLinked, Order: 1, Amount: tenEUR}},
		{name: "pay by token", everyByte: true,
			last: simulation.Step{Deed: simulation.PayByToken, Makes: 1, Amount: tenEUR, Card: number("approved")}},
		{name: "pay by card", last: byCard("frictionless", 2, true), everyByte: true},
		{name: "pay by card, 3-D Secure 1", last: byCard("approved", 1, false), everyByte: true},
		{name: "pay by card, 3-D Secure 2", last: byCard("device and challenge", 2, false), everyByte: true},
		{name: "pay by card, declined", last: byCard("declined", 0, false), everyByte: true, verdict: "not executed"},
		{name: "complete", before: confirmed(1), last: wholly(simulation.Complete), everyByte: true},
		{name: "complete 3DS2", before: confirmed(2), last: wholly(simulation.Complete3DS2), everyByte: true},
		{name: "resume", everyByte: true,
			before: []simulation.Step{byCard("device, frictionless", 2, false)}, last: wholly(simulation.Resume)},
		{name: "resume to a challenge", everyByte: true, verdict: "absent so far",
			before: []simulation.Step{byCard("device and challenge", 2, false)}, last: wholly(simulation.Resume)},
	},
}

// TestAnswerCutAtEveryByte plays one payment over and over, the answer to its
// last call cut later each time: never may the call be taken for failed or done,
// and always must the look-up find what became of it.
func TestAnswerCutAtEveryByte(t *testing.T) {
	t.Parallel()
	for gateway, table := range cuttings {
		for _, tt := range table {
			t.Run(gateway+" "+tt.name, func(t *testing.T) {
				t.Parallel()
				if tt.verdict == "" {
					tt.verdict = "executed"
				}
				for at, length := uint32(0), uint32(1); at < length; at += tt.stride() {
					trace := tt.play(t, gatewayOf(t, gateway), at)
					require.Equal(t, at, cutAt(t, trace, &length), trace)
					require.Contains(t, trace, "said      unknown: unavailable", trace)
					require.Contains(t, trace, ": "+tt.verdict+", advice: ", trace)
				}
			})
		}
	}
}

func (c cutting) stride() uint32 {
	switch {
	case testing.Short() || raced:
		return 97
	case c.everyByte:
		return 1
	}
	return 7
}

// play cuts the last answer at one byte.
func (c cutting) play(t *testing.T, g *simulation.Gateway, at uint32) string {
	last := c.last
	last.Pause = time.Minute
	last.SettleAtOnce = true
	last.Fault = simulation.Fault{Row: faultOf(t, "cut answer"), Times: 1, Byte: at, Early: !last.Deed.Acts()}
	report := play(t, &simulation.Schedule{
		Seed: plainSeeds[g.Name], Gateway: g, Steps: append(c.before[:len(c.before):len(c.before)], last),
	}, nil)
	require.Empty(t, report.Findings, string(report.Trace))
	return string(report.Trace)
}

// TestListCutAtEveryByte cuts the answer to a list: it is asked for again until
// something of it has been handed on, and says from then on that it is incomplete.
func TestListCutAtEveryByte(t *testing.T) {
	t.Parallel()
	g := gatewayOf(t, "bizon")
	list := cutting{name: "list", before: append(payment(tenEUR, true), partly(simulation.Refund)), last: simulation.Step{Deed: simulation.List}, everyByte: true}
	again, brokeOff := 0, 0
	for at, length := uint32(0), uint32(1); at < length; at += list.stride() {
		trace := list.play(t, g, at)
		require.Equal(t, at, cutAt(t, trace, &length), trace)
		incomplete := strings.Count(trace, "incomplete, after ")
		require.Equal(t, 2, incomplete+strings.Count(trace, "said      executed: 3 movements"), trace)
		require.False(t, brokeOff > 0 && incomplete == 0, "byte %d: what was handed on before is asked for again", at)
		brokeOff += incomplete
		again += 1 - incomplete
	}
	require.NotZero(t, again)
	require.NotZero(t, brokeOff)
}

// plainSeeds open models that answer in the platform's form, list at once, and
// on one page.
var plainSeeds = map[string]uint64{"cibpay": 2, "bizon": 2}

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

func TestPlainSeedsAreWhatTheySay(t *testing.T) {
	t.Parallel()
	for name, nature := range map[string]string{"cibpay": "platform form, list lag 0s", "bizon": "list lag 0s, long pages"} {
		report := play(t, &simulation.Schedule{Seed: plainSeeds[name], Gateway: gatewayOf(t, name)}, nil)
		first, _, _ := strings.Cut(string(report.Trace), "\n")
		assert.Contains(t, first, nature)
	}
}
