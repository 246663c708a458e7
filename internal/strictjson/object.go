package strictjson

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
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
	d := json.NewDecoder(bytes.NewReader(body))
	d.UseNumber()
	first, err := d.Token()
	if err != nil {
		return nil, errNotJSON
	}
	if first != json.Delim('{') {
		return nil, ErrNotObject
	}
	if err := checkObject(d, 1); err != nil {
		return nil, err
	}
	if _, err := d.Token(); err != io.EOF {
		return nil, errTrailing
	}
	var object map[string]json.RawMessage
	if err := json.Unmarshal(body, &object); err != nil {
		return nil, errNotJSON
	}
	return object, nil
}

func checkObject(d *json.Decoder, depth int) error {
	if depth > maxDepth {
		return errTooDeep
	}
	seen := make(map[string]bool)
	for d.More() {
		token, err := d.Token()
		if err != nil {
			return errNotJSON
		}
		name, ok := token.(string)
		if !ok {
			return errNotJSON
		}
		if seen[name] {
			return fmt.Errorf("the name %q is given twice", Shorten(name))
		}
		seen[name] = true
		if err := checkValue(d, depth); err != nil {
			return err
		}
	}
	return closeDelim(d)
}

func checkArray(d *json.Decoder, depth int) error {
	if depth > maxDepth {
		return errTooDeep
	}
	for d.More() {
		if err := checkValue(d, depth); err != nil {
			return err
		}
	}
	return closeDelim(d)
}

func checkValue(d *json.Decoder, depth int) error {
	token, err := d.Token()
	if err != nil {
		return errNotJSON
	}
	switch token {
	case json.Delim('{'):
		return checkObject(d, depth+1)
	case json.Delim('['):
		return checkArray(d, depth+1)
	}
	return nil
}

func closeDelim(d *json.Decoder) error {
	if _, err := d.Token(); err != nil {
		return errNotJSON
	}
	return nil
}

// Shorten keeps a name in a message short: it is a stranger's text.
func Shorten(name string) string {
	const most = 32
	if len(name) <= most {
		return name
	}
	return name[:most] + "..."
}
