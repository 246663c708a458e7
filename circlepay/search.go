package circlepay

import (
	"context"
	"maps"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/money"
)

// hit is an object that could be what an intent asked for: equal in all that the
// row compares.
type hit struct {
	key     string // of the object
	object  any
	verdict paygates.Verdict // what it means, if it is new
	words   string           // for the evidence
	amount  money.Amount
	made    time.Time // zero where that is not told
}

// named: the object has an id. A 0 is a number that nobody has set.
func (h *hit) named() bool { return h.key != "" && h.key != "0" }

// isOneOf: the object is one of those. A link is the same with a scheme and without.
func (h *hit) isOneOf(known []string, op string) bool {
	return h.named() && slices.ContainsFunc(known, func(key string) bool { return key == h.key || op == opLinksCreate && sameLink(key, h.key) })
}

// slack is by how much a time may be off: it may be a day alone, in whatever zone.
const slack = 48 * time.Hour

// precedes: the object was made before that, whatever the zone of its time.
func (h *hit) precedes(at time.Time) bool {
	return !h.made.IsZero() && h.made.Before(at.Add(-slack))
}

// distinct has each object once. Where a list shows one twice, and not alike, nobody
// knows which is true.
func distinct(hits []hit) []hit {
	var out []hit
	for _, h := range hits {
		i := slices.IndexFunc(out, func(earlier hit) bool { return h.named() && earlier.key == h.key })
		switch {
		case i < 0:
			out = append(out, h)
		case out[i].verdict != h.verdict || amountText(out[i].amount) != amountText(h.amount):
			out[i].verdict = paygates.VerdictUnknown
		}
	}
	return out
}

// Names in Intent.Details beside those of the wire.
const (
	detailKnown = "known"
	detailItem  = "item"
	// detailUnseen: something was sent that no answer shows.
	detailUnseen = "unseen"
)

// details are facts in the form in which an intent keeps them.
func details(f facts) string {
	values := url.Values{}
	for name, text := range f {
		if text != "" {
			values.Set(name, text)
		}
	}
	return values.Encode()
}

// unseen notes in an update's details that it sends what no answer shows.
func unseen(f facts, is bool) facts {
	if is {
		f = maps.Clone(f)
		f[detailUnseen] = "1"
	}
	return f
}

// detailsOf are what an intent keeps. What cannot be read is not there.
func detailsOf(of paygates.Intent) url.Values {
	values, err := url.ParseQuery(of.Details)
	if err != nil {
		return url.Values{}
	}
	return values
}

func (r *CreateInvoiceRequest) details() string {
	values := url.Values{"customer_mobile": {r.CustomerMobile}, "due_date": {dayOf(r.DueDate)}}
	for i := range r.Items {
		values.Add(detailItem, r.Items[i].text())
	}
	return values.Encode()
}

// known completes an intent with the objects that could be mistaken for what is
// about to be made: those that the caller gave, or else those that a look-up finds.
func (a *account) known(given []string) func(context.Context, *paygates.Intent) error {
	return func(ctx context.Context, want *paygates.Intent) error {
		keys := slices.Clone(given)
		if given == nil {
			hits, err := a.search(ctx, *want)
			if err != nil {
				return err
			}
			hits = distinct(hits)
			want.Before = total(want.Op, hits)
			for i := range hits {
				if !hits[i].named() {
					return nil // it may have an id by then: what is new cannot be told
				}
				keys = append(keys, hits[i].key)
			}
		}
		if len(keys) == 0 {
			keys = []string{""} // none, which is not the same as not known
		}
		values := detailsOf(*want)
		values[detailKnown] = keys
		want.Details = values.Encode()
		return nil
	}
}

// total is what went back before a refund; unset where that cannot be told.
func total(op string, hits []hit) money.Amount {
	var amounts []money.Amount
	for _, h := range hits {
		if h.verdict != paygates.VerdictNotExecuted {
			amounts = append(amounts, h.amount)
		}
	}
	if op != opRefundsCreate || len(amounts) == 0 {
		return money.Amount{}
	}
	sum, err := money.Sum(amounts...)
	if err != nil {
		return money.Amount{}
	}
	return sum
}

// knownOf are the objects that were there before an intent's call, and whether that
// was found out.
func knownOf(of paygates.Intent) ([]string, bool) {
	keys, told := detailsOf(of)[detailKnown]
	return keys, told
}

// self is the intent of the reads that are made for another one: not that of the
// operation that is looked for, so that a failed read is never taken for its outcome.
func self(of paygates.Intent) paygates.Intent {
	own := intent(opResolve)
	own.TargetID, own.Reference, own.Amount = of.TargetID, of.Reference, of.Amount
	return own
}

// search lists what could be what an intent asked for, whether it is new or not.
func (a *account) search(ctx context.Context, of paygates.Intent) ([]hit, error) {
	asked := detailsOf(of)
	switch of.Op {
	case opRefundsCreate:
		found, err := a.refundsOf(ctx, self(of), of.TargetID)
		return hitsOf(found, err, refundHit)
	case opInvoicesPay:
		found, err := a.paymentsOf(ctx, self(of), of.TargetID)
		return hitsOf(found, err, paymentHit)
	case opLinksPay:
		mobile := asked.Get("customer_mobile")
		found, err := a.listPayments(ctx, self(of), ListPaymentsRequest{Link: of.TargetID, CustomerMobile: mobile})
		return hitsOf(only(found, func(p *Payment) bool { return sameLink(p.Link, of.TargetID) && samePhone(p.CustomerMobile, mobile) }), err, paymentHit)
	case opDirectCreate:
		mobile := asked.Get("customer_mobile")
		found, err := a.listPayments(ctx, self(of), ListPaymentsRequest{CustomerMobile: mobile})
		return hitsOf(only(found, func(p *Payment) bool { return samePhone(p.CustomerMobile, mobile) && p.Amount.Equal(of.Amount) }), err, paymentHit)
	case opLinksCreate:
		found, err := (&PaymentLinksAPI{a}).listAs(ctx, self(of), ListPaymentLinksRequest{})
		return hitsOf(only(found, func(l *PaymentLink) bool { return l.offers(asked) }), err, linkHit)
	default:
		found, err := a.listInvoices(ctx, self(of), ListInvoicesRequest{CustomerMobile: asked.Get("customer_mobile")})
		if isAbsent(err, codeUnknownCustomer) {
			return nil, nil // who is not known has no invoices
		}
		return hitsOf(only(found, func(i *Invoice) bool { return i.bills(asked) }), err, invoiceHit)
	}
}

func hitsOf[T any](found []T, err error, as func(T) hit) ([]hit, error) {
	if err != nil {
		return nil, err
	}
	hits := make([]hit, len(found))
	for i := range found {
		hits[i] = as(found[i])
	}
	return hits, nil
}

// offers: the link is equal in what makes two links the same offer.
func (l *PaymentLink) offers(asked url.Values) bool {
	expiry := ""
	if !l.Expiry.Time.IsZero() {
		expiry = dayOf(l.Expiry.Time)
	}
	return l.Name == asked.Get("name") && l.Currency.Code() == asked.Get("currency") && expiry == asked.Get("expiry_date") &&
		sameAmount(amountText(l.Amount), asked.Get("value"))
}

// bills: the invoice is the same customer's, with these items and this due date.
func (i *Invoice) bills(asked url.Values) bool {
	var items []string
	for j := range i.Items {
		items = append(items, i.Items[j].text())
	}
	slices.Sort(items)
	return samePhone(i.CustomerMobile, asked.Get("customer_mobile")) && !i.Due.Time.IsZero() && dayOf(i.Due.Time) == asked.Get("due_date") &&
		slices.Equal(items, slices.Sorted(slices.Values(asked[detailItem])))
}

// refundHit: a refund that failed is no refund; one whose word nobody knows may be.
func refundHit(r *Refund) hit {
	verdict := paygates.VerdictUnknown
	switch r.State() {
	case paygates.StatePending, paygates.StateRefunded:
		verdict = paygates.VerdictExecuted
	case paygates.StateFailed:
		verdict = paygates.VerdictNotExecuted
	}
	return hit{r.ID, r, verdict, "refund " + r.ID + spoken(string(r.Status), r.State() != 0) + spelled(r.Amount), r.Amount, r.Created.Time}
}

// paymentHit: a transaction is there because the call opened it, whatever came of it;
// one that failed came to nothing.
func paymentHit(p *Payment) hit {
	verdict := paygates.VerdictExecuted
	if p.State() == paygates.StateFailed {
		verdict = paygates.VerdictNotExecuted
	}
	return hit{p.ID, p, verdict, "transaction " + p.ID + spoken(string(p.Status), p.State() != 0) + spelled(p.Amount), p.Amount, p.Created.Time}
}

func linkHit(l *PaymentLink) hit {
	return hit{l.ID, l, paygates.VerdictExecuted, "link with the same name, price and expiry", l.Amount, l.Created.Time}
}

func invoiceHit(i *Invoice) hit {
	return hit{i.ID, i, paygates.VerdictExecuted, "invoice " + i.ID + " with the same items and due date" + spoken(string(i.Status), i.State() != 0), i.Total, time.Time{}} // its date is the merchant's to choose
}

// spoken puts a status into words. One that is not in the tables may be any text, and
// is not repeated.
func spoken(word string, isKnown bool) string {
	switch {
	case word == "":
		return ", no status"
	case !isKnown:
		return ", status unknown to this SDK"
	}
	return ", status " + folded(word)
}

func spelled(a money.Amount) string {
	if !a.IsSet() {
		return ""
	}
	return ", amount " + a.String()
}

// counted is how many of something were found.
func counted(n int, what string) string {
	return strings.Join([]string{strconv.Itoa(n), what}, " ")
}
