package transport

import (
	"context"
	"errors"
	"slices"
	"time"

	paygates "github.com/paygates/paygates-go"
)

// Call is one operation with what it sends.
type Call struct {
	// Op is the operation's row.
	Op *paygates.Operation
	// Target is the escaped path and query below the base URL.
	Target string
	// Body is what goes out; nil for none. It must not change any more.
	Body []byte
	// Form says that Body is a URL-encoded form and not what the Config says.
	Form bool
	// Page says that the answer is a list and may be larger.
	Page bool
	// Stream says that the answer is a page which the judge reads while it
	// arrives, as Reply.Page. It must not keep it.
	Stream bool
	// Intent is what the call asks for.
	Intent paygates.Intent
	// Secrets of this request are taken out of what the gateway sends back.
	Secrets []string
	// Renew makes a new login where the judge says that the gateway refused the
	// old one before it did anything (Reply.LoginRefused): it returns the target
	// and the secrets of the one further attempt. Nil if there is nothing to renew.
	Renew func(context.Context) (target string, secrets []string, err error)
}

func (c *Client) limit(call *Call) int64 {
	if call.Page {
		return c.pageLimit
	}
	return c.objectLimit
}

// Judge reads a complete answer. Nil means that it proves that the operation
// took effect (for a read: that it is the answer). Otherwise it gives an error
// with kind, outcome and what else the answer tells.
type Judge func(*Reply) *paygates.Error

// Do sends the call, again where that is safe, and returns nil or a
// *paygates.Error.
func (c *Client) Do(ctx context.Context, call *Call, judge Judge) error {
	id, ok := c.requestID(ctx)
	if !ok {
		return c.Refuse(call.Op, call.Intent, []paygates.FieldError{{
			Field: "WithRequestID", Message: "want 1 to 128 letters, digits and -._:~",
		}})
	}
	if err := ctx.Err(); err != nil {
		return c.finish(call, id, 0, notSent(err))
	}
	x := c.newExchange(call, id)
	if call.Op.Safety != paygates.Read && c.beforeSend != nil {
		if err := c.beforeSend(ctx, &x.call.Intent); err != nil {
			fault := notSent(err)
			fault.Fields = []paygates.FieldError{{Field: "WithBeforeSend", Message: "the hook returned an error and stopped the call"}}
			return c.finish(call, id, 0, fault)
		}
		if err := ctx.Err(); err != nil { // the hook may take its time
			return c.finish(call, id, 0, notSent(err))
		}
	}
	unknownBefore, renewed := false, false
	for n := 1; ; n++ {
		if n > 1 {
			x = c.newExchange(call, id)
		}
		started := time.Now()
		a := c.once(ctx, x)
		fault := c.read(ctx, call, a, judge)
		c.record(ctx, call, n, id, a, fault, a.took(time.Since(started)))
		if fault == nil {
			return nil
		}
		if call.Op.Safety == paygates.Read {
			fault.Outcome = paygates.OutcomeNotExecuted // a read has no effect to miss
		}
		if unknownBefore {
			// An earlier send may have done it: what a later one is told proves nothing.
			fault.Outcome = paygates.OutcomeUnknown
			fault.WithAdvice(paygates.AdviceLookUp)
		}
		unknownBefore = fault.Outcome == paygates.OutcomeUnknown
		if n >= c.retry.MaxAttempts {
			return c.finish(call, id, n, fault)
		}
		if a.reply.LoginRefused && fault.Outcome == paygates.OutcomeNotExecuted && !renewed && call.Renew != nil {
			renewed = true
			again, err := call.renewed(ctx)
			if err != nil {
				return c.finish(call, id, n, fault.WithCause(err))
			}
			call = again
			continue
		}
		if !resendable(call.Op.Safety, a, fault) {
			return c.finish(call, id, n, fault)
		}
		if err := c.wait(ctx, n, fault.RetryAfter); err != nil {
			if !errors.Is(err, errTooLong) {
				fault.WithCause(err)
			}
			return c.finish(call, id, n, fault)
		}
	}
}

// renewed is the call with a new login. The old login's secrets stay secret.
func (c *Call) renewed(ctx context.Context) (*Call, error) {
	target, secrets, err := c.Renew(ctx)
	if err != nil {
		return nil, err
	}
	again := *c
	again.Target, again.Secrets = target, slices.Concat(secrets, c.Secrets)
	return &again, nil
}

// read turns one attempt into its fault, nil where the judge accepts the answer.
func (c *Client) read(ctx context.Context, call *Call, a *attempt, judge Judge) *paygates.Error {
	var fault *paygates.Error
	if a.err == nil {
		if fault = a.judged(judge); fault == nil {
			return nil
		}
	}
	switch {
	case a.err == nil:
		fault.Raw = paygates.NewRaw(a.reply.Body)
	case a.unsendable:
		fault = &paygates.Error{Kind: paygates.ErrInvalidRequest}
		fault.WithCause(cleanCause(a.err, false))
	case ctx.Err() != nil:
		fault = &paygates.Error{Kind: paygates.ErrUnavailable}
		fault.WithCause(ctx.Err())
	case unreadable(a.err):
		fault = &paygates.Error{Kind: paygates.ErrUnexpectedReply}
		if passing(a.reply.Status) {
			fault.Kind = KindOf(a.reply.Status)
		}
		fault.WithCause(a.err)
	default:
		fault = &paygates.Error{Kind: paygates.ErrUnavailable}
		fault.WithCause(cleanCause(a.err, a.notSent))
	}
	if a.notSent {
		fault.Outcome = paygates.OutcomeNotExecuted
	}
	fault.HTTPStatus = a.reply.Status
	fault.RetryAfter = retryAfter(a.reply.Header)
	return fault
}

// Refuse is the error of a request that was not sent because its fields are wrong.
func (c *Client) Refuse(op *paygates.Operation, intent paygates.Intent, fields []paygates.FieldError) error {
	return &paygates.Error{
		Gateway: c.gateway, Op: op.Name, Kind: paygates.ErrInvalidRequest, Outcome: paygates.OutcomeNotExecuted,
		Fields: fields, Reference: intent.Reference, Intent: intent,
	}
}

// notSent is the fault of a call that was given up before its first attempt.
func notSent(cause error) *paygates.Error {
	fault := &paygates.Error{Kind: paygates.ErrUnavailable, Outcome: paygates.OutcomeNotExecuted}
	return fault.WithCause(cause)
}

// finish completes an error with what the whole call knows and takes out of it
// what must not be shown.
func (c *Client) finish(call *Call, requestID string, attempts int, fault *paygates.Error) error {
	fault.Gateway, fault.Op = c.gateway, call.Op.Name
	fault.Attempts, fault.RequestID = attempts, requestID
	fault.Intent, fault.Reference = call.Intent, call.Intent.Reference
	scrub := c.scrub.with(call.Secrets)
	fault.Message = scrub.text(fault.Message)
	fault.Code = scrub.code(fault.Code)
	fault.ObjectID = scrub.id(fault.ObjectID)
	for i := range fault.Fields {
		fault.Fields[i].Field = scrub.text(fault.Fields[i].Field)
		fault.Fields[i].Message = scrub.text(fault.Fields[i].Message)
	}
	return fault
}
