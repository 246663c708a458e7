package transport_test

import (
	"net/http"
	"net/url"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/internal/faults"
	"github.com/paygates/paygates-go/internal/transport"
)

func TestBaseURL(t *testing.T) {
	t.Parallel()
	for base, ok := range map[string]bool{
		"https://api.example.com":            true,
		"https://api.example.com/":           true,
		"https://api.example.com/v1":         true,
		"https://api.example.com:8443/v1/":   true,
		"HTTPS://API.example.com":            true,
		"https://[2001:db8::1]":              true,
		"https://[::1]:8443":                 true,
		"http://localhost:8080":              true,
		"http://127.0.0.1:8080":              true,
		"http://127.8.9.10":                  true,
		"http://[::1]:8080":                  true,
		"":                                   false,
		"api.example.com":                    false,
		"/v1":                                false,
		"//api.example.com":                  false,
		"https://":                           false,
		"https:///v1":                        false,
		"https:api.example.com":              false,
		"https://:8443":                      false,
		"https://api.example.com:":           false,
		"http://api.example.com":             false,
		"http://10.0.0.1":                    false,
		"http://0.0.0.0":                     false,
		"http://localhost.example.com":       false,
		"http://127.0.0.1.example.com":       false,
		"http://[::]":                        false,
		"ftp://localhost":                    false,
		"file:///etc/passwd":                 false,
		"ws://localhost":                     false,
		"https://me@api.example.com":         false,
		"https://me:secret@api.example.com":  false,
		"https://api.example.com?key=secret": false,
		"https://api.example.com?":           false,
		"https://api.example.com#part":       false,
		"https://api.example.com\\@evil.com": false,
		"https://api.example.com:port":       false,
		"https://api .example.com":           false,
		"https://api.example.com/\x7f":       false,
		"https://api.example.com/%zz":        false,
	} {
		client, wrong := transport.New(config(base), nil)
		assert.Equal(t, ok, client != nil, base)
		if !ok {
			require.Len(t, wrong, 1, base)
			assert.Equal(t, "BaseURL", wrong[0].Field, base)
			assert.NotContains(t, wrong[0].Message, "secret", base)
		}
	}
}

func TestPrefixAndTarget(t *testing.T) {
	t.Parallel()
	for base, want := range map[string]string{
		"https://api.example.com":       "/things/1?expand=all",
		"https://api.example.com/":      "/things/1?expand=all",
		"https://api.example.com/v1":    "/v1/things/1?expand=all",
		"https://api.example.com/v1/":   "/v1/things/1?expand=all",
		"https://api.example.com/a%2Fb": "/a%2Fb/things/1?expand=all",
	} {
		tr := faults.NewTransport(faults.Answer(good))
		client := newClient(t, base, sending(tr))
		require.NoError(t, client.Do(t.Context(), sample(get), judge))
		assert.Equal(t, want, tr.Requests()[0].Target, base)
		assert.Equal(t, "api.example.com", tr.Requests()[0].Host, base)
		assert.Equal(t, want, client.Path(target), base)
	}
}

// What is escaped in a target stays so: an id is a piece of the path, whatever it holds.
func TestTargetStaysEscaped(t *testing.T) {
	t.Parallel()
	for _, escaped := range []string{"/things/a%2F..%2Fb", "/things/%2e%2e/x", "/things/a%3Fb", "/things/%25", "/things?q=%26%3D+x&q={id}", "/things/%7Bid%7D"} {
		tr := faults.NewTransport(faults.Answer(good))
		call := sample(get)
		call.Target = escaped
		require.NoError(t, newClient(t, anywhere, sending(tr)).Do(t.Context(), call, judge))
		assert.Equal(t, escaped, tr.Requests()[0].Target)
	}
}

// A target that would lead to another host, or carry credentials of its own,
// is not sent, now or later.
func TestOriginGuard(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ base, target string }{
		{anywhere, "@evil.example/things"},
		{anywhere, ".evil.example/things"},
		{anywhere, ":8443/things"},
		{anywhere, ":pass@evil.example/things"},
		{anywhere, "@gateway.example/things"},
		{"http://localhost", ".evil.example/things"},
		{"http://localhost", ":81/things"},
		{anywhere, "/things\x7f"},
		{anywhere, "/%zz"},
	} {
		for _, op := range every {
			tr := faults.NewTransport(faults.Answer(good))
			call := sample(op)
			call.Target = c.target
			e := failure(t, newClient(t, c.base, sending(tr)).Do(t.Context(), call, judge))
			assert.Zero(t, tr.Arrivals(), c.target)
			assert.Equal(t, fate{paygates.ErrInvalidRequest, paygates.OutcomeNotExecuted, paygates.AdviceFixRequest, 1}, fate{e.Kind, e.Outcome, e.Advice(), e.Attempts}, c.target)
			assert.NotContains(t, e.Error(), "evil")
		}
	}
}

// A Host header in a gateway's own settings does not move the request elsewhere,
// nor cover for a target that does.
func TestForeignHostHeader(t *testing.T) {
	t.Parallel()
	for host, target := range map[string]string{"evil.example": target, "gateway.example": ".evil.example/things"} {
		tr := faults.NewTransport(faults.Answer(good))
		cfg := config(anywhere)
		cfg.Header.Set("Host", host)
		client, wrong := transport.New(cfg, []paygates.Option{sending(tr)})
		require.Empty(t, wrong)
		call := sample(get)
		call.Target = target
		err := client.Do(t.Context(), call, judge)
		if host == "gateway.example" {
			failure(t, err)
			assert.Zero(t, tr.Arrivals(), host)
			continue
		}
		require.NoError(t, err)
		assert.Equal(t, "gateway.example", tr.Requests()[0].Host)
	}
}

func TestOwns(t *testing.T) {
	t.Parallel()
	client := newClient(t, "https://api.example.com:8443/v1")
	for link, want := range map[string]bool{
		"https://api.example.com:8443/v1/things?page=2": true,
		"/v1/things?page=2":                             true,
		"?page=2":                                       true,
		"things":                                        true,
		"https://api.example.com/v1/things":             false,
		"http://api.example.com:8443/v1/things":         false,
		"https://evil.example:8443/v1":                  false,
		"https://me@api.example.com:8443/v1":            false,
		"//evil.example/v1":                             false,
		"mailto:me":                                     false,
		"https:things":                                  false,
	} {
		u, err := url.Parse(link)
		require.NoError(t, err)
		assert.Equal(t, want, client.Owns(u), link)
	}
}

// A body goes out whole whatever the method that carries one.
func TestBodyGoesOutWhole(t *testing.T) {
	t.Parallel()
	for _, method := range []string{http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete} {
		s := serve(t, faults.Answer(good))
		call := sample(&paygates.Operation{Name: "Things.Do", Method: method})
		call.Body = make([]byte, 100_000)
		for i := range call.Body {
			call.Body[i] = byte('a' + i%26)
		}
		require.NoError(t, newClient(t, s.URL()).Do(t.Context(), call, judge))
		assert.Equal(t, string(call.Body), string(s.Requests()[0].Body), method)
		assert.Empty(t, s.Requests()[0].Header.Get("Transfer-Encoding"), method)
	}
}
