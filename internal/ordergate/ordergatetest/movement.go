package ordergatetest

// The guide's words for a call that the order's state does not allow.
const (
	notChargeable  = "Order is not in a valid state to be charged (e.g., already charged or canceled)."
	notCancelable  = "Order is not in a valid state to be canceled (e.g., already charged)."
	notRefundable  = "Order is not in a valid state to be refunded."
	notReversible  = "Order is not in a valid state to be reversed."
	orderNotFound  = "Order not found"
	amountTooMuch  = "Amount exceeds what is available."
	takesNoMembers = "This call takes no parameters."
)

// target finds the order of the path and reads the optional amount.
func (p *Platform) target(in *incoming) (*order, hundredths, *failure) {
	o, ok := p.orders[in.id]
	if !ok {
		return nil, 0, &failure{kind: notFound, message: orderNotFound}
	}
	amount := in.object.amount("amount", o.currency, false)
	if problems := *in.object.problems; len(problems) > 0 {
		f := invalidRequest(problems)
		f.orderID = o.id
		return nil, 0, &f
	}
	return o, amount, nil
}

func wrong(o *order, message string) (reply, *failure) {
	return refused(failure{kind: wrongState, message: message, orderID: o.id})
}

func tooMuch(o *order) (reply, *failure) {
	f := invalidField("amount", amountTooMuch)
	f.orderID = o.id
	return refused(f)
}

// refuseMovement is the acquirer's no to a movement on an order: the order
// stays as it is and shows the failed operation.
func (p *Platform) refuseMovement(o *order, d Decline, kind string, amount hundredths) (reply, *failure) {
	r := refusals[d]
	p.failOperation(o, r, kind, amount)
	return refused(failure{kind: r.kind, message: r.message, orderID: o.id})
}

func chargeOrder(p *Platform, in *incoming) (reply, *failure) {
	o, amount, f := p.target(in)
	switch {
	case f != nil:
		return reply{}, f
	case o.status != statusAuthorized:
		return wrong(o, notChargeable)
	case amount > o.amount:
		return tooMuch(o)
	case amount == 0:
		amount = o.amount
	}
	if in.decline != "" {
		return p.refuseMovement(o, in.decline, Charged, amount)
	}
	o.status, o.charged = statusCharged, amount
	p.succeed(o, Charged, amount, in.requestID())
	return p.acted(o, func() any {
		return guideChargedView{Status: guideStatus(o.status), Transactions: guideTransactions(o)}
	})
}

func refundOrder(p *Platform, in *incoming) (reply, *failure) {
	o, amount, f := p.target(in)
	switch {
	case f != nil:
		return reply{}, f
	case o.status != statusCharged && o.status != statusRefunded:
		return wrong(o, notRefundable)
	}
	return p.refund(o, amount, in, notRefundable, "REFUNDED")
}

// refund gives back the amount, or all that is left when none is asked for.
// Refunds add up; an order refunded in part can be refunded again.
func (p *Platform) refund(o *order, amount hundredths, in *incoming, nothingLeft, guideWord string) (reply, *failure) {
	switch {
	case o.refundable() == 0:
		return wrong(o, nothingLeft)
	case amount > o.refundable():
		return tooMuch(o)
	case amount == 0:
		amount = o.refundable()
	}
	if in.decline != "" {
		return p.refuseMovement(o, in.decline, Refunded, amount)
	}
	o.status = statusRefunded
	o.refunded += amount
	p.succeed(o, Refunded, amount, in.requestID())
	return p.acted(o, func() any { return guideStatusView{guideWord} })
}

func reverseOrder(p *Platform, in *incoming) (reply, *failure) {
	o, _, f := p.target(in)
	switch {
	case f != nil:
		return reply{}, f
	case len(in.object.values) > 0:
		return refused(invalidField(sortedNames(in.object.values)[0], takesNoMembers))
	case o.status != statusAuthorized:
		return wrong(o, notReversible)
	}
	return p.release(o, in)
}

// release lets the whole hold go.
func (p *Platform) release(o *order, in *incoming) (reply, *failure) {
	if in.decline != "" {
		return p.refuseMovement(o, in.decline, Reversed, o.amount)
	}
	o.status = statusReversed
	p.succeed(o, Reversed, o.amount, in.requestID())
	return p.acted(o, func() any { return guideStatusView{guideStatus(o.status)} })
}

// cancelOrder releases a hold, whatever amount is asked, and refunds what was
// charged: by the order's state, not by the caller's intention.
func cancelOrder(p *Platform, in *incoming) (reply, *failure) {
	o, amount, f := p.target(in)
	switch {
	case f != nil:
		return reply{}, f
	case o.status == statusAuthorized:
		return p.release(o, in)
	case p.cfg.RefuseCancelOfCharged || o.status != statusCharged && o.status != statusRefunded:
		return wrong(o, notCancelable)
	}
	return p.refund(o, amount, in, notCancelable, "CANCELED")
}
