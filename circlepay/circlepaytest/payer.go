package circlepaytest

import (
	"errors"
	"fmt"
)

// What the actions of payers can fail with, for errors.Is.
var (
	// ErrNotFound says that the model knows no such payment, invoice or link.
	ErrNotFound = errors.New("circlepaytest: the model knows no such payment, invoice or link")
	// ErrNotPayable says that the payment has ended, or that the invoice or link
	// offers nothing to pay.
	ErrNotPayable = errors.New("circlepaytest: it is not waiting for its payer")
	// ErrUnknownMethod says that the merchant has not switched that method on.
	ErrUnknownMethod = errors.New("circlepaytest: the merchant has no such method")
)

// passerBy is the mobile number of a payer of a link whom no request names.
const passerBy = "+201000000099"

// Pay lets the payer pay with the method that was chosen, else the merchant's
// first: the payment becomes paid, and so does its invoice. It is named by its
// transaction_id, or by the invoice_number or the URL of a link, whose page then
// opens a payment if none is open. The error is ErrNotFound, ErrNotPayable or
// ErrUnknownMethod.
func (m *Model) Pay(id string) error { return m.PayWith(id, "") }

// PayWith is Pay with the method of that identifier.
func (m *Model) PayWith(id, methodID string) error {
	return m.onPayment(id, func(p *payment) error { return m.pay(p, methodID) })
}

// Refuse lets the payment fail: the payer's bank refuses, or the payer cancels. It
// is named as for Pay. The error is ErrNotFound or ErrNotPayable.
func (m *Model) Refuse(id string) error {
	return m.onPayment(id, func(p *payment) error { m.move(p, statusFailed); return nil })
}

// Abandon lets the payer leave with a reference number: the payment becomes
// pending. It can still be paid or refused. It is named as for Pay. The error is
// ErrNotFound or ErrNotPayable.
func (m *Model) Abandon(id string) error {
	return m.onPayment(id, func(p *payment) error { m.move(p, statusPending); return nil })
}

// Return gives the address that a payer's browser goes to from the page of a
// payment: the redirect_url of the request that opened it, else the page itself,
// with success=true or success=false. Nothing in it proves anything. The error is
// ErrNotFound.
func (m *Model) Return(transactionID string) (string, error) {
	m.enter()
	defer m.mu.Unlock()
	p := m.payment(nil, transactionID)
	if p == nil {
		return "", ErrNotFound
	}
	return p.back(), nil
}

func (m *Model) onPayment(id string, do func(*payment) error) error {
	return m.act(func() error {
		at := m.checkoutNamed(id)
		switch {
		case at == nil:
			return ErrNotFound
		case at.payment != nil && !at.payment.open():
			return fmt.Errorf("%w: it is %s", ErrNotPayable, at.payment.status)
		case !at.payable(m):
			return ErrNotPayable
		}
		return do(m.begin(&incoming{base: m.base}, at, passerBy))
	})
}

// checkoutNamed finds what a payer pays by any of its names.
func (m *Model) checkoutNamed(id string) *checkout {
	if p := m.payment(nil, id); p != nil {
		return &checkout{invoice: p.invoice, link: p.link, payment: p}
	}
	if o := m.invoice(nil, id); o != nil {
		return &checkout{invoice: o, payment: o.openPayment()}
	}
	l := m.link(nil, id)
	switch {
	case l == nil || id == "":
		return nil
	case l.direct:
		return &checkout{link: l, payment: l.payments[0]}
	}
	return &checkout{link: l}
}

// pay takes the money.
func (m *Model) pay(p *payment, methodID string) error {
	w := p.method
	if usable := p.merchant.usable(m); methodID != "" {
		w = first(usable, func(w *method) bool { return w.ID == methodID })
	} else if w == nil && len(usable) > 0 {
		w = usable[0]
	}
	if w == nil {
		return ErrUnknownMethod
	}
	p.method = w
	if p.invoice != nil {
		p.invoice.status = invoicePaid
	}
	m.enterPayment(p, Paid, "")
	m.move(p, statusPaid)
	return nil
}

// move changes a payment and queues the callback.
func (m *Model) move(p *payment, status string) {
	p.status, p.updated = status, m.now
	m.notifyPayment(p)
}
