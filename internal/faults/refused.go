package faults

import (
	"fmt"
	"net"
)

// Refused is an address of this machine that refuses every connection until Close gives it back.
type Refused struct {
	near net.Conn
	far  net.Listener
}

// NewRefused finds such an address. It panics if it cannot.
func NewRefused() *Refused {
	// A port that was listened on and closed may be given to another test at once. The near end of a connection keeps its port for itself, and nobody listens there.
	far := loopback()
	near, err := net.Dial("tcp", far.Addr().String())
	if err != nil {
		panic(fmt.Sprintf("faults: no connection on this machine: %v", err))
	}
	return &Refused{near, far}
}

// URL returns the address as http, without a slash at its end.
func (r *Refused) URL() string { return "http://" + r.near.LocalAddr().String() }

// Close gives the address back.
func (r *Refused) Close() {
	r.near.Close()
	r.far.Close()
}
