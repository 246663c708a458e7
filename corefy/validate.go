package corefy

import (
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/internal/check"
)

// Corefy's limits.
const (
	maxMetadata    = 20
	minExpiry      = 14 * time.Minute
	maxExpiry      = 48 * time.Hour
	minTax, maxTax = 2, 100
)

// The names that the requests write, or leave out on purpose: Extra may not set
// them.
var (
	invoiceNames = []string{
		"reference_id", "service", "currency", "amount", "flow", "service_fields", "test_mode", "description", "customer", "metadata",
		"return_url", "return_urls", "callback_url", "gateway_options", "expires", "token",
	}
	publicNames = []string{"public_key", "reference_id", "service", "currency", "amount", "description", "fields", "metadata"}
	payoutNames = []string{
		"reference_id", "service", "currency", "amount", "fields", "test_mode", "description", "callback_url", "customer", "context", "options", "metadata",
	}
)

// findings are check.Findings with what only Corefy asks for.
type findings struct{ check.Findings }

func (a *account) checkInvoice(r *CreateInvoiceRequest, now time.Time) check.Findings {
	var f findings
	f.Reference("Reference", r.Reference)
	f.service(r.Service)
	a.amount(&f.Findings, "Amount", r.Amount)
	f.OneOf("Flow", []string{string(r.Flow)}, []string{"", string(FlowCharge), string(FlowVerify)})
	f.fields("ServiceFields", r.ServiceFields)
	f.Text("Description", r.Description)
	f.customer(&r.Customer)
	f.metadata(r.Metadata)
	f.URL("ReturnURL", r.ReturnURL)
	f.returnURLs(r.ReturnURLs)
	f.URL("CallbackURL", r.CallbackURL)
	f.Free("GatewayOptions", r.GatewayOptions)
	f.expires(r.Expires, now)
	f.Secret("Token", r.Token)
	f.Extra(r.Extra, invoiceNames...)
	f.Sort()
	return f.Findings
}

func (a *account) checkPublicInvoice(r *PublicInvoiceRequest) check.Findings {
	var f findings
	f.Reference("Reference", r.Reference)
	f.service(r.Service)
	a.amount(&f.Findings, "Amount", r.Amount)
	f.Text("Description", r.Description)
	f.fields("Fields", r.Fields)
	f.metadata(r.Metadata)
	f.Extra(r.Extra, publicNames...)
	f.Sort()
	return f.Findings
}

func (a *account) checkRefund(id string, r *RefundRequest) check.Findings {
	var f findings
	if !check.ID(id) {
		f.Add("id", "want the gateway's id of an invoice")
	}
	f.Reference("Reference", r.Reference)
	a.amount(&f.Findings, "Amount", r.Amount)
	f.Text("Description", r.Description)
	if r.Before.IsSet() && (r.Before.IsNegative() || r.Amount.IsSet() && r.Before.Currency() != r.Amount.Currency()) {
		f.Add("Before", "want the total refunded so far, in the currency of Amount")
	}
	f.Sort()
	return f.Findings
}

func (a *account) checkPayout(r *CreatePayoutRequest) check.Findings {
	var f findings
	f.Reference("Reference", r.Reference)
	f.service(r.Service)
	a.amount(&f.Findings, "Amount", r.Amount)
	if len(r.Fields) == 0 {
		f.Add("Fields", "is required: who is paid, such as card_number or account_number")
	}
	for name, value := range r.Fields {
		if name == "" || !check.PlainText(name) || value.IsZero() || !check.PlainText(value.Reveal()) {
			f.Add("Fields", "want names and values without control characters, none of them empty")
		}
	}
	if number, given := r.Fields[fieldCardNumber]; given && paygates.NewPAN(number.Reveal()).Masked() == paygates.NewPAN("").Masked() {
		f.Add("Fields", "want a card number of 12 to 19 digits")
	}
	f.Secret("Card.Holder", r.Card.Holder)
	if m := r.Card.ExpirationMonth; m < 0 || m > 12 || (m == 0) != (r.Card.ExpirationYear == 0) {
		f.Add("Card.ExpirationMonth", "want 1 to 12, and the year with it")
	}
	if y := r.Card.ExpirationYear; y != 0 && (y < 2000 || y > 2099) {
		f.Add("Card.ExpirationYear", "want four digits")
	}
	f.Text("Description", r.Description)
	f.customer(&r.Customer)
	f.metadata(r.Metadata)
	f.URL("CallbackURL", r.CallbackURL)
	f.Extra(r.Extra, payoutNames...)
	f.Sort()
	return f.Findings
}

// service: a code such as payment_card_usd_hpp.
func (f *findings) service(code string) {
	switch {
	case code == "":
		f.Add("Service", "is required: the service's code, such as payment_card_usd_hpp")
	case len(code) > 128 || strings.IndexFunc(code, func(r rune) bool {
		return !(r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune("_-.", r))
	}) >= 0:
		f.Add("Service", "want a service's code: letters, digits and underscores")
	}
}

// fields are texts by names that the service chooses.
func (f *findings) fields(field string, m map[string]string) {
	for name, text := range m {
		if name == "" || !check.PlainText(name) || !utf8.ValidString(text) {
			f.Add(field, "want names without control characters and values of valid UTF-8")
		}
	}
}

func (f *findings) metadata(m map[string]any) {
	f.Free("Metadata", m)
	if len(m) > maxMetadata {
		f.Add("Metadata", "want at most 20 fields")
	}
}

func (f *findings) customer(c *Customer) {
	if c.given() && c.Reference == "" {
		f.Add("Customer.Reference", "is required where the customer is given")
	}
	if !check.PlainText(c.Reference) {
		f.Add("Customer.Reference", "want valid text without control characters")
	}
	f.Email("Customer.Email", c.Email)
	if c.DateOfBirth != "" {
		if _, err := time.Parse(time.DateOnly, c.DateOfBirth); err != nil {
			f.Add("Customer.DateOfBirth", "want a day such as 1990-12-31")
		}
	}
	if n := utf8.RuneCountInString(c.TaxID); n != 0 && (n < minTax || n > maxTax) {
		f.Add("Customer.TaxID", "want 2 to 100 characters")
	}
	if code := c.Address.Country; code != "" && (len(code) != 2 || strings.IndexFunc(code, func(r rune) bool { return r < 'A' || r > 'Z' }) >= 0) {
		f.Add("Customer.Address.Country", "want a country code of two capital letters, such as UA")
	}
	f.Text("Customer.Name", c.Name)
	f.Text("Customer.Phone", c.Phone)
	f.Text("Customer.TaxID", c.TaxID)
	f.Text("Customer.Address", strings.Join(c.Address.texts(), ""))
	f.Free("Customer.Metadata", c.Metadata)
}

func (a *Address) texts() []string {
	return []string{a.Country, a.Region, a.City, a.Street, a.Full, a.PostCode}
}

// given: any part of the customer is.
func (c *Customer) given() bool {
	texts := append(c.Address.texts(), c.Reference, c.Name, c.Email, c.Phone, c.DateOfBirth, c.TaxID)
	return len(c.Metadata) > 0 || slices.ContainsFunc(texts, func(text string) bool { return text != "" })
}

func (f *findings) returnURLs(u ReturnURLs) {
	if u != (ReturnURLs{}) && u.Pending == "" {
		f.Add("ReturnURLs.Pending", "is required where one of them is given")
	}
	f.URL("ReturnURLs.Success", u.Success)
	f.URL("ReturnURLs.Pending", u.Pending)
	f.URL("ReturnURLs.Fail", u.Fail)
}

func (f *findings) expires(at, now time.Time) {
	if !at.IsZero() && (at.Before(now.Add(minExpiry)) || at.After(now.Add(maxExpiry))) {
		f.Add("Expires", "want a time between 14 minutes and 2 days from now")
	}
}
