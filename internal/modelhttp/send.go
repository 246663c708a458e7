package modelhttp

import (
	"errors"
	"net"
	"net/http"
	"net/url"
	"time"
)

// Sender sends a request and gives the status of its answer.
type Sender func(*http.Request) (int, error)

// CallbackClient sends callbacks where a model was given no client: it waits ten
// seconds, and follows no redirect, which would lose the body and then take the 200
// of a page to log in at for the shop's.
func CallbackClient() *http.Client {
	return &http.Client{
		Timeout:       10 * time.Second,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

// Through sends over the network. The error tells no address.
func Through(client *http.Client) Sender {
	return func(r *http.Request) (int, error) {
		answer, err := client.Do(r)
		if err != nil {
			return 0, errors.New("the address does not answer")
		}
		return answer.StatusCode, answer.Body.Close()
	}
}

// To hands requests to a handler, without a network.
func To(h http.Handler) Sender {
	return func(r *http.Request) (int, error) {
		var w statusWriter
		h.ServeHTTP(&w, r)
		return w.code(), nil
	}
}

// IsNearby says whether a URL is on this machine.
func IsNearby(address string) bool {
	u, err := url.Parse(address)
	if err != nil {
		return false
	}
	ip := net.ParseIP(u.Hostname())
	return u.Hostname() == "localhost" || ip != nil && ip.IsLoopback()
}

// statusWriter is a ResponseWriter that keeps nothing but the status.
type statusWriter struct {
	header http.Header
	status int
}

// Header gives headers that nobody reads.
func (w *statusWriter) Header() http.Header {
	if w.header == nil {
		w.header = make(http.Header)
	}
	return w.header
}

// WriteHeader keeps the first final status.
func (w *statusWriter) WriteHeader(status int) {
	if w.status == 0 && status >= http.StatusOK {
		w.status = status
	}
}

// Write takes a body that nobody reads.
func (w *statusWriter) Write(b []byte) (int, error) {
	w.WriteHeader(http.StatusOK)
	return len(b), nil
}

func (w *statusWriter) code() int {
	if w.status == 0 {
		return http.StatusOK
	}
	return w.status
}
