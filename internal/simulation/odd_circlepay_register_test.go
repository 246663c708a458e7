package simulation_test

import (
	"slices"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/internal/simulation"
)

var circleMerchants = append([]oddity{
	{name: "a merchant of another address", in: []string{"create a merchant"}, lookUp: "Merchants.List", alter: circleLast("email", `"nour@shop.example"`), verdict: paygates.VerdictConflict, advice: askHuman},
	{name: "a merchant of another name", in: []string{"create a merchant"}, lookUp: "Merchants.List", alter: circleLast("first_name", `"Nour"`), verdict: paygates.VerdictExecuted},
	{name: "a merchant as dialled", in: []string{"create a merchant"}, lookUp: "Merchants.List", alter: circleLast("mobile_number", `"00201090000001"`), verdict: paygates.VerdictExecuted},
	{name: "a merchant of another number", in: []string{"create a merchant"}, lookUp: "Merchants.List", alter: circleLast("mobile_number", `"+201090000077"`), verdict: paygates.VerdictAbsent},
	{name: "no merchant yet", in: []string{"create a merchant"}, lookUp: "Merchants.List", alter: putting("data", "[]"), verdict: paygates.VerdictAbsent},
	{name: "two merchants", in: []string{"create a merchant"}, lookUp: "Merchants.List", verdict: paygates.VerdictDuplicate, finds: simulation.Phantom,
		alter: together(putting("data.0.mobile_number", `"00201090000001"`), putting("data.0.email", `"mona@shop.example"`))},

	{name: "verified", in: []string{"verify a merchant"}, lookUp: "Merchants.Get", alter: putting("data.0.status", "1"), verdict: paygates.VerdictExecuted},
	{name: "not verified", in: []string{"verify a merchant"}, undone: true, lookUp: "Merchants.Get", alter: putting("data.0.status", "0"), verdict: paygates.VerdictAbsent, advice: lookAgain},
	{name: "a status that nobody knows", in: []string{"verify a merchant"}, lookUp: "Merchants.Get", alter: putting("data.0.status", `"2"`), verdict: paygates.VerdictAbsent},
	{name: "another merchant, and verified", in: []string{"verify a merchant"}, lookUp: "Merchants.Get", alter: putting("data.0.mobile_number", `"+201090000077"`), verdict: paygates.VerdictConflict, advice: askHuman},
	{name: "a verified merchant as dialled", in: []string{"verify a merchant"}, lookUp: "Merchants.Get", alter: putting("data.0.mobile_number", `"00201090000001"`), verdict: paygates.VerdictExecuted, finds: simulation.Misread},
	{name: "another merchant", in: []string{"verify a merchant"}, undone: true, lookUp: "Merchants.Get", alter: putting("data.0.mobile_number", `"+201090000077"`), verdict: paygates.VerdictConflict},
	circleEmpty("verify a merchant", "Merchants.Get"),

	{name: "another name", in: []string{"update the merchant"}, lookUp: "Merchants.Get", alter: putting("data.0.business_name", `"Coffee"`), verdict: paygates.VerdictAbsent},
	{name: "no name", in: []string{"update the merchant"}, lookUp: "Merchants.Get", alter: lacking("data.0.business_name"), verdict: paygates.VerdictAbsent},
	{name: "what was not asked for", in: []string{"update the merchant"}, lookUp: "Merchants.Get", alter: putting("data.0.email", `"nour@shop.example"`), verdict: paygates.VerdictExecuted},
	{name: "the number as dialled", in: []string{"update the merchant"}, lookUp: "Merchants.Get", intent: circleWith("mobile_number", "+201000000001"),
		alter: putting("data.0.mobile_number", `"00201000000001"`), verdict: paygates.VerdictExecuted, finds: simulation.Misread},
	circleEmpty("update the merchant", "Merchants.Get"),
}, slices.Concat(
	circleFails("create a merchant", "Merchants.List"), circleFails("verify a merchant", "Merchants.Get"), circleFails("update the merchant", "Merchants.Get"),
)...)

// circleLast sets something in the second merchant, who was made after the one whose
// till this is.
func circleLast(place, value string) func(*simulation.Answer) {
	return putting("data.1."+place, value)
}

var circleCustomers = append([]oddity{
	{name: "a customer of another address", in: []string{"create a customer"}, lookUp: "Customers.Get", alter: putting("data.0.email", `"nour@shop.example"`), verdict: paygates.VerdictConflict, advice: askHuman},
	{name: "a customer of another name", in: []string{"create a customer"}, lookUp: "Customers.Get", alter: putting("data.0.first_name", `"Nour"`), verdict: paygates.VerdictConflict},
	{name: "a customer of another family", in: []string{"create a customer"}, lookUp: "Customers.Get", alter: putting("data.0.last_name", `"Aly"`), verdict: paygates.VerdictConflict},
	{name: "a customer of another city", in: []string{"create a customer"}, lookUp: "Customers.Get", alter: putting("data.0.city", `"Giza"`), verdict: paygates.VerdictExecuted},
	{name: "a customer as dialled", in: []string{"create a customer"}, lookUp: "Customers.Get", alter: putting("data.0.mobile_number", `"00201000000001"`), verdict: paygates.VerdictExecuted},
	{name: "another customer", in: []string{"create a customer", "update a customer"}, lookUp: "Customers.Get", alter: putting("data.0.mobile_number", `"+201000000077"`), kind: paygates.ErrUnexpectedReply},
	{name: "no such customer", in: []string{"create a customer", "update a customer"}, lookUp: "Customers.Get", inPlace: true, alter: circleCode(200, "3110", "[]"), verdict: paygates.VerdictAbsent, advice: lookAgain},
	{name: "a failure called 3110", in: []string{"create a customer"}, lookUp: "Customers.Get Customers.Get Customers.Get", inPlace: true, alter: circleCode(500, "3110", "null"), kind: paygates.ErrUnavailable},
	circleEmpty("create a customer", "Customers.Get"), circleEmpty("update a customer", "Customers.Get"),
	{name: "moved elsewhere", in: []string{"update a customer"}, lookUp: "Customers.Get", alter: putting("data.0.city", `"Giza"`), verdict: paygates.VerdictAbsent, advice: lookAgain},
	{name: "of another name", in: []string{"update a customer"}, lookUp: "Customers.Get", alter: putting("data.0.last_name", `"Aly"`), verdict: paygates.VerdictAbsent},
	{name: "with a governorate", in: []string{"update a customer"}, lookUp: "Customers.Get", alter: putting("data.0.governorate", `"Giza"`), verdict: paygates.VerdictExecuted},
}, slices.Concat(circleFails("create a customer", "Customers.Get"), circleFails("update a customer", "Customers.Get"))...)

// circleSwitches are what is switched, and how.
var (
	circleGateways = []string{"enable a gateway", "disable a gateway"}
	circleMethods  = []string{"enable a method", "disable a method"}
)

var circlePermissions = append([]oddity{
	{name: "not in the list", in: circleGateways, lookUp: "Merchants.ListGateways", alter: putting("data.0.id", `"77"`), verdict: paygates.VerdictUnknown, advice: lookAgain},
	{name: "not in the list", in: circleMethods, lookUp: "Merchants.ListMethods", alter: putting("data.0.id", `"77"`), verdict: paygates.VerdictUnknown, advice: lookAgain},
	{name: "neither on nor off", in: circleGateways, lookUp: "Merchants.ListGateways", alter: lacking("data.0.status"), verdict: paygates.VerdictUnknown},
	{name: "neither on nor off", in: circleMethods, lookUp: "Merchants.ListMethods", alter: lacking("data.0.status"), verdict: paygates.VerdictUnknown},
	{name: "an empty list", in: circleGateways, lookUp: "Merchants.ListGateways", alter: putting("data", "[]"), verdict: paygates.VerdictUnknown},
	{name: "an empty list", in: circleMethods, lookUp: "Merchants.ListMethods", alter: putting("data", "null"), verdict: paygates.VerdictUnknown},
	{name: "on", in: circleGateways[:1], lookUp: "Merchants.ListGateways", alter: putting("data.0.status", `"1"`), verdict: paygates.VerdictExecuted, advice: noAdvice},
	{name: "on", in: circleGateways[1:], lookUp: "Merchants.ListGateways", alter: putting("data.0.status", `"true"`), verdict: paygates.VerdictAbsent},
	{name: "off", in: circleGateways[1:], lookUp: "Merchants.ListGateways", alter: putting("data.0.status", "0"), verdict: paygates.VerdictExecuted},
	{name: "off", in: circleMethods[:1], lookUp: "Merchants.ListMethods", alter: putting("data.0.status", "false"), verdict: paygates.VerdictAbsent},
	{name: "another is on", in: circleGateways[1:], lookUp: "Merchants.ListGateways", alter: putting("data.1.status", "1"), verdict: paygates.VerdictExecuted},
	{name: "another is off", in: circleGateways[:1], lookUp: "Merchants.ListGateways", alter: putting("data.2.status", "0"), verdict: paygates.VerdictExecuted},
	{name: "another is off", in: circleMethods[:1], lookUp: "Merchants.ListMethods", alter: putting("data.2.status", "0"), verdict: paygates.VerdictExecuted},
}, slices.Concat(
	circleFails("enable a gateway", "Merchants.ListGateways"), circleFails("disable a gateway", "Merchants.ListGateways"),
	circleFails("enable a method", "Merchants.ListMethods"), circleFails("disable a method", "Merchants.ListMethods"),
)...)
