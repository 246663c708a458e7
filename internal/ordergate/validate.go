package ordergate

import (
	"encoding/json"
	"errors"
	"net/netip"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/internal/page"
	"github.com/paygates/paygates-go/internal/wire"
	"github.com/paygates/paygates-go/money"
)

// maxCustomFields is the platform's limit.
const maxCustomFields = 10

// findings collects what is wrong with a request, one entry a field.
type findings []paygates.FieldError

func (f *findings) add(field, want string) {
	if slices.ContainsFunc(*f, func(known paygates.FieldError) bool { return known.Field == field }) {
		return
	}
	*f = append(*f, paygates.FieldError{Field: field, Message: want})
}

// validate checks a request for op before anything is sent.
func (e *Engine) validate(op *paygates.Operation, r *Request) findings {
	var f findings
	f.reference("Reference", r.Reference)
	f.amount("Amount", e.dialect.Rules, r.Amount)
	f.texts(map[string]string{"Description": r.Description, "Segment": r.Segment})
	if (op.Name == opCredit || op.Name == opAuthorize) && !r.PAN.Valid() {
		f.add("PAN", "want a card number: 12 to 19 digits with a right check digit")
	}
	if op.Name == opAuthorize && r.Card.ExpirationMonth == 0 && r.Card.ExpirationYear == 0 {
		f.add("Card.ExpirationMonth", "is required")
		f.add("Card.ExpirationYear", "is required")
	}
	f.cvv("CVV", r.CVV)
	f.card(&r.Card)
	f.party(&r.Client)
	if (op.Name == opAuthorize || op.Name == opTokenPay) && r.IP == "" {
		f.add("IP", "is required: the payer's address")
	}
	f.ip("IP", r.IP)
	f.parts(r)
	f.options(&r.Options)
	if len(r.CustomFields) > maxCustomFields {
		f.add("CustomFields", "want at most 10 fields")
	}
	for _, value := range r.CustomFields {
		if !scalar(value) {
			f.add("CustomFields", "want text, booleans and whole numbers alone")
		}
	}
	f.free("CustomFields", r.CustomFields)
	f.free("ExtraFields", r.ExtraFields)
	f.extra(r.Extra, r.parts())
	slices.SortStableFunc(f, func(a, b paygates.FieldError) int { return strings.Compare(a.Field, b.Field) })
	return f
}

// reference: a comma would make a look-up by reference ask for two, a leading
// dash for none.
func (f *findings) reference(field, text string) {
	switch {
	case text == "":
		f.add(field, "is required: it is how a lost answer is found again")
	case strings.Contains(text, ","):
		f.add(field, "want no comma: the look-up would read two references")
	case strings.HasPrefix(text, "-"):
		f.add(field, "want no dash at the start: the look-up would misread it")
	case !plainText(text) || strings.TrimSpace(text) != text:
		f.add(field, "want valid text without control characters and without blanks at its ends")
	case len(text) > 255:
		f.add(field, "want at most 255 bytes")
	}
}

func (f *findings) amount(field string, rules money.Rules, a money.Amount) {
	err := rules.Check(a)
	if err == nil {
		return
	}
	if me, ok := errors.AsType[*money.Error](err); ok && me.Want != "" {
		f.add(field, "want "+me.Want)
		return
	}
	f.add(field, "want an amount that can be sent")
}

func (f *findings) texts(fields map[string]string) {
	for field, text := range fields {
		if !utf8.ValidString(text) {
			f.add(field, "want valid UTF-8")
		}
	}
}

func (f *findings) cvv(field string, cvv paygates.Secret) {
	if text := cvv.Reveal(); text != "" && (len(text) < 3 || len(text) > 4 || !digits(text)) {
		f.add(field, "want 3 or 4 digits")
	}
}

func (f *findings) ip(field, address string) {
	if address == "" {
		return
	}
	if _, err := netip.ParseAddr(address); err != nil {
		f.add(field, "want an IP address")
	}
}

func (f *findings) url(field, address string) {
	if address != "" && page.CheckURL(address) != nil {
		f.add(field, "want an absolute https URL, or http to a loopback address")
	}
}

func (f *findings) card(c *RequestCard) {
	f.cvv("Card.CVV", c.CVV)
	if n := utf8.RuneCountInString(c.Holder.Reveal()); !c.Holder.IsZero() && (n < 2 || n > 40 || !utf8.ValidString(c.Holder.Reveal())) {
		f.add("Card.Holder", "want 2 to 40 characters")
	}
	if m := c.ExpirationMonth; m < 0 || m > 12 {
		f.add("Card.ExpirationMonth", "want 1 to 12")
	}
	if y := c.ExpirationYear; y != 0 && (y < 2000 || y > 2099) {
		f.add("Card.ExpirationYear", "want four digits")
	}
	if (c.ExpirationMonth == 0) != (c.ExpirationYear == 0) {
		f.add("Card.ExpirationYear", "want month and year together")
	}
}

func (f *findings) party(p *Party) {
	f.texts(map[string]string{
		"Client.Name": p.Name, "Client.Phone": p.Phone, "Client.Login": p.Login, "Client.Address": p.Address,
		"Client.City": p.City, "Client.State": p.State, "Client.Zip": p.Zip,
	})
	if p.Email != "" && (strings.Count(p.Email, "@") != 1 || !plainText(p.Email) || strings.ContainsAny(p.Email, " ,")) {
		f.add("Client.Email", "want one e-mail address")
	}
	f.country("Client.Country", p.Country)
}

// country: ISO 3166-1 alpha-3, as both pages say.
func (f *findings) country(field, code string) {
	if code != "" && (len(code) != 3 || strings.IndexFunc(code, func(r rune) bool { return r < 'A' || r > 'Z' }) >= 0) {
		f.add(field, "want a country code of three capital letters, such as AZE")
	}
}

func (f *findings) options(o *Options) {
	if t := o.ExpirationTimeout; t < 0 || t%time.Minute != 0 {
		f.add("Options.ExpirationTimeout", "want whole minutes")
	}
	f.url("Options.ReturnURL", o.ReturnURL)
	f.url("Options.Secure3D20ReturnURL", o.Secure3D20ReturnURL)
	f.country("Options.Country", o.Country)
	f.texts(map[string]string{
		"Options.Language": o.Language, "Options.Template": o.Template, "Options.Terminal": o.Terminal,
		"Options.TraceID": o.TraceID, "Options.Segment": o.Segment,
	})
}

// free checks that a free-form map can be written: no floats, because money
// may hide in them, and nothing that JSON cannot hold.
func (f *findings) free(field string, m map[string]any) {
	w := wire.NewEncoder(nil)
	w.Object("")
	w.Extra(m)
	w.End()
	if _, err := w.Bytes(); err != nil {
		f.add(field, "want text, booleans, whole numbers, json.Number and maps and lists of these, no floats")
	}
}

// extra: a field that the request has a place for is not to be set twice.
func (f *findings) extra(m map[string]any, parts []string) {
	f.free("Extra", m)
	for name := range m {
		plain := strings.ToLower(strings.TrimSpace(name))
		if slices.Contains(ownNames, plain) || slices.Contains(parts, plain) {
			f.add("Extra", "want nothing that has a field in the request")
		}
	}
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
	case nil, string, bool, int, int8, int16, int32, int64, uint, uint8, uint16, uint32, uint64:
		return true
	case json.Number:
		_, err := v.Int64()
		return err == nil
	}
	return false
}

// validID: ids are digits on every sample; letters, dashes and underscores are
// let through, anything that could change the path is not.
func validID(id string) bool {
	return id != "" && len(id) <= 64 && strings.IndexFunc(id, func(r rune) bool {
		return !(r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r == '-' || r == '_')
	}) < 0
}

func plainText(text string) bool {
	return utf8.ValidString(text) && strings.IndexFunc(text, func(r rune) bool { return r < 0x20 || r == 0x7f }) < 0
}

func digits(text string) bool {
	return strings.IndexFunc(text, func(r rune) bool { return r < '0' || r > '9' }) < 0
}
