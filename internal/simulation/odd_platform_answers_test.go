package simulation_test

import (
	"slices"
	"strings"

	paygates "github.com/paygates/paygates-go"
)

// platformAnswers are answers to calls in the platform's form, otherwise than
// asked in one thing.
func platformAnswers(making, changing []string) []oddity {
	all := slices.Concat(making, changing)
	unexpected := func(in []string, ways ...altered) []oddity {
		return oddly(oddity{in: in, outcome: unclear, kind: paygates.ErrUnexpectedReply}, ways...)
	}
	return slices.Concat(
		oddly(answering(executed, all...),
			altered{"as it is", orderWith("description", `"new"`)},
			altered{"no currency", orderWithout("currency")},
			altered{"a code of success", orderAt("result_code", `"00"`)},
			altered{"no error", orderAt("error", `{}`, "errors", `[]`, "failure_message", `null`)}),
		oddly(answering(executed, changing...), altered{"201", underStatus(201)}),
		oddly(answering(executed, "create", "refund"), altered{"a word that is not compared", orderWith("status", `"pending"`)}),
		unexpected(all,
			altered{"another currency", orderWith("currency", `"USD"`)},
			altered{"no id", orderWithout("id")},
			altered{"two ids", orderWith("order_id", `"77"`)},
			altered{"two orders", func(a answerOf) { a.Set("orders", strings.TrimSuffix(a.At("orders"), "]")+`,{"id":"77"}]`) }},
			altered{"no orders", orderAt("orders", `[]`)},
			altered{"no order", orderAt("orders", `null`)},
			altered{"an order beside", orderAt("status", `"charged"`)},
			altered{"a code of failure", orderAt("result_code", `5`)},
			altered{"an error", orderAt("error", `{"code":"INVALID_STATE"}`)},
			altered{"an error as text", orderAt("error", `"no"`)},
			altered{"errors", orderAt("errors", `[{"attribute":"a","message":"b"}]`)},
			altered{"a message", orderAt("failure_message", `"no"`)},
			altered{"a type", orderAt("failure_type", `"declined"`)},
			altered{"a message in the order", orderWith("failure_message", `"no"`)},
			altered{"a type in the order", orderWith("failure_type", `"declined"`)},
			altered{"errors in the order", orderWith("errors", `["no"]`)},
			altered{"a refusal, and yet it moved", orderWith("status", `"declined"`, "amount_charged", `"10.00"`)},
			altered{"202", underStatus(202)},
			altered{"a page", instead(200, `<html></html>`)},
			altered{"nothing", instead(200, ``)},
			altered{"cut", instead(200, `{"orders":[{"id":"<id>"`)}),
		oddly(oddity{in: all, outcome: unclear, kind: paygates.ErrUnavailable},
			altered{"500", underStatus(500)},
			altered{"an error of the gateway", orderAt("failure_type", `"error"`)}),
		oddly(oddity{in: all, outcome: unclear, kind: paygates.ErrDeclined}, altered{"402", underStatus(402)}),
		oddly(answering(executed, making...),
			altered{"no reference", orderWith("merchant_order_id", `null`)},
			altered{"a number for the amount", orderWith("amount", `10`)}),
		unexpected(making,
			altered{"another amount", orderWith("amount", `"9.00"`)},
			altered{"no amount", orderWithout("amount")},
			altered{"an amount that is none", orderWith("amount", `true`)},
			altered{"another reference", orderWith("merchant_order_id", `"ref-77"`)}),
		oddly(oddity{in: changing, outcome: unclear, kind: paygates.ErrUnexpectedReply, object: "77"},
			altered{"another id", orderWith("id", `"77"`)}),
	)
}

// platformMovements are answers whose totals or operations speak against what
// was asked. The movement is of 4.00.
func platformMovements() []oddity {
	unexpected := func(in string, ways ...altered) []oddity {
		return oddly(oddity{in: []string{in}, outcome: unclear, kind: paygates.ErrUnexpectedReply}, ways...)
	}
	return slices.Concat(
		unexpected("create",
			altered{"it is paid", orderWith("amount_charged", `"10.00"`)},
			altered{"it is refunded", orderWith("amount_refunded", `"10.00"`)},
			altered{"a charge that is none", orderWith("amount_charged", `true`)}),
		oddly(answering(executed, "create"),
			altered{"no totals", orderWithout("amount_charged", "amount_refunded")},
			altered{"no status", orderWithout("status")}),

		unexpected("charge",
			altered{"less", orderWith("amount_charged", `"3.00"`)},
			altered{"more", orderWith("amount_charged", `"5.00"`)},
			altered{"nothing", orderWith("amount_charged", `"0.00"`)},
			altered{"no total", orderWithout("amount_charged")},
			altered{"no totals", orderWithout("amount_charged", "amount_refunded")},
			altered{"a total that is none", orderWith("amount_charged", `"four"`)},
			altered{"more than the order", orderWith("amount", `"3.00"`)},
			altered{"no status", orderWithout("status")},
			altered{"a word that nobody knows", orderWith("status", `"pending"`)},
			altered{"still held", orderWith("status", `"authorized"`)},
			altered{"refunded too", orderWith("amount_refunded", `"5.00"`)},
			altered{"a failed charge", orderWith("operations", steps("charge", "failure", "4.00"))},
			altered{"a charge in error", orderWith("operations", steps("charge", "error", "4.00"))},
			altered{"a failed transaction", orderWith("transactions", `[{"id":"1","status":"FAILED","amount":4}]`)}),
		oddly(answering(executed, "charge"),
			altered{"a failed charge before", orderWith("operations", steps("charge", "failure", "4.00", "charge", "success", "4.00"))},
			altered{"two charges", orderWith("operations", steps("charge", "success", "2.00", "charge", "success", "2.00"))},
			altered{"no operations", orderWith("operations", `[]`)}),

		unexpected("charge of all",
			altered{"a part", orderWith("amount_charged", `"4.00"`)},
			altered{"nothing of nothing", orderWith("amount_charged", `"0.00"`, "amount", `"0.00"`)},
			altered{"no amount", orderWithout("amount")}),

		unexpected("refund",
			altered{"less", orderWith("amount_refunded", `"3.00"`)},
			altered{"more", orderWith("amount_refunded", `"8.00"`)},
			altered{"nothing", orderWith("amount_refunded", `"0.00"`)},
			altered{"no total", orderWithout("amount_refunded")},
			altered{"a total that is none", orderWith("amount_refunded", `[4]`)},
			altered{"more than was charged", orderWith("amount_charged", `"3.00"`)},
			altered{"more was charged than the order is of", orderWith("amount", `"9.00"`)},
			altered{"more than the order is of", func(a answerOf) {
				orderWithout("amount_charged")(a)
				orderWith("amount", `"3.00"`)(a)
			}},
			altered{"declined", orderWith("status", `"declined"`)},
			altered{"in error", orderWith("status", `"error"`)},
			altered{"a failed refund", orderWith("operations", steps("refund", "failure", "4.00"))},
			altered{"a failed transaction", orderWith("transactions", `[{"id":"1","status":"FAILED","amount":4}]`)}),
		oddly(answering(executed, "refund"),
			altered{"in a list", func(a answerOf) { a.Body = []byte(a.At("orders")) }},
			altered{"the status is not compared", orderWith("status", `"charged"`)},
			altered{"a transaction", orderWith("transactions", `[{"id":"1","status":"FAILED"},{"id":"2","status":"success"}]`)}),
		oddly(answering(executed, "charge", "refund", "create"), altered{"at the top", func(a answerOf) { a.Body = []byte(strings.Trim(a.At("orders"), "[]")) }}),
		unexpected("charge", altered{"in a list", func(a answerOf) { a.Body = []byte(a.At("orders")) }}),

		unexpected("refund of all",
			altered{"a part", orderWith("amount_refunded", `"4.00"`)},
			altered{"nothing of nothing", orderWith("amount_refunded", `"0.00"`, "amount_charged", `"0.00"`)}),
		unexpected("second refund",
			altered{"the first alone", orderWith("amount_refunded", `"4.00"`)},
			altered{"the second alone", orderWith("amount_refunded", `"2.40"`)},
			altered{"more", orderWith("amount_refunded", `"8.80"`)}),
		oddly(answering(executed, "second refund"), altered{"no operations", orderWith("operations", `[]`)}),

		oddly(answering(executed, "rebill that charges"),
			altered{"no total", orderWithout("amount_charged")},
			altered{"no totals", orderWithout("amount_charged", "amount_refunded")}),
		unexpected("rebill that charges",
			altered{"a part", orderWith("amount_charged", `"4.00"`)},
			altered{"two charges", orderWith("operations", steps("charge", "success", "10.00", "charge", "success", "10.00"))},
			altered{"the order of the path", func(a answerOf) { orderWith("id", `"`+pathID(a)+`"`)(a) }}),
		unexpected("reverse",
			altered{"charged", orderWith("amount_charged", `"10.00"`)},
			altered{"refunded", orderWith("amount_refunded", `"1.00"`)},
			altered{"a total that is none", orderWith("amount_charged", `true`)},
			altered{"no total", orderWithout("amount_charged")},
			altered{"still held", orderWith("status", `"authorized"`)},
			altered{"a charge", orderWith("operations", steps("charge", "success", "10.00", "reverse", "success", "10.00"))},
			altered{"a failed release", orderWith("operations", steps("reverse", "failure", "10.00"))}),
		unexpected("cancel",
			altered{"charged", orderWith("amount_charged", `"10.00"`)},
			altered{"still held", orderWith("status", `"authorized"`)},
			altered{"a failed release", orderWith("operations", steps("reverse", "error", "10.00"))}),
		unexpected("cancel of a payment",
			altered{"a part", orderWith("amount_refunded", `"4.00"`)},
			altered{"no total", orderWithout("amount_refunded")}),
		unexpected("cancel of a part", altered{"all", orderWith("amount_refunded", `"10.00"`)}),

		unexpected("pay out",
			altered{"not yet", orderWith("status", `"new"`)},
			altered{"charged", orderWith("amount_charged", `"10.00"`)},
			altered{"refunded", orderWith("amount_refunded", `"10.00"`)},
			altered{"a failed payout", orderWith("operations", steps("credit", "failure", "10.00"))},
			altered{"two payouts", orderWith("operations", steps("credit", "success", "10.00", "credit", "success", "10.00"))},
			altered{"another card", orderWith("pan", `"510510****5100"`)},
			altered{"another card's end", orderWith("pan", `"****5100"`)},
			altered{"another card's last digits", orderWith("pan", `"5100"`)},
			altered{"another card's first digits", orderWith("pan", `"510510"`)}),
		oddly(answering(executed, "pay out"),
			altered{"no card", orderWithout("pan")},
			altered{"the card's end", orderWith("pan", `"**** 1111"`)},
			altered{"the card's last digits", orderWith("pan", `"1111"`)},
			altered{"the card's first digits", orderWith("pan", `"41111111"`)},
			altered{"a failed payout before", orderWith("operations", steps("credit", "error", "10.00", "credit", "success", "10.00"))}),
	)
}
