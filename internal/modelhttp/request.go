package modelhttp

import (
	"bytes"
	"net/http"
	"net/url"
	"slices"
	"time"
)

// BaseURL is scheme://host that the caller used.
func BaseURL(r *http.Request) string {
	if r.TLS != nil {
		return "https://" + r.Host
	}
	return "http://" + r.Host
}

// Request is one request that came in. The models document the fields.
type Request struct {
	Sequence int
	Time     time.Time
	Method   string
	Path     string
	Template string
	Query    url.Values
	Header   http.Header
	Body     []byte
}

// Record keeps requests in the order in which they came in. The zero value is
// empty.
type Record struct {
	requests []Request
}

// Add numbers the request and keeps it, without the headers that give access
// anywhere. What else is secret the model has masked.
func (r *Record) Add(in Request) {
	in.Sequence = len(r.requests) + 1
	in.Header = in.Header.Clone()
	for _, name := range []string{"Authorization", "Proxy-Authorization", "Cookie"} {
		in.Header.Del(name)
	}
	r.requests = append(r.requests, in)
}

// All gives copies, oldest first.
func (r *Record) All() []Request {
	out := slices.Clone(r.requests)
	for i := range out {
		out[i].Query = url.Values(http.Header(out[i].Query).Clone())
		out[i].Header = out[i].Header.Clone()
		out[i].Body = bytes.Clone(out[i].Body)
	}
	return out
}
