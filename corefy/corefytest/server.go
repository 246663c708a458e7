package corefytest

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"sync"
	"sync/atomic"
	"time"
)

// Server is a model that listens on the loopback interface.
type Server struct {
	*Model
	// URL is where the server is, http://127.0.0.1:port without a last slash.
	URL string
	// PrivateURL is the private API's base, URL and the Config's PrivatePath.
	PrivateURL string
	// PublicURL is the public API's base, URL and the Config's PublicPath.
	PublicURL string

	http   *http.Server
	served sync.WaitGroup
}

// NewServer starts a model on a free port of 127.0.0.1. It delivers callbacks
// that have an address by itself: after each action of payer, provider and
// operator before it returns, and after each call that changes something before
// its answer leaves. Those that fail wait for the next delivery. It panics if it
// cannot listen, and where New does.
func NewServer(cfg Config) *Server {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(fmt.Sprintf("corefytest: cannot listen on the loopback interface: %v", err))
	}
	url := "http://" + listener.Addr().String()
	if cfg.CheckoutURL == "" {
		cfg.CheckoutURL = url + pagePath
	}
	m := New(cfg)
	var delivering atomic.Bool
	m.afterChange = func() {
		// A shop that calls the model while it handles a callback starts no
		// second delivery: the one under way goes on.
		if delivering.CompareAndSwap(false, true) {
			defer delivering.Store(false)
			_ = m.Deliver(context.Background()) // what fails stays in the queue
		}
	}
	s := &Server{
		Model: m, URL: url, PrivateURL: url + m.cfg.PrivatePath, PublicURL: url + m.cfg.PublicPath,
		http: &http.Server{Handler: m, ReadHeaderTimeout: time.Minute},
	}
	s.served.Go(func() { _ = s.http.Serve(listener) })
	return s
}

// Close stops the server and cuts its connections.
func (s *Server) Close() {
	_ = s.http.Close()
	s.served.Wait()
}
