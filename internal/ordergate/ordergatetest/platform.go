package ordergatetest

import (
	"net/http"
	"sync"
	"time"

	"github.com/paygates/paygates-go/internal/modelfault"
	"github.com/paygates/paygates-go/internal/modelhttp"
)

// Platform is the model: an http.Handler with its state in memory. Its methods
// may be called from several goroutines.
type Platform struct {
	cfg    Config
	routes []route

	// AfterPayer, if set before first use, is called after each action of the
	// payer or the card scheme, on the page before it answers. Nothing is locked
	// then.
	AfterPayer func()

	mu        sync.Mutex
	now       time.Time // the moment that the running action takes place at
	orders    map[string]*order
	sequence  []*order // oldest first
	made      []madeOperation
	banks     map[string]Bank // by card number
	ledger    []Entry
	requests  modelhttp.Record
	faults    modelfault.Queue[Fault, *incoming]
	late      modelfault.Late[*incoming]
	callbacks modelhttp.Callbacks[Callback]
}

// New makes a platform. It starts nothing.
func New(cfg Config) *Platform {
	return &Platform{
		cfg: cfg.withDefaults(), routes: cfg.Surface.routes(),
		orders: make(map[string]*order), banks: make(map[string]Bank),
	}
}

// ServeHTTP answers one request of the API or the hosted payment page.
func (p *Platform) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	in := p.read(w, r)
	p.enter()
	p.record(in)
	fault := p.faults.Take(in)
	p.mu.Unlock()

	in.decline = fault.Decline
	f := fault.shared()
	if !p.late.Await(r.Context(), &p.mu, f, in) {
		panic(http.ErrAbortHandler)
	}
	p.enter()
	answer := p.perform(in, f)
	p.mu.Unlock()
	f.WaitAfter(r.Context())

	if in.route.payer {
		p.payerActed()
	}
	f.Send(w, answer)
}

// enter locks the platform and brings it up to the present: what was to take
// effect by now has taken effect. The caller unlocks. Times are kept in UTC and
// without the process's own clock, so that equal moments print equally.
func (p *Platform) enter() {
	p.mu.Lock()
	p.commitLate(time.Now().Round(0).UTC())
}

// execute carries a request out and makes the true answer.
func (p *Platform) execute(in *incoming) reply {
	if in.route.handle != nil && !in.route.open && !p.authenticated(in) {
		return refuse(badCredentials, "Invalid credentials").reply(p.cfg.Errors)
	}
	if in.refusal != nil {
		return in.refusal.reply(p.cfg.Errors)
	}
	answer, f := in.route.handle(p, in)
	if f != nil {
		return f.reply(p.cfg.Errors)
	}
	return answer
}
