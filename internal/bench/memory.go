package main

import (
	"bytes"
	"io"
	"net/http"
)

// memory is a network that costs nothing: a RoundTripper that reads the request
// whole, as a connection would, and answers it at once with the same bytes.
type memory struct {
	status int
	header http.Header
	body   []byte
	// sent, if set, gets every request body.
	sent func(body []byte)
	// onTrip, if set, runs while the request is under way.
	onTrip func()
}

func (m *memory) RoundTrip(r *http.Request) (*http.Response, error) {
	if err := m.take(r); err != nil {
		return nil, err
	}
	if m.onTrip != nil {
		m.onTrip()
	}
	header := make(http.Header, len(m.header))
	for name, values := range m.header {
		header[name] = values
	}
	return &http.Response{
		StatusCode: m.status, Status: http.StatusText(m.status),
		Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
		Header: header, Body: io.NopCloser(bytes.NewReader(m.body)), ContentLength: int64(len(m.body)), Request: r,
	}, nil
}

func (m *memory) take(r *http.Request) error {
	if r.Body == nil {
		return nil
	}
	defer r.Body.Close()
	if m.sent == nil {
		_, err := io.Copy(io.Discard, r.Body)
		return err
	}
	body, err := io.ReadAll(r.Body)
	m.sent(body)
	return err
}

var jsonHeader = http.Header{"Content-Type": {"application/json"}}
