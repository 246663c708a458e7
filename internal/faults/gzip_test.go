package faults_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"io"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/paygates/paygates-go/internal/faults"
)

func TestGzip(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		step      faults.Step
		body, err string
	}{
		{faults.Gzip(good), order, ""},
		{faults.GzipBomb(good, 1<<20), order + strings.Repeat(" ", 1<<20-len(order)), ""},
		{faults.GzipGarbage(good), "", "gzip: invalid header"},
		{faults.GzipBadChecksum(good), order, "gzip: invalid checksum"},
		{faults.GzipCut(good), "", "unexpected EOF"},
	} {
		for name, carry := range carriers {
			carrier := carry(c.step)
			got, header := observe(carrier)
			carrier.close()
			name += " " + c.step.String()
			require.Equal(t, seen{201, got.body, ""}, got, "%s is sound HTTP", name)
			assert.Equal(t, "gzip", header.Get("Content-Encoding"), name)
			assert.Equal(t, "application/json", header.Get("Content-Type"), name)
			assert.Less(t, len(got.body), 16<<10, name)
			body, err := gunzip(strings.NewReader(got.body))
			if c.err == "" {
				assert.NoError(t, err, name)
			} else {
				assert.EqualError(t, err, c.err, name)
			}
			if c.body != "" {
				assert.True(t, c.body == string(body), name)
			}
		}
	}
}

func gunzip(r io.Reader) ([]byte, error) {
	z, err := gzip.NewReader(r)
	if err != nil {
		return nil, err
	}
	return io.ReadAll(z)
}

func TestGzipEndless(t *testing.T) {
	t.Parallel()
	const enough = 8 << 20
	for name, carry := range carriers {
		carrier := carry(faults.GzipEndless(good))
		resp, err := carrier.post(t.Context(), "{}")
		require.NoError(t, err, name)
		assert.Equal(t, "gzip", resp.Header.Get("Content-Encoding"), name)
		compressed := &counter{src: resp.Body}
		body, err := gunzip(limited{compressed, enough})
		assert.ErrorIs(t, err, errEnough, name)
		assert.Equal(t, order, string(bytes.TrimRight(body, " ")), name)
		assert.Greater(t, len(body), 300*compressed.n, name)
		resp.Body.Close()
		carrier.close()
	}
}

// limited breaks off the decompression of a stream that has no end.
type limited struct {
	*counter
	output int
}

var errEnough = context.Canceled

func (l limited) Read(p []byte) (int, error) {
	if l.n > l.output/1000 {
		return 0, errEnough
	}
	return l.counter.Read(p)
}

type counter struct {
	src io.Reader
	n   int
}

func (c *counter) Read(p []byte) (int, error) {
	n, err := c.src.Read(p)
	c.n += n
	return n, err
}

func TestGzipEmptyBlocks(t *testing.T) {
	t.Parallel()
	const enough = 1 << 20
	for name, carry := range carriers {
		carrier := carry(faults.GzipEmptyBlocks(good))
		resp, err := carrier.post(t.Context(), "{}")
		require.NoError(t, err, name)
		assert.Equal(t, "gzip", resp.Header.Get("Content-Encoding"), name)
		body, err := gunzip(io.LimitReader(resp.Body, enough))
		assert.ErrorIs(t, err, io.ErrUnexpectedEOF, "%s: well-formed as far as it was read", name)
		assert.Empty(t, body, name)
		resp.Body.Close()
		carrier.close()
	}
}
