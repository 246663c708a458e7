package conformance

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/internal/faults"
)

// report gathers what a cell finds wrong. It may be used by several goroutines only one after the other.
type report struct {
	s        *subject
	failures []string
	calls    int
	sends    int
}

// failf notes a failure. Whatever it says, it shows no secret.
func (r *report) failf(format string, args ...any) {
	r.failures = append(r.failures, r.s.watch.scrubbed(fmt.Sprintf(format, args...)))
}

// check compares an observation with what is wanted and with what holds for every call. what names the answer or the fault.
func (r *report) check(what string, o *observation, w want) {
	r.calls++
	r.sends += len(o.sends)
	fail := func(format string, args ...any) {
		r.failf("%s: %s [%s]", what, fmt.Sprintf(format, args...), w.rule)
	}
	r.consistent(fail, o)
	if got := paygates.OutcomeOf(o.err); got != w.outcome || (o.err != nil) != w.failing {
		fail("want outcome %q and %s, got %q: %s", w.outcome, errorOrNone(w.failing), got, shown(o.err))
	}
	if got := len(o.sends); w.sends != anyNumber && got != w.sends {
		fail("want %d sends, got %d: %s", w.sends, got, shown(o.err))
	}
	e, ok := errors.AsType[*paygates.Error](o.err)
	if !ok || !w.failing {
		return
	}
	if w.kind != nil && !errors.Is(e, w.kind) {
		fail("want kind %q, got %q", w.kind, shown(e.Kind))
	}
	if w.advice != nil && e.Advice() != *w.advice {
		fail("want advice %q, got %q", w.advice, e.Advice())
	}
	if w.attempts != anyNumber && e.Attempts != w.attempts {
		fail("want %d attempts in the error, got %d", w.attempts, e.Attempts)
	}
}

func errorOrNone(failing bool) string {
	if failing {
		return "an error"
	}
	return "no error"
}

// shown is an error's text and that of its cause, for a failure message.
func shown(err error) string {
	if err == nil {
		return "no error"
	}
	text := err.Error()
	if e, ok := errors.AsType[*paygates.Error](err); ok {
		for _, cause := range e.Unwrap() {
			if cause != nil && cause != e.Kind {
				text += ", cause: " + cause.Error()
			}
		}
	}
	return text
}

// kinds are the kinds that an error may have.
var kinds = []error{
	paygates.ErrInvalidRequest, paygates.ErrAuthentication, paygates.ErrForbidden, paygates.ErrNotFound, paygates.ErrDuplicate, paygates.ErrDeclined,
	paygates.ErrState, paygates.ErrRateLimited, paygates.ErrUnavailable, paygates.ErrUnexpectedReply, paygates.ErrSignature, paygates.ErrUnsupported,
}

// consistent holds for every call, whatever befell it.
func (r *report) consistent(fail func(string, ...any), o *observation) {
	if (o.result == nil) == (o.err == nil) {
		fail("want a result or an error, one of them alone")
	}
	if o.before != o.after {
		fail("the caller's request was changed")
	}
	if o.foreign > 0 {
		fail("%d requests went to another host", o.foreign)
	}
	if o.strays > 0 {
		fail("%d requests went out that the case does not name", o.strays)
	}
	if announced := o.announced(r.s.row.Name); announced != r.announcements(o) || o.tooLate {
		fail("want %d calls of the write-ahead hook, before anything is sent, got %d", r.announcements(o), announced)
	}
	r.alike(fail, o)
	r.described(fail, o)
	r.logged(fail, o)
	for _, seen := range []struct{ where, text string }{
		{"the error", shown(o.err)}, {"the error's details", fmt.Sprintf("%+v", o.err)}, {"the log", o.log}, {"the text log", o.plain},
	} {
		if secret, found := r.s.watch.leaked(seen.text); found {
			fail("%s shows %s", seen.where, secret)
		}
	}
}

// announcements is how often the write-ahead hook has to be called: once for what may take effect, however often it is sent.
func (r *report) announcements(o *observation) int {
	switch {
	case !r.s.movesOrMakes():
		return 0
	case len(o.sends) > 0:
		return 1
	default: // it may have been stopped before or behind the hook
		return min(1, o.announced(r.s.row.Name))
	}
}

// alike: every send of a call is the same request, and none invites anybody to replay it.
func (r *report) alike(fail func(string, ...any), o *observation) {
	for i, send := range o.sends {
		for _, name := range []string{"Idempotency-Key", "X-Idempotency-Key", "Cookie", "Expect"} {
			if send.Header.Get(name) != "" {
				fail("a request bears the header %s", name)
			}
		}
		if send.Header.Get("X-Request-Id") == "" {
			fail("a request bears no X-Request-Id")
		}
		if i > 0 && !r.s.sameSend(send, o.sends[0]) {
			fail("send %d differs from the first", i+1)
		}
	}
}

// sameSend compares two sends byte for byte; where a new login may lie between them, without what a login changes.
func (s *subject) sameSend(a, b *faults.Request) bool {
	if slices.ContainsFunc(s.row.NotExecuted, func(r paygates.Refusal) bool { return r.Resend == paygates.ResendAuto }) {
		return string(a.Body) == string(b.Body) && a.Header.Get("X-Request-Id") == b.Header.Get("X-Request-Id")
	}
	return string(a.Raw) == string(b.Raw)
}

// described: an error tells what was called and what it means for the money.
func (r *report) described(fail func(string, ...any), o *observation) {
	if o.err == nil {
		return
	}
	e, ok := errors.AsType[*paygates.Error](o.err)
	switch {
	case !ok:
		fail("want a *paygates.Error, got %T", o.err)
	case e.Gateway != r.s.gateway || e.Op != r.s.row.Name:
		fail("want an error of %s %s, got one of %s %s", r.s.gateway, r.s.row.Name, e.Gateway, e.Op)
	case !slices.Contains(kinds, e.Kind):
		fail("the error's kind is none of package paygates")
	case errors.Is(e, paygates.ErrOutcomeUnknown) != (e.Outcome == unknown):
		fail("ErrOutcomeUnknown does not match exactly where the outcome is unknown")
	case r.s.row.Safety == paygates.Read && e.Outcome != notExecuted:
		fail("a failed read has outcome %q", e.Outcome)
	case e.Intent.Op != r.s.row.Name || e.Intent.Gateway != r.s.gateway:
		fail("want an Intent of %s %s in the error, got one of %s %s", r.s.gateway, r.s.row.Name, e.Intent.Gateway, e.Intent.Op)
	}
}

// logAttributes is all that a record of the log may have.
var logAttributes = []string{"time", "level", "msg", "gateway", "operation", "method", "path", "attempt", "status", "duration", "outcome", "request_id"}

// logged: one record for each attempt that was answered or given up, with nothing but the attributes that are allowed.
func (r *report) logged(fail func(string, ...any), o *observation) {
	for _, line := range o.records() {
		var record map[string]any
		if err := json.Unmarshal([]byte(line), &record); err != nil {
			fail("a record of the log is not JSON")
			continue
		}
		for name := range record {
			if !slices.Contains(logAttributes, name) {
				fail("a record of the log has the attribute %s", name)
			}
		}
	}
	attempts := o.attempts(&r.s.row)
	if e, ok := errors.AsType[*paygates.Error](o.err); ok && len(r.s.beside) == 0 && attempts != e.Attempts {
		fail("want %d records of attempts in the log, got %d", e.Attempts, attempts)
	}
	if o.err == nil && attempts < len(o.sends) {
		fail("want %d records of attempts in the log, got %d", len(o.sends), attempts)
	}
}
