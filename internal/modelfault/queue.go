package modelfault

import "slices"

// Queue holds the faults that wait for their requests: F is the model's fault, R
// its request. The zero value is empty.
type Queue[F, R any] struct {
	waiting []*queued[F, R]
}

type queued[F, R any] struct {
	fault F
	hits  func(R) bool
	skip  int // matching requests still to be let by
	left  int // requests still to be taken; negative: no end
}

// Add queues a fault for the requests that it hits. The first it takes is the
// nth, where 0 and 1 are the next one; it takes so many times in a row, where 0
// is once and a negative number is for ever.
func (q *Queue[F, R]) Add(f F, nth, times int, hits func(R) bool) {
	if times == 0 {
		times = 1
	}
	q.waiting = append(q.waiting, &queued[F, R]{fault: f, hits: hits, skip: max(nth, 1) - 1, left: times})
}

// Len counts the faults that have not hit all their requests.
func (q *Queue[F, R]) Len() int { return len(q.waiting) }

// Take offers the request to the faults in their order. It gives the one that
// takes it, else the zero value.
func (q *Queue[F, R]) Take(request R) F {
	for i, w := range q.waiting {
		if !w.hits(request) {
			continue
		}
		if w.skip > 0 {
			w.skip--
			continue
		}
		if w.left > 0 {
			w.left--
		}
		if w.left == 0 {
			q.waiting = slices.Delete(q.waiting, i, i+1)
		}
		return w.fault
	}
	var none F
	return none
}
