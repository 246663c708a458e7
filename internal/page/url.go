package page

import (
	"errors"
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"
)

// ErrURL tells that an address is not one to send a payer to. It says nothing about the address, which may carry a token.
var ErrURL = errors.New("page: the address must be absolute, https (or http to this machine), and without user information")

// CheckURL returns ErrURL unless raw is an absolute https address, or an http address of the loopback interface (127.0.0.0/8, ::1, localhost),
// that browsers and net/url read alike: no user information, no control characters, valid UTF-8.
func CheckURL(raw string) error {
	_, err := parse(raw)
	return err
}

// Target returns raw with fields added to its query, sorted by name: the address that a form sent by GET would lead to.
// What raw already says is kept byte for byte (a browser would throw the query of a form's address away), and a field that its query has with the same value already is not repeated.
// The error is ErrURL, or ErrField for a field that an address cannot carry unchanged.
func Target(raw string, fields map[string]string) (string, error) {
	u, err := parse(raw)
	if err != nil {
		return "", err
	}
	if len(fields) == 0 {
		return raw, nil
	}
	given := u.Query()
	added := make(url.Values, len(fields))
	for name, value := range fields {
		if name == "" || !fits(name) || !fits(value) {
			return "", ErrField
		}
		if !slices.Contains(given[name], value) {
			added.Set(name, value)
		}
	}
	if len(added) == 0 {
		return raw, nil
	}
	return withQuery(raw, added.Encode()), nil
}

// withQuery puts query behind the query that raw has, before its fragment.
func withQuery(raw, query string) string {
	base, fragment, hasFragment := strings.Cut(raw, "#")
	before, last, hasQuery := strings.Cut(base, "?")
	switch {
	case !hasQuery:
		base = before + "?" + query
	case last == "" || strings.HasSuffix(last, "&"):
		base += query
	default:
		base += "&" + query
	}
	if hasFragment {
		base += "#" + fragment
	}
	return base
}

func parse(raw string) (*url.URL, error) {
	// A browser reads a backslash in an address as a slash; net/url does not. No gateway sends one.
	if !utf8.ValidString(raw) || strings.ContainsRune(raw, '\\') {
		return nil, ErrURL
	}
	u, err := url.Parse(raw)
	if err != nil {
		return nil, ErrURL // the cause quotes the address
	}
	if u.Hostname() == "" || u.User != nil || u.Opaque != "" {
		return nil, ErrURL
	}
	if u.Scheme == "https" || u.Scheme == "http" && loopback(u.Hostname()) {
		return u, nil
	}
	return nil, ErrURL
}

func loopback(host string) bool {
	if strings.EqualFold(host, "localhost") {
		return true
	}
	addr, err := netip.ParseAddr(host)
	return err == nil && addr.IsLoopback()
}
