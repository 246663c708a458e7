package consumer

import (
	"context"
	"crypto/tls"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"time"

	"github.com/paygates/paygates-go"
)

// Options are those that every gateway's New takes.
func Options(log *slog.Logger, book func(paygates.Intent) error) []paygates.Option {
	return []paygates.Option{
		paygates.WithHTTPClient(&http.Client{Timeout: time.Minute}),
		paygates.WithMiddleware(func(next http.RoundTripper) http.RoundTripper { return next }),
		paygates.WithLogger(log),
		paygates.WithAttemptTimeout(10 * time.Second),
		paygates.WithRetry(paygates.RetryPolicy{MaxAttempts: 2, BaseDelay: time.Second}),
		paygates.WithUserAgent("teashop/1.0"),
		paygates.WithBeforeSend(func(_ context.Context, intent paygates.Intent) error { return book(intent) }),
	}
}

// Settings are what a shop reads when it starts.
func Settings(w io.Writer, certPEM, keyPEM []byte, pair tls.Certificate) (paygates.Environment, error) {
	environment, err := paygates.ParseEnvironment("sandbox")
	if err != nil {
		return environment, err
	}
	cert, err := paygates.ParseClientCertificate(certPEM, keyPEM)
	if err != nil {
		return environment, err
	}
	if cert.IsZero() {
		cert = paygates.NewClientCertificate(pair)
	}
	if len(cert.Reveal().Certificate) == 0 {
		return environment, errors.New("there is no certificate in it")
	}
	formatted(w, cert)
	said(w, cert)
	return environment, nil
}

// Asked puts the shop's id of the request on the context.
func Asked(ctx context.Context) context.Context { return paygates.WithRequestID(ctx, "request-1") }

// Failed says what became of a call that returned err.
func Failed(w io.Writer, err error) (resolve *paygates.Intent) {
	if paygates.OutcomeOf(err) == paygates.OutcomeExecuted {
		return nil
	}
	e, ok := errors.AsType[*paygates.Error](err)
	if !ok {
		return nil
	}
	switch e.Advice() {
	case paygates.AdviceFixRequest, paygates.AdviceNone:
		return nil
	case paygates.AdviceNewReference:
		if e.Decline.Soft() {
			fmt.Fprintln(w, "try again later:", e.Decline.String())
		}
	}
	if e.Is(paygates.ErrRateLimited) || e.Is(paygates.ErrUnavailable) {
		fmt.Fprintln(w, "ask again after", e.RetryAfter)
	}
	fmt.Fprintln(w, e.Error(), e.GoString(), len(e.Unwrap()), len(e.Raw.Bytes()), e.Raw.Len())
	printed(w, *e, e.Raw)
	return &e.Intent
}

// Fake is an error as a shop's own fake of a gateway makes it.
func Fake(cause error) error {
	e := &paygates.Error{
		Gateway: "fake", Op: "Pay", Kind: paygates.ErrUnavailable, Raw: paygates.NewRaw([]byte("<html>")),
	}
	return e.WithAdvice(paygates.AdviceAskHuman).WithCause(cause)
}

// Support is what goes into a ticket: JSON without a secret.
func Support(w io.Writer, failed *paygates.Error, intent paygates.Intent, raw paygates.Raw) error {
	values := []json.Marshaler{failed, intent}
	if err := json.NewEncoder(w).Encode(values); err != nil {
		return err
	}
	if raw.IsZero() {
		return nil
	}
	text, err := written(raw)
	fmt.Fprintln(w, string(text), raw.String())
	return err
}

// Restored reads an intent that the shop wrote down before a call.
func Restored(text []byte) (paygates.Intent, error) {
	var intent paygates.Intent
	into := json.Unmarshaler(&intent)
	return intent, into.UnmarshalJSON(text)
}

// Secrets prints what cannot be printed.
func Secrets(w io.Writer, typed string) error {
	pan, password := paygates.NewPAN(typed), new(paygates.Secrets).New(typed)
	if pan.IsZero() || !pan.Valid() || pan.Equal(paygates.NewPAN("4111111111111111")) {
		return errors.New("this is no card of a payer")
	}
	if password.IsZero() || password.Equal(paygates.NewSecret("")) {
		return errors.New("there is no password")
	}
	printed(w, pan, password)
	said(w, pan, password)
	fmt.Fprintln(w, pan.Masked(), len(pan.Reveal()), len(password.Reveal()))
	text, err := written(pan, password, paygates.ClientCertificate{})
	fmt.Fprintln(w, string(text))
	return err
}

// SendPayer sends the payer to where an order wants him.
func SendPayer(w http.ResponseWriter, r *http.Request, to paygates.Redirect) error {
	if to.IsZero() {
		return errors.New("there is nowhere to send the payer")
	}
	return to.Send(w, r)
}

// Settled says what became of an intent that was resolved.
func Settled(w io.Writer, found *paygates.Resolution) bool {
	for _, look := range found.Evidence {
		fmt.Fprintln(w, look.At, look.Question, look.Answer)
	}
	said(w, found.Verdict, found.Advice)
	return found.Verdict.Outcome() != paygates.OutcomeUnknown
}

// Words writes the library's words down and reads them back.
func Words(w io.Writer, operation paygates.Operation, at paygates.Timestamp) error {
	var (
		environment paygates.Environment
		outcome     paygates.Outcome
		state       paygates.State
		advice      paygates.Advice
		verdict     paygates.Verdict
	)
	text, err := written(environment, outcome, state, advice, verdict)
	if err != nil {
		return err
	}
	said(w, environment, outcome, state, advice, verdict)
	said(w, operation.Safety, operation.Moves, operation.LookUp.Certainty)
	if !at.IsZero() {
		said(w, at)
	}
	return read(text, &environment, &outcome, &state, &advice, &verdict)
}

// Proven asks an operation's row what a refusal proves.
func Proven(w io.Writer, operation paygates.Operation) bool {
	mine := operation.Clone()
	refusal, proven := mine.Refusal("failure_type", "declined")
	said(w, refusal.Resend, refusal.Advice)
	return proven
}
