package circlepay

import (
	"context"
	"errors"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/internal/settle"
)

// findMerchant settles what was done to a merchant.
func (a *account) findMerchant(ctx context.Context, notes *settle.Notes, of paygates.Intent) (settle.Found[any], error) {
	if of.Op == opMerchantsCreate {
		return a.findNewMerchant(ctx, notes, of)
	}
	m, err := (&MerchantsAPI{a}).getAs(ctx, self(of))
	if err != nil {
		return unanswered(notes, a.asks(opMerchantsGet, "the token's merchant"), err)
	}
	said := detailsOf(of)
	found := settle.Found[any]{Object: m, Verdict: compare(m.facts(), said, paygates.VerdictAbsent)}
	if of.Op == opVerify {
		switch {
		case !samePhone(m.Mobile, said.Get("mobile_number")):
			found.Verdict = paygates.VerdictConflict // another merchant's token
		case m.Status.Active():
			found.Verdict = paygates.VerdictExecuted
		default:
			found.Verdict = paygates.VerdictAbsent
		}
	}
	notes.Add(a.asks(opMerchantsGet, "the token's merchant"), "a merchant: "+found.Verdict.String())
	return found, nil
}

// findNewMerchant looks for a merchant by mobile number, which only one can have.
func (a *account) findNewMerchant(ctx context.Context, notes *settle.Notes, of paygates.Intent) (settle.Found[any], error) {
	all, err := (&MerchantsAPI{a}).listAs(ctx, self(of))
	if err != nil {
		return settle.Found[any]{}, err
	}
	said := detailsOf(of)
	same := only(all, func(m *Merchant) bool { return samePhone(m.Mobile, said.Get("mobile_number")) })
	notes.Add(a.asks(opMerchantsList, "the mobile number"), counted(len(same), "found"))
	var found []settle.Found[any]
	for _, m := range same {
		found = append(found, settle.Found[any]{
			Object: m, Verdict: compare(m.facts(), said, paygates.VerdictConflict, "mobile_number", "email"),
		})
	}
	return settle.Sum(found, true), nil
}

// facts are a merchant's fields by their names.
func (m *Merchant) facts() facts {
	return facts{
		"first_name": m.FirstName, "last_name": m.LastName, "email": m.Email, "mobile_number": m.Mobile,
		"business_name": m.BusinessName, "business_address": m.BusinessAddress, "status": string(m.Status),
	}
}

// findCustomer settles whether a customer is as it was sent. A new one that differs is
// another request's; one that is to change is not changed yet.
func (a *account) findCustomer(ctx context.Context, notes *settle.Notes, of paygates.Intent) (settle.Found[any], error) {
	said := detailsOf(of)
	question := a.asks(opCustomersGet, "the mobile number")
	c, err := (&CustomersAPI{a}).getAs(ctx, self(of), said.Get("mobile_number"))
	if isAbsent(err, codeUnknownCustomer) {
		notes.Add(question, "not found")
		return settle.Found[any]{Verdict: paygates.VerdictAbsent}, nil
	}
	if err != nil {
		return unanswered(notes, question, err)
	}
	verdict := compare(c.facts(), said, paygates.VerdictAbsent)
	if of.Op == opCustomersCreate {
		verdict = compare(c.facts(), said, paygates.VerdictConflict, "mobile_number", "first_name", "last_name", "email")
	}
	notes.Add(question, "a customer: "+verdict.String())
	return settle.Found[any]{Object: c, Verdict: verdict}, nil
}

// findLink settles whether a link is as it was sent, or inactive.
func (a *account) findLink(ctx context.Context, notes *settle.Notes, of paygates.Intent) (settle.Found[any], error) {
	question := a.asks(opLinksGet, "the link")
	l, err := (&PaymentLinksAPI{a}).getAs(ctx, self(of), of.TargetID)
	if isAbsent(err, codeUnknownLink) {
		notes.Add(question, "not found: gone, or never there")
		return settle.Found[any]{}, nil
	}
	if err != nil {
		return unanswered(notes, question, err)
	}
	found := settle.Found[any]{Object: l}
	switch {
	case of.Op == opLinksUpdate:
		expiry := ""
		if !l.Expiry.Time.IsZero() {
			expiry = dayOf(l.Expiry.Time)
		}
		found.Verdict = compare(linkFacts(l, expiry), detailsOf(of), paygates.VerdictAbsent)
	case l.Active == nil:
	case *l.Active:
		found.Verdict = paygates.VerdictAbsent
	default:
		found.Verdict = paygates.VerdictExecuted
	}
	notes.Add(question, "a link: "+found.Verdict.String())
	return found, nil
}

// findDeleted settles whether an invoice is gone: that it is not there is what was
// asked for.
func (a *account) findDeleted(ctx context.Context, notes *settle.Notes, of paygates.Intent) (settle.Found[any], error) {
	question := a.asks(opInvoicesGet, "number "+of.TargetID)
	i, err := getAs(ctx, a, self(of), opInvoicesGet, invoiceKey, of.TargetID, a.readInvoice)
	if isAbsent(err, codeUnknownInvoice) {
		notes.Add(question, "not found: gone, or never there")
		return settle.Found[any]{Verdict: paygates.VerdictExecuted}, nil
	}
	if err != nil {
		return unanswered(notes, question, err)
	}
	notes.Add(question, "invoice "+i.ID+spoken(string(i.Status), i.State() != 0))
	return settle.Found[any]{Object: i, Verdict: paygates.VerdictAbsent}, nil
}

// findPermission settles whether a gateway or a method is switched as it was asked.
func (a *account) findPermission(ctx context.Context, notes *settle.Notes, of paygates.Intent) (settle.Found[any], error) {
	on := of.Op == opEnableGateway || of.Op == opEnableMethod
	var found settle.Found[any]
	var enabled *bool
	list := opListGateways
	if of.Op == opEnableGateway || of.Op == opDisableGateway {
		all, err := (&MerchantsAPI{a}).gatewaysAs(ctx, self(of))
		if err != nil {
			return found, err
		}
		for _, g := range all {
			if g.ID == of.TargetID {
				found.Object, enabled = g, g.Enabled
			}
		}
	} else {
		list = opListMethods
		all, err := (&MerchantsAPI{a}).methodsAs(ctx, self(of))
		if err != nil {
			return found, err
		}
		for _, m := range all {
			if m.ID == of.TargetID {
				found.Object, enabled = m, m.Enabled
			}
		}
	}
	switch {
	case enabled == nil: // not listed, or listed without the flag
	case *enabled == on:
		found.Verdict = paygates.VerdictExecuted
	default:
		found.Verdict = paygates.VerdictAbsent
	}
	notes.Add(a.asks(list, "id "+of.TargetID), found.Verdict.String())
	return found, nil
}

// unanswered: a success without the object is no answer, and no failure of the
// look-up either. Any other error is one.
func unanswered(notes *settle.Notes, question string, err error) (settle.Found[any], error) {
	if isEmpty(err) {
		notes.Add(question, "an empty answer, which says nothing")
		return settle.Found[any]{}, nil
	}
	return settle.Found[any]{}, err
}

// isEmpty: the answer is a success without the object.
func isEmpty(err error) bool {
	e, ok := errors.AsType[*paygates.Error](err)
	return ok && errors.Is(e.Kind, paygates.ErrNotFound) && e.Code == "" && e.Attempts > 0
}
