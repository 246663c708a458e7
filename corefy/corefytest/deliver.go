package corefytest

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
)

// withoutAddress stands for the address of a callback that has none, where a
// handler gets it directly.
const withoutAddress = "http://merchant.example/callback"

// Deliver posts the callbacks that wait, oldest first. It stops at the first
// that is not answered with exactly 200, keeps it, and returns an error that
// names the object. Callbacks without an address stay in the queue.
func (m *Model) Deliver(ctx context.Context) error {
	return m.deliver(ctx, func(c Callback) bool { return c.URL != "" }, func(r *http.Request) (int, error) {
		answer, err := m.cfg.CallbackClient.Do(r)
		if err != nil {
			return 0, errors.New("the address does not answer")
		}
		return answer.StatusCode, answer.Body.Close()
	})
}

// DeliverTo is Deliver to a handler, without a network, of every callback that
// waits.
func (m *Model) DeliverTo(ctx context.Context, h http.Handler) error {
	return m.deliver(ctx, func(Callback) bool { return true }, func(r *http.Request) (int, error) {
		var w statusWriter
		h.ServeHTTP(&w, r)
		return w.code(), nil
	})
}

func (m *Model) deliver(ctx context.Context, which func(Callback) bool, send func(*http.Request) (int, error)) error {
	for {
		c, ok := m.nextCallback(which)
		if !ok {
			return nil
		}
		addressed := c
		if addressed.URL == "" {
			addressed.URL = withoutAddress
		}
		status := 0
		r, err := addressed.Request(ctx)
		if err == nil {
			status, err = send(r)
		}
		if err == nil && status != http.StatusOK {
			err = fmt.Errorf("it answers %d", status)
		}
		m.logDelivery(c, status, err)
		if err != nil {
			return fmt.Errorf("corefytest: the callback of %s was not delivered: %w", c.ObjectID, err)
		}
	}
}

// nextCallback takes the oldest out, so that two deliveries never send the same.
func (m *Model) nextCallback(which func(Callback) bool) (Callback, bool) {
	m.enter()
	defer m.mu.Unlock()
	i := slices.IndexFunc(m.callbacks, which)
	if i < 0 {
		return Callback{}, false
	}
	c := m.callbacks[i]
	m.callbacks = slices.Delete(m.callbacks, i, i+1)
	return c, true
}

// logDelivery writes callback_logs, and keeps a callback that was not taken.
func (m *Model) logDelivery(c Callback, code int, err error) {
	m.enter()
	defer m.mu.Unlock()
	if c.logs != nil {
		for i, l := range *c.logs {
			if l.queued.Equal(c.queued) && l.about == c.Status {
				l.status, l.answered, l.code = "done", m.now, code
				if err != nil {
					l.status = "failed"
				}
				(*c.logs)[i] = l
			}
		}
	}
	if err != nil {
		c.Tries++
		m.callbacks = append([]Callback{c}, m.callbacks...)
	}
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
	if w.status == 0 && status >= 200 {
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
