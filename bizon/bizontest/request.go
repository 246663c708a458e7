package bizontest

import (
	"net/http"
	"net/url"
	"time"

	"github.com/paygates/paygates-go/internal/ordergate/ordergatetest"
)

// Request is one request that came in.
type Request struct {
	// Sequence counts from 1.
	Sequence int
	// Time is when it came in.
	Time time.Time
	// Method is the HTTP method.
	Method string
	// Path is the path as sent.
	Path string
	// Template is the path with {id} for an order's id; empty if the model knows
	// no such path and method.
	Template string
	// Query is the query, decoded, with card data and tokens masked.
	Query url.Values
	// Header is what came with it, without Authorization and Cookie.
	Header http.Header
	// Body is the JSON body with card data and tokens masked. Of any other body
	// only the size is told.
	Body []byte
}

// Requests gives every request that came in, oldest first.
func (m *Model) Requests() []Request {
	return ordergatetest.Each(m.platform.Requests(), func(r ordergatetest.Request) Request { return Request(r) })
}
