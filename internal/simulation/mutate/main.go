// Command mutate measures what the simulation would notice: it makes a mistake in
// the code that decides about outcomes, resending and look-ups, plays schedules,
// and wants a finding. Run it in the root of the module.
//
// A mistake is caught where the checker finds something, or the tests crash or hang;
// else it survives. Each survivor stands in the folder survivors, with the reason.
//
// All mistakes stand in one binary, built from files that an overlay replaces, and
// an environment variable picks the one that is made.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"os/signal"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// rooms are the files that decide about outcomes, resending and look-ups, and the
// gateways whose schedules are to notice: of what all share, those of three that differ
// most.
var rooms = []struct {
	gateways string
	files    []string
}{
	{"bizon,cinetpay,corefy", []string{"outcome.go", "internal/settle/settle.go", "internal/transport/call.go", "internal/transport/resend.go"}},
	{"cibpay,bizon", []string{
		"internal/ordergate/complaint.go", "internal/ordergate/prove.go", "internal/ordergate/resolve.go", "internal/ordergate/settle.go",
	}},
	{"cinetpay", []string{
		"cinetpay/judge.go", "cinetpay/judgetransfer.go", "cinetpay/payment.go", "cinetpay/proof.go", "cinetpay/resolve.go", "cinetpay/session.go",
	}},
	{"corefy", []string{
		"corefy/complaint.go", "corefy/errors.go", "corefy/invoice_state.go", "corefy/payouts.go", "corefy/prove.go", "corefy/refunds.go",
		"corefy/resolution.go", "corefy/resolve.go", "corefy/resource.go",
	}},
	{"circlepay", []string{"circlepay/judge.go", "circlepay/proof.go", "circlepay/resolve.go", "circlepay/resolve_objects.go"}},
}

func main() {
	sample := flag.Int("n", 0, "how many mistakes to try, drawn by -seed; 0 tries all")
	seed := flag.Uint64("seed", 1, "what -n draws by")
	schedules := flag.Int("schedules", 2000, "how many schedules may notice one")
	in := flag.String("in", "", "try the mistakes in files whose names match this regular expression alone")
	only := flag.String("only", "", "the mistakes to try, by their numbers, with commas between them")
	workers := flag.Int("workers", 2, "how many to try at the same time")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, choice{*sample, *only, *in, *seed}, *schedules, *workers); err != nil {
		_, _ = fmt.Fprintln(os.Stderr, "mutate:", err)
		os.Exit(1)
	}
}

// choice is which mistakes are tried: all, a sample of them, those of some files, or some.
type choice struct {
	sample int
	only   string
	in     string
	seed   uint64
}

func run(ctx context.Context, which choice, schedules, workers int) error {
	work, err := os.MkdirTemp("", "mutate")
	if err != nil {
		return err
	}
	defer os.RemoveAll(work)
	all, err := build(ctx, work)
	if err != nil {
		return err
	}
	picked, err := which.of(all)
	if err != nil {
		return err
	}
	known, err := readSurvivors()
	if err != nil {
		return err
	}
	if caught(ctx, work, mistake{}, schedules) {
		return errors.New("the simulation finds something without any mistake")
	}
	report := report{total: len(all), known: known}
	report.try(ctx, work, picked, schedules, workers)
	if err := ctx.Err(); err != nil {
		return err
	}
	return report.verdict(which == choice{seed: which.seed})
}

func (c choice) of(all []mistake) ([]mistake, error) {
	in, err := regexp.Compile(c.in)
	if err != nil {
		return nil, err
	}
	all = slices.DeleteFunc(slices.Clone(all), func(m mistake) bool { return !in.MatchString(m.File) })
	var picked []mistake
	for _, m := range all {
		if slices.Contains(strings.Split(c.only, ","), strconv.Itoa(m.Number)) {
			picked = append(picked, m)
		}
	}
	switch {
	case c.only != "":
		return picked, nil
	case c.sample <= 0 || c.sample >= len(all):
		return all, nil
	}
	for _, i := range rand.New(rand.NewPCG(c.seed, 0)).Perm(len(all))[:c.sample] {
		picked = append(picked, all[i])
	}
	return picked, nil
}
