package faults

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"io"
	"net"
	"sync"
)

// Server plays a script to HTTP/1.1 clients, on raw connections. It is safe for concurrent use; its Log is part of it.
type Server struct {
	Log
	script   *script
	listener net.Listener
	tls      *tls.Config // nil for plain HTTP
	pool     *x509.CertPool
	ctx      context.Context // it lives as long as the server
	stop     context.CancelFunc
	running  sync.WaitGroup
	open     openConns
}

// NewServer starts a plain HTTP server on a free port of 127.0.0.1. It panics if it cannot, or if a Server cannot do one of the steps.
func NewServer(steps ...Step) *Server { return NewServerOn(loopback(), steps...) }

// NewServerOn starts a plain HTTP server on l, which it closes in the end; over a PipeListener it runs in a testing/synctest bubble.
func NewServerOn(l net.Listener, steps ...Step) *Server {
	return start(&Server{listener: l}, steps, func(m moment) bool { return m >= arriving })
}

// NewTLSServer starts an HTTPS server on a free port of 127.0.0.1 with a certificate made for it, which Pool trusts. It speaks TLS 1.2 and 1.3.
func NewTLSServer(steps ...Step) *Server {
	config, pool := selfSigned()
	return start(&Server{listener: loopback(), tls: config, pool: pool}, steps, func(m moment) bool { return m >= greeting })
}

func start(s *Server, steps []Step, possible func(moment) bool) *Server {
	s.script = newScript("Server", steps, possible)
	s.ctx, s.stop = context.WithCancel(context.Background())
	s.running.Go(s.accept)
	return s
}

// URL returns the server's base address, without a slash at its end.
func (s *Server) URL() string {
	if s.tls != nil {
		return "https://" + s.listener.Addr().String()
	}
	return "http://" + s.listener.Addr().String()
}

// Pool returns the pool that trusts the certificate of a TLS server, else nil.
func (s *Server) Pool() *x509.CertPool { return s.pool }

// Connections returns how many connections were accepted.
func (s *Server) Connections() int { return s.open.accepted() }

// Close ends every connection whatever its step is doing, and returns when no goroutine of the server is left.
func (s *Server) Close() {
	s.stop()
	s.listener.Close()
	s.open.closeAll()
	s.running.Wait()
}

func (s *Server) accept() {
	for {
		conn, err := s.listener.Accept()
		if err != nil {
			return // the listener is closed
		}
		n, ok := s.open.add(conn)
		if !ok {
			conn.Close()
			return
		}
		s.running.Go(func() {
			defer s.open.remove(conn)
			s.serve(n, &link{Conn: conn, raw: conn})
		})
	}
}

// link is a connection and the one under its TLS, which knows how to break.
type link struct {
	net.Conn
	raw net.Conn
}

// serve plays steps on one connection until one of them ends it.
func (s *Server) serve(n int, conn *link) {
	if s.tls != nil && !s.handshake(conn) {
		return
	}
	in := newIntake(conn)
	step, ok := s.script.takeIf(func(m moment) bool { return m == arriving })
	if ok { // a new connection is an arrival by itself
		s.arrived()
		conn.finish(s.ctx, step.end)
		return
	}
	for in.wait() == nil {
		if !s.play(s.script.take(), n, conn, in) {
			return
		}
	}
}

// play does one step to a request whose first byte is there, and tells whether the connection may be used again.
func (s *Server) play(step Step, n int, conn *link, in *intake) bool {
	s.arrived()
	if step.when != received {
		s.broke()
		_, _ = io.CopyN(io.Discard, in.buf, step.after) // a request that ends early is as broken
		conn.finish(s.ctx, step.end)
		return false
	}
	req, err := in.next(n)
	if err != nil {
		s.broke()
		return false
	}
	s.keep(req)
	a := step.answer(req)
	if _, err := io.Copy(conn, a.stream(s.ctx)); err != nil {
		return false // the client went away, or the server is closing
	}
	conn.finish(s.ctx, a.end)
	return a.end == keepOpen && !req.parsed.Close
}

// finish does what becomes of the connection. The TLS layer is not told, as it is not when a process dies.
func (c *link) finish(ctx context.Context, end ending) {
	switch end {
	case keepOpen:
	case hangUp:
		c.raw.Close()
	case reset:
		abort(c.raw)
	case stall:
		<-ctx.Done()
	}
}

// abort closes conn with a reset, so that the other side loses what is still on its way.
func abort(conn net.Conn) {
	if l, ok := conn.(interface{ SetLinger(seconds int) error }); ok {
		_ = l.SetLinger(0) // it fails on a closed connection, which is what we want
	}
	conn.Close()
}

func loopback() net.Listener {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(fmt.Sprintf("faults: no free port: %v", err))
	}
	return l
}

// openConns are the connections that a server has open.
type openConns struct {
	mu     sync.Mutex
	conns  map[net.Conn]struct{}
	count  int
	closed bool
}

// add counts conn, and refuses it if all are to be closed.
func (o *openConns) add(conn net.Conn) (n int, ok bool) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.closed {
		return 0, false
	}
	if o.conns == nil {
		o.conns = map[net.Conn]struct{}{}
	}
	o.conns[conn] = struct{}{}
	o.count++
	return o.count, true
}

func (o *openConns) remove(conn net.Conn) {
	o.mu.Lock()
	defer o.mu.Unlock()
	delete(o.conns, conn)
	conn.Close()
}

func (o *openConns) closeAll() {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.closed = true
	for conn := range o.conns {
		conn.Close()
	}
}

func (o *openConns) accepted() int {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.count
}
