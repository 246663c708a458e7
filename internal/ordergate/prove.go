package ordergate

import (
	"slices"
	"strings"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/internal/transport"
	"github.com/paygates/paygates-go/money"
)

// asked is what a call asked for, to hold its answer against.
type asked struct {
	paygates.Intent
	// whole: no amount was given, everything was meant.
	whole bool
}

// judge reads a complete answer of a call that makes or changes one order. It
// returns the order where the answer proves that the call took effect.
func (e *Engine) judge(op *paygates.Operation, want asked, reply *transport.Reply) (*Order, *paygates.Error) {
	o, fault := e.weigh(op, want, reply)
	if fault != nil && doneBefore(op, reply) {
		fault.Kind, fault.Decline, fault.Outcome = paygates.ErrState, paygates.DeclineUnknown, paygates.OutcomeUnknown
		fault.WithAdvice(paygates.AdviceLookUp)
	}
	return o, fault
}

func (e *Engine) weigh(op *paygates.Operation, want asked, reply *transport.Reply) (*Order, *paygates.Error) {
	a, err := e.reader(currencyOf(want.Intent)).answer(reply.Body)
	if err != nil {
		return nil, unreadable(op, reply, err)
	}
	if !succeeded(reply.Status) {
		return nil, e.refusal(op, want, &a, reply)
	}
	if a.count != 1 || a.odd || a.bare && op.Name != opRefund || !a.wrapped && !e.dialect.GuideForm {
		return nil, unproven(&a)
	}
	o := a.order
	if fault := declinedOrder(op, want, o, &a); fault != nil {
		return nil, fault
	}
	if a.complains || o.complains() {
		return nil, unproven(&a)
	}
	for i := range op.Executed {
		p := &op.Executed[i]
		if e.mayBe(Form(p.Form), op, o, &a) && holds(op, p, want, o, &a) {
			o.Raw = paygates.NewRaw(reply.Body)
			return o, nil
		}
	}
	return nil, unproven(&a)
}

// currencyOf is the currency of an intent's amounts; the zero one where it
// states none.
func currencyOf(intent paygates.Intent) money.Currency {
	if intent.Amount.IsSet() {
		return intent.Amount.Currency()
	}
	return intent.Before.Currency()
}

// succeeded: any other 2xx is not documented for any call.
func succeeded(status int) bool { return status == 200 || status == 201 }

// makesOrder: the call makes a new order, rather than changing one.
func makesOrder(op *paygates.Operation) bool { return op.LookUp.By == ByReference }

// mayBe tells whether an answer to a call that makes or changes an order may
// belong to a family. The guide's is flat or bare, for a new order in the array
// orders, and has no totals.
func (e *Engine) mayBe(form Form, op *paygates.Operation, o *Order, a *answer) bool {
	switch form {
	case PlatformForm:
		return a.wrapped || e.dialect.GuideForm
	case GuideForm:
		totals := o.carries&(hasCharged|hasRefunded) != 0
		return e.dialect.GuideForm && !totals && (!a.wrapped || makesOrder(op))
	}
	return false
}

// declinedOrder is the error of a 200 that carries an order which was refused:
// nothing moved, and nothing it says differs from what was asked.
func declinedOrder(op *paygates.Operation, want asked, o *Order, a *answer) *paygates.Error {
	word := statusWord(o.Status)
	refusal, listed := op.Refusal(SignalStatus, word.Text)
	if !listed || !word.refuses() || o.ID == "" {
		return nil
	}
	if a.complaint.mixed || a.hasError || failed(a.resultCode) || !declines(op, a.complaint.code) || !declines(op, o.FailureType) {
		return nil
	}
	if !o.unpaid(op) || !agrees(op, want, o) {
		return nil
	}
	e := &paygates.Error{
		Kind: word.Kind, Outcome: paygates.OutcomeNotExecuted,
		Code: word.Text, Message: o.FailureMessage, ObjectID: o.ID, Decline: o.DeclineReason(),
	}
	return e.WithAdvice(refusal.Advice)
}

// declines: the failure type is absent, or a decline that the row lists.
func declines(op *paygates.Operation, code string) bool {
	if code == "" {
		return true
	}
	_, listed := op.Refusal(SignalFailureType, code)
	return listed && lookWord(SignalFailureType, code).Decline != ""
}

// unpaid: nothing in the order speaks against a refusal. Its status is a
// refusal or absent, its failure type is one that op lists or absent, no total
// is above zero, and no operation but failed ones could have moved money.
func (o *Order) unpaid(op *paygates.Operation) bool {
	if o.Status != "" && !statusWord(o.Status).refuses() {
		return false
	}
	if _, listed := op.Refusal(SignalFailureType, o.FailureType); o.FailureType != "" && !listed {
		return false
	}
	if o.errs || len(o.Transactions) > 0 || o.unreadable(fieldCharged) || o.unreadable(fieldRefunded) {
		return false
	}
	for _, total := range []money.Amount{o.Charged, o.Refunded} {
		if total.IsSet() && !total.IsZero() {
			return false
		}
	}
	return !slices.ContainsFunc(o.Operations, func(step Operation) bool {
		kind := strings.ToLower(step.Type)
		acts := slices.Contains(moneySteps, kind) || mayHold(op) && kind == "authorize" // the hold is what was asked for
		return acts && !sameWord(step.Status, "failure")
	})
}

// mayHold: the call asks for a hold, or for a new payment, which may be one.
func mayHold(op *paygates.Operation) bool {
	return op.Moves == paygates.MovesHold || op.Moves == paygates.MovesIn && makesOrder(op)
}

// moneySteps are the operations by which money moves, or a hold ends.
var moneySteps = []string{"charge", "credit", "refund", "reverse"}

// complains: the order itself says that something went wrong.
func (o *Order) complains() bool { return o.errs || o.FailureType != "" || o.FailureMessage != "" }

// agrees compares everything that an order carries, and that the row's proofs
// compare, with what was asked.
func agrees(op *paygates.Operation, want asked, o *Order) bool {
	for i := range op.Executed {
		p := &op.Executed[i]
		for _, field := range p.Equal {
			if !equal(field, want, o) {
				return false
			}
		}
		if p.NewID && o.ID == want.TargetID {
			return false
		}
	}
	return true
}

// holds says whether the answer satisfies a proof.
func holds(op *paygates.Operation, p *paygates.Proof, want asked, o *Order, a *answer) bool {
	absent := func(field string) bool { return !o.carries.has(field) }
	switch {
	case failed(a.resultCode), slices.ContainsFunc(p.Must, absent), !allOf(p.MustNot, absent):
		return false
	case !allOf(p.Equal, func(field string) bool { return equal(field, want, o) }), p.NewID && o.ID == want.TargetID:
		return false
	case len(p.Words) > 0 && !slices.ContainsFunc(p.Words, func(w string) bool { return sameWord(w, o.Status) }):
		return false
	case !allOf(p.Zero, o.zero), op.Safety != paygates.Read && !bears(op, want, o):
		return false
	}
	return p.Moved == "" || moved(p.Moved, want, o)
}

// bears says whether everything else in an order allows that op took effect:
// its totals, its operations, its transactions and its failure.
func bears(op *paygates.Operation, want asked, o *Order) bool {
	word := statusWord(o.Status)
	if o.errs || o.FailureType == "error" || op.Moves != paygates.MovesNothing && (word.refuses() || word.Text == "error") {
		return false
	}
	if o.Charged.IsSet() && (o.Refunded.IsPositive() && !atMost(o.Refunded, o.Charged) || o.Amount.IsSet() && !atMost(o.Charged, o.Amount)) {
		return false
	}
	if !makesOrder(op) && o.Amount.IsSet() && want.Amount.IsSet() && !atMost(want.Amount, o.Amount) {
		return false // nobody can take or give back more than the order's amount
	}
	if len(o.Transactions) > 0 && !slices.ContainsFunc(o.Transactions, func(t Transaction) bool { return sameWord(t.Status, "success") }) {
		return false
	}
	if op.Moves == paygates.MovesRelease && o.counts("charge", "success") > 0 {
		return false
	}
	return allOf(movementOps[op.Moves], func(kind string) bool { return stepsAgree(op, kind, o) })
}

// movementOps are the operations that a movement leaves in the order.
var movementOps = map[paygates.Movement][]string{
	paygates.MovesHold: {"authorize"}, paygates.MovesIn: {"charge"}, paygates.MovesBack: {"refund"}, paygates.MovesOut: {"credit"},
	paygates.MovesRelease: {"reverse"}, paygates.MovesReleaseOrBack: {"reverse"},
}

// stepsAgree: where operations of a type failed, one of them succeeded too, and
// on an order that op made no two did. Their amounts are not compared: documented
// samples show operations that do not add up.
func stepsAgree(op *paygates.Operation, kind string, o *Order) bool {
	succeeded := o.counts(kind, "success")
	if succeeded > 1 {
		return !makesOrder(op)
	}
	return succeeded == 1 || o.counts(kind, "failure")+o.counts(kind, "error") == 0
}

func allOf(fields []string, holds func(string) bool) bool {
	return !slices.ContainsFunc(fields, func(field string) bool { return !holds(field) })
}

// zero: the total is 0.00 where the answer carries it.
func (o *Order) zero(field string) bool {
	total, carried := o.total(field)
	return !o.unreadable(field) && (!carried || total.IsZero())
}

// equal compares a field with what was asked, where both say something.
func equal(field string, want asked, o *Order) bool {
	if o.unreadable(field) {
		return false
	}
	switch field {
	case fieldID:
		return o.ID == "" || o.ID == want.TargetID
	case fieldAmount:
		return !o.Amount.IsSet() || !want.Amount.IsSet() || o.Amount.Equal(want.Amount)
	case fieldCurrency:
		return o.Currency.IsZero() || !want.Amount.IsSet() || o.Currency == want.Amount.Currency()
	case fieldReference:
		return o.Reference == "" || want.Reference == "" || o.Reference == want.Reference
	case fieldPAN:
		return o.MaskedPAN == "" || want.MaskedPAN == "" || samePAN(o.MaskedPAN, want.MaskedPAN)
	case fieldTransactions:
		return !slices.ContainsFunc(o.Transactions, func(t Transaction) bool { return !t.of(want.TargetID) })
	}
	return false
}

// samePAN compares the digits that two masked numbers both show.
func samePAN(a, b string) bool {
	visible := func(masked string) (head, tail string) {
		isMask := func(r rune) bool { return r < '0' || r > '9' }
		first := strings.IndexFunc(masked, isMask)
		switch {
		case first < 0 && len(masked) < 6:
			return "", masked // the last digits alone
		case first < 0:
			return masked, ""
		}
		return masked[:first], masked[strings.LastIndexFunc(masked, isMask)+1:]
	}
	headA, tailA := visible(a)
	headB, tailB := visible(b)
	head, tail := min(len(headA), len(headB)), min(len(tailA), len(tailB))
	return headA[:head] == headB[:head] && tailA[len(tailA)-tail:] == tailB[len(tailB)-tail:]
}

// moved says whether a total has moved by exactly what was asked: the order's
// own amount proves nothing. A total that the answer does not carry is not
// compared here; Must asks for it where it is needed.
func moved(field string, want asked, o *Order) bool {
	if field == fieldTransactions {
		return movedInTransaction(want, o)
	}
	after, carried := o.total(field)
	if o.unreadable(field) || !carried {
		return !o.unreadable(field)
	}
	if want.whole {
		whole := o.Amount
		if field == fieldRefunded {
			whole = o.Charged
		}
		return after.IsPositive() && after.Equal(whole) && grown(after, want.Before)
	}
	if want.Before.IsSet() {
		difference, err := after.Sub(want.Before)
		return err == nil && difference.Equal(want.Amount)
	}
	if field == fieldRefunded {
		// Another refund may stand in the total: the newest has to be this one.
		return o.newestRefundIs(want.Amount) && atMost(want.Amount, after)
	}
	return after.Equal(want.Amount)
}

// movedInTransaction: just one transaction of the guide's form succeeded, of the
// amount asked for; of the order's where the whole was, if the answer states it.
func movedInTransaction(want asked, o *Order) bool {
	var done []Transaction
	for _, t := range o.Transactions {
		if sameWord(t.Status, "success") {
			done = append(done, t)
		}
	}
	if len(done) != 1 || !done[0].Amount.IsPositive() {
		return false
	}
	if want.whole {
		return !o.Amount.IsSet() || done[0].Amount.Equal(o.Amount)
	}
	return done[0].Amount.Equal(want.Amount)
}

// grown: the total is above what it was before, where that is known.
func grown(after, before money.Amount) bool {
	if !before.IsSet() {
		return true
	}
	order, err := after.Cmp(before)
	return err == nil && order > 0
}

// newestRefundIs: the last refund of the list is a success of this amount.
func (o *Order) newestRefundIs(amount money.Amount) bool {
	for i := len(o.Operations) - 1; i >= 0; i-- {
		if op := &o.Operations[i]; sameWord(op.Type, "refund") {
			return sameWord(op.Status, "success") && op.Amount.Equal(amount)
		}
	}
	return false
}
