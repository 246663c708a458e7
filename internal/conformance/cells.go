package conformance

import (
	"context"
	"testing"
	"testing/synctest"

	paygates "github.com/paygates/paygates-go"
)

// cell is one way in which things go right or wrong, for every operation.
type cell struct {
	name string
	// applies says whether the cell has anything to try on a subject; nil for always.
	applies func(*subject) bool
	// run tries it and reports what is not as it should be.
	run func(ctx context.Context, s *subject, r *report)
	// sockets: it runs on loopback sockets in real time. Else it runs in a bubble, where waiting takes no time.
	sockets bool
}

// cells is the suite.
var cells = []cell{
	// Complete answers, as documented and changed.
	{name: "good", run: good},
	{name: "unknown-fields", run: unknownFields},
	{name: "nulls", run: nulls},
	{name: "empty-array-for-empty-object", run: emptyArrays, applies: hasEmptyObjects},
	{name: "object-for-field", run: oddTypes},
	{name: "numbers-as-strings", run: numbersAsStrings, applies: hasNumbers},
	{name: "unknown-status", run: unknownStatus, applies: hasStatus},
	{name: "array-for-object", run: arrayForObject},
	{name: "somebody-elses-object", run: somebodyElses, applies: hasForeign},
	{name: "malformed-200", run: malformed},
	{name: "drift", run: drift},

	// Answers by their status.
	{name: "html-502", run: html502},
	{name: "empty-500", run: empty500},
	{name: "good-answer-with-another-2xx", run: otherTwoHundreds},
	{name: "good-answer-with-an-error-status", run: errorStatuses},
	{name: "redirect-to-another-host", run: redirects},
	{name: "429-with-each-retry-after", run: rateLimits},
	{name: "refused-with-a-listed-code", run: listedRefusals, applies: hasRefusals},
	{name: "refused-with-an-unlisted-code", run: unlistedRefusals, applies: hasRefusals},
	{name: "request-beside-fails", run: besideFails, applies: hasBefore},

	// Bodies.
	{name: "oversized-body", run: oversized},
	{name: "decompression-bomb", run: bombs},
	{name: "cut-200", run: cuts, sockets: true},
	{name: "answer-cut-at-every-byte", run: answersCut},
	{name: "request-cut-at-every-byte", run: requestsCut},

	// Connections.
	{name: "drop-before-send", run: dropBefore, sockets: true},
	{name: "drop-while-sending", run: dropWhile, sockets: true},
	{name: "drop-after-send", run: dropAfter, sockets: true},
	{name: "dead-idle-connection", run: deadIdle, sockets: true},
	{name: "over-tls", run: overTLS, sockets: true},

	// The caller.
	{name: "cancelled-before", run: cancelledBefore},
	{name: "cancelled-during", run: cancelledDuring, sockets: true},
	{name: "cancelled-while-waiting", run: cancelledWaiting},
	{name: "hook-refuses", run: hookRefuses},
	{name: "invalid-request", run: invalidRequests, applies: func(s *subject) bool { return len(s.invalid) > 0 }},
	{name: "caller-unchanged", run: callerUnchanged},
	{name: "secrets-in-print", run: secretsInPrint},
	{name: "secrets-echoed", run: secretsEchoed},
	{name: "100-goroutines", run: hundredGoroutines},
}

// try runs a cell on a subject.
func (c *cell) try(t *testing.T, s *subject) *report {
	r := &report{s: s}
	if c.sockets {
		c.run(t.Context(), s, r)
		return r
	}
	synctest.Test(t, func(t *testing.T) { c.run(t.Context(), s, r) })
	return r
}

func hasRefusals(s *subject) bool { return s.refuse != nil && len(s.row.NotExecuted) > 0 }
func hasBefore(s *subject) bool   { return len(s.before(false)) > 0 }

// movesOrMakes says whether the operation may take effect.
func (s *subject) movesOrMakes() bool { return s.row.Safety != paygates.Read }
