package transport

import (
	"context"
	"net/http"
	"net/http/httptrace"
	"strings"
	"sync/atomic"
)

// single ends an attempt before it is sent a second time. Over HTTP/2, which a
// caller's transport may speak, net/http sends a request without a body again by
// itself when the gateway resets its stream, even with an error that does not say
// that nothing was done. It takes a connection first, and stop is called then.
//
// A pseudo-header tells HTTP/2, and that the request was written. Over HTTP/1.1
// another connection is taken only where not one byte of it has left.
func (x *exchange) single(stop context.CancelFunc) {
	var written atomic.Bool
	x.hooks.WroteHeaderField = func(name string, _ []string) {
		if strings.HasPrefix(name, ":") {
			written.Store(true)
		}
	}
	x.hooks.GotConn = func(httptrace.GotConnInfo) {
		x.got.Add(1)
		if written.Load() {
			stop()
		}
	}
}

// replayable: of the requests that the guard lets through, those that net/http
// may send again by itself.
func replayable(call *Call) bool { return len(call.Body) == 0 && call.Op.Method != http.MethodGet }
