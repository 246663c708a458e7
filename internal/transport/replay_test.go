package transport_test

import (
	"bytes"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/internal/faults"
	"github.com/paygates/paygates-go/internal/transport"
)

var once = paygates.WithRetry(paygates.RetryPolicy{MaxAttempts: 1})

// net/http sends a request again by itself when a reused connection dies under
// it and the request looks harmless: a GET, no body, a GetBody. None of ours may
// look so: a server has executed two and reported one.
func TestNoReplayOnReusedConnections(t *testing.T) {
	t.Parallel()
	bodyless := sample(create)
	bodyless.Body = nil
	for name, call := range map[string]*transport.Call{
		"GET": sample(get), "GET that writes": sample(enable), "POST": sample(create), "POST without body": bodyless, "PUT without body": sample(cancel),
	} {
		for _, death := range []faults.Step{
			faults.ResetOnArrival(), faults.CloseOnArrival(), faults.ResetMidRequest(30), faults.CloseAfterRequest(good), faults.ResetAfterRequest(good),
		} {
			t.Run(name+"/"+death.String(), func(t *testing.T) {
				t.Parallel()
				s := serve(t, faults.Answer(good), death, faults.Answer(good))
				client := newClient(t, s.URL(), once)
				require.NoError(t, client.Do(t.Context(), call, judge))
				e := failure(t, client.Do(t.Context(), call, judge))
				assert.Equal(t, 1, e.Attempts)
				assert.Equal(t, 2, s.Arrivals(), "the second call was sent again behind our back")
				assert.Equal(t, 1, s.Connections())
				if call.Op.Safety == paygates.Once {
					assert.Equal(t, paygates.OutcomeUnknown, e.Outcome)
				}
			})
		}
	}
}

// What makes net/http replay is missing from every request that a RoundTripper
// gets, also from those that a mock would never replay.
func TestRequestsCannotBeReplayed(t *testing.T) {
	t.Parallel()
	for _, op := range every {
		rt := roundTripper(func(r *http.Request) (*http.Response, error) {
			assert.Nil(t, r.GetBody)
			assert.Equal(t, op.Method == http.MethodGet, len(r.TransferEncoding) == 1, "identity spares net/http a goroutine that looks for a body")
			assert.Equal(t, op.Method == http.MethodPut, r.Body == http.NoBody)
			assert.NotNil(t, r.Body)
			assert.Empty(t, r.Header.Values("Idempotency-Key"))
			assert.Empty(t, r.Header.Values("X-Idempotency-Key"))
			return &http.Response{StatusCode: 201, Body: io.NopCloser(bytes.NewReader(good.Body))}, nil
		})
		assert.NoError(t, newClient(t, anywhere, sending(rt)).Do(t.Context(), sample(op), judge))
	}
}

// A connection can die without the client's notice so that not one byte of the
// next request leaves. What acts once still counts it as sent: there was a
// connection, and the hooks tell no more.
func TestDeadIdleConnection(t *testing.T) {
	t.Parallel()
	for _, sent := range []int64{0, 1, 100} {
		for _, op := range []*paygates.Operation{create, update, get} {
			s := serve(t, faults.Answer(good))
			d := &faults.Dialer{Dial: dial}
			client := newClient(t, s.URL(), hasty, dialing(d))
			require.NoError(t, client.Do(t.Context(), sample(get), judge))
			d.KillIdle(sent)
			err := client.Do(t.Context(), sample(op), judge)
			if op.Safety != paygates.Once {
				assert.NoError(t, err)
				assert.Equal(t, 2, s.Whole())
				continue
			}
			e := failure(t, err)
			assert.Equal(t, paygates.OutcomeUnknown, e.Outcome)
			assert.Equal(t, 1, e.Attempts)
			assert.Equal(t, 1, s.Whole())
		}
	}
}

// Of a request without a body net/http says "nothing written", and sends it on
// another connection. That is one send still.
func TestDeadIdleConnectionWithoutBody(t *testing.T) {
	t.Parallel()
	plain, secure := serve(t, faults.Answer(good)), serveTLS(t, faults.Answer(good))
	for _, s := range []*faults.Server{plain, secure} {
		d := &faults.Dialer{Dial: dial}
		options := []paygates.Option{hasty, dialing(d)}
		if s == secure {
			options = append(options, trusting(s))
		}
		client := newClient(t, s.URL(), options...)
		require.NoError(t, client.Do(t.Context(), sample(get), judge))
		d.KillIdle(0)
		require.NoError(t, client.Do(t.Context(), sample(cancel), judge), s.URL())
		assert.Equal(t, 2, s.Arrivals())
		assert.Equal(t, 2, d.Dials())
	}
}

// Over 4 KB of headers leave before httptrace's WroteHeaders fires: a hook that
// stays silent there would pass for "never sent".
func TestLongHeadersCutOnTheWay(t *testing.T) {
	t.Parallel()
	s := serve(t, faults.ResetMidRequest(5000))
	cfg := config(s.URL())
	for i := range 8 {
		cfg.Header.Set("X-Account-"+strconv.Itoa(i), strings.Repeat("x", 1000))
	}
	client, wrong := transport.New(cfg, []paygates.Option{hasty})
	require.Empty(t, wrong)
	e := failure(t, client.Do(t.Context(), sample(create), judge))
	assert.Equal(t, fate{paygates.ErrUnavailable, paygates.OutcomeUnknown, paygates.AdviceLookUp, 1}, fate{e.Kind, e.Outcome, e.Advice(), e.Attempts})
	assert.Equal(t, 1, s.Connections())
	assert.Equal(t, 1, s.Partial())
}

// A redirect is an answer like any other: the body, with its card number, and
// the credentials go nowhere else.
func TestNoRedirectIsFollowed(t *testing.T) {
	t.Parallel()
	for _, status := range []int{301, 302, 303, 307, 308} {
		for _, op := range []*paygates.Operation{create, update, get} {
			t.Run(strconv.Itoa(status)+"/"+op.Safety.String(), func(t *testing.T) {
				t.Parallel()
				other := serve(t, faults.Answer(good))
				s := serve(t, faults.Answer(faults.MovedTo(status, other.URL()+"/stolen")))
				follow := func(*http.Request, []*http.Request) error { return nil }
				client := newClient(t, s.URL(), paygates.WithHTTPClient(&http.Client{CheckRedirect: follow}))
				e := failure(t, client.Do(t.Context(), sample(op), judge))
				assert.Equal(t, status, e.HTTPStatus)
				assert.ErrorIs(t, e, paygates.ErrUnexpectedReply)
				assert.Equal(t, op.Safety != paygates.Read, paygates.OutcomeOf(e) == paygates.OutcomeUnknown)
				assert.Equal(t, 1, s.Arrivals())
				assert.Zero(t, other.Connections())
			})
		}
	}
}

func TestRedirectToNowhere(t *testing.T) {
	t.Parallel()
	s := serve(t, faults.Answer(faults.MovedTo(302, "http://[::1/%zz")))
	e := failure(t, newClient(t, s.URL()).Do(t.Context(), sample(create), judge))
	assert.Equal(t, paygates.OutcomeUnknown, e.Outcome)
	assert.Equal(t, 1, s.Arrivals())
}

// The caller's cookies are not the gateway's business, and the gateway's are not kept.
func TestNoCookies(t *testing.T) {
	t.Parallel()
	answer := faults.JSON(200, `{"id":"1"}`)
	answer.Header.Set("Set-Cookie", "session=1; Path=/")
	s := serve(t, faults.Answer(answer))
	here, err := url.Parse(s.URL())
	require.NoError(t, err)
	jar, err := cookiejar.New(nil)
	require.NoError(t, err)
	jar.SetCookies(here, []*http.Cookie{{Name: "shop", Value: "1"}})
	for _, options := range [][]paygates.Option{nil, {paygates.WithHTTPClient(&http.Client{Jar: jar})}} {
		client := newClient(t, s.URL(), options...)
		for range 2 {
			require.NoError(t, client.Do(t.Context(), sample(create), judge))
		}
	}
	require.Equal(t, 4, s.Whole())
	for _, r := range s.Requests() {
		assert.Empty(t, r.Header.Values("Cookie"))
	}
	cookies := jar.Cookies(here)
	if assert.Len(t, cookies, 1, "the caller's jar was written to") {
		assert.Equal(t, "shop", cookies[0].Name)
	}
}
