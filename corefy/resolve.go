package corefy

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"time"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/internal/check"
	"github.com/paygates/paygates-go/internal/settle"
	"github.com/paygates/paygates-go/money"
)

// Resolve finds out what became of a call whose outcome is unknown, from the
// error's Intent or one that the shop stored. It only reads: invoices by reference
// (GET /payment-invoices?filter[reference_id]=) for Invoices.Create and for
// PublicClient.CreateInvoice, payouts likewise for Payouts.Create, the invoice by
// id (GET /payment-invoices/{id}) for Invoices.Refund. What is found is compared
// with the Intent: reference, amount, currency, service, mode and payment flow.
//
// Resolution.Object is an *Invoice, for Payouts.Create a *Payout, or nil.
// VerdictAbsent means not yet: it becomes VerdictNotExecuted only 24 h after
// Intent.At, when two look-ups agree, and only for an invoice: then the same
// request with the same Reference may be sent again. An invoice that was made is
// executed although nobody has paid it yet; one that came to nothing (failed,
// expired) is not executed. A failed look-up is an error like that of any read: it
// says nothing about the intent.
//
// Refunds are told apart by their Reference where the invoice lists them, else by
// the total refunded: settle one refund before you make the next. A refund_failed
// then says something of this refund only if the invoice was read before it
// (RefundRequest.Before not given) and no other had failed or was under way.
//
// Source: Corefy documentation, "HTTP status codes used in responses", and the
// rows of Operations.
func (c *Client) Resolve(ctx context.Context, intent paygates.Intent) (*paygates.Resolution, error) {
	op := row(intent.Op)
	if wrong := checkIntent(op, intent); len(wrong) > 0 {
		return nil, c.account.t.Refuse(&paygates.Operation{Name: opResolve}, paygates.Intent{}, wrong)
	}
	r := resolving{a: c.account, op: op, intent: intent}
	switch op.Name {
	case opRefund:
		return resolved(ctx, r, r.byInvoice, (*Invoice).outcomeOfRefund)
	case opPayout:
		return resolved(ctx, r, r.byPayout, (*Payout).outcome)
	}
	return resolved(ctx, r, r.byInvoices, (*Invoice).outcome)
}

// resolving is one run of Resolve.
type resolving struct {
	a      *account
	op     *paygates.Operation
	intent paygates.Intent
}

// resolved makes the look-ups and completes the resolution. T is a pointer.
func resolved[T interface {
	comparable
	object
}](ctx context.Context, r resolving, lookUp settle.LookUp[T], how func(T) outcome) (*paygates.Resolution, error) {
	var none T
	res, found, err := settle.Resolve(ctx, r.op, r.intent, lookUp)
	if err != nil {
		return nil, err
	}
	if found == none {
		return res, nil
	}
	res.Object = found
	if res.Verdict == paygates.VerdictNotExecuted && how(found).resolution.advice() == paygates.AdviceAskHuman {
		res.Advice = paygates.AdviceAskHuman
	}
	return res, nil
}

func checkIntent(op *paygates.Operation, intent paygates.Intent) check.Findings {
	var wrong check.Findings
	if intent.Gateway != gateway {
		wrong.Add("Gateway", "want an intent of "+gateway)
	}
	if op == nil || op.Safety == paygates.Read {
		wrong.Add("Op", "want an operation that creates or moves something, such as Invoices.Create")
		return wrong
	}
	wrong.Reference("Reference", intent.Reference)
	if !intent.Amount.IsSet() {
		wrong.Add("Amount", "want the amount that was asked for")
	}
	if op.LookUp.By == byID && !check.ID(intent.TargetID) {
		wrong.Add("TargetID", "want the gateway's id of the invoice")
	}
	return wrong
}

// lookUpOf is a read's row under the name of Resolve, so that a failed read is
// never taken for the outcome of what is looked for.
func lookUpOf(name string) *paygates.Operation { return named(row(name), opResolve) }

// byInvoices finds the invoices that bear the reference, and weighs each.
func (r resolving) byInvoices(ctx context.Context, notes *settle.Notes) (settle.Found[*Invoice], error) {
	in := r.intent.Amount.Currency()
	hits, sound, err := find(ctx, r.a, byFilter(lookUpOf(opFind), r.intent.Reference, in), r.a.reader(in).invoice)
	if err != nil {
		return settle.Found[*Invoice]{}, err
	}
	note(notes, "GET /payment-invoices?filter[reference_id]="+r.intent.Reference, hits, sound, (*Invoice).describe)
	want := r.a.asked(r.intent, typeInvoices)
	var found []settle.Found[*Invoice]
	for _, hit := range hits {
		found = append(found, settle.Found[*Invoice]{Verdict: r.weigh(hit.claim(), hit.outcome(), want), Object: hit})
	}
	return settle.Sum(found, sound), nil
}

// byPayout finds the payouts that bear the reference, and weighs each.
func (r resolving) byPayout(ctx context.Context, notes *settle.Notes) (settle.Found[*Payout], error) {
	in := r.intent.Amount.Currency()
	hits, sound, err := find(ctx, r.a, byFilter(lookUpOf(opPayoutFind), r.intent.Reference, in), r.a.reader(in).payout)
	if err != nil {
		return settle.Found[*Payout]{}, err
	}
	note(notes, "GET /payout-invoices?filter[reference_id]="+r.intent.Reference, hits, sound, (*Payout).describe)
	want := r.a.asked(r.intent, typePayouts)
	var found []settle.Found[*Payout]
	for _, hit := range hits {
		verdict := r.weigh(hit.claim(), hit.outcome(), want)
		if verdict == paygates.VerdictExecuted && hit.State() == paygates.StateCanceled {
			verdict = paygates.VerdictUnknown // it was made; whether the money came back, nobody promises
		}
		found = append(found, settle.Found[*Payout]{Verdict: verdict, Object: hit})
	}
	return settle.Sum(found, sound), nil
}

// weigh says what one object that bears the reference means: executed if it is the
// one asked for, not executed if it is that one and came to nothing, conflict if
// it is another, unknown if it does not say.
func (r resolving) weigh(c claim, o outcome, want asked) paygates.Verdict {
	if _, odd := c.unread["amount"]; odd || !c.has("amount") || !c.has("id") {
		return paygates.VerdictUnknown
	}
	for _, field := range append([]string{"type"}, r.op.LookUp.Compare...) {
		if !c.equal(field, want) {
			return paygates.VerdictConflict
		}
	}
	if _, ended := r.op.Refusal(signalStatus, string(o.status.plain())); !ended {
		return paygates.VerdictExecuted
	}
	if _, refused := o.refused(r.op); !refused {
		return paygates.VerdictUnknown // its amounts contradict its status
	}
	return paygates.VerdictNotExecuted
}

// byInvoice reads the invoice that was refunded.
func (r resolving) byInvoice(ctx context.Context, notes *settle.Notes) (settle.Found[*Invoice], error) {
	question := "GET /payment-invoices/" + r.intent.TargetID
	invoice, err := r.a.getInvoice(ctx, lookUpOf(opGet), r.intent.TargetID, r.intent.Amount.Currency())
	switch {
	case errors.Is(err, paygates.ErrNotFound):
		notes.Add(question, "not found")
		return settle.Found[*Invoice]{}, nil
	case err != nil:
		return settle.Found[*Invoice]{}, err
	}
	notes.Add(question, invoice.describe())
	return settle.Found[*Invoice]{Verdict: invoice.settleRefund(r.intent), Object: invoice}, nil
}

// settleRefund reads off an invoice whether a refund took effect: by its reference
// among the invoice's refunds, else by the totals.
func (i *Invoice) settleRefund(intent paygates.Intent) paygates.Verdict {
	if !i.Currency.IsZero() && i.Currency != intent.Amount.Currency() {
		return paygates.VerdictConflict
	}
	bearing, others := 0, 0
	for n := range i.Refunds {
		if i.Refunds[n].Reference == intent.Reference {
			bearing++
		} else {
			others++
		}
	}
	switch {
	case bearing > 1:
		return paygates.VerdictDuplicate
	case bearing == 1:
		return i.refundBy(intent.Reference).settle(intent)
	case others > 0 || i.oddRefunds || i.State() == paygates.StateUnknown:
		return paygates.VerdictUnknown // another refund may be all that the totals show
	}
	return i.settleTotal(intent)
}

// settle says what the refund that bears the reference means.
func (r *Refund) settle(intent paygates.Intent) paygates.Verdict {
	_, unread := r.Unread["amount"]
	switch {
	case unread:
		return paygates.VerdictUnknown
	case r.Amount.IsSet() && !r.Amount.Equal(intent.Amount):
		return paygates.VerdictConflict
	case r.State() == paygates.StateFailed:
		return paygates.VerdictNotExecuted
	case r.Status != "" && r.State() == paygates.StateUnknown:
		return paygates.VerdictUnknown // only "processed" is documented: it may be a refusal
	}
	return paygates.VerdictExecuted
}

// settleTotal compares the total refunded before and after; no other refund is
// known.
func (i *Invoice) settleTotal(intent paygates.Intent) paygates.Verdict {
	after := i.refundedSoFar(intent.Amount.Currency())
	if !after.IsSet() && i.Status.plain() == StatusRefundFailed {
		after, _ = money.FromMinor(0, intent.Amount.Currency())
	}
	difference, err := after.Sub(intent.Before)
	words, _ := url.ParseQuery(intent.Details)
	before := Status(words.Get("status"))
	switch {
	case err != nil, i.Status.refundOpen(), before.refundOpen():
		return paygates.VerdictUnknown
	case difference.Equal(intent.Amount):
		return paygates.VerdictExecuted
	case difference.IsZero() && i.Status.plain() == StatusRefundFailed && before.noRefundFailed() && i.changedSince(intent.At):
		return paygates.VerdictNotExecuted
	case difference.IsZero():
		return paygates.VerdictAbsent
	}
	return paygates.VerdictConflict
}

// noRefundFailed: the invoice was read before the refund, and showed no refusal. It
// keeps that of an earlier refund until the next one has got somewhere, and the
// moment of its last change, which a callback moves too, does not tell them apart.
func (s Status) noRefundFailed() bool {
	switch s.plain() {
	case StatusProcessed, StatusPartiallyProcessed, StatusPartiallyRefunded:
		return true
	}
	return false
}

// changedSince: the invoice's last change is no older than the intent.
func (i *Invoice) changedSince(at time.Time) bool {
	return !at.IsZero() && !i.Updated.Time.Before(at.Truncate(time.Second))
}

// refundOpen: a refund is under way.
func (s Status) refundOpen() bool {
	switch s.plain() {
	case StatusRefunding, StatusRefundPending, StatusRefundError:
		return true
	}
	return false
}

// outcomeOfRefund: an invoice's resolution is not that of its refund.
func (*Invoice) outcomeOfRefund() outcome { return outcome{} }

// note puts a look-up by reference into words.
func note[T any](notes *settle.Notes, question string, hits []T, sound bool, describe func(T) string) {
	answer := fmt.Sprintf("%d found with the reference", len(hits))
	if !sound {
		answer += ", in a list that may lack some"
	}
	for _, hit := range hits {
		answer += "; " + describe(hit)
	}
	notes.Add(question, answer)
}

// describe puts an invoice into words for the evidence. A status that is not in
// the table may be any text, and is not repeated.
func (i *Invoice) describe() string {
	return describe(i.Status, invoiceStates, map[string]money.Amount{
		"amount": i.Amount, "processed_amount": i.ProcessedAmount, "refunded_amount": i.RefundedAmount,
	})
}

func (p *Payout) describe() string {
	return describe(p.Status, payoutStates, map[string]money.Amount{"amount": p.Amount, "processed_amount": p.ProcessedAmount})
}

func describe(status Status, known map[Status]paygates.State, totals map[string]money.Amount) string {
	word := string(status.plain())
	if known[status.plain()] == paygates.StateUnknown {
		word = "unknown to this SDK"
	}
	parts := []string{"status " + word}
	for _, name := range []string{"amount", "processed_amount", "refunded_amount"} {
		if total := totals[name]; total.IsSet() {
			parts = append(parts, name+" "+total.String())
		}
	}
	return strings.Join(parts, ", ")
}
