package simulation

import (
	"bytes"
	"crypto/tls"
	"fmt"
	"net"
	"os"
	"sync/atomic"
	"syscall"

	paygates "github.com/paygates/paygates-go"
)

// sendFaults break the connection while a request leaves.
var sendFaults = []*FaultRow{
	{Name: "reset before any byte", On: onCalls, LosesAnswer: true, kind: errUnavailable, weight: 20, send: func(s *sending) (int, error) {
		return s.cutAfter(0, 0, 1)
	}},
	{Name: "reset inside the request's head", On: onCalls, LosesAnswer: true, kind: errUnavailable, weight: 20, send: func(s *sending) (int, error) {
		at := int(s.fault.Byte % uint32(s.head-1))
		return s.cutAfter(1+at, at, s.head-1)
	}},
	{Name: "reset inside the request's body", On: onCalls, LosesAnswer: true, kind: errUnavailable, weight: 20, send: func(s *sending) (int, error) {
		body := len(s.bytes) - s.head
		if body == 0 {
			return s.cutAfter(s.head-1, 0, 1) // there is none: the last byte of the head is missing
		}
		at := int(s.fault.Byte % uint32(body))
		return s.cutAfter(s.head+at, at, body)
	}},
	{Name: "reset after the request", On: onCalls, LosesAnswer: true, kind: errUnavailable, weight: 10, send: func(s *sending) (int, error) {
		s.note(len(s.bytes))
		s.conn.dead.Store(true) // the gateway works on; its answer finds nobody
		return s.conn.Conn.Write(s.bytes)
	}},
	{Name: "client certificate refused", On: onCalls, LosesAnswer: true, kind: errUnavailable, weight: 10, send: func(s *sending) (int, error) {
		// Under TLS 1.3 the handshake is over when the server says no: the request
		// seems to have left, and the answer is an alert.
		s.note(0)
		s.conn.alert.Store(true)
		abort(s.conn.Conn)
		return len(s.bytes), nil
	}},
}

// sending is a request while a fault strikes the connection that it leaves on.
type sending struct {
	fault Fault
	conn  *clientConn
	bytes []byte
	head  int // length of request line and headers
	op    *paygates.Operation
}

// cutAfter lets some bytes through and resets the connection. In the part of the
// request that is meant this is the byte at, of so many.
func (s *sending) cutAfter(n, at, of int) (int, error) {
	s.conn.net.wasCut(s.fault, s.op, at, of)
	if n > 0 { // an empty write would wait for a reader
		if n, err := s.conn.Conn.Write(s.bytes[:n]); err != nil {
			return n, err
		}
	}
	s.conn.dead.Store(true)
	abort(s.conn.Conn)
	return n, errReset("write")
}

func (s *sending) note(n int) {
	s.conn.net.struck(s.fault, s.op, fmt.Sprintf("%d of %d bytes left", n, len(s.bytes)))
}

// clientConn is the client's end of a connection, which a fault can break.
type clientConn struct {
	net.Conn
	net *network

	dead, alert atomic.Bool
}

// Write passes a request on, or what a fault leaves of it. net/http writes a
// request of up to 4 KB at once, head and body.
func (c *clientConn) Write(p []byte) (int, error) {
	head := bytes.Index(p, []byte("\r\n\r\n"))
	if head < 0 {
		return c.Conn.Write(p)
	}
	op := c.net.operationOfHead(p[:head])
	if f, hit := c.net.breaks(op); hit {
		return f.Row.send(&sending{fault: f, conn: c, bytes: p, head: head + 4, op: op})
	}
	return c.Conn.Write(p)
}

// Read gives what the gateway answers, unless the connection is broken.
func (c *clientConn) Read(p []byte) (int, error) {
	n, err := c.Conn.Read(p)
	switch {
	case c.alert.Load():
		return 0, &net.OpError{Op: "remote error", Err: tls.AlertError(42)} // bad_certificate
	case c.dead.Load():
		return 0, errReset("read")
	}
	return n, err
}

// operationOfHead is the row of a request as it leaves.
func (n *network) operationOfHead(head []byte) *paygates.Operation {
	line, _, _ := bytes.Cut(head, []byte("\r\n"))
	parts := bytes.SplitN(line, []byte(" "), 3)
	if len(parts) < 3 {
		return nil
	}
	path, _, _ := bytes.Cut(parts[1], []byte("?"))
	return n.gateway.operationOf(string(parts[0]), string(path))
}

// breaks says whether a request that leaves is struck, and by what.
func (n *network) breaks(op *paygates.Operation) (Fault, bool) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.fault.Row == nil || n.fault.Row.send == nil || !n.fault.strikes(op) {
		return Fault{}, false
	}
	n.fault.Times--
	return n.fault, true
}

// abort closes a connection with a reset.
func abort(c net.Conn) {
	if l, ok := c.(interface{ SetLinger(seconds int) error }); ok {
		_ = l.SetLinger(0) // it fails on a closed connection, which is what we want
	}
	_ = c.Close()
}

// errReset is how reading or writing fails on a connection that was reset.
func errReset(op string) error {
	return &net.OpError{Op: op, Net: "tcp", Err: os.NewSyscallError(op, syscall.ECONNRESET)}
}
