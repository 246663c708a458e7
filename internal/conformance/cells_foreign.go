package conformance

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	paygates "github.com/paygates/paygates-go"
)

// forgery is a good answer that was made somebody else's.
type forgery struct {
	name string
	doc  *node
	id   string // the foreign object's, if the change is that
}

func hasForeign(s *subject) bool {
	return slices.ContainsFunc(s.good, func(reply Reply) bool { return len(s.forgeries(reply)) > 0 })
}

// forgeries changes each field that the row compares, adds it where the documented answer leaves it out, and makes the changes that the case names.
func (s *subject) forgeries(reply Reply) []forgery {
	reading := s.reading(reply)
	var out []forgery
	for _, field := range reading.compared() {
		if f, ok := s.forge(&reading, field); ok {
			out = append(out, f)
		}
	}
	if _, v := s.wire.locate(reading.good, s.wire.ID); v.carried() && slices.ContainsFunc(s.row.Executed, func(p paygates.Proof) bool { return p.NewID }) {
		doc := reading.good.clone()
		path, _ := s.wire.locate(doc, s.wire.ID)
		doc.mustSet(path, encode(s.target))
		out = append(out, forgery{name: "the id of the path for a new one", doc: doc, id: s.target})
	}
	for _, change := range s.foreign {
		doc := reading.good.clone()
		if doc.put(change.Path, mustParse(change.Value)) {
			out = append(out, forgery{name: change.Name, doc: doc})
		}
	}
	return out
}

// forge changes or adds one field.
func (s *subject) forge(reading *reading, field string) (forgery, bool) {
	doc := reading.good.clone()
	path, value := s.wire.locate(doc, field)
	text, scalar := value.scalar()
	asked, compared := s.asked[field]
	needed := slices.Contains(reading.reply.Needs, field)
	switch {
	case value.carried() && !scalar:
		return forgery{}, false // a list: the case says how it is forged
	case value.carried() && (compared || needed):
		doc.mustSet(path, s.wire.other(field, text, value))
	case !value.carried() && compared && slices.ContainsFunc(s.row.Executed, func(p paygates.Proof) bool { return slices.Contains(p.Equal, field) }):
		home, ok := reading.home()
		if !ok || len(s.wire.Places[field]) > 0 {
			return forgery{}, false
		}
		doc.mustSet(join(home, field), s.wire.other(field, asked, &node{kind: 'v', text: `""`}))
	default:
		return forgery{}, false
	}
	f := forgery{name: "another " + field, doc: doc}
	if field == s.wire.ID {
		f.id = reading.text(doc, field)
	}
	return f, true
}

// other is a value of the same kind that differs.
func (w *Wire) other(field, text string, like *node) string {
	switch {
	case slices.Contains(w.Amounts, field):
		text = "7" + strings.TrimPrefix(text, "-")
	case text == "true":
		text = "false"
	case text == "false":
		text = "true"
	case len(text) == 3 && strings.ToUpper(text) == text && text != "USD":
		text = "USD" // a currency
	case text == "USD":
		text = "EUR"
	default:
		text = anotherDigit(text)
	}
	if like.text[0] != '"' || text == "true" || text == "false" {
		return text
	}
	return encode(text)
}

// anotherDigit changes the first digit of a text, or its first letter.
func anotherDigit(text string) string {
	for i := range len(text) {
		if b := text[i]; b >= '0' && b <= '9' {
			return text[:i] + string('1'+(b-'0'+7)%9) + text[i+1:]
		}
	}
	return "x" + text
}

// somebodyElses: an answer about another object, amount, currency or reference is not ours. The foreign id is kept.
func somebodyElses(ctx context.Context, s *subject, r *report) {
	for _, reply := range s.good {
		rig, reading := s.memory(), s.reading(reply)
		for _, f := range s.forgeries(reply) {
			what := fmt.Sprintf("%s, %s", reply.Name, f.name)
			holds := len(reading.satisfied(f.doc)) > 0
			if slices.ContainsFunc(s.foreign, func(c Change) bool { return c.Name == f.name }) {
				holds = false // the case's own word
			}
			o := rig.call(ctx, always(reply.withBody(f.doc).step()))
			r.check(what, o, s.wantOf(reply.status(), holds))
			if e, ok := errors.AsType[*paygates.Error](o.err); ok && f.id != "" && e.ObjectID != f.id {
				r.failf("%s: want the foreign id in ObjectID, got %q", what, e.ObjectID)
			}
		}
	}
}

// malformed: what is no single, sound JSON document proves nothing.
func malformed(ctx context.Context, s *subject, r *report) {
	for _, reply := range s.good {
		rig, reading := s.memory(), s.reading(reply)
		body := reading.good.String()
		bodies := map[string]string{
			"HTML":                 "<html><body>Payment accepted</body></html>",
			"empty":                "",
			"null":                 "null",
			"a text":               `"OK"`,
			"half a document":      body[:len(body)/2],
			"something behind it":  body + `{"status":"declined"}`,
			"absurd depth":         strings.Repeat(`{"a":`, 100_000) + "1" + strings.Repeat("}", 100_000),
			"absurd depth, inside": body[:1] + inside(body, strings.Repeat(`[`, 10_000)+strings.Repeat("]", 10_000)) + body[1:],
			"another encoding":     utf16(body),
		}
		for _, field := range reading.relied() {
			path, value := s.wire.locate(reading.good, field)
			bodies["twice the name "+path] = doubled(reading.good, path)
			if _, scalar := value.scalar(); scalar && (slices.Contains(s.wire.IDs, field) || field == s.wire.Status) {
				bodies["no UTF-8 in "+path] = broken(reading.good, path)
			}
		}
		for _, name := range slices.Sorted(maps.Keys(bodies)) {
			changed := reply
			changed.Body = bodies[name]
			r.check(reply.Name+", "+name, rig.call(ctx, always(changed.step())), s.want(unproven))
		}
	}
}

// inside is a value as a first field of an object, or a first element of a list.
func inside(body, value string) string {
	if body[0] == '{' {
		value = `"deep":` + value
	}
	return value + ","
}

// doubled writes a field's name twice, with the same value.
func doubled(doc *node, path string) string {
	doc = doc.clone()
	all := steps(path)
	holder, name := doc.at(strings.Join(all[:len(all)-1], ".")), all[len(all)-1]
	holder.names = append(holder.names, name)
	holder.items = append(holder.items, holder.at(name))
	return doc.String()
}

// broken puts a byte into a text that is no UTF-8.
func broken(doc *node, path string) string {
	doc = doc.clone()
	value := doc.at(path)
	text, _ := value.scalar()
	value.text = `"` + text + "\xff" + `"`
	return doc.String()
}

func utf16(text string) string {
	var b strings.Builder
	b.WriteString("\xff\xfe")
	for i := range len(text) {
		b.WriteByte(text[i])
		b.WriteByte(0)
	}
	return b.String()
}
