package wire

// skipValue checks the value at or after i and returns the position behind it.
// It may open depth more arrays or objects inside one another.
func skipValue(b []byte, i, depth int) (int, problem) {
	i = skipSpace(b, i)
	if i >= len(b) {
		return i, cutShort
	}
	switch b[i] {
	case '"':
		end, _, p := scanString(b, i+1)
		if p != fine {
			return end, p
		}
		return end + 1, fine
	case '{':
		if depth <= 0 {
			return i, tooDeep
		}
		return skipObject(b, i+1, depth-1)
	case '[':
		if depth <= 0 {
			return i, tooDeep
		}
		return skipArray(b, i+1, depth-1)
	case 'n':
		return scanLiteral(b, i, "null")
	case 't':
		return scanLiteral(b, i, "true")
	case 'f':
		return scanLiteral(b, i, "false")
	}
	if kinds[b[i]] != Number {
		return i, badValue
	}
	end, _, p := scanNumber(b, i)
	return end, p
}

// skipObject checks the rest of an object whose brace stands before i.
func skipObject(b []byte, i, depth int) (int, problem) {
	i = skipSpace(b, i)
	if i < len(b) && b[i] == '}' {
		return i + 1, fine
	}
	for {
		var p problem
		if i, _, p = scanName(b, i); p != fine {
			return i, p
		}
		if i, p = skipValue(b, i, depth); p != fine {
			return i, p
		}
		if i = skipSpace(b, i); i >= len(b) {
			return i, cutShort
		}
		switch b[i] {
		case '}':
			return i + 1, fine
		case ',':
			i++
		default:
			return i, needComma
		}
	}
}

// skipArray checks the rest of an array whose bracket stands before i.
func skipArray(b []byte, i, depth int) (int, problem) {
	i = skipSpace(b, i)
	if i < len(b) && b[i] == ']' {
		return i + 1, fine
	}
	for {
		var p problem
		if i, p = skipValue(b, i, depth); p != fine {
			return i, p
		}
		if i = skipSpace(b, i); i >= len(b) {
			return i, cutShort
		}
		switch b[i] {
		case ']':
			return i + 1, fine
		case ',':
			i++
		default:
			return i, needCommaInArray
		}
	}
}

// span is a string between its quotes.
type span struct {
	from, to uint32
	tag      uint32 // tagOf the decoded text, where it is a name in use
	form     form
}

// scanName reads a name at or after i and its colon; end is behind the colon.
func scanName(b []byte, i int) (end int, name span, p problem) {
	i = skipSpace(b, i)
	if i >= len(b) {
		return i, name, cutShort
	}
	if b[i] != '"' {
		return i, name, needName
	}
	quote, f, p := scanString(b, i+1)
	if p != fine {
		return quote, name, p
	}
	name = span{from: uint32(i + 1), to: uint32(quote), form: f}
	if i = skipSpace(b, quote+1); i >= len(b) {
		return i, name, cutShort
	}
	if b[i] != ':' {
		return i, name, needColon
	}
	return i + 1, name, fine
}

// of returns the raw text of the span.
func (s span) of(b []byte) []byte { return b[s.from:s.to] }

// spells tells whether the text of the span, decoded, is name.
func (s span) spells(b []byte, name string) bool {
	if s.form == asItStands {
		return string(s.of(b)) == name
	}
	text, bad := unescape(nil, s.of(b), false)
	return bad == fine && string(text) == name
}

// folds is spells without regard to the case of ASCII letters; name is in lower case.
func (s span) folds(b []byte, name string) bool {
	if s.form == asItStands {
		return foldsTo(s.of(b), name)
	}
	text, bad := unescape(nil, s.of(b), false)
	return bad == fine && foldsTo(text, name)
}
