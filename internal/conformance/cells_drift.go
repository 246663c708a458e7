package conformance

import (
	"context"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"unicode"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/money"
)

// drift: a gateway changes its answers without a word. Every field of every documented answer, one at a time, is left out or becomes null, empty, another word,
// the same word in other letters, or a value of another type. No call panics; where the row's proof is gone the call says so; nothing is paid that the documented
// answer does not call paid; and every amount in the result stands in the answer or in the request.
// Under the race detector, which looks for something else, one in five is tried.
// Run sees that the documented answers fill every field of the result types, so that every field drifts.
func drift(ctx context.Context, s *subject, r *report) {
	n := 0
	for _, reply := range slices.Concat(s.good, s.drift) {
		rig, reading := s.memory(), s.reading(reply)
		plain := rig.call(ctx, always(reply.step()))
		r.check(reply.Name, plain, s.want(proven))
		s.fields.note(plain.result)
		status, _ := s.wire.locate(reading.good, s.wire.Status)
		relied, figures := reading.places(reading.relied()), s.figures(reading.good)
		reading.good.walk(func(path, _ string, value *node) {
			for _, d := range drifts(value) {
				if n++; raced && n%5 != 0 {
					continue
				}
				doc := reading.good.clone()
				d.change(doc, path)
				what := fmt.Sprintf("%s, %s %s", reply.Name, path, d.name)
				o := rig.call(ctx, always(reply.withBody(doc).step()))
				if d.strange && slices.Contains(relied, path) && len(reading.satisfied(doc)) == 0 {
					r.check(what, o, s.wantOf(reply.status(), false))
				} else {
					r.sound(what, o)
				}
				r.notPaid(what, plain, o, path == status && d.strange)
				r.nothingInvented(what, o, figures, path)
			}
		})
	}
}

// places are the paths of some of the row's fields.
func (r *reading) places(fields []string) []string {
	var out []string
	for _, field := range fields {
		if path, value := r.wire.locate(r.good, field); value != nil {
			out = append(out, path)
		}
	}
	return out
}

// drifted is one way in which a field drifts.
type drifted struct {
	name   string
	change func(doc *node, path string)
	// strange says that no word is left of what the field said.
	strange bool
}

// drifts are the ways in which a value can drift.
func drifts(value *node) []drifted {
	out := []drifted{{name: "left out", change: (*node).drop, strange: true}}
	for _, text := range []string{`null`, `""`, `"word_of_tomorrow"`, tomorrowsNumber, `true`, `["x"]`, `{"x":1}`} {
		if text != value.String() {
			out = append(out, drifted{name: "as " + text, change: func(doc *node, path string) { doc.mustSet(path, text) }, strange: true})
		}
	}
	if text, ok := value.scalar(); ok && value.text[0] == '"' {
		for _, other := range []string{strings.ToUpper(text), strings.ToLower(text), capital(text)} {
			if other != text {
				out = append(out, drifted{name: "in other letters", change: func(doc *node, path string) { doc.mustSet(path, encode(other)) }})
			}
		}
	}
	return out
}

const tomorrowsNumber = "97"

func capital(text string) string {
	for i, r := range text {
		if i == 0 {
			return string(unicode.ToUpper(r)) + strings.ToLower(text[len(string(r)):])
		}
	}
	return text
}

// drop takes a field, or an element of a list, out.
func (n *node) drop(path string) {
	all := steps(path)
	last := len(all) - 1
	holder := n.at(strings.Join(all[:last], "."))
	i := holder.index(all[last])
	holder.items = slices.Delete(holder.items, i, i+1)
	if holder.kind == '{' {
		holder.names = slices.Delete(holder.names, i, i+1)
	}
}

// sound: whatever became of the call, it says so as every call does.
func (r *report) sound(what string, o *observation) {
	r.calls++
	r.sends += len(o.sends)
	r.consistent(func(format string, args ...any) { r.failf("%s: %s", what, fmt.Sprintf(format, args...)) }, o)
}

// notPaid compares the states after a drift with those of the documented answer. wordless says that the status word is gone.
func (r *report) notPaid(what string, plain, o *observation, wordless bool) {
	settled := func(s paygates.State) bool { return slices.Contains(settledStates, s) }
	before := states(plain.result)
	for i, state := range states(o.result) {
		switch {
		case !settled(state):
		case wordless && i == 0: // of a list the others keep their words
			r.failf("%s: no word says so, and the state is %q", what, state)
		case !slices.ContainsFunc(before, func(s paygates.State) bool { return s == paygates.StateUnknown || settled(s) }):
			r.failf("%s: the documented answer is not settled, and now the state is %q", what, state)
		}
	}
}

// settledStates are those upon which goods are handed over, or money is booked.
var settledStates = []paygates.State{paygates.StatePaid, paygates.StatePartlyPaid, paygates.StateAuthorized, paygates.StatePaidOut}

// nothingInvented: every amount in a result stands in the answer, but not where it drifted, or was asked for.
func (r *report) nothingInvented(what string, o *observation, figures []figure, path string) {
	for _, amount := range amounts(o.result) {
		text := plainNumber(amount.Decimal().String())
		if amount.IsZero() || text == tomorrowsNumber {
			continue
		}
		if !slices.ContainsFunc(figures, func(f figure) bool { return f.number == text && f.path != path && !strings.HasPrefix(f.path, path+".") }) {
			r.failf("%s: the amount %s stands nowhere", what, amount)
		}
	}
}

// figure is a number, and where it stands in an answer; nowhere if it was asked for.
type figure struct{ path, number string }

func (s *subject) figures(doc *node) []figure {
	var out []figure
	add := func(path, text string) {
		if number := plainNumber(text); number != "" {
			out = append(out, figure{path, number})
		}
	}
	for _, text := range s.asked {
		add("asked", text)
	}
	doc.walk(func(path, _ string, v *node) {
		if text, ok := v.scalar(); ok {
			add(path, text)
		}
	})
	return out
}

// plainNumber writes equal numbers alike, without their sign; empty for what is none.
func plainNumber(text string) string {
	n, ok := number(strings.TrimPrefix(text, "-"))
	if !ok {
		return ""
	}
	return n.RatString()
}

// amounts are all different amounts in a result, and those that its objects give on being asked.
func amounts(result any) map[string]money.Amount {
	out := map[string]money.Amount{}
	note := func(a money.Amount) {
		if a.IsSet() {
			out[a.String()] = a
		}
	}
	var visit func(v reflect.Value)
	visit = func(v reflect.Value) {
		if v.IsValid() && v.CanInterface() {
			if a, ok := v.Interface().(money.Amount); ok {
				note(a)
				return
			}
			told(v, note)
		}
		switch v.Kind() {
		case reflect.Pointer, reflect.Interface:
			visit(v.Elem())
		case reflect.Slice, reflect.Array:
			for i := range v.Len() {
				visit(v.Index(i))
			}
		case reflect.Map:
			for _, key := range v.MapKeys() {
				visit(v.MapIndex(key))
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

// told notes what an object's methods without arguments tell, such as Paid.
func told(v reflect.Value, note func(money.Amount)) {
	if v.Kind() != reflect.Pointer || v.IsNil() {
		return
	}
	for i := range v.NumMethod() {
		if tell, ok := v.Method(i).Interface().(func() money.Amount); ok {
			note(tell())
		}
	}
}
