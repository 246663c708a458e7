package modelhttp

import (
	"fmt"
	"net"
	"net/http"
	"sync"
	"time"
)

// Listener is a free port of 127.0.0.1, and the server on it.
type Listener struct {
	// URL is http://127.0.0.1:port, without a last slash.
	URL string

	listener net.Listener
	server   *http.Server
	served   sync.WaitGroup
}

// Listen opens a port for the model of that package. It panics if it cannot.
func Listen(model string) *Listener {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(fmt.Sprintf("%s: cannot listen on the loopback interface: %v", model, err))
	}
	return &Listener{URL: "http://" + listener.Addr().String(), listener: listener}
}

// Serve lets the handler answer, in a goroutine that ends with Close.
func (l *Listener) Serve(h http.Handler) {
	l.server = &http.Server{Handler: h, ReadHeaderTimeout: time.Minute}
	l.served.Go(func() { _ = l.server.Serve(l.listener) })
}

// Close stops the server, cuts its connections and waits for its goroutine.
func (l *Listener) Close() {
	_ = l.server.Close()
	l.served.Wait()
}
