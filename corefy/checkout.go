package corefy

import (
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/paygates/paygates-go/internal/check"
	"github.com/paygates/paygates-go/internal/page"
	"github.com/paygates/paygates-go/money"
)

// CheckoutRequest describes a link to the hosted checkout page. With InvoiceID it
// leads to an invoice that was made before, and the payer has nothing to tamper
// with; that is the better way. Without it Reference and Amount are required: the
// payer's browser makes the invoice, with what stands in the link.
type CheckoutRequest struct {
	// InvoiceID is Corefy's id of an invoice. It stands alone.
	InvoiceID string
	// Reference is the merchant's own id, by which the invoice can be found.
	Reference string
	// Amount is written in major units, with its currency.
	Amount money.Amount
	// Description is free text.
	Description string
	// Expires is when the invoice ends, sent in unix seconds.
	Expires time.Time
	// Service is the service's code; without it the payer chooses.
	Service string
	// ServiceFields are the payer's data that a service asks for.
	ServiceFields map[string]string
	// Customer is the payer; its Reference is required where any of it is given. Its
	// Address and Metadata have no place in a link.
	Customer Customer
	// Metadata are the shop's own fields, at most 20.
	Metadata map[string]string
	// ReturnURL is where the payer comes back to.
	ReturnURL string
	// Locale is the page's language, such as "en".
	Locale string
}

// CheckoutURL builds a link to the hosted checkout page. It sends nothing: the
// payer's browser opens the link, and what it does there is unknown until
// Client.Confirm (with InvoiceID) or Invoices.FindByReference reads it; that nothing
// is there never proves that the payer will not come. A callback URL cannot be set
// this way. The error is an ErrInvalidRequest that names every wrong field.
//
// The page stands beside the public API: Config.PublicURL without "/public-api".
// Config.PublicKey goes into the link unless InvoiceID is given.
//
// Source: Corefy documentation, reference of the hosted payment page.
func CheckoutURL(cfg Config, req CheckoutRequest) (string, error) {
	wrong := cfg.check()
	base := strings.TrimSuffix(strings.TrimSuffix(cfg.PublicURL, "/"), "/public-api")
	if page.CheckURL(base) != nil || strings.ContainsAny(base, "?#") {
		wrong.Add("PublicURL", "want the public API's base, such as https://com.gateway.example/public-api")
	}
	var q url.Values
	if req.InvoiceID != "" {
		q = req.toInvoice(&wrong)
	} else {
		cfg.checkPublicKey(&wrong)
		q = req.query(cfg, &wrong)
	}
	if len(wrong) > 0 {
		wrong.Sort()
		return "", refused(opCheckout, wrong)
	}
	return base + "/hpp/?" + encodeQuery(q), nil
}

// toInvoice is the query to an invoice that exists.
func (r *CheckoutRequest) toInvoice(wrong *check.Findings) url.Values {
	if !check.ID(r.InvoiceID) {
		wrong.Add("InvoiceID", "want the gateway's id of an invoice")
	}
	texts := r.Reference + r.Service + r.Description + r.ReturnURL + r.Locale
	if texts != "" || r.Amount.IsSet() || !r.Expires.IsZero() || r.Customer.given() || len(r.ServiceFields)+len(r.Metadata) > 0 {
		wrong.Add("InvoiceID", "want it alone, or Reference and Amount in its place")
	}
	return url.Values{"cpi": {r.InvoiceID}}
}

// query is the query to an invoice that the payer's browser makes.
func (r *CheckoutRequest) query(cfg Config, wrong *check.Findings) url.Values {
	f := findings{*wrong}
	f.Reference("Reference", r.Reference)
	f.Amount("Amount", rules, r.Amount)
	f.Text("Description", r.Description)
	f.Text("Locale", r.Locale)
	if !r.Expires.IsZero() && !r.Expires.After(time.Now()) {
		f.Add("Expires", "want a time to come")
	}
	if r.Service != "" {
		f.service(r.Service)
	}
	f.fields("ServiceFields", r.ServiceFields)
	f.customer(&r.Customer)
	if r.Customer.Address != (Address{}) || len(r.Customer.Metadata) > 0 {
		f.Add("Customer", "want neither Address nor Metadata in a link")
	}
	f.fields("Metadata", r.Metadata)
	if len(r.Metadata) > maxMetadata {
		f.Add("Metadata", "want at most 20 fields")
	}
	f.URL("ReturnURL", r.ReturnURL)
	*wrong = f.Findings

	q := url.Values{}
	for name, text := range map[string]string{
		"public_key": cfg.PublicKey, "amount": number(r.Amount), "currency": r.Amount.Currency().Code(), "reference_id": r.Reference,
		"description": r.Description, "service": r.Service, "return_url": r.ReturnURL, "locale": r.Locale,
		"customer[reference_id]": r.Customer.Reference, "customer[name]": r.Customer.Name, "customer[email]": r.Customer.Email,
		"customer[phone]": r.Customer.Phone, "customer[date_of_birth]": r.Customer.DateOfBirth, "customer[individual_tax_id]": r.Customer.TaxID,
	} {
		if text != "" {
			q.Set(name, text)
		}
	}
	if !r.Expires.IsZero() {
		q.Set("expires", strconv.FormatInt(r.Expires.Unix(), 10))
	}
	for name, text := range r.ServiceFields {
		q.Set("service_fields["+name+"]", text)
	}
	for name, text := range r.Metadata {
		q.Set("metadata["+name+"]", text)
	}
	return q
}
