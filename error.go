package paygates

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"strconv"
	"strings"
	"time"
)

// Kinds of failure, for errors.Is. Act upon the kind and the outcome, not upon
// the message.
var (
	// ErrInvalidRequest: the request was refused, by the SDK before it was sent or by the gateway.
	ErrInvalidRequest = errors.New("invalid request")
	// ErrAuthentication: the credentials were refused.
	ErrAuthentication = errors.New("authentication failed")
	// ErrForbidden: the credentials are good but do not allow this.
	ErrForbidden = errors.New("forbidden")
	// ErrNotFound: the gateway does not know the object.
	ErrNotFound = errors.New("not found")
	// ErrDuplicate: the gateway has seen this reference before.
	ErrDuplicate = errors.New("duplicate")
	// ErrDeclined: the payment was refused; Decline may say why.
	ErrDeclined = errors.New("declined")
	// ErrState: the object is not in a state that allows this.
	ErrState = errors.New("wrong state")
	// ErrRateLimited: too many requests; RetryAfter may say how long to wait.
	ErrRateLimited = errors.New("rate limited")
	// ErrUnavailable: the gateway could not be reached, gave no whole answer, or says that it failed itself;
	// or the hook of WithBeforeSend stopped the call, then Fields names it.
	ErrUnavailable = errors.New("unavailable")
	// ErrUnexpectedReply: the answer is not one that the gateway documents for this call.
	ErrUnexpectedReply = errors.New("unexpected reply")
	// ErrSignature: a callback's signature or credentials are missing or wrong.
	ErrSignature = errors.New("bad signature")
	// ErrUnsupported: the gateway has no such operation for this account.
	ErrUnsupported = errors.New("unsupported")

	// ErrOutcomeUnknown matches every error whose outcome is unknown, whatever
	// its kind: the operation may or may not have taken effect.
	ErrOutcomeUnknown = errors.New("outcome unknown")
)

// FieldError says what is wrong with one field.
type FieldError struct {
	// Field is the name in the request struct, such as "Client.Email"; in an
	// answer the gateway's own name, such as "amount".
	Field string `json:"field"`
	// Message says what is wanted. It never repeats the value.
	Message string `json:"message"`
}

// Error is what every failed call returns; find it with errors.As. It never
// prints a URL, a header, a body or the gateway's free text: Error, every verb
// of fmt, slog and encoding/json give gateway, operation, kind, outcome,
// status and code.
type Error struct {
	// Gateway and Op name the call, such as "cibpay" and "Orders.Charge".
	Gateway, Op string
	// Kind is one of the Err variables of this package.
	Kind error
	// Outcome says whether the operation took effect. It speaks for the whole
	// call, resends included.
	Outcome Outcome
	// HTTPStatus is the status of the last answer, 0 if there was none.
	HTTPStatus int
	// Code is the gateway's own error code, such as "INVALID_STATE".
	Code string
	// Message is the gateway's text, with card numbers and our secrets taken
	// out. It is for a person to read, never to be matched.
	Message string
	// Fields name what is wrong with the request.
	Fields []FieldError
	// ObjectID is the gateway's id of the object that the failure left behind,
	// a declined order for example, or of the foreign object that was answered.
	ObjectID string
	// Reference is the merchant's own id, if the request had one.
	Reference string
	// RequestID is what went out as X-Request-Id; quote it to the gateway's support.
	RequestID string
	// RetryAfter is how long the gateway asked us to wait, 0 if it did not.
	RetryAfter time.Duration
	// Attempts counts how often the request was sent or tried to be sent; 0
	// means that it was refused before.
	Attempts int
	// Yielded counts what a walk over pages, such as Orders.All, had yielded
	// when it broke off: above 0, what the loop has seen is incomplete. It is 0
	// for every other call.
	Yielded int
	// Decline says why a payment was refused, beside ErrDeclined.
	Decline DeclineReason
	// Intent is what was asked; Client.Resolve takes it.
	Intent Intent
	// Raw is the answer's body. It prints as its length only.
	Raw Raw

	cause     error
	advice    Advice
	hasAdvice bool
}

// WithCause sets what Unwrap reaches beside the kind, and returns e. Gateway
// packages use it; it is exported for fakes in tests of your own.
func (e *Error) WithCause(cause error) *Error { e.cause = cause; return e }

// WithAdvice sets what Advice returns, and returns e. Gateway packages use it;
// it is exported for fakes in tests of your own.
func (e *Error) WithAdvice(a Advice) *Error { e.advice, e.hasAdvice = a, true; return e }

// Advice says what to do next. Without better evidence an unknown outcome is
// looked up, an executed one needs nothing, and one that was not executed is
// corrected, resent or started anew as its kind demands.
func (e *Error) Advice() Advice {
	switch {
	case e == nil:
		return AdviceLookUp
	case e.hasAdvice:
		return e.advice
	case e.Outcome == OutcomeExecuted:
		return AdviceNone
	case e.Outcome != OutcomeNotExecuted:
		return AdviceLookUp
	case errors.Is(e.Kind, ErrDeclined):
		return AdviceNewReference
	case errors.Is(e.Kind, ErrUnavailable), errors.Is(e.Kind, ErrRateLimited), errors.Is(e.Kind, ErrUnexpectedReply):
		return AdviceResend
	case errors.Is(e.Kind, ErrDuplicate), errors.Is(e.Kind, ErrState):
		return AdviceLookUp
	default:
		return AdviceFixRequest
	}
}

// Error gives gateway, operation, kind, outcome, status and code in one line. A
// walk over pages that broke off adds that it is incomplete, and after how many.
// A request that the SDK itself refused is followed by its fields.
func (e *Error) Error() string {
	if e == nil {
		return "<nil>"
	}
	var b strings.Builder
	if call := strings.TrimSpace(e.Gateway + " " + e.Op); call != "" {
		b.WriteString(call + ": ")
	}
	b.WriteString(e.kind().Error())
	b.WriteString(" (outcome: " + e.Outcome.String())
	if e.HTTPStatus != 0 {
		b.WriteString(", HTTP " + strconv.Itoa(e.HTTPStatus))
	}
	if e.Code != "" {
		b.WriteString(", code " + e.Code)
	}
	b.WriteString(")")
	if e.Yielded > 0 {
		b.WriteString(": incomplete, it broke off after " + strconv.Itoa(e.Yielded))
	}
	if refused := e.refused(); refused != "" {
		b.WriteString(": " + refused)
	}
	return b.String()
}

// refused puts the fields of a request that the SDK itself refused into words. They
// are its own, safe to print; those of a gateway's answer are not.
func (e *Error) refused() string {
	if e.Attempts != 0 || e.HTTPStatus != 0 {
		return ""
	}
	words := make([]string, len(e.Fields))
	for i, f := range e.Fields {
		words[i] = f.Field + ": " + f.Message
	}
	return strings.Join(words, "; ")
}

func (e *Error) kind() error {
	if e.Kind == nil {
		return ErrUnexpectedReply
	}
	return e.Kind
}

// Unwrap reaches the kind and the cause. A context error stays visible; a
// *url.Error has been taken off, because it prints the whole URL. The outcome is
// this error's alone: that of another call, which stopped this one, shows no more.
func (e *Error) Unwrap() []error {
	switch {
	case e == nil:
		return nil
	case e.cause == nil:
		return []error{e.kind()}
	case e.Outcome != OutcomeUnknown && errors.Is(e.cause, ErrOutcomeUnknown):
		return []error{e.kind(), stopped{e.cause}}
	}
	return []error{e.kind(), e.cause}
}

// stopped is the failure of another call, in the place of a cause. What became
// of that call says nothing about the one that it stopped.
type stopped struct{ error }

func (s stopped) Is(target error) bool {
	return target != ErrOutcomeUnknown && errors.Is(s.error, target)
}

func (s stopped) As(target any) bool { return errors.As(s.error, target) }

// Is makes ErrOutcomeUnknown match whenever the outcome is unknown.
func (e *Error) Is(target error) bool {
	return target == ErrOutcomeUnknown && (e == nil || e.Outcome == OutcomeUnknown)
}

// Format prints what Error returns, for every verb.
func (e Error) Format(f fmt.State, verb rune) {
	text := e.Error()
	if verb == 'q' {
		text = strconv.Quote(text)
	}
	_, _ = io.WriteString(f, text)
}

// GoString returns what Error returns.
func (e *Error) GoString() string { return e.Error() }

// LogValue gives slog the fields that are safe in a log, those of a request that the
// SDK itself refused among them.
func (e Error) LogValue() slog.Value {
	attrs := []slog.Attr{
		slog.String("gateway", e.Gateway), slog.String("op", e.Op), slog.String("kind", e.kind().Error()),
		slog.String("outcome", e.Outcome.String()), slog.String("advice", e.Advice().String()),
		slog.Int("attempts", e.Attempts),
	}
	if e.HTTPStatus != 0 {
		attrs = append(attrs, slog.Int("status", e.HTTPStatus))
	}
	if e.Yielded > 0 {
		attrs = append(attrs, slog.Int("yielded", e.Yielded))
	}
	for _, optional := range []slog.Attr{
		slog.String("code", e.Code), slog.String("object_id", e.ObjectID),
		slog.String("reference", e.Reference), slog.String("request_id", e.RequestID),
		slog.String("fields", e.refused()),
	} {
		if optional.Value.String() != "" {
			attrs = append(attrs, optional)
		}
	}
	return slog.GroupValue(attrs...)
}

// MarshalJSON writes the same fields as LogValue.
func (e Error) MarshalJSON() ([]byte, error) {
	out := map[string]any{}
	for _, a := range e.LogValue().Group() {
		out[a.Key] = a.Value.Any()
	}
	return json.Marshal(out)
}
