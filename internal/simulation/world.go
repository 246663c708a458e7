package simulation

import (
	"context"
	"fmt"
	"slices"
	"time"

	paygates "github.com/paygates/paygates-go"
)

// Report is what came of one schedule.
type Report struct {
	Trace    []byte
	Findings []Finding
	Tally    Tally
}

// world is one merchant, its payers and one gateway.
type world struct {
	site    Site
	gateway *Gateway
	net     *network
	client  Client
	checker *checker
	trace   *trace
	tally   Tally
	shop    shop

	written int             // entries of the ledger that the trace has
	waited  map[string]bool // objects that waited for their payer once they were made
}

// Run plays a schedule to its end. It must run in a testing/synctest bubble:
// elsewhere its pauses of hours are real. The client is the SDK's unless connect
// makes another. The error is that of making the client.
func Run(ctx context.Context, s *Schedule, connect Connect) (*Report, error) {
	site := s.Gateway.Open(source(s.Seed, streamSite))
	w := &world{
		site: site, gateway: s.Gateway, trace: newTrace(), tally: newTally(),
		net: openNetwork(s.Gateway, site.Model), shop: shop{orders: map[int]*order{}},
		waited: map[string]bool{},
	}
	defer w.net.close()
	w.checker = &checker{site: site, found: func(f Finding) {
		w.trace.line("FINDING", "%s", f)
		w.tally.Findings[f.Kind]++
	}}
	if connect == nil {
		connect = site.Connect
	}
	var err error
	if w.client, err = connect(baseURL, w.net.client(), source(s.Seed, streamEntropy).Uint64); err != nil {
		return nil, err
	}
	w.trace.head("seed %d, %s: %s", s.Seed, s.Gateway.Name, site.Nature)
	for i := range s.Steps {
		time.Sleep(s.Steps[i].Pause)
		w.step(ctx, i+1, &s.Steps[i])
	}
	w.finish(ctx, len(s.Steps)+1)
	w.tally.Schedules, w.tally.Virtual = 1, time.Since(w.trace.start)
	return &Report{Trace: w.trace.text.Bytes(), Findings: w.checker.findings, Tally: w.tally}, nil
}

// step does one step of the schedule.
func (w *world) step(ctx context.Context, n int, s *Step) {
	w.tally.Steps[s.Deed]++
	switch s.Deed.row().kind {
	case settles:
		w.trace.step(n, "settle what is open: %d", len(w.shop.open))
		w.settleAll(ctx, s.Fault)
		return
	case onPage, atBank:
		w.payer(ctx, n, s)
		return
	}
	a, why := w.shop.action(s)
	if why != "" {
		w.trace.step(n, "%s: %s", s.Deed, why)
		w.tally.Skipped++
		return
	}
	w.trace.step(n, "%s", describe(a))
	if s.Deed.is(reads) {
		w.read(ctx, s.Order, a, s.Fault)
		return
	}
	w.act(ctx, s, a)
}

// payer lets the payer act.
func (w *world) payer(ctx context.Context, n int, s *Step) {
	o := w.shop.orders[s.Order]
	if o == nil {
		w.trace.step(n, "%s: there is no order %d", s.Deed, s.Order)
		w.tally.Skipped++
		return
	}
	w.trace.step(n, "%s %s", s.Deed, o.id)
	if s.Deed.is(atBank) {
		w.atBank(s.Deed, o)
		return
	}
	do := w.site.Model.Pay
	if s.Deed == PayerRefuses {
		do = w.site.Model.Refuse
	}
	o.known = false
	if do(o.id) != nil {
		w.trace.line("payer", "the order does not wait for its payer")
	}
	w.ledger()
	w.read(ctx, s.Order, Action{Deed: Read, ID: o.id}, s.Fault) // as on a callback
}

// atBank has the payer answer his bank, if the merchant has sent him there. The
// order is not done by that: the merchant has to hand on what he brings.
func (w *world) atBank(d Deed, o *order) {
	if !o.sent {
		w.trace.line("payer", "nobody has sent him to his bank")
		return
	}
	do := w.site.Bank.Confirm
	if d == PayerFails {
		do = w.site.Bank.Fail
	}
	brought, err := do(o.id)
	if err != nil {
		w.trace.line("payer", "his bank does not ask him")
		return
	}
	o.brought = brought
	w.tally.Authenticated++
}

// ledger gives the ledger as it is now, and writes what is new in it into the trace.
func (w *world) ledger() []Entry {
	entries := w.site.Model.Ledger()
	for i := range entries {
		e := &entries[i]
		if e.Moves != paygates.MovesNothing {
			continue
		}
		if i >= w.written {
			w.waited[e.ObjectID] = w.site.Model.Standing(e.ObjectID) == Waits
		}
		e.Waited = w.waited[e.ObjectID]
	}
	w.trace.ledger(entries[w.written:])
	w.written = len(entries)
	return entries
}

// call makes one call of the client.
func (w *world) call(ctx context.Context, a Action, f Fault) *Call {
	c := &Call{Number: w.tally.Calls + 1, Action: a, Operation: w.gateway.operation(a.Deed), At: time.Now()}
	c.Of = c
	c.Traffic = w.net.during(f, func() { c.Seen, c.Err = w.client.Do(ctx, a) })
	c.Outcome = paygates.OutcomeOf(c.Err)
	w.tally.called(c, f)
	w.trace.traffic(f, c.Traffic)
	return c
}

func (w *world) read(ctx context.Context, number int, a Action, f Fault) {
	c := w.call(ctx, a, f)
	ledger := w.ledger()
	w.trace.said(c.Seen, c.Err)
	w.checker.read(c, ledger)
	if o := w.shop.orders[number]; o != nil && c.Err == nil {
		o.learn(c.Seen)
		o.known = true
	}
}

// act makes a call that acts, and does what the SDK advises.
func (w *world) act(ctx context.Context, s *Step, a Action) {
	c := w.call(ctx, a, s.Fault)
	w.judge(s, c)
	switch {
	case c.Outcome == paygates.OutcomeUnknown && s.SettleAtOnce:
		w.settleAll(ctx, Fault{})
	case c.Outcome == paygates.OutcomeNotExecuted && adviceOf(c) == paygates.AdviceResend:
		w.again(ctx, s, c)
	}
}

// judge has a call checked, and the merchant book what it says.
func (w *world) judge(s *Step, c *Call) {
	ledger := w.ledger()
	w.trace.said(c.Seen, c.Err)
	w.checker.returned(c, ledger)
	w.tally.outcome(c)
	switch c.Outcome {
	case paygates.OutcomeExecuted:
		w.shop.done(s, c.Action, c.Seen)
	case paygates.OutcomeUnknown:
		w.tally.Excuses[w.checker.excuse(c)]++
		w.shop.open = append(w.shop.open, &open{call: c, step: s})
	}
}

// again sends what was not executed once more, this time without a fault.
func (w *world) again(ctx context.Context, s *Step, first *Call) {
	w.trace.line("again", "%s", describe(first.Action))
	w.tally.Resent++
	a := first.Action
	a.Before = w.shop.before(s) // what has moved since counts now
	c := w.call(ctx, a, Fault{})
	c.Of = first.Of
	w.judge(s, c)
}

func adviceOf(c *Call) paygates.Advice {
	if e := c.fault(); e != nil {
		return e.Advice()
	}
	return paygates.AdviceNone
}

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
	traffic := w.net.during(f, func() { res, err = w.client.Resolve(ctx, e.Intent) })
	w.tally.resolvedWith(f, traffic)
	w.trace.traffic(f, traffic)
	ledger := w.ledger()
	if err != nil {
		w.trace.said(Seen{}, err)
		w.checker.failedRead(c, err, traffic)
		return
	}
	o.late = time.Since(c.At) >= c.Operation.Horizon
	object := w.client.Seen(res.Object)
	w.checker.resolved(c, res, object, ledger)
	w.trace.verdict(c, res)
	w.tally.verdict(c, res)
	if c.Outcome == paygates.OutcomeUnknown {
		return
	}
	w.shop.settled(o)
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
		time.Sleep(wait)
		w.trace.step(n, "after the horizon, settle what is open: %d", len(w.shop.open))
		w.settleAll(ctx, Fault{})
		n++
	}
	for _, number := range w.shop.numbers() {
		a := Action{Deed: Read, ID: w.shop.orders[number].id}
		w.trace.step(n, "at the end, %s", describe(a))
		w.read(ctx, number, a, Fault{})
		n++
	}
	if w.gateway.has(List) {
		w.trace.step(n, "at the end, %s", describe(Action{Deed: List}))
		w.read(ctx, 0, Action{Deed: List}, Fault{})
	}
	w.checker.closed(w.ledger())
	if n := len(w.shop.open); n > 0 {
		w.tally.Open[w.site.Form] = n
	}
	verdict := "everything agrees"
	if k := len(w.checker.findings); k > 0 {
		verdict = fmt.Sprintf("FINDINGS: %d", k)
	}
	w.trace.head("%d entries in the ledger, %d calls, %d still unknown: %s", w.written, w.tally.Calls, len(w.shop.open), verdict)
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
