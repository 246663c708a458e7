package ordergate

import (
	"strings"

	paygates "github.com/paygates/paygates-go"
)

// Where a word stands in an answer; Refusal.Signal of the rows.
const (
	SignalStatus      = "status"
	SignalFailureType = "failure_type"
	SignalErrorCode   = "error.code"
	SignalHTTP        = "http"
)

// A Word is one status, failure type or error code of the platform.
type Word struct {
	// Signal says where it stands.
	Signal string
	// Text is the word, which is compared without case.
	Text string
	// State is what a status alone means.
	State paygates.State
	// Kind is the error that it stands for; nil for a status that is none.
	Kind error
	// Outcome is not executed where the word refuses. It is believed only where
	// the operation's row lists the word, and in an answer that fits it.
	Outcome paygates.Outcome
	// Decline is the reason that it tells.
	Decline paygates.DeclineReason
	// Certainty says how sure the meaning is.
	Certainty paygates.Certainty
	// Source is where the word was seen.
	Source string
}

// refuses: the word ends an order unpaid, or a request undone.
func (w Word) refuses() bool { return w.Outcome == paygates.OutcomeNotExecuted }

const (
	sourceActions = "Bizon actions page"
	sourceGuide   = "CIBPay API guide"
	sourceBoth    = sourceActions + ", " + sourceGuide
	sourceClients = "public clients"
)

// Words lists every word that is known: statuses in the order of an order's
// life, then failure types and error codes. Any other word is unknown: neither
// paid nor failed.
func Words() []Word { return append([]Word(nil), words...) }

var words = []Word{
	{Signal: SignalStatus, Text: "new", State: paygates.StatePending, Certainty: paygates.Documented, Source: sourceActions},
	{Signal: SignalStatus, Text: "created", State: paygates.StatePending, Certainty: paygates.Documented, Source: sourceGuide},
	{Signal: SignalStatus, Text: "prepared", State: paygates.StatePending, Certainty: paygates.Documented, Source: sourceActions},
	{Signal: SignalStatus, Text: "authorized", State: paygates.StateAuthorized, Certainty: paygates.Documented, Source: sourceBoth},
	{Signal: SignalStatus, Text: "charged", State: paygates.StatePaid, Certainty: paygates.Documented, Source: sourceBoth},
	{Signal: SignalStatus, Text: "refunded", State: paygates.StateRefunded, Certainty: paygates.Documented, Source: sourceBoth},
	{Signal: SignalStatus, Text: "reversed", State: paygates.StateCanceled, Certainty: paygates.Documented, Source: sourceActions},
	{Signal: SignalStatus, Text: "canceled", Certainty: paygates.Documented, Source: sourceGuide + ": reversed or refunded, a read tells"},
	{Signal: SignalStatus, Text: "cancelled", Certainty: paygates.Inferred, Source: "other spelling of canceled"},
	{Signal: SignalStatus, Text: "declined", State: paygates.StateFailed, Kind: paygates.ErrDeclined, Outcome: paygates.OutcomeNotExecuted, Decline: paygates.DeclineByIssuer, Certainty: paygates.Clients, Source: sourceClients},
	{Signal: SignalStatus, Text: "fraud", State: paygates.StateFailed, Kind: paygates.ErrDeclined, Outcome: paygates.OutcomeNotExecuted, Decline: paygates.DeclineFraud, Certainty: paygates.Clients, Source: sourceClients},
	{Signal: SignalStatus, Text: "rejected", State: paygates.StateFailed, Kind: paygates.ErrDeclined, Outcome: paygates.OutcomeNotExecuted, Decline: paygates.DeclineGatewayRule, Certainty: paygates.Clients, Source: sourceClients},
	{Signal: SignalStatus, Text: "credited", State: paygates.StatePaidOut, Certainty: paygates.Documented, Source: sourceActions},
	{Signal: SignalStatus, Text: "success", Certainty: paygates.Documented, Source: sourceGuide + ": of a payout's answer only, where it means credited"},
	{Signal: SignalStatus, Text: "chargedback", State: paygates.StateChargedBack, Certainty: paygates.Clients, Source: sourceClients},
	{Signal: SignalStatus, Text: "error", Certainty: paygates.Clients, Source: sourceClients + ": the gateway failed, the money may have moved"},
	{Signal: SignalStatus, Text: "pending", Certainty: paygates.Assumed, Source: "tolerated by one public client, confirmed by none"},

	{Signal: SignalFailureType, Text: "validation", Kind: paygates.ErrInvalidRequest, Outcome: paygates.OutcomeNotExecuted, Certainty: paygates.Clients, Source: sourceClients},
	{Signal: SignalFailureType, Text: "declined", Kind: paygates.ErrDeclined, Outcome: paygates.OutcomeNotExecuted, Decline: paygates.DeclineByIssuer, Certainty: paygates.Clients, Source: sourceClients},
	{Signal: SignalFailureType, Text: "fraud", Kind: paygates.ErrDeclined, Outcome: paygates.OutcomeNotExecuted, Decline: paygates.DeclineFraud, Certainty: paygates.Clients, Source: sourceClients},
	{Signal: SignalFailureType, Text: "rejected", Kind: paygates.ErrDeclined, Outcome: paygates.OutcomeNotExecuted, Decline: paygates.DeclineGatewayRule, Certainty: paygates.Clients, Source: sourceClients},
	{Signal: SignalFailureType, Text: "error", Kind: paygates.ErrUnavailable, Certainty: paygates.Clients, Source: sourceClients},

	{Signal: SignalErrorCode, Text: "AUTHENTICATION_ERROR", Kind: paygates.ErrAuthentication, Outcome: paygates.OutcomeNotExecuted, Certainty: paygates.Documented, Source: sourceGuide},
	{Signal: SignalErrorCode, Text: "VALIDATION_ERROR", Kind: paygates.ErrInvalidRequest, Outcome: paygates.OutcomeNotExecuted, Certainty: paygates.Documented, Source: sourceGuide},
	{Signal: SignalErrorCode, Text: "NOT_FOUND", Kind: paygates.ErrNotFound, Outcome: paygates.OutcomeNotExecuted, Certainty: paygates.Documented, Source: sourceGuide},
	{Signal: SignalErrorCode, Text: "INVALID_STATE", Kind: paygates.ErrState, Certainty: paygates.Documented, Source: sourceGuide + `: "already done" has the same word, so that it proves nothing`},

	{Signal: SignalHTTP, Text: "401", Kind: paygates.ErrAuthentication, Outcome: paygates.OutcomeNotExecuted, Certainty: paygates.Inferred, Source: "RFC 9110, 401 with WWW-Authenticate: the request was not applied"},
}

// lookWord finds a word in the table; the zero Word where it is not known.
func lookWord(signal, text string) Word {
	for i := range words {
		w := &words[i]
		if w.Signal == signal && sameWord(w.Text, text) {
			return *w
		}
	}
	return Word{}
}

// statusWord finds a status in the table.
func statusWord(status string) Word { return lookWord(SignalStatus, status) }

// StateOfWord reads a status alone. The order's State, which reads the amounts
// too, is the one to trust.
func StateOfWord(status string) paygates.State { return statusWord(status).State }

// sameWord compares without case, in ASCII: Unicode folds other letters into it.
func sameWord(a, b string) bool { return len(a) == len(b) && strings.EqualFold(a, b) }

// issuerDeclines reads the ISO 8583 response code of a failed operation, the
// only place where the platform says why an issuer declined.
var issuerDeclines = map[string]paygates.DeclineReason{
	"04": paygates.DeclineLostOrStolen, "07": paygates.DeclineLostOrStolen, "41": paygates.DeclineLostOrStolen, "43": paygates.DeclineLostOrStolen,
	"05": paygates.DeclineByIssuer,
	"14": paygates.DeclineInvalidCard, "15": paygates.DeclineInvalidCard,
	"33": paygates.DeclineExpiredCard, "54": paygates.DeclineExpiredCard,
	"34": paygates.DeclineFraud, "59": paygates.DeclineFraud, "63": paygates.DeclineFraud,
	"51": paygates.DeclineInsufficientFunds,
	"55": paygates.DeclineSecurityCode, "82": paygates.DeclineSecurityCode, "N7": paygates.DeclineSecurityCode,
	"57": paygates.DeclineNotPermitted, "58": paygates.DeclineNotPermitted, "62": paygates.DeclineNotPermitted,
	"61": paygates.DeclineLimit, "65": paygates.DeclineLimit, "75": paygates.DeclineLimit,
	"91": paygates.DeclineIssuerUnavailable, "96": paygates.DeclineIssuerUnavailable,
	"R0": paygates.DeclineDoNotRetry, "R1": paygates.DeclineDoNotRetry, "R3": paygates.DeclineDoNotRetry,
}

// DeclineReason says why an order was refused: by its last failed operation's
// response code where that says more than "no", else by a failed 3-D Secure, else
// by that code, the status or the failure type. It is unknown for an order that
// was not refused, whatever failed on its way.
func (o *Order) DeclineReason() paygates.DeclineReason {
	word := statusWord(o.Status)
	if !word.refuses() {
		return paygates.DeclineUnknown
	}
	issuer := o.issuerDecline()
	switch {
	case issuer != paygates.DeclineUnknown && issuer != paygates.DeclineByIssuer:
		return issuer
	case word.Decline == paygates.DeclineFraud:
		return word.Decline
	case o.Secure3D.AuthorizationStatus == "N" || o.Secure3D.AuthorizationStatus == "R":
		return paygates.Decline3DSecure
	case issuer != paygates.DeclineUnknown:
		return issuer
	}
	return word.Decline
}

// issuerDecline is what the response code of the last failed operation says.
func (o *Order) issuerDecline() paygates.DeclineReason {
	for i := len(o.Operations) - 1; i >= 0; i-- {
		if op := &o.Operations[i]; sameWord(op.Status, "failure") {
			if reason, ok := issuerDeclines[op.ISOResponseCode]; ok {
				return reason
			}
		}
	}
	return paygates.DeclineUnknown
}
