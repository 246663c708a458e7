package wire

// Object begins a loop over the fields of the object that is due:
//
//	for d.Object(); d.More(); {
//		switch {
//		case d.Is("id"):
//			id = d.ID()
//		}
//	}
//
// A null, and the empty array that PHP writes for an empty map, count as an
// object without fields. Any other value is ErrType.
func (d *Decoder) Object() {
	switch d.begin() {
	case Object:
		d.open(beforeFirst)
		return
	case Null:
		d.literal("null")
		d.enter(inEmpty)
		return
	case Array:
		end := skipSpace(d.data, d.pos+1)
		if end < len(d.data) && d.data[end] == ']' && d.depth < d.maxDepth {
			d.pos = end + 1
			d.enter(inEmpty)
			return
		}
	}
	d.mistyped("an object")
}

// ObjectOrNothing is Object for details that nothing hangs on: a value that is
// no object is checked for its syntax and counts as one without fields.
func (d *Decoder) ObjectOrNothing() {
	if d.Kind() == Object {
		d.Object()
		return
	}
	d.Skip()
	d.enter(inEmpty)
}

// Array begins a loop over the elements of the array that is due. A null counts
// as an array without elements. Any other value is ErrType.
func (d *Decoder) Array() {
	switch d.begin() {
	case Array:
		d.open(beforeElement)
	case Null:
		d.literal("null")
		d.enter(inEmpty)
	default:
		d.mistyped("an array")
	}
}

// OneOrMany begins a loop over the elements of an array, or over the one value
// that stands where an array was expected. A null counts as no elements.
func (d *Decoder) OneOrMany() {
	if kind := d.Kind(); kind == Array || kind == Null || !d.due || d.err != nil {
		d.Array()
		return
	}
	d.due = false
	d.enter(beforeOne)
}

// More goes to the next field or element of the loop begun last, and tells
// whether there is one. It passes over what the loop did not read of the field
// or element before.
func (d *Decoder) More() bool {
	if d.due {
		d.Skip()
	}
	if d.err != nil {
		return false
	}
	switch d.loop.place {
	case inObject, beforeFirst:
		return d.nextField()
	case inArray, beforeElement:
		return d.nextElement()
	case beforeOne:
		d.loop.place = afterOne
		d.due, d.key = true, span{}
		return true
	case outside:
		d.fail(notInOrder, d.pos)
	default:
		d.leave()
	}
	return false
}

// Is tells whether the field that is due has this name, byte for byte once
// escapes are decoded. The name then counts as read: if it was read before in
// the same object, that is ErrDuplicate and Is returns false.
func (d *Decoder) Is(name string) bool {
	// tagOf, written out: with the call the compiler would not inline Is.
	return name != "" && d.key.tag == uint32(len(name))<<8|uint32(name[0]) && d.isKey(name)
}

func (d *Decoder) isKey(name string) bool {
	if !d.due || d.loop.place != inObject || string(d.keyText()) != name {
		return false
	}
	if d.loop.named {
		return true // asked for the second time about the same field
	}
	again := d.loop.filter.add(d.key.tag) && d.wasRead(name)
	d.loop.named, d.loop.name = true, d.key
	d.seen.push(d.key)
	if again {
		d.fail(namedTwice, d.pos)
	}
	return !again
}

// Field is Is for many names at once: it returns the place in the list of the
// name that the field that is due has, or -1 if it has none of them. A name that
// is asked for with Field is not to be asked for with Is in the same object.
func (d *Decoder) Field(names *Names) int {
	if !d.due || d.loop.place != inObject {
		return -1
	}
	i := names.find(d.key.tag, d.keyText())
	if i < 0 || d.loop.named {
		return i
	}
	d.loop.named, d.loop.name = true, d.key
	bit := uint64(1) << i
	if d.loop.read&bit != 0 {
		d.fail(namedTwice, d.pos)
		return -1
	}
	d.loop.read |= bit
	return i
}

// IsFold is Is for a gateway that cannot keep to one spelling: name is in lower
// case, and the ASCII letters of the field's name may be in either. Spellings that
// differ in case alone are one name, so that two of them in one object are
// ErrDuplicate. Use one of the two in an object, not both.
func (d *Decoder) IsFold(name string) bool {
	if !d.due || d.loop.place != inObject || name == "" || !foldsTo(d.keyText(), name) {
		return false
	}
	if d.loop.named {
		return true // asked for the second time about the same field
	}
	again := d.wasFolded(name)
	d.loop.named, d.loop.name = true, d.key
	d.seen.push(d.key)
	if again {
		d.fail(namedTwice, d.pos)
	}
	return !again
}

// foldsTo tells whether text is name but for the case of its ASCII letters. name
// is in lower case.
func foldsTo(text []byte, name string) bool {
	if len(text) != len(name) {
		return false
	}
	for i, b := range text {
		if b >= 'A' && b <= 'Z' {
			b += 'a' - 'A'
		}
		if b != name[i] {
			return false
		}
	}
	return true
}

// wasRead tells whether name was read before in the innermost object.
func (d *Decoder) wasRead(name string) bool {
	for i := d.loop.mark; i < d.seen.n; i++ {
		if s := d.seen.at(i); s.tag == d.key.tag && s.spells(d.data, name) {
			return true
		}
	}
	return false
}

// wasFolded is wasRead without regard to the case of ASCII letters.
func (d *Decoder) wasFolded(name string) bool {
	for i := d.loop.mark; i < d.seen.n; i++ {
		if d.seen.at(i).folds(d.data, name) {
			return true
		}
	}
	return false
}

// keyText returns the name of the field that is due.
func (d *Decoder) keyText() []byte {
	if d.key.form == asItStands {
		return d.key.of(d.data)
	}
	return d.scratch
}

// Name returns the name of the field that is due, for objects whose names are
// data. A name taken twice in one object is ErrDuplicate. Error paths show such
// a name as "*".
func (d *Decoder) Name() string {
	if d.err != nil {
		return ""
	}
	if !d.due || d.loop.place != inObject {
		d.fail(notInOrder, d.pos)
		return ""
	}
	if d.free == nil {
		d.free = make(map[int]map[string]struct{})
	}
	taken := d.free[d.outer.n]
	if taken == nil {
		taken = make(map[string]struct{})
		d.free[d.outer.n] = taken
		d.loop.free = true
	}
	if _, again := taken[string(d.keyText())]; again {
		d.fail(namedTwice, d.pos)
		return ""
	}
	name := d.texts.keep(d.keyText())
	taken[name] = struct{}{}
	return name
}

// open enters the array or object whose first byte is at d.pos.
func (d *Decoder) open(p place) {
	if d.depth >= d.maxDepth {
		d.fail(tooDeep, d.pos)
		return
	}
	d.depth++
	d.pos++
	d.enter(p)
}

func (d *Decoder) enter(p place) {
	d.outer.push(d.loop)
	d.loop = loop{place: p, mark: d.seen.n}
}

// leave ends the innermost loop.
func (d *Decoder) leave() {
	if d.loop.free {
		delete(d.free, d.outer.n)
	}
	d.seen.n = d.loop.mark
	d.outer.n--
	d.loop = *d.outer.at(d.outer.n)
}

// close ends the innermost loop behind the closing byte at i.
func (d *Decoder) close(i int) {
	d.depth--
	d.pos = i + 1
	d.leave()
}

func (d *Decoder) nextField() bool {
	i := skipSpace(d.data, d.pos)
	d.loop.named = false
	if i >= len(d.data) {
		d.fail(cutShort, i)
		return false
	}
	if d.data[i] == '}' {
		d.close(i)
		return false
	}
	if d.loop.place == inObject {
		if d.data[i] != ',' {
			d.fail(needComma, i)
			return false
		}
		i++
	}
	d.loop.place = inObject
	// Nearly every name is plain, with no white space around it.
	if i < len(d.data) && d.data[i] == '"' {
		quote, high := findSpecial(d.data, i+1)
		if rest := d.data[quote:]; high == 0 && len(rest) > 2 && rest[0] == '"' && rest[1] == ':' && quote > i+1 {
			d.pos, d.due = quote+2, true
			d.key = span{uint32(i + 1), uint32(quote), tagOf(quote-i-1, d.data[i+1]), asItStands}
			return true
		}
	}
	return d.takeName(i)
}

// takeName reads a name and its colon at or after i.
func (d *Decoder) takeName(i int) bool {
	end, name, p := scanName(d.data, i)
	if p != fine {
		d.fail(p, end)
		return false
	}
	if name.form != asItStands {
		if d.scratch, p = unescape(d.scratch[:0], name.of(d.data), false); p != fine {
			d.fail(nameNotUTF8, int(name.from))
			return false
		}
	}
	d.pos, d.due, d.key = end, true, name
	if text := d.keyText(); len(text) > 0 {
		d.key.tag = tagOf(len(text), text[0])
	}
	return true
}

func (d *Decoder) nextElement() bool {
	i := skipSpace(d.data, d.pos)
	if i >= len(d.data) {
		d.fail(cutShort, i)
		return false
	}
	switch {
	case d.data[i] == ']':
		d.close(i)
		return false
	case d.loop.place == beforeElement:
		d.loop.place = inArray
	case d.data[i] != ',':
		d.fail(needCommaInArray, i)
		return false
	default:
		d.loop.index++
		i++
	}
	d.pos, d.due, d.key = i, true, span{}
	return true
}
