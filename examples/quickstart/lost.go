package main

import (
	"errors"
	"io"
	"net/http"
	"strings"
	"sync/atomic"
)

var errLost = errors.New("quickstart: the answer was thrown away")

// loser is a network that loses answers: while it is armed, a request with its
// method, and to its path if it has one, reaches the gateway, and nobody hears what
// came of it.
type loser struct {
	method, path string

	armed atomic.Bool
}

// lose arms it until what it returns is called.
func (l *loser) lose() (stop func()) {
	l.armed.Store(true)
	return func() { l.armed.Store(false) }
}

// middleware is for paygates.WithMiddleware.
func (l *loser) middleware(next http.RoundTripper) http.RoundTripper {
	return roundTrip(func(r *http.Request) (*http.Response, error) {
		answer, err := next.RoundTrip(r)
		if err != nil || r.Method != l.method || !strings.HasSuffix(r.URL.Path, l.path) || !l.armed.Load() {
			return answer, err
		}
		_, _ = io.Copy(io.Discard, answer.Body)
		_ = answer.Body.Close()
		return nil, errLost
	})
}

type roundTrip func(*http.Request) (*http.Response, error)

func (f roundTrip) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }
