package ordergatetest

import (
	"errors"
	"fmt"
	"net/url"
	"time"

	"github.com/paygates/paygates-go/money"
)

// What a payer's action can fail with.
var (
	ErrOrderNotFound = errors.New("the model knows no such order")
	ErrNotPayable    = errors.New("the order is not waiting for its payer")
	ErrInvalidPAN    = errors.New("the card number is not valid")
	ErrInvalidAmount = errors.New("the amount is not available on this order")
)

// Pay pays an order with an approved test card.
func (p *Platform) Pay(id string) error { return p.PayWith(id, approvedPAN) }

// PayWith pays with the card of that number; a declined card is no error.
func (p *Platform) PayWith(id, pan string) error {
	return p.act(id, func(o *order) error { return p.payWith(o, pan) })
}

func (p *Platform) payWith(o *order, pan string) error {
	if !validPAN(pan) {
		return ErrInvalidPAN
	}
	card := cardOf(pan)
	p.useCard(o, pan, map[string]string{"expiration": "12/30", "holder": "John Smith"})
	p.enrol(o, card)
	d, message := card.plain, ""
	if o.force3D {
		d, message = card.with3D, card.message
	}
	if d != "" {
		p.decline(o, d, Authorized, message)
		return nil
	}
	p.approve(o, "")
	return nil
}

// Refuse is the payer's no.
func (p *Platform) Refuse(id string) error {
	return p.act(id, func(o *order) error {
		p.refuse(o)
		return nil
	})
}

func (p *Platform) refuse(o *order) {
	o.status, o.updated = statusDeclined, p.now
	o.failureType, o.failureMessage = string(DeclinedByAcquirer), "Canceled by the card holder"
}

// Abandon is a payer who leaves: during 3-D Secure if the order forces it.
func (p *Platform) Abandon(id string) error {
	return p.act(id, func(o *order) error {
		p.abandon(o)
		return nil
	})
}

func (p *Platform) abandon(o *order) {
	if !o.force3D || o.status == statusPrepared {
		return
	}
	p.useCard(o, approvedPAN, map[string]string{"expiration": "12/30", "holder": "John Smith"})
	o.secure3D = map[string]string{"reason": "force3d", "scenario": "unknown", "version": "2", "eci": "0", "dsrp": "0"}
	o.status, o.updated = statusPrepared, p.now
}

// act lets the payer do something with an order that waits for it, and queues
// the callback if the order changed.
func (p *Platform) act(id string, do func(*order) error) error {
	p.enter()
	err := p.actLocked(id, do)
	p.mu.Unlock()
	p.payerActed()
	return err
}

// payerActed lets a server deliver what the action queued. Nothing is locked.
func (p *Platform) payerActed() {
	if p.AfterPayer != nil {
		p.AfterPayer()
	}
}

func (p *Platform) actLocked(id string, do func(*order) error) error {
	o, ok := p.orders[id]
	switch {
	case !ok:
		return ErrOrderNotFound
	case !o.payable(p.now):
		return fmt.Errorf("%w: it is %s", ErrNotPayable, o.phase(p.now))
	}
	before := o.status
	if err := do(o); err != nil {
		return err
	}
	if o.status != before {
		p.queueCallback(o)
	}
	return nil
}

// phase is the status, or that the order waits no longer.
func (o *order) phase(now time.Time) string {
	switch {
	case o.expired(now) && (o.status == statusNew || o.status == statusPrepared):
		return "expired"
	case o.waiting():
		return "authenticating"
	}
	return o.status
}

// Chargeback takes an amount of a charged order back by the card scheme.
func (p *Platform) Chargeback(id string, amount money.Amount) error {
	p.enter()
	err := p.chargeback(id, amount)
	p.mu.Unlock()
	p.payerActed()
	return err
}

func (p *Platform) chargeback(id string, amount money.Amount) error {
	o, ok := p.orders[id]
	if !ok {
		return ErrOrderNotFound
	}
	h, ok := hundredthsOf(amount, o.currency)
	if !ok || h > o.refundable() {
		return ErrInvalidAmount
	}
	o.status = statusChargedBack
	o.disputed += h
	p.succeed(o, ChargedBack, h, "")
	p.queueCallback(o)
	return nil
}

// backURL is where the payer goes after the page: the merchant's address with
// order_id added behind whatever query it had.
func (o *order) backURL() string {
	u, err := url.Parse(o.returnURL)
	if o.returnURL == "" || err != nil {
		return ""
	}
	if u.RawQuery != "" {
		u.RawQuery += "&"
	}
	u.RawQuery += "order_id=" + url.QueryEscape(o.id)
	return u.String()
}
