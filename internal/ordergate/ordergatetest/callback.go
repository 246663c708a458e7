package ordergatetest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"

	"github.com/paygates/paygates-go/internal/strictjson"
)

// Callback is a message to the merchant that an order changed.
type Callback struct {
	OrderID string
	URL     string
	Body    []byte
	// sign adds the credentials; a closure, so that printing shows none.
	sign func(*http.Request)
}

// Request makes the POST that delivers the callback.
func (c Callback) Request(ctx context.Context) (*http.Request, error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, c.URL, bytes.NewReader(c.Body))
	if err != nil {
		return nil, errors.New("the callback's address is not a URL")
	}
	r.Header.Set("Content-Type", "application/json")
	if c.sign != nil {
		c.sign(r)
	}
	return r, nil
}

func (p *Platform) queueCallback(o *order) {
	username, password := p.cfg.CallbackUsername, p.cfg.CallbackPassword
	c := Callback{
		OrderID: o.id, URL: p.cfg.CallbackURL,
		Body: strictjson.Encode(ordersView{Orders: []orderView{p.view(o, everything)}}),
	}
	if username != "" || password != "" {
		c.sign = func(r *http.Request) { r.SetBasicAuth(username, password) }
	}
	p.callbacks = append(p.callbacks, c)
}

// Callbacks gives the callbacks that wait, oldest first.
func (p *Platform) Callbacks() []Callback {
	p.enter()
	defer p.mu.Unlock()
	return slices.Clone(p.callbacks)
}

// TakeCallbacks gives the callbacks that wait and forgets them.
func (p *Platform) TakeCallbacks() []Callback {
	p.enter()
	defer p.mu.Unlock()
	taken := p.callbacks
	p.callbacks = nil
	return taken
}

// Deliver posts what waits to the configured address, in order. It stops at the
// first answer other than 200 and keeps that callback.
func (p *Platform) Deliver(ctx context.Context) error {
	return p.deliver(ctx, func(r *http.Request) (int, error) {
		answer, err := p.cfg.CallbackClient.Do(r)
		if err != nil {
			return 0, errors.New("the address does not answer")
		}
		return answer.StatusCode, answer.Body.Close()
	})
}

// DeliverTo hands what waits to a handler, without a network.
func (p *Platform) DeliverTo(ctx context.Context, h http.Handler) error {
	return p.deliver(ctx, func(r *http.Request) (int, error) {
		var w statusWriter
		h.ServeHTTP(&w, r)
		return w.code(), nil
	})
}

func (p *Platform) deliver(ctx context.Context, send func(*http.Request) (int, error)) error {
	for {
		c, ok := p.nextCallback()
		if !ok {
			return nil
		}
		r, err := c.Request(ctx)
		if err == nil {
			var status int
			status, err = send(r)
			if err == nil && status != http.StatusOK {
				err = fmt.Errorf("it answers %d", status)
			}
		}
		if err != nil {
			p.keepCallback(c)
			return fmt.Errorf("the callback of order %s was not delivered: %w", c.OrderID, err)
		}
	}
}

// nextCallback takes the oldest out, so that two deliveries never send the same.
func (p *Platform) nextCallback() (Callback, bool) {
	p.enter()
	defer p.mu.Unlock()
	if len(p.callbacks) == 0 {
		return Callback{}, false
	}
	c := p.callbacks[0]
	p.callbacks = p.callbacks[1:]
	return c, true
}

func (p *Platform) keepCallback(c Callback) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.callbacks = append([]Callback{c}, p.callbacks...)
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
	if w.status == 0 && status >= 200 {
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
