package simulation

import "context"

// payer lets the payer act.
func (w *world) payer(ctx context.Context, n int, s *Step) {
	o := w.shop.orders[s.Order]
	unheard := o == nil && w.gateway.ByReference
	if unheard {
		o = w.shop.unheard(s.Order)
	}
	if o == nil {
		w.trace.step(n, "%s: there is no order %d", s.Deed, s.Order)
		w.tally.Skipped++
		return
	}
	w.trace.step(n, "%s %s", s.Deed, o.id)
	if s.Deed.is(atBank) {
		w.atBank(s.Deed, o)
		return
	}
	o.known = false
	w.ledger() // what took effect late did so before
	w.net.outside(func(site *Site) {
		if w.happens(site.Model, s.Deed)(o.id) != nil && site == &w.site {
			w.trace.line("nothing", "the order does not wait for its payer")
		}
	}, &w.site)
	w.ledger()
	f := s.Fault
	heard := w.post(f, o.id)
	if f.Row != nil && f.Row.deliver != nil {
		heard = heard || !w.inbox.lost[o.id] // or it will be
		f = Fault{}
	}
	if heard {
		o.learn(w.inbox.believed[o.id])
		o.known = w.inbox.believed[o.id].ID != ""
		return
	}
	if unheard {
		return
	}
	w.read(ctx, s.Order, o.reads(), f) // as one does who hears nothing
}

// happens is what a payer does on the payment page, or what happens without him.
func (w *world) happens(m Model, d Deed) func(id string) error {
	if event := w.gateway.Events[d]; event != nil {
		return func(id string) error { return event(m, id) }
	}
	switch d {
	case PayerRefuses:
		return m.Refuse
	case PayerAbandons:
		return m.Abandon
	}
	return m.Pay
}

// atBank has the payer answer his bank, if the merchant has sent him there. The
// order is not done by that: the merchant has to hand on what he brings.
func (w *world) atBank(d Deed, o *order) {
	if !o.sent {
		w.trace.line("payer", "nobody has sent him to his bank")
		return
	}
	var brought string
	var err error
	w.net.outside(func(site *Site) {
		do := site.Bank.Confirm
		if d == PayerFails {
			do = site.Bank.Fail
		}
		back, failed := do(o.id)
		if site == &w.site {
			brought, err = back, failed
		}
	}, &w.site)
	if err != nil {
		w.trace.line("payer", "his bank does not ask him")
		return
	}
	o.brought = brought
	w.tally.Authenticated++
}
