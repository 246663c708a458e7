package circlepaytest

import (
	"net/http"
	"sync"
	"time"

	"github.com/paygates/paygates-go/internal/modelfault"
	"github.com/paygates/paygates-go/internal/modelhttp"
)

// Model is CirclePay in memory. It is an [http.Handler] for the API and the
// checkout pages, and may be used from several goroutines.
type Model struct {
	cfg    Config
	routes []route

	// afterChange, if set before first use, is called where callbacks may wait.
	// Nothing is locked then.
	afterChange func()

	mu        sync.Mutex
	now       time.Time // the moment that the running action takes place at
	stamped   int64     // the last number that was made of a time
	base      string    // where the last request came in
	gateways  []*gateway
	merchants []*merchant
	invoices  []*invoice
	links     []*link // direct payments included
	payments  []*payment
	refunds   []*refund
	pages     map[string]*checkout // of invoices, by their token
	ledger    []Entry
	requests  modelhttp.Record
	faults    modelfault.Queue[Fault, *incoming]
	late      modelfault.Late[*incoming]
	callbacks modelhttp.Callbacks[Callback]
}

// New makes a model without a network and without a goroutine. It panics if the
// Config's gateways or methods have no identifiers of their own, or fees that are
// no numbers.
func New(cfg Config) *Model {
	cfg = cfg.withDefaults()
	m := &Model{cfg: cfg, routes: routesOf(cfg.Paths), pages: make(map[string]*checkout), now: present()}
	m.addGateways(cfg.Gateways)
	if !cfg.WithoutMerchant {
		m.addReadyMerchant(DefaultMerchantMobile, cfg.MerchantToken)
	}
	return m
}

// ServeHTTP answers the 38 operations of the CirclePay documentation right under
// the root, and the checkout pages under /payment/make-payment and /checkout. A
// fault that breaks the connection panics with [http.ErrAbortHandler], which
// net/http's server understands.
func (m *Model) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	in := m.read(w, r)
	m.enter()
	m.record(in)
	fault := m.faults.Take(in)
	m.mu.Unlock()

	in.steps = fault.Steps
	f := fault.shared()
	if !m.late.Await(r.Context(), &m.mu, f, in) {
		panic(http.ErrAbortHandler)
	}
	m.enter()
	answer := m.perform(in, fault)
	m.mu.Unlock()
	f.WaitAfter(r.Context())

	if in.route.page != nil || in.route.moves {
		m.changed()
	}
	f.Send(w, answer)
}

// present is the time in UTC and without the process's own clock, so that equal
// moments print equally.
func present() time.Time { return time.Now().Round(0).UTC() }

// enter locks the model and brings it up to the present: what was to take effect
// by now has taken effect. The caller unlocks.
func (m *Model) enter() {
	m.mu.Lock()
	m.commitLate(present())
}

// changed lets a server deliver what waits. Nothing is locked.
func (m *Model) changed() {
	if m.afterChange != nil {
		m.afterChange()
	}
}

// act does something under the lock and lets a server deliver what it queued.
func (m *Model) act(do func() error) error {
	m.enter()
	err := do()
	m.mu.Unlock()
	m.changed()
	return err
}

// execute carries a request out and makes the true answer: first what the
// framework refuses, then credentials, then the body, then the operation.
func (m *Model) execute(in *incoming) reply {
	switch {
	case in.route.page != nil:
		return in.route.page(m, in)
	case in.broken != nil:
		return in.broken.reply(m, in)
	case !m.accountKnown(in):
		return m.wrongCredentials(in)
	}
	c := &call{in: in, model: m, arg: in.arg}
	data, wrong := m.carryOut(c)
	if wrong == nil {
		wrong = c.problem
	}
	if wrong != nil {
		return m.refusalReply(wrong)
	}
	return m.successReply(data, in.route)
}

func (m *Model) carryOut(c *call) ([]any, *refusal) {
	if wrong := m.readMerchant(c); wrong != nil {
		return nil, wrong
	}
	if c.in.notObject {
		return nil, refuse("1111")
	}
	c.fields = fields{call: c, values: c.in.object}
	return c.in.route.handle(m, c)
}
