package ordergate

import (
	"errors"
	"net/http"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/internal/transport"
)

// Where a code stands in an answer; Refusal.Signal of the rows.
const (
	SignalFailureType = "failure_type"
	SignalErrorCode   = "error.code"
	SignalStatus      = "status"
	SignalHTTP        = "http"
)

// A Failure is one code by which the platform refuses or fails: what it means.
// Whether it proves that nothing was executed is said by the operation's row.
type Failure struct {
	Signal    string
	Code      string
	Kind      error
	Decline   paygates.DeclineReason
	Certainty paygates.Certainty
	Source    string
}

// Failures lists every code that is known.
func Failures() []Failure { return append([]Failure(nil), failures...) }

var failures = []Failure{
	{SignalFailureType, "validation", paygates.ErrInvalidRequest, "", paygates.Clients, sourceClients},
	{SignalFailureType, "declined", paygates.ErrDeclined, paygates.DeclineByIssuer, paygates.Clients, sourceClients},
	{SignalFailureType, "fraud", paygates.ErrDeclined, paygates.DeclineFraud, paygates.Clients, sourceClients},
	{SignalFailureType, "rejected", paygates.ErrDeclined, paygates.DeclineGatewayRule, paygates.Clients, sourceClients},
	{SignalFailureType, "error", paygates.ErrUnavailable, "", paygates.Clients, sourceClients},
	{SignalErrorCode, "AUTHENTICATION_ERROR", paygates.ErrAuthentication, "", paygates.Documented, sourceGuide},
	{SignalErrorCode, "VALIDATION_ERROR", paygates.ErrInvalidRequest, "", paygates.Documented, sourceGuide},
	{SignalErrorCode, "NOT_FOUND", paygates.ErrNotFound, "", paygates.Documented, sourceGuide},
	{SignalErrorCode, "INVALID_STATE", paygates.ErrState, "", paygates.Documented, sourceGuide},
	{SignalStatus, "declined", paygates.ErrDeclined, paygates.DeclineByIssuer, paygates.Clients, sourceClients},
	{SignalStatus, "fraud", paygates.ErrDeclined, paygates.DeclineFraud, paygates.Clients, sourceClients},
	{SignalStatus, "rejected", paygates.ErrDeclined, paygates.DeclineGatewayRule, paygates.Clients, sourceClients},
	{SignalHTTP, "401", paygates.ErrAuthentication, "", paygates.Inferred, "RFC 9110, 401 with WWW-Authenticate: the request was not applied"},
}

func failureOf(signal, code string) (Failure, bool) {
	for _, f := range failures {
		if f.Signal == signal && f.Code == code {
			return f, true
		}
	}
	return Failure{}, false
}

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

// DeclineReason says why an order was declined: by its last failed operation's
// response code, else by its status or failure type.
func (o *Order) DeclineReason() paygates.DeclineReason {
	for i := len(o.Operations) - 1; i >= 0; i-- {
		if op := &o.Operations[i]; sameWord(op.Status, "failure") {
			if reason, ok := issuerDeclines[op.ISOResponseCode]; ok {
				return reason
			}
		}
	}
	if f, ok := failureOf(SignalStatus, wordOf(o.Status).Text); ok {
		return f.Decline
	}
	f, _ := failureOf(SignalFailureType, o.FailureType)
	return f.Decline
}

// complaint is what an answer says went wrong, in any of the documented forms.
type complaint struct {
	signal  string // "" where the form has no code: error as text, bare errors
	code    string
	message string
	orderID string
	fields  []paygates.FieldError
	// mixed: two forms at once that name different codes
	mixed bool
}

// fault turns a complaint into an error, by the row of the operation. The row's
// proofs hold in the 4xx classes alone: success and refusal in one answer, or a
// refusal with the status of a breakdown, prove nothing.
func (c *complaint) fault(op *paygates.Operation, status int) *paygates.Error {
	e := &paygates.Error{
		Kind: transport.KindOf(status), Code: c.code, Message: c.message, ObjectID: c.orderID, Fields: c.fields,
	}
	known, ok := failureOf(c.signal, c.code)
	if !ok || c.mixed {
		return e
	}
	if status < 400 || status > 499 || status == http.StatusTooManyRequests {
		if errors.Is(known.Kind, paygates.ErrUnavailable) {
			e.Kind = known.Kind
		}
		return e
	}
	e.Kind, e.Decline = known.Kind, known.Decline
	if status == http.StatusNotFound && errors.Is(known.Kind, paygates.ErrInvalidRequest) {
		e.Kind = paygates.ErrNotFound // the platform has no other word for an unknown order
	}
	refusal, proves := op.Refusal(c.signal, c.code)
	if !proves {
		return e
	}
	e.Outcome = paygates.OutcomeNotExecuted
	return e.WithAdvice(refusal.Advice)
}

// bare is the error of an answer without a complaint that can be read.
func bare(op *paygates.Operation, reply *transport.Reply) *paygates.Error {
	e := &paygates.Error{Kind: transport.KindOf(reply.Status)}
	if reply.Status == http.StatusUnauthorized && reply.Header.Get("WWW-Authenticate") != "" {
		if refusal, ok := op.Refusal(SignalHTTP, "401"); ok {
			e.Outcome = paygates.OutcomeNotExecuted
			e.WithAdvice(refusal.Advice)
		}
	}
	return e
}
