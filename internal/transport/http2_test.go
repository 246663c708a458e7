package transport_test

import (
	"crypto/tls"
	"crypto/x509"
	"encoding/binary"
	"io"
	"net/http"
	"net/http/httptest"
	"strconv"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	paygates "github.com/paygates/paygates-go"
)

// Frames of HTTP/2 and what stands in them (RFC 9113, 6 and 7; RFC 7541, A).
const (
	frameData, frameHeaders, frameReset, frameSettings, frameAway byte = 0, 1, 3, 4, 7

	flagEndStream, flagAck, flagEndHeaders byte = 1, 1, 4

	goingAway uint32 = 1 << 31 // no code of a reset

	statusOK, statusBad byte = 0x80 | 8, 0x80 | 12 // 200 and 400, by their place in the static table
)

// streams is one connection of HTTP/2, seen from the gateway.
type streams struct{ conn io.ReadWriter }

func (s streams) write(kind, flags byte, stream uint32, payload ...byte) {
	head := binary.BigEndian.AppendUint32(nil, uint32(len(payload))<<8|uint32(kind)) //nolint:gosec // a test's own
	head = binary.BigEndian.AppendUint32(append(head, flags), stream)
	s.conn.Write(append(head, payload...)) //nolint:errcheck // the client will notice
}

// requests plays a step for each request that has arrived whole, until one returns false.
func (s streams) requests(step func(stream uint32) bool) {
	if _, err := io.CopyN(io.Discard, s.conn, int64(len("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"))); err != nil {
		return
	}
	s.write(frameSettings, 0, 0)
	var head [9]byte
	for {
		if _, err := io.ReadFull(s.conn, head[:]); err != nil {
			return
		}
		if _, err := io.CopyN(io.Discard, s.conn, int64(binary.BigEndian.Uint32(head[:])>>8)); err != nil {
			return
		}
		switch kind, flags := head[3], head[4]; {
		case kind == frameSettings && flags&flagAck == 0:
			s.write(frameSettings, flagAck, 0)
		case (kind == frameData || kind == frameHeaders) && flags&flagEndStream != 0:
			if !step(binary.BigEndian.Uint32(head[5:])) {
				return
			}
		}
	}
}

// serveHTTP2 gives each whole request to step with its number, the first being 1.
func serveHTTP2(t *testing.T, step func(s streams, stream uint32, n int64) (more bool)) (url string, client *http.Client, arrived *atomic.Int64) {
	arrived = new(atomic.Int64)
	s := httptest.NewUnstartedServer(nil)
	s.TLS = &tls.Config{NextProtos: []string{"h2"}}
	s.Config.TLSNextProto = map[string]func(*http.Server, *tls.Conn, http.Handler){"h2": func(_ *http.Server, conn *tls.Conn, _ http.Handler) {
		s := streams{conn}
		s.requests(func(stream uint32) bool { return step(s, stream, arrived.Add(1)) })
	}}
	s.StartTLS()
	t.Cleanup(s.Close)
	pool := x509.NewCertPool()
	pool.AddCert(s.Certificate())
	tr := &http.Transport{TLSClientConfig: &tls.Config{RootCAs: pool}, ForceAttemptHTTP2: true}
	t.Cleanup(tr.CloseIdleConnections)
	return s.URL, &http.Client{Transport: tr}, arrived
}

// A caller's transport may speak HTTP/2. There net/http sends a request without
// a body again by itself when its stream is reset, although the gateway may have
// acted: what the second one is told, "not in this state any more", would pass
// for the answer to the first.
func TestNoReplayOverHTTP2(t *testing.T) {
	t.Parallel()
	for name, code := range map[string]uint32{
		"protocol error": 1, "internal error": 2, "refused stream": 7, "going away": goingAway,
	} {
		for _, of := range []*struct {
			name string
			op   *paygates.Operation
		}{{"GET", get}, {"GET that writes", enable}, {"POST", create}, {"PUT without body", cancel}} {
			t.Run(name+"/"+of.name, func(t *testing.T) {
				t.Parallel()
				url, hc, arrived := serveHTTP2(t, func(s streams, stream uint32, n int64) bool {
					switch {
					case n == 1:
						s.write(frameHeaders, flagEndHeaders, stream, statusOK)
						s.write(frameData, flagEndStream, stream, good.Body...)
					case n == 2 && code == goingAway:
						s.write(frameAway, 0, 0, make([]byte, 8)...) // no stream was processed, it says
						return false
					case n == 2:
						s.write(frameReset, 0, stream, binary.BigEndian.AppendUint32(nil, code)...)
					default:
						s.write(frameHeaders, flagEndHeaders, stream, statusBad)
						s.write(frameData, flagEndStream, stream, refusal.Body...)
					}
					return true
				})
				client := newClient(t, url, once, paygates.WithHTTPClient(hc))
				require.NoError(t, client.Do(t.Context(), sample(of.op), judge))
				e := failure(t, client.Do(t.Context(), sample(of.op), judge))
				assert.Equal(t, "2 sends, 1 attempt", strconv.FormatInt(arrived.Load(), 10)+" sends, "+strconv.Itoa(e.Attempts)+" attempt")
				assert.Equal(t, of.op.Safety == paygates.Once, e.Outcome == paygates.OutcomeUnknown, e.Outcome)
			})
		}
	}
}
