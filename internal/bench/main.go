// Bench sets what the library costs beside what the same would cost by hand and
// with others, in one run on one machine. Times are compared, never quoted:
// machines differ and are busy.
package main

import (
	"flag"
	"fmt"
	"io"
	"os"
	"strings"
	"time"
)

// minRounds is how many rounds a median needs to mean anything.
const minRounds = 6

// settings are how long and how often to measure.
type settings struct {
	rounds int
	// slice is how long each contender runs in one round.
	slice time.Duration
	short bool
	// out gets the progress.
	out io.Writer
}

// progress says which round of what is being played.
func (s settings) progress(what string) func(round int) {
	return func(round int) { fmt.Fprintf(s.out, "%s: round %d of %d\n", what, round+1, s.rounds) }
}

// measurement makes one table.
type measurement struct {
	name string
	run  func(settings) (table, []mark, error)
}

var measurements = []measurement{
	{"create", createTable},
	{"page", pageTable},
	{"amount", amountTable},
	{"connections", connectionTable},
	{"size", sizeTable},
}

func main() {
	rounds := flag.Int("rounds", 8, fmt.Sprintf("how many rounds to play; at least %d", minRounds))
	short := flag.Bool("short", false, "shorter rounds: quick, and less to be trusted")
	only := flag.String("only", "", "measure only these, separated by commas: "+strings.Join(names(), ", "))
	flag.Parse()
	s := settings{rounds: *rounds, slice: 150 * time.Millisecond, short: *short, out: os.Stderr}
	if s.short {
		s.slice = 20 * time.Millisecond
	}
	if err := run(s, *only, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func run(s settings, only string, out io.Writer) error {
	if s.rounds < minRounds {
		return fmt.Errorf("want at least %d rounds, got %d", minRounds, s.rounds)
	}
	chosen, err := choose(only)
	if err != nil {
		return err
	}
	var tables []table
	var marks []mark
	for _, m := range chosen {
		t, reached, err := m.run(s)
		if err != nil {
			return fmt.Errorf("%s: %w", m.name, err)
		}
		tables, marks = append(tables, t), append(marks, reached...)
	}
	fmt.Fprintf(out, "\nRatios are medians over %d interleaved rounds; below 1 is less than the baseline.\n", s.rounds)
	for _, t := range append(tables, marksTable(marks)) {
		t.print(out)
	}
	return nil
}

func names() []string {
	var out []string
	for _, m := range measurements {
		out = append(out, m.name)
	}
	return out
}

// choose finds the measurements that only names; all of them if it names none.
func choose(only string) ([]measurement, error) {
	if only == "" {
		return measurements, nil
	}
	var out []measurement
	for name := range strings.SplitSeq(only, ",") {
		known := false
		for _, m := range measurements {
			if m.name == name {
				known, out = true, append(out, m)
			}
		}
		if !known {
			return nil, fmt.Errorf("there is nothing called %q: choose among %s", name, strings.Join(names(), ", "))
		}
	}
	return out, nil
}
