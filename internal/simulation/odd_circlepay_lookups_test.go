package simulation_test

import (
	"slices"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/internal/simulation"
)

// circleIntents are look-ups of what no call asked for.
var circleIntents = []oddity{
	{name: "as it is", in: []string{
		"create with a bill", "create an invoice by number", "create a link", "deactivate a link", "create a merchant", "enable a gateway",
		"disable a method", "create a customer", "update a customer", "delete an invoice",
	}, intent: func(*paygates.Intent) {}, verdict: paygates.VerdictExecuted, advice: noAdvice},
	{name: "not done", undone: true, in: []string{
		"create", "create with a bill", "refund", "create an invoice", "create an invoice by number", "pay an invoice", "create a link", "pay a link",
		"create a merchant", "update the merchant", "enable a gateway", "disable a gateway", "enable a method", "disable a method", "create a customer",
		"update a customer",
	}, intent: func(*paygates.Intent) {}, verdict: paygates.VerdictAbsent, advice: lookAgain},
	{name: "not done for a day", undone: true, late: true, in: []string{
		"create", "refund", "create an invoice by number", "deactivate a link", "create a merchant", "enable a gateway", "create a customer",
	}, intent: func(*paygates.Intent) {}, verdict: paygates.VerdictAbsent, advice: askHuman},
	{name: "what nobody can tell", in: []string{"send a password"}, intent: func(*paygates.Intent) {}, verdict: paygates.VerdictUnknown, advice: askHuman},
	{name: "another gateway's", in: []string{"create", "send a password"}, kind: paygates.ErrInvalidRequest,
		intent: func(i *paygates.Intent) { i.Gateway = "corefy" }},
	{name: "no operation", in: []string{"create"}, kind: paygates.ErrInvalidRequest, intent: func(i *paygates.Intent) { i.Op = "" }},
	{name: "a read", in: []string{"create"}, kind: paygates.ErrInvalidRequest, intent: func(i *paygates.Intent) { i.Op = "Payments.Get" }},
	{name: "of nothing", in: []string{
		"refund", "pay an invoice", "delete an invoice", "pay a link", "update a link", "deactivate a link",
		"enable a gateway", "disable a gateway", "enable a method", "disable a method",
	}, kind: paygates.ErrInvalidRequest, intent: func(i *paygates.Intent) { i.TargetID = "" }},
	{name: "without an amount", in: []string{"create"}, kind: paygates.ErrInvalidRequest,
		intent: func(i *paygates.Intent) { i.Amount = i.Before }},
	{name: "without details", in: []string{
		"create", "create with a bill", "create an invoice", "create a link", "pay a link", "create a merchant", "verify a merchant", "create a customer", "update a customer",
	}, kind: paygates.ErrInvalidRequest, intent: func(i *paygates.Intent) { i.Details = "" }},
	{name: "without the customer", in: []string{"create", "create with a bill", "create an invoice", "pay a link"}, kind: paygates.ErrInvalidRequest,
		intent: circleWithout("customer_mobile")},
	{name: "without the number", in: []string{"create a merchant", "verify a merchant", "create a customer", "update a customer"}, kind: paygates.ErrInvalidRequest,
		intent: circleWithout("mobile_number")},
	{name: "without what was there before", in: []string{"create", "create with a bill", "refund", "create an invoice", "create an invoice by number", "pay an invoice", "create a link", "pay a link"},
		intent: circleWithout("known"), verdict: paygates.VerdictUnknown, advice: lookAgain},
	{name: "without what was there before, after a day", in: []string{"create"}, late: true,
		intent: circleWithout("known"), verdict: paygates.VerdictUnknown, advice: askHuman},
	{name: "without what changes", in: []string{"update the merchant", "update a link"}, intent: func(i *paygates.Intent) { i.Details = "" }, verdict: paygates.VerdictUnknown},
	{name: "with what is hidden", in: []string{"update the merchant and the address", "update the merchant's address", "update a customer and more", "update a link and more"},
		intent: func(*paygates.Intent) {}, verdict: paygates.VerdictUnknown, advice: lookAgain},
	{name: "with what is hidden, and not done", undone: true, in: []string{"update the merchant and the address", "update a customer and more", "update a link and more"},
		intent: func(*paygates.Intent) {}, verdict: paygates.VerdictAbsent},
}

// circleFails are the ways in which a read that is part of a look-up fails; what
// was looked up stays as it was.
func circleFails(in, lookUp string) []oddity {
	row := func(name string, alter func(*simulation.Answer), kind error) oddity {
		return oddity{name: name + " of " + lookUp, in: []string{in}, lookUp: lookUp, inPlace: true, alter: alter, kind: kind}
	}
	return []oddity{
		row("the framework's 404", circleFramework(404, 404), paygates.ErrUnsupported),
		row("code 8111", circleCode(400, "8111", "null"), paygates.ErrNotFound),
	}
}

// circleEmpty is a success without the object, which says nothing.
func circleEmpty(in, lookUp string) oddity {
	return oddity{name: "an empty answer of " + lookUp, in: []string{in}, lookUp: lookUp, inPlace: true, alter: circleData("[]"), verdict: paygates.VerdictUnknown, advice: lookAgain}
}

var circleRefunds = append([]oddity{
	{name: "a refund under way", in: []string{"refund"}, lookUp: "Refunds.List", alter: putting("data.0.status", `"pending"`), verdict: paygates.VerdictExecuted},
	{name: "a refund as clients see it", in: []string{"refund"}, lookUp: "Refunds.List", alter: putting("data.0.status", `" INITIALIZED"`), verdict: paygates.VerdictExecuted},
	{name: "a refund that failed", in: []string{"refund"}, lookUp: "Refunds.List", alter: putting("data.0.status", `"FAILED"`),
		verdict: paygates.VerdictNotExecuted, advice: askHuman, finds: simulation.Lost},
	{name: "a refund that was rejected", in: []string{"refund"}, lookUp: "Refunds.List", alter: putting("data.0.status", `"rejected"`),
		verdict: paygates.VerdictNotExecuted, advice: askHuman, finds: simulation.Lost},
	{name: "another refund that failed", in: []string{"refund"}, lookUp: "Refunds.List",
		alter: together(putting("data.0.status", `"failed"`), putting("data.0.value", "4.00")), verdict: paygates.VerdictConflict, advice: askHuman},
	{name: "a refund that failed, of nobody knows what", in: []string{"refund"}, lookUp: "Refunds.List",
		alter: together(putting("data.0.status", `"failed"`), lacking("data.0.value")), verdict: paygates.VerdictUnknown},
	{name: "a refund of another status", in: []string{"refund"}, lookUp: "Refunds.List", alter: putting("data.0.status", `"held"`), verdict: paygates.VerdictUnknown},
	{name: "a refund of another status and amount", in: []string{"refund"}, lookUp: "Refunds.List",
		alter: together(putting("data.0.status", `"held"`), putting("data.0.value", "4.00")), verdict: paygates.VerdictUnknown},
	{name: "a refund without a status", in: []string{"refund"}, lookUp: "Refunds.List", alter: lacking("data.0.status"), verdict: paygates.VerdictUnknown},
	{name: "a refund of another amount", in: []string{"refund"}, lookUp: "Refunds.List", alter: putting("data.0.value", "4.00"),
		verdict: paygates.VerdictConflict, advice: askHuman},
	{name: "a refund without an amount", in: []string{"refund"}, lookUp: "Refunds.List", alter: lacking("data.0.value"), verdict: paygates.VerdictUnknown},
	{name: "a refund of the same amount", in: []string{"refund"}, lookUp: "Refunds.List", alter: putting("data.0.value", `"10.0"`), verdict: paygates.VerdictExecuted},
	{name: "a refund of another payment", in: []string{"refund"}, lookUp: "Refunds.List", alter: putting("data.0.transaction_id", "77"), verdict: paygates.VerdictAbsent},
	{name: "a refund without an id", in: []string{"refund"}, lookUp: "Refunds.List", alter: lacking("data.0.refund_id"), verdict: paygates.VerdictUnknown},
	{name: "a refund numbered 0", in: []string{"refund"}, lookUp: "Refunds.List", alter: putting("data.0.refund_id", "0"), verdict: paygates.VerdictUnknown},
	{name: "a refund of long ago", in: []string{"refund"}, lookUp: "Refunds.List", alter: putting("data.0.init_date", `"1999-12-01"`), verdict: paygates.VerdictUnknown},
	{name: "a refund that failed long ago", in: []string{"refund"}, lookUp: "Refunds.List",
		alter: together(putting("data.0.init_date", `"1999-12-01"`), putting("data.0.status", `"failed"`)), verdict: paygates.VerdictUnknown},
	{name: "one refund twice", in: []string{"refund"}, lookUp: "Refunds.List", alter: circleTwice("status", `"initialized"`), verdict: paygates.VerdictExecuted},
	{name: "one refund twice, and once failed", in: []string{"refund"}, lookUp: "Refunds.List", alter: circleTwice("status", `"failed"`), verdict: paygates.VerdictUnknown},
	{name: "two refunds", in: []string{"refund"}, lookUp: "Refunds.List", alter: circleTwice("refund_id", "77"),
		verdict: paygates.VerdictDuplicate, advice: askHuman},
	{name: "a refund that failed, and one", in: []string{"refund"}, lookUp: "Refunds.List",
		alter: together(circleTwice("refund_id", "77"), putting("data.1.status", `"failed"`)), verdict: paygates.VerdictExecuted},
	{name: "no refund yet", in: []string{"refund"}, lookUp: "Refunds.List", alter: putting("data", "[]"), verdict: paygates.VerdictAbsent, advice: lookAgain},
	{name: "a payment of another amount", in: []string{"refund"}, lookUp: "Payments.Get", alter: putting("data.0.value", "4.00"), verdict: paygates.VerdictConflict},
	{name: "a payment without an amount", in: []string{"refund"}, lookUp: "Payments.Get", alter: lacking("data.0.value"), verdict: paygates.VerdictUnknown},
	{name: "another payment", in: []string{"refund"}, lookUp: "Payments.Get", alter: putting("data.0.transaction_id", "77"), kind: paygates.ErrUnexpectedReply},
	{name: "no such payment", in: []string{"refund"}, lookUp: "Payments.Get", inPlace: true, alter: circleCode(400, "9111", "null"), kind: paygates.ErrNotFound},
}, append(circleFails("refund", "Refunds.List"), circleFails("refund", "Payments.Get")...)...)

// circlePaid are the calls that are looked up among payments.
var circlePaid = []string{"create", "pay an invoice", "pay a link"}

var circlePayments = append([]oddity{
	{name: "a payment whose payer is away", in: circlePaid, lookUp: "Payments.List", alter: putting("data.0.status", `"pending"`), verdict: paygates.VerdictExecuted},
	{name: "a payment of another status", in: circlePaid, lookUp: "Payments.List", alter: putting("data.0.status", `"held"`), verdict: paygates.VerdictExecuted},
	{name: "a payment that failed", in: circlePaid, lookUp: "Payments.List", alter: putting("data.0.status", `"FAILED"`),
		verdict: paygates.VerdictNotExecuted, advice: askHuman, finds: simulation.Lost},
	{name: "a payment without an id", in: circlePaid, lookUp: "Payments.List", alter: lacking("data.0.transaction_id"), verdict: paygates.VerdictUnknown},
	{name: "no payment yet", in: circlePaid, lookUp: "Payments.List", alter: putting("data", "[]"), verdict: paygates.VerdictAbsent},
	{name: "a payment numbered 0", in: circlePaid, lookUp: "Payments.List", alter: putting("data.0.transaction_id", "0"), verdict: paygates.VerdictUnknown},
	{name: "a payment of long ago", in: circlePaid, lookUp: "Payments.List", alter: putting("data.0.init_date", `"1999-12-01"`), verdict: paygates.VerdictUnknown},
	{name: "one payment twice", in: circlePaid, lookUp: "Payments.List", alter: circleTwice("status", `"pending"`), verdict: paygates.VerdictExecuted},
	{name: "two payments", in: circlePaid, lookUp: "Payments.List", alter: circleTwice("transaction_id", "77"),
		verdict: paygates.VerdictDuplicate, advice: askHuman},
	{name: "a payment that failed, and one", in: circlePaid, lookUp: "Payments.List",
		alter: together(circleTwice("transaction_id", "77"), putting("data.1.status", `"failed"`)), verdict: paygates.VerdictExecuted},
	{name: "another customer's payment", in: []string{"create", "pay a link"}, lookUp: "Payments.List",
		alter: putting("data.0.customer_mobile", `"+201000000077"`), verdict: paygates.VerdictAbsent},
	{name: "the customer as dialled", in: []string{"create", "pay a link"}, lookUp: "Payments.List", verdict: paygates.VerdictExecuted,
		alter: func(a *simulation.Answer) {
			a.Set("data.0.customer_mobile", `"00`+circleUnquoted(a.At("data.0.customer_mobile"))[1:]+`"`)
		}},
	{name: "a payment of another invoice", in: []string{"pay an invoice"}, lookUp: "Payments.List", alter: putting("data.0.invoice_num", `"77"`), verdict: paygates.VerdictAbsent},

	{name: "a payment of another amount", in: []string{"create"}, lookUp: "Payments.List", alter: putting("data.0.value", "4.00"), verdict: paygates.VerdictAbsent},
	{name: "a payment in another currency", in: []string{"create"}, lookUp: "Payments.List", alter: putting("data.0.currency", `"USD"`), verdict: paygates.VerdictAbsent},
	{name: "an invoice's payment", in: []string{"create"}, lookUp: "Payments.List", alter: putting("data.0.invoice_num", `"77"`), verdict: paygates.VerdictUnknown},
	{name: "a payment of no link", in: []string{"create"}, lookUp: "Payments.List", alter: putting("data.0.payment_link_url", `""`), verdict: paygates.VerdictExecuted},
	{name: "a payment of a link", in: []string{"create beside a link"}, lookUp: "Payments.List PaymentLinks.List",
		alter:   circleAt("Payments.List", putting("data.0.payment_link_url", `"pay.example/77"`), putting("data.0.payment_link_url", `"http://pay.example/77"`)),
		verdict: paygates.VerdictUnknown},
	{name: "a payment of a link's page", in: []string{"create beside a link"}, lookUp: "Payments.List PaymentLinks.List",
		alter:   circleAt("Payments.List", putting("data.0.payment_link_url", `"pay.example/77"`), putting("data.0.Link", `"pay.example/77"`)),
		verdict: paygates.VerdictUnknown},
	{name: "a payment of another link", in: []string{"create beside a link"}, lookUp: "Payments.List PaymentLinks.List",
		alter:   circleAt("Payments.List", putting("data.0.payment_link_url", `"pay.example/77"`), putting("data.0.payment_link_url", `"pay.example/78"`)),
		verdict: paygates.VerdictExecuted},

	{name: "a payment of a link elsewhere", in: []string{"pay a link"}, lookUp: "Payments.List", alter: putting("data.0.payment_link_url", `"pay.example/77"`), verdict: paygates.VerdictAbsent},
	{name: "a link of another price", in: []string{"pay a link"}, lookUp: "PaymentLinks.Get", alter: putting("data.0.value", "4.00"), verdict: paygates.VerdictConflict, advice: askHuman},
	{name: "a link without a price", in: []string{"pay a link"}, lookUp: "PaymentLinks.Get", alter: lacking("data.0.value"), verdict: paygates.VerdictUnknown},
	{name: "a payment without an amount", in: []string{"pay a link"}, lookUp: "Payments.List", alter: lacking("data.0.value"), verdict: paygates.VerdictUnknown},
	{name: "a payment of another price", in: []string{"pay a link"}, lookUp: "Payments.List", alter: putting("data.0.value", "4.00"), verdict: paygates.VerdictConflict},
	{name: "a payment of another price that failed", in: []string{"pay a link"}, lookUp: "Payments.List",
		alter: together(putting("data.0.value", "4.00"), putting("data.0.status", `"failed"`)), verdict: paygates.VerdictConflict, advice: askHuman},
	{name: "a payment by coupon", in: []string{"pay a link"}, lookUp: "Payments.List", intent: circleWith("coupon_code", "SUMMER"),
		alter: putting("data.0.value", "4.00"), verdict: paygates.VerdictExecuted},
}, slices.Concat(
	circleFails("create", "Payments.List"), circleFails("pay an invoice", "Payments.List"), circleFails("pay a link", "Payments.List"),
	circleFails("create beside a link", "PaymentLinks.List"), circleFails("pay a link", "PaymentLinks.Get"),
)...)

// circleAt alters the answer to one operation in one way, and that to any other in
// another.
func circleAt(op string, one, other func(*simulation.Answer)) func(*simulation.Answer) {
	return func(a *simulation.Answer) {
		if a.To == op {
			one(a)
			return
		}
		other(a)
	}
}

// circleBilled are the calls that are looked up among invoices.
var circleBilled = []string{"create an invoice", "create with a bill"}

var circleInvoices = append([]oddity{
	{name: "other items", in: circleBilled, lookUp: "Invoices.List", alter: putting("data.0.items.0.price", "4.00"), verdict: paygates.VerdictAbsent},
	{name: "more of an item", in: circleBilled[:1], lookUp: "Invoices.List", alter: putting("data.0.items.0.quantity", "2"), verdict: paygates.VerdictAbsent},
	{name: "another item", in: circleBilled[:1], lookUp: "Invoices.List", alter: putting("data.0.items.0.name", `"Coffee"`), verdict: paygates.VerdictAbsent},
	{name: "the same price", in: circleBilled, lookUp: "Invoices.List", alter: putting("data.0.items.0.price", `"10.0"`), verdict: paygates.VerdictExecuted},
	{name: "no items", in: circleBilled[:1], lookUp: "Invoices.List", alter: putting("data.0.items", "[]"), verdict: paygates.VerdictAbsent},
	{name: "due another day", in: circleBilled[:1], lookUp: "Invoices.List", alter: putting("data.0.due_date", `"2100-01-01"`), verdict: paygates.VerdictAbsent},
	{name: "due some day", in: circleBilled[:1], lookUp: "Invoices.List", alter: lacking("data.0.due_date"), verdict: paygates.VerdictAbsent},
	{name: "another customer's invoice", in: circleBilled[:1], lookUp: "Invoices.List", alter: putting("data.0.customer_mobile", `"+201000000077"`), verdict: paygates.VerdictAbsent},
	{name: "no invoice yet", in: circleBilled, lookUp: "Invoices.List", alter: putting("data", "[]"), verdict: paygates.VerdictAbsent},
	{name: "no such customer", in: circleBilled, lookUp: "Invoices.List", inPlace: true, alter: circleCode(400, "3110", "null"), verdict: paygates.VerdictAbsent},
	{name: "an invoice without a number", in: circleBilled, lookUp: "Invoices.List", alter: lacking("data.0.invoice_number"), verdict: paygates.VerdictUnknown},
	{name: "two invoices", in: []string{"create an invoice"}, lookUp: "Invoices.List", alter: circleTwice("invoice_number", `"77"`),
		verdict: paygates.VerdictDuplicate},
	{name: "two invoices, one without a payment", in: []string{"create with a bill"}, lookUp: "Invoices.List", alter: circleTwice("invoice_number", `"77"`), verdict: paygates.VerdictUnknown},

	{name: "no payment of the bill", in: []string{"create with a bill"}, lookUp: "Payments.List", alter: putting("data", "[]"), verdict: paygates.VerdictUnknown, advice: lookAgain},
	{name: "a payment of another bill", in: []string{"create with a bill"}, lookUp: "Payments.List", alter: putting("data.0.invoice_num", `"77"`), verdict: paygates.VerdictUnknown},
	{name: "a payment of the bill that failed", in: []string{"create with a bill"}, lookUp: "Payments.List", alter: putting("data.0.status", `"failed"`), verdict: paygates.VerdictUnknown},
	{name: "a payment of the bill without an id", in: []string{"create with a bill"}, lookUp: "Payments.List", alter: lacking("data.0.transaction_id"), verdict: paygates.VerdictUnknown},
	{name: "one payment of the bill twice", in: []string{"create with a bill"}, lookUp: "Payments.List", alter: circleTwice("status", `"pending"`), verdict: paygates.VerdictExecuted},
	{name: "two payments of the bill", in: []string{"create with a bill"}, lookUp: "Payments.List", alter: circleTwice("transaction_id", "77"), verdict: paygates.VerdictConflict, advice: askHuman},
	{name: "a payment of the bill that failed, and one", in: []string{"create with a bill"}, lookUp: "Payments.List",
		alter: together(circleTwice("transaction_id", "77"), putting("data.1.status", `"failed"`)), verdict: paygates.VerdictExecuted},

	{name: "by number, with other items", in: []string{"create an invoice by number"}, lookUp: "Invoices.Get", alter: putting("data.0.items.0.price", "4.00"),
		verdict: paygates.VerdictConflict, advice: askHuman},
	{name: "by number, another customer's", in: []string{"create an invoice by number"}, lookUp: "Invoices.Get", alter: putting("data.0.customer_mobile", `"+201000000077"`), verdict: paygates.VerdictConflict},
	{name: "by number, with another number", in: []string{"create an invoice by number"}, lookUp: "Invoices.Get", alter: putting("data.0.invoice_number", `"77"`), kind: paygates.ErrUnexpectedReply},
	{name: "by number, that was there before", in: []string{"create an invoice by number"}, intent: circleWith("known", "ref-1"), verdict: paygates.VerdictUnknown},
	{name: "by number, where another was there before", in: []string{"create an invoice by number"}, intent: circleWith("known", "ref-9"), verdict: paygates.VerdictExecuted},
	{name: "by number, not found", in: []string{"create an invoice by number"}, lookUp: "Invoices.Get", inPlace: true, alter: circleCode(400, "5111", "null"), verdict: paygates.VerdictExecuted},
	{name: "by number, an empty answer", in: []string{"create an invoice by number"}, lookUp: "Invoices.Get", inPlace: true, alter: circleData("[]"), verdict: paygates.VerdictExecuted},
	{name: "by number, neither way", in: []string{"create an invoice by number"}, undone: true, lookUp: "Invoices.Get", inPlace: true, alter: circleCode(400, "5111", `[{}]`), verdict: paygates.VerdictAbsent},

	{name: "an invoice that is there", in: []string{"delete an invoice"}, undone: true, lookUp: "Invoices.Get", alter: putting("data.0.status", "1"), verdict: paygates.VerdictAbsent, advice: lookAgain},
	{name: "an invoice that was ended", in: []string{"delete an invoice"}, undone: true, lookUp: "Invoices.Get", alter: putting("data.0.status", "3"), verdict: paygates.VerdictAbsent},
	{name: "an invoice that is gone", in: []string{"delete an invoice"}, lookUp: "Invoices.Get", inPlace: true, alter: circleCode(200, "5111", "[]"), verdict: paygates.VerdictExecuted, advice: noAdvice},
	{name: "a failure called 5111", in: []string{"delete an invoice"}, lookUp: "Invoices.Get Invoices.Get Invoices.Get", inPlace: true, alter: circleCode(500, "5111", "null"), kind: paygates.ErrUnavailable},
	circleEmpty("delete an invoice", "Invoices.Get"),
}, slices.Concat(
	circleFails("create an invoice", "Invoices.List"), circleFails("create with a bill", "Invoices.List"), circleFails("create with a bill", "Payments.List"),
	circleFails("create an invoice by number", "Invoices.Get"), circleFails("delete an invoice", "Invoices.Get"),
)...)

var circleLinks = append([]oddity{
	{name: "another product", in: []string{"create a link"}, lookUp: "PaymentLinks.List", alter: putting("data.0.name", `"Coffee"`), verdict: paygates.VerdictAbsent},
	{name: "another price", in: []string{"create a link"}, lookUp: "PaymentLinks.List", alter: putting("data.0.value", "4.00"), verdict: paygates.VerdictAbsent},
	{name: "another currency", in: []string{"create a link"}, lookUp: "PaymentLinks.List", alter: putting("data.0.currency", `"USD"`), verdict: paygates.VerdictAbsent},
	{name: "another day", in: []string{"create a link"}, lookUp: "PaymentLinks.List", alter: putting("data.0.expiry_Date", `"2100-01-01"`), verdict: paygates.VerdictAbsent},
	{name: "no link yet", in: []string{"create a link"}, lookUp: "PaymentLinks.List", alter: putting("data", "[]"), verdict: paygates.VerdictAbsent},
	{name: "a link without an address", in: []string{"create a link"}, lookUp: "PaymentLinks.List", alter: lacking("data.0.payment_link_url"), verdict: paygates.VerdictUnknown},
	{name: "two links", in: []string{"create a link"}, lookUp: "PaymentLinks.List", alter: circleTwice("payment_link_url", `"pay.example/77"`),
		verdict: paygates.VerdictDuplicate},

	{name: "inactive", in: []string{"deactivate a link"}, lookUp: "PaymentLinks.Get", alter: putting("data.0.status", `"false"`), verdict: paygates.VerdictExecuted},
	{name: "active", in: []string{"deactivate a link"}, undone: true, lookUp: "PaymentLinks.Get", alter: putting("data.0.status", "true"), verdict: paygates.VerdictAbsent, advice: lookAgain},
	{name: "neither", in: []string{"deactivate a link"}, lookUp: "PaymentLinks.Get", alter: lacking("data.0.status"), verdict: paygates.VerdictUnknown},
	{name: "another flag", in: []string{"deactivate a link"}, lookUp: "PaymentLinks.Get", alter: putting("data.0.status", "2"), verdict: paygates.VerdictUnknown},
	{name: "no such link", in: []string{"deactivate a link", "update a link"}, lookUp: "PaymentLinks.Get", inPlace: true, alter: circleCode(400, "4111", "null"), verdict: paygates.VerdictUnknown, advice: lookAgain},
	{name: "another link", in: []string{"deactivate a link", "update a link"}, lookUp: "PaymentLinks.Get", alter: putting("data.0.payment_link_url", `"pay.example/77"`), kind: paygates.ErrUnexpectedReply},
	circleEmpty("deactivate a link", "PaymentLinks.Get"), circleEmpty("update a link", "PaymentLinks.Get"),

	{name: "another description", in: []string{"update a link"}, undone: true, lookUp: "PaymentLinks.Get", alter: putting("data.0.description", `"Coffee"`), verdict: paygates.VerdictAbsent},
	{name: "the same price", in: []string{"update a link"}, lookUp: "PaymentLinks.Get", alter: putting("data.0.value", `"10.0"`), verdict: paygates.VerdictExecuted},
	{name: "another price", in: []string{"update a link"}, lookUp: "PaymentLinks.Get", alter: putting("data.0.value", "4.00"), verdict: paygates.VerdictAbsent},
	{name: "without a day", in: []string{"update a link"}, lookUp: "PaymentLinks.Get", alter: lacking("data.0.expiry_Date"), verdict: paygates.VerdictAbsent},
	{name: "with another comment", in: []string{"update a link"}, lookUp: "PaymentLinks.Get", alter: putting("data.0.comments", `"mine"`), verdict: paygates.VerdictExecuted},
}, slices.Concat(
	circleFails("create a link", "PaymentLinks.List"), circleFails("deactivate a link", "PaymentLinks.Get"), circleFails("update a link", "PaymentLinks.Get"),
)...)
