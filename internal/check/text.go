package check

import (
	"strings"
	"unicode/utf8"
)

// PlainText: valid UTF-8 without control characters.
func PlainText(text string) bool {
	return utf8.ValidString(text) && strings.IndexFunc(text, func(r rune) bool { return r < 0x20 || r == 0x7f }) < 0
}

// Digits: nothing but ASCII digits; the empty text too.
func Digits(text string) bool {
	return strings.IndexFunc(text, func(r rune) bool { return r < '0' || r > '9' }) < 0
}

// ID: what may stand in a path as a gateway's id. Letters, digits, dashes and
// underscores, at most 64; anything that could change the path may not.
func ID(id string) bool {
	return id != "" && len(id) <= 64 && strings.IndexFunc(id, func(r rune) bool {
		return !(r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r == '-' || r == '_')
	}) < 0
}
