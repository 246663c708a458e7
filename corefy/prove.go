package corefy

import (
	"net/url"
	"slices"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/internal/transport"
	"github.com/paygates/paygates-go/money"
)

// asked is what a call asked for, by the gateway's names, to hold its answer
// against. What it does not name was not asked for.
type asked struct {
	intent paygates.Intent
	fields map[string]string
}

// claim is what an answer says in the fields that the rows' proofs speak of.
type claim struct {
	// fields are those that it carries with a value of their own.
	fields map[string]string
	amount money.Amount
	unread map[string]string
	// agrees compares what is no plain field: the refunds of an invoice, the fields
	// of a payout.
	agrees map[string]func(asked) bool
}

func (c *claim) note(field, text string) {
	if text != "" {
		c.fields[field] = text
	}
}

// has: the answer carries the field.
func (c *claim) has(field string) bool {
	if field == "amount" && (c.amount.IsSet() || c.unread[field] != "") {
		return true
	}
	return c.fields[field] != ""
}

// equal compares a field with what was asked, where both say something.
func (c *claim) equal(field string, want asked) bool {
	if compare := c.agrees[field]; compare != nil {
		return compare(want)
	}
	if field == "amount" {
		_, odd := c.unread[field]
		return !odd && (!c.amount.IsSet() || !want.intent.Amount.IsSet() || c.amount.Equal(want.intent.Amount))
	}
	text, wanted := want.fields[field]
	got := c.fields[field]
	if field == "payment_flow" {
		got, text = asciiLower(got), asciiLower(text)
	}
	return got == "" || !wanted || got == text
}

// complete: the claim carries and agrees with every one of the fields.
func (c *claim) complete(fields []string, want asked) bool {
	return !slices.ContainsFunc(fields, func(f string) bool { return !c.has(f) || !c.equal(f, want) })
}

// holds says whether the claim satisfies a proof.
func (c *claim) holds(p *paygates.Proof, want asked) bool {
	return !slices.ContainsFunc(p.Must, func(f string) bool { return !c.has(f) }) && c.matches(p, want)
}

// matches: nothing of what the proof compares differs.
func (c *claim) matches(p *paygates.Proof, want asked) bool {
	return !slices.ContainsFunc(p.Equal, func(f string) bool { return !c.equal(f, want) })
}

// proves says whether the claim satisfies one of the row's proofs, of one form.
func (c *claim) proves(op *paygates.Operation, form string, want asked) bool {
	return slices.ContainsFunc(op.Executed, func(p paygates.Proof) bool { return p.Form == form && c.holds(&p, want) })
}

// outcome is how an object that a call made, or that a read showed, has ended.
type outcome struct {
	status     Status
	state      paygates.State
	resolution Resolution
	message    string
}

// refused: it came to nothing, by a status that the row lists, and its amounts
// allow it.
func (o *outcome) refused(op *paygates.Operation) (paygates.Refusal, bool) {
	refusal, listed := op.Refusal(signalStatus, string(o.status.plain()))
	return refusal, listed && (o.state == paygates.StateFailed || o.state == paygates.StateExpired)
}

// declined is the error of a 2xx that carries an object which came to nothing.
func (o *outcome) declined(refusal paygates.Refusal, id string) *paygates.Error {
	e := &paygates.Error{
		Kind: paygates.ErrDeclined, Outcome: paygates.OutcomeNotExecuted, ObjectID: id,
		Code: string(o.status.plain()), Message: o.message, Decline: o.resolution.Decline(),
	}
	if e.Message == "" {
		e.Message = string(o.resolution)
	}
	advice := refusal.Advice
	if o.resolution.advice() == paygates.AdviceAskHuman {
		advice = paygates.AdviceAskHuman
	}
	return e.WithAdvice(advice)
}

// judgeMade reads the answer of a call that makes one object. known are the
// fields by which a 409 shows the object of an earlier send of the same request.
func judgeMade[T any](op *paygates.Operation, want asked, reply *transport.Reply, doc *document[T], form string, known []string,
	read func(T) (claim, outcome)) (made T, fault *paygates.Error) {
	object, single := doc.one()
	var c claim
	var o outcome
	if single {
		c, o = read(object)
	}
	id := c.fields["id"]
	if !succeeded(reply.Status) {
		fault = doc.fault(op, reply.Status, !doc.carried)
		if reply.Status == 409 && single {
			fault.ObjectID = id
			_, ended := op.Refusal(signalStatus, string(o.status.plain()))
			// Of a canceled payout nobody promises whether the money came back.
			ended = ended || o.state == paygates.StateCanceled
			if !ended && known != nil && c.complete(known, want) && c.proves(op, form, want) {
				fault.Outcome = paygates.OutcomeExecuted
				fault.WithAdvice(paygates.AdviceNone)
			}
		}
		return made, fault
	}
	if !single || doc.said {
		return made, doc.unproven(id)
	}
	if _, ended := op.Refusal(signalStatus, string(o.status.plain())); ended {
		refusal, refused := o.refused(op)
		if !refused || !c.proves(op, form, want) {
			return made, doc.unproven(id)
		}
		return made, o.declined(refusal, id)
	}
	if !c.proves(op, form, want) {
		return made, doc.unproven(id)
	}
	return object, nil
}

// judgeRead reads the answer of a read of one object. That the object failed is
// for the object to say, not an error.
func judgeRead[T any](op *paygates.Operation, want asked, reply *transport.Reply, doc *document[T], read func(T) claim) (found T, fault *paygates.Error) {
	if !succeeded(reply.Status) {
		return found, doc.fault(op, reply.Status, !doc.carried)
	}
	object, single := doc.one()
	if !single || doc.said {
		return found, doc.unproven("")
	}
	c := read(object)
	if !c.proves(op, "", want) {
		return found, doc.unproven(c.fields["id"])
	}
	return object, nil
}

// details are the words of a request that a look-up compares, for Intent.Details.
func details(fields map[string]string) string {
	q := url.Values{}
	for name, text := range fields {
		if text != "" {
			q.Set(name, text)
		}
	}
	return q.Encode()
}
