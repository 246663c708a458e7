package simulation_test

import (
	"fmt"
	"slices"
	"strings"
	"time"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/internal/simulation"
	"github.com/paygates/paygates-go/money"
)

var cinetpayHistories = []cutting{
	// The token of the first call has become too old.
	{name: "pay out with a new login", before: append(known(0), simulation.Step{Pause: 10 * time.Minute, Deed: simulation.Create, Makes: 2, Amount: thousandXOF}), last: payout},
	{name: "add two receivers", last: simulation.Step{Deed: simulation.AddReceiver, Receiver: strings.Join(receivers, ",")}},
}

var cinetpayOddities = slices.Concat(
	cinetpayCreated, cinetpayCreateCodes(), cinetpayStates(), cinetpayRead, cinetpayReadCodes(), cinetpayLookedUp, cinetpayLookUpCodes(), cinetpayIntents,
	cinetpayContacts, cinetpayContactCodes(), cinetpaySent, cinetpaySendCodes(), cinetpayTransferStates(), cinetpayTransferRead, cinetpayPaidOut(), cinetpayPayoutLookedUp, cinetpayBalance, cinetpayLogins, cinetpayWrong,
)

// sayingCode is CinetPay's envelope with a code and without data.
func sayingCode(status int, code string) alteration {
	return replying(status, fmt.Sprintf(`{"code":%q,"message":"NAME","description":"why","api_response_id":"1.0001"}`, code))
}

// checkoutKinds are the codes of the checkout API by what they stand for.
var checkoutKinds = []struct {
	kind  error
	codes string
}{
	{paygates.ErrInvalidRequest, "608 610 611 612 614 615 616 617 618 619 624 630 641 642"},
	{paygates.ErrAuthentication, "609 613"},
	{paygates.ErrForbidden, "403 625 800 802 1010"},
	{paygates.ErrDeclined, "600 602 604 606 627 605 631 632 633 634 635 636 637 807 808 809 810 811 812"},
	{paygates.ErrState, "607 623 638 662 663 664 803 660 661"},
	{paygates.ErrDuplicate, "620"},
	{paygates.ErrRateLimited, "429 801"},
	{paygates.ErrUnavailable, "603 621 622 626 628 629 639 640 804"},
	{paygates.ErrNotFound, "601"},
	{paygates.ErrUnexpectedReply, "00 201 0 999 -1"},
}

// refusesPayment are the codes that prove that no payment was made.
var refusesPayment = strings.Fields("608 609 613 641 642 403 610 611 612 614 615 616 617 618 619 630")

// cinetpayCreateCodes has every code in the answer to a call that makes a payment.
func cinetpayCreateCodes() (rows []oddity) {
	for _, k := range checkoutKinds {
		for i, code := range strings.Fields(k.codes) {
			row := oddity{
				name: "code " + code, in: []string{"create"}, inPlace: true, alter: sayingCode([]int{200, 400}[i%2], code),
				kind: k.kind, advice: lookAgain, also: remarks(withCode(code), withMessage("NAME: why")),
			}
			if slices.Contains(refusesPayment, code) {
				row.outcome, row.advice = paygates.OutcomeNotExecuted, fixRequest
			}
			rows = append(rows, row)
		}
	}
	return rows
}

// cinetpayCreated has the answer to a call that makes a payment, otherwise.
var cinetpayCreated = []oddity{
	{name: "201 as its status", in: []string{"create"}, alter: underStatus(201), outcome: paygates.OutcomeExecuted},
	{name: "202 as its status", in: []string{"create"}, alter: underStatus(202), kind: paygates.ErrUnexpectedReply},
	{name: "206 as its status", in: []string{"create"}, alter: underStatus(206), kind: paygates.ErrUnexpectedReply},
	{name: "400 as its status", in: []string{"create"}, alter: underStatus(400), kind: paygates.ErrUnexpectedReply},
	{name: "500 as its status", in: []string{"create"}, alter: underStatus(500), kind: paygates.ErrUnavailable},
	{name: "the code is a number", in: []string{"create"}, alter: putting("code", "201"), outcome: paygates.OutcomeExecuted},
	{name: "the code is that of a payment made", in: []string{"create"}, alter: putting("code", `"00"`), kind: paygates.ErrUnexpectedReply},
	{name: "no code", in: []string{"create"}, alter: lacking("code"), kind: paygates.ErrUnexpectedReply},
	{name: "no token", in: []string{"create"}, alter: lacking("data.payment_token"), kind: paygates.ErrUnexpectedReply},
	{name: "an empty token", in: []string{"create"}, alter: putting("data.payment_token", `""`), kind: paygates.ErrUnexpectedReply},
	{name: "null for the token", in: []string{"create"}, alter: putting("data.payment_token", "null"), kind: paygates.ErrUnexpectedReply},
	{name: "another token", in: []string{"create"}, alter: putting("data.payment_token", "77"), outcome: paygates.OutcomeExecuted},
	{name: "no page", in: []string{"create"}, alter: together(lacking("data.payment_url"), putting("data.payment_token", `"t"`)),
		kind: paygates.ErrUnexpectedReply, also: onObject("t")},
	{name: "a page where no browser may go", in: []string{"create"}, alter: putting("data.payment_url", `"javascript:alert(1)"`),
		kind: paygates.ErrUnexpectedReply},
	{name: "its own reference", in: []string{"create"}, alter: putting("data.transaction_id", `"ref-1"`), outcome: paygates.OutcomeExecuted},
	{name: "another reference", in: []string{"create"}, alter: putting("data.transaction_id", `"ref-2"`), kind: paygates.ErrUnexpectedReply},
	{name: "its own amount", in: []string{"create"}, alter: putting("data.amount", `"1000.00"`), outcome: paygates.OutcomeExecuted},
	{name: "another amount", in: []string{"create"}, alter: putting("data.amount", "1005"), kind: paygates.ErrUnexpectedReply},
	{name: "no number for an amount", in: []string{"create"}, alter: putting("data.amount", `"much"`), kind: paygates.ErrUnexpectedReply},
	{name: "its own currency", in: []string{"create"}, alter: putting("data.currency", `"XOF"`), outcome: paygates.OutcomeExecuted},
	{name: "another currency", in: []string{"create"}, alter: putting("data.currency", `"XAF"`), kind: paygates.ErrUnexpectedReply},
	{name: "something behind the answer", in: []string{"create"}, alter: trailing, kind: paygates.ErrUnexpectedReply},
	{name: "a text for data", in: []string{"create"}, alter: putting("data", `"none"`), kind: paygates.ErrUnexpectedReply},
	{name: "null for data", in: []string{"create"}, alter: putting("data", "null"), kind: paygates.ErrUnexpectedReply},

	{name: "a refusal and something behind it", in: []string{"create"}, inPlace: true, alter: together(sayingCode(200, "608"), trailing),
		kind: paygates.ErrUnexpectedReply, also: withCode("")},
	{name: "a refusal with an empty list for data", in: []string{"create"}, inPlace: true, alter: replying(200, `{"code":"608","data":[]}`),
		outcome: paygates.OutcomeNotExecuted, kind: paygates.ErrInvalidRequest},
	{name: "a refusal with a payment", in: []string{"create"}, alter: replying(200, `{"code":"608","data":{"payment_token":"t"}}`),
		kind: paygates.ErrInvalidRequest, also: onObject("t")},
	{name: "a refusal with 401", in: []string{"create"}, inPlace: true, alter: sayingCode(401, "609"),
		outcome: paygates.OutcomeNotExecuted, kind: paygates.ErrAuthentication},
	{name: "a refusal with 404", in: []string{"create"}, inPlace: true, alter: sayingCode(404, "608"),
		outcome: paygates.OutcomeNotExecuted, kind: paygates.ErrInvalidRequest},
	{name: "a refusal with 499", in: []string{"create"}, inPlace: true, alter: sayingCode(499, "608"),
		outcome: paygates.OutcomeNotExecuted, kind: paygates.ErrInvalidRequest},
	{name: "a refusal with 202", in: []string{"create"}, inPlace: true, alter: sayingCode(202, "608"), kind: paygates.ErrUnexpectedReply, also: withCode("608")},
	{name: "a refusal with 302", in: []string{"create"}, inPlace: true, alter: sayingCode(302, "608"), kind: paygates.ErrUnexpectedReply},
	{name: "a refusal with 429", in: []string{"create"}, inPlace: true, alter: sayingCode(429, "608"), kind: paygates.ErrRateLimited},
	{name: "a refusal with 500", in: []string{"create"}, inPlace: true, alter: sayingCode(500, "608"), kind: paygates.ErrUnavailable},
	{name: "a refusal that says nothing", in: []string{"create"}, inPlace: true, alter: replying(400, `{"code":"608"}`),
		outcome: paygates.OutcomeNotExecuted, also: withMessage("")},
	{name: "a refusal in one word", in: []string{"create"}, inPlace: true, alter: replying(400, `{"code":"608","message":"NAME "}`),
		outcome: paygates.OutcomeNotExecuted, also: withMessage("NAME")},
	{name: "a refusal without a word", in: []string{"create"}, inPlace: true, alter: replying(400, `{"code":"608","description":"why"}`),
		outcome: paygates.OutcomeNotExecuted, also: withMessage("why")},
	{name: "a refusal in the same words", in: []string{"create"}, inPlace: true, alter: replying(400, `{"code":"608","message":"why","description":"why"}`),
		outcome: paygates.OutcomeNotExecuted, also: withMessage("why")},
	{name: "insufficient funds", in: []string{"create"}, inPlace: true, alter: sayingCode(200, "602"), kind: paygates.ErrDeclined,
		also: declinedFor(paygates.DeclineInsufficientFunds)},

	{name: "nothing under 404", in: []string{"create"}, inPlace: true, alter: replying(404, "{}"), kind: paygates.ErrUnexpectedReply},
	{name: "nothing under 401", in: []string{"create"}, inPlace: true, alter: replying(401, "{}"), kind: paygates.ErrAuthentication},
	{name: "a page under 404", in: []string{"create"}, inPlace: true, alter: replying(404, "<html>"), kind: paygates.ErrUnexpectedReply},
	{name: "a page under 403", in: []string{"create"}, inPlace: true, alter: replying(403, "<html>"), kind: paygates.ErrForbidden, also: withCode("")},
	{name: "no User-Agent", in: []string{"create"}, inPlace: true, alter: replying(403, "error code: 1010"), kind: paygates.ErrForbidden, also: withCode("1010")},
	{name: "no User-Agent, under 200", in: []string{"create"}, inPlace: true, alter: replying(200, "error code: 1010"),
		kind: paygates.ErrUnexpectedReply, also: withCode("")},
	{name: "a list", in: []string{"create"}, inPlace: true, alter: replying(200, "[]"), kind: paygates.ErrUnexpectedReply},
}

// cinetpayStates has every status of a payment beside the code that it was paid and
// those that it agrees with, and one beside codes of each sort.
func cinetpayStates() (rows []oddity) {
	for word, states := range map[string][]paygates.State{
		// beside 00, 662, 627, 605, 660, 661, 999
		"ACCEPTED":             {paygates.StatePaid, 0, 0, 0, paygates.StateRefunded, 0, 0},
		"REFUSED":              {0, 0, paygates.StateFailed, paygates.StateFailed, 0, 0, 0},
		"WAITING_FOR_CUSTOMER": {0, paygates.StatePending, 0, 0, 0, 0, 0},
		"PENDING":              {0, paygates.StatePending, 0, 0, 0, 0, 0},
		"CANCELLED":            {0, 0, paygates.StateCanceled, 0, 0, 0, 0},
		"CANCELED":             {0, 0, paygates.StateCanceled, 0, 0, 0, 0},
		"REFUNDED":             {0, 0, 0, 0, paygates.StateRefunded, 0, 0},
		"EXPIRED":              {0, 0, 0, 0, 0, 0, 0},
		"":                     {0, paygates.StatePending, paygates.StateFailed, 0, paygates.StateRefunded, 0, 0},
	} {
		for i, code := range []string{"00", "662", "627", "605", "660", "661", "999"} {
			if states[i] == 0 && i > 0 && word != "REFUSED" {
				continue
			}
			rows = append(rows, oddity{
				name: word + " beside " + code, in: []string{"read"}, alter: together(putting("code", fmt.Sprintf("%q", code)), putting("data.status", fmt.Sprintf("%q", word)), lacking("data.description")),
				outcome: paygates.OutcomeExecuted, also: inState(states[i]),
			})
		}
	}
	slices.SortFunc(rows, func(a, b oddity) int { return strings.Compare(a.name, b.name) })
	return rows
}

// shownAs is a check's answer about a payment that has come to something else.
func shownAs(status int, code, word string) alteration {
	return together(putting("code", fmt.Sprintf("%q", code), "data.status", fmt.Sprintf("%q", word)), underStatus(status))
}

// cinetpayRead has the answer to a check, otherwise. A failed read took no effect.
var cinetpayRead = []oddity{
	{name: "its own reference", in: []string{"read"}, alter: putting("data.transaction_id", `"ref-1"`), outcome: paygates.OutcomeExecuted},
	{name: "paid", in: []string{"read"}, alter: putting("data.description", `"new"`), outcome: paygates.OutcomeExecuted,
		also: remarks(inState(paygates.StatePaid), showingSums("1000 XOF", ""), showingReason(paygates.DeclineUnknown))},
	{name: "refunded", in: []string{"read"}, alter: shownAs(200, "660", "REFUNDED"), outcome: paygates.OutcomeExecuted, also: showingSums("1000 XOF", "1000 XOF")},
	{name: "declined", in: []string{"read"}, alter: shownAs(200, "602", "REFUSED"), outcome: paygates.OutcomeExecuted,
		also: remarks(showingSums("", ""), showingReason(paygates.DeclineInsufficientFunds))},
	{name: "declined, of no known code", in: []string{"read"}, alter: shownAs(200, "999", "REFUSED"), outcome: paygates.OutcomeExecuted, also: showingReason(paygates.DeclineUnknown)},
	{name: "declined, and yet accepted", in: []string{"read"}, alter: shownAs(200, "602", "ACCEPTED"), outcome: paygates.OutcomeExecuted, also: showingReason(paygates.DeclineUnknown)},
	{name: "canceled for want of funds", in: []string{"read"}, alter: shownAs(200, "602", "CANCELED"), outcome: paygates.OutcomeExecuted,
		also: showingReason(paygates.DeclineInsufficientFunds)},
	{name: "nothing paid", in: []string{"read"}, alter: putting("data.amount", "0"), outcome: paygates.OutcomeExecuted, also: inState(paygates.StateUnknown)},
	{name: "another reference", in: []string{"read"}, alter: putting("data.transaction_id", `"ref-2"`), outcome: paygates.OutcomeNotExecuted,
		kind: paygates.ErrUnexpectedReply, also: onObject("ref-2")},
	{name: "its own reference, and no code", in: []string{"read"}, alter: together(lacking("code"), putting("data.transaction_id", `"ref-1"`)),
		outcome: paygates.OutcomeNotExecuted, kind: paygates.ErrUnexpectedReply, also: onObject("")},
	{name: "no code", in: []string{"read"}, alter: lacking("code"), outcome: paygates.OutcomeNotExecuted, kind: paygates.ErrUnexpectedReply},
	{name: "no amount", in: []string{"read"}, alter: lacking("data.amount"), outcome: paygates.OutcomeExecuted, also: inState(paygates.StateUnknown)},
	{name: "no currency", in: []string{"read"}, alter: lacking("data.currency"), outcome: paygates.OutcomeExecuted, also: inState(paygates.StateUnknown)},
	{name: "201 as its status", in: []string{"read"}, alter: underStatus(201), outcome: paygates.OutcomeExecuted, also: inState(paygates.StatePaid)},
	{name: "paid, under 400", in: []string{"read"}, alter: underStatus(400), outcome: paygates.OutcomeNotExecuted, kind: paygates.ErrUnexpectedReply},
	{name: "paid, under 202", in: []string{"read"}, alter: underStatus(202), outcome: paygates.OutcomeNotExecuted, kind: paygates.ErrUnexpectedReply},
	{name: "waiting, under 400", in: []string{"read"}, alter: shownAs(400, "662", "PENDING"), outcome: paygates.OutcomeNotExecuted, kind: paygates.ErrUnexpectedReply},
	{name: "failed, under 400", in: []string{"read"}, alter: shownAs(400, "627", "REFUSED"), outcome: paygates.OutcomeExecuted, also: inState(paygates.StateFailed)},
	{name: "canceled, under 404", in: []string{"read"}, alter: shownAs(404, "627", "CANCELED"), outcome: paygates.OutcomeExecuted, also: inState(paygates.StateCanceled)},
	{name: "failed, under 202", in: []string{"read"}, alter: shownAs(202, "627", "REFUSED"), outcome: paygates.OutcomeNotExecuted, kind: paygates.ErrUnexpectedReply},
	{name: "failed, under 302", in: []string{"read"}, alter: shownAs(302, "627", "REFUSED"), outcome: paygates.OutcomeNotExecuted, kind: paygates.ErrUnexpectedReply},
	{name: "failed, under 429", in: []string{"read"}, times: 3, alter: shownAs(429, "627", "REFUSED"), outcome: paygates.OutcomeNotExecuted, kind: paygates.ErrRateLimited},
	{name: "failed, under 500", in: []string{"read"}, times: 3, alter: shownAs(500, "627", "REFUSED"), outcome: paygates.OutcomeNotExecuted, kind: paygates.ErrUnavailable},
	{name: "something behind the answer", in: []string{"read"}, alter: trailing, outcome: paygates.OutcomeNotExecuted, kind: paygates.ErrUnexpectedReply},
	{name: "a refusal and something behind it", in: []string{"read"}, alter: together(sayingCode(200, "609"), trailing),
		outcome: paygates.OutcomeNotExecuted, kind: paygates.ErrUnexpectedReply, also: withCode("")},
	{name: "a page under 404", in: []string{"read"}, alter: replying(404, "<html>"), outcome: paygates.OutcomeNotExecuted, kind: paygates.ErrUnexpectedReply},
}

// some are the first two codes of a kind, and the last.
func some(codes string) []string {
	all := strings.Fields(codes)
	return slices.Compact(slices.Concat(all[:min(2, len(all))], all[len(all)-1:]))
}

// cinetpayReadCodes has codes of every kind in the answer to a check, without a payment:
// none says anything about one.
func cinetpayReadCodes() (rows []oddity) {
	for _, k := range checkoutKinds {
		kind := k.kind
		if kind == paygates.ErrDeclined || kind == paygates.ErrState || kind == paygates.ErrDuplicate { //nolint:errorlint // the table holds the kinds themselves
			kind = paygates.ErrUnexpectedReply
		}
		for i, code := range some(k.codes) {
			rows = append(rows, oddity{
				name: "code " + code, in: []string{"read"}, times: 3, alter: sayingCode([]int{400, 200}[i%2], code),
				outcome: paygates.OutcomeNotExecuted, kind: kind, also: remarks(withCode(code), declinedFor(paygates.DeclineUnknown)),
			})
		}
	}
	return rows
}

// cinetpayLookUpCodes has codes of every kind in the answer to the check by which a call
// that makes a payment is looked up. Nobody documents that of a reference which
// CinetPay does not know.
func cinetpayLookUpCodes() (rows []oddity) {
	for _, k := range checkoutKinds {
		for i, code := range some(k.codes) {
			row := oddity{
				name: "looked up, code " + code, in: []string{"create"}, lookUp: "Payments.Get", times: 3, alter: sayingCode([]int{200, 400}[i%2], code),
				verdict: paygates.VerdictUnknown, advice: lookAgain, also: remarks(showingNothing, inEvidence("code "+code+" and no payment, which proves nothing")),
			}
			failed := slices.Contains([]error{paygates.ErrRateLimited, paygates.ErrUnavailable, paygates.ErrAuthentication}, k.kind)
			if failed || code == "608" || code == "403" || code == "1010" {
				row.kind, row.advice, row.also = k.kind, nil, withCode(code)
			}
			rows = append(rows, row)
		}
	}
	return rows
}

// cinetpayLookedUp has the check by which a call that makes a payment is looked up,
// otherwise.
var cinetpayLookedUp = []oddity{
	{name: "as it is", in: []string{"create"}, lookUp: "Payments.Get", alter: putting("data.description", `"new"`), verdict: paygates.VerdictExecuted,
		advice: noAdvice, also: remarks(inState(paygates.StatePending), inEvidence("code 662, status WAITING_FOR_CUSTOMER, amount 1000 XOF"))},
	{name: "another amount", in: []string{"create"}, lookUp: "Payments.Get", alter: putting("data.amount", "1005"), verdict: paygates.VerdictConflict, advice: askHuman},
	{name: "the same amount otherwise", in: []string{"create"}, lookUp: "Payments.Get", alter: putting("data.amount", `"1000.00"`), verdict: paygates.VerdictExecuted},
	{name: "no amount", in: []string{"create"}, lookUp: "Payments.Get", alter: lacking("data.amount"), verdict: paygates.VerdictUnknown, advice: lookAgain,
		also: inEvidence("code 662, status WAITING_FOR_CUSTOMER")},
	{name: "an amount that cannot be", in: []string{"create"}, lookUp: "Payments.Get", alter: putting("data.amount", `"1e3"`), verdict: paygates.VerdictUnknown},
	{name: "another currency", in: []string{"create"}, lookUp: "Payments.Get", alter: putting("data.currency", `"XAF"`), verdict: paygates.VerdictConflict},
	{name: "no currency", in: []string{"create"}, lookUp: "Payments.Get", alter: lacking("data.currency"), verdict: paygates.VerdictUnknown},
	{name: "neither, and late", in: []string{"create"}, lookUp: "Payments.Get", late: true, alter: lacking("data.amount", "data.currency"),
		verdict: paygates.VerdictUnknown, advice: askHuman},
	{name: "paid", in: []string{"create"}, lookUp: "Payments.Get", alter: shownAs(200, "00", "ACCEPTED"), verdict: paygates.VerdictExecuted},
	{name: "failed", in: []string{"create"}, lookUp: "Payments.Get", alter: shownAs(400, "627", "REFUSED"), verdict: paygates.VerdictExecuted, advice: noAdvice},
	{name: "a status of its own", in: []string{"create"}, lookUp: "Payments.Get", alter: shownAs(200, "999", "LOST"), verdict: paygates.VerdictExecuted,
		also: inEvidence("code unknown to this SDK, status unknown to this SDK, amount 1000 XOF")},
	{name: "no status", in: []string{"create"}, lookUp: "Payments.Get", alter: lacking("data.status"), verdict: paygates.VerdictExecuted,
		also: inEvidence("code 662, status none, amount 1000 XOF")},
	{name: "another reference", in: []string{"create"}, lookUp: "Payments.Get", alter: putting("data.transaction_id", `"ref-2"`),
		kind: paygates.ErrUnexpectedReply, also: onObject("ref-2")},
	{name: "paid, under 400", in: []string{"create"}, lookUp: "Payments.Get", alter: shownAs(400, "00", "ACCEPTED"), verdict: paygates.VerdictUnknown},
	{name: "a code, late", in: []string{"create"}, lookUp: "Payments.Get", late: true, undone: true, alter: sayingCode(400, "627"),
		verdict: paygates.VerdictUnknown, advice: askHuman},
	{name: "no code", in: []string{"create"}, lookUp: "Payments.Get", alter: lacking("code"), kind: paygates.ErrUnexpectedReply},
	{name: "a code under 429", in: []string{"create"}, lookUp: "Payments.Get", times: 3, alter: sayingCode(429, "627"), kind: paygates.ErrRateLimited},
	{name: "a code under 500", in: []string{"create"}, lookUp: "Payments.Get", times: 3, alter: sayingCode(500, "627"), kind: paygates.ErrUnavailable},
	{name: "a page under 404", in: []string{"create"}, lookUp: "Payments.Get", alter: replying(404, "<html>"), kind: paygates.ErrUnexpectedReply},
	{name: "no User-Agent", in: []string{"create"}, lookUp: "Payments.Get", alter: replying(403, "error code: 1010"), kind: paygates.ErrForbidden},
}

// cinetpayIntents has intents that nobody made.
var cinetpayIntents = []oddity{
	{name: "no reference", in: []string{"create", "pay out"}, intent: func(i *paygates.Intent) { i.Reference = "" },
		kind: paygates.ErrInvalidRequest, advice: nil, also: namingFields("Reference")},
	{name: "a reference with a line end", in: []string{"create", "pay out"}, intent: func(i *paygates.Intent) { i.Reference = "ref\n1" },
		kind: paygates.ErrInvalidRequest, also: namingFields("Reference")},
	{name: "no amount", in: []string{"create", "pay out"}, intent: func(i *paygates.Intent) { i.Amount = paygates.Intent{}.Amount },
		kind: paygates.ErrInvalidRequest, also: namingFields("Amount")},
	{name: "of another gateway", in: []string{"create", "pay out"}, intent: func(i *paygates.Intent) { i.Gateway = "corefy" },
		kind: paygates.ErrInvalidRequest, also: namingFields("Gateway")},
	{name: "of a read", in: []string{"create"}, intent: func(i *paygates.Intent) { i.Op = "Payments.Get" },
		kind: paygates.ErrInvalidRequest, also: namingFields("Op")},
	{name: "of a read, and no reference", in: []string{"create"}, intent: func(i *paygates.Intent) { i.Op, i.Reference = "Payments.Get", "" },
		kind: paygates.ErrInvalidRequest, also: namingFields("Op")},
	{name: "of nothing", in: []string{"create"}, intent: func(i *paygates.Intent) { i.Op = "" },
		kind: paygates.ErrInvalidRequest, also: namingFields("Op")},
	{name: "nothing at all", in: []string{"create"}, intent: func(i *paygates.Intent) { *i = paygates.Intent{} },
		kind: paygates.ErrInvalidRequest, also: namingFields("Gateway", "Op")},
	{name: "of another amount", in: []string{"create", "pay out"}, intent: func(i *paygates.Intent) { i.Amount = fivexof },
		verdict: paygates.VerdictConflict},
	{name: "of another receiver", in: []string{"pay out"}, intent: func(i *paygates.Intent) { i.TargetID = receivers[1] },
		verdict: paygates.VerdictConflict},
	{name: "of any receiver", in: []string{"pay out"}, intent: func(i *paygates.Intent) { i.TargetID = "" },
		verdict: paygates.VerdictExecuted},
}

// cinetpayWrong has calls that ask for what cannot be: nothing is sent.
var cinetpayWrong = []oddity{
	{name: "no reference", in: []string{"create", "pay out"}, action: func(a *simulation.Action) { a.Reference = "" }, outcome: paygates.OutcomeNotExecuted,
		kind: paygates.ErrInvalidRequest, advice: fixRequest, also: remarks(asking(), namingFields("Reference"))},
	{name: "nothing", in: []string{"create", "pay out"}, action: func(a *simulation.Action) { a.Amount = money.MustParse("0", money.XOF) }, outcome: paygates.OutcomeNotExecuted,
		kind: paygates.ErrInvalidRequest, also: remarks(asking(), namingFields("Amount"))},
	{name: "of no payment", in: []string{"read", "read payout"}, action: func(a *simulation.Action) { a.ID = "" }, outcome: paygates.OutcomeNotExecuted,
		kind: paygates.ErrInvalidRequest, also: asking()},
}
