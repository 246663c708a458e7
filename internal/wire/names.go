package wire

// tagOf sums up a name in one word: its length and its first byte. Names with
// different tags differ. The tag of a constant is itself a constant, so that a
// case on a name costs one comparison.
func tagOf(length int, first byte) uint32 { return uint32(length)<<8 | uint32(first) }

// nameFilter answers "surely not seen yet" for the names of one object, which
// spares most searches: a set bit may be another name's.
type nameFilter uint64

// add notes a name by its tag and tells whether it may have been seen before.
func (f *nameFilter) add(tag uint32) (maybe bool) {
	bit := nameFilter(1) << (tag * 0x9E3779B1 >> 26)
	maybe = *f&bit != 0
	*f |= bit
	return maybe
}

// Names is a list of up to 64 names that some code reads in an object, for
// Decoder.Field. It never changes.
type Names struct {
	list  []string
	slots [128]uint8 // one more than a name's place in the list, 0 for none
}

// NewNames returns the names. It panics if there are too many of them, or one is
// empty or listed twice: they are constants of the code that reads them.
func NewNames(list ...string) *Names {
	n := &Names{list: list}
	for i, name := range list {
		if i >= 64 || name == "" || n.find(tagOf(len(name), name[0]), []byte(name)) >= 0 {
			panic("wire: too many names, or " + name + " is empty or listed twice")
		}
		slot := firstSlot(tagOf(len(name), name[0]))
		for n.slots[slot] != 0 {
			slot = nextSlot(slot)
		}
		n.slots[slot] = uint8(i + 1)
	}
	return n
}

func firstSlot(tag uint32) uint32 { return tag * 0x9E3779B1 >> 25 }
func nextSlot(slot uint32) uint32 { return (slot + 1) % uint32(len(Names{}.slots)) }

// find returns the place of a name in the list, or -1.
func (n *Names) find(tag uint32, name []byte) int {
	for slot := firstSlot(tag); n.slots[slot] != 0; slot = nextSlot(slot) {
		if i := int(n.slots[slot]) - 1; string(name) == n.list[i] {
			return i
		}
	}
	return -1
}
