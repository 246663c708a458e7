package transport_test

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/internal/faults"
	"github.com/paygates/paygates-go/internal/transport"
)

// loginRefused: the gateway looked at the login, refused it and did nothing else.
var loginRefused = faults.JSON(http.StatusForbidden, `{"code":"login_expired","message":"login first-login and second-login are no good"}`)

// judgeLogin is judge with the gateway's word for a login that is no good.
func judgeLogin(reply *transport.Reply) *paygates.Error {
	if reply.Status != http.StatusForbidden {
		return judge(reply)
	}
	reply.LoginRefused = true
	return &paygates.Error{
		Kind: paygates.ErrAuthentication, Outcome: paygates.OutcomeNotExecuted, Code: "login_expired", Message: string(reply.Body),
	}
}

func TestRefusedLogin(t *testing.T) {
	t.Parallel()
	errLogin := errors.New("the login failed")
	lostAnswer := faults.CloseAfterRequest(good)
	for _, c := range []struct {
		name     string
		op       *paygates.Operation
		steps    []faults.Step
		renewal  error
		attempts int // MaxAttempts, 0 for the default
		sends    int
		renewals int
		ends     error // nil: the call succeeds
		outcome  paygates.Outcome
	}{
		{"once, then good", create, []faults.Step{faults.Answer(loginRefused), faults.Answer(good)}, nil, 0, 2, 1, nil, paygates.OutcomeExecuted},
		{"a read too", get, []faults.Step{faults.Answer(loginRefused), faults.Answer(good)}, nil, 0, 2, 1, nil, paygates.OutcomeExecuted},
		{"refused again", create, []faults.Step{faults.Answer(loginRefused)}, nil, 0, 2, 1, paygates.ErrAuthentication, paygates.OutcomeNotExecuted},
		{"no new login to be had", create, []faults.Step{faults.Answer(loginRefused)}, errLogin, 0, 1, 1, errLogin, paygates.OutcomeNotExecuted},
		{"only one attempt is allowed", create, []faults.Step{faults.Answer(loginRefused)}, nil, 1, 1, 0, paygates.ErrAuthentication, paygates.OutcomeNotExecuted},
		{"lost after the new login", create, []faults.Step{faults.Answer(loginRefused), lostAnswer}, nil, 0, 2, 1, paygates.ErrUnavailable, paygates.OutcomeUnknown},
		{
			"an earlier send was lost: what a later one is told proves nothing", update,
			[]faults.Step{lostAnswer, faults.Answer(loginRefused)}, nil, 0, 2, 0, paygates.ErrAuthentication, paygates.OutcomeUnknown,
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			tr := faults.NewTransport(c.steps...)
			var targets []string
			spy := roundTripper(func(r *http.Request) (*http.Response, error) {
				targets = append(targets, r.URL.RawQuery)
				return tr.RoundTrip(r)
			})
			hooked, renewals := 0, 0
			client := newClient(t, "https://gateway.example", sending(spy),
				paygates.WithRetry(paygates.RetryPolicy{MaxAttempts: c.attempts, BaseDelay: 1, MaxDelay: 1}),
				paygates.WithBeforeSend(func(context.Context, paygates.Intent) error { hooked++; return nil }))
			call := sample(c.op)
			call.Target, call.Secrets = "/things/1?login=first-login", []string{"first-login"}
			call.Renew = func(context.Context) (string, []string, error) {
				renewals++
				return "/things/1?login=second-login", []string{"second-login"}, c.renewal
			}

			err := client.Do(t.Context(), call, judgeLogin)

			assert.Len(t, targets, c.sends)
			assert.Equal(t, c.renewals, renewals)
			assert.Equal(t, "login=first-login", targets[0])
			if c.renewals == 1 && c.renewal == nil {
				assert.Equal(t, "login=second-login", targets[1])
			}
			if c.op.Safety != paygates.Read {
				assert.Equal(t, 1, hooked, "one call, one intent")
			}
			if c.ends == nil {
				require.NoError(t, err)
				return
			}
			e := failure(t, err)
			require.ErrorIs(t, err, c.ends)
			assert.Equal(t, c.outcome, e.Outcome)
			assert.Equal(t, c.sends, e.Attempts)
			assert.NotContains(t, e.Message, "first-login")
			if c.renewals == 1 && c.renewal == nil {
				assert.False(t, strings.Contains(e.Message, "second-login"), "the new login is in the message")
			}
		})
	}
}

// A form says what it is, whatever the gateway's other bodies are.
func TestForm(t *testing.T) {
	t.Parallel()
	var types []string
	tr := faults.NewTransport(faults.Answer(good))
	client := newClient(t, "https://gateway.example", sending(roundTripper(func(r *http.Request) (*http.Response, error) {
		types = append(types, r.Header.Get("Content-Type"))
		return tr.RoundTrip(r)
	})))
	form := sample(create)
	form.Form, form.Body = true, []byte("amount=100")
	require.NoError(t, client.Do(t.Context(), form, judge))
	require.NoError(t, client.Do(t.Context(), sample(create), judge))
	assert.Equal(t, []string{"application/x-www-form-urlencoded", "application/json"}, types)
}
