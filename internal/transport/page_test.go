package transport_test

import (
	"bytes"
	"context"
	"io"
	"log/slog"
	"net/http"
	"runtime"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/internal/faults"
	"github.com/paygates/paygates-go/internal/transport"
)

// streamed is a call whose page the judge reads while it arrives.
func streamed() *transport.Call {
	call := sample(get)
	call.Stream = true
	return call
}

// reads is a judge that reads a page to its end, as body shows afterwards. Where
// that fails it says what a gateway package says of an answer that is cut.
func reads(body *[]byte) transport.Judge {
	return func(reply *transport.Reply) (fault *paygates.Error) {
		if reply.Page == nil {
			return judge(reply)
		}
		var err error
		if *body, err = io.ReadAll(reply.Page); err != nil {
			fault = &paygates.Error{Kind: paygates.ErrUnexpectedReply}
			return fault.WithCause(err)
		}
		return nil
	}
}

// A page has the limits of one that is read whole, and fails as that does.
func TestPageSizes(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		step faults.Step
		want int64 // -1: refused
	}{
		"empty":                        {faults.Answer(faults.Empty(200)), 0},
		"declared":                     {faults.Answer(good), int64(len(good.Body))},
		"beyond an object":             {faults.Oversized(good, objectLimit+1), objectLimit + 1},
		"at the limit":                 {faults.Oversized(good, pageLimit), pageLimit},
		"beyond":                       {faults.Oversized(good, pageLimit+1), -1},
		"beyond memory":                {faults.Oversized(good, 1<<60), -1},
		"chunked, without end":         {faults.Endless(good), -1},
		"gzip":                         {faults.Gzip(good), int64(len(good.Body))},
		"gzip, at the limit":           {faults.GzipBomb(good, pageLimit), pageLimit},
		"gzip, beyond":                 {faults.GzipBomb(good, pageLimit+1), -1},
		"gzip without end":             {faults.GzipEndless(good), -1},
		"gzip of nothing, without end": {faults.GzipEmptyBlocks(good), -1},
		"gzip that is none":            {faults.GzipGarbage(good), -1},
		"gzip, bad checksum":           {faults.GzipBadChecksum(good), -1},
		"gzip, cut":                    {faults.GzipCut(good), -1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := serve(t, c.step)
			var body []byte
			err := newClient(t, s.URL()).Do(t.Context(), streamed(), reads(&body))
			assert.Equal(t, 1, s.Arrivals())
			if c.want >= 0 {
				require.NoError(t, err)
				assert.EqualValues(t, c.want, len(body))
				assert.True(t, c.want == 0 || bytes.HasPrefix(body, good.Body))
				return
			}
			e := failure(t, err)
			assert.ErrorIs(t, e, paygates.ErrUnexpectedReply)
			assert.Equal(t, http.StatusCreated, e.HTTPStatus)
			assert.Equal(t, 1, e.Attempts)
		})
	}
}

func TestPageOfAnUnknownCoding(t *testing.T) {
	t.Parallel()
	for _, coding := range []string{"br", "deflate", "gzip, gzip"} {
		r := faults.JSON(200, `{"id":"1"}`)
		r.Header.Set("Content-Encoding", coding)
		s := serve(t, faults.Answer(r))
		var body []byte
		e := failure(t, newClient(t, s.URL()).Do(t.Context(), streamed(), reads(&body)))
		assert.ErrorIs(t, e, paygates.ErrUnexpectedReply, coding)
	}
}

// A page that is cut is the network's failure, whatever the judge makes of it,
// and a read asks again; but not once parts of it are in the caller's hands.
func TestPageThatBreaksOff(t *testing.T) {
	t.Parallel()
	page := faults.JSON(200, `{"rows":[1,2,3],"more":"`+strings.Repeat("x", 10_000)+`"}`)
	for name, given := range map[string]bool{"taken back": false, "given": true} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for cut, step := range map[int]faults.Step{
				0: faults.CutBody(page, 0), 20: faults.CutBody(page, 20), 21: faults.CutChunked(page, 21),
				len(page.Body) - 1: faults.CutBody(page, len(page.Body)-1), len(page.Body): faults.CutChunked(page, len(page.Body)),
			} {
				s := serve(t, step, faults.Answer(page))
				var body []byte
				read := reads(&body)
				err := newClient(t, s.URL(), hasty).Do(t.Context(), streamed(), func(reply *transport.Reply) *paygates.Error {
					reply.Given = given
					return read(reply)
				})
				if !given {
					require.NoError(t, err, cut)
					assert.Equal(t, string(page.Body), string(body))
					assert.Equal(t, 2, s.Arrivals(), cut)
					continue
				}
				e := failure(t, err)
				assert.ErrorIs(t, e, paygates.ErrUnavailable, cut)
				assert.ErrorIs(t, e, io.ErrUnexpectedEOF, cut)
				assert.Equal(t, paygates.OutcomeNotExecuted, e.Outcome, "a read has no effect to miss")
				assert.Equal(t, 1, e.Attempts, cut)
				assert.Equal(t, 1, s.Arrivals(), cut)
			}
		})
	}
}

// What a judge refuses of itself is its own word, beside the page's beginning.
func TestPageThatTheJudgeRefuses(t *testing.T) {
	t.Parallel()
	long := faults.JSON(200, `{"rows":"`+strings.Repeat("x", 10_000)+`"}`)
	for name, c := range map[string]struct {
		page faults.Reply
		want []byte
	}{"short": {good, good.Body}, "long": {long, long.Body[:4<<10]}} {
		for _, step := range []faults.Step{faults.Answer(c.page), faults.Gzip(c.page)} {
			s := serve(t, step)
			e := failure(t, newClient(t, s.URL(), hasty).Do(t.Context(), streamed(), func(reply *transport.Reply) *paygates.Error {
				_, err := io.ReadAll(reply.Page)
				require.NoError(t, err)
				return &paygates.Error{Kind: paygates.ErrUnexpectedReply, Code: "odd"}
			}))
			assert.Equal(t, "odd", e.Code, name)
			assert.Equal(t, string(c.want), string(e.Raw.Bytes()), name)
			assert.Equal(t, 1, s.Arrivals(), name)
		}
	}
}

// Any other status is no page: its body is read whole, under the attempt's time.
func TestPageOfAnotherStatus(t *testing.T) {
	t.Parallel()
	for _, status := range []int{202, 400, 404, 429, 500, 502} {
		s := serve(t, faults.Answer(faults.JSON(status, `{"code":"why"}`)))
		var body []byte
		e := failure(t, newClient(t, s.URL(), hasty).Do(t.Context(), streamed(), reads(&body)))
		assert.Equal(t, status, e.HTTPStatus)
		assert.Equal(t, "why", e.Code)
		assert.Equal(t, `{"code":"why"}`, string(e.Raw.Bytes()))
	}
	synctest.Test(t, func(t *testing.T) {
		s := serveInMemory(t, faults.Stall(faults.JSON(404, `{"code":"why"}`), 5), paygates.WithRetry(paygates.RetryPolicy{MaxAttempts: 1}))
		at := time.Now()
		e := failure(t, s.client.Do(t.Context(), streamed(), reads(new([]byte))))
		assert.Equal(t, 30*time.Second, time.Since(at))
		assert.ErrorIs(t, e, paygates.ErrUnavailable)
	})
}

// The attempt's time runs while somebody waits for bytes, and not while a caller
// works on those that he has.
func TestPageTimesTheGatewayAlone(t *testing.T) {
	t.Parallel()
	slow := func(reply *transport.Reply) *paygates.Error { // an hour for each byte
		for b := make([]byte, 1); ; {
			if _, err := reply.Page.Read(b); err != nil {
				if err == io.EOF {
					return nil
				}
				return &paygates.Error{Kind: paygates.ErrUnexpectedReply}
			}
			reply.Given = true
			time.Sleep(time.Hour)
		}
	}
	t.Run("a slow caller", func(t *testing.T) {
		t.Parallel()
		synctest.Test(t, func(t *testing.T) {
			log := new(recorder)
			s := serveInMemory(t, faults.SlowBody(good, 2*time.Second), paygates.WithLogger(slog.New(log)))
			at := time.Now()
			require.NoError(t, s.client.Do(t.Context(), streamed(), slow))
			assert.Greater(t, time.Since(at), time.Duration(len(good.Body)-1)*time.Hour)
			require.Len(t, log.records, 1)
			assert.Less(t, attributes(log.records[0])["duration"], 30*time.Second, "the caller's time is not the attempt's")
		})
	})
	t.Run("a gateway that stalls", func(t *testing.T) {
		t.Parallel()
		synctest.Test(t, func(t *testing.T) {
			s := serveInMemory(t, faults.Stall(good, 5))
			at := time.Now()
			e := failure(t, s.client.Do(t.Context(), streamed(), slow))
			assert.Equal(t, 5*time.Hour+30*time.Second, time.Since(at))
			assert.ErrorIs(t, e, paygates.ErrUnavailable)
			assert.NotErrorIs(t, e, context.DeadlineExceeded, "it is not the caller's deadline")
			assert.NotErrorIs(t, e, context.Canceled)
			var timeout interface{ Timeout() bool }
			require.ErrorAs(t, e, &timeout)
			assert.True(t, timeout.Timeout())
			assert.Equal(t, 1, s.sends(), "parts of it were given")
		})
	})
}

// The time of an attempt is spent in all of its waits together.
func TestPageTimeAddsUp(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := serveInMemory(t, faults.SlowBody(good, 4*time.Second), paygates.WithRetry(paygates.RetryPolicy{MaxAttempts: 1}))
		at := time.Now()
		e := failure(t, s.client.Do(t.Context(), streamed(), reads(new([]byte))))
		assert.Equal(t, 30*time.Second, time.Since(at))
		assert.ErrorIs(t, e, paygates.ErrUnavailable)
	})
}

// A caller who gives up in the middle of a page gets his own error back.
func TestGivingUpInAPage(t *testing.T) {
	t.Parallel()
	for name, giveUp := range giveUps {
		for _, step := range []faults.Step{faults.Silence(good), faults.Stall(good, 5), faults.SlowBody(good, 900*time.Millisecond)} {
			t.Run(name+"/"+step.String(), func(t *testing.T) {
				t.Parallel()
				synctest.Test(t, func(t *testing.T) {
					s := serveInMemory(t, step)
					ctx, stop := giveUp.after(t.Context())
					defer stop()
					at := time.Now()
					e := failure(t, s.client.Do(ctx, streamed(), reads(new([]byte))))
					assert.Equal(t, time.Second, time.Since(at))
					assert.ErrorIs(t, e, giveUp.err)
					assert.ErrorIs(t, e, paygates.ErrUnavailable)
					assert.Equal(t, 1, s.sends())
				})
			})
		}
	}
}

// One who gives up while he works on what he has gets no more of a page, even
// where it is all there.
func TestGivingUpBetweenReads(t *testing.T) {
	t.Parallel()
	rt := roundTripper(func(*http.Request) (*http.Response, error) {
		return &http.Response{StatusCode: 200, Body: io.NopCloser(strings.NewReader(`{"id":"1"}`)), ContentLength: -1}, nil
	})
	ctx, stop := context.WithCancel(t.Context())
	e := failure(t, newClient(t, anywhere, sending(rt)).Do(ctx, streamed(), func(reply *transport.Reply) *paygates.Error {
		_, err := reply.Page.Read(make([]byte, 5))
		require.NoError(t, err)
		stop()
		_, err = reply.Page.Read(make([]byte, 5))
		require.Error(t, err)
		return &paygates.Error{Kind: paygates.ErrUnexpectedReply}
	}))
	assert.ErrorIs(t, e, context.Canceled)
}

// RoundTrippers in memory declare what they like.
func TestPageOfAnotherLength(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		body     string
		declared int64
		whole    bool
	}{
		{`{"id":"1"}`, 0, true}, {`{"id":"1"}`, -1, true}, {`{"id":"1"}`, 10, true}, {"", 0, true},
		{`{"id":"1"}`, 9, false}, {`{"id":"1"}`, 11, false}, {"", 10, false},
	} {
		rt := roundTripper(func(*http.Request) (*http.Response, error) {
			return &http.Response{StatusCode: 200, Body: io.NopCloser(strings.NewReader(c.body)), ContentLength: c.declared}, nil
		})
		var body []byte
		err := newClient(t, anywhere, sending(rt), hasty).Do(t.Context(), streamed(), reads(&body))
		if c.whole {
			require.NoError(t, err)
			assert.Equal(t, c.body, string(body))
			continue
		}
		assert.ErrorIs(t, err, io.ErrUnexpectedEOF, c)
	}
}

// However a page ends, its body is closed: read, refused, left by a caller who
// wants no more of it, or by one who panics or ends his goroutine.
func TestPageIsClosed(t *testing.T) {
	t.Parallel()
	for name, end := range map[string]transport.Judge{
		"read":    reads(new([]byte)),
		"refused": func(*transport.Reply) *paygates.Error { return &paygates.Error{Kind: paygates.ErrUnexpectedReply} },
		"left":    func(*transport.Reply) *paygates.Error { return nil },
		"panic":   func(*transport.Reply) *paygates.Error { panic("the caller's") },
		"exit":    func(*transport.Reply) *paygates.Error { runtime.Goexit(); return nil },
	} {
		for _, status := range []int{200, 404} {
			closed := 0
			var ctx context.Context
			rt := roundTripper(func(r *http.Request) (*http.Response, error) {
				ctx = r.Context()
				return &http.Response{StatusCode: status, Body: watched{strings.NewReader(`{"id":"1"}`), &closed}, ContentLength: -1}, nil
			})
			client := newClient(t, anywhere, sending(rt))
			done := make(chan struct{})
			go func() {
				defer close(done)
				defer func() { _ = recover() }()
				_ = client.Do(t.Context(), streamed(), end)
			}()
			<-done
			assert.Equal(t, 1, closed, "%s, %d", name, status)
			assert.Error(t, ctx.Err(), "%s, %d: nothing waits under it any more", name, status)
		}
	}
}

// Pages that are read to their end leave their connection to the next.
func TestPagesShareAConnection(t *testing.T) {
	t.Parallel()
	page := faults.JSON(200, `{"rows":"`+strings.Repeat("x", 100_000)+`"}`)
	for _, step := range []faults.Step{faults.Answer(page), faults.Gzip(page), faults.Answer(faults.JSON(404, `{}`))} {
		s := serve(t, step)
		client := newClient(t, s.URL())
		for range 3 {
			_ = client.Do(t.Context(), streamed(), reads(new([]byte)))
		}
		assert.Equal(t, 3, s.Arrivals())
		assert.Equal(t, 1, s.Connections(), step.String())
	}
}
