package faults_test

import (
	"bytes"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/paygates/paygates-go/internal/faults"
)

// carrier is something that plays steps, and a client of it.
type carrier struct {
	url    string
	client *http.Client
	log    *faults.Log
	close  func()
}

func (c carrier) post(ctx context.Context, body string) (*http.Response, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, c.url+"/orders?expand=1", strings.NewReader(body))
	if err != nil {
		return nil, err
	}
	req.GetBody = nil
	return c.client.Do(req)
}

func serverCarrier(steps ...faults.Step) carrier {
	s := faults.NewServer(steps...)
	return overTCP(s, &s.Log)
}

func tlsCarrier(steps ...faults.Step) carrier {
	s := faults.NewTLSServer(steps...)
	return overTCP(s, &s.Log)
}

func overTCP(s *faults.Server, log *faults.Log) carrier {
	tr := &http.Transport{DisableCompression: true, TLSClientConfig: &tls.Config{RootCAs: s.Pool()}}
	return carrier{s.URL(), noRedirect(tr), log, func() { tr.CloseIdleConnections(); s.Close() }}
}

func pipeCarrier(steps ...faults.Step) carrier {
	l := faults.NewPipeListener()
	s := faults.NewServerOn(l, steps...)
	tr := &http.Transport{DisableCompression: true, DialContext: l.DialContext}
	return carrier{s.URL(), noRedirect(tr), &s.Log, func() { tr.CloseIdleConnections(); s.Close() }}
}

func memoryCarrier(steps ...faults.Step) carrier {
	tr := faults.NewTransport(steps...)
	return carrier{"http://127.0.0.1:1", noRedirect(tr), &tr.Log, func() {}}
}

func noRedirect(tr http.RoundTripper) *http.Client {
	return &http.Client{Transport: tr, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
}

var carriers = map[string]func(...faults.Step) carrier{
	"server": serverCarrier, "TLS server": tlsCarrier, "pipe server": pipeCarrier, "transport": memoryCarrier,
}

const order = `{"orders":[{"id":"1"}]}`

var good = faults.JSON(http.StatusCreated, order)

// seen is what a client makes of a step.
type seen struct {
	status int    // 0 when there was no answer
	body   string // what came of it
	fail   string // how it ended: "", "cut", "reset", "malformed", "dial", "gave up"
}

func observe(c carrier) (seen, http.Header) {
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	resp, err := c.post(ctx, `{"amount":"1.00"}`)
	if err != nil {
		return seen{fail: failure(err)}, nil
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	return seen{resp.StatusCode, string(body), failure(err)}, resp.Header
}

func failure(err error) string {
	switch {
	case err == nil:
		return ""
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, context.Canceled):
		return "gave up"
	case errors.Is(err, syscall.ECONNREFUSED):
		return "dial"
	case errors.Is(err, syscall.ECONNRESET), errors.Is(err, syscall.EPIPE):
		return "reset"
	case errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF), errors.Is(err, io.ErrClosedPipe):
		return "cut"
	case strings.Contains(err.Error(), "server closed idle connection"):
		return "cut"
	case strings.Contains(err.Error(), "malformed"):
		return "malformed"
	}
	return err.Error()
}

func TestSteps(t *testing.T) {
	t.Parallel()
	model := faults.Handler(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		w.WriteHeader(http.StatusEarlyHints)
		w.WriteHeader(http.StatusAccepted)
		w.WriteHeader(http.StatusTeapot)
		fmt.Fprintf(w, "%s %s %s", r.Method, r.URL.RequestURI(), body)
	}))
	const modelled = `POST /orders?expand=1 {"amount":"1.00"}`
	whole, partial := [2]int{1, 0}, [2]int{0, 1}
	for _, c := range []struct {
		step  faults.Step
		want  seen
		count [2]int // requests received whole, in part
	}{
		{faults.Answer(good), seen{201, order, ""}, whole},
		{faults.Answer(model), seen{202, modelled, ""}, whole},
		{faults.Answer(faults.HTML(502)), seen{502, "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n<center><h1>502 Bad Gateway</h1></center>\r\n</body>\r\n</html>\r\n", ""}, whole},
		{faults.Answer(faults.Empty(500)), seen{500, "", ""}, whole},
		{faults.Answer(faults.Empty(204)), seen{204, "", ""}, whole},
		{faults.Answer(faults.JSON(202, "{}")), seen{202, "{}", ""}, whole},
		{faults.Answer(faults.InArray(good)), seen{201, "[" + order + "]", ""}, whole},
		{faults.AnswerAndClose(good), seen{201, order, ""}, whole},
		{faults.AnswerAndVanish(good), seen{201, order, ""}, whole},
		{faults.Informational(good, 100, 102, 103, 103), seen{201, order, ""}, whole},
		{faults.CutAnswer(good, 0), seen{0, "", "cut"}, whole},
		{faults.CutAnswer(good, 5), seen{0, "", "malformed"}, whole},
		{faults.CutAnswer(good, 20), seen{0, "", "cut"}, whole},
		{faults.CutAnswer(good, good.Size()-len(order)-1), seen{0, "", "malformed"}, whole},
		{faults.CutAnswer(good, good.Size()-len(order)), seen{201, "", "cut"}, whole},
		{faults.CutAnswer(good, good.Size()-1), seen{201, order[:len(order)-1], "cut"}, whole},
		{faults.CutAnswer(good, good.Size()), seen{201, order, ""}, whole},
		{faults.CutBody(good, 0), seen{201, "", "cut"}, whole},
		{faults.CutBody(good, 10), seen{201, order[:10], "cut"}, whole},
		{faults.CutBody(good, len(order)), seen{201, order, "cut"}, whole},
		{faults.CutBody(faults.Empty(200), 9), seen{200, "", "cut"}, whole},
		{faults.CutChunked(good, 10), seen{201, order[:10], "cut"}, whole},
		{faults.CutChunked(good, 0), seen{201, "", "cut"}, whole},
		{faults.CutChunked(good, 1000), seen{201, order, "cut"}, whole},
		{faults.Slow(good, time.Microsecond), seen{201, order, ""}, whole},
		{faults.SlowBody(good, time.Microsecond), seen{201, order, ""}, whole},
		{faults.Oversized(good, 100), seen{201, order + strings.Repeat(" ", 100-len(order)), ""}, whole},
		{faults.Oversized(good, 1<<20), seen{201, order + strings.Repeat(" ", 1<<20-len(order)), ""}, whole},
		{faults.Verbatim("SSH-2.0-OpenSSH\r\n\r\n"), seen{0, "", "malformed"}, whole},
		{faults.Verbatim("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"), seen{200, "{}", ""}, whole},
		{faults.CloseAfterRequest(nil), seen{0, "", "cut"}, whole},
		{faults.ResetAfterRequest(nil), seen{0, "", "reset"}, whole},
		{faults.Choose(func(r *faults.Request) faults.Step {
			return faults.Answer(faults.JSON(200, r.Method))
		}), seen{200, "POST", ""}, whole},
		{faults.ResetMidRequest(20), seen{0, "", "reset"}, partial},
		{faults.ResetOnArrival(), seen{0, "", "reset"}, [2]int{0, 0}},
	} {
		for name, carry := range carriers {
			t.Run(name+"/"+c.step.String(), func(t *testing.T) {
				t.Parallel()
				carrier := carry(c.step)
				got, _ := observe(carrier)
				carrier.close()
				assert.Equal(t, c.want, got)
				assert.Equal(t, c.count, [2]int{carrier.log.Whole(), carrier.log.Partial()})
				assert.Equal(t, 1, carrier.log.Arrivals())
			})
		}
	}
}

// A closed connection shows as its end, or as a reset when the client had written already.
func TestCloseOnArrival(t *testing.T) {
	t.Parallel()
	for name, carry := range carriers {
		carrier := carry(faults.CloseOnArrival())
		got, _ := observe(carrier)
		carrier.close()
		assert.Contains(t, []string{"cut", "reset"}, got.fail, name)
		assert.Zero(t, carrier.log.Whole()+carrier.log.Partial(), name)
		assert.Equal(t, 1, carrier.log.Arrivals(), name)
	}
}

// The handler has done its work even though nobody gets the answer: the case that makes an outcome unknown.
func TestCommitWithoutAnswer(t *testing.T) {
	t.Parallel()
	for _, lose := range []func(faults.Source) faults.Step{faults.CloseAfterRequest, faults.ResetAfterRequest} {
		for name, carry := range carriers {
			commits := 0
			model := faults.Handler(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { commits++ }))
			carrier := carry(lose(model))
			got, _ := observe(carrier)
			carrier.close()
			assert.Zero(t, got.status, name)
			assert.NotEmpty(t, got.fail, name)
			assert.Equal(t, 1, commits, name)
		}
	}
}

func TestSilenceAndStallLastUntilTheClientGivesUp(t *testing.T) {
	t.Parallel()
	for name, carry := range carriers {
		carrier := carry(faults.Silence(nil), faults.Stall(good, 10))
		ctx, cancel := context.WithCancel(t.Context())
		go func() {
			for carrier.log.Whole() == 0 {
				time.Sleep(time.Millisecond)
			}
			cancel()
		}()
		_, err := carrier.post(ctx, "{}")
		assert.Equal(t, "gave up", failure(err), name)

		ctx, cancel = context.WithCancel(t.Context())
		resp, err := carrier.post(ctx, "{}")
		require.NoError(t, err, name)
		assert.EqualValues(t, len(order), resp.ContentLength, name)
		body := make([]byte, 10)
		_, err = io.ReadFull(resp.Body, body)
		require.NoError(t, err, name)
		assert.Equal(t, order[:10], string(body), name)
		cancel()
		_, err = resp.Body.Read(body)
		assert.Equal(t, "gave up", failure(err), name)
		carrier.close()
		assert.Equal(t, 2, carrier.log.Whole(), name)
	}
}

func TestHandlerAnswersAsAServerWould(t *testing.T) {
	t.Parallel()
	model := faults.Handler(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("X-Request-Id", r.Header.Get("X-Request-Id"))
		w.Header().Set("Content-Length", "7")
		io.WriteString(w, "{}") // a recorder does not fail
		w.Header().Set("X-Late", "1")
	}))
	for name, carry := range carriers {
		carrier := carry(faults.Answer(model), faults.Answer(model))
		req := newRequest(t, carrier.url)
		req.Header.Set("X-Request-Id", "r-1")
		resp, err := carrier.client.Do(req)
		require.NoError(t, err, name)
		body, err := io.ReadAll(resp.Body)
		require.NoError(t, err, name)
		assert.Equal(t, "{}", string(body), name)
		assert.Equal(t, http.Header{"X-Request-Id": {"r-1"}, "Content-Type": {"text/plain; charset=utf-8"}, "Content-Length": {"2"}}, resp.Header, name)

		req = newRequest(t, carrier.url)
		req.Method = http.MethodHead
		resp, err = carrier.client.Do(req)
		require.NoError(t, err, name)
		assert.EqualValues(t, 2, resp.ContentLength, name)
		body, err = io.ReadAll(resp.Body)
		require.NoError(t, err, name)
		assert.Empty(t, body, name)
		carrier.close()
	}
}

func TestEndlessIsEndless(t *testing.T) {
	t.Parallel()
	const enough = 4 << 20
	for name, carry := range carriers {
		carrier := carry(faults.Endless(good))
		ctx, cancel := context.WithCancel(t.Context())
		resp, err := carrier.post(ctx, "{}")
		require.NoError(t, err, name)
		assert.EqualValues(t, -1, resp.ContentLength, name)
		body, err := io.ReadAll(io.LimitReader(resp.Body, enough))
		require.NoError(t, err, name)
		assert.Len(t, body, enough, name)
		assert.Equal(t, order, string(bytes.TrimRight(body, " ")), name)
		cancel()
		_, err = io.Copy(io.Discard, resp.Body)
		assert.Equal(t, "gave up", failure(err), name)
		carrier.close()
	}
}

func TestClosingAnEndlessAnswerReturns(t *testing.T) {
	t.Parallel()
	for name, carry := range carriers {
		carrier := carry(faults.Endless(good))
		resp, err := carrier.post(t.Context(), "{}")
		require.NoError(t, err, name)
		require.NoError(t, resp.Body.Close(), name)
		_, err = resp.Body.Read(make([]byte, 1))
		assert.Error(t, err, name)
		carrier.close()
	}
}

func TestRedirectLeadsElsewhere(t *testing.T) {
	t.Parallel()
	for _, status := range []int{301, 302, 303, 307, 308} {
		other := serverCarrier(faults.Answer(good))
		carrier := serverCarrier(faults.Answer(faults.MovedTo(status, other.url+"/stolen")))
		got, header := observe(carrier)
		assert.Equal(t, seen{status: status}, got)
		assert.Equal(t, other.url+"/stolen", header.Get("Location"))
		assert.Zero(t, other.log.Arrivals())

		carrier.client.CheckRedirect = nil
		got, _ = observe(carrier)
		// A client that follows is found out by the other host; without GetBody a 307 cannot be followed.
		assert.Equal(t, status < 307, got.status == 201)
		assert.Equal(t, status < 307, other.log.Whole() == 1)
		carrier.close()
		other.close()
	}
}

func TestTooManyRequests(t *testing.T) {
	t.Parallel()
	now := time.Now()
	names := map[string]bool{}
	for _, form := range faults.RetryAfterForms(now) {
		carrier := serverCarrier(faults.Answer(faults.TooManyRequests(form.Value)))
		got, header := observe(carrier)
		carrier.close()
		assert.Equal(t, http.StatusTooManyRequests, got.status, form.Name)
		assert.Equal(t, strings.TrimSpace(form.Value), header.Get("Retry-After"), form.Name)
		assert.Equal(t, form.Value != "", header["Retry-After"] != nil, form.Name)
		names[form.Name] = true
		if at, err := http.ParseTime(form.Value); err == nil {
			assert.Equal(t, max(at.Sub(now), 0), form.Wait, form.Name)
		}
	}
	assert.Len(t, names, len(faults.RetryAfterForms(now)))
	for _, name := range []string{"none", "seconds", "date", "negative", "garbage", "overflowing"} {
		assert.Contains(t, names, name)
	}
}

func TestScriptTakesStepsInTurnAndRepeatsTheLast(t *testing.T) {
	t.Parallel()
	for name, carry := range carriers {
		carrier := carry(faults.Answer(faults.Empty(500)), faults.Answer(faults.JSON(429, "{}")), faults.Answer(good))
		var statuses []int
		for range 5 {
			got, _ := observe(carrier)
			statuses = append(statuses, got.status)
		}
		carrier.close()
		assert.Equal(t, []int{500, 429, 201, 201, 201}, statuses, name)
		assert.Equal(t, 5, carrier.log.Arrivals(), name)
	}
}

func TestImpossibleScriptsPanic(t *testing.T) {
	t.Parallel()
	for name, make := range map[string]func(){
		"no step":                 func() { faults.NewTransport() },
		"zero step":               func() { faults.NewTransport(faults.Step{}) },
		"server refusing a dial":  func() { faults.NewServer(faults.Answer(good), faults.RefuseDial()) },
		"TLS refusing a dial":     func() { faults.NewTLSServer(faults.RefuseDial()) },
		"handshake without TLS":   func() { faults.NewServer(faults.FailHandshake()) },
		"certificate without TLS": func() { faults.NewServer(faults.RefuseCertificate()) },
		"answer without source":   func() { faults.Answer(nil) },
		"choice of the past": func() {
			tr := faults.NewTransport(faults.Choose(func(*faults.Request) faults.Step { return faults.ResetOnArrival() }))
			tr.RoundTrip(newRequest(t, "http://127.0.0.1:1/"))
		},
	} {
		assert.Panics(t, make, name)
	}
}

func newRequest(t *testing.T, url string) *http.Request {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, url, nil)
	require.NoError(t, err)
	return req
}
