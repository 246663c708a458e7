package circlepay

import (
	"context"
	"time"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/internal/lenient"
	"github.com/paygates/paygates-go/internal/wire"
	"github.com/paygates/paygates-go/money"
)

// DirectPaymentsAPI opens payments that have no invoice. It is
// Client.DirectPayments.
type DirectPaymentsAPI struct{ account *account }

// CreateDirectPaymentRequest is a payment to be opened.
type CreateDirectPaymentRequest struct {
	// Customer needs the names and the mobile number; only those and the e-mail
	// address go out.
	Customer CustomerData
	// Amount is above zero and in the account's currency, which does not go out.
	Amount money.Amount
	// Expiry is the last day on which it can be paid; required. Of the time only the
	// date in its own zone counts.
	Expiry time.Time
	// DateLayout replaces Config.DateLayout. The documentation's sample has the day
	// first, "02-01-2006". A form that CirclePay does not read is refused (1115), and
	// nothing is opened.
	DateLayout string
	// Name and Description are the product's.
	Name, Description string
	// ShowShipping and ShowRefund put the policies into the checkout. A text goes out
	// only with its flag.
	ShowShipping, ShowRefund *bool
	// ShippingPolicy and RefundPolicy are the texts.
	ShippingPolicy, RefundPolicy string
	// AskAddress asks for the customer's address in the checkout.
	AskAddress *bool
	// Comments are the merchant's own.
	Comments string
	// GatewayID and MethodID are the means of payment; both are required.
	GatewayID, MethodID string
	// Known are the transactions of this customer with this amount that exist already.
	// Nil makes the SDK read them first; an empty list says that there are none.
	Known []string
	// Extra are further fields of the object directPayment.
	Extra map[string]any
}

// Checkout is what opens a payment: where the customer pays, and what is paid. A
// field that an answer does not carry is empty.
type Checkout struct {
	// InvoiceID is the invoice's (invoice_number).
	InvoiceID string
	// PaymentID is the payment's (transaction_id).
	PaymentID string
	// Link is the payment link's (payment_link_url).
	Link string
	// URL is the address as CirclePay wrote it (invoice_url or url), mostly without a
	// scheme. It opens the checkout for whoever has it.
	URL string
	// Redirect leads the customer there; the zero one where CirclePay wrote nothing
	// that a browser can go to.
	Redirect paygates.Redirect

	raw paygates.Raw
}

// RawJSON returns the whole answer. It is not a copy: do not change it.
func (c *Checkout) RawJSON() []byte          { return c.raw.Bytes() }
func (c *Checkout) keep(answer paygates.Raw) { c.raw = answer }

// Create opens a payment by a given method, without an invoice; the customer pays on
// the page to which Checkout.Redirect leads. POST /directPayment/create.
//
// Before it sends, it reads the customer's transactions, unless Known is given: only
// with that can Client.Resolve tell a new one from those of before.
//
// Nothing was opened with ErrInvalidRequest (1110 to 1117), ErrNotFound (7111 gateway,
// 7113 method, 8111 merchant) and ErrAuthentication (2110). ErrUnavailable (4101,
// "unknown reason"), a lost answer and a 5xx leave the outcome unknown. It is never
// sent again by itself. Client.Resolve looks (Payments.List by customer: a new
// transaction with this amount); the page's address cannot be had again.
//
// Source: CirclePay documentation, Create a Direct Payment.
func (a *DirectPaymentsAPI) Create(ctx context.Context, req CreateDirectPaymentRequest) (*Checkout, error) {
	c := call[*Checkout]{op: opDirectCreate, want: intent(opDirectCreate), read: readCheckout}
	c.want.Amount = req.Amount
	c.want.Details = details(facts{"customer_mobile": req.Customer.Mobile})
	c.asked = facts{"value": amountText(req.Amount), "currency": req.Amount.Currency().Code()}
	req.check(&c.wrong, a.account.currency)
	c.body = func(e *encoder) { req.encode(e, a.account.calendar) }
	c.before = a.account.known(req.Known)
	return c.one(ctx, a.account, &Checkout{})
}

func (r *CreateDirectPaymentRequest) check(f *findings, own money.Currency) {
	r.Customer.check(f, "Customer.", true)
	f.owned("Amount", r.Amount, own)
	if r.Expiry.IsZero() {
		f.Add("Expiry", ruleDate.Want)
	}
	f.layout("DateLayout", r.DateLayout)
	f.plain("Name", r.Name)
	f.free("Description", r.Description)
	f.policy("ShippingPolicy", r.ShowShipping, r.ShippingPolicy)
	f.policy("RefundPolicy", r.ShowRefund, r.RefundPolicy)
	f.free("Comments", r.Comments)
	f.together("GatewayID", "MethodID", r.GatewayID, r.MethodID)
	f.keys("Known", r.Known)
	f.extra("Extra", r.Extra, "value", "expirydate", "name", "description", "comments", "shippingpolicyflag", "shippingpolicydetails",
		"refundpolicyflag", "refundpolicydetails", "getcustaddress")
}

// together wants a gateway and its method, both.
func (f *findings) together(gatewayField, methodField, gatewayID, methodID string) {
	for field, id := range map[string]string{gatewayField: gatewayID, methodField: methodID} {
		if id == "" {
			f.Add(field, ruleTogether.Want)
		} else {
			f.key(field, id)
		}
	}
	f.Sort()
}

func (r *CreateDirectPaymentRequest) encode(e *encoder, dates calendar) {
	e.Object("customer")
	e.String("first_name", r.Customer.FirstName)
	e.String("last_name", r.Customer.LastName)
	e.String("mobile_number", r.Customer.Mobile)
	e.OptString("email", r.Customer.Email)
	e.End()
	e.Object("directPayment")
	e.OptString("comments", r.Comments)
	e.OptString("description", r.Description)
	e.String("expiryDate", dates.write(r.Expiry, r.DateLayout))
	e.flag("getCustAddress", r.AskAddress, true)
	e.OptString("name", r.Name)
	e.OptString("refundPolicyDetails", r.RefundPolicy)
	e.flag("refundPolicyFlag", r.ShowRefund, true)
	e.OptString("shippingPolicyDetails", r.ShippingPolicy)
	e.flag("shippingPolicyFlag", r.ShowShipping, true)
	e.amount("value", r.Amount)
	e.Extra(r.Extra)
	e.End()
	e.String("payment_gateway_id", r.GatewayID)
	e.String("payment_method_id", r.MethodID)
}

// readCheckout reads what any call that opens a payment answers.
func readCheckout(d *wire.Decoder) (*Checkout, facts) {
	c := &Checkout{}
	var value lenient.Amount
	var invoiceURL, address, currency string
	for d.Object(); d.More(); {
		switch {
		case d.IsFold("transaction_id"):
			c.PaymentID = readID(d)
		case d.IsFold(invoiceKey):
			c.InvoiceID = readID(d)
		case d.IsFold(linkKey):
			c.Link = d.Word()
		case d.IsFold("invoice_url"):
			invoiceURL = d.Word()
		case d.IsFold("url"):
			address = d.Word()
		case d.IsFold("value"):
			value = lenient.ReadAmount(d)
		case d.IsFold("currency"):
			currency = d.Word()
		}
	}
	if c.URL = invoiceURL; c.URL == "" {
		c.URL = address
	}
	c.Redirect = redirect(c.URL)
	return c, facts{
		"transaction_id": c.PaymentID, invoiceKey: c.InvoiceID, linkKey: c.Link, "invoice_url": invoiceURL, "url": address,
		"value": value.Text(), "currency": currency,
	}
}
