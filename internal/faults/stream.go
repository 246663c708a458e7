package faults

import (
	"bytes"
	"context"
	"io"
	"net"
	"os"
	"syscall"
	"time"
)

// stream returns the answer's bytes at the answer's pace. It fails with the context's cause.
func (a answer) stream(ctx context.Context) io.Reader {
	var head, body io.Reader = bytes.NewReader(a.head), a.body
	if body == nil {
		body = bytes.NewReader(nil)
	}
	if a.pace > 0 {
		body = &pacedReader{ctx, body, a.pace}
		if a.slow {
			head = &pacedReader{ctx, head, a.pace}
		}
	}
	return &stoppable{ctx, io.MultiReader(head, body)}
}

// repeated reads its pattern again and again.
type repeated struct {
	pattern []byte
	at      int
}

func (r *repeated) Read(p []byte) (int, error) {
	n := copy(p, r.pattern[r.at:])
	r.at = (r.at + n) % len(r.pattern)
	return n, nil
}

// pacedReader waits before each byte.
type pacedReader struct {
	ctx  context.Context // it lives as long as one answer
	src  io.Reader
	pace time.Duration
}

func (r *pacedReader) Read(p []byte) (int, error) {
	n, err := r.src.Read(p[:min(1, len(p))])
	if n == 0 {
		return 0, err // no wait behind the last byte
	}
	timer := time.NewTimer(r.pace)
	defer timer.Stop()
	select {
	case <-timer.C:
		return n, err
	case <-r.ctx.Done():
		return 0, context.Cause(r.ctx)
	}
}

// stoppable ends even an endless reader with its context.
type stoppable struct {
	ctx context.Context // it lives as long as one answer
	src io.Reader
}

func (r *stoppable) Read(p []byte) (int, error) {
	if r.ctx.Err() != nil {
		return 0, context.Cause(r.ctx)
	}
	return r.src.Read(p)
}

// ErrRefused is how a dial fails where nobody listens.
var ErrRefused error = &net.OpError{Op: "dial", Net: "tcp", Err: os.NewSyscallError("connect", syscall.ECONNREFUSED)}

// ErrNoSuchHost is how a dial fails whose name does not resolve.
var ErrNoSuchHost error = &net.OpError{Op: "dial", Net: "tcp", Err: &net.DNSError{Err: "no such host", Name: "gateway.invalid", IsNotFound: true}}

// errReset is how reading or writing (op) fails on a connection that the other side reset.
func errReset(op string) error {
	return &net.OpError{Op: op, Net: "tcp", Err: os.NewSyscallError(op, syscall.ECONNRESET)}
}
