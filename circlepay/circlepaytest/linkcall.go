package circlepaytest

import (
	"slices"
)

// createLink: POST paymentlink/create.
func createLink(m *Model, c *call) ([]any, *refusal) {
	o := c.readOffer(offer{active: true})
	if c.wrong() {
		return nil, nil
	}
	l := m.addLink(c.in, link{offer: o, merchant: c.merchant})
	m.enterInLedger(Entry{Kind: LinkCreated, Merchant: c.merchant.mobile, PaymentLink: l.url, Amount: l.value, RequestID: c.in.requestID()})
	return one(m.linkKey(l)), nil
}

func (m *Model) linkKey(l *link) object {
	name := "Link"
	if m.cfg.Form == ClientForm {
		name = "link"
	}
	return object{{name, l.url}, {"payment_link_url", l.url}}
}

// getLink: GET paymentlink/get/{payment_link_url}.
func getLink(m *Model, c *call) ([]any, *refusal) {
	l := m.paymentLink(c.merchant, c.arg)
	if l == nil {
		return refused("4111")
	}
	return one(m.linkView(l)), nil
}

// updateLink: PUT paymentlink/update. Payments that are open keep their value.
func updateLink(m *Model, c *call) ([]any, *refusal) {
	l := m.paymentLink(c.merchant, c.required("payment_link_url"))
	if l == nil {
		if c.wrong() {
			return nil, nil
		}
		return refused("4111")
	}
	o := c.readOffer(l.offer)
	if c.wrong() {
		return nil, nil
	}
	l.offer = o
	return one(m.linkKey(l)), nil
}

// listLinks: GET paymentlink/list, and paymentlink/list/{customer_mobile} for those
// that the customer has gone to pay.
func listLinks(m *Model, c *call) ([]any, *refusal) {
	if c.arg != "" && c.merchant.customer(c.arg) == nil {
		return refused("3110")
	}
	out := []any{}
	for _, l := range ofMerchant(m, c.merchant, m.links) {
		ofCustomer := c.arg == "" || slices.ContainsFunc(l.payments, func(p *payment) bool { return p.mobile == c.arg })
		if !l.direct && ofCustomer {
			out = append(out, m.linkView(l))
		}
	}
	return out, nil
}

// deactivateLink: DELETE paymentlink/deactive/{payment_link_url}.
func deactivateLink(m *Model, c *call) ([]any, *refusal) {
	l := m.paymentLink(c.merchant, c.arg)
	if l == nil || !l.active {
		return refused("4111")
	}
	l.active = false
	m.enterInLedger(Entry{Kind: LinkDeactivated, Merchant: c.merchant.mobile, PaymentLink: l.url, Amount: l.value, RequestID: c.in.requestID()})
	if m.cfg.Form == ClientForm {
		return one(object{{"payment_link_url", l.url}}), nil
	}
	return one(object{}), nil
}

// payLink: POST payPaymentLink/. It takes no money: it opens a payment and tells
// where the payer goes.
func payLink(m *Model, c *call) ([]any, *refusal) {
	l := m.paymentLink(c.merchant, c.required("payment_link_url"))
	switch {
	case c.wrong():
		return nil, nil
	case l == nil, !l.active:
		return refused("4111")
	case isPast(l.expiry, m.now):
		return refused("4115")
	}
	buyer, coupon, with := c.readBuyer(), c.text("coupon_code"), c.chosen(c.fields, "7112")
	redirect := c.webAddress("redirect_url", "1112")
	switch {
	case c.wrong():
		return nil, nil
	case coupon != "" && !slices.Contains(m.cfg.Coupons, coupon):
		return refused("4311")
	}
	if buyer.mobile != "" && c.merchant.customer(buyer.mobile) == nil {
		c.merchant.customers = append(c.merchant.customers, &buyer)
	}
	p := m.addPayment(payment{
		merchant: c.merchant, link: l, mobile: buyer.mobile, coupon: coupon, value: l.value,
		method: with, redirect: redirect, requestID: c.in.requestID(),
	})
	p.url = m.openPage(c.in, &checkout{link: l, payment: p})
	if m.cfg.EmptyLinkPay {
		return one(object{}), nil
	}
	return one(object{{"transaction_id", p.transactionID}, {"url", p.url}}), nil
}

// readBuyer reads who pays a link: nobody yet, a known customer by the mobile
// number alone, or a new customer.
func (c *call) readBuyer() customer {
	f := c.object("customer")
	if len(f.values) == 0 {
		return customer{}
	}
	if known := c.merchant.customer(f.text("mobile_number")); known != nil {
		return *known
	}
	return c.readCustomer(f)
}

// createDirectPayment: POST directPayment/create. It opens a payment at once, under
// an address of its own.
func createDirectPayment(m *Model, c *call) ([]any, *refusal) {
	for _, name := range []string{"customer", "directPayment"} {
		if !c.has(name) {
			return refused("1110", name)
		}
	}
	mobile, o := c.readDirectCustomer(), c.readDirectOffer()
	g := m.gateway(c.required("payment_gateway_id"))
	w := m.method(c.required("payment_method_id"))
	switch {
	case c.wrong():
		return nil, nil
	case isPast(o.expiry, m.now):
		return refused("4112", "expiryDate")
	case g == nil, !c.merchant.gatewaysOn[g]:
		return refused("7111")
	case w == nil, w.gateway != g, !c.merchant.methodsOn[w]:
		return refused("7113")
	}
	l := m.addLink(c.in, link{offer: o, merchant: c.merchant, direct: true})
	p := m.addPayment(payment{merchant: c.merchant, link: l, mobile: mobile, value: o.value, method: w, requestID: c.in.requestID()})
	p.url, p.pagePath = l.url, "/checkout/"+l.id
	return one(object{{"url", l.url}, {"transaction_id", p.transactionID}}), nil
}

// readDirectCustomer gives the mobile number, for which the sample has the local
// form.
func (c *call) readDirectCustomer() string {
	f := c.object("customer")
	f.required("first_name")
	f.required("last_name")
	f.email("email")
	mobile := f.required("mobile_number")
	if mobile != "" && !isPhone(mobile) && !isPhone("+"+mobile) {
		f.fail("1117")
	}
	return mobile
}

func (c *call) readDirectOffer() offer {
	f := c.object("directPayment")
	o := offer{
		value: f.amount("value"), expiry: f.requiredDate("expiryDate"), active: true,
		name: f.text("name"), description: f.textUpTo("description", mostText),
	}
	c.readPolicies(f, offer{}, &o)
	return o
}
