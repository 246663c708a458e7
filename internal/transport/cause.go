package transport

import (
	"context"
	"crypto/tls"
	"errors"
	"io"
	"net"
	"net/http"
	"syscall"

	paygates "github.com/paygates/paygates-go"
)

// cleanCause keeps of an error only what cannot hold a URL or a piece of an
// answer: errors of known types that print addresses and names alone. Anything
// else is still recognised by errors.Is, but prints nothing of its own.
//
// It is asked where the caller has not given up, so that nothing it returns may
// match a context's error: time-outs of dialing and of net/http do match one.
// notSent says that there was no connection, so that whoever reads the cause does
// not look for an answer.
func cleanCause(err error, notSent bool) error {
	failed := "the exchange failed"
	if notSent {
		failed = "no connection could be made"
	}
	switch {
	case errors.Is(err, context.DeadlineExceeded):
		return attemptTimeout{notSent}
	case errors.Is(err, context.Canceled):
		return opaque{failed, func(error) bool { return false }}
	}
	if op, ok := errors.AsType[*net.OpError](err); ok {
		return op
	}
	if cert, ok := errors.AsType[*tls.CertificateVerificationError](err); ok {
		return cert
	}
	if errno, ok := errors.AsType[syscall.Errno](err); ok {
		return errno
	}
	for _, known := range []error{io.ErrUnexpectedEOF, io.EOF, errForeignOrigin} {
		if errors.Is(err, known) {
			return known
		}
	}
	return opaque{failed, func(target error) bool { return errors.Is(err, target) }}
}

// opaque stands for an error whose text cannot be trusted. It is held in a
// closure so that a test diff cannot print it either.
type opaque struct {
	text string
	is   func(error) bool
}

func (o opaque) Error() string        { return o.text }
func (o opaque) Is(target error) bool { return o.is(target) }

// KindOf is the kind that an HTTP status alone suggests.
func KindOf(status int) error {
	switch status {
	case http.StatusBadRequest, http.StatusUnprocessableEntity:
		return paygates.ErrInvalidRequest
	case http.StatusUnauthorized:
		return paygates.ErrAuthentication
	case http.StatusPaymentRequired:
		return paygates.ErrDeclined
	case http.StatusForbidden:
		return paygates.ErrForbidden
	case http.StatusNotFound:
		return paygates.ErrNotFound
	case http.StatusMethodNotAllowed, http.StatusNotImplemented:
		return paygates.ErrUnsupported
	case http.StatusConflict:
		return paygates.ErrDuplicate
	case http.StatusTooManyRequests:
		return paygates.ErrRateLimited
	}
	if status >= 500 && status <= 599 {
		return paygates.ErrUnavailable
	}
	return paygates.ErrUnexpectedReply
}
