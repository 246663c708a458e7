package wire

import (
	"encoding/binary"
	"math/bits"
)

// The scan functions work on complete input: they take the bytes and a position
// and return the position behind what they read, or where it went wrong.

// skipSpace returns the position of the first byte at or after i that is not
// white space, or len(b).
func skipSpace(b []byte, i int) int {
	for i < len(b) && b[i] <= ' ' && (b[i] == ' ' || b[i] == '\n' || b[i] == '\t' || b[i] == '\r') {
		i++
	}
	return i
}

// byteOrderMark stands at the start of what some PHP and .NET back ends send.
const byteOrderMark = "\xEF\xBB\xBF"

// skipMark returns the position behind one byte order mark at the start of b.
func skipMark(b []byte) int {
	if len(b) >= len(byteOrderMark) && string(b[:len(byteOrderMark)]) == byteOrderMark {
		return len(byteOrderMark)
	}
	return 0
}

// scanLiteral reads want (null, true or false) at i.
func scanLiteral(b []byte, i int, want string) (int, problem) {
	for j := range len(want) {
		if i+j >= len(b) {
			return len(b), cutShort
		}
		if b[i+j] != want[j] {
			return i + j, badValue
		}
	}
	return i + len(want), fine
}

// scanNumber reads the number at i and tells whether it is an integer literal:
// no fraction, no exponent.
func scanNumber(b []byte, i int) (end int, integer bool, p problem) {
	if i < len(b) && b[i] == '-' {
		i++
	}
	switch {
	case i >= len(b):
		return i, false, cutShort
	case b[i] == '0':
		i++
		if i < len(b) && isDigit(b[i]) {
			return i, false, badNumber
		}
	default:
		if i, p = scanDigits(b, i); p != fine {
			return i, false, p
		}
	}
	integer = true
	if i < len(b) && b[i] == '.' {
		integer = false
		if i, p = scanDigits(b, i+1); p != fine {
			return i, false, p
		}
	}
	if i < len(b) && b[i]|0x20 == 'e' {
		integer = false
		i++
		if i < len(b) && (b[i] == '+' || b[i] == '-') {
			i++
		}
		if i, p = scanDigits(b, i); p != fine {
			return i, false, p
		}
	}
	return i, integer, fine
}

// scanDigits reads one digit or more at i.
func scanDigits(b []byte, i int) (int, problem) {
	if i >= len(b) {
		return i, cutShort
	}
	if !isDigit(b[i]) {
		return i, badNumber
	}
	for i++; i < len(b) && isDigit(b[i]); i++ {
	}
	return i, fine
}

func isDigit(c byte) bool { return c-'0' <= 9 }

// form says how far a string's text is from what it stands for.
type form uint8

const (
	beyondASCII form = 1 << iota // so it may be invalid UTF-8
	escaped
	asItStands form = 0
)

const (
	eachByte = 0x0101010101010101
	topBits  = 0x8080808080808080
)

// markSpecial marks the quotes, backslashes and control characters among eight
// bytes by the top bit of each. The lowest mark is exact, others may be false.
func markSpecial(word uint64) uint64 {
	// With bit 1 flipped, the quote joins the control characters below '!'.
	quoteOrControl := ((word ^ eachByte*2) - eachByte*'!') &^ word
	x := word ^ eachByte*'\\'
	backslash := (x - eachByte) &^ x
	return (quoteOrControl | backslash) & topBits
}

// scanString reads a string whose opening quote stands before i and returns the
// position of the closing quote.
func scanString(b []byte, i int) (quote int, f form, p problem) {
	for {
		var high uint64 // top bits of the bytes passed over
		i, high = findSpecial(b, i)
		if high != 0 {
			f |= beyondASCII
		}
		switch {
		case i >= len(b):
			return i, f, cutShort
		case b[i] == '"':
			return i, f, fine
		case b[i] != '\\':
			return i, f, controlByte
		}
		f |= escaped
		if i, p = scanEscape(b, i+1); p != fine {
			return i, f, p
		}
	}
}

// findSpecial returns the position of the first quote, backslash or control
// character at or after i, or len(b), and the top bits of what stands before it.
func findSpecial(b []byte, i int) (end int, high uint64) {
	for ; len(b)-i >= 8; i += 8 {
		word := binary.LittleEndian.Uint64(b[i:])
		if found := markSpecial(word); found != 0 {
			high |= word & (found&-found - 1)
			return i + bits.TrailingZeros64(found)>>3, high & topBits
		}
		high |= word
	}
	for ; i < len(b) && b[i] != '"' && b[i] != '\\' && b[i] >= ' '; i++ {
		high |= uint64(b[i])
	}
	return i, high & topBits
}

// scanEscape reads the part of an escape behind its backslash.
func scanEscape(b []byte, i int) (int, problem) {
	if i >= len(b) {
		return i, cutShort
	}
	if unescaped[b[i]] != 0 {
		return i + 1, fine
	}
	if b[i] != 'u' {
		return i, badEscape
	}
	for j := i + 1; j < i+5; j++ {
		if j >= len(b) {
			return j, cutShort
		}
		if hexValue(b[j]) < 0 {
			return j, badEscape
		}
	}
	return i + 5, fine
}

// unescaped maps the byte behind a backslash to the byte that it stands for.
var unescaped = [256]byte{
	'"': '"', '\\': '\\', '/': '/', 'b': '\b', 'f': '\f', 'n': '\n', 'r': '\r', 't': '\t',
}

func hexValue(c byte) rune {
	switch {
	case isDigit(c):
		return rune(c - '0')
	case c|0x20 >= 'a' && c|0x20 <= 'f':
		return rune(c|0x20-'a') + 10
	}
	return -1
}
