package main

import (
	"context"
	"embed"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
)

// wanted is how much of a hundred has to be caught.
const wanted = 95

// report is what came of the mistakes.
type report struct {
	total int
	known map[string]string // survivors and their reasons

	mu       sync.Mutex
	tried    int
	survived []mistake
}

// survivors has one survivor a line: its key, a tab and the reason.
//
//go:embed survivors/*.txt
var survivors embed.FS

func readSurvivors() (map[string]string, error) {
	known := map[string]string{}
	names, err := fs.Glob(survivors, "survivors/*.txt")
	if err != nil {
		return nil, err
	}
	for _, name := range names {
		text, err := survivors.ReadFile(name)
		if err != nil {
			return nil, err
		}
		for line := range strings.Lines(string(text)) {
			if line = strings.TrimSpace(line); line == "" || strings.HasPrefix(line, "#") {
				continue
			}
			key, reason, ok := strings.Cut(line, "\t")
			if !ok || reason == "" {
				return nil, fmt.Errorf("%s: no reason in the line %q", name, line)
			}
			known[key] = reason
		}
	}
	return known, nil
}

// try makes each mistake in turn.
func (r *report) try(ctx context.Context, work string, mistakes []mistake, schedules, workers int) {
	queue := make(chan mistake)
	var running sync.WaitGroup
	for range workers {
		running.Go(func() {
			for m := range queue {
				r.note(m, caught(ctx, work, m, schedules), len(mistakes))
			}
		})
	}
	for _, m := range mistakes {
		if ctx.Err() != nil {
			break
		}
		queue <- m
	}
	close(queue)
	running.Wait()
}

// caught plays schedules with a mistake, and says that the checker had a finding,
// or that the tests crashed or hung.
func caught(ctx context.Context, work string, m mistake, schedules int) bool {
	return play(ctx, work, m, "-mutant", fmt.Sprintf("-schedules=%d", schedules)) != nil
}

// play runs the simulation's tests with a mistake; mistake 0 is none.
func play(ctx context.Context, work string, m mistake, args ...string) error {
	here, err := filepath.Abs("internal/simulation")
	if err != nil {
		return err
	}
	args = append(args, "-gateways="+m.Gateways, "-test.run=^(TestOddAnswers|TestNoPaymentDoublesOrGetsLost)$", "-test.failfast", "-test.timeout=2m")
	c := exec.CommandContext(ctx, binary(work), args...)
	c.Dir = here
	c.Env = append(os.Environ(), fmt.Sprintf("%s=%d", variable, m.Number))
	return c.Run()
}

func (r *report) note(m mistake, caught bool, of int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.tried++
	if !caught {
		r.survived = append(r.survived, m)
		say("survived %d: %s:%d: %s", m.Number, m.File, m.Line, m.key())
	}
	if r.tried%20 == 0 || r.tried == of {
		say("%d of %d tried, %d survived", r.tried, of, len(r.survived))
	}
}

// verdict prints the survivors with their reasons, and is an error where one has
// none, or where too few of all were caught.
func (r *report) verdict(all bool) error {
	caught := r.tried - len(r.survived)
	say("%d mistakes can be made, %d were: %d caught, %d survived", r.total, r.tried, caught, len(r.survived))
	unexplained := r.explain(r.survived)
	switch {
	case unexplained > 0:
		return fmt.Errorf("%d stand without a reason", unexplained)
	case all && caught*100 < wanted*r.tried:
		return fmt.Errorf("%d of %d were caught, which is less than %d %%", caught, r.tried, wanted)
	}
	return nil
}

// explain prints the reasons of survivors, and counts those who have none.
func (r *report) explain(mistakes []mistake) int {
	slices.SortFunc(mistakes, func(a, b mistake) int { return a.Number - b.Number })
	unexplained := 0
	for _, m := range mistakes {
		reason := r.known[m.key()]
		if reason == "" {
			unexplained++
			reason = "NO REASON IS KNOWN"
		}
		say("%s:%d: %s: %s: %s\n\t%s", m.File, m.Line, m.In, m.Kind, m.Text, reason)
	}
	return unexplained
}

func say(format string, args ...any) { _, _ = fmt.Fprintf(os.Stdout, format+"\n", args...) }
