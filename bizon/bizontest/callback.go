package bizontest

import (
	"context"
	"net/http"

	"github.com/paygates/paygates-go/internal/ordergate/ordergatetest"
)

// Callback is the message {"orders":[order]} to the merchant that an order
// changed: paid, refused, abandoned or authenticated on the gateway's own pages,
// charged back. What the merchant's own call changes is told by its answer.
type Callback struct {
	// OrderID is the order that changed.
	OrderID string
	// URL is where it goes, the Config's CallbackURL.
	URL string
	// Body is the JSON that is posted.
	Body []byte

	inner ordergatetest.Callback
}

// Request makes the POST that delivers the callback, with the Config's Basic
// credentials. The error says that the address is not a URL.
func (c Callback) Request(ctx context.Context) (*http.Request, error) {
	inner := c.inner
	inner.URL, inner.Body = c.URL, c.Body
	return inner.Request(ctx)
}

// Callbacks gives the callbacks that wait, oldest first.
func (m *Model) Callbacks() []Callback { return callbacksOf(m.platform.Callbacks()) }

// TakeCallbacks gives the callbacks that wait and empties the queue, for tests
// that lose, repeat or reorder them.
func (m *Model) TakeCallbacks() []Callback { return callbacksOf(m.platform.TakeCallbacks()) }

// Deliver posts the callbacks that wait to the Config's CallbackURL, oldest
// first. It stops at the first that is not answered with 200, keeps it, and
// returns an error that names the order.
func (m *Model) Deliver(ctx context.Context) error { return m.platform.Deliver(ctx) }

// DeliverTo is Deliver to a handler, without a network.
func (m *Model) DeliverTo(ctx context.Context, h http.Handler) error {
	return m.platform.DeliverTo(ctx, h)
}

func callbacksOf(waiting []ordergatetest.Callback) []Callback {
	return ordergatetest.Each(waiting, func(c ordergatetest.Callback) Callback {
		return Callback{OrderID: c.OrderID, URL: c.URL, Body: c.Body, inner: c}
	})
}
