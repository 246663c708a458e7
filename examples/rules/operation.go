package main

import (
	"cmp"
	"fmt"
	"io"
	"strings"
	"time"

	paygates "github.com/paygates/paygates-go"
)

func printOperation(out io.Writer, op *paygates.Operation) {
	fmt.Fprintf(out, "\n%s  %s %s\n", op.Name, op.Method, op.Path)
	say := func(what, text string) { fmt.Fprintf(out, "  %-13s %s\n", what, text) }
	say("kind", kind(op))
	proven := "executed if"
	if op.Safety == paygates.Read {
		proven = "believed if"
	}
	for _, p := range op.Executed {
		say(proven, proof(p))
	}
	for _, r := range op.NotExecuted {
		say("refused if", refusal(r))
	}
	if op.Safety != paygates.Read {
		say("look up with", lookUp(op))
	}
	say("source", op.Source)
}

func kind(op *paygates.Operation) string {
	if op.Safety == paygates.Read {
		return "read: it has no effect and may be repeated"
	}
	return fmt.Sprintf("%s; money moves: %s", op.Safety, op.Moves)
}

// proof puts the conditions of a proof into one line.
func proof(p paygates.Proof) string {
	var says []string
	add := func(condition bool, format string, values ...any) {
		if condition {
			says = append(says, fmt.Sprintf(format, values...))
		}
	}
	list := func(names []string) string { return strings.Join(names, ", ") }
	add(len(p.Must) > 0, "it has %s", list(p.Must))
	add(len(p.MustNot) > 0, "it lacks %s", list(p.MustNot))
	add(len(p.Equal) > 0, "as asked: %s", list(p.Equal))
	add(p.NewID, "the id is a new one")
	add(len(p.Words) > 0, "the status is %s", strings.Join(p.Words, " or "))
	add(len(p.Zero) > 0, "%s is zero", list(p.Zero))
	add(p.Moved != "", "%s moved by what was asked", p.Moved)
	return fmt.Sprintf("%s form: %s  [%s]", cmp.Or(p.Form, "any"), strings.Join(says, "; "), p.Certainty)
}

func refusal(r paygates.Refusal) string {
	return fmt.Sprintf("%s %s: advice %q; %s  [%s]", r.Signal, r.Code, r.Advice, resends[r.Resend], r.Certainty)
}

var resends = map[paygates.Resend]string{
	paygates.ResendNever:  "it is not sent again",
	paygates.ResendCaller: "the caller may send it again",
	paygates.ResendAuto:   "the SDK sends it again",
}

func lookUp(op *paygates.Operation) string {
	l := op.LookUp
	if l.Op == "" {
		return fmt.Sprintf("nothing: no call tells what became of it; then %q", l.Then)
	}
	if op.Safety == paygates.Repeatable && l.By == "" {
		return "nothing: the call may be repeated as it is"
	}
	text := fmt.Sprintf("%s by %s, comparing %s", l.Op, l.By, strings.Join(l.Compare, ", "))
	if !l.Negative {
		return fmt.Sprintf("%s; finding nothing never proves anything  [%s]", text, l.Certainty)
	}
	return fmt.Sprintf("%s; finding nothing twice after %d h proves that it did not happen: then %q  [%s]",
		text, op.Horizon/time.Hour, l.Then, l.Certainty)
}
