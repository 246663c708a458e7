// Command mutate measures what the simulation would notice: it makes a mistake in
// the code that decides about outcomes, resending and look-ups, plays schedules,
// and wants a finding. Run it in the root of the module.
//
// A mistake is caught where the checker finds something, or the tests crash or hang.
// One that leaves every byte of every trace as it was made no difference: the
// schedules do not get there, or nobody could tell; those are listed and not counted.
// All others survive.
//
// All mistakes stand in one binary, built from files that an overlay replaces, and
// an environment variable picks the one that is made. Each survivor stands in survivors.txt with
// the reason.
package main

import (
	"context"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"os/signal"
	"slices"
	"strconv"
	"strings"
)

// files are those that decide about outcomes, resending and look-ups.
var files = []string{
	"outcome.go",
	"internal/settle/settle.go",
	"internal/transport/call.go",
	"internal/transport/resend.go",
	"internal/ordergate/complaint.go",
	"internal/ordergate/prove.go",
	"internal/ordergate/resolve.go",
	"internal/ordergate/settle.go",
}

func main() {
	sample := flag.Int("n", 0, "how many mistakes to try, drawn by -seed; 0 tries all")
	seed := flag.Uint64("seed", 1, "what -n draws by")
	schedules := flag.Int("schedules", 2000, "how many schedules may notice one")
	only := flag.String("only", "", "the mistakes to try, by their numbers, with commas between them")
	workers := flag.Int("workers", 2, "how many to try at the same time")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, choice{*sample, *only, *seed}, *schedules, *workers); err != nil {
		_, _ = fmt.Fprintln(os.Stderr, "mutate:", err)
		os.Exit(1)
	}
}

// choice is which mistakes are tried: all, a sample of them, or one.
type choice struct {
	sample int
	only   string
	seed   uint64
}

func run(ctx context.Context, which choice, schedules, workers int) error {
	work, err := os.MkdirTemp("", "mutate")
	if err != nil {
		return err
	}
	defer os.RemoveAll(work)
	all, err := build(ctx, work, files)
	if err != nil {
		return err
	}
	known, err := readSurvivors()
	if err != nil {
		return err
	}
	report := report{total: len(all), known: known}
	report.try(ctx, work, which.of(all), schedules, workers)
	if err := ctx.Err(); err != nil {
		return err
	}
	return report.verdict(which == choice{seed: which.seed})
}

func (c choice) of(all []mistake) []mistake {
	var picked []mistake
	for _, m := range all {
		if slices.Contains(strings.Split(c.only, ","), strconv.Itoa(m.Number)) {
			picked = append(picked, m)
		}
	}
	switch {
	case c.only != "":
		return picked
	case c.sample <= 0 || c.sample >= len(all):
		return all
	}
	for _, i := range rand.New(rand.NewPCG(c.seed, 0)).Perm(len(all))[:c.sample] {
		picked = append(picked, all[i])
	}
	return picked
}
