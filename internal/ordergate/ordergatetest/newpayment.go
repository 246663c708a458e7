package ordergatetest

import (
	"maps"
	"net/http"
	"regexp"
)

var cvv = regexp.MustCompile(`^[0-9]{3,4}$`)

// rebillOrder charges the card of an earlier order again, as a new order.
func rebillOrder(p *Platform, in *incoming) (reply, *failure) {
	parent, ok := p.orders[in.id]
	if !ok {
		return refused(refuse(notFound, orderNotFound))
	}
	f := in.object
	currency := f.currency("currency", parent.currency)
	amount := f.amount("amount", currency, true)
	r := readRequest(f)
	f.matching("cvv", cvv, "Must be three or four digits.")
	readRecurringDetails(f.object("recurring_details"))
	if len(*f.problems) > 0 {
		return refused(invalidRequest(*f.problems))
	}
	if !parent.rebillable() {
		return wrong(parent, "Order is not in a valid state to be rebilled.")
	}
	if !parent.recurring {
		return refused(failure{kind: invalid, message: "Order was not made for recurring payments", orderID: parent.id})
	}
	o := p.newOrder(r, amount, currency, parent.id, in.requestID())
	o.expires = o.created.Add(r.timeout)
	o.checkoutURL = p.checkoutURL(o, in)
	o.takeCard(parent)
	if in.decline != "" {
		p.decline(o, in.decline, Authorized, "")
		return p.declinedReply(o, in.decline, guideLink(o, guideStatus(o.status)))
	}
	p.approve(o, in.requestID())
	return p.acted(o, func() any { return guideLink(o, "CREATED") })
}

// takeCard copies the card of an earlier order.
func (o *order) takeCard(from *order) {
	o.pan, o.descriptor = from.pan, from.descriptor
	o.card, o.issuer = maps.Clone(from.card), maps.Clone(from.issuer)
}

// rebillable says that a card holder has paid the order or let it be held.
func (o *order) rebillable() bool {
	return o.status == statusAuthorized || o.status == statusCharged || o.status == statusRefunded
}

// readRecurringDetails gives the earlier order that the merchant names.
func readRecurringDetails(details fields) (parentID string) {
	details.text("trace_id")
	details.text("indicator")
	return details.text("parent_order_id")
}

// creditCard pays out to a card without an order before it.
func creditCard(p *Platform, in *incoming) (reply, *failure) {
	f := in.object
	currency := f.currency("currency", p.cfg.Currency)
	amount := f.amount("amount", currency, true)
	r := readRequest(f)
	pan := f.pan("pan")
	if len(*f.problems) > 0 {
		refusal := invalidRequest(*f.problems)
		if p.cfg.Form == GuideForm {
			refusal.message = "Invalid PAN or amount."
		}
		return refused(refusal)
	}
	o := p.newOrder(r, amount, currency, "", in.requestID())
	p.useCard(o, pan, map[string]string{"expiration": "0/0"})
	if d := payoutDecline(in.decline, pan); d != "" {
		p.decline(o, d, Credited, "")
		return p.declinedReply(o, d, guideCreditView{Status: guideStatus(o.status), OrderID: o.id})
	}
	p.payOut(o, in.requestID())
	return p.acted(o, func() any { return guideCreditView{Status: "SUCCESS", OrderID: o.id} })
}

// payOut sends the order's amount to its card.
func (p *Platform) payOut(o *order, requestID string) {
	o.authCode = p.authCode(o)
	o.status = statusCredited
	p.succeed(o, Credited, o.amount, requestID)
}

func payoutDecline(asked Decline, pan string) Decline {
	if asked != "" {
		return asked
	}
	return cardOf(pan).plain
}

// declinedReply answers a refused new payment. The guide prints no code for a
// decline, so its form answers with the order's status.
func (p *Platform) declinedReply(o *order, d Decline, guide any) (reply, *failure) {
	switch {
	case p.cfg.Form == GuideForm:
		return jsonReply(http.StatusOK, guide), nil
	case p.cfg.Declines == DeclineAsOrder:
		return p.platformReply(http.StatusOK, o), nil
	}
	return refused(failure{kind: refusals[d].kind, message: o.failureMessage, orderID: o.id})
}
