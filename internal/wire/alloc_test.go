package wire_test

import (
	"bytes"
	"runtime"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/paygates/paygates-go/internal/wire"
)

// These tests count the allocations of the process, so none runs beside others.

func TestAllocationsOfAPage(t *testing.T) {
	const n = 2000
	body := ordersPage(n)
	whole := testing.AllocsPerRun(5, func() {
		_, err := decodeOrders(body)
		require.NoError(t, err)
	})
	streamed := testing.AllocsPerRun(5, func() {
		_, err := streamOrders(bytes.NewReader(body))
		require.NoError(t, err)
	})
	// The caller's own are two an order: the order, and its operations.
	assert.Less(t, whole, 2.1*n)
	assert.Less(t, streamed, 2.3*n)

	assert.Less(t, allocated(func() {
		_, err := decodeOrders(body)
		require.NoError(t, err)
	}), uint64(len(body)*12/10), "chunks hold the texts alone")

	texts := []byte(`["` + strings.Repeat(strings.Repeat("x", 5000)+`","`, 999) + `"]`)
	d := wire.NewDecoder(texts)
	assert.Less(t, allocated(func() {
		for d.Array(); d.More(); {
			d.Text()
		}
	}), uint64(len(texts)*11/10), "long texts waste no rest of a chunk")
	require.NoError(t, d.End())
}

// allocated returns the bytes that run allocates.
func allocated(run func()) uint64 {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	run()
	runtime.ReadMemStats(&after)
	return after.TotalAlloc - before.TotalAlloc
}

func TestAllocationsOfAnAnswer(t *testing.T) {
	body := []byte(`{"st\u0061tus":"charged","inner":[{"status":"new"},{"status":"\u0061"}],"x":[1,{"y":"z"}],"free":null}`)
	read := func(d *wire.Decoder) int {
		read := 0
		for d.Object(); d.More(); {
			switch {
			case d.Is("status"):
				read += len(d.Word())
			case d.Is("inner"):
				for d.OneOrMany(); d.More(); {
					for d.Object(); d.More(); {
						if d.Is("status") {
							read += len(d.Word())
						}
					}
				}
			}
		}
		return read
	}
	first := testing.AllocsPerRun(100, func() {
		d := wire.NewDecoder(body)
		require.Equal(t, 11, read(d))
		require.NoError(t, d.End())
	})
	assert.LessOrEqual(t, first, 3.0, "the Decoder, one chunk of text, and one buffer for escapes")

	d := wire.NewDecoder(body)
	again := testing.AllocsPerRun(1000, func() {
		d.Reset(body)
		read(d)
		if d.End() != nil {
			t.Error(d.Err())
		}
	})
	assert.Zero(t, again, "but for a chunk now and then")

	skipped := testing.AllocsPerRun(100, func() {
		d.Reset(body)
		if d.End() != nil {
			t.Error(d.Err())
		}
	})
	assert.Zero(t, skipped)
}

func TestAllocationsOfARequest(t *testing.T) {
	amount := []byte("10.50")
	buffer := make([]byte, 0, 512)
	allocations := testing.AllocsPerRun(100, func() {
		e := wire.NewEncoder(buffer)
		e.Object("")
		e.Number("amount", string(amount))
		e.String("currency", "AZN")
		e.Object("client")
		e.OptString("email", "user@shop.example")
		e.EndOptional()
		e.Extra(nil)
		e.End()
		if _, err := e.Bytes(); err != nil {
			t.Error(err)
		}
	})
	assert.LessOrEqual(t, allocations, 1.0, "the Encoder")
}
