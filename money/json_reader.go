package money

import (
	"encoding/json"
	"strings"
	"unicode/utf8"
)

// jsonReader steps through the few tokens that the JSON form of an amount has.
type jsonReader struct {
	text string
	at   int
}

// skip passes over blanks.
func (r *jsonReader) skip() {
	for r.at < len(r.text) && strings.IndexByte(" \t\r\n", r.text[r.at]) >= 0 {
		r.at++
	}
}

// take passes over one punctuation mark, if it comes next.
func (r *jsonReader) take(mark byte) bool {
	r.skip()
	if r.at == len(r.text) || r.text[r.at] != mark {
		return false
	}
	r.at++
	return true
}

func (r *jsonReader) atEnd() bool {
	r.skip()
	return r.at == len(r.text)
}

// quoted reads a string. Bytes that are not UTF-8 are refused, where encoding/json would put U+FFFD.
func (r *jsonReader) quoted() (string, bool) {
	if !r.take('"') {
		return "", false
	}
	start, escaped := r.at, false
	for ; r.at < len(r.text); r.at++ {
		switch b := r.text[r.at]; {
		case b == '"':
			content := r.text[start:r.at]
			r.at++
			if escaped {
				return unescape(r.text[start-1 : r.at])
			}
			return content, utf8.ValidString(content)
		case b == '\\':
			escaped = true
			r.at++
		case b < ' ':
			return "", false
		}
	}
	return "", false
}

// unescape gives the content of a string that has escapes, quotes included in the literal.
func unescape(literal string) (content string, ok bool) {
	err := json.Unmarshal([]byte(literal), &content)
	return content, err == nil && utf8.ValidString(literal)
}

// scalar reads a string or the text of a number. That it is a number indeed is seen when it is parsed.
func (r *jsonReader) scalar() (string, bool) {
	r.skip()
	if r.at < len(r.text) && r.text[r.at] == '"' {
		return r.quoted()
	}
	start := r.at
	for r.at < len(r.text) && strings.IndexByte("0123456789+-.eE", r.text[r.at]) >= 0 {
		r.at++
	}
	return r.text[start:r.at], r.at > start
}
