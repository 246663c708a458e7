package wire

import (
	"bytes"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// unescape appends what the text between the quotes of a scanned string stands
// for. A lenient reading writes U+FFFD for each invalid byte and each unpaired
// surrogate; an exact one reports them.
func unescape(dst, s []byte, lenient bool) ([]byte, problem) {
	for {
		run := s
		if n := bytes.IndexByte(s, '\\'); n >= 0 {
			run = s[:n]
		}
		if utf8.Valid(run) {
			dst = append(dst, run...)
		} else if lenient {
			dst = appendValid(dst, run)
		} else {
			return dst, notUTF8
		}
		if s = s[len(run):]; len(s) == 0 {
			return dst, fine
		}
		if s[1] != 'u' {
			dst = append(dst, unescaped[s[1]])
			s = s[2:]
			continue
		}
		r, size, ok := escapedRune(s)
		if !ok && !lenient {
			return dst, loneSurrogate
		}
		dst = utf8.AppendRune(dst, r)
		s = s[size:]
	}
}

// appendValid appends s with U+FFFD for each of its invalid bytes.
func appendValid(dst, s []byte) []byte {
	for len(s) > 0 {
		r, size := utf8.DecodeRune(s)
		dst = utf8.AppendRune(dst, r)
		s = s[size:]
	}
	return dst
}

// escapedRune decodes the \uXXXX, or the pair of them, that s begins with and
// returns how many bytes it takes. An unpaired surrogate is not ok.
func escapedRune(s []byte) (r rune, size int, ok bool) {
	r = escapedUnit(s)
	if !utf16.IsSurrogate(r) {
		return r, 6, true
	}
	if len(s) >= 12 && s[6] == '\\' && s[7] == 'u' {
		if pair := utf16.DecodeRune(r, escapedUnit(s[6:])); pair != utf8.RuneError {
			return pair, 12, true
		}
	}
	return utf8.RuneError, 6, false
}

// escapedUnit decodes the four digits of a \uXXXX, which a scan has checked.
func escapedUnit(s []byte) rune {
	return hexValue(s[2])<<12 | hexValue(s[3])<<8 | hexValue(s[4])<<4 | hexValue(s[5])
}

const (
	// chunkSize is how much text shares one allocation at most.
	chunkSize = 8 << 10
	// ownSize is the length from which a text gets an allocation of its own, so
	// that it neither wastes the rest of a chunk nor pins one.
	ownSize = chunkSize / 8
)

// keeper copies texts into shared chunks. A kept text then pins one chunk at
// most, never the input, and costs a fraction of an allocation.
type keeper struct {
	chunk strings.Builder
	next  int // size of the next chunk
	// recent holds texts of the current chunk, from the second chunk of a list on:
	// its words, dates and names come again and again.
	recent *recent
	list   bool
}

// recent is a set of texts that forgets: of those that meet in one place, the
// last is known.
type recent [512]string

// recentLength is how long a text may be that is worth looking for.
const recentLength = 40

// place is where a text stands if it is known.
func (r *recent) place(b []byte) *string {
	n := uint32(len(b))
	sum := n | uint32(b[0])<<8 | uint32(b[n/2])<<16 | uint32(b[n-1])<<24
	return &r[sum*0x9E3779B1>>23]
}

// expect sizes the first chunk by the input, of which more than half is names
// and marks.
func (k *keeper) expect(inputSize int) {
	if k.next == 0 {
		k.next = min(inputSize/2, chunkSize)
	}
}

// keep returns a copy of b.
func (k *keeper) keep(b []byte) string {
	if len(b) == 0 {
		return ""
	}
	if k.recent == nil || len(b) > recentLength {
		return k.copy(b)
	}
	known := k.recent.place(b)
	if *known != string(b) {
		*known = k.copy(b)
	}
	return *known
}

// copy puts b into the chunk.
func (k *keeper) copy(b []byte) string {
	if len(b) >= ownSize {
		return string(b)
	}
	if k.chunk.Cap()-k.chunk.Len() < len(b) {
		switch {
		case k.recent != nil:
			*k.recent = recent{} // what is kept from now on pins the new chunk alone
		case k.list && k.chunk.Len() > 0:
			k.recent = new(recent)
		}
		k.chunk.Reset() // the strings given out keep the old chunk
		k.chunk.Grow(max(k.next, len(b)))
		k.next = min(2*k.next, chunkSize)
	}
	start := k.chunk.Len()
	k.chunk.Write(b)
	return k.chunk.String()[start:]
}
