package circlepaytest_test

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/paygates/paygates-go/circlepay/circlepaytest"
)

// inbox keeps what it is posted and answers with the given status.
type inbox struct {
	status int
	got    []string
}

func (b *inbox) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	b.got = append(b.got, r.Method+" "+r.URL.String()+" "+r.Header.Get("Content-Type")+" "+string(body))
	w.WriteHeader(b.status)
}

func TestCallbacks(t *testing.T) {
	t.Parallel()
	const address = "https://shop.example/callback/secret"
	s := stocked(t, circlepaytest.Config{CallbackURL: address})
	id := s.open(fields{"payment_method_id": card})
	assert.Empty(t, s.Callbacks(), "an answer is enough for a beginning")
	require.NoError(t, s.Abandon(id))
	require.NoError(t, s.Pay(id))
	refund := s.refund(id).text(t, "refund_id")
	require.NoError(t, s.FailRefund(refund))
	require.NoError(t, s.Notify(id))
	require.NoError(t, s.Notify(refund))
	assert.ErrorIs(t, s.Notify("1"), circlepaytest.ErrNotFound)
	box := &inbox{status: 200}
	require.NoError(t, s.DeliverTo(t.Context(), box))
	line := func(id, kind, status string) string {
		return "POST " + address + ` application/json {"transaction_id":"` + id + `","transaction_type":` + kind + `,"transaction_status":"` + status +
			`","payment_gateway_name":"PayMob","payment_method_name":"CARD"}`
	}
	assert.Equal(t, []string{
		line(id, "1", "pending"), line(id, "1", "paid"), line(refund, "2", "failed"), line(id, "1", "paid"), line(refund, "2", "failed"),
	}, box.got)
	assert.Empty(t, s.Callbacks())
}

func TestCallbacksOfOtherForms(t *testing.T) {
	t.Parallel()
	s := stocked(t, circlepaytest.Config{
		CallbackForm: circlepaytest.CallbackAsForm, RefundCallbacks: circlepaytest.RefundCallbackOfPayment, RefundsAtOnce: true,
	})
	id := s.open(nil)
	require.NoError(t, s.Refuse(id))
	id = s.paid()
	s.refund(id).one(t)
	box := &inbox{status: 200}
	require.NoError(t, s.DeliverTo(t.Context(), box))
	const head = "POST http://merchant.example/callback application/x-www-form-urlencoded "
	assert.Equal(t, head+"transaction_id="+s.Payments()[0].TransactionID+
		"&transaction_type=1&transaction_status=failed&payment_gateway_name=&payment_method_name=", box.got[0])
	assert.Equal(t, head+"transaction_id="+id+"&transaction_type=2&transaction_status=paid&payment_gateway_name=MyFatoorah&payment_method_name=AMEX", box.got[2])
}

func TestDeliveryStopsAtTheFirstThatFails(t *testing.T) {
	t.Parallel()
	s := stocked(t, circlepaytest.Config{})
	first, later := s.paid(), s.paid()
	box := &inbox{status: 503}
	err := s.DeliverTo(t.Context(), box)
	assert.EqualError(t, err, "circlepaytest: the callback of "+first+" was not delivered: it is answered 503")
	assert.Len(t, box.got, 1)
	assert.Len(t, s.Callbacks(), 2, "kept")
	box.status = 201
	assert.Error(t, s.DeliverTo(t.Context(), box), "200 alone is taken")
	box.status = 200
	require.NoError(t, s.DeliverTo(t.Context(), box))
	assert.Contains(t, box.got[3], later)
}

func TestQueue(t *testing.T) {
	t.Parallel()
	s := stocked(t, circlepaytest.Config{})
	s.paid()
	s.paid()
	taken := s.TakeCallbacks()
	require.Len(t, taken, 2)
	assert.Empty(t, s.Callbacks())
	s.Requeue(taken[1], taken[0], taken[1])
	taken[0].Body[0] = 'x'
	var order []string
	for _, c := range s.Callbacks() {
		order = append(order, c.TransactionID)
		assert.Equal(t, byte('{'), c.Body[0], "a copy")
	}
	assert.Equal(t, []string{taken[1].TransactionID, taken[0].TransactionID, taken[1].TransactionID}, order)
	assert.NoError(t, s.Deliver(t.Context()), "those without an address stay")
	assert.Len(t, s.Callbacks(), 3)
	_, err := taken[0].Request(t.Context())
	assert.EqualError(t, err, "circlepaytest: the callback has no address")
	taken[0].URL = "://"
	_, err = taken[0].Request(t.Context())
	assert.EqualError(t, err, "circlepaytest: the callback's address is not a URL")
}

func TestDeliveryToAnAddress(t *testing.T) {
	t.Parallel()
	box := &inbox{status: 200}
	hook := httptest.NewServer(box)
	defer hook.Close()
	s := stocked(t, circlepaytest.Config{CallbackURL: hook.URL + "/in"})
	s.paid()
	require.NoError(t, s.Deliver(t.Context()))
	assert.Len(t, box.got, 1)
	hook.Close()
	s.paid()
	err := s.Deliver(t.Context())
	require.Error(t, err)
	assert.Contains(t, err.Error(), "the address does not answer")
	assert.NotContains(t, err.Error(), hook.URL)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	assert.Error(t, s.Deliver(ctx))
	assert.Len(t, s.Callbacks(), 1)
}

// A server delivers by itself, before the answer that tells of the change.
func TestServerDeliversNearby(t *testing.T) {
	t.Parallel()
	box := &inbox{status: 200}
	hook := httptest.NewServer(box)
	defer hook.Close()
	server := circlepaytest.NewServer(circlepaytest.Config{RefundsAtOnce: true})
	defer server.Close()
	s := shop{Model: server.Model, t: t, token: circlepaytest.DefaultMerchantToken}
	s.send("POST customer/create", aCustomer).one(t)
	s.paid()
	assert.Len(t, s.Callbacks(), 1, "no address")
	s.TakeCallbacks()
	s.send("PUT merchants/update", fields{"callback_url": hook.URL}).one(t)
	id := s.paid()
	assert.Len(t, box.got, 1)
	s.refund(id).one(t)
	assert.Len(t, box.got, 2)
	s.send("PUT merchants/update", fields{"callback_url": "https://shop.example/far"}).one(t)
	s.paid()
	assert.Len(t, s.Callbacks(), 1, "too far")

	u := s.Invoices()[0].URL
	assert.Equal(t, server.URL, u[:len(server.URL)], "pages are where the server is")
}
