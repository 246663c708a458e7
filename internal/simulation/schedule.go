package simulation

import (
	"math/rand/v2"
	"time"

	"github.com/paygates/paygates-go/money"
)

// Schedule is all that is to happen in one world. The seed decides it before the
// world begins, so that it does not depend on what any client does.
type Schedule struct {
	Seed    uint64
	Gateway *Gateway
	Steps   []Step
}

// Step is one thing that is to happen.
type Step struct {
	// Pause is how long nothing happens before.
	Pause time.Duration
	Deed  Deed
	// Order is the order that is meant, Makes the one that the deed makes. They
	// count from 1; 0 is none.
	Order, Makes int
	// Amount is that of what the deed makes.
	Amount money.Amount
	// Percent is how much of what can move is to move; 0 is the whole.
	Percent int64
	// TellsBefore has the merchant state the total so far, if it knows it.
	TellsBefore bool
	// AutoCharge and Recurring are options of what the deed makes.
	AutoCharge, Recurring bool
	// Card is the card of a payout.
	Card string
	// SettleAtOnce resolves the call at once if its outcome is unknown.
	SettleAtOnce bool
	Fault        Fault
}

// streams of a seed: what is drawn from one does not shift the others.
const (
	streamSchedule = iota + 1
	streamSite
	streamEntropy
)

func source(seed, stream uint64) *rand.Rand { return rand.New(rand.NewPCG(seed, stream)) }

// NewSchedule makes the schedule of a seed.
func NewSchedule(g *Gateway, seed uint64) *Schedule {
	r := source(seed, streamSchedule)
	p := plan{gateway: g, draw: r}
	s := &Schedule{Seed: seed, Gateway: g}
	for range 6 + r.IntN(12) {
		s.Steps = append(s.Steps, p.next())
	}
	return s
}

// plan is what the merchant would have if everything went well, so that most
// steps make sense when their time comes.
type plan struct {
	gateway *Gateway
	draw    *rand.Rand
	orders  []planned
	// open says that there may be something to settle.
	open bool
}

// planned is an order of the plan.
type planned struct {
	stage     stage
	auto      bool
	recurring bool
	left      int64 // percent of the charge that has not gone back
}

type stage int

const (
	waiting stage = iota // for its payer
	held
	taken
	ended
)

// weights is the table of deeds: how often each is drawn, and which orders it
// makes sense on. A deed without orders needs none.
var weights = []struct {
	deed   Deed
	weight int
	on     func(planned) bool
}{
	{Create, 6, nil},
	{PayerPays, 30, func(o planned) bool { return o.stage == waiting }},
	{PayerRefuses, 2, func(o planned) bool { return o.stage == waiting }},
	{Read, 4, func(planned) bool { return true }},
	{Charge, 24, func(o planned) bool { return o.stage == held }},
	{Refund, 24, func(o planned) bool { return o.stage == taken }},
	{Reverse, 7, func(o planned) bool { return o.stage == held }},
	{Cancel, 9, func(o planned) bool { return o.stage == held || o.stage == taken }},
	{Rebill, 10, func(o planned) bool { return o.recurring && (o.stage == held || o.stage == taken) }},
	{PayOut, 4, nil},
	{Settle, 10, nil},
}

// next draws one step.
func (p *plan) next() Step {
	r := p.draw
	s := Step{Pause: drawPause(r)}
	s.Deed, s.Order = p.drawDeed()
	if s.Deed.makes() {
		s.Amount = p.drawAmount()
		s.AutoCharge, s.Recurring = r.IntN(2) == 0, r.IntN(2) == 0
		s.Card = []string{approvedCard, approvedCard, approvedCard, declinedCard}[r.IntN(4)]
	}
	if r.IntN(100) < 60 {
		s.Percent = 1 + r.Int64N(100)
	}
	s.TellsBefore = r.IntN(3) == 0
	s.SettleAtOnce = r.IntN(2) == 0
	if r.IntN(100) < faultChance(s.Deed) {
		s.Fault = drawFault(r, s.Deed == Read || s.Deed == Settle || s.Deed == PayerPays || s.Deed == PayerRefuses)
	}
	p.follow(&s)
	return s
}

// faultChance is in percent. An order that is lost at its beginning tells less
// than one that is lost later.
func faultChance(d Deed) int {
	switch d {
	case Create, PayerPays:
		return 20
	}
	return 50
}

// Cards whose effect every model knows: one is approved, one declined.
const (
	approvedCard = "4111111111111111"
	declinedCard = "4276990011343663"
)

// drawDeed draws a deed and an order that it makes sense on. One in ten falls
// upon any order whatever: merchants make mistakes.
func (p *plan) drawDeed() (Deed, int) {
	blind := p.draw.IntN(10) == 0
	for range 8 {
		total := 0
		for _, w := range weights {
			total += w.weight
		}
		at := p.draw.IntN(total)
		for _, w := range weights {
			if at -= w.weight; at >= 0 {
				continue
			}
			if order, ok := p.drawOrder(w.on, blind); ok && p.gateway.has(w.deed) && (w.deed != Settle || p.open) {
				return w.deed, order
			}
			break
		}
	}
	return Create, 0
}

func (p *plan) drawOrder(on func(planned) bool, blind bool) (int, bool) {
	if on == nil {
		return 0, true
	}
	var fit []int
	for i, o := range p.orders {
		if blind || on(o) {
			fit = append(fit, i+1)
		}
	}
	if len(fit) == 0 {
		return 0, false
	}
	return fit[p.draw.IntN(len(fit))], true
}

func (p *plan) drawAmount() money.Amount {
	a, err := money.FromMinor(1+p.draw.Int64N(100_000)>>p.draw.IntN(10), p.gateway.Currency)
	if err != nil {
		panic(err) // the table names a currency whose places are known
	}
	return a
}

// drawPause is a blink, a coffee or a night.
func drawPause(r *rand.Rand) time.Duration {
	longest := []time.Duration{time.Second, 5 * time.Second, 10 * time.Minute, 10 * time.Minute, 3 * time.Hour, 30 * time.Hour}[r.IntN(6)]
	return time.Duration(1 + r.Int64N(int64(longest)))
}

// follow lets a step succeed in the plan.
func (p *plan) follow(s *Step) {
	p.open = p.open || s.Fault.Row != nil && s.Fault.Row.LosesAnswer
	switch s.Deed {
	case Create:
		s.Makes = p.add(planned{auto: s.AutoCharge, recurring: s.Recurring})
		return
	case Rebill:
		s.Makes = p.add(planned{stage: stageOfPaid(s.AutoCharge)})
		return
	}
	if s.Order == 0 {
		return
	}
	o := &p.orders[s.Order-1]
	switch {
	case s.Deed == PayerPays && o.stage == waiting:
		o.stage, o.left = stageOfPaid(o.auto), 100
	case s.Deed == PayerRefuses && o.stage == waiting, s.Deed == Reverse && o.stage == held, s.Deed == Cancel && o.stage == held:
		o.stage = ended
	case s.Deed == Charge && o.stage == held:
		o.stage, o.left = taken, 100
	case (s.Deed == Refund || s.Deed == Cancel) && o.stage == taken:
		if o.left -= o.left * s.Percent / 100; s.Percent == 0 || o.left == 0 {
			o.stage = ended
		}
	}
}

func stageOfPaid(auto bool) stage {
	if auto {
		return taken
	}
	return held
}

func (p *plan) add(o planned) int {
	o.left = 100
	p.orders = append(p.orders, o)
	return len(p.orders)
}
