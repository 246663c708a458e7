package conformance

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
)

// node is a JSON value that keeps the order of its fields and the text of its numbers.
type node struct {
	kind  byte     // '{', '[', or 'v' for a scalar
	text  string   // a scalar's JSON
	names []string // an object's
	items []*node  // an object's or an array's
}

func mustParse(text string) *node {
	n, err := parse(text)
	if err != nil {
		panic("conformance: a reply is not JSON: " + err.Error())
	}
	return n
}

func parse(text string) (*node, error) {
	d := json.NewDecoder(strings.NewReader(text))
	d.UseNumber()
	n, err := parseValue(d)
	if err != nil {
		return nil, err
	}
	if _, err := d.Token(); err != io.EOF {
		return nil, fmt.Errorf("something follows the value at %d", d.InputOffset())
	}
	return n, nil
}

func parseValue(d *json.Decoder) (*node, error) {
	token, err := d.Token()
	if err != nil {
		return nil, err
	}
	delim, composite := token.(json.Delim)
	if !composite {
		return &node{kind: 'v', text: encode(token)}, nil
	}
	n := &node{kind: byte(delim)}
	for d.More() {
		if delim == '{' {
			name, err := d.Token()
			if err != nil {
				return nil, err
			}
			n.names = append(n.names, name.(string))
		}
		item, err := parseValue(d)
		if err != nil {
			return nil, err
		}
		n.items = append(n.items, item)
	}
	_, err = d.Token()
	return n, err
}

func encode(v any) string {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		panic("conformance: " + err.Error())
	}
	return strings.TrimSuffix(b.String(), "\n")
}

// String returns the document as compact JSON.
func (n *node) String() string {
	switch n.kind {
	case '{':
		parts := make([]string, len(n.items))
		for i, item := range n.items {
			parts[i] = encode(n.names[i]) + ":" + item.String()
		}
		return "{" + strings.Join(parts, ",") + "}"
	case '[':
		parts := make([]string, len(n.items))
		for i, item := range n.items {
			parts[i] = item.String()
		}
		return "[" + strings.Join(parts, ",") + "]"
	default:
		return n.text
	}
}

func (n *node) clone() *node {
	out := &node{kind: n.kind, text: n.text, names: slices.Clone(n.names)}
	for _, item := range n.items {
		out.items = append(out.items, item.clone())
	}
	return out
}

// scalar returns a scalar's plain text: a string without its quotes, a number or boolean as it stands. ok is false for null and for what is no scalar.
func (n *node) scalar() (text string, ok bool) {
	if n == nil || n.kind != 'v' || n.text == "null" {
		return "", false
	}
	if n.text[0] != '"' {
		return n.text, true
	}
	if err := json.Unmarshal([]byte(n.text), &text); err != nil {
		panic("conformance: " + err.Error())
	}
	return text, true
}

// carried says whether a field is there with a value of its own: null and empty text count as absent.
func (n *node) carried() bool {
	return n != nil && (n.kind != 'v' || n.text != "null" && n.text != `""`)
}

// steps splits a path; the empty path is the document itself.
func steps(path string) []string {
	if path == "" {
		return nil
	}
	return strings.Split(path, ".")
}

func join(path, name string) string {
	if path == "" {
		return name
	}
	return path + "." + name
}

// at returns the value at a path, nil where there is none.
func (n *node) at(path string) *node {
	for _, step := range steps(path) {
		i := n.index(step)
		if i < 0 {
			return nil
		}
		n = n.items[i]
	}
	return n
}

func (n *node) index(step string) int {
	switch n.kind {
	case '{':
		return slices.Index(n.names, step)
	case '[':
		if i, err := strconv.Atoi(step); err == nil && i >= 0 && i < len(n.items) {
			return i
		}
	}
	return -1
}

// put replaces the value at a path, or adds a field to the object before its last step. It says whether the path leads anywhere.
func (n *node) put(path string, value *node) bool {
	all := steps(path)
	if len(all) == 0 {
		*n = *value
		return true
	}
	last := len(all) - 1
	holder := n.at(strings.Join(all[:last], "."))
	if holder == nil {
		return false
	}
	if i := holder.index(all[last]); i >= 0 {
		holder.items[i] = value
		return true
	}
	if holder.kind != '{' {
		return false
	}
	holder.names = append(holder.names, all[last])
	holder.items = append(holder.items, value)
	return true
}

func (n *node) mustSet(path, value string) {
	if !n.put(path, mustParse(value)) {
		panic("conformance: no such path in the reply: " + path)
	}
}

// walk visits every value below n with its path and name, fields before the values inside them. An array's elements bear the array's name.
func (n *node) walk(visit func(path, name string, value *node)) { n.walkAt("", "", visit) }

func (n *node) walkAt(path, name string, visit func(string, string, *node)) {
	for i, item := range n.items {
		step, itemName := strconv.Itoa(i), name
		if n.kind == '{' {
			step, itemName = n.names[i], n.names[i]
		}
		at := join(path, step)
		visit(at, itemName, item)
		item.walkAt(at, itemName, visit)
	}
}
