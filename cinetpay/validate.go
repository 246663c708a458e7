package cinetpay

import (
	"slices"
	"strings"

	"github.com/paygates/paygates-go/internal/check"
)

const (
	maxInvoiceLines = 3
	// A number with its prefix, by the plan of the telephone networks.
	minPhone, maxPhone = 10, 15
)

// validate checks a payment before anything is sent. returns says whether the
// payer has to have somewhere to come back to.
func (a *account) validate(r *CreatePaymentRequest, returns bool) check.Findings {
	var wrong check.Findings
	a.reference(&wrong, "Reference", r.Reference)
	a.amount(&wrong, "Amount", r.Amount)
	a.description(&wrong, r.Description)
	address(&wrong, "NotifyURL", r.NotifyURL, true)
	address(&wrong, "ReturnURL", r.ReturnURL, returns)
	switch r.Channels {
	case "", ChannelsAll, ChannelsMobileMoney, ChannelsCreditCard, ChannelsWallet:
	default:
		wrong.Add("Channels", "want ALL, MOBILE_MONEY, CREDIT_CARD or WALLET")
	}
	if r.Lang != "" && !oneOf(r.Lang, "fr", "en") {
		wrong.Add("Lang", "want fr or en")
	}
	wrong.Text("Metadata", r.Metadata)
	wrong.Text("AlternativeCurrency", r.AlternativeCurrency)
	invoice(&wrong, r.InvoiceData)
	r.Customer.validate(&wrong, r.Channels == ChannelsCreditCard)
	if r.LockPhoneNumber && !internationalPhone(r.Customer.Phone) {
		wrong.Add("Customer.Phone", "want prefix and number with LockPhoneNumber: 10 to 15 digits without a plus, such as 2250504315545")
	}
	wrong.Sort()
	return wrong
}

func (a *account) description(wrong *check.Findings, text string) {
	if strings.TrimSpace(text) == "" {
		wrong.Add("Description", "is required")
	} else if !check.PlainText(text) {
		wrong.Add("Description", "want valid text without control characters")
	}
	a.special(wrong, "Description", text)
}

// address checks a URL that CinetPay calls or sends the payer to.
func address(wrong *check.Findings, field, text string, needed bool) {
	if text == "" && needed {
		wrong.Add(field, "is required")
	}
	wrong.URL(field, text)
}

func invoice(wrong *check.Findings, lines []InvoiceLine) {
	if len(lines) > maxInvoiceLines {
		wrong.Add("InvoiceData", "want at most three lines")
	}
	for i, line := range lines {
		switch {
		case line.Name == "" || !check.PlainText(line.Name) || !check.PlainText(line.Value):
			wrong.Add("InvoiceData", "want a name in each line, and valid text without control characters")
		case slices.ContainsFunc(lines[:i], func(other InvoiceLine) bool { return other.Name == line.Name }):
			wrong.Add("InvoiceData", "want each name once")
		}
	}
}

// validate checks the payer; a card needs all of him.
func (c *Customer) validate(wrong *check.Findings, card bool) {
	fields := []struct{ name, text string }{
		{"Customer.FamilyName", c.FamilyName}, {"Customer.GivenName", c.GivenName}, {"Customer.Phone", c.Phone},
		{"Customer.Email", c.Email}, {"Customer.Address", c.Address}, {"Customer.City", c.City},
		{"Customer.Country", c.Country}, {"Customer.Zip", c.Zip},
	}
	for _, f := range fields {
		if card && strings.TrimSpace(f.text) == "" {
			wrong.Add(f.name, "is required with CREDIT_CARD")
		} else if !check.PlainText(f.text) {
			wrong.Add(f.name, "want valid text without control characters")
		}
	}
	if !check.PlainText(c.ID) {
		wrong.Add("Customer.ID", "want valid text without control characters")
	}
	wrong.Email("Customer.Email", c.Email)
	if c.Country != "" && !twoLetters(c.Country) {
		wrong.Add("Customer.Country", "want a country code of two capital letters, such as CI")
	}
	switch {
	case c.State != "" && !twoLetters(c.State):
		wrong.Add("Customer.State", "want a code of two capital letters")
	case c.State == "" && card && oneOf(c.Country, "US", "CA"):
		wrong.Add("Customer.State", "is required with CREDIT_CARD in US and CA")
	}
}

func twoLetters(code string) bool {
	return len(code) == 2 && strings.IndexFunc(code, func(r rune) bool { return r < 'A' || r > 'Z' }) < 0
}

// internationalPhone: prefix and number, digits alone. No prefix begins with 0.
func internationalPhone(text string) bool {
	return check.Digits(text) && len(text) >= minPhone && len(text) <= maxPhone && text[0] != '0'
}
