package page

import (
	"encoding/json"
	"errors"
	"unicode/utf8"
)

// ErrData tells that a value cannot be written as JSON. It says nothing about the value.
var ErrData = errors.New("page: the data for a script cannot be written as JSON")

// AppendText appends s to dst, escaped for the text of an element.
// The same escaping is right inside a double-quoted attribute value, which AppendAttr writes.
// NUL and bytes that are not UTF-8 become U+FFFD, as a browser would read them.
func AppendText(dst []byte, s string) []byte {
	done := 0
	for i := 0; i < len(s); {
		c := s[i]
		if c >= utf8.RuneSelf {
			r, size := utf8.DecodeRuneInString(s[i:])
			if r == utf8.RuneError && size == 1 {
				dst = append(append(dst, s[done:i]...), "\uFFFD"...)
				done = i + 1
			}
			i += size
			continue
		}
		if esc := escapes[c]; esc != "" {
			dst = append(append(dst, s[done:i]...), esc...)
			done = i + 1
		}
		i++
	}
	return append(dst, s[done:]...)
}

// AppendAttr appends s to dst as an attribute value, double quotes included.
func AppendAttr(dst []byte, s string) []byte {
	dst = append(dst, '"')
	dst = AppendText(dst, s)
	return append(dst, '"')
}

// AppendJSON appends v to dst as JSON that may stand inside a script element: '<', '>', '&', U+2028 and U+2029 are written as \u escapes,
// so that no value can close the element, open a comment or end a line. The error is ErrData and does not show v.
func AppendJSON(dst []byte, v any) ([]byte, error) {
	// Marshal escapes those five everywhere, in the output of a Marshaler too; the fuzz test holds it to that.
	b, err := json.Marshal(v)
	if err != nil {
		return dst, ErrData // the cause may quote the value
	}
	return append(dst, b...), nil
}

// escapes has the characters that HTML would not give back as they are: markup, both quotes, NUL (no HTML text can hold it)
// and the carriage return, which a browser reads as a line feed. The plus sign is there because old browsers read "+ADw-" as UTF-7 markup.
var escapes = [utf8.RuneSelf]string{
	0:    "\uFFFD",
	'\r': "&#13;",
	'"':  "&#34;",
	'&':  "&amp;",
	'\'': "&#39;",
	'+':  "&#43;",
	'<':  "&lt;",
	'>':  "&gt;",
}
