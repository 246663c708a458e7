package faults_test

import (
	"context"
	"io"
	"net"
	"net/http"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/paygates/paygates-go/internal/faults"
)

// bubble is a real http.Transport that talks to a real http.Server over a PipeListener.
type bubble struct {
	carrier
	dialer  *faults.Dialer
	commits atomic.Int64
}

func newBubble(plan func(n int) faults.Plan) *bubble {
	b := &bubble{}
	l := faults.NewPipeListener()
	server := &http.Server{Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if _, err := io.ReadAll(r.Body); err != nil {
			return
		}
		b.commits.Add(1)
		io.WriteString(w, order) // the client may be gone
	})}
	served := make(chan struct{})
	go func() {
		defer close(served)
		server.Serve(l) // it always ends with ErrServerClosed
	}()
	b.dialer = &faults.Dialer{Dial: l.DialContext, Plan: plan}
	tr := &http.Transport{DialContext: b.dialer.DialContext}
	b.carrier = carrier{url: "http://" + l.Addr().String(), client: noRedirect(tr), close: func() {
		tr.CloseIdleConnections()
		server.Close()
		<-served
	}}
	return b
}

func TestRealClientAndServerInABubble(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		b := newBubble(nil)
		for range 3 {
			got, _ := observe(b.carrier)
			assert.Equal(t, seen{200, order, ""}, got)
		}
		assert.Equal(t, 1, b.dialer.Dials())
		assert.EqualValues(t, 3, b.commits.Load())
		b.close()
		_, err := b.dialer.DialContext(t.Context(), "tcp", "")
		assert.ErrorIs(t, err, syscall.ECONNREFUSED)
	})
}

func TestDialFaults(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		b := newBubble(func(n int) faults.Plan {
			return []faults.Plan{{Fail: faults.ErrRefused}, {Fail: faults.ErrNoSuchHost}, {Hang: true}, {}}[n-1]
		})
		_, got, err := traced(t, b.carrier)
		assert.ErrorIs(t, err, syscall.ECONNREFUSED)
		assert.False(t, got)

		_, got, err = traced(t, b.carrier)
		var noHost *net.DNSError
		require.ErrorAs(t, err, &noHost)
		assert.True(t, noHost.IsNotFound)
		assert.False(t, got)

		start := time.Now()
		asked, got, err := traced(t, b.carrier)
		assert.ErrorIs(t, err, context.DeadlineExceeded)
		assert.True(t, asked && !got)
		assert.Equal(t, 10*time.Second, time.Since(start))

		assert.Zero(t, b.commits.Load())
		ok, _ := observe(b.carrier)
		assert.Equal(t, 200, ok.status)
		assert.Equal(t, 4, b.dialer.Dials())
		b.close()
	})
}

// A cut at every byte of request and answer: nothing commits before the request is whole, nothing arrives whole before the answer is, and nothing hangs.
func TestCutAtEveryByte(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		for n := range int64(600) {
			b := newBubble(func(int) faults.Plan { return faults.Plan{Request: faults.After(n)} })
			got, _ := observe(b.carrier)
			b.close()
			if b.commits.Load() == 1 {
				assert.Equal(t, seen{200, order, ""}, got, "request cut after %d", n)
				assert.Greater(t, n, int64(100))
				break
			}
			assert.Equal(t, seen{fail: "reset"}, got, "request cut after %d", n)
			require.Less(t, n, int64(599), "the request is shorter than that")
		}
		for n := range int64(600) {
			b := newBubble(func(int) faults.Plan { return faults.Plan{Answer: faults.After(n)} })
			got, _ := observe(b.carrier)
			b.close()
			assert.EqualValues(t, 1, b.commits.Load(), "answer cut after %d", n)
			if got.fail == "" {
				assert.Equal(t, order, got.body)
				assert.Greater(t, n, int64(100))
				break
			}
			assert.NotEqual(t, order, got.body, "answer cut after %d", n)
			assert.Contains(t, []string{"reset", "cut", "malformed"}, got.fail, "answer cut after %d", n)
			require.Less(t, n, int64(599), "the answer is shorter than that")
		}
	})
}

func TestKillIdle(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		b := newBubble(nil)
		observe(b.carrier)
		b.dialer.KillIdle(0)
		synctest.Wait()
		got, _ := observe(b.carrier)
		assert.Equal(t, seen{fail: "reset"}, got, "the client had not noticed")
		assert.EqualValues(t, 1, b.commits.Load())
		got, _ = observe(b.carrier)
		assert.Equal(t, 200, got.status, "the next connection is sound")
		assert.Equal(t, 2, b.dialer.Dials())

		b.dialer.KillIdle(30)
		got, _ = observe(b.carrier)
		assert.Equal(t, seen{fail: "reset"}, got, "in the middle of the request")
		assert.EqualValues(t, 2, b.commits.Load())

		observe(b.carrier)
		b.dialer.KillIdle(1 << 20)
		got, _ = observe(b.carrier)
		assert.Equal(t, 200, got.status, "enough for a request")
		b.close()
	})
}

// net/http sends a request again of which no byte has left, so that the dead connection never shows.
func TestKillIdleIsHiddenFromAGet(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		b := newBubble(nil)
		observe(b.carrier)
		b.dialer.KillIdle(0)
		resp, err := b.client.Do(newRequest(t, b.url))
		require.NoError(t, err)
		resp.Body.Close()
		assert.Equal(t, 2, b.dialer.Dials())
		b.close()
	})
}

func TestDialerOverTCP(t *testing.T) {
	t.Parallel()
	s := faults.NewServer(faults.Answer(good))
	d := &faults.Dialer{Dial: (&net.Dialer{}).DialContext, Plan: func(n int) faults.Plan {
		return []faults.Plan{{Answer: faults.After(80)}, {Request: faults.After(40)}, {}}[n-1]
	}}
	tr := &http.Transport{DialContext: d.DialContext}
	c := carrier{s.URL(), noRedirect(tr), &s.Log, func() { tr.CloseIdleConnections(); s.Close() }}
	first, _ := observe(c)
	assert.Equal(t, seen{201, order[:4], "reset"}, first)
	second, _ := observe(c)
	assert.Equal(t, "reset", second.fail)
	third, _ := observe(c)
	assert.Equal(t, seen{201, order, ""}, third)
	d.KillIdle(0)
	fourth, _ := observe(c)
	assert.Equal(t, "reset", fourth.fail)
	c.close()
	assert.Equal(t, 2, s.Whole())
	assert.LessOrEqual(t, s.Partial(), 1)
}

func TestDialerReportsItsDial(t *testing.T) {
	t.Parallel()
	refused := faults.NewRefused()
	defer refused.Close()
	d := &faults.Dialer{Dial: (&net.Dialer{}).DialContext}
	_, err := d.DialContext(t.Context(), "tcp", strings.TrimPrefix(refused.URL(), "http://"))
	assert.ErrorIs(t, err, syscall.ECONNREFUSED)
	assert.Equal(t, 1, d.Dials())
}

func TestPipeListener(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		l := faults.NewPipeListener()
		assert.Equal(t, "localhost:80", l.Addr().String())
		assert.Equal(t, "pipe", l.Addr().Network())
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		_, err := l.DialContext(ctx, "tcp", "h:1")
		assert.ErrorIs(t, err, context.DeadlineExceeded, "nobody accepts")

		go func() {
			conn, err := l.Accept()
			if err == nil {
				io.Copy(conn, conn)
				conn.Close()
			}
		}()
		conn, err := l.DialContext(t.Context(), "tcp", "h:1")
		require.NoError(t, err)
		_, err = io.WriteString(conn, "ping")
		require.NoError(t, err)
		echo := make([]byte, 4)
		_, err = io.ReadFull(conn, echo)
		require.NoError(t, err)
		assert.Equal(t, "ping", string(echo))
		require.NoError(t, conn.Close())

		require.NoError(t, l.Close())
		require.NoError(t, l.Close(), "closing twice is fine")
		_, err = l.Accept()
		assert.ErrorIs(t, err, net.ErrClosed)
		_, err = l.DialContext(t.Context(), "tcp", "h:1")
		assert.ErrorIs(t, err, syscall.ECONNREFUSED)
	})
}
