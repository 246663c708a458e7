package transport

import (
	"compress/gzip"
	"errors"
	"io"
	"net/http"
	"strings"
)

// Limits of an answer's size in bytes, before and after decompression.
const (
	objectLimit = 1 << 20
	pageLimit   = 32 << 20
)

var (
	errTooLarge = errors.New("the answer is larger than the limit")
	errEncoding = errors.New("the answer's content encoding is unknown or broken")
)

// readBody reads an answer's body to its end through coded and closes it. What is
// cut short is io.ErrUnexpectedEOF, what is too large errTooLarge.
func readBody(resp *http.Response, coded *bounded, limit int64) ([]byte, error) {
	defer resp.Body.Close()
	*coded = bounded{r: resp.Body, left: limit}
	switch encoding := strings.ToLower(resp.Header.Get("Content-Encoding")); encoding {
	case "", "identity":
		if resp.ContentLength > limit {
			return nil, errTooLarge
		}
		return readAll(coded, resp.ContentLength)
	case "gzip", "x-gzip":
		plain, err := gzip.NewReader(coded)
		if err != nil {
			return nil, decodeError(coded, err)
		}
		body, err := readAll(&bounded{r: plain, left: limit}, -1)
		return body, decodeError(coded, err)
	default:
		return nil, errEncoding
	}
}

// decodeError tells a broken coding from a broken connection.
func decodeError(coded *bounded, err error) error {
	switch {
	case err == nil, errors.Is(err, errTooLarge):
		return err
	case coded.err != nil && coded.err != io.EOF:
		return coded.err
	default:
		return errEncoding
	}
}

// readAll reads into one buffer of the declared size, or grows one. A size of
// 0 is not believed: RoundTrippers in memory leave it so.
func readAll(r io.Reader, size int64) ([]byte, error) {
	if size <= 0 {
		return io.ReadAll(r)
	}
	body := make([]byte, size+1) // the last read sees the end, not one byte more
	n, err := io.ReadFull(r, body)
	switch {
	case err == nil || err == io.EOF:
		return body[:min(n, int(size))], io.ErrUnexpectedEOF // too much, or nothing
	case err == io.ErrUnexpectedEOF && n == int(size):
		return body[:n], nil
	}
	return body[:n], err
}

// bounded refuses to read more than left bytes: io.LimitedReader would call a
// cut there an ordinary end.
type bounded struct {
	r    io.Reader
	left int64
	err  error
}

func (b *bounded) Read(p []byte) (int, error) {
	if b.err != nil {
		return 0, b.err
	}
	if int64(len(p)) > b.left+1 {
		p = p[:b.left+1]
	}
	n, err := b.r.Read(p)
	if int64(n) > b.left {
		n, err = int(b.left), errTooLarge
	}
	b.left -= int64(n)
	b.err = err
	return n, err
}
