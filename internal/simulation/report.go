package simulation

import (
	"net"

	paygates "github.com/paygates/paygates-go"
)

// Report is what came of one schedule.
type Report struct {
	// Trace is empty unless the Setup asks for it.
	Trace    []byte
	Findings []Finding
	Tally    *Tally
	// Cut is the last cut of a request or an answer.
	Cut Cut
	// Said is what the client said, one for each call and look-up, oldest first.
	Said []Said
}

// Said is what a client said about one call.
type Said struct {
	// Step is the number of the step that made the call.
	Step int
	Deed Deed
	// Odd says that the call, or the look-up, was given an odd answer that was one.
	Odd     bool
	Outcome paygates.Outcome
	Err     error
	// Verdict and Advice are those of a look-up that ended with one; LookUp says
	// that this was a look-up.
	LookUp  bool
	Verdict paygates.Verdict
	Advice  paygates.Advice
	// Sends counts the requests of each operation that arrived.
	Sends map[string]int
	// Asked are those operations, one for each request, in their order.
	Asked []string
	// Evidence counts the look-ups that a verdict names, Notes are their answers.
	Evidence int
	Notes    []string
	// Seen is what the answer showed, or what was found by a look-up.
	Seen Seen
}

// Setup is how a schedule is played. The zero Setup plays it with the SDK's
// client, in virtual time and without a trace.
type Setup struct {
	// Connect makes another client than the SDK's.
	Connect Connect
	// Trace writes down what happens.
	Trace bool
	// Sockets uses the loopback interface and real time; what would have to wait
	// is left out.
	Sockets bool
	// Dialed, if there is one, is given each connection as the client has it.
	Dialed func(net.Conn) net.Conn
	// Deliveries, if there are any, come when all else has been done.
	Deliveries *Deliveries
	// Tally counts for many schedules; nil for this one alone.
	Tally *Tally
}
