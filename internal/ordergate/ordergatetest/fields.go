package ordergatetest

import (
	"bytes"
	"encoding/json"
	"net/netip"
	"net/url"
	"regexp"
	"strings"
	"time"

	"github.com/paygates/paygates-go/money"
)

// problem is one thing that is wrong with a request.
type problem struct {
	attribute string
	message   string
}

// fields reads the members of a JSON object of a request and collects what is
// wrong with them, so that one answer names every problem.
type fields struct {
	values   map[string]json.RawMessage
	path     string
	problems *[]problem
}

func newFields(values map[string]json.RawMessage) fields {
	return fields{values: values, problems: new([]problem)}
}

func (f fields) refuse(name, message string) {
	*f.problems = append(*f.problems, problem{attribute: f.path + name, message: message})
}

// given says whether the member is there and not null.
func (f fields) given(name string) bool {
	raw, ok := f.values[name]
	return ok && !bytes.Equal(raw, []byte("null"))
}

// object reads a member that must be an object; one that is not there is empty.
func (f fields) object(name string) fields {
	inner := fields{path: f.path + name + ".", problems: f.problems}
	if !f.given(name) {
		return inner
	}
	if err := json.Unmarshal(f.values[name], &inner.values); err != nil {
		f.refuse(name, "Must be an object.")
	}
	return inner
}

// text reads a string; a number is taken as its literal, because clients send
// order numbers and postal codes so.
func (f fields) text(name string) string {
	if !f.given(name) {
		return ""
	}
	raw := f.values[name]
	if isNumber(raw) {
		return string(raw)
	}
	var s string
	if err := json.Unmarshal(raw, &s); err != nil {
		f.refuse(name, "Must be a string.")
	}
	return s
}

func (f fields) matching(name string, pattern *regexp.Regexp, message string) string {
	s := f.text(name)
	if s != "" && !pattern.MatchString(s) {
		f.refuse(name, message)
	}
	return s
}

// flag reads true, false, 0, 1, "0" or "1".
func (f fields) flag(name string) bool {
	if !f.given(name) {
		return false
	}
	switch string(f.values[name]) {
	case "true", "1", `"1"`:
		return true
	case "false", "0", `"0"`:
		return false
	}
	f.refuse(name, "Must be 0 or 1.")
	return false
}

// amount reads a positive amount, a number or a string.
func (f fields) amount(name string, c money.Currency, required bool) hundredths {
	if !f.given(name) {
		if required {
			f.refuse(name, amountRequired)
		}
		return 0
	}
	text := string(f.values[name])
	if !isNumber(f.values[name]) {
		var s string
		if err := json.Unmarshal(f.values[name], &s); err != nil {
			f.refuse(name, amountMalformed)
			return 0
		}
		text = s
	}
	h, wrong := readHundredths(text)
	if wrong == "" && !h.fits(c) {
		wrong = amountCurrency
	}
	if wrong != "" {
		f.refuse(name, wrong)
	}
	return h
}

// required reads a text that must be there.
func (f fields) required(name, message string) string {
	s := f.text(name)
	if s == "" {
		f.refuse(name, message)
	}
	return s
}

func (f fields) pan(name string) string {
	s := f.text(name)
	if !validPAN(s) {
		f.refuse(name, "PAN is not valid.")
	}
	return s
}

func (f fields) currency(name string, otherwise money.Currency) money.Currency {
	code := f.text(name)
	if code == "" {
		return otherwise
	}
	c, err := money.ParseCurrency(code)
	if err != nil {
		f.refuse(name, "Currency must be an ISO 4217 alpha-3 code.")
		return otherwise
	}
	return c
}

func (f fields) ip(name string) string {
	s := f.text(name)
	if s == "" {
		return ""
	}
	if _, err := netip.ParseAddr(s); err != nil {
		f.refuse(name, "Must be an IP address.")
	}
	return s
}

// webURL reads an absolute http or https URL.
func (f fields) webURL(name string) string {
	s := f.text(name)
	if s == "" {
		return ""
	}
	if !isWebURL(s) {
		f.refuse(name, "Must be an absolute http or https URL.")
	}
	return s
}

func isWebURL(s string) bool {
	u, err := url.Parse(s)
	return err == nil && u.Host != "" && (u.Scheme == "http" || u.Scheme == "https")
}

var timeoutUnits = map[byte]time.Duration{'s': time.Second, 'm': time.Minute, 'h': time.Hour, 'd': 24 * time.Hour}

// timeout reads "30m"; a bare number is minutes.
func (f fields) timeout(name string) time.Duration {
	s := f.text(name)
	if s == "" {
		return defaultExpiration
	}
	digits, unit := s, time.Minute
	if u, ok := timeoutUnits[s[len(s)-1]]; ok {
		digits, unit = s[:len(s)-1], u
	}
	if !allDigits(digits) || len(digits) > 5 || strings.Trim(digits, "0") == "" {
		f.refuse(name, "Must be a number with a unit, such as 30m.")
		return defaultExpiration
	}
	var n time.Duration
	for _, d := range []byte(digits) {
		n = n*10 + time.Duration(d-'0')
	}
	return n * unit
}

func isNumber(raw json.RawMessage) bool {
	return len(raw) > 0 && (raw[0] == '-' || raw[0] >= '0' && raw[0] <= '9')
}

func isScalar(raw json.RawMessage) bool {
	return len(raw) > 0 && raw[0] != '{' && raw[0] != '['
}
