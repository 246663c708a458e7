// Package check says what is wrong with a request before it is sent: one
// finding a field, in words that never repeat the value.
package check

import (
	"errors"
	"net/netip"
	"reflect"
	"slices"
	"strings"
	"unicode/utf8"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/internal/page"
	"github.com/paygates/paygates-go/internal/wire"
	"github.com/paygates/paygates-go/money"
)

// Findings collects what is wrong with a request, one entry a field.
type Findings []paygates.FieldError

// Add notes what is wanted of a field; the first word about a field stands.
func (f *Findings) Add(field, want string) {
	if slices.ContainsFunc(*f, func(known paygates.FieldError) bool { return known.Field == field }) {
		return
	}
	*f = append(*f, paygates.FieldError{Field: field, Message: want})
}

// Sort orders the findings by their fields: maps are walked in any order.
func (f Findings) Sort() {
	slices.SortStableFunc(f, func(a, b paygates.FieldError) int { return strings.Compare(a.Field, b.Field) })
}

// maxReference is more than any gateway is known to keep.
const maxReference = 255

// Reference checks the merchant's own id. A comma would make a look-up by
// reference ask for two, a leading dash for none.
func (f *Findings) Reference(field, text string) {
	switch {
	case text == "":
		f.Add(field, "is required: it is how a lost answer is found again")
	case strings.Contains(text, ","):
		f.Add(field, "want no comma: the look-up would read two references")
	case strings.HasPrefix(text, "-"):
		f.Add(field, "want no dash at the start: the look-up would misread it")
	case !PlainText(text) || strings.TrimSpace(text) != text:
		f.Add(field, "want valid text without control characters and without blanks at its ends")
	case len(text) > maxReference:
		f.Add(field, "want at most 255 bytes")
	}
}

// Amount checks an amount by the gateway's rules.
func (f *Findings) Amount(field string, rules money.Rules, a money.Amount) {
	err := rules.Check(a)
	if err == nil {
		return
	}
	if me, ok := errors.AsType[*money.Error](err); ok && me.Want != "" {
		f.Add(field, "want "+me.Want)
		return
	}
	f.Add(field, "want an amount that can be sent")
}

// Text checks that a free text can be written.
func (f *Findings) Text(field, text string) {
	if !utf8.ValidString(text) {
		f.Add(field, "want valid UTF-8")
	}
}

// Secret checks a text that stands in one line and may not be shown.
func (f *Findings) Secret(field string, s paygates.Secret) {
	if !PlainText(s.Reveal()) {
		f.Add(field, "want valid text without control characters")
	}
}

// Key checks a key as a gateway gives it out: a line's end or a blank that came along
// from a file makes another key of it.
func (f *Findings) Key(field string, s paygates.Secret) {
	text := s.Reveal()
	if text == "" || !PlainText(text) || strings.TrimSpace(text) != text {
		f.Add(field, "want no empty one, and none with control characters or with blanks at its ends")
	}
}

// Email checks an address, if there is one.
func (f *Findings) Email(field, address string) {
	if address != "" && (strings.Count(address, "@") != 1 || !PlainText(address) || strings.ContainsAny(address, " ,")) {
		f.Add(field, "want one e-mail address")
	}
}

// IP checks an address, if there is one. A zone, as in fe80::1%eth0, means
// something on one machine alone.
func (f *Findings) IP(field, address string) {
	if address == "" {
		return
	}
	if ip, err := netip.ParseAddr(address); err != nil || ip.Zone() != "" {
		f.Add(field, "want an IP address")
	}
}

// URL checks an address to which a browser or a gateway is sent, if there is one.
func (f *Findings) URL(field, address string) {
	if address != "" && page.CheckURL(address) != nil {
		f.Add(field, "want an absolute https URL, or http to a loopback address")
	}
}

// OneOf checks words against those that the gateway knows.
func (f *Findings) OneOf(field string, given, known []string) {
	for _, word := range given {
		if !slices.Contains(known, word) {
			f.Add(field, "want one of "+strings.Join(known, ", "))
			return
		}
	}
}

// Free checks that a free-form map can be written, by writing it: no floats,
// because money may hide in them, and nothing that JSON cannot hold.
func (f *Findings) Free(field string, m map[string]any) {
	if len(m) == 0 {
		return
	}
	w := wire.NewEncoder(nil)
	w.Object("")
	w.Extra(m)
	w.End()
	if _, err := w.Bytes(); err != nil {
		f.Add(field, "want text, booleans, whole numbers, json.Number and maps and lists of these, no floats")
	} else if hides(reflect.ValueOf(m)) {
		f.Add(field, "want the text that Reveal gives: as it is, the gateway would get [redacted]")
	}
}

// hides: somewhere in v, which is known to end, is a value that is written as
// something else than its text.
func hides(v reflect.Value) bool {
	switch v.Kind() {
	case reflect.Interface, reflect.Pointer:
		return !v.IsNil() && hides(v.Elem())
	case reflect.Map:
		for _, key := range v.MapKeys() {
			if hides(v.MapIndex(key)) {
				return true
			}
		}
	case reflect.Slice, reflect.Array:
		for i := range v.Len() {
			if hides(v.Index(i)) {
				return true
			}
		}
	case reflect.Struct:
		switch v.Interface().(type) {
		case paygates.Secret, paygates.PAN, paygates.Raw, paygates.ClientCertificate:
			return true
		}
	}
	return false
}

// Extra checks a request's Extra: what the request has a place for, by its
// names on the wire, is not to be set twice.
func (f *Findings) Extra(m map[string]any, own ...string) {
	f.Free("Extra", m)
	for name := range m {
		if slices.Contains(own, strings.ToLower(strings.TrimSpace(name))) {
			f.Add("Extra", "want nothing that has a field in the request")
		}
	}
}
