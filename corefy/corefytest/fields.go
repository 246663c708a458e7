package corefytest

import (
	"bytes"
	"encoding/json"
	"net/url"
	"time"

	"github.com/paygates/paygates-go/money"
)

// The platform's messages about a field.
const (
	fieldBlank   = "This value should not be blank."
	fieldString  = "This value should be of type string."
	fieldBool    = "This value should be of type bool."
	fieldObject  = "This value should be of type object."
	fieldURL     = "This value is not a valid URL."
	fieldChoice  = "The value you selected is not a valid choice."
	fieldTime    = "This value is not a valid datetime."
	fieldUnknown = "This value is not valid."
)

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
	*f.problems = append(*f.problems, problem{f.path + name, message})
}

func (f fields) wrong() bool { return len(*f.problems) > 0 }

// given says whether the member is there and not null.
func (f fields) given(name string) bool {
	raw, ok := f.values[name]
	return ok && !bytes.Equal(raw, []byte("null"))
}

// object reads a member that must be an object; one that is not there is empty.
// PHP's [] is an empty object too.
func (f fields) object(name string) fields {
	inner := fields{path: f.path + name + ".", problems: f.problems}
	if f.given(name) && !isEmptyList(f.values[name]) {
		if err := json.Unmarshal(f.values[name], &inner.values); err != nil {
			f.refuse(name, fieldObject)
		}
	}
	return inner
}

// raw reads an object that is kept as it came.
func (f fields) raw(name string) json.RawMessage {
	if f.object(name).values == nil {
		return nil
	}
	return compact(f.values[name])
}

func isEmptyList(raw json.RawMessage) bool {
	return bytes.Equal(compact(raw), []byte("[]"))
}

func (f fields) text(name string) string {
	if !f.given(name) {
		return ""
	}
	var s string
	if err := json.Unmarshal(f.values[name], &s); err != nil {
		f.refuse(name, fieldString)
	}
	return s
}

// required reads a text that must be there. A text that is no text is refused
// once.
func (f fields) required(name string) string {
	before := len(*f.problems)
	s := f.text(name)
	if s == "" && len(*f.problems) == before {
		f.refuse(name, fieldBlank)
	}
	return s
}

func (f fields) choice(name, otherwise string, words ...string) string {
	s := f.text(name)
	if s == "" {
		return otherwise
	}
	for _, word := range words {
		if s == word {
			return s
		}
	}
	f.refuse(name, fieldChoice)
	return otherwise
}

func (f fields) flag(name string) bool {
	if !f.given(name) {
		return false
	}
	var b bool
	if err := json.Unmarshal(f.values[name], &b); err != nil {
		f.refuse(name, fieldBool)
	}
	return b
}

// amount reads a positive amount, a number or a numeric text.
func (f fields) amount(name string, c money.Currency) money.Amount {
	if !f.given(name) {
		f.refuse(name, fieldBlank)
		return money.Amount{}
	}
	a, wrong := readAmount(f.values[name], c)
	if wrong != "" {
		f.refuse(name, wrong)
	}
	return a
}

// webURL reads an absolute http or https URL.
func (f fields) webURL(name string) string {
	s := f.text(name)
	if s != "" && !isWebURL(s) {
		f.refuse(name, fieldURL)
	}
	return s
}

func isWebURL(s string) bool {
	u, err := url.Parse(s)
	return err == nil && u.Host != "" && (u.Scheme == "http" || u.Scheme == "https")
}

// moment reads a date and time with an offset.
func (f fields) moment(name string) time.Time {
	s := f.text(name)
	if s == "" {
		return time.Time{}
	}
	t, err := time.Parse(time.RFC3339, s)
	if err != nil {
		f.refuse(name, fieldTime)
	}
	return t.UTC()
}

// envelope reads {"data":{"type","attributes"}} and gives the attributes.
func (f fields) envelope(types ...string) fields {
	data := f.object("data")
	data.path = ""
	if !f.given("data") {
		f.refuse("data", fieldBlank)
		return data
	}
	before := len(*f.problems)
	if data.required("type") != "" && len(*f.problems) == before {
		data.choice("type", "", types...)
	}
	if !data.given("attributes") {
		data.refuse("attributes", fieldBlank)
	}
	attributes := data.object("attributes")
	attributes.path = ""
	return attributes
}
