package faults_test

import (
	"context"
	"crypto/tls"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptrace"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/paygates/paygates-go/internal/faults"
)

func TestRequestsAreKept(t *testing.T) {
	t.Parallel()
	for name, carry := range carriers {
		carrier := carry(faults.Answer(good))
		host := strings.TrimPrefix(strings.TrimPrefix(carrier.url, "https://"), "http://")
		req, err := http.NewRequestWithContext(t.Context(), http.MethodPut, carrier.url+"/orders/1%2f2/charge?a=%20&b", strings.NewReader(`{"amount":"1.00"}`))
		require.NoError(t, err)
		req.Header = http.Header{"User-Agent": {"paygates"}, "Accept-Encoding": {"identity"}}
		resp, err := carrier.client.Do(req)
		require.NoError(t, err, name)
		resp.Body.Close()

		req, err = http.NewRequestWithContext(t.Context(), http.MethodPost, carrier.url+"/x", io.MultiReader(strings.NewReader("ab"), strings.NewReader("c")))
		require.NoError(t, err)
		req.Header = http.Header{"User-Agent": {"paygates"}, "Accept-Encoding": {"identity"}}
		resp, err = carrier.client.Do(req)
		require.NoError(t, err, name)
		resp.Body.Close()
		carrier.close()

		got := carrier.log.Requests()
		require.Len(t, got, 2, name)
		assert.Equal(t, "PUT", got[0].Method, name)
		assert.Equal(t, "/orders/1%2f2/charge?a=%20&b", got[0].Target, name)
		assert.Equal(t, host, got[0].Host, name)
		assert.Equal(t, http.Header{"User-Agent": {"paygates"}, "Accept-Encoding": {"identity"}, "Content-Length": {"17"}}, got[0].Header, name)
		assert.Equal(t, `{"amount":"1.00"}`, string(got[0].Body), name)
		assert.Equal(t, "PUT /orders/1%2f2/charge?a=%20&b HTTP/1.1\r\nHost: "+host+"\r\nUser-Agent: paygates\r\nContent-Length: 17\r\nAccept-Encoding: identity\r\n\r\n"+`{"amount":"1.00"}`,
			string(got[0].Raw), name)
		assert.Equal(t, "PUT /orders/1/2/charge", got[0].String(), "no query")
		assert.Equal(t, "abc", string(got[1].Body), name)
		assert.True(t, strings.HasPrefix(string(got[1].Raw), "POST /x HTTP/1.1\r\n"), name)
		assert.Contains(t, string(got[1].Raw), "Transfer-Encoding: chunked\r\n", name)
		assert.True(t, strings.HasSuffix(string(got[1].Raw), "0\r\n\r\n"), name)
	}
}

func TestConnectionsAreReused(t *testing.T) {
	t.Parallel()
	s := faults.NewServer(faults.Answer(good), faults.Answer(good), faults.AnswerAndClose(good), faults.Answer(good))
	c := overTCP(s, &s.Log)
	for range 4 {
		observe(c)
	}
	c.close()
	assert.Equal(t, 2, s.Connections())
	var conns []int
	for _, r := range s.Requests() {
		conns = append(conns, r.Conn)
	}
	assert.Equal(t, []int{1, 1, 1, 2}, conns)
}

// An idle connection that dies as the next request is written: a POST fails, and net/http sends a GET once more behind the caller's back.
func TestDeadIdleConnection(t *testing.T) {
	t.Parallel()
	for name, carry := range map[string]func(...faults.Step) carrier{"server": serverCarrier, "TLS server": tlsCarrier, "pipe server": pipeCarrier} {
		c := carry(faults.Answer(good), faults.ResetOnArrival(), faults.Answer(faults.JSON(200, "{}")))
		first, _ := observe(c)
		second, _ := observe(c)
		assert.Equal(t, 201, first.status, name)
		assert.Equal(t, "reset", second.fail, name)
		c.close()
		assert.Equal(t, 1, c.log.Whole(), name)
		assert.Equal(t, 1, c.log.Partial(), "%s: the first bytes came", name)
		assert.Equal(t, 2, c.log.Arrivals(), name)

		c = carry(faults.Answer(good), faults.ResetOnArrival(), faults.Answer(faults.JSON(200, "{}")))
		observe(c)
		resp, err := c.client.Do(newRequest(t, c.url+"/orders"))
		require.NoError(t, err, name)
		assert.Equal(t, 200, resp.StatusCode, name)
		resp.Body.Close()
		c.close()
		assert.Equal(t, 3, c.log.Arrivals(), "%s: two sends for one Do", name)
	}
}

func TestAnswerAndVanishClosesUnannounced(t *testing.T) {
	t.Parallel()
	s := faults.NewServer(faults.AnswerAndVanish(good))
	defer s.Close()
	conn, err := net.Dial("tcp", strings.TrimPrefix(s.URL(), "http://"))
	require.NoError(t, err)
	defer conn.Close()
	_, err = io.WriteString(conn, "GET / HTTP/1.1\r\nHost: h\r\n\r\n")
	require.NoError(t, err)
	all, err := io.ReadAll(conn)
	require.NoError(t, err)
	assert.True(t, strings.HasSuffix(string(all), "\r\n\r\n"+order))
	assert.NotContains(t, strings.ToLower(string(all)), "connection:")
}

func TestAClientThatLeavesIsPartial(t *testing.T) {
	t.Parallel()
	for name, text := range map[string]string{
		"in the request line": "POST /orde",
		"in the headers":      "POST /orders HTTP/1.1\r\nHost: h\r\nConte",
		"in the body":         "POST /orders HTTP/1.1\r\nHost: h\r\nContent-Length: 10\r\n\r\n12345",
		"in a chunk":          "POST /orders HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n123",
	} {
		s := faults.NewServer(faults.Answer(good))
		conn, err := net.Dial("tcp", strings.TrimPrefix(s.URL(), "http://"))
		require.NoError(t, err)
		_, err = io.WriteString(conn, text)
		require.NoError(t, err)
		require.NoError(t, conn.(*net.TCPConn).CloseWrite())
		rest, err := io.ReadAll(conn)
		require.NoError(t, err)
		conn.Close()
		s.Close()
		assert.Empty(t, rest, name)
		assert.Equal(t, [2]int{0, 1}, [2]int{s.Whole(), s.Partial()}, name)
	}
	s := faults.NewServer(faults.Answer(good))
	conn, err := net.Dial("tcp", strings.TrimPrefix(s.URL(), "http://"))
	require.NoError(t, err)
	require.NoError(t, conn.(*net.TCPConn).CloseWrite())
	_, err = io.ReadAll(conn)
	require.NoError(t, err)
	conn.Close()
	s.Close()
	assert.Equal(t, 1, s.Connections())
	assert.Zero(t, s.Arrivals(), "a connection without a byte is no request")
}

// traced runs one request and tells what its connection hooks saw.
func traced(t *testing.T, c carrier) (asked, got bool, err error) {
	t.Helper()
	var a, g atomic.Bool
	trace := &httptrace.ClientTrace{GetConn: func(string) { a.Store(true) }, GotConn: func(httptrace.GotConnInfo) { g.Store(true) }}
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	resp, err := c.post(httptrace.WithClientTrace(ctx, trace), "{}")
	if err == nil {
		resp.Body.Close()
	}
	return a.Load(), g.Load(), err
}

func TestTLSFaults(t *testing.T) {
	t.Parallel()
	c := tlsCarrier(faults.FailHandshake(), faults.Answer(good))
	asked, got, err := traced(t, c)
	assert.ErrorContains(t, err, "tls: internal error")
	assert.True(t, asked)
	assert.False(t, got, "there never was a connection")
	after, _ := observe(c)
	assert.Equal(t, 201, after.status)
	c.close()
	assert.Equal(t, [3]int{2, 1, 0}, [3]int{c.log.Arrivals(), c.log.Whole(), c.log.Partial()})

	c = tlsCarrier(faults.RefuseCertificate(), faults.Answer(good))
	asked, got, err = traced(t, c)
	var alert *net.OpError
	require.ErrorAs(t, err, &alert)
	assert.Equal(t, "remote error", alert.Op)
	assert.True(t, asked && got, "under TLS 1.3 the refusal comes after the handshake")
	after, _ = observe(c)
	assert.Equal(t, 201, after.status)
	c.close()
	assert.Equal(t, [3]int{2, 1, 0}, [3]int{c.log.Arrivals(), c.log.Whole(), c.log.Partial()})

	c = tlsCarrier(faults.RefuseCertificate(), faults.Answer(good))
	c.client.Transport.(*http.Transport).TLSClientConfig.MaxVersion = tls.VersionTLS12
	asked, got, err = traced(t, c)
	assert.Error(t, err)
	assert.True(t, asked && !got, "under TLS 1.2 within it")
	c.close()

	c = tlsCarrier(faults.Answer(good), faults.FailHandshake())
	observe(c)
	second, _ := observe(c)
	assert.Zero(t, second.status, "too late for a handshake: the connection ends")
	c.close()

	c = tlsCarrier(faults.Answer(good))
	c.client.Transport.(*http.Transport).TLSClientConfig.RootCAs = nil
	_, got, err = traced(t, c)
	var untrusted *tls.CertificateVerificationError
	require.ErrorAs(t, err, &untrusted, "only the pool trusts the certificate")
	assert.False(t, got)
	c.close()
	assert.Zero(t, c.log.Arrivals())

	s := faults.NewServer(faults.Answer(good))
	defer s.Close()
	assert.Nil(t, s.Pool())
}

func TestServerServesMany(t *testing.T) {
	t.Parallel()
	var commits atomic.Int64
	s := faults.NewServer(faults.Answer(faults.Handler(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { commits.Add(1) }))))
	c := overTCP(s, &s.Log)
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			for range 20 {
				got, _ := observe(c)
				assert.Equal(t, seen{status: 200}, got)
			}
		})
	}
	all.Wait()
	c.close()
	assert.EqualValues(t, 160, commits.Load())
	assert.Equal(t, 160, s.Whole())
	assert.LessOrEqual(t, s.Connections(), 160)
}

// Not parallel: it counts the goroutines of the whole program.
func TestCloseLeavesNoGoroutine(t *testing.T) {
	steps := []faults.Step{
		faults.Answer(good), faults.Silence(nil), faults.Stall(good, 3), faults.Slow(good, time.Hour), faults.Endless(good), faults.GzipEmptyBlocks(good),
		faults.GzipEndless(good), faults.ResetMidRequest(1 << 20), faults.CloseAfterRequest(nil), faults.ResetOnArrival(),
	}
	before := runtime.NumGoroutine()
	for _, step := range steps {
		for name, carry := range carriers {
			c := carry(step)
			ctx, cancel := context.WithCancel(t.Context())
			var done sync.WaitGroup
			done.Go(func() {
				if resp, err := c.post(ctx, "{}"); err == nil {
					io.Copy(io.Discard, resp.Body)
					resp.Body.Close()
				}
			})
			for c.log.Arrivals() == 0 {
				runtime.Gosched()
			}
			if name == "transport" {
				cancel()
			}
			c.close() // with the request in flight
			cancel()
			done.Wait()
			c.close()
		}
	}
	deadline := time.Now().Add(10 * time.Second) // the clients' goroutines take a moment
	for runtime.NumGoroutine() > before && time.Now().Before(deadline) {
		time.Sleep(time.Millisecond)
	}
	assert.LessOrEqual(t, runtime.NumGoroutine(), before)
}

func TestCloseRefusesLaterConnections(t *testing.T) {
	t.Parallel()
	c := serverCarrier(faults.Answer(good))
	observe(c)
	c.close()
	got, _ := observe(c)
	assert.Equal(t, "dial", got.fail)
}

func TestRefused(t *testing.T) {
	t.Parallel()
	refused := faults.NewRefused()
	client := &http.Client{Transport: &http.Transport{}}
	for range 3 {
		_, err := client.Do(newRequest(t, refused.URL()))
		assert.Equal(t, "dial", failure(err))
	}
	assert.NotEqual(t, "dial", failure(errors.New("other")))
	// While it is held, nobody else can listen there.
	_, err := net.Listen("tcp", strings.TrimPrefix(refused.URL(), "http://"))
	assert.Error(t, err)
	refused.Close()
}
