package faults

// Step is what happens to one request. The functions of this package make the steps; the zero Step is none.
type Step struct {
	name   string
	when   moment
	end    ending
	after  int64                 // bytes of the request, for receiving
	answer func(*Request) answer // for received
}

// String returns the name of the function that made the step, for the names of subtests.
func (s Step) String() string { return s.name }

// moment is the point at which a step takes over.
type moment int

const (
	dialing    moment = iota + 1 // before there is a connection
	greeting                     // during the TLS handshake
	certifying                   // at the end of the TLS handshake
	arriving                     // before anything of the request is read
	receiving                    // after some bytes of the request
	received                     // after the last byte of the request
)

// ending is what becomes of the connection behind the bytes of a step.
type ending int

const (
	keepOpen ending = iota
	hangUp          // a normal close, FIN
	reset           // RST
	stall           // nothing, until the server is closed or the caller gives up
)

// RefuseDial lets no connection come about: the dial fails with ErrRefused. Transport only; a Server's address is refused by Dialer or Refused.
func RefuseDial() Step { return Step{name: "RefuseDial", when: dialing} }

// FailHandshake answers the client's TLS hello with a fatal alert. TLS servers and Transport only.
func FailHandshake() Step { return Step{name: "FailHandshake", when: greeting} }

// RefuseCertificate asks for a client certificate and refuses any, even none. Under TLS 1.3 the client's handshake succeeds and its first read fails:
// the request may have left. TLS servers and Transport only.
func RefuseCertificate() Step { return Step{name: "RefuseCertificate", when: certifying} }

// CloseOnArrival closes a new connection before anything is read from it, or a reused one at the first byte of the next request.
func CloseOnArrival() Step { return Step{name: "CloseOnArrival", when: arriving, end: hangUp} }

// ResetOnArrival resets a new connection before anything is read from it, or a reused one at the first byte of the next request:
// behind an Answer it is the idle connection that dies just as the next request is written.
func ResetOnArrival() Step { return Step{name: "ResetOnArrival", when: arriving, end: reset} }

// ResetMidRequest reads n bytes of the request and resets the connection. The request must be longer.
func ResetMidRequest(n int64) Step {
	return Step{name: "ResetMidRequest", when: receiving, end: reset, after: n}
}

// CloseAfterRequest reads the request whole, makes the answer (so a handler does its work) and closes the connection before a byte of it.
// The source may be nil.
func CloseAfterRequest(src Source) Step { return lost("CloseAfterRequest", src, hangUp) }

// ResetAfterRequest is CloseAfterRequest with a reset.
func ResetAfterRequest(src Source) Step { return lost("ResetAfterRequest", src, reset) }

// Silence reads the request whole, makes the answer (so a handler does its work) and never sends it. The source may be nil.
func Silence(src Source) Step { return lost("Silence", src, stall) }

// Choose reads the request whole and then does what the chosen step does to a request that was read whole; a step of an earlier moment panics.
func Choose(choose func(*Request) Step) Step {
	return Step{name: "Choose", when: received, answer: func(req *Request) answer {
		s := choose(req)
		if s.when != received {
			panic("faults: Choose was given " + s.name + ", which comes before the request is read")
		}
		return s.answer(req)
	}}
}

func lost(name string, src Source, end ending) Step {
	return Step{name: name, when: received, answer: func(req *Request) answer {
		if src != nil {
			src.reply(req)
		}
		return answer{end: end}
	}}
}

// answering makes a step that reads the request whole and answers it with what shape makes of the source's reply.
func answering(name string, src Source, shape func(req *Request, r Reply) answer) Step {
	if src == nil {
		panic("faults: " + name + " needs something to answer")
	}
	return Step{name: name, when: received, answer: func(req *Request) answer {
		return shape(req, src.reply(req))
	}}
}
