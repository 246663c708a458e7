package bizon

import "context"

// Authorize takes a payment with a card's own data.
// POST /orders/authorize with the card's number, expiration, CVV and holder. The
// amount is held, or taken at once, as Options.AutoCharge and the project's
// settings say: State tells authorized from paid.
//
// If the payer has to authenticate himself (201), that is a result and no error:
// State is pending, nothing was held, and Redirect is the 3-D Secure form that
// takes him to his bank. From there he comes back
//
//   - in 3-D Secure 1 to Redirect.Fields["TermUrl"]. As it comes that is the
//     gateway's own page, which completes the order: Confirm it when the payer is
//     back at Options.ReturnURL. Put an address of the shop there before
//     Redirect.Send, and the shop gets PaRes and calls Complete itself;
//   - in 3-D Secure 2 to Options.Secure3D20ReturnURL (assumed), with cres for
//     Complete3DS2, or with threeDSMethodData for Resume.
//
// Let the address hold something by which the shop finds the order again: the
// form is posted from the bank's site, without the shop's cookies. ParseReturn3D
// reads it.
//
// A decline is ErrDeclined with the refused order in ObjectID. The outcome is
// unknown after a lost answer, a 5xx, failure_type error and an answer with
// another amount, reference or card than asked. Never send it again on a guess:
// Client.Resolve finds the order by Reference (GET /orders/?merchant_order_id=);
// that it is not there never proves that it was not made. One that is found
// waiting for the payer has lost its form with the answer: nobody can go on with
// it, and a new Reference begins anew.
//
// Source: Bizon actions page, POST /orders/authorize.
func (a *OrdersAPI) Authorize(ctx context.Context, req AuthorizeRequest) (*Order, error) {
	o, err := a.engine.Authorize(ctx, new(req.wire()))
	return orderFrom(o), err
}

// TokenPay takes a payment with an Apple Pay or Google Pay token.
// POST /orders/token_pay with the amount as a two-place decimal string. The
// amount is held, or taken at once, as Options.AutoCharge and the project's
// settings say.
//
// An order that waits for 3-D Secure is answered as by Authorize; the request has
// no address for the payer's way back. A decline is
// ErrDeclined with the refused order in ObjectID. The outcome is unknown after a
// lost answer and a 5xx. Client.Resolve finds the order by Reference (GET
// /orders/?merchant_order_id=); that it is not there never proves that it was
// not made.
//
// Source: Bizon actions page, POST /orders/token_pay.
func (a *OrdersAPI) TokenPay(ctx context.Context, req TokenPayRequest) (*Order, error) {
	o, err := a.engine.TokenPay(ctx, new(req.wire()))
	return orderFrom(o), err
}

// Complete hands on what the payer's bank answered in 3-D Secure 1.
// POST /orders/{id}/complete with PaRes, which ParseReturn3D finds in the form
// that came to the shop's own TermUrl. The amount is then held, or taken at once,
// as the order was asked for. Where TermUrl was left as it came the gateway
// completes the order by itself: then only read it.
//
// A decline is ErrDeclined. A repeat is answered with "Order already completed",
// in a form that no source states: that is ErrState with an unknown outcome,
// because it says nothing about how the earlier one ended. Client.Resolve reads
// the order (GET /orders/{id}); so it does after a lost answer and a 5xx. Send it
// again only if the order is still prepared.
//
// Source: Bizon actions page, POST /orders/:id/complete.
func (a *OrdersAPI) Complete(ctx context.Context, id string, req CompleteRequest) (*Order, error) {
	o, err := a.engine.Complete(ctx, id, req.PaRes)
	return orderFrom(o), err
}

// Complete3DS2 ends an authentication by 3-D Secure 2.
// POST /orders/{id}/complete3d20, with the cres that ParseReturn3D finds in the
// form that came to Options.Secure3D20ReturnURL, or without, where the payer
// brought none. The amount is then held, or taken at once, as the order was asked
// for.
//
// While the gateway has no result from the payer's bank (RReq) it refuses with
// ErrInvalidRequest and the order stays prepared: read it, then call again. A
// decline is ErrDeclined. The outcome is unknown after a lost answer and a 5xx;
// Client.Resolve reads the order (GET /orders/{id}).
//
// Source: Bizon actions page, POST /orders/:id/complete3d20.
func (a *OrdersAPI) Complete3DS2(ctx context.Context, id string, req Complete3DS2Request) (*Order, error) {
	o, err := a.engine.Complete3DS2(ctx, id, req.CRes)
	return orderFrom(o), err
}

// Resume goes on after the payer's browser has run the 3DS Method.
// POST /orders/{id}/resume without a body, when a form with threeDSMethodData has
// come to Options.Secure3D20ReturnURL: ParseReturn3D tells. The gateway may take 10
// seconds: a shorter paygates.WithAttemptTimeout leaves the outcome unknown.
//
// Either the payer has to go on, then State is pending and Redirect the next
// form, which brings him back to that address with cres for Complete3DS2; or his
// bank asks nothing more of him, then the amount is held or taken.
// A decline is ErrDeclined. The outcome is unknown after a lost answer and a 5xx.
// Client.Resolve reads the order (GET /orders/{id}).
//
// Source: Bizon actions page, POST /orders/:id/resume.
func (a *OrdersAPI) Resume(ctx context.Context, id string) (*Order, error) {
	o, err := a.engine.Resume(ctx, id)
	return orderFrom(o), err
}
