package simulation

import (
	"context"
	"errors"

	paygates "github.com/paygates/paygates-go"
)

// kinds checks what a call says about the fault that ended it, and how often it
// was sent.
func (c *checker) kinds(call *Call, err error, t Traffic) {
	e, ok := errors.AsType[*paygates.Error](err)
	sent := map[string]int{}
	for _, r := range t.Requests {
		if r.Operation != nil {
			sent[r.ID+" "+r.Operation.Name]++
		}
	}
	for _, n := range sent {
		if n > attempts {
			c.find(call, Resent, "the same request arrived %d times", n)
		}
	}
	for _, s := range t.Strikes {
		switch row := s.Fault; {
		case row.stops && (!ok || e.Attempts != 0 || t.acting() > 0):
			c.find(call, Malformed, "%s, and yet it went on", row.Name)
		case row.kind != nil && s.Operation == call.Operation && len(t.Strikes) == 1 && ok && !errors.Is(err, row.kind):
			c.find(call, Malformed, "%s, and the error is another", row.Name)
		}
	}
}

// What errors are after some faults.
var (
	errUnexpected = paygates.ErrUnexpectedReply
	errPatience   = context.DeadlineExceeded
)
