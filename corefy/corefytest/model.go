package corefytest

import (
	"fmt"
	"net/http"
	"sync"
	"time"

	"github.com/paygates/paygates-go/internal/modelfault"
	"github.com/paygates/paygates-go/internal/modelhttp"
)

// Model is Corefy in memory. It is an [http.Handler] for the private API, the
// public API and the hosted payment page, and may be used from several
// goroutines.
type Model struct {
	cfg      Config
	routes   []route
	services []*service

	// afterChange, if set, is called where callbacks may wait. Nothing is locked
	// then.
	afterChange func()

	mu        sync.Mutex
	now       time.Time // the moment that the running action takes place at
	made      int       // ids so far
	invoices  []*invoice
	waiting   []*invoice // those that expire by themselves
	payouts   []*payout
	byID      map[string]any      // *invoice, *refund, *payout; an invoice also by its page
	earliest  map[known]any       // the first object with a reference
	customers map[string]string   // reference to cus_…
	cards     map[string]keptCard // by token
	ledger    []Entry
	requests  modelhttp.Record
	faults    modelfault.Queue[Fault, *incoming]
	late      modelfault.Late[*incoming]
	callbacks modelhttp.Callbacks[Callback]
}

// known is what a reference is unique in: payments, refunds and payouts apart,
// test and live apart.
type known struct {
	kind      string
	test      bool
	reference string
}

// New makes a model without a network and without a goroutine. It panics if the
// Config contradicts itself: both APIs on one path, a service without a code or
// without limits.
func New(cfg Config) *Model {
	cfg = cfg.withDefaults()
	checkServices(cfg.Services)
	m := &Model{
		cfg: cfg, routes: routesOf(cfg),
		byID: make(map[string]any), earliest: make(map[known]any),
		customers: make(map[string]string), cards: make(map[string]keptCard),
	}
	for _, s := range cfg.Services {
		m.services = append(m.services, &service{Service: s, id: m.newID("comcps_")})
	}
	return m
}

// ServeHTTP answers the calls of the private API under the Config's PrivatePath,
// those of the public API under PublicPath, and the hosted payment page under
// /hpp. A fault that breaks the connection panics with [http.ErrAbortHandler],
// which net/http's server understands.
func (m *Model) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	in := m.read(w, r)
	m.enter()
	m.record(in)
	fault := m.faults.Take(in)
	m.mu.Unlock()

	in.decline = fault.Decline
	f := fault.shared()
	if !m.late.Await(r.Context(), &m.mu, f, in) {
		panic(http.ErrAbortHandler)
	}
	m.enter()
	answer := m.perform(in, f)
	m.mu.Unlock()
	f.WaitAfter(r.Context())

	if in.route.writes {
		m.changed()
	}
	f.Send(w, answer)
}

// enter locks the model and brings it up to the present: what was to take effect
// or to expire by now has done so. The caller unlocks. Times are kept in UTC and
// without the process's own clock, so that equal moments print equally.
func (m *Model) enter() {
	m.mu.Lock()
	m.advance(time.Now().Round(0).UTC())
}

// changed lets a server deliver what waits. Nothing is locked.
func (m *Model) changed() {
	if m.afterChange != nil {
		m.afterChange()
	}
}

// execute carries a request out and makes the true answer.
func (m *Model) execute(in *incoming) reply {
	if in.route.handle != nil && in.route.access == withBasic && !m.authenticated(in) {
		return refuse(http.StatusUnauthorized).reply(m.cfg)
	}
	if in.refusal != nil {
		return in.refusal.reply(m.cfg)
	}
	answer, f := in.route.handle(m, in)
	if f != nil {
		return f.reply(m.cfg)
	}
	return answer
}

// remember keeps a new object under its id and, if its reference is new, under
// that.
func (m *Model) remember(id string, key known, o any) {
	if _, taken := m.byID[id]; taken {
		panic(fmt.Sprintf("corefytest: the id %s is made twice", id))
	}
	m.byID[id] = o
	if _, taken := m.earliest[key]; !taken {
		m.earliest[key] = o
	}
}

// found gives the object with that id if it is of that type.
func found[T any](m *Model, id string) (T, bool) {
	o, ok := m.byID[id].(T)
	return o, ok
}

// serviceOf finds a service by its code.
func (m *Model) serviceOf(code string, payout bool) *service {
	for _, s := range m.services {
		if s.Code == code && s.Payout == payout {
			return s
		}
	}
	return nil
}
