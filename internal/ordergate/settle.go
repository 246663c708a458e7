package ordergate

import (
	"slices"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/money"
)

// settled reads off an order whether a call on it took effect: by its totals,
// and only where status, totals and operations tell one story. "Absent" is said
// only in a state from which the call could still take effect.
func settled(op *paygates.Operation, intent paygates.Intent, o *Order) paygates.Verdict {
	if intent.Amount.IsSet() && !o.Currency.IsZero() && o.Currency != intent.Amount.Currency() {
		return paygates.VerdictConflict
	}
	state := o.State()
	if state == paygates.StateUnknown || !o.Charged.IsSet() || o.errs {
		return paygates.VerdictUnknown // the guide's form has no totals: it proves nothing
	}
	var verdict paygates.Verdict
	switch op.Moves {
	case paygates.MovesHold:
		verdict = settleHold(op, state, o)
	case paygates.MovesIn:
		verdict = settleCharge(op, intent, state, o)
	case paygates.MovesBack:
		verdict = settleRefund(intent, state, o)
	case paygates.MovesRelease:
		verdict = settleRelease(state)
	case paygates.MovesReleaseOrBack:
		if verdict = settleRelease(state); verdict == paygates.VerdictConflict {
			verdict = settleRefund(intent, state, o)
		}
	}
	if verdict == paygates.VerdictExecuted && !bears(op, asked{Intent: intent}, o) {
		return paygates.VerdictUnknown
	}
	if verdict == paygates.VerdictAbsent && o.unsettled(op) {
		return paygates.VerdictUnknown
	}
	return verdict
}

// unsettled: an operation of op's own kind neither failed nor shows in the
// totals, so that op may have taken effect though they did not move.
func (o *Order) unsettled(op *paygates.Operation) bool {
	kinds := movementOps[op.Moves]
	if op.Moves == paygates.MovesReleaseOrBack {
		kinds = []string{"reverse", "refund"}
	}
	if len(o.Transactions) > 0 || o.FailureType == "error" || slices.ContainsFunc(kinds, o.open) {
		return true
	}
	shows := func(kind string, total money.Amount) bool {
		sum, sound := o.succeeded(kind)
		return sound && (!sum.IsSet() || sum.Equal(total))
	}
	for _, kind := range kinds {
		switch kind {
		case "charge":
			if !shows(kind, o.Charged) || o.counts("reverse", "success") > 0 {
				return true
			}
		case "refund":
			if !shows(kind, o.Refunded) {
				return true
			}
		case "reverse":
			if o.counts(kind, "success") > 0 && o.Charged.IsZero() {
				return true // and yet the order is not reversed
			}
		}
	}
	return false
}

// isPaid: some of the payer's money was taken, and not all of it disputed.
func isPaid(state paygates.State) bool {
	switch state {
	case paygates.StatePaid, paygates.StatePartlyPaid, paygates.StatePartlyRefunded, paygates.StateRefunded:
		return true
	}
	return false
}

// settleHold reads off whether an order that waited for the payer was held or
// charged. What came after the hold does not undo that there was one.
func settleHold(op *paygates.Operation, state paygates.State, o *Order) paygates.Verdict {
	held := o.counts("authorize", "success") > 0
	switch state {
	case paygates.StateAuthorized, paygates.StateChargedBack, paygates.StatePartlyChargedBack:
		return paygates.VerdictExecuted
	case paygates.StateCanceled:
		if held {
			return paygates.VerdictExecuted
		}
	case paygates.StateFailed:
		if o.unpaid(op) {
			return paygates.VerdictNotExecuted
		}
	case paygates.StatePending:
		if !held {
			return paygates.VerdictAbsent
		}
	}
	if isPaid(state) {
		return paygates.VerdictExecuted
	}
	return paygates.VerdictUnknown
}

func settleCharge(op *paygates.Operation, intent paygates.Intent, state paygates.State, o *Order) paygates.Verdict {
	switch {
	case state == paygates.StateFailed && o.unpaid(op):
		return paygates.VerdictNotExecuted // refused for good, with nothing charged
	case state == paygates.StateAuthorized && intent.Before.IsPositive():
		return paygates.VerdictConflict
	case state == paygates.StateAuthorized && o.Charged.IsZero():
		return paygates.VerdictAbsent
	case !isPaid(state):
		return paygates.VerdictUnknown
	}
	moved := o.Charged
	if intent.Before.IsSet() {
		difference, err := o.Charged.Sub(intent.Before)
		if err != nil {
			return paygates.VerdictUnknown
		}
		moved = difference
	}
	whole := !intent.Amount.IsSet() && o.Charged.Equal(o.Amount)
	switch {
	case moved.IsZero():
		return paygates.VerdictUnknown // charged before, and not by this call so far
	case whole && moved.IsPositive(), moved.Equal(intent.Amount):
		return paygates.VerdictExecuted
	}
	return paygates.VerdictConflict
}

// settleRelease reads off whether a hold was let go.
func settleRelease(state paygates.State) paygates.Verdict {
	switch {
	case state == paygates.StateCanceled:
		return paygates.VerdictExecuted
	case state == paygates.StateAuthorized:
		return paygates.VerdictAbsent
	case isPaid(state):
		return paygates.VerdictConflict
	}
	return paygates.VerdictUnknown
}

func settleRefund(intent paygates.Intent, state paygates.State, o *Order) paygates.Verdict {
	if !isPaid(state) || !o.Refunded.IsSet() {
		return paygates.VerdictUnknown
	}
	if !intent.Amount.IsSet() {
		return settleWholeRefund(intent.Before, o)
	}
	if o.Refunded.IsZero() && !intent.Before.IsSet() {
		return paygates.VerdictAbsent
	}
	difference, err := o.Refunded.Sub(intent.Before)
	if err != nil {
		return paygates.VerdictUnknown // with no total before: which refund of the total was this one?
	}
	switch {
	case difference.IsZero():
		return paygates.VerdictAbsent
	case difference.Equal(intent.Amount):
		return paygates.VerdictExecuted
	case o.refundedTwice(intent.Before, intent.Amount):
		return paygates.VerdictDuplicate
	}
	return paygates.VerdictConflict
}

// settleWholeRefund reads off whether everything that was charged went back.
func settleWholeRefund(before money.Amount, o *Order) paygates.Verdict {
	all := o.Refunded.Equal(o.Charged)
	switch {
	case all && grown(o.Refunded, before):
		return paygates.VerdictExecuted
	case all:
		return paygates.VerdictUnknown // it was all back before
	case o.Refunded.Equal(before), o.Refunded.IsZero() && !before.IsSet():
		return paygates.VerdictAbsent
	}
	return paygates.VerdictConflict
}

// refundedTwice: behind the refunds that make up before, two of this amount
// succeeded and nothing else.
func (o *Order) refundedTwice(before, amount money.Amount) bool {
	sum, count := before, 0
	if !before.IsZero() {
		sum = money.Amount{}
	}
	for i := range o.Operations {
		op := &o.Operations[i]
		if !sameWord(op.Type, "refund") || !sameWord(op.Status, "success") {
			continue
		}
		if sum.IsSet() && sum.Equal(before) {
			if !op.Amount.Equal(amount) {
				return false
			}
			count++
			continue
		}
		if !sum.IsSet() {
			sum = op.Amount
			continue
		}
		next, err := sum.Add(op.Amount)
		if err != nil {
			return false
		}
		sum = next
	}
	return count == 2
}
