package faults

import (
	"bufio"
	"bytes"
	"io"
	"net/http"
	"slices"
	"sync"
)

// Request is a request that was received whole.
type Request struct {
	Conn   int // the connection that it came on, counted from 1; 0 from a Transport
	Method string
	Target string      // as it stands in the request line: path and query, not decoded
	Host   string      // the Host header
	Header http.Header // all others, but for Transfer-Encoding
	Body   []byte      // without the framing of a chunked body
	Raw    []byte      // every byte as it came
	parsed *http.Request
}

// String returns method and path, so that a failing test prints no query and no body.
func (r *Request) String() string {
	return r.Method + " " + r.parsed.URL.Path
}

// served is the request as a handler gets it.
func (r *Request) served() *http.Request {
	req := r.parsed.Clone(r.parsed.Context())
	req.Body = io.NopCloser(bytes.NewReader(r.Body))
	req.RemoteAddr = "127.0.0.1:1"
	return req
}

// intake reads requests from a connection and keeps their bytes.
type intake struct {
	src  io.Reader
	buf  *bufio.Reader
	seen []byte // what came since the last request ended
}

func newIntake(src io.Reader) *intake {
	in := &intake{src: src}
	in.buf = bufio.NewReader(readerFunc(func(p []byte) (int, error) {
		n, err := in.src.Read(p)
		in.seen = append(in.seen, p[:n]...)
		return n, err
	}))
	return in
}

// wait returns once a byte of the next request has come.
func (in *intake) wait() error {
	_, err := in.buf.Peek(1)
	return err
}

// next reads one request to its end.
func (in *intake) next(conn int) (*Request, error) {
	r, err := http.ReadRequest(in.buf)
	if err != nil {
		return nil, err
	}
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return nil, err
	}
	end := len(in.seen) - in.buf.Buffered()
	raw := slices.Clone(in.seen[:end])
	in.seen = slices.Clone(in.seen[end:])
	return &Request{Conn: conn, Method: r.Method, Target: r.RequestURI, Host: r.Host, Header: r.Header, Body: body, Raw: raw, parsed: r}, nil
}

type readerFunc func(p []byte) (int, error)

func (f readerFunc) Read(p []byte) (int, error) { return f(p) }

// Log is what a Server or Transport saw. Its methods may be called at any time; after Close of a Server they tell the last word.
type Log struct {
	mu       sync.Mutex
	requests []*Request
	arrivals int
	partial  int
}

// Requests returns the requests that were received whole, in the order in which they ended.
func (l *Log) Requests() []*Request {
	l.mu.Lock()
	defer l.mu.Unlock()
	return slices.Clone(l.requests)
}

// Whole returns how many requests were received whole.
func (l *Log) Whole() int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return len(l.requests)
}

// Partial returns how many requests came with some of their bytes, but were not read to the end.
func (l *Log) Partial() int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.partial
}

// Arrivals returns how many steps were taken: every attempt that the other side noticed, whatever it got of the request.
func (l *Log) Arrivals() int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.arrivals
}

func (l *Log) arrived() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.arrivals++
}

func (l *Log) broke() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.partial++
}

func (l *Log) keep(r *Request) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.requests = append(l.requests, r)
}
