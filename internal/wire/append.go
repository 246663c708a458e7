package wire

import "unicode/utf8"

// AppendString appends s as a JSON string. Quotes, backslashes and control
// characters are escaped, nothing else. Invalid UTF-8 is ErrUTF8; dst is then
// returned as it was.
func AppendString(dst []byte, s string) ([]byte, error) {
	out, p := appendString(dst, s)
	if p != fine {
		return dst, p.at(0, "")
	}
	return out, nil
}

// plain are the bytes that stand for themselves in a JSON string.
var plain = func() (table [256]bool) {
	for c := ' '; c < utf8.RuneSelf; c++ {
		table[c] = c != '"' && c != '\\'
	}
	return table
}()

func appendString(dst []byte, s string) ([]byte, problem) {
	dst = append(dst, '"')
	from := 0
	for i := 0; i < len(s); {
		c := s[i]
		if plain[c] {
			i++
			continue
		}
		if c >= utf8.RuneSelf {
			r, size := utf8.DecodeRuneInString(s[i:])
			if r == utf8.RuneError && size == 1 {
				return dst, textNotUTF8
			}
			i += size
			continue
		}
		dst = append(dst, s[from:i]...)
		dst = appendEscape(dst, c)
		i++
		from = i
	}
	dst = append(dst, s[from:]...)
	return append(dst, '"'), fine
}

func appendEscape(dst []byte, c byte) []byte {
	switch c {
	case '"', '\\':
		return append(dst, '\\', c)
	case '\n':
		return append(dst, '\\', 'n')
	case '\r':
		return append(dst, '\\', 'r')
	case '\t':
		return append(dst, '\\', 't')
	}
	const hex = "0123456789abcdef"
	return append(dst, '\\', 'u', '0', '0', hex[c>>4], hex[c&15])
}

// appendNumber appends a number literal after checking it.
func appendNumber(dst []byte, literal string) ([]byte, problem) {
	from := len(dst)
	dst = append(dst, literal...)
	end, _, p := scanNumber(dst, from)
	if p != fine || end != len(dst) {
		return dst[:from], notNumber
	}
	return dst, fine
}

// appendRaw appends JSON after checking that it is one value.
func appendRaw(dst, json []byte, depth int) ([]byte, problem) {
	end, p := skipValue(json, 0, depth)
	switch {
	case p == tooDeep:
		return dst, p
	case p != fine || skipSpace(json, end) != len(json) || !utf8.Valid(json):
		return dst, notJSON
	}
	return append(dst, json...), fine
}
