package cinetpaytest

import (
	"errors"
	"fmt"
	"slices"
)

// What the actions of payer, operator and back office can fail with, for
// errors.Is.
var (
	// ErrNotPayable says that the payment does not wait for its payer: it is
	// paid, refused or refunded.
	ErrNotPayable = errors.New("the payment is not waiting for its payer")
	// ErrNotRefundable says that the payment was not paid or is refunded.
	ErrNotRefundable = errors.New("the payment is not paid")
	// ErrUnknownCode says that a code does not mean what it is to mean here.
	ErrUnknownCode = errors.New("the code does not say that")
)

// refusalCodes are the codes of a payment that failed. The first five are
// documented, the others are public clients'.
var refusalCodes = []string{
	"600", "602", "604", "606", "627",
	"605", "631", "632", "633", "634", "635", "636", "637", "641", "642", "807", "808", "809", "810", "811", "812",
}

// waitingCodes are the codes of a payment that waits, with its status. The first
// three are documented, the others are public clients'.
var waitingCodes = map[string]string{
	"623": statusWaiting, "662": statusWaiting, "663": statusWaiting,
	"607": statusPending, "638": statusWaiting, "664": statusWaiting, "803": statusWaiting,
}

// Pay lets the payer pay with a usual wallet: the payment becomes ACCEPTED. The
// payment is named by its transaction_id or its payment_token. The error is
// ErrPaymentNotFound or ErrNotPayable.
func (m *Model) Pay(id string) error { return m.PayWith(id, Wallet{}) }

// PayWith is Pay with that wallet; fields that are empty are a usual wallet's.
func (m *Model) PayWith(id string, wallet Wallet) error {
	return m.act(id, waits, func(p *payment) { m.accept(p, wallet) })
}

// Refuse lets the payer cancel: the payment becomes REFUSED with code 627. The
// error is ErrPaymentNotFound or ErrNotPayable.
func (m *Model) Refuse(id string) error { return m.RefuseWith(id, codeCanceled) }

// RefuseWith is Refuse with another code, such as 602 for an empty wallet: one of
// 600, 602, 604, 606, 627, or 605, 631 to 637, 641, 642, 807 to 812, which only
// public clients know. The error is ErrUnknownCode too.
func (m *Model) RefuseWith(id, code string) error {
	if !slices.Contains(refusalCodes, code) {
		return fmt.Errorf("%w: %s is no refusal", ErrUnknownCode, code)
	}
	return m.act(id, waits, func(p *payment) { m.turn(p, statusRefused, code, Wallet{}) })
}

// Abandon lets the payer choose a wallet and leave: the phone asks for a yes that
// never comes, and the payment stays behind as WAITING_FOR_CUSTOMER with code
// 623. It can still be paid or refused. The error is ErrPaymentNotFound or
// ErrNotPayable.
func (m *Model) Abandon(id string) error { return m.AbandonWith(id, codePush) }

// AbandonWith is Abandon with another waiting code: one of 623, 662, 663, or 607,
// 638, 664, 803, which only public clients know. The error is ErrUnknownCode
// too.
func (m *Model) AbandonWith(id, code string) error {
	status, known := waitingCodes[code]
	if !known {
		return fmt.Errorf("%w: %s is no waiting", ErrUnknownCode, code)
	}
	return m.act(id, waits, func(p *payment) { m.turn(p, status, code, Wallet{}) })
}

// Confirm lets the operator say, perhaps late, that the wallet was debited: a
// payment that waits, and also one that is REFUSED meanwhile, becomes ACCEPTED.
// The error is ErrPaymentNotFound, or ErrNotPayable if it is paid or refunded.
func (m *Model) Confirm(id string) error {
	unpaid := func(p *payment) error {
		if p.status == statusRefused {
			return nil
		}
		return waits(p)
	}
	return m.act(id, unpaid, func(p *payment) { m.accept(p, Wallet{}) })
}

// BeginRefund starts a refund in the gateway's back office, which no API call
// does: code 661. Nothing has moved yet. The error is ErrPaymentNotFound or
// ErrNotRefundable.
func (m *Model) BeginRefund(id string) error {
	return m.act(id, paid, func(p *payment) { m.turn(p, statusAccepted, codeRefunding, Wallet{}) })
}

// Refund gives the money back from the gateway's back office: code 660. The error
// is ErrPaymentNotFound or ErrNotRefundable.
func (m *Model) Refund(id string) error {
	return m.act(id, paid, func(p *payment) {
		m.turn(p, statusRefunded, codeRefunded, Wallet{})
		m.enterPayment(p, Refunded, "")
	})
}

func waits(p *payment) error {
	if _, waiting := waitingCodes[p.code]; !waiting {
		return fmt.Errorf("%w: it is %s", ErrNotPayable, p.status)
	}
	return nil
}

func paid(p *payment) error {
	if p.status != statusAccepted {
		return fmt.Errorf("%w: it is %s", ErrNotRefundable, p.status)
	}
	return nil
}

// act does something to a payment that allows it, and lets a server deliver the
// notification.
func (m *Model) act(id string, allowed func(*payment) error, do func(*payment)) error {
	err := m.actLocked(id, allowed, do)
	m.afterAction()
	return err
}

func (m *Model) actLocked(id string, allowed func(*payment) error, do func(*payment)) error {
	m.enter()
	defer m.mu.Unlock()
	p, ok := m.findPayment(id)
	if !ok {
		return ErrPaymentNotFound
	}
	if err := allowed(p); err != nil {
		return err
	}
	do(p)
	return nil
}

// accept is the one place where a payer's money moves.
func (m *Model) accept(p *payment, wallet Wallet) {
	p.paidAt = m.now
	p.operator = "MP" + m.now.Format("060102.1504") + ".A" + m.drawDigits("operator", p.number, 5)
	m.enterPayment(p, Paid, "")
	m.turn(p, statusAccepted, codePaid, wallet)
}

// turn changes the payment and tells the merchant.
func (m *Model) turn(p *payment, status, code string, wallet Wallet) {
	p.status, p.code, p.updated = status, code, m.now
	p.choose(wallet)
	m.notify(p)
}

// choose fills the wallet: what is named now, what was named before, what is
// usual.
func (p *payment) choose(named Wallet) {
	usual := usualWallets[p.currency]
	if p.phoneLocked { // prefix and number in one
		usual.Prefix, usual.Phone = p.phone[:3], p.phone[3:]
	}
	for _, field := range []struct {
		to    *string
		texts [2]string
	}{
		{&p.wallet.Method, [2]string{named.Method, usual.Method}},
		{&p.wallet.Prefix, [2]string{named.Prefix, usual.Prefix}},
		{&p.wallet.Phone, [2]string{named.Phone, usual.Phone}},
	} {
		switch {
		case field.texts[0] != "":
			*field.to = field.texts[0]
		case *field.to == "":
			*field.to = field.texts[1]
		}
	}
}
