package cibpay

import (
	"net/http"
	"slices"
	"time"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/internal/ordergate"
)

// Operations returns a copy of the table of operations: for each method its
// request, whether it may be sent again, what proves that it took effect, what
// proves that it did not, and how an unknown outcome is settled.
func Operations() []paygates.Operation {
	rows := make([]paygates.Operation, len(operations))
	for i := range operations {
		rows[i] = operations[i].Clone()
	}
	return rows
}

// horizon: nobody says how late an effect may show (assumed).
const horizon = 24 * time.Hour

// Refusals, named as one reads them in a row.
var (
	validation = []paygates.Refusal{
		{Signal: ordergate.SignalFailureType, Code: "validation", Resend: paygates.ResendCaller, Advice: paygates.AdviceFixRequest, Certainty: paygates.Clients},
	}
	declined       = refusedAs(ordergate.SignalFailureType, paygates.AdviceNewReference)
	declinedOrder  = refusedAs(ordergate.SignalStatus, paygates.AdviceNewReference)
	authentication = []paygates.Refusal{
		{Signal: ordergate.SignalHTTP, Code: "401", Resend: paygates.ResendCaller, Advice: paygates.AdviceFixRequest, Certainty: paygates.Inferred},
		{Signal: ordergate.SignalErrorCode, Code: CodeAuthentication, Resend: paygates.ResendCaller, Advice: paygates.AdviceFixRequest, Certainty: paygates.Inferred},
	}
	guideValidation = []paygates.Refusal{
		{Signal: ordergate.SignalErrorCode, Code: CodeValidation, Resend: paygates.ResendCaller, Advice: paygates.AdviceFixRequest, Certainty: paygates.Inferred},
	}
	notFound = []paygates.Refusal{
		{Signal: ordergate.SignalErrorCode, Code: CodeNotFound, Resend: paygates.ResendNever, Advice: paygates.AdviceFixRequest, Certainty: paygates.Inferred},
	}
)

func refusedAs(signal string, advice paygates.Advice) []paygates.Refusal {
	var out []paygates.Refusal
	for _, code := range []string{"declined", "fraud", "rejected"} {
		out = append(out, paygates.Refusal{Signal: signal, Code: code, Resend: paygates.ResendNever, Advice: advice, Certainty: paygates.Clients})
	}
	return out
}

// onExisting is for calls on an order that exists: a wrong state has no word of
// its own among these refusals, so the order is to be read first.
func onExisting(refusals []paygates.Refusal) []paygates.Refusal {
	out := slices.Clone(refusals)
	for i := range out {
		out[i].Advice = paygates.AdviceLookUp
	}
	return out
}

// sure raises the certainty of refusals that the guide shows for the operation itself.
func sure(refusals []paygates.Refusal) []paygates.Refusal {
	out := slices.Clone(refusals)
	for i := range out {
		if out[i].Signal == ordergate.SignalErrorCode {
			out[i].Certainty = paygates.Documented
		}
	}
	return out
}

var (
	platform = string(ordergate.PlatformForm)
	guide    = string(ordergate.GuideForm)

	// sameOrder: the fields of a call on an existing order that have to be what was asked.
	sameOrder = []string{"id", "currency"}
	// sameRequest: those of a call that makes an order.
	sameRequest = []string{"amount", "currency", "merchant_order_id"}
	// untouched: the totals of an order on which no money has come in.
	untouched   = []string{"amount_charged", "amount_refunded"}
	onReference = []string{"amount", "currency", "pan"}

	onExistingOrder = slices.Concat(onExisting(validation), onExisting(declined), authentication, guideValidation, notFound)
)

var operations = []paygates.Operation{
	{
		Gateway: gateway, Name: "Client.Ping", Method: http.MethodGet, Path: "/ping", Safety: paygates.Read,
		Executed: []paygates.Proof{
			{Form: platform, Must: []string{"message", "date"}, Certainty: paygates.Clients},
			{Form: guide, Must: []string{"status"}, Words: []string{"ok"}, Certainty: paygates.Documented},
		},
		NotExecuted: sure(authentication),
		Source:      "CIBPay API guide, GET /ping; public clients",
	},
	{
		Gateway: gateway, Name: "Client.ExchangeRates", Method: http.MethodGet, Path: "/exchange_rates/", Safety: paygates.Read,
		Executed: []paygates.Proof{
			{Form: platform, Must: []string{"exchange_rates"}, Certainty: paygates.Inferred},
			{Form: guide, Must: []string{"rates"}, Certainty: paygates.Documented},
		},
		NotExecuted: slices.Concat(authentication, validation, guideValidation),
		Source:      "CIBPay API guide, GET /exchange_rates/; Bizon actions page",
	},
	{
		Gateway: gateway, Name: "Orders.Get", Method: http.MethodGet, Path: "/orders/{id}", Safety: paygates.Read,
		Executed: []paygates.Proof{
			{Must: []string{"id"}, Equal: []string{"id"}, Certainty: paygates.Documented},
		},
		NotExecuted: slices.Concat(authentication, sure(notFound)),
		Source:      "CIBPay API guide, GET /orders/{order_id}; public clients",
	},
	listRow("Orders.List"),
	listRow("Orders.All"),
	listRow("Orders.FindByReference"),
	{
		Gateway: gateway, Name: "Orders.Create", Method: http.MethodPost, Path: "/orders/create", Safety: paygates.Once,
		Moves: paygates.MovesNothing,
		Executed: []paygates.Proof{
			{Form: platform, Must: []string{"id", "amount"}, Equal: sameRequest, Zero: untouched, Certainty: paygates.Clients},
			{Form: guide, Must: []string{"id", "status"}, Equal: sameRequest, Words: []string{"CREATED", "AUTHORIZED", "CHARGED"}, Certainty: paygates.Documented},
			{Form: guide, Must: []string{"id", "checkout_url"}, MustNot: []string{"status"}, Equal: sameRequest, Certainty: paygates.Inferred},
		},
		NotExecuted: slices.Concat(validation, declined, authentication, sure(guideValidation)),
		LookUp: paygates.LookUp{
			Op: "Orders.FindByReference", By: ordergate.ByReference, Compare: onReference,
			Negative: true, Then: paygates.AdviceNewReference, Certainty: paygates.Assumed,
		},
		Horizon: horizon, Source: "CIBPay API guide, POST /orders/create; public clients",
	},
	{
		Gateway: gateway, Name: "Orders.Charge", Method: http.MethodPut, Path: "/orders/{id}/charge", Safety: paygates.Once,
		Moves: paygates.MovesIn,
		Executed: []paygates.Proof{
			{Form: platform, Must: []string{"id", "status", "amount_charged"}, Equal: sameOrder, Words: []string{"charged"}, Moved: "amount_charged", Certainty: paygates.Clients},
			{Form: guide, Must: []string{"status", "transactions"}, Equal: slices.Concat(sameOrder, []string{"transactions"}), Words: []string{"CHARGED"}, Moved: "transactions", Certainty: paygates.Documented},
			{Form: guide, Must: []string{"status"}, MustNot: []string{"transactions"}, Equal: sameOrder, Words: []string{"CHARGED"}, Certainty: paygates.Assumed},
		},
		NotExecuted: onExistingOrder,
		LookUp: paygates.LookUp{
			Op: "Orders.Get", By: ordergate.ByID, Compare: []string{"amount_charged"},
			Negative: true, Then: paygates.AdviceResend, Certainty: paygates.Assumed,
		},
		Horizon: horizon, Source: "CIBPay API guide, PUT /orders/{order_id}/charge; public clients",
	},
	{
		Gateway: gateway, Name: "Orders.Refund", Method: http.MethodPut, Path: "/orders/{id}/refund", Safety: paygates.Once,
		Moves: paygates.MovesBack,
		Executed: []paygates.Proof{
			{Form: platform, Must: []string{"id", "amount_refunded"}, Equal: sameOrder, Moved: "amount_refunded", Certainty: paygates.Clients},
			{Form: guide, Must: []string{"status"}, MustNot: []string{"transactions"}, Equal: sameOrder, Words: []string{"REFUNDED"}, Certainty: paygates.Assumed},
		},
		NotExecuted: onExistingOrder,
		LookUp: paygates.LookUp{
			Op: "Orders.Get", By: ordergate.ByID, Compare: []string{"amount_refunded"},
			Negative: true, Then: paygates.AdviceResend, Certainty: paygates.Assumed,
		},
		Horizon: horizon, Source: "CIBPay API guide, PUT /orders/{order_id}/refund; public clients",
	},
	{
		Gateway: gateway, Name: "Orders.Cancel", Method: http.MethodPut, Path: "/orders/{id}/cancel", Safety: paygates.Once,
		Moves: paygates.MovesReleaseOrBack,
		Executed: []paygates.Proof{
			{Form: platform, Must: []string{"id", "status", "amount_charged"}, Equal: sameOrder, Words: []string{"reversed"}, Zero: untouched, Certainty: paygates.Inferred},
			{Form: platform, Must: []string{"id", "amount_refunded"}, Equal: sameOrder, Moved: "amount_refunded", Certainty: paygates.Inferred},
			{Form: guide, Must: []string{"status"}, MustNot: []string{"transactions"}, Equal: sameOrder, Words: []string{"CANCELED", "CANCELLED"}, Certainty: paygates.Assumed},
		},
		NotExecuted: onExistingOrder,
		LookUp: paygates.LookUp{
			Op: "Orders.Get", By: ordergate.ByID, Compare: []string{"status", "amount_refunded"},
			Negative: true, Then: paygates.AdviceResend, Certainty: paygates.Assumed,
		},
		Horizon: horizon, Source: "CIBPay API guide, PUT /orders/{order_id}/cancel; Bizon actions page",
	},
	{
		Gateway: gateway, Name: "Orders.Reverse", Method: http.MethodPut, Path: "/orders/{id}/reverse", Safety: paygates.Once,
		Moves: paygates.MovesRelease,
		Executed: []paygates.Proof{
			{Form: platform, Must: []string{"id", "status", "amount_charged"}, Equal: sameOrder, Words: []string{"reversed"}, Zero: untouched, Certainty: paygates.Clients},
		},
		NotExecuted: onExistingOrder,
		LookUp: paygates.LookUp{
			Op: "Orders.Get", By: ordergate.ByID, Compare: []string{"status", "amount_charged"},
			Negative: true, Then: paygates.AdviceResend, Certainty: paygates.Assumed,
		},
		Horizon: horizon, Source: "public clients; Bizon actions page",
	},
	{
		Gateway: gateway, Name: "Orders.Rebill", Method: http.MethodPost, Path: "/orders/{id}/rebill", Safety: paygates.Once,
		Moves: paygates.MovesIn,
		Executed: []paygates.Proof{
			{Form: platform, Must: []string{"id", "amount", "status"}, Equal: sameRequest, NewID: true, Words: []string{"charged"}, Zero: []string{"amount_refunded"}, Moved: "amount_charged", Certainty: paygates.Inferred},
			{Form: platform, Must: []string{"id", "amount", "status"}, Equal: sameRequest, NewID: true, Words: []string{"authorized", "new", "prepared"}, Zero: untouched, Certainty: paygates.Inferred},
			{Form: guide, Must: []string{"id", "status"}, Equal: sameRequest, NewID: true, Words: []string{"CREATED"}, Certainty: paygates.Assumed},
		},
		NotExecuted: slices.Concat(validation, declined, declinedOrder, authentication, guideValidation, notFound),
		LookUp: paygates.LookUp{
			Op: "Orders.FindByReference", By: ordergate.ByReference, Compare: onReference, Certainty: paygates.Assumed,
		},
		Horizon: horizon, Source: "CIBPay API guide, POST /orders/{order_id}/rebill; Bizon actions page",
	},
	{
		Gateway: gateway, Name: "Orders.Credit", Method: http.MethodPost, Path: "/orders/credit", Safety: paygates.Once,
		Moves: paygates.MovesOut,
		Executed: []paygates.Proof{
			{Form: platform, Must: []string{"id", "amount", "status"}, Equal: slices.Concat(sameRequest, []string{"pan"}), Words: []string{"credited"}, Zero: untouched, Certainty: paygates.Inferred},
			{Form: guide, Must: []string{"order_id", "status"}, MustNot: []string{"transactions"}, Equal: slices.Concat(sameRequest, []string{"pan"}), Words: []string{"SUCCESS"}, Certainty: paygates.Documented},
		},
		NotExecuted: slices.Concat(validation, declined, declinedOrder, authentication, sure(guideValidation)),
		LookUp: paygates.LookUp{
			Op: "Orders.FindByReference", By: ordergate.ByReference, Compare: onReference, Certainty: paygates.Assumed,
		},
		Horizon: horizon, Source: "CIBPay API guide, POST /orders/credit; Bizon actions page",
	},
}

func listRow(name string) paygates.Operation {
	return paygates.Operation{
		Gateway: gateway, Name: name, Method: http.MethodGet, Path: "/orders/", Safety: paygates.Read,
		Executed:    []paygates.Proof{{Must: []string{"orders"}, Certainty: paygates.Documented}},
		NotExecuted: slices.Concat(authentication, validation, guideValidation),
		Source:      "CIBPay API guide, GET /orders; filters: Bizon actions page",
	}
}
