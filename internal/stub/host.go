// Package stub is what the tests of a gateway package stand on: a scripted host
// in the place of the network, and a check that a decoded sample has lost
// nothing.
package stub

import (
	"bytes"
	"io"
	"net/http"
	"sync"
)

// Reply is one answer of a Host; status 200 if it states none.
type Reply struct {
	Status int
	Header http.Header
	Body   string
}

// Request is one request as it came in.
type Request struct {
	Method, Host, Target, Body string
	Header                     http.Header
}

// Host answers requests and keeps what came in. It is a RoundTripper of the
// test's own: nothing is shared. Make one with New or With.
type Host struct {
	answer func(n int, r *http.Request) Reply

	mu       sync.Mutex
	requests []Request
}

// New returns a Host that gives the replies in order, the last again and again.
func New(replies ...Reply) *Host {
	return &Host{answer: func(n int, _ *http.Request) Reply { return replies[min(n, len(replies))-1] }}
}

// With returns a Host that answers each request on its own.
func With(answer func(*http.Request) Reply) *Host {
	return &Host{answer: func(_ int, r *http.Request) Reply { return answer(r) }}
}

// Client returns a client that reaches nothing but this host, whatever the URL.
func (h *Host) Client() *http.Client { return &http.Client{Transport: h} }

// Requests returns what came in so far.
func (h *Host) Requests() []Request {
	h.mu.Lock()
	defer h.mu.Unlock()
	return append([]Request(nil), h.requests...)
}

// RoundTrip implements http.RoundTripper.
func (h *Host) RoundTrip(r *http.Request) (*http.Response, error) {
	var body []byte
	if r.Body != nil {
		var err error
		if body, err = io.ReadAll(r.Body); err != nil {
			return nil, err
		}
	}
	h.mu.Lock()
	h.requests = append(h.requests, Request{r.Method, r.URL.Host, r.URL.RequestURI(), string(body), r.Header.Clone()})
	n := len(h.requests)
	h.mu.Unlock()
	reply := h.answer(n, r)
	header := reply.Header.Clone()
	if header == nil {
		header = http.Header{}
	}
	if reply.Status == 0 {
		reply.Status = http.StatusOK
	}
	return &http.Response{
		StatusCode: reply.Status, Header: header, Request: r, ProtoMajor: 1, ProtoMinor: 1,
		Body: io.NopCloser(bytes.NewReader([]byte(reply.Body))), ContentLength: int64(len(reply.Body)),
	}, nil
}
