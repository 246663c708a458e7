package circlepay

import (
	"context"
	"errors"
	"net/url"
	"slices"
	"strings"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/internal/settle"
	"github.com/paygates/paygates-go/money"
)

// Resolve finds out what became of a call whose outcome is unknown, from the error's
// Intent or one that the shop stored. It only reads, with the client of the merchant
// for whom the call was made.
//
// Resolution.Object is, or nil where nothing was found:
//   - Refunds.Create: the new *Refund. One that was rejected is not executed (with the
//     advice to ask a person: CirclePay knows no reference that a new try could
//     change), one of another amount than the payment's a conflict.
//   - Invoices.Pay, PaymentLinks.Pay, DirectPayments.Create: the new *Payment,
//     executed whatever came of it, unless it failed: not executed. Its Amount is
//     what would be paid.
//   - Invoices.Create: the new *Invoice. PaymentLinks.Create: the new *PaymentLink.
//   - Invoices.CreateAndPay: a *Checkout with the invoice's id, and the payment's
//     where there is one: with the invoice alone the outcome stays unknown.
//   - Merchants.Create, Update and Verify: the *Merchant. Customers.Create and Update:
//     the *Customer. PaymentLinks.Update and Deactivate: the *PaymentLink.
//   - Merchants.EnableGateway and so on: the *MerchantGateway or *MerchantMethod.
//
// "New" is what the intent does not list as known: an intent without that list, made
// by hand, leaves it at VerdictUnknown, and so does an object without an id, or one
// that says that it was made two days before the call. Two new ones are a duplicate.
// No list of CirclePay's promises to be complete or fresh, so that finding nothing is
// VerdictAbsent for ever and never proves that nothing was done; a day after
// Intent.At the advice is to ask a person. Merchants.SendOTP has no look-up at all.
//
// A failed look-up is an error like that of any read: it says nothing about the
// intent. Source: the rows of Operations.
func (c *Client) Resolve(ctx context.Context, intent paygates.Intent) (*paygates.Resolution, error) {
	a := c.account
	r := a.rows[intent.Op]
	if wrong := validateIntent(r, intent); len(wrong.Findings) > 0 {
		return nil, a.t.Refuse(&paygates.Operation{Name: opResolve}, paygates.Intent{}, wrong.Findings)
	}
	if r.LookUp.Op == "" {
		return &paygates.Resolution{Intent: intent, Advice: r.LookUp.Then}, nil
	}
	resolution, object, err := settle.Resolve(ctx, &r.Operation, intent, func(ctx context.Context, notes *settle.Notes) (settle.Found[any], error) {
		return a.lookUp(ctx, notes, r, intent)
	})
	if err != nil {
		return nil, err
	}
	resolution.Object = object
	if resolution.Verdict == paygates.VerdictNotExecuted {
		resolution.Advice = paygates.AdviceAskHuman // there is no reference to be changed
	}
	return resolution, nil
}

// targets are the operations whose intent names what they acted on.
var targets = []string{
	opRefundsCreate, opInvoicesPay, opInvoicesDelete, opLinksPay, opLinksUpdate, opLinksDeactivate,
	opEnableGateway, opDisableGateway, opEnableMethod, opDisableMethod,
}

// words are what the look-up of an operation cannot do without.
var words = map[string][]string{
	opMerchantsCreate: {"mobile_number"}, opVerify: {"mobile_number"}, opCustomersCreate: {"mobile_number"}, opCustomersUpdate: {"mobile_number"},
	opInvoicesCreate: {"customer_mobile", "due_date", detailItem}, opCreateAndPay: {"customer_mobile", "due_date", detailItem},
	opLinksCreate: {"name", "value", "currency", "expiry_date"}, opLinksPay: {"customer_mobile"}, opDirectCreate: {"customer_mobile"},
}

func validateIntent(r *row, intent paygates.Intent) findings {
	var wrong findings
	if intent.Gateway != gateway {
		wrong.Add("Gateway", "want an intent of "+gateway)
	}
	if r == nil || r.Safety == paygates.Read {
		wrong.Add("Op", "want an operation that creates or moves something, such as Refunds.Create")
		return wrong
	}
	if intent.TargetID == "" && slices.Contains(targets, r.Name) {
		wrong.Add("TargetID", "want what the call acted on")
	}
	if !intent.Amount.IsSet() && r.Name == opDirectCreate {
		wrong.Add("Amount", "want the amount that was asked for")
	}
	said := detailsOf(intent)
	for _, name := range words[r.Name] {
		if said.Get(name) == "" {
			wrong.Add("Details", "want what the call's own intent has: "+strings.Join(words[r.Name], ", "))
		}
	}
	return wrong
}

// lookUp makes the look-ups of an intent's row.
func (a *account) lookUp(ctx context.Context, notes *settle.Notes, r *row, of paygates.Intent) (settle.Found[any], error) {
	switch r.Name {
	case opMerchantsCreate, opMerchantsUpdate, opVerify:
		return a.findMerchant(ctx, notes, of)
	case opCustomersCreate, opCustomersUpdate:
		return a.findCustomer(ctx, notes, of)
	case opLinksUpdate, opLinksDeactivate:
		return a.findLink(ctx, notes, of)
	case opInvoicesDelete:
		return a.findDeleted(ctx, notes, of)
	case opEnableGateway, opDisableGateway, opEnableMethod, opDisableMethod:
		return a.findPermission(ctx, notes, of)
	case opInvoicesCreate:
		if of.Reference != "" {
			if found, err := a.findOwnNumber(ctx, notes, of); err != nil || found.Object != nil {
				return found, err
			}
		}
	}
	return a.findNew(ctx, notes, of)
}

// asks is a row in the words of the evidence.
func (a *account) asks(op, about string) string {
	r := a.rows[op]
	return r.Method + " " + r.Path + ", " + about
}

// findNew looks for what was not there before.
func (a *account) findNew(ctx context.Context, notes *settle.Notes, of paygates.Intent) (settle.Found[any], error) {
	hits, err := a.search(ctx, of)
	if err != nil {
		return settle.Found[any]{}, err
	}
	known, told := knownOf(of)
	question := a.asks(searches[of.Op], "what could be the call's")
	fresh := distinct(only(hits, func(h hit) bool { return !h.isOneOf(known, of.Op) }))
	notes.Add(question, counted(len(hits), "found, ")+counted(len(fresh), "not known before"))
	var found []settle.Found[any]
	for i := range fresh {
		h := &fresh[i]
		older := h.precedes(of.At)
		if older {
			h.words += ", older than the call"
		}
		notes.Add(question, h.words)
		if h.named() {
			if err := a.examine(ctx, notes, of, h); err != nil {
				return settle.Found[any]{}, err
			}
		}
		if !told || !h.named() || older { // it is or may be older than the call
			h.verdict = paygates.VerdictUnknown
		}
		found = append(found, settle.Found[any]{Verdict: h.verdict, Object: h.object})
	}
	return settle.Sum(found, true), nil
}

// searches are the operations that search makes.
var searches = map[string]string{
	opRefundsCreate: opRefundsList, opInvoicesPay: opPaymentsList, opLinksPay: opPaymentsList, opDirectCreate: opPaymentsList,
	opLinksCreate: opLinksList, opInvoicesCreate: opInvoicesList, opCreateAndPay: opInvoicesList,
}

// examine asks what the list alone does not tell about a new object.
func (a *account) examine(ctx context.Context, notes *settle.Notes, of paygates.Intent, h *hit) error {
	switch of.Op {
	case opRefundsCreate:
		if h.verdict == paygates.VerdictUnknown {
			return nil
		}
		p, err := getAs(ctx, a, self(of), opPaymentsGet, "transaction_id", of.TargetID, a.readPayment)
		if err != nil {
			return err
		}
		notes.Add(a.asks(opPaymentsGet, "transaction "+of.TargetID), paymentHit(p).words)
		return h.measure(p.Amount)
	case opLinksPay:
		if detailsOf(of).Get("coupon_code") != "" {
			return nil // a coupon takes something off
		}
		l, err := (&PaymentLinksAPI{a}).getAs(ctx, self(of), of.TargetID)
		if err != nil {
			return err
		}
		notes.Add(a.asks(opLinksGet, "the link"), "a link"+spelled(l.Amount))
		return h.measure(l.Amount)
	case opDirectCreate:
		return a.examineDirect(ctx, notes, of, h)
	case opCreateAndPay:
		return a.examineCheckout(ctx, notes, of, h)
	}
	return nil
}

// examineDirect tells a direct payment from one of the same customer and amount that
// has an invoice or a payment link: a direct one may name a link, but none of the list
// (assumed).
func (a *account) examineDirect(ctx context.Context, notes *settle.Notes, of paygates.Intent, h *hit) error {
	p, ok := h.object.(*Payment)
	switch {
	case !ok:
	case p.InvoiceID != "":
		h.verdict = paygates.VerdictUnknown
	case p.Link != "":
		all, err := (&PaymentLinksAPI{a}).listAs(ctx, self(of), ListPaymentLinksRequest{})
		if err != nil {
			return err
		}
		same := only(all, func(l *PaymentLink) bool { return sameLink(l.ID, p.Link) || sameLink(l.URL, p.Link) })
		notes.Add(a.asks(opLinksList, "the link that transaction "+p.ID+" names"), counted(len(same), "found"))
		if len(same) > 0 {
			h.verdict = paygates.VerdictUnknown
		}
	}
	return nil
}

// measure compares an amount with what it has to be, where both are stated. One that
// failed is not the call's either if it is of another.
func (h *hit) measure(want money.Amount) error {
	switch {
	case !h.amount.IsSet() || !want.IsSet():
		h.verdict = paygates.VerdictUnknown
	case !h.amount.Equal(want):
		h.verdict = paygates.VerdictConflict
	}
	return nil
}

// examineCheckout looks for the payment of an invoice that CreateAndPay made. The
// invoice is new, and so is every payment of it.
func (a *account) examineCheckout(ctx context.Context, notes *settle.Notes, of paygates.Intent, h *hit) error {
	checkout, contradicted := &Checkout{InvoiceID: h.key}, h.verdict == paygates.VerdictUnknown
	h.object, h.verdict = checkout, paygates.VerdictUnknown
	payments, err := a.paymentsOf(ctx, self(of), h.key)
	if err != nil {
		return err
	}
	notes.Add(a.asks(opPaymentsList, "invoice "+h.key), counted(len(payments), "found"))
	hits, _ := hitsOf(payments, nil, paymentHit)
	live := only(distinct(hits), func(p hit) bool { return p.verdict != paygates.VerdictNotExecuted })
	switch {
	case len(live) == 1 && live[0].named():
		checkout.PaymentID = live[0].key
		if !contradicted {
			h.verdict = live[0].verdict
		}
	case len(live) > 1:
		checkout.PaymentID, h.verdict = live[0].key, paygates.VerdictConflict
	}
	return nil
}

// findOwnNumber looks for an invoice by the merchant's own number. That there is none
// proves nothing: CirclePay may have given another number.
func (a *account) findOwnNumber(ctx context.Context, notes *settle.Notes, of paygates.Intent) (settle.Found[any], error) {
	question := a.asks(opInvoicesGet, "number "+of.Reference)
	i, err := getAs(ctx, a, self(of), opInvoicesGet, invoiceKey, of.Reference, a.readInvoice)
	if isAbsent(err, codeUnknownInvoice) {
		notes.Add(question, "not found, which proves nothing")
		return settle.Found[any]{}, nil
	}
	if err != nil {
		return unanswered(notes, question, err)
	}
	known, told := knownOf(of)
	notes.Add(question, "invoice "+i.ID+spoken(string(i.Status), i.State() != 0))
	switch {
	case !i.bills(detailsOf(of)):
		return settle.Found[any]{Verdict: paygates.VerdictConflict, Object: i}, nil
	case !told, slices.Contains(known, i.ID):
		return settle.Found[any]{Verdict: paygates.VerdictUnknown, Object: i}, nil // it was there before, or may have been
	}
	return settle.Found[any]{Verdict: paygates.VerdictExecuted, Object: i}, nil
}

// isAbsent: CirclePay's own code says that there is no such object. A success without
// one does not, nor does the code of another: it may be the merchant that is not found.
func isAbsent(err error, code string) bool {
	e, ok := errors.AsType[*paygates.Error](err)
	return ok && errors.Is(e.Kind, paygates.ErrNotFound) && e.Code == code && e.HTTPStatus < 500
}

// compare holds what was found against what an intent keeps: executed where every
// field that was sent is the same, otherwise with the verdict of a difference.
func compare(says facts, said url.Values, otherwise paygates.Verdict, fields ...string) paygates.Verdict {
	if len(said) == 0 {
		return paygates.VerdictUnknown // nothing was sent that an answer shows
	}
	for name := range said {
		if len(fields) > 0 && !slices.Contains(fields, name) || name == detailUnseen {
			continue
		}
		if want := said.Get(name); says[name] != want && !alike(name, says[name], want) {
			return otherwise
		}
	}
	if len(fields) == 0 && said.Has(detailUnseen) {
		return paygates.VerdictUnknown // what can be seen may have been so before
	}
	return paygates.VerdictExecuted
}
