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
	// Card is the number of the card that pays or is paid.
	Card string
	// Receiver is who is paid, where that is no card.
	Receiver string
	// OwnNumber gives an invoice the merchant's own number.
	OwnNumber bool
	// Subject is what is changed, where that is no order, Changes what of it.
	Subject string
	Changes Changes
	// Secure3D is the version of 3-D Secure that is asked for; 0 is none.
	Secure3D int
	// KeepsAnswer has the merchant keep back what the payer brought from his
	// bank, where the gateway can do without.
	KeepsAnswer bool
	// SettleAtOnce resolves the call at once if its outcome is unknown.
	SettleAtOnce bool
	// Spoils makes the request one that must not be sent.
	Spoils func(*Action)
	Fault  Fault
}

// streams of a seed: what is drawn from one does not shift the others.
const (
	streamSchedule = iota + 1
	streamSite
	streamEntropy
	streamDeliveries
)

func source(seed, stream uint64) *rand.Rand { return rand.New(rand.NewPCG(seed, stream)) }

// NewSchedule makes the schedule of a seed.
func NewSchedule(g *Gateway, seed uint64) *Schedule {
	r := source(seed, streamSchedule)
	p := plan{gateway: g, draw: r}
	s := &Schedule{Seed: seed, Gateway: g}
	for range 2 + r.IntN(2+r.IntN(10)) { // short ones more often than long ones
		s.Steps = append(s.Steps, p.next())
	}
	return s
}

// stale is how far a stale look-up of the schedule is behind; 0 if it has none.
func (s *Schedule) stale() time.Duration {
	for i := range s.Steps {
		if f := s.Steps[i].Fault; f.Row != nil && f.Row.Name == staleLookUp {
			return f.After
		}
	}
	return 0
}

// atOnce is the step for a world in which time is real.
func (s Step) atOnce() Step {
	s.Pause = 0
	if s.Fault.Row != nil && s.Fault.Row.Waits {
		s.Fault = Fault{}
	}
	s.Fault.After = 0
	if s.Fault.Row != nil {
		s.Fault.Final = s.Fault.Row.Final
	}
	return s
}

// next draws one step.
func (p *plan) next() Step {
	r := p.draw
	s := Step{Pause: drawPause(r)}
	s.Deed, s.Order = p.drawDeed()
	if s.Deed.is(makes) {
		s.Amount = p.drawAmount()
		s.AutoCharge, s.Recurring = r.IntN(2) == 0, r.IntN(2) == 0
		s.Card = payoutCards[r.IntN(len(payoutCards))]
	}
	if len(p.gateway.Receivers) > 0 && (s.Deed == PayOut || s.Deed == AddReceiver) {
		s.Card, s.Receiver = "", p.drawReceiver(s.Deed)
	}
	if subjects := p.gateway.Subjects[s.Deed]; len(subjects) > 0 {
		s.Subject = subjects[r.IntN(len(subjects))]
	}
	switch s.Deed {
	case UpdateMerchant, UpdateCustomer, UpdateLink:
		s.Changes = max(0, Changes(r.IntN(4)-1)) // as often shown as anything else
	case CreateInvoice:
		s.OwnNumber = r.IntN(3) == 0
	case Create:
		if p.gateway.Cards {
			s.Secure3D = min(1, r.IntN(3)) ^ 1 // one in three
		}
	case PayByCard:
		s.Card, s.Secure3D = drawCard(r), []int{0, 1, 1, 2, 2, 2}[r.IntN(6)]
	case PayByToken:
		s.Card = drawCard(r)
	case Resume, PayerConfirms, PayerFails, Complete, Complete3DS2:
		s.Pause %= 5 * time.Minute // an order waits for half an hour
		s.KeepsAnswer = r.IntN(3) == 0
	}
	if r.IntN(100) < 60 {
		s.Percent = 1 + r.Int64N(100)
	}
	s.TellsBefore = r.IntN(3) == 0
	s.SettleAtOnce = r.IntN(2) == 0
	if r.IntN(100) < faultChance(s.Deed) {
		s.Fault = drawFault(r, s.Deed)
	}
	p.follow(&s)
	return s
}

// faultChance is in percent. An order that is lost at its beginning tells less
// than one that is lost later.
func faultChance(d Deed) int {
	switch d {
	case PayerConfirms, PayerFails:
		return 0 // no call is made
	case Create, CreatePublicly, CreateBill, CreateInvoice, CreateLink, CreateMerchant, CreateCustomer:
		return 20
	case PayerPays:
		return 40
	case PayByCard:
		return 30
	}
	return 50
}

func (p *plan) drawAmount() money.Amount {
	a, err := money.FromMinor((1+p.draw.Int64N(100_000)>>p.draw.IntN(10))*max(1, p.gateway.Unit), p.gateway.Currency)
	if err != nil {
		panic(err) // the table names a currency whose places are known
	}
	return a
}

// drawReceiver is one that is known, for most payouts that can have one.
func (p *plan) drawReceiver(d Deed) string {
	from := p.gateway.Receivers
	if d == PayOut && len(p.known) > 0 && p.draw.IntN(8) != 0 {
		from = p.known
	}
	return from[p.draw.IntN(len(from))]
}

// drawPause is a blink, a coffee or a night.
func drawPause(r *rand.Rand) time.Duration {
	longest := []time.Duration{time.Second, 5 * time.Second, 10 * time.Minute, 10 * time.Minute, 3 * time.Hour, 30 * time.Hour}[r.IntN(6)]
	return time.Duration(1 + r.Int64N(int64(longest)))
}
