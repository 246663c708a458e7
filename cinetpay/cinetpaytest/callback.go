package cinetpaytest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"slices"
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
	return slices.Clone(m.callbacks)
}

// TakeCallbacks gives the notifications that wait and empties the queue, for
// tests that lose, repeat, reorder or forge them.
func (m *Model) TakeCallbacks() []Callback {
	m.enter()
	defer m.mu.Unlock()
	taken := m.callbacks
	m.callbacks = nil
	return taken
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
	return m.deliver(ctx, m.post, func(Callback) bool { return true })
}

// DeliverTo is Deliver to a handler, without a network.
func (m *Model) DeliverTo(ctx context.Context, h http.Handler) error {
	return m.deliver(ctx, func(r *http.Request) (int, error) {
		var w statusWriter
		h.ServeHTTP(&w, r)
		return w.code(), nil
	}, func(Callback) bool { return true })
}

// deliverNearby delivers what a server may send unasked: to the Config's
// NotifyURL, and to addresses on this machine.
func (m *Model) deliverNearby() {
	_ = m.deliver(context.Background(), m.post, func(c Callback) bool {
		return m.cfg.NotifyURL != "" || isNearby(c.URL)
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
	answer, err := m.cfg.NotifyClient.Do(r)
	if err != nil {
		return 0, errors.New("the address does not answer")
	}
	return answer.StatusCode, answer.Body.Close()
}

type sender func(*http.Request) (int, error)

func (m *Model) deliver(ctx context.Context, send sender, chosen func(Callback) bool) error {
	for {
		c, at, ok := m.nextCallback(chosen)
		if !ok {
			return nil
		}
		if err := c.deliver(ctx, send); err != nil {
			m.keepCallback(c, at)
			return fmt.Errorf("the notification of %s was not delivered: %w", c.ID, err)
		}
	}
}

func (c Callback) deliver(ctx context.Context, send sender) error {
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

func (w *statusWriter) Header() http.Header {
	if w.header == nil {
		w.header = make(http.Header)
	}
	return w.header
}

func (w *statusWriter) WriteHeader(status int) {
	if w.status == 0 && status >= http.StatusOK {
		w.status = status
	}
}

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
