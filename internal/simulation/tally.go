package simulation

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	paygates "github.com/paygates/paygates-go"
)

// Tally counts what happened in one world or in many.
type Tally struct {
	// Schedules, Calls, Resolutions and Requests count worlds, calls of the
	// client, look-ups of open calls, and requests that reached the gateway.
	Schedules, Calls, Resolutions, Requests int
	// Skipped counts steps that had nothing to act upon, Resent calls that were
	// made again upon advice, Elder verdicts that credit a call with what an
	// earlier call did.
	Skipped, Resent, Elder int
	// Authenticated counts payers who answered their bank.
	Authenticated int
	// Callbacks counts those that were acknowledged, Orders in how many orders they
	// came once more, Altered those that came with another body, Unseen those of
	// them whose signature need not show it, because no fact is another.
	Callbacks, Orders, Altered, Unseen int
	// VirtualHours is how much time passed in the worlds, in whole hours: a Duration
	// ends after 292 years.
	VirtualHours int64

	Steps    map[Deed]int
	Meant    map[string]int // faults, by name, that a call was to meet
	Struck   map[string]int // faults, by name, each time that one struck
	Outcomes map[Deed]map[paygates.Outcome]int
	// StruckBy counts the faults, by name, that struck the calls of a deed,
	// LookedUp the look-ups of its unknown outcomes, by the age of the call.
	StruckBy, LookedUp map[Deed]map[string]int
	// Excuses are the reasons for which an outcome was unknown.
	Excuses  map[string]int
	Verdicts map[string]map[paygates.Verdict]int // by the age of the call
	// Open counts the calls that stayed unknown to the end, by the form of the
	// gateway's answers.
	Open     map[string]int
	Findings map[FindingKind]int
}

// How old a call is when it is looked up.
const (
	atOnce       = "at once"
	later        = "later"
	afterHorizon = "after the horizon"
)

// Ages lists the rows of Tally.Verdicts.
func Ages() []string { return []string{atOnce, later, afterHorizon} }

// NewTally returns a tally that counts from zero.
func NewTally() *Tally { return newTally() }

func newTally() *Tally {
	return &Tally{
		Steps: map[Deed]int{}, Meant: map[string]int{}, Struck: map[string]int{},
		Outcomes: map[Deed]map[paygates.Outcome]int{},
		StruckBy: map[Deed]map[string]int{}, LookedUp: map[Deed]map[string]int{}, Excuses: map[string]int{},
		Verdicts: map[string]map[paygates.Verdict]int{}, Open: map[string]int{}, Findings: map[FindingKind]int{},
	}
}

func (t *Tally) called(c *Call, f Fault) {
	t.Calls++
	t.traffic(f, c.Traffic)
	for _, s := range c.Traffic.Strikes {
		count(t.StruckBy, c.Action.Deed, s.Fault.Name)
	}
}

func (t *Tally) resolvedWith(f Fault, traffic Traffic) {
	t.Resolutions++
	t.traffic(f, traffic)
}

func (t *Tally) traffic(f Fault, traffic Traffic) {
	if f.Row != nil {
		t.Meant[f.Row.Name]++
	}
	for _, s := range traffic.Strikes {
		t.Struck[s.Fault.Name]++
	}
	t.Requests += len(traffic.Requests)
}

func (t *Tally) outcome(c *Call) { count(t.Outcomes, c.Action.Deed, c.Outcome) }

func (t *Tally) verdict(c *Call, res *paygates.Resolution) {
	age := atOnce
	switch since := time.Since(c.At); {
	case since >= c.Operation.Horizon:
		age = afterHorizon
	case since > time.Minute:
		age = later
	}
	count(t.Verdicts, age, res.Verdict)
	count(t.LookedUp, c.Action.Deed, age)
	if c.Elder {
		t.Elder++
	}
}

func count[K, L comparable](m map[K]map[L]int, k K, l L) {
	if m[k] == nil {
		m[k] = map[L]int{}
	}
	m[k][l]++
}

// Add adds the counts of another tally.
func (t *Tally) Add(other *Tally) {
	t.Schedules += other.Schedules
	t.Calls += other.Calls
	t.Resolutions += other.Resolutions
	t.Requests += other.Requests
	t.Skipped += other.Skipped
	t.Resent += other.Resent
	t.Elder += other.Elder
	t.Authenticated += other.Authenticated
	t.Callbacks += other.Callbacks
	t.Orders += other.Orders
	t.Altered += other.Altered
	t.Unseen += other.Unseen
	t.VirtualHours += other.VirtualHours
	addTo(t.Steps, other.Steps)
	addTo(t.Meant, other.Meant)
	addTo(t.Struck, other.Struck)
	addTo(t.Excuses, other.Excuses)
	addTo(t.Open, other.Open)
	addTo(t.Findings, other.Findings)
	addRows(t.Outcomes, other.Outcomes)
	addRows(t.StruckBy, other.StruckBy)
	addRows(t.LookedUp, other.LookedUp)
	addRows(t.Verdicts, other.Verdicts)
}

func addTo[K comparable](to, from map[K]int) {
	for k, n := range from {
		to[k] += n
	}
}

func addRows[K, L comparable](to, from map[K]map[L]int) {
	for k, row := range from {
		if to[k] == nil {
			to[k] = map[L]int{}
		}
		addTo(to[k], row)
	}
}

// String gives the summary as a table.
func (t *Tally) String() string {
	var b strings.Builder
	b.WriteString("summary\n")
	row(&b, "schedules", "%d, in %d days of virtual time", t.Schedules, t.VirtualHours/24)
	row(&b, "calls", "%d, %d made again upon advice, %d steps with nothing to act upon", t.Calls, t.Resent, t.Skipped)
	row(&b, "resolutions", "%d, %d of them found the doing of an earlier call", t.Resolutions, t.Elder)
	row(&b, "requests", "%d reached the gateway", t.Requests)
	for _, f := range faultRows {
		row(&b, f.Name, "meant for %d calls, struck %d times", t.Meant[f.Name], t.Struck[f.Name])
	}
	row(&b, "payers", "%d answered their bank", t.Authenticated)
	row(&b, "callbacks", "%d were taken, all of them again in %d orders, %d with another body, %d of these with the same facts", t.Callbacks, t.Orders, t.Altered, t.Unseen)
	matrix(&b, "outcomes", t.Outcomes, []paygates.Outcome{paygates.OutcomeExecuted, paygates.OutcomeNotExecuted, paygates.OutcomeUnknown})
	faultsByDeed(&b, t.StruckBy)
	matrix(&b, "looked up", t.LookedUp, Ages())
	rows(&b, "unknown because of", t.Excuses)
	b.WriteString("verdicts\n")
	for _, age := range Ages() {
		var parts []string
		for _, v := range slices.Sorted(maps.Keys(t.Verdicts[age])) {
			parts = append(parts, fmt.Sprintf("%s %d", v, t.Verdicts[age][v]))
		}
		row(&b, age, "%s", strings.Join(parts, ", "))
	}
	rows(&b, "still unknown at the end, by the form of the answers", t.Open)
	rows(&b, "findings", t.Findings)
	return b.String()
}

func row(b *strings.Builder, name, format string, args ...any) {
	text := fmt.Sprintf("  %-30s %s", name, fmt.Sprintf(format, args...))
	b.WriteString(strings.TrimRight(text, " ") + "\n")
}

func rows[K ~string](b *strings.Builder, title string, counts map[K]int) {
	b.WriteString(title + "\n")
	for _, name := range slices.Sorted(maps.Keys(counts)) {
		row(b, string(name), "%d", counts[name])
	}
	if len(counts) == 0 {
		row(b, "none", "")
	}
}

// matrix lists counts by deed, one column for each of the keys.
func matrix[K comparable](b *strings.Builder, title string, counts map[Deed]map[K]int, columns []K) {
	fmt.Fprintf(b, "%-24s", title)
	for _, c := range columns {
		fmt.Fprintf(b, " %18v", c)
	}
	b.WriteString("\n")
	for _, r := range deedRows {
		if counts[r.deed] == nil {
			continue
		}
		fmt.Fprintf(b, "  %-22s", r.deed)
		for _, c := range columns {
			fmt.Fprintf(b, " %18d", counts[r.deed][c])
		}
		b.WriteString("\n")
	}
}

// faultsByDeed lists the strikes by fault, one column for each deed that acts or reads.
func faultsByDeed(b *strings.Builder, counts map[Deed]map[string]int) {
	var deeds []Deed
	fmt.Fprintf(b, "%-32s", "struck by")
	for _, r := range deedRows {
		if counts[r.deed] != nil {
			deeds = append(deeds, r.deed)
			fmt.Fprintf(b, " %9.9s", strings.ReplaceAll(string(r.deed), " ", ""))
		}
	}
	b.WriteString("\n")
	for _, f := range faultRows {
		if f.deliver != nil {
			continue
		}
		fmt.Fprintf(b, "  %-30s", f.Name)
		for _, d := range deeds {
			fmt.Fprintf(b, " %9d", counts[d][f.Name])
		}
		b.WriteString("\n")
	}
}
