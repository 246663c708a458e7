package conformance

import (
	"testing"

	paygates "github.com/paygates/paygates-go"
)

// Run runs the whole suite: each cell that applies is a subtest named after the operation and the cell.
func Run[C any](t *testing.T, g Gateway[C]) {
	t.Helper()
	for _, c := range g.complaints() {
		t.Error(c)
	}
	if t.Failed() {
		return // what is not described cannot be judged
	}
	sum := newSummary(g.Name)
	all := newFields()
	t.Cleanup(func() {
		t.Log(sum.text())
		if !sum.drifted(len(g.Cases)) {
			return
		}
		for _, complaint := range all.complaints(g.Unfilled) {
			t.Error(complaint)
		}
	})
	for _, s := range g.subjects() {
		s.fields = all
		t.Run(s.label, func(t *testing.T) {
			t.Parallel()
			for i := range cells {
				c := &cells[i]
				if c.applies != nil && !c.applies(s) {
					sum.note(s, c, nil)
					continue
				}
				t.Run(c.name, func(t *testing.T) {
					r := c.try(t, s)
					for _, failure := range r.failures {
						t.Error(failure)
					}
					sum.note(s, c, r)
				})
			}
		})
	}
}

// subjects are the cases, each with its row.
func (g *Gateway[C]) subjects() []*subject {
	rows := map[string]paygates.Operation{}
	for _, row := range g.Operations {
		rows[row.Name] = row
	}
	var out []*subject
	for i := range g.Cases {
		out = append(out, newSubject(g, rows[g.Cases[i].Operation], &g.Cases[i]))
	}
	return out
}
