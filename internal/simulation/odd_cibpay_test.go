package simulation_test

import (
	"slices"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/internal/simulation"
)

// guideSeed opens a model that answers in the guide's form.
const guideSeed = 3

var cibpayHistories = []cutting{
	{name: "charge of all", before: payment(tenAZN, false), last: wholly(simulation.Charge)},
	{name: "refund of all", before: payment(tenAZN, true), last: wholly(simulation.Refund)},
	{name: "second refund", before: append(payment(tenAZN, true), partly(simulation.Refund)), last: partly(simulation.Refund)},
	{name: "refund of the rest", before: append(payment(tenAZN, true), partly(simulation.Refund)), last: wholly(simulation.Refund)},
	{name: "cancel of a payment", before: payment(tenAZN, true), last: wholly(simulation.Cancel)},
	{name: "cancel of a part", before: payment(tenAZN, true), last: partly(simulation.Cancel)},
	{name: "rebill that charges", before: payment(tenAZN, true), last: charging(repeat(tenAZN))},

	{name: "guide: create", seed: guideSeed, last: simulation.Step{Deed: simulation.Create, Makes: 1, Amount: tenAZN}},
	{name: "guide: charge", seed: guideSeed, before: payment(tenAZN, false), last: partly(simulation.Charge)},
	{name: "guide: charge of all", seed: guideSeed, before: payment(tenAZN, false), last: wholly(simulation.Charge)},
	{name: "guide: refund", seed: guideSeed, before: payment(tenAZN, true), last: partly(simulation.Refund)},
	{name: "guide: second refund", seed: guideSeed, before: append(payment(tenAZN, true), partly(simulation.Refund)), last: partly(simulation.Refund)},
	{name: "guide: reverse", seed: guideSeed, before: payment(tenAZN, false), last: wholly(simulation.Reverse)},
	{name: "guide: cancel", seed: guideSeed, before: payment(tenAZN, false), last: wholly(simulation.Cancel)},
	{name: "guide: rebill", seed: guideSeed, before: payment(tenAZN, true), last: repeat(tenAZN)},
	{name: "guide: pay out", seed: guideSeed, last: simulation.Step{Deed: simulation.PayOut, Amount: tenAZN, Card: number("approved")}},
}

func charging(s simulation.Step) simulation.Step {
	s.AutoCharge = true
	return s
}

var cibpayOddities = slices.Concat(
	platformRefusals([]string{"create"}, []string{"rebill"}, []string{"charge"}),
	platformRefusedOrders([]string{"charge"}),
	platformDeclinedOrders("AZN", []string{"pay out"}),
	platformAnswers([]string{"create", "pay out"}, []string{"charge", "refund"}),
	platformMovements(),
)

var _ = paygates.OutcomeUnknown
