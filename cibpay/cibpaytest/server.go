package cibpaytest

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"sync"
	"time"

	"github.com/paygates/paygates-go/internal/ordergate/ordergatetest"
)

// Server is a model that listens on the loopback interface.
type Server struct {
	*Model
	// URL is where the server is, http://127.0.0.1:port without a last slash.
	URL string

	http   *http.Server
	served sync.WaitGroup
}

// NewServer starts a model on a free port of 127.0.0.1. If cfg.CallbackURL is
// set it delivers callbacks by itself after each action of the payer, before the
// action returns; those that fail wait for the next delivery. It panics if it
// cannot listen.
func NewServer(cfg Config) *Server {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(fmt.Sprintf("cibpaytest: cannot listen on the loopback interface: %v", err))
	}
	url := "http://" + listener.Addr().String()
	if cfg.CheckoutURL == "" {
		cfg.CheckoutURL = url + "/pay"
	}
	platform := ordergatetest.New(cfg.platform())
	if cfg.CallbackURL != "" {
		platform.AfterPayer = func() { _ = platform.Deliver(context.Background()) }
	}
	s := &Server{
		Model: &Model{platform: platform}, URL: url,
		http: &http.Server{Handler: platform, ReadHeaderTimeout: time.Minute},
	}
	s.served.Go(func() { _ = s.http.Serve(listener) })
	return s
}

// Close stops the server and cuts its connections.
func (s *Server) Close() {
	_ = s.http.Close()
	s.served.Wait()
}
