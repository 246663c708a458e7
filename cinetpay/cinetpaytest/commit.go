package cinetpaytest

import "time"

// perform executes the request as the fault has it and makes the answer that is
// to leave.
func (m *Model) perform(in *incoming, f Fault) reply {
	shared := f.shared()
	answer := shared.Perform(func() reply { return m.execute(in) })
	if f.CommitAfter > 0 {
		m.late.Add(shared, in, m.now.Add(f.CommitAfter))
	}
	if f.Code != "" {
		answer = m.refuse(in.route.api, refuse(f.Code, ""))
	}
	return answer
}

// commitLate lets the requests whose moment has come take effect, each at its
// own moment, and sets the present.
func (m *Model) commitLate(now time.Time) {
	for due, in := range m.late.Until(now) {
		m.now = due
		m.execute(in)
	}
	m.now = now
}
