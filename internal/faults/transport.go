package faults

import (
	"bufio"
	"bytes"
	"context"
	"crypto/tls"
	"errors"
	"io"
	"net"
	"net/http"
	"sync/atomic"
)

// Transport plays a script as an http.RoundTripper in memory, without a goroutine. It is safe for concurrent use; its Log is part of it.
//
// It stands for a RoundTripper of the caller's own: it calls no httptrace hook, adds no header but those that every request has, replays nothing and decompresses nothing.
type Transport struct {
	Log
	script *script
}

// NewTransport returns a Transport that plays the steps, each of which it can do.
func NewTransport(steps ...Step) *Transport {
	return &Transport{script: newScript("Transport", steps, func(m moment) bool { return m >= dialing })}
}

// RoundTrip plays the next step. It closes the request's body, as every RoundTripper must.
func (t *Transport) RoundTrip(req *http.Request) (*http.Response, error) {
	if err := context.Cause(req.Context()); err != nil {
		closeBody(req)
		return nil, err
	}
	step := t.script.take()
	t.arrived()
	switch step.when {
	case received:
		return t.exchange(step, req)
	case receiving:
		t.broke()
		_ = req.Write(&failingWriter{left: step.after}) // it is meant to fail
		return nil, errReset("read")
	default:
		closeBody(req)
		return nil, step.failure()
	}
}

// exchange takes the request in as a Server would, and reads the step's bytes as the answer.
func (t *Transport) exchange(step Step, req *http.Request) (*http.Response, error) {
	var sent bytes.Buffer
	if err := req.Write(&sent); err != nil {
		t.broke()
		return nil, err
	}
	kept, err := newIntake(&sent).next(0)
	if err != nil {
		t.broke()
		return nil, err
	}
	t.keep(kept)
	ctx, cancel := context.WithCancelCause(req.Context())
	a := step.answer(kept)
	resp, err := readResponse(bufio.NewReader(&ended{a.stream(ctx), ctx, a.end}), req)
	if err != nil {
		cancel(nil)
		return nil, err
	}
	resp.Body = &responseBody{ReadCloser: resp.Body, cancel: cancel}
	return resp, nil
}

// readResponse passes over the informational answers.
func readResponse(r *bufio.Reader, req *http.Request) (*http.Response, error) {
	for {
		resp, err := http.ReadResponse(r, req)
		if err != nil || resp.StatusCode >= 200 || resp.StatusCode == http.StatusSwitchingProtocols {
			return resp, err
		}
	}
}

// failure is the error of a step that reads nothing of the request.
func (s Step) failure() error {
	switch {
	case s.when == dialing:
		return ErrRefused
	case s.when == greeting:
		return errAlert(80) // internal_error
	case s.when == certifying:
		return errAlert(42) // bad_certificate
	case s.end == reset:
		return errReset("read")
	default:
		return io.EOF
	}
}

// errAlert is how a connection fails on which the other side's TLS sent a fatal alert.
func errAlert(alert tls.AlertError) error {
	return &net.OpError{Op: "remote error", Err: alert}
}

func closeBody(req *http.Request) {
	if req.Body != nil {
		req.Body.Close()
	}
}

// failingWriter takes some bytes and fails.
type failingWriter struct{ left int64 }

func (w *failingWriter) Write(p []byte) (int, error) {
	n := int(min(int64(len(p)), w.left))
	w.left -= int64(n)
	if n < len(p) {
		return n, errReset("write")
	}
	return n, nil
}

// ended puts the ending of an answer behind its bytes.
type ended struct {
	src io.Reader
	ctx context.Context // it lives as long as one answer
	end ending
}

func (r *ended) Read(p []byte) (int, error) {
	n, err := r.src.Read(p)
	if n > 0 || !errors.Is(err, io.EOF) {
		return n, err
	}
	switch r.end {
	case reset:
		return 0, errReset("read")
	case stall:
		<-r.ctx.Done()
		return 0, context.Cause(r.ctx)
	default:
		return 0, io.EOF
	}
}

// responseBody closes at once, where the body of http.ReadResponse would read on to its end, which may never come.
type responseBody struct {
	io.ReadCloser
	cancel context.CancelCauseFunc
	closed atomic.Bool
}

func (b *responseBody) Read(p []byte) (int, error) {
	if b.closed.Load() {
		return 0, http.ErrBodyReadAfterClose
	}
	return b.ReadCloser.Read(p)
}

func (b *responseBody) Close() error {
	b.closed.Store(true)
	b.cancel(http.ErrBodyReadAfterClose)
	return nil
}
