package circlepay

import (
	"errors"
	"strings"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/internal/wire"
	"github.com/paygates/paygates-go/money"
)

// envelope is what stands around every answer of CirclePay's, or the body with
// which the framework below it refuses a request that reached nothing.
type envelope struct {
	failed bool   // isError
	denied bool   // isError says that there is no error
	code   string // errorCode; empty where it says that nothing is wrong
	own    bool   // one of CirclePay's own fields stands there
	odd    bool   // data is a text, which is documented nowhere
	says   facts  // the two signals, as they are carried

	details, message, errorDetails string
	framework                      framed
}

// framed is the framework's error body: all of its fields but the message, which
// newer versions leave empty.
type framed struct{ timestamp, status, fault, path string }

func (f framed) whole() bool {
	return f.timestamp != "" && f.status != "" && f.fault != "" && f.path != ""
}

// text is what CirclePay says to a person.
func (e *envelope) text() string {
	for _, text := range []string{e.details, e.message, e.errorDetails} {
		if text != "" {
			return text
		}
	}
	return ""
}

// fine: nothing in the envelope says that the call failed.
func (e *envelope) fine() bool {
	return e.own && !e.failed && e.code == "" && !e.framework.whole()
}

// keeper is an object that keeps what it was read from.
type keeper interface{ keep(raw paygates.Raw) }

// entry is one element of data, with what it says to the row's proofs.
type entry[T keeper] struct {
	object T
	says   facts
}

var errNoObject = errors.New("not a JSON object")

// decode reads an answer. data may be a list, one object, null or absent; an empty
// object in it is nothing. Each object of a list keeps its own part of the answer,
// a single one the whole.
func decode[T keeper](body []byte, list bool, read func(*wire.Decoder) (T, facts)) (*envelope, []entry[T], error) {
	e := &envelope{says: facts{}}
	var entries []entry[T]
	var inner error
	d := wire.NewDecoder(body)
	if d.Kind() != wire.Object {
		return e, nil, errNoObject
	}
	for d.Object(); d.More(); {
		switch {
		case !d.IsFold("data"):
			e.read(d)
		case d.Kind() == wire.String:
			e.odd = strings.TrimSpace(d.Text()) != ""
			e.own = true
		default:
			e.own = true
			for d.OneOrMany(); d.More(); {
				raw := d.Raw()
				if blank(raw) || inner != nil {
					continue
				}
				part := wire.NewDecoder(raw)
				object, says := read(part)
				inner = part.End()
				object.keep(paygates.NewRaw(raw))
				entries = append(entries, entry[T]{object, says})
			}
		}
	}
	if err := d.End(); err != nil {
		return e, nil, err
	}
	if !list {
		for i := range entries {
			entries[i].object.keep(paygates.NewRaw(body))
		}
	}
	return e, entries, inner
}

// blank: null, or an object or array with nothing in it.
func blank(raw []byte) bool {
	if len(raw) > 64 { // white space aside, it would be shorter
		return false
	}
	switch strings.Join(strings.Fields(string(raw)), "") {
	case "null", "{}", "[]":
		return true
	}
	return false
}

// read takes one field of the envelope.
func (e *envelope) read(d *wire.Decoder) {
	switch {
	case d.IsFold("iserror"):
		set, ok := d.Flag()
		if e.failed, e.denied = set, ok && !set; ok {
			e.own, e.says[fieldError] = true, "false"
		}
	case d.IsFold("errorcode"):
		blank := d.Kind() == wire.String
		code := readID(d)
		if code == "" && blank {
			code = "0" // public clients have met a blank one in the place of 0
		}
		if code != "" {
			e.own, e.says[fieldCode] = true, code
		}
		if code != "0" {
			e.code = code
		}
	case d.IsFold("details"):
		e.details = strings.TrimSpace(d.Text())
	case d.IsFold("message"):
		e.message = strings.TrimSpace(d.Text())
	case d.IsFold("errordetails"):
		e.errorDetails = strings.TrimSpace(d.Text())
	case d.Is("timestamp"):
		e.framework.timestamp = d.Text()
	case d.Is("status"):
		e.framework.status = d.Text()
	case d.Is("error"):
		e.framework.fault = d.Text()
	case d.Is("path"):
		e.framework.path = d.Text()
	}
}

// readID reads an id, a code or a status: a text, or a whole number by its digits.
// A server that holds them in floating point writes 1.0 for 1.
func readID(d *wire.Decoder) string {
	if d.Kind() != wire.Number {
		return strings.TrimSpace(d.ID())
	}
	text, _ := d.Amount()
	if !strings.ContainsAny(text, ".eE") {
		return text
	}
	if value, err := money.ParseExact(text, money.Currency{}); err == nil && value.Decimal().IsInteger() {
		return value.Decimal().String()
	}
	return text
}

// readStatus reads a status: a word or a number. One of another kind is not
// understood, and no reason to refuse the rest.
func readStatus(d *wire.Decoder) string {
	switch d.Kind() {
	case wire.Number, wire.String, wire.Null:
		return readID(d)
	}
	return d.Text()
}

// readFlag reads a flag in any of its forms; nil where none is stated, or one that
// nobody has seen.
func readFlag(d *wire.Decoder) *bool {
	switch strings.ToLower(strings.TrimSpace(d.Text())) {
	case "1", "1.0", "true":
		return new(true)
	case "0", "0.0", "false":
		return new(false)
	}
	return nil
}

// flagText is a flag as a fact.
func flagText(flag *bool) string {
	switch {
	case flag == nil:
		return ""
	case *flag:
		return "1"
	}
	return "0"
}
