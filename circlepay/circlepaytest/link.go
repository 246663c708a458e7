package circlepaytest

import (
	"encoding/json"
	"strings"
	"time"

	"github.com/paygates/paygates-go/money"
)

// offer is what a merchant sells through a link.
type offer struct {
	value                          money.Amount
	name, description, comments    string
	expiry                         time.Time
	shippingDetails, refundDetails string
	survey, shippingOn, refundOn   bool
	askAddress, active             bool
}

// link is a payment link, which many can pay, or a direct payment, which one can.
type link struct {
	offer
	merchant *merchant
	id       string
	url      string
	direct   bool
	payments []*payment // oldest first
	created  time.Time
	used     time.Time
}

func (l *link) owned() (*merchant, time.Time) { return l.merchant, l.created }

// payable says that the payer's page offers to pay.
func (l *link) payable(now time.Time) bool { return l.active && !isPast(l.expiry, now) }

// linkID is the last segment of a link: the same whether scheme and host are there
// or not.
func linkID(address string) string {
	address = strings.TrimRight(address, "/")
	return address[strings.LastIndexByte(address, '/')+1:]
}

// link finds a payment link by its URL or its last segment.
func (m *Model) link(k *merchant, address string) *link {
	id := linkID(address)
	return first(m.links, func(l *link) bool { return (k == nil || l.merchant == k) && l.id == id })
}

// paymentLink is link without the direct payments, which have no calls of their
// own.
func (m *Model) paymentLink(k *merchant, address string) *link {
	if l := m.link(k, address); l != nil && !l.direct {
		return l
	}
	return nil
}

// addLink keeps a new link under an address of its own.
func (m *Model) addLink(in *incoming, l link) *link {
	l.id, l.created = m.draw("link", len(m.links)+1, 16)+m.stamp(), m.now
	l.url = m.address(in) + "/checkout/" + l.id
	if !m.cfg.LinksWithScheme {
		_, l.url, _ = strings.Cut(l.url, "://")
	}
	m.links = append(m.links, &l)
	return &l
}

// readOffer reads the members of a link; what may be left out is as before.
func (c *call) readOffer(before offer) offer {
	o := offer{
		value: c.amount("value"), name: c.required("name"), description: c.required("description"),
		expiry: c.requiredDate("expiry_Date"), survey: c.flag("enable_Survey", before.survey), active: c.flag("status", before.active),
	}
	c.readPolicies(c.fields, before, &o)
	if code := c.text("currency"); code != "" && code != c.model.cfg.Currency.Code() {
		c.fail("1112", "currency")
	}
	if !o.expiry.IsZero() && isPast(o.expiry, c.model.now) {
		c.fail("4112", "expiry_Date")
	}
	return o
}

func (c *call) readPolicies(f fields, before offer, o *offer) {
	o.shippingOn, o.refundOn = f.flag("shippingPolicyFlag", before.shippingOn), f.flag("refundPolicyFlag", before.refundOn)
	o.askAddress = f.flag("getCustAddress", before.askAddress)
	for _, each := range []struct {
		to     *string
		name   string
		before string
	}{
		{&o.shippingDetails, "shippingPolicyDetails", before.shippingDetails},
		{&o.refundDetails, "refundPolicyDetails", before.refundDetails},
		{&o.comments, "comments", before.comments},
	} {
		*each.to = each.before
		if f.has(each.name) {
			*each.to = f.textUpTo(each.name, mostText)
		}
	}
}

// flagView is a flag as the form writes it.
func (f Form) flagView(on bool) any {
	if f == ClientForm {
		return on
	}
	if on {
		return json.Number("1")
	}
	return json.Number("0")
}

func (m *Model) linkView(l *link) object {
	flag := m.cfg.Form.flagView
	if m.cfg.Form == ClientForm {
		return append(object{
			{"link", l.url}, {"payment_link_url", l.url}, {"value", number(l.value)}, {"currency", l.value.Currency().Code()},
			{"enable_Survey", flag(l.survey)}, {"expiry_date", m.cfg.Form.dateText(l.expiry)}, {"description", l.description},
			{"name", l.name}, {"status", flag(l.active)}, {"shipping_policy_flag", flag(l.shippingOn)},
			{"shipping_policy_details", l.shippingDetails}, {"refund_policy_flag", flag(l.refundOn)},
			{"refund_policy_details", l.refundDetails}, {"comments", l.comments}, {"get_cust_address", flag(l.askAddress)},
		}, m.linkHistory(l)...)
	}
	return object{
		{"payment_link_url", l.url}, {"value", shortNumber(l.value)}, {"currency", l.value.Currency().Code()},
		{"enable_Survey", flag(l.survey)}, {"expiry_Date", m.cfg.Form.dateText(l.expiry)}, {"description", l.description},
		{"status", flag(l.active)}, {"shippingPolicyFlag", flag(l.shippingOn)}, {"refundPolicyFlag", flag(l.refundOn)},
		{"shippingPolicyDetails", l.shippingDetails}, {"refundPolicyDetails", l.refundDetails}, {"comments", l.comments},
		{"name", l.name}, {"getCustAddress", flag(l.askAddress)},
	}
}

// linkHistory is what became of a link, as older documents and a client have it.
func (m *Model) linkHistory(l *link) object {
	revenue, back, paid := m.zero(), m.zero(), 0
	for _, p := range l.payments {
		if p.status != statusPaid {
			continue
		}
		paid++
		revenue = must(revenue.Add(p.value))
		for _, r := range p.refunds {
			if r.status == statusPaid {
				back = must(back.Add(r.value))
			}
		}
	}
	lastUsed := any(nil)
	if !l.used.IsZero() {
		lastUsed = l.used.Format(isoInstant)
	}
	return object{
		{"create_date", l.created.Format(isoInstant)}, {"last_used", lastUsed}, {"editable", paid == 0}, {"form_id", nil},
		{"total_revenue", number(revenue)}, {"total_refund", number(back)}, {"total_transactions", paid},
	}
}
