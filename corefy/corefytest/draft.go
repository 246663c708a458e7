package corefytest

import (
	"bytes"
	"encoding/json"
	"maps"
	"slices"
	"time"

	"github.com/paygates/paygates-go/money"
)

// The documented bounds of an invoice's life, and the assumed one without
// expires.
const (
	shortestLife = 14 * time.Minute
	longestLife  = 48 * time.Hour
	usualLife    = 30 * time.Minute
)

const maxMetadata = 20

// draft is what a request wants an invoice or payout to be.
type draft struct {
	test           bool
	reference      string
	description    string
	service        *service
	amount         money.Amount
	fee            money.Amount
	verify         bool
	expires        time.Time
	metadata       json.RawMessage
	customer       string
	returns        returnURLs
	callbackURL    string
	tokenize       bool
	token          string
	recipient      json.RawMessage
	waitForRelease bool
}

// readDraft reads what every new invoice and payout names.
func (m *Model) readDraft(f fields, test, payout bool) draft {
	d := draft{
		test:        test,
		reference:   f.required("reference_id"),
		description: f.text("description"),
		metadata:    m.readMetadata(f),
	}
	code, currency := f.required("service"), f.required("currency")
	d.service = m.serviceOf(code, payout)
	if d.service == nil {
		if code != "" {
			f.refuse("service", fieldChoice)
		}
		f.amount("amount", money.CurrencyOf(currency))
		return d
	}
	if !d.service.usable(test) {
		f.refuse("service", fieldChoice)
	}
	if currency != "" && currency != d.service.Currency.Code() {
		f.refuse("currency", fieldChoice)
	}
	d.amount = f.amount("amount", d.service.Currency)
	d.checkAmount(f)
	return d
}

func (d *draft) checkAmount(f fields) {
	if !d.amount.IsSet() {
		return
	}
	var err error
	d.fee, err = d.service.fee(d.amount)
	switch {
	case more(d.service.Min, d.amount):
		f.refuse("amount", "This value should be greater than or equal to "+string(number(d.service.Min))+".")
	case more(d.amount, d.service.Max):
		f.refuse("amount", "This value should be less than or equal to "+string(number(d.service.Max))+".")
	case err != nil:
		f.refuse("amount", amountTooLarge)
	}
	if err != nil {
		d.fee = money.Amount{}
	}
}

// readMetadata takes at most twenty members, whatever they hold.
func (m *Model) readMetadata(f fields) json.RawMessage {
	if len(f.object("metadata").values) > maxMetadata {
		f.refuse("metadata", "This collection should contain 20 elements or less.")
	}
	raw := f.raw("metadata")
	if m.cfg.Website != "" {
		raw = withMember(raw, "merchant_url", m.cfg.Website)
	}
	return raw
}

// readServiceFields refuses a request that lacks what the service asks for, and
// fields that are no texts.
func (d *draft) readServiceFields(f fields, name string) {
	d.recipient = f.raw(name)
	given := f.object(name)
	for _, key := range slices.Sorted(maps.Keys(given.values)) {
		given.text(key)
	}
	if d.service == nil {
		return
	}
	for _, field := range d.service.Fields {
		if raw := given.values[field.Key]; field.Required && (len(raw) == 0 || bytes.Equal(raw, []byte("null")) || bytes.Equal(raw, []byte(`""`))) {
			given.refuse(field.Key, fieldBlank)
		}
	}
}

// readRest reads what the private API adds.
func (d *draft) readRest(m *Model, f fields) {
	d.verify = f.choice("flow", "charge", "charge", "verify") == "verify"
	d.readServiceFields(f, "service_fields")
	d.customer = readCustomer(f)
	d.returns.any = f.webURL("return_url")
	if f.given("return_urls") {
		urls := f.object("return_urls")
		urls.required("pending")
		d.returns.pending = urls.webURL("pending")
		d.returns.success, d.returns.fail = urls.webURL("success"), urls.webURL("fail")
	}
	d.callbackURL = f.webURL("callback_url")
	d.tokenize = f.object("gateway_options").object("cardgate").flag("tokenize")
	f.object("options")
	if d.token = f.text("token"); d.token != "" {
		if kept, ok := m.cards[d.token]; !ok || kept.test != d.test {
			f.refuse("token", fieldUnknown)
		}
	}
	d.expires = f.moment("expires")
	if life := d.expires.Sub(m.now); !d.expires.IsZero() && (life < shortestLife || life > longestLife) {
		f.refuse("expires", "This value should be between 14 minutes and 2 days from now.")
	}
}

// readCustomer gives the reference of the customer, who must have one.
func readCustomer(f fields) string {
	if !f.given("customer") {
		return ""
	}
	c := f.object("customer")
	for _, name := range []string{"name", "email", "phone", "date_of_birth", "individual_tax_id"} {
		c.text(name)
	}
	c.object("metadata")
	c.object("address")
	return c.required("reference_id")
}
