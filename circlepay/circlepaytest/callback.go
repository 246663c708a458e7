package circlepaytest

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
)

// The transaction types of callbacks.
const (
	callbackOfPayment = 1
	callbackOfRefund  = 2
)

// Callback is the message to the merchant that a payment or refund changed. It
// carries no signature, so anybody can send one.
type Callback struct {
	// TransactionID is the transaction_id that it names.
	TransactionID string
	// Type is 1 for a payment, 2 for a refund.
	Type int
	// Status is the transaction_status that it tells.
	Status string
	// URL is the merchant's callback_url; empty if there is none.
	URL string
	// Body is the JSON object or form that is posted.
	Body []byte

	contentType string
}

// Request makes the POST that delivers the callback, with Body as it is now. The
// error says that there is no address or that it is not a URL.
func (c Callback) Request(ctx context.Context) (*http.Request, error) {
	if c.URL == "" {
		return nil, errors.New("circlepaytest: the callback has no address")
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, c.URL, bytes.NewReader(c.Body))
	if err != nil {
		return nil, errors.New("circlepaytest: the callback's address is not a URL")
	}
	r.Header.Set("Content-Type", c.contentType)
	return r, nil
}

// Callbacks gives the callbacks that wait, oldest first.
func (m *Model) Callbacks() []Callback {
	m.enter()
	defer m.mu.Unlock()
	return copyCallbacks(m.callbacks.All())
}

// TakeCallbacks gives the callbacks that wait and empties the queue, for tests that
// lose, repeat, reorder or forge them.
func (m *Model) TakeCallbacks() []Callback {
	m.enter()
	defer m.mu.Unlock()
	return copyCallbacks(m.callbacks.TakeAll())
}

// Requeue puts callbacks at the end of the queue in the given order: one that was
// taken before, the same one twice, a later one before an earlier.
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

// Notify queues the callback of what a payment or refund is now once more, as the
// gateway may repeat itself. It is named by its transaction_id or refund_id. The
// error is ErrNotFound.
func (m *Model) Notify(id string) error {
	return m.act(func() error {
		if p := m.payment(nil, id); p != nil {
			m.notifyPayment(p)
			return nil
		}
		r := m.refund(nil, id)
		if r == nil {
			return ErrNotFound
		}
		m.notifyRefund(r)
		return nil
	})
}

func (m *Model) notifyPayment(p *payment) {
	m.notify(p, p.transactionID, callbackOfPayment, m.paymentWord(p.status))
}

func (m *Model) notifyRefund(r *refund) {
	id := r.id
	if m.cfg.RefundCallbacks == RefundCallbackOfPayment {
		id = r.payment.transactionID
	}
	m.notify(r.payment, id, callbackOfRefund, m.word(r.status))
}

func (m *Model) notify(p *payment, id string, kind int, status string) {
	name, of := "", ""
	if w := p.method; w != nil {
		name, of = w.Name, w.gateway.Name
	}
	c := Callback{TransactionID: id, Type: kind, Status: status, URL: p.merchant.callbackURL}
	pairs := []struct{ name, value string }{
		{"transaction_id", id}, {"transaction_type", strconv.Itoa(kind)}, {"transaction_status", status},
		{"payment_gateway_name", of}, {"payment_method_name", name},
	}
	if m.cfg.CallbackForm == CallbackAsForm {
		var form []string
		for _, each := range pairs {
			form = append(form, each.name+"="+url.QueryEscape(each.value))
		}
		c.Body, c.contentType = []byte(strings.Join(form, "&")), "application/x-www-form-urlencoded"
	} else {
		var o object
		for _, each := range pairs {
			o = append(o, member{each.name, each.value})
		}
		o[1].value = json.Number(pairs[1].value)
		c.Body, c.contentType = encode(o), "application/json"
	}
	m.callbacks.Add(c)
}
