package corefytest

import (
	"errors"
	"fmt"
	"net/url"

	"github.com/paygates/paygates-go/money"
)

// What the actions of payer, provider and operator can fail with, for errors.Is.
var (
	// ErrNotFound says that the model knows no such invoice, refund or payout.
	ErrNotFound = errors.New("corefytest: the model knows no such object")
	// ErrNotPayable says that the invoice does not wait for its payer: it is paid,
	// refused or expired.
	ErrNotPayable = errors.New("corefytest: the invoice is not waiting for its payer")
	// ErrNotOpen says that the refund or payout is not under way.
	ErrNotOpen = errors.New("corefytest: the refund or payout is not under way")
	// ErrInvalidPAN says that a card number fails the Luhn check.
	ErrInvalidPAN = errors.New("corefytest: the card number is not valid")
	// ErrInvalidAmount says that an amount is not positive, has another currency
	// than the object, or is more than what is left.
	ErrInvalidAmount = errors.New("corefytest: the amount is not available on this object")
	// ErrUnknownWord says that a status or resolution is not documented, or that a
	// resolution refuses nothing.
	ErrUnknownWord = errors.New("corefytest: no such status or resolution")
)

// Pay lets the payer pay with card 5123817234060000: the invoice becomes
// processed, or verified if its flow is verify. The error is ErrNotFound or
// ErrNotPayable.
func (m *Model) Pay(invoiceID string) error { return m.PayWith(invoiceID, approvedPAN) }

// PayWith is Pay with the card of that number. Corefy's test cards have their
// documented effects; any other number that passes the Luhn check is approved. A
// declined card is no error: read the invoice. The error is ErrNotFound,
// ErrNotPayable or ErrInvalidPAN.
//
//	5123817234060000  3-D Secure, approved
//	5519283812030000  no 3-D Secure, approved
//	4412397212080000  3-D Secure, declined
//	4302912837020000  no 3-D Secure, declined
func (m *Model) PayWith(invoiceID, pan string) error {
	return m.act(invoiceID, func(o *invoice) error { return m.payWith(o, pan, o.payment) })
}

// PayAmount lets the payer pay another amount than the invoice asks for, as a
// bank transfer may: it becomes partially_processed. The error is ErrNotFound,
// ErrNotPayable or ErrInvalidAmount.
func (m *Model) PayAmount(invoiceID string, amount money.Amount) error {
	return m.act(invoiceID, func(o *invoice) error {
		if amount.Currency() != o.service.Currency || !amount.IsPositive() || amount.Excess() || o.verify {
			return ErrInvalidAmount
		}
		return m.payWith(o, approvedPAN, amount)
	})
}

func (m *Model) payWith(o *invoice, pan string, amount money.Amount) error {
	effect, known := testCards[pan]
	if !known && !passesLuhn(pan) {
		return ErrInvalidPAN
	}
	with := cardOf(pan)
	if effect.refused != "" {
		o.card = &with
		m.fail(o, string(effect.refused))
		return nil
	}
	m.settle(o, amount, with, "")
	return nil
}

// Decline lets the provider refuse the payment for that reason: the invoice
// becomes process_failed, or verify_failed if its flow is verify. The error is
// ErrNotFound, ErrNotPayable or ErrUnknownWord.
func (m *Model) Decline(invoiceID string, reason Decline) error {
	if !refusing(string(reason)) {
		return ErrUnknownWord
	}
	return m.act(invoiceID, func(o *invoice) error {
		m.fail(o, string(reason))
		return nil
	})
}

// Refuse lets the payer press Refuse: the invoice becomes terminated, and its
// resolution stays ok. The error is ErrNotFound or ErrNotPayable.
func (m *Model) Refuse(invoiceID string) error {
	return m.act(invoiceID, m.refuse)
}

func (m *Model) refuse(o *invoice) error {
	m.move(o, terminated, resolutionOK)
	return nil
}

// Abandon lets the payer leave in the middle of 3-D Secure: the invoice stays
// process_pending, with the resolution auth_3ds_required, until it expires. The
// error is ErrNotFound or ErrNotPayable.
func (m *Model) Abandon(invoiceID string) error {
	return m.act(invoiceID, m.abandon)
}

func (m *Model) abandon(o *invoice) error {
	o.status, o.resolution, o.updated = processPending, "auth_3ds_required", m.now
	return nil
}

// act lets somebody do something with an invoice that waits for its payer.
func (m *Model) act(invoiceID string, do func(*invoice) error) error {
	m.enter()
	err := m.actLocked(invoiceID, do)
	m.mu.Unlock()
	m.changed()
	return err
}

func (m *Model) actLocked(invoiceID string, do func(*invoice) error) error {
	o, ok := found[*invoice](m, invoiceID)
	switch {
	case !ok:
		return ErrNotFound
	case !o.open():
		return fmt.Errorf("%w: it is %s", ErrNotPayable, o.status)
	}
	return do(o)
}

// backURL is where the payer goes after the page: the address for the invoice's
// status, with what a browser brings back behind whatever query it had.
func (o *invoice) backURL() string {
	address := o.returns.any
	if o.returns.pending != "" {
		address = o.returns.pending
		switch {
		case o.processed.IsSet() || o.status == verified:
			address = textOr(o.returns.success, address)
		case !o.open():
			address = textOr(o.returns.fail, address)
		}
	}
	u, err := url.Parse(address)
	if address == "" || err != nil {
		return ""
	}
	if u.RawQuery != "" {
		u.RawQuery += "&"
	}
	u.RawQuery += "id=" + url.QueryEscape(o.id) + "&description=" + url.QueryEscape(o.description) +
		"&amount=" + string(number(o.amount)) + "&currency=" + url.QueryEscape(o.service.Currency.Code())
	return u.String()
}

func textOr(text, otherwise string) string {
	if text == "" {
		return otherwise
	}
	return text
}
