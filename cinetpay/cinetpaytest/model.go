package cinetpaytest

import (
	"crypto/sha512"
	"encoding/hex"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/paygates/paygates-go/internal/modelfault"
	"github.com/paygates/paygates-go/internal/modelhttp"
	"github.com/paygates/paygates-go/money"
)

// Model is CinetPay in memory. It is an [http.Handler] for both APIs and the
// hosted payment page, and may be used from several goroutines.
type Model struct {
	cfg Config
	// acted, if set before first use, is called after each action of payer,
	// operator or merchant's back office. Nothing is locked then.
	acted func()

	mu           sync.Mutex
	now          time.Time // the moment that the running action takes place at
	payments     map[string]*payment
	byToken      map[string]*payment
	links        []*payment // oldest first
	sessions     map[string]time.Time
	contacts     map[string]Contact
	contactBook  []Contact // oldest first
	transfers    []*transfer
	byClientID   map[string]*transfer
	byTransferID map[string]*transfer
	balance      whole
	ledger       []Entry
	requests     modelhttp.Record
	faults       modelfault.Queue[Fault, *incoming]
	late         modelfault.Late[*incoming]
	callbacks    modelhttp.Callbacks[Callback]
	answers      int // of the checkout API
	lots         int
}

// New makes a model without a network and without a goroutine. It panics if the
// Config's Balance is negative or not in whole units.
func New(cfg Config) *Model {
	cfg = cfg.withDefaults()
	balance, ok := wholeOf(cfg.Balance)
	if !ok {
		panic("cinetpaytest: the Balance must be in whole units of its currency")
	}
	return &Model{
		cfg: cfg, balance: balance,
		payments: make(map[string]*payment), byToken: make(map[string]*payment),
		sessions: make(map[string]time.Time), contacts: make(map[string]Contact),
		byClientID: make(map[string]*transfer), byTransferID: make(map[string]*transfer),
	}
}

// ServeHTTP answers the calls of the checkout API under /v2 and of the transfer
// API under /v1, and GET and POST /payment/{token}, the hosted payment page. A
// fault that breaks the connection panics with [http.ErrAbortHandler], which
// net/http's server understands.
func (m *Model) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	in := readRequest(w, r)
	m.enter()
	in.arrived = m.now
	m.record(in)
	fault := m.faults.Take(in)
	m.mu.Unlock()

	f := fault.shared()
	if !m.late.Await(r.Context(), &m.mu, f, in) {
		panic(http.ErrAbortHandler)
	}
	m.enter()
	answer := m.perform(in, fault)
	m.mu.Unlock()
	f.WaitAfter(r.Context())

	if in.route.payer {
		m.afterAction()
	}
	f.Send(w, answer)
}

// enter locks the model and brings it up to the present: what was to take effect
// by now has taken effect. The caller unlocks. Times are kept in UTC and without
// the process's own clock, so that equal moments print equally.
func (m *Model) enter() {
	m.mu.Lock()
	m.commitLate(time.Now().Round(0).UTC())
}

// execute carries a request out and makes the true answer.
func (m *Model) execute(in *incoming) reply {
	if in.route.handle == nil {
		return m.unknownCall(in)
	}
	if in.refusal != nil {
		return m.refuse(in.route.api, in.refusal)
	}
	return in.route.handle(m, in)
}

// afterAction lets a server deliver what an action queued. Nothing is locked.
func (m *Model) afterAction() {
	if m.acted != nil {
		m.acted()
	}
}

// draw gives hexadecimal digits, at most 128, that depend on nothing but the
// seed, what they are for and which one it is.
func (m *Model) draw(what string, number, digits int) string {
	sum := sha512.Sum512([]byte(fmt.Sprintf("%d/%s/%d", m.cfg.Seed, what, number)))
	return hex.EncodeToString(sum[:])[:digits]
}

// drawDigits is draw in decimal digits.
func (m *Model) drawDigits(what string, number, digits int) string {
	text := []byte(m.draw(what, number, digits))
	for i, c := range text {
		if c >= 'a' {
			text[i] = '0' + c - 'a'
		}
	}
	return string(text)
}

// timeForm is how the APIs write a moment; no zone is documented.
const timeForm = "2006-01-02 15:04:05"

// whole is an amount in whole units of a currency: the wire has no other.
type whole int64

func (w whole) String() string { return strconv.FormatInt(int64(w), 10) }

func (w whole) in(c money.Currency) money.Amount {
	a, err := money.Parse(w.String(), c)
	if err != nil {
		panic("cinetpaytest: an amount in whole units does not fit: " + err.Error())
	}
	return a
}

// maxDigits bounds the amounts that are read, so that no sum can overflow.
const maxDigits = 12

// readWhole reads a positive whole number without a leading zero.
func readWhole(text string) (whole, bool) {
	if text == "" || len(text) > maxDigits || text[0] == '0' || strings.Trim(text, "0123456789") != "" {
		return 0, false
	}
	n, err := strconv.ParseInt(text, 10, 64)
	return whole(n), err == nil
}

// wholeOf is the amount's number if it is zero or a positive whole one.
func wholeOf(a money.Amount) (whole, bool) {
	if a.IsZero() {
		return 0, true
	}
	text, err := a.AppendFixed(nil, 0)
	if err != nil {
		return 0, false
	}
	return readWhole(string(text))
}
