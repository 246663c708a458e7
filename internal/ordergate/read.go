package ordergate

import (
	"context"
	"errors"
	"strings"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/internal/check"
	"github.com/paygates/paygates-go/internal/transport"
)

// expandAll is what a look-up needs to see.
var expandAll = []string{"operations.cashflow"}

// Get reads one order.
func (e *Engine) Get(ctx context.Context, id string, expand []string) (*Order, error) {
	return e.getAs(ctx, e.rows[opGet], id, expand)
}

// Confirm reads the order that a callback or a returning payer named.
func (e *Engine) Confirm(ctx context.Context, id string) (*Order, error) {
	return e.getAs(ctx, &paygates.Operation{Name: opConfirm}, id, expandAll)
}

func (e *Engine) getAs(ctx context.Context, of *paygates.Operation, id string, expand []string) (*Order, error) {
	intent := e.intent(of)
	intent.TargetID = id
	var wrong findings
	if !check.ID(id) {
		wrong.Add("id", "want the gateway's id of an order")
	}
	wrong.OneOf("expand", expand, expands)
	if len(wrong.Findings) > 0 {
		return nil, e.t.Refuse(of, intent, wrong.Findings)
	}
	return e.get(ctx, of, intent, expand)
}

// get reads the order that intent targets. Amounts without a currency are read
// in the intent's. A read made for another operation carries that operation's
// name and intent into its error.
func (e *Engine) get(ctx context.Context, of *paygates.Operation, intent paygates.Intent, expand []string) (*Order, error) {
	op := e.rows[opGet]
	path := target(op, intent.TargetID)
	if len(expand) > 0 {
		path += "?expand=" + strings.Join(expand, ",")
	}
	var order *Order
	err := e.t.Do(ctx, &transport.Call{Op: op, Target: path, Intent: intent}, func(reply *transport.Reply) (fault *paygates.Error) {
		order, fault = e.judgeGet(op, intent, reply)
		return fault
	})
	if err != nil {
		return nil, renamed(err, of.Name)
	}
	return order, nil
}

// renamed gives a read's error the name of the operation that it was made for.
func renamed(err error, op string) error {
	if e, ok := errors.AsType[*paygates.Error](err); ok {
		e.Op = op
	}
	return err
}

// judgeGet reads the answer of a read: one order, the one that was asked for.
// That the order failed is for the order to say, not an error.
func (e *Engine) judgeGet(op *paygates.Operation, intent paygates.Intent, reply *transport.Reply) (*Order, *paygates.Error) {
	a, err := e.reader(currencyOf(intent)).answer(reply.Body)
	if err != nil {
		return nil, unreadable(op, reply, err)
	}
	want := asked{Intent: intent}
	if !succeeded(reply.Status) {
		return nil, e.refusal(op, want, &a, reply)
	}
	if a.wrapped && a.count == 0 && !a.complains && !failed(a.resultCode) {
		return nil, &paygates.Error{Kind: paygates.ErrNotFound}
	}
	if a.count != 1 || a.bare || a.odd || a.hasError || a.complains && !a.flat && !(a.count == 1 && statusWord(a.order.Status).refuses()) || !(a.wrapped || e.dialect.GuideForm) {
		return nil, unproven(&a)
	}
	o := a.order
	for i := range op.Executed {
		if holds(op, &op.Executed[i], want, o, &a) {
			o.Raw = paygates.NewRaw(reply.Body)
			return o, nil
		}
	}
	return nil, unproven(&a)
}
