package cinetpay

import (
	"errors"
	"mime"
	"net/http"
	"net/url"
	"strings"
	"unicode/utf8"

	"github.com/paygates/paygates-go/internal/wire"
)

// bodyLimit bounds the body of a notification in bytes.
const bodyLimit = 64 << 10

// field is one field of a form, in its order.
type field struct{ name, value string }

var errBody = errors.New("not a form")

// parseBody reads the fields of a notification or a return: a form, as every
// official sample shows, or the flat JSON object of CinetPay's documentation of
// 2021. A name given twice is refused, because it could be read either way.
func parseBody(body []byte, header http.Header) (fields []field, isForm bool, err error) {
	if len(body) > bodyLimit {
		return nil, false, errBody
	}
	if kind, _, err := mime.ParseMediaType(header.Get("Content-Type")); err == nil && kind == "application/json" {
		fields, err = parseJSON(body)
		return fields, false, err
	}
	fields, err = parseForm(string(body))
	return fields, true, err
}

// parseForm decodes a form byte for byte: no trimming, no change of case.
func parseForm(body string) ([]field, error) {
	var fields []field
	for part := range strings.SplitSeq(body, "&") {
		if part == "" {
			continue
		}
		rawName, rawValue, _ := strings.Cut(part, "=")
		name, err := url.QueryUnescape(rawName)
		if err != nil {
			return nil, errBody
		}
		value, err := url.QueryUnescape(rawValue)
		if err != nil || !utf8.ValidString(name) || !utf8.ValidString(value) {
			return nil, errBody
		}
		fields = append(fields, field{name, value})
	}
	return fields, twice(fields)
}

func parseJSON(body []byte) ([]field, error) {
	var fields []field
	d := wire.NewDecoder(body)
	if d.Kind() != wire.Object {
		return nil, errBody
	}
	for d.Object(); d.More(); {
		name := d.Name()
		fields = append(fields, field{name, d.ID()})
	}
	if d.End() != nil {
		return nil, errBody
	}
	return fields, nil
}

func twice(fields []field) error {
	seen := make(map[string]bool, len(fields))
	for _, f := range fields {
		if seen[f.name] {
			return errBody
		}
		seen[f.name] = true
	}
	return nil
}

// value is a field's, empty where it is absent.
func value(fields []field, name string) string {
	for _, f := range fields {
		if f.name == name {
			return f.value
		}
	}
	return ""
}
