package ordergate

import (
	"bytes"
	"errors"
	"net/http"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/internal/transport"
)

// complaint is what an answer says went wrong, in any of the documented forms.
type complaint struct {
	signal  string // "" where the form has no code: error as text, bare errors
	code    string
	message string
	orderID string
	fields  []paygates.FieldError
	// mixed: two forms at once that name different codes.
	mixed bool
}

// fault turns a complaint into an error, by the operation's row. The row's
// proofs hold in the 4xx classes alone: a refusal with the status of a success
// or of a breakdown proves nothing. fits says whether what else the answer
// carries allows the refusal to be believed.
func (c *complaint) fault(op *paygates.Operation, status int, fits bool) *paygates.Error {
	e := &paygates.Error{
		Kind: transport.KindOf(status), Code: c.code, Message: c.message, ObjectID: c.orderID, Fields: c.fields,
	}
	word := lookWord(c.signal, c.code)
	if word.Kind == nil || c.mixed {
		return e
	}
	if status < 400 || status > 499 || status == http.StatusTooManyRequests {
		if errors.Is(word.Kind, paygates.ErrUnavailable) {
			e.Kind = word.Kind
		}
		return e
	}
	e.Kind, e.Decline = word.Kind, word.Decline
	if status == http.StatusNotFound && errors.Is(word.Kind, paygates.ErrInvalidRequest) {
		e.Kind = paygates.ErrNotFound // the platform has no other word for an unknown order
	}
	refusal, listed := op.Refusal(c.signal, c.code)
	if !listed || !word.refuses() || !fits {
		return e
	}
	e.Outcome = paygates.OutcomeNotExecuted
	return e.WithAdvice(refusal.Advice)
}

// refusal reads an answer that is no success.
func (e *Engine) refusal(op *paygates.Operation, want asked, a *answer, reply *transport.Reply) *paygates.Error {
	if !e.dialect.GuideForm && a.complaint.signal == SignalErrorCode {
		a.complaint.signal = "" // this deployment has no such codes
	}
	fits := !a.bare && !a.odd && (a.resultCode == "" || failed(a.resultCode))
	if a.count == 1 {
		o := a.order
		if a.complaint.code == "" {
			a.complain(SignalFailureType, o.FailureType)
			if a.complaint.message == "" {
				a.complaint.message = o.FailureMessage
			}
		}
		a.complaint.orderID = o.ID
		fits = fits && o.unpaid(op) && agrees(op, want, o)
	} else {
		fits = fits && a.count == 0 && rightTarget(op, want, &a.complaint)
	}
	if a.complaint.code != "" && lookWord(a.complaint.signal, a.complaint.code).Kind != nil {
		return a.complaint.fault(op, reply.Status, fits)
	}
	fault := bare(op, reply, fits && !a.complaint.mixed)
	fault.Code, fault.Message, fault.Fields = a.complaint.code, a.complaint.message, a.complaint.fields
	fault.ObjectID = a.complaint.orderID
	return fault
}

// rightTarget: a refusal that names an order names the one of the path. The
// declined order of a call that makes one is any but that.
func rightTarget(op *paygates.Operation, want asked, c *complaint) bool {
	if c.orderID == "" || want.TargetID == "" {
		return true
	}
	declines := errors.Is(lookWord(c.signal, c.code).Kind, paygates.ErrDeclined)
	return (c.orderID == want.TargetID) != (makesOrder(op) && declines)
}

// bare is the error of an answer without a code that is known. 401 with
// WWW-Authenticate says by HTTP's own rules that the request was not applied.
func bare(op *paygates.Operation, reply *transport.Reply, fits bool) *paygates.Error {
	e := &paygates.Error{Kind: transport.KindOf(reply.Status)}
	if reply.Status != http.StatusUnauthorized || reply.Header.Get("WWW-Authenticate") == "" || !fits {
		return e
	}
	if refusal, listed := op.Refusal(SignalHTTP, "401"); listed {
		e.Outcome = paygates.OutcomeNotExecuted
		e.WithAdvice(refusal.Advice)
	}
	return e
}

// unreadable is the error of an answer that is not JSON, or not the documented
// shape.
func unreadable(op *paygates.Operation, reply *transport.Reply, cause error) *paygates.Error {
	// A page of a proxy says nothing about an order; cut JSON may have.
	text := bytes.TrimSpace(reply.Body)
	return bare(op, reply, len(text) == 0 || text[0] != '{' && text[0] != '[').WithCause(cause)
}

// unproven is the error of a complete 2xx that proves nothing.
func unproven(a *answer) *paygates.Error {
	e := &paygates.Error{
		Kind: paygates.ErrUnexpectedReply, Code: a.complaint.code, Message: a.complaint.message,
		Fields: a.complaint.fields, ObjectID: a.complaint.orderID,
	}
	if a.complaint.signal == SignalFailureType && a.complaint.code == "error" {
		e.Kind = paygates.ErrUnavailable
	}
	if a.count == 1 {
		o := a.order
		e.ObjectID = o.ID
		if e.Code == "" {
			e.Code, e.Message = o.FailureType, o.FailureMessage
		}
	}
	return e
}
