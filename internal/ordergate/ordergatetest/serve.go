package ordergatetest

import (
	"context"

	"github.com/paygates/paygates-go/internal/modelhttp"
)

// Listener is a platform that listens on the loopback interface.
type Listener struct {
	Platform *Platform
	URL      string // http://127.0.0.1:port

	listener *modelhttp.Listener
}

// Listen starts a platform on a free port of 127.0.0.1. With a CallbackURL it
// delivers callbacks by itself after each action of the payer. It panics if it
// cannot listen.
func Listen(cfg Config) *Listener {
	listener := modelhttp.Listen("ordergatetest")
	if cfg.CheckoutURL == "" {
		cfg.CheckoutURL = listener.URL + "/pay"
	}
	platform := New(cfg)
	if cfg.CallbackURL != "" {
		platform.AfterPayer = func() { _ = platform.Deliver(context.Background()) }
	}
	listener.Serve(platform)
	return &Listener{Platform: platform, URL: listener.URL, listener: listener}
}

// Close stops the server, cuts its connections and waits for its goroutine.
func (l *Listener) Close() { l.listener.Close() }
