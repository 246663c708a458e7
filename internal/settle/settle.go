// Package settle finds out what became of a call whose outcome is unknown: it
// runs a gateway's look-ups, weighs what they find, and knows when absence is
// proof. What a look-up reads is the gateway's own affair.
package settle

import (
	"context"
	"slices"
	"time"

	paygates "github.com/paygates/paygates-go"
)

// Found is what one look-up, or one hit of it, found. T is the gateway's object,
// a pointer that is nil where nothing was found.
type Found[T any] struct {
	Verdict paygates.Verdict
	Object  T
}

// LookUp makes one look-up and notes in the resolution what it saw. Its error is
// that of a read: it says nothing about the intent.
type LookUp[T any] func(ctx context.Context, notes *Notes) (Found[T], error)

// Notes gathers the evidence.
type Notes struct{ evidence []paygates.Evidence }

// Add notes a question and its answer, in words without card data.
func (n *Notes) Add(question, answer string) {
	n.evidence = append(n.evidence, paygates.Evidence{At: time.Now(), Question: question, Answer: answer})
}

// Resolve looks up what became of an intent, by its operation's row. One absence
// may be an accident of a list; two that agree, after the horizon, are proof
// where the row allows it. Resolution.Object is left to the caller.
func Resolve[T any](ctx context.Context, op *paygates.Operation, intent paygates.Intent, lookUp LookUp[T]) (*paygates.Resolution, T, error) {
	var none T
	var notes Notes
	found, err := lookUp(ctx, &notes)
	if err != nil {
		return nil, none, err
	}
	late := !intent.At.IsZero() && time.Since(intent.At) >= op.Horizon
	advice := AdviceFor(found.Verdict, late)
	if found.Verdict == paygates.VerdictAbsent && late && op.LookUp.Negative {
		if found, err = lookUp(ctx, &notes); err != nil {
			return nil, none, err
		}
		advice = AdviceFor(found.Verdict, late)
		if found.Verdict == paygates.VerdictAbsent {
			found.Verdict, advice = paygates.VerdictNotExecuted, op.LookUp.Then
		}
	}
	return &paygates.Resolution{Intent: intent, Verdict: found.Verdict, Advice: advice, Evidence: notes.evidence}, found.Object, nil
}

// AdviceFor says what to do about a verdict; late is after the horizon.
func AdviceFor(v paygates.Verdict, late bool) paygates.Advice {
	switch v {
	case paygates.VerdictExecuted:
		return paygates.AdviceNone
	case paygates.VerdictNotExecuted:
		return paygates.AdviceNewReference
	case paygates.VerdictDuplicate, paygates.VerdictConflict:
		return paygates.AdviceAskHuman
	}
	if late {
		return paygates.AdviceAskHuman
	}
	return paygates.AdviceLookUp
}

// Sum makes one finding of those of all hits. sound says that the look-up was
// complete, so that no hit means absence.
func Sum[T any](found []Found[T], sound bool) Found[T] {
	with := func(v paygates.Verdict) []Found[T] {
		return slices.DeleteFunc(slices.Clone(found), func(f Found[T]) bool { return f.Verdict != v })
	}
	live, refused := with(paygates.VerdictExecuted), with(paygates.VerdictNotExecuted)
	conflict, unknown := with(paygates.VerdictConflict), with(paygates.VerdictUnknown)
	switch {
	case len(conflict) > 0:
		return conflict[0]
	case len(unknown) > 0:
		return unknown[0]
	case len(live) > 1:
		return Found[T]{paygates.VerdictDuplicate, live[0].Object}
	case len(live) == 1:
		return live[0]
	case !sound:
		return Found[T]{}
	case len(refused) > 0:
		return refused[len(refused)-1]
	}
	return Found[T]{Verdict: paygates.VerdictAbsent}
}
