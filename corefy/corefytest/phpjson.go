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

// MarshalJSON writes the members in their order. PHP writes an empty map as [],
// and so does the empty object.
func (o object) MarshalJSON() ([]byte, error) {
	if len(o) == 0 {
		return []byte("[]"), nil
	}
	out := []byte{'{'}
	for i, m := range o {
		if i > 0 {
			out = append(out, ',')
		}
		out = append(append(out, strictjson.Encode(m.name)...), ':')
		out = append(out, strictjson.Encode(m.value)...)
	}
	return append(out, '}'), nil
}

// encode writes JSON as PHP does: slashes escaped, and everything outside ASCII
// as \u sequences. Both stand only inside texts.
func encode(v any) []byte {
	in := strictjson.Encode(v)
	out := make([]byte, 0, len(in)+len(in)/8)
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
	own := object{{name, value}}
	if len(raw) == 0 || bytes.Equal(raw, []byte("{}")) {
		return strictjson.Encode(own)
	}
	var have map[string]json.RawMessage
	if err := json.Unmarshal(raw, &have); err != nil || have[name] != nil {
		return raw
	}
	return append(append(bytes.TrimSuffix(bytes.Clone(raw), []byte("}")), ','), strictjson.Encode(own)[1:]...)
}
