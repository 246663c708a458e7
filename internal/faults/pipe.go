package faults

import (
	"context"
	"io"
	"net"
	"sync"
	"sync/atomic"
)

// PipeListener is a net.Listener in memory. Its connections are durably blocked when they wait, so that a real http.Transport, dialling with DialContext,
// and a real http.Server or a Server can talk to each other inside a testing/synctest bubble. Make it inside the bubble.
type PipeListener struct {
	dialled chan net.Conn
	closed  chan struct{}
	once    sync.Once
}

// NewPipeListener returns a listener that is open.
func NewPipeListener() *PipeListener {
	return &PipeListener{dialled: make(chan net.Conn), closed: make(chan struct{})}
}

// Accept waits for the next dial.
func (l *PipeListener) Accept() (net.Conn, error) {
	select {
	case conn := <-l.dialled:
		return conn, nil
	case <-l.closed:
		return nil, net.ErrClosed
	}
}

// Close makes Accept return net.ErrClosed and every later dial fail with ErrRefused. Open connections stay open.
func (l *PipeListener) Close() error {
	l.once.Do(func() { close(l.closed) })
	return nil
}

// Addr returns localhost:80, so that http://localhost:80 passes for an address of this machine.
func (l *PipeListener) Addr() net.Addr { return pipeAddr{} }

// DialContext connects to the listener, whatever the address; it is meant for http.Transport. It waits until the connection is accepted.
func (l *PipeListener) DialContext(ctx context.Context, _, _ string) (net.Conn, error) {
	client, server := newPipe()
	select {
	case l.dialled <- server:
		return client, nil
	case <-l.closed:
		return nil, ErrRefused
	case <-ctx.Done():
		return nil, context.Cause(ctx)
	}
}

type pipeAddr struct{}

func (pipeAddr) Network() string { return "pipe" }
func (pipeAddr) String() string  { return "localhost:80" }

// pipeConn is one end of a net.Pipe that can be reset, as a TCP connection can. Without a buffer between the ends, a write waits until the other side has read it all.
type pipeConn struct {
	net.Conn
	abrupt  atomic.Bool  // closing resets
	aborted *atomic.Bool // it was reset; shared by both ends
}

func newPipe() (client, server *pipeConn) {
	a, b := net.Pipe()
	aborted := new(atomic.Bool)
	return &pipeConn{Conn: a, aborted: aborted}, &pipeConn{Conn: b, aborted: aborted}
}

// SetLinger makes Close reset the connection if seconds is 0, as it does on a net.TCPConn.
func (c *pipeConn) SetLinger(seconds int) error {
	c.abrupt.Store(seconds == 0)
	return nil
}

func (c *pipeConn) Close() error {
	if c.abrupt.Load() {
		c.aborted.Store(true)
	}
	return c.Conn.Close()
}

func (c *pipeConn) Read(p []byte) (int, error) {
	n, err := c.Conn.Read(p)
	return n, c.explain("read", err)
}

func (c *pipeConn) Write(p []byte) (int, error) {
	n, err := c.Conn.Write(p)
	return n, c.explain("write", err)
}

// explain turns the end of the pipe into a reset where it was one.
func (c *pipeConn) explain(op string, err error) error {
	if (err == io.EOF || err == io.ErrClosedPipe) && c.aborted.Load() { // net.Pipe returns these themselves
		return errReset(op)
	}
	return err
}
