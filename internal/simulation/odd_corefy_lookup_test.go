package simulation_test

import (
	"fmt"
	"time"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/internal/simulation"
	"github.com/paygates/paygates-go/money"
)

// corefyRefunded has the answer to a refund, otherwise. One is the invoice with the
// refund in its list, the other is the refund itself.
var corefyRefunded = []oddity{
	{name: "as it is", in: []string{"refund", "refund in itself", "refund in totals"}, alter: putting("data.attributes.description", `"new"`), outcome: paygates.OutcomeExecuted},
	{name: "200", in: []string{"refund", "refund in itself"}, alter: underStatus(200), outcome: paygates.OutcomeExecuted},
	{name: "202", in: []string{"refund", "refund in itself"}, alter: underStatus(202), kind: paygates.ErrUnexpectedReply},
	{name: "no id", in: []string{"refund", "refund in itself"}, alter: lacking("data.id"), kind: paygates.ErrUnexpectedReply},
	{name: "no type", in: []string{"refund", "refund in itself"}, alter: lacking("data.type"), kind: paygates.ErrUnexpectedReply},
	{name: "another type", in: []string{"refund", "refund in itself"}, alter: putting("data.type", `"payout-invoices"`), kind: paygates.ErrUnexpectedReply},
	{name: "another currency", in: []string{"refund", "refund in itself"}, alter: putting("data.attributes.currency", `"EUR"`), kind: paygates.ErrUnexpectedReply},
	{name: "no currency", in: []string{"refund", "refund in itself"}, alter: lacking("data.attributes.currency"), outcome: paygates.OutcomeExecuted},
	{name: "an error beside it", in: []string{"refund", "refund in itself"}, alter: putting("errors", `[{"code":"500"}]`), kind: paygates.ErrUnexpectedReply},
	{name: "a list", in: []string{"refund", "refund in itself"}, alter: func(a *simulation.Answer) { a.Set("data", "["+a.At("data")+"]") }, kind: paygates.ErrUnexpectedReply},
	{name: "something behind it", in: []string{"refund", "refund in itself"}, alter: trailing, kind: paygates.ErrUnexpectedReply},

	{name: "another invoice", in: []string{"refund"}, alter: putting("data.id", `"cpi_2"`), kind: paygates.ErrUnexpectedReply, also: onObject("cpi_2")},
	{name: "an invoice of the other mode", in: []string{"refund"}, alter: putting("data.attributes.test_mode", "false"), kind: paygates.ErrUnexpectedReply},
	{name: "an invoice without refunds", in: []string{"refund"}, alter: putting("data.attributes.refunds", "[]"), kind: paygates.ErrUnexpectedReply},
	{name: "an invoice with another refund", in: []string{"refund"}, alter: putting("data.attributes.refunds.0.reference_id", `"ref-3"`), kind: paygates.ErrUnexpectedReply},
	{name: "an invoice with two refunds", in: []string{"refund"}, alter: twice("data.attributes.refunds", "reference_id", `"ref-3"`), outcome: paygates.OutcomeExecuted},
	{name: "an invoice with the refund twice", in: []string{"refund"}, alter: twice("data.attributes.refunds"), kind: paygates.ErrUnexpectedReply},
	{name: "an invoice with a refund without an id", in: []string{"refund"}, alter: lacking("data.attributes.refunds.0.id"), kind: paygates.ErrUnexpectedReply},
	{name: "an invoice with a refund of another amount", in: []string{"refund"}, alter: putting("data.attributes.refunds.0.amount", "4.11"), kind: paygates.ErrUnexpectedReply},
	{name: "an invoice with a refund of no amount", in: []string{"refund"}, alter: lacking("data.attributes.refunds.0.amount"), kind: paygates.ErrUnexpectedReply},
	{name: "an invoice with a refund under way", in: []string{"refund"}, alter: putting("data.attributes.refunds.0.status", `"process_pending"`), outcome: paygates.OutcomeExecuted},
	{name: "an invoice with a refund of a status of its own", in: []string{"refund"}, alter: putting("data.attributes.refunds.0.status", `"tomorrow"`), kind: paygates.ErrUnexpectedReply},
	{name: "an invoice with a refund without a status", in: []string{"refund"}, alter: lacking("data.attributes.refunds.0.status"), outcome: paygates.OutcomeExecuted},
	{name: "an invoice with a refund that failed", in: []string{"refund"}, inPlace: true, alter: replying(201, `{"data":{"type":"payment-invoices","id":"cpi_YzqIV1Fjr9AckZ0f",`+
		`"attributes":{"currency":"USD","test_mode":true,"refunds":[{"id":"ref_1","reference_id":"ref-2","amount":4.1,"status":"process_failed"}]}}}`),
		outcome: paygates.OutcomeNotExecuted, kind: paygates.ErrDeclined, advice: newOne, also: withCode("process_failed")},

	{name: "an invoice with an object for its status", in: []string{"refund"}, inPlace: true, alter: replying(201, `{"data":{"type":"payment-invoices","id":"cpi_YzqIV1Fjr9AckZ0f",`+
		`"attributes":{"currency":"USD","test_mode":true,"refunds":[{"id":"ref_1","reference_id":"ref-2","amount":4.1,"status":"processed"}],"status":{}}}}`),
		kind: paygates.ErrUnexpectedReply},
	{name: "no reference", in: []string{"refund in itself"}, alter: lacking("data.attributes.reference_id"), kind: paygates.ErrUnexpectedReply},
	{name: "another reference", in: []string{"refund in itself"}, alter: putting("data.attributes.reference_id", `"ref-3"`, "data.id", `"ref_2"`),
		kind: paygates.ErrUnexpectedReply, also: onObject("ref_2")},
	{name: "another amount", in: []string{"refund in itself"}, alter: putting("data.attributes.amount", "4.11"), kind: paygates.ErrUnexpectedReply},
	{name: "no amount", in: []string{"refund in itself"}, alter: lacking("data.attributes.amount"), outcome: paygates.OutcomeExecuted},
	{name: "an amount that cannot be held", in: []string{"refund in itself"}, alter: putting("data.attributes.amount", `"4.1 dollars"`), kind: paygates.ErrUnexpectedReply},
	{name: "of another invoice", in: []string{"refund in itself"}, alter: putting("data.attributes.original_id", `"cpi_2"`), kind: paygates.ErrUnexpectedReply},
	{name: "of an invoice", in: []string{"refund in itself"}, alter: lacking("data.attributes.original_id"), outcome: paygates.OutcomeExecuted},
	{name: "under way", in: []string{"refund in itself"}, alter: putting("data.attributes.status", `"process_pending"`), outcome: paygates.OutcomeExecuted, also: inState(paygates.StatePending)},
	{name: "no status", in: []string{"refund in itself"}, alter: lacking("data.attributes.status"), outcome: paygates.OutcomeExecuted},
	{name: "a status of its own", in: []string{"refund in itself"}, alter: putting("data.attributes.status", `"tomorrow"`), outcome: paygates.OutcomeExecuted, also: inState(paygates.StateUnknown)},
	{name: "failed", in: []string{"refund in itself"}, inPlace: true, alter: replying(201, `{"data":{"type":"refunds","id":"ref_1","attributes":{"reference_id":"ref-2","amount":4.1,"status":"process_failed"}}}`),
		outcome: paygates.OutcomeNotExecuted, kind: paygates.ErrDeclined, advice: newOne, also: remarks(onObject("ref_1"), withCode("process_failed"))},
	{name: "another one failed", in: []string{"refund in itself"}, inPlace: true, alter: replying(201, `{"data":{"type":"refunds","id":"ref_1","attributes":{"reference_id":"ref-3","amount":4.1,"status":"process_failed"}}}`),
		kind: paygates.ErrUnexpectedReply, also: onObject("ref_1")},
}

// twice has the one element of a list twice, with a change in the second.
func twice(place string, pairs ...string) alteration {
	return func(a *simulation.Answer) {
		one := a.At(place)
		one = one[1 : len(one)-1]
		a.Set(place, "["+one+","+one+"]")
		putting(at(place+".1.", 2, pairs)...)(a)
	}
}

// corefyListed has the list by which something that was made is looked up,
// otherwise.
func corefyListed() (rows []oddity) {
	for _, call := range corefyCalls {
		if call.in == "create publicly" {
			continue // it is looked up as a private one is
		}
		fields := "data.0.attributes."
		lookUp, ours := "Invoices.FindByReference", "status process_pending, amount 10.00 USD"
		if call.in == "pay out" {
			lookUp, ours = "Payouts.FindByReference", "status processed, amount 10.00 USD, processed_amount 10.00 USD"
		}
		row := func(o oddity) {
			o.name, o.in, o.lookUp = "listed, "+o.name, []string{call.in}, lookUp
			rows = append(rows, o)
		}
		found := func(more ...string) alteration {
			body := ""
			for i, m := range more {
				if i > 0 {
					body += ","
				}
				body += corefyObject(call.kind, call.service, m)
			}
			return replying(200, `{"data":[`+body+`]}`)
		}
		row(oddity{name: "as it is", alter: putting(fields+"description", `"new"`), verdict: paygates.VerdictExecuted, advice: noAdvice, also: inEvidence("1 found with the reference; " + ours)})
		for _, field := range []struct{ name, other, same string }{
			{"amount", "10.01", `"10.00"`}, {"currency", `"EUR"`, `"USD"`}, {"service", `"cash"`, fmt.Sprintf("%q", call.service)},
		} {
			row(oddity{name: "another " + field.name, alter: putting(fields+field.name, field.other), verdict: paygates.VerdictConflict, advice: askHuman})
			row(oddity{name: "the same " + field.name, alter: putting(fields+field.name, field.same, fields+"description", `"new"`), verdict: paygates.VerdictExecuted})
		}
		for _, field := range []string{"currency", "test_mode", "status"} {
			row(oddity{name: "no " + field, alter: lacking(fields + field), verdict: paygates.VerdictExecuted})
		}
		row(oddity{name: "no amount", alter: lacking(fields + "amount"), verdict: paygates.VerdictUnknown, advice: lookAgain})
		row(oddity{name: "an amount that cannot be held", alter: putting(fields+"amount", `"10 dollars"`), verdict: paygates.VerdictUnknown})
		row(oddity{name: "no id", alter: lacking("data.0.id"), verdict: paygates.VerdictUnknown})
		row(oddity{name: "no type", alter: lacking("data.0.type"), verdict: paygates.VerdictExecuted})
		row(oddity{name: "another type", alter: putting("data.0.type", `"refunds"`), verdict: paygates.VerdictConflict})
		row(oddity{name: "a status of its own", alter: putting(fields+"status", `"tomorrow"`, fields+"processed_amount", "null"), verdict: paygates.VerdictExecuted,
			also: inEvidence("1 found with the reference; status unknown to this SDK, amount 10.00 USD")})
		row(oddity{name: "of the other mode", alter: putting(fields+"test_mode", "false"), verdict: paygates.VerdictAbsent, advice: lookAgain,
			also: remarks(showingNothing, inEvidence("0 found with the reference"))})
		row(oddity{name: "another's", alter: putting(fields+"reference_id", `"ref-9"`), verdict: paygates.VerdictUnknown, advice: lookAgain,
			also: remarks(showingNothing, inEvidence("0 found with the reference, in a list that may lack some"))})
		row(oddity{name: "another's, late", late: true, alter: putting(fields+"reference_id", `"ref-9"`), verdict: paygates.VerdictUnknown, advice: askHuman})
		row(oddity{name: "nobody's", alter: lacking(fields + "reference_id"), verdict: paygates.VerdictUnknown})
		row(oddity{name: "it and another's", alter: twice("data", "id", `"o_2"`, "attributes.reference_id", `"ref-9"`), verdict: paygates.VerdictExecuted})
		row(oddity{name: "two", alter: twice("data", "id", `"o_2"`), verdict: paygates.VerdictDuplicate, advice: askHuman})
		row(oddity{name: "it, twice", alter: twice("data"), verdict: paygates.VerdictExecuted, advice: noAdvice})
		row(oddity{name: "it, and one that failed", alter: twice("data", "id", `"o_2"`, "attributes.status", `"process_failed"`, "attributes.processed_amount", "null"),
			verdict: paygates.VerdictExecuted})
		row(oddity{name: "it, and one of another amount", alter: twice("data", "id", `"o_2"`, "attributes.amount", "11"), verdict: paygates.VerdictConflict})
		row(oddity{name: "null for it", alter: putting("data", "[null]"), verdict: paygates.VerdictUnknown})
		row(oddity{name: "none", alter: putting("data", "[]"), verdict: paygates.VerdictAbsent, advice: lookAgain, also: inEvidence("0 found with the reference")})
		row(oddity{name: "none, and more to come", alter: putting("data", "[]", "links.next", `"?page=2"`), verdict: paygates.VerdictUnknown})
		row(oddity{name: "no list", alter: putting("data", "null"), kind: paygates.ErrUnexpectedReply})
		row(oddity{name: "one for a list", alter: func(a *simulation.Answer) { a.Set("data", a.At("data")[1:len(a.At("data"))-1]) }, kind: paygates.ErrUnexpectedReply})
		row(oddity{name: "an error beside it", alter: putting("errors", `[{"code":"500"}]`), kind: paygates.ErrUnexpectedReply})
		row(oddity{name: "something behind it", alter: trailing, kind: paygates.ErrUnexpectedReply})
		for _, k := range corefyKinds[:5] {
			row(oddity{name: fmt.Sprint(k.status), alter: corefySays(k.status), kind: k.kind})
		}
		for _, status := range []string{"process_failed", "terminated", "expired", "PROCESS_FAILED"} {
			row(oddity{name: status, undone: true, inPlace: true, alter: found(fmt.Sprintf(`,"status":%q`, status)), verdict: paygates.VerdictNotExecuted, advice: newOne})
		}
		row(oddity{name: "failed, another amount", undone: true, inPlace: true, alter: together(found(`,"status":"process_failed"`), putting(fields+"amount", "11")), verdict: paygates.VerdictConflict})
		row(oddity{name: "failed, and yet processed", undone: true, inPlace: true, alter: found(`,"status":"process_failed","processed_amount":10`), verdict: paygates.VerdictUnknown})
		row(oddity{name: "failed, because of an error", undone: true, inPlace: true, alter: found(`,"status":"process_failed","resolution":"error"`),
			verdict: paygates.VerdictNotExecuted, advice: askHuman})
		row(oddity{name: "executed, because of an error", alter: putting(fields+"resolution", `"error"`), verdict: paygates.VerdictExecuted, advice: noAdvice})
	}
	for flow, verdicts := range map[string][]paygates.Verdict{
		"verify": {paygates.VerdictConflict, paygates.VerdictExecuted}, "CHARGE": {paygates.VerdictExecuted, paygates.VerdictExecuted},
	} {
		for i, in := range []string{"create", "create publicly"} {
			rows = append(rows, oddity{name: "listed, to " + flow, in: []string{in}, lookUp: "Invoices.FindByReference", alter: putting("data.0.attributes.payment_flow", fmt.Sprintf("%q", flow)),
				verdict: verdicts[i]})
		}
	}
	rows = append(rows,
		oddity{name: "listed, another amount", in: []string{"create publicly"}, lookUp: "Invoices.FindByReference", alter: putting("data.0.attributes.amount", "11"), verdict: paygates.VerdictConflict},
		oddity{name: "listed, broken", in: []string{"create"}, lookUp: "Invoices.FindByReference", times: 3, alter: corefySays(503), kind: paygates.ErrUnavailable},
		oddity{name: "listed, canceled", in: []string{"pay out"}, lookUp: "Payouts.FindByReference", alter: putting("data.0.attributes.status", `"canceled"`), verdict: paygates.VerdictUnknown},
		oddity{name: "listed, canceled, another amount", in: []string{"pay out"}, lookUp: "Payouts.FindByReference",
			alter: putting("data.0.attributes.status", `"canceled"`, "data.0.attributes.amount", "11"), verdict: paygates.VerdictConflict},
		oddity{name: "listed, to another card", in: []string{"pay out"}, lookUp: "Payouts.FindByReference", alter: putting("data.0.attributes.fields.card_number", `"4111********1112"`),
			verdict: paygates.VerdictConflict},
		oddity{name: "listed, to nobody", in: []string{"pay out"}, lookUp: "Payouts.FindByReference", alter: putting("data.0.attributes.fields", "[]"), verdict: paygates.VerdictExecuted},
		oddity{name: "listed, none, late, and then it", in: []string{"create"}, lookUp: "Invoices.FindByReference", late: true, alter: putting("data", "[]"), verdict: paygates.VerdictExecuted},
		oddity{name: "listed, none, late, twice", in: []string{"create", "create publicly"}, lookUp: "Invoices.FindByReference", undone: true, late: true, times: 2,
			alter: putting("data", "[]", "meta", "{}"), verdict: paygates.VerdictNotExecuted, advice: sendAgain, also: inEvidence("0 found with the reference", "0 found with the reference")},
		oddity{name: "listed, none, late, then broken", in: []string{"create"}, lookUp: "Invoices.FindByReference", undone: true, late: true, skips: 1,
			alter: replying(404, "<html>"), kind: paygates.ErrUnexpectedReply},
		oddity{name: "listed, none, late", in: []string{"pay out"}, lookUp: "Payouts.FindByReference", undone: true, late: true, times: 2,
			alter: putting("data", "[]", "meta", "{}"), verdict: paygates.VerdictAbsent, advice: askHuman, also: inEvidence("0 found with the reference")},
	)
	return sorted(rows)
}

// corefyInvoiceRead has the invoice by which a refund is looked up that stands in
// its list, otherwise.
var corefyInvoiceRead = []oddity{
	{name: "as it is", in: []string{"refund", "refund in itself", "refund in totals", "second refund in totals"}, lookUp: "Invoices.Get", alter: putting("data.attributes.description", `"new"`),
		verdict: paygates.VerdictExecuted, advice: noAdvice},
	{name: "in evidence", in: []string{"refund"}, lookUp: "Invoices.Get", alter: putting("data.attributes.description", `"new"`), verdict: paygates.VerdictExecuted,
		also: inEvidence("status partially_refunded, amount 10.00 USD, processed_amount 10.25 USD, refunded_amount 4.10 USD")},
	{name: "another currency", in: []string{"refund", "refund in totals"}, lookUp: "Invoices.Get", alter: putting("data.attributes.currency", `"EUR"`), verdict: paygates.VerdictConflict, advice: askHuman},
	{name: "no currency", in: []string{"refund", "refund in totals"}, lookUp: "Invoices.Get", alter: lacking("data.attributes.currency"), verdict: paygates.VerdictExecuted},
	{name: "another refund", in: []string{"refund"}, lookUp: "Invoices.Get", alter: putting("data.attributes.refunds.0.reference_id", `"ref-3"`), verdict: paygates.VerdictUnknown, advice: lookAgain},
	{name: "two refunds", in: []string{"refund"}, lookUp: "Invoices.Get", alter: twice("data.attributes.refunds", "reference_id", `"ref-3"`), verdict: paygates.VerdictExecuted},
	{name: "the refund twice", in: []string{"refund"}, lookUp: "Invoices.Get", alter: twice("data.attributes.refunds"), verdict: paygates.VerdictDuplicate, advice: askHuman},
	{name: "a refund of another amount", in: []string{"refund"}, lookUp: "Invoices.Get", alter: putting("data.attributes.refunds.0.amount", "4.11"), verdict: paygates.VerdictConflict},
	{name: "a refund of no amount", in: []string{"refund"}, lookUp: "Invoices.Get", alter: lacking("data.attributes.refunds.0.amount"), verdict: paygates.VerdictExecuted},
	{name: "a refund of an amount that cannot be held", in: []string{"refund"}, lookUp: "Invoices.Get", alter: putting("data.attributes.refunds.0.amount", `"4.1 dollars"`), verdict: paygates.VerdictUnknown},
	{name: "a refund under way", in: []string{"refund"}, lookUp: "Invoices.Get", alter: putting("data.attributes.refunds.0.status", `"process_error"`), verdict: paygates.VerdictExecuted},
	{name: "a refund without a status", in: []string{"refund"}, lookUp: "Invoices.Get", alter: lacking("data.attributes.refunds.0.status"), verdict: paygates.VerdictExecuted},
	{name: "a refund of a status of its own", in: []string{"refund"}, lookUp: "Invoices.Get", alter: putting("data.attributes.refunds.0.status", `"tomorrow"`), verdict: paygates.VerdictUnknown},
	{name: "a refund that failed", in: []string{"refund"}, lookUp: "Invoices.Get", undone: true,
		alter:   putting("data.attributes.refunds", `[{"id":"ref_1","reference_id":"ref-2","amount":4.1,"status":"process_failed"}]`, "data.attributes.resolution", `"error"`),
		verdict: paygates.VerdictNotExecuted, advice: newOne},
	{name: "a refund of another amount that failed", in: []string{"refund"}, lookUp: "Invoices.Get", undone: true,
		alter: putting("data.attributes.refunds", `[{"id":"ref_1","reference_id":"ref-2","amount":4.11,"status":"process_failed"}]`), verdict: paygates.VerdictConflict},
	{name: "another id", in: []string{"refund"}, lookUp: "Invoices.Get", alter: putting("data.id", `"cpi_2"`), kind: paygates.ErrUnexpectedReply, also: onObject("cpi_2")},
	{name: "another mode", in: []string{"refund"}, lookUp: "Invoices.Get", alter: putting("data.attributes.test_mode", "false"), kind: paygates.ErrUnexpectedReply},
	{name: "not found", in: []string{"refund"}, lookUp: "Invoices.Get", alter: corefySays(404), verdict: paygates.VerdictUnknown, advice: lookAgain, also: remarks(showingNothing, inEvidence("not found"))},
	{name: "not found, late", in: []string{"refund"}, lookUp: "Invoices.Get", late: true, alter: corefySays(404), verdict: paygates.VerdictUnknown, advice: askHuman},
	{name: "a page under 404", in: []string{"refund"}, lookUp: "Invoices.Get", alter: replying(404, "<html>"), kind: paygates.ErrUnexpectedReply},
	{name: "401", in: []string{"refund"}, lookUp: "Invoices.Get", alter: corefySays(401), kind: paygates.ErrAuthentication},
	{name: "500", in: []string{"refund"}, lookUp: "Invoices.Get", times: 3, alter: corefySays(500), kind: paygates.ErrUnavailable},
}

// refundTotals is an invoice without a list of refunds.
func refundTotals(status, total string, more ...string) alteration {
	return putting(append([]string{"data.attributes.status", fmt.Sprintf("%q", status), "data.attributes.refunded_amount", total}, at("data.attributes.", 2, more)...)...)
}

// corefyTotals has the invoice by which a refund is looked up that is listed
// nowhere, otherwise: 4.10 of what was paid.
var corefyTotals = []oddity{
	{name: "all of it", in: []string{"refund in totals"}, lookUp: "Invoices.Get", alter: refundTotals("partially_refunded", "4", "refunded_amount", "4.00"), verdict: paygates.VerdictExecuted},
	{name: "an empty list", in: []string{"refund"}, lookUp: "Invoices.Get", alter: putting("data.attributes.refunds", "[]"), verdict: paygates.VerdictExecuted},
	{name: "a list of something else", in: []string{"refund", "refund in totals"}, lookUp: "Invoices.Get", alter: putting("data.attributes.refunds", `["x"]`), verdict: paygates.VerdictUnknown},
	{name: "too much", in: []string{"refund in totals", "second refund in totals"}, lookUp: "Invoices.Get", alter: refundTotals("partially_refunded", "9"), verdict: paygates.VerdictConflict, advice: askHuman},
	{name: "too little", in: []string{"refund in totals"}, lookUp: "Invoices.Get", alter: refundTotals("partially_refunded", "1"), verdict: paygates.VerdictConflict},
	{name: "no more than before", in: []string{"second refund in totals"}, lookUp: "Invoices.Get", alter: refundTotals("partially_refunded", "4.00"), verdict: paygates.VerdictAbsent},
	{name: "less than before", in: []string{"second refund in totals"}, lookUp: "Invoices.Get", alter: refundTotals("partially_refunded", "1"), verdict: paygates.VerdictConflict},
	{name: "nothing", in: []string{"refund in totals"}, lookUp: "Invoices.Get", alter: refundTotals("processed", "null"), verdict: paygates.VerdictAbsent, advice: lookAgain},
	{name: "nothing, of a part", in: []string{"refund in totals"}, lookUp: "Invoices.Get", alter: refundTotals("partially_processed", "null", "processed_amount", "9"), verdict: paygates.VerdictAbsent},
	{name: "nothing, late", in: []string{"refund in totals"}, lookUp: "Invoices.Get", undone: true, late: true, alter: putting("data.attributes.description", `"new"`), verdict: paygates.VerdictAbsent, advice: askHuman},
	{name: "nothing at all", in: []string{"refund in totals"}, lookUp: "Invoices.Get", alter: refundTotals("refunded", "null"), verdict: paygates.VerdictUnknown},
	{name: "a total that cannot be held", in: []string{"refund in totals"}, lookUp: "Invoices.Get", alter: refundTotals("processed", `"x"`), verdict: paygates.VerdictUnknown},
	{name: "refunding", in: []string{"refund in totals"}, lookUp: "Invoices.Get", alter: refundTotals("refunding", "4.00"), verdict: paygates.VerdictUnknown},
	{name: "refund_pending", in: []string{"refund in totals"}, lookUp: "Invoices.Get", alter: refundTotals("REFUND_PENDING", "4.00"), verdict: paygates.VerdictUnknown},
	{name: "refund_error", in: []string{"refund in totals"}, lookUp: "Invoices.Get", alter: refundTotals("refund_error", "4.00"), verdict: paygates.VerdictUnknown},
	{name: "a status of its own", in: []string{"refund in totals"}, lookUp: "Invoices.Get", alter: refundTotals("tomorrow", "4.00"), verdict: paygates.VerdictUnknown},
	{name: "failed", in: []string{"refund in totals"}, lookUp: "Invoices.Get", undone: true, alter: refundFailed("null", 0), verdict: paygates.VerdictNotExecuted, advice: newOne},
	{name: "failed, and said to be nothing", in: []string{"refund in totals"}, lookUp: "Invoices.Get", undone: true, alter: refundFailed("0", time.Minute), verdict: paygates.VerdictNotExecuted},
	{name: "failed before", in: []string{"refund in totals"}, lookUp: "Invoices.Get", undone: true, alter: refundFailed("null", -time.Second), verdict: paygates.VerdictAbsent},
	{name: "failed, nobody knows when", in: []string{"refund in totals"}, lookUp: "Invoices.Get", undone: true, alter: refundTotals("refund_failed", "null", "updated", "null"), verdict: paygates.VerdictAbsent},
	{name: "failed, and yet refunded", in: []string{"refund in totals"}, lookUp: "Invoices.Get", alter: refundTotals("refund_failed", "4.00"), verdict: paygates.VerdictExecuted},
	{name: "the second failed", in: []string{"second refund in totals"}, lookUp: "Invoices.Get", undone: true, alter: refundFailed("4.00", 0), verdict: paygates.VerdictNotExecuted},
}

// refundFailed is an invoice whose refund failed, that long after it was asked for.
func refundFailed(total string, after time.Duration) alteration {
	return func(a *simulation.Answer) {
		// It is looked up a minute later.
		refundTotals("refund_failed", total, "updated", fmt.Sprint(time.Now().Add(after-time.Minute).Unix()))(a)
	}
}

// corefyReadBefore has the invoice that is read before a refund, otherwise. Where
// that fails, nothing is sent.
var corefyReadBefore = []oddity{
	{name: "as it is, before", in: []string{"refund"}, within: "Invoices.Get", alter: putting("data.attributes.description", `"new"`), outcome: paygates.OutcomeExecuted},
	{name: "another currency before", in: []string{"refund"}, within: "Invoices.Get", alter: putting("data.attributes.currency", `"EUR"`), outcome: paygates.OutcomeNotExecuted,
		kind: paygates.ErrInvalidRequest, also: namingFields("Amount")},
	{name: "no currency before", in: []string{"refund"}, within: "Invoices.Get", alter: lacking("data.attributes.currency"), outcome: paygates.OutcomeExecuted},
	{name: "another id before", in: []string{"refund"}, within: "Invoices.Get", alter: putting("data.id", `"cpi_2"`), outcome: paygates.OutcomeNotExecuted, kind: paygates.ErrUnexpectedReply},
	{name: "not found before", in: []string{"refund"}, within: "Invoices.Get", alter: corefySays(404), outcome: paygates.OutcomeNotExecuted, kind: paygates.ErrNotFound},
	{name: "broken before", in: []string{"refund"}, within: "Invoices.Get", times: 3, alter: corefySays(503), outcome: paygates.OutcomeNotExecuted, kind: paygates.ErrUnavailable, advice: sendAgain},
}

// corefyIntents has intents that nobody made.
var corefyIntents = []oddity{
	{name: "no reference", in: corefyActing, intent: func(i *paygates.Intent) { i.Reference = "" }, kind: paygates.ErrInvalidRequest, also: namingFields("Reference")},
	{name: "two references", in: corefyActing, intent: func(i *paygates.Intent) { i.Reference = "ref-1,ref-2" }, kind: paygates.ErrInvalidRequest, also: namingFields("Reference")},
	{name: "not that reference", in: corefyActing, intent: func(i *paygates.Intent) { i.Reference = "-ref-1" }, kind: paygates.ErrInvalidRequest, also: namingFields("Reference")},
	{name: "no amount", in: corefyActing, intent: func(i *paygates.Intent) { i.Amount = money.Amount{} }, kind: paygates.ErrInvalidRequest, also: namingFields("Amount")},
	{name: "of another gateway", in: corefyActing, intent: func(i *paygates.Intent) { i.Gateway = "cinetpay" }, kind: paygates.ErrInvalidRequest, also: namingFields("Gateway")},
	{name: "of a read", in: []string{"create"}, intent: func(i *paygates.Intent) { i.Op, i.Reference = "Invoices.Get", "" }, kind: paygates.ErrInvalidRequest, also: namingFields("Op")},
	{name: "nothing at all", in: []string{"create"}, intent: func(i *paygates.Intent) { *i = paygates.Intent{} }, kind: paygates.ErrInvalidRequest, also: namingFields("Gateway", "Op")},
	{name: "of no invoice", in: []string{"refund"}, intent: func(i *paygates.Intent) { i.TargetID = "" }, kind: paygates.ErrInvalidRequest, also: namingFields("TargetID")},
	{name: "of two invoices", in: []string{"refund"}, intent: func(i *paygates.Intent) { i.TargetID = "cpi_1/refund" }, kind: paygates.ErrInvalidRequest, also: namingFields("TargetID")},
	{name: "of no invoice, which needs none", in: []string{"create", "pay out"}, intent: func(i *paygates.Intent) { i.TargetID = "" }, verdict: paygates.VerdictExecuted},
	{name: "without details", in: []string{"create", "create publicly", "pay out"}, intent: func(i *paygates.Intent) { i.Details, i.MaskedPAN = "", "" }, verdict: paygates.VerdictExecuted},
	{name: "of another service", in: []string{"create", "create publicly", "pay out"}, intent: func(i *paygates.Intent) { i.Details = "service=cash" }, verdict: paygates.VerdictConflict},
	{name: "of another amount", in: corefyActing, intent: func(i *paygates.Intent) { i.Amount = money.MustParse("7.00", money.USD) }, verdict: paygates.VerdictConflict},
	{name: "of another currency", in: corefyActing, intent: func(i *paygates.Intent) { i.Amount = tenEUR }, verdict: paygates.VerdictConflict},
	{name: "of another reference", in: []string{"create", "create publicly", "pay out"}, intent: func(i *paygates.Intent) { i.Reference = "ref-9" }, verdict: paygates.VerdictAbsent, advice: lookAgain},
	{name: "of no time, and of another reference", in: []string{"create"}, late: true, intent: func(i *paygates.Intent) { i.At, i.Reference = time.Time{}, "ref-9" }, verdict: paygates.VerdictAbsent, advice: lookAgain},
	{name: "of no total before", in: []string{"refund in totals"}, intent: func(i *paygates.Intent) { i.Before = money.Amount{} }, verdict: paygates.VerdictUnknown},
	{name: "of another total before", in: []string{"refund in totals"}, intent: func(i *paygates.Intent) { i.Before = money.MustParse("1.00", money.USD) }, verdict: paygates.VerdictConflict},
}

// corefyPages has lists with a link to a further page.
var corefyPages = []oddity{
	{name: "a further page", in: []string{"create"}, lookUp: "Invoices.FindByReference", alter: putting("links.next", `"/any/path?filter[reference_id]=ref-1&page[before]=cpi_YzqIV1Fjr9AckZ0f"`),
		verdict: paygates.VerdictExecuted, also: asking("Invoices.FindByReference", "Invoices.FindByReference")},
	{name: "a further page that leads back", in: []string{"create"}, lookUp: "Invoices.FindByReference", times: 9,
		alter:   putting("links.next", `"?filter[reference_id]=ref-1&page[before]=cpi_YzqIV1Fjr9AckZ0f"`),
		verdict: paygates.VerdictExecuted, also: asking("Invoices.FindByReference", "Invoices.FindByReference")},
	{name: "a link in an object", in: []string{"create"}, lookUp: "Invoices.FindByReference",
		alter:   putting("links.next", `{"href":"?filter[reference_id]=ref-1&page[before]=cpi_YzqIV1Fjr9AckZ0f"}`),
		verdict: paygates.VerdictExecuted, also: asking("Invoices.FindByReference", "Invoices.FindByReference")},
	{name: "a garbled link", in: []string{"create"}, lookUp: "Invoices.FindByReference", alter: putting("links.next", `"?page[before]=\ufffd"`), kind: paygates.ErrUnexpectedReply},
	{name: "a link without a query", in: []string{"create"}, lookUp: "Invoices.FindByReference", alter: putting("links.next", `"/api/payment-invoices"`), kind: paygates.ErrUnexpectedReply},
	{name: "a link that is none", in: []string{"create"}, lookUp: "Invoices.FindByReference", alter: putting("links.next", `"%zz?a=b"`), kind: paygates.ErrUnexpectedReply},
	{name: "a link with a query that is none", in: []string{"create"}, lookUp: "Invoices.FindByReference", alter: putting("links.next", `"?a=%zz"`), kind: paygates.ErrUnexpectedReply},
	{name: "an empty link", in: []string{"create"}, lookUp: "Invoices.FindByReference", alter: putting("links.next", "null"), verdict: paygates.VerdictExecuted,
		also: asking("Invoices.FindByReference")},
	{name: "of no mode", in: []string{"create"}, lookUp: "Invoices.FindByReference", alter: lacking("data.0.attributes.test_mode"), verdict: paygates.VerdictExecuted},
	{name: "an object for the currency", in: []string{"refund", "refund in itself", "create", "pay out"}, alter: putting("data.attributes.currency", "{}"), kind: paygates.ErrUnexpectedReply},
	{name: "an object for the currency, listed", in: []string{"create"}, lookUp: "Invoices.FindByReference", alter: putting("data.0.attributes.currency", "{}"), kind: paygates.ErrUnexpectedReply},
}

// corefyWrong has calls that ask for what cannot be: nothing is sent.
var corefyWrong = []oddity{
	{name: "no reference", in: corefyActing, action: func(a *simulation.Action) { a.Reference = "" }, outcome: paygates.OutcomeNotExecuted, kind: paygates.ErrInvalidRequest,
		advice: fixRequest, also: remarks(asking(), namingFields("Reference"))},
	{name: "nothing", in: corefyActing, action: func(a *simulation.Action) { a.Amount = money.MustParse("0.00", money.USD) }, outcome: paygates.OutcomeNotExecuted, kind: paygates.ErrInvalidRequest,
		also: remarks(asking(), namingFields("Amount"))},
	{name: "of no invoice", in: []string{"refund", "read", "read publicly", "read payout"}, action: func(a *simulation.Action) { a.ID = "" }, outcome: paygates.OutcomeNotExecuted,
		kind: paygates.ErrInvalidRequest, also: asking()},
	{name: "of two invoices", in: []string{"refund", "read"}, action: func(a *simulation.Action) { a.ID += "/refund" }, outcome: paygates.OutcomeNotExecuted,
		kind: paygates.ErrInvalidRequest, also: asking()},
}
