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

	"github.com/go-resty/resty/v2"
)

// Reply is one complete answer, whatever its status.
type Reply struct {
	Status int
	Header http.Header
	Body   []byte
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

// exchange is the context of one attempt. It carries what the hooks of resty and
// net/http need, so that all of it is one piece of memory.
type exchange struct {
	context.Context
	call      *Call
	requestID [1]string   // a ready header value
	asked     atomic.Bool // the hooks run on other goroutines
	got       atomic.Bool
	over      atomic.Bool // the attempt has ended
	hooks     httptrace.ClientTrace
}

type exchangeKey struct{}

// Value makes the exchange itself reachable from the contexts made from it.
func (x *exchange) Value(key any) any {
	if key == (exchangeKey{}) {
		return x
	}
	return x.Context.Value(key)
}

// once sends the request one time and reads the answer whole.
func (c *Client) once(ctx context.Context, call *Call, requestID string) attempt {
	limited, cancel := context.WithTimeout(ctx, c.attemptTimeout)
	defer cancel()
	x := &exchange{call: call, requestID: [1]string{requestID}}
	x.hooks.GetConn = func(string) { x.asked.Store(true) }
	x.hooks.GotConn = func(httptrace.GotConnInfo) { x.got.Store(true) }
	x.Context = httptrace.WithClientTrace(limited, &x.hooks)

	// The prototype is copied: R() would make five maps that no call needs.
	r := *c.prototype()
	if call.Body != nil {
		r.Body = bytes.NewReader(call.Body)
	}
	defer x.over.Store(true)
	resp, err := r.SetContext(x).Execute(call.Op.Method, c.base+call.Target)
	var a attempt
	if err != nil {
		a.err = err
		// No answer object from resty means that it never came to sending.
		a.unsendable = resp == nil
		a.notSent = a.unsendable || x.asked.Load() && !x.got.Load()
	} else {
		a.reply.Status, a.reply.Header = resp.RawResponse.StatusCode, resp.RawResponse.Header
		a.reply.Body, a.err = readBody(resp.RawResponse, call.limit())
	}
	return a
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
type dresser struct {
	header http.Header // what goes out with every request
	next   http.RoundTripper
}

// RoundTrip writes to the request's header, which a RoundTripper of general use
// must not do; this one only ever sees requests of ours.
func (d dresser) RoundTrip(r *http.Request) (*http.Response, error) {
	x := r.Context().Value(exchangeKey{}).(*exchange)
	maps.Copy(r.Header, d.header)
	r.Header["X-Request-Id"] = x.requestID[:]
	r.Header["Accept-Encoding"] = identityOnly
	if x.call.Form {
		r.Header["Content-Type"] = formType
	}
	if x.call.Page {
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

// attemptTimeout is the end of an attempt's own time. It does not match
// context.DeadlineExceeded, so that a caller who finds that knows it for his own.
type attemptTimeout struct{}

func (attemptTimeout) Error() string   { return "no complete answer in the attempt's time" }
func (attemptTimeout) Timeout() bool   { return true }
func (attemptTimeout) Temporary() bool { return true }
