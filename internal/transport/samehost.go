package transport

import (
	"net/url"
	"strconv"
	"strings"
)

// SameHost compares the hosts of two URLs as the network does: without case,
// final dot or the port that the scheme has anyway. known is well formed and has
// no port.
func SameHost(base, known string) bool {
	u, err := url.Parse(base)
	if err != nil {
		return false // refused elsewhere
	}
	k, err := url.Parse(known)
	if err != nil {
		return false
	}
	port, err := strconv.Atoi(u.Port())
	return strings.EqualFold(strings.TrimSuffix(u.Hostname(), "."), k.Hostname()) &&
		(u.Port() == "" || err == nil && port == 443)
}
