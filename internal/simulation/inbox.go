package simulation

import (
	"bytes"
	"context"
	"net/http"
	"slices"
	"time"
)

// inbox is where the gateway's callbacks arrive, and what the merchant has
// heard from them and from answers.
type inbox struct {
	handler http.Handler
	told    []Seen // by the handler, while it runs
	// believed is the last that the merchant heard of each object.
	believed map[string]Seen

	// waiting were not acknowledged, and come again; held come behind others; old
	// come once more; early come in the midst of a call.
	waiting, held, old, early []Callback
	lost                      map[string]bool // objects of which a callback was lost
	kept                      []Callback      // all that were acknowledged, if they are to come again
	keeps                     bool
}

// open connects the inbox to the client's handler.
func (b *inbox) open(c Client) {
	b.believed, b.lost = map[string]Seen{}, map[string]bool{}
	b.handler = c.Receive(func(_ context.Context, s Seen) error {
		b.told = append(b.told, s)
		return nil
	})
}

func (b *inbox) hear(s Seen) {
	if s.ID != "" {
		b.believed[s.ID] = s
	}
}

func (b *inbox) missed(id string) { b.lost[id] = true }

// post delivers what the gateway has to post by now, as the fault has it. It
// reports whether the merchant has heard of the object.
func (w *world) post(f Fault, id string) bool {
	if w.site.Callbacks == nil {
		return false
	}
	b := &w.inbox
	all := w.site.Callbacks()
	again, behind, old := b.waiting, b.held, b.old
	b.waiting, b.held, b.old = nil, nil, nil
	if f.Row != nil && f.Row.deliver != nil {
		f.Row.deliver(w, f, all)
		f = Fault{}
	} else {
		for _, c := range all {
			w.deliver(c, f)
			f = Fault{}
		}
	}
	slices.Reverse(behind)
	for _, c := range slices.Concat(again, behind, old) {
		w.deliver(c, Fault{})
	}
	return slices.ContainsFunc(all, func(c Callback) bool { return c.ObjectID == id && !b.lost[id] })
}

// postEarly delivers what was kept back for the midst of a call.
func (w *world) postEarly() {
	early := w.inbox.early
	w.inbox.early = nil
	for _, c := range early {
		w.deliver(c, Fault{})
	}
}

func (w *world) struckBy(f Fault, c Callback) {
	w.trace.line("fault", "%s: %s", f.Row.Name, c.ObjectID)
	w.tally.Struck[f.Row.Name]++
}

// deliver hands a genuine callback to the merchant. One that is not
// acknowledged comes again.
func (w *world) deliver(c Callback, f Fault) {
	r, err := c.Request(w.ctx, c.Body)
	if err != nil {
		panic(err) // its address is a constant
	}
	status, told, traffic := w.hand(r, f)
	w.trace.line("callback", "%s is answered %d", c.ObjectID, status)
	ledger := w.ledger()
	w.checker.told(told, traffic, ledger)
	for _, s := range told {
		w.inbox.hear(s)
	}
	if status != http.StatusOK {
		if !w.checker.unseen(c.ObjectID, time.Now().Add(-time.Minute), ledger) {
			w.checker.notTaken(c, status, traffic)
		}
		w.inbox.waiting = append(w.inbox.waiting, c)
		return
	}
	delete(w.inbox.lost, c.ObjectID)
	if w.inbox.keeps {
		w.inbox.kept = append(w.inbox.kept, c)
	}
	w.tally.Callbacks++
	w.checker.acknowledged(c, w.inbox.believed[c.ObjectID], ledger)
}

// forge delivers what the gateway never sent: the same without its signature or
// credentials, and with another body.
func (w *world) forge(c Callback) {
	bare, err := c.Request(w.ctx, c.Body)
	if err != nil {
		panic(err) // its address is a constant
	}
	bare.Header = http.Header{"Content-Type": bare.Header["Content-Type"]}
	w.forged(c, bare, !c.Open)
	for _, lie := range lies {
		body := lie(c)
		if bytes.Equal(body, c.Body) {
			continue
		}
		r, err := c.Request(w.ctx, body)
		if err != nil {
			panic(err) // its address is a constant
		}
		w.forged(c, r, w.site.Signed && !c.Open)
	}
}

// lies are what a forger changes in a body.
var lies = []func(Callback) []byte{
	func(c Callback) []byte {
		return bytes.ReplaceAll(c.Body, []byte(c.ObjectID), []byte(another(c.ObjectID)))
	},
	func(c Callback) []byte {
		body := c.Body
		for _, word := range []string{"new", "prepared", "declined", "rejected", "fraud", "error", "authorized"} {
			body = bytes.ReplaceAll(body, []byte(`"`+word+`"`), []byte(`"charged"`))
		}
		return body
	},
}

// forged hands a forgery over. If it must be refused nothing may be told of it;
// else all that is told has to be the truth.
func (w *world) forged(c Callback, r *http.Request, refuse bool) {
	status, told, traffic := w.hand(r, Fault{})
	w.trace.line("forged", "%s is answered %d", c.ObjectID, status)
	w.checker.told(told, traffic, w.ledger())
	for _, s := range told {
		w.inbox.hear(s)
	}
	if refuse && (status < http.StatusBadRequest || len(told) > 0) {
		w.checker.find(nil, Deceived, "a forged callback is answered %d, and %d objects are told of", status, len(told))
	}
}

// hand has the merchant's handler take a request.
func (w *world) hand(r *http.Request, f Fault) (status int, told []Seen, traffic Traffic) {
	rec := &recorder{header: http.Header{}}
	w.inbox.told = nil
	traffic = w.net.during(f, func() { w.inbox.handler.ServeHTTP(rec, r) })
	w.checker.conduct(nil, nil, traffic, f, 0)
	w.checker.garbled = w.checker.garbled || traffic.by(notUTF8) > 0
	w.tally.traffic(f, traffic)
	w.trace.traffic(f, traffic)
	return max(rec.status, http.StatusOK), w.inbox.told, traffic
}
