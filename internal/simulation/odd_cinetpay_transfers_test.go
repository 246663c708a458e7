package simulation_test

import (
	"fmt"
	"slices"
	"strings"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/internal/simulation"
	"github.com/paygates/paygates-go/money"
)

var fivexof = money.MustParse("5", money.XOF)

// transferKinds are the codes of the transfer API by what they stand for.
var transferKinds = []struct {
	kind  error
	codes string
}{
	{paygates.ErrInvalidRequest, "704 708 716 717 718 719 720 725 801 802"},
	{paygates.ErrAuthentication, "701 702 703 707"},
	{paygates.ErrDeclined, "602"},
	{paygates.ErrState, "724"},
	{paygates.ErrNotFound, "723"},
	{paygates.ErrDuplicate, "726 805"},
	{paygates.ErrUnavailable, "709 710 715 721 804"},
	{paygates.ErrUnexpectedReply, "0 -1 999"},
}

// Codes that prove that nothing was done: of a whole call, and of the one thing in it.
var (
	refusesContacts = strings.Fields("704 708 716 717 718 802")
	refusesSend     = strings.Fields("704 708 716 717 718 719 720 725 801 802 602 724")
)

// sentAs is the answer to a payout, in place, with something else in its entry.
func sentAs(pairs ...string) alteration {
	return together(replying(200, `{"code":0,"message":"OPERATION_SUCCES","data":[[{"prefix":"225","phone":"0700000001","amount":1000,`+
		`"client_transaction_id":"ref-1","code":0,"status":"success","lot":"1"}]]}`), inEntryOf("data.0.0.", pairs))
}

func inEntryOf(place string, pairs []string) alteration {
	named := slices.Clone(pairs)
	for i := 0; i < len(named); i += 2 {
		named[i] = place + named[i]
	}
	return putting(named...)
}

// inEntry alters the one entry of an answer.
func inEntry(pairs ...string) alteration { return inEntryOf("data.0.", pairs) }

// withoutInEntry takes something out of it.
func withoutInEntry(name string) alteration { return lacking("data.0." + name) }

// entries has the entry of an answer several times, with a change in the last.
func entries(n int, pairs ...string) alteration {
	return func(a *simulation.Answer) {
		entry := a.At("data")
		entry = strings.TrimSuffix(strings.TrimPrefix(entry, "["), "]")
		a.Set("data", "["+strings.TrimSuffix(strings.Repeat(entry+",", n), ",")+"]")
		inEntryOf(fmt.Sprintf("data.%d.", n-1), pairs)(a)
	}
}

// addedAs is the answer to a call that makes a receiver known, in place.
func addedAs(pairs ...string) alteration {
	return together(replying(200, `{"code":0,"message":"OPERATION_SUCCES","data":[[{"prefix":"225","phone":"0500000002","code":0,"status":"success","lot":"1"}]]}`),
		inEntryOf("data.0.0.", pairs))
}

// bothAddedAs is that of two.
func bothAddedAs(first, second string) alteration {
	return replying(200, fmt.Sprintf(`{"code":0,"data":[[{"prefix":"225","phone":"0700000001","code":%s},{"prefix":"225","phone":"0500000002","code":%s}]]}`, first, second))
}

// cinetpayContacts has the answer to a call that makes receivers known, otherwise.
var cinetpayContacts = []oddity{
	{name: "codes are texts", in: []string{"add receiver"}, alter: together(putting("code", `"0"`), inEntry("code", `"0"`)), outcome: paygates.OutcomeExecuted},
	{name: "in a list of lists", in: []string{"add receiver"}, alter: func(a *simulation.Answer) { a.Set("data", "["+a.At("data")+"]") }, outcome: paygates.OutcomeExecuted},
	{name: "known already", in: []string{"add receiver"}, alter: inEntry("code", "726"), outcome: paygates.OutcomeExecuted},
	{name: "known already, says the whole", in: []string{"add receiver"}, alter: together(putting("code", `"726"`)), kind: paygates.ErrDuplicate},
	{name: "no code", in: []string{"add receiver"}, alter: lacking("code"), kind: paygates.ErrUnexpectedReply},
	{name: "no code in the entry", in: []string{"add receiver"}, alter: withoutInEntry("code"), kind: paygates.ErrUnexpectedReply, also: namingFields()},
	{name: "another phone", in: []string{"add receiver"}, alter: inEntry("phone", `"0500000003"`), kind: paygates.ErrUnexpectedReply},
	{name: "no phone", in: []string{"add receiver"}, alter: withoutInEntry("phone"), kind: paygates.ErrUnexpectedReply},
	{name: "another prefix", in: []string{"add receiver"}, alter: inEntry("prefix", `"221"`), kind: paygates.ErrUnexpectedReply},
	{name: "no prefix", in: []string{"add receiver"}, alter: withoutInEntry("prefix"), kind: paygates.ErrUnexpectedReply},
	{name: "another, known already", in: []string{"add receiver"}, alter: inEntry("code", "726", "phone", `"0500000003"`), kind: paygates.ErrUnexpectedReply},
	{name: "two entries", in: []string{"add receiver"}, alter: entries(2), kind: paygates.ErrUnexpectedReply},
	{name: "no entry", in: []string{"add receiver"}, alter: putting("data", "[]"), kind: paygates.ErrUnexpectedReply},
	{name: "an empty entry", in: []string{"add receiver"}, alter: putting("data", "[[{}]]"), kind: paygates.ErrUnexpectedReply},
	{name: "202 as its status", in: []string{"add receiver"}, alter: underStatus(202), kind: paygates.ErrUnexpectedReply},
	{name: "400 as its status", in: []string{"add receiver"}, alter: underStatus(400), kind: paygates.ErrUnexpectedReply},
	{name: "something behind the answer", in: []string{"add receiver"}, alter: trailing, kind: paygates.ErrUnexpectedReply},
	{name: "a refusal and something behind it", in: []string{"add receiver"}, inPlace: true, alter: together(sayingCode(200, "704"), trailing),
		kind: paygates.ErrUnexpectedReply, also: withCode("")},
	{name: "a refusal in the entry, under 400", in: []string{"add receiver"}, inPlace: true, alter: together(addedAs("code", "704"), underStatus(400)),
		kind: paygates.ErrUnexpectedReply, also: withCode("0")},
	{name: "a refusal in the entry, of another phone", in: []string{"add receiver"}, inPlace: true, alter: addedAs("code", "704", "phone", `"0500000003"`),
		kind: paygates.ErrInvalidRequest},
	{name: "a refusal in the entry that did something", in: []string{"add receiver"}, inPlace: true, alter: addedAs("code", "704", "transaction_id", `"t"`),
		kind: paygates.ErrInvalidRequest, also: onObject("t")},
	{name: "a refusal in the entry in its own words", in: []string{"add receiver"}, inPlace: true, alter: addedAs("code", "704", "message", `"no"`),
		outcome: paygates.OutcomeNotExecuted, kind: paygates.ErrInvalidRequest, also: remarks(withCode("704"), withMessage("no"), namingFields("Contacts[0]"))},

	{name: "both", in: []string{"add two receivers"}, alter: putting("code", `"0"`), outcome: paygates.OutcomeExecuted},
	{name: "both are known", in: []string{"add two receivers"}, alter: bothAddedAs("726", "726"), outcome: paygates.OutcomeExecuted},
	{name: "both are refused", in: []string{"add two receivers"}, inPlace: true, alter: bothAddedAs("802", "704"), outcome: paygates.OutcomeNotExecuted,
		kind: paygates.ErrInvalidRequest, also: remarks(withCode("704"), namingFields("Contacts[0]", "Contacts[1]"))},
	{name: "the first is refused", in: []string{"add two receivers"}, alter: bothAddedAs("802", "0"),
		kind: paygates.ErrInvalidRequest, also: remarks(withCode("802"), namingFields("Contacts[0]"))},
	{name: "the second is refused", in: []string{"add two receivers"}, alter: bothAddedAs("0", "802"),
		kind: paygates.ErrInvalidRequest, also: remarks(withCode("802"), namingFields("Contacts[1]"))},
	{name: "the second is refused for no known reason", in: []string{"add two receivers"}, alter: bothAddedAs("802", "999"),
		kind: paygates.ErrUnexpectedReply, also: remarks(withCode("999"), namingFields("Contacts[0]", "Contacts[1]"))},
	{name: "the second has no code", in: []string{"add two receivers"}, alter: bothAddedAs("0", "null"), kind: paygates.ErrUnexpectedReply, also: namingFields()},
	{name: "one of them", in: []string{"add two receivers"}, alter: addedAs(), kind: paygates.ErrUnexpectedReply},
}

// cinetpayContactCodes has codes of every kind in the answer to a call that makes a receiver
// known, of the whole and of the entry.
func cinetpayContactCodes() (rows []oddity) {
	for _, k := range transferKinds {
		for i, code := range some(k.codes) {
			whole := oddity{name: "code " + code, in: []string{"add receiver"}, inPlace: true, alter: sayingCode([]int{200, 400}[i%2], code), kind: k.kind, also: withCode(code)}
			entry := oddity{name: "code " + code + " in the entry", in: []string{"add receiver"}, inPlace: true, alter: addedAs("code", `"`+code+`"`), kind: k.kind,
				also: remarks(withCode(code), namingFields("Contacts[0]"))}
			if slices.Contains(refusesContacts, code) {
				whole.outcome, entry.outcome = paygates.OutcomeNotExecuted, paygates.OutcomeNotExecuted
				whole.advice, entry.advice = fixRequest, fixRequest
			}
			if code == "707" { // the login, of the whole alone
				whole.outcome = paygates.OutcomeNotExecuted
			}
			rows = append(rows, whole)
			if code != "0" && code != "726" {
				rows = append(rows, entry)
			}
		}
	}
	return rows
}

// cinetpaySent has the answer to a payout, otherwise.
var cinetpaySent = []oddity{
	{name: "codes are texts", in: []string{"pay out"}, alter: together(putting("code", `"0"`), inEntry("code", `"0"`)), outcome: paygates.OutcomeExecuted},
	{name: "in a list of lists", in: []string{"pay out"}, alter: func(a *simulation.Answer) { a.Set("data", "["+a.At("data")+"]") }, outcome: paygates.OutcomeExecuted},
	{name: "201 as its status", in: []string{"pay out"}, alter: underStatus(201), outcome: paygates.OutcomeExecuted},
	{name: "202 as its status", in: []string{"pay out"}, alter: underStatus(202), kind: paygates.ErrUnexpectedReply},
	{name: "400 as its status", in: []string{"pay out"}, alter: underStatus(400), kind: paygates.ErrUnexpectedReply},
	{name: "500 as its status", in: []string{"pay out"}, alter: underStatus(500), kind: paygates.ErrUnavailable},
	{name: "no code", in: []string{"pay out"}, alter: lacking("code"), kind: paygates.ErrUnexpectedReply},
	{name: "no code in the entry", in: []string{"pay out"}, alter: withoutInEntry("code"), kind: paygates.ErrUnexpectedReply},
	{name: "no id", in: []string{"pay out"}, alter: withoutInEntry("transaction_id"), kind: paygates.ErrUnexpectedReply},
	{name: "no reference", in: []string{"pay out"}, alter: withoutInEntry("client_transaction_id"), kind: paygates.ErrUnexpectedReply},
	{name: "another reference", in: []string{"pay out"}, alter: inEntry("client_transaction_id", `"ref-2"`, "transaction_id", `"t"`),
		kind: paygates.ErrUnexpectedReply, also: onObject("t")},
	{name: "no amount", in: []string{"pay out"}, alter: withoutInEntry("amount"), outcome: paygates.OutcomeExecuted},
	{name: "another amount", in: []string{"pay out"}, alter: inEntry("amount", "1005"), kind: paygates.ErrUnexpectedReply},
	{name: "the same amount otherwise", in: []string{"pay out"}, alter: inEntry("amount", `"1000.0"`), outcome: paygates.OutcomeExecuted},
	{name: "no number for an amount", in: []string{"pay out"}, alter: inEntry("amount", `"much"`), kind: paygates.ErrUnexpectedReply},
	{name: "no phone", in: []string{"pay out"}, alter: withoutInEntry("phone"), outcome: paygates.OutcomeExecuted},
	{name: "the same phone without its zero", in: []string{"pay out"}, alter: inEntry("phone", `"700000001"`), kind: paygates.ErrUnexpectedReply},
	{name: "another phone", in: []string{"pay out"}, alter: inEntry("phone", `"0500000002"`), kind: paygates.ErrUnexpectedReply},
	{name: "no prefix", in: []string{"pay out"}, alter: withoutInEntry("prefix"), outcome: paygates.OutcomeExecuted},
	{name: "the same number for a prefix", in: []string{"pay out"}, alter: inEntry("prefix", `"225.0"`), kind: paygates.ErrUnexpectedReply},
	{name: "another prefix", in: []string{"pay out"}, alter: inEntry("prefix", `"221"`), kind: paygates.ErrUnexpectedReply},
	{name: "two entries", in: []string{"pay out"}, alter: entries(2), kind: paygates.ErrUnexpectedReply},
	{name: "no entry", in: []string{"pay out"}, alter: putting("data", "[]"), kind: paygates.ErrUnexpectedReply},
	{name: "an empty entry", in: []string{"pay out"}, alter: putting("data", "[{}]"), kind: paygates.ErrUnexpectedReply},
	{name: "no data", in: []string{"pay out"}, alter: lacking("data"), kind: paygates.ErrUnexpectedReply},
	{name: "something behind the answer", in: []string{"pay out"}, alter: trailing, kind: paygates.ErrUnexpectedReply},
	{name: "a refusal and something behind it", in: []string{"pay out"}, inPlace: true, alter: together(sayingCode(200, "704"), trailing),
		kind: paygates.ErrUnexpectedReply, also: withCode("")},
	{name: "a refusal with an entry", in: []string{"pay out"}, alter: putting("code", `"704"`), kind: paygates.ErrInvalidRequest},
	{name: "a refusal with 429", in: []string{"pay out"}, inPlace: true, alter: sayingCode(429, "704"), kind: paygates.ErrRateLimited},
	{name: "a refusal with 500", in: []string{"pay out"}, inPlace: true, alter: sayingCode(500, "704"), kind: paygates.ErrUnavailable},
	{name: "a refusal with 202", in: []string{"pay out"}, inPlace: true, alter: sayingCode(202, "704"), kind: paygates.ErrUnexpectedReply},
	{name: "a page under 404", in: []string{"pay out"}, inPlace: true, alter: replying(404, "<html>"), kind: paygates.ErrUnexpectedReply},

	{name: "the balance is too small", in: []string{"pay out"}, inPlace: true, alter: sentAs("code", "602", "message", `"poor"`), outcome: paygates.OutcomeNotExecuted,
		kind: paygates.ErrDeclined, advice: sendAgain, also: remarks(withCode("602"), withMessage("poor"), declinedFor(paygates.DeclineInsufficientFunds))},
	{name: "a refusal in the entry, under 400", in: []string{"pay out"}, inPlace: true, alter: together(sentAs("code", "704"), underStatus(400)),
		kind: paygates.ErrUnexpectedReply, also: withCode("0")},
	{name: "a refusal in the entry and of the whole", in: []string{"pay out"}, inPlace: true, alter: together(sentAs("code", "704"), putting("code", `"708"`)),
		kind: paygates.ErrInvalidRequest, also: withCode("708")},
	{name: "a refusal in the entry, with an id", in: []string{"pay out"}, inPlace: true, alter: sentAs("code", "704", "transaction_id", `"t"`),
		kind: paygates.ErrInvalidRequest, also: onObject("t")},
	{name: "a refusal in the entry, with a status", in: []string{"pay out"}, inPlace: true, alter: sentAs("code", "704", "treatment_status", `"NEW"`),
		kind: paygates.ErrInvalidRequest},
	{name: "a refusal in the entry, of another reference", in: []string{"pay out"}, inPlace: true, alter: sentAs("code", "704", "client_transaction_id", `"ref-2"`),
		kind: paygates.ErrInvalidRequest},
	{name: "a refusal in the entry, of another amount", in: []string{"pay out"}, inPlace: true, alter: sentAs("code", "704", "amount", "1005"),
		kind: paygates.ErrInvalidRequest},
	{name: "a refusal in the entry, of another phone", in: []string{"pay out"}, inPlace: true, alter: sentAs("code", "704", "phone", `"0500000002"`),
		kind: paygates.ErrInvalidRequest},
	{name: "a refusal in the entry that names nothing", in: []string{"pay out"}, inPlace: true, alter: replying(200, `{"code":0,"data":[{"code":704}]}`),
		outcome: paygates.OutcomeNotExecuted, kind: paygates.ErrInvalidRequest},

	{name: "rejected", in: []string{"pay out"}, inPlace: true, alter: sentAs("treatment_status", `"REJ"`, "transaction_id", `"t"`, "comment", `"no"`),
		outcome: paygates.OutcomeNotExecuted, kind: paygates.ErrDeclined, advice: newOne, also: remarks(onObject("t"), withCode("REJ"), withMessage("no"))},
	{name: "rejected, without an id", in: []string{"pay out"}, inPlace: true, alter: sentAs("treatment_status", `"REJ"`),
		outcome: paygates.OutcomeNotExecuted, kind: paygates.ErrDeclined},
	{name: "another is rejected", in: []string{"pay out"}, inPlace: true, alter: sentAs("treatment_status", `"REJ"`, "client_transaction_id", `"ref-2"`),
		kind: paygates.ErrUnexpectedReply},
	{name: "any is rejected", in: []string{"pay out"}, inPlace: true, alter: sentAs("treatment_status", `"REJ"`, "client_transaction_id", `""`),
		kind: paygates.ErrUnexpectedReply},
	{name: "another amount is rejected", in: []string{"pay out"}, inPlace: true, alter: sentAs("treatment_status", `"REJ"`, "amount", "1005"),
		kind: paygates.ErrUnexpectedReply},
	{name: "rejected, under 400", in: []string{"pay out"}, inPlace: true, alter: together(sentAs("treatment_status", `"REJ"`), underStatus(400)),
		kind: paygates.ErrUnexpectedReply},
	{name: "rejected, with an error", in: []string{"pay out"}, inPlace: true, alter: together(sentAs("treatment_status", `"REJ"`), putting("code", "715")),
		kind: paygates.ErrUnavailable},
	{name: "rejected, with a refusal in the entry", in: []string{"pay out"}, inPlace: true, alter: sentAs("treatment_status", `"REJ"`, "code", "704"),
		kind: paygates.ErrInvalidRequest},
	{name: "rejected, without a code", in: []string{"pay out"}, inPlace: true, alter: together(sentAs("treatment_status", `"REJ"`), lacking("code")),
		kind: paygates.ErrUnexpectedReply},

	{name: "the token is too old", in: []string{"pay out", "add receiver"}, inPlace: true, again: true, alter: sayingCode(401, "705"), outcome: paygates.OutcomeExecuted},
	{name: "the token is none", in: []string{"pay out", "add receiver"}, inPlace: true, again: true, alter: sayingCode(200, "706"), outcome: paygates.OutcomeExecuted},
	{name: "no token is any good", in: []string{"pay out", "add receiver"}, inPlace: true, again: true, times: 3, alter: sayingCode(401, "706"), outcome: paygates.OutcomeNotExecuted,
		kind: paygates.ErrAuthentication},
	{name: "the token is too old, so that another is asked for", in: []string{"pay out"}, inPlace: true, again: true, alter: sayingCode(401, "705"), outcome: paygates.OutcomeExecuted,
		also: asking("Transfers.Send", "Transfers.login", "Transfers.Send")},
	{name: "the token is too old, and no other is given", in: []string{"pay out"}, within: "Transfers.Send Transfers.login", times: 2, inPlace: true, alter: sayingCode(401, "705"),
		outcome: paygates.OutcomeNotExecuted, kind: paygates.ErrAuthentication, also: asking("Transfers.Send", "Transfers.login")},
	{name: "the token is lost, and another not asked for", in: []string{"pay out"}, inPlace: true, alter: sayingCode(401, "707"), outcome: paygates.OutcomeNotExecuted,
		kind: paygates.ErrAuthentication, also: asking("Transfers.Send")},
	{name: "the token is too old, and there is a payout", in: []string{"pay out"}, alter: putting("code", `"705"`), kind: paygates.ErrAuthentication},
}

// cinetpaySendCodes has every code in the answer to a payout, of the whole and of
// the entry.
func cinetpaySendCodes() (rows []oddity) {
	for _, k := range transferKinds {
		for i, code := range strings.Fields(k.codes) {
			whole := oddity{name: "code " + code, in: []string{"pay out"}, inPlace: true, alter: sayingCode([]int{200, 400}[i%2], code), kind: k.kind,
				advice: lookAgain, also: withCode(code)}
			entry := oddity{name: "code " + code + " in the entry", in: []string{"pay out"}, inPlace: true, alter: sentAs("code", `"`+code+`"`), kind: k.kind,
				advice: lookAgain, also: withCode(code)}
			if slices.Contains(refusesSend, code) {
				advice := fixRequest
				if code == "602" || code == "724" {
					advice = sendAgain
				}
				whole.outcome, entry.outcome = paygates.OutcomeNotExecuted, paygates.OutcomeNotExecuted
				whole.advice, entry.advice = advice, advice
			}
			if code == "707" {
				whole.outcome, whole.advice = paygates.OutcomeNotExecuted, fixRequest
			}
			rows = append(rows, whole, entry)
		}
	}
	return rows
}

// cinetpayTransferStates has every status of a payout, in the answer to it and when
// it is read.
func cinetpayTransferStates() (rows []oddity) {
	for word, state := range map[string]paygates.State{
		"NEW": paygates.StatePending, "REC": paygates.StatePending, "NOS": paygates.StatePending, "VAL": paygates.StatePaidOut,
		"REJ": paygates.StateFailed, "OLD": paygates.StateUnknown, "": paygates.StateUnknown,
	} {
		row := oddity{name: "status " + word, in: []string{"pay out"}, alter: inEntry("treatment_status", `"`+word+`"`), outcome: paygates.OutcomeExecuted, also: inState(state)}
		switch word {
		case "REJ":
			row.in = nil // in place alone
		case "OLD":
			row.outcome, row.kind, row.also = paygates.OutcomeUnknown, paygates.ErrUnexpectedReply, nil
		}
		if row.in != nil {
			rows = append(rows, row)
		}
		rows = append(rows, oddity{name: "status " + word, in: []string{"read payout"}, alter: inEntry("treatment_status", `"`+word+`"`, "comment", `"new"`),
			outcome: paygates.OutcomeExecuted, also: inState(state)})
	}
	slices.SortFunc(rows, func(a, b oddity) int { return strings.Compare(a.in[0]+a.name, b.in[0]+b.name) })
	return rows
}

// cinetpayTransferRead has the answer to the read of a payout, otherwise.
var cinetpayTransferRead = []oddity{
	{name: "not sent yet, and validated", in: []string{"read payout"}, alter: inEntry("treatment_status", `"VAL"`, "sending_status", `"PENDING"`),
		outcome: paygates.OutcomeExecuted, also: inState(paygates.StateUnknown)},
	{name: "not valid, and validated", in: []string{"read payout"}, alter: inEntry("treatment_status", `"VAL"`, "transfer_valid", `"N"`),
		outcome: paygates.OutcomeExecuted, also: inState(paygates.StateUnknown)},
	{name: "the token is still good", in: []string{"read payout"}, alter: inEntry("comment", `"new"`), outcome: paygates.OutcomeExecuted, also: asking("Transfers.Get")},
	{name: "another reference", in: []string{"read payout"}, alter: inEntry("client_transaction_id", `"ref-2"`, "transaction_id", `"t"`), outcome: paygates.OutcomeNotExecuted,
		kind: paygates.ErrUnexpectedReply, also: onObject("t")},
	{name: "no reference", in: []string{"read payout"}, alter: withoutInEntry("client_transaction_id"), outcome: paygates.OutcomeNotExecuted, kind: paygates.ErrUnexpectedReply},
	{name: "two", in: []string{"read payout"}, alter: entries(2), outcome: paygates.OutcomeNotExecuted, kind: paygates.ErrUnexpectedReply, advice: askHuman},
	{name: "none", in: []string{"read payout"}, alter: putting("data", "[]"), outcome: paygates.OutcomeNotExecuted, kind: paygates.ErrUnexpectedReply},
	{name: "not found", in: []string{"read payout"}, alter: sayingCode(404, "723"), outcome: paygates.OutcomeNotExecuted, kind: paygates.ErrNotFound, advice: lookAgain},
	{name: "not found, with an empty list", in: []string{"read payout"}, alter: replying(200, `{"code":723,"data":[]}`), outcome: paygates.OutcomeNotExecuted, kind: paygates.ErrNotFound},
	{name: "not found, and there it is", in: []string{"read payout"}, alter: putting("code", "723"), outcome: paygates.OutcomeNotExecuted, kind: paygates.ErrUnexpectedReply},
	{name: "not found, under 500", in: []string{"read payout"}, times: 3, alter: sayingCode(500, "723"), outcome: paygates.OutcomeNotExecuted, kind: paygates.ErrUnavailable},
	{name: "under 400", in: []string{"read payout"}, alter: underStatus(400), outcome: paygates.OutcomeNotExecuted, kind: paygates.ErrUnexpectedReply},
	{name: "under 404", in: []string{"read payout"}, alter: underStatus(404), outcome: paygates.OutcomeNotExecuted, kind: paygates.ErrUnexpectedReply},
	{name: "a page under 404", in: []string{"read payout"}, alter: replying(404, "<html>"), outcome: paygates.OutcomeNotExecuted, kind: paygates.ErrUnexpectedReply},
	{name: "something behind the answer", in: []string{"read payout"}, alter: trailing, outcome: paygates.OutcomeNotExecuted, kind: paygates.ErrUnexpectedReply},
	{name: "not found and something behind it", in: []string{"read payout"}, alter: together(sayingCode(200, "723"), trailing), outcome: paygates.OutcomeNotExecuted,
		kind: paygates.ErrUnexpectedReply},
	{name: "the token is too old, and there is none", in: []string{"read payout"}, alter: replying(200, `{"code":705,"data":[]}`), outcome: paygates.OutcomeExecuted},
	{name: "the token is too old", in: []string{"read payout"}, alter: sayingCode(401, "705"), outcome: paygates.OutcomeExecuted, also: inState(paygates.StatePending)},
}

// foundPayout is the answer to a look-up of a payout, in place, with entries that
// are otherwise.
func foundPayout(entries ...string) alteration {
	return replying(200, `{"code":0,"data":[`+strings.Join(entries, ",")+`]}`)
}

func foundAs(status, amount, receiver string) string {
	return fmt.Sprintf(`{"transaction_id":"t","client_transaction_id":"ref-1","amount":%q,"receiver_e164":%q,"sending_status":"CONFIRM","transfer_valid":"Y","treatment_status":%q}`,
		amount, receiver, status)
}

// cinetpayPaidOut has every status of a payout when it is looked up.
func cinetpayPaidOut() (rows []oddity) {
	for _, word := range []string{"NEW", "REC", "NOS", "VAL", "REJ", "OLD", ""} {
		row := oddity{name: "looked up, status " + word, in: []string{"pay out"}, lookUp: "Transfers.Get", alter: inEntry("treatment_status", `"`+word+`"`, "comment", `"new"`),
			verdict: paygates.VerdictExecuted, advice: noAdvice, also: inEvidence("treatment_status " + word + ", amount 1000 XOF")}
		switch word {
		case "REJ":
			row.undone, row.inPlace, row.alter = true, true, foundPayout(foundAs(word, "1000", "+"+receivers[0]))
			row.verdict, row.advice = paygates.VerdictNotExecuted, newOne
		case "OLD":
			row.verdict, row.advice, row.also = paygates.VerdictUnknown, lookAgain, inEvidence("treatment_status unknown to this SDK, amount 1000 XOF")
		case "":
			row.verdict, row.advice, row.also = paygates.VerdictUnknown, lookAgain, inEvidence("treatment_status none, amount 1000 XOF")
		}
		rows = append(rows, row)
	}
	for shown, verdict := range map[string]paygates.Verdict{
		"+2250700000001": paygates.VerdictExecuted, "002250700000001": paygates.VerdictExecuted, "225 07 00 00 00 01": paygates.VerdictExecuted,
		"0700000001": paygates.VerdictExecuted, "700000001": paygates.VerdictExecuted, "": paygates.VerdictExecuted, "***": paygates.VerdictExecuted,
		"00001": paygates.VerdictConflict, "0500000002": paygates.VerdictConflict, "+2210700000001": paygates.VerdictConflict, "70000000": paygates.VerdictConflict,
	} {
		for _, field := range []string{"receiver", "receiver_e164"} {
			rows = append(rows, oddity{name: fmt.Sprintf("looked up, %s %q", field, shown), in: []string{"pay out"}, lookUp: "Transfers.Get",
				alter: inEntry(field, fmt.Sprintf("%q", shown), "comment", `"new"`), verdict: verdict})
		}
	}
	slices.SortFunc(rows, func(a, b oddity) int { return strings.Compare(a.name, b.name) })
	return rows
}

// cinetpayPayoutLookedUp has the answer to the look-up of a payout, otherwise.
var cinetpayPayoutLookedUp = []oddity{
	{name: "another amount", in: []string{"pay out"}, lookUp: "Transfers.Get", alter: inEntry("amount", `"1005"`), verdict: paygates.VerdictConflict, advice: askHuman},
	{name: "no amount", in: []string{"pay out"}, lookUp: "Transfers.Get", alter: withoutInEntry("amount"), verdict: paygates.VerdictUnknown,
		also: inEvidence("treatment_status NEW")},
	{name: "an amount that cannot be", in: []string{"pay out"}, lookUp: "Transfers.Get", alter: inEntry("amount", `"1e3"`), verdict: paygates.VerdictUnknown},
	{name: "not sent yet, and validated", in: []string{"pay out"}, lookUp: "Transfers.Get", alter: inEntry("treatment_status", `"VAL"`, "sending_status", `"PENDING"`),
		verdict: paygates.VerdictUnknown},
	{name: "not valid, and validated", in: []string{"pay out"}, lookUp: "Transfers.Get", alter: inEntry("treatment_status", `"VAL"`, "transfer_valid", `"N"`),
		verdict: paygates.VerdictUnknown},
	{name: "another reference", in: []string{"pay out"}, lookUp: "Transfers.Get", alter: inEntry("client_transaction_id", `"ref-2"`), kind: paygates.ErrUnexpectedReply},
	{name: "two", in: []string{"pay out"}, lookUp: "Transfers.Get", alter: entries(2), verdict: paygates.VerdictDuplicate, advice: askHuman},
	{name: "two, one rejected", in: []string{"pay out"}, lookUp: "Transfers.Get", alter: entries(2, "treatment_status", `"REJ"`), verdict: paygates.VerdictExecuted,
		also: inState(paygates.StatePending)},
	{name: "two, one of another amount", in: []string{"pay out"}, lookUp: "Transfers.Get", alter: entries(2, "amount", `"1005"`), verdict: paygates.VerdictConflict},
	{name: "two, one unknown", in: []string{"pay out"}, lookUp: "Transfers.Get", alter: entries(2, "treatment_status", `"OLD"`), verdict: paygates.VerdictUnknown},
	{name: "two, of which one is another's", in: []string{"pay out"}, lookUp: "Transfers.Get", alter: entries(2, "client_transaction_id", `"ref-2"`), kind: paygates.ErrUnexpectedReply},
	{name: "two, both rejected", in: []string{"pay out"}, lookUp: "Transfers.Get", undone: true, inPlace: true,
		alter: foundPayout(foundAs("REJ", "1000", "+"+receivers[0]), foundAs("REJ", "1000", "+"+receivers[0])), verdict: paygates.VerdictNotExecuted},
	{name: "rejected, another amount", in: []string{"pay out"}, lookUp: "Transfers.Get", undone: true, inPlace: true,
		alter: foundPayout(foundAs("REJ", "1005", "+"+receivers[0])), verdict: paygates.VerdictConflict},
	{name: "rejected, another receiver", in: []string{"pay out"}, lookUp: "Transfers.Get", undone: true, inPlace: true,
		alter: foundPayout(foundAs("REJ", "1000", "+"+receivers[1])), verdict: paygates.VerdictConflict},
	{name: "none", in: []string{"pay out"}, lookUp: "Transfers.Get", alter: putting("data", "[]"), kind: paygates.ErrUnexpectedReply},
	{name: "not found", in: []string{"pay out"}, lookUp: "Transfers.Get", alter: sayingCode(404, "723"), verdict: paygates.VerdictAbsent, advice: lookAgain,
		also: remarks(showingNothing, inEvidence("not found"))},
	{name: "not found, under 200", in: []string{"pay out"}, lookUp: "Transfers.Get", alter: sayingCode(200, "723"), verdict: paygates.VerdictAbsent},
	{name: "not found, late, and then found", in: []string{"pay out"}, lookUp: "Transfers.Get", late: true, alter: sayingCode(404, "723"), verdict: paygates.VerdictExecuted,
		advice: noAdvice, also: inEvidence("not found", "treatment_status NEW, amount 1000 XOF")},
	{name: "not found, late, twice", in: []string{"pay out"}, lookUp: "Transfers.Get", undone: true, late: true, times: 2, alter: sayingCode(200, "723"),
		verdict: paygates.VerdictNotExecuted, advice: sendAgain, also: inEvidence("not found", "not found")},
	{name: "not found, late, and then broken", in: []string{"pay out"}, lookUp: "Transfers.Get", undone: true, late: true, skips: 1, alter: replying(404, "<html>"),
		kind: paygates.ErrUnexpectedReply},
	{name: "not found, and there it is", in: []string{"pay out"}, lookUp: "Transfers.Get", alter: putting("code", "723"), kind: paygates.ErrUnexpectedReply},
	{name: "not found, under 500", in: []string{"pay out"}, lookUp: "Transfers.Get", times: 3, alter: sayingCode(500, "723"), kind: paygates.ErrUnavailable},
	{name: "a page under 404", in: []string{"pay out"}, lookUp: "Transfers.Get", alter: replying(404, "<html>"), kind: paygates.ErrUnexpectedReply},
	{name: "nothing under 404", in: []string{"pay out"}, lookUp: "Transfers.Get", alter: replying(404, "{}"), kind: paygates.ErrUnexpectedReply},
	{name: "the token is lost", in: []string{"pay out"}, lookUp: "Transfers.Get", alter: sayingCode(401, "707"), kind: paygates.ErrAuthentication},
	{name: "another refusal", in: []string{"pay out"}, lookUp: "Transfers.Get", alter: sayingCode(400, "704"), kind: paygates.ErrInvalidRequest},
	{name: "the login is not found", in: []string{"pay out"}, lookUp: "Transfers.login", late: true, undone: true, times: 3, alter: sayingCode(404, "723"), kind: paygates.ErrUnexpectedReply},
	{name: "the login is refused", in: []string{"pay out"}, lookUp: "Transfers.login", late: true, alter: sayingCode(401, "701"), kind: paygates.ErrAuthentication},
}

// cinetpayBalance has the answer to the read of the balance, otherwise.
var cinetpayBalance = []oddity{
	{name: "texts", in: []string{"read the balance"}, alter: putting("code", `"0"`, "data.amount", `"7.5"`, "data.available", `"5"`), outcome: paygates.OutcomeExecuted, also: holding("7.5", "5")},
	{name: "201", in: []string{"read the balance"}, alter: underStatus(201), outcome: paygates.OutcomeExecuted, also: holding("1000000", "999000")},
	{name: "202", in: []string{"read the balance"}, alter: underStatus(202), outcome: paygates.OutcomeNotExecuted, kind: paygates.ErrUnexpectedReply},
	{name: "400", in: []string{"read the balance"}, alter: underStatus(400), outcome: paygates.OutcomeNotExecuted, kind: paygates.ErrUnexpectedReply},
	{name: "another code", in: []string{"read the balance"}, alter: putting("code", "715"), outcome: paygates.OutcomeNotExecuted, times: 3, kind: paygates.ErrUnavailable, also: withCode("715")},
	{name: "no code", in: []string{"read the balance"}, alter: lacking("code"), outcome: paygates.OutcomeNotExecuted, kind: paygates.ErrUnexpectedReply},
	{name: "no amount", in: []string{"read the balance"}, alter: lacking("data.amount"), outcome: paygates.OutcomeNotExecuted, kind: paygates.ErrUnexpectedReply},
	{name: "nothing in use", in: []string{"read the balance"}, alter: lacking("data.inUsing"), outcome: paygates.OutcomeNotExecuted, kind: paygates.ErrUnexpectedReply},
	{name: "nothing available", in: []string{"read the balance"}, alter: lacking("data.available"), outcome: paygates.OutcomeNotExecuted, kind: paygates.ErrUnexpectedReply},
	{name: "no number", in: []string{"read the balance"}, alter: putting("data.available", `"much"`), outcome: paygates.OutcomeNotExecuted, kind: paygates.ErrUnexpectedReply},
	{name: "a list", in: []string{"read the balance"}, alter: putting("data", "[]"), outcome: paygates.OutcomeNotExecuted, kind: paygates.ErrUnexpectedReply},
	{name: "something behind it", in: []string{"read the balance"}, alter: trailing, outcome: paygates.OutcomeNotExecuted, kind: paygates.ErrUnexpectedReply},
	{name: "a refusal and something behind it", in: []string{"read the balance"}, alter: together(sayingCode(200, "715"), trailing), outcome: paygates.OutcomeNotExecuted,
		kind: paygates.ErrUnexpectedReply, also: withCode("")},
	{name: "the token is too old", in: []string{"read the balance"}, alter: sayingCode(401, "705"), outcome: paygates.OutcomeExecuted, also: holding("1000000", "999000")},
	{name: "the token is lost", in: []string{"read the balance"}, alter: sayingCode(401, "707"), outcome: paygates.OutcomeNotExecuted, kind: paygates.ErrAuthentication},
}

// holding is about a balance.
func holding(held, free string) remark {
	return func(said simulation.Said) string {
		if got, want := said.Seen.Held.Decimal().String()+" "+said.Seen.Free.Decimal().String(), held+" "+free; got != want {
			return "the balance is " + got + ", want " + want
		}
		return ""
	}
}

// cinetpayLogins has the answer to the login before a payout, otherwise. Nothing is
// sent then.
var cinetpayLogins = []oddity{
	{name: "201", in: []string{"pay out with a new login"}, within: "Transfers.login", alter: underStatus(201), outcome: paygates.OutcomeExecuted},
	{name: "a text for the code", in: []string{"pay out with a new login"}, within: "Transfers.login", alter: putting("code", `"0"`), outcome: paygates.OutcomeExecuted},
	{name: "202", in: []string{"pay out with a new login"}, within: "Transfers.login", times: 3, alter: underStatus(202), outcome: paygates.OutcomeNotExecuted, kind: paygates.ErrUnexpectedReply},
	{name: "no code", in: []string{"pay out with a new login"}, within: "Transfers.login", times: 3, alter: lacking("code"), outcome: paygates.OutcomeNotExecuted, kind: paygates.ErrUnexpectedReply},
	{name: "no token", in: []string{"pay out with a new login"}, within: "Transfers.login", times: 3, alter: lacking("data.token"), outcome: paygates.OutcomeNotExecuted, kind: paygates.ErrUnexpectedReply},
	{name: "a token of two lines", in: []string{"pay out with a new login"}, within: "Transfers.login", times: 3, alter: putting("data.token", `"a\nb"`), outcome: paygates.OutcomeNotExecuted,
		kind: paygates.ErrUnexpectedReply},
	{name: "something behind it", in: []string{"pay out with a new login"}, within: "Transfers.login", times: 3, alter: trailing, outcome: paygates.OutcomeNotExecuted, kind: paygates.ErrUnexpectedReply},
	{name: "refused", in: []string{"pay out with a new login"}, within: "Transfers.login", times: 3, alter: sayingCode(401, "701"), outcome: paygates.OutcomeNotExecuted,
		kind: paygates.ErrAuthentication, advice: fixRequest, also: remarks(withCode("701"), withMessage("NAME: why"))},
	{name: "refused, and something behind it", in: []string{"pay out with a new login"}, within: "Transfers.login", times: 3, alter: together(sayingCode(200, "701"), trailing),
		outcome: paygates.OutcomeNotExecuted, kind: paygates.ErrUnexpectedReply, also: withCode("")},
	{name: "broken", in: []string{"pay out with a new login"}, within: "Transfers.login", times: 3, alter: sayingCode(503, "0"), outcome: paygates.OutcomeNotExecuted,
		kind: paygates.ErrUnavailable, advice: sendAgain},
	{name: "not found", in: []string{"pay out with a new login"}, within: "Transfers.login", times: 3, alter: sayingCode(400, "723"), outcome: paygates.OutcomeNotExecuted,
		kind: paygates.ErrUnexpectedReply, advice: sendAgain, also: withCode("723")},
	{name: "a duplicate", in: []string{"pay out with a new login"}, within: "Transfers.login", times: 3, alter: sayingCode(400, "805"), outcome: paygates.OutcomeNotExecuted,
		kind: paygates.ErrUnexpectedReply, advice: sendAgain},
	{name: "declined", in: []string{"pay out with a new login"}, within: "Transfers.login", times: 3, alter: sayingCode(400, "602"), outcome: paygates.OutcomeNotExecuted,
		kind: paygates.ErrUnexpectedReply, advice: sendAgain, also: declinedFor(paygates.DeclineUnknown)},
	{name: "in a wrong state", in: []string{"pay out with a new login"}, within: "Transfers.login", times: 3, alter: sayingCode(400, "724"), outcome: paygates.OutcomeNotExecuted,
		kind: paygates.ErrUnexpectedReply, advice: sendAgain},
}
