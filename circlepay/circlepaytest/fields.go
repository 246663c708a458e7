package circlepaytest

import (
	"bytes"
	"encoding/json"
	"net/mail"
	"net/url"
	"strings"
	"time"

	"github.com/paygates/paygates-go/internal/strictjson"
	"github.com/paygates/paygates-go/money"
)

// fields reads the members of a JSON object. The first thing that is wrong becomes
// the problem of the call.
type fields struct {
	call   *call
	values map[string]json.RawMessage
}

// spellings are the other names that documentation and clients have for a member.
var spellings = map[string][]string{
	"first_name": {"First_Name"}, "last_name": {"Last_Name"},
	"business_name": {"Business_Name"}, "business_address": {"Business_Address"},
	"merchant_mobile": {"Merchant_mobile", "mobile_number"},
	"currency":        {"Currency"}, "enable_Survey": {"enable_survey"},
	"expiry_Date":           {"expiry_date", "expire_date", "expiryDate"},
	"shippingPolicyFlag":    {"shipping_policy_flag"},
	"shippingPolicyDetails": {"shipping_policy_details"},
	"refundPolicyFlag":      {"refund_policy_flag"},
	"refundPolicyDetails":   {"refund_policy_details"},
	"getCustAddress":        {"get_cust_address"},
	"payment_link_url":      {"link", "payment_link.link"},
	"payment_method_name":   {"paymentMethodName"},
	"payment_gateway_name":  {"paymentGatewayName"},
}

// raw is a member under any of its names. A null counts as a member that is not
// there.
func (f fields) raw(name string) (json.RawMessage, bool) {
	for _, spelled := range append([]string{name}, spellings[name]...) {
		if value, ok := f.values[spelled]; ok && !bytes.Equal(value, []byte("null")) {
			return value, true
		}
	}
	return nil, false
}

func (f fields) has(name string) bool {
	_, ok := f.raw(name)
	return ok
}

func (f fields) fail(code string, attributes ...string) {
	if f.call.problem == nil {
		f.call.problem = refuse(code, attributes...)
	}
}

// The most characters of a text.
const (
	mostName  = 255
	mostText  = 4000
	mostEmail = 50
)

// text is a member's string, or the literal of its number, with at most mostName
// characters.
func (f fields) text(name string) string { return f.textUpTo(name, mostName) }

func (f fields) textUpTo(name string, most int) string {
	raw, ok := f.raw(name)
	if !ok {
		return ""
	}
	var s string
	switch {
	case isNumber(raw):
		s = string(raw)
	case raw[0] != '"' || json.Unmarshal(raw, &s) != nil:
		f.fail("1112", name)
	case len([]rune(s)) > most:
		f.fail("1114", name, json.Number(strictjson.Encode(most)).String(), "0")
	}
	return strings.TrimSpace(s)
}

// required is a text that must not be blank.
func (f fields) required(name string) string {
	s := f.text(name)
	if s == "" {
		f.fail("1110", name)
	}
	return s
}

// email is an address, or nothing.
func (f fields) email(name string) string {
	s := f.textUpTo(name, mostEmail)
	if s == "" {
		return ""
	}
	if at, err := mail.ParseAddress(s); err != nil || at.Address != s {
		f.fail("1116")
	}
	return s
}

// The digits of an international number.
const (
	leastDigits   = 8
	mostPhoneLong = 15
)

// phone is a required number in the international form.
func (f fields) phone(name string) string {
	s := f.required(name)
	if s != "" && !isPhone(s) {
		f.fail("1117")
	}
	return s
}

func isPhone(text string) bool {
	digits, plus := strings.CutPrefix(text, "+")
	return plus && isDigits(digits) && len(digits) >= leastDigits && len(digits) <= mostPhoneLong
}

func isDigits(text string) bool { return text != "" && strings.Trim(text, "0123456789") == "" }

// flag is true or false in any of the forms that documentation and clients have.
func (f fields) flag(name string, otherwise bool) bool {
	raw, ok := f.raw(name)
	if !ok {
		return otherwise
	}
	switch strings.Trim(string(raw), `"`) {
	case "1", "true":
		return true
	case "0", "false":
		return false
	}
	f.fail("1112", name)
	return otherwise
}

// amount is a positive amount that must be there.
func (f fields) amount(name string) money.Amount {
	if !f.has(name) {
		f.fail("1110", name)
		return f.call.model.zero()
	}
	a := f.optionalAmount(name)
	if !a.IsPositive() {
		f.fail("1112", name)
	}
	return a
}

// optionalAmount is 0 if it is not there.
func (f fields) optionalAmount(name string) money.Amount {
	return f.numeric(name, f.call.model.cfg.Currency)
}

// percent is a number without a currency, 0 if it is not there.
func (f fields) percent(name string) money.Amount { return f.numeric(name, money.Currency{}) }

func (f fields) numeric(name string, c money.Currency) money.Amount {
	zero, _ := money.ParseExact("0", c)
	raw, ok := f.raw(name)
	if !ok {
		return zero
	}
	a, ok := readAmount(raw, c)
	if !ok {
		f.fail("1112", name)
		return zero
	}
	return a
}

// date is the zero time if it is not there.
func (f fields) date(name string) time.Time {
	text := f.text(name)
	if text == "" {
		return time.Time{}
	}
	at, ok := f.call.model.cfg.readDate(text)
	if !ok {
		f.fail("1115")
	}
	return at
}

func (f fields) requiredDate(name string) time.Time {
	if f.text(name) == "" {
		f.fail("1110", name)
	}
	return f.date(name)
}

// webAddress is an absolute http or https address.
func (f fields) webAddress(name, code string) string {
	s := f.textUpTo(name, mostText)
	if u, err := url.Parse(s); s != "" && (err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "") {
		f.fail(code, name)
	}
	return s
}

// object is a member that is an object; one without members if it is not there.
func (f fields) object(name string) fields {
	out := fields{call: f.call}
	if raw, ok := f.raw(name); ok && json.Unmarshal(raw, &out.values) != nil {
		f.fail("1111")
	}
	return out
}

// list is a required member that is a list of objects, at least one.
func (f fields) list(name string) []fields {
	raw, ok := f.raw(name)
	if !ok {
		f.fail("1110", name)
		return nil
	}
	var all []map[string]json.RawMessage
	if json.Unmarshal(raw, &all) != nil {
		f.fail("1111")
		return nil
	}
	if len(all) == 0 {
		f.fail("1110", name)
	}
	out := make([]fields, len(all))
	for i, values := range all {
		out[i] = fields{call: f.call, values: values}
	}
	return out
}
