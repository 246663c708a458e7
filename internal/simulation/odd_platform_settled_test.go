package simulation_test

import "slices"

// platformSettled are look-ups of calls on an order, which is otherwise than the
// gateway's own in status, totals or operations.
func platformSettled() []oddity {
	onOrder := []string{"charge", "refund", "cancel", "reverse"}
	return slices.Concat(
		oddly(getting(looksConflicting, "charge", "refund"), altered{"another currency", orderWith("currency", `"USD"`)}),
		oddly(getting(looksUnclear, onOrder...),
			altered{"a word that nobody knows", orderWith("status", `"pending"`)},
			altered{"in error", orderWith("status", `"error"`)},
			altered{"waits", orderWith("status", `"new"`, "amount_charged", `"0.00"`, "amount_refunded", `"0.00"`)},
			altered{"errors", orderWith("errors", `["no"]`)},
			altered{"a type of error", orderWith("failure_type", `"error"`)},
			altered{"no totals", orderWithout("amount_charged", "amount_refunded")},
			altered{"a total that is none", orderWith("amount_charged", `true`)},
			altered{"charged back", orderWith("status", `"chargedback"`)}),
		oddly(getting(looksExecuted, onOrder...),
			altered{"as it is", orderWith("description", `"new"`)},
			altered{"no currency", orderWithout("currency")}),
		oddly(gettingUndone(looksAbsent, "charge", "refund", "reverse", "cancel", "refund of all", "cancel of a payment"),
			altered{"as it is", orderWith("description", `"new"`)}),
		oddly(gettingUndone(looksUnclear, "charge", "refund", "reverse", "cancel"),
			altered{"errors", orderWith("errors", `["no"]`)},
			altered{"a type of error", orderWith("failure_type", `"error"`)},
			altered{"a transaction", orderWith("transactions", `[{"id":"1","status":"success"}]`)}),
		oddly(getting(looksUnclear, "charge", "refund"),
			altered{"no order", instead(200, `{"orders":[]}`)}),
		settledCharges(), settledRefunds(), settledReleases(),
	)
}

func settledCharges() []oddity {
	return slices.Concat(
		oddly(getting(looksConflicting, "charge"),
			altered{"less", orderWith("amount_charged", `"3.00"`)},
			altered{"more", orderWith("amount_charged", `"10.00"`)}),
		oddly(getting(looksUnclear, "charge"),
			altered{"nothing", orderWith("amount_charged", `"0.00"`)},
			altered{"released", orderWith("status", `"reversed"`, "amount_charged", `"0.00"`)},
			altered{"a failed charge", orderWith("operations", steps("charge", "failure", "4.00"))},
			altered{"more than the order", orderWith("amount", `"3.00"`)},
			altered{"declined, and yet something moved", orderWith("status", `"declined"`, "amount_charged", `"0.00"`)}),
		oddly(getting(looksExecuted, "charge"),
			altered{"refunded", orderWith("status", `"refunded"`, "amount_refunded", `"4.00"`)},
			altered{"refunded in part", orderWith("amount_refunded", `"1.00"`)}),
		oddly(getting(looksConflicting, "charge of all"), altered{"a part", orderWith("amount_charged", `"4.00"`)}),
		oddly(gettingUndone(looksUndone, "charge"),
			altered{"declined", orderWith("status", `"declined"`)},
			altered{"declined, a failed charge", orderWith("status", `"fraud"`, "operations", steps("charge", "failure", "4.00"))}),
		oddly(gettingUndone(looksUnclear, "charge", "charge of all"),
			altered{"declined, a charge in error", orderWith("status", `"declined"`, "operations", steps("charge", "error", "4.00"))},
			altered{"a charge in error", orderWith("operations", steps("charge", "error", "4.00"))},
			altered{"a charge under way", orderWith("operations", steps("charge", "pending", "4.00"))},
			altered{"a charge that does not show", orderWith("operations", steps("charge", "success", "4.00"))},
			altered{"charges in two currencies", orderWith("operations",
				`[{"type":"charge","status":"success","amount":"0.00"},{"type":"charge","status":"success","amount":"0.00","currency":"USD"}]`)},
			altered{"a charge of nobody knows what", orderWith("operations", `[{"type":"charge","status":"success"}]`)},
			altered{"a release", orderWith("operations", steps("reverse", "success", "10.00"))}),
		oddly(gettingUndone(looksAbsent, "charge"),
			altered{"a failed charge", orderWith("operations", steps("charge", "failure", "4.00"))},
			altered{"a failed release", orderWith("operations", steps("reverse", "failure", "4.00"))},
			altered{"no operations", orderWith("operations", `[]`)}),
	)
}

func settledRefunds() []oddity {
	return slices.Concat(
		oddly(getting(looksConflicting, "refund"),
			altered{"less", orderWith("amount_refunded", `"3.00"`)},
			altered{"more", orderWith("amount_refunded", `"5.00"`)},
			altered{"twice as much, of one", orderWith("amount_refunded", `"8.00"`, "operations", steps("refund", "success", "8.00"))},
			altered{"twice as much, of another two", orderWith("amount_refunded", `"8.00"`,
				"operations", steps("refund", "success", "4.00", "refund", "success", "3.00", "refund", "success", "1.00"))},
			altered{"twice as much, of three", orderWith("amount_refunded", `"9.00"`,
				"operations", steps("refund", "success", "4.00", "refund", "success", "4.00", "refund", "success", "4.00"))},
			altered{"twice as much, of two others", orderWith("amount_refunded", `"8.00"`,
				"operations", steps("refund", "success", "5.00", "refund", "success", "3.00"))},
			altered{"twice as much, nobody knows of what", orderWith("amount_refunded", `"8.00"`, "operations", `[]`)}),
		oddly(getting(looksTwice, "refund"),
			altered{"two", orderWith("amount_refunded", `"8.00"`,
				"operations", steps("charge", "success", "4.00", "refund", "success", "4.00", "refund", "failure", "4.00", "refund", "success", "4.00"))}),
		oddly(getting(looksTwice, "third refund"),
			altered{"two behind the others", orderWith("amount_refunded", `"9.56"`,
				"operations", steps("refund", "success", "4.00", "refund", "success", "2.40", "refund", "success", "1.44", "refund", "success", "1.44"))}),
		oddly(getting(looksConflicting, "third refund"),
			altered{"two before the others", orderWith("amount_refunded", `"9.56"`,
				"operations", steps("refund", "success", "1.44", "refund", "success", "1.44", "refund", "success", "4.00", "refund", "success", "2.40"))},
			altered{"another currency among them", orderWith("amount_refunded", `"9.56"`,
				"operations", `[{"type":"refund","status":"success","amount":"4.00"},{"type":"refund","status":"success","amount":"2.40","currency":"USD"},`+
					`{"type":"refund","status":"success","amount":"6.40"},{"type":"refund","status":"success","amount":"1.44"},{"type":"refund","status":"success","amount":"1.44"}]`)},
			altered{"in two currencies", orderWith("amount_refunded", `"9.56"`,
				"operations", `[{"type":"refund","status":"success","amount":"6.40","currency":"USD"},{"type":"refund","status":"success","amount":"1.44"},{"type":"refund","status":"success","amount":"1.44"}]`)}),
		oddly(getting(looksUnclear, "refund", "refund of all"),
			altered{"no total", orderWithout("amount_refunded")},
			altered{"held", orderWith("status", `"authorized"`, "amount_charged", `"0.00"`, "amount_refunded", `"0.00"`)},
			altered{"released", orderWith("status", `"reversed"`, "amount_charged", `"0.00"`, "amount_refunded", `"0.00"`)},
			altered{"a charge alone, and an error", orderWith("operations", steps("charge", "success", "10.00"), "failure_type", `"error"`)}),
		oddly(getting(looksUnclear, "refund"),
			altered{"the refund failed", orderWith("operations", steps("charge", "success", "10.00", "refund", "failure", "4.00"))}),
		oddly(getting(looksConflicting, "refund of the rest"), altered{"a part", orderWith("amount_refunded", `"4.00"`)}),
		oddly(getting(looksExecuted, "refund of the rest"), altered{"a word that is not compared", orderWith("status", `"charged"`)}),
		oddly(gettingUndone(looksUnclear, "refund", "refund of all", "cancel of a payment"),
			altered{"a refund in error", orderWith("operations", steps("refund", "error", "4.00"))},
			altered{"a refund that does not show", orderWith("operations", steps("refund", "success", "4.00"))},
			altered{"a refund of nobody knows what", orderWith("operations", `[{"type":"refund","status":"success"}]`)}),
		oddly(gettingUndone(looksUnclear, "third refund"),
			altered{"a third that does not show", orderWith("operations",
				steps("refund", "success", "4.00", "refund", "success", "2.40", "refund", "success", "1.44"))}),
		oddly(gettingUndone(looksAbsent, "refund", "refund of all", "cancel of a payment"),
			altered{"a failed refund", orderWith("operations", steps("charge", "success", "10.00", "refund", "failure", "4.00"))}),
		oddly(gettingUndone(looksAbsent, "refund"),
			altered{"a charge in error", orderWith("operations", steps("charge", "error", "10.00"))}),
	)
}

func settledReleases() []oddity {
	return slices.Concat(
		oddly(getting(looksConflicting, "reverse"),
			altered{"paid", orderWith("status", `"charged"`, "amount_charged", `"10.00"`)},
			altered{"refunded", orderWith("amount_charged", `"10.00"`, "amount_refunded", `"10.00"`)}),
		oddly(getting(looksUnclear, "reverse", "cancel"),
			altered{"declined", orderWith("status", `"declined"`)},
			altered{"a failed release", orderWith("operations", steps("reverse", "failure", "10.00"))}),
		oddly(getting(looksUnclear, "reverse"),
			altered{"a charge", orderWith("operations", steps("charge", "success", "10.00", "reverse", "success", "10.00"))}),
		oddly(getting(looksExecuted, "cancel"),
			altered{"refunded", orderWith("status", `"refunded"`, "amount_charged", `"10.00"`, "amount_refunded", `"10.00"`)}),
		oddly(gettingUndone(looksUnclear, "reverse", "cancel"),
			altered{"a release that does not show", orderWith("operations", steps("reverse", "success", "10.00"))},
			altered{"a release in error", orderWith("operations", steps("reverse", "error", "10.00"))}),
		oddly(gettingUndone(looksAbsent, "reverse", "cancel"),
			altered{"a failed release", orderWith("operations", steps("reverse", "failure", "10.00"))}),
		oddly(gettingUndone(looksAbsent, "cancel of a payment"),
			altered{"a release of the rest", orderWith("operations", steps("charge", "success", "10.00", "reverse", "success", "1.00"))}),
	)
}
