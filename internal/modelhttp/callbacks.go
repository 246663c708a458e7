package modelhttp

import (
	"slices"
	"sync"
)

// Callbacks are the callbacks that wait, oldest first: C is the model's own type.
// The zero value is empty.
type Callbacks[C any] struct {
	waiting []C
}

// Add puts callbacks at the end.
func (q *Callbacks[C]) Add(callbacks ...C) { q.waiting = append(q.waiting, callbacks...) }

// All gives the callbacks that wait.
func (q *Callbacks[C]) All() []C { return slices.Clone(q.waiting) }

// TakeAll gives the callbacks that wait, and lets none wait any more.
func (q *Callbacks[C]) TakeAll() []C {
	taken := q.waiting
	q.waiting = nil
	return taken
}

// Take takes the oldest of the chosen out, so that two deliveries never send the
// same, and says where it stood.
func (q *Callbacks[C]) Take(chosen func(C) bool) (c C, at int, ok bool) {
	at = slices.IndexFunc(q.waiting, chosen)
	if at < 0 {
		return c, 0, false
	}
	c = q.waiting[at]
	q.waiting = slices.Delete(q.waiting, at, at+1)
	return c, at, true
}

// PutBack puts a callback where it stood.
func (q *Callbacks[C]) PutBack(c C, at int) {
	q.waiting = slices.Insert(q.waiting, min(at, len(q.waiting)), c)
}

// Deliver sends the chosen callbacks, oldest first. The first that fails goes
// back to its place, and its error is the answer. The lock is the model's, and so
// is enter, which takes it and brings the model up to the present; nothing is
// locked while a callback is sent.
func (q *Callbacks[C]) Deliver(enter func(), lock sync.Locker, chosen func(C) bool, send func(C) error) error {
	for {
		enter()
		c, at, ok := q.Take(chosen)
		lock.Unlock()
		if !ok {
			return nil
		}
		if err := send(c); err != nil {
			lock.Lock()
			q.PutBack(c, at)
			lock.Unlock()
			return err
		}
	}
}
