package circlepay

import (
	"net/http"
	"slices"
	"strconv"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/internal/transport"
)

// succeeded: any other 2xx is seen nowhere.
func succeeded(status int) bool { return status == http.StatusOK || status == http.StatusCreated }

// believable: a refusal is told by its code, whatever the status of the answer, but
// for those that say that CirclePay failed, would not look, or sent elsewhere.
func believable(status int) bool {
	return status >= 200 && status <= 299 || status >= 400 && status <= 499 && status != http.StatusTooManyRequests
}

// judged is an answer that a judge has read.
type judged struct {
	row      *row
	envelope *envelope
	status   int
	says     facts // of the first object, and the two signals
	filled   bool  // there is an object
}

// proven: a complete answer that carries what the row asks for.
func (j *judged) proven(asked facts) bool {
	return succeeded(j.status) && j.envelope.fine() && j.row.proves(j.says, asked)
}

// earlier: the answer to a refund names one that was there before it.
func (j *judged) earlier(of paygates.Intent) bool {
	known, _ := knownOf(of)
	return j.row.Name == opRefundsCreate && slices.Contains(known, j.says["refund_id"])
}

// fault is the error of an answer that is no proof: what the codes say, and whether
// the call is known not to have taken effect.
func (j *judged) fault() *paygates.Error {
	e := &paygates.Error{
		Kind: statusKind(j.status), Code: j.envelope.code, Message: j.envelope.text(),
		ObjectID: j.says[j.row.key], // it may be another's
	}
	switch {
	case j.envelope.framework.whole() && !j.envelope.own:
		j.unreached(e)
	case !believable(j.status):
	case j.envelope.code != "":
		j.refused(e)
	case j.envelope.failed:
		e.Kind = paygates.ErrUnexpectedReply // an error that says neither what nor why
	case j.row.Safety == paygates.Read && succeeded(j.status) && j.envelope.fine() && !j.filled && !j.row.list && !j.envelope.odd:
		e.Kind, e.Message = paygates.ErrNotFound, "the answer is a success without the object that was asked for"
		e.WithCause(paygates.ErrUnexpectedReply)
		e.WithAdvice(paygates.AdviceResend) // it is no word of CirclePay's that there is none
	}
	return e
}

// refused reads a code of CirclePay's. It proves something only where nothing in
// the same answer says otherwise.
func (j *judged) refused(e *paygates.Error) {
	e.Kind = paygates.ErrUnexpectedReply
	if known, ok := codeTable[e.Code]; ok {
		e.Kind = known.Kind
	}
	refusal, listed := j.row.Refusal(signalCode, e.Code)
	if j.row.Safety == paygates.Read && (j.envelope.denied || j.claims() || j.row.list && j.filled) {
		e.Kind = paygates.ErrUnexpectedReply // it says of what is there that it is not
	}
	if !listed || !j.envelope.failed || j.claims() || j.envelope.framework.whole() {
		return
	}
	e.Outcome = paygates.OutcomeNotExecuted
	e.WithAdvice(refusal.Advice)
}

// claims: beside the error stands what proves success, or where somebody can pay.
func (j *judged) claims() bool {
	if j.says["invoice_url"] != "" || j.says["url"] != "" || j.says["transaction_id"] != "" && j.row.Name != opRefundsCreate {
		return true // a refund names the payment that was asked for
	}
	for _, p := range j.row.Executed {
		for _, field := range p.Must {
			if field != fieldCode && field != fieldError && j.says[field] != "" {
				return true
			}
		}
	}
	return false
}

// unreached reads the framework's error body: there is no such path, or the request
// was refused before it came to CirclePay's own code.
func (j *judged) unreached(e *paygates.Error) {
	if j.envelope.framework.status != strconv.Itoa(j.status) {
		return
	}
	refusal, listed := j.row.Refusal(signalStatus, j.envelope.framework.status)
	if !listed {
		return
	}
	switch j.status {
	case http.StatusNotFound, http.StatusMethodNotAllowed, http.StatusUnsupportedMediaType:
		e.Kind = paygates.ErrUnsupported
		for _, other := range j.row.alternatives {
			e.Fields = append(e.Fields, paygates.FieldError{
				Field: "Config.Endpoints", Message: "another endpoint is known: " + other.Method + " " + other.Path,
			})
		}
	}
	e.Outcome = paygates.OutcomeNotExecuted
	e.WithAdvice(refusal.Advice)
}

// statusKind is what an HTTP status alone suggests. A 404 is a path that is not
// there, not an object: CirclePay says that with a code.
func statusKind(status int) error {
	if status == http.StatusNotFound {
		return paygates.ErrUnexpectedReply
	}
	return transport.KindOf(status)
}

// unreadable is the error of an answer that is not JSON, or not of a shape that
// anybody has seen.
func unreadable(status int, cause error) *paygates.Error {
	return (&paygates.Error{Kind: statusKind(status)}).WithCause(cause)
}
