package ordergate

import (
	"context"
	"errors"
	"strings"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/internal/check"
	"github.com/paygates/paygates-go/internal/transport"
	"github.com/paygates/paygates-go/money"
)

// Create makes an order and its payment page. No money moves by it.
func (e *Engine) Create(ctx context.Context, r *Request) (*Order, error) {
	return e.place(ctx, e.rows[opCreate], "", r)
}

// Rebill takes a payment with the card of an earlier order; it makes a new order.
func (e *Engine) Rebill(ctx context.Context, parent string, r *Request) (*Order, error) {
	return e.place(ctx, e.rows[opRebill], parent, r)
}

// Credit pays out to a card; it makes a new order.
func (e *Engine) Credit(ctx context.Context, r *Request) (*Order, error) {
	return e.place(ctx, e.rows[opCredit], "", r)
}

// Authorize takes a payment, or a hold, with a card's own data.
func (e *Engine) Authorize(ctx context.Context, r *Request) (*Order, error) {
	return e.place(ctx, e.rows[opAuthorize], "", r)
}

// TokenPay is Authorize with a wallet's token in the place of the card.
func (e *Engine) TokenPay(ctx context.Context, r *Request) (*Order, error) {
	return e.place(ctx, e.rows[opTokenPay], "", r)
}

// CreditOrder pays out to the card of an earlier order; it makes a new order.
func (e *Engine) CreditOrder(ctx context.Context, parent string, r *Request) (*Order, error) {
	return e.place(ctx, e.rows[opCreditOrder], parent, r)
}

// place makes a call that makes an order.
func (e *Engine) place(ctx context.Context, op *paygates.Operation, parent string, r *Request) (*Order, error) {
	want := asked{Intent: e.intent(op)}
	want.TargetID, want.Reference, want.Amount = parent, r.Reference, r.Amount
	if !r.PAN.IsZero() {
		want.MaskedPAN = r.PAN.Masked()
	}
	wrong := e.validate(op, r)
	if strings.Contains(op.Path, "{id}") && !check.ID(parent) {
		wrong.Add("id", "want the gateway's id of an order")
	}
	if len(wrong.Findings) > 0 {
		return nil, e.t.Refuse(op, want.Intent, wrong.Findings)
	}
	body, err := e.encode(op, r)
	if err != nil {
		return nil, e.t.Refuse(op, want.Intent, check.Findings{{Field: "request", Message: "want text that is valid UTF-8"}})
	}
	o, header, err := e.send(ctx, &transport.Call{Op: op, Target: target(op, parent), Body: body, Secrets: r.secrets()}, want)
	if err != nil {
		return nil, err
	}
	switch op.Name {
	case opCreate:
		o.Origin = FromCreate
		o.Redirect = e.redirect(o, header)
	case opCredit:
		o.Origin = FromCredit
	case opRebill:
		if o.sendsPayer(); o.State() == paygates.StatePending && !sameWord(o.Status, "prepared") && o.Redirect.IsZero() {
			o.Redirect = e.redirect(o, header)
		}
	default:
		o.sendsPayer()
	}
	return o, nil
}

// sendsPayer makes the 3-D Secure form of an order that waits for the payer the
// place to send him to.
func (o *Order) sendsPayer() {
	if o.State() == paygates.StatePending {
		o.Redirect = o.Form3D
	}
}

// Move is how much a call on an existing order is to move.
type Move struct {
	// Amount is given, or Whole is true.
	Amount money.Amount
	Whole  bool
	// Before is the total so far; read first where it is not given and needed.
	Before money.Amount
}

// Charge takes the money that an order holds.
func (e *Engine) Charge(ctx context.Context, id string, m Move) (*Order, error) {
	return e.move(ctx, e.rows[opCharge], id, m)
}

// Refund gives money back.
func (e *Engine) Refund(ctx context.Context, id string, m Move) (*Order, error) {
	return e.move(ctx, e.rows[opRefund], id, m)
}

// Cancel releases a hold, or gives money back if the order was charged.
func (e *Engine) Cancel(ctx context.Context, id string, m Move) (*Order, error) {
	return e.move(ctx, e.rows[opCancel], id, m)
}

// Reverse releases a hold.
func (e *Engine) Reverse(ctx context.Context, id string) (*Order, error) {
	return e.move(ctx, e.rows[opReverse], id, Move{Whole: true})
}

// move makes a call on an existing order.
func (e *Engine) move(ctx context.Context, op *paygates.Operation, id string, m Move) (*Order, error) {
	want := asked{Intent: e.intent(op), whole: m.Whole}
	want.TargetID, want.Amount, want.Before = id, m.Amount, m.Before
	if wrong := e.validateMove(id, m); len(wrong.Findings) > 0 {
		return nil, e.t.Refuse(op, want.Intent, wrong.Findings)
	}
	body, err := e.encodeAmount(op, m.Amount)
	if err != nil {
		return nil, e.t.Refuse(op, want.Intent, check.Findings{{Field: "Amount", Message: "want an amount that can be sent"}})
	}
	if !m.Whole && !m.Before.IsSet() {
		if want.Before, err = e.totalBefore(ctx, op, want.Intent); err != nil {
			return nil, err
		}
	}
	o, _, err := e.send(ctx, &transport.Call{Op: op, Target: target(op, id), Body: body}, want)
	if err != nil {
		return nil, err
	}
	if o.ID == "" {
		o.ID = id // the guide's answers to a change do not repeat it
	}
	if op.Name == opCharge && !m.Whole {
		o.Origin = FromPartCharge
	}
	return o, nil
}

func (e *Engine) validateMove(id string, m Move) findings {
	var f findings
	if !check.ID(id) {
		f.Add("id", "want the gateway's id of an order")
	}
	switch {
	case m.Whole && m.Amount.IsSet():
		f.Add("Amount", "want an amount or Whole, not both")
	case !m.Whole && !m.Amount.IsSet():
		f.Add("Amount", "want an amount, or Whole: true for all of it")
	case m.Amount.IsSet():
		f.Amount("Amount", e.dialect.Rules, m.Amount)
	}
	if m.Before.IsSet() && (m.Before.IsNegative() || m.Amount.IsSet() && m.Before.Currency() != m.Amount.Currency()) {
		f.Add("Before", "want the total so far, in the currency of Amount")
	}
	return f
}

// totalBefore reads the total that op is about to move. The guide's form has no
// totals: then it stays unset. A failed read stops the call, with nothing sent,
// and so does an order in another currency: the call itself names none.
func (e *Engine) totalBefore(ctx context.Context, op *paygates.Operation, intent paygates.Intent) (money.Amount, error) {
	o, err := e.get(ctx, op, intent, nil)
	if err != nil {
		if fault, ok := errors.AsType[*paygates.Error](err); ok {
			fault.Attempts = 0 // of the call itself nothing was sent
		}
		return money.Amount{}, err
	}
	if !o.Currency.IsZero() && o.Currency != intent.Amount.Currency() {
		return money.Amount{}, e.t.Refuse(op, intent, check.Findings{{Field: "Amount", Message: "want the order's own currency"}})
	}
	total, _ := o.total(movedTotal(op))
	return total, nil
}

// movedTotal is the total that an operation moves, by its proofs.
func movedTotal(op *paygates.Operation) string {
	for _, p := range op.Executed {
		if p.Moved != "" && p.Moved != fieldTransactions {
			return p.Moved
		}
	}
	return ""
}

// target is the request's path: the row's, with the id in its place.
func target(op *paygates.Operation, id string) string {
	head, tail, found := strings.Cut(op.Path, "{id}")
	if !found {
		return op.Path
	}
	return head + id + tail
}
