package conformance

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/internal/faults"
)

func html502(ctx context.Context, s *subject, r *report) {
	r.check("HTML 502", s.memory().call(ctx, always(faults.Answer(faults.HTML(502)))), s.want(serverError))
}

func empty500(ctx context.Context, s *subject, r *report) {
	r.check("empty 500", s.memory().call(ctx, always(faults.Answer(faults.Empty(500)))), s.want(serverError))
}

// otherTwoHundreds: the documents name 200 and 201 alone.
func otherTwoHundreds(ctx context.Context, s *subject, r *report) {
	rig := s.memory()
	for _, status := range []int{202, 203, 204, 205, 206, 207, 299} {
		o := rig.call(ctx, always(s.good[0].withStatus(status).step()))
		r.check(strconv.Itoa(status), o, s.wantOf(status, false))
	}
}

// errorStatuses: an answer of success with the status of a failure contradicts itself.
func errorStatuses(ctx context.Context, s *subject, r *report) {
	for _, reply := range s.good {
		rig := s.memory()
		for _, status := range []int{400, 402, 403, 404, 409, 422, 500, 503, 504} {
			o := rig.call(ctx, always(reply.withStatus(status).step()))
			r.check(fmt.Sprintf("%s with %d", reply.Name, status), o, s.wantWith(status))
		}
	}
}

// redirects: credentials and card data go to one host.
func redirects(ctx context.Context, s *subject, r *report) {
	rig := s.memory()
	for _, status := range []int{301, 302, 303, 307, 308} {
		for _, to := range []string{"http://elsewhere.invalid/collect", "//elsewhere.invalid" + s.row.Path, "/elsewhere"} {
			reply := s.good[0].withStatus(status)
			reply.Header = http.Header{"Location": {to}}
			r.check(fmt.Sprintf("%d to %s", status, to), rig.call(ctx, always(reply.step())), s.want(redirected))
		}
	}
}

// longestRetryAfter is the default of paygates.RetryPolicy.MaxRetryAfter.
const longestRetryAfter = 30 * time.Second

// rateLimits: what may be repeated waits as long as it is asked to, and not at all where that is too long.
func rateLimits(ctx context.Context, s *subject, r *report) {
	for i := range faults.RetryAfterForms(time.Now()) {
		form := faults.RetryAfterForms(time.Now())[i] // the calls before have taken time, and dates count from now
		wait := form.Wait
		if wait == 0 && len(form.Value) > 5 && strings.Trim(form.Value, "0123456789") == "" {
			wait = 365 * 24 * time.Hour // a number of seconds beyond all reason
		}
		w := s.want(rateLimited)
		if wait > longestRetryAfter {
			w = s.want(rateLimitedLong)
		}
		o := s.memory().call(ctx, always(faults.Answer(faults.TooManyRequests(form.Value))))
		r.check(form.Name, o, w)
		s.checkWaits(r, form.Name, o, wait)
		// After the first resend a date has come nearer or is over.
		if e, ok := errors.AsType[*paygates.Error](o.err); ok && len(o.sends) == 1 && e.RetryAfter != wait && (wait <= 24*time.Hour || e.RetryAfter <= longestRetryAfter) {
			r.failf("%s: want RetryAfter %v in the error, got %v", form.Name, wait, e.RetryAfter)
		}
	}
}

// checkWaits: the first resend comes when it was asked for, or after a random part of the policy's bound; the call ends with its last answer.
func (s *subject) checkWaits(r *report, what string, o *observation, wait time.Duration) {
	if len(o.at) == 0 {
		return
	}
	if idle := o.took - o.at[len(o.at)-1].Sub(o.at[0]); idle != 0 {
		r.failf("%s: the call waited %v with nothing to send", what, idle)
	}
	for i := 1; i < len(o.at); i++ {
		gap := o.at[i].Sub(o.at[i-1])
		switch {
		case wait > 0 && i == 1 && gap != wait:
			r.failf("%s: want %v before the first resend, as asked, got %v", what, wait, gap)
		case wait == 0 && gap > longestFirstWait<<(i-1):
			r.failf("%s: want at most %v before resend %d, got %v", what, longestFirstWait<<(i-1), i, gap)
		}
	}
}

// listedRefusals: each code of the row, in the gateway's own envelope; with the status of a breakdown it proves nothing.
func listedRefusals(ctx context.Context, s *subject, r *report) {
	rig := s.memory()
	for _, refusal := range s.row.NotExecuted {
		what := refusal.Signal + "=" + refusal.Code
		reply := s.refuse(refusal, s.good[0], "refused")
		o := rig.call(ctx, always(reply.step()))
		r.check(what, o, s.wantRefused(refusal))
		if e, ok := errors.AsType[*paygates.Error](o.err); ok && e.Code != refusal.Code && refusal.Code != strconv.Itoa(reply.status()) {
			r.failf("%s: want the code in the error, got %q", what, e.Code)
		}
		if refusal.Code == strconv.Itoa(reply.status()) {
			continue // the status is the code
		}
		for _, status := range []int{500, 503} {
			r.check(fmt.Sprintf("%s with %d", what, status), rig.call(ctx, always(reply.withStatus(status).step())), s.wantOf(status, false))
		}
		if s.row.Safety == paygates.Repeatable {
			s.refusedAfterUnknown(ctx, r, rig, what, reply)
		}
	}
}

// refusedAfterUnknown: a refusal speaks for its own send; what an earlier one did stays unknown.
func (s *subject) refusedAfterUnknown(ctx context.Context, r *report, rig *rig, what string, reply Reply) {
	w := s.want(refusedOtherwise)
	w.rule = "after an unknown attempt a refusal proves nothing"
	w.sends, w.attempts = 2, 2
	o := rig.call(ctx, func(n int, _ *faults.Request) faults.Step {
		if n == 1 {
			return faults.Answer(faults.HTML(502))
		}
		return reply.step()
	})
	r.check(what+" after a 502", o, w)
}

// unlistedRefusals: a code that the row does not list, in the gateway's own envelope.
func unlistedRefusals(ctx context.Context, s *subject, r *report) {
	rig := s.memory()
	var tried []string
	for _, refusal := range s.row.NotExecuted {
		listed := s.refuse(refusal, s.good[0], "refused")
		if slices.Contains(tried, refusal.Signal) || refusal.Code == strconv.Itoa(listed.status()) {
			continue
		}
		tried = append(tried, refusal.Signal)
		refusal.Code = unheardOf(refusal.Code)
		unlisted := s.refuse(refusal, s.good[0], "refused")
		o := rig.call(ctx, always(unlisted.step()))
		w := s.want(refusedOtherwise)
		w.sends, w.attempts = 1, 1
		if status := unlisted.status(); status < 300 {
			// An object with another word: the row says whether its proof asks for one.
			reading := s.reading(s.good[0])
			w = s.wantOf(status, len(reading.satisfied(mustParse(unlisted.Body))) > 0)
		}
		r.check(refusal.Signal+"="+refusal.Code, o, w)
	}
}

// unheardOf is a code in the style of another.
func unheardOf(like string) string {
	switch {
	case strings.Trim(like, "0123456789") == "":
		return "98989"
	case like == strings.ToUpper(like):
		return "CODE_OF_TOMORROW"
	default:
		return "code_of_tomorrow"
	}
}

// besideFails: where a request that has to come first fails, nothing of the operation is sent.
func besideFails(ctx context.Context, s *subject, r *report) {
	steps := []struct {
		name string
		step faults.Step
	}{
		{"HTML 502", faults.Answer(faults.HTML(502))}, {"empty 500", faults.Answer(faults.Empty(500))}, {"empty 200", faults.Answer(faults.Empty(200))},
		{"not found", faults.Answer(faults.Empty(404))}, {"429", faults.Answer(faults.TooManyRequests("1"))}, {"no answer", faults.CloseAfterRequest(nil)},
		{"moved", faults.Answer(faults.MovedTo(307, "http://elsewhere.invalid/collect"))},
	}
	for _, x := range s.before(false) {
		for _, instead := range steps {
			rig := s.memory()
			rig.instead = map[string]faults.Step{x.Name: instead.step}
			r.check(x.Name+": "+instead.name, rig.call(ctx, nil), s.want(stopped))
		}
	}
}
