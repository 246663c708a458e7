package ordergatetest

// creditOrder pays out to the card of an earlier order, as a new order.
func creditOrder(p *Platform, in *incoming) (reply, *failure) {
	parent, ok := p.orders[in.id]
	if !ok {
		return refused(refuse(notFound, orderNotFound))
	}
	f := in.object
	currency := f.currency("currency", parent.currency)
	amount := f.amount("amount", currency, true)
	r := readRequest(f)
	if len(*f.problems) > 0 {
		return refused(invalidRequest(*f.problems))
	}
	if parent.authCode == "" {
		return wrong(parent, "Order is not in a valid state to be credited.")
	}
	o := p.newOrder(r, amount, currency, parent.id, in.requestID())
	o.takeCard(parent)
	if in.decline != "" {
		p.decline(o, in.decline, Credited, "")
		return p.declinedReply(o, in.decline, nil)
	}
	p.payOut(o, in.requestID())
	return p.paid(o, "", everything)
}
