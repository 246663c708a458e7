package simulation

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"time"

	paygates "github.com/paygates/paygates-go"
)

// faultRows is the table of faults, in the order in which a request meets them.
var faultRows = slices.Concat(callerFaults, connectFaults, sendFaults, answerFaults, gatewayFaults, tillFaults, callbackFaults)

// Faults returns the table of faults.
func Faults() []*FaultRow { return slices.Clone(faultRows) }

// attempts is how often the SDK sends one call at most, by its default.
const attempts = 3

// FaultRow is one row of the table of faults. Just one of dial, send, answer,
// later and deliver says where it strikes.
type FaultRow struct {
	Name string
	// On is what it can strike.
	On Target
	// LosesAnswer says that a call which acts may be left with an unknown outcome.
	LosesAnswer bool
	// Final says that a read which it strikes is not made again: the answer is
	// complete, and no word of it says that another will be better.
	Final bool
	// Waits says that it takes time, so that it needs a world whose time is virtual.
	Waits bool

	// stops says that a call which it strikes must not be sent, not even once.
	stops bool
	// kind, if there is one, is what an error that it causes is, field what it names.
	kind  error
	field string

	weight int
	// draw, if there is one, changes the particulars that every fault is drawn with.
	draw func(*rand.Rand, *Fault)
	// caller is how the caller itself breaks off, alone or beside one of the others.
	// What it gives back is called when the call has returned.
	caller func(context.Context, Fault) (context.Context, func())
	// dial is how a dial fails.
	dial func() error
	// send breaks the connection on which a request leaves.
	send func(*sending) (int, error)
	// answer takes the place of the model, which it may ask.
	answer func(*struck)
	// beside is set up before the call: it strikes no single request.
	beside func(*network, Fault)
	// deliver takes the place of a plain delivery of callbacks.
	deliver func(*world, Fault, []Callback)
}

// Target is a set of things that can be struck.
type Target uint8

// The things that can be struck.
const (
	// OnActs is a request that acts, OnReads one that reads: by itself, in a
	// resolution, or because a callback came.
	OnActs Target = 1 << iota
	OnReads
	// OnLookUps is a resolution as a whole, OnLists a walk through a list.
	OnLookUps
	OnLists
	// OnCallbacks is what the gateway posts to the merchant.
	OnCallbacks

	onCalls = OnActs | OnReads
)

// targets is what can be struck of a deed.
func (d Deed) targets() Target {
	switch {
	case d.Acts(), d.is(prepares):
		return OnActs
	case d == List:
		return OnReads | OnLists
	case d.is(reads):
		return OnReads
	case d.is(settles):
		return OnReads | OnLookUps
	case d.is(onPage):
		return OnReads | OnCallbacks
	}
	return 0
}

// Strikes says that the fault can strike the deed.
func (row *FaultRow) Strikes(d Deed) bool { return row.On&d.targets() != 0 }

// Fault is what goes wrong with one call. The zero Fault is none.
type Fault struct {
	Row *FaultRow
	// Times is how many dials or requests in a row it strikes.
	Times int
	// Early strikes whatever request comes first, else the first that acts.
	Early bool
	// Byte picks a byte, modulo the length of what is cut or spoilt.
	Byte uint32
	// Committed lets the request take effect before its answer is spoilt.
	Committed bool
	// After is how much later something happens; less than any horizon.
	After time.Duration
	// Status is what is answered; 0 is no answer.
	Status int
	// asked is how long the client is asked to wait before it sends again.
	asked time.Duration
	// Final says that a read is not made again after it, whatever its row says.
	Final bool
	// Odd is the answer that OddAnswer gives.
	Odd *Odd
}

// DrawFault draws the particulars of a row for a deed.
func (row *FaultRow) DrawFault(r *rand.Rand, d Deed) Fault {
	f := Fault{
		Row: row, Times: 1 + r.IntN(attempts), Early: !d.Acts() || row.On&OnReads != 0 && r.IntN(5) == 0, Byte: r.Uint32(),
		Committed: r.IntN(2) == 0, Final: row.Final,
	}
	if row.draw != nil {
		row.draw(r, &f)
	}
	return f
}

// drawFault draws a row by its weight, and its particulars.
func drawFault(r *rand.Rand, d Deed) Fault {
	total := 0
	for _, row := range faultRows {
		if row.Strikes(d) {
			total += row.weight
		}
	}
	at := r.IntN(total)
	for _, row := range faultRows {
		if !row.Strikes(d) {
			continue
		}
		if at -= row.weight; at < 0 {
			return row.DrawFault(r, d)
		}
	}
	panic("simulation: the weights do not add up")
}

// drawLateness is between a second and 20 hours, as often minutes as hours: a
// late effect, the time that lists lag behind it, a stale look-up and a clock
// that is wrong, all together, stay below the horizon of 24 hours.
func drawLateness(r *rand.Rand) time.Duration {
	const longest = 20 * 60 * 60
	// Halving a random number of times spreads over the magnitudes without
	// floating-point numbers.
	seconds := 1 + r.IntN(longest>>r.IntN(16))
	return time.Duration(seconds) * time.Second
}

// The longest of the other delays. See drawLateness.
const (
	longestListLag   = 45 * time.Minute
	longestStaleness = 2 * time.Hour
	longestSkew      = time.Hour
)

// strikes says whether a request is one that the fault is meant for.
func (f *Fault) strikes(op *paygates.Operation) bool {
	if f.Row == nil || f.Times <= 0 || op == nil {
		return false
	}
	if f.Odd != nil {
		return f.Odd.strikes(op)
	}
	if op.Safety == paygates.Read {
		return f.Early && f.Row.On&OnReads != 0
	}
	return f.Row.On&OnActs != 0
}

// Strike is one time that a fault struck.
type Strike struct {
	Fault *FaultRow
	// Operation is the row of the request that was struck; nil where none was.
	Operation *paygates.Operation
	Detail    string
	At        time.Time
	// behind is how many requests had arrived by then.
	behind int
	// again says that what acts may be sent again after it.
	again bool
	// After is how long the gateway asked the client to wait.
	After time.Duration
	// Status is what was answered; 0 for no answer, or one of the gateway's own.
	Status int
	// Final says that a read is not made again after it.
	Final bool
}

// String gives the name and what happened, for the trace.
func (s Strike) String() string {
	text := s.Fault.Name
	if s.Operation != nil {
		text += ": " + s.Operation.Method + " " + s.Operation.Path
	}
	if s.Detail != "" {
		text += ": " + s.Detail
	}
	return text
}

// loses says that the strike may have cost the caller a proof.
func (s Strike) loses() bool {
	return s.Fault.LosesAnswer && s.Operation != nil && s.Operation.Safety != paygates.Read
}

// String gives the name and the particulars that decide what happens.
func (f Fault) String() string {
	if f.Row == nil {
		return "none"
	}
	return fmt.Sprintf("%s (times %d, early %t, committed %t, byte %d, after %s, status %d)",
		f.Row.Name, f.Times, f.Early, f.Committed, f.Byte, f.After, f.Status)
}
