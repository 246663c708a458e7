package conformance

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"hash/fnv"
	"iter"
	"testing"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/internal/faults"
)

var full = flag.Bool("full", false, "cut requests and answers at every byte, not at one in ten")

// everyByte are the numbers below size, from one byte of a request or an answer to the next: one in ten, which one by name, or all with -full.
func (s *subject) everyByte(name string, size int) iter.Seq[int] {
	first, step := 0, 1
	if !*full {
		step = oneIn()
		h := fnv.New32a()
		_, _ = h.Write([]byte(s.gateway + s.label + name)) // it never fails
		first = int(h.Sum32() % uint32(step))
	}
	return func(yield func(int) bool) {
		for n := first; n < size; n += step {
			if !yield(n) {
				return
			}
		}
	}
}

// oneIn says that one in so many bytes is tried without -full: fewer where time is short.
func oneIn() int {
	if raced || testing.Short() {
		return 100
	}
	return 10
}

// requestsCut: the connection is reset behind each byte but the last of the request, and of those that come before it.
func requestsCut(ctx context.Context, s *subject, r *report) {
	before := len(s.before(false))
	sound := s.pipe(&faults.Dialer{}, onlyRouted)
	r.check("uncut", sound.call(ctx, nil), s.want(proven))
	sound.close()
	requests := sound.server.Requests()
	if len(requests) <= before {
		r.failf("want %d requests to cut, got %d", before+1, len(requests))
		return
	}
	for i, request := range requests[:before+1] {
		w := s.want(lost)
		begun := w.attempts
		if i < before {
			w, begun = s.want(stopped), anyNumber
		}
		w.sends = 0 // none arrives whole
		for n := range s.everyByte(request.String(), len(request.Raw)-1) {
			rig := s.pipe(breaking(i, faults.Plan{Request: faults.After(int64(n) + 1)}, anyNumber), s.dialAnew)
			what := fmt.Sprintf("%s cut behind byte %d", request, n+1)
			r.check(what, rig.call(ctx, nil), w)
			rig.close()
			if got := rig.server.Partial(); got == 0 || begun != anyNumber && got != begun {
				r.failf("%s: want %d requests begun, got %d [%s]", what, begun, got, w.rule)
			}
		}
	}
}

// answersCut: the connection ends before each byte of the answer, and of those that come before it.
func answersCut(ctx context.Context, s *subject, r *report) {
	for _, x := range s.before(false) {
		source := x.Reply.source()
		for n := range s.everyByte(x.Name, source.Size()) {
			rig := s.pipe(&faults.Dialer{}, onlyRouted)
			rig.instead = map[string]faults.Step{x.Name: faults.CutAnswer(source, n)}
			r.check(fmt.Sprintf("%s, cut behind byte %d", x.Name, n), rig.call(ctx, nil), s.want(stopped))
			rig.close()
		}
	}
	for _, reply := range s.good {
		source := reply.source()
		rig := s.pipe(&faults.Dialer{}, onlyRouted)
		for n := range s.everyByte(reply.Name, source.Size()) {
			o := rig.call(ctx, always(faults.CutAnswer(source, n)))
			r.check(fmt.Sprintf("%s, cut behind byte %d", reply.Name, n), o, s.wantCut(o))
		}
		rig.close()
	}
}

// wantCut is what is expected of an answer that is not whole.
func (s *subject) wantCut(o *observation) want {
	if e, ok := errors.AsType[*paygates.Error](o.err); ok && s.page && e.Yielded > 0 {
		return s.want(brokenOff)
	}
	return s.want(lost)
}
