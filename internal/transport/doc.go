// Package transport sends one gateway operation and says what became of it: an
// operation and its bytes go in, one bounded answer comes out, and whatever
// breaks on the way becomes a *paygates.Error that states the outcome.
//
// It is the only package that knows resty. The gateways know wire shapes; this
// package knows when a request may be sent again, how long a call may take, how
// much of an answer is read, what may stand in a log and what may stand in an
// error.
package transport
