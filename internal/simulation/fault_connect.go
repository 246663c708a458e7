package simulation

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"math/rand/v2"
	"net"
	"os"
	"time"

	"github.com/paygates/paygates-go/internal/faults"
)

// connectFaults keep a connection from coming about: nothing can have left.
var connectFaults = []*FaultRow{
	{Name: "no such host", On: onCalls, kind: errUnavailable, weight: 20, draw: moreDials, dial: func() error { return faults.ErrNoSuchHost }},
	{Name: "refused dial", On: onCalls, kind: errUnavailable, weight: 30, draw: moreDials, dial: func() error { return faults.ErrRefused }},
	{Name: "dial times out", On: onCalls, kind: errUnavailable, weight: 20, draw: moreDials, dial: func() error {
		return &net.OpError{Op: "dial", Net: "tcp", Err: os.ErrDeadlineExceeded}
	}},
	{Name: "TLS fails", On: onCalls, kind: errUnavailable, weight: 20, draw: moreDials, dial: func() error {
		return &tls.CertificateVerificationError{Err: x509.UnknownAuthorityError{}}
	}},
	{Name: "dial hangs", On: onCalls, Waits: true, kind: errUnavailable, weight: 10, draw: moreDials, dial: func() error { return errHangs }},
}

// moreDials: dials may fail more often than there are attempts.
func moreDials(r *rand.Rand, f *Fault) { f.Times = 1 + r.IntN(attempts+1) }

// errHangs has a dial wait for the end of its context.
var errHangs error = context.DeadlineExceeded

// refuse is the error of a dial that the fault strikes.
func (n *network) refuse() error {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.fault.Row == nil || n.fault.Row.dial == nil || n.fault.Times == 0 {
		return nil
	}
	n.fault.Times--
	n.traffic.Strikes = append(n.traffic.Strikes, Strike{Fault: n.fault.Row, At: time.Now(), Final: n.fault.Final})
	return n.fault.Row.dial()
}

func (n *network) dial(ctx context.Context, protocol, address string) (net.Conn, error) {
	switch err := n.refuse(); err {
	case nil:
	case errHangs:
		<-ctx.Done()
		return nil, context.Cause(ctx)
	default:
		return nil, err
	}
	c, err := n.reach(ctx, protocol, address)
	if err != nil {
		return nil, err
	}
	if n.dialed != nil {
		c = n.dialed(c)
	}
	return &clientConn{Conn: c, net: n}, nil
}
