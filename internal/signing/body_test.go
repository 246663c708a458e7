package signing_test

import (
	"bytes"
	"errors"
	"io"
	"math"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/paygates/paygates-go/internal/signing"
)

// watched counts what is read of it and whether it was closed.
type watched struct {
	io.Reader
	read   int
	closed bool
}

func (w *watched) Read(p []byte) (int, error) {
	n, err := w.Reader.Read(p)
	w.read += n
	return n, err
}

func (w *watched) Close() error {
	w.closed = true
	return nil
}

func TestReadBody(t *testing.T) {
	t.Parallel()
	broken := errors.New("connection lost")
	kilo := strings.Repeat("0123456789abcdef", 64)
	mega := strings.Repeat(kilo, 1024)
	for name, c := range map[string]struct {
		body     io.Reader
		declared int64
		limit    int64
		want     string
		err      error
		mayRead  int // how many bytes may be taken from the body at most
	}{
		"declared":                {strings.NewReader(kilo), 1024, 2048, kilo, nil, 1024},
		"not declared":            {strings.NewReader(kilo), -1, 2048, kilo, nil, 1024},
		"large":                   {strings.NewReader(mega), -1, 1 << 20, mega, nil, 1 << 20},
		"large, declared":         {strings.NewReader(mega), 1 << 20, 1 << 20, mega, nil, 1 << 20},
		"just the limit":          {strings.NewReader(kilo), 1024, 1024, kilo, nil, 1024},
		"just the limit, unknown": {strings.NewReader(kilo), -1, 1024, kilo, nil, 1024},
		"a byte at a time":        {iotest.OneByteReader(strings.NewReader(kilo)), -1, 1024, kilo, nil, 1024},
		"bytes beside the end":    {iotest.DataErrReader(strings.NewReader(kilo)), 1024, 1024, kilo, nil, 1024},
		"empty":                   {strings.NewReader(""), 0, 10, "", nil, 0},
		"empty, limit 0":          {strings.NewReader(""), -1, 0, "", nil, 0},
		"no limit to speak of":    {strings.NewReader(kilo), -1, math.MaxInt64, kilo, nil, 1024},

		"declared too large": {strings.NewReader(kilo), 1024, 1023, "", signing.ErrTooLarge, 0},
		"too large":          {strings.NewReader(kilo), -1, 1023, "", signing.ErrTooLarge, 1024},
		"endless":            {endless{}, -1, 1 << 16, "", signing.ErrTooLarge, 1<<16 + 1},
		"lied":               {strings.NewReader(kilo), 10, 1000, "", signing.ErrTooLarge, 1001},
		"negative limit":     {strings.NewReader(kilo), -1, -5, "", signing.ErrTooLarge, 1},
		"cut":                {io.MultiReader(strings.NewReader(kilo), iotest.ErrReader(io.ErrUnexpectedEOF)), 2048, 4096, "", io.ErrUnexpectedEOF, 1024},
		"broken":             {io.MultiReader(strings.NewReader(kilo), iotest.ErrReader(broken)), -1, 4096, "", broken, 1024},
		"wrapped end":        {iotest.ErrReader(errors.Join(io.EOF)), -1, 4096, "", io.EOF, 0},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			body := &watched{Reader: c.body}
			r := httptest.NewRequest(http.MethodPost, "/callback", nil)
			r.Body, r.ContentLength = body, c.declared
			got, err := signing.ReadBody(r, c.limit)
			assert.True(t, body.closed)
			assert.LessOrEqual(t, body.read, c.mayRead)
			if c.err != nil {
				require.ErrorIs(t, err, c.err)
				assert.Nil(t, got)
				return
			}
			require.NoError(t, err)
			assert.Equal(t, c.want, string(got))
			assert.NotNil(t, got)
		})
	}
}

func TestReadBodyReservesNothingForAPromise(t *testing.T) {
	t.Parallel()
	r := httptest.NewRequest(http.MethodPost, "/callback", strings.NewReader("x"))
	r.ContentLength = 32 << 20
	got, err := signing.ReadBody(r, 32<<20)
	require.NoError(t, err)
	assert.Equal(t, "x", string(got))
	assert.LessOrEqual(t, cap(got), 64<<10)
}

func TestReadBodyWithoutBody(t *testing.T) {
	t.Parallel()
	got, err := signing.ReadBody(&http.Request{Method: http.MethodPost}, 10)
	require.NoError(t, err)
	assert.NotNil(t, got)
	assert.Empty(t, got)
}

func TestWasRead(t *testing.T) {
	t.Parallel()
	r := httptest.NewRequest(http.MethodPost, "/callback", strings.NewReader("x"))
	body, err := signing.ReadBody(r, 10)
	require.NoError(t, err)
	assert.False(t, signing.WasRead(r, body))
	body, err = signing.ReadBody(r, 10)
	require.NoError(t, err)
	assert.True(t, signing.WasRead(r, body))
	assert.False(t, signing.WasRead(&http.Request{ContentLength: -1}, nil), "nobody knows")
	assert.False(t, signing.WasRead(&http.Request{}, nil), "none was announced")
}

func FuzzReadBody(f *testing.F) {
	f.Add([]byte("body"), int64(4), int64(4))
	f.Add([]byte("body"), int64(-1), int64(3))
	f.Add(bytes.Repeat([]byte("x"), 40_000), int64(1), int64(39_999))
	f.Add([]byte(""), int64(-35), int64(-29))
	f.Fuzz(func(t *testing.T, body []byte, declared, limit int64) {
		r := httptest.NewRequest(http.MethodPost, "/callback", nil)
		r.Body, r.ContentLength = io.NopCloser(iotest.HalfReader(bytes.NewReader(body))), declared
		got, err := signing.ReadBody(r, limit)
		if declared > limit || int64(len(body)) > max(limit, 0) {
			require.ErrorIs(t, err, signing.ErrTooLarge)
			return
		}
		require.NoError(t, err)
		assert.True(t, bytes.Equal(body, got))
	})
}

type endless struct{}

func (endless) Read(p []byte) (int, error) {
	clear(p)
	return len(p), nil
}
