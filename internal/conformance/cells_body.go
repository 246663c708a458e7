package conformance

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"github.com/paygates/paygates-go/internal/faults"
)

// Limits of an answer in bytes, before and after decompression. The house's own are
// 1 MiB and 32 MiB, and take long: internal/transport tests those.
const (
	objectLimit = 128 << 10
	pageLimit   = 512 << 10
)

func (s *subject) limit() int64 {
	if s.page {
		return pageLimit
	}
	return objectLimit
}

// oversized: a body beyond the limit is not read on, whether its length is declared or not. One byte less is read.
func oversized(ctx context.Context, s *subject, r *report) {
	rig, source := s.memory(), s.good[0].source()
	r.check("declared", rig.call(ctx, always(faults.Oversized(source, s.limit()+1))), s.want(tooLarge))
	r.check("endless", rig.call(ctx, always(faults.Endless(source))), s.want(tooLarge))
	r.check("at the limit", rig.call(ctx, always(faults.Oversized(source, s.limit()))), s.want(proven))
}

// bombs: a compressed body is bounded before and after decompression, and a broken one proves nothing.
func bombs(ctx context.Context, s *subject, r *report) {
	rig, source := s.memory(), s.good[0].source()
	for _, step := range []faults.Step{
		faults.GzipEndless(source), faults.GzipGarbage(source), faults.GzipBadChecksum(source), faults.GzipCut(source),
		faults.GzipBomb(source, s.limit()+1), faults.GzipEmptyBlocks(source),
	} {
		r.check(step.String(), rig.call(ctx, always(step)), s.want(tooLarge))
	}
	r.check("sound gzip", rig.call(ctx, always(faults.Gzip(source))), s.want(proven))
}

// cuts: the connection ends at some byte of the answer.
func cuts(ctx context.Context, s *subject, r *report) {
	for _, reply := range s.good {
		source := reply.source()
		last := len(reply.Body) - 1
		variants := map[string]faults.Step{
			"in the status line": faults.CutAnswer(source, 10),
			"in the headers":     faults.CutAnswer(source, 40),
			"chunked, first":     faults.CutChunked(source, 1),
			"chunked, whole":     faults.CutChunked(source, last+1), // all but the end of the body
		}
		for _, n := range []int{0, 1, last / 3, last / 2, last - 1, last} {
			variants[fmt.Sprintf("after %d of %d bytes", n, last+1)] = faults.CutBody(source, n)
		}
		for _, name := range slices.Sorted(maps.Keys(variants)) {
			rig := s.socket(variants[name])
			o := rig.call(ctx, nil)
			r.check(reply.Name+", cut "+name, o, s.wantCut(o))
			rig.close()
		}
	}
}
