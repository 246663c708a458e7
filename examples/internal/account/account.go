// Package account says which account an example works with: the one that the
// environment names, or a model in memory that needs no credentials and moves
// no money. A program that you copy this from needs less: its gateway's
// ConfigFromEnv and New.
package account

import (
	"errors"
	"fmt"
	"net/url"
	"os"
	"strings"
)

// ErrNotLive says that an account was not opened because its money may be real.
var ErrNotLive = errors.New("on this host money may be real: repeat with -live if you mean it")

// Place is where an account is kept.
type Place struct {
	// Where names the host, or the model; About says why it is that one.
	Where, About string

	close func()
}

// Close stops the model, if the account is a model's.
func (p Place) Close() {
	if p.close != nil {
		p.close()
	}
}

func model(gateway, url string, stop func()) Place {
	return Place{
		Where: "embedded model at " + url, close: stop,
		About: "No " + gateway + "_* is set: no credentials, no real money, nothing leaves this machine.",
	}
}

func host(url string, variables []string) Place {
	last := len(variables) - 1
	return Place{
		Where: url,
		About: strings.Join(variables[:last], ", ") + " and " + variables[last] + " are set: this is a real host.",
	}
}

// fromEnv says whether the variables are set without which a gateway cannot be
// spoken to; none of them is the model. Some without the others are a mistake.
func fromEnv(names []string) (bool, error) {
	var missing []string
	for _, name := range names {
		if os.Getenv(name) == "" {
			missing = append(missing, name)
		}
	}
	switch len(missing) {
	case 0:
		return true, nil
	case len(names):
		return false, nil
	}
	return false, fmt.Errorf("%s not set: set all of %s, or none for the embedded model",
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
