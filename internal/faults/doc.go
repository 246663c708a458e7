// Package faults is a gateway that misbehaves on command: test support for the conformance suite and the transport's tests.
//
// A script is a list of steps; each request meets the next one, and the last step repeats. The same steps run on three carriers:
//
//   - Server, on a real loopback socket or over a PipeListener, speaks HTTP/1.1 byte by byte, so that a drop happens exactly where the step says;
//   - Transport is an http.RoundTripper in memory that knows no httptrace, as a caller's own may not;
//   - PipeListener carries a real http.Server, or a Server, to a real http.Transport inside a testing/synctest bubble.
//
// Dialer breaks connections from the client's side on any of them: it refuses a dial, cuts either direction after N bytes, or lets an idle connection die unnoticed.
// Server and Transport keep every request that they received whole, and count the ones they did not.
package faults
