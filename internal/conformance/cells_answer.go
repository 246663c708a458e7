package conformance

import (
	"context"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"unicode"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/internal/faults"
)

// good: every documented answer is what it is.
func good(ctx context.Context, s *subject, r *report) {
	for _, reply := range s.good {
		rig := s.memory()
		for _, time := range []string{"", ", again"} {
			r.check(reply.Name+time, rig.call(ctx, always(reply.step())), s.want(proven))
		}
	}
}

// likeGood compares the result of a changed answer with that of the documented one.
func likeGood(ctx context.Context, s *subject, r *report, change func(doc *node) bool) {
	for _, reply := range s.good {
		doc := mustParse(reply.Body)
		if !change(doc) {
			continue
		}
		rig := s.memory()
		plain := rig.call(ctx, always(reply.step()))
		changed := rig.call(ctx, always(reply.withBody(doc).step()))
		r.check(reply.Name, changed, s.want(proven))
		if plain.err == nil && changed.err == nil && dump(plain.result, revealed) != dump(changed.result, revealed) {
			r.failf("%s: the result differs from that of the documented answer", reply.Name)
		}
		if raw, kept := rawOf(changed.result); kept && raw != doc.String() {
			r.failf("%s: RawJSON is not the answer", reply.Name)
		}
	}
}

// rawOf is what a result was decoded from, if it keeps that.
func rawOf(result any) (string, bool) {
	keeps, ok := result.(interface{ RawJSON() []byte })
	if !ok {
		return "", false
	}
	raw := keeps.RawJSON()
	return string(raw), len(raw) > 0
}

// unknownFields: what nobody reads changes nothing.
func unknownFields(ctx context.Context, s *subject, r *report) {
	const name, value = "a_field_of_tomorrow", `{"a":[1,"x",null,true,{"b":1.5e300}],"status":"paid","id":""}`
	likeGood(ctx, s, r, func(doc *node) bool {
		var objects []*node
		if doc.kind == '{' {
			objects = append(objects, doc)
		}
		doc.walk(func(path, _ string, v *node) {
			free := slices.ContainsFunc(steps(path), func(step string) bool { return slices.Contains(s.wire.Free, step) })
			if v.kind == '{' && !free {
				objects = append(objects, v)
			}
		})
		for _, o := range objects {
			o.names = slices.Concat([]string{name + "_first"}, o.names, []string{name + "_last"})
			o.items = slices.Concat([]*node{mustParse(value)}, o.items, []*node{mustParse(value)})
		}
		return len(objects) > 0
	})
}

// emptyArrays: some languages cannot tell an empty object from an empty list.
func emptyArrays(ctx context.Context, s *subject, r *report) {
	likeGood(ctx, s, r, func(doc *node) bool {
		found := false
		doc.walk(func(_, _ string, v *node) {
			if v.kind == '{' && len(v.items) == 0 {
				v.kind, found = '[', true
			}
		})
		return found
	})
}

func hasEmptyObjects(s *subject) bool {
	return slices.ContainsFunc(s.good, func(r Reply) bool { return strings.Contains(mustParse(r.Body).String(), "{}") })
}

// numbersAsStrings: amounts and ids mean the same either way.
func numbersAsStrings(ctx context.Context, s *subject, r *report) {
	likeGood(ctx, s, r, func(doc *node) bool { return s.wire.swapNumbers(doc) })
}

func hasNumbers(s *subject) bool {
	return slices.ContainsFunc(s.good, func(r Reply) bool { return s.wire.swapNumbers(mustParse(r.Body)) })
}

// swapNumbers turns numbers into texts and texts into numbers, where the two mean the same.
func (w *Wire) swapNumbers(doc *node) bool {
	found := false
	doc.walk(func(_, name string, v *node) {
		amount, id := slices.Contains(w.Amounts, name), slices.Contains(w.IDs, name)
		text, ok := v.scalar()
		if !ok || !amount && !id {
			return
		}
		switch _, numeric := number(text); {
		case v.text[0] != '"' && numeric:
			v.text = encode(text)
		case !numeric, strings.HasPrefix(text, "+"), strings.HasPrefix(text, "0") && len(text) > 1 && text[1] != '.':
			return // no literal of JSON
		case id && strings.ContainsFunc(text, func(r rune) bool { return !unicode.IsDigit(r) }):
			return
		default:
			v.text = text
		}
		found = true
	})
	return found
}

// nulls: a null is an absent field, for each field of the answer in turn.
func nulls(ctx context.Context, s *subject, r *report) {
	for _, reply := range s.good {
		rig, reading := s.memory(), s.reading(reply)
		reading.good.walk(func(path, _ string, _ *node) {
			doc := reading.good.clone()
			doc.mustSet(path, "null")
			holds := len(reading.satisfied(doc)) > 0
			o := rig.call(ctx, always(reply.withBody(doc).step()))
			r.check(fmt.Sprintf("%s, null %s", reply.Name, path), o, s.wantOf(reply.status(), holds))
		})
	}
}

// oddTypes: an object in the place of a field that the proof rests on proves nothing, nor does a number in the place of an object.
func oddTypes(ctx context.Context, s *subject, r *report) {
	for _, reply := range s.good {
		rig, reading := s.memory(), s.reading(reply)
		for _, field := range reading.relied() {
			path, value := s.wire.locate(reading.good, field)
			odd := "{}"
			if value.kind == '{' {
				odd = "7"
			}
			doc := reading.good.clone()
			doc.mustSet(path, odd)
			o := rig.call(ctx, always(reply.withBody(doc).step()))
			r.check(fmt.Sprintf("%s, %s for %s", reply.Name, odd, path), o, s.want(unproven))
		}
	}
}

// unknownStatus: a word of tomorrow is neither success nor failure. Where the row's proof asks for a word it proves nothing.
func unknownStatus(ctx context.Context, s *subject, r *report) {
	for _, reply := range s.good {
		reading := s.reading(reply)
		doc := reading.good.clone()
		if !s.wire.newStatus(doc) {
			continue
		}
		holds := len(reading.satisfied(doc)) > 0
		o := s.memory().call(ctx, always(reply.withBody(doc).step()))
		r.check(reply.Name, o, s.wantOf(reply.status(), holds))
		for _, state := range states(o.result) {
			if state != paygates.StateUnknown {
				r.failf("%s: want state %q for a status that nobody knows, got %q", reply.Name, paygates.StateUnknown, state)
			}
		}
	}
}

func hasStatus(s *subject) bool {
	return slices.ContainsFunc(s.good, func(r Reply) bool { return s.wire.newStatus(mustParse(r.Body)) })
}

// newStatus changes the status word of every object that the answer is about, in the case of the word that stands there.
func (w *Wire) newStatus(doc *node) bool {
	path, value := w.locate(doc, w.Status)
	if value == nil || value.kind != 'v' {
		return false
	}
	change := func(path string) {
		switch text, ok := doc.at(path).scalar(); {
		case !ok:
		case doc.at(path).text[0] != '"':
			doc.mustSet(path, "97")
		case text == strings.ToUpper(text):
			doc.mustSet(path, `"WORD_OF_TOMORROW"`)
		default:
			doc.mustSet(path, `"word_of_tomorrow"`)
		}
	}
	// "orders.0.status" stands for every element of orders.
	if list, rest, found := strings.Cut(path, ".0."); found && doc.at(list).kind == '[' {
		for i := range doc.at(list).items {
			if at := fmt.Sprintf("%s.%d.%s", list, i, rest); doc.at(at) != nil {
				change(at)
			}
		}
		return true
	}
	change(path)
	return true
}

// states are the portable states of every object in a result.
func states(result any) []paygates.State {
	var out []paygates.State
	var visit func(v reflect.Value)
	visit = func(v reflect.Value) {
		if state, ok := stateOf(v); ok {
			out = append(out, state)
			return
		}
		switch v.Kind() {
		case reflect.Pointer, reflect.Interface:
			visit(v.Elem())
		case reflect.Slice, reflect.Array:
			for i := range v.Len() {
				visit(v.Index(i))
			}
		case reflect.Struct:
			for i := range v.NumField() {
				visit(v.Field(i))
			}
		}
	}
	visit(reflect.ValueOf(result))
	return out
}

// stateOf asks an object for its state. A status word has one too, which is not the one to trust.
func stateOf(v reflect.Value) (paygates.State, bool) {
	if v.Kind() != reflect.Struct || !v.CanInterface() {
		return paygates.StateUnknown, false
	}
	object := v.Interface()
	if v.CanAddr() {
		object = v.Addr().Interface()
	}
	stated, ok := object.(interface{ State() paygates.State })
	if !ok {
		return paygates.StateUnknown, false
	}
	return stated.State(), true
}

// arrayForObject: the documented answer inside a list is another shape, unless it is a documented one too.
func arrayForObject(ctx context.Context, s *subject, r *report) {
	for _, reply := range s.good {
		listed := reply.withBody(&node{kind: '[', items: []*node{mustParse(reply.Body)}})
		documented := slices.ContainsFunc(s.good, func(g Reply) bool { return mustParse(g.Body).String() == listed.Body })
		o := s.memory().call(ctx, always(faults.Answer(faults.InArray(reply.source()))))
		r.check(reply.Name, o, s.wantOf(reply.status(), documented))
	}
}
