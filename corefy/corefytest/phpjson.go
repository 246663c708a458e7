package corefytest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/paygates/paygates-go/internal/strictjson"
)

// object is a JSON object whose members stand in the order they were added, so
// that answers read like the payment page's samples.
type object []member

type member struct {
	name  string
	value any
}

// encode writes JSON as PHP does: slashes escaped, everything outside ASCII as \u
// sequences, and an empty map as [], and so the empty object. It goes down into
// objects by itself, because encoding/json would look through each one's text again
// for each object around it.
func encode(v any) []byte { return appendValue(nil, v) }

func appendValue(out []byte, v any) []byte {
	switch v := v.(type) {
	case object:
		return appendObject(out, v)
	case []object:
		out = append(out, '[')
		for i, o := range v {
			if i > 0 {
				out = append(out, ',')
			}
			out = appendObject(out, o)
		}
		return append(out, ']')
	case string:
		return appendText(out, v)
	default:
		return appendEscaped(out, strictjson.Encode(v))
	}
}

func appendObject(out []byte, o object) []byte {
	if len(o) == 0 {
		return append(out, "[]"...)
	}
	out = append(out, '{')
	for i, m := range o {
		if i > 0 {
			out = append(out, ',')
		}
		out = append(appendText(out, m.name), ':')
		out = appendValue(out, m.value)
	}
	return append(out, '}')
}

func appendText(out []byte, text string) []byte {
	for i := range len(text) {
		if b := text[i]; b < ' ' || b >= utf8.RuneSelf || b == '"' || b == '\\' || b == '/' {
			return appendEscaped(out, strictjson.Encode(text))
		}
	}
	return append(append(append(out, '"'), text...), '"')
}

// appendEscaped adds JSON; what PHP escapes stands only inside texts.
func appendEscaped(out, in []byte) []byte {
	for len(in) > 0 {
		r, size := utf8.DecodeRune(in)
		switch {
		case r == '/':
			out = append(out, '\\', '/')
		case r < utf8.RuneSelf:
			out = append(out, byte(r))
		default:
			for _, unit := range utf16.Encode([]rune{r}) {
				out = fmt.Appendf(out, `\u%04x`, unit)
			}
		}
		in = in[size:]
	}
	return out
}

// textOrNull is null for an empty text.
func textOrNull(s string) any {
	if s == "" {
		return nil
	}
	return s
}

// mapOrList is a map of the request's as it came, and [] if it is empty or
// absent.
func mapOrList(raw json.RawMessage) json.RawMessage {
	if len(raw) == 0 || bytes.Equal(raw, []byte("{}")) {
		return json.RawMessage("[]")
	}
	return raw
}

// compact gives a value that was read as JSON without its blanks.
func compact(raw json.RawMessage) json.RawMessage {
	var b bytes.Buffer
	if err := json.Compact(&b, raw); err != nil {
		panic(fmt.Sprintf("corefytest: a value that was read is no JSON: %v", err))
	}
	return b.Bytes()
}

// withMember adds a text to a map unless the map has that name.
func withMember(raw json.RawMessage, name, value string) json.RawMessage {
	own := strictjson.Encode(map[string]string{name: value})
	if len(raw) == 0 || bytes.Equal(raw, []byte("{}")) {
		return own
	}
	var have map[string]json.RawMessage
	if err := json.Unmarshal(raw, &have); err != nil || have[name] != nil {
		return raw
	}
	return append(append(bytes.TrimSuffix(bytes.Clone(raw), []byte("}")), ','), own[1:]...)
}
