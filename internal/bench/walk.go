package main

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"runtime"

	"github.com/paygates/paygates-go/cibpay"
)

// walked is what one walk over a page by Orders.All was seen to do, in bytes.
type walked struct {
	// page is the size of the page, first how much of it was read before the
	// first order came out.
	page, first int
	// peak is the most that was alive above what was alive before.
	peak int
}

// watchAll walks a page and looks at the heap again and again: when bytes are
// asked for, and in the loop body. The garbage is collected before each look, so
// that it sees what the walk holds, not what the collector has left lying.
func watchAll() (walked, error) {
	network := &watched{page: ordersPage(pageOrders)}
	client, err := ourClient(network)
	if err != nil {
		return walked{}, err
	}
	out := walked{page: len(network.page)}
	for range 2 { // the first walk fills caches that stay
		out.peak, network.look = 0, func() {}
		idle := alive()
		network.look = func() { out.peak = max(out.peak, alive()-idle) }
		count := 0
		for _, err := range client.Orders.All(context.Background(), cibpay.ListOrdersRequest{}) {
			if err != nil {
				return walked{}, err
			}
			if count == 0 {
				out.first = network.read
			}
			if count++; count%100 == 0 {
				network.look()
			}
		}
		if count != pageOrders {
			return walked{}, errPage
		}
	}
	return out, nil
}

// alive is how many bytes of the heap are in use.
func alive() int {
	var now runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&now)
	return int(now.HeapAlloc)
}

// watched answers with a page and knows how much of it has been read.
type watched struct {
	page []byte
	read int
	look func()
}

func (w *watched) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.Body != nil {
		r.Body.Close()
	}
	w.read = 0
	return &http.Response{
		StatusCode: http.StatusOK, Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1, Header: jsonHeader.Clone(),
		Body: io.NopCloser(&watchedBody{Reader: bytes.NewReader(w.page), of: w}), ContentLength: int64(len(w.page)), Request: r,
	}, nil
}

type watchedBody struct {
	io.Reader
	of     *watched
	looked int
}

// Read gives out at most as much as a connection would at once.
func (b *watchedBody) Read(p []byte) (int, error) {
	n, err := b.Reader.Read(p[:min(len(p), 16<<10)])
	if b.of.read += n; b.of.read-b.looked >= 128<<10 {
		b.looked = b.of.read
		b.of.look()
	}
	return n, err
}
