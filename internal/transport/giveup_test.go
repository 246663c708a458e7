package transport_test

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"os"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/internal/faults"
)

var every = []*paygates.Operation{create, cancel, update, get}

// A call under a context that has ended already is never made.
func TestContextEndedBefore(t *testing.T) {
	t.Parallel()
	cancelled, stop := context.WithCancel(t.Context())
	stop()
	expired, stop := context.WithDeadline(t.Context(), time.Now().Add(-time.Second))
	defer stop()
	for _, op := range every {
		for _, ctx := range []context.Context{cancelled, expired} {
			tr := faults.NewTransport(faults.Answer(good))
			hooked := false
			hook := paygates.WithBeforeSend(func(context.Context, paygates.Intent) error { hooked = true; return nil })
			e := failure(t, newClient(t, anywhere, sending(tr), hook).Do(ctx, sample(op), judge))
			assert.ErrorIs(t, e, ctx.Err())
			assert.Equal(t, paygates.OutcomeNotExecuted, e.Outcome)
			assert.Zero(t, e.Attempts)
			assert.Zero(t, tr.Arrivals())
			assert.False(t, hooked)
		}
	}
}

// giveUps are the ways in which a caller's context ends after a second.
var giveUps = map[string]struct {
	after func(context.Context) (context.Context, context.CancelFunc)
	err   error
}{
	"cancelled": {func(ctx context.Context) (context.Context, context.CancelFunc) {
		ctx, stop := context.WithCancel(ctx)
		time.AfterFunc(time.Second, stop)
		return ctx, stop
	}, context.Canceled},
	"deadline": {func(ctx context.Context) (context.Context, context.CancelFunc) {
		return context.WithTimeout(ctx, time.Second)
	}, context.DeadlineExceeded},
}

// A caller who gives up while a request is on its way gets his own error back,
// at once and without another send; what acts may have acted.
func TestGivingUpInFlight(t *testing.T) {
	t.Parallel()
	for name, giveUp := range giveUps {
		for _, step := range []faults.Step{faults.Silence(good), faults.Stall(good, 5), faults.Slow(good, 900*time.Millisecond)} {
			for _, op := range every {
				t.Run(name+"/"+step.String()+"/"+op.Name, func(t *testing.T) {
					t.Parallel()
					synctest.Test(t, func(t *testing.T) {
						s := serveInMemory(t, step)
						ctx, stop := giveUp.after(t.Context())
						defer stop()
						at := time.Now()
						e := failure(t, s.client.Do(ctx, sample(op), judge))
						assert.Equal(t, time.Second, time.Since(at))
						assert.ErrorIs(t, e, giveUp.err)
						assert.ErrorIs(t, e, paygates.ErrUnavailable)
						assert.Equal(t, 1, e.Attempts)
						assert.Equal(t, 1, s.sends())
						assert.Equal(t, op != get, errors.Is(e, paygates.ErrOutcomeUnknown))
					})
				})
			}
		}
	}
}

// While a connection is still asked for, nothing has happened.
func TestGivingUpWhileDialing(t *testing.T) {
	t.Parallel()
	for name, giveUp := range giveUps {
		for _, op := range every {
			t.Run(name+"/"+op.Name, func(t *testing.T) {
				t.Parallel()
				synctest.Test(t, func(t *testing.T) {
					// net/http lets a dial that nobody waits for run on, to the dialer's own time-out.
					defer time.Sleep(10 * time.Second)
					d := &faults.Dialer{Plan: func(int) faults.Plan { return faults.Plan{Hang: true} }}
					dialer := tuned(func(tr *http.Transport) {
						tr.DialContext = func(ctx context.Context, network, address string) (net.Conn, error) {
							ctx, stop := context.WithTimeout(ctx, 10*time.Second)
							defer stop()
							return d.DialContext(ctx, network, address)
						}
					})
					ctx, stop := giveUp.after(t.Context())
					defer stop()
					e := failure(t, newClient(t, "http://localhost", dialer).Do(ctx, sample(op), judge))
					assert.ErrorIs(t, e, giveUp.err)
					assert.Equal(t, paygates.OutcomeNotExecuted, e.Outcome)
					assert.Equal(t, paygates.AdviceResend, e.Advice())
					assert.Equal(t, 1, d.Dials())
				})
			})
		}
	}
}

// A wait ends with the context. The error keeps the answer that was waited upon.
func TestGivingUpWhileWaiting(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		for _, op := range []*paygates.Operation{update, get} {
			tr := faults.NewTransport(faults.Answer(faults.TooManyRequests("20")))
			ctx, stop := giveUps["cancelled"].after(t.Context())
			at := time.Now()
			e := failure(t, newClient(t, anywhere, sending(tr)).Do(ctx, sample(op), judge))
			stop()
			assert.Equal(t, time.Second, time.Since(at))
			assert.ErrorIs(t, e, context.Canceled)
			assert.ErrorIs(t, e, paygates.ErrRateLimited)
			assert.Equal(t, http.StatusTooManyRequests, e.HTTPStatus)
			assert.Equal(t, 1, e.Attempts)
			assert.Equal(t, 1, tr.Arrivals())
			assert.Equal(t, op != get, errors.Is(e, paygates.ErrOutcomeUnknown))
		}
	})
}

// An attempt's own time-out is not the caller's deadline, so that it must not
// look like one: it is resent where that is safe.
func TestAttemptTimeout(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		option paygates.Option
		want   time.Duration
	}{
		"default":               {nil, 30 * time.Second},
		"option":                {paygates.WithAttemptTimeout(2 * time.Second), 2 * time.Second},
		"caller's client":       {paygates.WithHTTPClient(&http.Client{Timeout: 3 * time.Second}), 3 * time.Second},
		"caller without a time": {paygates.WithHTTPClient(&http.Client{}), 30 * time.Second},
	} {
		for _, op := range every {
			t.Run(name+"/"+op.Name, func(t *testing.T) {
				t.Parallel()
				synctest.Test(t, func(t *testing.T) {
					s := serveInMemory(t, faults.Silence(good), c.option, entropy(0))
					at := time.Now()
					e := failure(t, s.client.Do(t.Context(), sample(op), judge))
					attempts := map[paygates.Safety]int{paygates.Once: 1, paygates.Repeatable: 3, paygates.Read: 3}[op.Safety]
					assert.Equal(t, attempts, e.Attempts)
					assert.Equal(t, time.Duration(attempts)*c.want, time.Since(at))
					assert.NotErrorIs(t, e, context.DeadlineExceeded)
					timeout, ok := errors.AsType[net.Error](e)
					require.True(t, ok, "the cause is not known for a time-out")
					assert.True(t, timeout.Timeout())
				})
			})
		}
	}
}

// WithAttemptTimeout goes before the Timeout of the caller's client, both ways.
func TestAttemptTimeoutBesideClientTimeout(t *testing.T) {
	t.Parallel()
	for _, other := range []time.Duration{time.Second, time.Minute} {
		synctest.Test(t, func(t *testing.T) {
			hc := &http.Client{Timeout: other}
			s := serveInMemory(t, faults.Silence(good), paygates.WithHTTPClient(hc), paygates.WithAttemptTimeout(5*time.Second))
			at := time.Now()
			failure(t, s.client.Do(t.Context(), sample(create), judge))
			assert.Equal(t, 5*time.Second, time.Since(at))
		})
	}
}

// foreignTimeouts match a context's error though the caller's goes on: package
// net's dialer ends so by its own time-out.
var foreignTimeouts = map[string]error{
	"dial":       &net.OpError{Op: "dial", Net: "tcp", Err: context.DeadlineExceeded},
	"bare":       context.DeadlineExceeded,
	"cancelled":  context.Canceled,
	"dial ended": &net.OpError{Op: "dial", Net: "tcp", Err: context.Canceled},
}

// Time-outs between us and the gateway belong to neither the caller nor the
// attempt, and must not pass for the caller's.
func TestForeignTimeouts(t *testing.T) {
	t.Parallel()
	for name, cause := range foreignTimeouts {
		rt := roundTripper(func(*http.Request) (*http.Response, error) { return nil, cause })
		e := failure(t, newClient(t, anywhere, sending(rt), hasty).Do(t.Context(), sample(get), judge))
		assert.Equal(t, 3, e.Attempts, name)
		assert.NotErrorIs(t, e, context.DeadlineExceeded, name)
		assert.NotErrorIs(t, e, context.Canceled, name)
	}
	synctest.Test(t, func(t *testing.T) {
		patient := tuned(func(tr *http.Transport) { tr.ResponseHeaderTimeout = time.Second })
		s := serveInMemory(t, faults.Silence(good), patient)
		at := time.Now()
		e := failure(t, s.client.Do(t.Context(), sample(create), judge))
		assert.Equal(t, time.Second, time.Since(at))
		assert.NotErrorIs(t, e, context.DeadlineExceeded)
		assert.NotErrorIs(t, e, os.ErrDeadlineExceeded)
	})
}

// The cause can be asked for its type and for what is known of it.
func TestCauseStaysVisible(t *testing.T) {
	t.Parallel()
	e := failure(t, refused(t, once).client.Do(t.Context(), sample(create), judge))
	assert.ErrorIs(t, e, syscall.ECONNREFUSED)
	op, ok := errors.AsType[*net.OpError](e)
	require.True(t, ok)
	assert.Equal(t, "dial", op.Op)

	bare := roundTripper(func(*http.Request) (*http.Response, error) { return nil, syscall.ECONNRESET })
	errno, ok := errors.AsType[syscall.Errno](newClient(t, anywhere, sending(bare)).Do(t.Context(), sample(create), judge))
	require.True(t, ok)
	assert.Equal(t, syscall.ECONNRESET, errno)
}

// Whoever reads the cause learns whether to look at the network or at the gateway.
func TestCauseTellsConnectionFromAnswer(t *testing.T) {
	t.Parallel()
	for want, setting := range map[string]setting{
		"no connection in time":                    briefly(planned(faults.Plan{Hang: true})),
		"no complete answer in the attempt's time": briefly(plain(faults.Silence(good))),
		"no connection could be made":              behindProxy,
		"the exchange failed":                      plain(faults.Verbatim("SSH-2.0-OpenSSH_9.9\r\n\r\n")),
	} {
		for _, op := range []*paygates.Operation{create, get} {
			e := failure(t, setting(t, once).client.Do(t.Context(), sample(op), judge))
			causes := e.Unwrap()
			assert.Equal(t, want, causes[len(causes)-1].Error(), op.Name)
		}
	}
}

// A wait that is not begun takes nothing from the error that it would have followed.
func TestCauseIsKeptWithoutWait(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		ctx, stop := context.WithTimeout(t.Context(), 100*time.Millisecond)
		defer stop()
		tr := faults.NewTransport(faults.CloseAfterRequest(good))
		e := failure(t, newClient(t, anywhere, sending(tr), entropy(uint64(200*time.Millisecond))).Do(ctx, sample(get), judge))
		assert.Equal(t, 1, e.Attempts)
		assert.ErrorIs(t, e, io.ErrUnexpectedEOF)
	})
}

// An answer that came whole counts, even if the caller gave up meanwhile.
func TestAnswerAtTheLastMoment(t *testing.T) {
	t.Parallel()
	ctx, stop := context.WithCancel(t.Context())
	tr := faults.NewTransport(faults.Answer(good))
	late := roundTripper(func(r *http.Request) (*http.Response, error) {
		resp, err := tr.RoundTrip(r.WithContext(context.WithoutCancel(r.Context())))
		stop()
		return resp, err
	})
	assert.NoError(t, newClient(t, anywhere, sending(late)).Do(ctx, sample(create), judge))
}
