package wire

import (
	"encoding"
	"encoding/json"
	"maps"
	"reflect"
	"slices"
	"strconv"
	"strings"
)

// Extra writes the fields of m, in the order of their names, into the open
// object. A name that was written or reserved there before is left alone and
// returned in ignored. Values are as for Value.
func (e *Encoder) Extra(m map[string]any) (ignored []string) {
	if e.err != nil || len(m) == 0 {
		return nil
	}
	if e.scopes.n == 0 || e.scopes.top().closer != '}' || e.scopes.top().part {
		e.fail(notInOrder, "")
		return nil
	}
	s := e.scopes.top()
	for _, name := range slices.Sorted(maps.Keys(m)) {
		if e.repeats(s, name) {
			ignored = append(ignored, name)
			continue
		}
		e.separate(s)
		e.quoteName(name)
		e.appendValue("*", m[name])
	}
	return ignored
}

// Value writes a value of free form: nil, a string, a boolean, an integer, a
// json.Number, a json.RawMessage, anything with MarshalJSON or MarshalText, and
// maps with string keys, slices and pointers of such values. Map keys are
// sorted. A float is ErrType, because money may hide in it; so is any other
// type. Values nested deeper than DefaultDepth, which a cycle is, are ErrDepth.
func (e *Encoder) Value(name string, v any) {
	if e.begin(name) {
		e.appendValue(name, v)
	}
}

func (e *Encoder) appendValue(shown string, v any) {
	if e.err != nil {
		return
	}
	var p problem
	if e.buf, p = appendAny(e.buf, v, DefaultDepth); p != fine {
		e.fail(p, shown)
	}
}

// appendAny appends v, which may nest depth more levels.
func appendAny(dst []byte, v any, depth int) ([]byte, problem) {
	switch v := v.(type) {
	case nil:
		return append(dst, "null"...), fine
	case string:
		return appendString(dst, v)
	case json.Number:
		return appendNumber(dst, string(v))
	}
	rv := reflect.ValueOf(v)
	if rv.Kind() == reflect.Pointer && rv.IsNil() {
		return append(dst, "null"...), fine
	}
	switch v := v.(type) {
	case json.Marshaler:
		raw, err := v.MarshalJSON()
		if err != nil {
			return dst, notMarshaled
		}
		return appendRaw(dst, raw, depth)
	case encoding.TextMarshaler:
		text, err := v.MarshalText()
		if err != nil {
			return dst, notMarshaled
		}
		return appendString(dst, string(text))
	}
	return appendReflected(dst, rv, depth)
}

// appendReflected appends a value by its kind, whatever its type is called.
func appendReflected(dst []byte, v reflect.Value, depth int) ([]byte, problem) {
	switch {
	case v.Kind() == reflect.String:
		return appendString(dst, v.String())
	case v.Kind() == reflect.Bool:
		return strconv.AppendBool(dst, v.Bool()), fine
	case v.CanInt():
		return strconv.AppendInt(dst, v.Int(), 10), fine
	case v.CanUint():
		return strconv.AppendUint(dst, v.Uint(), 10), fine
	case v.CanFloat() || v.CanComplex():
		return dst, floatGiven
	case depth == 0:
		return dst, tooDeep
	}
	switch v.Kind() {
	case reflect.Pointer:
		return appendAny(dst, v.Elem().Interface(), depth-1)
	case reflect.Map:
		return appendMap(dst, v, depth-1)
	case reflect.Slice, reflect.Array:
		return appendSlice(dst, v, depth-1)
	}
	return dst, strangeType
}

// appendMap appends a map, its keys sorted; a nil one is an empty object.
func appendMap(dst []byte, v reflect.Value, depth int) ([]byte, problem) {
	if v.Type().Key().Kind() != reflect.String {
		return dst, strangeType
	}
	keys := v.MapKeys()
	slices.SortFunc(keys, func(a, b reflect.Value) int { return strings.Compare(a.String(), b.String()) })
	dst = append(dst, '{')
	for i, key := range keys {
		if i > 0 {
			dst = append(dst, ',')
		}
		var p problem
		if dst, p = appendString(dst, key.String()); p != fine {
			return dst, nameNotUTF8
		}
		dst = append(dst, ':')
		if dst, p = appendAny(dst, v.MapIndex(key).Interface(), depth); p != fine {
			return dst, p
		}
	}
	return append(dst, '}'), fine
}

// appendSlice appends a slice or array; a nil one is an empty array. Bytes are
// refused: nobody can tell which text form was meant.
func appendSlice(dst []byte, v reflect.Value, depth int) ([]byte, problem) {
	if v.Type().Elem().Kind() == reflect.Uint8 {
		return dst, strangeType
	}
	dst = append(dst, '[')
	for i := range v.Len() {
		if i > 0 {
			dst = append(dst, ',')
		}
		var p problem
		if dst, p = appendAny(dst, v.Index(i).Interface(), depth); p != fine {
			return dst, p
		}
	}
	return append(dst, ']'), fine
}
