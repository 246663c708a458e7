package transport_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/internal/faults"
	"github.com/paygates/paygates-go/internal/transport"
)

const (
	objectLimit = 1 << 20
	pageLimit   = 32 << 20
)

// read makes one read and returns the answer's body as the judge got it.
func read(t *testing.T, client *transport.Client, page bool) ([]byte, error) {
	t.Helper()
	var body []byte
	call := sample(get)
	call.Page = page
	err := client.Do(t.Context(), call, func(reply *transport.Reply) *paygates.Error {
		body = reply.Body
		return nil
	})
	return body, err
}

// Every size up to the limit is read, declared or not, plain or coded.
func TestBodySizes(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		step faults.Step
		page bool
		want int64 // -1: refused
	}{
		"empty":                        {faults.Answer(faults.Empty(200)), false, 0},
		"no content":                   {faults.Answer(faults.Empty(204)), false, 0},
		"declared, at the limit":       {faults.Oversized(good, objectLimit), false, objectLimit},
		"declared, beyond":             {faults.Oversized(good, objectLimit+1), false, -1},
		"declared, beyond memory":      {faults.Oversized(good, 1<<60), false, -1},
		"chunked, without end":         {faults.Endless(good), false, -1},
		"gzip":                         {faults.Gzip(good), false, int64(len(good.Body))},
		"gzip, at the limit":           {faults.GzipBomb(good, objectLimit), false, objectLimit},
		"gzip, beyond":                 {faults.GzipBomb(good, objectLimit+1), false, -1},
		"gzip bomb":                    {faults.GzipBomb(good, 4<<20), false, -1},
		"gzip without end":             {faults.GzipEndless(good), false, -1},
		"gzip of nothing, without end": {faults.GzipEmptyBlocks(good), false, -1},
		"page beyond an object":        {faults.Oversized(good, objectLimit+1), true, objectLimit + 1},
		"page, at the limit":           {faults.Oversized(good, pageLimit), true, pageLimit},
		"page, beyond":                 {faults.Oversized(good, pageLimit+1), true, -1},
		"page, gzip, beyond an object": {faults.GzipBomb(good, objectLimit+1), true, objectLimit + 1},
		"page, gzip without end":       {faults.GzipEndless(good), true, -1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := serve(t, c.step)
			body, err := read(t, newClient(t, s.URL()), c.page)
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
			assert.True(t, e.Raw.IsZero())
		})
	}
}

// A broken coding is an answer of the gateway's; a broken connection under a
// sound coding is the network's, and a read asks again.
func TestCodedBodies(t *testing.T) {
	t.Parallel()
	coded := func(coding string) faults.Step {
		r := faults.JSON(200, `{"id":"1"}`)
		r.Header.Set("Content-Encoding", coding)
		return faults.Answer(r)
	}
	for name, c := range map[string]struct {
		step faults.Step
		kind error
	}{
		"identity":           {coded("identity"), nil},
		"Identity":           {coded("Identity"), nil},
		"gzip":               {faults.Gzip(good), nil},
		"gzip that is none":  {faults.GzipGarbage(good), paygates.ErrUnexpectedReply},
		"gzip, bad checksum": {faults.GzipBadChecksum(good), paygates.ErrUnexpectedReply},
		"gzip, cut":          {faults.GzipCut(good), paygates.ErrUnexpectedReply},
		"br":                 {coded("br"), paygates.ErrUnexpectedReply},
		"deflate":            {coded("deflate"), paygates.ErrUnexpectedReply},
		"gzip, gzip":         {coded("gzip, gzip"), paygates.ErrUnexpectedReply},
	} {
		for _, op := range []*paygates.Operation{create, get} {
			s := serve(t, c.step)
			err := newClient(t, s.URL()).Do(t.Context(), sample(op), judge)
			if c.kind == nil {
				assert.NoError(t, err, name)
				continue
			}
			assert.ErrorIs(t, err, c.kind, name)
			assert.Equal(t, op == create, errors.Is(err, paygates.ErrOutcomeUnknown), name)
			assert.Equal(t, 1, s.Arrivals(), name)
		}
	}
}

func TestConnectionCutUnderACoding(t *testing.T) {
	t.Parallel()
	zipped := faults.NewTransport(faults.Gzip(good))
	resp, err := zipped.RoundTrip(httpRequest(t))
	require.NoError(t, err)
	body, err := io.ReadAll(resp.Body)
	require.NoError(t, err)
	reply := faults.Reply{Status: 201, Header: http.Header{"Content-Encoding": {"gzip"}}, Body: body}
	for _, cut := range []int{0, 5, 12, len(body) - 1} {
		s := serve(t, faults.CutBody(reply, cut), faults.Answer(reply))
		_, err := read(t, newClient(t, s.URL(), hasty), false)
		assert.NoError(t, err, cut)
		assert.Equal(t, 2, s.Arrivals(), cut)
	}
}

func httpRequest(t *testing.T) *http.Request {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, anywhere, nil)
	require.NoError(t, err)
	return r
}

// RoundTrippers in memory, tests' above all, leave ContentLength at 0 or -1.
func TestUndeclaredLengthOfARoundTripper(t *testing.T) {
	t.Parallel()
	for _, declared := range []int64{0, -1, 10} {
		rt := roundTripper(func(*http.Request) (*http.Response, error) {
			return &http.Response{StatusCode: 200, Body: io.NopCloser(strings.NewReader(`{"id":"1"}`)), ContentLength: declared}, nil
		})
		body, err := read(t, newClient(t, anywhere, sending(rt)), false)
		assert.NoError(t, err, declared)
		assert.Equal(t, `{"id":"1"}`, string(body), declared)
	}
}

// One that declares another length than it gives has not given the whole answer.
func TestWrongLengthOfARoundTripper(t *testing.T) {
	t.Parallel()
	for body, declared := range map[string]int64{`{"id":"1"}`: 9, `{"id":"12"}`: 12, "": 10} {
		rt := roundTripper(func(*http.Request) (*http.Response, error) {
			return &http.Response{StatusCode: 200, Body: io.NopCloser(strings.NewReader(body)), ContentLength: declared}, nil
		})
		e := failure(t, newClient(t, anywhere, sending(rt)).Do(t.Context(), sample(create), judge))
		assert.Equal(t, paygates.OutcomeUnknown, e.Outcome)
		assert.ErrorIs(t, e, io.ErrUnexpectedEOF)
	}
}

// watched notes whether a body was closed.
type watched struct {
	io.Reader
	closed *int
}

func (w watched) Close() error { *w.closed++; return nil }

// However an answer ends, its body is closed, so that its connection is not lost.
func TestBodyIsClosed(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		header http.Header
		length int64
		body   io.Reader
	}{
		"read":      {nil, -1, strings.NewReader(`{"id":"1"}`)},
		"too large": {nil, 2 << 20, strings.NewReader("")},
		"unknown":   {http.Header{"Content-Encoding": {"br"}}, -1, strings.NewReader("")},
		"broken":    {http.Header{"Content-Encoding": {"gzip"}}, -1, strings.NewReader("no")},
		"cut":       {nil, 20, strings.NewReader(`{"id":"1"}`)},
	} {
		closed := 0
		rt := roundTripper(func(*http.Request) (*http.Response, error) {
			return &http.Response{StatusCode: 200, Header: c.header, ContentLength: c.length, Body: watched{c.body, &closed}}, nil
		})
		newClient(t, anywhere, sending(rt)).Do(context.Background(), sample(create), judge) //nolint:errcheck // any end will do
		assert.Equal(t, 1, closed, name)
	}
}

// An answer's body may be anything: it is given to the judge whole, whatever the status.
func TestBodyWhateverTheStatus(t *testing.T) {
	t.Parallel()
	for _, status := range []int{200, 201, 400, 404, 422, 429, 500, 502} {
		s := serve(t, faults.Answer(faults.JSON(status, `{"code":"why"}`)))
		e := failure(t, newClient(t, s.URL()).Do(t.Context(), sample(create), judge))
		assert.Equal(t, status, e.HTTPStatus)
		assert.Equal(t, "why", e.Code)
		assert.Equal(t, `{"code":"why"}`, string(e.Raw.Bytes()))
	}
}
