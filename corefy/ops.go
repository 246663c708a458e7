package corefy

import (
	"net/http"
	"slices"
	"time"

	paygates "github.com/paygates/paygates-go"
)

// Names of the operations.
const (
	opServices      = "Services.List"
	opAllServices   = "Services.All"
	opService       = "Services.Get"
	opCreate        = "Invoices.Create"
	opGet           = "Invoices.Get"
	opFind          = "Invoices.FindByReference"
	opList          = "Invoices.List"
	opAll           = "Invoices.All"
	opRefund        = "Invoices.Refund"
	opPayout        = "Payouts.Create"
	opPayoutGet     = "Payouts.Get"
	opPayoutFind    = "Payouts.FindByReference"
	opPrerequest    = "PublicClient.Prerequest"
	opPayoutPrereq  = "PublicClient.PayoutPrerequest"
	opPublicCreate  = "PublicClient.CreateInvoice"
	opPublicGet     = "PublicClient.GetInvoice"
	opConfirm       = "Client.Confirm"
	opResolve       = "Client.Resolve"
	opCheckout      = "CheckoutURL"
	opVerify        = "Verify"
	opParseReturn   = "ParseReturn"
	opNewVerifier   = "NewVerifier"
	formRefund      = "refund"
	formInvoice     = "invoice"
	byReference     = "reference"
	byID            = "id"
	signalHTTP      = "http"
	signalStatus    = "status"
	typeInvoices    = "payment-invoices"
	typeRefunds     = "refunds"
	typePayouts     = "payout-invoices"
	typeServices    = "payment-services"
	sendPayoutType  = "payout-invoice" // in every client; answers have the plural
	sendRefundType  = "refund"
	invoicesPath    = "/payment-invoices"
	oneInvoicePath  = "/payment-invoices/{id}"
	payoutsPath     = "/payout-invoices"
	onePayoutPath   = "/payout-invoices/{id}"
	sourceCreate    = `Corefy documentation, "Invoice Initiation" and "HTTP status codes used in responses"`
	sourceReconcile = `Corefy documentation, "Reconciliation by ID"`
)

// Operations returns a copy of the table of operations: for each method its
// request, whether it may be sent again, what proves that it took effect, what
// proves that it did not, and how an unknown outcome is settled. Paths stand
// below the base URL of their API.
func Operations() []paygates.Operation {
	rows := make([]paygates.Operation, len(operations))
	for i := range operations {
		rows[i] = operations[i].Clone()
	}
	return rows
}

// row finds an operation by its name.
func row(name string) *paygates.Operation {
	i := slices.IndexFunc(operations, func(op paygates.Operation) bool { return op.Name == name })
	if i < 0 {
		return nil
	}
	return &operations[i]
}

// named is a row under the name of the method that sends it for its own ends.
func named(op *paygates.Operation, name string) *paygates.Operation {
	same := *op
	same.Name = name
	return &same
}

// horizon: nobody says how late an effect may show (assumed).
const horizon = 24 * time.Hour

// refusing lists the HTTP codes that prove that nothing was created, where they
// stand in Corefy's own envelope: those of the table of directives.
func refusing(certainty paygates.Certainty) []paygates.Refusal {
	var out []paygates.Refusal
	for _, d := range directives {
		if d.Creating != paygates.OutcomeNotExecuted {
			continue
		}
		out = append(out, paygates.Refusal{
			Signal: signalHTTP, Code: d.code(), Resend: paygates.ResendCaller, Advice: d.Advice,
			Certainty: min(certainty, d.Certainty),
		})
	}
	return out
}

// sure gives the refusals by these codes another certainty.
func sure(refusals []paygates.Refusal, certainty paygates.Certainty, codes ...string) []paygates.Refusal {
	for i := range refusals {
		if slices.Contains(codes, refusals[i].Code) {
			refusals[i].Certainty = certainty
		}
	}
	return refusals
}

// refusedAs lists the statuses of an object that came to nothing.
func refusedAs(statuses ...Status) []paygates.Refusal {
	var out []paygates.Refusal
	for _, s := range statuses {
		out = append(out, paygates.Refusal{
			Signal: signalStatus, Code: string(s), Resend: paygates.ResendNever, Advice: paygates.AdviceNewReference, Certainty: paygates.Assumed,
		})
	}
	return out
}

// onRead are the codes of a read that failed for a known reason.
func onRead(codes ...string) []paygates.Refusal {
	return slices.DeleteFunc(refusing(paygates.Documented), func(r paygates.Refusal) bool { return !slices.Contains(codes, r.Code) })
}

var (
	// sameInvoice: what an invoice that we asked for has to be, in the gateway's
	// names. Five of them are the identity of an invoice.
	sameInvoice = append([]string{"type", "payment_flow"}, five...)
	five        = []string{"reference_id", "amount", "currency", "service", "test_mode"}

	unpaidInvoice = refusedAs(StatusProcessFailed, StatusRejected, StatusTerminated, StatusExpired, StatusVerifyFailed)
)

var operations = []paygates.Operation{
	listRow(opServices, "/payment-services", paygates.Documented, `Corefy documentation, "Full List of Payment Services"`),
	listRow(opAllServices, "/payment-services", paygates.Documented, `Corefy documentation, "Full List of Payment Services"`),
	{
		Gateway: gateway, Name: opService, Method: http.MethodGet, Path: "/payment-services/{id}", Safety: paygates.Read,
		Executed:    []paygates.Proof{{Must: []string{"id"}, Equal: []string{"id"}, Certainty: paygates.Documented}},
		NotExecuted: onRead("401", "403", "404"), Source: `Corefy documentation, "Obtain Service Data by ID"`,
	},
	{
		Gateway: gateway, Name: opCreate, Method: http.MethodPost, Path: invoicesPath, Safety: paygates.Once, Moves: paygates.MovesIn,
		Executed:    []paygates.Proof{{Must: []string{"id"}, Equal: sameInvoice, Certainty: paygates.Documented}},
		NotExecuted: slices.Concat(refusing(paygates.Documented), unpaidInvoice),
		LookUp: paygates.LookUp{
			Op: opFind, By: byReference, Compare: append([]string{"payment_flow"}, five...),
			Negative: true, Then: paygates.AdviceResend, Certainty: paygates.Documented,
		},
		Horizon: horizon, Source: sourceCreate,
	},
	readRow(opGet, oneInvoicePath, paygates.Documented, sourceReconcile),
	listRow(opFind, invoicesPath, paygates.Documented, sourceReconcile),
	listRow(opList, invoicesPath, paygates.Documented, `Corefy documentation, "Get the Full List of Payment Invoices"`),
	listRow(opAll, invoicesPath, paygates.Documented, `Corefy documentation, "Get the Full List of Payment Invoices"`),
	{
		Gateway: gateway, Name: opRefund, Method: http.MethodPost, Path: "/payment-invoices/{id}/refund", Safety: paygates.Once, Moves: paygates.MovesBack,
		Executed: []paygates.Proof{
			{Form: formRefund, Must: []string{"id", "type", "reference_id"}, Equal: []string{"type", "reference_id", "amount", "currency", "original_id"}, Certainty: paygates.Documented},
			{Form: formInvoice, Must: []string{"id", "type", "refunds"}, Equal: []string{"id", "type", "currency", "test_mode", "refunds"}, Certainty: paygates.Assumed},
		},
		NotExecuted: slices.Concat(sure(refusing(paygates.Inferred), paygates.Documented, "422"), refusedAs(StatusProcessFailed)),
		LookUp: paygates.LookUp{
			Op: opGet, By: byID, Compare: []string{"refunds", "refunded_amount"}, Certainty: paygates.Assumed,
		},
		Horizon: horizon, Source: "Corefy documentation, guide to refunds",
	},
	{
		Gateway: gateway, Name: opPayout, Method: http.MethodPost, Path: payoutsPath, Safety: paygates.Once, Moves: paygates.MovesOut,
		Executed:    []paygates.Proof{{Must: []string{"id"}, Equal: append([]string{"type", "fields"}, five...), Certainty: paygates.Clients}},
		NotExecuted: slices.Concat(refusing(paygates.Inferred), refusedAs(StatusProcessFailed, StatusTerminated, StatusExpired)),
		LookUp: paygates.LookUp{
			Op: opPayoutFind, By: byReference, Compare: append([]string{"fields"}, five...), Certainty: paygates.Assumed,
		},
		Horizon: horizon, Source: "Corefy documentation, payouts; public clients",
	},
	readRow(opPayoutGet, onePayoutPath, paygates.Inferred, "by symmetry with payment invoices; public clients"),
	listRow(opPayoutFind, payoutsPath, paygates.Inferred, "by symmetry with payment invoices; public clients"),
	{
		Gateway: gateway, Name: opPrerequest, Method: http.MethodPost, Path: "/payment-prerequest", Safety: paygates.Read,
		Executed:    []paygates.Proof{{Must: []string{"currency", "services"}, Equal: []string{"currency", "test_mode"}, Certainty: paygates.Documented}},
		NotExecuted: onRead("401", "403", "404", "422"), Source: `Corefy documentation, "Payment pre-request"`,
	},
	{
		Gateway: gateway, Name: opPayoutPrereq, Method: http.MethodPost, Path: "/payout-prerequest", Safety: paygates.Read,
		Executed:    []paygates.Proof{{Must: []string{"currency", "services"}, Equal: []string{"currency", "test_mode"}, Certainty: paygates.Inferred}},
		NotExecuted: onRead("401", "403", "404", "422"), Source: "Corefy documentation, payouts; public clients",
	},
	{
		Gateway: gateway, Name: opPublicCreate, Method: http.MethodPost, Path: invoicesPath, Safety: paygates.Once, Moves: paygates.MovesIn,
		Executed:    []paygates.Proof{{Must: []string{"id"}, Equal: five, Certainty: paygates.Documented}},
		NotExecuted: slices.Concat(refusing(paygates.Documented), unpaidInvoice),
		LookUp: paygates.LookUp{
			Op: opFind, By: byReference, Compare: five,
			Negative: true, Then: paygates.AdviceResend, Certainty: paygates.Inferred,
		},
		Horizon: horizon, Source: sourceCreate,
	},
	readRow(opPublicGet, oneInvoicePath, paygates.Documented, sourceReconcile),
}

func readRow(name, path string, certainty paygates.Certainty, source string) paygates.Operation {
	return paygates.Operation{
		Gateway: gateway, Name: name, Method: http.MethodGet, Path: path, Safety: paygates.Read,
		Executed:    []paygates.Proof{{Must: []string{"id"}, Equal: []string{"id", "test_mode"}, Certainty: certainty}},
		NotExecuted: onRead("401", "403", "404"), Source: source,
	}
}

func listRow(name, path string, certainty paygates.Certainty, source string) paygates.Operation {
	return paygates.Operation{
		Gateway: gateway, Name: name, Method: http.MethodGet, Path: path, Safety: paygates.Read,
		Executed:    []paygates.Proof{{Must: []string{"data"}, Certainty: certainty}},
		NotExecuted: onRead("401", "403"), Source: source,
	}
}
