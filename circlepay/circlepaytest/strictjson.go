package circlepaytest

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"unicode/utf8"
)

const maxDepth = 32

var (
	errNotUTF8   = errors.New("the body is not valid UTF-8")
	errNotJSON   = errors.New("the body is not valid JSON")
	errNotObject = errors.New("the body must be a JSON object")
	errTrailing  = errors.New("the body has data after its JSON value")
	errTooDeep   = errors.New("the body is nested too deeply")
)

// readObject reads one JSON object and refuses what a careless client could
// send unseen: trailing data, a name given twice, invalid UTF-8.
func readObject(body []byte) (map[string]json.RawMessage, error) {
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
		return nil, errNotObject
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
			return fmt.Errorf("the name %q is given twice", shorten(name))
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

// shorten keeps a name in a message short: it is a stranger's text.
func shorten(name string) string {
	const most = 32
	if len(name) <= most {
		return name
	}
	return name[:most] + "..."
}
