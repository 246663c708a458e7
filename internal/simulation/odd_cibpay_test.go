package simulation_test

import (
	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/internal/simulation"
)

var cibpayHistories []cutting

var cibpayOddities = []oddity{
	{name: "as it is", in: []string{"create", "charge", "refund", "reverse", "rebill", "cancel", "pay out"},
		alter: func(a *simulation.Answer) { a.Set("orders.0.description", `"new"`) }, outcome: paygates.OutcomeExecuted},
	{name: "another id", in: []string{"charge", "refund", "reverse", "cancel"},
		alter: func(a *simulation.Answer) { a.Set("orders.0.id", `"77"`) }, outcome: paygates.OutcomeUnknown},
	{name: "refused in place", in: []string{"create", "charge"}, inPlace: true,
		alter:   func(a *simulation.Answer) { a.Reply(400, `{"failure_type":"validation","failure_message":"no"}`) },
		outcome: paygates.OutcomeNotExecuted, kind: paygates.ErrInvalidRequest},
	{name: "another currency", in: []string{"charge", "refund"}, lookUp: "Orders.Get",
		alter: func(a *simulation.Answer) { a.Set("orders.0.currency", `"USD"`) }, verdict: paygates.VerdictConflict},
	{name: "no reference", in: []string{"create"}, kind: paygates.ErrInvalidRequest,
		intent: func(i *paygates.Intent) { i.Reference = "" }},
}
