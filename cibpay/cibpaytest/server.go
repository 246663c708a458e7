package cibpaytest

import "github.com/paygates/paygates-go/internal/ordergate/ordergatetest"

// Server is a model that listens on the loopback interface.
type Server struct {
	*Model
	// URL is where the server is, http://127.0.0.1:port without a last slash.
	URL string

	listener *ordergatetest.Listener
}

// NewServer starts a model on a free port of 127.0.0.1. If cfg.CallbackURL is
// set it delivers callbacks by itself after each action of the payer, before the
// action returns; those that fail wait for the next delivery. It panics if it
// cannot listen.
func NewServer(cfg Config) *Server {
	listener := ordergatetest.Listen(cfg.platform())
	return &Server{Model: &Model{platform: listener.Platform}, URL: listener.URL, listener: listener}
}

// Close stops the server and cuts its connections.
func (s *Server) Close() { s.listener.Close() }
