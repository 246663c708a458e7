package circlepay

import (
	"context"
	"net/url"
	"time"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/money"
)

// PaymentLinksAPI has links by which customers pay for a product. It is
// Client.PaymentLinks. No public client is known to use these calls in a release:
// their paths and names are the documentation's, and Config.Endpoints with
// Config.LinkFields has the other set.
type PaymentLinksAPI struct{ account *account }

// LinkTerms are what a payment link offers.
type LinkTerms struct {
	// Amount is the price, above zero, in major units. Its currency goes out with it.
	Amount money.Amount
	// Name is the product's; required.
	Name string
	// Description is the product's; required.
	Description string
	// Expiry is the last day on which the link can be paid; required. Of the time
	// only the date in its own zone counts.
	Expiry time.Time
	// DateLayout replaces Config.DateLayout. A date in a form that CirclePay does not
	// read is refused (1115), and nothing is made.
	DateLayout string
	// Active makes the link payable, false not; CirclePay's own choice if nil.
	Active *bool
	// Survey puts a survey into the checkout, AskAddress asks for the customer's
	// address there; CirclePay's own choice if nil.
	Survey, AskAddress *bool
	// ShowShipping and ShowRefund put the policies into the checkout. A text goes out
	// only with its flag.
	ShowShipping, ShowRefund *bool
	// ShippingPolicy and RefundPolicy are the texts.
	ShippingPolicy, RefundPolicy string
	// Comments are the merchant's own.
	Comments string
}

// CreatePaymentLinkRequest is a link to be made.
type CreatePaymentLinkRequest struct {
	// Terms are what it offers.
	Terms LinkTerms
	// Known are links with the same name, price and expiry that exist already: see
	// Create. Nil makes the SDK read them first; an empty list says that there are
	// none.
	Known []string
	// Extra are further fields of the body.
	Extra map[string]any
}

// UpdatePaymentLinkRequest changes a link.
type UpdatePaymentLinkRequest struct {
	// Link is its address (PaymentLink.ID).
	Link string
	// Terms are all of them: the documentation asks for all that Create does.
	Terms LinkTerms
	// Extra are further fields of the body.
	Extra map[string]any
}

// ListPaymentLinksRequest chooses payment links.
type ListPaymentLinksRequest struct {
	// CustomerMobile chooses those of one customer; all of the merchant's if empty.
	CustomerMobile string
	// Query goes out as it is: the documentation speaks of a filter and does not say
	// what stands in it.
	Query url.Values
}

// PayPaymentLinkRequest opens a payment of a link.
type PayPaymentLinkRequest struct {
	// Link is its address (PaymentLink.ID).
	Link string
	// Customer is who pays. Of a known customer the mobile number is enough.
	Customer CustomerData
	// MethodID is the means of payment; without it the customer chooses on the page.
	MethodID string
	// Coupon is a coupon's code.
	Coupon string
	// Known are the transactions of this link and customer that exist already. Nil
	// makes the SDK read them first; an empty list says that there are none.
	Known []string
	// Extra are further fields of the body.
	Extra map[string]any
}

// Create makes a payment link. POST /paymentlink/create. No money moves by it.
// PaymentLink.ID, URL and Redirect are all that the answer has.
//
// Before it sends, it reads the list of links, unless Known is given: only with that
// can Client.Resolve tell a link that a lost answer left behind from an equal one of
// before.
//
// Nothing was made with ErrInvalidRequest (1110 to 1117, 4112 for a date that is
// past) and ErrAuthentication (2110). ErrUnavailable (4101, "unknown reason"), a
// lost answer and a 5xx leave the outcome unknown. Client.Resolve looks
// (PaymentLinks.List: a new one equal in name, price and expiry). Deactivate a spare.
//
// Source: CirclePay documentation, Payment Link.
func (a *PaymentLinksAPI) Create(ctx context.Context, req CreatePaymentLinkRequest) (*PaymentLink, error) {
	terms := &req.Terms
	c := call[*PaymentLink]{op: opLinksCreate, want: intent(opLinksCreate), read: a.account.readLink}
	c.want.Amount = terms.Amount
	c.want.Details = details(terms.facts())
	c.asked = facts{"value": amountText(terms.Amount), "currency": terms.Amount.Currency().Code()}
	terms.check(&c.wrong)
	c.wrong.keys("Known", req.Known)
	c.wrong.extra("Extra", req.Extra, linkNames...)
	c.body = func(e *encoder) {
		terms.encode(e, a.account.calendar)
		e.Extra(req.Extra)
	}
	c.before = a.account.known(req.Known)
	return c.one(ctx, a.account, &PaymentLink{})
}

// Get reads a payment link by its address or id.
// GET /paymentlink/get/{payment_link_url}; only the last part of an address goes
// out, unless Config.VerbatimLinks is set. ErrNotFound (4111) says that there is
// none. A failed read has no effect and may be repeated.
//
// Source: CirclePay documentation, Payment Link.
func (a *PaymentLinksAPI) Get(ctx context.Context, link string) (*PaymentLink, error) {
	return a.getAs(ctx, intent(opLinksGet), link)
}

func (a *PaymentLinksAPI) getAs(ctx context.Context, want paygates.Intent, link string) (*PaymentLink, error) {
	c := call[*PaymentLink]{op: opLinksGet, want: want, args: []string{a.account.pathLink(link)}, asked: facts{linkKey: link}, read: a.account.readLink}
	if c.want.TargetID == "" {
		c.want.TargetID = link
	}
	c.wrong.link("link", link)
	return c.one(ctx, a.account, &PaymentLink{})
}

// Update changes a payment link: all of its terms. PUT /paymentlink/update. The
// last writer wins, so that the same request may be repeated.
//
// ErrNotFound (4111) and ErrInvalidRequest (4112 for a date that is past) changed
// nothing. Client.Resolve compares every field that was sent (PaymentLinks.Get).
//
// Source: CirclePay documentation, Payment Link.
func (a *PaymentLinksAPI) Update(ctx context.Context, req UpdatePaymentLinkRequest) (*PaymentLink, error) {
	terms := &req.Terms
	c := call[*PaymentLink]{op: opLinksUpdate, want: intent(opLinksUpdate), read: a.account.readLink}
	c.want.TargetID, c.want.Amount = req.Link, terms.Amount
	c.want.Details = details(unseen(terms.facts(), len(req.Extra) > 0))
	c.asked = facts{linkKey: req.Link, "value": amountText(terms.Amount), "currency": terms.Amount.Currency().Code()}
	c.wrong.link("Link", req.Link)
	terms.check(&c.wrong)
	c.wrong.extra("Extra", req.Extra, append([]string{linkKey, "link"}, linkNames...)...)
	c.body = func(e *encoder) {
		name, other := linkKey, "link"
		if e.spelling.links == LinkFieldsIOS {
			name, other = other, name
		}
		e.String(name, req.Link)
		e.Reserve(other)
		terms.encode(e, a.account.calendar)
		e.Extra(req.Extra)
	}
	return c.one(ctx, a.account, &PaymentLink{})
}

// List reads payment links: those of a customer, or all.
// GET /paymentlink/list/{customer_mobile}. ErrNotFound (3110) says that there is no
// such customer. A failed read has no effect and may be repeated.
//
// Source: CirclePay documentation, Payment Link.
func (a *PaymentLinksAPI) List(ctx context.Context, req ListPaymentLinksRequest) ([]*PaymentLink, error) {
	return a.listAs(ctx, intent(opLinksList), req)
}

func (a *PaymentLinksAPI) listAs(ctx context.Context, want paygates.Intent, req ListPaymentLinksRequest) ([]*PaymentLink, error) {
	c := call[*PaymentLink]{op: opLinksList, want: want, args: []string{req.CustomerMobile}, query: req.Query, read: a.account.readLink}
	c.wrong.optKey("CustomerMobile", req.CustomerMobile)
	return c.objects(ctx, a.account)
}

// Pay opens a payment of a link; the customer pays on the page to which
// Checkout.Redirect leads. POST /payPaymentLink/. Two open payments can both be
// paid: open one at a time.
//
// Before it sends, it reads the transactions of this link and customer, unless
// Known is given: only with that can Client.Resolve tell a new one from those of
// before.
//
// Nothing was opened with ErrInvalidRequest (1110 to 1117), ErrNotFound (4111 link,
// 4311 coupon, 7111 gateway), ErrState (4115: expired) and ErrAuthentication (2110).
// All else leaves the outcome unknown: 4210, which is documented nowhere, 7112
// ("unknown reason"), a lost answer, a 5xx, and the empty object that the
// documentation shows as the answer. It is never sent again by itself.
// Client.Resolve looks (Payments.List by link and customer: a new transaction with
// the link's price).
//
// Source: CirclePay documentation, Payment Link; public clients. What the answer
// carries is assumed.
func (a *PaymentLinksAPI) Pay(ctx context.Context, req PayPaymentLinkRequest) (*Checkout, error) {
	c := call[*Checkout]{op: opLinksPay, want: intent(opLinksPay), asked: facts{linkKey: req.Link}, read: readCheckout}
	c.want.TargetID = req.Link
	c.want.Details = details(facts{"customer_mobile": req.Customer.Mobile, "coupon_code": req.Coupon})
	c.wrong.link("Link", req.Link)
	req.Customer.check(&c.wrong, "Customer.", false)
	c.wrong.optKey("MethodID", req.MethodID)
	c.wrong.plain("Coupon", req.Coupon)
	c.wrong.keys("Known", req.Known)
	c.wrong.extra("Extra", req.Extra, linkKey, "customer", "payment_method_id", "coupon_code")
	c.body = func(e *encoder) {
		e.String(linkKey, req.Link)
		e.Object("customer")
		req.Customer.encode(e)
		e.End()
		e.OptString("payment_method_id", req.MethodID)
		e.OptString("coupon_code", req.Coupon)
		e.Extra(req.Extra)
	}
	c.before = a.account.known(req.Known)
	return c.one(ctx, a.account, &Checkout{})
}

// Deactivate makes a payment link unpayable.
// DELETE /paymentlink/deactive/{payment_link_url}. Repeating it does no harm;
// ErrNotFound (4111) says that there is no such link, perhaps since an earlier send:
// the outcome is unknown then. Client.Resolve looks (PaymentLinks.Get: inactive).
//
// Source: CirclePay documentation, Payment Link.
func (a *PaymentLinksAPI) Deactivate(ctx context.Context, link string) (*Ack, error) {
	c := call[*Ack]{op: opLinksDeactivate, want: intent(opLinksDeactivate), args: []string{a.account.pathLink(link)}, asked: facts{linkKey: link}, read: readAck(linkKey)}
	c.want.TargetID = link
	c.wrong.link("link", link)
	return c.one(ctx, a.account, &Ack{})
}

// pathLink is what goes into a path for a link: a slash in it would make two
// segments, and its escape is refused by the servers that CirclePay uses.
func (a *account) pathLink(link string) string {
	if a.spelling.verbatim {
		return link
	}
	return lastSegment(link)
}
