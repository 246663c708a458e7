package conformance

import (
	"context"
	"errors"
	"net"
	"net/http"
	"slices"
	"strings"
	"time"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/internal/faults"
)

// socketRig is a rig whose requests go over loopback sockets.
type socketRig struct {
	*rig
	server *faults.Server
	close  func()
}

// quick resends as often as the default policy and hardly waits: on sockets time is real.
var quick = paygates.WithRetry(paygates.RetryPolicy{MaxAttempts: maxAttempts, BaseDelay: time.Millisecond, MaxDelay: time.Millisecond})

// socket starts a server that plays one step for each of the operation's own requests, the last one again and again, and answers those that come before.
func (s *subject) socket(own ...faults.Step) *socketRig {
	return s.serve(nil, func(routed faults.Step) []faults.Step { return slices.Concat(s.each(s.before(false), routed), own) })
}

// serve starts a server that plays a script, in which routed answers any request as documented. Without a dialer the client has the transport that the SDK makes
// for itself.
func (s *subject) serve(dialer *faults.Dialer, script script) *socketRig {
	if dialer != nil {
		dialer.Dial = new(net.Dialer).DialContext
	}
	return s.serveBy(faults.NewServer, dialer, script)
}

// pipe is serve over connections in memory, for a bubble.
func (s *subject) pipe(dialer *faults.Dialer, script script) *socketRig {
	l := faults.NewPipeListener()
	dialer.Dial = l.DialContext
	return s.serveBy(func(steps ...faults.Step) *faults.Server { return faults.NewServerOn(l, steps...) }, dialer, script)
}

// secure is serve over TLS, with the transport that the SDK makes for itself.
func (s *subject) secure(script script) *socketRig {
	return s.serveBy(faults.NewTLSServer, nil, script)
}

// script is what a server does, where routed answers any request as documented.
type script func(routed faults.Step) []faults.Step

func (s *subject) serveBy(start func(...faults.Step) *faults.Server, dialer *faults.Dialer, script script) *socketRig {
	r := &socketRig{rig: &rig{s: s}}
	r.server = start(script(faults.Choose(r.route))...)
	_, host, _ := strings.Cut(r.server.URL(), "://")
	r.carrier, r.host = r.server, host
	opts := []paygates.Option{quick}
	own := &http.Transport{DisableCompression: true}
	switch pool := r.server.Pool(); {
	case pool != nil:
		opts = append(opts, paygates.WithMiddleware(func(rt http.RoundTripper) http.RoundTripper {
			own = rt.(*http.Transport)
			own.TLSClientConfig.RootCAs = pool
			return rt
		}))
	case dialer != nil:
		own.DialContext = dialer.DialContext
		opts = append(opts, paygates.WithHTTPClient(&http.Client{Transport: own}))
	}
	r.start(r.server.URL(), opts)
	r.close = func() {
		r.server.Close()
		own.CloseIdleConnections()
	}
	return r
}

// each is one step for each exchange.
func (s *subject) each(exchanges []Exchange, step faults.Step) []faults.Step {
	return slices.Repeat([]faults.Step{step}, len(exchanges))
}

// warm is the script of a good call, and of what comes before the operation's own request in the next.
func (s *subject) warm(routed faults.Step) []faults.Step {
	return slices.Concat(s.each(s.beside, routed), []faults.Step{routed}, s.each(s.before(true), routed))
}

// dropBefore: where no connection comes about nothing was sent, and every operation is sent again.
func dropBefore(ctx context.Context, s *subject, r *report) {
	before := len(s.before(false))
	for _, failure := range []error{faults.ErrRefused, faults.ErrNoSuchHost} {
		dialer := breaking(before, faults.Plan{Fail: failure}, maxAttempts)
		rig := s.serve(dialer, s.dialAnew)
		r.check(failure.Error(), rig.call(ctx, nil), s.want(neverConnected))
		if dialed := dialer.Dials() - before; dialed != maxAttempts {
			r.failf("%s: want %d dials, got %d", failure, maxAttempts, dialed)
		}
		rig.close()
	}

	rig := s.serve(breaking(before, faults.Plan{Fail: faults.ErrRefused}, 1), s.dialAnew)
	r.check("refused once", rig.call(ctx, nil), s.want(proven))
	rig.close()
}

// dialAnew ends the connection behind each answer that comes before, so that the operation's own request has to dial.
func (s *subject) dialAnew(routed faults.Step) []faults.Step {
	var steps []faults.Step
	for _, x := range s.before(false) {
		steps = append(steps, faults.AnswerAndClose(x.Reply.source()))
	}
	return append(steps, routed)
}

// onlyRouted answers every request as documented.
func onlyRouted(routed faults.Step) []faults.Step { return []faults.Step{routed} }

// breaking breaks so many dials behind the first ones, or all of them.
func breaking(first int, plan faults.Plan, times int) *faults.Dialer {
	return &faults.Dialer{Plan: func(n int) faults.Plan {
		if n > first && (times == anyNumber || n-first <= times) {
			return plan
		}
		return faults.Plan{}
	}}
}

// dropWhile: the connection is reset in the middle of the request.
func dropWhile(ctx context.Context, s *subject, r *report) {
	w := s.want(lost)
	w.sends = 0 // none arrives whole
	for _, n := range []int64{1, 60} {
		rig := s.socket(faults.ResetMidRequest(n))
		r.check("reset while sending", rig.call(ctx, nil), w)
		if got := rig.server.Partial(); got != w.attempts {
			r.failf("reset while sending: want %d requests begun, got %d [%s]", w.attempts, got, w.rule)
		}
		rig.close()
	}
}

// dropAfter: the request arrived whole, and no byte of an answer came.
func dropAfter(ctx context.Context, s *subject, r *report) {
	for _, step := range []faults.Step{faults.CloseAfterRequest(nil), faults.ResetAfterRequest(nil), faults.Verbatim("\r\n"), faults.Verbatim("NOT HTTP\r\n\r\n")} {
		rig := s.socket(step)
		r.check(step.String(), rig.call(ctx, nil), s.want(lost))
		rig.close()
	}
}

// deadIdle: the connection of an earlier call has died unnoticed.
func deadIdle(ctx context.Context, s *subject, r *report) {
	diesOnArrival(ctx, s, r)
	diesSilently(ctx, s, r)
}

// diesOnArrival: the gateway resets the connection just as the next request is written.
func diesOnArrival(ctx context.Context, s *subject, r *report) {
	rig := s.serve(nil, func(routed faults.Step) []faults.Step { return append(s.warm(routed), faults.ResetOnArrival(), routed) })
	defer rig.close()
	r.check("first call", rig.call(ctx, nil), s.want(proven))
	w, attempts := s.want(lost), 1
	w.sends = 0
	if s.row.Safety != paygates.Once {
		w, attempts = s.want(proven), 2
		w.rule = "a read or repeatable operation is sent again on a new connection"
	}
	o := rig.call(ctx, nil)
	r.check("reset on arrival", o, w)
	if got := o.attempts(&s.row); got != attempts {
		r.failf("reset on arrival: want %d attempts in the log, got %d: one attempt is one send", attempts, got)
	}
	if want := w.sends + 1; rig.ownWhole() != want {
		r.failf("reset on arrival: want %d requests in all, got %d", want, rig.ownWhole())
	}
}

func (r *socketRig) ownWhole() int {
	n := 0
	for _, req := range r.carrier.Requests() {
		if r.s.own(req) {
			n++
		}
	}
	return n
}

// diesSilently: not one byte of the request leaves. Whether the call is sent again or not, its outcome has to agree with what arrived.
func diesSilently(ctx context.Context, s *subject, r *report) {
	if len(s.before(true)) > 0 {
		return // another request of the call would meet the dead connection first
	}
	dialer := &faults.Dialer{}
	rig := s.serve(dialer, onlyRouted)
	defer rig.close()
	r.check("first call", rig.call(ctx, nil), s.want(proven))
	dialer.KillIdle(0)
	o := rig.call(ctx, nil)
	w := s.want(proven)
	if o.err != nil {
		w = s.want(lost)
		w.sends, w.attempts = 0, anyNumber
	}
	w.rule = "on a connection that died nothing arrived: unknown, or sent once on another"
	r.check("dead before the first byte", o, w)
}

// cancelledDuring: the caller gives up while the gateway holds the request.
func cancelledDuring(ctx context.Context, s *subject, r *report) {
	for _, step := range []faults.Step{faults.Silence(nil), faults.Stall(s.good[0].source(), len(s.good[0].Body)/2)} {
		name := step.String()
		ctx, cancel := context.WithCancel(ctx)
		arrived := faults.Choose(func(*faults.Request) faults.Step {
			time.AfterFunc(5*time.Millisecond, cancel)
			return step
		})
		rig := s.socket(arrived)
		o := rig.call(ctx, nil)
		r.check(name, o, s.want(givenUp))
		if !errors.Is(o.err, context.Canceled) {
			r.failf("%s: want the caller's context.Canceled in the error", name)
		}
		if o.took > 5*time.Second {
			r.failf("%s: the call went on for %v", name, o.took)
		}
		rig.close()
		cancel()
	}
}

// overTLS: a caller who sets no deadline is answered over TLS too, on a new connection and on the same again.
func overTLS(ctx context.Context, s *subject, r *report) {
	rig := s.secure(onlyRouted)
	defer rig.close()
	for _, call := range []string{"first call", "second call"} {
		r.check(call, rig.call(ctx, nil), s.want(proven))
	}
}
