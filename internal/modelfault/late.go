package modelfault

import (
	"context"
	"iter"
	"slices"
	"sync"
	"time"
)

// Late holds the requests that take effect after their answer failed, in the
// order of their time. The zero value is empty.
type Late[R any] struct {
	waiting []lateRequest[R]
}

type lateRequest[R any] struct {
	due     time.Time
	request R
}

// Add postpones the request, as often as the fault executes it.
func (l *Late[R]) Add(f Fault, request R, due time.Time) {
	l.waiting = append(l.waiting, lateRequest[R]{due, request})
	if f.Twice {
		l.waiting = append(l.waiting, lateRequest[R]{due, request})
	}
	slices.SortStableFunc(l.waiting, func(a, b lateRequest[R]) int { return a.due.Compare(b.due) })
}

// Due says whether the moment of the first request has come, and which it is.
func (l *Late[R]) Due(now time.Time) (time.Time, bool) {
	if len(l.waiting) == 0 || l.waiting[0].due.After(now) {
		return time.Time{}, false
	}
	return l.waiting[0].due, true
}

// Take takes the first request out. There must be one.
func (l *Late[R]) Take() R {
	first := l.waiting[0]
	l.waiting = l.waiting[1:]
	return first.request
}

// Until takes the requests out whose moment has come, each with that moment.
func (l *Late[R]) Until(now time.Time) iter.Seq2[time.Time, R] {
	return func(yield func(time.Time, R) bool) {
		for {
			due, ok := l.Due(now)
			if !ok || !yield(due, l.Take()) {
				return
			}
		}
	}
}

// Await is a delay ahead of the commit point. A caller that hangs up meanwhile
// does not stop the gateway: the request takes effect when the delay is over. It
// reports whether there is still somebody to answer. The lock is the model's,
// not held yet.
func (l *Late[R]) Await(ctx context.Context, lock sync.Locker, f Fault, request R) bool {
	if f.Delay <= 0 || f.AfterCommit {
		return true
	}
	due := time.Now().Add(f.Delay)
	wait(ctx, f.Delay)
	if !time.Now().Before(due) {
		return true
	}
	if f.Executes() {
		lock.Lock()
		defer lock.Unlock()
		l.Add(f, request, due.Round(0).UTC())
	}
	return false
}
