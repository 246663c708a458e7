package corefy

import (
	"context"
	"strings"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/internal/check"
	"github.com/paygates/paygates-go/internal/transport"
)

// PayoutsAPI has the calls on payout invoices. It is Client.Payouts. What it sends
// and reads comes from release notes and public clients: less certain than the
// rest of this package.
type PayoutsAPI struct{ account *account }

// Create pays out. POST /payout-invoices of the private API. Money leaves at once,
// or when an operator releases it.
//
// A decline is ErrDeclined with the refused payout in ObjectID. The outcome is not
// executed where Corefy says 401, 403, 404, 405 or 422 in its own error envelope,
// but for a 422 that names reference_id (inferred from the page on payments).
// Everything else is unknown: money may have left. Never send it again on a guess.
// Client.Resolve looks the payout up by Reference (GET
// /payout-invoices?filter[reference_id]=) and compares amount, currency, service,
// mode and the visible part of the receiver; that it is not there never proves
// that it was not made.
//
// Source: Corefy documentation, payouts; public clients.
func (a *PayoutsAPI) Create(ctx context.Context, req CreatePayoutRequest) (*Payout, error) {
	return a.account.createPayout(ctx, req)
}

// Get reads a payout by Corefy's id. GET /payout-invoices/{id} of the private API
// (inferred by symmetry with invoices). ErrNotFound if Corefy does not know the id;
// a payout of the other mode is refused with ErrUnexpectedReply. A failed read has
// no effect and may be repeated.
//
// Source: public clients.
func (a *PayoutsAPI) Get(ctx context.Context, id string) (*Payout, error) {
	return get(ctx, a.account, row(opPayoutGet), id, "a payout", a.account.reader(none).payout)
}

// FindByReference reads every payout whose Reference is this one, byte for byte:
// none gives an empty list and no error. GET /payout-invoices?filter[reference_id]=
// of the private API (inferred by symmetry with invoices).
//
// Source: public clients.
func (a *PayoutsAPI) FindByReference(ctx context.Context, reference string) ([]*Payout, error) {
	hits, _, err := find(ctx, a.account, byFilter(row(opPayoutFind), reference, none), a.account.reader(none).payout)
	return hits, err
}

func (a *account) createPayout(ctx context.Context, req CreatePayoutRequest) (*Payout, error) {
	op := row(opPayout)
	intent := intentOf(op)
	intent.Reference, intent.Amount = req.Reference, req.Amount
	words := map[string]string{"service": req.Service}
	var secrets []string
	for name, value := range req.Fields {
		secrets = append(secrets, value.Reveal())
		if name == fieldCardNumber {
			intent.MaskedPAN = paygates.NewPAN(value.Reveal()).Masked()
			secrets = append(secrets, payoutField(name, value))
			continue
		}
		words[receiver+name] = masked(value.Reveal())
	}
	if !req.Card.Holder.IsZero() {
		secrets = append(secrets, req.Card.Holder.Reveal())
	}
	intent.Details = details(words)
	if wrong := a.checkPayout(&req); len(wrong) > 0 {
		return nil, a.t.Refuse(op, intent, wrong)
	}
	body, err := req.encode(a)
	if err != nil {
		return nil, a.t.Refuse(op, intent, check.Findings{{Field: "request", Message: "want text that is valid UTF-8"}})
	}
	want := a.asked(intent, typePayouts)
	call := &transport.Call{Op: op, Target: op.Path, Body: body, Intent: intent, Secrets: secrets}
	return do(ctx, a, call, func(reply *transport.Reply) (*Payout, *paygates.Error) {
		doc, err := readDocument(reply.Body, a.reader(req.Amount.Currency()).payout)
		if err != nil {
			return nil, unreadable(reply, err)
		}
		payout, fault := judgeMade(op, want, reply, doc, "", five, func(p *Payout) (claim, outcome) { return p.claim(), p.outcome() })
		if fault != nil {
			return nil, fault
		}
		payout.raw = paygates.NewRaw(reply.Body)
		return payout, nil
	})
}

// receiver stands before the name of a field in Intent.Details.
const receiver = "fields."

// masked is what may be kept of who was paid: the last four characters of eight
// or more.
func masked(text string) string {
	if runes := []rune(text); len(runes) >= 8 {
		return "****" + string(runes[len(runes)-4:])
	}
	return "****"
}

// claim is what the payout says in the fields that proofs speak of.
func (p *Payout) claim() claim {
	c := claim{fields: map[string]string{}, amount: p.Amount, unread: p.Unread}
	c.note("id", p.ID)
	c.note("type", p.kind)
	c.note("reference_id", p.Reference)
	c.note("currency", p.Currency.Code())
	c.note("service", p.Service)
	if p.hasMode {
		c.note("test_mode", modeWord(p.TestMode))
	}
	c.agrees = map[string]func(asked) bool{"fields": p.pays}
	return c
}

func (p *Payout) outcome() outcome {
	return outcome{status: p.Status, state: p.State(), resolution: p.Resolution, message: p.ResolutionMessage}
}

// pays compares who is paid with who was asked for, as far as both can be seen.
func (p *Payout) pays(want asked) bool {
	for name, value := range p.Fields {
		echoed := value.Reveal()
		if echoed == "" {
			continue
		}
		wanted := want.fields[receiver+name]
		if name == fieldCardNumber {
			wanted = want.intent.MaskedPAN
		}
		if wanted != "" && !sameTail(echoed, wanted) {
			return false
		}
	}
	return true
}

// sameTail compares the last characters that two masked texts both show.
func sameTail(a, b string) bool {
	tail := func(text string) string {
		return text[strings.LastIndexAny(text, "*xX•")+1:]
	}
	ta, tb := tail(a), tail(b)
	n := min(len(ta), len(tb), 4)
	return ta[len(ta)-n:] == tb[len(tb)-n:]
}

func (p *Payout) about() about {
	return about{id: p.ID, reference: p.Reference, test: p.TestMode, hasMode: p.hasMode}
}

func (p *Payout) keep(raw paygates.Raw) { p.raw = raw }
