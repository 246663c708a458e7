package simulation_test

import (
	"slices"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/internal/simulation"
)

// notConfirmed is a payment by card whose payer has failed at his bank.
func notConfirmed(version int) []simulation.Step {
	return []simulation.Step{byCard("approved", version, false), {Deed: simulation.PayerFails, Order: 1}}
}

var bizonHistories = []cutting{
	{name: "pay by card that holds", last: byCard("frictionless", 2, false)},
	{name: "rebill that charges", before: payment(tenEUR, true), last: charging(repeat(tenEUR))},
	{name: "complete, not confirmed", before: notConfirmed(1), last: wholly(simulation.Complete)},
	{name: "complete 3DS2, not confirmed", before: notConfirmed(2), last: wholly(simulation.Complete3DS2)},
}

var bizonOddities = slices.Concat(
	platformRefusals([]string{"pay by card"}, []string{"linked payout"}, []string{"complete"}),
	platformDeclinedOrders("EUR", []string{"pay by card"}),
	platformAnswers([]string{"pay by card", "linked payout"}, []string{"charge"}),
	platformHitsOf([]string{"pay by token", "rebill that holds"}),
	bizonForms(), bizonPayments(), bizonContinuations(), bizonHolds(),
)

// bizonForms are the guide's forms, which this deployment does not have.
func bizonForms() []oddity {
	atTop := func(a answerOf) {
		order := a.At("orders")
		a.Body = []byte(order[1 : len(order)-1])
	}
	return slices.Concat(
		oddly(refusing(unclear, paygates.ErrInvalidRequest, "create", "charge"),
			altered{"VALIDATION_ERROR", instead(400, `{"error":{"code":"VALIDATION_ERROR"}}`)}),
		oddly(refusing(unclear, paygates.ErrAuthentication, "create", "charge"),
			altered{"AUTHENTICATION_ERROR", instead(401, `{"error":{"code":"AUTHENTICATION_ERROR"}}`)}),
		oddly(refusing(unclear, paygates.ErrNotFound, "charge"),
			altered{"NOT_FOUND", instead(404, `{"error":{"code":"NOT_FOUND"}}`)}),
		oddly(oddity{in: []string{"create", "charge", "refund", "pay by card"}, outcome: unclear, kind: paygates.ErrUnexpectedReply},
			altered{"at the top", atTop},
			altered{"in a list", func(a answerOf) { a.Body = []byte(a.At("orders")) }}),
		oddly(refusing(unclear, paygates.ErrUnexpectedReply, "charge"),
			altered{"CHARGED", instead(200, `{"id":"<id>","status":"CHARGED"}`)}),
		oddly(refusing(unclear, paygates.ErrUnexpectedReply, "refund"),
			altered{"REFUNDED", instead(200, `{"status":"REFUNDED"}`)}),
		oddly(refusing(unclear, paygates.ErrUnexpectedReply, "create"),
			altered{"CREATED", instead(201, `{"orders":[{"id":"77","status":"CREATED","checkout_url":"https://bizon.example/pay/77"}],"result_code":0}`)}),
	)
}

// bizonPayments are payments and payouts whose words, totals or operations speak
// against what was asked.
func bizonPayments() []oddity {
	unexpected := func(in string, ways ...altered) []oddity {
		return oddly(oddity{in: []string{in}, outcome: unclear, kind: paygates.ErrUnexpectedReply}, ways...)
	}
	failed := altered{"a failed hold", orderWith("operations", steps("authorize", "failure", "10.00"))}
	twice := altered{"two holds", orderWith("operations", steps("authorize", "success", "10.00", "authorize", "success", "10.00"))}
	waits := altered{"waits, and nobody knows where", orderWith("status", `"prepared"`, "amount_charged", `"0.00"`)}
	return slices.Concat(
		unexpected("pay by card that holds", failed, twice, waits,
			altered{"charged", orderWith("amount_charged", `"10.00"`)},
			altered{"another word", orderWith("status", `"new"`)},
			altered{"another card", orderWith("pan", `"411111****1111"`)}),
		oddly(answering(executed, "pay by card that holds"),
			altered{"a failed hold before", orderWith("operations", steps("authorize", "error", "10.00", "authorize", "success", "10.00"))}),
		unexpected("pay by card", failed, waits,
			altered{"charged a part", orderWith("amount_charged", `"4.00"`)},
			altered{"charged, no total", orderWithout("amount_charged")},
			altered{"refunded", orderWith("amount_refunded", `"10.00"`)}),
		unexpected("pay by token", failed, twice, waits),
		oddly(answering(executed, "pay by token"), altered{"another card", orderWith("pan", `"510510****5100"`)}),
		unexpected("pay by card, 3-D Secure 1",
			altered{"no form", orderWithout("form3d", "form3d_html")},
			altered{"charged", orderWith("amount_charged", `"10.00"`)}),
		oddly(answering(executed, "pay by card, 3-D Secure 1"),
			altered{"a form of data alone", orderWith("form3d_html", `null`)}),
		unexpected("rebill that charges",
			altered{"no total", orderWithout("amount_charged")},
			altered{"a part", orderWith("amount_charged", `"4.00"`)},
			altered{"the order of the path", func(a answerOf) { orderWith("id", `"`+pathID(a)+`"`)(a) }}),
		unexpected("linked payout",
			altered{"charged", orderWith("status", `"charged"`, "amount_charged", `"10.00"`)},
			altered{"the order of the path", func(a answerOf) { orderWith("id", `"`+pathID(a)+`"`)(a) }}),
		oddly(refusing(unclear, paygates.ErrDeclined, "pay by card"),
			altered{"declined, and yet held", instead(402, `{"orders":[{"id":"77","failure_type":"declined","operations":`+steps("authorize", "success", "10.00")+`}]}`)},
			altered{"declined, and yet the hold is open", instead(402, `{"orders":[{"id":"77","failure_type":"declined","operations":`+steps("authorize", "error", "10.00")+`}]}`)}),
	)
}

// bizonContinuations are answers to what goes on with 3-D Secure.
func bizonContinuations() []oddity {
	goingOn := []string{"complete", "complete 3DS2", "resume"}
	return slices.Concat(
		advised(paygates.AdviceLookUp, oddly(refusing(unclear, paygates.ErrState, goingOn...),
			altered{"done before, 422", instead(422, `{"failure_type":"validation","failure_message":"Order already completed"}`)},
			altered{"done before, 402", instead(402, `{"failure_type":"declined","errors":[{"message":"ORDER ALREADY COMPLETED"}]}`)},
			altered{"done before, 200", instead(200, `{"failure_message":"Order already completed"}`)},
			altered{"done before, a page", instead(404, `<html>already completed</html>`)})),
		oddly(refusing(unclear, paygates.ErrUnavailable, goingOn...),
			altered{"done before, 500", instead(500, `{"failure_message":"Order already completed"}`)}),
		oddly(refusing(unclear, paygates.ErrRateLimited, goingOn...),
			altered{"done before, 429", instead(429, `{"failure_message":"Order already completed"}`)}),
		oddly(refusing(notExecuted, paygates.ErrInvalidRequest, "charge"),
			altered{"done before", instead(422, `{"failure_type":"validation","failure_message":"Order already completed"}`)}),
		oddly(answering(executed, goingOn...), altered{"words of a client", orderWith("description", `"already completed"`)}),
		oddly(oddity{in: goingOn, outcome: unclear},
			altered{"another id", orderWith("id", `"77"`)},
			altered{"waits, and nobody knows where", func(a answerOf) {
				orderWith("status", `"prepared"`, "amount_charged", `"0.00"`, "form3d", `null`, "form3d_html", `null`)(a)
			}},
			altered{"a part", orderWith("status", `"charged"`, "amount_charged", `"4.00"`)},
			altered{"released", orderWith("status", `"reversed"`, "amount_charged", `"0.00"`)}),
	)
}

// bizonHolds are look-ups of what goes on with 3-D Secure: whether there was a
// hold, whatever came after it.
func bizonHolds() []oddity {
	held := steps("authorize", "success", "10.00")
	return slices.Concat(
		oddly(getting(looksExecuted, "complete", "complete 3DS2"),
			altered{"as it is", orderWith("description", `"new"`)},
			altered{"charged a part", orderWith("status", `"charged"`, "amount_charged", `"4.00"`)},
			altered{"refunded", orderWith("status", `"refunded"`, "amount_charged", `"10.00"`, "amount_refunded", `"4.00"`)},
			altered{"charged back", orderWith("status", `"chargedback"`, "amount_charged", `"10.00"`)},
			altered{"charged back in part", orderWith("status", `"chargedback"`, "amount_charged", `"10.00"`, "operations", steps("chargeback", "success", "4.00"))},
			altered{"released", orderWith("status", `"reversed"`, "amount_charged", `"0.00"`, "operations", held)}),
		oddly(getting(looksExecuted, "complete"), altered{"held", orderWith("status", `"authorized"`, "amount_charged", `"0.00"`)}),
		oddly(getting(looksUnclear, "complete", "complete 3DS2"),
			altered{"released, and never held", orderWith("status", `"reversed"`, "amount_charged", `"0.00"`, "operations", `[]`)},
			altered{"declined, and yet held", orderWith("status", `"declined"`, "amount_charged", `"0.00"`, "operations", held)},
			altered{"declined, and yet the hold is open", orderWith("status", `"declined"`, "amount_charged", `"0.00"`, "operations", steps("authorize", "error", "10.00"))},
			altered{"waits, and yet held", orderWith("status", `"prepared"`, "amount_charged", `"0.00"`, "operations", held)},
			altered{"waits, and the hold is open", orderWith("status", `"prepared"`, "amount_charged", `"0.00"`, "operations", steps("authorize", "error", "10.00"))},
			altered{"waits, with an error", orderWith("status", `"prepared"`, "amount_charged", `"0.00"`, "operations", `[]`, "failure_type", `"error"`)},
			altered{"paid out", orderWith("status", `"credited"`, "amount_charged", `"0.00"`)},
			altered{"in error", orderWith("status", `"error"`, "amount_charged", `"0.00"`)},
			altered{"held, and yet it failed", orderWith("status", `"authorized"`, "amount_charged", `"0.00"`, "operations", steps("authorize", "failure", "10.00"))},
			altered{"no totals", orderWithout("amount_charged", "amount_refunded")}),
		oddly(getting(looksAbsent, "complete", "complete 3DS2"),
			altered{"waits", orderWith("status", `"prepared"`, "amount_charged", `"0.00"`, "operations", `[]`)},
			altered{"waits, a failed hold", orderWith("status", `"prepared"`, "amount_charged", `"0.00"`, "operations", steps("authorize", "failure", "10.00"))}),
		oddly(gettingUndone(looksAbsent, "complete", "complete 3DS2", "resume"), altered{"as it is", orderWith("description", `"new"`)}),
		oddly(getting(looksUndone, "complete, not confirmed", "complete 3DS2, not confirmed"),
			altered{"as it is", orderWith("description", `"new"`)},
			altered{"a failed hold", orderWith("status", `"fraud"`, "operations", steps("authorize", "failure", "10.00"))}),
	)
}
