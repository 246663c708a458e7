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
