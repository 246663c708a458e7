package conformance

import (
	"math/big"
	"slices"
	"strings"

	paygates "github.com/paygates/paygates-go"
)

// reading is how the suite itself reads a good answer that was changed: does it still satisfy one of the row's proofs? It goes by the row and by what was asked
// alone, and is the whole source of what is expected of a changed answer.
type reading struct {
	row    *paygates.Operation
	wire   Wire
	asked  map[string]string
	target string
	reply  Reply
	good   *node
}

func (s *subject) reading(reply Reply) reading {
	return reading{row: &s.row, wire: s.wire, asked: s.asked, target: s.target, reply: reply, good: mustParse(reply.Body)}
}

// locate finds one of the row's fields in an answer; nil where it is not there.
func (w *Wire) locate(doc *node, field string) (string, *node) {
	if places, own := w.Places[field]; own {
		for _, path := range places {
			if value := doc.at(path); value != nil {
				return path, value
			}
		}
		return "", nil
	}
	for _, root := range w.Roots {
		path := join(root, field)
		if value := doc.at(path); value != nil {
			return path, value
		}
	}
	return "", nil
}

// home is the path of the object that the answer's fields stand in, and false where there is none.
func (r *reading) home() (string, bool) {
	for _, root := range r.wire.Roots {
		if holder := r.good.at(root); holder != nil && holder.kind == '{' {
			return root, true
		}
	}
	return "", false
}

// satisfied returns the proofs that an answer satisfies.
func (r *reading) satisfied(doc *node) []paygates.Proof {
	var out []paygates.Proof
	for _, p := range r.row.Executed {
		if r.holds(&p, doc) {
			out = append(out, p)
		}
	}
	return out
}

func (r *reading) holds(p *paygates.Proof, doc *node) bool {
	if p.Form != "" && p.Form != r.reply.Form {
		return false
	}
	carries := func(field string) bool { _, v := r.wire.locate(doc, field); return v.carried() }
	lacks := func(field string) bool { return !carries(field) }
	differs := func(same func(string, *node) bool) func(string) bool {
		return func(field string) bool { _, v := r.wire.locate(doc, field); return v.carried() && !same(field, v) }
	}
	switch {
	case slices.ContainsFunc(p.Must, lacks), slices.ContainsFunc(p.MustNot, carries):
		return false
	case slices.ContainsFunc(r.reply.Needs, lacks), slices.ContainsFunc(r.reply.Needs, differs(r.sameAsGood)):
		return false
	case slices.ContainsFunc(p.Equal, differs(r.asAsked)):
		return false
	case p.Moved != "" && differs(r.asMoved)(p.Moved):
		return false
	case p.NewID && r.text(doc, r.wire.ID) == r.target:
		return false
	case len(p.Words) > 0 && !r.says(doc, p.Words):
		return false
	}
	return !slices.ContainsFunc(p.Zero, func(field string) bool {
		if lacks(field) {
			return false // Must asks for it where it has to be there
		}
		value, ok := number(r.text(doc, field))
		return !ok || value.Sign() != 0
	})
}

// text is a field's plain text, empty where it is absent.
func (r *reading) text(doc *node, field string) string {
	_, v := r.wire.locate(doc, field)
	text, _ := v.scalar()
	return text
}

func (r *reading) says(doc *node, words []string) bool {
	status := r.text(doc, r.wire.Status)
	return slices.ContainsFunc(words, func(w string) bool { return strings.EqualFold(w, status) })
}

// asAsked compares a field with what was asked; what was not asked for is not compared. A list is compared with the documented one.
func (r *reading) asAsked(field string, v *node) bool {
	if v.kind != 'v' {
		return r.sameAsGood(field, v)
	}
	asked, compared := r.asked[field]
	return !compared || r.equal(field, v, asked)
}

// asMoved compares a total with what it has to have come to.
func (r *reading) asMoved(field string, v *node) bool {
	if v.kind != 'v' {
		return r.sameAsGood(field, v)
	}
	return r.equal(field, v, r.asked[field])
}

func (r *reading) sameAsGood(field string, v *node) bool {
	_, good := r.wire.locate(r.good, field)
	return good != nil && good.String() == v.String()
}

// equal compares a scalar with a text: by value where the field holds an amount.
func (r *reading) equal(field string, v *node, text string) bool {
	got, ok := v.scalar()
	if !ok || !slices.Contains(r.wire.Amounts, field) {
		return got == text
	}
	a, okA := number(got)
	b, okB := number(text)
	return okA && okB && a.Cmp(b) == 0
}

func number(text string) (*big.Rat, bool) {
	if text == "" || strings.ContainsAny(text, "/eExXpP_") {
		return nil, false
	}
	return new(big.Rat).SetString(text)
}

// compared are the fields whose change makes a good answer another's: what was asked for, what has to have moved, what the answer is measured by.
func (r *reading) compared() []string {
	var out []string
	add := func(fields ...string) {
		for _, field := range fields {
			if field != "" && !slices.Contains(out, field) {
				out = append(out, field)
			}
		}
	}
	for _, p := range r.row.Executed {
		if p.Form == "" || p.Form == r.reply.Form {
			add(p.Equal...)
			add(p.Moved)
		}
	}
	add(r.reply.Needs...)
	return out
}

// relied are the fields without which no proof holds that the documented answer satisfies.
func (r *reading) relied() []string {
	var out []string
	for i, p := range r.satisfied(r.good) {
		fields := slices.Clone(p.Must)
		if len(p.Words) > 0 && !slices.Contains(fields, r.wire.Status) {
			fields = append(fields, r.wire.Status)
		}
		if i == 0 {
			out = fields
			continue
		}
		out = slices.DeleteFunc(out, func(f string) bool { return !slices.Contains(fields, f) })
	}
	return out
}
