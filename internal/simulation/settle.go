package simulation

import (
	"context"
	"fmt"
	"slices"
	"time"

	paygates "github.com/paygates/paygates-go"
)

// settleAll resolves every open call; the fault strikes the first.
func (w *world) settleAll(ctx context.Context, f Fault) {
	for _, o := range slices.Clone(w.shop.open) {
		w.settle(ctx, o, f)
		f = Fault{}
	}
}

func (w *world) settle(ctx context.Context, o *open, f Fault) {
	c, e := o.call, o.call.fault()
	if e == nil {
		return // a client without intents cannot look up
	}
	var res *paygates.Resolution
	var err error
	intent := e.Intent
	if f.Row != nil && f.Row.Name == clockSkew {
		intent.At = intent.At.Add(f.After)
	}
	asks := f.Odd != nil && f.Odd.Intent != nil
	if asks {
		f.Odd.Intent(&intent)
	}
	w.journal.tear()
	var took time.Duration
	traffic := w.net.during(f, func() {
		ctx, done := w.asCaller(ctx, f)
		defer done()
		w.meddle(f, c.Action, c.Operation)
		began := time.Now()
		res, err = w.client.Resolve(ctx, intent)
		took = time.Since(began)
	})
	w.checker.conduct(c, err, traffic, f, took)
	w.checker.journaled(c, err, traffic, c.Operation.Safety != paygates.Repeatable)
	traffic.asked = asks
	w.reveals(c, err)
	w.tally.resolvedWith(f, traffic)
	w.trace.traffic(f, traffic)
	said := Said{Step: w.now, Sends: traffic.sent(), Asked: traffic.operations(), Deed: c.Action.Deed, Odd: traffic.odd(), LookUp: true, Err: err}
	if res != nil {
		said.Verdict, said.Advice, said.Outcome, said.Evidence = res.Verdict, res.Advice, res.Verdict.Outcome(), len(res.Evidence)
		said.Seen = w.client.Seen(res.Object)
		for _, e := range res.Evidence {
			said.Notes = append(said.Notes, e.Answer)
		}
	}
	w.said = append(w.said, said)
	ledger := w.ledger()
	if err != nil {
		w.trace.said(Seen{}, err)
		if !asks {
			w.checker.failedRead(c, err, traffic)
		}
		return
	}
	o.late = time.Since(c.At) >= c.Operation.Horizon
	object := w.client.Seen(res.Object)
	w.revealed(c, fmt.Sprintf("%+v", res.Evidence))
	if c.Action.Deed.is(registers) {
		w.checker.lookedUp(c, res, object, traffic)
	} else {
		w.checker.resolved(c, res, object, traffic, ledger)
	}
	w.trace.verdict(c, res)
	w.tally.verdict(c, res)
	if c.Operation.LookUp.Op == "" {
		w.shop.settled(o) // nobody will ever know
	}
	if c.Outcome == paygates.OutcomeUnknown {
		return
	}
	w.shop.settled(o)
	w.inbox.hear(object)
	switch {
	case c.Outcome == paygates.OutcomeExecuted && !c.Elder:
		w.shop.done(o.step, c.Action, object)
	case c.Outcome == paygates.OutcomeNotExecuted && res.Advice == paygates.AdviceResend:
		w.again(ctx, o.step, c)
	}
}

// finish waits until nothing can happen any more, resolves what is open, reads
// every order, and closes the books.
func (w *world) finish(ctx context.Context, n int) {
	// What the first look-ups prove not executed is made again, and may itself
	// have to be looked up.
	for range 3 {
		wait := w.untilHorizon()
		if wait == 0 {
			break
		}
		if w.net.real {
			break // nobody waits for a day
		}
		time.Sleep(wait)
		w.trace.step(n, "after the horizon, settle what is open: %d", len(w.shop.open))
		w.settleAll(ctx, Fault{})
		n++
	}
	if !w.net.real {
		w.net.settle()
	}
	w.postEarly()
	for range 2 { // what was not taken the first time comes again
		w.post(Fault{}, "")
	}
	for _, number := range w.shop.numbers() {
		if w.checked[w.shop.orders[number].id] == w.entriesOf(w.shop.orders[number].id) {
			continue // nothing has happened since it was read
		}
		a := w.shop.orders[number].reads()
		w.trace.step(n, "at the end, %s", a)
		w.read(ctx, number, a, Fault{})
		n++
	}
	if w.gateway.has(List) {
		w.trace.step(n, "at the end, %s", Action{Deed: List})
		w.read(ctx, 0, Action{Deed: List}, Fault{})
	}
	w.checker.closed(w.ledger())
	w.checker.closedRegister()
	if n := len(w.shop.open); n > 0 {
		w.tally.Open[w.site.Form] += n
	}
	w.revealed(nil, w.logs.String())
	if w.trace != nil {
		w.revealed(nil, w.trace.text.String())
	}
	verdict := "everything agrees"
	if k := len(w.checker.findings); k > 0 {
		verdict = fmt.Sprintf("FINDINGS: %d", k)
	}
	w.trace.head("%d entries in the ledger, %d calls, %d still unknown: %s", w.written, w.calls, len(w.shop.open), verdict)
}

// untilHorizon is how long it takes until every open call has been looked up
// after its horizon; 0 when that has been done.
func (w *world) untilHorizon() time.Duration {
	var longest time.Duration
	for _, o := range w.shop.open {
		if !o.late {
			longest = max(longest, time.Until(o.call.At.Add(o.call.Operation.Horizon)), 0) + time.Second
		}
	}
	return longest
}
