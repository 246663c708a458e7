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

// HostOf names the host of a base URL where a Config is printed, or what stands for
// one that is missing or malformed: user information and paths are not shown.
func HostOf(base string) string {
	u, err := url.Parse(base)
	switch {
	case base == "":
		return "that of the environment"
	case err != nil || u.Host == "":
		return "malformed"
	}
	return u.Host
}
