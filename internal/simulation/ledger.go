package simulation

import (
	"slices"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/money"
)

// totals is what a ledger says of one object. An amount that has not moved is
// not set.
type totals struct {
	amount, held, taken, released, back, out money.Amount
}

// totalsOf adds up the entries of one object, those before the entry numbered
// until alone.
func totalsOf(ledger []Entry, id string, until int) totals {
	var t totals
	for _, e := range ledger[:until] {
		if e.ObjectID != id {
			continue
		}
		switch e.Moves {
		case paygates.MovesNothing:
			t.amount = e.Amount
		case paygates.MovesHold:
			t.held = plus(t.held, e.Amount)
		case paygates.MovesIn:
			t.taken = plus(t.taken, e.Amount)
		case paygates.MovesRelease:
			t.released = plus(t.released, e.Amount)
		case paygates.MovesBack:
			t.back = plus(t.back, e.Amount)
		case paygates.MovesOut:
			t.out = plus(t.out, e.Amount)
		}
	}
	return t
}

// sums is a ledger with one entry for all that has come in on an object, and one
// for all that has gone back, as old as the object.
func sums(ledger []Entry) []Entry {
	var out []Entry
	for _, e := range ledger {
		if e.Moves != paygates.MovesNothing {
			continue
		}
		t := totalsOf(ledger, e.ObjectID, len(ledger))
		if t.taken.IsSet() {
			out = append(out, Entry{At: e.At, ObjectID: e.ObjectID, Moves: paygates.MovesIn, Amount: t.taken})
		}
		if t.back.IsSet() {
			out = append(out, Entry{At: e.At, ObjectID: e.ObjectID, Moves: paygates.MovesBack, Amount: t.back})
		}
	}
	return out
}

// plus adds, where an amount that is not set counts as none.
func plus(a, b money.Amount) money.Amount {
	if !a.IsSet() {
		return b
	}
	if !b.IsSet() {
		return a
	}
	sum, err := a.Add(b)
	if err != nil {
		panic(err) // one gateway has one currency, and its schedules small amounts
	}
	return sum
}

func minus(a, b money.Amount) money.Amount { return plus(a, b.Neg()) }

// shows compares an amount that an answer shows with one of the ledger, where
// one that is not set is 0. An answer need not state the currency.
func shows(shown, real money.Amount) bool {
	if shown.Currency().IsZero() || !real.IsSet() {
		return shown.Decimal().Equal(real.Decimal())
	}
	return shown.Equal(real)
}

// state is how an object with these totals has to be read.
func (t totals) state() paygates.State {
	switch {
	case t.out.IsPositive():
		return paygates.StatePaidOut
	case t.back.IsPositive() && t.back.Equal(t.taken):
		return paygates.StateRefunded
	case t.back.IsPositive():
		return paygates.StatePartlyRefunded
	case t.taken.IsPositive() && !minus(t.taken, t.amount).IsNegative(): // a fee may be on top
		return paygates.StatePaid
	case t.taken.IsPositive():
		return paygates.StatePartlyPaid
	case t.released.IsPositive():
		return paygates.StateCanceled
	case t.held.IsPositive():
		return paygates.StateAuthorized
	}
	return paygates.StatePending // or failed: the ledger does not tell
}

// effect is one entry that an action has to leave behind.
type effect struct {
	moves  paygates.Movement
	amount money.Amount
}

// wanted lists what an action leaves behind where the object stood at t: one of
// the alternatives, whole and in order.
func wanted(a Action, t totals) [][]effect {
	amount := func(whole money.Amount) money.Amount {
		if a.Amount.IsSet() {
			return a.Amount
		}
		return whole
	}
	made := effect{paygates.MovesNothing, a.Amount}
	switch a.Deed {
	case Create, CreatePublicly, CreateBill, CreateInvoice, PayInvoice, CreateLink, PayLink:
		return [][]effect{{made}}
	case PayByCard, PayByToken:
		return [][]effect{append([]effect{made}, paid(a, a.Amount)...), {made}} // or the payer has to act first
	case Rebill:
		return [][]effect{append([]effect{made}, paid(a, a.Amount)...)}
	case PayOut, PayOutLinked:
		return [][]effect{{made, {paygates.MovesOut, a.Amount}}, {made}} // or it is under way
	case Complete, Complete3DS2, Resume:
		return [][]effect{paid(a, t.amount)}
	case Charge:
		return [][]effect{{{paygates.MovesIn, amount(t.held)}}}
	case Refund:
		return [][]effect{{{paygates.MovesBack, amount(minus(t.taken, t.back))}}}
	case Reverse:
		return [][]effect{{{paygates.MovesRelease, t.held}}}
	case DeleteInvoice, DeactivateLink:
		return [][]effect{{{paygates.MovesRelease, t.amount}}}
	case Cancel:
		return [][]effect{{{paygates.MovesRelease, t.held}}, {{paygates.MovesBack, amount(minus(t.taken, t.back))}}}
	}
	return nil
}

// paid is what a payment leaves behind: a hold, and with auto-charge its charge.
func paid(a Action, amount money.Amount) []effect {
	if a.AutoCharge {
		return []effect{{paygates.MovesHold, amount}, {paygates.MovesIn, amount}}
	}
	return []effect{{paygates.MovesHold, amount}}
}

// doings are a call's own entries of a ledger.
type doings struct {
	entries []Entry
	first   int // index of the first in the ledger
}

// doingsOf finds what the requests of a call did.
func doingsOf(ledger []Entry, requestIDs []string) doings {
	var d doings
	for i, e := range ledger {
		if e.RequestID == "" || !slices.Contains(requestIDs, e.RequestID) {
			continue
		}
		if len(d.entries) == 0 {
			d.first = i
		}
		d.entries = append(d.entries, e)
	}
	return d
}

// acted says that the call took effect: an object without a movement is one
// only if it waited for its payer; else it is a refused one.
func (d doings) acted() bool {
	return slices.ContainsFunc(d.entries, func(e Entry) bool { return e.Waited || e.Moves != paygates.MovesNothing })
}

// moved says that money has moved.
func (d doings) moved() bool {
	return slices.ContainsFunc(d.entries, func(e Entry) bool { return e.Moves != paygates.MovesNothing })
}

// objectID is the object that the call made or changed.
func (d doings) objectID() string {
	if len(d.entries) == 0 {
		return ""
	}
	return d.entries[0].ObjectID
}

// objects counts the objects that were made and are not refused ones.
func (d doings) objects() int {
	live := map[string]bool{}
	for _, e := range d.entries {
		if e.Waited || e.Moves != paygates.MovesNothing {
			live[e.ObjectID] = true
		}
	}
	return len(live)
}

// madeObject says that one of the entries is on that object.
func (d doings) madeObject(id string) bool {
	return slices.ContainsFunc(d.entries, func(e Entry) bool { return e.ObjectID == id })
}

// flaw compares a call that took effect with what was asked. An empty kind
// means that it did exactly that.
func (d doings) flaw(a Action, ledger []Entry) FindingKind {
	alternatives := wanted(a, totalsOf(ledger, d.objectID(), d.first))
	for _, w := range alternatives {
		if d.is(w) && d.belongsTo(a) {
			return ""
		}
	}
	for _, w := range alternatives {
		if last := w[len(w)-1]; d.count(last.moves) > 1 {
			return Doubled
		}
	}
	return Wrong
}

func (d doings) is(w []effect) bool {
	return slices.EqualFunc(d.entries, w, func(e Entry, m effect) bool { return e.Moves == m.moves && e.Amount.Equal(m.amount) })
}

func (d doings) belongsTo(a Action) bool {
	return !slices.ContainsFunc(d.entries, func(e Entry) bool {
		if a.Deed.is(makes) {
			return e.ObjectID != d.objectID() || e.Reference != a.Reference || e.ParentID != a.ID
		}
		return e.ObjectID != a.ID
	})
}

func (d doings) count(m paygates.Movement) int {
	n := 0
	for _, e := range d.entries {
		if e.Moves == m {
			n++
		}
	}
	return n
}
