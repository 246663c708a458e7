package circlepaytest

import (
	"context"
	"fmt"
	"net/http"

	"github.com/paygates/paygates-go/internal/modelhttp"
)

// withoutAddress stands for the address of a callback that has none, where a
// handler gets it directly.
const withoutAddress = "http://merchant.example/callback"

// Deliver posts the callbacks that wait, oldest first. It stops at the first that
// is not answered with 200, keeps it, and returns an error that names the
// transaction. Callbacks without an address stay in the queue.
func (m *Model) Deliver(ctx context.Context) error {
	return m.deliver(ctx, modelhttp.Through(m.cfg.CallbackClient), func(c Callback) bool { return c.URL != "" })
}

// DeliverTo is Deliver to a handler, without a network, of every callback that
// waits.
func (m *Model) DeliverTo(ctx context.Context, h http.Handler) error {
	return m.deliver(ctx, modelhttp.To(h), func(Callback) bool { return true })
}

// deliverNearby delivers what a server may send unasked: to addresses on this
// machine and, if the Config names an address, to all.
func (m *Model) deliverNearby() {
	_ = m.deliver(context.Background(), modelhttp.Through(m.cfg.CallbackClient), func(c Callback) bool {
		return c.URL != "" && (m.cfg.CallbackURL != "" || modelhttp.IsNearby(c.URL))
	})
}

func (m *Model) deliver(ctx context.Context, send modelhttp.Sender, chosen func(Callback) bool) error {
	return m.callbacks.Deliver(m.enter, &m.mu, chosen, func(c Callback) error {
		if err := c.deliver(ctx, send); err != nil {
			return fmt.Errorf("circlepaytest: the callback of %s was not delivered: %w", c.TransactionID, err)
		}
		return nil
	})
}

func (c Callback) deliver(ctx context.Context, send modelhttp.Sender) error {
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
