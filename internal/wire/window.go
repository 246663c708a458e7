package wire

import (
	"errors"
	"io"
)

const (
	// windowSize is that of a long stream: of its elements, few are cut at the edge.
	windowSize = 64 << 10
	// patience is how many reads in a row may give nothing.
	patience = 100
)

var errBadRead = errors.New("reader returned an impossible count")

// window holds the part of a stream that is being looked at, buf[pos:end]. It
// grows only for a value that does not fit.
type window struct {
	r        io.Reader
	buf      []byte
	pos, end int
	before   int64 // bytes of the stream that stood before buf[0]
	limit    int64 // of the whole stream
	first    int   // size of the first buf
	cause    error // why reading ended: io.EOF or a failure
}

// offset returns how many bytes of the stream stand before pos.
func (w *window) offset() int64 { return w.before + int64(w.pos) }

// fill adds at least one byte behind end. It may move buf[pos:end].
func (w *window) fill() problem {
	if w.cause != nil {
		return w.ended()
	}
	if w.end == len(w.buf) {
		w.makeRoom()
	}
	for range patience {
		n, err := w.r.Read(w.buf[w.end:])
		if n < 0 || n > len(w.buf)-w.end {
			n, err = 0, errBadRead
		}
		w.end += n
		w.cause = err
		if w.before+int64(w.end) > w.limit {
			return tooManyBytes
		}
		if n > 0 {
			return fine
		}
		if err != nil {
			return w.ended()
		}
	}
	w.cause = io.ErrNoProgress
	return w.ended()
}

func (w *window) ended() problem {
	if w.cause == io.EOF {
		return cutShort
	}
	return readFailed
}

// makeRoom moves what is left to the front, or into a window twice as large if
// that would free too little for moving it to pay.
func (w *window) makeRoom() {
	rest := w.buf[w.pos:w.end]
	if len(rest) > len(w.buf)/2 || len(w.buf) == 0 {
		w.buf = make([]byte, max(w.first, 2*len(w.buf)))
	}
	copy(w.buf, rest)
	w.before += int64(w.pos)
	w.pos, w.end = 0, len(rest)
}

// skipMark passes over one byte order mark at the start of the stream.
func (w *window) skipMark() problem {
	for w.end < len(byteOrderMark) {
		if p := w.fill(); p == cutShort {
			break
		} else if p != fine {
			return p
		}
		if w.buf[0] != byteOrderMark[0] {
			return fine
		}
	}
	w.pos = skipMark(w.buf[:w.end])
	return fine
}

// peek returns the next byte that is not white space; pos is then at it.
func (w *window) peek() (byte, problem) {
	for {
		if w.pos = skipSpace(w.buf[:w.end], w.pos); w.pos < w.end {
			return w.buf[w.pos], fine
		}
		if p := w.fill(); p != fine {
			return 0, p
		}
	}
}

// value returns the bytes of the next value, which stay as they are until the
// next call. It is at most limit bytes long. Read tells where the value at the
// start of b ends; if that is cut short, it is asked again about all of it.
func (w *window) value(limit int, read func(b []byte) (end int, p problem)) ([]byte, problem) {
	if _, p := w.peek(); p != fine {
		return nil, p
	}
	size, p := read(w.buf[w.pos:w.end])
	if p == cutShort || p == fine && w.pos+size == w.end && kinds[w.buf[w.pos]] == Number {
		whole, bad := w.findEnd(limit)
		if bad != fine {
			return nil, bad
		}
		if size, p = read(w.buf[w.pos : w.pos+whole]); p == cutShort && w.pos+whole < w.end {
			p = badValue // it ends too early, but not because the stream does
		}
	}
	start := w.pos
	w.pos += size
	switch {
	case p != fine:
		return nil, p
	case size > limit:
		return nil, valueTooLong
	}
	return w.buf[start:w.pos:w.pos], fine
}

// findEnd returns the length of the value at pos, which runs past the window.
// Every byte is looked at once, however few of them come at a time.
func (w *window) findEnd(limit int) (int, problem) {
	var edge boundary
	for size := 0; ; {
		n, found := edge.find(w.buf[w.pos+size : w.end])
		size += n
		if size > limit {
			return 0, valueTooLong
		}
		if found {
			return size, fine
		}
		switch p := w.fill(); {
		case p == cutShort && edge.bare:
			return size, fine
		case p != fine:
			w.pos = w.end
			return 0, p
		}
	}
}

// boundary looks for the end of one value, piece by piece, and trusts that the
// value is JSON: it is checked as soon as it is whole.
type boundary struct {
	depth   int
	quoted  bool
	escaped bool
	bare    bool // a number or literal, which ends where something else begins
}

// find returns how much of b belongs to the value, and whether that was the end.
func (s *boundary) find(b []byte) (n int, found bool) {
	for i, c := range b {
		switch {
		case s.escaped:
			s.escaped = false
		case s.quoted:
			s.escaped = c == '\\'
			s.quoted = c != '"'
			if !s.quoted && s.depth == 0 {
				return i + 1, true
			}
		case s.bare:
			if c <= ' ' || c == ',' || c == ']' || c == '}' {
				return i, true
			}
		case c == '"':
			s.quoted = true
		case c == '{' || c == '[':
			s.depth++
		case c == '}' || c == ']':
			if s.depth--; s.depth == 0 {
				return i + 1, true
			}
		case s.depth == 0:
			s.bare = true
		}
	}
	return len(b), false
}
