package wire

import "strconv"

// DefaultDepth is how deep arrays and objects may be nested inside one another
// unless a limit is set.
const DefaultDepth = 64

// maxDocument is what a span can point into.
const maxDocument = 1<<32 - 1

// Decoder reads one complete JSON document, value by value. Make one with
// NewDecoder; it must not be copied, nor be used by two goroutines at once.
//
// Wherever a value is due, read it with one call: a scalar method, Skip or Raw,
// or a loop over Object, Array or OneOrMany and More. A loop must run until
// More returns false: do not break out of it, nor return from inside.
type Decoder struct {
	data     []byte
	pos      int
	due      bool // a value stands at pos, and nobody has read it
	key      span // name of the value that is due; its tag is 0 if there is none
	err      error
	depth    int // arrays and objects that are open
	maxDepth int
	loop     loop                        // the innermost one
	outer    short[loop]                 // those around it, outermost first
	seen     long[span]                  // names read in the open objects, outermost first
	free     map[int]map[string]struct{} // names taken with Name, by outer.n
	texts    keeper
	scratch  []byte // text whose escapes are decoded, until it is kept
}

// place is where in its container a loop stands.
type place uint8

const (
	outside     place = iota // no loop runs
	inEmpty                  // a null, or what counts as no elements
	beforeFirst              // in an object
	inObject
	beforeElement // in an array
	inArray
	beforeOne // a single value in the place of an array
	afterOne
)

// loop is one running loop.
type loop struct {
	place  place
	named  bool   // name is that of the field being read, and callers know it
	free   bool   // names were taken with Name
	mark   int    // where the names of this object begin in seen
	index  int    // of the element being read
	read   uint64 // names read with Field, a bit for each
	filter nameFilter
	name   span
}

// NewDecoder returns a Decoder for data, which it never changes and which must
// stay as it is while the Decoder, or what Raw returned, is in use. One byte
// order mark at the start is passed over.
func NewDecoder(data []byte) *Decoder {
	d := &Decoder{maxDepth: DefaultDepth}
	d.Reset(data)
	return d
}

// LimitDepth sets how many arrays and objects may be open at once.
func (d *Decoder) LimitDepth(n int) { d.maxDepth = n }

// Reset makes d read data from its start, keeping its buffers and depth limit.
// Strings that d returned before stay valid.
func (d *Decoder) Reset(data []byte) {
	d.texts.expect(len(data))
	d.restart(data)
	d.pos = skipMark(data)
	if uint64(len(data)) > maxDocument {
		d.fail(tooManyBytes, 0)
	}
}

func (d *Decoder) restart(data []byte) {
	d.data, d.pos, d.due, d.key, d.err, d.depth = data, 0, true, span{}, nil, 0
	d.loop, d.outer.n, d.seen.n = loop{}, 0, 0
	clear(d.free)
}

// Err returns the first error, or nil. Only End sees what follows the value.
func (d *Decoder) Err() error { return d.err }

// End checks the document to its last byte and returns the first error: ErrTrailing
// if anything but white space follows the value.
func (d *Decoder) End() error {
	d.finish()
	if d.err != nil {
		return d.err
	}
	if d.pos = skipSpace(d.data, d.pos); d.pos < len(d.data) {
		d.fail(behindValue, d.pos)
	}
	return d.err
}

// finish passes over a value that nobody read and wants every loop ended.
func (d *Decoder) finish() {
	if d.due {
		d.Skip()
	}
	if d.loop.place != outside {
		d.fail(notInOrder, d.pos)
	}
}

// Kind tells the kind of the value that is due, without reading it. It is
// Invalid at the end of the input, after an error, and when no value is due.
func (d *Decoder) Kind() Kind {
	if d.err != nil || !d.due {
		return Invalid
	}
	d.pos = skipSpace(d.data, d.pos)
	if d.pos >= len(d.data) {
		return Invalid
	}
	return kinds[d.data[d.pos]]
}

// Null reads the value if it is null, and tells whether it was.
func (d *Decoder) Null() bool {
	if d.Kind() != Null {
		return false
	}
	d.Skip()
	return d.err == nil
}

// Skip checks the syntax of the value that is due and passes over it. Values
// that nobody reads are skipped without a call.
func (d *Decoder) Skip() { d.Raw() }

// Raw returns the bytes of the value that is due, which alias the input. Their
// syntax is checked, and nothing else.
func (d *Decoder) Raw() []byte {
	d.begin()
	return d.raw()
}

// raw takes the value at d.pos.
func (d *Decoder) raw() []byte {
	if d.err != nil {
		return nil
	}
	start := d.pos
	end, p := skipValue(d.data, start, d.maxDepth-d.depth)
	if p != fine {
		d.fail(p, end)
		return nil
	}
	d.pos = end
	return d.data[start:end:end]
}

// begin takes the value that is due and returns its kind; d.pos is then at its
// first byte.
func (d *Decoder) begin() Kind {
	if d.err != nil {
		return Invalid
	}
	if !d.due {
		d.fail(notInOrder, d.pos)
		return Invalid
	}
	d.due = false
	i := skipSpace(d.data, d.pos)
	d.pos = i
	if i >= len(d.data) {
		d.fail(cutShort, i)
		return Invalid
	}
	return kinds[d.data[i]]
}

// fail records the first error.
func (d *Decoder) fail(p problem, pos int) {
	if d.err == nil {
		d.err = p.at(int64(pos), d.path())
	}
}

// mistyped records that the value at d.pos is not what the caller wants. A value
// that is not even JSON is reported as that.
func (d *Decoder) mistyped(want string) {
	if d.err != nil {
		return
	}
	if end, p := skipValue(d.data, d.pos, d.maxDepth-d.depth); p != fine {
		d.fail(p, end)
		return
	}
	d.refuse(want+", got "+kinds[d.data[d.pos]].String(), d.pos)
}

// refuse records that the value at start cannot be read as what the caller wants.
func (d *Decoder) refuse(want string, start int) {
	if d.err == nil {
		d.err = &Error{Kind: ErrType, Reason: "want " + want, Path: d.path(), Offset: int64(start)}
	}
}

// path spells the way to the value being read, in names that callers gave.
func (d *Decoder) path() string {
	var path []byte
	for i := range d.outer.n {
		path = d.appendStep(path, d.outer.at(i))
	}
	return string(d.appendStep(path, &d.loop))
}

// appendStep appends the field or element that l is at.
func (d *Decoder) appendStep(path []byte, l *loop) []byte {
	switch {
	case l.place == inArray:
		path = strconv.AppendInt(append(path, '['), int64(l.index), 10)
		return append(path, ']')
	case l.place != inObject:
		return path
	}
	if len(path) > 0 {
		path = append(path, '.')
	}
	if !l.named {
		return append(path, '*')
	}
	path, _ = unescape(path, l.name.of(d.data), true)
	return path
}
