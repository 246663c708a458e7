package corefy

import (
	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/internal/lenient"
	"github.com/paygates/paygates-go/internal/transport"
	"github.com/paygates/paygates-go/internal/wire"
	"github.com/paygates/paygates-go/money"
)

// Payout is a payout invoice. Its wire facts come from release notes and public
// clients and are less certain than an invoice's.
type Payout struct {
	// ID is Corefy's, such as "cpoi_…".
	ID string
	// SerialNumber is the id without its prefix.
	SerialNumber string
	// Reference is the merchant's own id (reference_id).
	Reference string
	// Status is the gateway's word; State is what to act upon.
	Status Status
	// Resolution is the reason beside it, ResolutionMessage its text for a person.
	Resolution        Resolution
	ResolutionMessage string
	// TestMode says that no real money moves.
	TestMode bool
	// Amount is what the payout was made for, ProcessedAmount what has left.
	Amount, ProcessedAmount money.Amount
	// Fee is what Corefy keeps.
	Fee money.Amount
	// Currency is that of the amounts above.
	Currency money.Currency
	// ServiceAmount is the receiver's side, in ServiceCurrency.
	ServiceAmount   money.Amount
	ServiceCurrency money.Currency
	// Service is the service's code, such as "payment_card_usd".
	Service string
	// Fields say who is paid, as the answer echoes them; they cannot be printed.
	Fields map[string]paygates.Secret
	// Parts are the payouts that it was made of.
	Parts []PayoutPart
	// Description is the shop's own text; CallbackURL is that of the request.
	Description, CallbackURL string
	// Created, Updated and ProcessedAt are in unix seconds.
	Created, Updated, ProcessedAt paygates.Timestamp
	// Metadata are the shop's own fields, OriginalData the provider's.
	Metadata, OriginalData map[string]string
	// Unread holds, by the gateway's field name, the text of amounts that no
	// money.Amount can hold.
	Unread map[string]string

	kind    string
	hasMode bool
	raw     paygates.Raw
}

// PayoutPart is one payout of several.
type PayoutPart struct {
	// ID is Corefy's, such as "po_…"; RRN is the acquirer's number.
	ID, RRN string
	// Status is the gateway's word, Resolution the reason beside it.
	Status     Status
	Resolution Resolution
	Amount     money.Amount
	Currency   money.Currency
}

// State is the portable reading of the payout: its status, unknown where the word
// is not known or where the amounts contradict it. Paid out may be in part, and
// says that the money has left us, not that it has arrived: read ProcessedAmount.
// A cancellation that is pending leaves it pending: do not pay again.
func (p *Payout) State() paygates.State {
	state := payoutStates[p.Status.plain()]
	_, unread := p.Unread["processed_amount"]
	switch state {
	case paygates.StateFailed, paygates.StateExpired:
		if unread || p.ProcessedAmount.IsPositive() || p.ProcessedAmount.IsNegative() {
			return paygates.StateUnknown
		}
	}
	return state
}

// DeclineReason says why the payout was refused, as far as its Resolution tells;
// DeclineUnknown for one that was not refused.
func (p *Payout) DeclineReason() paygates.DeclineReason {
	if p.State() != paygates.StateFailed {
		return paygates.DeclineUnknown
	}
	return p.Resolution.Decline()
}

// RawJSON returns the bytes that the payout was decoded from. It holds the
// receiver's data; do not log it.
func (p *Payout) RawJSON() []byte { return p.raw.Bytes() }

// payoutDraft is a payout while its fields come in.
type payoutDraft struct {
	Payout
	currency, serviceCurrency             string
	amount, processed, fee, serviceAmount lenient.Amount
	parts                                 []partDraft
}

type partDraft struct {
	PayoutPart
	currency string
	amount   lenient.Amount
}

// payout reads a payout: a JSON:API resource, or flat as in the public API.
func (r reader) payout(d *wire.Decoder) (*Payout, error) {
	var draft payoutDraft
	var id, kind string
	var related relations
	inside := false
	for d.Object(); d.More(); {
		switch {
		case d.Is("id"):
			id = d.ID()
		case d.Is("type"):
			kind = d.Word()
		case d.Is("relationships"):
			for d.ObjectOrNothing(); d.More(); {
				related.read(d)
			}
		case d.Is("attributes") && d.Kind() == wire.Object:
			inside, draft = true, payoutDraft{}
			for d.Object(); d.More(); {
				draft.field(d)
			}
		case !inside:
			draft.field(d)
		}
	}
	return draft.finish(r, id, kind, &related), nil
}

func (o *payoutDraft) field(d *wire.Decoder) {
	switch {
	case d.Is("reference_id"):
		o.Reference = d.ID()
	case d.Is("status"):
		o.Status = Status(d.Word())
	case d.Is("currency"):
		o.currency = d.Word()
	case d.Is("service_currency"):
		o.serviceCurrency = d.Word()
	case d.Is("test_mode"):
		o.TestMode, o.hasMode = d.Flag()
	case d.Is("amount"):
		o.amount = lenient.ReadAmount(d)
	case d.Is("processed_amount"):
		o.processed = lenient.ReadAmount(d)
	case d.Is("fee"):
		o.fee = lenient.ReadAmount(d)
	case d.Is("service_amount"):
		o.serviceAmount = lenient.ReadAmount(d)
	case d.Is("service"):
		o.Service = d.Text()
	case d.Is("fields"):
		for name, value := range readMap(d) {
			if o.Fields == nil {
				o.Fields = make(map[string]paygates.Secret)
			}
			o.Fields[name] = paygates.NewSecret(value)
		}
	case d.Is("payouts"):
		eachNamed(d, func(string) { o.parts = append(o.parts, readPart(d)) })
	default:
		o.detail(d)
	}
}

// detail reads the fields on which no money hangs.
func (o *payoutDraft) detail(d *wire.Decoder) {
	switch {
	case d.Is("serial_number"):
		o.SerialNumber = d.Text()
	case d.Is("resolution"):
		o.Resolution = Resolution(d.Text())
	case d.Is("resolution_message"):
		o.ResolutionMessage = d.Text()
	case d.Is("description"):
		o.Description = d.Text()
	case d.Is("callback_url"):
		o.CallbackURL = d.Text()
	case d.Is("created"):
		o.Created = readTime(d)
	case d.Is("updated"):
		o.Updated = readTime(d)
	case d.Is("processed"):
		o.ProcessedAt = readTime(d)
	case d.Is("metadata"):
		o.Metadata = readMap(d)
	case d.Is("original_data"):
		o.OriginalData = readMap(d)
	}
}

func readPart(d *wire.Decoder) (p partDraft) {
	for d.Object(); d.More(); {
		switch {
		case d.Is("id"):
			p.ID = d.Text()
		case d.Is("rrn"):
			p.RRN = d.Text()
		case d.Is("status"):
			p.Status = Status(d.Text())
		case d.Is("resolution"):
			p.Resolution = Resolution(d.Text())
		case d.Is("currency"):
			p.currency = d.Text()
		case d.Is("amount"):
			p.amount = lenient.ReadAmount(d)
		}
	}
	return p
}

func (o *payoutDraft) finish(r reader, id, kind string, related *relations) *Payout {
	out := &o.Payout
	out.ID, out.kind = id, kind
	if out.Service == "" {
		out.Service = related.service
	}
	out.Currency, out.ServiceCurrency = r.stated(o.currency), r.stated(o.serviceCurrency)
	held := holding{in: r.currency(o.currency)}
	out.Amount, out.ProcessedAmount = held.amount("amount", o.amount), held.amount("processed_amount", o.processed)
	out.Fee = held.amount("fee", o.fee)
	out.ServiceAmount = lenient.Hold(&held.unread, "service_amount", &o.serviceAmount, out.ServiceCurrency)
	for i := range o.parts {
		part, in := &o.parts[i], held.in
		if part.currency != "" {
			part.Currency = r.currency(part.currency)
			in = part.Currency
		}
		part.Amount = lenient.Hold(&held.unread, "payouts.amount", &part.amount, in)
		out.Parts = append(out.Parts, part.PayoutPart)
	}
	out.ResolutionMessage = transport.MaskCards(out.ResolutionMessage)
	out.Unread = held.unread
	return out
}
