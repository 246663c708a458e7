package circlepay

import (
	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/internal/wire"
)

// Ack is the answer to a call that gives no object back.
type Ack struct {
	// ID is what the answer names: the gateway, the method, the customer's mobile
	// number, the link or the invoice. Empty where it names nothing.
	ID string

	raw paygates.Raw
}

// RawJSON returns the whole answer. It is not a copy: do not change it.
func (a *Ack) RawJSON() []byte          { return a.raw.Bytes() }
func (a *Ack) keep(answer paygates.Raw) { a.raw = answer }

// readAck reads an answer that names one thing, in that field.
func readAck(field string) func(*wire.Decoder) (*Ack, facts) {
	return func(d *wire.Decoder) (*Ack, facts) {
		a := &Ack{}
		for d.Object(); d.More(); {
			if d.IsFold(field) {
				a.ID = readID(d)
			}
		}
		return a, facts{field: a.ID}
	}
}
