package paygates

import (
	"context"
	"log/slog"
	"net/http"
	"time"

	"github.com/paygates/paygates-go/internal/settings"
)

// Option changes how a client talks to its gateway. Credentials, hosts and
// gateway switches stand in each gateway's Config.
type Option func(*settings.Settings)

// WithHTTPClient makes the client send through a copy of c. On the copy the
// cookie jar is nil and redirects are off; its Timeout stays unless
// WithAttemptTimeout is given. New refuses a client whose *http.Transport
// skips certificate verification or allows less than TLS 1.2. A RoundTripper
// of any other type is taken at the caller's word: it must not resend, follow
// redirects or log bodies.
func WithHTTPClient(c *http.Client) Option {
	return func(s *settings.Settings) {
		if c == nil {
			s.Wrong = append(s.Wrong, settings.Wrong{Option: "WithHTTPClient", Want: "a client, not nil"})
			return
		}
		s.HTTPClient = c
	}
}

// WithMiddleware wraps the transport in use, for tracing and metrics. The
// middleware given first is the outermost. What it sees is what is sent,
// credentials and card data included: it must not log bodies or headers, and
// must call the next RoundTripper at most once.
func WithMiddleware(wrap func(http.RoundTripper) http.RoundTripper) Option {
	return func(s *settings.Settings) {
		if wrap == nil {
			s.Wrong = append(s.Wrong, settings.Wrong{Option: "WithMiddleware", Want: "a function, not nil"})
			return
		}
		s.Middleware = append(s.Middleware, wrap)
	}
}

// WithLogger makes the client write one record for each attempt: gateway,
// operation, method, path template, attempt, status, duration, outcome,
// request id. Never a URL, header or body. There is no log by default.
func WithLogger(l *slog.Logger) Option {
	return func(s *settings.Settings) { s.Logger = l }
}

// WithAttemptTimeout bounds one attempt, from dialing to the answer's last
// byte; 30 s by default. The whole call is bounded by its context.
func WithAttemptTimeout(d time.Duration) Option {
	return func(s *settings.Settings) {
		if d <= 0 {
			s.Wrong = append(s.Wrong, settings.Wrong{Option: "WithAttemptTimeout", Want: "a positive duration"})
			return
		}
		s.AttemptTimeout = d
	}
}

// WithRetry replaces the retry policy.
func WithRetry(p RetryPolicy) Option {
	return func(s *settings.Settings) {
		if p.MaxAttempts < 0 || p.BaseDelay < 0 || p.MaxDelay < 0 || p.MaxRetryAfter < 0 {
			s.Wrong = append(s.Wrong, settings.Wrong{Option: "WithRetry", Want: "no negative number"})
			return
		}
		s.Retry = settings.Retry(p)
	}
}

// WithUserAgent puts product, such as "shop/1.4", in front of the SDK's own
// User-Agent. It is printable ASCII.
func WithUserAgent(product string) Option {
	return func(s *settings.Settings) {
		for i := range len(product) {
			if product[i] < 0x20 || product[i] > 0x7e {
				s.Wrong = append(s.Wrong, settings.Wrong{Option: "WithUserAgent", Want: "printable ASCII"})
				return
			}
		}
		s.UserAgent = product
	}
}

// WithBeforeSend calls hook before the first byte of every call that creates
// or moves something, once for each call, with what is about to be asked. A
// shop that may die between send and answer stores the Intent there. An error
// of the hook stops the call: nothing is sent, the outcome is not executed. The
// call's error is then ErrUnavailable with WithBeforeSend among its Fields, and
// errors.Is and errors.As reach the hook's own, whose text it does not print.
func WithBeforeSend(hook func(ctx context.Context, intent Intent) error) Option {
	return func(s *settings.Settings) {
		if hook == nil {
			s.BeforeSend = nil
			return
		}
		s.BeforeSend = func(ctx context.Context, intent any) error { return hook(ctx, *intent.(*Intent)) }
	}
}

// WithRequestID makes the calls under the returned context go out with this
// X-Request-Id instead of a random one. It is kept over the resends of a call.
// It is 1 to 128 letters, digits and -._:~ ; a call with any other is refused.
// No gateway promises to recognise a repeated id.
func WithRequestID(ctx context.Context, id string) context.Context {
	return settings.WithRequestID(ctx, id)
}
