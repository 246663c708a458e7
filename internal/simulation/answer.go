package simulation

import (
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"io"
	"net"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"time"

	paygates "github.com/paygates/paygates-go"
)

// struck is a request, arrived whole, while a fault strikes it.
type struck struct {
	net   *network
	fault Fault
	op    *paygates.Operation
	w     http.ResponseWriter
	r     *http.Request
	body  []byte
}

// Answer is what the model says, or what is sent in its place.
type Answer struct {
	// To names the operation of an odd answer's request.
	To     string
	Status int
	Header http.Header
	Body   []byte
	// Path is that of the request, where an odd answer is made to it.
	Path string
}

// again is the request anew, for the model to carry out.
func (s *struck) again() *http.Request { return renewed(s.r, s.body) }

func renewed(r *http.Request, body []byte) *http.Request {
	out := r.Clone(r.Context())
	out.Body = io.NopCloser(bytes.NewReader(body))
	return out
}

// commit has the model carry the request out, and gives its true answer.
func (s *struck) commit() *Answer {
	rec := &recorder{header: http.Header{}}
	s.net.toModel(rec, s.again(), s.op.Safety != paygates.Read)
	return &Answer{Status: max(rec.status, http.StatusOK), Header: rec.header, Body: rec.body.Bytes()}
}

// perhaps commits if the fault says so, and notes it. A read is always answered.
func (s *struck) perhaps() {
	switch {
	case s.op.Safety == paygates.Read:
		s.note("")
	case s.fault.Committed:
		s.commit()
		s.note("after commit")
	default:
		s.note("before commit")
	}
}

// spoil commits and sends the true answer, spoilt.
func (s *struck) spoil(how func(*Answer) string) {
	a := s.commit()
	s.note(how(a))
	s.send(a)
}

func (s *struck) note(detail string) { s.net.struck(s.fault, s.op, detail) }

// send sends an answer whole.
func (s *struck) send(a *Answer) {
	for name, values := range a.Header {
		s.w.Header()[name] = values
	}
	s.w.Header().Set("Content-Length", strconv.Itoa(len(a.Body)))
	s.w.WriteHeader(a.Status)
	_, _ = s.w.Write(a.Body)
}

// reply answers in the model's place, with one header of note.
func (s *struck) reply(status int, header, value string, body []byte) {
	s.w.Header().Set(header, value)
	s.send(&Answer{Status: status, Body: body})
}

// conn is the gateway's end of the connection.
func (s *struck) conn() net.Conn { return s.r.Context().Value(serverConnKey{}).(net.Conn) }

// write writes to the connection what is no answer of net/http's. It reports
// whether somebody reads it.
func (s *struck) write(p []byte) bool {
	if len(p) == 0 { // an empty write would wait for a reader
		return true
	}
	_, err := s.conn().Write(p)
	return err == nil
}

// hangUp closes the connection without a further word.
func (*struck) hangUp() { panic(http.ErrAbortHandler) }

// silence waits until the caller gives up.
func (s *struck) silence() {
	<-s.r.Context().Done()
	s.hangUp()
}

// pause waits, and reports whether the caller still does.
func (s *struck) pause(d time.Duration) bool {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-s.r.Context().Done():
		return false
	}
}

// head is status line and headers of an answer whose body has that length.
func (a *Answer) head(length int) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "HTTP/1.1 %d %s\r\n", a.Status, http.StatusText(a.Status))
	_ = a.Header.WriteSubset(&b, map[string]bool{"Content-Length": true}) // a Buffer does not fail
	fmt.Fprintf(&b, "Content-Length: %d\r\n\r\n", length)
	return b.Bytes()
}

// references finds the reference that a request gives.
var references = regexp.MustCompile(`ref-\d+`)

// mark is what tells the object of a request from others: the id in its path,
// or its reference.
func (s *struck) mark() string {
	if head, tail, ok := strings.Cut(s.op.Path, "{id}"); ok {
		path := s.r.URL.Path
		if len(path) > len(head)+len(tail) && !s.makes() {
			return path[len(head) : len(path)-len(tail)]
		}
	}
	if found := references.FindString(s.r.URL.RawQuery + " " + string(s.body)); found != "" {
		return found
	}
	if marks := s.net.gateway.Marks; marks != nil {
		if found := marks.FindString(s.r.URL.RawQuery + " " + string(s.body)); found != "" {
			return found
		}
	}
	return "no such text"
}

// makes says that the request gives a reference to what it makes.
func (s *struck) makes() bool { return references.Match(s.body) }

// recorder is a ResponseWriter that keeps the answer.
type recorder struct {
	header http.Header
	status int
	body   bytes.Buffer
}

func (w *recorder) Header() http.Header { return w.header }

func (w *recorder) WriteHeader(status int) {
	if w.status == 0 {
		w.status = status
	}
}

func (w *recorder) Write(p []byte) (int, error) {
	w.WriteHeader(http.StatusOK)
	return w.body.Write(p)
}

// oversize is above every limit of the SDK.
const oversize = 40 << 20

var blanks = bytes.Repeat([]byte(" "), 4096)

// bomb is a few kilobytes of gzip that become more than any limit.
var bomb = sync.OnceValue(func() []byte {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	for range oversize / len(blanks) {
		_, _ = z.Write(blanks) // a Buffer does not fail
	}
	_ = z.Close()
	return b.Bytes()
})

type spoiltGzip struct {
	what string
	body []byte
}

// brokenGzip calls a body gzip that is none, is cut, or has another checksum.
func brokenGzip(body []byte, pick uint32) spoiltGzip {
	if pick%3 == 0 {
		return spoiltGzip{"not compressed", body}
	}
	z := []byte{0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff} // RFC 1952
	z = append(z, 1)                                   // one stored block, the last
	z = binary.LittleEndian.AppendUint16(z, uint16(len(body)))
	z = binary.LittleEndian.AppendUint16(z, ^uint16(len(body)))
	z = append(z, body...)
	if pick%3 == 1 {
		return spoiltGzip{"cut", z}
	}
	z = binary.LittleEndian.AppendUint32(z, ^crc32.ChecksumIEEE(body))
	return spoiltGzip{"wrong checksum", binary.LittleEndian.AppendUint32(z, uint32(len(body)))}
}
