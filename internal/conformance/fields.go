package conformance

import (
	"maps"
	"reflect"
	"slices"
	"strings"
	"sync"
)

// fields are those of a gateway's result types, and which of them some documented
// answer fills: drift changes what stands in an answer, so that a field which none
// fills would drift nowhere.
type fields struct {
	mu               sync.Mutex
	declared, filled map[string]bool
}

func newFields() *fields { return &fields{declared: map[string]bool{}, filled: map[string]bool{}} }

// note looks through a result: its type for what there is, its value for what is
// filled.
func (f *fields) note(result any) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if result != nil {
		f.declare(reflect.TypeOf(result))
		f.fill(reflect.ValueOf(result))
	}
}

// complaints names the fields that nothing fills, but for those of which is said why, and what is said of others.
func (f *fields) complaints(unfilled map[string]string) []string {
	f.mu.Lock()
	defer f.mu.Unlock()
	var out []string
	for _, name := range slices.Sorted(maps.Keys(f.declared)) {
		why, exempt := unfilled[name]
		exempt = exempt && why != ""
		switch {
		case strings.HasSuffix(name, ".Unread"): // a drift itself fills it
		case f.filled[name] && exempt:
			out = append(out, name+" is said to be filled by no answer, and one fills it")
		case !f.filled[name] && !exempt:
			out = append(out, "no documented answer fills "+name+", so that it drifts nowhere")
		}
	}
	for _, name := range slices.Sorted(maps.Keys(unfilled)) {
		if !f.declared[name] {
			out = append(out, name+" is said to be filled by no answer, and no result has it")
		}
	}
	return out
}

// ours says that a type is a struct of a gateway's package, and no value by itself.
func ours(t reflect.Type) bool {
	const module = "github.com/paygates/paygates-go/"
	_, gateway := strings.CutPrefix(t.PkgPath(), module)
	return t.Kind() == reflect.Struct && gateway && t.PkgPath() != module+"money"
}

func (f *fields) declare(t reflect.Type) {
	switch t.Kind() {
	case reflect.Pointer, reflect.Slice, reflect.Array, reflect.Map:
		f.declare(t.Elem())
	case reflect.Struct:
		if !ours(t) {
			return
		}
		for i := range t.NumField() {
			field := t.Field(i)
			name := t.Name() + "." + field.Name
			if !field.IsExported() || f.declared[name] {
				continue
			}
			f.declared[name] = true
			f.declare(field.Type)
		}
	}
}

func (f *fields) fill(v reflect.Value) {
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface:
		if !v.IsNil() {
			f.fill(v.Elem())
		}
	case reflect.Slice, reflect.Array:
		for i := range v.Len() {
			f.fill(v.Index(i))
		}
	case reflect.Map:
		for _, key := range v.MapKeys() {
			f.fill(v.MapIndex(key))
		}
	case reflect.Struct:
		if !ours(v.Type()) {
			return
		}
		for i := range v.NumField() {
			if field := v.Type().Field(i); field.IsExported() && !v.Field(i).IsZero() {
				f.filled[v.Type().Name()+"."+field.Name] = true
				f.fill(v.Field(i))
			}
		}
	}
}
