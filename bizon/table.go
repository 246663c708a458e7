package bizon

import (
	"net/http"
	"slices"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/internal/ordergate"
)

// operations is the table: reads, calls that make an order, calls on an order.
var operations = slices.Concat(reads, payments, changes, continuations)

var reads = []paygates.Operation{
	{
		Gateway: gateway, Name: "Client.Ping", Method: http.MethodGet, Path: "/ping", Safety: paygates.Read,
		Executed:    []paygates.Proof{{Form: form, Must: []string{"message", "date"}, Certainty: paygates.Documented}},
		NotExecuted: authentication,
		Source:      "Bizon actions page, GET /ping",
	},
	{
		Gateway: gateway, Name: "Client.ExchangeRates", Method: http.MethodGet, Path: "/exchange_rates/", Safety: paygates.Read,
		Executed:    []paygates.Proof{{Form: form, Must: []string{"exchange_rates"}, Certainty: paygates.Documented}},
		NotExecuted: slices.Concat(authentication, validation),
		Source:      "Bizon actions page, GET /exchange_rates/",
	},
	{
		Gateway: gateway, Name: "Orders.Get", Method: http.MethodGet, Path: "/orders/{id}", Safety: paygates.Read,
		Executed:    []paygates.Proof{{Must: []string{"id"}, Equal: []string{"id"}, Certainty: paygates.Documented}},
		NotExecuted: authentication,
		Source:      "Bizon actions page, GET /orders/:id",
	},
	listRow("Orders.List", "/orders/", "orders"),
	listRow("Orders.All", "/orders/", "orders"),
	listRow("Orders.FindByReference", "/orders/", "orders"),
	listRow("Operations.List", "/operations/", "operations"),
	listRow("Operations.All", "/operations/", "operations"),
}

func listRow(name, path, array string) paygates.Operation {
	return paygates.Operation{
		Gateway: gateway, Name: name, Method: http.MethodGet, Path: path, Safety: paygates.Read,
		Executed:    []paygates.Proof{{Form: form, Must: []string{array}, Certainty: paygates.Documented}},
		NotExecuted: slices.Concat(authentication, validation),
		Source:      "Bizon actions page, GET " + path,
	}
}

// payments make an order.
var payments = []paygates.Operation{
	{
		Gateway: gateway, Name: "Orders.Create", Method: http.MethodPost, Path: "/orders/create", Safety: paygates.Once,
		Moves: paygates.MovesNothing,
		Executed: []paygates.Proof{
			{Form: form, Must: []string{"id", "amount"}, Equal: sameRequest, Zero: untouched, Certainty: paygates.Documented},
		},
		NotExecuted: slices.Concat(validation, declined, authentication),
		LookUp: paygates.LookUp{
			Op: "Orders.FindByReference", By: ordergate.ByReference, Compare: onReference,
			Negative: true, Then: paygates.AdviceNewReference, Certainty: paygates.Assumed,
		},
		Horizon: horizon, Source: "Bizon actions page, POST /orders/create",
	},
	{
		Gateway: gateway, Name: "Orders.Authorize", Method: http.MethodPost, Path: "/orders/authorize", Safety: paygates.Once,
		Moves:       paygates.MovesHold,
		Executed:    slices.Concat([]paygates.Proof{held(byCard), taken(byCard)}, waiting(byCard)),
		NotExecuted: onNewOrder, LookUp: lookedUp(),
		Horizon: horizon, Source: "Bizon actions page, POST /orders/authorize",
	},
	{
		Gateway: gateway, Name: "Orders.TokenPay", Method: http.MethodPost, Path: "/orders/token_pay", Safety: paygates.Once,
		Moves:       paygates.MovesHold,
		Executed:    slices.Concat([]paygates.Proof{held(byToken), taken(byToken)}, sureAs(paygates.Inferred, waiting(byToken)...)),
		NotExecuted: onNewOrder, LookUp: lookedUp(),
		Horizon: horizon, Source: "Bizon actions page, POST /orders/token_pay",
	},
	{
		Gateway: gateway, Name: "Orders.Rebill", Method: http.MethodPost, Path: "/orders/{id}/rebill", Safety: paygates.Once,
		Moves: paygates.MovesHold,
		Executed: []paygates.Proof{
			{Form: form, Must: []string{"id", "amount", "status", "amount_charged"}, Equal: sameRequest, NewID: true, Words: []string{"charged"}, Zero: []string{"amount_refunded"}, Moved: "amount_charged", Certainty: paygates.Documented},
			{Form: form, Must: []string{"id", "amount", "status"}, Equal: sameRequest, NewID: true, Words: []string{"authorized"}, Zero: untouched, Certainty: paygates.Documented},
			{Form: form, Must: []string{"id", "amount", "status"}, Equal: sameRequest, NewID: true, Words: []string{"new", "prepared"}, Zero: untouched, Certainty: paygates.Inferred},
		},
		NotExecuted: onNewOrder, LookUp: lookedUp(),
		Horizon: horizon, Source: "Bizon actions page, POST /orders/:id/rebill",
	},
	{
		Gateway: gateway, Name: "Orders.Credit", Method: http.MethodPost, Path: "/orders/credit", Safety: paygates.Once,
		Moves: paygates.MovesOut,
		Executed: []paygates.Proof{
			{Form: form, Must: []string{"id", "amount", "status"}, Equal: sameCard, Words: []string{"credited"}, Zero: untouched, Certainty: paygates.Documented},
		},
		NotExecuted: onNewOrder, LookUp: lookedUp(),
		Horizon: horizon, Source: "Bizon actions page, POST /orders/credit",
	},
	{
		Gateway: gateway, Name: "Orders.CreditOrder", Method: http.MethodPost, Path: "/orders/{id}/credit", Safety: paygates.Once,
		Moves: paygates.MovesOut,
		Executed: []paygates.Proof{
			{Form: form, Must: []string{"id", "amount", "status"}, Equal: sameRequest, NewID: true, Words: []string{"credited"}, Zero: untouched, Certainty: paygates.Documented},
		},
		NotExecuted: onNewOrder, LookUp: lookedUp(),
		Horizon: horizon, Source: "Bizon actions page, POST /orders/:id/credit",
	},
}

// changes move money on an order that exists.
var changes = []paygates.Operation{
	{
		Gateway: gateway, Name: "Orders.Charge", Method: http.MethodPut, Path: "/orders/{id}/charge", Safety: paygates.Once,
		Moves: paygates.MovesIn,
		Executed: []paygates.Proof{
			{Form: form, Must: []string{"id", "status", "amount_charged"}, Equal: sameOrder, Words: []string{"charged"}, Moved: "amount_charged", Certainty: paygates.Documented},
		},
		NotExecuted: onExistingOrder, LookUp: readAgain("amount_charged"),
		Horizon: horizon, Source: "Bizon actions page, PUT /orders/:id/charge",
	},
	{
		Gateway: gateway, Name: "Orders.Refund", Method: http.MethodPut, Path: "/orders/{id}/refund", Safety: paygates.Once,
		Moves: paygates.MovesBack,
		Executed: []paygates.Proof{
			{Form: form, Must: []string{"id", "amount_refunded"}, Equal: sameOrder, Moved: "amount_refunded", Certainty: paygates.Documented},
		},
		NotExecuted: onExistingOrder, LookUp: readAgain("amount_refunded"),
		Horizon: horizon, Source: "Bizon actions page, PUT /orders/:id/refund",
	},
	{
		Gateway: gateway, Name: "Orders.Cancel", Method: http.MethodPut, Path: "/orders/{id}/cancel", Safety: paygates.Once,
		Moves: paygates.MovesReleaseOrBack,
		Executed: []paygates.Proof{
			{Form: form, Must: []string{"id", "status", "amount_charged"}, Equal: sameOrder, Words: []string{"reversed"}, Zero: []string{"amount_charged", "amount_refunded"}, Certainty: paygates.Inferred},
			{Form: form, Must: []string{"id", "amount_refunded"}, Equal: sameOrder, Moved: "amount_refunded", Certainty: paygates.Documented},
		},
		NotExecuted: onExistingOrder, LookUp: readAgain("status", "amount_refunded"),
		Horizon: horizon, Source: "Bizon actions page, PUT /orders/:id/cancel",
	},
	{
		Gateway: gateway, Name: "Orders.Reverse", Method: http.MethodPut, Path: "/orders/{id}/reverse", Safety: paygates.Once,
		Moves: paygates.MovesRelease,
		Executed: []paygates.Proof{
			{Form: form, Must: []string{"id", "status", "amount_charged"}, Equal: sameOrder, Words: []string{"reversed"}, Zero: []string{"amount_charged", "amount_refunded"}, Certainty: paygates.Documented},
		},
		NotExecuted: onExistingOrder, LookUp: readAgain("status", "amount_charged"),
		Horizon: horizon, Source: "Bizon actions page, PUT /orders/:id/reverse",
	},
}

// continuations go on with an order that waits for the payer's 3-D Secure.
var continuations = []paygates.Operation{
	{
		Gateway: gateway, Name: "Orders.Complete", Method: http.MethodPost, Path: "/orders/{id}/complete", Safety: paygates.Once,
		Moves:       paygates.MovesHold,
		Executed:    []paygates.Proof{held(onOrder), taken(charged())},
		NotExecuted: onWaitingOrder, LookUp: readWaiting(),
		Horizon: horizon, Source: "Bizon actions page, POST /orders/:id/complete",
	},
	{
		Gateway: gateway, Name: "Orders.Complete3DS2", Method: http.MethodPost, Path: "/orders/{id}/complete3d20", Safety: paygates.Once,
		Moves:       paygates.MovesHold,
		Executed:    []paygates.Proof{held(onOrder), taken(charged())},
		NotExecuted: onWaitingOrder, LookUp: readWaiting(),
		Horizon: horizon, Source: "Bizon actions page, POST /orders/:id/complete3d20",
	},
	{
		Gateway: gateway, Name: "Orders.Resume", Method: http.MethodPost, Path: "/orders/{id}/resume", Safety: paygates.Once,
		Moves:       paygates.MovesHold,
		Executed:    slices.Concat(waiting(onOrder), sureAs(paygates.Inferred, held(onOrder), taken(charged()))),
		NotExecuted: onWaitingOrder, LookUp: readWaiting(),
		Horizon: horizon, Source: "Bizon actions page, POST /orders/:id/resume",
	},
}

// charged is onOrder with the total that has to have moved: the whole order.
func charged() paygates.Proof {
	p := onOrder
	p.Must = append(slices.Clone(p.Must), "amount")
	return p
}
