package corefytest

import (
	"fmt"
	"slices"

	"github.com/paygates/paygates-go/money"
)

// Chargeback takes an amount of a payment back by the card scheme: the invoice
// becomes charged_back, or partially_charged_back while the merchant keeps some
// of it. The error is ErrNotFound or ErrInvalidAmount.
func (m *Model) Chargeback(invoiceID string, amount money.Amount) error {
	return m.change(func() error {
		o, ok := found[*invoice](m, invoiceID)
		switch {
		case !ok:
			return ErrNotFound
		case amount.Currency() != o.service.Currency || !amount.IsPositive() || amount.Excess() || more(amount, o.refundable()):
			return ErrInvalidAmount
		}
		o.chargedBack, o.disputedAt = plus(o.chargedBack, amount), m.now
		m.enterInLedger(o.line(ChargedBack, amount, ""))
		m.move(o, o.disputed(), resolutionOK)
		return nil
	})
}

// CompleteRefund lets the provider give the money of a refund back that is under
// way. The error is ErrNotFound or ErrNotOpen.
func (m *Model) CompleteRefund(refundID string) error { return m.finishRefund(refundID, "") }

// FailRefund lets the provider refuse a refund that is under way: the invoice
// becomes refund_failed, and the money stays with the merchant. The error is
// ErrNotFound, ErrNotOpen or ErrUnknownWord.
func (m *Model) FailRefund(refundID string, reason Decline) error {
	if !refusing(string(reason)) {
		return ErrUnknownWord
	}
	return m.finishRefund(refundID, string(reason))
}

func (m *Model) finishRefund(refundID, reason string) error {
	return m.change(func() error {
		r, ok := found[*refund](m, refundID)
		switch {
		case !ok:
			return ErrNotFound
		case r.status != processPending:
			return fmt.Errorf("%w: it is %s", ErrNotOpen, r.status)
		}
		m.endRefund(r, reason)
		return nil
	})
}

// CompletePayout lets the provider pay out what is under way. The error is
// ErrNotFound or ErrNotOpen.
func (m *Model) CompletePayout(payoutID string) error {
	return m.onPayout(payoutID, func(o *payout) error {
		m.payOut(o)
		return nil
	})
}

// FailPayout lets the provider refuse a payout that is under way. The error is
// ErrNotFound, ErrNotOpen or ErrUnknownWord.
func (m *Model) FailPayout(payoutID string, reason Decline) error {
	if !refusing(string(reason)) {
		return ErrUnknownWord
	}
	return m.onPayout(payoutID, func(o *payout) error {
		m.movePayout(o, processFailed, string(reason))
		return nil
	})
}

func (m *Model) onPayout(payoutID string, do func(*payout) error) error {
	return m.change(func() error {
		o, ok := found[*payout](m, payoutID)
		switch {
		case !ok:
			return ErrNotFound
		case !o.open():
			return fmt.Errorf("%w: it is %s", ErrNotOpen, o.status)
		}
		return do(o)
	})
}

// ReturnPayout lets money of a payout come back: it becomes canceled, or
// partially_canceled while some of it stays away. The error is ErrNotFound or
// ErrInvalidAmount.
func (m *Model) ReturnPayout(payoutID string, amount money.Amount) error {
	return m.change(func() error {
		o, ok := found[*payout](m, payoutID)
		if !ok {
			return ErrNotFound
		}
		left := zero(o.service.Currency)
		if o.processed.IsSet() {
			left = minus(o.processed, o.returned)
		}
		if amount.Currency() != o.service.Currency || !amount.IsPositive() || amount.Excess() || more(amount, left) {
			return ErrInvalidAmount
		}
		o.returned = plus(o.returned, amount)
		line := o.line(Returned, amount)
		line.RequestID = ""
		m.enterInLedger(line)
		status := canceled
		if amount != left {
			status = partiallyCanceled
		}
		m.movePayout(o, status, resolutionOK)
		return nil
	})
}

// Correct sets the words of an invoice or payout by hand, as an operator can in
// Corefy's dashboard, also those of a final state. No amount changes and no money
// moves. An invoice that waits for its payer again can be paid for half an hour.
// The error is ErrNotFound or ErrUnknownWord.
func (m *Model) Correct(objectID, status, resolution string) error {
	return m.change(func() error {
		if !slices.Contains(resolutions, resolution) {
			return ErrUnknownWord
		}
		switch o := m.byID[objectID].(type) {
		case *invoice:
			if !slices.Contains(invoiceStatuses, status) {
				return ErrUnknownWord
			}
			m.move(o, status, resolution)
			m.reopen(o)
		case *payout:
			if !slices.Contains(payoutStatuses, status) {
				return ErrUnknownWord
			}
			m.movePayout(o, status, resolution)
		default:
			return ErrNotFound
		}
		return nil
	})
}

// reopen lets an invoice expire again if it waits for its payer again.
func (m *Model) reopen(o *invoice) {
	if !o.open() {
		return
	}
	if !o.expires.After(m.now) {
		o.expires = m.now.Add(usualLife)
	}
	if !slices.Contains(m.waiting, o) {
		m.waiting = append(m.waiting, o)
	}
}

// change does something under the lock and lets a server deliver what it queued.
func (m *Model) change(do func() error) error {
	m.enter()
	err := do()
	m.mu.Unlock()
	m.changed()
	return err
}
