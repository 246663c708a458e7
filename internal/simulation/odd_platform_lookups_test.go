package simulation_test

import (
	"slices"
	"time"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/money"
)

// platformHitsOf are orders that bear a reference, otherwise than asked in one
// thing that decides in each of these histories.
func platformHitsOf(making []string) []oddity {
	list := func(verdict paygates.Verdict) oddity {
		return oddity{in: making, lookUp: "Orders.List", verdict: verdict}
	}
	return slices.Concat(
		oddly(getting(looksConflicting, making...),
			altered{"another amount", orderWith("amount", `"9.00"`, "amount_charged", `"0.00"`)},
			altered{"another currency", orderWith("currency", `"USD"`)},
			altered{"another reference", orderWith("merchant_order_id", `"ref-77"`)}),
		oddly(getting(looksUnclear, making...),
			altered{"no reference", orderWith("merchant_order_id", `null`)},
			altered{"no amount", orderWithout("amount")},
			altered{"an amount that is none", orderWith("amount", `"ten"`)},
			altered{"no orders", orderAt("orders", `[]`)}),
		oddly(getting(looksExecuted, making...),
			altered{"as it is", orderWith("description", `"new"`)},
			altered{"no currency", orderWithout("currency")}),
		oddly(list(looksUnclear),
			altered{"an id that is none", orderWith("id", `"7/7"`)},
			altered{"no id", orderWithout("id")}),
		oddly(list(looksAbsent), altered{"nothing in the list", orderAt("orders", `[]`)}),
		oddly(list(looksUnclear), altered{"another reference in the list", orderWith("merchant_order_id", `"other"`)}),
		oddly(oddity{in: making, lookUp: "Orders.Get", kind: paygates.ErrForbidden}, altered{"403", instead(403, ``)}),
		oddly(oddity{in: making, lookUp: "Orders.List", kind: paygates.ErrForbidden}, altered{"403 of the list", instead(403, ``)}),
	)
}

// platformHits are those whose state decides.
func platformHits() []oddity {
	return slices.Concat(
		oddly(getting(looksExecuted, "create"),
			altered{"held", orderWith("status", `"authorized"`)},
			altered{"a word that nobody knows", orderWith("status", `"pending"`)},
			altered{"declined", orderWith("status", `"declined"`)},
			altered{"failed", orderWith("status", `"error"`, "failure_type", `"error"`)},
			altered{"paid", orderWith("status", `"charged"`, "amount_charged", `"10.00"`)}),
		oddly(getting(looksConflicting, "create"), altered{"paid out", orderWith("status", `"credited"`)}),

		oddly(getting(looksUnclear, "rebill", "rebill that charges", "pay out"),
			altered{"a word that nobody knows", orderWith("status", `"pending"`)},
			altered{"in error", orderWith("status", `"error"`)},
			altered{"declined, and yet it moved", orderWith("status", `"declined"`, "amount_charged", `"10.00"`)},
			altered{"declined, and yet something is open", orderWith("status", `"declined"`, "amount_charged", `"0.00"`,
				"operations", steps("charge", "error", "10.00"))},
			altered{"errors", orderWith("errors", `["no"]`)},
			altered{"a type of error", orderWith("failure_type", `"error"`)}),
		oddly(getting(looksUnclear, "rebill", "rebill that charges"),
			altered{"charged, no total", func(a answerOf) {
				orderWithout("amount_charged", "amount_refunded")(a)
				orderWith("status", `"charged"`)(a)
			}}),
		oddly(getting(looksUndone, "pay out, declined"), altered{"declined", orderWith("description", `"new"`)},
			altered{"rejected", orderWith("status", `"rejected"`)}),
		oddly(getting(looksUnclear, "pay out, declined"),
			altered{"in error", orderWith("failure_type", `"error"`)},
			altered{"a payout", orderWith("operations", steps("credit", "error", "10.00"))}),

		oddly(getting(looksConflicting, "rebill", "rebill that charges"), altered{"paid out", orderWith("status", `"credited"`, "amount_charged", `"0.00"`)}),
		oddly(getting(looksConflicting, "rebill that charges"), altered{"less", orderWith("amount_charged", `"9.00"`)}),
		oddly(getting(looksUnclear, "rebill that charges"),
			altered{"a failed charge", orderWith("operations", steps("charge", "failure", "10.00"))},
			altered{"two charges", orderWith("operations", steps("charge", "success", "10.00", "charge", "success", "10.00"))},
			altered{"a failed transaction", orderWith("transactions", `[{"id":"1","status":"FAILED"}]`)}),
		oddly(getting(looksExecuted, "rebill", "rebill that charges"),
			altered{"waits", orderWith("status", `"new"`, "amount_charged", `"0.00"`, "operations", `[]`)},
			altered{"released", orderWith("status", `"reversed"`, "amount_charged", `"0.00"`)}),

		oddly(getting(looksUnclear, "pay out"),
			altered{"waits", orderWith("status", `"new"`)},
			altered{"held", orderWith("status", `"authorized"`)},
			altered{"a failed payout", orderWith("operations", steps("credit", "failure", "10.00"))},
			altered{"two payouts", orderWith("operations", steps("credit", "success", "10.00", "credit", "success", "10.00"))}),
		oddly(getting(looksConflicting, "pay out"),
			altered{"another card", orderWith("pan", `"510510****5100"`)},
			altered{"paid", orderWith("status", `"charged"`, "amount_charged", `"10.00"`)},
			altered{"released", orderWith("status", `"reversed"`)}),
	)
}

// platformIntents are look-ups of what nobody can look up, or of more than is known.
func platformIntents() []oddity {
	invalid := func(name string, intent func(*paygates.Intent), in ...string) oddity {
		return oddity{name: name, in: in, kind: paygates.ErrInvalidRequest, intent: intent}
	}
	with := func(name string, verdict paygates.Verdict, intent func(*paygates.Intent), in ...string) oddity {
		return oddity{name: name, in: in, verdict: verdict, intent: intent}
	}
	before := func(text string, in money.Currency) func(*paygates.Intent) {
		return func(i *paygates.Intent) { i.Before = money.MustParse(text, in) }
	}
	unknownBefore := func(i *paygates.Intent) { i.Before = money.Amount{} }
	undone := func(row oddity) oddity {
		row.undone = true
		return row
	}
	return []oddity{
		invalid("no reference", func(i *paygates.Intent) { i.Reference = "" }, "create", "pay out"),
		invalid("a reference that is none", func(i *paygates.Intent) { i.Reference = "a,b" }, "create"),
		invalid("no amount", func(i *paygates.Intent) { i.Amount = money.Amount{} }, "create", "rebill"),
		invalid("no id", func(i *paygates.Intent) { i.TargetID = "" }, "charge", "rebill"),
		invalid("an id that is none", func(i *paygates.Intent) { i.TargetID = "7/7" }, "charge"),
		invalid("another gateway's", func(i *paygates.Intent) { i.Gateway = "cinetpay" }, "create", "charge"),
		invalid("of a read", func(i *paygates.Intent) { i.Op = "Orders.Get" }, "create", "charge"),
		invalid("of nothing", func(i *paygates.Intent) { i.Op = "" }, "create", "charge"),
		with("a clock that was not set", looksExecuted, func(i *paygates.Intent) { i.At = time.Time{} }, "create", "charge"),
		with("another reference", looksAbsent, func(i *paygates.Intent) { i.Reference = "ref-77" }, "create"),

		with("total before unknown", looksExecuted, unknownBefore, "charge"),
		with("all of it before", looksUnclear, before("4.00", money.AZN), "charge"),
		with("more before", looksConflicting, before("1.00", money.AZN), "charge"),
		with("another currency before", looksUnclear, before("1.00", money.USD), "charge", "refund"),
		undone(with("a part before", looksConflicting, before("1.00", money.AZN), "charge", "charge of all")),
		undone(with("another currency before", looksConflicting, before("1.00", money.USD), "charge")),
		with("charged before", looksUnclear, before("10.00", money.AZN), "charge of all"),
		with("a part before", looksExecuted, before("4.00", money.AZN), "charge of all"),

		with("total before unknown", looksUnclear, unknownBefore, "refund"),
		undone(with("total before unknown", looksAbsent, unknownBefore, "refund")),
		with("more before", looksConflicting, before("1.00", money.AZN), "refund"),
		with("all of it before", looksAbsent, before("4.00", money.AZN), "refund"),
		with("refunded before", looksUnclear, before("10.00", money.AZN), "refund of all"),
		undone(with("more before", looksConflicting, before("1.00", money.AZN), "refund of all", "refund of the rest")),
		undone(with("nothing before", looksAbsent, before("0.00", money.AZN), "refund of all")),
		undone(with("a part before", looksAbsent, before("4.00", money.AZN), "refund of the rest")),
		undone(with("total before unknown", looksConflicting, unknownBefore, "refund of the rest")),
		with("a part before", looksExecuted, before("4.00", money.AZN), "refund of the rest"),
	}
}
