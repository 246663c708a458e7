package corefy

import (
	"net/http"
	"slices"
	"strconv"

	paygates "github.com/paygates/paygates-go"
)

// Directive is one row of Corefy's table of HTTP codes: what the code means, and
// what the page bids the caller do.
type Directive struct {
	// HTTPStatus is the code.
	HTTPStatus int
	// Kind is what errors.Is finds; nil for a success.
	Kind error
	// Creating says what the code proves about a call that creates something,
	// where it stands in Corefy's own error envelope. For the codes of success,
	// whether the answer carries what was asked decides.
	Creating paygates.Outcome
	// Advice is what to do next after a call that creates something.
	Advice paygates.Advice
	// Text is the directive, in short.
	Text string
	// Certainty says how sure the row is.
	Certainty paygates.Certainty
}

// Directives returns the table of HTTP codes in the order of the codes. Codes
// that it does not list prove nothing.
func Directives() []Directive { return slices.Clone(directives) }

var directives = []Directive{
	{http.StatusOK, nil, paygates.OutcomeExecuted, paygates.AdviceNone, "the resource has been fetched", paygates.Documented},
	{http.StatusCreated, nil, paygates.OutcomeExecuted, paygates.AdviceNone, "a new resource has been created", paygates.Documented},
	{http.StatusBadRequest, paygates.ErrInvalidRequest, paygates.OutcomeUnknown, paygates.AdviceLookUp, "request the status; if there is none, the request was unsuccessful and may be repeated", paygates.Documented},
	{http.StatusUnauthorized, paygates.ErrAuthentication, paygates.OutcomeNotExecuted, paygates.AdviceFixRequest, "not created; check the authorization data", paygates.Documented},
	{http.StatusForbidden, paygates.ErrForbidden, paygates.OutcomeNotExecuted, paygates.AdviceFixRequest, "not created; check the authorization data", paygates.Documented},
	{http.StatusNotFound, paygates.ErrNotFound, paygates.OutcomeNotExecuted, paygates.AdviceFixRequest, "wrong path or method, or no such transaction; check the request data", paygates.Inferred},
	{http.StatusMethodNotAllowed, paygates.ErrUnsupported, paygates.OutcomeNotExecuted, paygates.AdviceFixRequest, "not created; the method is disabled", paygates.Documented},
	{http.StatusConflict, paygates.ErrDuplicate, paygates.OutcomeUnknown, paygates.AdviceLookUp, "process the body with the previously created transaction", paygates.Documented},
	{http.StatusUnprocessableEntity, paygates.ErrInvalidRequest, paygates.OutcomeNotExecuted, paygates.AdviceFixRequest, "not created; semantic errors", paygates.Documented},
	{http.StatusTooManyRequests, paygates.ErrRateLimited, paygates.OutcomeUnknown, paygates.AdviceLookUp, "too many requests, or a duplicate", paygates.Inferred},
	{http.StatusInternalServerError, paygates.ErrUnavailable, paygates.OutcomeUnknown, paygates.AdviceLookUp, "check the status; if there is none, creation may be requested again", paygates.Documented},
	{http.StatusBadGateway, paygates.ErrUnavailable, paygates.OutcomeUnknown, paygates.AdviceLookUp, "check the status; if there is none, creation may be requested again", paygates.Documented},
	{http.StatusServiceUnavailable, paygates.ErrUnavailable, paygates.OutcomeUnknown, paygates.AdviceLookUp, "check the status; if there is none, creation may be requested again", paygates.Documented},
	{http.StatusGatewayTimeout, paygates.ErrUnavailable, paygates.OutcomeUnknown, paygates.AdviceLookUp, "check the status; if there is none, creation may be requested again", paygates.Documented},
}

func (d *Directive) code() string { return strconv.Itoa(d.HTTPStatus) }

// kindOf is the kind of an answer that is no success, by the table; what it does
// not list is unavailable from 500 on, else unexpected.
func kindOf(status int) error {
	i := slices.IndexFunc(directives, func(d Directive) bool { return d.HTTPStatus == status && d.Kind != nil })
	switch {
	case i >= 0:
		return directives[i].Kind
	case status >= 500 && status <= 599:
		return paygates.ErrUnavailable
	}
	return paygates.ErrUnexpectedReply
}
