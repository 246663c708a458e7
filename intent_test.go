package paygates_test

import (
	"encoding/json"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/money"
)

func TestIntentJSON(t *testing.T) {
	t.Parallel()
	at := time.Date(2026, 5, 4, 3, 2, 1, 9, time.UTC)
	for want, intent := range map[string]paygates.Intent{
		`{"gateway":"","op":"","at":"0001-01-01T00:00:00Z"}`: {},
		`{"gateway":"cibpay","op":"Orders.Refund","target_id":"778","amount":{"amount":"1.50","currency":"AZN"},"before":{"amount":"0.00","currency":"AZN"},"at":"2026-05-04T03:02:01.000000009Z"}`: {
			Gateway: "cibpay", Op: "Orders.Refund", TargetID: "778", Amount: money.MustParse("1.50", money.AZN), Before: money.MustParse("0.00", money.AZN), At: at,
		},
		`{"gateway":"cibpay","op":"Orders.Credit","reference":"payout-9","masked_pan":"411111****1111","at":"2026-05-04T03:02:01.000000009Z"}`: {
			Gateway: "cibpay", Op: "Orders.Credit", Reference: "payout-9", MaskedPAN: "411111****1111", At: at,
		},
		`{"gateway":"corefy","op":"Invoices.Create","reference":"order-9","details":"service=payment_card_usd_hpp","at":"2026-05-04T03:02:01.000000009Z"}`: {
			Gateway: "corefy", Op: "Invoices.Create", Reference: "order-9", Details: "service=payment_card_usd_hpp", At: at,
		},
	} {
		text, err := json.Marshal(intent)
		require.NoError(t, err)
		assert.Equal(t, want, string(text))
		var back paygates.Intent
		require.NoError(t, json.Unmarshal(text, &back))
		assert.Equal(t, intent, back)
	}
}

// randomIntent draws every field, amounts that are not given and of 0.00 included.
func randomIntent(t *testing.T, r *rand.Rand) paygates.Intent {
	t.Helper()
	usdt, err := money.NewCurrency("USDT", 6)
	require.NoError(t, err)
	text := func() string {
		letters := []rune(`abc019-_,. "\<>&é中` + "\u2028\n\t")
		var out strings.Builder
		for range r.IntN(12) {
			out.WriteRune(letters[r.IntN(len(letters))])
		}
		return out.String()
	}
	amount := func() money.Amount {
		currency := []money.Currency{money.AZN, money.XOF, money.KWD, usdt}[r.IntN(4)]
		var minor int64
		switch r.IntN(5) {
		case 0:
			return money.Amount{}
		case 1:
		default:
			minor = r.Int64N(1<<r.IntN(62)+1) - r.Int64N(1<<10)
		}
		a, err := money.FromMinor(minor, currency)
		require.NoError(t, err)
		return a
	}
	return paygates.Intent{
		Details: text(), Gateway: text(), Op: text(), TargetID: text(), Reference: text(), Amount: amount(), Before: amount(), MaskedPAN: text(),
		At: time.Unix(r.Int64N(1<<35), r.Int64N(1e9)).In(time.FixedZone("", (r.IntN(49)-24)*1800)),
	}
}

// What a shop stored before a crash is what it resolves after it.
func TestIntentSurvivesStorage(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(1, 2))
	for range 2000 {
		stored := randomIntent(t, r)
		text, err := json.Marshal(stored)
		require.NoError(t, err)
		var back paygates.Intent
		require.NoError(t, json.Unmarshal(text, &back))
		assert.True(t, stored.At.Equal(back.At))
		back.At = stored.At
		if !assert.Equal(t, stored, back) {
			return
		}
	}
}

// A time off the machine's clock carries more than a stored one can: it is the same moment.
func TestIntentOfNow(t *testing.T) {
	t.Parallel()
	now := paygates.Intent{Gateway: "cibpay", At: time.Now()}
	text, err := json.Marshal(now)
	require.NoError(t, err)
	var back paygates.Intent
	require.NoError(t, json.Unmarshal(text, &back))
	assert.True(t, now.At.Equal(back.At))
}

// A text that is no intent leaves what it was to be read into as it was.
func TestIntentRefusesWhatItIsNot(t *testing.T) {
	t.Parallel()
	for _, text := range []string{``, `[]`, `"x"`, `{"at":"yesterday"}`, `{"amount":1.5}`, `{"amount":{"amount":"1.5.0","currency":"AZN"}}`, `{"gateway":7}`, `{`} {
		intent := paygates.Intent{Gateway: "kept", Amount: money.MustParse("1.00", money.AZN)}
		before := intent
		assert.Error(t, json.Unmarshal([]byte(text), &intent), text)
		assert.Equal(t, before, intent, text)
	}
}

func FuzzIntent(f *testing.F) {
	f.Add([]byte(`{"gateway":"cibpay","op":"Orders.Refund","target_id":"778","amount":{"amount":"1.50","currency":"AZN"},"at":"2026-05-04T03:02:01Z"}`))
	f.Add([]byte(`{"amount":null,"before":{"amount":"0","currency":"USDT/6"}}`))
	f.Add([]byte(`null`))
	f.Fuzz(func(t *testing.T, text []byte) {
		var first, second paygates.Intent
		if json.Unmarshal(text, &first) != nil {
			return
		}
		stored, err := json.Marshal(first)
		require.NoError(t, err)
		require.NoError(t, json.Unmarshal(stored, &second))
		assert.True(t, first.At.Equal(second.At))
		second.At = first.At
		assert.Equal(t, first, second)
	})
}

func TestResolutionJSON(t *testing.T) {
	t.Parallel()
	r := paygates.Resolution{
		Intent: paygates.Intent{Gateway: "cibpay", Op: "Orders.Refund"}, Verdict: paygates.VerdictDuplicate, Advice: paygates.AdviceAskHuman,
		Evidence: []paygates.Evidence{{Question: "GET /orders/{id}", Answer: "refunded twice"}},
	}
	text, err := json.Marshal(r)
	require.NoError(t, err)
	var back paygates.Resolution
	require.NoError(t, json.Unmarshal(text, &back))
	assert.Equal(t, r, back)
}

func TestTimestamp(t *testing.T) {
	t.Parallel()
	now := time.Now()
	for _, c := range []struct {
		timestamp paygates.Timestamp
		zero      bool
	}{{paygates.Timestamp{}, true}, {paygates.Timestamp{Text: "soon"}, false}, {paygates.Timestamp{Time: now}, false}, {paygates.Timestamp{Time: now, Text: "today"}, false}} {
		assert.Equal(t, c.zero, c.timestamp.IsZero())
		assert.Equal(t, c.timestamp.Text, c.timestamp.String())
	}
}

func TestOperationRefusal(t *testing.T) {
	t.Parallel()
	late := paygates.Refusal{Signal: "code", Code: "TOO_LATE", Resend: paygates.ResendCaller, Advice: paygates.AdviceResend}
	op := paygates.Operation{NotExecuted: []paygates.Refusal{{Signal: "code", Code: "BAD"}, late, {Signal: "failure_type", Code: "declined"}}}
	got, ok := op.Refusal("code", "TOO_LATE")
	assert.True(t, ok)
	assert.Equal(t, late, got)
	for _, other := range [][2]string{{"code", "too_late"}, {"failure_type", "TOO_LATE"}, {"code", ""}, {"", "BAD"}, {"code", "declined"}} {
		got, ok = op.Refusal(other[0], other[1])
		assert.False(t, ok, other)
		assert.Zero(t, got, other)
	}
	_, ok = new(paygates.Operation).Refusal("", "")
	assert.False(t, ok)
}

// A copy of a row can be changed without changing the row.
func TestOperationClone(t *testing.T) {
	t.Parallel()
	row := func() paygates.Operation {
		return paygates.Operation{
			Name: "Orders.Charge", NotExecuted: []paygates.Refusal{{Code: "BAD"}}, LookUp: paygates.LookUp{Compare: []string{"amount"}},
			Executed: []paygates.Proof{{Must: []string{"id"}, MustNot: []string{"error"}, Equal: []string{"amount"}, Words: []string{"charged"}, Zero: []string{"refunded"}}},
		}
	}
	original := row()
	c := original.Clone()
	assert.Equal(t, original, c)
	c.NotExecuted[0].Code, c.LookUp.Compare[0], c.Executed[0].Form = "x", "x", "x"
	for _, list := range [][]string{c.Executed[0].Must, c.Executed[0].MustNot, c.Executed[0].Equal, c.Executed[0].Words, c.Executed[0].Zero} {
		list[0] = "x"
	}
	assert.Equal(t, row(), original)
	assert.Zero(t, paygates.Operation{}.Clone())
}
