package cinetpaytest

import "github.com/paygates/paygates-go/internal/modelhttp"

// Server is a model that listens on the loopback interface.
type Server struct {
	*Model
	// URL is where the server is, http://127.0.0.1:port without a last slash.
	// It is the host of both APIs.
	URL string

	listener *modelhttp.Listener
}

// NewServer starts a model on a free port of 127.0.0.1. It delivers notifications
// by itself after each action of payer, operator and back office, before the
// action returns: all of them if cfg.NotifyURL is set, else those whose address
// is on the loopback interface; the others wait for Deliver, and so do those
// that fail. It panics if it cannot listen, and as New does.
func NewServer(cfg Config) *Server {
	model := New(cfg)
	listener := modelhttp.Listen("cinetpaytest")
	if cfg.CheckoutURL == "" {
		model.cfg.CheckoutURL = listener.URL + "/payment"
	}
	model.acted = model.deliverNearby
	listener.Serve(model)
	return &Server{Model: model, URL: listener.URL, listener: listener}
}

// Close stops the server and cuts its connections.
func (s *Server) Close() { s.listener.Close() }
