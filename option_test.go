package paygates_test

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/internal/settings"
)

func apply(options ...paygates.Option) settings.Settings {
	var s settings.Settings
	for _, option := range options {
		option(&s)
	}
	return s
}

func TestOptions(t *testing.T) {
	t.Parallel()
	hc, log := new(http.Client), slog.New(slog.DiscardHandler)
	s := apply(
		paygates.WithHTTPClient(hc), paygates.WithLogger(log), paygates.WithAttemptTimeout(time.Second), paygates.WithUserAgent("shop/1.4 (Linux)"),
		paygates.WithRetry(paygates.RetryPolicy{MaxAttempts: 1, BaseDelay: 2, MaxDelay: 3, MaxRetryAfter: 4}),
	)
	assert.Same(t, hc, s.HTTPClient)
	assert.Same(t, log, s.Logger)
	assert.Equal(t, time.Second, s.AttemptTimeout)
	assert.Equal(t, "shop/1.4 (Linux)", s.UserAgent)
	assert.Equal(t, settings.Retry{MaxAttempts: 1, BaseDelay: 2, MaxDelay: 3, MaxRetryAfter: 4}, s.Retry)
	assert.Empty(t, s.Wrong)
	assert.Equal(t, settings.Settings{}, apply())
}

// An option with a value that it cannot take writes nothing but its complaint,
// which does not repeat the value.
func TestOptionsRefuse(t *testing.T) {
	t.Parallel()
	for want, options := range map[string][]paygates.Option{
		"WithHTTPClient":     {paygates.WithHTTPClient(nil)},
		"WithMiddleware":     {paygates.WithMiddleware(nil)},
		"WithAttemptTimeout": {paygates.WithAttemptTimeout(0), paygates.WithAttemptTimeout(-time.Second)},
		"WithRetry": {
			paygates.WithRetry(paygates.RetryPolicy{MaxAttempts: -1}), paygates.WithRetry(paygates.RetryPolicy{BaseDelay: -1}),
			paygates.WithRetry(paygates.RetryPolicy{MaxDelay: -1}), paygates.WithRetry(paygates.RetryPolicy{MaxRetryAfter: -1}),
		},
		"WithUserAgent": {
			paygates.WithUserAgent("canary\n"), paygates.WithUserAgent("canary\r\nX: y"), paygates.WithUserAgent("canary\x7f"),
			paygates.WithUserAgent("canaryé"), paygates.WithUserAgent("\x00canary"),
		},
	} {
		for _, option := range options {
			s := apply(option)
			require.Len(t, s.Wrong, 1, want)
			assert.Equal(t, want, s.Wrong[0].Option)
			assert.NotEmpty(t, s.Wrong[0].Want)
			assert.NotContains(t, s.Wrong[0].Want, "canary")
			s.Wrong = nil
			assert.Equal(t, settings.Settings{}, s)
		}
	}
	assert.Len(t, apply(paygates.WithHTTPClient(nil), paygates.WithAttemptTimeout(0), paygates.WithUserAgent("\n")).Wrong, 3, "all are named at once")
}

func TestMiddlewareAddsUp(t *testing.T) {
	t.Parallel()
	var order []int
	layer := func(n int) paygates.Option {
		return paygates.WithMiddleware(func(next http.RoundTripper) http.RoundTripper {
			order = append(order, n)
			return next
		})
	}
	for _, wrap := range apply(layer(1), layer(2), layer(3)).Middleware {
		wrap(http.DefaultTransport)
	}
	assert.Equal(t, []int{1, 2, 3}, order)
}

func TestBeforeSendGetsTheIntent(t *testing.T) {
	t.Parallel()
	stop := errors.New("stop")
	asked := paygates.Intent{Gateway: "cibpay", Op: "Orders.Refund"}
	ctx := paygates.WithRequestID(t.Context(), "trace-1")
	s := apply(paygates.WithBeforeSend(func(got context.Context, intent paygates.Intent) error {
		assert.Equal(t, ctx, got)
		assert.Equal(t, asked, intent)
		return stop
	}))
	assert.Equal(t, stop, s.BeforeSend(ctx, &asked))
	assert.Nil(t, apply(paygates.WithBeforeSend(nil)).BeforeSend)
}

func TestWithRequestID(t *testing.T) {
	t.Parallel()
	_, ok := settings.RequestID(t.Context())
	assert.False(t, ok)
	inner := paygates.WithRequestID(paygates.WithRequestID(t.Context(), "outer"), "inner")
	id, ok := settings.RequestID(inner)
	assert.True(t, ok)
	assert.Equal(t, "inner", id)
	_, ok = settings.RequestID(paygates.WithRequestID(t.Context(), ""))
	assert.True(t, ok, "an empty id is given, and refused by the call")
}
