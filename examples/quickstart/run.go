package main

import (
	"context"
	"errors"
	"io"

	paygates "github.com/paygates/paygates-go"
)

// tally counts what one gateway's steps came to.
type tally struct {
	gateway, where              string
	steps, executed, notMade    int
	unknown, settled, unsettled int
}

// run does the whole job and prints it.
func (g gateway) run(ctx context.Context, given settings, out io.Writer) (tally, error) {
	counted := tally{gateway: g.name}
	s, err := g.open(given)
	if err != nil {
		return counted, err
	}
	defer s.Close()
	counted.where = s.Where

	given.say("\n%s: %s\n%s\n", g.name, s.Where, s.About)
	t := newTable(out)
	for _, st := range s.job {
		if err := s.do(ctx, st, t, &counted, given); err != nil {
			return counted, err
		}
	}
	if history := s.history(); len(history) > 0 {
		given.say("\nWhat happened, as the gateway lists it:")
		printEvents(out, history)
	}

	given.say("\nNow an answer gets lost: the call reaches the gateway, its answer is thrown away.\n")
	t = newTable(out)
	if err := s.do(ctx, s.lost, t, &counted, given); err != nil {
		return counted, err
	}
	if s.ledger != nil {
		given.say("\nThe model's own ledger, which the client never sees:")
		printEvents(out, s.ledger())
	}
	return counted, nil
}

// do makes a step and prints its row. An unknown outcome is settled at once,
// whichever step it meets; every other failure ends the run.
func (s *session) do(ctx context.Context, st step, t *table, counted *tally, given settings) error {
	got, err := st.run(ctx)
	if why, ok := errors.AsType[skipped](err); ok {
		counted.notMade++
		t.row(st.name, got, "skipped")
		t.note(string(why))
		return nil
	}
	counted.steps++
	t.row(st.name, got, paygates.OutcomeOf(err).String())
	e, ours := errors.AsType[*paygates.Error](err)
	switch {
	case err == nil:
		counted.executed++
		return nil
	case !ours || e.Outcome != paygates.OutcomeUnknown:
		return err
	}
	counted.unknown++
	return s.settle(ctx, e, t, counted, given)
}

// settle looks an unknown outcome up instead of trying again.
func (s *session) settle(ctx context.Context, e *paygates.Error, t *table, counted *tally, given settings) error {
	found, got, err := s.resolve(ctx, e.Intent)
	if err != nil {
		return err
	}
	t.row("resolve", got, found.Verdict.Outcome().String())
	given.say("\n  error      %v", e)
	given.say("  attempts   %d; advice: %s", e.Attempts, e.Advice())
	for _, evidence := range found.Evidence {
		given.say("  looked up  %s", evidence.Question)
		given.say("             %s", evidence.Answer)
	}
	given.say("  verdict    %s; advice: %s", found.Verdict, found.Advice)
	if found.Verdict.Outcome() == paygates.OutcomeUnknown {
		counted.unsettled++
		return nil
	}
	counted.settled++
	return nil
}
