package transport

import (
	"compress/gzip"
	"context"
	"io"
	"net/http"
	"strings"
	"time"

	paygates "github.com/paygates/paygates-go"
)

// Page is the body of a page while it arrives, under the same limits as one
// that is read whole. The attempt's time runs only while somebody waits for
// bytes: what a caller does with those that he has is his own time.
type Page struct {
	ctx   context.Context
	watch *stopwatch
	body  io.Closer
	coded *bounded
	plain io.Reader // nil before the first read of a gzip body
	limit int64
	size  int64 // declared, 0 or less if it was not
	read  int64
	start []byte // the first bytes, for an error to show
	err   error  // sticky
}

// startSize is how much of a page an error's Raw holds.
const startSize = 4 << 10

// Read returns the next bytes of the body, decompressed. Its error is io.EOF at
// the end of a whole body; any other ends the attempt, and Do finds it here.
func (p *Page) Read(b []byte) (int, error) {
	if p.err != nil {
		return 0, p.err
	}
	p.watch.run()
	n, err := p.next(b)
	p.watch.halt()
	if more := startSize - len(p.start); more > 0 {
		p.start = append(p.start, b[:min(n, more)]...)
	}
	if err != nil && err != io.EOF {
		if cause := context.Cause(p.ctx); cause != nil {
			err = cause
		}
	}
	p.err = err
	return n, err
}

// next reads without a watch.
func (p *Page) next(b []byte) (int, error) {
	if cause := context.Cause(p.ctx); cause != nil {
		return 0, cause
	}
	if p.plain == nil {
		decoded, err := gzip.NewReader(p.coded)
		if err != nil {
			return 0, decodeError(p.coded, err)
		}
		p.plain = &bounded{r: decoded, left: p.limit}
	}
	n, err := p.plain.Read(b)
	if p.plain != p.coded {
		if err == io.EOF {
			return n, err
		}
		return n, decodeError(p.coded, err)
	}
	if p.read += int64(n); p.size > 0 && (p.read > p.size || err == io.EOF && p.read < p.size) {
		err = io.ErrUnexpectedEOF
	}
	return n, err
}

// Size is how long the body is said to be, 0 or less if nobody says.
func (p *Page) Size() int64 {
	if p.plain != p.coded {
		return 0
	}
	return p.size
}

// close ends the attempt. The connection lives on if the body was read to its end.
func (p *Page) close() {
	_ = p.body.Close() // what was read is whole or not, whatever the end
	p.watch.stop()
}

// failure is why the body could not be read to its end, nil if it could or if
// nobody wanted to.
func (p *Page) failure() error {
	if p.err == io.EOF {
		return nil
	}
	return p.err
}

// newPage is the body of resp under the watch.
func newPage(ctx context.Context, watch *stopwatch, resp *http.Response, limit int64) *Page {
	p := &Page{ctx: ctx, watch: watch, body: resp.Body, limit: limit, size: resp.ContentLength}
	p.coded = &bounded{r: resp.Body, left: limit}
	switch strings.ToLower(resp.Header.Get("Content-Encoding")) {
	case "", "identity":
		p.plain = p.coded
		if p.size > limit {
			p.err = errTooLarge
		}
	case "gzip", "x-gzip":
	default:
		p.err = errEncoding
	}
	return p
}

// open sends the request one time. The body of a success is left to be read; any
// other is read whole.
func (c *Client) open(ctx context.Context, x *exchange) {
	limited, cancel := context.WithCancelCause(ctx)
	watch := newStopwatch(c.attemptTimeout, cancel)
	resp := c.send(limited, x) //nolint:bodyclose // the page closes it
	watch.halt()
	if resp == nil {
		if cause := context.Cause(limited); cause != nil {
			x.err = cause
		}
		watch.stop()
		return
	}
	page := newPage(limited, watch, resp, c.pageLimit)
	if resp.StatusCode == http.StatusOK || resp.StatusCode == http.StatusCreated {
		x.reply.Page = page
		return
	}
	defer page.close()
	x.reply.Body, x.err = io.ReadAll(page)
}

// judged lets the judge read an answer. Where it reads a page, and the page fails
// under it, that failure is the attempt's.
func (a *attempt) judged(judge Judge) *paygates.Error {
	page := a.reply.Page
	if page == nil {
		return judge(&a.reply)
	}
	defer page.close() // also where the caller's own code ends the goroutine
	fault := judge(&a.reply)
	if fault != nil {
		a.err, a.reply.Body = page.failure(), page.start
	}
	return fault
}

// took is how long the attempt waited for the gateway, by the wall clock if it
// did nothing else.
func (a *attempt) took(whole time.Duration) time.Duration {
	if a.reply.Page == nil {
		return whole
	}
	return a.reply.Page.watch.spent
}

// stopwatch lets an attempt's time run out, but only while it runs.
type stopwatch struct {
	timer   *time.Timer
	cancel  context.CancelCauseFunc
	limit   time.Duration
	spent   time.Duration
	started time.Time
}

// newStopwatch runs.
func newStopwatch(limit time.Duration, cancel context.CancelCauseFunc) *stopwatch {
	return &stopwatch{
		timer:  time.AfterFunc(limit, func() { cancel(context.DeadlineExceeded) }),
		cancel: cancel, limit: limit, started: time.Now(),
	}
}

func (w *stopwatch) run() {
	w.started = time.Now()
	w.timer.Reset(w.limit - w.spent)
}

func (w *stopwatch) halt() {
	w.timer.Stop()
	w.spent += time.Since(w.started)
}

// stop ends what waits under the watch.
func (w *stopwatch) stop() {
	w.timer.Stop()
	w.cancel(nil)
}
