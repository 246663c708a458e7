// Package settings holds what the options of package paygates write. It is a
// leaf: the root package writes it, internal/transport reads it, and neither
// has to know the other.
package settings

import (
	"context"
	"log/slog"
	"net/http"
	"time"
)

// Settings is the sum of a client's options. The zero value of a field means
// "not given": internal/transport puts the default there.
type Settings struct {
	HTTPClient     *http.Client
	Middleware     []func(http.RoundTripper) http.RoundTripper
	Logger         *slog.Logger
	AttemptTimeout time.Duration
	Retry          Retry
	UserAgent      string

	// BeforeSend is given a *paygates.Intent, which this leaf cannot name.
	BeforeSend func(ctx context.Context, intent any) error

	// Entropy feeds back-off jitter and request ids. Nil means the runtime's
	// own source; the simulation puts a seeded one here to get one trace per seed.
	Entropy func() uint64

	// ObjectLimit and PageLimit are how many bytes of an answer are read. 0 means the
	// limits that internal/transport states; the conformance suite, which sends
	// hundreds of answers beyond them, makes them smaller.
	ObjectLimit, PageLimit int64

	// Wrong names the options that were given a value they cannot take. New
	// reports them together with the Config's mistakes.
	Wrong []Wrong
}

// Wrong is one option with a value that it cannot take.
type Wrong struct {
	Option string
	Want   string
}

// Retry mirrors paygates.RetryPolicy.
type Retry struct {
	MaxAttempts   int
	BaseDelay     time.Duration
	MaxDelay      time.Duration
	MaxRetryAfter time.Duration
}

type requestIDKey struct{}

// WithRequestID returns a context that carries the caller's request id.
func WithRequestID(ctx context.Context, id string) context.Context {
	return context.WithValue(ctx, requestIDKey{}, id)
}

// RequestID returns the request id that the context carries, and whether
// there is one.
func RequestID(ctx context.Context) (string, bool) {
	id, ok := ctx.Value(requestIDKey{}).(string)
	return id, ok
}
