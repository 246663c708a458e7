package main

import (
	"fmt"
	"io"
	"strings"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/money"
)

// table prints rows as they come, so that its columns are as wide as the widest
// value that is to be expected: 115 characters in all.
type table struct{ out io.Writer }

const rowLayout = "%-13s  %-17s  %-20s  %-15s  %10s  %6s  %8s  %s\n"

func newTable(out io.Writer) *table {
	fmt.Fprintf(out, rowLayout, "STEP", "REFERENCE", "ID", "STATE", "AMOUNT", "PAID", "REFUNDED", "OUTCOME")
	fmt.Fprintln(out, strings.Repeat("─", 115))
	return &table{out: out}
}

func (t *table) row(step string, l line, outcome string) {
	state := l.state.String()
	if l.state == paygates.StateUnknown && !l.amount.IsSet() {
		state = "" // no answer was read: there is no state to show
	}
	fmt.Fprintf(t.out, rowLayout, step, dash(l.reference), dash(l.id), dash(state),
		dash(l.amount.String()), dash(bare(l.paid)), dash(bare(l.refunded)), outcome)
}

// note stands under the row that it explains.
func (t *table) note(text string) { fmt.Fprintf(t.out, "%-13s  %s\n", "", text) }

// bare is an amount without its currency, which the row has once.
func bare(a money.Amount) string {
	number, _, _ := strings.Cut(a.String(), " ")
	return number
}

func dash(text string) string {
	if text == "" {
		return "–"
	}
	return text
}

func printEvents(out io.Writer, events []event) {
	for i, e := range events {
		fmt.Fprintf(out, "  %d  %-14s %-9s %10s\n", i+1, e.what, e.status, e.amount)
	}
}

// printTallies ends the run with one row for each gateway.
func printTallies(out io.Writer, done []tally) {
	const layout = "%-12s %-57s %5v %9v %8v %8v %8v\n"
	fmt.Fprintf(out, "\n"+layout, "GATEWAY", "WHERE", "CALLS", "EXECUTED", "UNKNOWN", "SETTLED", "SKIPPED")
	fmt.Fprintln(out, strings.Repeat("─", 115))
	for _, d := range done {
		fmt.Fprintf(out, layout, d.gateway, d.where, d.steps, d.executed, d.unknown, d.settled, d.notMade)
	}
	for _, d := range done {
		if d.unsettled > 0 {
			fmt.Fprintf(out, "\n%s: %d outcome(s) could not be settled; read the orders in its back office.\n", d.gateway, d.unsettled)
		}
	}
}
