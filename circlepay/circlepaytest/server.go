package circlepaytest

import "github.com/paygates/paygates-go/internal/modelhttp"

// Server is a model that listens on the loopback interface.
type Server struct {
	*Model
	// URL is where the server is, http://127.0.0.1:port without a last slash. The
	// paths of the API follow.
	URL string

	listener *modelhttp.Listener
}

// NewServer starts a model on a free port of 127.0.0.1. It delivers callbacks by
// itself after each change, before the action or answer that made it: those whose
// address is on the loopback interface, and all if cfg.CallbackURL is set. The
// others wait for Deliver, and so do those that fail. It panics if it cannot
// listen, and as New does.
func NewServer(cfg Config) *Server {
	listener := modelhttp.Listen("circlepaytest")
	if cfg.CheckoutURL == "" {
		cfg.CheckoutURL = listener.URL
	}
	model := New(cfg)
	model.afterChange = model.deliverNearby
	listener.Serve(model)
	return &Server{Model: model, URL: listener.URL, listener: listener}
}

// Close stops the server and cuts its connections.
func (s *Server) Close() { s.listener.Close() }
