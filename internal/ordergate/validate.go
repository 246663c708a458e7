package ordergate

import (
	"encoding/json"
	"strings"
	"time"
	"unicode/utf8"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/internal/check"
)

// maxCustomFields is the platform's limit.
const maxCustomFields = 10

// findings are check.Findings with what only this platform asks for.
type findings struct{ check.Findings }

// validate checks a request for op before anything is sent.
func (e *Engine) validate(op *paygates.Operation, r *Request) findings {
	var f findings
	f.Reference("Reference", r.Reference)
	f.Amount("Amount", e.dialect.Rules, r.Amount)
	f.Text("Description", r.Description)
	f.Text("Segment", r.Segment)
	if (op.Name == opCredit || op.Name == opAuthorize) && !r.PAN.Valid() {
		f.Add("PAN", "want a card number: 12 to 19 digits with a right check digit")
	}
	if op.Name == opAuthorize && r.Card.ExpirationMonth == 0 && r.Card.ExpirationYear == 0 {
		f.Add("Card.ExpirationMonth", "is required")
		f.Add("Card.ExpirationYear", "is required")
	}
	f.cvv("CVV", r.CVV)
	f.card(&r.Card)
	f.party(&r.Client)
	if (op.Name == opAuthorize || op.Name == opTokenPay) && r.IP == "" {
		f.Add("IP", "is required: the payer's address")
	}
	f.IP("IP", r.IP)
	f.parts(r)
	f.options(&r.Options)
	if len(r.CustomFields) > maxCustomFields {
		f.Add("CustomFields", "want at most 10 fields")
	}
	for name, value := range r.CustomFields {
		if !utf8.ValidString(name) || !scalar(value) {
			f.Add("CustomFields", "want text, booleans and whole numbers alone")
		}
	}
	f.Text("ExtraFields.InvoiceID", r.Offers.InvoiceID)
	f.Text("ExtraFields.OneClick.CustomerID", r.Offers.CustomerID)
	f.Free("ExtraFields", r.ExtraFields)
	if len(r.Extra) > 0 {
		f.Extra(r.Extra, append(r.parts(), ownNames...)...)
	}
	f.Sort()
	return f
}

func (f *findings) cvv(field string, cvv paygates.Secret) {
	if text := cvv.Reveal(); text != "" && (len(text) < 3 || len(text) > 4 || !check.Digits(text)) {
		f.Add(field, "want 3 or 4 digits")
	}
}

func (f *findings) card(c *RequestCard) {
	f.cvv("Card.CVV", c.CVV)
	if n := utf8.RuneCountInString(c.Holder.Reveal()); !c.Holder.IsZero() && (n < 2 || n > 40 || !utf8.ValidString(c.Holder.Reveal())) {
		f.Add("Card.Holder", "want 2 to 40 characters")
	}
	if m := c.ExpirationMonth; m < 0 || m > 12 {
		f.Add("Card.ExpirationMonth", "want 1 to 12")
	}
	if y := c.ExpirationYear; y != 0 && (y < 2000 || y > 2099) {
		f.Add("Card.ExpirationYear", "want four digits")
	}
	if (c.ExpirationMonth == 0) != (c.ExpirationYear == 0) {
		f.Add("Card.ExpirationYear", "want month and year together")
	}
}

func (f *findings) party(p *Party) {
	f.Text("Client.Name", p.Name)
	f.Text("Client.Phone", p.Phone)
	f.Text("Client.Login", p.Login)
	f.Text("Client.Address", p.Address)
	f.Text("Client.City", p.City)
	f.Text("Client.State", p.State)
	f.Text("Client.Zip", p.Zip)
	f.Email("Client.Email", p.Email)
	f.country("Client.Country", p.Country)
}

// country: ISO 3166-1 alpha-3, as both pages say.
func (f *findings) country(field, code string) {
	if code != "" && (len(code) != 3 || strings.IndexFunc(code, func(r rune) bool { return r < 'A' || r > 'Z' }) >= 0) {
		f.Add(field, "want a country code of three capital letters, such as AZE")
	}
}

func (f *findings) options(o *Options) {
	if t := o.ExpirationTimeout; t < 0 || t%time.Minute != 0 {
		f.Add("Options.ExpirationTimeout", "want whole minutes")
	}
	f.URL("Options.ReturnURL", o.ReturnURL)
	f.URL("Options.Secure3D20ReturnURL", o.Secure3D20ReturnURL)
	f.country("Options.Country", o.Country)
	f.Text("Options.Language", o.Language)
	f.Text("Options.Template", o.Template)
	f.Text("Options.Terminal", o.Terminal)
	f.Text("Options.TraceID", o.TraceID)
	f.Text("Options.Segment", o.Segment)
}

// ownNames are the names at the top of a request that encode writes or leaves
// out on purpose.
var ownNames = []string{
	"amount", "currency", "merchant_order_id", "description", "segment", "pan", "cvv", "card", "client",
	"location", "options", "custom_fields", "extra_fields",
}

// scalar: what a custom field may hold. A float is none, money may hide in it.
func scalar(v any) bool {
	switch v := v.(type) {
	case string:
		return utf8.ValidString(v)
	case nil, bool, int, int8, int16, int32, int64, uint, uint8, uint16, uint32, uint64:
		return true
	case json.Number:
		_, err := v.Int64()
		return err == nil
	}
	return false
}
