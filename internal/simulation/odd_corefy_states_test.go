package simulation_test

import (
	"fmt"
	"strings"

	paygates "github.com/paygates/paygates-go"
)

// corefyStates has an invoice that is read, in other states: of 10.25 that was owed,
// the amounts that were paid, went back and were charged back.
func corefyStates() (rows []oddity) {
	for _, shown := range []struct {
		statuses string
		// paid, back and charged are "" where the answer says nothing.
		paid, back, charged string
		state               paygates.State
	}{
		{"created processing process_pending process_error", "", "", "", paygates.StatePending},
		{"process_pending", "10.25", "", "", paygates.StateUnknown},
		{"processed PROCESSED", "10.25", "", "", paygates.StatePaid},
		{"processed", "10.26", "", "", paygates.StatePaid},
		{"processed", "10.24", "", "", paygates.StatePartlyPaid},
		{"processed partially_processed refund_failed", "", "", "", paygates.StateUnknown},
		{"processed partially_processed refund_failed", "0", "", "", paygates.StateUnknown},
		{"processed created refunded", "-1", "", "", paygates.StateUnknown},
		{"partially_processed", "10", "0", "0", paygates.StatePartlyPaid},
		{"partially_processed", "10.25", "", "", paygates.StateUnknown},
		{"refunding refund_pending refund_error refund_failed", "10.25", "", "", paygates.StatePaid},
		{"refunding refund_failed", "10", "0", "", paygates.StatePartlyPaid},
		{"refunding refund_failed", "10.25", "4", "", paygates.StatePartlyRefunded},
		{"refunding refund_failed", "10.25", "11", "", paygates.StateUnknown},
		{"refunding", "", "4", "", paygates.StateUnknown},
		{"processed partially_refunded refunded", "10.25", "4", "", paygates.StatePartlyRefunded},
		{"processed partially_refunded refunded", "10.25", "10.25", "", paygates.StateRefunded},
		{"processed partially_refunded refunded", "10.25", "11", "", paygates.StateUnknown},
		{"partially_refunded refunded", "10.25", "", "", paygates.StateUnknown},
		{"processed refunded", "10.25", "-1", "", paygates.StateUnknown},
		{"charged_back", "10.25", "", "", paygates.StateChargedBack},
		{"partially_charged_back", "10.25", "", "", paygates.StatePartlyChargedBack},
		{"charged_back partially_charged_back processed refunded", "10.25", "", "4", paygates.StatePartlyChargedBack},
		{"charged_back partially_charged_back processed partially_refunded", "10.25", "4", "10.25", paygates.StateChargedBack},
		{"charged_back processed", "10.25", "", "11", paygates.StateUnknown},
		{"charged_back processed", "10.25", "", "-1", paygates.StateUnknown},
		{"charged_back", "10.25", "", "0", paygates.StateUnknown},
		{"verified", "", "", "", paygates.StateVerified},
		{"verified", "10.25", "", "", paygates.StateUnknown},
		{"process_failed terminated rejected verify_failed", "", "", "", paygates.StateFailed},
		{"process_failed", "0", "", "", paygates.StateFailed},
		{"process_failed expired", "10.25", "", "", paygates.StateUnknown},
		{"expired", "", "", "", paygates.StateExpired},
		{"authorize_failed", "", "", "", paygates.StateUnknown},
		{"tomorrow", "10.25", "", "4", paygates.StateUnknown},
	} {
		for status := range strings.FieldsSeq(shown.statuses) {
			rows = append(rows, oddity{
				name: fmt.Sprintf("%s, %q paid, %q back, %q charged back", status, shown.paid, shown.back, shown.charged), in: []string{"read"},
				alter:   putting(invoiceAs(status, shown.paid, shown.back, "charged_back_amount", orNull(shown.charged))...),
				outcome: paygates.OutcomeExecuted, also: inState(shown.state),
			})
		}
	}
	for _, field := range []string{"amount", "payment_amount", "processed_amount", "refunded_amount", "charged_back_amount"} {
		rows = append(rows, oddity{name: field + " cannot be held", in: []string{"read"}, alter: putting("data.attributes."+field, `"much"`), outcome: paygates.OutcomeExecuted,
			also: inState(paygates.StateUnknown)})
	}
	return append(rows, corefyOtherStates...)
}

// invoiceAs is an invoice that is read, otherwise.
func invoiceAs(status, paid, back string, more ...string) []string {
	return at("data.attributes.", 2, append([]string{"status", fmt.Sprintf("%q", status), "processed_amount", orNull(paid), "refunded_amount", orNull(back)}, more...))
}

func orNull(text string) string {
	if text == "" {
		return "null"
	}
	return text
}

// corefyOtherStates are those that hang on more than status and totals.
var corefyOtherStates = []oddity{
	{name: "paid, nobody says what is owed", in: []string{"read"}, alter: putting(invoiceAs("processed", "10", "", "payment_amount", "null")...), outcome: paygates.OutcomeExecuted,
		also: remarks(inState(paygates.StatePaid), showingSums("10.00 USD", ""))},
	{name: "partly paid, nobody says what is owed", in: []string{"read"}, alter: putting(invoiceAs("processed", "9.99", "", "payment_amount", "null")...), outcome: paygates.OutcomeExecuted,
		also: inState(paygates.StatePartlyPaid)},
	{name: "nothing is owed", in: []string{"read"}, alter: putting(invoiceAs("processed", "10", "", "payment_amount", "0")...), outcome: paygates.OutcomeExecuted,
		also: inState(paygates.StateUnknown)},
	{name: "a card was verified", in: []string{"read"}, alter: putting(invoiceAs("processed", "10.25", "", "payment_flow", `"verify"`)...), outcome: paygates.OutcomeExecuted,
		also: inState(paygates.StateUnknown)},
	{name: "paid, and given back at some time", in: []string{"read"}, alter: putting(invoiceAs("processed", "10.25", "", "refunded", "1700000000")...), outcome: paygates.OutcomeExecuted,
		also: inState(paygates.StateUnknown)},
	{name: "partly paid, and charged back at some time", in: []string{"read"}, alter: putting(invoiceAs("processed", "9.99", "", "charged_back", "1700000000")...), outcome: paygates.OutcomeExecuted,
		also: inState(paygates.StateUnknown)},
	{name: "no currency", in: []string{"read"}, alter: putting(invoiceAs("processed", "10.25", "", "currency", "null")...), outcome: paygates.OutcomeExecuted,
		also: inState(paygates.StateUnknown)},
	{name: "paid, and something went back", in: []string{"read"}, alter: putting(invoiceAs("processed", "10.25", "", "refunded", "1597833305")...), outcome: paygates.OutcomeExecuted,
		also: inState(paygates.StateUnknown)},
	{name: "paid, and a refund was made", in: []string{"read"}, outcome: paygates.OutcomeExecuted, also: inState(paygates.StateUnknown),
		alter: putting(invoiceAs("refund_failed", "10.25", "", "refunds", `[{"id":"ref_1","status":"processed","amount":4}]`)...)},
	{name: "refunded in part, and charged back one day", in: []string{"read"}, alter: putting(invoiceAs("processed", "10.25", "4", "charged_back", "1597833305")...),
		outcome: paygates.OutcomeExecuted, also: inState(paygates.StateUnknown)},
	{name: "failed, because it expired", in: []string{"read"}, alter: putting(invoiceAs("process_failed", "", "", "resolution", `"Expired"`)...), outcome: paygates.OutcomeExecuted,
		also: remarks(inState(paygates.StateExpired), showingReason(paygates.DeclineUnknown))},
	{name: "terminated, because it expired", in: []string{"read"}, alter: putting(invoiceAs("terminated", "", "", "resolution", `"expired"`)...), outcome: paygates.OutcomeExecuted,
		also: inState(paygates.StateFailed)},
	{name: "failed, for want of funds", in: []string{"read"}, alter: putting(invoiceAs("process_failed", "", "", "resolution", `"insufficient_funds"`)...), outcome: paygates.OutcomeExecuted,
		also: remarks(showingReason(paygates.DeclineInsufficientFunds), showingSums("", ""))},
	{name: "paid, for want of funds", in: []string{"read"}, alter: putting(invoiceAs("processed", "10.25", "1", "resolution", `"insufficient_funds"`)...), outcome: paygates.OutcomeExecuted,
		also: remarks(showingReason(paygates.DeclineUnknown), showingSums("10.25 USD", "1.00 USD"))},
	{name: "a payout failed, for want of funds", in: []string{"read payout"},
		alter:   putting("data.attributes.status", `"process_failed"`, "data.attributes.processed_amount", "null", "data.attributes.resolution", `"insufficient_funds"`),
		outcome: paygates.OutcomeExecuted, also: showingReason(paygates.DeclineInsufficientFunds)},
	{name: "a payout left, for want of funds", in: []string{"read payout"}, alter: putting("data.attributes.resolution", `"insufficient_funds"`), outcome: paygates.OutcomeExecuted,
		also: showingReason(paygates.DeclineUnknown)},
}

// corefyPayoutStates has a payout that is read, in other states.
func corefyPayoutStates() (rows []oddity) {
	for _, shown := range []struct {
		statuses, sent string
		state          paygates.State
	}{
		{"created processing process_pending process_error canceling cancel_pending cancel_error", "null", paygates.StatePending},
		{"processed partially_processed cancel_failed partially_canceled", "10", paygates.StatePaidOut},
		{"canceled", "null", paygates.StateCanceled},
		{"process_failed terminated", "null", paygates.StateFailed},
		{"process_failed", "0", paygates.StateFailed},
		{"expired", "null", paygates.StateExpired},
		{"process_failed expired", "10", paygates.StateUnknown},
		{"process_failed", "-10", paygates.StateUnknown},
		{"process_failed", `"much"`, paygates.StateUnknown},
		{"rejected refunded tomorrow", "null", paygates.StateUnknown},
	} {
		for status := range strings.FieldsSeq(shown.statuses) {
			rows = append(rows, oddity{
				name: status + ", " + shown.sent + " sent", in: []string{"read payout"},
				alter:   putting("data.attributes.status", fmt.Sprintf("%q", status), "data.attributes.processed_amount", shown.sent, "data.attributes.description", `"new"`),
				outcome: paygates.OutcomeExecuted, also: inState(shown.state),
			})
		}
	}
	return rows
}
