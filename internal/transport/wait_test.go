package transport_test

import (
	"context"
	"net/http"
	"slices"
	"strconv"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/internal/faults"
	"github.com/paygates/paygates-go/internal/settings"
)

const anywhere = "https://gateway.example"

// clocked notes when each attempt starts.
type clocked struct {
	next   http.RoundTripper
	starts []time.Duration
	zero   time.Time
}

func (c *clocked) RoundTrip(r *http.Request) (*http.Response, error) {
	c.starts = append(c.starts, time.Since(c.zero))
	return c.next.RoundTrip(r)
}

// gaps are the waits between the attempts.
func (c *clocked) gaps() []time.Duration {
	var gaps []time.Duration
	for i := 1; i < len(c.starts); i++ {
		gaps = append(gaps, c.starts[i]-c.starts[i-1])
	}
	return gaps
}

func clock(steps ...faults.Step) *clocked {
	return &clocked{next: faults.NewTransport(steps...), zero: time.Now()}
}

// entropy replaces the source of chance by one number.
func entropy(n uint64) paygates.Option {
	return func(s *settings.Settings) { s.Entropy = func() uint64 { return n } }
}

// The wait is drawn between zero and a bound that doubles up to MaxDelay.
func TestBackOffBounds(t *testing.T) {
	t.Parallel()
	const ms, second = time.Millisecond, time.Second
	for name, c := range map[string]struct {
		policy paygates.RetryPolicy
		chance time.Duration
		bounds []time.Duration
	}{
		"default":        {paygates.RetryPolicy{MaxAttempts: 8}, 5 * second, []time.Duration{200 * ms, 400 * ms, 800 * ms, 1600 * ms, 3200 * ms, 5 * second, 5 * second}},
		"first bound":    {paygates.RetryPolicy{MaxAttempts: 2}, 200 * ms, []time.Duration{200 * ms}},
		"no wait":        {paygates.RetryPolicy{MaxAttempts: 4}, 0, []time.Duration{200 * ms, 400 * ms, 800 * ms}},
		"own policy":     {paygates.RetryPolicy{MaxAttempts: 5, BaseDelay: second, MaxDelay: 3 * second}, 3 * second, []time.Duration{second, 2 * second, 3 * second, 3 * second}},
		"base above cap": {paygates.RetryPolicy{BaseDelay: time.Hour, MaxDelay: second}, second, []time.Duration{second, second}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				rt := clock(faults.Answer(faults.Empty(503)))
				client := newClient(t, anywhere, sending(rt), paygates.WithRetry(c.policy), entropy(uint64(c.chance)))
				failure(t, client.Do(t.Context(), sample(get), judge))
				var want []time.Duration
				for _, bound := range c.bounds {
					want = append(want, c.chance%(bound+1)) // the bound itself where chance is equal to it
				}
				assert.Equal(t, want, rt.gaps())
			})
		})
	}
}

// A bound that doubles for long must not run over into a wait of nothing.
func TestBackOffDoesNotOverflow(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		rt := clock(faults.Answer(faults.Empty(503)))
		policy := paygates.RetryPolicy{MaxAttempts: 80, BaseDelay: time.Hour, MaxDelay: 24 * time.Hour}
		client := newClient(t, anywhere, sending(rt), paygates.WithRetry(policy), entropy(uint64(24*time.Hour)))
		assert.Equal(t, 80, failure(t, client.Do(t.Context(), sample(get), judge)).Attempts)
		for i, gap := range rt.gaps()[5:] {
			assert.Equal(t, 24*time.Hour, gap, i)
		}
	})
}

// Full jitter: the waits of many calls fill the whole range.
func TestBackOffIsRandom(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var first, second []time.Duration
		for range 200 {
			rt := clock(faults.Answer(faults.Empty(503)))
			failure(t, newClient(t, anywhere, sending(rt)).Do(t.Context(), sample(get), judge))
			first, second = append(first, rt.gaps()[0]), append(second, rt.gaps()[1])
		}
		for bound, waits := range map[time.Duration][]time.Duration{200 * time.Millisecond: first, 400 * time.Millisecond: second} {
			assert.LessOrEqual(t, slices.Max(waits), bound)
			assert.Greater(t, slices.Max(waits), bound*8/10)
			assert.Less(t, slices.Min(waits), bound*2/10)
		}
	})
}

// Retry-After in every form that gateways send: what can be followed is, up to
// MaxRetryAfter; what asks for more ends the call at once and stands in the error.
func TestRetryAfter(t *testing.T) {
	t.Parallel()
	huge := map[string]time.Duration{"overflowing": 365 * 24 * time.Hour, "overflows a duration": 365 * 24 * time.Hour}
	for i, form := range faults.RetryAfterForms(time.Now()) {
		for _, status := range []int{http.StatusTooManyRequests, http.StatusServiceUnavailable} {
			t.Run(form.Name+"/"+strconv.Itoa(status), func(t *testing.T) {
				t.Parallel()
				synctest.Test(t, func(t *testing.T) {
					form := faults.RetryAfterForms(time.Now())[i] // dates by the bubble's clock
					asked := max(form.Wait, huge[form.Name])
					answer := faults.TooManyRequests(form.Value)
					answer.Status = status
					rt := clock(faults.Answer(answer), faults.Answer(good))
					err := newClient(t, anywhere, sending(rt), entropy(7)).Do(t.Context(), sample(get), judge)
					switch {
					case asked > 30*time.Second:
						e := failure(t, err)
						assert.Equal(t, asked, e.RetryAfter)
						assert.Equal(t, status, e.HTTPStatus)
						assert.Equal(t, 1, e.Attempts)
						assert.Zero(t, time.Since(rt.zero))
					case asked > 0:
						assert.NoError(t, err)
						assert.Equal(t, []time.Duration{asked}, rt.gaps())
					default:
						assert.NoError(t, err)
						assert.Equal(t, []time.Duration{7}, rt.gaps(), "a wait of our own")
					}
				})
			})
		}
	}
}

// The cap is the policy's, and what it allows is waited for to the second.
func TestMaxRetryAfter(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		asked, limit time.Duration
		waits        []time.Duration
	}{
		{30 * time.Second, 0, []time.Duration{30 * time.Second, 30 * time.Second}},
		{31 * time.Second, 0, nil},
		{31 * time.Second, time.Minute, []time.Duration{31 * time.Second, 31 * time.Second}},
		{2 * time.Second, time.Second, nil},
	} {
		synctest.Test(t, func(t *testing.T) {
			rt := clock(faults.Answer(faults.TooManyRequests(strconv.Itoa(int(c.asked / time.Second)))))
			client := newClient(t, anywhere, sending(rt), paygates.WithRetry(paygates.RetryPolicy{MaxRetryAfter: c.limit}))
			e := failure(t, client.Do(t.Context(), sample(update), judge))
			assert.ErrorIs(t, e, paygates.ErrRateLimited)
			assert.Equal(t, c.waits, rt.gaps())
			assert.Equal(t, c.asked, e.RetryAfter)
			assert.Equal(t, len(c.waits)+1, e.Attempts)
		})
	}
}

// A 429 to what acts once is the caller's to repeat.
func TestRateLimitOnce(t *testing.T) {
	t.Parallel()
	tr := faults.NewTransport(faults.Answer(faults.TooManyRequests("2")))
	e := failure(t, newClient(t, anywhere, sending(tr)).Do(t.Context(), sample(create), judge))
	assert.Equal(t, 2*time.Second, e.RetryAfter)
	assert.Equal(t, paygates.OutcomeUnknown, e.Outcome)
	assert.Equal(t, 1, tr.Arrivals())
}

// A wait that would outlast the caller's deadline is not begun.
func TestWaitBeyondTheDeadline(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		retryAfter string
		deadline   time.Duration
		attempts   int
		took       time.Duration
	}{
		"time enough":         {"2", 5 * time.Second, 3, 4 * time.Second},
		"time for one wait":   {"2", 3 * time.Second, 2, 2 * time.Second},
		"time for none":       {"2", time.Second, 1, 0},
		"exactly as long":     {"2", 2 * time.Second, 1, 0},
		"own wait too long":   {"", 100 * time.Millisecond, 1, 0},
		"own wait just short": {"", 250 * time.Millisecond, 2, 200 * time.Millisecond},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				ctx, cancel := context.WithTimeout(t.Context(), c.deadline)
				defer cancel()
				rt := clock(faults.Answer(faults.TooManyRequests(c.retryAfter)))
				at := time.Now()
				e := failure(t, newClient(t, anywhere, sending(rt), entropy(uint64(200*time.Millisecond))).Do(ctx, sample(get), judge))
				assert.Equal(t, c.took, time.Since(at))
				assert.Equal(t, c.attempts, e.Attempts)
				assert.Equal(t, http.StatusTooManyRequests, e.HTTPStatus)
				assert.NotErrorIs(t, e, context.DeadlineExceeded, "the deadline has not passed")
			})
		})
	}
}
