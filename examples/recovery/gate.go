package main

import (
	"io"
	"net/http"
	"strings"
	"sync"
)

// gate is the way to a gateway. It holds a call back where the shop is to die:
// behind the gateway, which has done what it was asked, or before it.
type gate struct {
	next http.Handler
	held string

	mu      sync.Mutex
	arrived chan struct{} // closed when the call is there; nil: nothing is held
	behind  bool
}

// hold holds the next such call back, and says when it is there.
func (g *gate) hold(behind bool) <-chan struct{} {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.arrived, g.behind = make(chan struct{}), behind
	return g.arrived
}

// caught says whether this call is the one, and releases the gate for others.
func (g *gate) caught(r *http.Request) (arrived chan struct{}, behind bool) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.arrived == nil || r.Method == http.MethodGet || !strings.HasSuffix(r.URL.Path, g.held) {
		return nil, false
	}
	arrived, g.arrived = g.arrived, nil
	return arrived, g.behind
}

func (g *gate) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	arrived, behind := g.caught(r)
	if arrived == nil {
		g.next.ServeHTTP(w, r)
		return
	}
	if behind {
		g.next.ServeHTTP(&nobody{}, r)
	}
	_, _ = io.Copy(io.Discard, r.Body)
	close(arrived)
	<-r.Context().Done() // the one who asked is gone
	panic(http.ErrAbortHandler)
}

// nobody hears an answer.
type nobody struct{ header http.Header }

func (n *nobody) Header() http.Header {
	if n.header == nil {
		n.header = make(http.Header)
	}
	return n.header
}

func (*nobody) Write(b []byte) (int, error) { return len(b), nil }
func (*nobody) WriteHeader(int)             {}
