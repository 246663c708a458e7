package wire

// scopes and names are stacks that hold what nearly every document needs in
// themselves: an Encoder that nobody keeps then stays on its caller's stack.

type scopes struct {
	n     int
	first [6]scope
	rest  []scope
}

func (s *scopes) push(v scope) {
	if s.n < len(s.first) {
		s.first[s.n] = v
	} else {
		s.rest = append(s.rest[:s.n-len(s.first)], v)
	}
	s.n++
}

func (s *scopes) at(i int) *scope {
	if i < len(s.first) {
		return &s.first[i]
	}
	return &s.rest[i-len(s.first)]
}

func (s *scopes) top() *scope { return s.at(s.n - 1) }

type names struct {
	n     int
	first [40]string
	rest  []string
}

func (s *names) push(v string) {
	if s.n < len(s.first) {
		s.first[s.n] = v
	} else {
		s.rest = append(s.rest[:s.n-len(s.first)], v)
	}
	s.n++
}

func (s *names) at(i int) string {
	if i < len(s.first) {
		return s.first[i]
	}
	return s.rest[i-len(s.first)]
}

// contain looks from the one numbered from to the last.
func (s *names) contain(from int, name string) bool {
	for i := from; i < s.n; i++ {
		if s.at(i) == name {
			return true
		}
	}
	return false
}
