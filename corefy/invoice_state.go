package corefy

import (
	"slices"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/internal/lenient"
	"github.com/paygates/paygates-go/money"
)

// State is the portable reading of the invoice: its status and its amounts
// together, unknown where they contradict each other or the word is not known.
// A processed invoice is paid when ProcessedAmount reaches PaymentAmount, what
// the payer owes; below it is partly paid. A failed refund leaves it paid. An
// operator can correct a status by hand: a later read wins.
func (i *Invoice) State() paygates.State {
	state := i.Status.State()
	if i.contradictory() {
		return paygates.StateUnknown
	}
	switch state {
	case paygates.StatePending, paygates.StateVerified:
		return i.unless(i.ProcessedAmount.IsPositive(), state)
	case paygates.StateFailed, paygates.StateExpired:
		if i.Status.plain() == StatusProcessFailed && i.Resolution.plain() == ResolutionExpired {
			state = paygates.StateExpired
		}
		return i.unless(i.ProcessedAmount.IsPositive(), state)
	case paygates.StateChargedBack, paygates.StatePartlyChargedBack:
		return i.chargedBackState(state)
	case paygates.StateUnknown:
		return state
	}
	if i.ChargedBackAmount.IsPositive() || !lenient.Blank(i.ChargedBackAt.Text) {
		return i.chargedBackState(paygates.StateUnknown) // it wins over refunds, and may not say how much
	}
	switch i.Status.plain() {
	case StatusProcessed, StatusPartiallyProcessed:
		if !i.RefundedAmount.IsPositive() {
			return i.paidState()
		}
		return share(i.RefundedAmount, i.ProcessedAmount, paygates.StatePartlyRefunded, paygates.StateRefunded)
	case StatusRefunded, StatusPartiallyRefunded:
		return share(i.RefundedAmount, i.ProcessedAmount, paygates.StatePartlyRefunded, paygates.StateRefunded)
	}
	// A refund is under way or was refused: the money is still here, but for what
	// went back before.
	if !i.RefundedAmount.IsPositive() {
		return i.paidState()
	}
	return i.unless(!atMost(i.RefundedAmount, i.ProcessedAmount), paygates.StatePartlyRefunded)
}

// DeclineReason says why the invoice was refused, as far as its Resolution tells;
// DeclineUnknown for one that was not refused.
func (i *Invoice) DeclineReason() paygates.DeclineReason {
	if i.State() != paygates.StateFailed {
		return paygates.DeclineUnknown
	}
	return i.Resolution.Decline()
}

func (i *Invoice) unless(contradicted bool, state paygates.State) paygates.State {
	if contradicted {
		return paygates.StateUnknown
	}
	return state
}

// contradictory: amounts that cannot be, or that cannot be read, whatever the
// status says.
func (i *Invoice) contradictory() bool {
	for _, field := range []string{"amount", "payment_amount", "processed_amount", "refunded_amount", "charged_back_amount"} {
		if _, unread := i.Unread[field]; unread {
			return true
		}
	}
	return i.ProcessedAmount.IsNegative() || i.RefundedAmount.IsNegative() || i.ChargedBackAmount.IsNegative()
}

// paidState compares what was paid with what was owed.
func (i *Invoice) paidState() paygates.State {
	owed := i.PaymentAmount
	if !owed.IsSet() {
		owed = i.Amount
	}
	order, err := i.ProcessedAmount.Cmp(owed)
	part := i.Status.plain() == StatusPartiallyProcessed
	switch {
	case err != nil, i.ProcessedAmount.Currency().IsZero(), !i.ProcessedAmount.IsPositive(), !owed.IsPositive(), sameWord(string(i.Flow), string(FlowVerify)):
		return paygates.StateUnknown
	case i.gaveBack():
		return paygates.StateUnknown // and no amount says how much
	case order < 0:
		return paygates.StatePartlyPaid
	case part:
		return paygates.StateUnknown // the page says less, its picture says different
	}
	return paygates.StatePaid
}

// gaveBack: a moment, or a refund in the list, says that money went back.
func (i *Invoice) gaveBack() bool {
	return !lenient.Blank(i.RefundedAt.Text) ||
		slices.ContainsFunc(i.Refunds, func(r Refund) bool { return r.State() == paygates.StateRefunded })
}

// chargedBackState reads how much of what was paid was taken back. The public
// API does not show the amount, nor do answers before 2021: the word stands then.
func (i *Invoice) chargedBackState(word paygates.State) paygates.State {
	if !i.ChargedBackAmount.IsSet() {
		return word
	}
	return share(i.ChargedBackAmount, i.ProcessedAmount, paygates.StatePartlyChargedBack, paygates.StateChargedBack)
}

// share is part or whole, as an amount is below or equal to what was paid.
func share(amount, paid money.Amount, part, whole paygates.State) paygates.State {
	order, err := amount.Cmp(paid)
	switch {
	case err != nil, !amount.IsPositive(), order > 0:
		return paygates.StateUnknown
	case order == 0:
		return whole
	}
	return part
}

// atMost reports a <= b; where they cannot be compared it is false.
func atMost(a, b money.Amount) bool {
	order, err := a.Cmp(b)
	return err == nil && order <= 0
}
