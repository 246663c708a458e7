package ordergatetest

import (
	"slices"
	"time"

	"github.com/paygates/paygates-go/money"
)

// Entry is one line of the ledger: what truly happened.
type Entry struct {
	Sequence      int
	Time          time.Time
	OrderID       string
	ParentOrderID string
	Reference     string
	Kind          string
	Amount        money.Amount
	RequestID     string
}

// The kinds of entries.
const (
	Created     = "create"
	Authorized  = "authorize"
	Charged     = "charge"
	Reversed    = "reverse"
	Refunded    = "refund"
	Credited    = "credit"
	ChargedBack = "chargeback"
)

func (p *Platform) enterInLedger(o *order, kind string, amount hundredths, requestID string) {
	p.ledger = append(p.ledger, Entry{
		Sequence: len(p.ledger) + 1, Time: p.now, OrderID: o.id, ParentOrderID: o.parentID,
		Reference: o.reference, Kind: kind, Amount: amount.money(o.currency), RequestID: requestID,
	})
}

// Ledger gives every entry, oldest first.
func (p *Platform) Ledger() []Entry {
	p.enter()
	defer p.mu.Unlock()
	return slices.Clone(p.ledger)
}
