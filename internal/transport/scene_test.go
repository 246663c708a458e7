package transport_test

import (
	"crypto/tls"
	"net"
	"net/http"
	"net/url"
	"testing"
	"time"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/internal/faults"
	"github.com/paygates/paygates-go/internal/transport"
)

// scene is a client and the other side, which fails it.
type scene struct {
	client *transport.Client
	sends  func() int // how often the other side, or the dialer, was asked
}

type setting func(t *testing.T, options ...paygates.Option) scene

// plain is a server on a loopback socket.
func plain(steps ...faults.Step) setting {
	return func(t *testing.T, options ...paygates.Option) scene {
		s := serve(t, steps...)
		return scene{newClient(t, s.URL(), options...), s.Arrivals}
	}
}

// overTLS is a server whose certificate the client trusts.
func overTLS(steps ...faults.Step) setting { return overTLSUpTo(tls.VersionTLS13, steps...) }

func overTLSUpTo(version uint16, steps ...faults.Step) setting {
	return func(t *testing.T, options ...paygates.Option) scene {
		s := serveTLS(t, steps...)
		limit := tuned(func(tr *http.Transport) { tr.TLSClientConfig.MaxVersion = version })
		return scene{newClient(t, s.URL(), append(options, trusting(s), limit)...), s.Arrivals}
	}
}

// untrusted is a server whose certificate nobody vouches for.
func untrusted(t *testing.T, options ...paygates.Option) scene {
	s := serveTLS(t, faults.Answer(good))
	return scene{newClient(t, s.URL(), options...), s.Connections}
}

// untraced is a RoundTripper that knows no httptrace.
func untraced(steps ...faults.Step) setting {
	return func(t *testing.T, options ...paygates.Option) scene {
		tr := faults.NewTransport(steps...)
		return scene{newClient(t, "https://gateway.example", append(options, sending(tr))...), tr.Arrivals}
	}
}

// planned is a sound server whose connections go the way of the plan.
func planned(plan faults.Plan) setting {
	return func(t *testing.T, options ...paygates.Option) scene {
		s := serve(t, faults.Answer(good))
		d := &faults.Dialer{Dial: dial, Plan: func(int) faults.Plan { return plan }}
		return scene{newClient(t, s.URL(), append(options, dialing(d))...), d.Dials}
	}
}

// refused is an address where nobody listens.
func refused(t *testing.T, options ...paygates.Option) scene {
	nobody := faults.NewRefused()
	t.Cleanup(nobody.Close)
	d := &faults.Dialer{Dial: dial}
	return scene{newClient(t, nobody.URL(), append(options, dialing(d))...), d.Dials}
}

// behindProxy is a proxy that refuses to connect.
func behindProxy(t *testing.T, options ...paygates.Option) scene {
	s := serve(t, faults.Answer(faults.Empty(http.StatusForbidden)))
	proxy, err := url.Parse(s.URL())
	if err != nil {
		t.Fatal(err)
	}
	through := tuned(func(tr *http.Transport) { tr.Proxy = http.ProxyURL(proxy) })
	return scene{newClient(t, "https://gateway.example", append(options, through)...), s.Arrivals}
}

// briefly gives each attempt little time, for the sides that never answer.
func briefly(s setting) setting {
	return func(t *testing.T, options ...paygates.Option) scene {
		return s(t, append(options, paygates.WithAttemptTimeout(50*time.Millisecond))...)
	}
}

var dial = new(net.Dialer).DialContext

// serveInMemory is a server on pipes for use in a synctest bubble, which the
// client's own transport reaches.
func serveInMemory(t *testing.T, step faults.Step, options ...paygates.Option) scene {
	l := faults.NewPipeListener()
	s := faults.NewServerOn(l, step)
	t.Cleanup(s.Close)
	pipes := tuned(func(tr *http.Transport) { tr.DialContext = l.DialContext })
	return scene{newClient(t, s.URL(), append(options, pipes)...), s.Arrivals}
}
