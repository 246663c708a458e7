package cinetpaytest

import (
	"bytes"
	"encoding/json"
)

// members are the members of a JSON object, by their exact names. A null counts
// as a member that is not there: the PHP SDK sends one for every unset field.
type members map[string]json.RawMessage

func (o members) has(name string) bool {
	raw, ok := o[name]
	return ok && !bytes.Equal(raw, []byte("null"))
}

// text is a member's string; false if it is something else. One that is not
// there is the empty string.
func (o members) text(name string) (string, bool) {
	if !o.has(name) {
		return "", true
	}
	var s string
	return s, o[name][0] == '"' && json.Unmarshal(o[name], &s) == nil
}

// digits is a member's string, or the literal of its number.
func (o members) digits(name string) (string, bool) {
	if !o.has(name) {
		return "", true
	}
	var n json.Number
	if c := o[name][0]; (c == '-' || c >= '0' && c <= '9') && json.Unmarshal(o[name], &n) == nil {
		return n.String(), true
	}
	return o.text(name)
}

// flag is a member's true or false. One that is not there is false.
func (o members) flag(name string) (value, ok bool) {
	if !o.has(name) {
		return false, true
	}
	switch string(o[name]) {
	case "true":
		return true, true
	case "false":
		return false, true
	}
	return false, false
}
