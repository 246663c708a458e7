package wire

import "strconv"

// Encoder appends one JSON document to a byte slice, in the order of the calls.
// Inside an object every method takes the field's name, a constant of the program
// in plain ASCII; as the document itself and inside an array the name is "". The
// first error sticks, later calls do
// nothing, and Bytes reports it. Make one with NewEncoder.
type Encoder struct {
	buf    []byte
	start  int // length of the slice given to NewEncoder
	err    error
	scopes short[scope] // the open objects and arrays, outermost first
	names  long[string] // those written or reserved in them, in that order
}

// scope is one open object or array.
type scope struct {
	closer byte
	filled bool // something stands in it
	part   bool // begun with Part
	name   string
	from   int // where the field begins in buf, its comma included
	mark   int // how many names stood before those of this object
	filter nameFilter
}

// NewEncoder returns an Encoder that appends to dst, which may be nil.
func NewEncoder(dst []byte) *Encoder {
	return &Encoder{buf: dst, start: len(dst)}
}

// Bytes returns the slice given to NewEncoder with the document behind it, or
// nil and the first error. A document that is not complete is ErrMisuse.
func (e *Encoder) Bytes() ([]byte, error) {
	if e.scopes.n > 0 || len(e.buf) == e.start {
		e.fail(notInOrder, "")
	}
	if e.err != nil {
		return nil, e.err
	}
	return e.buf, nil
}

// Err returns the first error, or nil.
func (e *Encoder) Err() error { return e.err }

// Object begins an object; End ends it.
func (e *Encoder) Object(name string) { e.open(name, '{', '}') }

// Part begins an object of which the program writes every field: its names are
// not kept, which costs less, so that nothing checks that each stands there once,
// and Extra has no place in it.
func (e *Encoder) Part(name string) {
	e.open(name, '{', '}')
	if e.err == nil {
		e.scopes.top().part = true
	}
}

// Array begins an array; End ends it. Its elements have no names.
func (e *Encoder) Array(name string) { e.open(name, '[', ']') }

func (e *Encoder) open(name string, opener, closer byte) {
	from := len(e.buf)
	if !e.begin(name) {
		return
	}
	e.buf = append(e.buf, opener)
	e.scopes.push(scope{closer: closer, name: name, from: from, mark: e.names.n})
}

// End ends the object or array begun last.
func (e *Encoder) End() {
	if e.err != nil {
		return
	}
	if e.scopes.n == 0 {
		e.fail(notInOrder, "")
		return
	}
	last := e.scopes.top()
	e.scopes.n--
	e.names.n = last.mark
	e.buf = append(e.buf, last.closer)
}

// EndOptional ends the object or array begun last and takes it back, name and
// all, if nothing was written in it. The name stays reserved. The outermost one
// is never taken back.
func (e *Encoder) EndOptional() {
	empty, from := false, 0
	if e.scopes.n > 1 {
		last := e.scopes.top()
		empty, from = !last.filled, last.from
	}
	e.End()
	if empty && e.err == nil {
		outer := e.scopes.top()
		outer.filled = e.buf[from] == ','
		e.buf = e.buf[:from]
	}
}

// String writes a string. Invalid UTF-8 in it is ErrUTF8.
func (e *Encoder) String(name, v string) {
	if e.begin(name) {
		var p problem
		if e.buf, p = appendString(e.buf, v); p != fine {
			e.fail(p, name)
		}
	}
}

// OptString writes a string unless it is empty; the name is reserved anyway.
func (e *Encoder) OptString(name, v string) {
	if v == "" {
		e.Reserve(name)
		return
	}
	e.String(name, v)
}

// Int writes a whole number.
func (e *Encoder) Int(name string, v int64) {
	if e.begin(name) {
		e.buf = strconv.AppendInt(e.buf, v, 10)
	}
}

// OptInt writes a whole number unless it is 0; the name is reserved anyway.
func (e *Encoder) OptInt(name string, v int64) {
	if v == 0 {
		e.Reserve(name)
		return
	}
	e.Int(name, v)
}

// Bool writes a boolean.
func (e *Encoder) Bool(name string, v bool) {
	if e.begin(name) {
		e.buf = strconv.AppendBool(e.buf, v)
	}
}

// OptBool writes a boolean unless it is nil; the name is reserved anyway.
func (e *Encoder) OptBool(name string, v *bool) {
	if v == nil {
		e.Reserve(name)
		return
	}
	e.Bool(name, *v)
}

// Number writes a number literal exactly as given, such as "10.50". Anything
// that is not a JSON number is ErrSyntax.
func (e *Encoder) Number(name, literal string) {
	if e.begin(name) {
		var p problem
		if e.buf, p = appendNumber(e.buf, literal); p != fine {
			e.fail(p, name)
		}
	}
}

// Raw writes JSON that is encoded already. Anything but one value in valid UTF-8
// is ErrSyntax.
func (e *Encoder) Raw(name string, json []byte) {
	if e.begin(name) {
		var p problem
		if e.buf, p = appendRaw(e.buf, json, DefaultDepth); p != fine {
			e.fail(p, name)
		}
	}
}

// Reserve notes names of the open object as written, though they are not: a
// field left out on purpose cannot come back through Extra.
func (e *Encoder) Reserve(names ...string) {
	for _, name := range names {
		if e.scopes.n == 0 || e.scopes.top().closer != '}' {
			e.fail(notInOrder, name)
		}
		if e.err == nil {
			e.note(e.scopes.top(), name)
		}
	}
}

// begin writes the comma and the name before a value.
func (e *Encoder) begin(name string) bool {
	if e.err != nil {
		return false
	}
	if e.scopes.n == 0 {
		if name != "" || len(e.buf) > e.start {
			e.fail(notInOrder, name)
		}
		return e.err == nil
	}
	s := e.scopes.top()
	if s.closer != '}' {
		if name != "" {
			e.fail(notInOrder, name)
			return false
		}
		e.separate(s)
		return true
	}
	if e.note(s, name); e.err != nil {
		return false
	}
	e.separate(s)
	e.buf = append(e.buf, '"')
	e.buf = append(e.buf, name...)
	e.buf = append(e.buf, '"', ':')
	return true
}

// separate writes the comma that s needs before its next field or element.
func (e *Encoder) separate(s *scope) {
	if s.filled {
		e.buf = append(e.buf, ',')
	}
	s.filled = true
}

// quoteName writes a name that the program did not choose, and its colon.
func (e *Encoder) quoteName(name string) {
	var p problem
	if e.buf, p = appendString(e.buf, name); p != fine {
		e.fail(nameNotUTF8, "*")
	}
	e.buf = append(e.buf, ':')
}

// note keeps a name of the object s for what comes after it.
func (e *Encoder) note(s *scope, name string) {
	switch {
	case name == "":
		e.fail(notInOrder, name)
	case s.part:
	case e.repeats(s, name):
		e.fail(namedTwice, name)
	}
}

// repeats tells whether name was noted in s before, and notes it.
func (e *Encoder) repeats(s *scope, name string) bool {
	tag := uint32(0)
	if name != "" {
		tag = tagOf(len(name), name[0])
	}
	if s.filter.add(tag) {
		for i := s.mark; i < e.names.n; i++ {
			if *e.names.at(i) == name {
				return true
			}
		}
	}
	e.names.push(name)
	return false
}

// fail records the first error, at the field name of the open object.
func (e *Encoder) fail(p problem, name string) {
	if e.err != nil {
		return
	}
	path := ""
	for i := range e.scopes.n {
		path = join(path, e.scopes.at(i).name)
	}
	e.err = p.at(int64(len(e.buf)-e.start), join(path, name))
}

// join appends a name to a path.
func join(path, name string) string {
	if path == "" || name == "" || name[0] == '[' {
		return path + name
	}
	return path + "." + name
}
