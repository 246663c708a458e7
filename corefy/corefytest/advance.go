package corefytest

import (
	"slices"
	"time"

	"github.com/paygates/paygates-go/internal/modelfault"
)

// perform executes the request as the fault has it and makes the answer that is
// to leave.
func (m *Model) perform(in *incoming, f modelfault.Fault) reply {
	answer := f.Perform(func() reply {
		in.again()
		return m.execute(in)
	})
	if f.CommitAfter > 0 {
		m.late.Add(f, in, m.now.Add(f.CommitAfter))
	}
	return answer
}

// advance lets what is due take effect, each at its own moment and in the order
// of time: requests that were late, and invoices that nobody paid in time.
func (m *Model) advance(now time.Time) {
	for {
		o := m.firstToExpire()
		due, late := m.late.Due(now)
		switch {
		case late && (o == nil || !o.expires.Before(due)):
			in := m.late.Take()
			m.now = due
			in.again()
			m.execute(in)
		case o != nil && !o.expires.After(now):
			m.now = o.expires
			m.expire(o)
		default:
			m.now = now
			return
		}
	}
}

// firstToExpire gives the open invoice whose time ends first.
func (m *Model) firstToExpire() *invoice {
	m.waiting = slices.DeleteFunc(m.waiting, func(o *invoice) bool { return !o.open() })
	if len(m.waiting) == 0 {
		return nil
	}
	return slices.MinFunc(m.waiting, func(a, b *invoice) int { return a.expires.Compare(b.expires) })
}
