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
	a, err := e.reader(want.Amount.Currency()).answer(reply.Body)
	if err != nil {
		return nil, unreadable(op, reply, err)
	}
	if !succeeded(reply.Status) {
		return nil, e.refusal(op, &a, reply)
	}
	if len(a.orders) != 1 {
		return nil, unproven(op, &a, reply)
	}
	o := &a.orders[0]
	if a.bare && op.Name != opRefund {
		return nil, unproven(op, &a, reply)
	}
	if fault := declinedOrder(op, want, o, &a); fault != nil {
		return nil, fault
	}
	if a.complains || o.FailureType != "" || !e.formAllowed(o, &a) {
		return nil, unproven(op, &a, reply)
	}
	for i := range op.Executed {
		if holds(&op.Executed[i], want, o, &a) {
			o.Raw = paygates.NewRaw(reply.Body)
			return o, nil
		}
	}
	return nil, unproven(op, &a, reply)
}

// succeeded: any other 2xx is not documented for any call.
func succeeded(status int) bool { return status == 200 || status == 201 }

// formAllowed: the guide's form is CIBPay's alone.
func (e *Engine) formAllowed(o *Order, a *answer) bool {
	return e.dialect.GuideForm || (!isGuideWord(o.Status) && a.wrapped)
}

// refusal reads an answer that is no success.
func (e *Engine) refusal(op *paygates.Operation, a *answer, reply *transport.Reply) *paygates.Error {
	a.absorbRefusedOrder()
	if !a.complains || a.complaint.signal == SignalErrorCode && !e.dialect.GuideForm {
		return bare(op, reply)
	}
	fault := a.complaint.fault(op, reply.Status)
	if len(a.orders) > 0 {
		// A refusal beside an order that lives: the signals disagree.
		fault.Outcome, fault.ObjectID = paygates.OutcomeUnknown, a.orders[0].ID
		fault.WithAdvice(paygates.AdviceLookUp)
	}
	return fault
}

// absorbRefusedOrder takes the failure from inside the one order of an error
// answer, where some deployments put it.
func (a *answer) absorbRefusedOrder() {
	if len(a.orders) != 1 {
		return
	}
	o := &a.orders[0]
	if o.Status != "" && !wordOf(o.Status).Refusal {
		return
	}
	if !a.complains {
		a.complain(SignalFailureType, o.FailureType)
		a.complaint.message = o.FailureMessage
	}
	a.complaint.orderID = o.ID
	a.orders = nil
}

// declinedOrder is the error of a 200 that carries an order which was refused:
// nothing was charged, and nothing it says differs from what was asked.
func declinedOrder(op *paygates.Operation, want asked, o *Order, a *answer) *paygates.Error {
	word := wordOf(o.Status)
	refusal, proves := op.Refusal(SignalStatus, word.Text)
	if !word.Refusal || !proves || o.ID == "" || o.Charged.IsPositive() || o.unreadable(fieldCharged) {
		return nil
	}
	for _, code := range []string{o.FailureType, a.complaint.code} {
		if _, refused := op.Refusal(SignalStatus, code); code != "" && !refused {
			return nil // it names another cause, "error" perhaps
		}
	}
	if !equal(fieldReference, want, o) || !equal(fieldAmount, want, o) || !equal(fieldCurrency, want, o) || !equal(fieldPAN, want, o) {
		return nil
	}
	if want.TargetID != "" && o.ID == want.TargetID {
		return nil // the refused order would have to be a new one
	}
	e := &paygates.Error{
		Kind: paygates.ErrDeclined, Outcome: paygates.OutcomeNotExecuted,
		Code: word.Text, Message: o.FailureMessage, ObjectID: o.ID, Decline: o.DeclineReason(),
	}
	return e.WithAdvice(refusal.Advice)
}

// holds says whether the answer satisfies a proof.
func holds(p *paygates.Proof, want asked, o *Order, a *answer) bool {
	if p.Form != "" && p.Form != string(formOf(o)) {
		return false
	}
	for _, field := range p.Must {
		if !o.carries.has(field) {
			return false
		}
	}
	for _, field := range p.MustNot {
		if o.carries.has(field) {
			return false
		}
	}
	if a.resultCode != "" && a.resultCode != "0" {
		return false
	}
	for _, field := range p.Equal {
		if !equal(field, want, o) {
			return false
		}
	}
	if p.NewID && o.ID == want.TargetID {
		return false
	}
	if len(p.Words) > 0 && !slices.ContainsFunc(p.Words, func(w string) bool { return sameWord(w, o.Status) }) {
		return false
	}
	for _, field := range p.Zero {
		if total, ok := o.total(field); !ok || !total.IsZero() {
			return false
		}
	}
	return p.Moved == "" || moved(p.Moved, want, o)
}

func formOf(o *Order) Form {
	if isGuideWord(o.Status) {
		return GuideForm
	}
	return PlatformForm
}

// equal compares a field with what was asked, where both say something.
func equal(field string, want asked, o *Order) bool {
	if o.unreadable(field) {
		return false
	}
	if !o.carries.has(field) && field != fieldID {
		return true
	}
	switch field {
	case fieldID:
		return o.ID == "" || o.ID == want.TargetID
	case fieldAmount:
		return !want.Amount.IsSet() || o.Amount.Equal(want.Amount)
	case fieldCurrency:
		return !want.Amount.IsSet() || o.Currency == want.Amount.Currency()
	case fieldReference:
		return want.Reference == "" || o.Reference == want.Reference
	case fieldPAN:
		return want.MaskedPAN == "" || samePAN(o.MaskedPAN, want.MaskedPAN)
	case fieldTransactions:
		return transactionsOf(want.TargetID, o)
	}
	return false
}

// transactionsOf: the guide form numbers an order's transactions behind its id.
func transactionsOf(id string, o *Order) bool {
	return !slices.ContainsFunc(o.Transactions, func(t Transaction) bool { return !strings.HasPrefix(t.ID, id) })
}

// samePAN compares the digits that two masked numbers both show.
func samePAN(a, b string) bool {
	visible := func(masked string) (head, tail string) {
		isMask := func(r rune) bool { return r < '0' || r > '9' }
		first := strings.IndexFunc(masked, isMask)
		if first < 0 {
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
	if o.unreadable(field) {
		return false
	}
	after, carried := o.total(field)
	if !carried {
		return !o.carries.has(field)
	}
	if want.whole {
		whole := o.wholeOf(field)
		if !whole.IsSet() { // the guide's answers to a change do not repeat the order
			return formOf(o) == GuideForm
		}
		return after.IsPositive() && after.Equal(whole)
	}
	if !want.Before.IsSet() {
		return field == fieldRefunded && o.newestRefundIs(want.Amount) && atMost(want.Amount, after) ||
			field != fieldRefunded && after.Equal(want.Amount)
	}
	difference, err := after.Sub(want.Before)
	return err == nil && difference.Equal(want.Amount)
}

// wholeOf is what a total comes to when everything was asked for.
func (o *Order) wholeOf(field string) money.Amount {
	if field == fieldRefunded {
		return o.Charged
	}
	return o.Amount
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

// unreadable is the error of an answer that is not JSON, or not the documented
// shape.
func unreadable(op *paygates.Operation, reply *transport.Reply, cause error) *paygates.Error {
	if succeeded(reply.Status) {
		e := &paygates.Error{Kind: paygates.ErrUnexpectedReply}
		return e.WithCause(cause)
	}
	return bare(op, reply).WithCause(cause)
}

// unproven is the error of a complete answer that proves nothing.
func unproven(op *paygates.Operation, a *answer, reply *transport.Reply) *paygates.Error {
	e := &paygates.Error{
		Kind: paygates.ErrUnexpectedReply, Code: a.complaint.code, Message: a.complaint.message, Fields: a.complaint.fields,
	}
	if a.complaint.signal == SignalFailureType && a.complaint.code == "error" {
		e.Kind = paygates.ErrUnavailable
	}
	e.ObjectID = a.complaint.orderID
	if len(a.orders) == 1 {
		o := &a.orders[0]
		e.ObjectID = o.ID
		if e.Code == "" {
			e.Code = o.FailureType
		}
	}
	return e
}
