package conformance

import (
	"bytes"
	"context"
	"encoding/json"
	"log/slog"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/internal/faults"
	"github.com/paygates/paygates-go/internal/settings"
)

// answering says what becomes of the nth of the operation's own requests, counted from 1.
type answering func(n int, r *faults.Request) faults.Step

func always(step faults.Step) answering {
	return func(int, *faults.Request) faults.Step { return step }
}

// rig is a client and the gateway that it talks to, with what was seen on both sides.
type rig struct {
	s      *subject
	client any
	host   string
	// carrier is where the requests arrive.
	carrier interface{ Requests() []*faults.Request }
	log     bytes.Buffer // slog's JSON
	plain   bytes.Buffer // slog's text
	intents []paygates.Intent

	mu      sync.Mutex
	answer  answering
	instead map[string]faults.Step // what befalls an exchange beside, by its name
	seen    int                    // how many of carrier's requests are those of earlier calls
	own     []time.Time            // when the operation's own requests came
	strays  int                    // requests that belong to nothing
	foreign int                    // requests for another host
	tooLate bool                   // the write-ahead hook was called behind a send
}

// memory is a rig over a transport in memory. Its client's waits are as long as the policy has them: it belongs into a bubble.
func (s *subject) memory(opts ...paygates.Option) *rig {
	r := &rig{s: s, host: "localhost"}
	carrier := faults.NewTransport(faults.Choose(r.route))
	r.carrier = carrier
	r.start("http://localhost", append([]paygates.Option{paygates.WithHTTPClient(&http.Client{Transport: carrier})}, opts...))
	return r
}

// start makes the rig's client. Its random numbers are the same in every run: neither an id nor a wait differs, but no two of one run are alike.
func (r *rig) start(baseURL string, opts []paygates.Option) {
	handler := slog.NewMultiHandler(slog.NewJSONHandler(&r.log, withoutClock), slog.NewTextHandler(&r.plain, withoutClock))
	var drawn atomic.Uint64
	all := []paygates.Option{
		paygates.WithLogger(slog.New(handler)),
		paygates.WithBeforeSend(func(_ context.Context, i paygates.Intent) error {
			r.mu.Lock()
			defer r.mu.Unlock()
			r.intents = append(r.intents, i)
			r.tooLate = r.tooLate || len(r.own) > 0
			return nil
		}),
		func(set *settings.Settings) {
			set.ObjectLimit, set.PageLimit = objectLimit, pageLimit
			set.Entropy = func() uint64 { return uint64(longestFirstWait/2) + drawn.Add(1) }
		},
	}
	client, err := r.s.open(baseURL, append(all, opts...)...)
	if err != nil {
		panic("conformance: Gateway.New: " + r.s.watch.scrubbed(err.Error()))
	}
	r.client = client
}

// longestFirstWait is the default of paygates.RetryPolicy.BaseDelay: the bound of the wait before the first resend.
const longestFirstWait = 200 * time.Millisecond

// route finds out what a request is, and what becomes of it.
func (r *rig) route(req *faults.Request) faults.Step {
	r.mu.Lock()
	defer r.mu.Unlock()
	if req.Host != r.host {
		r.foreign++
		return faults.Answer(faults.Empty(http.StatusTeapot))
	}
	if r.s.own(req) {
		r.own = append(r.own, time.Now())
		return r.answer(len(r.own), req)
	}
	x, known := r.s.besideOf(req)
	if !known {
		r.strays++
		return faults.Answer(faults.Empty(http.StatusTeapot))
	}
	if step, set := r.instead[x.Name]; set {
		return step
	}
	return x.Reply.step()
}

// observation is what one call came to.
type observation struct {
	result  any
	err     error
	took    time.Duration
	sends   []*faults.Request // the operation's own requests that arrived whole
	at      []time.Time       // when they arrived
	strays  int
	foreign int
	log     string // slog's JSON
	plain   string // slog's text
	intents []paygates.Intent
	tooLate bool
	// before and after are the request as it was and as it is.
	before, after string
}

// call makes the case's call and observes it. Without an answering the first documented answer is given.
func (r *rig) call(ctx context.Context, answer answering) *observation {
	return r.make(ctx, r.s.prepare(), answer)
}

func (r *rig) make(ctx context.Context, p prepared, answer answering) *observation {
	if answer == nil {
		answer = always(r.s.good[0].step())
	}
	r.mu.Lock()
	r.answer = answer
	r.own, r.strays, r.foreign, r.intents, r.tooLate = nil, 0, 0, nil, false
	r.mu.Unlock()
	r.log.Reset()
	r.plain.Reset()

	o := &observation{before: dump(p.request, revealed)}
	started := time.Now()
	o.result, o.err = p.do(ctx, r.client)
	o.took = time.Since(started)
	o.after = dump(p.request, revealed)

	r.mu.Lock()
	defer r.mu.Unlock()
	all := r.carrier.Requests()
	for _, req := range all[r.seen:] {
		if r.s.own(req) {
			o.sends = append(o.sends, req)
		}
	}
	r.seen = len(all)
	o.at, o.strays, o.foreign, o.intents, o.tooLate = r.own, r.strays, r.foreign, r.intents, r.tooLate
	o.log, o.plain = r.log.String(), r.plain.String()
	return o
}

// announced is how often the write-ahead hook was called for the operation.
func (o *observation) announced(op string) int {
	n := 0
	for _, i := range o.intents {
		if i.Op == op {
			n++
		}
	}
	return n
}

// attempts is how many attempts at the operation's own request the log tells of.
func (o *observation) attempts(row *paygates.Operation) int {
	n := 0
	for _, line := range o.records() {
		var record struct{ Method, Path string }
		if json.Unmarshal([]byte(line), &record) == nil && record.Method == row.Method && record.Path == row.Path {
			n++
		}
	}
	return n
}

// records returns the log's lines.
func (o *observation) records() []string {
	text := strings.TrimSuffix(o.log, "\n")
	if text == "" {
		return nil
	}
	return strings.Split(text, "\n")
}
