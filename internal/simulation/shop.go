package simulation

import (
	"fmt"
	"maps"
	"slices"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/money"
)

// shop is what the merchant has in its books. It knows only what the client
// told it.
type shop struct {
	orders     map[int]*order // by the schedule's numbers
	references int
	texts      int // of updates
	// named says that refunds bear references and state their amounts.
	named bool
	// whole says that refunds are of the whole.
	whole bool
	open  []*open
}

// order is one that the shop knows the gateway's id of.
type order struct {
	id          string
	amount      money.Amount
	taken, back money.Amount
	// known says that the totals are those of the gateway: the order was read
	// since its payer acted.
	known bool
	// sent says that the payer was shown where to go, brought what he brought
	// back from his bank.
	sent    bool
	brought string
	auto    bool // the amount is charged as soon as it is held
	sort    sort
	// reference is the shop's own, of an invoice.
	reference string
	// failed says that it is a payment of which nothing will come.
	failed bool
	// payment is the last one of an invoice; nil if there is none.
	payment *order
	// over says that the shop ended it.
	over bool
}

// open is a call whose outcome is unknown, with the step that made it.
type open struct {
	call *Call
	step *Step
	// late says that it was looked up after its horizon.
	late bool
}

// action is the call that a step means, or why it makes none.
func (s *shop) action(step *Step) (Action, string) {
	a := Action{Deed: step.Deed}
	o := s.orders[step.Order]
	if step.Deed.row().onOrder {
		if o == nil {
			return a, fmt.Sprintf("there is no order %d", step.Order)
		}
		a.ID = o.id
	}
	a.Receiver = step.Receiver
	switch step.Deed.row().kind {
	case registers:
		return s.registers(a, step, o)
	case ends:
		return a, s.blocked(step, a.ID)
	case makes:
		if step.Deed.upon() {
			return s.pays(a, step, o)
		}
		a.Reference = s.reference()
		a.Amount, a.AutoCharge, a.Recurring = step.Amount, step.AutoCharge, step.Recurring
		switch step.Deed {
		case PayOut, PayByCard, PayByToken:
			a.Card, a.Secure3D = step.Card, step.Secure3D
		case Create:
			a.Secure3D = step.Secure3D
		case CreateInvoice:
			a.OwnNumber = step.OwnNumber
		}
	case moves:
		if s.named && step.Deed == Refund {
			a.Reference = s.reference()
		}
		if s.whole && step.Deed == Refund {
			return a, s.blocked(step, a.ID)
		}
		a.Amount, a.Before = o.part(step, s.named), s.before(step)
		return a, s.blocked(step, a.ID)
	case continues:
		a.AutoCharge = o.auto
		if step.Deed != Resume && !step.KeepsAnswer {
			a.Brought = o.brought
		}
		if step.Deed == Complete && a.Brought == "" {
			return a, "the payer has brought nothing from his bank"
		}
		return a, s.blocked(step, a.ID)
	}
	return a, ""
}

// registers is the call that makes or changes something, or why there is none.
func (s *shop) registers(a Action, step *Step, o *order) (Action, string) {
	switch step.Deed {
	case CreateMerchant, CreateCustomer:
		a.Reference = s.reference()
		return a, ""
	case UpdateMerchant, UpdateCustomer, UpdateLink:
		s.texts++
		a.Text, a.Changes = fmt.Sprintf("text %d", s.texts), step.Changes
	}
	if o == nil {
		a.ID = step.Subject
		return a, s.blocked(step, a.ID)
	}
	a.Reference, a.Amount = o.reference, o.amount
	if o.over {
		return a, fmt.Sprintf("order %d is over", step.Order)
	}
	return a, s.blocked(step, a.ID)
}

// pays is the call that opens a payment of an offer, or why there is none. Of an
// invoice one is open at a time, as the SDK asks.
func (s *shop) pays(a Action, step *Step, o *order) (Action, string) {
	a.Amount, a.AutoCharge, a.Recurring = o.amount, step.AutoCharge, step.Recurring
	switch {
	case o.over:
		return a, fmt.Sprintf("order %d is over", step.Order)
	case o.payment != nil && !o.payment.failed:
		return a, fmt.Sprintf("order %d has its payment", step.Order)
	case o.sort == invoice:
		a.Reference = o.reference // the customer that the invoice is for
	default:
		a.Reference = s.reference()
	}
	return a, s.blocked(step, a.ID)
}

// reference is one that was never used.
func (s *shop) reference() string {
	s.references++
	return fmt.Sprintf("ref-%d", s.references)
}

// blocked says why an order is left alone. Totals tell one movement at a time:
// two whose answers are lost, or one beside another, could not be told apart.
func (s *shop) blocked(step *Step, id string) string {
	for _, o := range s.open {
		if (!o.step.Deed.is(makes) || o.step.Deed.upon()) && o.call.Action.ID == id {
			return fmt.Sprintf("order %d waits for call %d to be settled", step.Order, o.call.Number)
		}
	}
	return ""
}

// part is the amount that a step moves on an order. For the whole it is not set,
// unless it has to be stated.
func (o *order) part(step *Step, stated bool) money.Amount {
	percent := step.Percent
	switch {
	case percent == 0 && stated:
		percent = 100
	case percent == 0 || step.Deed == Reverse:
		return money.Amount{}
	}
	base := o.amount
	if step.Deed != Charge && o.taken.IsPositive() {
		base = minus(o.taken, o.back)
	}
	minor, err := base.Minor()
	if err == nil {
		base, err = money.FromMinor(max(1, minor*percent/100), base.Currency())
	}
	if err != nil {
		panic(err) // made from minor units, and smaller than before
	}
	return base
}

// before is the total that a step is to move, if the shop knows and tells it.
func (s *shop) before(step *Step) money.Amount {
	o := s.orders[step.Order]
	if o == nil || !o.known || !step.TellsBefore || step.Deed == Reverse || !step.Deed.is(moves) {
		return money.Amount{}
	}
	total := o.back
	if step.Deed == Charge {
		total = o.taken
	}
	if !total.IsSet() {
		total = minus(o.amount, o.amount) // 0 in the order's currency
	}
	return total
}

// done books what took effect.
func (s *shop) done(step *Step, a Action, seen Seen) {
	if step.Makes != 0 && !seen.Locked {
		made := &order{id: seen.ID, amount: a.Amount, sent: seen.SendsPayer, auto: a.AutoCharge, sort: sorts[a.Deed], reference: a.Reference}
		s.orders[step.Makes] = made
		made.learn(seen)
		if a.Deed == PayInvoice {
			s.orders[step.Order].payment = made
		}
		return
	}
	o := s.orders[step.Order]
	if o == nil || a.Deed.is(makes) || a.Deed.is(registers) {
		return
	}
	switch a.Deed {
	case DeleteInvoice, DeactivateLink:
		o.over = true
	case Charge:
		o.known = o.known && seen.Paid.IsSet()
		o.taken = a.Amount
		if !a.Amount.IsSet() {
			o.taken = o.amount
		}
	case Refund:
		o.known = o.known && seen.Refunded.IsSet() // the gateway may have done more than was asked
		if a.Amount.IsSet() {
			o.back = plus(o.back, a.Amount)
		} else {
			o.back = o.taken
		}
	case Cancel:
		o.known = false // it was a release or a refund
	case Resume, Complete, Complete3DS2:
		o.known, o.sent = false, seen.SendsPayer
	}
	o.learn(seen)
}

// learn takes over the totals that an answer shows. Some answers state no
// currency; the shop does not need those, it has just asked for the amount.
func (o *order) learn(seen Seen) {
	o.failed = o.failed || seen.State == paygates.StateFailed
	if seen.Paid.IsSet() && seen.Paid.Currency() == o.amount.Currency() {
		o.taken = seen.Paid
	}
	if seen.Refunded.IsSet() && seen.Refunded.Currency() == o.amount.Currency() {
		o.back = seen.Refunded
	}
}

// reads is the call that reads an order.
func (o *order) reads() Action {
	return Action{Deed: readers[o.sort], ID: o.id}
}

// readers are the calls that read each sort of order.
var readers = map[sort]Deed{payment: Read, payout: ReadPayout, invoice: ReadInvoice, link: ReadLink, merchant: ReadMerchant, customer: ReadCustomer}

// unheard is an order that nobody has told the shop about yet, by the reference
// that the shop gave it; nil where there is none.
func (s *shop) unheard(number int) *order {
	for _, o := range s.open {
		if o.step.Makes == number && number != 0 {
			return &order{id: o.call.Action.Reference, amount: o.call.Action.Amount}
		}
	}
	return nil
}

// settled takes a call off the open ones.
func (s *shop) settled(done *open) {
	s.open = slices.DeleteFunc(s.open, func(o *open) bool { return o == done })
}

func (s *shop) numbers() []int { return slices.Sorted(maps.Keys(s.orders)) }
