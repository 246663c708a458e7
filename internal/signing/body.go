package signing

import (
	"errors"
	"io"
	"math"
	"net/http"
)

// ErrTooLarge tells that a body is longer than the limit it was read under.
var ErrTooLarge = errors.New("signing: the body is larger than allowed")

// firstBuffer bounds what one request can make us reserve by merely announcing a length.
const firstBuffer = 16 << 10

// WasRead tells that nothing is left of the body that r announced: a middleware, or ParseForm, had it before. The server
// itself reports a body that was cut.
func WasRead(r *http.Request, body []byte) bool { return len(body) == 0 && r.ContentLength > 0 }

// ReadBody reads the body of r whole, limit bytes at most, and closes it. A request without a body gives an empty slice.
//
// The error is ErrTooLarge for a longer body (one that announces its length is refused before a byte of it is read),
// else the one that reading met, for instance io.ErrUnexpectedEOF for a body that was cut; no bytes are returned beside an error.
func ReadBody(r *http.Request, limit int64) ([]byte, error) {
	if r.Body == nil {
		return []byte{}, nil
	}
	defer r.Body.Close()
	if r.ContentLength > limit {
		return nil, ErrTooLarge
	}
	limit = min(max(limit, 0), math.MaxInt64-1)
	// One byte beyond the limit is asked for, to tell a body of just that length from a longer one.
	body := make([]byte, 0, min(max(r.ContentLength, 511)+1, limit+1, firstBuffer))
	limited := io.LimitedReader{R: r.Body, N: limit + 1}
	for {
		n, err := limited.Read(body[len(body):cap(body)])
		body = body[:len(body)+n]
		switch {
		case int64(len(body)) > limit:
			return nil, ErrTooLarge
		case err == io.EOF: // a wrapped one is not the end of the body but of the connection
			return body, nil
		case err != nil:
			return nil, err
		}
		if len(body) == cap(body) {
			body = append(body, 0)[:len(body)]
		}
	}
}
