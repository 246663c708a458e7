package conformance

import (
	"fmt"
	"strings"
	"sync"
)

// summary counts what ran, by cell and by operation.
type summary struct {
	gateway string

	mu       sync.Mutex
	subjects []string
	byCell   map[string]*count
	bySub    map[string]*count
}

// count is what came of some cells.
type count struct{ ran, passed, without, calls, sends int }

func newSummary(gateway string) *summary {
	s := &summary{gateway: gateway, byCell: map[string]*count{}, bySub: map[string]*count{}}
	for i := range cells {
		s.byCell[cells[i].name] = &count{}
	}
	return s
}

// note counts a cell's report; nil where the cell does not apply.
func (s *summary) note(of *subject, c *cell, r *report) {
	s.mu.Lock()
	defer s.mu.Unlock()
	sub := s.bySub[of.label]
	if sub == nil {
		sub = &count{}
		s.bySub[of.label] = sub
		s.subjects = append(s.subjects, of.label)
	}
	for _, n := range []*count{sub, s.byCell[c.name]} {
		if r == nil {
			n.without++
			continue
		}
		n.ran++
		n.calls += r.calls
		n.sends += r.sends
		if len(r.failures) == 0 {
			n.passed++
		}
	}
}

// drifted says that the answers of every case did: that no part of the suite alone ran.
func (s *summary) drifted(cases int) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.byCell["drift"].ran == cases
}

func (s *summary) text() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	var total count
	var b strings.Builder
	line := func(name string, n *count) {
		fmt.Fprintf(&b, "  %-36s %4d of %4d passed %4d without %7d calls %7d sends\n", name, n.passed, n.ran, n.without, n.calls, n.sends)
	}
	for i := range cells {
		line(cells[i].name, s.byCell[cells[i].name])
	}
	b.WriteString("\n")
	for _, label := range s.subjects {
		n := s.bySub[label]
		line(label, n)
		total = count{total.ran + n.ran, total.passed + n.passed, total.without + n.without, total.calls + n.calls, total.sends + n.sends}
	}
	head := fmt.Sprintf("%s: %d cases x %d cells: %d of %d passed, %d have nothing to try; %d calls, %d requests\n",
		s.gateway, len(s.subjects), len(cells), total.passed, total.ran, total.without, total.calls, total.sends)
	return head + b.String()
}
