package transport_test

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/internal/faults"
	"github.com/paygates/paygates-go/internal/transport"
)

// httpsServer is a server of net/http, which speaks HTTP/2 to whoever asks.
func httpsServer(t *testing.T, configure func(*tls.Config), handle http.HandlerFunc) *httptest.Server {
	s := httptest.NewUnstartedServer(handle)
	s.EnableHTTP2 = true
	s.Config.ErrorLog = log.New(io.Discard, "", 0)
	s.TLS = new(tls.Config)
	configure(s.TLS)
	s.StartTLS()
	t.Cleanup(s.Close)
	return s
}

func accepting(s *httptest.Server) paygates.Option {
	return tuned(func(tr *http.Transport) {
		tr.TLSClientConfig.RootCAs = x509.NewCertPool()
		tr.TLSClientConfig.RootCAs.AddCert(s.Certificate())
	})
}

func answerGood(w http.ResponseWriter, _ *http.Request) {
	w.Write(good.Body) //nolint:errcheck // the client will notice
}

// One connection carries one request at a time, so that its death concerns that
// one alone.
func TestHTTP1Only(t *testing.T) {
	t.Parallel()
	protocol := ""
	s := httpsServer(t, func(*tls.Config) {}, func(w http.ResponseWriter, r *http.Request) {
		protocol = r.Proto + " " + r.TLS.NegotiatedProtocol
		answerGood(w, r)
	})
	require.NoError(t, newClient(t, s.URL, accepting(s)).Do(t.Context(), sample(create), judge))
	assert.Contains(t, []string{"HTTP/1.1 ", "HTTP/1.1 http/1.1"}, protocol)
}

func TestOldTLSIsRefused(t *testing.T) {
	t.Parallel()
	for version, ok := range map[uint16]bool{tls.VersionTLS10: false, tls.VersionTLS11: false, tls.VersionTLS12: true, tls.VersionTLS13: true} {
		s := httpsServer(t, func(c *tls.Config) { c.MinVersion, c.MaxVersion = version, version }, answerGood)
		err := newClient(t, s.URL, accepting(s), hasty).Do(t.Context(), sample(create), judge)
		if ok {
			assert.NoError(t, err, version)
			continue
		}
		assert.Equal(t, paygates.OutcomeNotExecuted, paygates.OutcomeOf(err), version)
	}
}

func TestCertificateIsVerified(t *testing.T) {
	t.Parallel()
	s := serveTLS(t, faults.Answer(good))
	e := failure(t, newClient(t, s.URL(), once).Do(t.Context(), sample(create), judge))
	assert.Equal(t, paygates.OutcomeNotExecuted, e.Outcome)
	_, ok := errors.AsType[*tls.CertificateVerificationError](e)
	assert.True(t, ok, "the cause is lost")
}

func TestClientCertificateIsPresented(t *testing.T) {
	t.Parallel()
	presented := 0
	s := httpsServer(t, func(c *tls.Config) { c.ClientAuth = tls.RequireAnyClientCert }, func(w http.ResponseWriter, r *http.Request) {
		presented = len(r.TLS.PeerCertificates)
		answerGood(w, r)
	})
	cfg := config(s.URL)
	cfg.Certificate = paygates.NewClientCertificate(s.TLS.Certificates[0])
	client, wrong := transport.New(cfg, []paygates.Option{accepting(s)})
	require.Empty(t, wrong)
	require.NoError(t, client.Do(t.Context(), sample(create), judge))
	assert.Equal(t, 1, presented)
}

// A server names the authorities whose certificates it takes, and not always all
// of them: those between its roots and ours it may know and not name. The
// certificate was given for this gateway, and whether it is good is for the
// gateway to say: without it the refusal would read "certificate required".
func TestClientCertificateIsPresentedUnnamed(t *testing.T) {
	t.Parallel()
	for _, version := range []uint16{tls.VersionTLS12, tls.VersionTLS13} {
		s := httpsServer(t, func(c *tls.Config) {
			c.ClientAuth, c.MaxVersion = tls.RequireAnyClientCert, version
			c.ClientCAs = x509.NewCertPool()
			c.ClientCAs.AddCert(&x509.Certificate{RawSubject: []byte("\x30\x0d\x31\x0b\x30\x09\x06\x03\x55\x04\x03\x0c\x02CA")})
		}, answerGood)
		cfg := config(s.URL)
		cfg.Certificate = paygates.NewClientCertificate(s.TLS.Certificates[0])
		client, wrong := transport.New(cfg, []paygates.Option{accepting(s)})
		require.Empty(t, wrong)
		assert.NoError(t, client.Do(t.Context(), sample(create), judge), version)
	}
}

// Idle connections are kept for four seconds, one less than the servers that
// close after five, and no goroutine outlives them: the bubble would not end.
func TestIdleConnections(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		l := faults.NewPipeListener()
		s := faults.NewServerOn(l, faults.Answer(good))
		d := &faults.Dialer{Dial: l.DialContext}
		client := newClient(t, s.URL(), dialing(d))
		for _, c := range []struct {
			pause time.Duration
			dials int
		}{{0, 1}, {0, 1}, {3900 * time.Millisecond, 1}, {3900 * time.Millisecond, 1}, {4100 * time.Millisecond, 2}, {time.Minute, 3}} {
			time.Sleep(c.pause)
			require.NoError(t, client.Do(t.Context(), sample(create), judge))
			assert.Equal(t, c.dials, d.Dials(), c.pause)
		}
		time.Sleep(4100 * time.Millisecond)
		s.Close()
		synctest.Wait()
	})
}

// As many connections are kept as were in use: the next burst dials none.
func TestIdleConnectionsOfABurst(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		const burst = 50
		l := faults.NewPipeListener()
		s := faults.NewServerOn(l, faults.SlowBody(good, time.Millisecond))
		d := &faults.Dialer{Dial: l.DialContext}
		client := newClient(t, s.URL(), dialing(d))
		for range 3 {
			var calls sync.WaitGroup
			for range burst {
				calls.Go(func() { assert.NoError(t, client.Do(t.Context(), sample(create), judge)) })
			}
			calls.Wait()
			assert.Equal(t, burst, d.Dials())
		}
		s.Close()
		time.Sleep(5 * time.Second)
	})
}

// New starts no goroutine, and a call leaves none, however it ends: the bubble
// would not end either.
func TestNoGoroutineIsLeft(t *testing.T) {
	t.Parallel()
	for _, step := range []faults.Step{
		faults.Answer(good), faults.Answer(faults.HTML(502)), faults.CloseAfterRequest(good), faults.Silence(good), faults.Stall(good, 3),
		faults.CutBody(good, 3), faults.Endless(good), faults.GzipEmptyBlocks(good), faults.Oversized(good, 2<<20), faults.Verbatim("?"),
	} {
		t.Run(step.String(), func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				l := faults.NewPipeListener()
				s := faults.NewServerOn(l, step)
				pipes := tuned(func(tr *http.Transport) { tr.DialContext = l.DialContext })
				client := newClient(t, s.URL(), pipes, hasty)
				for _, op := range every {
					client.Do(t.Context(), sample(op), judge) //nolint:errcheck // any end will do
				}
				time.Sleep(5 * time.Second)
				s.Close()
			})
		})
	}
	synctest.Test(t, func(t *testing.T) {
		newClient(t, anywhere)
	})
}

// 64 callers at once over TLS: no race, no answer to the wrong caller, and the
// connections of the first round, in which all are in use, serve the others.
func TestManyCallers(t *testing.T) {
	t.Parallel()
	const callers, calls = 64, 8
	var arrived atomic.Int64
	all := make(chan struct{})
	s := serveTLS(t, faults.Choose(func(r *faults.Request) faults.Step {
		if arrived.Add(1) == callers {
			close(all)
		}
		<-all
		return faults.Answer(faults.JSON(200, `{"id":"`+r.Header.Get("X-Request-Id")+`"}`))
	}))
	client := newClient(t, s.URL(), trusting(s))
	var running sync.WaitGroup
	for caller := range callers {
		running.Go(func() {
			for call := range calls {
				id := fmt.Sprintf("%d-%d", caller, call)
				err := client.Do(paygates.WithRequestID(t.Context(), id), sample(every[call%len(every)]), func(reply *transport.Reply) *paygates.Error {
					assert.Equal(t, `{"id":"`+id+`"}`, string(reply.Body))
					return nil
				})
				assert.NoError(t, err)
			}
		})
	}
	running.Wait()
	assert.Equal(t, callers*calls, s.Whole())
	assert.LessOrEqual(t, s.Connections(), 96)
}

// 64 callers who start when they please make few connections more than they are:
// what one gives back serves another, whose own is then not made any more.
func TestManyCallersFromCold(t *testing.T) {
	t.Parallel()
	const callers, calls = 64, 8
	s := serveTLS(t, faults.Answer(good))
	client := newClient(t, s.URL(), trusting(s))
	var running sync.WaitGroup
	for range callers {
		running.Go(func() {
			for call := range calls {
				assert.NoError(t, client.Do(t.Context(), sample(every[call%len(every)]), judge))
			}
		})
	}
	running.Wait()
	assert.Equal(t, callers*calls, s.Whole())
	assert.LessOrEqual(t, s.Connections(), 96)
}

// A page gets its connection over TLS also from a caller who sets no deadline.
func TestAPageOverTLS(t *testing.T) {
	t.Parallel()
	s := serveTLS(t, faults.Answer(good))
	var body []byte
	require.NoError(t, newClient(t, s.URL(), trusting(s), once).Do(t.Context(), streamed(), reads(&body)))
	assert.Equal(t, string(good.Body), string(body))
}

// A connection that cannot be made keeps no later caller waiting for longer than
// his own attempt, and nothing of it is left behind.
func TestHungDials(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		hung := &faults.Dialer{Dial: dial, Plan: func(int) faults.Plan { return faults.Plan{Hang: true} }}
		client := newClient(t, anywhere, dialing(hung), paygates.WithAttemptTimeout(time.Second), paygates.WithRetry(paygates.RetryPolicy{MaxAttempts: 1}))
		var running sync.WaitGroup
		for range 40 {
			running.Go(func() {
				started := time.Now()
				e := failure(t, client.Do(t.Context(), sample(create), judge))
				assert.Equal(t, paygates.OutcomeNotExecuted, e.Outcome)
				assert.Equal(t, time.Second, time.Since(started))
			})
		}
		running.Wait()
		time.Sleep(20 * time.Second)
		assert.Equal(t, 16, hung.Dials(), "those whose callers have gone are not made")
	})
}

// Handshakes that hang, of callers who have given up, keep no later one waiting.
func TestHungHandshakes(t *testing.T) {
	t.Parallel()
	const hanging = 16 // as many as are made at a time
	s := serveTLS(t, faults.Answer(good))
	mute, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
	require.NoError(t, err)
	t.Cleanup(func() { _ = mute.Close() }) // nobody accepts: TCP is there and TLS never is
	var dials atomic.Int64
	client := newClient(t, s.URL(), once, trusting(s), tuned(func(tr *http.Transport) {
		tr.DialContext = func(ctx context.Context, network, address string) (net.Conn, error) {
			if dials.Add(1) <= hanging {
				address = mute.Addr().String()
			}
			return dial(ctx, network, address)
		}
	}))
	var running sync.WaitGroup
	for range hanging {
		running.Go(func() {
			ctx, cancel := context.WithTimeout(t.Context(), 200*time.Millisecond)
			defer cancel()
			e := failure(t, client.Do(ctx, sample(create), judge))
			assert.Equal(t, paygates.OutcomeNotExecuted, e.Outcome)
		})
	}
	running.Wait()
	dials.Store(hanging)
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Second)
	defer cancel()
	assert.NoError(t, client.Do(ctx, sample(create), judge))
}

// A host that takes connections and does not begin TLS is given up after ten
// seconds, so that an attempt's time is enough for another.
func TestHungHandshakeEndsByItself(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		client := newClient(t, "https://gateway.example", once, tuned(func(tr *http.Transport) {
			tr.DialContext = func(context.Context, string, string) (net.Conn, error) {
				ours, theirs := net.Pipe()
				go io.Copy(io.Discard, theirs) //nolint:errcheck // it ends with the connection
				return ours, nil
			}
		}))
		for _, op := range every {
			at := time.Now()
			e := failure(t, client.Do(t.Context(), sample(op), judge))
			assert.Equal(t, paygates.OutcomeNotExecuted, e.Outcome)
			assert.Equal(t, 10*time.Second, time.Since(at))
			causes := e.Unwrap()
			assert.Equal(t, "no connection in time", causes[len(causes)-1].Error(), "the attempt had twenty seconds left")
		}
	})
}

// A connection whose handshake fails is closed: its descriptor would be lost.
func TestAFailedHandshakeIsClosed(t *testing.T) {
	t.Parallel()
	s := serveTLS(t, faults.Answer(good))
	var plain net.Conn
	client := newClient(t, s.URL(), once, tuned(func(tr *http.Transport) {
		tr.DialContext = func(ctx context.Context, network, address string) (conn net.Conn, err error) {
			plain, err = dial(ctx, network, address)
			return plain, err
		}
	}))
	require.Error(t, client.Do(t.Context(), sample(create), judge), "its certificate is nobody's")
	assert.ErrorIs(t, plain.SetDeadline(time.Now()), net.ErrClosed)
}
