package circlepaytest

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"slices"
)

// withoutAddress stands for the address of a callback that has none, where a
// handler gets it directly.
const withoutAddress = "http://merchant.example/callback"

// Deliver posts the callbacks that wait, oldest first. It stops at the first that
// is not answered with 200, keeps it, and returns an error that names the
// transaction. Callbacks without an address stay in the queue.
func (m *Model) Deliver(ctx context.Context) error {
	return m.deliver(ctx, m.post, func(c Callback) bool { return c.URL != "" })
}

// DeliverTo is Deliver to a handler, without a network, of every callback that
// waits.
func (m *Model) DeliverTo(ctx context.Context, h http.Handler) error {
	return m.deliver(ctx, func(r *http.Request) (int, error) {
		var w statusWriter
		h.ServeHTTP(&w, r)
		return w.code(), nil
	}, func(Callback) bool { return true })
}

// deliverNearby delivers what a server may send unasked: to addresses on this
// machine and, if the Config names an address, to all.
func (m *Model) deliverNearby() {
	_ = m.deliver(context.Background(), m.post, func(c Callback) bool {
		return c.URL != "" && (m.cfg.CallbackURL != "" || isNearby(c.URL))
	})
}

func isNearby(address string) bool {
	u, err := url.Parse(address)
	if err != nil {
		return false
	}
	ip := net.ParseIP(u.Hostname())
	return u.Hostname() == "localhost" || ip != nil && ip.IsLoopback()
}

func (m *Model) post(r *http.Request) (int, error) {
	answer, err := m.cfg.CallbackClient.Do(r)
	if err != nil {
		return 0, errors.New("the address does not answer")
	}
	return answer.StatusCode, answer.Body.Close()
}

func (m *Model) deliver(ctx context.Context, send func(*http.Request) (int, error), chosen func(Callback) bool) error {
	for {
		c, at, ok := m.nextCallback(chosen)
		if !ok {
			return nil
		}
		if err := c.deliver(ctx, send); err != nil {
			m.keepCallback(c, at)
			return fmt.Errorf("circlepaytest: the callback of %s was not delivered: %w", c.TransactionID, err)
		}
	}
}

func (c Callback) deliver(ctx context.Context, send func(*http.Request) (int, error)) error {
	if c.URL == "" {
		c.URL = withoutAddress
	}
	r, err := c.Request(ctx)
	if err != nil {
		return err
	}
	status, err := send(r)
	if err == nil && status != http.StatusOK {
		err = fmt.Errorf("it is answered %d", status)
	}
	return err
}

// nextCallback takes the oldest out, so that two deliveries never send the same.
func (m *Model) nextCallback(chosen func(Callback) bool) (c Callback, at int, ok bool) {
	m.enter()
	defer m.mu.Unlock()
	at = slices.IndexFunc(m.callbacks, chosen)
	if at < 0 {
		return Callback{}, 0, false
	}
	c = m.callbacks[at]
	m.callbacks = slices.Delete(slices.Clone(m.callbacks), at, at+1)
	return c, at, true
}

func (m *Model) keepCallback(c Callback, at int) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.callbacks = slices.Insert(m.callbacks, min(at, len(m.callbacks)), c)
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

// Write drops the body.
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
