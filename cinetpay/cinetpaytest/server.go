package cinetpaytest

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
	// URL is where the server is, http://127.0.0.1:port without a last slash.
	// It is the host of both APIs.
	URL string

	http   *http.Server
	served sync.WaitGroup
}

// NewServer starts a model on a free port of 127.0.0.1. It delivers notifications
// by itself after each action of payer, operator and back office, before the
// action returns: all of them if cfg.NotifyURL is set, else those whose address
// is on the loopback interface; the others wait for Deliver, and so do those
// that fail. It panics if it cannot listen, and as New does.
func NewServer(cfg Config) *Server {
	model := New(cfg)
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(fmt.Sprintf("cinetpaytest: cannot listen on the loopback interface: %v", err))
	}
	address := "http://" + listener.Addr().String()
	if cfg.CheckoutURL == "" {
		model.cfg.CheckoutURL = address + "/payment"
	}
	model.acted = model.deliverNearby
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
