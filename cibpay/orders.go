package cibpay

import (
	"context"

	"github.com/paygates/paygates-go/internal/ordergate"
)

// OrdersAPI has the calls on orders. It is Client.Orders.
type OrdersAPI struct{ engine *ordergate.Engine }

// Create makes an order and the page on which the payer pays it.
// POST /orders/create. No money moves by it; Options.AutoCharge decides whether
// the payer's payment is charged at once or only authorized.
//
// Order.Redirect leads to the payment page. Whatever the answer's status word,
// nobody has paid yet: State is pending.
//
// A lost answer leaves the outcome unknown: there may be an order whose link
// nobody holds. Client.Resolve finds it by Reference (GET
// /orders/?merchant_order_id=). CIBPay does not refuse a repeated reference:
// do not create again before that.
//
// Source: CIBPay API guide, POST /orders/create.
func (a *OrdersAPI) Create(ctx context.Context, req CreateOrderRequest) (*Order, error) {
	o, err := a.engine.Create(ctx, new(req.wire()))
	return orderFrom(o), err
}

// Get reads an order. GET /orders/{id}. What is asked for with expand comes with
// it. ErrNotFound if CIBPay does not know the id. A failed read has no effect
// and may be repeated.
//
// Source: CIBPay API guide, GET /orders/{order_id}.
func (a *OrdersAPI) Get(ctx context.Context, id string, expand ...Expand) (*Order, error) {
	o, err := a.engine.Get(ctx, id, texts(expand))
	return orderFrom(o), err
}

// Charge takes the money that an authorized order holds.
// PUT /orders/{id}/charge with the amount as a two-place decimal string, or
// without a body for the whole. With an Amount and no Before the order is read
// first, to know the total before. The guide's answer may be the word CHARGED
// alone: after an Amount the State is then unknown until the order is read.
//
// The outcome is unknown after a lost answer, a 5xx, INVALID_STATE ("already
// charged" has the same word) and any answer that does not show this charge.
// Client.Resolve reads the order (GET /orders/{id}) and compares the totals.
//
// Source: CIBPay API guide, PUT /orders/{order_id}/charge.
func (a *OrdersAPI) Charge(ctx context.Context, id string, req ChargeRequest) (*Order, error) {
	o, err := a.engine.Charge(ctx, id, ordergate.Move(req))
	return orderFrom(o), err
}

// Refund gives back what was charged, wholly or in part. Refunds add up.
// PUT /orders/{id}/refund with the amount as a two-place decimal string, or
// without a body for the whole. With an Amount and no Before the order is read
// first, to know the total before.
//
// The outcome is unknown after a lost answer, a 5xx, INVALID_STATE and any
// answer that does not show this refund. Never refund again on a guess, and
// settle one refund before you make the next: Client.Resolve reads the order
// (GET /orders/{id}) and compares the total refunded before and after. For the
// whole of an order that was refunded in part before, it needs Before to tell.
//
// Source: CIBPay API guide, PUT /orders/{order_id}/refund.
func (a *OrdersAPI) Refund(ctx context.Context, id string, req RefundRequest) (*Order, error) {
	o, err := a.engine.Refund(ctx, id, ordergate.Move(req))
	return orderFrom(o), err
}

// Cancel releases the hold of an authorized order; of a charged one it refunds.
// PUT /orders/{id}/cancel. If a charge comes in between, money moves back: for
// a release alone use Reverse.
//
// CIBPay's guide refuses to cancel a charged order, the platform's page refunds
// it; the dangerous one is assumed, so that Whole or an Amount has to be said.
// The outcome is unknown after a lost answer, a 5xx and INVALID_STATE.
// Client.Resolve reads the order (GET /orders/{id}). Settle it before the next
// call on the order.
//
// Source: CIBPay API guide, PUT /orders/{order_id}/cancel.
func (a *OrdersAPI) Cancel(ctx context.Context, id string, req CancelRequest) (*Order, error) {
	o, err := a.engine.Cancel(ctx, id, ordergate.Move(req))
	return orderFrom(o), err
}

// Reverse releases the hold of an authorized order, and never refunds.
// PUT /orders/{id}/reverse without a body. The guide does not show it; public
// clients use it.
//
// The outcome is unknown after a lost answer and a 5xx. Client.Resolve reads the
// order (GET /orders/{id}): reversed with nothing charged is executed, by us or
// by the bank.
//
// Source: Bizon actions page, PUT /orders/:id/reverse; public clients.
func (a *OrdersAPI) Reverse(ctx context.Context, id string) (*Order, error) {
	o, err := a.engine.Reverse(ctx, id)
	return orderFrom(o), err
}

// Rebill takes a payment with the card that an earlier order kept
// (Options.Recurring). POST /orders/{id}/rebill; it makes a new order with an id
// of its own. Money moves at once, or is held, as Options.AutoCharge says.
//
// A decline is ErrDeclined with the refused order in ObjectID. The outcome is
// unknown after a lost answer, a 5xx and an answer that repeats the earlier
// order's id. Client.Resolve finds the new order by Reference (GET
// /orders/?merchant_order_id=); that it is not there never proves that it was
// not made.
//
// Source: CIBPay API guide, POST /orders/{order_id}/rebill.
func (a *OrdersAPI) Rebill(ctx context.Context, id string, req RebillRequest) (*Order, error) {
	o, err := a.engine.Rebill(ctx, id, new(req.wire()))
	return orderFrom(o), err
}

// Credit pays out to a card, without a link to an earlier payment.
// POST /orders/credit with the amount as a two-place decimal string. Money
// leaves at once.
//
// A decline is ErrDeclined. The outcome is unknown after a lost answer and a
// 5xx: money may have left. Never send it again on a guess. Client.Resolve finds
// the payout by Reference (GET /orders/?merchant_order_id=) and compares amount,
// currency and the visible digits of the card; that it is not there never
// proves that it was not made.
//
// Source: CIBPay API guide, POST /orders/credit.
func (a *OrdersAPI) Credit(ctx context.Context, req CreditRequest) (*Order, error) {
	o, err := a.engine.Credit(ctx, new(req.wire()))
	return orderFrom(o), err
}
