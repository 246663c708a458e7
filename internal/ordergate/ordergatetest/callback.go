package ordergatetest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/http"

	"github.com/paygates/paygates-go/internal/modelhttp"
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
	p.callbacks.Add(c)
}

// Callbacks gives the callbacks that wait, oldest first.
func (p *Platform) Callbacks() []Callback {
	p.enter()
	defer p.mu.Unlock()
	return p.callbacks.All()
}

// TakeCallbacks gives the callbacks that wait and forgets them.
func (p *Platform) TakeCallbacks() []Callback {
	p.enter()
	defer p.mu.Unlock()
	return p.callbacks.TakeAll()
}

// Deliver posts what waits to the configured address, in order. It stops at the
// first answer other than 200 and keeps that callback.
func (p *Platform) Deliver(ctx context.Context) error {
	return p.deliver(ctx, modelhttp.Through(p.cfg.CallbackClient))
}

// DeliverTo hands what waits to a handler, without a network.
func (p *Platform) DeliverTo(ctx context.Context, h http.Handler) error {
	return p.deliver(ctx, modelhttp.To(h))
}

func (p *Platform) deliver(ctx context.Context, send modelhttp.Sender) error {
	all := func(Callback) bool { return true }
	return p.callbacks.Deliver(p.enter, &p.mu, all, func(c Callback) error {
		if err := c.deliver(ctx, send); err != nil {
			return fmt.Errorf("the callback of order %s was not delivered: %w", c.OrderID, err)
		}
		return nil
	})
}

func (c Callback) deliver(ctx context.Context, send modelhttp.Sender) error {
	r, err := c.Request(ctx)
	if err != nil {
		return err
	}
	status, err := send(r)
	if err == nil && status != http.StatusOK {
		err = fmt.Errorf("it answers %d", status)
	}
	return err
}
