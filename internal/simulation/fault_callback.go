package simulation

// callbackFaults happen to what the gateway posts to the merchant.
var callbackFaults = []*FaultRow{
	{Name: "callback doubled", On: OnCallbacks, weight: 30, deliver: func(w *world, f Fault, all []Callback) {
		for _, c := range all {
			w.struckBy(f, c)
			w.deliver(c, Fault{})
			w.deliver(c, Fault{})
		}
	}},
	{Name: "callback reordered", On: OnCallbacks, weight: 30, deliver: func(w *world, f Fault, all []Callback) {
		for _, c := range all { // they come behind those that are yet to be
			w.struckBy(f, c)
			w.inbox.held = append(w.inbox.held, c)
		}
	}},
	{Name: "callback lost", On: OnCallbacks, weight: 30, deliver: func(w *world, f Fault, all []Callback) {
		for _, c := range all {
			w.struckBy(f, c)
			w.inbox.missed(c.ObjectID)
		}
	}},
	{Name: "callback forged", On: OnCallbacks, weight: 30, deliver: func(w *world, f Fault, all []Callback) {
		for _, c := range all {
			w.struckBy(f, c)
			w.forge(c)
			w.deliver(c, Fault{})
		}
	}},
	{Name: "callback replayed", On: OnCallbacks, weight: 30, deliver: func(w *world, f Fault, all []Callback) {
		for _, c := range all {
			w.struckBy(f, c)
			w.deliver(c, Fault{})
			w.inbox.old = append(w.inbox.old, c)
		}
	}},
	{Name: "callback early", On: OnCallbacks, weight: 30, deliver: func(w *world, f Fault, all []Callback) {
		for _, c := range all { // between the next call's effect and its answer
			w.struckBy(f, c)
			w.inbox.early = append(w.inbox.early, c)
		}
	}},
}
