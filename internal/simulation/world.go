package simulation

import (
	"bytes"
	"context"
	"log/slog"
	"math/rand/v2"
	"slices"
	"sync/atomic"
	"time"

	paygates "github.com/paygates/paygates-go"
)

// world is one merchant, its payers and one gateway.
type world struct {
	ctx     context.Context // it lives as long as Run
	seed    uint64
	site    Site
	gateway *Gateway
	net     *network
	client  Client
	checker *checker
	trace   *trace
	tally   *Tally
	shop    shop
	inbox   inbox
	journal *journal
	logs    bytes.Buffer

	said    []Said
	now     int // the number of the step
	calls   int
	tills   int             // what other tills did
	written int             // entries of the ledger that the trace has
	entries map[string]int  // how many entries each object has
	checked map[string]int  // and had when it was last read
	waited  map[string]bool // objects that waited for their payer once they were made
}

// Run plays a schedule to its end. But for sockets it must run in a
// testing/synctest bubble: elsewhere its pauses of hours are real. The error is
// that of making the client.
func Run(ctx context.Context, s *Schedule, setup Setup) (*Report, error) {
	if !setup.Sockets {
		nextDay() // many schedules may share a bubble, and all of them begin at midnight
	}
	w := &world{ctx: ctx, seed: s.Seed, gateway: s.Gateway, tally: setup.Tally,
		entries: map[string]int{}, checked: map[string]int{}, waited: map[string]bool{}, shop: shop{orders: map[int]*order{}, named: s.Gateway.NamesRefunds, whole: s.Gateway.WholeRefunds},
	}
	w.site = s.Gateway.Open(source(s.Seed, streamSite))
	if w.tally == nil {
		w.tally = newTally()
	}
	if setup.Trace {
		w.trace = newTrace()
	}
	var err error
	if w.net, err = openNetwork(s.Gateway, w.site.Model, setup.Sockets, idleTime(s.Seed)); err != nil {
		return nil, err
	}
	defer w.net.close()
	w.net.dialed = setup.Dialed
	if by := s.stale(); by > 0 && !setup.Sockets && !s.Gateway.IDsOfTheClock {
		replica := s.Gateway.Open(source(s.Seed, streamSite))
		w.net.replica, w.net.staleBy = &replica, by
	}
	w.net.renew = w.site.Renew
	w.net.committed, w.net.drift = w.postEarly, w.drift
	w.journal = &journal{arrived: w.net.arrived}
	w.checker = &checker{site: w.site, net: w.net, journal: w.journal, found: func(f Finding) {
		w.trace.line("FINDING", "%s", f)
		w.tally.Findings[f.Kind]++
	}}
	if err := w.connect(setup.Connect); err != nil {
		return nil, err
	}
	w.inbox.open(w.client)
	w.inbox.keeps = setup.Deliveries != nil
	started := time.Now()
	w.trace.head("seed %d, %s: %s", s.Seed, s.Gateway.Name, w.site.Nature)
	for i := range s.Steps {
		step := s.Steps[i]
		if setup.Sockets {
			step = step.atOnce()
		}
		time.Sleep(step.Pause)
		w.step(ctx, i+1, &step)
	}
	w.finish(ctx, len(s.Steps)+1)
	if w.inbox.keeps {
		w.inbox.keeps = false
		w.deliveries(setup.Deliveries)
	}
	w.tally.Schedules++
	w.tally.VirtualHours += int64(time.Since(started) / time.Hour)
	return &Report{Trace: w.trace.bytes(), Findings: w.checker.findings, Tally: w.tally, Cut: w.net.cut, Said: w.said}, nil
}

// idleTime is the SDK's own in one world of four. In the others connections are
// kept, as some callers have it: that costs less.
func idleTime(seed uint64) time.Duration {
	if seed%4 == 0 {
		return 4 * time.Second
	}
	return 0
}

// nextDay waits for midnight, unless it is.
func nextDay() {
	const day = 24 * time.Hour
	if past := time.Duration(time.Now().UnixNano()) % day; past > 0 {
		time.Sleep(day - past)
	}
}

// connect makes the client. One world in eight keeps a log.
func (w *world) connect(connect Connect) error {
	if connect == nil {
		connect = w.site.Connect
	}
	entropy := &dice{from: source(w.seed, streamEntropy)}
	w.net.drawn = entropy.last.Load
	link := Link{Base: w.net.base, HTTP: w.net.client(), Entropy: entropy.draw, journal: w.journal}
	if w.seed%8 == 0 {
		link.Log = slog.New(slog.NewTextHandler(&w.logs, nil))
	}
	var err error
	w.client, err = connect(link)
	return err
}

// dice are what a client draws from, where somebody watches.
type dice struct {
	from *rand.Rand
	last atomic.Uint64
}

func (d *dice) draw() uint64 {
	n := d.from.Uint64()
	d.last.Store(n)
	return n
}

// drift has another till make an object.
func (w *world) drift() {
	w.tills++
	number := w.tills
	w.net.outside(func(site *Site) {
		if site.Drift != nil {
			site.Drift(number)
		}
	}, &w.site)
}

// step does one step of the schedule.
func (w *world) step(ctx context.Context, n int, s *Step) {
	w.tally.Steps[s.Deed]++
	w.now = n
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
	if s.Spoils != nil {
		s.Spoils(&a)
		w.trace.step(n, "%s, of a kind that is refused", a)
		w.refused(ctx, a)
		return
	}
	w.trace.step(n, "%s", a)
	if s.Deed.is(reads) {
		w.read(ctx, s.Order, a, s.Fault)
		return
	}
	if s.Deed == VerifyMerchant {
		a.Brought = w.site.Model.(Register).Message(a.ID)
	}
	if s.Deed.is(prepares) {
		w.prepare(ctx, s, a)
		return
	}
	w.act(ctx, s, a)
}

// prepare makes a call that no ledger shows and that may be repeated, and
// repeats it, this time without a fault, as the SDK advises.
func (w *world) prepare(ctx context.Context, s *Step, a Action) {
	book := w.site.Model.(AddressBook)
	f := s.Fault
	for range 2 {
		before := book.Knows(a.Receiver)
		c := w.call(ctx, a, f)
		f = Fault{}
		w.trace.said(c.Seen, c.Err)
		w.tally.outcome(c)
		w.checker.prepared(c, before, book.Knows(a.Receiver))
		if c.Err == nil || w.adviceAfter(ctx, c) != paygates.AdviceResend {
			return
		}
		w.tally.Resent++
	}
}

// adviceAfter is the advice of a failed call, or that of its resolution.
func (w *world) adviceAfter(ctx context.Context, c *Call) paygates.Advice {
	if e := c.fault(); e != nil && c.Outcome == paygates.OutcomeUnknown {
		res, err := w.client.Resolve(ctx, e.Intent)
		w.checker.repeatable(c, res, err)
		if err == nil {
			return res.Advice
		}
	}
	return adviceOf(c)
}

// ledger gives the ledger as it is now, and writes what is new in it into the trace.
func (w *world) ledger() []Entry {
	entries := w.site.Model.Ledger()
	for i := range entries {
		e := &entries[i]
		if i >= w.written {
			w.entries[e.ObjectID]++
		}
		if e.Moves != paygates.MovesNothing {
			continue
		}
		if i >= w.written {
			w.waited[e.ObjectID] = slices.Contains([]Standing{Waits, Pends, Lapsed}, w.site.Model.Standing(e.ObjectID))
		}
		e.Waited = w.waited[e.ObjectID]
	}
	if w.trace != nil {
		w.trace.ledger(entries[w.written:])
	}
	w.written = len(entries)
	return entries
}

// entriesOf tells states of an object apart: how many entries it has.
func (w *world) entriesOf(id string) int { return w.entries[id] }

// call makes one call of the client.
func (w *world) call(ctx context.Context, a Action, f Fault) *Call {
	w.calls++
	wrong := f.Odd != nil && f.Odd.Action != nil
	if wrong {
		f.Odd.Action(&a)
	}
	c := &Call{Number: w.calls, Action: a, Operation: w.gateway.operation(a.Deed), At: time.Now()}
	c.Of = c
	if a.Deed.is(registers) {
		_, c.Stood = w.site.Model.(Register).Holds(a)
	}
	w.journal.tear()
	var took time.Duration
	c.Traffic = w.net.during(f, func() {
		ctx, done := w.asCaller(ctx, f)
		defer done()
		w.meddle(f, a, c.Operation)
		began := time.Now()
		c.Seen, c.Err = w.client.Do(ctx, a)
		took = time.Since(began)
	})
	w.checker.conduct(c, c.Err, c.Traffic, f, took)
	w.checker.journaled(c, c.Err, c.Traffic, c.Operation.Safety == paygates.Read)
	c.Traffic.wrong = wrong
	c.Outcome = paygates.OutcomeOf(c.Err)
	w.said = append(w.said, Said{Step: w.now, Sends: c.Traffic.sent(), Deed: a.Deed, Asked: c.Traffic.operations(), Odd: wrong || c.Traffic.odd(), Outcome: c.Outcome, Err: c.Err, Advice: adviceOf(c), Seen: c.Seen})
	w.tally.called(c, f)
	w.trace.traffic(f, c.Traffic)
	w.reveals(c, c.Err)
	return c
}

// refused makes a call that must not be sent.
func (w *world) refused(ctx context.Context, a Action) {
	c := w.call(ctx, a, Fault{})
	w.trace.said(c.Seen, c.Err)
	w.checker.refusedHere(c)
}

func (w *world) read(ctx context.Context, number int, a Action, f Fault) {
	c := w.call(ctx, a, f)
	ledger := w.ledger()
	w.trace.said(c.Seen, c.Err)
	w.checker.read(c, ledger)
	if c.Err == nil {
		w.inbox.hear(c.Seen)
		w.checked[a.ID] = w.entriesOf(a.ID)
	}
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
	if c.Action.Deed.is(registers) {
		w.checker.registered(c)
	} else {
		w.checker.returned(c, ledger)
	}
	w.tally.outcome(c)
	switch c.Outcome {
	case paygates.OutcomeExecuted:
		seen := c.Seen
		if e := c.fault(); e != nil {
			seen.ID = e.ObjectID // it was done, but by an earlier call
		}
		w.shop.done(s, c.Action, seen)
		w.inbox.hear(c.Seen)
	case paygates.OutcomeUnknown:
		w.tally.Excuses[w.checker.excuse(c)]++
		w.shop.open = append(w.shop.open, &open{call: c, step: s})
	}
}

// again sends what was not executed once more, this time without a fault.
func (w *world) again(ctx context.Context, s *Step, first *Call) {
	w.trace.line("again", "%s", first.Action)
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
