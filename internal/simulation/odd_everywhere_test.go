package simulation_test

import (
	"context"
	"net/http"
	"slices"
	"strings"
	"time"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/internal/faults"
	"github.com/paygates/paygates-go/internal/simulation"
	"github.com/paygates/paygates-go/money"
)

// trialsOf are the trials of a gateway: those of all, and its own.
func trialsOf(g *simulation.Gateway) []trial {
	return slices.Concat(callersTrials(g), waitingTrials(g), answerTrials(g), lookUpTrials(g), ownTrials[g.Name])
}

// The outcomes and the advice that most rows want.
const (
	endsUnknown, endsUndone, endsDone = paygates.OutcomeUnknown, paygates.OutcomeNotExecuted, paygates.OutcomeExecuted
)

var atCreate, atRead, atBoth = []string{"create"}, []string{"read"}, []string{"create", "read"}

// callersTrials are the caller's own doing.
func callersTrials(g *simulation.Gateway) []trial {
	resend, fix := new(paygates.AdviceResend), new(paygates.AdviceFixRequest)
	nothing := map[string]int{g.Calls[simulation.Create]: 0, g.Calls[simulation.Read]: 0}
	rows := []trial{
		{name: "given up before", in: atBoth, fault: struckBy("given up before", simulation.Fault{}),
			want: expected{outcome: endsUndone, kind: paygates.ErrUnavailable, cause: context.Canceled, advice: resend, sends: nothing}},
		{name: "no request id", in: atBoth, fault: struckBy("request id of a kind that is refused", simulation.Fault{}),
			want: expected{outcome: endsUndone, kind: paygates.ErrInvalidRequest, advice: fix, sends: nothing, fields: []string{"WithRequestID"}}},
		{name: "the hook refuses", in: atCreate, fault: struckBy("hook refuses", simulation.Fault{}),
			want: expected{outcome: endsUndone, kind: paygates.ErrUnavailable, advice: resend, sends: nothing, fields: []string{"WithBeforeSend"}}},
		{name: "given up in the hook", in: atCreate, fault: struckBy("given up in the hook", simulation.Fault{}),
			want: expected{outcome: endsUndone, kind: paygates.ErrUnavailable, cause: context.Canceled, advice: resend, sends: nothing}},
	}
	for _, bad := range []struct {
		what, field string
		in          []string
		spoils      func(*simulation.Action)
	}{
		{"a reference that look-ups misread", "Reference", atCreate, func(a *simulation.Action) { a.Reference = "-1,2" }},
		{"no amount", "Amount", atCreate, func(a *simulation.Action) { a.Amount = money.Amount{} }},
		{"an amount below 0", "Amount", atCreate, func(a *simulation.Action) { a.Amount = a.Amount.Neg() }},
		{"an amount without a currency", "Amount", atCreate, func(a *simulation.Action) { a.Amount, _ = money.ParseExact("10", money.Currency{}) }},
		{"an id that leads elsewhere", "", atRead, func(a *simulation.Action) { a.ID = "../" + a.ID }},
		{"no id", "", atRead, func(a *simulation.Action) { a.ID = "" }},
	} {
		if g.ByReference && bad.what == "an id that leads elsewhere" || g.Nameless && bad.field == "Reference" {
			continue // it does not go into a path, or there is none
		}
		want := expected{outcome: endsUndone, kind: paygates.ErrInvalidRequest, advice: fix, sends: nothing}
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
		return expected{outcome: endsUndone, kind: paygates.ErrUnavailable, cause: faults.ErrRefused, never: context.DeadlineExceeded,
			advice: resend, attempts: attempts, sends: nothing}
	}
	rows := []trial{
		{name: "nobody is there", in: atBoth, fault: struckBy("refused dial", simulation.Fault{Times: 3}), want: refused(3)},
		{name: "somebody comes", in: atCreate, fault: struckBy("refused dial", simulation.Fault{Times: 2}),
			want: expected{outcome: endsDone, sends: times(create, 1)}},
		{name: "a deadline that is too near", in: atBoth, fault: struckBy("given up while waiting", simulation.Fault{Times: 3, After: 100 * time.Microsecond}),
			want: refused(1)},
		{name: "given up while waiting", in: atBoth, fault: struckBy("given up while waiting", simulation.Fault{Times: 3, After: 100 * time.Microsecond, Byte: 1}),
			want: expected{outcome: endsUndone, kind: paygates.ErrUnavailable, cause: context.Canceled, advice: resend, attempts: 1, sends: nothing}},
		{name: "no answer twice", in: atRead, fault: struckBy("reset before the answer", simulation.Fault{Times: 2}),
			want: expected{outcome: endsDone, sends: times(read, 3)}},
		{name: "no answer", in: atRead, fault: struckBy("reset before the answer", simulation.Fault{Times: 3}),
			want: expected{outcome: endsUndone, kind: paygates.ErrUnavailable, advice: resend, attempts: 3, sends: times(read, 3)}},
		{name: "5xx twice", in: atRead, fault: struckBy("5xx", simulation.Fault{Times: 2, Status: 503}),
			want: expected{outcome: endsDone, sends: times(read, 3)}},
		{name: "5xx", in: atRead, fault: struckBy("5xx", simulation.Fault{Times: 3, Status: 503}),
			want: expected{outcome: endsUndone, kind: paygates.ErrUnavailable, advice: resend, status: 503, attempts: 3, sends: times(read, 3)}},
		{name: "5xx", in: atCreate, fault: struckBy("5xx", simulation.Fault{Status: 503}),
			want: expected{outcome: endsUnknown, kind: paygates.ErrUnavailable, advice: lookUp, status: 503, attempts: 1, sends: times(create, 1)}},
		{name: "too many requests", in: atCreate, fault: struckBy("429", simulation.Fault{After: time.Second}),
			want: expected{outcome: endsUnknown, kind: paygates.ErrRateLimited, advice: lookUp, status: 429, attempts: 1, retryAfter: time.Second, sends: times(create, 1)}},
		{name: "too many requests, thrice", in: atRead, fault: struckBy("429", simulation.Fault{Times: 3, After: 7 * time.Second}),
			want: expected{outcome: endsUndone, kind: paygates.ErrRateLimited, advice: resend, status: 429, attempts: 3, retryAfter: 7 * time.Second, sends: times(read, 3)}},
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
		rows = append(rows, trial{name: "asked to wait " + asked.how, in: atRead, fault: struckBy("429", asked.by),
			want: expected{outcome: endsDone, sends: times(read, 1+max(asked.by.Times, 1))}})
	}
	for _, asked := range []struct {
		long time.Duration
		by   simulation.Fault
	}{
		{time.Minute, simulation.Fault{After: time.Minute, Final: true}}, {time.Hour, simulation.Fault{After: time.Hour, Byte: 2, Final: true}},
		{year, simulation.Fault{After: time.Hour, Byte: 10, Final: true}},
	} {
		rows = append(rows, trial{name: "asked to wait for " + asked.long.String(), in: atRead, fault: struckBy("429", asked.by), want: expected{
			outcome: endsUndone, kind: paygates.ErrRateLimited, advice: resend, status: 429, attempts: 1, retryAfter: asked.long, sends: times(read, 1),
		}})
	}
	return rows
}

// padded makes an answer larger than one object may be, and not than a page.
func padded(a *simulation.Answer) { a.Body = append(a.Body, strings.Repeat(" ", 2<<20)...) }

// answerTrials are about whole answers that are not read.
func answerTrials(g *simulation.Gateway) []trial {
	create, read := g.Calls[simulation.Create], g.Calls[simulation.Read]
	return []trial{
		{name: "too much for an object", in: atRead, fault: answeredOddly(simulation.Odd{At: read, Alter: padded}), want: expected{
			outcome: endsUndone, kind: paygates.ErrUnexpectedReply, advice: new(paygates.AdviceResend), status: 200, attempts: 1, sends: map[string]int{read: 1},
		}},
		{name: "too much for an object", in: atCreate, fault: answeredOddly(simulation.Odd{At: create, Alter: padded}), want: expected{
			outcome: endsUnknown, kind: paygates.ErrUnexpectedReply, advice: new(paygates.AdviceLookUp), status: createdWith(g), attempts: 1,
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
		{name: "the look-up is refused", in: atCreate, looksUp: true,
			fault: answeredOddly(simulation.Odd{At: finder, InPlace: true, Alter: refuse}),
			want:  expected{kind: paygates.ErrAuthentication, status: 401, attempts: 1, sends: map[string]int{finder: 1}}},
		{name: "the look-up fails", in: atCreate, looksUp: true, fault: struckBy("5xx", simulation.Fault{Times: 3, Status: 502}),
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
	addContacts, sendMoney, logIn = "Transfers.AddContacts", "Transfers.Send", "Transfers.login"
	expiredToken, wrongLogin      = "705", "703"
	wrongParameter                = "704"
)

// ownTrials are those of one gateway alone.
var ownTrials = map[string][]trial{
	"cibpay": {
		{name: "executed twice", in: atCreate, looksUp: true, lost: struckBy("gateway executes twice", simulation.Fault{}),
			want: expected{verdict: paygates.VerdictDuplicate, advice: new(paygates.AdviceAskHuman)}},
		{name: "executed", in: atCreate, looksUp: true, want: expected{verdict: paygates.VerdictExecuted, advice: new(paygates.AdviceNone)}},
		{name: "absent", in: []string{"create", "rebill", "pay out"}, looksUp: true, undone: true,
			want: expected{verdict: paygates.VerdictAbsent, advice: new(paygates.AdviceLookUp), evidence: 1}},
		{name: "absent for good", in: atCreate, looksUp: true, undone: true, late: true,
			want: expected{verdict: paygates.VerdictNotExecuted, advice: new(paygates.AdviceNewReference), evidence: 2}},
		{name: "absent for good", in: []string{"charge"}, looksUp: true, undone: true, late: true,
			want: expected{verdict: paygates.VerdictNotExecuted, advice: new(paygates.AdviceResend), evidence: 2}},
		{name: "absent, which proves nothing", in: []string{"rebill", "pay out"}, looksUp: true, undone: true, late: true,
			want: expected{verdict: paygates.VerdictAbsent, advice: new(paygates.AdviceAskHuman), evidence: 1}},
		{name: "the second look-up is refused", in: atCreate, looksUp: true, undone: true, late: true,
			fault: answeredOddly(simulation.Odd{At: "Orders.List", Skips: 1, InPlace: true, Alter: func(a *simulation.Answer) { a.Reply(401, `{}`) }}),
			want:  expected{kind: paygates.ErrAuthentication, status: 401, attempts: 1}},
		{name: "absent, then there", in: atCreate, looksUp: true, late: true,
			fault: answeredOddly(simulation.Odd{At: "Orders.List", Alter: func(a *simulation.Answer) { a.Set("orders", `[]`) }}),
			want:  expected{verdict: paygates.VerdictExecuted, advice: new(paygates.AdviceNone)}},
		{name: "another amount", in: atCreate, looksUp: true, fault: answeredOddly(lookedUpAmount),
			want: expected{verdict: paygates.VerdictConflict, advice: new(paygates.AdviceAskHuman)}},
		{name: "another amount, once of two", in: atCreate, looksUp: true, lost: struckBy("gateway executes twice", simulation.Fault{}), fault: answeredOddly(lookedUpAmount),
			want: expected{verdict: paygates.VerdictConflict, advice: new(paygates.AdviceAskHuman)}},
		{name: "no reference", in: atCreate, looksUp: true, fault: answeredOddly(lookedUpBare),
			want: expected{verdict: paygates.VerdictUnknown, advice: new(paygates.AdviceLookUp)}},
		{name: "no reference", in: atCreate, looksUp: true, late: true, fault: answeredOddly(lookedUpBare),
			want: expected{verdict: paygates.VerdictUnknown, advice: new(paygates.AdviceAskHuman)}},
		{name: "no reference, once of two", in: atCreate, looksUp: true, lost: struckBy("gateway executes twice", simulation.Fault{}), fault: answeredOddly(lookedUpBare),
			want: expected{verdict: paygates.VerdictUnknown, advice: new(paygates.AdviceLookUp)}},
		{name: "a list that is no list", in: atCreate, looksUp: true, undone: true,
			fault: answeredOddly(simulation.Odd{At: "Orders.List", Alter: func(a *simulation.Answer) { a.Reply(200, `{"orders":[{}]}`) }}),
			want:  expected{verdict: paygates.VerdictUnknown, advice: new(paygates.AdviceLookUp)}},
	},
	"bizon": {
		{name: "declined", in: []string{"pay by card, declined"}, looksUp: true,
			want: expected{verdict: paygates.VerdictNotExecuted, advice: new(paygates.AdviceNewReference), evidence: 2}},
		{name: "cut at its end", in: []string{"list"}, fault: answeredOddly(simulation.Odd{At: "Operations.List", Cuts: 2}), want: expected{
			outcome: endsUndone, kind: paygates.ErrUnavailable, advice: new(paygates.AdviceResend), status: 200, attempts: 1,
			sends: map[string]int{"Operations.List": 1},
		}},
	},
	"cinetpay": {
		{name: "a token that expired", in: []string{"pay out"}, fault: answeredOddly(refusedWith(sendMoney, expiredToken)),
			want: expected{outcome: endsDone, sends: map[string]int{sendMoney: 2, logIn: 1}}},
		{name: "a token that expired", in: []string{"add receiver"}, fault: answeredOddly(refusedWith(addContacts, expiredToken)),
			want: expected{outcome: endsDone, sends: map[string]int{addContacts: 2, logIn: 1}}},
		{name: "two tokens that expired", in: []string{"pay out"}, fault: answeredOddly(refusedWith(sendMoney, expiredToken), refusedWith(sendMoney, expiredToken)), want: expected{
			outcome: endsUndone, kind: paygates.ErrAuthentication, advice: new(paygates.AdviceFixRequest), status: 200, attempts: 2,
			sends: map[string]int{sendMoney: 2, logIn: 1},
		}},
		{name: "no new token", in: []string{"pay out"}, fault: answeredOddly(refusedWith(sendMoney, expiredToken), refusedWith(logIn, wrongLogin)), want: expected{
			outcome: endsUndone, kind: paygates.ErrAuthentication, status: 200, attempts: 1, sends: map[string]int{sendMoney: 1, logIn: 1},
		}},
		{name: "a new token, and no answer", in: []string{"pay out"}, fault: answeredOddly(refusedWith(sendMoney, expiredToken), simulation.Odd{At: sendMoney, Breaks: true}), want: expected{
			outcome: endsUnknown, kind: paygates.ErrUnavailable, advice: new(paygates.AdviceLookUp), attempts: 2, sends: map[string]int{sendMoney: 2, logIn: 1},
		}},
		{name: "no answer, then done", in: []string{"add receiver"}, fault: answeredOddly(simulation.Odd{At: addContacts, Breaks: true}),
			want: expected{outcome: endsDone, sends: map[string]int{addContacts: 2}}},
		{name: "no answer, then refused", in: []string{"add receiver"},
			fault: answeredOddly(simulation.Odd{At: addContacts, Breaks: true, InPlace: true}, refusedWith(addContacts, wrongParameter)), want: expected{
				outcome: endsUnknown, kind: paygates.ErrInvalidRequest, advice: new(paygates.AdviceLookUp), status: 200, attempts: 2, sends: map[string]int{addContacts: 2},
			}},
		{name: "no answer twice, then refused", in: []string{"add receiver"},
			fault: answeredOddly(simulation.Odd{At: addContacts, Breaks: true}, simulation.Odd{At: addContacts, Breaks: true}, refusedWith(addContacts, wrongParameter)), want: expected{
				outcome: endsUnknown, kind: paygates.ErrInvalidRequest, advice: new(paygates.AdviceLookUp), status: 200, attempts: 3, sends: map[string]int{addContacts: 3},
			}},
		{name: "no answer, then an expired token", in: []string{"add receiver"},
			fault: answeredOddly(simulation.Odd{At: addContacts, Breaks: true}, refusedWith(addContacts, expiredToken)), want: expected{
				outcome: endsUnknown, kind: paygates.ErrAuthentication, advice: new(paygates.AdviceLookUp), status: 200, attempts: 2,
				sends: map[string]int{addContacts: 2, logIn: 0},
			}},
		{name: "a token that expired", in: []string{"read payout"}, fault: answeredOddly(refusedWith("Transfers.Get", expiredToken)),
			want: expected{outcome: endsDone, sends: map[string]int{"Transfers.Get": 2, logIn: 1}}},
	},
	"circlepay": {
		{name: "no answer, then gone", in: []string{"delete an invoice"}, fault: answeredOddly(simulation.Odd{At: "Invoices.Delete", Breaks: true}), want: expected{
			outcome: endsUnknown, kind: paygates.ErrNotFound, advice: new(paygates.AdviceLookUp), status: 400, attempts: 2,
			sends: map[string]int{"Invoices.Delete": 2},
		}},
		{name: "no answer, then gone", in: []string{"deactivate a link"}, fault: answeredOddly(simulation.Odd{At: "PaymentLinks.Deactivate", Breaks: true}), want: expected{
			outcome: endsUnknown, kind: paygates.ErrNotFound, advice: new(paygates.AdviceLookUp), status: 400, attempts: 2,
			sends: map[string]int{"PaymentLinks.Deactivate": 2},
		}},
	},
	"corefy": {
		{name: "too much for an object, not for a page", in: []string{"list"}, fault: answeredOddly(simulation.Odd{At: "Invoices.FindByReference", Alter: padded}),
			want: expected{outcome: endsDone}},
	},
}

// What is odd about an order that is looked up.
var (
	lookedUpAmount = simulation.Odd{At: "Orders.Get", Alter: func(a *simulation.Answer) { a.Set("orders.0.amount", `"11.00"`) }}
	lookedUpBare   = simulation.Odd{At: "Orders.Get", Alter: func(a *simulation.Answer) { a.Drop("orders.0.merchant_order_id") }}
)
