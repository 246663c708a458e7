package modelhttp_test

import (
	"crypto/tls"
	"errors"
	"io"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/paygates/paygates-go/internal/modelhttp"
)

func TestListen(t *testing.T) {
	t.Parallel()
	l := modelhttp.Listen("acmetest")
	assert.Regexp(t, `^http://127\.0\.0\.1:\d+$`, l.URL)
	l.Serve(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.WriteString(w, modelhttp.BaseURL(r))
	}))
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, l.URL+"/path", nil)
	require.NoError(t, err)
	answer, err := new(http.Client).Do(r)
	require.NoError(t, err)
	body, err := io.ReadAll(answer.Body)
	require.NoError(t, err)
	require.NoError(t, answer.Body.Close())
	assert.Equal(t, l.URL, string(body))
	l.Close()
	_, err = modelhttp.Through(new(http.Client))(r)
	require.Error(t, err)
}

func TestBaseURL(t *testing.T) {
	t.Parallel()
	assert.Equal(t, "http://shop.example:81", modelhttp.BaseURL(&http.Request{Host: "shop.example:81"}))
	assert.Equal(t, "https://shop.example", modelhttp.BaseURL(&http.Request{Host: "shop.example", TLS: new(tls.ConnectionState)}))
}

func TestRecord(t *testing.T) {
	t.Parallel()
	var record modelhttp.Record
	assert.Empty(t, record.All())
	header := http.Header{
		"Authorization": {"Basic x"}, "Proxy-Authorization": {"Basic x"}, "Cookie": {"a=b"}, "Accept": {"*/*"},
	}
	at := time.Unix(1000, 0)
	record.Add(modelhttp.Request{Time: at, Method: "POST", Path: "/a/1", Template: "/a/{id}", Query: url.Values{"q": {"1"}}, Header: header, Body: []byte("body")})
	record.Add(modelhttp.Request{Method: "GET"})
	assert.Len(t, header, 4, "the request itself was changed")

	want := modelhttp.Request{
		Sequence: 1, Time: at, Method: "POST", Path: "/a/1", Template: "/a/{id}",
		Query: url.Values{"q": {"1"}}, Header: http.Header{"Accept": {"*/*"}}, Body: []byte("body"),
	}
	got := record.All()
	require.Len(t, got, 2)
	assert.Equal(t, want, got[0])
	assert.Equal(t, modelhttp.Request{Sequence: 2, Method: "GET"}, got[1])
	got[0].Query.Set("q", "2")
	got[0].Header.Set("Accept", "x")
	got[0].Body[0] = 'B'
	assert.Equal(t, want, record.All()[0], "the record can be changed from outside")
}

func TestCallbacks(t *testing.T) {
	t.Parallel()
	var q modelhttp.Callbacks[string]
	anyOne := func(string) bool { return true }
	_, _, ok := q.Take(anyOne)
	assert.False(t, ok)
	q.Add("a", "b", "c")
	q.Add("d")
	before := q.All()
	c, at, ok := q.Take(func(c string) bool { return c > "a" })
	require.True(t, ok)
	assert.Equal(t, "b", c)
	assert.Equal(t, 1, at)
	assert.Equal(t, []string{"a", "b", "c", "d"}, before, "a list that was given changes behind its owner")
	assert.Equal(t, []string{"a", "c", "d"}, q.All())
	q.PutBack(c, at)
	assert.Equal(t, []string{"a", "b", "c", "d"}, q.All())
	assert.Equal(t, []string{"a", "b", "c", "d"}, q.TakeAll())
	assert.Empty(t, q.All())
	q.PutBack("e", 3)
	assert.Equal(t, []string{"e"}, q.All())
}

func TestDeliver(t *testing.T) {
	t.Parallel()
	refused := errors.New("refused")
	for name, c := range map[string]struct {
		chosen string
		fails  string
		sent   []string
		left   []string
		err    error
	}{
		"all":             {"abcd", "", []string{"a", "b", "c", "d"}, []string{}, nil},
		"some":            {"bd", "", []string{"b", "d"}, []string{"a", "c"}, nil},
		"none":            {"", "", nil, []string{"a", "b", "c", "d"}, nil},
		"one that fails":  {"bcd", "c", []string{"b", "c"}, []string{"a", "c", "d"}, refused},
		"the first fails": {"abcd", "a", []string{"a"}, []string{"a", "b", "c", "d"}, refused},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var q modelhttp.Callbacks[string]
			q.Add("a", "b", "c", "d")
			var lock sync.Mutex
			var sent []string
			err := q.Deliver(lock.Lock, &lock, func(s string) bool { return strings.Contains(c.chosen, s) }, func(s string) error {
				require.True(t, lock.TryLock(), "the lock is held while a callback is sent")
				lock.Unlock()
				sent = append(sent, s)
				if s == c.fails {
					return refused
				}
				return nil
			})
			require.ErrorIs(t, err, c.err)
			assert.Equal(t, c.sent, sent)
			assert.Equal(t, c.left, q.All())
			assert.True(t, lock.TryLock(), "the lock is still held")
		})
	}
}

func TestTo(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		handle func(http.ResponseWriter)
		want   int
	}{
		"nothing":            {func(http.ResponseWriter) {}, 200},
		"a body":             {func(w http.ResponseWriter) { _, _ = io.WriteString(w, "x"); w.WriteHeader(500) }, 200},
		"a status":           {func(w http.ResponseWriter) { w.WriteHeader(500); _, _ = io.WriteString(w, "x") }, 500},
		"the first counts":   {func(w http.ResponseWriter) { w.WriteHeader(202); w.WriteHeader(500) }, 202},
		"a hint beforehand":  {func(w http.ResponseWriter) { w.WriteHeader(103); w.WriteHeader(404) }, 404},
		"headers, then more": {func(w http.ResponseWriter) { w.Header().Set("A", "b"); w.Header().Set("C", "d") }, 200},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := modelhttp.To(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { c.handle(w) }))(new(http.Request))
			require.NoError(t, err)
			assert.Equal(t, c.want, got)
		})
	}
}

func TestThrough(t *testing.T) {
	t.Parallel()
	send := modelhttp.Through(&http.Client{Transport: scripted{}})
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, "http://shop.example/there", nil)
	require.NoError(t, err)
	status, err := send(r)
	require.NoError(t, err)
	assert.Equal(t, http.StatusTeapot, status)
	r, err = http.NewRequestWithContext(t.Context(), http.MethodPost, "http://shop.example/gone?secret=x", nil)
	require.NoError(t, err)
	_, err = send(r)
	require.EqualError(t, err, "the address does not answer")
}

// scripted answers one path, and no other.
type scripted struct{}

func (scripted) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.URL.Path != "/there" {
		return nil, errors.New("no route to " + r.URL.String())
	}
	return &http.Response{StatusCode: http.StatusTeapot, Body: http.NoBody, Request: r}, nil
}

func TestIsNearby(t *testing.T) {
	t.Parallel()
	for address, want := range map[string]bool{
		"http://127.0.0.1:80/x": true, "http://localhost/x": true, "https://[::1]:1/": true, "http://127.9.9.9": true,
		"http://shop.example": false, "http://10.0.0.1": false, "http://localhost.example": false, "": false, "http://%": false,
	} {
		assert.Equal(t, want, modelhttp.IsNearby(address), address)
	}
}
