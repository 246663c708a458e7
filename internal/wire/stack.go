package wire

// The stacks of a Decoder and of an Encoder keep in themselves what an ordinary
// document needs, and point at nothing of their own: who does not keep a Decoder
// or an Encoder has it on his own stack.

// short is a stack for the open objects and arrays.
type short[T any] struct {
	n     int
	first [6]T
	rest  []T
}

func (s *short[T]) at(i int) *T {
	if i < len(s.first) {
		return &s.first[i]
	}
	return &s.rest[i-len(s.first)]
}

func (s *short[T]) push(v T) {
	if i := s.n - len(s.first); i >= 0 {
		s.rest = append(s.rest[:i], v)
	} else {
		s.first[s.n] = v
	}
	s.n++
}

func (s *short[T]) top() *T { return s.at(s.n - 1) }

// long is a stack for the names in them.
type long[T any] struct {
	n     int
	first [40]T
	rest  []T
}

func (s *long[T]) at(i int) *T {
	if i < len(s.first) {
		return &s.first[i]
	}
	return &s.rest[i-len(s.first)]
}

func (s *long[T]) push(v T) {
	if i := s.n - len(s.first); i >= 0 {
		s.rest = append(s.rest[:i], v)
	} else {
		s.first[s.n] = v
	}
	s.n++
}
