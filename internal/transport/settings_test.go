package transport_test

import (
	"context"
	"crypto/tls"
	"errors"
	"net/http"
	"net/http/cookiejar"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/internal/faults"
	"github.com/paygates/paygates-go/internal/transport"
)

// New says all that is wrong at once: what the options refused, the base URL,
// and a transport that would weaken TLS.
func TestNewRefuses(t *testing.T) {
	t.Parallel()
	withTLS := func(c *tls.Config) paygates.Option { return sending(&http.Transport{TLSClientConfig: c}) }
	for name, c := range map[string]struct {
		options []paygates.Option
		fields  []string
	}{
		"nothing":              {nil, nil},
		"no option":            {[]paygates.Option{nil}, nil},
		"verification off":     {[]paygates.Option{withTLS(&tls.Config{InsecureSkipVerify: true})}, []string{"WithHTTPClient"}},
		"TLS 1.0":              {[]paygates.Option{withTLS(&tls.Config{MinVersion: tls.VersionTLS10})}, []string{"WithHTTPClient"}},
		"TLS 1.1":              {[]paygates.Option{withTLS(&tls.Config{MinVersion: tls.VersionTLS11})}, []string{"WithHTTPClient"}},
		"both":                 {[]paygates.Option{withTLS(&tls.Config{InsecureSkipVerify: true, MinVersion: tls.VersionTLS10})}, []string{"WithHTTPClient", "WithHTTPClient"}},
		"TLS 1.2":              {[]paygates.Option{withTLS(&tls.Config{MinVersion: tls.VersionTLS12})}, nil},
		"TLS 1.3":              {[]paygates.Option{withTLS(&tls.Config{MinVersion: tls.VersionTLS13})}, nil},
		"no minimum":           {[]paygates.Option{withTLS(&tls.Config{})}, nil},
		"no TLS settings":      {[]paygates.Option{sending(&http.Transport{})}, nil},
		"a RoundTripper":       {[]paygates.Option{sending(roundTripper(nil))}, nil},
		"no client":            {[]paygates.Option{paygates.WithHTTPClient(nil)}, []string{"WithHTTPClient"}},
		"no middleware":        {[]paygates.Option{paygates.WithMiddleware(nil)}, []string{"WithMiddleware"}},
		"middleware of nil":    {[]paygates.Option{paygates.WithMiddleware(func(http.RoundTripper) http.RoundTripper { return nil })}, []string{"WithMiddleware"}},
		"no time":              {[]paygates.Option{paygates.WithAttemptTimeout(0)}, []string{"WithAttemptTimeout"}},
		"negative time":        {[]paygates.Option{paygates.WithAttemptTimeout(-1)}, []string{"WithAttemptTimeout"}},
		"negative attempts":    {[]paygates.Option{paygates.WithRetry(paygates.RetryPolicy{MaxAttempts: -1})}, []string{"WithRetry"}},
		"negative base delay":  {[]paygates.Option{paygates.WithRetry(paygates.RetryPolicy{BaseDelay: -1})}, []string{"WithRetry"}},
		"negative delay":       {[]paygates.Option{paygates.WithRetry(paygates.RetryPolicy{MaxDelay: -1})}, []string{"WithRetry"}},
		"negative Retry-After": {[]paygates.Option{paygates.WithRetry(paygates.RetryPolicy{MaxRetryAfter: -1})}, []string{"WithRetry"}},
		"line in the product":  {[]paygates.Option{paygates.WithUserAgent("shop\r\nX-Evil: 1")}, []string{"WithUserAgent"}},
		"letters of no ASCII":  {[]paygates.Option{paygates.WithUserAgent("mağaza/1")}, []string{"WithUserAgent"}},
		"several": {
			[]paygates.Option{paygates.WithAttemptTimeout(0), paygates.WithUserAgent("\x00"), withTLS(&tls.Config{InsecureSkipVerify: true})},
			[]string{"WithAttemptTimeout", "WithUserAgent", "WithHTTPClient"},
		},
	} {
		client, wrong := transport.New(config(anywhere), c.options)
		var fields []string
		for _, f := range wrong {
			fields = append(fields, f.Field)
			assert.NotEmpty(t, f.Message, name)
		}
		assert.Equal(t, c.fields, fields, name)
		assert.Equal(t, c.fields == nil, client != nil, name)
	}
}

// A client certificate belongs either to the Config or to the caller's client.
func TestClientCertificateBesideCallersClient(t *testing.T) {
	t.Parallel()
	cfg := config(anywhere)
	cfg.Certificate = paygates.NewClientCertificate(tls.Certificate{})
	_, wrong := transport.New(cfg, nil)
	assert.Empty(t, wrong)
	for _, hc := range []*http.Client{{}, {Transport: &http.Transport{}}, {Transport: roundTripper(nil)}} {
		_, wrong = transport.New(cfg, []paygates.Option{paygates.WithHTTPClient(hc)})
		if assert.Len(t, wrong, 1) {
			assert.Equal(t, "ClientCertificate", wrong[0].Field)
		}
	}
}

// What the caller handed in stays as it was, after New and after calls.
func TestCallersClientIsNotChanged(t *testing.T) {
	t.Parallel()
	s := serve(t, faults.Answer(faults.MovedTo(302, "/elsewhere")))
	jar, err := cookiejar.New(nil)
	require.NoError(t, err)
	tr := &http.Transport{MaxIdleConnsPerHost: 7, IdleConnTimeout: time.Hour, DisableCompression: false}
	redirects := 0
	hc := &http.Client{Transport: tr, Jar: jar, Timeout: time.Minute, CheckRedirect: func(*http.Request, []*http.Request) error {
		redirects++
		return http.ErrUseLastResponse
	}}
	client := newClient(t, s.URL(), paygates.WithHTTPClient(hc), hasty, paygates.WithAttemptTimeout(time.Second),
		paygates.WithMiddleware(func(rt http.RoundTripper) http.RoundTripper { return roundTripper(rt.RoundTrip) }))
	failure(t, client.Do(t.Context(), sample(get), judge))

	assert.Zero(t, redirects, "the caller's CheckRedirect was asked")
	assert.Same(t, tr, hc.Transport)
	assert.Same(t, jar, hc.Jar)
	assert.Equal(t, time.Minute, hc.Timeout)
	assert.Equal(t, 7, tr.MaxIdleConnsPerHost)
	assert.Equal(t, time.Hour, tr.IdleConnTimeout)
	assert.False(t, tr.DisableCompression)
	assert.Nil(t, tr.DialContext)
	resp, err := hc.Get(s.URL())
	require.NoError(t, err)
	resp.Body.Close()
	assert.Equal(t, 1, redirects, "the caller's CheckRedirect is gone")
	tr.CloseIdleConnections()
}

// The zero client of the caller keeps its zero fields: resty would give it a transport.
func TestCallersZeroClientStaysZero(t *testing.T) {
	t.Parallel()
	hc := new(http.Client)
	newClient(t, anywhere, paygates.WithHTTPClient(hc))
	assert.Equal(t, http.Client{}, *hc)
}

// The config's header is copied too.
func TestCallersHeaderIsNotChanged(t *testing.T) {
	t.Parallel()
	cfg := config(anywhere)
	before := cfg.Header.Clone()
	tr := faults.NewTransport(faults.Answer(good))
	client, wrong := transport.New(cfg, []paygates.Option{sending(tr)})
	require.Empty(t, wrong)
	require.NoError(t, client.Do(t.Context(), sample(get), judge))
	assert.Equal(t, before, cfg.Header)
	cfg.Header.Set("Authorization", "Basic changed")
	require.NoError(t, client.Do(t.Context(), sample(get), judge))
	assert.Equal(t, before.Get("Authorization"), tr.Requests()[1].Header.Get("Authorization"))
}

func TestMiddlewareOrder(t *testing.T) {
	t.Parallel()
	var order []string
	named := func(name string) paygates.Option {
		return paygates.WithMiddleware(func(next http.RoundTripper) http.RoundTripper {
			return roundTripper(func(r *http.Request) (*http.Response, error) {
				order = append(order, name)
				return next.RoundTrip(r)
			})
		})
	}
	tr := faults.NewTransport(faults.Answer(faults.Empty(503)), faults.Answer(good))
	client := newClient(t, anywhere, named("first"), sending(tr), named("second"), named("third"), hasty)
	require.NoError(t, client.Do(t.Context(), sample(get), judge))
	assert.Equal(t, []string{"first", "second", "third", "first", "second", "third"}, order, "each attempt, the first given outermost")
}

// The write-ahead hook is told of every call that acts, once, before its first
// byte; its error stops the call.
func TestBeforeSend(t *testing.T) {
	t.Parallel()
	diskFull := errors.New("disk full")
	for _, op := range every {
		for _, fail := range []error{nil, diskFull} {
			tr := faults.NewTransport(faults.Answer(faults.Empty(503)), faults.Answer(good))
			var told []paygates.Intent
			hook := paygates.WithBeforeSend(func(_ context.Context, intent paygates.Intent) error {
				assert.Zero(t, tr.Arrivals(), "something left before the hook")
				told = append(told, intent)
				return fail
			})
			call := sample(op)
			err := newClient(t, anywhere, sending(tr), hasty, hook).Do(t.Context(), call, judge)
			switch {
			case op.Safety == paygates.Read:
				assert.NoError(t, err)
				assert.Empty(t, told)
			case fail != nil:
				e := failure(t, err)
				assert.ErrorIs(t, e, diskFull)
				assert.Contains(t, e.Error(), "WithBeforeSend: the hook", "it reads like a failure of the network")
				assert.NotContains(t, e.Error(), diskFull.Error())
				assert.Equal(t, fate{paygates.ErrUnavailable, paygates.OutcomeNotExecuted, paygates.AdviceResend, 0}, fate{e.Kind, e.Outcome, e.Advice(), e.Attempts})
				assert.Zero(t, tr.Arrivals())
				assert.Equal(t, call.Intent, e.Intent)
			default:
				assert.Equal(t, []paygates.Intent{call.Intent}, told)
			}
		}
	}
}

// A context that ends while the hook runs stops the call too.
func TestContextEndsInBeforeSend(t *testing.T) {
	t.Parallel()
	tr := faults.NewTransport(faults.Answer(good))
	ctx, stop := context.WithCancel(t.Context())
	hook := paygates.WithBeforeSend(func(context.Context, paygates.Intent) error { stop(); return nil })
	e := failure(t, newClient(t, anywhere, sending(tr), hook).Do(ctx, sample(create), judge))
	assert.ErrorIs(t, e, context.Canceled)
	assert.Equal(t, paygates.OutcomeNotExecuted, e.Outcome)
	assert.Zero(t, e.Attempts)
	assert.Zero(t, tr.Arrivals())
}

func TestBeforeSendCanBeTakenBack(t *testing.T) {
	t.Parallel()
	tr := faults.NewTransport(faults.Answer(good))
	hook := paygates.WithBeforeSend(func(context.Context, paygates.Intent) error { return errors.New("never") })
	assert.NoError(t, newClient(t, anywhere, sending(tr), hook, paygates.WithBeforeSend(nil)).Do(t.Context(), sample(create), judge))
}

// Every attempt of a call carries the same request id, and the error tells it.
func TestRequestID(t *testing.T) {
	t.Parallel()
	uuid := regexp.MustCompile(`^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$`)
	tr := faults.NewTransport(faults.Answer(faults.Empty(503)))
	client := newClient(t, anywhere, sending(tr), hasty)
	first := failure(t, client.Do(t.Context(), sample(get), judge))
	second := failure(t, client.Do(t.Context(), sample(get), judge))
	third := failure(t, client.Do(paygates.WithRequestID(t.Context(), "trace-3"), sample(get), judge))
	assert.Regexp(t, uuid, first.RequestID)
	assert.Regexp(t, uuid, second.RequestID)
	assert.NotEqual(t, first.RequestID, second.RequestID)
	assert.Equal(t, "trace-3", third.RequestID)
	sent := tr.Requests()
	require.Len(t, sent, 9)
	for i, r := range sent {
		assert.Equal(t, []*paygates.Error{first, second, third}[i/3].RequestID, r.Header.Get("X-Request-Id"))
	}
}

func TestRequestIDRefused(t *testing.T) {
	t.Parallel()
	for id, ok := range map[string]bool{
		"a": true, "A-b.C_d:e~9": true, strings.Repeat("x", 128): true,
		"": false, strings.Repeat("x", 129): false, "a b": false, "a\r\nX-Evil: 1": false, "ü": false, "a/b": false, "a\x00": false, "é": false,
	} {
		tr := faults.NewTransport(faults.Answer(good))
		hooked := false
		hook := paygates.WithBeforeSend(func(context.Context, paygates.Intent) error { hooked = true; return nil })
		err := newClient(t, anywhere, sending(tr), hook).Do(paygates.WithRequestID(t.Context(), id), sample(create), judge)
		assert.Equal(t, ok, hooked, "%q", id)
		if ok {
			assert.NoError(t, err, "%q", id)
			continue
		}
		e := failure(t, err)
		assert.ErrorIs(t, e, paygates.ErrInvalidRequest, "%q", id)
		assert.Equal(t, paygates.OutcomeNotExecuted, e.Outcome, "%q", id)
		assert.Equal(t, "WithRequestID", e.Fields[0].Field, "%q", id)
		assert.Zero(t, tr.Arrivals(), "%q", id)
	}
}

// The error says all that is known of the call.
func TestErrorIsComplete(t *testing.T) {
	t.Parallel()
	answer := faults.JSON(503, `{"code":"maintenance"}`)
	answer.Header.Set("Retry-After", "90")
	tr := faults.NewTransport(faults.Answer(answer))
	call := sample(update)
	e := failure(t, newClient(t, anywhere, sending(tr)).Do(paygates.WithRequestID(t.Context(), "trace-1"), call, judge))
	assert.Equal(t, "testpay", e.Gateway)
	assert.Equal(t, "Things.Update", e.Op)
	assert.Equal(t, 503, e.HTTPStatus)
	assert.Equal(t, "maintenance", e.Code)
	assert.Equal(t, "order-17", e.Reference)
	assert.Equal(t, call.Intent, e.Intent)
	assert.Equal(t, "trace-1", e.RequestID)
	assert.Equal(t, 90*time.Second, e.RetryAfter)
	assert.Equal(t, `{"code":"maintenance"}`, string(e.Raw.Bytes()))
}

// A refusal before sending names the call as well.
func TestRefuse(t *testing.T) {
	t.Parallel()
	fields := []paygates.FieldError{{Field: "Amount", Message: "is required"}}
	call := sample(create)
	e := failure(t, newClient(t, anywhere).Refuse(create, call.Intent, fields))
	assert.ErrorIs(t, e, paygates.ErrInvalidRequest)
	assert.Equal(t, paygates.OutcomeNotExecuted, e.Outcome)
	assert.Equal(t, paygates.AdviceFixRequest, e.Advice())
	assert.Equal(t, fields, e.Fields)
	assert.Equal(t, "order-17", e.Reference)
	assert.Equal(t, "testpay Things.Create: invalid request (outcome: not executed): Amount: is required", e.Error())
}
