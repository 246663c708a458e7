package conformance

import (
	"fmt"
	"slices"

	paygates "github.com/paygates/paygates-go"
)

// event is what befell a call, as far as it decides what the call has to say.
type event uint8

const (
	proven           event = iota // a complete 200 or 201 that satisfies one of the row's proofs
	unproven                      // a complete 200 or 201 that does not
	otherSuccess                  // any other 2xx
	redirected                    // a 3xx
	clientError                   // a 4xx that is no refusal in the gateway's own envelope
	serverError                   // a 5xx, whatever stands in it
	rateLimited                   // a 429
	rateLimitedLong               // a 429 that asks for more patience than the policy has
	lost                          // the connection broke, or the answer was not whole
	brokenOff                     // the answer was not whole, and its first elements were handed out before
	tooLarge                      // the answer is larger than the limit, before or after decompression
	neverConnected                // no connection was ever got
	neverStarted                  // the caller had given up, or a hook refused, before the first byte
	givenUp                       // the caller gave up while the request was on its way
	stopped                       // a request that has to come first failed
	refused                       // the gateway refused with a code that the row lists
	refusedOtherwise              // the gateway refused with a code that the row does not list
	refusedHere                   // the SDK itself refused the request
	doneEarlier                   // the gateway answered that it did the same before
)

// rule says what follows from an event, for an operation that may take effect. What fails on a read is always not executed: it has no effect to miss.
type rule struct {
	says    string
	kind    error // nil where the gateway's own tables decide
	outcome paygates.Outcome
	resend  resend
}

// resend says which operations are sent again, up to maxAttempts.
type resend uint8

const (
	resendNone     resend = iota // none
	resendHarmless               // reads and repeatable operations
	resendAll                    // all of them: nothing was sent
)

// maxAttempts is the default of paygates.RetryPolicy.
const maxAttempts = 3

const (
	unknown     = paygates.OutcomeUnknown
	notExecuted = paygates.OutcomeNotExecuted
	executed    = paygates.OutcomeExecuted
)

// rules is the whole table of expectations: transport rules 1 to 5 of the house and the row's safety.
var rules = map[event]rule{
	proven:           {"a complete 200 or 201 with the row's proof is executed", nil, executed, resendNone},
	unproven:         {"a complete answer without the row's proof proves nothing", paygates.ErrUnexpectedReply, unknown, resendNone},
	otherSuccess:     {"any 2xx but 200 and 201 proves nothing", paygates.ErrUnexpectedReply, unknown, resendNone},
	redirected:       {"a redirect is not followed and proves nothing", paygates.ErrUnexpectedReply, unknown, resendNone},
	clientError:      {"an HTTP status alone proves nothing", nil, unknown, resendNone},
	serverError:      {"a 5xx proves nothing; what may be repeated is", paygates.ErrUnavailable, unknown, resendHarmless},
	rateLimited:      {"a 429 proves nothing; what may be repeated is, after the wait", paygates.ErrRateLimited, unknown, resendHarmless},
	rateLimitedLong:  {"a 429 that asks for a longer wait than the policy's is returned at once", paygates.ErrRateLimited, unknown, resendNone},
	lost:             {"an answer that is not whole proves nothing; what may be repeated is", paygates.ErrUnavailable, unknown, resendHarmless},
	brokenOff:        {"a page of which parts are in the caller's hands is not sent again: they would come twice", paygates.ErrUnavailable, unknown, resendNone},
	tooLarge:         {"an answer beyond the limit is not read on and proves nothing", paygates.ErrUnexpectedReply, unknown, resendNone},
	neverConnected:   {"without a connection nothing was sent: every operation may be sent again", paygates.ErrUnavailable, notExecuted, resendAll},
	neverStarted:     {"given up before the first byte: nothing was sent", paygates.ErrUnavailable, notExecuted, resendNone},
	givenUp:          {"given up in flight: nothing is known", paygates.ErrUnavailable, unknown, resendNone},
	stopped:          {"a request that comes first failed: nothing of the operation was sent", nil, notExecuted, resendNone},
	refused:          {"a 4xx, or a refused object, with a code that the row lists is not executed", nil, notExecuted, resendNone},
	refusedOtherwise: {"a code that the row does not list proves nothing", nil, unknown, resendNone},
	doneEarlier:      {"what an earlier send did is executed, beside an error", paygates.ErrDuplicate, executed, resendNone},
	refusedHere:      {"what the gateway is known to refuse is not sent", paygates.ErrInvalidRequest, notExecuted, resendNone},
}

// want is what is expected of one call.
type want struct {
	rule    string
	failing bool // an error is returned
	kind    error
	outcome paygates.Outcome
	advice  *paygates.Advice // nil where it is not compared
	// sends is how often the operation's own request arrives whole, attempts what the error says.
	sends, attempts int
}

// want derives from the row what is expected after an event.
func (s *subject) want(e event) want {
	r := rules[e]
	w := want{rule: r.says, failing: e != proven, kind: r.kind, outcome: r.outcome, sends: 1}
	read := s.row.Safety == paygates.Read
	if read && r.outcome == unknown {
		w.outcome = notExecuted
		w.rule += "; a failed read took no effect"
	}
	if r.resend == resendAll || r.resend == resendHarmless && s.row.Safety != paygates.Once {
		w.sends = maxAttempts
	}
	w.attempts = w.sends
	switch e {
	case neverConnected:
		w.sends = 0
	case neverStarted, refusedHere:
		w.sends, w.attempts = 0, 0
	case stopped:
		w.sends, w.attempts = 0, anyNumber
	}
	w.advice = adviceAfter(e, w.outcome)
	return w
}

// anyNumber is not compared.
const anyNumber = -1

// adviceAfter is what the error has to advise, nil where the gateway's own tables decide.
func adviceAfter(e event, outcome paygates.Outcome) *paygates.Advice {
	switch {
	case outcome == unknown:
		return new(paygates.AdviceLookUp)
	case e == doneEarlier:
		return new(paygates.AdviceNone)
	case e == refusedHere:
		return new(paygates.AdviceFixRequest)
	case e == proven, e == clientError, e == stopped, e == refused, e == refusedOtherwise:
		return nil
	default:
		return new(paygates.AdviceResend)
	}
}

// wantRefused is what is expected of an answer with one of the row's refusals.
func (s *subject) wantRefused(r paygates.Refusal) want {
	w := s.want(refused)
	w.advice = &r.Advice
	if r.Resend == paygates.ResendAuto {
		w.sends, w.attempts = 2, 2
		w.rule += fmt.Sprintf("; %s %s allows one resend", r.Signal, r.Code)
	}
	return w
}

// wantWith is what is expected of a good answer that comes with the status of a failure.
func (s *subject) wantWith(status int) want {
	if slices.Contains(s.earlier, status) {
		return s.want(doneEarlier)
	}
	return s.wantOf(status, false)
}

// wantOf is what is expected of a complete answer by its status and by what the suite's own reading says about it.
func (s *subject) wantOf(status int, holds bool) want {
	switch {
	case status == 429:
		return s.want(rateLimited)
	case status >= 500:
		return s.want(serverError)
	case status >= 400:
		return s.want(clientError)
	case status >= 300:
		return s.want(redirected)
	case status != 200 && status != 201:
		return s.want(otherSuccess)
	case holds:
		return s.want(proven)
	default:
		return s.want(unproven)
	}
}
