package simulation

import (
	"math/rand/v2"
	"slices"
)

// plan is what the merchant would have if everything went well, so that most
// steps make sense when their time comes.
type plan struct {
	gateway *Gateway
	draw    *rand.Rand
	orders  []planned
	known   []string // receivers
	// open says that there may be something to settle.
	open bool
}

// planned is an order of the plan.
type planned struct {
	stage     stage
	sort      sort
	offer     int // that it pays, 0 for none
	auto      bool
	recurring bool
	card      *Card // of an order that was made with one
	version   int   // of 3-D Secure
	doubtful  bool  // its payer may leave in the midst of paying
	confirmed bool  // by the payer, at his bank
	completed bool  // by the merchant, after that
	left      int64 // percent of the charge that has not gone back
}

type stage int

const (
	waiting    stage = iota // for its payer, on the payment page
	atDevice                // of its payer, for 3-D Secure
	challenged              // by its payer's bank
	answered                // by its payer, at his bank
	held
	taken
	ended
	underway // a payout
	offered  // an invoice or a link
	billed   // an invoice that has a payment
	known    // a customer, or a merchant
	told     // a merchant who was sent a password
)

// weights is the table of how often each deed is drawn, and which orders it
// makes sense on. A deed without orders needs none. A payer who is at his bank
// mostly goes on at once: his order does not wait for long.
var weights = []struct {
	deed   Deed
	weight int
	on     func(planned) bool
}{
	{Create, 14, nil},
	{CreatePublicly, 6, nil},
	{CreateBill, 6, nil},
	{PayerPays, 30, on(waiting)},
	{PayerRefuses, 2, on(waiting)},
	{PayerAbandons, 20, func(o planned) bool { return o.stage == waiting && o.doubtful }},
	{PayerIsLate, 2, on(ended)},
	{ReturnedByHand, 6, on(taken)},
	{AddReceiver, 12, nil},
	{ReadPayout, 4, func(planned) bool { return true }},
	{PayoutApproved, 6, on(underway)},
	{PayoutArrives, 12, on(underway)},
	{PayoutFails, 4, on(underway)},
	{Read, 4, func(planned) bool { return true }},
	{ReadPublicly, 2, func(planned) bool { return true }},
	{Charge, 24, on(held)},
	{Refund, 24, on(taken)},
	{Reverse, 7, on(held)},
	{Cancel, 9, on(held, taken)},
	{Rebill, 10, func(o planned) bool { return o.recurring && o.isPaid() }},
	{PayOut, 6, nil},
	{Settle, 10, nil},
	{PayByCard, 14, nil},
	{PayByToken, 4, nil},
	{Resume, 150, on(atDevice)},
	{PayerConfirms, 150, on(challenged)},
	{PayerFails, 15, on(challenged)},
	{Complete, 150, func(o planned) bool { return o.stage == answered && o.version == 1 }},
	{Complete3DS2, 150, func(o planned) bool { return o.stage == answered && o.version == 2 }},
	{Complete, 12, func(o planned) bool { return o.completed && o.version == 1 }}, // the payer reloads the page
	{PayOutLinked, 8, planned.isPaid},
	{List, 4, nil},
	{CreateInvoice, 6, nil},
	{PayInvoice, 24, on(offered)},
	{DeleteInvoice, 6, on(offered)},
	{ReadInvoice, 3, on(offered, billed)},
	{ListInvoices, 3, on(offered, billed)},
	{CreateLink, 6, nil},
	{PayLink, 16, on(offered)},
	{DeactivateLink, 6, on(offered)},
	{ReadLink, 3, on(offered)},
	{ListLinks, 3, on(offered)},
	{UpdateLink, 8, on(offered)},
	{CreateMerchant, 2, nil},
	{SendPassword, 24, on(known, told)},
	{VerifyMerchant, 60, on(told)},
	{ReadMerchant, 3, on(known, told)},
	{UpdateMerchant, 1, nil},
	{EnableGateway, 1, nil},
	{DisableGateway, 1, nil},
	{EnableMethod, 1, nil},
	{DisableMethod, 1, nil},
	{CreateCustomer, 2, nil},
	{UpdateCustomer, 12, on(known)},
	{ReadCustomer, 3, on(known)},
}

func on(stages ...stage) func(planned) bool {
	return func(o planned) bool { return slices.Contains(stages, o.stage) }
}

func (o planned) isPaid() bool { return o.stage == held || o.stage == taken }

// drawDeed draws a deed and an order that it makes sense on. One in ten is any
// deed upon any order whatever: merchants make mistakes.
func (p *plan) drawDeed() (Deed, int) {
	blind := p.draw.IntN(10) == 0
	weigh := func(weight int) int {
		if blind {
			return 1
		}
		return weight
	}
	total := 0
	fit := make([][]int, len(weights))
	for i, w := range weights {
		if !p.gateway.has(w.deed) || w.deed == Settle && !p.open || !blind && p.needless(w.deed) {
			continue
		}
		if fit[i] = p.fitting(w.deed, w.on, blind); len(fit[i]) > 0 {
			total += weigh(w.weight)
		}
	}
	at := p.draw.IntN(total)
	for i, w := range weights {
		if len(fit[i]) == 0 {
			continue
		}
		if at -= weigh(w.weight); at < 0 {
			return w.deed, fit[i][p.draw.IntN(len(fit[i]))]
		}
	}
	panic("simulation: the weights do not add up")
}

// needless says that nothing is left to prepare.
func (p *plan) needless(d Deed) bool {
	return d == AddReceiver && len(p.known) == len(p.gateway.Receivers)
}

// fitting lists the orders that a deed makes sense on, or is possible on; order 0
// for one that needs none.
func (p *plan) fitting(d Deed, on func(planned) bool, blind bool) []int {
	if on == nil {
		return []int{0}
	}
	var fit []int
	for i, o := range p.orders {
		if o.sort == d.row().of && (blind || on(o)) {
			fit = append(fit, i+1)
		}
	}
	return fit
}

// follow lets a step succeed in the plan.
func (p *plan) follow(s *Step) {
	p.open = p.open || s.Fault.Row != nil && s.Fault.Row.LosesAnswer
	switch s.Deed {
	case Create, CreatePublicly, CreateBill:
		doubtful := s.Secure3D != 0 || !p.gateway.Cards && s.Recurring
		s.Makes = p.add(planned{auto: s.AutoCharge, recurring: s.Recurring, version: s.Secure3D, doubtful: doubtful})
		return
	case PayByCard, PayByToken:
		o := planned{auto: s.AutoCharge, recurring: s.Recurring, card: cardOf(s.Card), version: s.Secure3D}
		o.begin()
		s.Makes = p.add(o)
		return
	case AddReceiver:
		if !slices.Contains(p.known, s.Receiver) {
			p.known = append(p.known, s.Receiver)
		}
	case PayOut:
		if p.gateway.has(ReadPayout) {
			s.Makes = p.add(planned{sort: payout, stage: underway})
		}
		return
	case CreateInvoice, CreateLink:
		s.Makes = p.add(planned{sort: sorts[s.Deed], stage: offered})
		return
	case CreateMerchant, CreateCustomer:
		s.Makes = p.add(planned{sort: sorts[s.Deed], stage: known})
		return
	case PayInvoice, PayLink:
		p.orders[s.Order-1].follow(s)
		s.Makes = p.add(planned{auto: s.AutoCharge, doubtful: s.Recurring, offer: s.Order})
		return
	case Rebill:
		s.Makes = p.add(planned{stage: stageOfPaid(s.AutoCharge)})
		return
	}
	if s.Order != 0 {
		o := &p.orders[s.Order-1]
		o.follow(s)
		if s.Deed == PayerRefuses && o.stage == ended && o.offer != 0 && p.orders[o.offer-1].stage == billed {
			p.orders[o.offer-1].stage = offered // somebody may try once more
		}
	}
}

func (o *planned) follow(s *Step) {
	switch {
	case s.Deed == PayerPays && o.stage == waiting:
		o.stage, o.left = stageOfPaid(o.auto), 100
	case s.Deed == PayerRefuses && o.stage == waiting, s.Deed == Reverse && o.stage == held, s.Deed == Cancel && o.stage == held:
		o.stage = ended
	case s.Deed == PayerIsLate && o.stage == ended:
		o.stage, o.left = stageOfPaid(o.auto), 100
	case (s.Deed == PayoutArrives || s.Deed == PayoutFails) && o.stage == underway, s.Deed == ReturnedByHand && o.stage == taken:
		o.stage = ended
	case s.Deed == PayInvoice && o.stage == offered:
		o.stage = billed
	case s.Deed == SendPassword:
		o.stage = told
	case s.Deed == VerifyMerchant:
		o.stage = known
	case s.Deed.is(ends) && o.stage == offered:
		o.stage = ended
	case s.Deed == Charge && o.stage == held:
		o.stage, o.left = taken, 100
	case (s.Deed == Refund || s.Deed == Cancel) && o.stage == taken:
		if o.left -= o.left * s.Percent / 100; s.Percent == 0 || o.left == 0 {
			o.stage = ended
		}
	case s.Deed == Resume && o.stage == atDevice:
		o.askBank()
	case (s.Deed == PayerConfirms || s.Deed == PayerFails) && o.stage == challenged:
		o.stage, o.confirmed = answered, s.Deed == PayerConfirms
	case (s.Deed == Complete || s.Deed == Complete3DS2) && o.stage == answered:
		o.completed = true
		o.conclude(o.confirmed)
	}
}

// begin is the first stage of an order that was made with a card.
func (o *planned) begin() {
	switch {
	case o.card.Refused:
		o.stage = ended
	case o.version == 0:
		o.conclude(true)
	case o.version == 2 && o.card.Bank.Device:
		o.stage = atDevice
	default:
		o.askBank()
	}
}

func (o *planned) askBank() {
	if o.card.Bank.Answer == BankAsks {
		o.stage = challenged
		return
	}
	o.conclude(o.card.Bank.Answer == BankAgrees)
}

func (o *planned) conclude(confirmed bool) {
	o.stage = ended
	if confirmed {
		o.stage = stageOfPaid(o.auto)
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
