package cinetpaytest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/http"

	"github.com/paygates/paygates-go/internal/modelhttp"
)

// Callback is the notification to the merchant that a payment or transfer
// changed. Before it is delivered the address is asked with an empty GET whether
// it is there.
type Callback struct {
	// ID is the payment's transaction_id or the transfer's
	// client_transaction_id, or its transaction_id if it has no other.
	ID string
	// URL is where it goes: the notify_url of the request, or the Config's
	// NotifyURL.
	URL string
	// Body is the form that is posted; with Form2021 a JSON object.
	Body []byte
	// Token is the x-token that goes with it; empty for transfers and with
	// Form2021. A test that changes Body makes a forgery, unless it sets Token
	// to what [Sign] gives.
	Token string

	contentType string
}

// Ping makes the GET that asks whether the address is there. The error says that
// the address is not a URL.
func (c Callback) Ping(ctx context.Context) (*http.Request, error) {
	return c.request(ctx, http.MethodGet, nil)
}

// Request makes the POST that delivers the notification. The error says that the
// address is not a URL.
func (c Callback) Request(ctx context.Context) (*http.Request, error) {
	r, err := c.request(ctx, http.MethodPost, c.Body)
	if err != nil {
		return nil, err
	}
	if r.Header.Set("Content-Type", c.contentType); c.contentType == "" {
		r.Header.Set("Content-Type", formType)
	}
	if c.Token != "" {
		r.Header.Set("X-Token", c.Token)
	}
	return r, nil
}

func (c Callback) request(ctx context.Context, method string, body []byte) (*http.Request, error) {
	r, err := http.NewRequestWithContext(ctx, method, c.URL, bytes.NewReader(body))
	if err != nil {
		return nil, errors.New("the notification's address is not a URL")
	}
	return r, nil
}

// Callbacks gives the notifications that wait, oldest first.
func (m *Model) Callbacks() []Callback {
	m.enter()
	defer m.mu.Unlock()
	return m.callbacks.All()
}

// TakeCallbacks gives the notifications that wait and empties the queue, for
// tests that lose, repeat, reorder or forge them.
func (m *Model) TakeCallbacks() []Callback {
	m.enter()
	defer m.mu.Unlock()
	return m.callbacks.TakeAll()
}

// Notify queues the notification of what the payment is now once more, as the
// gateway repeats itself. The error is ErrPaymentNotFound.
func (m *Model) Notify(id string) error {
	anything := func(*payment) error { return nil }
	return m.act(id, anything, m.notify)
}

// Deliver asks the address of each notification that waits whether it is there
// and posts it, oldest first. It stops at the first that is not answered with 200
// both times, keeps it, and returns an error that names the payment or transfer.
func (m *Model) Deliver(ctx context.Context) error {
	return m.deliver(ctx, modelhttp.Through(m.cfg.NotifyClient), func(Callback) bool { return true })
}

// DeliverTo is Deliver to a handler, without a network.
func (m *Model) DeliverTo(ctx context.Context, h http.Handler) error {
	return m.deliver(ctx, modelhttp.To(h), func(Callback) bool { return true })
}

// deliverNearby delivers what a server may send unasked: to the Config's
// NotifyURL, and to addresses on this machine.
func (m *Model) deliverNearby() {
	_ = m.deliver(context.Background(), modelhttp.Through(m.cfg.NotifyClient), func(c Callback) bool {
		return m.cfg.NotifyURL != "" || modelhttp.IsNearby(c.URL)
	})
}

func (m *Model) deliver(ctx context.Context, send modelhttp.Sender, chosen func(Callback) bool) error {
	return m.callbacks.Deliver(m.enter, &m.mu, chosen, func(c Callback) error {
		if err := c.deliver(ctx, send); err != nil {
			return fmt.Errorf("the notification of %s was not delivered: %w", c.ID, err)
		}
		return nil
	})
}

func (c Callback) deliver(ctx context.Context, send modelhttp.Sender) error {
	for _, make := range []func(context.Context) (*http.Request, error){c.Ping, c.Request} {
		r, err := make(ctx)
		if err != nil {
			return err
		}
		status, err := send(r)
		if err != nil {
			return err
		}
		if status != http.StatusOK {
			return fmt.Errorf("%s is answered %d", r.Method, status)
		}
	}
	return nil
}
