// Package signing has what the checks of callbacks share: digests, comparison in constant time, and the reading of a body under a limit.
//
// Everything here fails closed: a secret that is not configured matches nothing, not even nothing.
package signing
