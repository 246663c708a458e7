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

// once sends the request one time and reads the answer whole.
func (c *Client) once(ctx context.Context, call *Call, requestID string) attempt {
	var asked, got atomic.Bool // the hooks run on other goroutines
	limited, cancel := context.WithTimeout(ctx, c.attemptTimeout)
	defer cancel()
	traced := httptrace.WithClientTrace(limited, &httptrace.ClientTrace{
		GetConn: func(string) { asked.Store(true) },
		GotConn: func(httptrace.GotConnInfo) { got.Store(true) },
	})

	resp, err := c.request(traced, call, requestID).Execute(call.Op.Method, c.base+call.Target)
	var a attempt
	if err != nil {
		a.err = err
		// No answer object from resty means that it never came to sending.
		a.unsendable = resp == nil
		a.notSent = a.unsendable || asked.Load() && !got.Load()
	} else {
		a.reply.Status, a.reply.Header = resp.RawResponse.StatusCode, resp.RawResponse.Header
		a.reply.Body, a.err = readBody(resp.RawResponse, call.limit())
	}
	return a
}

// request copies the prototype: R() would make five maps that no call needs.
func (c *Client) request(ctx context.Context, call *Call, requestID string) *resty.Request {
	r, always := *c.prototype(), c.header()
	header := make(http.Header, len(always)+2)
	maps.Copy(header, always)
	header["X-Request-Id"] = []string{requestID}
	if call.Form {
		header["Content-Type"] = formType
	}
	if call.Page {
		header["Accept-Encoding"] = gzipOnly
	} else {
		header["Accept-Encoding"] = identityOnly
	}
	if call.Body != nil {
		r.Body = bytes.NewReader(call.Body)
	}
	r.Header = header
	return r.SetContext(ctx)
}

// Ready header values, shared and never written.
var (
	gzipOnly     = []string{"gzip"}
	identityOnly = []string{"identity"}
	identity     = []string{"identity"}
	formType     = []string{"application/x-www-form-urlencoded"}
)

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
