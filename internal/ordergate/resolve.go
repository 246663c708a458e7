package ordergate

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/money"
)

// Where the rows look things up by.
const (
	ByReference = "reference"
	ByID        = "id"
)

// finding is what one look-up found.
type finding struct {
	verdict paygates.Verdict
	order   *Order
}

// Resolve finds out what became of an intent, by its row's look-up. It sends
// reads alone.
func (e *Engine) Resolve(ctx context.Context, intent paygates.Intent) (*paygates.Resolution, *Order, error) {
	op := e.rows[intent.Op]
	if wrong := e.validateIntent(op, intent); len(wrong) > 0 {
		return nil, nil, e.t.Refuse(&paygates.Operation{Name: opResolve}, intent, wrong)
	}
	res := &paygates.Resolution{Intent: intent}
	found, err := e.lookUp(ctx, op, res)
	if err != nil {
		return nil, nil, err
	}
	late := !intent.At.IsZero() && time.Since(intent.At) >= op.Horizon
	if found.verdict == paygates.VerdictAbsent && late && op.LookUp.Negative {
		// One absence may be a stale copy; two that agree, after the horizon, are proof.
		again, err := e.lookUp(ctx, op, res)
		if err != nil {
			return nil, nil, err
		}
		if found = again; again.verdict == paygates.VerdictAbsent {
			found.verdict = paygates.VerdictNotExecuted
		}
		if found.verdict == paygates.VerdictNotExecuted {
			res.Advice = op.LookUp.Then
		}
	} else {
		res.Advice = adviceFor(found.verdict, late)
	}
	res.Verdict = found.verdict
	return res, found.order, nil
}

func (e *Engine) validateIntent(op *paygates.Operation, intent paygates.Intent) findings {
	var wrong findings
	if intent.Gateway != e.dialect.Gateway {
		wrong.add("Gateway", "want an intent of "+e.dialect.Gateway)
	}
	if op == nil || op.Safety == paygates.Read {
		wrong.add("Op", "want an operation that creates or moves something, such as Orders.Charge")
		return wrong
	}
	if op.LookUp.By == ByReference {
		wrong.reference("Reference", intent.Reference)
		if !intent.Amount.IsSet() {
			wrong.add("Amount", "want the amount that was asked for")
		}
	}
	if op.LookUp.By == ByID && !validID(intent.TargetID) {
		wrong.add("TargetID", "want the gateway's id of the order")
	}
	return wrong
}

func adviceFor(v paygates.Verdict, late bool) paygates.Advice {
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

func (e *Engine) lookUp(ctx context.Context, op *paygates.Operation, res *paygates.Resolution) (finding, error) {
	if op.LookUp.By == ByReference {
		return e.lookUpReference(ctx, op, res)
	}
	return e.lookUpID(ctx, op, res)
}

// lookUpReference finds the orders that bear the reference, reads each, and
// counts those that are what was asked for.
func (e *Engine) lookUpReference(ctx context.Context, op *paygates.Operation, res *paygates.Resolution) (finding, error) {
	want, self := res.Intent, &paygates.Operation{Name: opResolve}
	hits, sound, err := e.find(ctx, self, want, want.Reference)
	if err != nil {
		return finding{}, err
	}
	note(res, "GET /orders/?merchant_order_id="+want.Reference, fmt.Sprintf("%d orders bear the reference", len(hits)))
	var live, refused []*Order
	var odd, conflict *Order
	for _, hit := range hits {
		if hit.ID == want.TargetID {
			continue // the parent of a rebill, made earlier
		}
		o, err := e.read(ctx, self, want, hit.ID, res)
		if err != nil {
			return finding{}, err
		}
		switch {
		case o == nil || o.Reference == "" || unsettled(o):
			odd = hit
		case !o.Amount.Equal(want.Amount) || !samePAN(o.MaskedPAN, want.MaskedPAN) || o.Reference != want.Reference:
			conflict = o
		case o.State() == paygates.StateFailed:
			refused = append(refused, o)
		case (op.Moves == paygates.MovesOut) != (o.State() == paygates.StatePaidOut):
			conflict = o // a payment under the reference of a payout, or the other way round
		default:
			live = append(live, o)
		}
	}
	switch {
	case conflict != nil:
		return finding{paygates.VerdictConflict, conflict}, nil
	case odd != nil:
		return finding{paygates.VerdictUnknown, odd}, nil
	case len(live) > 1:
		return finding{paygates.VerdictDuplicate, live[0]}, nil
	case len(live) == 1:
		return finding{paygates.VerdictExecuted, live[0]}, nil
	case len(refused) > 0:
		return finding{paygates.VerdictNotExecuted, refused[len(refused)-1]}, nil
	case !sound:
		return finding{}, nil
	}
	return finding{verdict: paygates.VerdictAbsent}, nil
}

// unsettled: the order's status tells neither success nor refusal.
func unsettled(o *Order) bool { return o.State() == paygates.StateUnknown }

// lookUpID reads the order and compares its totals with those before.
func (e *Engine) lookUpID(ctx context.Context, op *paygates.Operation, res *paygates.Resolution) (finding, error) {
	o, err := e.read(ctx, &paygates.Operation{Name: opResolve}, res.Intent, res.Intent.TargetID, res)
	if err != nil || o == nil {
		return finding{}, err
	}
	return finding{settle(op, res.Intent, o), o}, nil
}

// read reads one order for a resolution; nil where the gateway does not know it.
func (e *Engine) read(ctx context.Context, self *paygates.Operation, intent paygates.Intent, id string, res *paygates.Resolution) (*Order, error) {
	question := "GET /orders/" + id
	intent.TargetID = id
	o, err := e.get(ctx, self, intent, expandAll)
	switch {
	case errors.Is(err, paygates.ErrNotFound):
		note(res, question, "not found")
		return nil, nil
	case err != nil:
		return nil, err
	}
	note(res, question, describe(o))
	return o, nil
}

func note(res *paygates.Resolution, question, answer string) {
	res.Evidence = append(res.Evidence, paygates.Evidence{At: time.Now(), Question: question, Answer: answer})
}

// describe puts an order into words for the evidence. A status that is not in
// the table may be any text, and is not repeated.
func describe(o *Order) string {
	word := wordOf(o.Status).Text
	if word == "" {
		word = "unknown to this SDK"
	}
	parts := []string{"status " + word}
	for _, total := range []struct {
		name   string
		amount money.Amount
	}{{fieldAmount, o.Amount}, {fieldCharged, o.Charged}, {fieldRefunded, o.Refunded}} {
		if total.amount.IsSet() {
			parts = append(parts, total.name+" "+total.amount.String())
		}
	}
	return strings.Join(parts, ", ")
}

// settle reads off an order whether a call on it took effect.
func settle(op *paygates.Operation, intent paygates.Intent, o *Order) paygates.Verdict {
	if o.contradictory(o.Charged, o.Refunded) || !o.Charged.IsSet() {
		return paygates.VerdictUnknown // the guide's form has no totals: it proves nothing
	}
	released := sameWord(o.Status, "reversed") && o.Charged.IsZero()
	dead := wordOf(o.Status).Refusal && o.Charged.IsZero()
	switch op.Moves {
	case paygates.MovesIn:
		if dead {
			return paygates.VerdictNotExecuted
		}
		return settleCharge(intent, o)
	case paygates.MovesRelease:
		switch {
		case released:
			return paygates.VerdictExecuted
		case o.Charged.IsPositive():
			return paygates.VerdictConflict
		case dead:
			return paygates.VerdictNotExecuted
		case sameWord(o.Status, "authorized"):
			return paygates.VerdictAbsent
		}
		return paygates.VerdictUnknown
	case paygates.MovesReleaseOrBack:
		if released {
			return paygates.VerdictExecuted
		}
		return settleRefund(intent, o)
	case paygates.MovesBack:
		return settleRefund(intent, o)
	}
	return paygates.VerdictUnknown
}

func settleCharge(intent paygates.Intent, o *Order) paygates.Verdict {
	moved, expected := o.Charged, o.Amount
	if intent.Amount.IsSet() {
		expected = intent.Amount
		if intent.Before.IsSet() {
			difference, err := o.Charged.Sub(intent.Before)
			if err != nil {
				return paygates.VerdictUnknown
			}
			moved = difference
		}
	}
	switch {
	case moved.IsZero():
		return paygates.VerdictAbsent
	case moved.Equal(expected):
		return paygates.VerdictExecuted
	}
	return paygates.VerdictConflict
}

func settleRefund(intent paygates.Intent, o *Order) paygates.Verdict {
	if !o.Refunded.IsSet() {
		return paygates.VerdictUnknown
	}
	if !intent.Amount.IsSet() { // the whole was asked for
		if o.Charged.IsPositive() && o.Refunded.Equal(o.Charged) {
			return paygates.VerdictExecuted
		}
		return paygates.VerdictAbsent
	}
	if !intent.Before.IsSet() {
		switch {
		case o.Refunded.IsZero():
			return paygates.VerdictAbsent
		case o.newestRefundIs(intent.Amount) && atMost(intent.Amount, o.Refunded):
			return paygates.VerdictExecuted
		}
		return paygates.VerdictUnknown
	}
	difference, err := o.Refunded.Sub(intent.Before)
	if err != nil {
		return paygates.VerdictUnknown
	}
	twice, err := intent.Amount.Mul(2)
	switch {
	case difference.IsZero():
		return paygates.VerdictAbsent
	case difference.Equal(intent.Amount):
		return paygates.VerdictExecuted
	case err == nil && difference.Equal(twice) && o.refundsOf(intent.Amount) >= 2:
		return paygates.VerdictDuplicate
	}
	return paygates.VerdictConflict
}

// refundsOf counts the successful refunds of this amount.
func (o *Order) refundsOf(amount money.Amount) int {
	n := 0
	for i := range o.Operations {
		if op := &o.Operations[i]; sameWord(op.Type, "refund") && sameWord(op.Status, "success") && op.Amount.Equal(amount) {
			n++
		}
	}
	return n
}
