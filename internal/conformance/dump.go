package conformance

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"time"
	"unsafe"

	paygates "github.com/paygates/paygates-go"
)

// sight is what a dump shows of the texts that cannot be printed.
type sight bool

const (
	// revealed shows them, to compare two values; an answer's raw bytes are left out.
	revealed sight = true
	// bare shows what a test's diff would see: every field, exported or not, behind every pointer, and no method is called. What several pointers
	// share is shown once: a client's resources share most of it.
	bare sight = false
)

// dump writes everything that can be reached from a value, so that two values are alike if and only if their dumps are.
func dump(v any, s sight) string {
	d := dumper{sight: s, seen: map[visit]bool{}}
	if v != nil {
		// A copy in a place of its own: only there the fields that are not exported can be read.
		place := reflect.New(reflect.TypeOf(v)).Elem()
		place.Set(reflect.ValueOf(v))
		d.value(place)
	}
	return d.out.String()
}

type dumper struct {
	sight
	out  strings.Builder
	seen map[visit]bool
}

type visit struct {
	at   unsafe.Pointer
	what reflect.Type
}

func (d *dumper) value(v reflect.Value) {
	if d.special(v) {
		return
	}
	switch v.Kind() {
	case reflect.Pointer:
		d.pointer(v)
	case reflect.Interface:
		if v.IsNil() {
			d.out.WriteString("nil")
			return
		}
		d.value(placed(v.Elem()))
	case reflect.Struct:
		d.fields(v)
	case reflect.Map:
		d.entries(v)
	case reflect.Slice, reflect.Array:
		if v.Type().Elem().Kind() == reflect.Uint8 && v.Kind() == reflect.Slice {
			d.out.Write(v.Bytes())
			return
		}
		d.out.WriteByte('[')
		for i := range v.Len() {
			d.value(v.Index(i))
			d.out.WriteByte(' ')
		}
		d.out.WriteByte(']')
	case reflect.String:
		d.out.WriteString(v.String())
	case reflect.Func, reflect.Chan, reflect.UnsafePointer:
		fmt.Fprintf(&d.out, "%s(%t)", v.Type(), !v.IsNil())
	default:
		fmt.Fprint(&d.out, v)
	}
}

// special writes the types that hold a text behind a closure, and times, whose inside differs for the same moment.
func (d *dumper) special(v reflect.Value) bool {
	if !v.CanInterface() {
		return false
	}
	if at, ok := v.Interface().(time.Time); ok {
		d.out.WriteString(at.Format(time.RFC3339Nano))
		return true
	}
	if d.sight == bare {
		return false
	}
	switch known := v.Interface().(type) {
	case paygates.Secret:
		d.out.WriteString(known.Reveal())
	case paygates.PAN:
		d.out.WriteString(known.Reveal())
	case paygates.Raw:
	default:
		return false
	}
	return true
}

func (d *dumper) pointer(v reflect.Value) {
	if v.IsNil() {
		d.out.WriteString("nil")
		return
	}
	at := visit{v.UnsafePointer(), v.Type()}
	if d.seen[at] {
		d.out.WriteString("(again)")
		return
	}
	d.seen[at] = true
	d.out.WriteByte('&')
	d.value(v.Elem())
	if d.sight == revealed {
		delete(d.seen, at) // two values are alike whatever they share
	}
}

func (d *dumper) fields(v reflect.Value) {
	d.out.WriteByte('{')
	for i := range v.NumField() {
		field := v.Field(i)
		if !field.CanInterface() && field.CanAddr() {
			field = reflect.NewAt(field.Type(), unsafe.Pointer(field.UnsafeAddr())).Elem()
		}
		d.out.WriteString(v.Type().Field(i).Name)
		d.out.WriteByte(':')
		d.value(field)
		d.out.WriteByte(' ')
	}
	d.out.WriteByte('}')
}

func (d *dumper) entries(v reflect.Value) {
	lines := make([]string, 0, v.Len())
	for entries := v.MapRange(); entries.Next(); {
		inner := dumper{sight: d.sight, seen: d.seen}
		inner.value(placed(entries.Key()))
		inner.out.WriteByte(':')
		inner.value(placed(entries.Value()))
		lines = append(lines, inner.out.String())
	}
	slices.Sort(lines)
	fmt.Fprintf(&d.out, "%d{%s}", len(lines), strings.Join(lines, " "))
}

// placed copies a value to where its fields can be read.
func placed(v reflect.Value) reflect.Value {
	place := reflect.New(v.Type()).Elem()
	place.Set(v)
	return place
}
