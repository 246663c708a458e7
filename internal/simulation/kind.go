package simulation

import (
	"context"
	"errors"
	"slices"
	"time"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/internal/faults"
)

// conduct checks how a client went about one call or one look-up, whatever came
// of it: how often and how soon it sent, and what an error says about that.
func (c *checker) conduct(call *Call, err error, t Traffic, f Fault, took time.Duration) {
	c.patience(call, t)
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
	if dials := t.dials(); dials > attempts {
		c.find(call, Resent, "it dialed %d times in vain", dials)
	}
	if err == nil {
		return
	}
	c.stopped(call, err, t)
	c.carries(call, err, t)
	if f.Row != nil && f.Row.Name == impatient && t.dials() > 0 {
		c.gaveUp(call, err, t, f, took)
	}
}

func asFault(err error) (*paygates.Error, bool) { return errors.AsType[*paygates.Error](err) }

// dials counts those that failed.
func (t *Traffic) dials() int {
	n := 0
	for _, s := range t.Strikes {
		if s.Fault.dial != nil {
			n++
		}
	}
	return n
}

// stopped checks an error of a caller's own making: nothing has happened.
func (c *checker) stopped(call *Call, err error, t Traffic) {
	e, _ := asFault(err)
	for _, s := range t.Strikes {
		row := s.Fault
		if !row.stops {
			continue
		}
		names := e != nil && slices.ContainsFunc(e.Fields, func(f paygates.FieldError) bool { return f.Field == row.field })
		if e == nil || e.Attempts != 0 || e.Outcome != paygates.OutcomeNotExecuted || !errors.Is(err, row.kind) || names != (row.field != "") {
			c.find(call, Malformed, "%s, and the error is another", row.Name)
		}
	}
}

// carries checks what an error says of its last answer, and of how often it was
// sent: where all that was sent has arrived.
func (c *checker) carries(call *Call, err error, t Traffic) {
	e, ok := asFault(err)
	broken := slices.ContainsFunc(t.Strikes, func(s Strike) bool { return s.Fault.dial != nil || s.Fault.send != nil })
	if !ok || e.Attempts == 0 || broken {
		return
	}
	sends := 0
	for _, r := range t.Requests {
		if r.ID == e.RequestID {
			sends++
		}
	}
	if e.Attempts != sends {
		c.find(call, Malformed, "it was sent %d times, and the error says %d", sends, e.Attempts)
	}
	if n := len(t.Strikes); n > 0 && t.Strikes[n-1].Status != 0 && t.Strikes[n-1].behind == len(t.Requests) {
		if s := t.Strikes[n-1]; e.HTTPStatus != s.Status || e.RetryAfter != s.After {
			c.find(call, Malformed, "HTTP %d, and the error has %d and asks to wait for %s", s.Status, e.HTTPStatus, e.RetryAfter)
		}
	}
}

// gaveUp checks the error of a caller who had no time to wait for another dial. A
// deadline that is known beforehand is not waited for; the end of a caller's
// patience shows in the error, and that of nobody else's.
func (c *checker) gaveUp(call *Call, err error, t Traffic, f Fault, took time.Duration) {
	ended := t.dials() < attempts
	switch {
	case !errors.Is(err, faults.ErrRefused) && !(ended && f.cancels()):
		c.find(call, Malformed, "the error does not say why it failed")
	case errors.Is(err, context.DeadlineExceeded), !f.cancels() && took >= f.After:
		c.find(call, Malformed, "it waited for a deadline that it knew")
	case f.cancels() && ended && (!errors.Is(err, context.Canceled) || took != f.After):
		c.find(call, Malformed, "the caller gave up after %s, it waited %s", f.After, took)
	case f.cancels() && !ended && errors.Is(err, context.Canceled):
		c.find(call, Malformed, "the caller had not given up")
	}
}

// kinds checks what a call says about the fault that ended it.
func (c *checker) kinds(call *Call, err error, t Traffic) {
	e, ok := asFault(err)
	for _, s := range t.Strikes {
		switch row := s.Fault; {
		case row.stops && (!ok || e.Attempts != 0 || t.acting() > 0):
			c.find(call, Malformed, "%s, and yet it went on", row.Name)
		case row.kind != nil && ok && c.blames(call, s, t) && !errors.Is(err, row.kind):
			c.find(call, Malformed, "%s, and the error is another", row.Name)
		}
	}
}

// blames says that an error of a call is about one of the strikes: the last, of the
// call's own request or of a dial.
func (c *checker) blames(call *Call, s Strike, t Traffic) bool {
	return (s.Operation == call.Operation || s.Fault.dial != nil) && s == t.Strikes[len(t.Strikes)-1] && s.behind == len(t.Requests)
}

// What errors are after some faults.
var (
	errUnexpected  = paygates.ErrUnexpectedReply
	errUnavailable = paygates.ErrUnavailable
	errTooMany     = paygates.ErrRateLimited
	errPatience    = context.DeadlineExceeded
)
