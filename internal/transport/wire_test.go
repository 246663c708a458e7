package transport_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/internal/faults"
)

// What goes out is pinned byte by byte: no chunked empty body, no
// Transfer-Encoding beside a GET, no Idempotency-Key, nothing that resty or
// net/http would add by themselves.
func TestRequestBytes(t *testing.T) {
	t.Parallel()
	const common = "Host: HOST\r\n" +
		"User-Agent: shop/1.4 paygates-go/devel\r\n" +
		"FRAMING" +
		"Accept: application/json\r\n" +
		"Accept-Encoding: identity\r\n" +
		"Authorization: Basic bWU6c2VjcmV0\r\n" +
		"Content-Type: application/json\r\n" +
		"X-Request-Id: trace-1\r\n" +
		"\r\n"
	remove := &paygates.Operation{Name: "Things.Remove", Method: http.MethodDelete, Path: "/things/{id}", Safety: paygates.Repeatable}
	for name, c := range map[string]struct {
		op      *paygates.Operation
		body    string
		page    bool
		framing string
	}{
		"GET":               {op: get},
		"GET of a page":     {op: get, page: true},
		"GET that writes":   {op: enable},
		"PUT without body":  {op: cancel, framing: "Content-Length: 0\r\n"},
		"PUT with body":     {op: cancel, body: `{"amount":"1.00"}`, framing: "Content-Length: 17\r\n"},
		"POST":              {op: create, body: `{"amount":"1.00"}`, framing: "Content-Length: 17\r\n"},
		"POST without body": {op: create, framing: "Content-Length: 0\r\n"},
		"DELETE":            {op: remove},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := serve(t, faults.Answer(good))
			client := newClient(t, s.URL(), paygates.WithUserAgent("shop/1.4"))
			call := sample(c.op)
			call.Body, call.Page = nil, c.page
			if c.body != "" {
				call.Body = []byte(c.body)
			}
			for range 2 { // on a new connection and on a reused one
				require.NoError(t, client.Do(paygates.WithRequestID(t.Context(), "trace-1"), call, judge))
			}
			want := strings.NewReplacer("HOST", strings.TrimPrefix(s.URL(), "http://"), "FRAMING", c.framing).Replace(common)
			if c.page {
				want = strings.Replace(want, "identity", "gzip", 1)
			}
			want = c.op.Method + " /things/1?expand=all HTTP/1.1\r\n" + want + c.body
			require.Equal(t, 2, s.Whole())
			for _, r := range s.Requests() {
				assert.Equal(t, want, string(r.Raw))
			}
			assert.Equal(t, 1, s.Connections())
		})
	}
}
