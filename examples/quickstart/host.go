package main

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"strings"
	"time"
)

var errNotLive = errors.New("this is the production host, where money is real: repeat with -live if you mean it")

// hostFromEnv returns the last variable, a base URL, if all of them are set,
// and nothing if none is. Some without the others are a mistake: it must not
// end in a run against the model that looks like one against the gateway.
func hostFromEnv(names ...string) (string, error) {
	var missing []string
	for _, name := range names {
		if os.Getenv(name) == "" {
			missing = append(missing, name)
		}
	}
	switch len(missing) {
	case 0:
		return os.Getenv(names[len(names)-1]), nil
	case len(names):
		return "", nil
	}
	return "", fmt.Errorf("%s not set: set all of %s, or none for the embedded model",
		strings.Join(missing, " and "), strings.Join(names, ", "))
}

// sameHost compares the hosts of two addresses, whatever their case, port and
// final dot.
func sameHost(a, b string) bool {
	host := func(address string) string {
		u, err := url.Parse(strings.TrimSpace(address))
		if err != nil {
			return ""
		}
		return strings.ToLower(strings.TrimSuffix(u.Hostname(), "."))
	}
	return host(a) != "" && host(a) == host(b)
}

// pause waits, or ends with the context.
func pause(ctx context.Context, d time.Duration) error {
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(d):
		return nil
	}
}
