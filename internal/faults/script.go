package faults

import "sync"

// script hands out its steps in order, then the last one for ever.
type script struct {
	mu    sync.Mutex
	steps []Step
}

// newScript panics for a script that the carrier cannot play, because a fault that does not happen is a test that cannot fail.
func newScript(carrier string, steps []Step, possible func(moment) bool) *script {
	if len(steps) == 0 {
		panic("faults: a script needs a step")
	}
	for _, s := range steps {
		if s.when == 0 || !possible(s.when) {
			panic("faults: a " + carrier + " cannot do " + s.name)
		}
	}
	return &script{steps: steps}
}

func (s *script) take() Step {
	step, _ := s.takeIf(func(moment) bool { return true })
	return step
}

// takeIf takes the next step if it takes over at such a moment.
func (s *script) takeIf(wanted func(moment) bool) (Step, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	step := s.steps[0]
	if !wanted(step.when) {
		return Step{}, false
	}
	if len(s.steps) > 1 {
		s.steps = s.steps[1:]
	}
	return step, true
}
