package check

import (
	"strings"
	"unicode/utf8"
)

// PlainText says whether a text is valid UTF-8 without control characters.
func PlainText(text string) bool {
	return utf8.ValidString(text) && strings.IndexFunc(text, func(r rune) bool { return r < 0x20 || r == 0x7f }) < 0
}

// Digits says whether a text is nothing but ASCII digits; the empty one is.
func Digits(text string) bool {
	return strings.IndexFunc(text, func(r rune) bool { return r < '0' || r > '9' }) < 0
}

// ID says whether a text may stand in a path as a gateway's id: letters, digits,
// dashes and underscores, at most 64. Anything that could change the path may not.
func ID(id string) bool {
	return id != "" && len(id) <= 64 && strings.IndexFunc(id, func(r rune) bool {
		return !(r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r == '-' || r == '_')
	}) < 0
}
