package corefy

import (
	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/internal/lenient"
	"github.com/paygates/paygates-go/internal/wire"
	"github.com/paygates/paygates-go/money"
)

// Refund is money given back for an invoice. The documentation shows it in one
// sample alone: its statuses but "processed" are assumed.
type Refund struct {
	// ID is Corefy's, such as "ref_…".
	ID string
	// InvoiceID is the invoice's.
	InvoiceID string
	// Reference is the merchant's own id of the refund.
	Reference string
	// Status is the gateway's word; State is what to act upon.
	Status Status
	// Amount goes back to the payer, Fee is what Corefy keeps for it.
	Amount, Fee money.Amount
	// Currency is that of both.
	Currency money.Currency
	// Description is the shop's own text.
	Description string
	// Created is in unix seconds.
	Created paygates.Timestamp
	// Invoice is the invoice, where Corefy answered with it in the place of the
	// refund.
	Invoice *Invoice
	// Unread holds, by the gateway's field name, the text of amounts that no
	// money.Amount can hold.
	Unread map[string]string

	kind string
	raw  paygates.Raw
}

// State is the portable reading of the refund: pending while it is under way,
// refunded, failed, or unknown.
func (r *Refund) State() paygates.State { return refundStates[r.Status.plain()] }

// RawJSON returns the bytes of the answer to Invoices.Refund.
func (r *Refund) RawJSON() []byte { return r.raw.Bytes() }

// refundDraft is a refund whose amounts wait for their currency.
type refundDraft struct {
	Refund
	amount, fee lenient.Amount
	currency    string
	// listed: it stands in an invoice, which it must not make unreadable.
	listed bool
}

// refund reads a refund: a JSON:API resource, or flat as in an invoice's list.
func readRefund(d *wire.Decoder, listed bool) *refundDraft {
	out := refundDraft{listed: listed}
	var id, kind string
	inside := false
	for d.Object(); d.More(); {
		switch {
		case d.Is("id"):
			id = out.word(d)
		case d.Is("type"):
			kind = out.word(d)
		case d.Is("attributes") && d.Kind() == wire.Object:
			inside, out = true, refundDraft{listed: listed}
			for d.Object(); d.More(); {
				out.field(d)
			}
		case !inside:
			out.field(d)
		}
	}
	out.ID, out.kind = id, kind
	return &out
}

// word reads a text that has to be exact, but where it only stands in a list.
func (o *refundDraft) word(d *wire.Decoder) string {
	if o.listed {
		return d.Text()
	}
	return d.ID()
}

func (o *refundDraft) field(d *wire.Decoder) {
	switch {
	case d.Is("reference_id"):
		o.Reference = o.word(d)
	case d.Is("original_id"):
		o.InvoiceID = o.word(d)
	case d.Is("status"):
		o.Status = Status(o.word(d))
	case d.Is("amount"):
		o.amount = lenient.ReadAmount(d)
	case d.Is("fee"):
		o.fee = lenient.ReadAmount(d)
	case d.Is("currency"):
		o.currency = o.word(d)
	case d.Is("description"):
		o.Description = d.Text()
	case d.Is("created"):
		o.Created = readTime(d)
	}
}

// finish holds the amounts, in the refund's currency or else the invoice's.
func (o *refundDraft) finish(r reader, in money.Currency) *Refund {
	out := &o.Refund
	if o.currency != "" {
		out.Currency = r.currency(o.currency)
		in = out.Currency
	}
	held := holding{in: in}
	out.Amount, out.Fee = held.amount("amount", o.amount), held.amount("fee", o.fee)
	out.Unread = held.unread
	return out
}

// readRefunds reads the refunds of an invoice, a list or a map. Nobody documents
// their elements: what is no object stands in RawJSON alone, and odd says that there
// is something of the kind.
func readRefunds(d *wire.Decoder) (out []refundDraft, odd bool) {
	read := func() {
		if d.Kind() == wire.Object {
			out = append(out, *readRefund(d, true))
		} else if !lenient.Blank(d.Text()) {
			odd = true
		}
	}
	switch d.Kind() {
	case wire.Array:
		for d.Array(); d.More(); {
			read()
		}
	case wire.Object:
		for d.Object(); d.More(); {
			_ = d.Name() // of no use: the elements have ids
			read()
		}
	default:
		odd = !lenient.Blank(d.Text())
	}
	return out, odd
}
