package corefy_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/corefy"
	"github.com/paygates/paygates-go/corefy/corefytest"
	"github.com/paygates/paygates-go/money"
)

// What payer, scheme and operator do, in the states of the SDK.
func TestStatesAgainstTheModel(t *testing.T) {
	t.Parallel()
	s, ctx := shopOf(t, corefytest.Config{FeeOnTop: true, PendingRefunds: true}), t.Context()
	states := func(id string) string {
		private, err := s.Private.Invoices.Get(ctx, id)
		require.NoError(t, err)
		public, err := s.Public.GetInvoice(ctx, id)
		require.NoError(t, err)
		assert.Equal(t, private.State().String(), public.State().String(), "both APIs tell the same")
		return private.State().String()
	}
	n := 0
	invoice := func(change func(r *corefy.CreateInvoiceRequest)) string {
		n++
		req := createRequest()
		req.Reference = "order-" + string(rune('a'+n))
		if change != nil {
			change(&req)
		}
		made, err := s.Private.Invoices.Create(ctx, req)
		require.NoError(t, err)
		return made.ID
	}
	id := invoice(nil)
	assert.Equal(t, "pending", states(id))
	require.NoError(t, s.Abandon(id))
	assert.Equal(t, "pending", states(id))
	require.NoError(t, s.Refuse(id))
	assert.Equal(t, "failed", states(id))

	id = invoice(func(r *corefy.CreateInvoiceRequest) {
		r.Service, r.Amount = "payment_card_eur_hpp", money.MustParse("100", money.EUR)
	})
	require.NoError(t, s.Pay(id))
	assert.Equal(t, "paid", states(id))
	paid, err := s.Private.Invoices.Get(ctx, id)
	require.NoError(t, err)
	assert.Equal(t, "102.80 EUR", paid.Paid().String(), "the payer bears the fee")
	refund, err := s.Private.Invoices.Refund(ctx, id, corefy.RefundRequest{Reference: "r-1", Amount: money.MustParse("2.80", money.EUR)})
	require.NoError(t, err)
	assert.Equal(t, "paid", states(id), "the money is still here")
	require.NoError(t, s.FailRefund(refund.ID, corefytest.Declined))
	assert.Equal(t, "paid", states(id))
	refund, err = s.Private.Invoices.Refund(ctx, id, corefy.RefundRequest{Reference: "r-2", Amount: money.MustParse("2.80", money.EUR)})
	require.NoError(t, err)
	require.NoError(t, s.CompleteRefund(refund.ID))
	assert.Equal(t, "partly refunded", states(id))
	refund, err = s.Private.Invoices.Refund(ctx, id, corefy.RefundRequest{Reference: "r-3", Amount: money.MustParse("100", money.EUR)})
	require.NoError(t, err)
	require.NoError(t, s.CompleteRefund(refund.ID))
	assert.Equal(t, "refunded", states(id))

	id = invoice(func(r *corefy.CreateInvoiceRequest) { r.Amount = usd("50") })
	require.NoError(t, s.PayAmount(id, usd("20")))
	assert.Equal(t, "partly paid", states(id))

	id = invoice(func(r *corefy.CreateInvoiceRequest) { r.Flow = corefy.FlowVerify })
	require.NoError(t, s.Pay(id))
	assert.Equal(t, "verified", states(id))

	id = invoice(nil)
	require.NoError(t, s.Decline(id, corefytest.Antifraud))
	assert.Equal(t, "failed", states(id))
	failed, err := s.Private.Invoices.Get(ctx, id)
	require.NoError(t, err)
	assert.Equal(t, paygates.DeclineFraud, failed.DeclineReason())

	id = invoice(nil)
	require.NoError(t, s.Pay(id))
	require.NoError(t, s.Chargeback(id, usd("100")))
	assert.Equal(t, "charged back", states(id))

	for _, code := range []struct {
		service string
		amount  money.Amount
	}{{"tether_usdt_hpp", own(t, "0.000001", "USDT", 6)}, {"test_xts_test", own(t, "12.34", "XTS", 2)}} {
		id := invoice(func(r *corefy.CreateInvoiceRequest) { r.Service, r.Amount = code.service, code.amount })
		require.NoError(t, s.Pay(id))
		assert.Equal(t, "paid", states(id), code.service)
	}
}

func own(t *testing.T, text, code string, places int) money.Amount {
	t.Helper()
	currency, err := money.NewCurrency(code, places)
	require.NoError(t, err)
	return money.MustParse(text, currency)
}

// Callbacks of the model, lost, repeated and out of order.
func TestCallbacksOfTheModel(t *testing.T) {
	t.Parallel()
	s, ctx := shopOf(t, corefytest.Config{}), t.Context()
	var states []string
	fail := true
	handler := s.Private.CallbackHandler(func(_ context.Context, invoice *corefy.Invoice) error {
		if fail {
			return errShop
		}
		states = append(states, invoice.State().String())
		return nil
	})
	paid := s.paid(t, "order-1")
	require.Error(t, s.DeliverTo(ctx, handler), "a shop that fails gets it again")
	fail = false
	require.NoError(t, s.DeliverTo(ctx, handler))
	require.NotEmpty(t, states)
	for _, state := range states {
		assert.Equal(t, "paid", state, "what is read now is what counts, not the callback's own word")
	}
	_, err := s.Private.Invoices.Refund(ctx, paid.ID, corefy.RefundRequest{Reference: "r-1", Amount: usd("100")})
	require.NoError(t, err)
	_, err = s.Private.Payouts.Create(ctx, payoutRequest())
	require.NoError(t, err)
	waiting := s.TakeCallbacks()
	slices.Reverse(waiting)
	s.Requeue(append(waiting, waiting...)...)
	states = nil
	require.NoError(t, s.DeliverTo(ctx, handler), "payouts are acknowledged")
	require.NotEmpty(t, states)
	for _, state := range states {
		assert.Equal(t, "refunded", state)
	}
	keys := map[string]int{}
	v := verifier(t, corefytest.DefaultTestSecret)
	for _, callback := range append(waiting, waiting...) {
		callback.URL = "https://shop.example/callback"
		r, err := callback.Request(ctx)
		require.NoError(t, err)
		read, err := v.VerifyRequest(r)
		require.NoError(t, err)
		keys[read.Key()]++
	}
	for key, times := range keys {
		assert.Zero(t, times%2, "%s: a repeat has the key of the first", key)
	}
	// The wrong key's, and another's.
	w := httptest.NewRecorder()
	r := httptest.NewRequest(http.MethodPost, "/", nil)
	r.Header.Set("X-Signature", corefytest.Sign(nil, corefytest.DefaultTestSecret))
	handler.ServeHTTP(w, r)
	assert.Equal(t, http.StatusBadRequest, w.Code)
}

// The other mode: its invoices are refused by id and left out of lists.
func TestTheOtherModeAgainstTheModel(t *testing.T) {
	t.Parallel()
	s, ctx := shopOf(t, corefytest.Config{}), t.Context()
	cfg := modelConfig(s.Server)
	cfg.Environment, cfg.PublicKey = paygates.Production, corefytest.DefaultLivePublicKey
	live := open(t, cfg)
	test := s.paid(t, "order-1")
	_, err := live.Private.Invoices.Get(ctx, test.ID)
	assert.ErrorIs(t, err, paygates.ErrUnexpectedReply)
	hits, err := live.Private.Invoices.FindByReference(ctx, "order-1")
	require.NoError(t, err)
	assert.Empty(t, hits)
	req := createRequest()
	req.Reference = "order-live"
	made, err := live.Private.Invoices.Create(ctx, req)
	require.NoError(t, err)
	assert.False(t, made.TestMode)
	for invoice, err := range s.Private.Invoices.All(ctx, corefy.ListInvoicesRequest{}) {
		require.NoError(t, err)
		assert.Equal(t, test.ID, invoice.ID)
	}
}
