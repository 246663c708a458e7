package site

import (
	"slices"
	"sync"
	"time"
)

// Book is a shop's own record of its purchases, by reference; a real shop has a
// database in its place. The zero value is empty.
type Book[S any] struct {
	mu          sync.Mutex
	references  []string // oldest first
	byReference map[string]*S
}

// Open writes a purchase down.
func (b *Book[S]) Open(reference string, s S) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.byReference == nil {
		b.byReference = make(map[string]*S)
	}
	b.references = append(b.references, reference)
	b.byReference[reference] = &s
}

// Change changes a purchase, if there is one.
func (b *Book[S]) Change(reference string, do func(*S)) (found bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	s, found := b.byReference[reference]
	if found {
		do(s)
	}
	return found
}

// Get gives a copy of a purchase.
func (b *Book[S]) Get(reference string) (got S, found bool) {
	found = b.Change(reference, func(s *S) { got = *s })
	return got, found
}

// Latest gives copies of the newest purchases, newest first.
func (b *Book[S]) Latest(n int) []S {
	b.mu.Lock()
	defer b.mu.Unlock()
	var out []S
	for _, reference := range slices.Backward(b.references) {
		if len(out) == n {
			break
		}
		out = append(out, *b.byReference[reference])
	}
	return out
}

// Log is what happened to a purchase. It only grows, so that a copy stays as it is.
type Log []Entry

// Entry is one line of a log.
type Entry struct {
	At   time.Time
	Text string
}

// Add writes a line.
func (l *Log) Add(text string) { *l = append(*l, Entry{time.Now(), text}) }
