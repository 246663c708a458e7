package circlepaytest

import (
	"fmt"
	"net"
	"net/http"
	"sync"
	"time"
)

// Server is a model that listens on the loopback interface.
type Server struct {
	*Model
	// URL is where the server is, http://127.0.0.1:port without a last slash. The
	// paths of the API follow.
	URL string

	http   *http.Server
	served sync.WaitGroup
}

// NewServer starts a model on a free port of 127.0.0.1. It delivers callbacks by
// itself after each change, before the action or answer that made it: those whose
// address is on the loopback interface, and all if cfg.CallbackURL is set. The
// others wait for Deliver, and so do those that fail. It panics if it cannot
// listen, and as New does.
func NewServer(cfg Config) *Server {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(fmt.Sprintf("circlepaytest: cannot listen on the loopback interface: %v", err))
	}
	address := "http://" + listener.Addr().String()
	if cfg.CheckoutURL == "" {
		cfg.CheckoutURL = address
	}
	model := New(cfg)
	model.afterChange = model.deliverNearby
	s := &Server{
		Model: model, URL: address,
		http: &http.Server{Handler: model, ReadHeaderTimeout: time.Minute},
	}
	s.served.Go(func() { _ = s.http.Serve(listener) })
	return s
}

// Close stops the server and cuts its connections.
func (s *Server) Close() {
	_ = s.http.Close()
	s.served.Wait()
}
