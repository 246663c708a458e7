package strictjson

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

const maxDepth = 32

// ErrNotObject says that the text is no JSON object. What it is instead was not
// read: it may be no JSON either.
var ErrNotObject = errors.New("the body must be a JSON object")

var (
	errNotUTF8  = errors.New("the body is not valid UTF-8")
	errNotJSON  = errors.New("the body is not valid JSON")
	errTrailing = errors.New("the body has data after its JSON value")
	errTooDeep  = errors.New("the body is nested too deeply")
)

// Object reads one JSON object: its members by their exact names. It refuses
// trailing data, a name given twice at any depth, invalid UTF-8 and more than 32
// levels. The error is meant for the answer to the client.
func Object(body []byte) (map[string]json.RawMessage, error) {
	if !utf8.Valid(body) {
		return nil, errNotUTF8
	}
	first := bytes.TrimLeft(body, blanks)
	switch {
	case len(first) > 0 && strings.IndexByte(`["tfn-0123456789`, first[0]) >= 0:
		return nil, ErrNotObject
	case len(first) == 0 || first[0] != '{':
		return nil, errNotJSON
	}
	if tooDeep(body) {
		return nil, errTooDeep
	}
	d := json.NewDecoder(bytes.NewReader(body))
	var object map[string]json.RawMessage
	if err := d.Decode(&object); err != nil {
		return nil, errNotJSON
	}
	end := d.InputOffset()
	if err := uniqueNames(body[:end]); err != nil {
		return nil, err
	}
	if len(bytes.TrimLeft(body[end:], blanks)) > 0 {
		return nil, errTrailing
	}
	return object, nil
}

// blanks are those of RFC 8259.
const blanks = " \t\r\n"

// level is an object or an array that is open.
type level struct {
	object bool
	named  bool // what comes next in the object is a value
	names  []string
}

// uniqueNames looks for names that are given twice, in text that is JSON.
func uniqueNames(text []byte) error {
	var open []level
	for i := 0; i < len(text); i++ {
		switch text[i] {
		case '{', '[':
			open = append(open, level{object: text[i] == '{'})
		case '}', ']':
			if name, twice := open[len(open)-1].twice(); twice {
				return fmt.Errorf("the name %q is given twice", Shorten(name))
			}
			open = open[:len(open)-1]
		case ':', ',':
			open[len(open)-1].named = text[i] == ':'
		case '"':
			end := endOfText(text, i)
			if in := &open[len(open)-1]; in.object && !in.named {
				in.names = append(in.names, nameOf(text[i:end]))
			}
			i = end - 1
		}
	}
	return nil
}

// tooDeep says that more than maxDepth brackets are open somewhere, in text that
// need not be JSON.
func tooDeep(text []byte) bool {
	depth := 0
	for i := 0; i < len(text) && depth <= maxDepth; i++ {
		switch text[i] {
		case '{', '[':
			depth++
		case '}', ']':
			depth--
		case '"':
			i = endOfText(text, i) - 1
		}
	}
	return depth > maxDepth
}

// endOfText is where a quoted text ends that begins at from.
func endOfText(text []byte, from int) int {
	for i := from + 1; i < len(text); i++ {
		switch text[i] {
		case '\\':
			i++
		case '"':
			return i + 1
		}
	}
	return len(text)
}

// nameOf reads a name with its quotes.
func nameOf(quoted []byte) string {
	if bytes.IndexByte(quoted, '\\') < 0 {
		return string(quoted[1 : len(quoted)-1])
	}
	var name string
	_ = json.Unmarshal(quoted, &name) // it was read before
	return name
}

// twice gives a name that stands in the object more than once.
func (l *level) twice() (string, bool) {
	slices.Sort(l.names)
	for i := 1; i < len(l.names); i++ {
		if l.names[i-1] == l.names[i] {
			return l.names[i], true
		}
	}
	return "", false
}

// Shorten keeps a name in a message short: it is a stranger's text.
func Shorten(name string) string {
	const most = 32
	if len(name) <= most {
		return name
	}
	return name[:most] + "..."
}
