package ordergatetest

import (
	"fmt"
	"strings"
)

// Authentication is what a bank does when 3-D Secure asks it about its card.
type Authentication int

const (
	// Challenge asks the payer on the bank's page.
	Challenge Authentication = iota
	// Frictionless confirms the payer without asking.
	Frictionless
	// NotAuthenticated refuses the payer without asking.
	NotAuthenticated
)

// Bank is how a card's bank takes part in 3-D Secure.
type Bank struct {
	// Method begins version 2 with the bank's 3DS Method page.
	Method bool
	// Answer is what the bank does then.
	Answer Authentication
}

// SetBank says how the bank of one card behaves from now on.
func (p *Platform) SetBank(pan string, b Bank) error {
	if !validPAN(pan) {
		return ErrInvalidPAN
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.banks[pan] = b
	return nil
}

func (p *Platform) bankOf(pan string) Bank {
	if b, ok := p.banks[pan]; ok {
		return b
	}
	return p.cfg.Bank
}

// stage is how far a dialogue has come.
type stage int

const (
	atDevice    stage = iota + 1 // the 3DS Method form was given, resume is awaited
	atChallenge                  // the payer is to act on the bank's page
	answered                     // the payer has acted, completion is awaited
	concluded
)

// dialogue is the 3-D Secure of an order that the merchant's own form began.
type dialogue struct {
	version     int // of 3-D Secure, 1 or 2; 0 without a dialogue
	stage       stage
	bank        Authentication
	confirmed   bool    // by the payer or the bank
	refusal     Decline // of the acquirer, once it is asked
	refusalText string
	pages       string // scheme://host of the bank's pages
	notifyURL   string // where version 2 sends the payer's browser
}

// waiting says that the order's payer is still in the dialogue.
func (o *order) waiting() bool { return o.status == statusPrepared && o.version != 0 }

// begin3D starts 3-D Secure for a fresh order. What the card scheme and the
// anti-fraud system know comes first, the acquirer's answer last.
func (p *Platform) begin3D(o *order, pan, notifyURL string, in *incoming) (reply, *failure) {
	card, bank := cardOf(pan), p.bankOf(pan)
	version := 1
	if notifyURL != "" {
		version = 2
	}
	switch {
	case card.unverifiable():
		o.secure3D = p.secure3D(o, version, enrolmentUnknown)
		return p.paid(o, p.pay(o, card.with3D, card.message, in), everything)
	case card.with3D == DeclinedAsFraud:
		return p.paid(o, p.pay(o, card.with3D, "", in), everything)
	case card.unenrolled:
		o.secure3D = p.secure3D(o, version, notEnrolled)
		return p.paid(o, p.pay(o, card.with3D, card.message, in), everything)
	}
	o.dialogue = dialogue{
		version: version, bank: bank.Answer, refusal: card.with3D, refusalText: card.message,
		pages: in.host, notifyURL: notifyURL,
	}
	if version == 2 && bank.Method {
		o.stage = atDevice
		return p.prepared(o)
	}
	return p.askBank(o, in)
}

// askBank goes on with what the bank does.
func (p *Platform) askBank(o *order, in *incoming) (reply, *failure) {
	if o.bank == Challenge {
		o.stage = atChallenge
		return p.prepared(o)
	}
	o.confirmed = o.bank == Frictionless
	return p.paid(o, p.conclude(o, in), everything)
}

// conclude ends the dialogue. A payer who was not confirmed never reaches the
// acquirer.
func (p *Platform) conclude(o *order, in *incoming) Decline {
	o.stage = concluded
	if o.confirmed {
		o.secure3D = p.secure3D(o, o.version, authenticated)
		return p.pay(o, o.refusal, o.refusalText, in)
	}
	o.secure3D = p.secure3D(o, o.version, notAuthenticated)
	p.decline(o, DeclinedByRules, Authorized, "3-D Secure authentication failed")
	return DeclinedByRules
}

// answerChallenge is the payer's deed on the bank's page, which the bank reports
// to the gateway at once.
func (o *order) answerChallenge(confirmed bool) {
	o.stage, o.confirmed = answered, confirmed
}

// finding is what 3-D Secure has found out about a payer.
type finding int

const (
	undecided finding = iota
	authenticated
	notAuthenticated
	notEnrolled
	enrolmentUnknown
)

// secure3D are the details that an order shows.
func (p *Platform) secure3D(o *order, version int, f finding) map[string]string {
	d := map[string]string{"reason": "force3d", "scenario": "unknown"}
	if version == 1 && f == undecided {
		return d // as its sample
	}
	d["version"], d["dsrp"], d["eci"] = fmt.Sprint(version), "0", "0"
	switch f {
	case authenticated:
		d["scenario"], d["eci"], d["authorization_status"] = "full", "5", "Y"
		d["xid"], d["cavv"] = p.transactionID(o), strings.ToUpper(fmt.Sprintf("%016x", p.draw(o, 3)))+"AAAAAAAAAAA="
	case notAuthenticated:
		d["scenario"], d["authorization_status"] = "full", "N"
	case notEnrolled:
		d["authorization_status"] = "N"
	case enrolmentUnknown:
		d["scenario"] = "error"
	}
	return d
}

// draw is the n-th number that depends on seed and order alone.
func (p *Platform) draw(o *order, n uint64) uint64 {
	return mix(mix(p.cfg.Seed) ^ uint64(o.number)<<16 ^ n)
}

// transactionID is the 3-D Secure server's name of the authentication, a UUID.
func (p *Platform) transactionID(o *order) string {
	high, low := p.draw(o, 1), p.draw(o, 2)
	return fmt.Sprintf("%08x-%04x-%04x-%04x-%012x", high>>32, high>>16&0xffff, high&0xffff, low>>48, low&0xffffffffffff)
}
