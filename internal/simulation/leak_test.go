package simulation_test

import (
	"fmt"
	"net"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/paygates/paygates-go/internal/simulation"
)

// TestNothingLeaks makes faulted calls and counts what is left of them. It is not
// parallel: it counts what belongs to the whole process. TestMain does the same
// around all tests, which make some hundred thousand calls.
func TestNothingLeaks(t *testing.T) {
	calls := int(scale(20_000, 5_000, 5_000))
	if *fullFlag {
		calls = 100_000
	}
	before := takeStock()
	for _, g := range simulation.Gateways() {
		tally := simulation.NewTally()
		const atOnce = schedulesPerBubble / 5 // so that few calls more are made than asked for
		for from := uint64(1); tally.Calls < calls/len(simulation.Gateways()); from += atOnce {
			innocent(t, seeds(g, from, from+atOnce-1), tally)
		}
		assert.Zero(t, connectionsLeft(t, g, scale(200, 50, 50)), "%s: connections", g.Name)
	}
	assert.Empty(t, takeStock().more(before))
}

// connectionsLeft counts the sockets that schedules leave open.
func connectionsLeft(t *testing.T, g *simulation.Gateway, schedules uint64) int64 {
	var open atomic.Int64
	setup := simulation.Setup{Sockets: true, Dialed: func(c net.Conn) net.Conn {
		open.Add(1)
		return &counted{Conn: c, open: &open}
	}}
	var running sync.WaitGroup
	for seed := range schedules {
		running.Go(func() {
			_, err := simulation.Run(t.Context(), simulation.NewSchedule(g, seed), setup)
			assert.NoError(t, err)
		})
	}
	running.Wait()
	return open.Load()
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

// stock is what a process holds.
type stock struct {
	goroutines int
	heap       uint64 // bytes
}

// takeStock counts once what ends by itself has had the time to.
func takeStock() stock {
	s := stock{goroutines: runtime.NumGoroutine()}
	for range 50 {
		runtime.GC()
		n := runtime.NumGoroutine()
		if n >= s.goroutines {
			break
		}
		s.goroutines = n
		time.Sleep(2 * time.Millisecond)
	}
	runtime.GC() // a pool is emptied in two rounds
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	s.heap = m.HeapAlloc
	return s
}

// more says what there is more of than before; nothing if that is little.
func (s stock) more(before stock) string {
	const spare = 8 << 20 // tables and pools that are filled once
	if s.goroutines <= before.goroutines && s.heap <= before.heap+spare {
		return ""
	}
	return fmt.Sprintf("there were %d goroutines and %d bytes, there are %d and %d", before.goroutines, before.heap, s.goroutines, s.heap)
}
