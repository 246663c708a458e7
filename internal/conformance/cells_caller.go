package conformance

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/internal/faults"
)

// cancelledBefore: a context that has ended sends nothing.
func cancelledBefore(ctx context.Context, s *subject, r *report) {
	cancelled, cancel := context.WithCancel(ctx)
	cancel()
	late, cancelLate := context.WithDeadline(ctx, time.Now().Add(-time.Second))
	defer cancelLate()
	for _, given := range []struct {
		name string
		ctx  context.Context
	}{{"cancelled", cancelled}, {"past its deadline", late}} {
		w := s.want(neverStarted)
		if hasBefore(s) {
			w.attempts = anyNumber
		}
		o := s.memory().call(given.ctx, nil)
		r.check(given.name, o, w)
		if !errors.Is(o.err, given.ctx.Err()) {
			r.failf("%s: want the context's error in the error", given.name)
		}
	}
}

// cancelledWaiting: the caller gives up between two sends. Until then nothing was sent, so that every operation waits.
func cancelledWaiting(ctx context.Context, s *subject, r *report) {
	const patience = longestFirstWait / 4 // the first wait takes half of its bound
	for _, given := range []struct {
		name string
		end  func(context.Context) (context.Context, context.CancelFunc)
		err  error
		took time.Duration
	}{
		{"cancelled", func(ctx context.Context) (context.Context, context.CancelFunc) {
			ctx, cancel := context.WithCancel(ctx)
			time.AfterFunc(patience, cancel)
			return ctx, cancel
		}, context.Canceled, patience},
		{"a wait beyond the deadline", func(ctx context.Context) (context.Context, context.CancelFunc) {
			return context.WithTimeout(ctx, patience)
		}, nil, 0},
	} {
		ctx, cancel := given.end(ctx)
		rig, dialer := s.refusing()
		o := rig.call(ctx, nil)
		cancel()
		w := s.want(neverConnected)
		w.attempts = 1
		if hasBefore(s) {
			w = s.want(stopped) // it is that request which waits
		}
		r.check(given.name, o, w)
		if dialer.Dials() != 1 || o.took != given.took {
			r.failf("%s: want 1 dial and an end after %v, got %d and %v", given.name, given.took, dialer.Dials(), o.took)
		}
		if given.err != nil && !errors.Is(o.err, given.err) {
			r.failf("%s: want the caller's %v in the error", given.name, given.err)
		}
		if given.err == nil && errors.Is(o.err, context.DeadlineExceeded) {
			r.failf("%s: the caller's deadline has not passed, but the error says so", given.name)
		}
	}
	if s.row.Safety != paygates.Once {
		s.cancelledBeforeRepeating(ctx, r, patience)
	}
}

// refusing is a rig whose every dial is refused, over a real http.Transport: it alone knows that nothing was sent.
func (s *subject) refusing() (*rig, *faults.Dialer) {
	dialer := &faults.Dialer{Plan: func(int) faults.Plan { return faults.Plan{Fail: faults.ErrRefused} }}
	r := &rig{s: s, host: "localhost", carrier: faults.NewTransport(faults.RefuseDial())}
	r.start("http://localhost", []paygates.Option{paygates.WithHTTPClient(&http.Client{Transport: &http.Transport{DialContext: dialer.DialContext}})})
	return r, dialer
}

// cancelledBeforeRepeating: the caller gives up in the wait behind a 503. What the first send did stays as unknown as it was.
func (s *subject) cancelledBeforeRepeating(ctx context.Context, r *report, patience time.Duration) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	time.AfterFunc(patience, cancel)
	o := s.memory().call(ctx, always(faults.Answer(faults.Empty(503))))
	w := s.want(serverError)
	w.sends, w.attempts = 1, 1
	r.check("cancelled behind a 503", o, w)
	if !errors.Is(o.err, context.Canceled) || o.took != patience {
		r.failf("cancelled behind a 503: want context.Canceled after %v, got %v after %v", patience, shown(o.err), o.took)
	}
}

var errHook = errors.New("the shop cannot store it")

// hookRefuses: the write-ahead hook can stop what may take effect, and is not asked about a read.
func hookRefuses(ctx context.Context, s *subject, r *report) {
	rig := s.memory(paygates.WithBeforeSend(func(_ context.Context, i paygates.Intent) error {
		if i.Op == s.row.Name {
			return errHook
		}
		return nil
	}))
	w := s.want(neverStarted)
	if !s.movesOrMakes() {
		w = s.want(proven)
	}
	o := rig.call(ctx, nil)
	r.check("hook that refuses", o, w)
	if s.movesOrMakes() && !errors.Is(o.err, errHook) {
		r.failf("want the hook's error in the error")
	}
}

// invalidRequests: refused before anything is sent, by the names of its fields.
func invalidRequests(ctx context.Context, s *subject, r *report) {
	rig := s.memory()
	for _, i := range s.invalid {
		o := rig.make(ctx, i.prepare(), nil)
		r.check(i.name, o, s.want(refusedHere))
		if len(o.log) > 0 || len(o.intents) > 0 {
			r.failf("%s: want no record of an attempt and no call of the hook", i.name)
		}
		e, ok := errors.AsType[*paygates.Error](o.err)
		if !ok {
			continue
		}
		var got []string
		for _, f := range e.Fields {
			got = append(got, f.Field)
			if f.Message == "" {
				r.failf("%s: field %s does not say what is wanted", i.name, f.Field)
			}
			if !strings.Contains(e.Error(), f.Field) {
				r.failf("%s: the error's text does not name %s", i.name, f.Field)
			}
		}
		slices.Sort(got)
		want := slices.Sorted(slices.Values(i.fields))
		if !slices.Equal(got, want) {
			r.failf("%s: want the fields %v, one entry each, got %v", i.name, want, got)
		}
	}
}

// watchedJar is a cookie jar that must never be asked.
type watchedJar struct{ asked bool }

func (j *watchedJar) SetCookies(*url.URL, []*http.Cookie) { j.asked = true }

func (j *watchedJar) Cookies(*url.URL) []*http.Cookie {
	j.asked = true
	return []*http.Cookie{{Name: "session", Value: "1"}}
}

// callerUnchanged: the caller's http.Client is as it was, and neither its jar nor its redirects are used.
func callerUnchanged(ctx context.Context, s *subject, r *report) {
	var jar watchedJar
	followed := false
	first := s.memory()
	given := &http.Client{
		Transport: first.carrier.(*faults.Transport), Jar: &jar, Timeout: time.Minute,
		CheckRedirect: func(*http.Request, []*http.Request) error { followed = true; return nil },
	}
	before := fmt.Sprintf("%p %p %p %v", given.Transport, given.CheckRedirect, given.Jar, given.Timeout)
	first.start("http://localhost", []paygates.Option{paygates.WithHTTPClient(given)})
	cookie := s.good[0]
	cookie.Header = http.Header{"Set-Cookie": {"session=1; Path=/"}}
	for name, value := range s.good[0].Header {
		cookie.Header[name] = value
	}
	r.check("with a cookie", first.call(ctx, always(cookie.step())), s.want(proven))
	r.check("after a cookie", first.call(ctx, always(cookie.step())), s.want(proven))
	r.check("moved", first.call(ctx, always(faults.Answer(faults.MovedTo(307, "/elsewhere")))), s.want(redirected))
	if after := fmt.Sprintf("%p %p %p %v", given.Transport, given.CheckRedirect, given.Jar, given.Timeout); after != before {
		r.failf("the caller's http.Client was changed")
	}
	if jar.asked {
		r.failf("the caller's cookie jar was used")
	}
	if followed {
		r.failf("the caller's CheckRedirect was asked")
	}
}

// hundredGoroutines: one client, a hundred callers. Under the race detector this finds shared state that is written.
func hundredGoroutines(ctx context.Context, s *subject, r *report) {
	const callers = 100
	rig := s.memory()
	rig.answer = always(s.good[0].step())
	var together sync.WaitGroup
	errs, results := make([]error, callers), make([]string, callers)
	for i := range callers {
		together.Go(func() {
			p := s.prepare()
			result, err := p.do(paygates.WithRequestID(ctx, requestID(i)), rig.client)
			errs[i], results[i] = err, dump(result, revealed)
		})
	}
	together.Wait()
	r.calls += callers
	ids := map[string]int{}
	for _, req := range rig.carrier.Requests() {
		if s.own(req) {
			ids[req.Header.Get("X-Request-Id")]++
			r.sends++
		}
	}
	for i := range callers {
		switch {
		case errs[i] != nil:
			r.failf("caller %d: %s", i, shown(errs[i]))
		case results[i] != results[0]:
			r.failf("caller %d got another result than caller 0", i)
		case ids[requestID(i)] != 1:
			r.failf("caller %d: want 1 send with its request id, got %d", i, ids[requestID(i)])
		}
	}
}

func requestID(caller int) string { return fmt.Sprintf("caller-%d", caller) }
