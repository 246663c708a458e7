package conformance

import (
	"fmt"
	"slices"
	"strings"

	paygates "github.com/paygates/paygates-go"
)

// complaints says what is missing for the suite to mean anything: an operation without a case, a proof that no documented answer satisfies, and the like.
func (g *Gateway[C]) complaints() []string {
	var out []string
	complain := func(format string, args ...any) { out = append(out, fmt.Sprintf(format, args...)) }
	if g.Name == "" || g.New == nil || len(g.Operations) == 0 || len(g.Secrets) == 0 || len(g.Wire.Roots) == 0 || g.Wire.ID == "" || g.Wire.Status == "" {
		complain("the Gateway lacks a name, New, Operations, Secrets or a part of Wire")
		return out
	}
	cases := map[string]bool{}
	for i := range g.Cases {
		c := &g.Cases[i]
		cases[c.Operation] = true
		if !slices.ContainsFunc(g.Operations, func(row paygates.Operation) bool { return row.Name == c.Operation }) {
			complain("%s: a case for no operation", c.Operation)
		}
		if c.Call == nil || len(c.Good) == 0 {
			complain("%s: the case lacks a call or a documented answer", c.Operation)
		}
	}
	for i := range g.Operations {
		row := &g.Operations[i]
		if row.Gateway != g.Name {
			complain("%s: the row is of gateway %q", row.Name, row.Gateway)
		}
		if !cases[row.Name] {
			complain("%s: an operation without a case", row.Name)
		}
		if len(row.NotExecuted) > 0 && g.Refuse == nil {
			complain("%s: the row lists refusals, and the Gateway cannot write one", row.Name)
		}
		for _, text := range rowComplaints(row) {
			complain("%s: %s", row.Name, text)
		}
	}
	if len(out) > 0 {
		return out
	}
	proved := map[string]map[int]bool{}
	for _, s := range g.subjects() {
		for _, text := range s.complaints(proved) {
			complain("%s: %s", s.label, text)
		}
	}
	for _, row := range g.Operations {
		for i, p := range row.Executed {
			if !proved[row.Name][i] {
				complain("%s: no documented answer satisfies proof %d (form %q, words %v)", row.Name, i+1, p.Form, p.Words)
			}
		}
	}
	return out
}

// rowComplaints: an operation that moves money has all three: what proves it, what disproves it, and how to find out.
func rowComplaints(row *paygates.Operation) []string {
	var out []string
	if len(row.Executed) == 0 {
		out = append(out, "the row has no proof of executed")
	}
	if row.Moves == paygates.MovesNothing {
		return out
	}
	if len(row.NotExecuted) == 0 {
		out = append(out, "the row moves money and has no proof of not executed")
	}
	if row.LookUp.Op == "" || row.Horizon == 0 {
		out = append(out, "the row moves money and has no look-up or no horizon")
	}
	if row.Safety != paygates.Once {
		out = append(out, "the row moves money and may be sent twice")
	}
	return out
}

// complaints notes which proofs the documented answers satisfy, and what the case lacks.
func (s *subject) complaints(proved map[string]map[int]bool) []string {
	var out []string
	complain := func(format string, args ...any) { out = append(out, fmt.Sprintf(format, args...)) }
	if proved[s.row.Name] == nil {
		proved[s.row.Name] = map[int]bool{}
	}
	if s.movesOrMakes() && len(s.invalid) == 0 {
		complain("no request that is refused locally")
	}
	if strings.Contains(s.row.Path, "{") && s.target == "" {
		complain("the path has an id, and the case has no Target")
	}
	for _, p := range s.row.Executed {
		if _, stated := s.asked[p.Moved]; p.Moved != "" && !stated && !s.lists(p.Moved) {
			complain("Asked does not say what %s comes to", p.Moved)
		}
	}
	for i, reply := range slices.Concat(s.good, s.drift) {
		if _, err := parse(reply.Body); err != nil {
			complain("%s is not JSON: %v", reply.Name, err)
			continue
		}
		reading, any := s.reading(reply), false
		for n := range s.row.Executed {
			if reading.holds(&s.row.Executed[n], reading.good) {
				any = true
				proved[s.row.Name][n] = proved[s.row.Name][n] || i < len(s.good)
			}
		}
		if !any {
			complain("%s satisfies no proof of the row", reply.Name)
		}
	}
	if name, found := s.watch.leaked(fmt.Sprint(s.asked, s.target)); found {
		complain("Asked or Target shows %s: an error may repeat them", name)
	}
	return out
}

// lists says whether a field is a list in a documented answer.
func (s *subject) lists(field string) bool {
	return slices.ContainsFunc(s.good, func(reply Reply) bool {
		doc, err := parse(reply.Body)
		if err != nil {
			return false
		}
		_, v := s.wire.locate(doc, field)
		return v != nil && v.kind == '['
	})
}
