package circlepay

import (
	"slices"
	"time"

	paygates "github.com/paygates/paygates-go"
)

// Operations returns a copy of the table of operations: for each method its
// request, whether it may be sent again, what proves that it took effect, what
// proves that it did not, and how an unknown outcome is settled. Safety belongs to
// the operation and never to the HTTP method: enabling a gateway is a GET that
// writes, and two lists are POSTs that read. Config.Endpoints can replace methods
// and paths, nothing else; Routes shows what is known of them.
func Operations() []paygates.Operation {
	out := make([]paygates.Operation, len(table))
	for i := range table {
		out[i] = table[i].Clone()
	}
	return out
}

// Names of the operations, as the rows and errors call them.
const (
	opGatewaysList = "Gateways.List"
	opGatewaysGet  = "Gateways.Get"
	opMethodsList  = "Methods.List"
	opMethodsGet   = "Methods.Get"

	opMerchantsCreate = "Merchants.Create"
	opMerchantsGet    = "Merchants.Get"
	opMerchantsUpdate = "Merchants.Update"
	opMerchantsList   = "Merchants.List"
	opSendOTP         = "Merchants.SendOTP"
	opVerify          = "Merchants.Verify"
	opEnableGateway   = "Merchants.EnableGateway"
	opDisableGateway  = "Merchants.DisableGateway"
	opListGateways    = "Merchants.ListGateways"
	opEnableMethod    = "Merchants.EnableMethod"
	opDisableMethod   = "Merchants.DisableMethod"
	opListMethods     = "Merchants.ListMethods"

	opCustomersCreate = "Customers.Create"
	opCustomersUpdate = "Customers.Update"
	opCustomersGet    = "Customers.Get"
	opCustomersList   = "Customers.List"

	opLinksCreate     = "PaymentLinks.Create"
	opLinksGet        = "PaymentLinks.Get"
	opLinksUpdate     = "PaymentLinks.Update"
	opLinksList       = "PaymentLinks.List"
	opLinksPay        = "PaymentLinks.Pay"
	opLinksDeactivate = "PaymentLinks.Deactivate"

	opPaymentsGet   = "Payments.Get"
	opPaymentsList  = "Payments.List"
	opRefundsCreate = "Refunds.Create"
	opRefundsList   = "Refunds.List"
	opRefundsGet    = "Refunds.Get"

	opInvoicesCreate = "Invoices.Create"
	opCreateAndPay   = "Invoices.CreateAndPay"
	opInvoicesGet    = "Invoices.Get"
	opInvoicesList   = "Invoices.List"
	opInvoicesDelete = "Invoices.Delete"
	opInvoicesPay    = "Invoices.Pay"
	opDirectCreate   = "DirectPayments.Create"

	opConfirm = "Client.Confirm"
	opResolve = "Client.Resolve"
)

// Where a refusal's code stands.
const (
	// signalCode: in CirclePay's own envelope, beside isError.
	signalCode = "errorCode"
	// signalStatus: in the error body of the framework that CirclePay runs on,
	// where it is the HTTP status once more.
	signalStatus = "status"
)

// horizon: nobody says how late an effect may show (assumed).
const horizon = 24 * time.Hour

// row is one operation with what paygates.Operation has no place for.
type row struct {
	paygates.Operation
	// merchant: CirclePay takes the call for no merchant but the token's.
	merchant bool
	// list: the answer is a list, which may be larger than one object.
	list bool
	// key is the name of the answer's field that names the object.
	key string
	// alternatives are other methods and paths that somebody has seen.
	alternatives []Alternative
}

// rowsByName are the rows by their operation.
var rowsByName = func() map[string]*row {
	out := make(map[string]*row, len(table))
	for i := range table {
		r := &table[i]
		r.Gateway = gateway
		if r.Source == "" {
			r.Source = "CirclePay documentation, " + r.Method + " " + r.Path
		}
		for j := range r.Executed {
			// Whatever proves it, the answer must not say that it failed.
			r.Executed[j].Zero = []string{fieldCode}
		}
		if r.Name != opCreateAndPay {
			r.NotExecuted = slices.Concat(r.NotExecuted, generally)
		}
		r.NotExecuted = slices.Concat(r.NotExecuted, framework)
		if r.Safety != paygates.Read {
			r.Horizon = horizon
		}
		out[r.Name] = r
	}
	return out
}()

// refusals are the codes with which an answer says that it did nothing. The
// advice is that of the table of codes.
func refusals(sure paygates.Certainty, codes ...string) []paygates.Refusal {
	out := make([]paygates.Refusal, len(codes))
	for i, code := range codes {
		resend := paygates.ResendCaller
		if code == codeRefundRefused {
			resend = paygates.ResendNever
		}
		out[i] = paygates.Refusal{Signal: signalCode, Code: code, Resend: resend, Advice: codeTable[code].Advice, Certainty: sure}
	}
	return out
}

// named are the codes that the documentation names for a call, or whose text
// says that the call did nothing.
func named(codes ...string) []paygates.Refusal { return refusals(paygates.Documented, codes...) }

// Codes on which the calls themselves act.
const (
	codeUnknownCustomer = "3110"
	codeUnknownLink     = "4111"
	codeUnknownInvoice  = "5111"
	codeRefundRefused   = "9112"

	codeUnknownTransaction = "9111"
)

var (
	// generally: the checks of the request and of the account come first.
	generally = refusals(paygates.Inferred, "1110", "1111", "1112", "1114", "1115", "1116", "1117", "2110", "8111", "8115")
	// framework: the request reached no code of CirclePay's.
	framework = frameworkRefusals("400", "401", "403", "404", "405", "415")
)

func frameworkRefusals(statuses ...string) []paygates.Refusal {
	out := make([]paygates.Refusal, len(statuses))
	for i, status := range statuses {
		out[i] = paygates.Refusal{
			Signal: signalStatus, Code: status, Resend: paygates.ResendCaller, Advice: paygates.AdviceFixRequest, Certainty: paygates.Inferred,
		}
	}
	return out
}

// Fields of the envelope.
const (
	fieldCode  = "errorCode"
	fieldError = "isError"
)

// success is the proof of a call that is answered by the envelope alone: one of
// its two signals, or both.
func success(equal ...string) []paygates.Proof {
	return []paygates.Proof{
		{Must: []string{fieldCode}, Equal: equal, Certainty: paygates.Documented},
		{Must: []string{fieldError}, Equal: equal, Certainty: paygates.Documented},
	}
}

// carries is the proof of a call whose answer names what it was about.
func carries(sure paygates.Certainty, must []string, equal ...string) []paygates.Proof {
	return []paygates.Proof{{Must: must, Equal: equal, Certainty: sure}}
}

// echoes is the proof of a call whose answer repeats the id that was asked for.
func echoes(field string) []paygates.Proof {
	return carries(paygates.Documented, []string{field}, field)
}
