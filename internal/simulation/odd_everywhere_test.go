package simulation_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/internal/faults"
	"github.com/paygates/paygates-go/internal/simulation"
	"github.com/paygates/paygates-go/money"
)

// trial is one fault on the last call of some histories, or on the look-up of it,
// or a request that must not be sent, and all that has to come of it: what is
// said, what an error carries, and how often what was sent.
type trial struct {
	name string
	in   []string
	// looksUp says that it is the look-up that is struck, of a call that was lost:
	// undone before it took effect, late that this is after its horizon.
	looksUp, undone, late bool
	// lost is how it was lost, where that is not as usual.
	lost func(*testing.T) simulation.Fault
	// fault is made anew for each schedule; spoils makes the request a bad one.
	fault  func(*testing.T) simulation.Fault
	spoils func(*simulation.Action)
	want   expected
}

// expected is what has to come of a trial. What is zero is not asked for, but for
// the outcome of a call, its attempts, and the kind: nil is no error.
type expected struct {
	outcome paygates.Outcome
	verdict paygates.Verdict
	// kind is what the error is, cause what else it is, and never what it is not.
	kind, cause, never error
	advice             *paygates.Advice
	status, attempts   int
	retryAfter         time.Duration
	// fields are those that the error names.
	fields []string
	// sends is how often a request of an operation arrived.
	sends    map[string]int
	evidence int
}

// trialsOf are the trials of a gateway: those of all, and its own.
func trialsOf(g *simulation.Gateway) []trial {
	return slices.Concat(callersTrials(g), waitingTrials(g), answerTrials(g), lookUpTrials(g), ownTrials[g.Name])
}

// play plays one history and holds what came of it against the row.
func (x *trial) play(t *testing.T, g *simulation.Gateway, c cutting) {
	t.Helper()
	var wrong []string
	playAll(t, slices.Values([]*simulation.Schedule{x.schedule(t, g, c)}), simulation.Setup{}, func(_ *simulation.Schedule, r *simulation.Report) bool {
		wrong = x.wrong(r, len(c.before))
		for _, f := range r.Findings {
			wrong = append(wrong, f.String())
		}
		return true
	})
	if len(wrong) > 0 {
		t.Errorf("%s: %s: %s: %s\n%s", g.Name, c.name, x.name, strings.Join(wrong, ", "), play(t, x.schedule(t, g, c), nil).Trace)
	}
}

func (x *trial) schedule(t *testing.T, g *simulation.Gateway, c cutting) *simulation.Schedule {
	t.Helper()
	last := c.last
	last.Pause, last.Spoils = time.Minute, x.spoils
	s := &simulation.Schedule{Seed: max(c.seed, plainSeeds[g.Name]), Gateway: g, Steps: slices.Clone(c.before)}
	switch {
	case x.looksUp:
		last.Fault = simulation.Fault{Row: faultOf(t, "reset before the answer"), Times: 3, Committed: !x.undone}
		if x.lost != nil {
			last.Fault = x.lost(t)
		}
		settle := simulation.Step{Pause: (&oddity{late: x.late}).pause(), Deed: simulation.Settle}
		if x.fault != nil {
			settle.Fault = x.fault(t)
			settle.Fault.Early = true
		}
		s.Steps = append(s.Steps, last, settle)
		return s
	case x.fault != nil:
		last.Fault = x.fault(t)
		last.Fault.Early = !last.Deed.Acts()
	}
	s.Steps = append(s.Steps, last)
	return s
}

// wrong lists what is otherwise than it has to be.
func (x *trial) wrong(r *simulation.Report, before int) []string {
	step := before + 1
	if x.looksUp {
		step++
	}
	i := slices.IndexFunc(r.Said, func(s simulation.Said) bool { return s.Step == step && s.LookUp == x.looksUp })
	if i < 0 {
		return []string{"nothing was said"}
	}
	return x.want.against(r.Said[i])
}

func (w *expected) against(said simulation.Said) (wrong []string) {
	unless := func(right bool, what string) {
		if !right {
			wrong = append(wrong, what)
		}
	}
	if said.LookUp && w.kind == nil {
		unless(said.Verdict == w.verdict, "the verdict is "+said.Verdict.String()+", want "+w.verdict.String())
	} else {
		unless(said.Outcome == w.outcome || said.LookUp, "the outcome is "+said.Outcome.String()+", want "+w.outcome.String())
	}
	unless(w.advice == nil || said.Advice == *w.advice, "the advice is "+said.Advice.String())
	for op, n := range w.sends {
		unless(said.Sends[op] == n, fmt.Sprintf("%s arrived %d times", op, said.Sends[op]))
	}
	unless(w.evidence == 0 || said.Evidence == w.evidence, "the evidence is otherwise")
	if w.kind == nil {
		unless(said.Err == nil, "there is an error")
		return wrong
	}
	e, ok := errors.AsType[*paygates.Error](said.Err)
	if !ok {
		return append(wrong, "there is no error of the SDK's")
	}
	unless(errors.Is(e, w.kind), "the error is another: "+e.Error())
	unless(w.cause == nil || errors.Is(e, w.cause), "the cause is another")
	unless(w.never == nil || !errors.Is(e, w.never), "the error is also what it must not be")
	unless(e.HTTPStatus == w.status, "the status is "+http.StatusText(e.HTTPStatus))
	unless(e.Attempts == w.attempts, "the attempts are otherwise")
	unless(e.RetryAfter == w.retryAfter, "it asks to wait for "+e.RetryAfter.String())
	for _, field := range w.fields {
		unless(slices.ContainsFunc(e.Fields, func(f paygates.FieldError) bool { return f.Field == field }), "nothing is said of "+field)
	}
	return wrong
}

// by is a fault of the table, with its particulars.
func by(name string, particulars simulation.Fault) func(*testing.T) simulation.Fault {
	return func(t *testing.T) simulation.Fault {
		f := particulars
		f.Row = faultOf(t, name)
		f.Times, f.Final = max(f.Times, 1), f.Final || f.Row.Final
		return f
	}
}

// oddly gives odd answers, one after the other.
func oddly(odds ...simulation.Odd) func(*testing.T) simulation.Fault {
	return func(*testing.T) simulation.Fault {
		var first *simulation.Odd
		for _, o := range slices.Backward(odds) {
			o.Then = first
			first = &o
		}
		return simulation.Fault{Row: simulation.OddAnswer, Times: 1, Odd: first, Final: true}
	}
}

// The outcomes and the advice that most rows want.
const (
	unknown, undone, done = paygates.OutcomeUnknown, paygates.OutcomeNotExecuted, paygates.OutcomeExecuted
)

var creates, reads, both = []string{"create"}, []string{"read"}, []string{"create", "read"}

// callersTrials are the caller's own doing.
func callersTrials(g *simulation.Gateway) []trial {
	resend, fix := new(paygates.AdviceResend), new(paygates.AdviceFixRequest)
	nothing := map[string]int{g.Calls[simulation.Create]: 0, g.Calls[simulation.Read]: 0}
	rows := []trial{
		{name: "given up before", in: both, fault: by("given up before", simulation.Fault{}),
			want: expected{outcome: undone, kind: paygates.ErrUnavailable, cause: context.Canceled, advice: resend, sends: nothing}},
		{name: "no request id", in: both, fault: by("request id of a kind that is refused", simulation.Fault{}),
			want: expected{outcome: undone, kind: paygates.ErrInvalidRequest, advice: fix, sends: nothing, fields: []string{"WithRequestID"}}},
		{name: "the hook refuses", in: creates, fault: by("hook refuses", simulation.Fault{}),
			want: expected{outcome: undone, kind: paygates.ErrUnavailable, advice: resend, sends: nothing, fields: []string{"WithBeforeSend"}}},
		{name: "given up in the hook", in: creates, fault: by("given up in the hook", simulation.Fault{}),
			want: expected{outcome: undone, kind: paygates.ErrUnavailable, cause: context.Canceled, advice: resend, sends: nothing}},
	}
	for _, bad := range []struct {
		what, field string
		in          []string
		spoils      func(*simulation.Action)
	}{
		{"a reference that look-ups misread", "Reference", creates, func(a *simulation.Action) { a.Reference = "-1,2" }},
		{"no amount", "Amount", creates, func(a *simulation.Action) { a.Amount = money.Amount{} }},
		{"an amount below 0", "Amount", creates, func(a *simulation.Action) { a.Amount = a.Amount.Neg() }},
		{"an amount without a currency", "Amount", creates, func(a *simulation.Action) { a.Amount, _ = money.ParseExact("10", money.Currency{}) }},
		{"an id that leads elsewhere", "", reads, func(a *simulation.Action) { a.ID = "../" + a.ID }},
		{"no id", "", reads, func(a *simulation.Action) { a.ID = "" }},
	} {
		if g.ByReference && bad.what == "an id that leads elsewhere" || g.Nameless && bad.field == "Reference" {
			continue // it does not go into a path, or there is none
		}
		want := expected{outcome: undone, kind: paygates.ErrInvalidRequest, advice: fix, sends: nothing}
		if bad.field != "" {
			want.fields = []string{bad.field}
		}
		rows = append(rows, trial{name: bad.what, in: bad.in, spoils: bad.spoils, want: want})
	}
	return rows
}

// waitingTrials are about what is sent again, and when.
func waitingTrials(g *simulation.Gateway) []trial {
	create, read := g.Calls[simulation.Create], g.Calls[simulation.Read]
	times := func(op string, n int) map[string]int { return map[string]int{op: n} }
	resend, lookUp := new(paygates.AdviceResend), new(paygates.AdviceLookUp)
	const year = 365 * 24 * time.Hour
	nothing := map[string]int{create: 0, read: 0}
	refused := func(attempts int) expected {
		return expected{outcome: undone, kind: paygates.ErrUnavailable, cause: faults.ErrRefused, never: context.DeadlineExceeded,
			advice: resend, attempts: attempts, sends: nothing}
	}
	rows := []trial{
		{name: "nobody is there", in: both, fault: by("refused dial", simulation.Fault{Times: 3}), want: refused(3)},
		{name: "somebody comes", in: creates, fault: by("refused dial", simulation.Fault{Times: 2}),
			want: expected{outcome: done, sends: times(create, 1)}},
		{name: "a deadline that is too near", in: both, fault: by("given up while waiting", simulation.Fault{Times: 3, After: 100 * time.Microsecond}),
			want: refused(1)},
		{name: "given up while waiting", in: both, fault: by("given up while waiting", simulation.Fault{Times: 3, After: 100 * time.Microsecond, Byte: 1}),
			want: expected{outcome: undone, kind: paygates.ErrUnavailable, cause: context.Canceled, advice: resend, attempts: 1, sends: nothing}},
		{name: "no answer twice", in: reads, fault: by("reset before the answer", simulation.Fault{Times: 2}),
			want: expected{outcome: done, sends: times(read, 3)}},
		{name: "no answer", in: reads, fault: by("reset before the answer", simulation.Fault{Times: 3}),
			want: expected{outcome: undone, kind: paygates.ErrUnavailable, advice: resend, attempts: 3, sends: times(read, 3)}},
		{name: "5xx twice", in: reads, fault: by("5xx", simulation.Fault{Times: 2, Status: 503}),
			want: expected{outcome: done, sends: times(read, 3)}},
		{name: "5xx", in: reads, fault: by("5xx", simulation.Fault{Times: 3, Status: 503}),
			want: expected{outcome: undone, kind: paygates.ErrUnavailable, advice: resend, status: 503, attempts: 3, sends: times(read, 3)}},
		{name: "5xx", in: creates, fault: by("5xx", simulation.Fault{Status: 503}),
			want: expected{outcome: unknown, kind: paygates.ErrUnavailable, advice: lookUp, status: 503, attempts: 1, sends: times(create, 1)}},
		{name: "too many requests", in: creates, fault: by("429", simulation.Fault{After: time.Second}),
			want: expected{outcome: unknown, kind: paygates.ErrRateLimited, advice: lookUp, status: 429, attempts: 1, retryAfter: time.Second, sends: times(create, 1)}},
		{name: "too many requests, thrice", in: reads, fault: by("429", simulation.Fault{Times: 3, After: 7 * time.Second}),
			want: expected{outcome: undone, kind: paygates.ErrRateLimited, advice: resend, status: 429, attempts: 3, retryAfter: 7 * time.Second, sends: times(read, 3)}},
	}
	// The checker knows to the nanosecond how long it has to take.
	for _, asked := range []struct {
		how string
		by  simulation.Fault
	}{
		{"in seconds", simulation.Fault{After: 7 * time.Second, Times: 2}}, {"by a date", simulation.Fault{After: 29 * time.Second, Byte: 1}},
		{"not at all", simulation.Fault{Times: 2}}, {"with a word", simulation.Fault{Byte: 2, Times: 2}},
		{"for less than nothing", simulation.Fault{Byte: 4, Times: 2}},
	} {
		rows = append(rows, trial{name: "asked to wait " + asked.how, in: reads, fault: by("429", asked.by),
			want: expected{outcome: done, sends: times(read, 1+max(asked.by.Times, 1))}})
	}
	for _, asked := range []struct {
		long time.Duration
		by   simulation.Fault
	}{
		{time.Minute, simulation.Fault{After: time.Minute, Final: true}}, {time.Hour, simulation.Fault{After: time.Hour, Byte: 2, Final: true}},
		{year, simulation.Fault{After: time.Hour, Byte: 10, Final: true}},
	} {
		rows = append(rows, trial{name: "asked to wait for " + asked.long.String(), in: reads, fault: by("429", asked.by), want: expected{
			outcome: undone, kind: paygates.ErrRateLimited, advice: resend, status: 429, attempts: 1, retryAfter: asked.long, sends: times(read, 1),
		}})
	}
	return rows
}

// large makes an answer larger than one object may be, and not than a page.
func large(a *simulation.Answer) { a.Body = append(a.Body, strings.Repeat(" ", 2<<20)...) }

// answerTrials are about whole answers that are not read.
func answerTrials(g *simulation.Gateway) []trial {
	create, read := g.Calls[simulation.Create], g.Calls[simulation.Read]
	return []trial{
		{name: "too much for an object", in: reads, fault: oddly(simulation.Odd{At: read, Alter: large}), want: expected{
			outcome: undone, kind: paygates.ErrUnexpectedReply, advice: new(paygates.AdviceResend), status: 200, attempts: 1, sends: map[string]int{read: 1},
		}},
		{name: "too much for an object", in: creates, fault: oddly(simulation.Odd{At: create, Alter: large}), want: expected{
			outcome: unknown, kind: paygates.ErrUnexpectedReply, advice: new(paygates.AdviceLookUp), status: createdWith(g), attempts: 1,
		}},
	}
}

// createdWith is the status that says that something was created.
func createdWith(g *simulation.Gateway) int {
	return map[string]int{"cibpay": 201, "bizon": 201, "cinetpay": 200, "corefy": 201, "circlepay": 200}[g.Name]
}

// finders are the look-ups by reference.
var finders = map[string]string{
	"cibpay": "Orders.List", "bizon": "Orders.List", "cinetpay": "Payments.Get", "corefy": "Invoices.FindByReference", "circlepay": "Payments.List",
}

// lookUpTrials are look-ups that fail.
func lookUpTrials(g *simulation.Gateway) []trial {
	finder := finders[g.Name]
	refuse := func(a *simulation.Answer) { a.Reply(http.StatusUnauthorized, `{}`) }
	rows := []trial{
		{name: "the look-up is refused", in: creates, looksUp: true,
			fault: oddly(simulation.Odd{At: finder, InPlace: true, Alter: refuse}),
			want:  expected{kind: paygates.ErrAuthentication, status: 401, attempts: 1, sends: map[string]int{finder: 1}}},
		{name: "the look-up fails", in: creates, looksUp: true, fault: by("5xx", simulation.Fault{Times: 3, Status: 502}),
			want: expected{kind: paygates.ErrUnavailable, status: 502, attempts: 3, sends: map[string]int{finder: 3}}},
	}
	return rows
}

// What CinetPay says of a login, and of a request that is wrong.
func saysCode(code string) func(*simulation.Answer) {
	return func(a *simulation.Answer) { a.Reply(http.StatusOK, `{"code":"`+code+`","message":"no","data":[]}`) }
}

// refusedWith is an answer of CinetPay's that nothing comes of.
func refusedWith(op, code string) simulation.Odd {
	return simulation.Odd{At: op, InPlace: true, Again: code == expiredToken, Alter: saysCode(code)}
}

const (
	addContacts, send, login = "Transfers.AddContacts", "Transfers.Send", "Transfers.login"
	expiredToken, wrongLogin = "705", "703"
	wrongParameter           = "704"
)

// ownTrials are those of one gateway alone.
var ownTrials = map[string][]trial{
	"cibpay": {
		{name: "executed twice", in: creates, looksUp: true, lost: by("gateway executes twice", simulation.Fault{}),
			want: expected{verdict: paygates.VerdictDuplicate, advice: new(paygates.AdviceAskHuman)}},
		{name: "executed", in: creates, looksUp: true, want: expected{verdict: paygates.VerdictExecuted, advice: new(paygates.AdviceNone)}},
		{name: "absent", in: []string{"create", "rebill", "pay out"}, looksUp: true, undone: true,
			want: expected{verdict: paygates.VerdictAbsent, advice: new(paygates.AdviceLookUp), evidence: 1}},
		{name: "absent for good", in: creates, looksUp: true, undone: true, late: true,
			want: expected{verdict: paygates.VerdictNotExecuted, advice: new(paygates.AdviceNewReference), evidence: 2}},
		{name: "absent for good", in: []string{"charge"}, looksUp: true, undone: true, late: true,
			want: expected{verdict: paygates.VerdictNotExecuted, advice: new(paygates.AdviceResend), evidence: 2}},
		{name: "absent, which proves nothing", in: []string{"rebill", "pay out"}, looksUp: true, undone: true, late: true,
			want: expected{verdict: paygates.VerdictAbsent, advice: new(paygates.AdviceAskHuman), evidence: 1}},
		{name: "the second look-up is refused", in: creates, looksUp: true, undone: true, late: true,
			fault: oddly(simulation.Odd{At: "Orders.List", Skips: 1, InPlace: true, Alter: func(a *simulation.Answer) { a.Reply(401, `{}`) }}),
			want:  expected{kind: paygates.ErrAuthentication, status: 401, attempts: 1}},
		{name: "absent, then there", in: creates, looksUp: true, late: true,
			fault: oddly(simulation.Odd{At: "Orders.List", Alter: func(a *simulation.Answer) { a.Set("orders", `[]`) }}),
			want:  expected{verdict: paygates.VerdictExecuted, advice: new(paygates.AdviceNone)}},
		{name: "another amount", in: creates, looksUp: true, fault: oddly(otherAmount),
			want: expected{verdict: paygates.VerdictConflict, advice: new(paygates.AdviceAskHuman)}},
		{name: "another amount, once of two", in: creates, looksUp: true, lost: by("gateway executes twice", simulation.Fault{}), fault: oddly(otherAmount),
			want: expected{verdict: paygates.VerdictConflict, advice: new(paygates.AdviceAskHuman)}},
		{name: "no reference", in: creates, looksUp: true, fault: oddly(noReference),
			want: expected{verdict: paygates.VerdictUnknown, advice: new(paygates.AdviceLookUp)}},
		{name: "no reference", in: creates, looksUp: true, late: true, fault: oddly(noReference),
			want: expected{verdict: paygates.VerdictUnknown, advice: new(paygates.AdviceAskHuman)}},
		{name: "no reference, once of two", in: creates, looksUp: true, lost: by("gateway executes twice", simulation.Fault{}), fault: oddly(noReference),
			want: expected{verdict: paygates.VerdictUnknown, advice: new(paygates.AdviceLookUp)}},
		{name: "a list that is no list", in: creates, looksUp: true, undone: true,
			fault: oddly(simulation.Odd{At: "Orders.List", Alter: func(a *simulation.Answer) { a.Reply(200, `{"orders":[{}]}`) }}),
			want:  expected{verdict: paygates.VerdictUnknown, advice: new(paygates.AdviceLookUp)}},
	},
	"bizon": {
		{name: "declined", in: []string{"pay by card, declined"}, looksUp: true,
			want: expected{verdict: paygates.VerdictNotExecuted, advice: new(paygates.AdviceNewReference), evidence: 2}},
		{name: "cut at its end", in: []string{"list"}, fault: oddly(simulation.Odd{At: "Operations.List", Cuts: 2}), want: expected{
			outcome: undone, kind: paygates.ErrUnavailable, advice: new(paygates.AdviceResend), status: 200, attempts: 1,
			sends: map[string]int{"Operations.List": 1},
		}},
	},
	"cinetpay": {
		{name: "a token that expired", in: []string{"pay out"}, fault: oddly(refusedWith(send, expiredToken)),
			want: expected{outcome: done, sends: map[string]int{send: 2, login: 1}}},
		{name: "a token that expired", in: []string{"add receiver"}, fault: oddly(refusedWith(addContacts, expiredToken)),
			want: expected{outcome: done, sends: map[string]int{addContacts: 2, login: 1}}},
		{name: "two tokens that expired", in: []string{"pay out"}, fault: oddly(refusedWith(send, expiredToken), refusedWith(send, expiredToken)), want: expected{
			outcome: undone, kind: paygates.ErrAuthentication, advice: new(paygates.AdviceFixRequest), status: 200, attempts: 2,
			sends: map[string]int{send: 2, login: 1},
		}},
		{name: "no new token", in: []string{"pay out"}, fault: oddly(refusedWith(send, expiredToken), refusedWith(login, wrongLogin)), want: expected{
			outcome: undone, kind: paygates.ErrAuthentication, status: 200, attempts: 1, sends: map[string]int{send: 1, login: 1},
		}},
		{name: "a new token, and no answer", in: []string{"pay out"}, fault: oddly(refusedWith(send, expiredToken), simulation.Odd{At: send, Breaks: true}), want: expected{
			outcome: unknown, kind: paygates.ErrUnavailable, advice: new(paygates.AdviceLookUp), attempts: 2, sends: map[string]int{send: 2, login: 1},
		}},
		{name: "no answer, then done", in: []string{"add receiver"}, fault: oddly(simulation.Odd{At: addContacts, Breaks: true}),
			want: expected{outcome: done, sends: map[string]int{addContacts: 2}}},
		{name: "no answer, then refused", in: []string{"add receiver"},
			fault: oddly(simulation.Odd{At: addContacts, Breaks: true, InPlace: true}, refusedWith(addContacts, wrongParameter)), want: expected{
				outcome: unknown, kind: paygates.ErrInvalidRequest, advice: new(paygates.AdviceLookUp), status: 200, attempts: 2, sends: map[string]int{addContacts: 2},
			}},
		{name: "no answer twice, then refused", in: []string{"add receiver"},
			fault: oddly(simulation.Odd{At: addContacts, Breaks: true}, simulation.Odd{At: addContacts, Breaks: true}, refusedWith(addContacts, wrongParameter)), want: expected{
				outcome: unknown, kind: paygates.ErrInvalidRequest, advice: new(paygates.AdviceLookUp), status: 200, attempts: 3, sends: map[string]int{addContacts: 3},
			}},
		{name: "no answer, then an expired token", in: []string{"add receiver"},
			fault: oddly(simulation.Odd{At: addContacts, Breaks: true}, refusedWith(addContacts, expiredToken)), want: expected{
				outcome: unknown, kind: paygates.ErrAuthentication, advice: new(paygates.AdviceLookUp), status: 200, attempts: 2,
				sends: map[string]int{addContacts: 2, login: 0},
			}},
		{name: "a token that expired", in: []string{"read payout"}, fault: oddly(refusedWith("Transfers.Get", expiredToken)),
			want: expected{outcome: done, sends: map[string]int{"Transfers.Get": 2, login: 1}}},
	},
	"circlepay": {
		{name: "no answer, then gone", in: []string{"delete an invoice"}, fault: oddly(simulation.Odd{At: "Invoices.Delete", Breaks: true}), want: expected{
			outcome: unknown, kind: paygates.ErrNotFound, advice: new(paygates.AdviceLookUp), status: 400, attempts: 2,
			sends: map[string]int{"Invoices.Delete": 2},
		}},
		{name: "no answer, then gone", in: []string{"deactivate a link"}, fault: oddly(simulation.Odd{At: "PaymentLinks.Deactivate", Breaks: true}), want: expected{
			outcome: unknown, kind: paygates.ErrNotFound, advice: new(paygates.AdviceLookUp), status: 400, attempts: 2,
			sends: map[string]int{"PaymentLinks.Deactivate": 2},
		}},
	},
	"corefy": {
		{name: "too much for an object, not for a page", in: []string{"list"}, fault: oddly(simulation.Odd{At: "Invoices.FindByReference", Alter: large}),
			want: expected{outcome: done}},
	},
}

// What is odd about an order that is looked up.
var (
	otherAmount = simulation.Odd{At: "Orders.Get", Alter: func(a *simulation.Answer) { a.Set("orders.0.amount", `"11.00"`) }}
	noReference = simulation.Odd{At: "Orders.Get", Alter: func(a *simulation.Answer) { a.Drop("orders.0.merchant_order_id") }}
)
