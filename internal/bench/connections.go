package main

import (
	"context"
	"crypto/x509"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"sync"
	"sync/atomic"
	"time"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/cibpay"
)

const (
	callers = 64
	// callsEach is how many calls every caller makes, one after another.
	callsEach      = 40
	callsEachShort = 20
)

// gatewayServer answers every order over TLS and counts the connections that
// are opened to it.
type gatewayServer struct {
	*httptest.Server
	opened atomic.Int64
}

func newGatewayServer() *gatewayServer {
	s := new(gatewayServer)
	s.Server = httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(http.StatusCreated)
		_, _ = io.WriteString(w, createdAnswer)
	}))
	s.Config.ErrorLog = log.New(io.Discard, "", 0) // clients go away when a round ends
	s.Config.ConnState = func(_ net.Conn, state http.ConnState) {
		if state == http.StateNew {
			s.opened.Add(1)
		}
	}
	s.StartTLS()
	trust(s.Certificate())
	return s
}

var trusted sync.Once

// trust makes cert the root of this whole program: the transport that is
// measured is the library's own, and takes no other. Every server of this
// package shows the same certificate.
func trust(cert *x509.Certificate) {
	trusted.Do(func() {
		roots := x509.NewCertPool()
		roots.AddCert(cert)
		x509.SetFallbackRoots(roots)
	})
}

// crowd makes a new client and returns its call and how to close it.
type crowd struct {
	name string
	open func(host string) (call func() error, close func(), err error)
}

// crowds are the clients that 64 goroutines share. The first is the baseline.
var crowds = []crowd{
	{"net/http by default", func(host string) (func() error, func(), error) {
		return handCrowd(host, http.DefaultTransport.(*http.Transport).Clone())
	}},
	{"paygates, its own transport", ourCrowd},
	{"net/http with 128 idle a host", func(host string) (func() error, func(), error) {
		transport := http.DefaultTransport.(*http.Transport).Clone()
		transport.MaxIdleConns, transport.MaxIdleConnsPerHost = 0, 128
		return handCrowd(host, transport)
	}},
}

func handCrowd(host string, transport *http.Transport) (func() error, func(), error) {
	client := &http.Client{Transport: transport}
	return func() error { return createByHand(client, host) }, transport.CloseIdleConnections, nil
}

// ourCrowd gives the library no client: it brings its own. Its connections
// close by themselves when they are idle.
func ourCrowd(host string) (func() error, func(), error) {
	client, err := cibpay.New(cibpay.Config{
		Username: username, Password: paygates.NewSecret(password), BaseURL: host, CheckoutURL: gatewayURL + "/pay",
	})
	return func() error { return createOrder(context.Background(), client) }, func() {}, err
}

// rushed is how a crowd fared in one round.
type rushed struct {
	opened    int64
	perSecond float64
}

// rush lets all callers call at once, with a client that has no connection yet.
func (c crowd) rush(server *gatewayServer, each int) (rushed, error) {
	call, done, err := c.open(server.URL)
	if err != nil {
		return rushed{}, err
	}
	defer done()
	var group sync.WaitGroup
	failed := make(chan error, callers)
	before, began := server.opened.Load(), time.Now()
	for range callers {
		group.Go(func() {
			for range each {
				if err := call(); err != nil {
					failed <- err
					return
				}
			}
		})
	}
	group.Wait()
	took := time.Since(began)
	close(failed)
	return rushed{opened: server.opened.Load() - before, perSecond: float64(callers*each) / took.Seconds()}, <-failed
}

// connectionTable measures many callers at once.
func connectionTable(s settings) (table, []mark, error) {
	server := newGatewayServer()
	defer server.Close()
	each := callsEach
	if s.short {
		each = callsEachShort
	}
	opened, speed := make([][]float64, len(crowds)), make([][]float64, len(crowds))
	progress := s.progress("connections")
	for round := range s.rounds {
		progress(round)
		at := make([]rushed, len(crowds))
		for i := range crowds {
			one := (round + i) % len(crowds)
			var err error
			if at[one], err = crowds[one].rush(server, each); err != nil {
				return table{}, nil, fmt.Errorf("%s: %w", crowds[one].name, err)
			}
		}
		for i, r := range at {
			opened[i] = append(opened[i], float64(r.opened))
			speed[i] = append(speed[i], r.perSecond/at[0].perSecond)
		}
	}
	t := table{
		title: fmt.Sprintf("%d goroutines, %d calls each, over TLS on this machine, × net/http by default", callers, each),
		notes: []string{"every round starts with no connection; server and clients share the processors"},
		head:  []string{"what", "requests a second", "connections opened"},
	}
	for i, c := range crowds {
		t.add(c.name, times(median(speed[i])), fmt.Sprintf("%.0f", median(opened[i])))
	}
	return t, []mark{
		{what: fmt.Sprintf("connections opened by %d goroutines", callers), got: median(opened[1]), bound: 96},
		{what: "requests a second × net/http by default", got: median(speed[1]), bound: 6, atLeast: true},
	}, nil
}
