package simulation

import (
	"context"
	"errors"
	"math/rand/v2"
	"time"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/internal/faults"
)

// callerFaults are the caller's own doing: nothing is wrong with the network.
var callerFaults = []*FaultRow{
	{Name: "given up before", On: onCalls, Final: true, stops: true, kind: context.Canceled, weight: 6, caller: func(ctx context.Context, _ Fault) (context.Context, func()) {
		ctx, giveUp := context.WithCancel(ctx)
		giveUp()
		return ctx, giveUp
	}},
	{Name: "request id of a kind that is refused", On: onCalls, Final: true, stops: true, kind: paygates.ErrInvalidRequest, field: "WithRequestID", weight: 4, caller: func(ctx context.Context, _ Fault) (context.Context, func()) {
		return paygates.WithRequestID(ctx, "not an id"), func() {}
	}},
	{Name: "hook refuses", On: OnActs, Final: true, stops: true, kind: errHook, field: "WithBeforeSend", weight: 6, caller: func(ctx context.Context, _ Fault) (context.Context, func()) {
		return context.WithValue(ctx, hookKey{}, func() error { return errHook }), func() {}
	}},
	{Name: "given up in the hook", On: OnActs, Final: true, stops: true, kind: context.Canceled, weight: 6, caller: func(ctx context.Context, _ Fault) (context.Context, func()) {
		ctx, giveUp := context.WithCancel(ctx)
		return context.WithValue(ctx, hookKey{}, func() error { giveUp(); return nil }), giveUp
	}},
	{Name: impatient, On: onCalls, Final: true, Waits: true, weight: 10, draw: drawPatience, dial: func() error { return faults.ErrRefused }, caller: func(ctx context.Context, f Fault) (context.Context, func()) {
		if f.cancels() {
			ctx, giveUp := context.WithCancel(ctx)
			timer := time.AfterFunc(f.After, giveUp)
			return ctx, func() { timer.Stop(); giveUp() }
		}
		return deadline(ctx, f)
	}},
	{Name: "given up in flight", On: onCalls, LosesAnswer: true, Final: true, kind: errPatience, Waits: true, weight: 10, draw: func(r *rand.Rand, f *Fault) {
		f.After = time.Duration(1+r.IntN(20)) * 317 * time.Millisecond
	}, answer: func(s *struck) {
		s.perhaps()
		s.silence()
	}, caller: deadline},
}

var errHook = errors.New("the journal is full")

// impatient is the caller who does not wait until it is sent again.
const impatient = "given up while waiting"

// cancels says that the caller gives up without having said before when he will.
func (f *Fault) cancels() bool { return f.Byte%2 == 1 }

// hookKey leads to what the write-ahead hook does during a call.
type hookKey struct{}

func deadline(ctx context.Context, f Fault) (context.Context, func()) {
	return context.WithTimeout(ctx, f.After)
}

// drawPatience is about as long as the SDK waits before it sends again.
func drawPatience(r *rand.Rand, f *Fault) {
	f.Times, f.After = attempts, time.Duration(1+r.IntN(600_000))*time.Microsecond
}

// asCaller is the context of a call whose caller has the fault.
func (w *world) asCaller(ctx context.Context, f Fault) (context.Context, func()) {
	if f.Row == nil || f.Row.caller == nil {
		return ctx, func() {}
	}
	if f.Row.dial == nil && f.Row.answer == nil {
		w.net.struck(f, nil, "")
	}
	return f.Row.caller(ctx, f)
}
