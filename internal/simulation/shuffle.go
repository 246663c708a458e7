package simulation

import (
	"bytes"
	"math/rand/v2"
	"slices"
)

// Deliveries is what becomes of the callbacks of a schedule once it was played.
type Deliveries struct {
	// First and Step pick the orders in which all of them are delivered once more,
	// each with duplicates: the first of all orders, and each that is so many
	// further. Step 0 is none.
	First, Step int
	// Altered is how many times one of them is delivered with another body.
	Altered int
}

// longestShuffle is how many callbacks are put into every order.
const longestShuffle = 7

// deliveries delivers the callbacks of the schedule again, in every order and
// altered. What the merchant believes in the end is always the same.
func (w *world) deliveries(d *Deliveries) {
	all := w.inbox.kept
	all = all[max(0, len(all)-longestShuffle):]
	if len(all) == 0 {
		return
	}
	r := source(w.seed, streamDeliveries)
	n := 0
	for order := range orders(len(all)) {
		if d.Step > 0 && n%d.Step == d.First%d.Step {
			w.inbox.believed = map[string]Seen{}
			for _, i := range order {
				w.deliver(all[i], Fault{})
				if i%3 == n%3 {
					w.deliver(all[i], Fault{})
				}
			}
			w.tally.Orders++
			w.checker.atTheEnd(w.inbox.believed, w.ledger())
		}
		n++
	}
	for range d.Altered {
		c := all[r.IntN(len(all))]
		body := altered(r, c.Body)
		if bytes.Equal(body, c.Body) {
			continue
		}
		request, err := c.Request(w.ctx, body)
		if err != nil {
			panic(err) // its address is a constant
		}
		unseen := w.site.SameFacts != nil && w.site.SameFacts(c.Body, body)
		if unseen {
			w.tally.Unseen++
		}
		w.forged(c, request, w.site.Signed && !c.Open && !unseen)
		w.tally.Altered++
	}
}

// orders are all orders of n things, by Heap's algorithm.
func orders(n int) func(yield func([]int) bool) {
	return func(yield func([]int) bool) {
		at, count := make([]int, n), make([]int, n)
		for i := range at {
			at[i] = i
		}
		if !yield(at) {
			return
		}
		for i := 1; i < n; {
			if count[i] >= i {
				count[i] = 0
				i++
				continue
			}
			other := 0
			if i%2 == 1 {
				other = count[i]
			}
			at[other], at[i] = at[i], at[other]
			if !yield(at) {
				return
			}
			count[i]++
			i = 1
		}
	}
}

const letters = "0123456789abcdefghijklmnopqrstuvwxyz\"{}[]:,&=%"

// altered changes a body in one to three places.
func altered(r *rand.Rand, body []byte) []byte {
	out := slices.Clone(body)
	for range 1 + r.IntN(3) {
		if len(out) == 0 {
			return out
		}
		i, j := r.IntN(len(out)), r.IntN(len(out))
		switch r.IntN(6) {
		case 0: // another letter or digit
			out[i] = letters[r.IntN(len(letters))]
		case 1: // any byte
			out[i] = byte(r.Uint32())
		case 2: // left out
			out = slices.Delete(out, min(i, j), max(i, j))
		case 3: // moved
			out[i], out[j] = out[j], out[i]
		case 4: // given twice
			out = slices.Insert(out, i, bytes.Clone(out[min(i, j):max(i, j)])...)
		case 5: // cut
			out = out[:i]
		}
	}
	return out
}

// atTheEnd checks what the merchant believes when nothing more will come.
func (c *checker) atTheEnd(believed map[string]Seen, ledger []Entry) {
	for id, s := range believed {
		c.acknowledged(Callback{ObjectID: id}, s, ledger)
	}
}
