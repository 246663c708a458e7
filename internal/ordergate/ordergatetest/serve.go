package ordergatetest

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"sync"
	"time"
)

// Listener is a platform that listens on the loopback interface.
type Listener struct {
	Platform *Platform
	URL      string // http://127.0.0.1:port

	http   *http.Server
	served sync.WaitGroup
}

// Listen starts a platform on a free port of 127.0.0.1. With a CallbackURL it
// delivers callbacks by itself after each action of the payer. It panics if it
// cannot listen.
func Listen(cfg Config) *Listener {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(fmt.Sprintf("ordergatetest: cannot listen on the loopback interface: %v", err))
	}
	url := "http://" + listener.Addr().String()
	if cfg.CheckoutURL == "" {
		cfg.CheckoutURL = url + "/pay"
	}
	platform := New(cfg)
	if cfg.CallbackURL != "" {
		platform.AfterPayer = func() { _ = platform.Deliver(context.Background()) }
	}
	l := &Listener{
		Platform: platform, URL: url,
		http: &http.Server{Handler: platform, ReadHeaderTimeout: time.Minute},
	}
	l.served.Go(func() { _ = l.http.Serve(listener) })
	return l
}

// Close stops the server, cuts its connections and waits for its goroutine.
func (l *Listener) Close() {
	_ = l.http.Close()
	l.served.Wait()
}
