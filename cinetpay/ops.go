package cinetpay

import (
	"net/http"
	"slices"
	"time"

	paygates "github.com/paygates/paygates-go"
)

// Operations returns a copy of the table of operations: for each method its
// request, whether it may be sent again, what proves that it took effect, what
// proves that it did not, and how an unknown outcome is settled. The transfer
// API's paths stand on a host of their own.
func Operations() []paygates.Operation {
	rows := make([]paygates.Operation, len(operations))
	for i := range operations {
		rows[i] = operations[i].Clone()
	}
	return rows
}

// Names of the operations, as the rows and errors call them.
const (
	opCreate      = "Payments.Create"
	opGet         = "Payments.Get"
	opBalance     = "Transfers.Balance"
	opAddContacts = "Transfers.AddContacts"
	opSend        = "Transfers.Send"
	opTransfer    = "Transfers.Get"
	opConfirm     = "Client.Confirm"
	opResolve     = "Client.Resolve"
)

// Where a refusal's code stands.
const (
	// signalCode: in the envelope, with no data.
	signalCode = "code"
	// signalItem: in the one entry that the answer is about.
	signalItem = "item.code"
	// signalStatus: in the place of a transfer's status.
	signalStatus = "treatment_status"
)

// horizon: nobody says how late an effect may show (assumed).
const horizon = 24 * time.Hour

// refusals are the codes with which an answer says that it did nothing.
func refusals(signal string, resend paygates.Resend, advice paygates.Advice, sure paygates.Certainty, codes ...string) []paygates.Refusal {
	out := make([]paygates.Refusal, len(codes))
	for i, code := range codes {
		out[i] = paygates.Refusal{Signal: signal, Code: code, Resend: resend, Advice: advice, Certainty: sure}
	}
	return out
}

var (
	wrongRequest = refusals(signalCode, paygates.ResendCaller, paygates.AdviceFixRequest, paygates.Documented, "608", "609", "613")
	// What the account takes at least and at most is stated nowhere.
	beyondLimits = refusals(signalCode, paygates.ResendCaller, paygates.AdviceFixRequest, paygates.Documented, "641", "642")
	formChecks   = refusals(signalCode, paygates.ResendCaller, paygates.AdviceFixRequest, paygates.Clients,
		"403", "610", "611", "612", "614", "615", "616", "617", "618", "619", "630")

	// The transfer API looks at the login first.
	loginExpired = refusals(signalCode, paygates.ResendAuto, paygates.AdviceFixRequest, paygates.Documented, "705", "706")
	loginLost    = refusals(signalCode, paygates.ResendNever, paygates.AdviceFixRequest, paygates.Documented, "707")
	notFound     = refusals(signalCode, paygates.ResendCaller, paygates.AdviceLookUp, paygates.Documented, "723")

	wrongContact = []string{"704", "708", "716", "717", "718", "802"}
	wrongSend    = []string{"704", "708", "716", "717", "718", "719", "720", "725", "801", "802"}
)

// onEntry are refusals of the one thing that was asked for, whether the answer
// as a whole says so or the entry in it. The names are documented; that nothing
// happened follows from them.
func onEntry(resend paygates.Resend, advice paygates.Advice, codes ...string) []paygates.Refusal {
	return slices.Concat(
		refusals(signalCode, resend, advice, paygates.Inferred, codes...),
		refusals(signalItem, resend, advice, paygates.Inferred, codes...),
	)
}

// login is how the transfer calls get their token. It stands in no public table:
// no method makes it alone. Nothing comes of it but a token, so that it is sent
// and repeated like a read, and no journal is asked to write it down.
var login = paygates.Operation{
	Gateway: gateway, Name: "Transfers.login", Method: http.MethodPost, Path: "/v1/auth/login", Safety: paygates.Read,
	Executed:    []paygates.Proof{{Must: []string{"code", "token"}, Zero: []string{"code"}, Certainty: paygates.Documented}},
	NotExecuted: refusals(signalCode, paygates.ResendNever, paygates.AdviceFixRequest, paygates.Documented, "701", "702", "703"),
	Source:      "CinetPay documentation, transfer API, POST /auth/login",
}

var operations = []paygates.Operation{
	{
		Gateway: gateway, Name: opCreate, Method: http.MethodPost, Path: "/v2/payment", Safety: paygates.Once,
		Moves: paygates.MovesNothing,
		Executed: []paygates.Proof{{
			Must: []string{"code", "payment_token", "payment_url"}, Equal: []string{"transaction_id", "amount", "currency"},
			Words: []string{codeCreated}, Certainty: paygates.Documented,
		}},
		NotExecuted: slices.Concat(wrongRequest, beyondLimits, formChecks),
		LookUp: paygates.LookUp{
			Op: opGet, By: byReference, Compare: []string{"amount", "currency"}, Certainty: paygates.Assumed,
		},
		Horizon: horizon, Source: "CinetPay documentation, POST /v2/payment; public clients",
	},
	{
		Gateway: gateway, Name: opGet, Method: http.MethodPost, Path: "/v2/payment/check", Safety: paygates.Read,
		Executed: []paygates.Proof{
			{Must: []string{"code", "data"}, Equal: []string{"transaction_id"}, Certainty: paygates.Documented},
		},
		NotExecuted: wrongRequest,
		Source:      "CinetPay documentation, POST /v2/payment/check",
	},
	{
		Gateway: gateway, Name: opBalance, Method: http.MethodGet, Path: "/v1/transfer/check/balance", Safety: paygates.Read,
		Executed: []paygates.Proof{
			{Must: []string{"code", "amount", "inUsing", "available"}, Zero: []string{"code"}, Certainty: paygates.Documented},
		},
		NotExecuted: slices.Concat(loginExpired, loginLost),
		Source:      "CinetPay documentation, transfer API, GET /transfer/check/balance",
	},
	{
		Gateway: gateway, Name: opAddContacts, Method: http.MethodPost, Path: "/v1/transfer/contact", Safety: paygates.Repeatable,
		Executed: []paygates.Proof{
			{
				Must: []string{"code", "item.code", "prefix", "phone"}, Equal: []string{"prefix", "phone"},
				Zero: []string{"code", "item.code"}, Certainty: paygates.Documented,
			},
			{
				Must: []string{"code", "item.code", "prefix", "phone"}, Equal: []string{"prefix", "phone"},
				Zero: []string{"code"}, Words: []string{codeKnownContact}, Certainty: paygates.Documented,
			},
		},
		NotExecuted: slices.Concat(loginExpired, loginLost,
			onEntry(paygates.ResendCaller, paygates.AdviceFixRequest, wrongContact...)),
		LookUp:  paygates.LookUp{Op: opAddContacts, Then: paygates.AdviceResend, Certainty: paygates.Documented},
		Horizon: horizon, Source: "CinetPay documentation, transfer API, POST /transfer/contact; public clients",
	},
	{
		Gateway: gateway, Name: opSend, Method: http.MethodPost, Path: "/v1/transfer/money/send/contact", Safety: paygates.Once,
		Moves: paygates.MovesOut,
		Executed: []paygates.Proof{
			{
				Must:  []string{"code", "item.code", "transaction_id", "client_transaction_id", "treatment_status"},
				Equal: []string{"client_transaction_id", "amount", "prefix", "phone"}, Zero: []string{"code", "item.code"},
				Words:     []string{string(TransferNew), string(TransferReceived), string(TransferUnconfirmed), string(TransferValidated)},
				Certainty: paygates.Clients,
			},
			{
				Must: []string{"code", "item.code", "transaction_id", "client_transaction_id"}, MustNot: []string{"treatment_status"},
				Equal: []string{"client_transaction_id", "amount", "prefix", "phone"}, Zero: []string{"code", "item.code"},
				Certainty: paygates.Inferred,
			},
		},
		NotExecuted: slices.Concat(loginExpired, loginLost,
			onEntry(paygates.ResendCaller, paygates.AdviceFixRequest, wrongSend...),
			onEntry(paygates.ResendCaller, paygates.AdviceResend, "602", "724"),
			refusals(signalStatus, paygates.ResendNever, paygates.AdviceNewReference, paygates.Inferred, string(TransferRejected))),
		LookUp: paygates.LookUp{
			Op: opTransfer, By: byReference, Compare: []string{"amount", "receiver"},
			Negative: true, Then: paygates.AdviceResend, Certainty: paygates.Assumed,
		},
		Horizon: horizon, Source: "CinetPay documentation, transfer API; public clients, POST /transfer/money/send/contact",
	},
	{
		Gateway: gateway, Name: opTransfer, Method: http.MethodGet, Path: "/v1/transfer/check/money", Safety: paygates.Read,
		Executed: []paygates.Proof{
			{Must: []string{"code", "client_transaction_id"}, Equal: []string{"client_transaction_id"}, Zero: []string{"code"}, Certainty: paygates.Clients},
		},
		NotExecuted: slices.Concat(loginExpired, loginLost, notFound),
		Source:      "CinetPay documentation, transfer API; public clients, GET /transfer/check/money",
	},
}

// byReference is how the rows look things up.
const byReference = "reference"

// rows are the operations by name.
var rows = func() map[string]*paygates.Operation {
	out := make(map[string]*paygates.Operation, len(operations))
	for i := range operations {
		out[operations[i].Name] = &operations[i]
	}
	return out
}()
