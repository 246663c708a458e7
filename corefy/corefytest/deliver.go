package corefytest

import (
	"context"
	"fmt"
	"net/http"

	"github.com/paygates/paygates-go/internal/modelhttp"
)

// withoutAddress stands for the address of a callback that has none, where a
// handler gets it directly.
const withoutAddress = "http://merchant.example/callback"

// Deliver posts the callbacks that wait, oldest first. It stops at the first
// that is not answered with exactly 200, keeps it, and returns an error that
// names the object. Callbacks without an address stay in the queue.
func (m *Model) Deliver(ctx context.Context) error {
	return m.deliver(ctx, modelhttp.Through(m.cfg.CallbackClient), func(c Callback) bool { return c.URL != "" })
}

// DeliverTo is Deliver to a handler, without a network, of every callback that
// waits.
func (m *Model) DeliverTo(ctx context.Context, h http.Handler) error {
	return m.deliver(ctx, modelhttp.To(h), func(Callback) bool { return true })
}

func (m *Model) deliver(ctx context.Context, send modelhttp.Sender, which func(Callback) bool) error {
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
	c, _, ok := m.callbacks.Take(which)
	return c, ok
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
		m.callbacks.PutBack(c, 0)
	}
}
