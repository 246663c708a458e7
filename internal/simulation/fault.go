package simulation

import (
	"fmt"
	"math"
	"math/rand/v2"
	"net"
	"net/http"
	"time"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/internal/faults"
)

// faultRows is the table of faults.
var faultRows = []*FaultRow{
	{
		Name: "refused dial", weight: 3,
		draw: func(r *rand.Rand) Fault { return Fault{Times: 1 + r.IntN(attempts+1)} },
		dial: func() error { return faults.ErrRefused },
	},
	{
		Name: "cut answer", LosesAnswer: true, weight: 5,
		draw: func(r *rand.Rand) Fault {
			return Fault{Times: 1 + r.IntN(attempts), Early: r.IntN(5) == 0, Byte: r.Uint32()}
		},
		strike: func(s *struck) { s.conn.cutNext(s.fault.Byte, s.note) },
	},
	{
		Name: "late commit", LosesAnswer: true, Acts: true, weight: 4,
		draw: func(r *rand.Rand) Fault {
			return Fault{Times: 1, After: drawLateness(r), Status: []int{0, 500, 502, 504}[r.IntN(4)]}
		},
		strike: func(s *struck) {
			s.model.CommitLate(s.fault.After, s.fault.Status)
			answer := "no answer"
			if s.fault.Status != 0 {
				answer = fmt.Sprintf("HTTP %d", s.fault.Status)
			}
			s.note(fmt.Sprintf("%s, takes effect %s later", answer, s.fault.After))
		},
	},
}

// Faults returns the table of faults.
func Faults() []*FaultRow { return append([]*FaultRow(nil), faultRows...) }

// attempts is how often the SDK sends one call at most, by its default.
const attempts = 3

// FaultRow is one row of the table of faults.
type FaultRow struct {
	Name string
	// LosesAnswer says that a call which acts may be left with an unknown outcome.
	LosesAnswer bool
	// Acts says that it can strike nothing but requests that act.
	Acts bool

	weight int
	// draw makes the particulars.
	draw func(*rand.Rand) Fault
	// dial, if there is one, is asked before each dial.
	dial func() error
	// strike, if there is one, is called before the model answers a request. It
	// notes what happened as soon as that is known.
	strike func(*struck)
}

// Fault is what goes wrong with one call. The zero Fault is none.
type Fault struct {
	Row *FaultRow
	// Times is how many dials or answers in a row it strikes.
	Times int
	// Early strikes whatever request comes first, else the first that acts.
	Early bool
	// Byte picks the byte of the answer, modulo its length.
	Byte uint32
	// After is how much later the request takes effect; less than any horizon.
	After time.Duration
	// Status is what is answered meanwhile; 0 is no answer.
	Status int
}

// drawFault draws a row by its weight, and its particulars. For a call that
// only reads it is one that can strike a read.
func drawFault(r *rand.Rand, reads bool) Fault {
	total := 0
	for _, row := range faultRows {
		if !reads || !row.Acts {
			total += row.weight
		}
	}
	at := r.IntN(total)
	for _, row := range faultRows {
		if reads && row.Acts {
			continue
		}
		if at -= row.weight; at < 0 {
			f := row.draw(r)
			f.Row = row
			f.Early = f.Early || reads
			return f
		}
	}
	panic("simulation: the weights do not add up")
}

// drawLateness is between a second and 20 hours, as often minutes as hours: a
// late effect, and the time that lists then lag behind it, together stay below
// the horizon of 24 hours.
func drawLateness(r *rand.Rand) time.Duration {
	const longest = 20 * 60 * 60
	// Halving a random number of times spreads over the magnitudes without
	// floating-point numbers.
	seconds := 1 + r.IntN(longest>>r.IntN(16))
	return time.Duration(seconds) * time.Second
}

// strikes says whether a request is one that the fault is meant for.
func (f *Fault) strikes(op *paygates.Operation) bool {
	return f.Row != nil && f.Row.strike != nil && f.Times > 0 && op != nil &&
		(op.Safety != paygates.Read || f.Early && !f.Row.Acts)
}

// Strike is one time that a fault struck.
type Strike struct {
	Fault *FaultRow
	// Operation is the row of the request that was struck; nil for a dial.
	Operation *paygates.Operation
	Detail    string
}

// loses says that the strike may have cost the caller a proof.
func (s Strike) loses() bool {
	return s.Fault.LosesAnswer && s.Operation != nil && s.Operation.Safety != paygates.Read
}

// struck is a request while a fault strikes it.
type struck struct {
	fault Fault
	model Model
	conn  *serverConn
	note  func(detail string)
}

// serverConn is the server's end of a connection, which can be cut.
type serverConn struct {
	net.Conn
	armed bool
	pick  uint32
	note  func(detail string)
}

// cutNext makes the next answer end after some of its bytes, never after all of
// them. It is called by the handler of the request that is answered, so on the
// goroutine that writes.
func (c *serverConn) cutNext(pick uint32, note func(string)) {
	c.armed, c.pick, c.note = true, pick, note
}

// Write passes an answer on, or the beginning of it. net/http writes an answer
// of up to 4 KB at once, head and body; of a larger one the cut is in its first
// 4 KB.
func (c *serverConn) Write(p []byte) (int, error) {
	if !c.armed {
		return c.Conn.Write(p)
	}
	n := int(c.pick % uint32(min(len(p), math.MaxInt32)))
	c.note(fmt.Sprintf("cut after byte %d of %d", n, len(p)))
	if n > 0 { // an empty write would wait for a reader
		if n, err := c.Conn.Write(p[:n]); err != nil {
			return n, err
		}
	}
	_ = c.Close()
	return n, net.ErrClosed
}

type serverConnKey struct{}

func serverConnOf(r *http.Request) *serverConn {
	return r.Context().Value(serverConnKey{}).(*serverConn)
}
