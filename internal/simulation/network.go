package simulation

import (
	"context"
	"net"
	"net/http"
	"sync"
	"time"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/internal/faults"
)

// baseURL is where the gateway is. Plain HTTP is allowed to this host alone.
const baseURL = "http://localhost"

// rest is how long the world stands still after each call: in a bubble time
// passes only when every goroutine waits, so that a connection that was closed
// is known to be closed before the next call.
const rest = time.Millisecond

// network carries a client's requests to a model: a real http.Transport, a real
// http.Server, and pipes between them. Faults strike here.
type network struct {
	gateway   *Gateway
	model     Model
	listener  *faults.PipeListener
	server    *http.Server
	served    sync.WaitGroup
	transport *http.Transport

	mu      sync.Mutex
	fault   Fault
	traffic Traffic
}

// Traffic is what happened on the network during one call.
type Traffic struct {
	// Requests are those that reached the gateway, in order.
	Requests []Request
	// Strikes are the times that the fault struck.
	Strikes []Strike
}

// Request is one request that reached the gateway.
type Request struct {
	// ID is its X-Request-Id.
	ID string
	// Operation is its row, nil where no row has its method and path.
	Operation *paygates.Operation
}

// acting counts the requests that act.
func (t *Traffic) acting() int {
	n := 0
	for _, r := range t.Requests {
		if r.Operation == nil || r.Operation.Safety != paygates.Read {
			n++
		}
	}
	return n
}

// openNetwork starts the server. Its goroutines end with close.
func openNetwork(g *Gateway, m Model) *network {
	n := &network{gateway: g, model: m, listener: faults.NewPipeListener()}
	n.server = &http.Server{
		Handler: n,
		ConnContext: func(ctx context.Context, c net.Conn) context.Context {
			return context.WithValue(ctx, serverConnKey{}, c)
		},
	}
	n.served.Go(func() { _ = n.server.Serve(cuttable{n.listener}) })
	protocols := new(http.Protocols)
	protocols.SetHTTP1(true)
	n.transport = &http.Transport{ // as the SDK's own, but for the dialer and the proxy
		DialContext: n.dial, Protocols: protocols, DisableCompression: true,
		MaxIdleConnsPerHost: 1 << 16, IdleConnTimeout: 4 * time.Second, ExpectContinueTimeout: time.Second,
	}
	return n
}

// cuttable makes every connection of a listener one that can be cut.
type cuttable struct{ net.Listener }

func (l cuttable) Accept() (net.Conn, error) {
	c, err := l.Listener.Accept()
	if err != nil {
		return nil, err
	}
	return &serverConn{Conn: c}, nil
}

func (n *network) client() *http.Client { return &http.Client{Transport: n.transport} }

func (n *network) close() {
	n.transport.CloseIdleConnections()
	_ = n.server.Close()
	n.served.Wait()
}

// during makes a call under a fault and gives what happened on the network.
func (n *network) during(f Fault, call func()) Traffic {
	if f.Row != nil && f.Row.dial != nil {
		n.transport.CloseIdleConnections() // else there may be nothing to dial
	}
	n.mu.Lock()
	n.fault, n.traffic = f, Traffic{}
	n.mu.Unlock()
	call()
	time.Sleep(rest)
	n.mu.Lock()
	defer n.mu.Unlock()
	n.fault = Fault{}
	return n.traffic
}

func (n *network) dial(ctx context.Context, protocol, address string) (net.Conn, error) {
	if err := n.refuse(); err != nil {
		return nil, err
	}
	return n.listener.DialContext(ctx, protocol, address)
}

// refuse is the error of a dial that the fault strikes.
func (n *network) refuse() error {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.fault.Row == nil || n.fault.Row.dial == nil || n.fault.Times == 0 {
		return nil
	}
	n.fault.Times--
	n.traffic.Strikes = append(n.traffic.Strikes, Strike{Fault: n.fault.Row})
	return n.fault.Row.dial()
}

// ServeHTTP notes a request, lets the fault strike, and has the model answer.
func (n *network) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	n.arrive(r)
	n.model.ServeHTTP(w, r)
}

func (n *network) arrive(r *http.Request) {
	op := n.gateway.operationOf(r.Method, r.URL.EscapedPath())
	f, hit := n.admit(Request{ID: r.Header.Get("X-Request-Id"), Operation: op})
	if !hit {
		return
	}
	f.Row.strike(&struck{fault: f, model: n.model, conn: serverConnOf(r), note: func(detail string) {
		n.mu.Lock()
		defer n.mu.Unlock()
		n.traffic.Strikes = append(n.traffic.Strikes, Strike{Fault: f.Row, Operation: op, Detail: op.Method + " " + op.Path + ": " + detail})
	}})
}

// admit notes a request and says whether the fault strikes it.
func (n *network) admit(r Request) (Fault, bool) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.traffic.Requests = append(n.traffic.Requests, r)
	if !n.fault.strikes(r.Operation) {
		return Fault{}, false
	}
	n.fault.Times--
	return n.fault, true
}
