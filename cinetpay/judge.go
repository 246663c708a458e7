package cinetpay

import (
	"bytes"
	"errors"
	"net/http"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/internal/transport"
)

// succeeded: any other 2xx is documented for no call.
func succeeded(status int) bool { return status == http.StatusOK || status == http.StatusCreated }

// believable: a refusal is told by its code, whatever the status of the answer,
// but for those that say that CinetPay failed or would not look.
func believable(status int) bool {
	return succeeded(status) || status >= 400 && status <= 499 && status != http.StatusTooManyRequests
}

// judgeCreate reads the answer to Create: the payment where it proves that there
// is one.
func (a *account) judgeCreate(op *paygates.Operation, want *paygates.Intent, reply *transport.Reply) (*Payment, *paygates.Error) {
	said, err := read(reply.Body, readPayment)
	if err != nil {
		return nil, unreadable(reply, err)
	}
	redirect := said.redirect()
	if succeeded(reply.Status) && proves(op, said.says, asked(want), "code") && !redirect.IsZero() {
		p := said.finish(want.Reference, a.zone, reply.Body)
		p.Redirect = redirect
		return p, nil
	}
	fault := said.fault(op, checkoutTable, reply.Status)
	fault.ObjectID = said.payment.ID
	return nil, fault
}

// judgeGet reads the answer of a check: whatever came of the payment, if it is
// one about a payment at all.
func (a *account) judgeGet(op *paygates.Operation, want *paygates.Intent, reply *transport.Reply) (*Payment, *paygates.Error) {
	said, err := read(reply.Body, readPayment)
	if err != nil {
		return nil, unreadable(reply, err)
	}
	if proves(op, said.says, facts{"transaction_id": want.Reference}, "") {
		p := said.finish(want.Reference, a.zone, reply.Body)
		// A payment that failed may come with the status of a failure. One that did
		// not contradicts it.
		if state := p.State(); succeeded(reply.Status) || believable(reply.Status) && (state == failed || state == paygates.StateCanceled) {
			return p, nil
		}
	}
	fault := said.fault(op, checkoutTable, reply.Status)
	if said.says["transaction_id"] != want.Reference {
		fault.ObjectID = said.says["transaction_id"]
	}
	switch {
	case errors.Is(fault.Kind, paygates.ErrDeclined), errors.Is(fault.Kind, paygates.ErrState), errors.Is(fault.Kind, paygates.ErrDuplicate):
		// Without data it is not the payment that failed, waits or was repeated.
		fault.Kind, fault.Decline = paygates.ErrUnexpectedReply, paygates.DeclineUnknown
	}
	return nil, fault
}

// asked are an intent's facts.
func asked(want *paygates.Intent) facts {
	f := facts{"transaction_id": want.Reference}
	if want.Amount.IsSet() {
		f[fieldAmount], f["currency"] = want.Amount.Decimal().String(), want.Amount.Currency().Code()
	}
	return f
}

// fault is the error of an answer that proves nothing, or that the operation was
// not executed: a code that the row lists, with no data beside it.
func (a *answer) fault(op *paygates.Operation, table codeTable, status int) *paygates.Error {
	e := &paygates.Error{Kind: kindOf(status), Code: a.code, Message: a.text()}
	if !believable(status) {
		return e // its status has the word, and proves nothing
	}
	if a.code != "" {
		if e.Kind = table.kind(a.code); e.Kind == nil {
			e.Kind = paygates.ErrUnexpectedReply
		} else {
			e.Decline = table[a.code].Decline
		}
	}
	if refusal, listed := op.Refusal(signalCode, a.code); listed && !a.data {
		e.Outcome = paygates.OutcomeNotExecuted
		e.WithAdvice(refusal.Advice)
	}
	return e
}

// kindOf is the kind of an answer without a code. CinetPay knows no 404: it is
// somebody else's, says nothing of a payment or a transfer, and must not read
// like the code that does.
func kindOf(status int) error {
	if status == http.StatusNotFound {
		return paygates.ErrUnexpectedReply
	}
	return transport.KindOf(status)
}

// text is what the gateway says to a person.
func (a *answer) text() string {
	if a.detail == "" || a.detail == a.message {
		return a.message
	}
	if a.message == "" {
		return a.detail
	}
	return a.message + ": " + a.detail
}

// unreadable is the error of an answer that is not JSON, or not the documented
// shape. The network in front of CinetPay has a page of its own for a caller
// without a User-Agent.
func unreadable(reply *transport.Reply, cause error) *paygates.Error {
	e := &paygates.Error{Kind: kindOf(reply.Status)}
	if reply.Status == http.StatusForbidden && bytes.Contains(reply.Body, []byte("error code: "+codeNoUserAgent)) {
		e.Code, e.Kind = codeNoUserAgent, checkoutTable.kind(codeNoUserAgent)
	}
	return e.WithCause(cause)
}
