package simulation

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"slices"
	"sync"
	"time"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/internal/faults"
)

// rest is how long the world stands still after each call: in a bubble time
// passes only when every goroutine waits, so that a connection that was closed
// is known to be closed before the next call.
const rest = time.Millisecond

// network carries a client's requests to a model: a real http.Transport, a real
// http.Server, and what connects them. Faults strike here.
type network struct {
	gateway   *Gateway
	model     Model
	renew     func(*http.Request) // of the site; nil where there is none
	base      string              // where the gateway is
	listener  net.Listener
	reach     func(ctx context.Context, protocol, address string) (net.Conn, error)
	dialed    func(net.Conn) net.Conn
	server    *http.Server
	served    sync.WaitGroup
	working   *work // requests that are being answered
	transport *http.Transport
	real      bool // time is

	// replica answers look-ups as things stood staleBy ago; nil where there are
	// no stale look-ups.
	replica *Site
	staleBy time.Duration
	// drift changes a list while somebody reads it.
	drift func()
	// drawn gives the last number that the client has drawn at random.
	drawn func() uint64
	// committed is told of each request that acts, before its answer leaves.
	committed func()

	mu        sync.Mutex
	fault     Fault
	traffic   Traffic
	stale     bool // during this call
	cut       Cut  // the last
	drifts    int  // pages left after which the list changes
	timers    []*time.Timer
	busyUntil time.Time // when the last thing happens that was postponed
}

// Traffic is what happened on the network during one call.
type Traffic struct {
	// Requests are those that reached the gateway, in order.
	Requests []Request
	// Strikes are the times that the fault struck.
	Strikes []Strike
	// asked says that something else was looked up than what the call had asked for.
	asked bool
	// wrong says that what was asked for cannot be, so that nothing has to be asked.
	wrong bool
}

// Cut is where a request or an answer was cut, and how long the part of it was.
type Cut struct{ At, Of int }

// Request is one request that reached the gateway.
type Request struct {
	// ID is its X-Request-Id.
	ID string
	// Operation is its row, nil where no row has its method and path.
	Operation *paygates.Operation
	At        time.Time
	// Drawn is the last number that the client had drawn by then.
	Drawn uint64
}

// operations are those of the requests, in their order.
func (t *Traffic) operations() []string {
	var names []string
	for _, r := range t.Requests {
		if r.Operation != nil {
			names = append(names, r.Operation.Name)
		}
	}
	return names
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

// refused counts the requests that may be sent again.
func (t *Traffic) refused() int {
	n := 0
	for _, s := range t.Strikes {
		if s.again {
			n++
		}
	}
	return n
}

// sent counts the requests of each operation.
func (t *Traffic) sent() map[string]int {
	n := map[string]int{}
	for _, r := range t.Requests {
		if r.Operation != nil {
			n[r.Operation.Name]++
		}
	}
	return n
}

// arrived counts the requests of the call so far that act.
func (n *network) arrived() int {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.traffic.acting()
}

// by counts the strikes of one row.
func (t *Traffic) by(name string) int {
	n := 0
	for _, s := range t.Strikes {
		if s.Fault.Name == name {
			n++
		}
	}
	return n
}

// odd says that an answer was odd, and not only meant to be, or what was looked up.
func (t *Traffic) odd() bool {
	return t.asked || slices.ContainsFunc(t.Strikes, func(s Strike) bool { return s.Fault == OddAnswer && s.Detail != nothingOdd })
}

// final says that a strike left nothing to try again.
func (t *Traffic) final() bool {
	return slices.ContainsFunc(t.Strikes, func(s Strike) bool { return s.Final })
}

// openNetwork starts the server. Its goroutines end with close. A connection is
// dropped once it was idle for that long, and never if that is 0.
func openNetwork(g *Gateway, m Model, sockets bool, idle time.Duration) (*network, error) {
	n := &network{gateway: g, model: m, real: sockets, working: newWork(), base: "http://localhost"} // plain HTTP is allowed to this host alone
	if sockets {
		l, err := (&net.ListenConfig{}).Listen(context.Background(), "tcp", "127.0.0.1:0")
		if err != nil {
			return nil, err
		}
		n.listener, n.reach, n.base = l, (&net.Dialer{}).DialContext, "http://"+l.Addr().String()
	} else {
		pipe := faults.NewPipeListener()
		n.listener, n.reach = pipe, pipe.DialContext
	}
	n.server = &http.Server{
		Handler: n, ReadHeaderTimeout: time.Minute,
		ConnContext: func(ctx context.Context, c net.Conn) context.Context {
			return context.WithValue(ctx, serverConnKey{}, c)
		},
	}
	n.served.Go(func() { _ = n.server.Serve(n.listener) })
	protocols := new(http.Protocols)
	protocols.SetHTTP1(true)
	n.transport = &http.Transport{ // as the SDK's own, but for the dialer and the proxy
		DialContext: n.dial, Protocols: protocols, DisableCompression: true,
		MaxIdleConnsPerHost: 1 << 16, ReadBufferSize: 1 << 10, IdleConnTimeout: idle, ExpectContinueTimeout: time.Second,
	}
	return n, nil
}

// serverConnKey leads to the gateway's end of a connection.
type serverConnKey struct{}

func (n *network) client() *http.Client { return &http.Client{Transport: n.transport} }

func (n *network) close() {
	for _, t := range n.timers {
		t.Stop()
	}
	n.transport.CloseIdleConnections()
	_ = n.server.Close()
	n.served.Wait()
	n.working.wait()
}

// during makes a call under a fault and gives what happened on the network. A
// call inside a call, such as that of a callback's handler, has traffic of its own.
func (n *network) during(f Fault, call func()) Traffic {
	if f.Row != nil && f.Row.dial != nil {
		n.transport.CloseIdleConnections() // else there may be nothing to dial
	}
	n.mu.Lock()
	outerFault, outer, outerStale, outerDrifts := n.fault, n.traffic, n.stale, n.drifts
	n.fault, n.traffic, n.stale, n.drifts = f, Traffic{}, false, 0
	if f.Row != nil && f.Row.beside != nil {
		f.Row.beside(n, f)
	}
	n.mu.Unlock()
	call()
	n.settleDown(outer.Requests == nil)
	n.mu.Lock()
	defer n.mu.Unlock()
	inner := n.traffic
	n.fault, n.traffic, n.stale, n.drifts = outerFault, outer, outerStale, outerDrifts
	return inner
}

// settleDown waits until the gateway is done with what arrived. Inside another
// call there is nothing to wait for.
func (n *network) settleDown(outermost bool) {
	switch {
	case !outermost:
	case n.real:
		n.working.wait()
	default:
		time.Sleep(rest)
	}
}

// work counts what is being done. Unlike with a WaitGroup something may begin just
// when somebody starts to wait: over sockets a request comes when it comes.
type work struct {
	mu   sync.Mutex
	idle *sync.Cond
	n    int
}

func newWork() *work {
	w := &work{}
	w.idle = sync.NewCond(&w.mu)
	return w
}

func (w *work) begin() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.n++
}

func (w *work) end() {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.n--; w.n == 0 {
		w.idle.Broadcast()
	}
}

// wait returns when nothing is being done.
func (w *work) wait() {
	w.mu.Lock()
	defer w.mu.Unlock()
	for w.n > 0 {
		w.idle.Wait()
	}
}

// ServeHTTP notes a request that has arrived whole, lets the fault strike, and
// has the model answer.
func (n *network) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	n.working.begin()
	defer n.working.end()
	body, err := io.ReadAll(r.Body)
	if err != nil {
		panic(http.ErrAbortHandler) // it was cut, and nobody is there to answer
	}
	op := n.gateway.operationOf(r.Method, r.URL.EscapedPath())
	f, hit := n.admit(Request{ID: r.Header.Get("X-Request-Id"), Operation: op, At: time.Now(), Drawn: n.drawn()})
	if hit {
		f.Row.answer(&struck{net: n, fault: f, op: op, w: w, r: r, body: body})
		return
	}
	r.Body = io.NopCloser(bytes.NewReader(body))
	if n.isStale(op) {
		n.renewed(n.replica.Renew, r)
		n.replica.Model.ServeHTTP(w, r)
		return
	}
	n.toModel(w, r, op == nil || op.Safety != paygates.Read)
	if n.moves(op) {
		n.drift()
	}
}

// toModel has the model carry a request out, and says so if it acts.
func (n *network) toModel(w http.ResponseWriter, r *http.Request, acts bool) {
	if !acts {
		n.model.ServeHTTP(w, r)
		return
	}
	n.carryOut(w, r)
	if n.committed != nil {
		n.committed()
	}
}

// carryOut has the model carry out a request that acts, and the replica too, later.
func (n *network) carryOut(w http.ResponseWriter, r *http.Request) {
	if n.replica != nil {
		body, _ := io.ReadAll(r.Body) // from memory
		r.Body = io.NopCloser(bytes.NewReader(body))
		late := renewed(r, body)
		n.postpone(n.staleBy, func() {
			n.renewed(n.replica.Renew, late)
			n.replica.Model.ServeHTTP(discard{}, late)
		})
	}
	n.model.ServeHTTP(w, r)
}

// renewed renews the credentials of a request that was kept back.
func (*network) renewed(renew func(*http.Request), r *http.Request) {
	if renew != nil {
		renew(r)
	}
}

// outside lets something happen at the gateway that no request does.
func (n *network) outside(do func(*Site), site *Site) {
	do(site)
	if n.replica != nil {
		n.postpone(n.staleBy, func() { do(n.replica) })
	}
}

// admit notes a request and says whether the fault takes the model's place.
func (n *network) admit(r Request) (Fault, bool) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.traffic.Requests = append(n.traffic.Requests, r)
	if n.fault.Row == nil || n.fault.Row.answer == nil || !n.fault.strikes(r.Operation) {
		return Fault{}, false
	}
	n.fault.Times--
	f := n.fault
	if f.Odd != nil && f.Odd.Then != nil {
		n.fault.Odd, n.fault.Times = f.Odd.Then, 1
	}
	return f, true
}

// struck notes that a fault struck.
func (n *network) struck(f Fault, op *paygates.Operation, detail string) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.traffic.Strikes = append(n.traffic.Strikes, Strike{Fault: f.Row, Operation: op, Detail: detail, At: time.Now(), behind: len(n.traffic.Requests), After: f.asked, Status: f.Status, Final: f.Final, again: f.Odd != nil && f.Odd.Again})
}

// wasCut notes where something was cut.
func (n *network) wasCut(f Fault, op *paygates.Operation, at, of int) {
	n.mu.Lock()
	n.cut = Cut{at, of}
	n.mu.Unlock()
	n.struck(f, op, fmt.Sprintf("cut after byte %d of %d", at, of))
}

// isStale says that a look-up is answered as things stood a while ago.
func (n *network) isStale(op *paygates.Operation) bool {
	n.mu.Lock()
	defer n.mu.Unlock()
	if !n.stale || n.replica == nil || op == nil || op.Safety != paygates.Read || op.Name == n.gateway.Login {
		return false
	}
	n.traffic.Strikes = append(n.traffic.Strikes, Strike{Fault: n.fault.Row, Operation: op, Detail: "as of " + n.staleBy.String() + " ago"})
	return true
}

// moves says that a list changes behind the page that was just read.
func (n *network) moves(op *paygates.Operation) bool {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.drifts == 0 || n.drift == nil || op == nil || op.Safety != paygates.Read {
		return false
	}
	n.drifts--
	n.traffic.Strikes = append(n.traffic.Strikes, Strike{Fault: n.fault.Row, Operation: op, Detail: "something new"})
	return true
}
