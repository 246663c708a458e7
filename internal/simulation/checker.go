package simulation

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	paygates "github.com/paygates/paygates-go"
)

// FindingKind is one way in which a client can be wrong.
type FindingKind string

// The kinds of findings.
const (
	// Doubled: it took effect more than once.
	Doubled FindingKind = "it took effect twice"
	// Lost: it took effect, and the client said that it did not and will not.
	Lost FindingKind = "said not executed, but it was"
	// Phantom: it took no effect, and the client said that it did.
	Phantom FindingKind = "said executed, but it was not"
	// Wrong: something else took effect than what was asked.
	Wrong FindingKind = "something else took effect"
	// Foreign: the ledger has an entry that no call asked for.
	Foreign FindingKind = "nobody asked for this"
	// Unfounded: an outcome or a failure that nothing on the network explains.
	Unfounded FindingKind = "no fault explains this"
	// Resent: what acts once was sent more than once.
	Resent FindingKind = "sent again after it had arrived"
	// Overlooked: a look-up did not see what the ledger has.
	Overlooked FindingKind = "the look-up missed it"
	// Undecided: after the horizon a look-up that could decide did not.
	Undecided FindingKind = "not decided after the horizon"
	// Misread: an answer was read as something else than the ledger says.
	Misread FindingKind = "read otherwise than it is"
	// Swallowed: a callback was acknowledged, and the merchant does not know.
	Swallowed FindingKind = "a callback was swallowed"
	// Deceived: what the gateway never sent was believed.
	Deceived FindingKind = "a forgery was taken"
	// Revealed: an output holds a secret.
	Revealed FindingKind = "a secret was shown"
	// Malformed: an error or a resolution lacks what it promises.
	Malformed FindingKind = "incomplete"
)

// Finding is one time that the checker caught a client.
type Finding struct {
	Kind FindingKind
	// Call is the number of the call, 0 for none.
	Call int
	Text string
}

// String names the call, the kind and what was found.
func (f Finding) String() string { return fmt.Sprintf("call %d: %s: %s", f.Call, f.Kind, f.Text) }

// Call is one call that was made, and what was said about it.
type Call struct {
	// Number counts from 1.
	Number int
	Action Action
	// Operation is the row that carries it out.
	Operation *paygates.Operation
	At        time.Time
	Traffic   Traffic
	Seen      Seen
	Err       error
	// Outcome is the last word about it, of the call itself or of a verdict.
	Outcome paygates.Outcome
	// Of is the first call of the same intention: the call itself, or the one
	// that it repeats because that one was not executed.
	Of *Call
	// Elder says that the whole that was asked for is there, but by the doing of
	// another call.
	Elder bool
	// Stood says of a call that no ledger shows that what it asked for was so before.
	Stood bool
	// Onward says that the payer has to go on, which no ledger shows.
	Onward bool
}

// twice says that the gateway itself did it twice.
func (c *Call) twice() bool { return c.Traffic.by(executesTwice) > 0 }

// tillID begins the request ids of other tills.
const tillID = "till-"

func (c *Call) requestIDs() []string {
	ids := make([]string, 0, len(c.Traffic.Requests))
	for _, r := range c.Traffic.Requests {
		ids = append(ids, r.ID)
	}
	return ids
}

// fault is the client's error, nil where it is none of ours.
func (c *Call) fault() *paygates.Error {
	e, _ := errors.AsType[*paygates.Error](c.Err)
	return e
}

// checker holds what a client says against the ledger.
type checker struct {
	site     Site
	net      *network
	calls    []*Call
	noted    []*Call // those that no ledger shows
	findings []Finding
	found    func(Finding)
	journal  *journal
	// garbled says that some answer to a callback's handler was garbled.
	garbled bool
	// meddled are the ids and references of which another till made use.
	meddled map[string]bool
}

func (c *checker) find(call *Call, kind FindingKind, format string, args ...any) {
	f := Finding{Kind: kind, Text: fmt.Sprintf(format, args...)}
	if call != nil {
		f.Call = call.Number
	}
	if slices.ContainsFunc(c.findings, func(g Finding) bool { return g.Kind == f.Kind && g.Call == f.Call }) {
		return
	}
	c.findings = append(c.findings, f)
	c.found(f)
}

// returned checks a call that acts, just after it has returned.
func (c *checker) returned(call *Call, ledger []Entry) {
	c.calls = append(c.calls, call)
	c.kinds(call, call.Err, call.Traffic)
	call.Onward = call.Err == nil && call.Action.Deed == Resume && call.Seen.SendsPayer && call.Traffic.acting() == 1
	c.truth(call, ledger)
	if call.Operation.Safety == paygates.Once && call.Traffic.acting()-call.Traffic.refused() > 1 {
		c.find(call, Resent, "%d requests arrived", call.Traffic.acting())
	}
	if call.Err != nil {
		c.failed(call)
		return
	}
	if call.Outcome != paygates.OutcomeExecuted {
		c.find(call, Malformed, "without an error, the outcome is %s", call.Outcome)
	}
	id := call.Action.ID
	if d := doingsOf(ledger, call.requestIDs()); d.acted() {
		id = d.objectID()
	} else if !call.Onward {
		return
	}
	if d := doingsOf(ledger, call.requestIDs()); call.Seen.ID != id && !(call.twice() && d.madeObject(call.Seen.ID)) {
		c.find(call, Misread, "it said object %q, the ledger has %s", call.Seen.ID, id)
	}
	if call.Traffic.odd() {
		return // what it shows was made up
	}
	c.seen(call, call.Seen, ledger)
	garbled := call.Traffic.by(notUTF8) > 0 && !call.Seen.SendsPayer // the address may be what was garbled
	if waits := c.site.Model.Standing(id) == Waits; call.Seen.SendsPayer != waits && !garbled && !call.Action.Deed.is(moves) && c.site.Telling {
		c.find(call, Misread, "sends the payer on: %t, the object waits for him: %t", call.Seen.SendsPayer, waits)
	}
}

// truth compares the last word about a call with the ledger as it is now.
func (c *checker) truth(call *Call, ledger []Entry) {
	d := doingsOf(ledger, call.requestIDs())
	acted := d.acted()
	if acted {
		if kind := d.flaw(call.Action, ledger); kind != "" && !(kind == Doubled && call.twice()) {
			c.find(call, kind, "asked for %s, the ledger has %v", call.Action, d.entries)
		}
	}
	switch {
	case call.Outcome == paygates.OutcomeNotExecuted && acted && !c.undone(call, d):
		c.find(call, Lost, "the ledger has %v", d.entries)
	case call.Outcome == paygates.OutcomeExecuted && !acted && !call.Elder && !call.Onward && !c.coincides(call, ledger):
		c.find(call, Phantom, "the ledger has nothing of %s", call.Action)
	}
}

// undone says that what a call made has come to nothing, and no money has moved:
// a payout that was refused later is no payout, an invoice that nobody paid in time
// no invoice.
func (c *checker) undone(call *Call, d doings) bool {
	return call.Action.Deed.is(makes) && !d.moved() && !slices.ContainsFunc(d.entries, func(e Entry) bool {
		standing := c.site.Model.Standing(e.ObjectID)
		return standing != Refused && standing != Lapsed
	})
}

// failed checks the error of a call that acts.
func (c *checker) failed(call *Call) {
	e := call.fault()
	if e == nil {
		c.find(call, Malformed, "the error is none of the SDK's")
		return
	}
	if e.Intent.Op != call.Operation.Name || e.Intent.TargetID != call.Action.target() || e.Intent.Reference != c.reference(call) ||
		!e.Intent.Amount.Equal(call.Action.Amount) && (e.Intent.Amount.IsSet() || !c.net.gateway.Nameless) {
		c.find(call, Malformed, "the error's intent is not what was asked")
	}
	if call.Outcome == paygates.OutcomeUnknown && c.excuse(call) == "" {
		c.find(call, Unfounded, "the outcome is unknown")
	}
	if !adviceFits(e) {
		c.find(call, Malformed, "the outcome is %s, and the advice %s", call.Outcome, e.Advice())
	}
	if t := call.Traffic; t.acting() == 0 && len(t.Strikes) < attempts && !t.final() && !t.wrong && !slices.ContainsFunc(t.Strikes, Strike.loses) {
		c.find(call, Unfounded, "given up after %d faults, without having been asked", len(call.Traffic.Strikes))
	}
}

// refusedHere checks a call of a kind that is refused: nothing is sent, and the
// error names what is wrong.
func (c *checker) refusedHere(call *Call) {
	e := call.fault()
	switch {
	case e == nil || !errors.Is(e, paygates.ErrInvalidRequest) || e.Outcome != paygates.OutcomeNotExecuted || len(e.Fields) == 0:
		c.find(call, Malformed, "it had to be refused, with the fields that are wrong")
	case len(call.Traffic.Requests) > 0 || e.Attempts != 0 || e.HTTPStatus != 0 || e.RequestID != "":
		c.find(call, Malformed, "it was sent, and had to be refused")
	case e.Advice() != paygates.AdviceFixRequest:
		c.find(call, Malformed, "it was refused here, and the advice is %s", e.Advice())
	case e.Intent.Gateway != call.Operation.Gateway || e.Intent.Op != e.Op || e.Op != call.Operation.Name && call.Operation.Safety != paygates.Read:
		c.find(call, Malformed, "the error does not say what was asked")
	}
}

// reference is what the intent of a call has for its reference.
func (c *checker) reference(call *Call) string {
	if c.net.gateway.Nameless && !call.Action.OwnNumber {
		return ""
	}
	return call.Action.Reference
}

// excuse says why the outcome of a call may be unknown; empty if it may not.
func (c *checker) excuse(call *Call) string {
	for _, s := range call.Traffic.Strikes {
		if s.loses() {
			return s.Fault.Name
		}
	}
	if c.meddled[call.Action.about()] {
		return anotherTill
	}
	if errors.Is(call.Err, paygates.ErrState) {
		return "wrong state" // "already done" has the same word, so that it proves nothing
	}
	if e := call.fault(); e != nil && e.Code == "error" {
		return "failure of the gateway" // its own word for not knowing
	}
	if e := call.fault(); e != nil && c.net.gateway.Vague != nil && c.net.gateway.Vague(e) {
		return "vague refusal"
	}
	if !slices.ContainsFunc(call.Operation.Executed, func(p paygates.Proof) bool { return p.Form == "" || p.Form == c.site.Form }) {
		return "no proof in this form"
	}
	return ""
}

// read checks a call that only reads.
func (c *checker) read(call *Call, ledger []Entry) {
	if call.Action.Deed == List {
		c.listed(call, ledger)
		return
	}
	if call.Action.Deed == ReadBalance {
		c.balanced(call)
		return
	}
	if gone := c.site.Model.Standing(call.Action.ID) == Gone; gone && call.absent() {
		return
	}
	if call.Err == nil {
		if call.Seen.ID != call.Action.ID {
			c.find(call, Misread, "another object was read")
		}
		c.seen(call, call.Seen, ledger)
		return
	}
	if !c.unseen(call.Action.ID, call.At, ledger) {
		c.failedRead(call, call.Err, call.Traffic)
	}
}

// balanced checks a balance that was read.
func (c *checker) balanced(call *Call) {
	held, free := c.site.Model.(Purse).Balance()
	switch {
	case call.Err != nil:
		c.failedRead(call, call.Err, call.Traffic)
	case !call.Traffic.odd() && call.Seen.Held.IsSet() && !(call.Seen.Held.Equal(held) && call.Seen.Free.Equal(free)):
		c.find(call, Misread, "a balance of %s, free %s; it is %s, free %s", call.Seen.Held, call.Seen.Free, held, free)
	}
}

// absent says that a read found that there is no such object, or a list without it.
func (c *Call) absent() bool {
	return c.Err == nil && c.Seen.ID == "" || errors.Is(c.Err, paygates.ErrNotFound)
}

// unseen says that a read does not find yet what is there.
func (c *checker) unseen(id string, at time.Time, ledger []Entry) bool {
	return c.site.ReadsLag && slices.ContainsFunc(ledger, func(e Entry) bool {
		return e.ObjectID == id && e.Moves == paygates.MovesNothing && at.Before(e.At.Add(c.site.ListLag))
	})
}

// prepared checks a call that no ledger shows.
func (c *checker) prepared(call *Call, before, after bool) {
	switch {
	case call.Outcome == paygates.OutcomeExecuted && !after:
		c.find(call, Phantom, "nobody knows of: %s", call.Action)
	case call.Outcome == paygates.OutcomeNotExecuted && after && !before:
		c.find(call, Lost, "known by now: %s", call.Action)
	}
	if call.Err != nil {
		c.failed(call)
	}
}

// repeatable checks what is said of a call that may be repeated whatever came of
// it: nothing is looked up, and the advice says so.
func (c *checker) repeatable(call *Call, res *paygates.Resolution, err error) {
	switch {
	case err != nil:
		c.find(call, Undecided, "it may be repeated, and the look-up failed: %v", err)
	case res.Verdict != paygates.VerdictUnknown, res.Advice != call.Operation.LookUp.Then:
		c.find(call, Malformed, "it may be repeated, and the verdict is %s, the advice %s", res.Verdict, res.Advice)
	}
}

// failedRead checks the error of a call or a resolution that only reads.
func (c *checker) failedRead(call *Call, err error, t Traffic) {
	c.kinds(call, err, t)
	if paygates.OutcomeOf(err) != paygates.OutcomeNotExecuted {
		c.find(call, Malformed, "a failed read is %s", paygates.OutcomeOf(err))
	}
	if len(t.Strikes) < attempts && !t.final() && !t.wrong {
		c.find(call, Unfounded, "a read failed after %d faults", len(t.Strikes))
	}
}

// seen compares what an answer shows with what the ledger says now.
// An odd answer says what somebody chose.
func (c *checker) seen(call *Call, s Seen, ledger []Entry) {
	if !call.Traffic.odd() {
		c.seenAt(c.site.Model, call, s, ledger)
	}
}

// seenAt compares what an answer shows with a ledger and the model that answered.
func (c *checker) seenAt(m Model, call *Call, s Seen, ledger []Entry) {
	t := totalsOf(ledger, s.ID, len(ledger))
	if s.Paid.IsSet() && !shows(s.Paid, t.taken) {
		c.find(call, Misread, "paid %s, the ledger has %s", s.Paid, t.taken)
	}
	if s.Refunded.IsSet() && !shows(s.Refunded, t.back) {
		c.find(call, Misread, "refunded %s, the ledger has %s", s.Refunded, t.back)
	}
	want := t.state()
	if want == paygates.StatePending {
		want = standings[m.Standing(s.ID)]
	}
	switch {
	case s.State == want, s.Bare:
	case s.State == paygates.StateUnknown && !c.site.Telling:
	case garbledReason(s.State, want, call.Traffic.by(notUTF8) > 0):
	case call.Action.Deed.Acts() && (call.Action.Deed.is(moves) || !c.site.Telling) && call.Err == nil: // the state of an answer to a change may lag behind
	default:
		c.find(call, Misread, "state %s, the ledger says %s", s.State, want)
	}
}

// garbledReason says that nothing but the reason of a failure is otherwise, where the
// answer was garbled: the reason may be what was.
func garbledReason(said, want paygates.State, garbled bool) bool {
	return garbled && said == paygates.StateFailed && want == paygates.StateExpired
}

// standings are the states of objects on which no money has moved. What the
// gateway itself does not know is no failure.
var standings = map[Standing]paygates.State{
	Waits: paygates.StatePending, Pends: paygates.StatePending, Refused: paygates.StateFailed, Lapsed: paygates.StateExpired,
	Broken: paygates.StateUnknown,
}

// listed checks a list of movements: each is one of the ledger's, and none is
// missing that is old enough to be listed.
func (c *checker) listed(call *Call, ledger []Entry) {
	if c.site.ListsTotals {
		ledger = sums(ledger)
	}
	left := slices.DeleteFunc(slices.Clone(ledger), func(e Entry) bool { return e.Moves == paygates.MovesNothing })
	for _, m := range call.Seen.Movements {
		i := slices.IndexFunc(left, func(e Entry) bool {
			return e.ObjectID == m.ObjectID && e.Moves == m.Moves && e.Amount.Equal(m.Amount)
		})
		if i < 0 {
			c.find(call, Misread, "listed, and not in the ledger: %s %s on %s", m.Moves, m.Amount, m.ObjectID)
			continue
		}
		left = slices.Delete(left, i, i+1)
	}
	if call.Err != nil {
		// What has been handed on cannot be asked for again.
		if yielded(call.Err) == 0 || len(call.Traffic.Strikes) == 0 {
			c.failedRead(call, call.Err, call.Traffic)
		}
		return
	}
	for _, e := range left {
		if e.At.Add(c.site.ListLag + time.Second).Before(call.At) {
			c.find(call, Overlooked, "not listed: %s", e)
		}
	}
}

// yielded counts what a list had handed on when it broke off.
func yielded(err error) int {
	if failure, ok := errors.AsType[*paygates.Error](err); ok {
		return failure.Yielded
	}
	return 0
}

// closed checks every call and every entry once more, when nothing can happen
// any more.
func (c *checker) closed(ledger []Entry) {
	asked := map[string]bool{"": true}
	acted := map[*Call]int{}
	for _, call := range c.calls {
		c.truth(call, ledger)
		for _, id := range call.requestIDs() {
			asked[id] = true
		}
		if doingsOf(ledger, call.requestIDs()).acted() {
			if acted[call.Of]++; acted[call.Of] > 1 {
				c.find(call, Doubled, "as call %d did already", call.Of.Number)
			}
		}
	}
	for _, e := range ledger {
		if !asked[e.RequestID] && !strings.HasPrefix(e.RequestID, tillID) {
			c.find(nil, Foreign, "%s", e)
		}
	}
}
