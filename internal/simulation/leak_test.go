package simulation_test

import (
	"net"
	"runtime"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/paygates/paygates-go/internal/simulation"
)

// TestNothingLeaks makes many faulted calls and counts what is left of them. It is
// not parallel: it counts what belongs to the whole process. Connections are
// counted over sockets, where they are open files; each holds two goroutines on
// either side, so that no goroutine left means no connection left.
func TestNothingLeaks(t *testing.T) {
	calls := int(scale(20_000, 5_000, 5_000))
	if *fullFlag {
		calls = 100_000
	}
	goroutines, memory := afterGC()
	for _, g := range simulation.Gateways() {
		tally := simulation.NewTally()
		for from := uint64(1); tally.Calls < calls/len(simulation.Gateways()); from += schedulesPerBubble {
			innocent(t, seeds(g, from, from+schedulesPerBubble-1), tally)
		}
		var open atomic.Int64
		for seed := range scale(100, 20, 20) {
			setup := simulation.Setup{Sockets: true, Dialed: func(c net.Conn) net.Conn {
				open.Add(1)
				return &counted{Conn: c, open: &open}
			}}
			_, err := simulation.Run(t.Context(), simulation.NewSchedule(g, seed), setup)
			require.NoError(t, err)
		}
		assert.Zero(t, open.Load(), "%s left connections open", g.Name)
	}
	left, kept := afterGC()
	assert.LessOrEqual(t, left, goroutines, "goroutines")
	assert.Less(t, int64(kept)-int64(memory), int64(4<<20), "bytes on the heap")
}

// counted is a connection that counts as open until it is closed.
type counted struct {
	net.Conn
	open   *atomic.Int64
	closed atomic.Bool
}

func (c *counted) Close() error {
	if !c.closed.Swap(true) {
		c.open.Add(-1)
	}
	return c.Conn.Close()
}

// afterGC counts goroutines and the bytes of the heap, once what ends by itself
// has had the time to.
func afterGC() (goroutines int, bytes uint64) {
	var m runtime.MemStats
	goroutines = runtime.NumGoroutine()
	for range 50 {
		runtime.GC()
		if n := runtime.NumGoroutine(); n >= goroutines {
			break
		} else {
			goroutines = n
		}
		time.Sleep(2 * time.Millisecond)
	}
	runtime.ReadMemStats(&m)
	return goroutines, m.HeapAlloc
}
