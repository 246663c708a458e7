package bizon

import (
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

// form is the only family of answers that Bizon knows.
var form = string(ordergate.PlatformForm)

// Refusals, named as one reads them in a row.
var (
	validation = []paygates.Refusal{
		{Signal: ordergate.SignalFailureType, Code: "validation", Resend: paygates.ResendCaller, Advice: paygates.AdviceFixRequest, Certainty: paygates.Clients},
	}
	declined       = refusedAs(ordergate.SignalFailureType)
	declinedOrder  = refusedAs(ordergate.SignalStatus)
	authentication = []paygates.Refusal{
		{Signal: ordergate.SignalHTTP, Code: "401", Resend: paygates.ResendCaller, Advice: paygates.AdviceFixRequest, Certainty: paygates.Inferred},
	}

	// onNewOrder are those of the calls that make an order and ask a card for money or pay one.
	onNewOrder = slices.Concat(validation, declined, declinedOrder, authentication)
	// onExistingOrder and onWaitingOrder: a wrong state has no word of its own
	// among the refusals of these calls, so that the order is to be read first.
	onExistingOrder = slices.Concat(readFirst(validation), readFirst(declined), authentication)
	onWaitingOrder  = slices.Concat(readFirst(validation), readFirst(declined), declinedOrder, authentication)
)

func refusedAs(signal string) []paygates.Refusal {
	var out []paygates.Refusal
	for _, code := range []string{"declined", "fraud", "rejected"} {
		out = append(out, paygates.Refusal{
			Signal: signal, Code: code, Resend: paygates.ResendNever, Advice: paygates.AdviceNewReference, Certainty: paygates.Clients,
		})
	}
	return out
}

func readFirst(refusals []paygates.Refusal) []paygates.Refusal {
	out := slices.Clone(refusals)
	for i := range out {
		out[i].Advice = paygates.AdviceLookUp
	}
	return out
}

// What proofs compare.
var (
	// sameOrder: the fields of a call on an existing order that have to be what was asked.
	sameOrder = []string{"id", "currency"}
	// sameRequest: those of a call that makes an order; sameCard also shows the card.
	sameRequest = []string{"amount", "currency", "merchant_order_id"}
	sameCard    = append(slices.Clone(sameRequest), "pan")
	// untouched: the totals of an order on which no money has come in.
	untouched   = []string{"amount_charged", "amount_refunded"}
	onReference = []string{"amount", "currency", "pan"}
)

// held, taken and waiting are the ways in which a payment took effect: the
// amount is held, the amount was charged, the payer has to act before either.
func held(p paygates.Proof) paygates.Proof {
	p.Form, p.Words, p.Zero = form, []string{"authorized"}, untouched
	return p
}

func taken(p paygates.Proof) paygates.Proof {
	p.Must = append(slices.Clone(p.Must), "amount_charged") // the word alone does not say how much
	p.Form, p.Words, p.Zero, p.Moved = form, []string{"charged"}, []string{"amount_refunded"}, "amount_charged"
	return p
}

// waiting: the form that takes the payer to his bank stands in one of two fields.
func waiting(p paygates.Proof) []paygates.Proof {
	p.Form, p.Words, p.Zero = form, []string{"prepared"}, untouched
	asData, asHTML := p, p
	asData.Must = append(slices.Clone(p.Must), "form3d.action")
	asHTML.Must = append(slices.Clone(p.Must), "form3d_html")
	return []paygates.Proof{asData, asHTML}
}

var (
	byCard  = paygates.Proof{Must: []string{"id", "amount", "status"}, Equal: sameCard, Certainty: paygates.Documented}
	byToken = paygates.Proof{Must: []string{"id", "amount", "status"}, Equal: sameRequest, Certainty: paygates.Documented}
	onOrder = paygates.Proof{Must: []string{"id", "status"}, Equal: sameOrder, Certainty: paygates.Documented}
)

// sureAs gives a proof another certainty.
func sureAs(c paygates.Certainty, proofs ...paygates.Proof) []paygates.Proof {
	for i := range proofs {
		proofs[i].Certainty = c
	}
	return proofs
}

// lookedUp says how to settle a call that makes an order and moves money, by its
// reference: that the list does not show it proves nothing.
func lookedUp() paygates.LookUp {
	return paygates.LookUp{
		Op: "Orders.FindByReference", By: ordergate.ByReference, Compare: onReference, Certainty: paygates.Assumed,
	}
}

// readAgain says how to settle a change of an order, by what the order shows.
func readAgain(compare ...string) paygates.LookUp {
	return paygates.LookUp{
		Op: "Orders.Get", By: ordergate.ByID, Compare: compare,
		Negative: true, Then: paygates.AdviceResend, Certainty: paygates.Assumed,
	}
}

// readWaiting is readAgain for a continuation of 3-D Secure: that the order still
// waits never proves that the bank has not been asked.
func readWaiting() paygates.LookUp {
	return paygates.LookUp{
		Op: "Orders.Get", By: ordergate.ByID, Compare: []string{"status", "amount_charged"}, Certainty: paygates.Assumed,
	}
}
