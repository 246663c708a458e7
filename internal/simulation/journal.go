package simulation

import (
	"context"
	"sync"

	paygates "github.com/paygates/paygates-go"
)

// journal is what the write-ahead hook of a client writes.
type journal struct {
	// arrived counts the requests of the call that acted already.
	arrived func() int

	mu sync.Mutex
	// kept says that the client has the hook.
	kept    bool
	entries []journalEntry
}

// journalEntry is one time that the hook was called.
type journalEntry struct {
	Intent paygates.Intent
	// late says that something had arrived by then that acts.
	late bool
}

// hook is the write-ahead hook.
func (j *journal) hook(ctx context.Context, intent paygates.Intent) error {
	j.mu.Lock()
	j.entries = append(j.entries, journalEntry{intent, j.arrived() > 0})
	j.mu.Unlock()
	if do, ok := ctx.Value(hookKey{}).(func() error); ok {
		return do()
	}
	return nil
}

// option gives a client the hook.
func (j *journal) option() paygates.Option {
	j.kept = true
	return paygates.WithBeforeSend(j.hook)
}

// tear takes out what was written.
func (j *journal) tear() []journalEntry {
	j.mu.Lock()
	defer j.mu.Unlock()
	torn := j.entries
	j.entries = nil
	return torn
}

// journaled checks that what acts was written down once, before it was sent, and
// as the error has it; and that nothing else was.
func (c *checker) journaled(call *Call, err error, t Traffic, reads bool) {
	entries := c.journal.tear()
	switch {
	case !c.journal.kept:
	case reads && len(entries) > 0:
		c.find(call, Malformed, "the hook was called though nothing acts")
	case reads:
	case len(entries) > 1:
		c.find(call, Malformed, "the hook was called %d times", len(entries))
	case len(entries) == 0 && t.acting() > 0:
		c.find(call, Malformed, "it was sent, and the hook was not called")
	case len(entries) == 1:
		e, failed := asFault(err)
		if written := entries[0]; written.late || failed && written.Intent != e.Intent || !c.isOf(written.Intent, call) {
			c.find(call, Malformed, "the hook was given something else, or too late")
		}
	}
}

// isOf says that an intent is that of a call.
func (c *checker) isOf(i paygates.Intent, call *Call) bool {
	return i.Gateway == call.Operation.Gateway && i.Op == call.Operation.Name && i.TargetID == call.Action.target() && i.Reference == c.reference(call) &&
		(i.Amount.Equal(call.Action.Amount) || !i.Amount.IsSet() && c.net.gateway.Nameless)
}
