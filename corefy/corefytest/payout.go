package corefytest

import (
	"encoding/json"
	"slices"
	"time"

	"github.com/paygates/paygates-go/money"
)

// Payout is what the model knows about a payout invoice.
type Payout struct {
	// ID is Corefy's id, cpoi_ and sixteen letters and digits.
	ID string
	// Reference is reference_id.
	Reference string
	// Service is the service's code.
	Service string
	// Status is the word as the private API prints it.
	Status string
	// Resolution is the reason beside it; ok may stand beside any status.
	Resolution string
	// TestMode says that the payout moves no real money.
	TestMode bool
	// Amount is what was asked for.
	Amount money.Amount
	// Processed is what left the merchant; not set before.
	Processed money.Amount
	// Returned is what came back; not set before.
	Returned money.Amount
	// CallbackURL is where its callbacks go; empty if nobody named an address.
	CallbackURL string
	// Created is when the payout was made.
	Created time.Time
	// Updated is when it last changed.
	Updated time.Time
}

// Payout gives a copy of the payout with that id; false if there is none.
func (m *Model) Payout(id string) (Payout, bool) {
	m.enter()
	defer m.mu.Unlock()
	o, ok := found[*payout](m, id)
	if !ok {
		return Payout{}, false
	}
	return o.snapshot(), true
}

// Payouts gives copies of all payouts, oldest first.
func (m *Model) Payouts() []Payout {
	m.enter()
	defer m.mu.Unlock()
	out := make([]Payout, 0, len(m.payouts))
	for _, o := range m.payouts {
		out = append(out, o.snapshot())
	}
	return out
}

// payout is a payout invoice.
type payout struct {
	id                     string
	attempt                string // po_…, the payment inside
	reference, description string
	requestID              string
	service                *service
	testMode, moderated    bool
	amount, fee            money.Amount
	processed, returned    money.Amount
	status, resolution     string
	created, updated       time.Time
	processedAt, failedAt  time.Time
	metadata, recipient    json.RawMessage
	customer               string
	callbackURL            string
	logs                   []callbackLog
}

func (o *payout) snapshot() Payout {
	return Payout{
		ID: o.id, Reference: o.reference, Service: o.service.Code,
		Status: o.status, Resolution: o.resolution, TestMode: o.testMode,
		Amount: o.amount, Processed: o.processed, Returned: o.returned,
		CallbackURL: o.callbackURL, Created: o.created, Updated: o.updated,
	}
}

// open says that the provider has not decided yet.
func (o *payout) open() bool { return slices.Contains(openStatuses, o.status) }

func (m *Model) movePayout(o *payout, status, resolution string) {
	o.status, o.resolution, o.updated = status, resolution, m.now
	if status == processFailed {
		o.failedAt = m.now
	}
	m.queuePayout(o)
}

// release hands the payout to the provider, which pays, refuses, or takes its
// time.
func (m *Model) release(o *payout, no Decline) {
	switch {
	case no != "":
		m.movePayout(o, processFailed, string(no))
	case m.cfg.PendingPayouts:
		m.movePayout(o, processPending, resolutionOK)
	case o.cardRefuses() != "":
		m.movePayout(o, processFailed, string(o.cardRefuses()))
	default:
		m.payOut(o)
	}
}

// cardRefuses is why the recipient's card takes no payout; empty if it takes one or
// there is no card.
func (o *payout) cardRefuses() Decline {
	var to struct {
		PAN string `json:"card_number"`
	}
	if json.Unmarshal(o.recipient, &to) != nil {
		return "" // there are no fields
	}
	return testCards[to.PAN].refused
}

func (m *Model) payOut(o *payout) {
	o.processed, o.processedAt = o.amount, m.now
	m.enterInLedger(o.line(PaidOut, o.amount))
	m.movePayout(o, processed, resolutionOK)
}
