package ordergate

// chunkSize is how many values of a page share one allocation at most.
const chunkSize = 16

// Chunks gives out short slices that share allocations. One that is kept pins
// the rest of its chunk, never the page. The zero Chunks begins with exactly what
// is asked for, so that a single order pays for nothing else.
type Chunks[T any] struct {
	free []T
	size int // of the next chunk
}

// Take returns n zero values, nil for none. The slice has no room to grow into
// its neighbour's.
func (c *Chunks[T]) Take(n int) []T {
	if n == 0 {
		return nil
	}
	if n > len(c.free) {
		c.free = make([]T, max(n, c.size))
		c.size = min(max(2*c.size, 2), chunkSize)
	}
	taken := c.free[:n:n]
	c.free = c.free[n:]
	return taken
}
