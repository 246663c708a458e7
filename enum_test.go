package paygates_test

import (
	"encoding"
	"encoding/json"
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/paygates/paygates-go"
)

// enumeration is one of the package's enumerations: how to make its nth value,
// how to read a text, and its names in order.
type enumeration struct {
	of    func(n int) fmt.Stringer
	read  func(text string) (fmt.Stringer, error) // nil if the enumeration is not read
	names []string
}

// textual reads a T by its UnmarshalText.
func textual[T fmt.Stringer, P interface {
	*T
	encoding.TextUnmarshaler
}](text string) (fmt.Stringer, error) {
	v := *new(T)
	if err := P(&v).UnmarshalText([]byte(text)); err != nil {
		return nil, err
	}
	return v, nil
}

var enumerations = map[string]enumeration{
	"Outcome": {func(n int) fmt.Stringer { return paygates.Outcome(n) }, textual[paygates.Outcome], []string{"unknown", "not executed", "executed"}},
	"Advice": {func(n int) fmt.Stringer { return paygates.Advice(n) }, textual[paygates.Advice],
		[]string{"look up", "fix request", "resend", "new reference", "ask human", "none"}},
	"State": {func(n int) fmt.Stringer { return paygates.State(n) }, textual[paygates.State], []string{
		"unknown", "pending", "authorized", "verified", "paid", "partly paid", "partly refunded", "refunded",
		"paid out", "canceled", "expired", "failed", "partly charged back", "charged back",
	}},
	"Verdict": {func(n int) fmt.Stringer { return paygates.Verdict(n) }, textual[paygates.Verdict],
		[]string{"unknown", "executed", "not executed", "absent so far", "duplicate", "conflict"}},
	"Environment": {func(n int) fmt.Stringer { return paygates.Environment(n) }, nil, []string{"sandbox", "production"}},
	"Safety":      {func(n int) fmt.Stringer { return paygates.Safety(n) }, nil, []string{"once", "repeatable", "read"}},
	"Movement": {func(n int) fmt.Stringer { return paygates.Movement(n) }, nil,
		[]string{"nothing", "hold", "in", "release", "back", "release or back", "out"}},
	"Certainty": {func(n int) fmt.Stringer { return paygates.Certainty(n) }, nil, []string{"assumed", "inferred", "clients", "documented"}},
	"Resend":    {func(n int) fmt.Stringer { return paygates.Resend(n) }, nil, []string{"never", "caller", "auto"}},
}

// Names stand in users' databases: they do not change, each is read back as
// what it was, and what nobody knows is the zero value, the cautious one.
func TestEnumerations(t *testing.T) {
	t.Parallel()
	for name, e := range enumerations {
		for n, want := range e.names {
			assert.Equal(t, want, e.of(n).String(), name)
		}
		for _, beyond := range []int{len(e.names), 77, 255} {
			assert.Equal(t, e.names[0], e.of(beyond).String(), name)
		}
		for n, text := range e.names {
			if marshaler, ok := e.of(n).(encoding.TextMarshaler); ok {
				written, err := marshaler.MarshalText()
				require.NoError(t, err)
				assert.Equal(t, text, string(written), name)
				asJSON, err := json.Marshal(map[string]any{"v": e.of(n)})
				require.NoError(t, err)
				assert.JSONEq(t, `{"v":"`+text+`"}`, string(asJSON), name)
			}
			if e.read != nil {
				read, err := e.read(text)
				require.NoError(t, err)
				assert.Equal(t, e.of(n), read, name)
			}
		}
		if e.read != nil {
			for _, unknown := range []string{"", "?", "EXECUTED", " executed", "1", "\x00"} {
				read, err := e.read(unknown)
				require.NoError(t, err)
				assert.Equal(t, e.of(0), read, name)
			}
		}
	}
}

// An environment that cannot be read must not become one: it would be the wrong
// one half of the time.
func TestEnvironment(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]paygates.Environment{"": paygates.Sandbox, "sandbox": paygates.Sandbox, "production": paygates.Production} {
		got, err := paygates.ParseEnvironment(text)
		require.NoError(t, err)
		assert.Equal(t, want, got)
		var read paygates.Environment
		require.NoError(t, read.UnmarshalText([]byte(text)))
		assert.Equal(t, want, read)
	}
	for _, text := range []string{"Production", "PRODUCTION", "prod", "live", " production", "production ", "test", "canary-57"} {
		got, err := paygates.ParseEnvironment(text)
		assert.Equal(t, paygates.Sandbox, got)
		assert.ErrorIs(t, err, paygates.ErrInvalidRequest)
		assert.Equal(t, paygates.OutcomeNotExecuted, paygates.OutcomeOf(err))
		assert.Equal(t, `ParseEnvironment: invalid request (outcome: not executed): Environment: want "sandbox" or "production"`, err.Error())

		kept := paygates.Production
		assert.Error(t, kept.UnmarshalText([]byte(text)))
		assert.Equal(t, paygates.Production, kept, "a failed reading changes nothing")
	}
	text, err := json.Marshal(paygates.Production)
	require.NoError(t, err)
	assert.Equal(t, `"production"`, string(text))
}

func TestZeroValuesAreCautious(t *testing.T) {
	t.Parallel()
	assert.Equal(t, paygates.OutcomeUnknown, paygates.Outcome(0))
	assert.Equal(t, paygates.AdviceLookUp, paygates.Advice(0))
	assert.Equal(t, paygates.StateUnknown, paygates.State(0))
	assert.Equal(t, paygates.VerdictUnknown, paygates.Verdict(0))
	assert.Equal(t, paygates.Sandbox, paygates.Environment(0))
	assert.Equal(t, paygates.Once, paygates.Safety(0))
	assert.Equal(t, paygates.ResendNever, paygates.Resend(0))
	assert.Equal(t, paygates.Assumed, paygates.Certainty(0))
	assert.Equal(t, paygates.DeclineUnknown, paygates.DeclineReason(""))
}

func TestVerdictOutcome(t *testing.T) {
	t.Parallel()
	for verdict, want := range map[paygates.Verdict]paygates.Outcome{
		paygates.VerdictUnknown: paygates.OutcomeUnknown, paygates.VerdictExecuted: paygates.OutcomeExecuted, paygates.VerdictNotExecuted: paygates.OutcomeNotExecuted,
		paygates.VerdictAbsent: paygates.OutcomeUnknown, paygates.VerdictDuplicate: paygates.OutcomeExecuted, paygates.VerdictConflict: paygates.OutcomeUnknown,
		paygates.Verdict(77): paygates.OutcomeUnknown,
	} {
		assert.Equal(t, want, verdict.Outcome(), verdict)
	}
}

// Only what may pass with time or another try of the payer's is soft.
func TestDeclineReasons(t *testing.T) {
	t.Parallel()
	for reason, soft := range map[paygates.DeclineReason]bool{
		paygates.DeclineUnknown: false, paygates.DeclineByIssuer: false, paygates.DeclineInsufficientFunds: true, paygates.DeclineExpiredCard: false,
		paygates.DeclineInvalidCard: false, paygates.DeclineSecurityCode: true, paygates.DeclineLimit: true, paygates.Decline3DSecure: true,
		paygates.DeclineFraud: false, paygates.DeclineLostOrStolen: false, paygates.DeclineNotPermitted: false, paygates.DeclineGatewayRule: false,
		paygates.DeclineIssuerUnavailable: true, paygates.DeclineDoNotRetry: false, "a gateway's own": false,
	} {
		assert.Equal(t, soft, reason.Soft(), reason)
		if reason != paygates.DeclineUnknown {
			assert.Equal(t, string(reason), reason.String())
		}
	}
	assert.Equal(t, "unknown", paygates.DeclineUnknown.String())
}
