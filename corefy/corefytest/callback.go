package corefytest

import (
	"bytes"
	"context"
	"errors"
	"net/http"
	"slices"
	"strconv"
	"time"
)

// Callback is the message to the merchant that an invoice or payout changed: its
// resource as the private API printed it at that moment, with PHP's escapes.
type Callback struct {
	// ObjectID is the invoice or payout that changed.
	ObjectID string
	// Status is what it became.
	Status string
	// TestMode says which secret signs.
	TestMode bool
	// URL is where it goes: callback_url of the request, else the Config's
	// CallbackURL. It is empty if there is neither.
	URL string
	// Body is the JSON that is posted.
	Body []byte
	// Tries counts the deliveries that failed.
	Tries int

	secret func() string // a closure, so that printing shows none
	queued time.Time
	logs   *[]callbackLog // the object's callback_logs
}

// Request makes the POST that delivers the callback. It signs Body as it is now,
// so that a test may change it; for a wrong signature change the request. The
// error says that there is no address or that it is not a URL.
func (c Callback) Request(ctx context.Context) (*http.Request, error) {
	if c.URL == "" {
		return nil, errors.New("corefytest: the callback has no address")
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, c.URL, bytes.NewReader(c.Body))
	if err != nil {
		return nil, errors.New("corefytest: the callback's address is not a URL")
	}
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("User-Agent", "Webhook-Client")
	r.Header.Set("Retry-Count", strconv.Itoa(c.Tries))
	if c.secret != nil {
		r.Header.Set("X-Signature", Sign(c.Body, c.secret()))
	}
	return r, nil
}

// Callbacks gives the callbacks that wait, oldest first.
func (m *Model) Callbacks() []Callback {
	m.enter()
	defer m.mu.Unlock()
	return copyCallbacks(m.callbacks.All())
}

// TakeCallbacks gives the callbacks that wait and empties the queue, for tests
// that lose, repeat or reorder them.
func (m *Model) TakeCallbacks() []Callback {
	m.enter()
	defer m.mu.Unlock()
	return copyCallbacks(m.callbacks.TakeAll())
}

// Requeue puts callbacks at the end of the queue in the given order: one that
// was taken before, the same one twice, a later one before an earlier.
func (m *Model) Requeue(callbacks ...Callback) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.callbacks.Add(copyCallbacks(callbacks)...)
}

func copyCallbacks(all []Callback) []Callback {
	out := slices.Clone(all)
	for i := range out {
		out[i].Body = bytes.Clone(out[i].Body)
	}
	return out
}

func (m *Model) queueInvoice(o *invoice) {
	m.queue(Callback{ObjectID: o.id, Status: o.status, TestMode: o.testMode, URL: o.callbackURL, logs: &o.logs},
		func() object { return m.resource(o) })
}

func (m *Model) queuePayout(o *payout) {
	m.queue(Callback{ObjectID: o.id, Status: o.status, TestMode: o.testMode, URL: o.callbackURL, logs: &o.logs},
		func() object { return payoutResource(o) })
}

// queue freezes what is told. The log names the callback only after its body is
// made: a message does not speak of itself.
func (m *Model) queue(c Callback, about func() object) {
	secret := m.cfg.secret(c.TestMode)
	c.secret, c.queued = func() string { return secret }, m.now
	c.Body = encode(object{{"data", about()}})
	if c.URL != "" {
		*c.logs = append(*c.logs, callbackLog{queued: c.queued, status: "queued", about: c.Status})
	}
	m.callbacks.Add(c)
}
