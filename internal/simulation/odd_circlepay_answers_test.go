package simulation_test

import (
	"strings"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/internal/simulation"
)

// circleCodes are the codes that calls can be refused with, and what each proves:
// that nothing was done where the documentation names it for the call, or says so in
// its text; else nothing.
var circleCodes = []struct {
	in     string
	code   string
	proves bool
	kind   error
	advice *paygates.Advice
}{
	{"create", "1110", true, paygates.ErrInvalidRequest, fixRequest},
	{"create", "1115", true, paygates.ErrInvalidRequest, fixRequest},
	{"create", "2110", true, paygates.ErrAuthentication, fixRequest},
	{"create", "8111", true, paygates.ErrNotFound, fixRequest},
	{"create", "8115", true, paygates.ErrState, askHuman},
	{"create", "7111", true, paygates.ErrNotFound, fixRequest},
	{"create", "7113", true, paygates.ErrNotFound, fixRequest},
	{"create", "4101", false, paygates.ErrUnavailable, lookAgain},
	{"create", "9112", false, paygates.ErrDeclined, lookAgain},
	{"create", "4210", false, paygates.ErrUnexpectedReply, lookAgain},
	{"create", "6001", false, paygates.ErrUnexpectedReply, lookAgain},
	{"refund", "9110", true, paygates.ErrInvalidRequest, fixRequest},
	{"refund", "9111", true, paygates.ErrNotFound, fixRequest},
	{"refund", "9112", true, paygates.ErrDeclined, lookAgain},
	{"create with a bill", "2110", true, paygates.ErrAuthentication, fixRequest},
	{"create with a bill", "1110", false, paygates.ErrInvalidRequest, lookAgain},
	{"create with a bill", "3110", false, paygates.ErrNotFound, lookAgain},
	{"create with a bill", "5101", false, paygates.ErrUnavailable, lookAgain},
	{"create with a bill", "7113", false, paygates.ErrNotFound, lookAgain},
	{"create an invoice", "3110", true, paygates.ErrNotFound, fixRequest},
	{"create an invoice", "5112", true, paygates.ErrInvalidRequest, fixRequest},
	{"create an invoice", "5101", false, paygates.ErrUnavailable, lookAgain},
	{"pay an invoice", "5111", true, paygates.ErrNotFound, fixRequest},
	{"pay an invoice", "5114", true, paygates.ErrInvalidRequest, fixRequest},
	{"pay an invoice", "7111", true, paygates.ErrNotFound, fixRequest},
	{"pay an invoice", "7113", true, paygates.ErrNotFound, fixRequest},
	{"delete an invoice", "5113", true, paygates.ErrState, fixRequest},
	{"delete an invoice", "5111", false, paygates.ErrNotFound, lookAgain},
	{"create a link", "4112", true, paygates.ErrInvalidRequest, fixRequest},
	{"create a link", "4101", false, paygates.ErrUnavailable, lookAgain},
	{"pay a link", "4111", true, paygates.ErrNotFound, fixRequest},
	{"pay a link", "4115", true, paygates.ErrState, fixRequest},
	{"pay a link", "4311", true, paygates.ErrNotFound, fixRequest},
	{"pay a link", "7111", true, paygates.ErrNotFound, fixRequest},
	{"pay a link", "7112", false, paygates.ErrUnavailable, lookAgain},
	{"update a link", "4111", true, paygates.ErrNotFound, fixRequest},
	{"update a link", "4112", true, paygates.ErrInvalidRequest, fixRequest},
	{"deactivate a link", "4111", false, paygates.ErrNotFound, lookAgain},
	{"create a merchant", "8114", true, paygates.ErrInvalidRequest, fixRequest},
	{"create a merchant", "8110", false, paygates.ErrDuplicate, lookAgain},
	{"update the merchant", "8114", true, paygates.ErrInvalidRequest, fixRequest},
	{"update the merchant", "8116", true, paygates.ErrDuplicate, fixRequest},
	{"send a password", "8113", true, paygates.ErrUnavailable, askHuman},
	{"send a password", "8118", false, paygates.ErrUnexpectedReply, lookAgain},
	{"verify a merchant", "2111", true, paygates.ErrInvalidRequest, fixRequest},
	{"enable a gateway", "7111", true, paygates.ErrNotFound, fixRequest},
	{"enable a gateway", "7110", false, paygates.ErrUnavailable, lookAgain},
	{"disable a gateway", "7111", true, paygates.ErrNotFound, fixRequest},
	{"disable a gateway", "8117", false, paygates.ErrUnexpectedReply, lookAgain},
	{"enable a method", "7113", true, paygates.ErrNotFound, fixRequest},
	{"enable a method", "7112", false, paygates.ErrUnavailable, lookAgain},
	{"disable a method", "7113", true, paygates.ErrNotFound, fixRequest},
	{"create a customer", "1117", true, paygates.ErrInvalidRequest, fixRequest},
	{"create a customer", "3111", false, paygates.ErrDuplicate, lookAgain},
	{"update a customer", "3110", true, paygates.ErrNotFound, fixRequest},
}

// circleRefusals are the rows of those codes: nothing was done.
func circleRefusals() []oddity {
	var rows []oddity
	for _, c := range circleCodes {
		o := oddity{
			name: "code " + c.code, in: []string{c.in}, inPlace: true, alter: circleCode(400, c.code, "null"), kind: c.kind, advice: c.advice,
		}
		if c.proves {
			o.outcome = paygates.OutcomeNotExecuted
		}
		rows = append(rows, o)
	}
	return rows
}

// circleEvery is a call of each manner of proof.
var circleEvery = []string{"create", "refund", "deactivate a link"}

// circleErrors are other ways to be refused.
var circleErrors = []oddity{
	{name: "a code with 200", in: []string{"create"}, inPlace: true, alter: circleCode(200, "1110", "[]"),
		outcome: paygates.OutcomeNotExecuted, kind: paygates.ErrInvalidRequest},
	{name: "a code with 202", in: []string{"create"}, inPlace: true, alter: circleCode(202, "1110", "[]"),
		outcome: paygates.OutcomeNotExecuted, kind: paygates.ErrInvalidRequest},
	{name: "a code with 302", in: []string{"create"}, inPlace: true, alter: circleCode(302, "1110", "[]"), kind: paygates.ErrUnexpectedReply},
	{name: "a code with 429", in: []string{"create"}, inPlace: true, alter: circleCode(429, "1110", "[]"), kind: paygates.ErrRateLimited},
	{name: "a code with 500", in: []string{"create"}, inPlace: true, alter: circleCode(500, "1110", "[]"), kind: paygates.ErrUnavailable},
	{name: "a code, and no error", in: []string{"create"}, inPlace: true,
		alter: replying(400, `{"errorCode":1110,"data":null,"isError":false}`), kind: paygates.ErrInvalidRequest},
	{name: "an error without a code", in: circleEvery, inPlace: true,
		alter: replying(400, `{"errorCode":0,"data":null,"isError":true}`), kind: paygates.ErrUnexpectedReply},
	{name: "400 in the envelope, without error or code", in: []string{"create"}, inPlace: true,
		alter: replying(400, `{"message":"no","data":null}`), kind: paygates.ErrInvalidRequest},

	// Beside a code that proves something stands what was done.
	{name: "1110 beside a transaction", in: []string{"create"}, inPlace: true, alter: circleCode(400, "1110", `[{"transaction_id":"77"}]`), kind: paygates.ErrOutcomeUnknown},
	{name: "1110 beside a page", in: []string{"create", "create an invoice", "pay an invoice"}, inPlace: true,
		alter: circleCode(400, "1110", `[{"invoice_url":"https://pay.example/77"}]`), kind: paygates.ErrOutcomeUnknown},
	{name: "1110 beside an address", in: []string{"create", "create an invoice", "pay an invoice"}, inPlace: true,
		alter: circleCode(400, "1110", `[{"url":"https://pay.example/77"}]`), kind: paygates.ErrOutcomeUnknown},
	{name: "1110 beside an invoice", in: []string{"create an invoice"}, inPlace: true, alter: circleCode(400, "1110", `[{"invoice_number":"77"}]`), kind: paygates.ErrOutcomeUnknown},
	{name: "9112 beside a refund", in: []string{"refund"}, inPlace: true, alter: circleCode(400, "9112", `[{"refund_id":"77"}]`), kind: paygates.ErrOutcomeUnknown},
	{name: "9112 beside the payment", in: []string{"refund"}, inPlace: true, alter: circleCode(400, "9112", `[{"transaction_id":"77"}]`),
		outcome: paygates.OutcomeNotExecuted, kind: paygates.ErrDeclined},
	{name: "1110 beside a customer", in: []string{"create a customer"}, inPlace: true,
		alter: circleCode(400, "1110", `[{"customer_mobile_number":"+201000000001"}]`), kind: paygates.ErrOutcomeUnknown},
	{name: "1110 beside something", in: circleEvery, inPlace: true, alter: circleCode(400, "1110", `[{"colour":"red"}]`),
		outcome: paygates.OutcomeNotExecuted, kind: paygates.ErrInvalidRequest},

	// The framework's own words.
	{name: "the framework's 400", in: circleEvery, inPlace: true, alter: circleFramework(400, 400),
		outcome: paygates.OutcomeNotExecuted, kind: paygates.ErrInvalidRequest, advice: fixRequest},
	{name: "the framework's 401", in: []string{"create"}, inPlace: true, alter: circleFramework(401, 401),
		outcome: paygates.OutcomeNotExecuted, kind: paygates.ErrAuthentication, advice: fixRequest},
	{name: "the framework's 403", in: []string{"create"}, inPlace: true, alter: circleFramework(403, 403),
		outcome: paygates.OutcomeNotExecuted, kind: paygates.ErrForbidden, advice: fixRequest},
	{name: "the framework's 404", in: circleEvery, inPlace: true, alter: circleFramework(404, 404),
		outcome: paygates.OutcomeNotExecuted, kind: paygates.ErrUnsupported, advice: fixRequest},
	{name: "the framework's 405", in: []string{"pay a link"}, inPlace: true, alter: circleFramework(405, 405),
		outcome: paygates.OutcomeNotExecuted, kind: paygates.ErrUnsupported, advice: fixRequest},
	{name: "the framework's 415", in: []string{"create"}, inPlace: true, alter: circleFramework(415, 415),
		outcome: paygates.OutcomeNotExecuted, kind: paygates.ErrUnsupported, advice: fixRequest},
	{name: "the framework's 409", in: []string{"create"}, inPlace: true, alter: circleFramework(409, 409), kind: paygates.ErrOutcomeUnknown},
	{name: "the framework's 500", in: []string{"create"}, inPlace: true, alter: circleFramework(500, 500), kind: paygates.ErrUnavailable},
	{name: "400 that calls itself 404", in: []string{"create"}, inPlace: true, alter: circleFramework(400, 404), kind: paygates.ErrOutcomeUnknown},
	{name: "500 that calls itself 400", in: []string{"create"}, inPlace: true, alter: circleFramework(500, 400), kind: paygates.ErrUnavailable},
	{name: "the framework, and no path", in: []string{"create"}, inPlace: true,
		alter: replying(400, `{"timestamp":"2026-01-01","status":400,"error":"Bad Request","message":""}`), kind: paygates.ErrOutcomeUnknown},
	{name: "the framework and a code", in: []string{"create"}, inPlace: true,
		alter: replying(400, `{"timestamp":"2026-01-01","status":400,"error":"Bad Request","path":"/","errorCode":1110,"isError":true}`), kind: paygates.ErrOutcomeUnknown},
	{name: "404 of a proxy", in: circleEvery, inPlace: true, alter: replying(404, `<html>no</html>`), kind: paygates.ErrUnexpectedReply},
	{name: "400 of a proxy", in: circleEvery, inPlace: true, alter: replying(400, `<html>no</html>`), kind: paygates.ErrInvalidRequest},
	{name: "a success in the framework's words", in: []string{"deactivate a link"}, inPlace: true,
		alter: replying(200, `{"timestamp":"2026-01-01","status":200,"error":"OK","path":"/","errorCode":0,"isError":false}`), kind: paygates.ErrOutcomeUnknown},

	// Reads.
	{name: "a success without the object", in: []string{"read", "read an invoice", "read a link", "read a customer", "read a merchant"}, inPlace: true,
		alter: circleData("[]"), outcome: paygates.OutcomeNotExecuted, kind: paygates.ErrNotFound, advice: sendAgain},
	{name: "no data but a text", in: []string{"read"}, inPlace: true, alter: circleData(`"nothing"`),
		outcome: paygates.OutcomeNotExecuted, kind: paygates.ErrUnexpectedReply},
	{name: "9111", in: []string{"read"}, inPlace: true, alter: circleCode(400, "9111", "null"),
		outcome: paygates.OutcomeNotExecuted, kind: paygates.ErrNotFound, advice: fixRequest},
	{name: "9111, and no error", in: []string{"read"}, inPlace: true, alter: replying(200, `{"errorCode":9111,"data":null,"isError":false}`),
		outcome: paygates.OutcomeNotExecuted, kind: paygates.ErrUnexpectedReply},
	{name: "9111 beside the payment", in: []string{"read"}, alter: together(putting("errorCode", "9111"), putting("isError", "true")),
		outcome: paygates.OutcomeNotExecuted, kind: paygates.ErrUnexpectedReply},
	{name: "3110 beside a list", in: []string{"list invoices"}, alter: together(putting("errorCode", "3110"), putting("isError", "true")),
		outcome: paygates.OutcomeNotExecuted, kind: paygates.ErrUnexpectedReply},
}

// circleProofs are answers that are successes, with something in them that is
// otherwise.
var circleProofs = []oddity{
	{name: "another message", in: append([]string{
		"create with a bill", "create an invoice", "pay an invoice", "delete an invoice", "create a link", "pay a link", "update a link", "create a merchant",
		"send a password", "verify a merchant", "update the merchant", "update the merchant's address", "enable a gateway", "disable a gateway",
		"enable a method", "disable a method", "create a customer", "update a customer",
	}, circleEvery...), alter: putting("message", `"well done"`), outcome: paygates.OutcomeExecuted},
	{name: "201", in: circleEvery, alter: func(a *simulation.Answer) { a.Status = 201 }, outcome: paygates.OutcomeExecuted},
	{name: "202", in: circleEvery, alter: func(a *simulation.Answer) { a.Status = 202 }},
	{name: "without any signal", in: []string{"deactivate a link", "verify a merchant"}, alter: together(lacking("errorCode"), lacking("isError"))},
	{name: "without a code", in: circleEvery, alter: lacking("errorCode"), outcome: paygates.OutcomeExecuted},
	{name: "with a blank code", in: circleEvery, alter: together(putting("errorCode", `""`), lacking("isError")), outcome: paygates.OutcomeExecuted},
	{name: "with an error", in: circleEvery, alter: putting("isError", "true"), kind: paygates.ErrUnexpectedReply},
	{name: "with an unlisted code", in: circleEvery, alter: putting("errorCode", "4210"), kind: paygates.ErrUnexpectedReply},

	{name: "no transaction", in: []string{"create", "create with a bill", "pay an invoice"}, alter: lacking("data.0.transaction_id")},
	{name: "transaction 0", in: []string{"create", "create with a bill", "pay an invoice"}, alter: putting("data.0.transaction_id", "0")},
	{name: "no invoice", in: []string{"create an invoice", "create with a bill", "delete an invoice"}, alter: lacking("data.0.invoice_number")},
	{name: "no refund", in: []string{"refund"}, alter: lacking("data.0.refund_id")},
	{name: "refund 0", in: []string{"refund"}, alter: putting("data.0.refund_id", `"0"`)},
	{name: "a refund of another payment", in: []string{"refund"}, alter: putting("data.0.transaction_id", "77")},
	{name: "another invoice", in: []string{"pay an invoice", "delete an invoice", "create an invoice by number"}, alter: putting("data.0.invoice_number", `"77"`)},
	{name: "a page alone", in: []string{"pay a link"}, alter: lacking("data.0.transaction_id"), outcome: paygates.OutcomeExecuted, finds: simulation.Misread},
	{name: "an invoice's page alone", in: []string{"pay a link"}, outcome: paygates.OutcomeExecuted, finds: simulation.Misread,
		alter: together(lacking("data.0.transaction_id"), lacking("data.0.url"), putting("data.0.invoice_url", `"https://pay.example/77"`))},
	{name: "neither page nor transaction", in: []string{"pay a link"}, alter: together(lacking("data.0.transaction_id"), lacking("data.0.url"))},
	{name: "no token", in: []string{"create a merchant"}, alter: lacking("data.0.merchant_token")},
	{name: "not sent", in: []string{"send a password"}, alter: putting("data.0.status", "false")},
	{name: "perhaps sent", in: []string{"send a password"}, alter: putting("data.0.status", `"soon"`)},
	{name: "sent, as a text", in: []string{"send a password"}, alter: putting("data.0.status", `"true"`), outcome: paygates.OutcomeExecuted},

	{name: "the same amount", in: []string{"create"}, alter: putting("data.0.value", "10.000"), outcome: paygates.OutcomeExecuted},
	{name: "another amount", in: []string{"create", "create a link", "update a link"}, alter: putting("data.0.value", "11")},
	{name: "an amount that is none", in: []string{"create", "create a link"}, alter: putting("data.0.value", `"ten"`)},
	{name: "another currency", in: []string{"create"}, alter: putting("data.0.currency", `"USD"`)},

	{name: "the number as it is dialled", in: []string{"create a customer"}, alter: putting("data.0.customer_mobile_number", `"00201000000001"`), outcome: paygates.OutcomeExecuted},
	{name: "the number in groups", in: []string{"create a customer"}, alter: putting("data.0.customer_mobile_number", `"+20 (10) 0000-0001"`), outcome: paygates.OutcomeExecuted},
	{name: "another number", in: []string{"create a customer", "update a customer"}, alter: putting("data.0.customer_mobile_number", `"+201000000077"`)},
	{name: "the number without its country", in: []string{"create a customer"}, alter: putting("data.0.customer_mobile_number", `"01000000001"`)},
	{name: "no number", in: []string{"create a customer"}, alter: lacking("data.0.customer_mobile_number")},

	{name: "the link with a scheme", in: []string{"deactivate a link by client"}, outcome: paygates.OutcomeExecuted, alter: func(a *simulation.Answer) {
		a.Set("data.0.payment_link_url", `"http://`+circleHost(a)+`/"`)
	}},
	{name: "the link's last part", in: []string{"deactivate a link by client"}, outcome: paygates.OutcomeExecuted, alter: func(a *simulation.Answer) {
		a.Set("data.0.payment_link_url", `"`+lastPart(circleHost(a))[1:]+`"`)
	}},
	{name: "that link elsewhere", in: []string{"deactivate a link by client"}, alter: func(a *simulation.Answer) {
		a.Set("data.0.payment_link_url", `"other.example`+lastPart(circleHost(a))+`"`)
	}},
	{name: "another link", in: []string{"deactivate a link by client", "update a link"}, alter: putting("data.0.payment_link_url", `"pay.example/checkout/77"`)},
	{name: "another last part", in: []string{"deactivate a link by client"}, alter: putting("data.0.payment_link_url", `"77"`)},
	{name: "no link", in: []string{"update a link"}, alter: lacking("data.0.payment_link_url")},

	{name: "another name", in: []string{"update the merchant"}, alter: putting("data.0.business_name", `"Coffee"`)},
	{name: "no name", in: []string{"update the merchant"}, alter: lacking("data.0.business_name")},
	{name: "what was not asked for", in: []string{"update the merchant"}, outcome: paygates.OutcomeExecuted,
		alter: together(lacking("data.0.email"), putting("data.0.first_name", `"Nour"`))},
	{name: "nobody", in: []string{"update the merchant's address"}, alter: lacking("data.0.mobile_number")},
	{name: "another gateway", in: []string{"enable a gateway", "disable a gateway"}, alter: putting("data.0.payment_gateway_id", `"77"`)},
	{name: "no gateway", in: []string{"enable a gateway", "disable a gateway"}, alter: lacking("data.0.payment_gateway_id")},
	{name: "another method", in: []string{"enable a method", "disable a method"}, alter: putting("data.0.payment_method_id", `"77"`)},
}

// circleBefore are answers to what a call reads before it acts.
var circleBefore = []oddity{
	{name: "an answer that names the refund of before", in: []string{"refund again"}, within: "Refunds.List Refunds.Create",
		alter: circleAt("Refunds.List", putting("data.0.refund_id", "77"), circleData(`[{"refund_id":"77"}]`)), kind: paygates.ErrOutcomeUnknown, advice: lookAgain},
	{name: "an answer that names another refund", in: []string{"refund"}, within: "Refunds.List Refunds.Create",
		alter: circleAt("Refunds.List", putting("message", `"none"`), putting("message", `"asked for"`)), outcome: paygates.OutcomeExecuted},
	{name: "an invoice that is paid", in: []string{"pay an invoice"}, within: "Invoices.Get", alter: putting("data.0.status", "2"),
		outcome: paygates.OutcomeNotExecuted, kind: paygates.ErrState, advice: noAdvice},
	{name: "an invoice that is ended", in: []string{"pay an invoice"}, within: "Invoices.Get", alter: putting("data.0.status", "3"), outcome: paygates.OutcomeExecuted},
	{name: "no such invoice", in: []string{"pay an invoice"}, within: "Invoices.Get", inPlace: true, alter: circleCode(400, "5111", "null"),
		outcome: paygates.OutcomeNotExecuted, kind: paygates.ErrNotFound, advice: fixRequest},
	{name: "no list of payments", in: []string{"create", "pay an invoice", "pay a link"}, within: "Payments.List", inPlace: true, alter: circleFramework(404, 404),
		outcome: paygates.OutcomeNotExecuted, kind: paygates.ErrUnsupported, advice: fixRequest},
	{name: "no list of refunds", in: []string{"refund"}, within: "Refunds.List", inPlace: true, alter: circleCode(400, "2110", "null"),
		outcome: paygates.OutcomeNotExecuted, kind: paygates.ErrAuthentication, advice: fixRequest},
	{name: "no list of links", in: []string{"create a link"}, within: "PaymentLinks.List", inPlace: true, alter: circleFramework(405, 405),
		outcome: paygates.OutcomeNotExecuted, kind: paygates.ErrUnsupported, advice: fixRequest},
	{name: "no list of invoices", in: []string{"create an invoice", "create with a bill"}, within: "Invoices.List", inPlace: true, alter: circleData(`"none"`),
		outcome: paygates.OutcomeNotExecuted, kind: paygates.ErrUnexpectedReply},
	{name: "a customer without invoices", in: []string{"create an invoice", "create with a bill"}, within: "Invoices.List", inPlace: true, alter: circleCode(400, "3110", "null"),
		outcome: paygates.OutcomeExecuted},
}

// circleHost is a link's address without a scheme.
func circleHost(a *simulation.Answer) string {
	text := circleUnquoted(a.At("data.0.payment_link_url"))
	if _, rest, found := strings.Cut(text, "://"); found {
		return rest
	}
	return text
}
