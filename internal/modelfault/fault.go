package modelfault

import (
	"cmp"
	"context"
	"net/http"
	"slices"
	"strconv"
	"time"
)

// Answer is an answer that has not left yet. Its status is 200 if none is given.
type Answer struct {
	Status int
	Header http.Header
	Body   []byte
}

// Fault is what the faults of all models share. The models document the fields.
type Fault struct {
	AfterCommit bool
	CommitAfter time.Duration
	Drop        bool
	Status      int
	Header      http.Header
	Body        []byte
	// Refuse says that the model answers with a refusal of its own in place of
	// the true answer.
	Refuse   bool
	Cut      bool
	CutAfter int
	Delay    time.Duration
	Twice    bool
	Mutate   func([]byte) []byte
}

// Replaces says that the true answer never leaves.
func (f Fault) Replaces() bool {
	return f.Drop || f.Status != 0 || f.Refuse || f.CommitAfter > 0
}

// Executes says that the request takes effect when it arrives.
func (f Fault) Executes() bool {
	return f.CommitAfter == 0 && (f.AfterCommit || !f.Replaces())
}

// Silent says that no answer leaves at all.
func (f Fault) Silent() bool {
	return f.Drop || f.CommitAfter > 0 && f.Status == 0 && !f.Refuse
}

// Never says that the request does not take effect, now or later.
func (f Fault) Never() bool { return !f.Executes() && f.CommitAfter == 0 }

// Contradiction says why a fault could not do what it asks, to stand behind "a
// fault"; it is empty if the fault can.
func (f Fault) Contradiction() string {
	switch {
	case f.Drop && (f.Status != 0 || f.Refuse || f.Cut):
		return "that drops the answer cannot send one"
	case f.Status != 0 && f.Refuse:
		return "cannot answer with both Status and Code"
	case f.Mutate != nil && f.Replaces():
		return "that replaces the true answer cannot change it"
	}
	return ""
}

// Perform executes the request as often as the fault has it, and gives the
// answer that is to leave. A refusal of the model's own is the model's to make.
func (f Fault) Perform(execute func() Answer) Answer {
	var answer Answer
	if f.Executes() {
		answer = execute()
		if f.Twice {
			answer = execute()
		}
	}
	switch {
	case f.Status != 0:
		answer = Answer{Status: f.Status, Header: f.Header.Clone(), Body: f.Body}
	case f.Mutate != nil:
		answer.Body = f.Mutate(slices.Clone(answer.Body))
	}
	return answer
}

// WaitAfter is a delay behind the commit point. It ends when the caller hangs up.
func (f Fault) WaitAfter(ctx context.Context) {
	if f.Delay > 0 && f.AfterCommit {
		wait(ctx, f.Delay)
	}
}

func wait(ctx context.Context, d time.Duration) {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-ctx.Done():
	}
}

// Send writes the answer, or breaks the connection as net/http's handlers do: it
// panics with [http.ErrAbortHandler].
func (f Fault) Send(w http.ResponseWriter, a Answer) {
	if f.Silent() {
		panic(http.ErrAbortHandler)
	}
	for name, values := range a.Header {
		w.Header()[http.CanonicalHeaderKey(name)] = values
	}
	w.Header().Set("Content-Length", strconv.Itoa(len(a.Body)))
	w.WriteHeader(cmp.Or(a.Status, http.StatusOK))
	if !f.Cut || f.CutAfter >= len(a.Body) {
		_, _ = w.Write(a.Body) // the caller may be gone; the gateway does not learn it
		return
	}
	_, _ = w.Write(a.Body[:max(f.CutAfter, 0)])
	_ = http.NewResponseController(w).Flush()
	panic(http.ErrAbortHandler)
}
