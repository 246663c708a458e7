package ordergate

import (
	"slices"
	"strings"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/money"
)

// State reads the order's status and its totals together. Where they
// contradict each other the state is unknown.
func (o *Order) State() paygates.State {
	state := o.wordState()
	if o.contradictory() {
		return paygates.StateUnknown
	}
	switch state {
	case paygates.StatePaid:
		return o.paidState()
	case paygates.StateRefunded:
		if !o.Charged.IsSet() || !o.Refunded.IsPositive() {
			return paygates.StateUnknown
		}
		return refundState(o.Refunded, o.Charged)
	case paygates.StateCanceled:
		switch {
		case !o.Charged.IsPositive():
			return state
		case o.Refunded.IsSet() && o.Refunded.Equal(o.Charged):
			return paygates.StateRefunded // a charged order may end as reversed
		}
		return paygates.StateUnknown
	case paygates.StateChargedBack:
		return o.chargebackState()
	case paygates.StateFailed:
		if o.showsMoney() {
			return paygates.StateUnknown // refused, and yet money moved
		}
	}
	if o.Charged.IsPositive() {
		return paygates.StateUnknown // pending, authorized, failed and paid out hold no charge
	}
	return state
}

// showsMoney: an operation by which money moves succeeded, or a transaction of
// the guide's form did.
func (o *Order) showsMoney() bool {
	return o.counts("charge", "success") > 0 || o.counts("credit", "success") > 0 ||
		slices.ContainsFunc(o.Transactions, func(t Transaction) bool { return sameWord(t.Status, "success") })
}

// wordState reads the status in the light of the call that answered it.
func (o *Order) wordState() paygates.State {
	state := StateOfWord(o.Status)
	switch {
	case o.Origin == FromCreate && (state == paygates.StateAuthorized || state == paygates.StatePaid):
		return paygates.StatePending // nobody has entered a card yet
	case o.Origin == FromCredit && sameWord(o.Status, "success"):
		return paygates.StatePaidOut
	}
	return state
}

// contradictory: totals that cannot be, whatever the status says.
func (o *Order) contradictory() bool {
	switch {
	case o.unreadable(fieldCharged), o.unreadable(fieldRefunded), o.unreadable(fieldAmount):
		return true
	case o.Charged.IsNegative(), o.Refunded.IsNegative():
		return true
	case o.Refunded.IsPositive() && !o.Charged.IsSet():
		return true
	}
	return o.Refunded.IsPositive() && !atMost(o.Refunded, o.Charged)
}

func (o *Order) unreadable(field string) bool { _, ok := o.Unread[field]; return ok }

// paidState is the state of an order whose status says charged.
func (o *Order) paidState() paygates.State {
	charged := o.Charged
	switch {
	case o.counts("chargeback", "success") > 0:
		return paygates.StateUnknown // disputed, whatever the word says
	case o.counts("refund", "success") > 0 && !o.Refunded.IsPositive():
		return paygates.StateUnknown // money went back, and no total says how much
	}
	if !charged.IsSet() {
		if o.doubtful() || o.Origin == FromPartCharge && len(o.Transactions) == 0 {
			return paygates.StateUnknown
		}
		if len(o.Transactions) == 0 {
			return paygates.StatePaid // the guide's lists show neither totals nor transactions
		}
		only, ok := o.onlyTransaction()
		if !ok {
			return paygates.StateUnknown
		}
		charged = only
	}
	switch {
	case !charged.IsPositive() || !o.Amount.IsSet() || !atMost(charged, o.Amount):
		return paygates.StateUnknown
	case o.Refunded.IsPositive():
		return refundState(o.Refunded, charged)
	case !charged.Equal(o.Amount):
		return paygates.StatePartlyPaid
	}
	return paygates.StatePaid
}

// doubtful: without totals there is only the word, and something speaks against it.
func (o *Order) doubtful() bool {
	charges := o.counts("charge", "failure") + o.counts("charge", "error")
	return o.FailureType != "" || o.Amount.IsSet() && !o.Amount.IsPositive() ||
		charges > 0 && o.counts("charge", "success") == 0
}

// onlyTransaction is the amount of the one successful transaction that the
// guide's form shows. Transactions have no type: with more than one, or a
// failed one, nobody can say what was paid.
func (o *Order) onlyTransaction() (money.Amount, bool) {
	if len(o.Transactions) != 1 {
		return money.Amount{}, false
	}
	t := &o.Transactions[0]
	return t.Amount, sameWord(t.Status, "success") && t.of(o.ID) && t.Amount.IsPositive()
}

// of: the guide numbers an order's transactions behind its id.
func (t *Transaction) of(id string) bool { return id == "" || strings.HasPrefix(t.ID, id+"-") }

// Paid says how much the payer has paid in all, refunds not taken off. It is
// unset where the answer does not say.
func (o *Order) Paid() money.Amount {
	if o.Charged.IsSet() || o.wordState() != paygates.StatePaid {
		return o.Charged
	}
	only, ok := o.onlyTransaction()
	if !ok {
		return money.Amount{}
	}
	return only
}

func refundState(refunded, charged money.Amount) paygates.State {
	switch {
	case refunded.Equal(charged):
		return paygates.StateRefunded
	case atMost(refunded, charged):
		return paygates.StatePartlyRefunded
	}
	return paygates.StateUnknown
}

// chargebackState adds up the dispute's operations, where the answer has them.
// A representment takes money back again: nobody says how far.
func (o *Order) chargebackState() paygates.State {
	for i := range o.Operations {
		if sameWord(o.Operations[i].Type, "representment") {
			return paygates.StateUnknown
		}
	}
	disputed, ok := o.succeeded("chargeback")
	switch {
	case !ok:
		return paygates.StateUnknown
	case disputed.IsPositive() && o.Charged.IsPositive() && atMost(disputed, o.Charged) && !disputed.Equal(o.Charged):
		return paygates.StatePartlyChargedBack
	}
	return paygates.StateChargedBack
}

// succeeded adds up the successful operations of a type; unset where there is
// none, and not ok where they cannot be added.
func (o *Order) succeeded(kind string) (sum money.Amount, ok bool) {
	for i := range o.Operations {
		op := &o.Operations[i]
		if !sameWord(op.Type, kind) || !sameWord(op.Status, "success") {
			continue
		}
		if !sum.IsSet() {
			sum = op.Amount
			continue
		}
		next, err := sum.Add(op.Amount)
		if err != nil {
			return money.Amount{}, false
		}
		sum = next
	}
	return sum, true
}

// counts says how many operations of a type have a status.
func (o *Order) counts(kind, status string) int {
	n := 0
	for i := range o.Operations {
		if op := &o.Operations[i]; sameWord(op.Type, kind) && sameWord(op.Status, status) {
			n++
		}
	}
	return n
}

// total returns one of the order's totals, and whether the answer carries it.
func (o *Order) total(field string) (money.Amount, bool) {
	switch field {
	case fieldCharged:
		return o.Charged, o.Charged.IsSet()
	case fieldRefunded:
		return o.Refunded, o.Refunded.IsSet()
	}
	return money.Amount{}, false
}

// atMost reports a <= b; where they cannot be compared it is false.
func atMost(a, b money.Amount) bool {
	order, err := a.Cmp(b)
	return err == nil && order <= 0
}

// open: an operation of the type has neither failed nor succeeded with an amount.
func (o *Order) open(kind string) bool {
	for i := range o.Operations {
		op := &o.Operations[i]
		if sameWord(op.Type, kind) && !sameWord(op.Status, "failure") && !(sameWord(op.Status, "success") && (op.Amount.IsSet() || kind == "reverse")) {
			return true
		}
	}
	return false
}
