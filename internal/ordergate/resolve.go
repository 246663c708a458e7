package ordergate

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/internal/check"
	"github.com/paygates/paygates-go/internal/settle"
	"github.com/paygates/paygates-go/money"
)

// Where the rows look things up by.
const (
	ByReference = "reference"
	ByID        = "id"
)

// finding is what one look-up found.
type finding = settle.Found[*Order]

// resolving is one run of Resolve.
type resolving struct {
	engine *Engine
	op     *paygates.Operation
	intent paygates.Intent
	notes  *settle.Notes
}

// Resolve finds out what became of an intent, by its row's look-up. It sends
// reads alone.
func (e *Engine) Resolve(ctx context.Context, intent paygates.Intent) (*paygates.Resolution, *Order, error) {
	op := e.rows[intent.Op]
	if wrong := e.validateIntent(op, intent); len(wrong.Findings) > 0 {
		return nil, nil, e.t.Refuse(&paygates.Operation{Name: opResolve}, paygates.Intent{}, wrong.Findings)
	}
	res, o, err := settle.Resolve(ctx, op, intent, func(ctx context.Context, notes *settle.Notes) (finding, error) {
		return (&resolving{engine: e, op: op, intent: intent, notes: notes}).lookUp(ctx)
	})
	if err != nil {
		return nil, nil, err
	}
	if op.Name == opCreate && res.Verdict == paygates.VerdictExecuted && o.State() == paygates.StatePending {
		o.Redirect = e.redirect(o, nil) // the answer with the link was lost; the page still waits
	}
	return res, o, nil
}

func (e *Engine) validateIntent(op *paygates.Operation, intent paygates.Intent) findings {
	var wrong findings
	if intent.Gateway != e.dialect.Gateway {
		wrong.Add("Gateway", "want an intent of "+e.dialect.Gateway)
	}
	if op == nil || op.Safety == paygates.Read {
		wrong.Add("Op", "want an operation that creates or moves something, such as Orders.Charge")
		return wrong
	}
	if makesOrder(op) {
		wrong.Reference("Reference", intent.Reference)
		if !intent.Amount.IsSet() {
			wrong.Add("Amount", "want the amount that was asked for")
		}
	}
	if strings.Contains(op.Path, "{id}") && !check.ID(intent.TargetID) {
		wrong.Add("TargetID", "want the gateway's id of the order")
	}
	return wrong
}

func (r *resolving) lookUp(ctx context.Context) (finding, error) {
	if makesOrder(r.op) {
		return r.byReference(ctx)
	}
	o, err := r.read(ctx, r.intent.TargetID)
	if err != nil || o == nil {
		return finding{}, err
	}
	return finding{Verdict: settled(r.op, r.intent, o), Object: o}, nil
}

// self is the name and intent of the reads: not those of the operation that is
// looked for, so that a failed read is never taken for its outcome.
func (r *resolving) self(id string) (*paygates.Operation, paygates.Intent) {
	return &paygates.Operation{Name: opResolve}, paygates.Intent{
		Gateway: r.intent.Gateway, Op: opResolve, TargetID: id, Reference: r.intent.Reference,
		Amount: r.intent.Amount, Before: r.intent.Before, At: time.Now(),
	}
}

// byReference finds the orders that bear the reference, reads each, and counts
// those that are what was asked for.
func (r *resolving) byReference(ctx context.Context) (finding, error) {
	op, intent := r.self("")
	hits, sound, err := r.engine.find(ctx, op, intent)
	if err != nil {
		return finding{}, err
	}
	r.notes.Add("GET /orders/?merchant_order_id="+r.intent.Reference, fmt.Sprintf("%d orders bear the reference", len(hits)))
	var found []finding
	for _, hit := range hits {
		if r.intent.TargetID != "" && hit.ID == r.intent.TargetID {
			continue // the parent of a rebill, made earlier
		}
		o := hit
		verdict := paygates.VerdictUnknown
		if check.ID(hit.ID) {
			if o, err = r.read(ctx, hit.ID); err != nil {
				return finding{}, err
			}
			if o != nil {
				verdict = judgeHit(r.op, r.intent, o)
			}
		}
		found = append(found, finding{Verdict: verdict, Object: o})
	}
	return settle.Sum(found, sound), nil
}

// judgeHit says what one order that bears the reference means: executed if it
// is the one asked for, not executed if it is that one and was refused,
// conflict if it is another, unknown if it does not say.
func judgeHit(op *paygates.Operation, intent paygates.Intent, o *Order) paygates.Verdict {
	want := asked{Intent: intent}
	if o.Reference == "" || !o.Amount.IsSet() || o.unreadable(fieldAmount) {
		return paygates.VerdictUnknown
	}
	for _, field := range append([]string{fieldReference}, op.LookUp.Compare...) {
		if !equal(field, want, o) {
			return paygates.VerdictConflict
		}
	}
	state := o.State()
	paidOut := state == paygates.StatePaidOut
	switch {
	case op.Moves == paygates.MovesNothing && !paidOut:
		return paygates.VerdictExecuted // what was asked for is an order, and there it is
	case state == paygates.StateFailed && o.unpaid(op):
		return paygates.VerdictNotExecuted
	case state == paygates.StateUnknown, state == paygates.StateFailed, state == paygates.StatePaid && !o.Charged.IsSet():
		return paygates.VerdictUnknown
	case op.Moves == paygates.MovesOut && (state == paygates.StatePending || state == paygates.StateAuthorized):
		return paygates.VerdictUnknown // a payout on its way, or somebody's payment
	case paidOut != (op.Moves == paygates.MovesOut):
		return paygates.VerdictConflict // a payment under the reference of a payout, or the other way round
	}
	if charged := o.Charged; op.Moves == paygates.MovesIn && charged.IsPositive() && !charged.Equal(intent.Amount) {
		return paygates.VerdictConflict
	}
	if !bears(op, want, o) {
		return paygates.VerdictUnknown
	}
	return paygates.VerdictExecuted
}

// read reads one order for a resolution; nil where the gateway does not know it.
func (r *resolving) read(ctx context.Context, id string) (*Order, error) {
	question := "GET /orders/" + id
	op, intent := r.self(id)
	o, err := r.engine.get(ctx, op, intent, expandAll)
	switch {
	case errors.Is(err, paygates.ErrNotFound):
		r.notes.Add(question, "not found")
		return nil, nil
	case err != nil:
		return nil, err
	}
	r.notes.Add(question, describe(o))
	return o, nil
}

// describe puts an order into words for the evidence. A status that is not in
// the table may be any text, and is not repeated.
func describe(o *Order) string {
	word := statusWord(o.Status).Text
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
