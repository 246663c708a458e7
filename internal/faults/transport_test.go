package faults_test

import (
	"context"
	"crypto/tls"
	"errors"
	"io"
	"net/http"
	"net/http/httptrace"
	"strings"
	"syscall"
	"testing"
	"testing/iotest"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/paygates/paygates-go/internal/faults"
)

func TestTransportBeforeTheRequest(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		step faults.Step
		is   error
	}{
		{faults.RefuseDial(), syscall.ECONNREFUSED},
		{faults.FailHandshake(), tls.AlertError(80)},
		{faults.RefuseCertificate(), tls.AlertError(42)},
		{faults.ResetOnArrival(), syscall.ECONNRESET},
		{faults.CloseOnArrival(), io.EOF},
	} {
		tr := faults.NewTransport(c.step)
		body := &closing{Reader: strings.NewReader("{}")}
		req := newRequest(t, "http://127.0.0.1:1/")
		req.Body = body
		resp, err := tr.RoundTrip(req)
		assert.Nil(t, resp, c.step)
		assert.ErrorIs(t, err, c.is, c.step)
		assert.True(t, body.closed, c.step)
		assert.False(t, body.read, c.step)
		assert.Equal(t, [3]int{1, 0, 0}, [3]int{tr.Arrivals(), tr.Whole(), tr.Partial()}, c.step)
	}
}

type closing struct {
	io.Reader
	read, closed bool
}

func (c *closing) Read(p []byte) (int, error) {
	c.read = true
	return c.Reader.Read(p)
}

func (c *closing) Close() error {
	c.closed = true
	return nil
}

func TestTransportClosesEveryBody(t *testing.T) {
	t.Parallel()
	for _, step := range []faults.Step{faults.Answer(good), faults.ResetMidRequest(10), faults.ResetMidRequest(1000), faults.CloseAfterRequest(nil)} {
		for _, text := range []string{"", "{}"} {
			body := &closing{Reader: strings.NewReader(text)}
			req := newRequest(t, "http://127.0.0.1:1/")
			req.Method, req.Body, req.ContentLength = http.MethodPost, body, int64(len(text))
			if resp, err := faults.NewTransport(step).RoundTrip(req); err == nil {
				resp.Body.Close()
			}
			assert.True(t, body.closed, "%s with %q", step, text)
		}
	}
}

func TestTransportKnowsNoTrace(t *testing.T) {
	t.Parallel()
	for _, step := range []faults.Step{faults.Answer(good), faults.RefuseDial(), faults.CloseAfterRequest(nil)} {
		asked, got, _ := traced(t, memoryCarrier(step))
		assert.False(t, asked || got, step)
	}
	// The same hooks on a real one, so that their silence above says something.
	c := serverCarrier(faults.Answer(good))
	defer c.close()
	asked, got, err := traced(t, c)
	require.NoError(t, err)
	assert.True(t, asked && got)
	assert.NotNil(t, httptrace.ContextClientTrace(httptrace.WithClientTrace(t.Context(), &httptrace.ClientTrace{})))
}

func TestTransportHonoursTheContext(t *testing.T) {
	t.Parallel()
	tr := faults.NewTransport(faults.Answer(good))
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	body := &closing{Reader: strings.NewReader("{}")}
	req := newRequest(t, "http://127.0.0.1:1/").WithContext(ctx)
	req.Body = body
	_, err := tr.RoundTrip(req)
	assert.ErrorIs(t, err, context.Canceled)
	assert.True(t, body.closed)
	assert.Zero(t, tr.Arrivals())
}

func TestTransportBrokenRequestBody(t *testing.T) {
	t.Parallel()
	broken := errors.New("broken")
	tr := faults.NewTransport(faults.Answer(good))
	req := newRequest(t, "http://127.0.0.1:1/")
	req.Method, req.Body, req.ContentLength = http.MethodPost, io.NopCloser(iotest.ErrReader(broken)), 5
	_, err := tr.RoundTrip(req)
	assert.ErrorContains(t, err, broken.Error())
	assert.Equal(t, [2]int{0, 1}, [2]int{tr.Whole(), tr.Partial()})
}

// Time passes only as the step says, on the carriers that live in a bubble; the bubble also proves that no goroutine is left.
func TestSlowness(t *testing.T) {
	t.Parallel()
	for name, carry := range map[string]func(...faults.Step) carrier{"transport": memoryCarrier, "pipe server": pipeCarrier} {
		synctest.Test(t, func(t *testing.T) {
			c := carry(faults.Slow(good, time.Second), faults.SlowBody(good, time.Second), faults.Silence(nil))
			start := time.Now()
			ctx, cancel := context.WithTimeout(t.Context(), time.Hour)
			defer cancel()

			resp, err := c.post(ctx, "{}")
			require.NoError(t, err, name)
			headTime := time.Since(start)
			assert.Greater(t, headTime, 20*time.Second, name)
			body, err := io.ReadAll(resp.Body)
			require.NoError(t, err, name)
			assert.Equal(t, order, string(body), name)
			assert.Equal(t, time.Duration(len(order))*time.Second, time.Since(start)-headTime, name)

			start = time.Now()
			resp, err = c.post(ctx, "{}")
			require.NoError(t, err, name)
			assert.Zero(t, time.Since(start), name)
			_, err = io.ReadAll(resp.Body)
			require.NoError(t, err, name)
			assert.Equal(t, time.Duration(len(order))*time.Second, time.Since(start), name)

			start = time.Now()
			short, cancelShort := context.WithTimeout(ctx, 30*time.Second)
			defer cancelShort()
			_, err = c.post(short, "{}")
			assert.ErrorIs(t, err, context.DeadlineExceeded, name)
			assert.Equal(t, 30*time.Second, time.Since(start), name)
			c.close()
		})
	}
}
