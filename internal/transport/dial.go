package transport

import (
	"context"
	"crypto/tls"
	"errors"
	"net"
	"net/http"
)

// maxHandshakes is how many TLS connections a client makes at a time.
const maxHandshakes = 16

// gate lets few connections be made at a time, and those alone for which somebody
// still waits. net/http begins one for each request that finds no idle one, and
// goes on with it when another's has come free for that request meanwhile: many
// callers that start at once would open twice as many as they need.
type gate struct {
	transport *http.Transport
	slots     chan struct{}
}

func newGate(t *http.Transport) *gate {
	return &gate{transport: t, slots: make(chan struct{}, maxHandshakes)}
}

var errServed = errors.New("the request has another connection by now, or has ended")

// dialTLS is for http.Transport.DialTLSContext. Its context has the values of the
// request's, though not its end: a connection that comes too late for its request
// serves another. Only one that nobody got and nobody waits for is given up, so
// that a host which hangs does not hold the slots against those who come later.
func (g *gate) dialTLS(ctx context.Context, network, addr string) (net.Conn, error) {
	select {
	case g.slots <- struct{}{}:
		defer func() { <-g.slots }()
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	limited, cancel := context.WithTimeout(ctx, dialTimeout+g.transport.TLSHandshakeTimeout)
	defer cancel()
	if x, ours := ctx.Value(exchangeKey{}).(*exchange); ours {
		if x.served() || x.ended() {
			return nil, errServed // and nobody hears of it
		}
		defer context.AfterFunc(x, func() {
			if !x.served() {
				cancel()
			}
		})()
	}
	return handshake(limited, g.transport, network, addr)
}

// handshake does what net/http does for a transport without DialTLSContext.
func handshake(ctx context.Context, t *http.Transport, network, addr string) (net.Conn, error) {
	host, _, err := net.SplitHostPort(addr)
	if err != nil {
		return nil, err
	}
	plain, err := t.DialContext(ctx, network, addr)
	if err != nil {
		return nil, err
	}
	config := t.TLSClientConfig.Clone()
	config.ServerName = host
	config.NextProtos = []string{"http/1.1"}
	conn := tls.Client(plain, config)
	if limit := t.TLSHandshakeTimeout; limit > 0 {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, limit)
		defer cancel()
	}
	if err := conn.HandshakeContext(ctx); err != nil {
		_ = plain.Close()
		return nil, err
	}
	return conn, nil
}
