package circlepaytest

import (
	"fmt"
	"net/url"
	"strconv"
	"strings"
)

// checkout is one address of the payer's pages: an invoice, a link, or one payment
// of them.
type checkout struct {
	invoice *invoice // or
	link    *link
	payment *payment // nil as long as nobody pays
}

// address is what checkout pages begin with.
func (m *Model) address(in *incoming) string {
	if m.cfg.CheckoutURL != "" {
		return strings.TrimRight(m.cfg.CheckoutURL, "/")
	}
	return in.base
}

// openPage makes an address like those that public clients met: long, and with a
// token that stands for the checkout.
func (m *Model) openPage(in *incoming, at *checkout) string {
	step, transaction, name, of := "1", "", "", ""
	if p := at.payment; p != nil {
		step, transaction = "3", p.transactionID
		if p.method != nil {
			name, of = p.method.Name, p.method.gateway.Name
		}
	}
	token := m.webToken("page", len(m.pages)+1, fmt.Sprintf(
		`{"queryParams":{"step":%q,"OPExternal":%q,"source":"external","selectedPaymentMethod":%q,"selectedPaymentGateway":%q}}`,
		step, transaction, name, of))
	segment := m.draw("page", len(m.pages)+1, 24)
	switch {
	case at.invoice != nil:
		segment = at.invoice.page
	case at.link != nil:
		segment = at.link.id
	}
	m.pages[token] = at
	path := "/payment/make-payment/" + segment + "/" + token
	if at.payment != nil {
		at.payment.pagePath = path
	}
	return m.address(in) + path
}

// checkoutOf finds what a page is about; nil if it is about nothing.
func (m *Model) checkoutOf(in *incoming) *checkout {
	if !strings.HasPrefix(in.path, "/checkout/") {
		return m.pages[in.arg]
	}
	l := m.link(nil, in.arg)
	if l == nil {
		return nil
	}
	at := &checkout{link: l}
	if l.direct {
		at.payment = l.payments[0]
	}
	return at
}

// payable says that the page offers to pay.
func (at *checkout) payable(m *Model) bool {
	switch {
	case at.payment != nil:
		return at.payment.open()
	case at.invoice != nil:
		return at.invoice.payable()
	}
	return at.link.payable(m.now)
}

func (at *checkout) merchant() *merchant {
	if at.invoice != nil {
		return at.invoice.merchant
	}
	return at.link.merchant
}

// begin gives the payment that a payer without one makes by paying. The mobile
// number is that of a link's payer.
func (m *Model) begin(in *incoming, at *checkout, mobile string) *payment {
	if at.payment != nil {
		return at.payment
	}
	var p *payment
	if o := at.invoice; o != nil {
		if p = o.openPayment(); p == nil {
			p = m.addPayment(payment{merchant: o.merchant, invoice: o, mobile: o.mobile, value: o.total, method: o.preferredMethod(m)})
		}
	} else {
		p = m.addPayment(payment{merchant: at.link.merchant, link: at.link, mobile: mobile, value: at.link.value})
	}
	if p.url == "" {
		p.url = m.openPage(in, &checkout{invoice: p.invoice, link: p.link, payment: p})
	}
	return p
}

// back is where the payer's browser goes: to redirect_url, else to the payment's
// own page, with success=true or success=false behind the query.
func (p *payment) back() string {
	paid := "success=" + strconv.FormatBool(p.status == statusPaid)
	u, err := url.Parse(p.redirect)
	if p.redirect == "" || err != nil {
		return p.pagePath + "?" + paid
	}
	if u.RawQuery != "" {
		paid = "&" + paid
	}
	u.RawQuery += paid
	return u.String()
}
