package cinetpay

import (
	"context"
	"errors"
	"fmt"
	"strings"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/internal/check"
	"github.com/paygates/paygates-go/internal/settle"
	"github.com/paygates/paygates-go/internal/transport"
)

// Resolve finds out what became of a call whose outcome is unknown, from the
// error's Intent or one that the shop stored. It only reads: Payments.Get for
// Create, Transfers.Get for Send, both by Reference.
//
// For Create, Resolution.Object is a *Payment, or nil. A payment under the
// Reference with the intent's amount and currency is executed, whatever became of
// it; with another it is a conflict. The answer for a Reference that CinetPay does
// not know is not documented, so that nothing ever proves that no payment was made:
// VerdictUnknown. The check does not give the payment page's address again.
//
// For Send it is a *Transfer, or nil: executed while it waits or once it is paid
// out, not executed if it was rejected, a conflict if amount or receiver are
// others, a duplicate if two bear the Reference. VerdictAbsent means not yet: it
// becomes VerdictNotExecuted only 24 h after Intent.At, when two look-ups agree;
// both are made by that one call. Then the same Reference may be sent again.
//
// AddContacts may be called again whatever became of it: nothing is looked up,
// and the advice says so. A failed look-up is an error like that of any read: it
// says nothing about the intent. Source: the rows of Operations.
func (c *Client) Resolve(ctx context.Context, intent paygates.Intent) (*paygates.Resolution, error) {
	op := rows[intent.Op]
	if wrong := c.account.validateIntent(op, intent); len(wrong) > 0 {
		return nil, c.account.checkout.Refuse(&paygates.Operation{Name: opResolve}, paygates.Intent{}, wrong)
	}
	switch op.Name {
	case opCreate:
		resolution, payment, err := settle.Resolve(ctx, op, intent, c.account.findPayment(op, intent))
		return withObject(resolution, payment, payment == nil), err
	case opSend:
		resolution, transfer, err := settle.Resolve(ctx, op, intent, c.account.findTransfer(op, intent))
		return withObject(resolution, transfer, transfer == nil), err
	}
	return &paygates.Resolution{Intent: intent, Advice: op.LookUp.Then}, nil
}

// withObject puts what was found into a resolution; a nil pointer is nothing.
func withObject(r *paygates.Resolution, object any, none bool) *paygates.Resolution {
	if r != nil && !none {
		r.Object = object
	}
	return r
}

func (a *account) validateIntent(op *paygates.Operation, intent paygates.Intent) check.Findings {
	var wrong check.Findings
	if intent.Gateway != gateway {
		wrong.Add("Gateway", "want an intent of "+gateway)
	}
	if op == nil || op.Safety == paygates.Read {
		wrong.Add("Op", "want an operation that creates or moves something, such as Transfers.Send")
		return wrong
	}
	if op.LookUp.By == byReference {
		a.lookUpReference(&wrong, "Reference", intent.Reference)
		if !intent.Amount.IsSet() {
			wrong.Add("Amount", "want the amount that was asked for")
		}
	}
	return wrong
}

// self is the intent of the reads: not that of the operation that is looked for,
// so that a failed read is never taken for its outcome.
func self(of paygates.Intent) paygates.Intent {
	own := intent(opResolve, of.Reference)
	own.TargetID, own.Amount = of.TargetID, of.Amount
	return own
}

// findPayment looks for the payment of Create.
func (a *account) findPayment(op *paygates.Operation, of paygates.Intent) settle.LookUp[*Payment] {
	return func(ctx context.Context, notes *settle.Notes) (settle.Found[*Payment], error) {
		question := rows[opGet].Method + " " + rows[opGet].Path + ", transaction_id " + of.Reference
		p, err := a.get(ctx, self(of))
		if code, silent := codeAlone(err); silent {
			notes.Add(question, "code "+code+" and no payment, which proves nothing")
			return settle.Found[*Payment]{}, nil
		}
		if err != nil {
			return settle.Found[*Payment]{}, err
		}
		notes.Add(question, p.describe())
		return settle.Found[*Payment]{Verdict: p.settles(op, of), Object: p}, nil
	}
}

// codeAlone: the check was answered, by a code that speaks neither of a payment
// nor of the account or the gateway. Nobody documents what an unknown reference
// is answered with: it may be any of these.
func codeAlone(err error) (string, bool) {
	e, ok := errors.AsType[*paygates.Error](err)
	if !ok || e.Code == "" || e.ObjectID != "" || e.Attempts == 0 || !believable(e.HTTPStatus) {
		return "", false
	}
	if _, listed := rows[opGet].Refusal(signalCode, e.Code); listed {
		return "", false
	}
	for _, kind := range []error{paygates.ErrRateLimited, paygates.ErrUnavailable} {
		if errors.Is(e.Kind, kind) {
			return "", false
		}
	}
	return e.Code, e.Code != "403" && e.Code != codeNoUserAgent
}

// settles says what a payment under the reference means for Create.
func (p *Payment) settles(op *paygates.Operation, of paygates.Intent) paygates.Verdict {
	if !p.Amount.IsSet() || p.Currency.IsZero() {
		return paygates.VerdictUnknown // is it this one?
	}
	says := facts{fieldAmount: p.Amount.Decimal().String(), "currency": p.Currency.Code()}
	if !compares(op, says, asked(&of)) {
		return paygates.VerdictConflict
	}
	return paygates.VerdictExecuted // what was asked for is a payment, and there it is
}

// findTransfer looks for the transfer of Send. Its amount is read in the money
// that was asked for: the answer states none.
func (a *account) findTransfer(op *paygates.Operation, of paygates.Intent) settle.LookUp[*Transfer] {
	return func(ctx context.Context, notes *settle.Notes) (settle.Found[*Transfer], error) {
		question := rows[opTransfer].Method + " " + rows[opTransfer].Path + ", client_transaction_id " + of.Reference
		hits, err := a.transfers(ctx, self(of), of.Amount.Currency(), anyNumber)
		if errors.Is(err, paygates.ErrNotFound) && refusedBy(err, rows[opTransfer]) {
			notes.Add(question, "not found")
			return settle.Found[*Transfer]{Verdict: paygates.VerdictAbsent}, nil
		}
		if err != nil {
			return settle.Found[*Transfer]{}, err
		}
		var found []settle.Found[*Transfer]
		for _, t := range hits {
			notes.Add(question, t.describe())
			found = append(found, settle.Found[*Transfer]{Verdict: t.settles(op, of), Object: t})
		}
		return settle.Sum(found, true), nil
	}
}

// refusedBy: the error is one of the row's refusals, not a bare HTTP status, and
// not that of a login, after which nothing was asked.
func refusedBy(err error, op *paygates.Operation) (listed bool) {
	if e, ok := errors.AsType[*paygates.Error](err); ok && e.Attempts > 0 && believable(e.HTTPStatus) {
		_, listed = op.Refusal(signalCode, e.Code)
	}
	return listed
}

// settles says what one transfer under the reference means for Send.
func (t *Transfer) settles(op *paygates.Operation, of paygates.Intent) paygates.Verdict {
	if !t.Amount.IsSet() {
		return paygates.VerdictUnknown // is it this one?
	}
	says := facts{fieldAmount: t.Amount.Decimal().String(), "receiver": "asked"}
	for _, shown := range []string{t.Receiver, t.ReceiverE164} {
		if !sameReceiver(of.TargetID, shown) {
			says["receiver"] = "another"
		}
	}
	if !compares(op, says, facts{fieldAmount: of.Amount.Decimal().String(), "receiver": "asked"}) {
		return paygates.VerdictConflict
	}
	switch t.State() {
	case paygates.StatePending, paygates.StatePaidOut:
		return paygates.VerdictExecuted
	case paygates.StateFailed:
		return paygates.VerdictNotExecuted
	}
	return paygates.VerdictUnknown
}

// compares holds what was found against the intent, in the fields that the row
// names.
func compares(op *paygates.Operation, says, asked facts) bool {
	for _, field := range op.LookUp.Compare {
		if differs(field, says, asked) {
			return false
		}
	}
	return true
}

// sameReceiver compares the number that was asked for, prefix and all, with one
// that an answer shows in any of its forms: +225…, 00225…, or without the prefix.
func sameReceiver(target, shown string) bool {
	digits := strings.TrimPrefix(strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, shown), "00")
	return target == "" || digits == "" || digits == target || len(digits) >= minNumber && strings.HasSuffix(target, digits)
}

// describe puts a payment into words for the evidence. A word that is not in the
// table may be any text, and is not repeated.
func (p *Payment) describe() string {
	return spoken("code", p.Code, checkoutTable[p.Code] != nil) + spoken(", status", string(p.Status), statusStates[p.Status] != 0) + amountIn(p.Amount.IsSet(), p.Amount)
}

func (t *Transfer) describe() string {
	return spoken("treatment_status", string(t.Status), transferStates[t.Status] != 0) + amountIn(t.Amount.IsSet(), t.Amount)
}

func spoken(name, word string, known bool) string {
	switch {
	case word == "":
		return name + " none"
	case !known:
		return name + " unknown to this SDK"
	}
	return name + " " + word
}

func amountIn(set bool, amount fmt.Stringer) string {
	if !set {
		return ""
	}
	return ", amount " + transport.MaskCards(amount.String())
}
