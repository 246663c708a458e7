package ordergate

import (
	"strings"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/money"
)

// A Word is one status word of the platform, written in the platform's form.
type Word struct {
	// Text is the word in lower case; case never tells two words apart.
	Text string
	// State is what the word alone means.
	State paygates.State
	// Refusal says that the word ends an order unpaid.
	Refusal bool
	// Certainty says how sure the word's meaning is.
	Certainty paygates.Certainty
	// Source is where the word was seen.
	Source string
}

// Words lists every status word that is known, in the order of an order's life.
// Any other word is unknown: neither paid nor failed.
func Words() []Word { return append([]Word(nil), words...) }

const (
	sourceActions = "Bizon actions page"
	sourceGuide   = "CIBPay API guide"
	sourceClients = "public clients"
)

var words = []Word{
	{"new", paygates.StatePending, false, paygates.Documented, sourceActions},
	{"created", paygates.StatePending, false, paygates.Documented, sourceGuide},
	{"prepared", paygates.StatePending, false, paygates.Documented, sourceActions},
	{"authorized", paygates.StateAuthorized, false, paygates.Documented, sourceActions + ", " + sourceGuide},
	{"charged", paygates.StatePaid, false, paygates.Documented, sourceActions + ", " + sourceGuide},
	{"refunded", paygates.StateRefunded, false, paygates.Documented, sourceActions + ", " + sourceGuide},
	{"reversed", paygates.StateCanceled, false, paygates.Documented, sourceActions},
	{"canceled", paygates.StateUnknown, false, paygates.Documented, sourceGuide + ": reversed or refunded, a read tells"},
	{"cancelled", paygates.StateUnknown, false, paygates.Inferred, "other spelling of canceled"},
	{"declined", paygates.StateFailed, true, paygates.Clients, sourceClients},
	{"fraud", paygates.StateFailed, true, paygates.Clients, sourceClients},
	{"rejected", paygates.StateFailed, true, paygates.Clients, sourceClients},
	{"credited", paygates.StatePaidOut, false, paygates.Documented, sourceActions},
	{"success", paygates.StateUnknown, false, paygates.Documented, sourceGuide + ": of a payout's answer only, where it means credited"},
	{"chargedback", paygates.StateChargedBack, false, paygates.Clients, sourceClients},
	{"error", paygates.StateUnknown, false, paygates.Clients, sourceClients + ": the gateway failed, the money may have moved"},
	{"pending", paygates.StateUnknown, false, paygates.Assumed, "tolerated by one public client, confirmed by none"},
}

// wordOf finds a status in the table. What is not there has no State.
func wordOf(status string) Word {
	for i := range words {
		if sameWord(words[i].Text, status) {
			return words[i]
		}
	}
	return Word{}
}

// sameWord compares without case, in ASCII: Unicode folds other letters into it.
func sameWord(a, b string) bool { return len(a) == len(b) && strings.EqualFold(a, b) }

// StateOfWord reads a status alone. The order's State, which reads the amounts
// too, is the one to trust.
func StateOfWord(status string) paygates.State { return wordOf(status).State }

// isGuideWord tells the form of an answer by its status: the guide writes words
// in upper case, the platform in lower case.
func isGuideWord(status string) bool {
	return status != "" && strings.ToUpper(status) == status && strings.ToLower(status) != status
}

// State reads the order's status and its totals together. Where they
// contradict each other the state is unknown.
func (o *Order) State() paygates.State {
	state := o.wordState()
	charged, knowsCharged := o.total(fieldCharged)
	refunded, knowsRefunded := o.total(fieldRefunded)
	if !knowsCharged {
		charged, knowsCharged = o.transacted()
	}
	if o.contradictory(charged, refunded) {
		return paygates.StateUnknown
	}
	switch state {
	case paygates.StatePaid:
		switch {
		case !knowsCharged:
			return state
		case !charged.IsPositive() || !atMost(charged, o.Amount):
			return paygates.StateUnknown
		case knowsRefunded && refunded.IsPositive():
			return refundState(refunded, charged)
		case o.Amount.IsSet() && !charged.Equal(o.Amount):
			return paygates.StatePartlyPaid
		}
		return state
	case paygates.StateRefunded:
		if !knowsRefunded || !knowsCharged || !refunded.IsPositive() {
			return paygates.StateUnknown
		}
		return refundState(refunded, charged)
	case paygates.StateCanceled:
		if charged.IsPositive() { // a charged order may end as reversed
			if refunded.IsSet() && refunded.Equal(charged) {
				return paygates.StateRefunded
			}
			return paygates.StateUnknown
		}
		return state
	case paygates.StateChargedBack:
		return o.chargebackState(charged)
	}
	if charged.IsPositive() {
		return paygates.StateUnknown // pending, authorized, failed and paid out hold no charge
	}
	return state
}

// wordState reads the status in the light of the call that answered it.
func (o *Order) wordState() paygates.State {
	state := StateOfWord(o.Status)
	switch {
	case o.Origin == FromCreate && state == paygates.StateAuthorized:
		return paygates.StatePending // no card was entered yet: there is no hold
	case o.Origin == FromCredit && sameWord(o.Status, "success"):
		return paygates.StatePaidOut
	}
	return state
}

// contradictory: totals that cannot be, whatever the status says.
func (o *Order) contradictory(charged, refunded money.Amount) bool {
	if o.unreadable(fieldCharged) || o.unreadable(fieldRefunded) || o.unreadable(fieldAmount) {
		return true
	}
	if charged.IsNegative() || refunded.IsNegative() {
		return true
	}
	return refunded.IsPositive() && charged.IsSet() && !atMost(refunded, charged)
}

func (o *Order) unreadable(field string) bool { _, ok := o.Unread[field]; return ok }

// total returns one of the order's totals, and whether the answer carries it.
func (o *Order) total(field string) (money.Amount, bool) {
	switch field {
	case fieldCharged:
		return o.Charged, o.Charged.IsSet()
	case fieldRefunded:
		return o.Refunded, o.Refunded.IsSet()
	case fieldTransactions:
		return o.transacted()
	}
	return money.Amount{}, false
}

// transacted adds up the guide form's successful transactions. It cannot tell
// where one of them has no readable amount.
func (o *Order) transacted() (money.Amount, bool) {
	var sum money.Amount
	for _, t := range o.Transactions {
		if !sameWord(t.Status, "success") {
			continue
		}
		if !t.Amount.IsSet() {
			return money.Amount{}, false
		}
		if !sum.IsSet() {
			sum = t.Amount
			continue
		}
		next, err := sum.Add(t.Amount)
		if err != nil {
			return money.Amount{}, false
		}
		sum = next
	}
	return sum, sum.IsSet()
}

// Paid says how much the payer has paid in all, refunds not taken off. It is
// unset where the answer does not say.
func (o *Order) Paid() money.Amount {
	if o.Charged.IsSet() {
		return o.Charged
	}
	if StateOfWord(o.Status) != paygates.StatePaid {
		return money.Amount{}
	}
	sum, _ := o.transacted()
	return sum
}

func refundState(refunded, charged money.Amount) paygates.State {
	switch {
	case refunded.Equal(charged):
		return paygates.StateRefunded
	case atMost(refunded, charged):
		return paygates.StatePartlyRefunded
	}
	return paygates.StateUnknown
}

// chargebackState adds up the dispute's operations, where the answer has them.
// A representment takes money back again: nobody says how far.
func (o *Order) chargebackState(charged money.Amount) paygates.State {
	var disputed money.Amount
	for _, op := range o.Operations {
		switch strings.ToLower(op.Type) {
		case "representment":
			return paygates.StateUnknown
		case "chargeback":
			if !sameWord(op.Status, "success") {
				continue
			}
			if !disputed.IsSet() {
				disputed = op.Amount
				continue
			}
			sum, err := disputed.Add(op.Amount)
			if err != nil {
				return paygates.StateUnknown
			}
			disputed = sum
		}
	}
	if disputed.IsPositive() && charged.IsPositive() && atMost(disputed, charged) && !disputed.Equal(charged) {
		return paygates.StatePartlyChargedBack
	}
	return paygates.StateChargedBack
}

// atMost reports a <= b; where b is not set there is nothing to exceed, and
// where they cannot be compared it is false.
func atMost(a, b money.Amount) bool {
	if !b.IsSet() {
		return true
	}
	order, err := a.Cmp(b)
	return err == nil && order <= 0
}
