package transport

import (
	"bytes"
	"context"
	"errors"
	"io"
	"maps"
	"net/http"
	"net/http/httptrace"
	"sync/atomic"
	"time"

	"github.com/go-resty/resty/v2"
)

// Reply is one complete answer, whatever its status.
type Reply struct {
	Status int
	Header http.Header
	Body   []byte
	// Page is the body of a success where Call.Stream asks for it; Body is then nil.
	Page *Page
	// Given is for the judge of a Page to set: parts of it are in the caller's
	// hands, so that the call must not be sent again.
	Given bool
	// LoginRefused is for the judge to set: the gateway refused the login, and by
	// the operation's row did nothing else, so that Call.Renew may try again.
	LoginRefused bool
}

// attempt is one send: what came back, or how far it got.
type attempt struct {
	reply Reply // Status and Header also where the body did not come whole
	err   error
	// notSent: a connection was asked for and never given, so that no byte of
	// the request can have left. Silence proves nothing: a caller's RoundTripper
	// may know no httptrace.
	notSent bool
	// unsendable: the request itself cannot go out, now or later.
	unsendable bool
}

// exchange is the context of one attempt, and what comes of it. It carries what
// the hooks of resty and net/http need, so that all of it is one piece of memory.
type exchange struct {
	context.Context
	attempt
	call      Call
	body      bounded
	header    http.Header  // the client's: what goes out with every request
	requestID [1]string    // a ready header value
	asked     atomic.Int32 // for how many connections; the hooks run on other goroutines
	got       atomic.Int32
	hooks     httptrace.ClientTrace
}

// served: a connection came for every one that was asked for. net/http asks for
// a second one where the first turns out to be dead before a byte has left.
func (x *exchange) served() bool { return x.got.Load() >= x.asked.Load() }

// ended: nobody waits for a connection any more.
func (x *exchange) ended() bool {
	deadline, limited := x.Deadline() // a page that is read while it arrives has a stopwatch instead
	return x.Err() != nil || limited && !time.Now().Before(deadline)
}

type exchangeKey struct{}

// Value makes the exchange itself reachable from the contexts made from it.
func (x *exchange) Value(key any) any {
	if key == (exchangeKey{}) {
		return x
	}
	return x.Context.Value(key)
}

func (c *Client) newExchange(call *Call, requestID string) *exchange {
	return &exchange{call: *call, header: c.header(), requestID: [1]string{requestID}}
}

// once sends the request one time and reads the answer whole, or leaves a page
// to be read.
func (c *Client) once(ctx context.Context, x *exchange) *attempt {
	x.hooks.GetConn = func(string) { x.asked.Add(1) }
	x.hooks.GotConn = func(httptrace.GotConnInfo) { x.got.Add(1) }
	if x.call.Stream {
		c.open(ctx, x)
		return &x.attempt
	}
	if replayable(&x.call) {
		single, stop := context.WithCancel(ctx)
		defer stop()
		x.single(stop)
		ctx = single
	}
	limited, cancel := c.limited(ctx)
	defer cancel()
	if resp := c.send(limited, x); resp != nil { //nolint:bodyclose // readBody closes it
		x.reply.Body, x.err = readBody(resp, &x.body, c.limit(&x.call))
	}
	return &x.attempt
}

// limited bounds an attempt, unless the caller's own deadline comes first.
func (c *Client) limited(ctx context.Context) (context.Context, context.CancelFunc) {
	if deadline, ok := ctx.Deadline(); ok && time.Until(deadline) <= c.attemptTimeout {
		return ctx, func() {}
	}
	return context.WithTimeout(ctx, c.attemptTimeout)
}

// send sends the request one time, up to the answer's headers. There is no answer
// where the attempt has an error.
func (c *Client) send(ctx context.Context, x *exchange) *http.Response {
	x.Context = httptrace.WithClientTrace(ctx, &x.hooks)
	// The prototype is copied: R() would make five maps that no call needs.
	r := *c.prototype()
	if x.call.Body != nil {
		r.Body = bytes.NewReader(x.call.Body)
	}
	resp, err := r.SetContext(x).Execute(x.call.Op.Method, c.url(&x.call))
	if err != nil {
		x.err = err
		// No answer object from resty means that it never came to sending.
		x.unsendable = resp == nil
		x.notSent = x.unsendable || x.asked.Load() > 0 && x.got.Load() == 0
		return nil
	}
	x.reply.Status, x.reply.Header = resp.RawResponse.StatusCode, resp.RawResponse.Header
	return resp.RawResponse
}

// url is the call's absolute URL. That of an operation without an id in its path
// is made once.
func (c *Client) url(call *Call) string {
	if call.Target != call.Op.Path {
		return c.base + call.Target
	}
	if known, ok := c.urls.Load(call.Op); ok {
		return known.(string)
	}
	made := c.base + call.Target
	c.urls.Store(call.Op, made)
	return made
}

// Header values that differ from call to call, ready, shared and never written.
var (
	gzipOnly     = []string{"gzip"}
	identityOnly = []string{"identity"}
	formType     = []string{"application/x-www-form-urlencoded"}
	identity     = []string{"identity"}
)

// dresser puts the headers on a request when resty and http.Client, which clone
// them once each, are done with it. It stands around the caller's middleware.
type dresser struct{ next http.RoundTripper }

// RoundTrip writes to the request's header, which a RoundTripper of general use
// must not do; this one only ever sees requests of ours.
func (d dresser) RoundTrip(r *http.Request) (*http.Response, error) {
	x := r.Context().Value(exchangeKey{}).(*exchange)
	maps.Copy(r.Header, x.header)
	r.Header["X-Request-Id"] = x.requestID[:]
	r.Header["Accept-Encoding"] = identityOnly
	if x.call.Form {
		r.Header["Content-Type"] = formType
	}
	if x.call.Page || x.call.Stream {
		r.Header["Accept-Encoding"] = gzipOnly
	}
	return d.next.RoundTrip(r)
}

// guard runs on every request just before it is sent. It makes one Do one send:
// with GetBody set, or a GET without body, net/http would replay the request by
// itself on a reused connection. And it holds the origin.
func (c *Client) guard(_ *resty.Client, r *http.Request) error {
	if r.URL.Scheme != c.scheme || r.URL.Host != c.host || r.Host != c.host || r.URL.User != nil {
		return errForeignOrigin
	}
	r.GetBody = nil
	if r.ContentLength > 0 { // our bodies are in memory: a length says that there is one
		return nil
	}
	if r.Method == http.MethodGet {
		// A body that is not known to be empty cannot be replayed; with the
		// identity coding nothing of it shows on the wire, and a reader in memory
		// costs no goroutine.
		r.Body, r.TransferEncoding = io.NopCloser(bytes.NewReader(nil)), identity
	} else {
		r.Body = http.NoBody // resty's own empty body would go out chunked
	}
	return nil
}

var errForeignOrigin = errors.New("the request is not for the configured host")

// attemptTimeout is the end of an attempt's own time, or of the part of it that a
// connection may take. It does not match context.DeadlineExceeded, so that a
// caller who finds that knows it for his own.
type attemptTimeout struct{ notSent bool }

func (t attemptTimeout) Error() string {
	if t.notSent {
		return "no connection in time"
	}
	return "no complete answer in the attempt's time"
}

func (attemptTimeout) Timeout() bool   { return true }
func (attemptTimeout) Temporary() bool { return true }
