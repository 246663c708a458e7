package faults

import (
	"context"
	"net"
	"sync"
	"sync/atomic"
)

// Dialer dials connections that break as planned, seen from the client's side. Its DialContext goes into an http.Transport.
// On a connection that carries TLS the bytes counted are those of TLS.
type Dialer struct {
	// Dial makes the connections: a PipeListener's DialContext, or a net.Dialer's.
	Dial func(ctx context.Context, network, address string) (net.Conn, error)
	// Plan says what happens to the nth dial, counted from 1. Nil plans nothing.
	Plan func(n int) Plan

	mu    sync.Mutex
	dials int
	open  map[*cutConn]struct{}
}

// Plan is what happens to one dial. The zero Plan is a sound connection.
type Plan struct {
	Fail    error // the dial fails so, for instance with ErrRefused or ErrNoSuchHost
	Hang    bool  // the dial waits for its context
	Request Cut   // how much of what the client writes gets through before the connection is reset
	Answer  Cut   // how much of what the server writes reaches the client before the connection is reset
}

// Cut is a number of bytes after which a connection is reset. The zero Cut is never; After makes the others.
type Cut struct {
	bytes int64
	set   bool
}

// After lets n bytes through. The reset comes when one more is written or arrives.
func After(n int64) Cut { return Cut{bytes: n, set: true} }

// DialContext dials, or fails as planned.
func (d *Dialer) DialContext(ctx context.Context, network, address string) (net.Conn, error) {
	plan := d.next()
	if plan.Fail != nil {
		return nil, plan.Fail
	}
	if plan.Hang {
		<-ctx.Done()
		return nil, context.Cause(ctx)
	}
	inner, err := d.Dial(ctx, network, address)
	if err != nil {
		return nil, err
	}
	conn := &cutConn{Conn: inner, owner: d, request: allowance{cut: plan.Request}, answer: allowance{cut: plan.Answer}}
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.open == nil {
		d.open = map[*cutConn]struct{}{}
	}
	d.open[conn] = struct{}{}
	return conn, nil
}

// Dials returns how many connections were asked for.
func (d *Dialer) Dials() int {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.dials
}

// KillIdle makes every connection that is open now a dead one which the client has not noticed: reading waits as before,
// and the next write resets it after n more bytes. With n = 0 a request fails of which not one byte has left.
func (d *Dialer) KillIdle(n int64) {
	d.mu.Lock()
	defer d.mu.Unlock()
	for conn := range d.open {
		conn.request.replace(After(n))
	}
}

func (d *Dialer) next() Plan {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.dials++
	if d.Plan == nil {
		return Plan{}
	}
	return d.Plan(d.dials)
}

func (d *Dialer) forget(c *cutConn) {
	d.mu.Lock()
	defer d.mu.Unlock()
	delete(d.open, c)
}

// cutConn is a connection whose directions are cut after some bytes.
type cutConn struct {
	net.Conn
	owner           *Dialer
	request, answer allowance
	dead            atomic.Bool
}

func (c *cutConn) Write(p []byte) (int, error) {
	allowed := c.request.left(len(p))
	n := 0
	if allowed > 0 || len(p) == 0 {
		var err error
		n, err = c.Conn.Write(p[:allowed])
		c.request.spend(n)
		if err != nil {
			return n, c.explain("write", err)
		}
	}
	if allowed < len(p) {
		c.kill()
		return n, errReset("write")
	}
	return n, nil
}

// Read waits for the server even when nothing more may pass, because a client reads long before there is an answer to cut.
func (c *cutConn) Read(p []byte) (int, error) {
	n, err := c.Conn.Read(p)
	allowed := c.answer.left(n)
	c.answer.spend(allowed)
	if allowed == n {
		return n, c.explain("read", err)
	}
	c.kill()
	if allowed == 0 {
		return 0, errReset("read")
	}
	return allowed, nil
}

// Close closes the connection.
func (c *cutConn) Close() error {
	c.owner.forget(c)
	return c.Conn.Close()
}

func (c *cutConn) kill() {
	c.dead.Store(true)
	c.owner.forget(c)
	abort(c.Conn)
}

// explain turns the error of a killed connection into the reset that killed it.
func (c *cutConn) explain(op string, err error) error {
	if err != nil && c.dead.Load() {
		return errReset(op)
	}
	return err
}

// allowance is what a direction may still carry.
type allowance struct {
	mu  sync.Mutex
	cut Cut
}

// left returns how many of n bytes may pass.
func (a *allowance) left(n int) int {
	a.mu.Lock()
	defer a.mu.Unlock()
	if !a.cut.set {
		return n
	}
	return int(min(int64(n), a.cut.bytes))
}

func (a *allowance) spend(n int) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.cut.bytes = max(a.cut.bytes-int64(n), 0)
}

func (a *allowance) replace(c Cut) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.cut = c
}
