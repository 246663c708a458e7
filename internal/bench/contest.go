package main

import (
	"fmt"
	"runtime"
	"slices"
	"time"
)

// contender is one way to do what a contest is about. run does it n times and
// uses what comes of it, so that the compiler cannot leave it out.
type contender struct {
	name string
	run  func(n int) error
}

// contest sets contenders beside each other. The first is the baseline.
type contest struct {
	contenders []contender
	// slice is how long each contender runs in one round.
	slice time.Duration
}

// measured is what a contender took, per operation.
type measured struct {
	name string
	// rounds are nanoseconds, one value a round.
	rounds        []float64
	allocs, bytes float64
}

// measure plays the rounds, interleaved: every contender runs once in each, and
// each round begins with another one. A machine that is busy for a while is then
// busy for all of them, and the ratios of one round can be believed.
func (c contest) measure(rounds int, progress func(round int)) ([]measured, error) {
	out := make([]measured, len(c.contenders))
	counts := make([]int, len(c.contenders))
	for i, one := range c.contenders {
		n, err := calibrate(one, c.slice)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", one.name, err)
		}
		counts[i], out[i].name = n, one.name
		if out[i].allocs, out[i].bytes, err = allocations(one, min(n, 500)); err != nil {
			return nil, fmt.Errorf("%s: %w", one.name, err)
		}
	}
	for round := range rounds {
		progress(round)
		for i := range c.contenders {
			at := (round + i) % len(c.contenders)
			runtime.GC() // nobody cleans up behind another
			began := time.Now()
			if err := c.contenders[at].run(counts[at]); err != nil {
				return nil, fmt.Errorf("%s: %w", c.contenders[at].name, err)
			}
			out[at].rounds = append(out[at].rounds, float64(time.Since(began))/float64(counts[at]))
		}
	}
	return out, nil
}

// calibrate finds how many operations fill a slice of time. It warms up too.
func calibrate(c contender, slice time.Duration) (int, error) {
	for n := 1; ; n *= 4 {
		began := time.Now()
		if err := c.run(n); err != nil {
			return 0, err
		}
		if took := time.Since(began); took >= slice/8 {
			return max(1, int(float64(n)*float64(slice)/float64(took))), nil
		}
	}
}

// allocations counts per operation what n of them allocate. Allocations are
// whole, rounded down: what is less than one an operation is the runtime's own.
func allocations(c contender, n int) (allocs, bytes float64, err error) {
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	err = c.run(n)
	runtime.ReadMemStats(&after)
	return float64((after.Mallocs - before.Mallocs) / uint64(n)), float64(after.TotalAlloc-before.TotalAlloc) / float64(n), err
}

// times is how long m takes, where the baseline takes 1: the median of the
// rounds' ratios.
func (m measured) times(baseline measured) float64 {
	ratios := make([]float64, len(m.rounds))
	for i := range m.rounds {
		ratios[i] = m.rounds[i] / baseline.rounds[i]
	}
	return median(ratios)
}

// took is the median time of one operation.
func (m measured) took() time.Duration { return time.Duration(median(m.rounds)) }

func median(values []float64) float64 {
	sorted := slices.Sorted(slices.Values(values))
	middle := len(sorted) / 2
	if len(sorted)%2 == 1 {
		return sorted[middle]
	}
	return (sorted[middle-1] + sorted[middle]) / 2
}
