package paygates

import "time"

// RetryPolicy says how often and how fast a request is sent again where that is
// safe: reads and repeatable operations after a failure, an operation that
// moves money only on proof that the earlier send did nothing. A zero field
// takes its default.
type RetryPolicy struct {
	// MaxAttempts is how often one call is sent at most; 3 by default, 1 turns
	// resending off.
	MaxAttempts int
	// BaseDelay is the upper bound of the first wait, doubled for each further
	// one; 200 ms by default. The wait is drawn between zero and the bound.
	BaseDelay time.Duration
	// MaxDelay is the upper bound of every wait; 5 s by default.
	MaxDelay time.Duration
	// MaxRetryAfter is the longest Retry-After that is waited for; 30 s by
	// default. When the gateway asks for more, the call returns at once and the
	// error's RetryAfter says for how much.
	MaxRetryAfter time.Duration
}
