package circlepaytest

import (
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/paygates/paygates-go/money"
)

// refund is money of one payment on its way back.
type refund struct {
	payment     *payment
	id          string
	externalRef string
	value       money.Amount
	status      string
	requestID   string
	created     time.Time
	updated     time.Time
}

func (r *refund) owned() (*merchant, time.Time) { return r.payment.merchant, r.created }

// requestRefund: POST refund/request. A refund is for the whole payment.
func requestRefund(m *Model, c *call) ([]any, *refusal) {
	id := c.text("transaction_id")
	p := m.payment(c.merchant, id)
	if p == nil || c.wrong() {
		if id == "" {
			return refused("9110", "transaction_id")
		}
		return refused("9111")
	}
	value := p.value
	if m.cfg.PartialRefunds && c.has("value") {
		value = c.amount("value")
	}
	switch {
	case c.wrong():
		return nil, nil
	case p.status != statusPaid:
		return refused("9112", "the transaction is not paid")
	case !m.cfg.RepeatRefunds && more(value, m.refundable(p)):
		return refused("9112", "the amount is more than what is left of the payment")
	}
	r := m.addRefund(p, value, c.in.requestID())
	if m.cfg.Form == ClientForm {
		return one(object{{"refund_id", json.Number(r.id)}}), nil
	}
	return one(object{{"refund_id", r.id}}), nil
}

// refundable is what refunds that are paid or under way leave of a payment.
func (m *Model) refundable(p *payment) money.Amount {
	left := p.value
	for _, r := range p.refunds {
		if r.status != statusFailed {
			left = must(left.Sub(r.value))
		}
	}
	return left
}

func (m *Model) addRefund(p *payment, value money.Amount, requestID string) *refund {
	number := len(m.refunds) + 1
	r := &refund{
		payment: p, id: m.stamp(), externalRef: m.drawDigits("refund", number, 8), value: value,
		status: statusPending, requestID: requestID, created: m.now, updated: m.now,
	}
	m.refunds = append(m.refunds, r)
	p.refunds = append(p.refunds, r)
	m.enterRefund(r, RefundRequested)
	if m.cfg.RefundsAtOnce {
		m.endRefund(r, statusPaid)
	}
	return r
}

// endRefund gives the money back or does not.
func (m *Model) endRefund(r *refund, status string) {
	r.status, r.updated = status, m.now
	if status == statusPaid {
		m.enterRefund(r, Refunded)
	}
	m.notifyRefund(r)
}

func (m *Model) refund(k *merchant, id string) *refund {
	return first(m.refunds, func(r *refund) bool { return (k == nil || r.payment.merchant == k) && r.id == id })
}

func (m *Model) refundView(r *refund) object {
	dates := object{{"init_date", m.cfg.Form.dateText(r.created)}, {"update_date", m.cfg.Form.dateText(r.updated)}, {"value", number(r.value)}}
	if m.cfg.Form == ClientForm {
		head := object{{"refund_id", json.Number(r.id)}, {"external_ref_id", r.externalRef}}
		return append(append(head, dates...), member{"transaction_id", r.payment.transactionID}, member{"status", m.word(r.status)})
	}
	head := object{{"refund_id", r.id}, {"external_ref_id", json.Number(r.externalRef)}}
	return append(append(head, dates...), member{"transaction_id", json.Number(r.payment.transactionID)}, member{"status", m.word(r.status)})
}

// listRefunds: POST refund/list.
func listRefunds(m *Model, c *call) ([]any, *refusal) {
	fits := c.paymentFilter()
	if c.wrong() {
		return nil, nil
	}
	out := []any{}
	for _, r := range ofMerchant(m, c.merchant, m.refunds) {
		if fits(r.payment) {
			out = append(out, m.refundView(r))
		}
	}
	return out, nil
}

// getRefund: GET refund/get/{refund_id}.
func getRefund(m *Model, c *call) ([]any, *refusal) {
	r := m.refund(c.merchant, c.arg)
	if r == nil {
		return refused("9111")
	}
	return one(m.refundView(r)), nil
}

// What the actions on refunds can fail with, for errors.Is.
var (
	// ErrRefundNotFound says that the model knows no refund with that id.
	ErrRefundNotFound = errors.New("circlepaytest: the model knows no such refund")
	// ErrNotPending says that the refund has ended.
	ErrNotPending = errors.New("circlepaytest: the refund is not pending")
)

// CompleteRefund lets the payment gateway give the money of a pending refund back.
// The error is ErrRefundNotFound or ErrNotPending.
func (m *Model) CompleteRefund(refundID string) error { return m.finishRefund(refundID, statusPaid) }

// FailRefund lets the payment gateway refuse a pending refund: it becomes failed,
// and the money stays with the merchant. The error is ErrRefundNotFound or
// ErrNotPending.
func (m *Model) FailRefund(refundID string) error { return m.finishRefund(refundID, statusFailed) }

func (m *Model) finishRefund(refundID, status string) error {
	return m.act(func() error {
		r := m.refund(nil, refundID)
		switch {
		case r == nil:
			return ErrRefundNotFound
		case r.status != statusPending:
			return fmt.Errorf("%w: it is %s", ErrNotPending, r.status)
		}
		m.endRefund(r, status)
		return nil
	})
}
