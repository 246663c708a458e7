package ordergate

import (
	"context"
	"strings"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/internal/transport"
)

// expandAll is what a look-up needs to see.
var expandAll = []string{"operations.cashflow"}

// Get reads one order.
func (e *Engine) Get(ctx context.Context, id string, expand []string) (*Order, error) {
	op := e.rows[opGet]
	intent := e.intent(op)
	intent.TargetID = id
	var wrong findings
	if !validID(id) {
		wrong.add("id", "want the gateway's id of an order")
	}
	wrong.words("expand", expand, expands)
	if len(wrong) > 0 {
		return nil, e.t.Refuse(op, intent, wrong)
	}
	return e.get(ctx, op, intent, expand)
}

// Confirm reads the order that a callback or a returning payer named.
func (e *Engine) Confirm(ctx context.Context, id string) (*Order, error) {
	return e.Get(ctx, id, expandAll)
}

// get reads the order that intent targets. A read made for another operation
// carries that operation's name and intent into its error: it was stopped, with
// nothing of it sent.
func (e *Engine) get(ctx context.Context, of *paygates.Operation, intent paygates.Intent, expand []string) (*Order, error) {
	op := *e.rows[opGet]
	var order *Order
	path := target(&op, intent.TargetID)
	if len(expand) > 0 {
		path += "?expand=" + strings.Join(expand, ",")
	}
	err := e.t.Do(ctx, &transport.Call{Op: e.rows[opGet], Target: path, Intent: intent}, func(reply *transport.Reply) (fault *paygates.Error) {
		order, fault = e.judgeGet(e.rows[opGet], intent.TargetID, reply)
		return fault
	})
	if err != nil {
		return nil, renamed(err, of.Name)
	}
	return order, nil
}

// renamed gives a read's error the name of the operation that it was made for.
func renamed(err error, op string) error {
	if e, ok := err.(*paygates.Error); ok {
		e.Op = op
	}
	return err
}

// judgeGet reads the answer of a read: one order, the one that was asked for.
func (e *Engine) judgeGet(op *paygates.Operation, id string, reply *transport.Reply) (*Order, *paygates.Error) {
	a, err := e.reader(noCurrency).answer(reply.Body)
	if err != nil {
		return nil, unreadable(op, reply, err)
	}
	if !succeeded(reply.Status) {
		return nil, e.refusal(op, &a, reply)
	}
	if a.wrapped && len(a.orders) == 0 && !a.complains {
		return nil, &paygates.Error{Kind: paygates.ErrNotFound}
	}
	if len(a.orders) != 1 || a.bare || a.orders[0].ID != id || a.complains && !a.flat || !e.formAllowed(&a.orders[0], &a) {
		return nil, unproven(op, &a, reply)
	}
	o := &a.orders[0]
	o.Raw = paygates.NewRaw(reply.Body)
	return o, nil
}
