package cinetpay

import (
	"context"
	"errors"
	"net/url"
	"sync"
	"time"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/internal/check"
	"github.com/paygates/paygates-go/internal/transport"
	"github.com/paygates/paygates-go/internal/wire"
)

// tokenLife is how long a token is used: it lives for five minutes, and a call
// that sets out with it takes its time.
const tokenLife = 4 * time.Minute

// language is that of the transfer API's messages.
const language = "en"

// session holds the token of the transfer API. One caller logs in, and those who
// come meanwhile wait for him.
type session struct {
	login func(context.Context) (paygates.Secret, error)

	mu     sync.Mutex
	token  paygates.Secret
	until  time.Time
	flight *flight // nil while nobody logs in
}

// flight is one login on its way.
type flight struct {
	done  chan struct{}
	token paygates.Secret
	err   error
	// abandoned: the caller who made it gave up, or could not send it by a mistake of
	// his own, which is no word of CinetPay's.
	abandoned bool
}

// get returns a token, logging in where there is none.
func (s *session) get(ctx context.Context) (paygates.Secret, error) {
	for {
		s.mu.Lock()
		if !s.token.IsZero() && time.Now().Before(s.until) {
			token := s.token
			s.mu.Unlock()
			return token, nil
		}
		f := s.flight
		if f == nil {
			f = &flight{done: make(chan struct{})}
			s.flight = f
			s.mu.Unlock()
			s.fly(ctx, f)
			return f.token, f.err
		}
		s.mu.Unlock()
		select {
		case <-f.done:
		case <-ctx.Done():
			return paygates.Secret{}, ctx.Err()
		}
		if !f.abandoned {
			return f.token, f.err
		}
	}
}

// fly logs in for everybody who waits.
func (s *session) fly(ctx context.Context, f *flight) {
	from := time.Now() // the token is not younger than the request for it
	defer func() {
		s.mu.Lock()
		s.flight = nil
		if f.err == nil && !f.token.IsZero() {
			s.token, s.until = f.token, from.Add(tokenLife)
		}
		s.mu.Unlock()
		close(f.done)
	}()
	f.abandoned = true // unless login returns
	f.token, f.err = s.login(ctx)
	f.abandoned = f.err != nil && (ctx.Err() != nil || !tried(f.err))
}

// tried: the error is of a call that was at least tried to be sent.
func tried(err error) bool {
	e, ok := errors.AsType[*paygates.Error](err)
	return ok && e.Attempts > 0
}

// drop forgets a token that CinetPay refused, unless a newer one is held.
func (s *session) drop(token paygates.Secret) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.token.Equal(token) {
		s.token = paygates.Secret{}
	}
}

// login makes the call that gets a token.
func (a *account) login(password paygates.Secret) func(context.Context) (paygates.Secret, error) {
	return func(ctx context.Context) (token paygates.Secret, err error) {
		form := url.Values{"apikey": {a.apiKey.Reveal()}, "password": {password.Reveal()}}
		call := &transport.Call{
			Op: &login, Target: login.Path + "?lang=" + language, Body: []byte(form.Encode()), Form: true, Intent: intent(login.Name, ""),
		}
		err = a.payouts.Do(ctx, call, func(reply *transport.Reply) (fault *paygates.Error) {
			token, fault = judgeLogin(reply)
			reply.Body = nil // a login's answer is kept nowhere
			return fault
		})
		return token, err
	}
}

func judgeLogin(reply *transport.Reply) (paygates.Secret, *paygates.Error) {
	said, err := read(reply.Body, readToken)
	if err != nil {
		return paygates.Secret{}, ofLogin(unreadable(reply, err))
	}
	if succeeded(reply.Status) && proves(&login, said.says, nil, "") && check.PlainText(said.token) {
		return paygates.NewSecret(said.token), nil
	}
	return paygates.Secret{}, ofLogin(said.fault(&login, transferTable, reply.Status))
}

// ofLogin takes out of an error what only a transfer can be: not there, repeated,
// refused, or waiting.
func ofLogin(fault *paygates.Error) *paygates.Error {
	switch {
	case errors.Is(fault.Kind, paygates.ErrNotFound), errors.Is(fault.Kind, paygates.ErrDuplicate),
		errors.Is(fault.Kind, paygates.ErrDeclined), errors.Is(fault.Kind, paygates.ErrState):
		fault.Kind, fault.Decline = paygates.ErrUnexpectedReply, paygates.DeclineUnknown
	}
	return fault
}

func readToken(a *answer, d *wire.Decoder) {
	for d.Object(); d.More(); {
		a.data = true
		if d.Is("token") {
			a.token = d.Word()
			a.says["token"] = a.token
		}
	}
}

// withToken makes a call of the transfer API: with a token, and once more with a
// new one where CinetPay refused the token and did nothing else. query is what
// the call asks beside.
func (a *account) withToken(ctx context.Context, call *transport.Call, query url.Values, judge transport.Judge) error {
	name, want := call.Intent.Op, call.Intent
	if a.payouts == nil {
		return a.checkout.Refuse(&paygates.Operation{Name: name}, want, []paygates.FieldError{
			{Field: "Config.TransferPassword", Message: "is required for Transfers"},
		})
	}
	token, err := a.session.get(ctx)
	if err != nil {
		return notLoggedIn(err, want)
	}
	target := func() (string, []string) {
		all := url.Values{"token": {token.Reveal()}, "lang": {language}}
		for key, values := range query {
			all[key] = values
		}
		return call.Op.Path + "?" + all.Encode(), []string{token.Reveal()}
	}
	call.Target, call.Secrets = target()
	call.Form = call.Body != nil
	call.Renew = func(ctx context.Context) (string, []string, error) {
		if token, err = a.session.get(ctx); err != nil {
			return "", nil, err
		}
		again, secrets := target()
		return again, secrets, nil
	}
	err = a.payouts.Do(ctx, call, func(reply *transport.Reply) *paygates.Error {
		fault := judge(reply)
		if fault != nil && a.refusedToken(call.Op, fault.Code, token) {
			reply.LoginRefused = fault.Outcome == paygates.OutcomeNotExecuted
		}
		return fault
	})
	return renamed(err, name)
}

// refusedToken: the row says that the call may be made again with another token. One
// that is no good is forgotten.
func (a *account) refusedToken(op *paygates.Operation, code string, token paygates.Secret) bool {
	refusal, listed := op.Refusal(signalCode, code)
	if listed && transferTable.kind(code) == paygates.ErrAuthentication { //nolint:errorlint // the table holds the kinds themselves
		a.session.drop(token)
	}
	return listed && refusal.Resend == paygates.ResendAuto
}

// notLoggedIn is the error of a call that was not sent, because the login
// before it failed.
func notLoggedIn(err error, want paygates.Intent) error {
	out := &paygates.Error{
		Gateway: gateway, Op: want.Op, Kind: paygates.ErrUnavailable, Outcome: paygates.OutcomeNotExecuted,
		Reference: want.Reference, Intent: want,
	}
	if e, ok := err.(*paygates.Error); ok { //nolint:errorlint // it is what transport returns
		out.Kind, out.HTTPStatus, out.Code, out.Message = e.Kind, e.HTTPStatus, e.Code, e.Message
		out.Fields, out.RequestID, out.RetryAfter = e.Fields, e.RequestID, e.RetryAfter
		out.WithAdvice(e.Advice())
	}
	return out.WithCause(err)
}
