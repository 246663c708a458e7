package simulation_test

import (
	"slices"
	"strconv"
	"strings"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/internal/simulation"
)

// guideSeed opens a model that answers in the guide's form, declinedSeed one that
// shows the order of a payment that was declined.
const guideSeed, declinedSeed = 3, 21

var cibpayHistories = []cutting{
	{name: "charge of all", before: payment(tenAZN, false), last: wholly(simulation.Charge)},
	{name: "refund of all", before: payment(tenAZN, true), last: wholly(simulation.Refund)},
	{name: "second refund", before: append(payment(tenAZN, true), partly(simulation.Refund)), last: partly(simulation.Refund)},
	{name: "third refund", before: append(payment(tenAZN, true), partly(simulation.Refund), partly(simulation.Refund)), last: partly(simulation.Refund)},
	{name: "refund of the rest", before: append(payment(tenAZN, true), partly(simulation.Refund)), last: wholly(simulation.Refund)},
	{name: "cancel of a payment", before: payment(tenAZN, true), last: wholly(simulation.Cancel)},
	{name: "cancel of a part", before: payment(tenAZN, true), last: partly(simulation.Cancel)},
	{name: "rebill that charges", before: payment(tenAZN, true), last: charging(repeat(tenAZN))},

	{name: "pay out, declined", seed: declinedSeed, last: simulation.Step{Deed: simulation.PayOut, Amount: tenAZN, Card: number("declined")}},

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
	platformAnswers([]string{"create"}, []string{"charge", "refund"}),
	platformMovements(),
	guideRefusals(),
	guideAnswers(),
	guideTotals(),
	platformHitsOf([]string{"create", "rebill that charges", "pay out"}),
	platformHits(),
	platformSettled(),
	platformIntents(),
)

// guideRefusals are those in the words of the guide.
func guideRefusals() []oddity {
	return slices.Concat(
		oddly(refusing(notExecuted, paygates.ErrAuthentication, "create", "charge"),
			altered{"AUTHENTICATION_ERROR", instead(401, `{"error":{"code":"AUTHENTICATION_ERROR","message":"no"}}`)}),
		oddly(refusing(notExecuted, paygates.ErrInvalidRequest, "create", "charge"),
			altered{"VALIDATION_ERROR", instead(400, `{"error":{"code":"VALIDATION_ERROR","details":{"amount":["no"]}}}`)},
			altered{"validation_error", instead(400, `{"error":{"code":"validation_error"},"details":["no"]}`)}),
		oddly(refusing(notExecuted, paygates.ErrNotFound, "charge", "rebill"),
			altered{"NOT_FOUND", instead(404, `{"error":{"code":"NOT_FOUND"}}`)}),
		oddly(refusing(unclear, paygates.ErrNotFound, "create"), // of which order?
			altered{"NOT_FOUND", instead(404, `{"error":{"code":"NOT_FOUND"}}`)}),
		advised(paygates.AdviceLookUp, oddly(refusing(unclear, paygates.ErrState, "charge", "cancel"),
			altered{"INVALID_STATE", instead(409, `{"error":{"code":"INVALID_STATE"}}`)})),
		oddly(refusing(unclear, paygates.ErrUnavailable, "create"),
			altered{"VALIDATION_ERROR, 500", instead(500, `{"error":{"code":"VALIDATION_ERROR"}}`)}),
	)
}

// guideAnswers are answers in the guide's form, otherwise than asked in one thing.
func guideAnswers() []oddity {
	unexpected := func(in string, ways ...altered) []oddity {
		return oddly(oddity{in: []string{in}, outcome: unclear, kind: paygates.ErrUnexpectedReply}, ways...)
	}
	making := []altered{
		{"another amount", orderWith("amount", `9`)},
		{"another currency", orderWith("currency", `"USD"`)},
		{"another reference", orderWith("merchant_order_id", `"ref-77"`)},
		{"no id", orderWithout("id")},
		{"a total", orderWith("amount_charged", `"0.00"`)},
		{"a code of failure", orderAt("result_code", `5`)},
		{"another word", orderWith("status", `"PENDING"`)},
		{"an order that is no list", func(a answerOf) { a.Set("orders", strings.Trim(a.At("orders"), "[]")) }},
	}
	return slices.Concat(
		unexpected("guide: create", making...),
		unexpected("guide: create", altered{"declined", orderWith("status", `"DECLINED"`)}), // nobody has asked the payer yet
		oddly(answering(executed, "guide: create"),
			altered{"AUTHORIZED", orderWith("status", `"AUTHORIZED"`)},
			altered{"CHARGED", orderWith("status", `"charged"`)},
			altered{"the amount", orderWith("amount", `10.0`, "currency", `"azn"`)},
			altered{"no status but a link", orderWithout("status")},
			altered{"no code", func(a answerOf) { a.Drop("result_code") }},
			altered{"at the top", func(a answerOf) { a.Body = []byte(strings.Trim(a.At("orders"), "[]")) }}),
		unexpected("guide: create", altered{"no status and no link", orderWithout("status", "checkout_url")}),
		unexpected("guide: rebill", making[:7]...),
		unexpected("guide: rebill",
			altered{"the order of the path", func(a answerOf) { orderWith("id", strconv.Quote(pathID(a)))(a) }},
			altered{"no status but a link", orderWithout("status")}),

		unexpected("guide: charge",
			altered{"another id", orderAt("id", `"77"`)},
			altered{"another currency", orderAt("currency", `"USD"`)},
			altered{"another word", orderAt("status", `"AUTHORIZED"`)},
			altered{"no status", func(a answerOf) { a.Drop("status") }},
			altered{"less", orderAt("transactions.0.amount", `3`)},
			altered{"nothing", orderAt("transactions.0.amount", `0`)},
			altered{"an amount that is none", orderAt("transactions.0.amount", `true`)},
			altered{"it failed", orderAt("transactions.0.status", `"FAILED"`)},
			altered{"of another order", orderAt("transactions.0.id", `"77-1"`)},
			altered{"two charges", func(a answerOf) {
				list := strings.Trim(a.At("transactions"), "[]")
				a.Set("transactions", "["+list+","+list+"]")
			}},
			altered{"in the platform's list", func(a answerOf) { a.Reply(200, `{"orders":[`+string(a.Body)+`]}`) }},
			altered{"in a list", func(a answerOf) { a.Reply(200, `[`+string(a.Body)+`]`) }},
			altered{"a total", orderAt("amount_refunded", `"0.00"`)},
			altered{"less than asked in all", orderAt("amount", `3`)}),
		oddly(answering(executed, "guide: charge"),
			altered{"the word alone", func(a answerOf) { a.Drop("transactions") }},
			altered{"no transactions", orderAt("transactions", `[]`)},
			altered{"a failed one before", func(a answerOf) {
				list := strings.Trim(a.At("transactions"), "[]")
				a.Set("transactions", "["+strings.ReplaceAll(list, "SUCCESS", "FAILED")+","+list+"]")
			}},
			altered{"with the id", func(a answerOf) { a.Set("id", strconv.Quote(pathID(a))) }}),
		unexpected("guide: charge of all", altered{"a part", orderAt("amount", `20`)}),
		oddly(answering(executed, "guide: charge of all"), altered{"with the amount", orderAt("amount", `10`)}),

		unexpected("guide: refund",
			altered{"another word", orderAt("status", `"CHARGED"`)},
			altered{"another id", orderAt("id", `"77"`)},
			altered{"in the platform's list", func(a answerOf) { a.Reply(200, `{"orders":[`+string(a.Body)+`]}`) }}),
		oddly(answering(executed, "guide: refund"), altered{"in a list", func(a answerOf) { a.Reply(200, `[`+string(a.Body)+`]`) }}),
		unexpected("guide: cancel", altered{"another word", orderAt("status", `"REVERSED"`)}),
		oddly(answering(executed, "guide: cancel"), altered{"another spelling", orderAt("status", `"Cancelled"`)}),
		unexpected("guide: reverse", altered{"a lone word", orderAt("description", `""`)}),
		unexpected("guide: pay out",
			altered{"another word", orderAt("status", `"CREDITED"`)},
			altered{"no id", func(a answerOf) { a.Drop("order_id") }},
			altered{"two ids", orderAt("id", `"77"`)},
			altered{"another card", orderAt("pan", `"5100"`)}),
		oddly(answering(executed, "guide: pay out"), altered{"the card", orderAt("pan", `"1111"`)}),
	)
}

// guideTotals: the read before had no totals, the answer has. Another refund may
// stand in the total, so that the newest has to be this one.
func guideTotals() []oddity {
	refunded := func(total string, of ...string) altered {
		return altered{total + " " + strings.Join(of, " "), func(a answerOf) {
			instead(200, `{"orders":[{"id":"<id>","status":"refunded","amount":"10.00","amount_charged":"10.00","amount_refunded":"`+total+`","currency":"AZN","operations":`+steps(of...)+`}]}`)(a)
		}}
	}
	return slices.Concat(
		oddly(answering(executed, "guide: second refund"),
			refunded("6.40", "charge", "success", "10.00", "refund", "success", "4.00", "refund", "success", "2.40"),
			refunded("6.40", "refund", "success", "2.40", "charge", "failure", "1.00")),
		oddly(oddity{in: []string{"guide: second refund"}, outcome: unclear, kind: paygates.ErrUnexpectedReply},
			refunded("6.40"),
			refunded("2.40", "charge", "success", "2.40"),
			refunded("6.40", "refund", "success", "2.40", "refund", "success", "4.00"),
			refunded("6.40", "refund", "success", "4.00", "refund", "failure", "2.40"),
			refunded("2.30", "refund", "success", "2.40")),
	)
}
