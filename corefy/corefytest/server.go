package corefytest

import (
	"context"
	"slices"
	"sync/atomic"

	"github.com/paygates/paygates-go/internal/modelhttp"
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

	listener *modelhttp.Listener
}

// NewServer starts a model on a free port of 127.0.0.1. It delivers callbacks
// that have an address by itself: after each action of payer, provider and
// operator before it returns, and after each call that changes something before
// its answer leaves; where several change something at once, one of them delivers
// for all. Those that fail wait for the next delivery. It panics if it cannot
// listen, and where New does.
func NewServer(cfg Config) *Server {
	listener := modelhttp.Listen("corefytest")
	if cfg.CheckoutURL == "" {
		cfg.CheckoutURL = listener.URL + pagePath
	}
	m := New(cfg)
	var delivering atomic.Bool
	m.afterChange = func() {
		// A shop that calls the model while it handles a callback starts no
		// second delivery: the one under way goes on. What was queued between its
		// last look and its end would wait for ever, so there is another look.
		for delivering.CompareAndSwap(false, true) {
			err := m.Deliver(context.Background()) // what fails stays in the queue
			delivering.Store(false)
			if err != nil || !m.addressed() {
				return
			}
		}
	}
	listener.Serve(m)
	return &Server{
		Model: m, listener: listener, URL: listener.URL,
		PrivateURL: listener.URL + m.cfg.PrivatePath, PublicURL: listener.URL + m.cfg.PublicPath,
	}
}

// addressed says that a callback waits that could be delivered.
func (m *Model) addressed() bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	return slices.ContainsFunc(m.callbacks.All(), func(c Callback) bool { return c.URL != "" })
}

// Close stops the server and cuts its connections.
func (s *Server) Close() { s.listener.Close() }
