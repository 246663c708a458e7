package main

import (
	"context"
	_ "embed"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
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
	survived []mistake // and something is otherwise
	alike    []mistake // nothing that a trace shows is otherwise
}

// survivors.txt has one survivor a line: its key, a tab and the reason.
//
//go:embed survivors.txt
var survivors string

func readSurvivors() (map[string]string, error) {
	known := map[string]string{}
	for line := range strings.Lines(survivors) {
		if line = strings.TrimSpace(line); line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		key, reason, ok := strings.Cut(line, "\t")
		if !ok || reason == "" {
			return nil, fmt.Errorf("survivors.txt: no reason in the line %q", line)
		}
		known[key] = reason
	}
	return known, nil
}

// try makes each mistake in turn.
func (r *report) try(ctx context.Context, work string, mistakes []mistake, schedules, workers int) {
	queue := make(chan mistake)
	right := digest(ctx, work, mistake{}, schedules)
	var running sync.WaitGroup
	for range workers {
		running.Go(func() {
			for m := range queue {
				r.note(m, try(ctx, work, m, schedules, right), len(mistakes))
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

// fate is what became of a mistake.
type fate int

const (
	caught   fate = iota // the checker had a finding, or the tests crashed or hung
	survived             // the traces differ, and no check says that they should not
	alike                // every byte of every trace is as it was: nobody can tell
)

// try plays schedules with a mistake, and once more for their traces if nobody
// noticed.
func try(ctx context.Context, work string, m mistake, schedules int, right string) fate {
	if _, err := play(ctx, work, m, "-test.run=^TestNoPaymentDoublesOrGetsLost$", fmt.Sprintf("-schedules=%d", schedules)); err != nil {
		return caught
	}
	if digest(ctx, work, m, schedules) == right {
		return alike
	}
	return survived
}

// digest is what the traces of schedules come to.
func digest(ctx context.Context, work string, m mistake, schedules int) string {
	out, err := play(ctx, work, m, "-test.run=^TestDigest$", "-digest", fmt.Sprintf("-schedules=%d", schedules))
	if err != nil {
		return err.Error()
	}
	return string(regexp.MustCompile(`digest \w+`).Find(out))
}

// play runs the simulation's tests with a mistake; mistake 0 is none.
func play(ctx context.Context, work string, m mistake, args ...string) ([]byte, error) {
	here, err := filepath.Abs("internal/simulation")
	if err != nil {
		return nil, err
	}
	c := exec.CommandContext(ctx, binary(work), append(args, "-test.failfast", "-test.timeout=5m")...)
	c.Dir = here
	c.Env = append(os.Environ(), fmt.Sprintf("%s=%d", variable, m.Number))
	return c.CombinedOutput()
}

func (r *report) note(m mistake, f fate, of int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.tried++
	switch f {
	case survived:
		r.survived = append(r.survived, m)
		say("survived %d: %s:%d: %s", m.Number, m.File, m.Line, m.key())
	case alike:
		r.alike = append(r.alike, m)
		say("no difference %d: %s:%d: %s", m.Number, m.File, m.Line, m.key())
	}
	if r.tried%20 == 0 || r.tried == of {
		say("%d of %d tried, %d survived, %d made no difference", r.tried, of, len(r.survived), len(r.alike))
	}
}

// verdict prints the survivors with their reasons, and is an error where one has
// none, or where too few were caught of those that made a difference.
func (r *report) verdict(all bool) error {
	reached := r.tried - len(r.alike)
	caught := reached - len(r.survived)
	say("%d mistakes can be made, %d were: %d caught, %d survived, %d made no difference that a trace shows", r.total, r.tried, caught, len(r.survived), len(r.alike))
	say("caught of those that made a difference: %d %%", caught*100/max(reached, 1))
	unexplained := r.explain(r.survived)
	switch {
	case unexplained > 0:
		return fmt.Errorf("%d stand without a reason", unexplained)
	case all && caught*100 < wanted*reached:
		return fmt.Errorf("%d of %d were caught, which is less than %d %%", caught, reached, wanted)
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
