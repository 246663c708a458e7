package bizon_test

import (
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/bizon"
	"github.com/paygates/paygates-go/internal/stub"
	"github.com/paygates/paygates-go/money"
)

const (
	early = time.Minute
	late  = 25 * time.Hour
)

// An order on which a call was made: what its totals and operations say about the call.
func TestResolveByID(t *testing.T) {
	t.Parallel()
	none := money.Amount{}
	order := func(status, charged, refunded string, operations ...string) string {
		text := `"id":"7","status":"` + status + `","amount":"9.00","amount_charged":"` + charged + `","amount_refunded":"` + refunded + `","currency":"USD"`
		if len(operations) == 0 {
			return text
		}
		return text + `,"operations":[` + strings.Join(operations, ",") + `]`
	}
	step := func(kind, status string) string {
		return `{"type":"` + kind + `","status":"` + status + `","amount":"9.00","currency":"USD"}`
	}
	type row struct {
		name           string
		ops            []string
		amount, before money.Amount
		age            time.Duration
		order          string
		want           paygates.Verdict
		advice         paygates.Advice
		looks          int
	}
	continuations := []string{"Orders.Complete", "Orders.Complete3DS2", "Orders.Resume"}
	rows := []row{
		{"held", continuations, none, none, early, order("authorized", "0.00", "0.00"), paygates.VerdictExecuted, paygates.AdviceNone, 1},
		{"charged", continuations, none, none, early, order("charged", "9.00", "0.00"), paygates.VerdictExecuted, paygates.AdviceNone, 1},
		{"charged, then a part refunded", continuations, none, none, early, order("refunded", "9.00", "1.00"), paygates.VerdictExecuted, paygates.AdviceNone, 1},
		{"charged back", continuations, none, none, early, order("chargedback", "9.00", "0.00"), paygates.VerdictExecuted, paygates.AdviceNone, 1},
		{"held, then released", continuations, none, none, early, order("reversed", "0.00", "0.00", step("authorize", "success"), step("reverse", "success")), paygates.VerdictExecuted, paygates.AdviceNone, 1},
		{"released, who knows after what", continuations, none, none, early, order("reversed", "0.00", "0.00"), paygates.VerdictUnknown, paygates.AdviceLookUp, 1},
		{"declined", continuations, none, none, early, order("declined", "0.00", "0.00", step("authorize", "failure")), paygates.VerdictNotExecuted, paygates.AdviceNewReference, 1},
		{"declined after a hold", continuations, none, none, early, order("declined", "0.00", "0.00", step("authorize", "success")), paygates.VerdictUnknown, paygates.AdviceLookUp, 1},
		{"declined, the hold in error", continuations, none, none, early, order("declined", "0.00", "0.00", step("authorize", "error")), paygates.VerdictUnknown, paygates.AdviceLookUp, 1},
		{"still waits", continuations, none, none, early, order("prepared", "0.00", "0.00"), paygates.VerdictAbsent, paygates.AdviceLookUp, 1},
		{"still waits after a day", continuations, none, none, late, order("prepared", "0.00", "0.00"), paygates.VerdictAbsent, paygates.AdviceAskHuman, 1},
		{"waits, though held", continuations, none, none, late, order("prepared", "0.00", "0.00", step("authorize", "success")), paygates.VerdictUnknown, paygates.AdviceAskHuman, 1},
		{"waits, in error", continuations, none, none, late, order("prepared", "0.00", "0.00", step("authorize", "error")), paygates.VerdictUnknown, paygates.AdviceAskHuman, 1},
		{"the gateway failed", continuations, none, none, late, order("error", "0.00", "0.00"), paygates.VerdictUnknown, paygates.AdviceAskHuman, 1},
		{"a word nobody knows", continuations, none, none, early, order("mood", "0.00", "0.00"), paygates.VerdictUnknown, paygates.AdviceLookUp, 1},
		{"no totals", continuations, none, none, early, `"id":"7","status":"authorized","amount":"9.00"`, paygates.VerdictUnknown, paygates.AdviceLookUp, 1},

		{"took the part", []string{"Orders.Charge"}, usd("5.00"), usd("0.00"), early, order("charged", "5.00", "0.00"), paygates.VerdictExecuted, paygates.AdviceNone, 1},
		{"took another part", []string{"Orders.Charge"}, usd("5.00"), usd("0.00"), early, order("charged", "4.00", "0.00"), paygates.VerdictConflict, paygates.AdviceAskHuman, 1},
		{"nothing yet", []string{"Orders.Charge"}, none, none, early, order("authorized", "0.00", "0.00"), paygates.VerdictAbsent, paygates.AdviceLookUp, 1},
		{"nothing after a day", []string{"Orders.Charge"}, none, none, late, order("authorized", "0.00", "0.00"), paygates.VerdictNotExecuted, paygates.AdviceResend, 2},
		{"grew by it", []string{"Orders.Refund"}, usd("2.00"), usd("1.00"), early, order("refunded", "9.00", "3.00"), paygates.VerdictExecuted, paygates.AdviceNone, 1},
		{"did not grow", []string{"Orders.Refund"}, usd("2.00"), usd("1.00"), late, order("refunded", "9.00", "1.00"), paygates.VerdictNotExecuted, paygates.AdviceResend, 2},
		{"grew by more", []string{"Orders.Refund"}, usd("2.00"), usd("1.00"), early, order("refunded", "9.00", "4.00"), paygates.VerdictConflict, paygates.AdviceAskHuman, 1},
		{"released", []string{"Orders.Cancel", "Orders.Reverse"}, none, none, early, order("reversed", "0.00", "0.00"), paygates.VerdictExecuted, paygates.AdviceNone, 1},
		{"refunded instead", []string{"Orders.Cancel"}, none, none, early, order("refunded", "9.00", "9.00"), paygates.VerdictExecuted, paygates.AdviceNone, 1},
		{"charged meanwhile", []string{"Orders.Reverse"}, none, none, early, order("charged", "9.00", "0.00"), paygates.VerdictConflict, paygates.AdviceAskHuman, 1},
	}
	for _, tc := range rows {
		for _, op := range tc.ops {
			t.Run(op+"/"+tc.name, func(t *testing.T) {
				t.Parallel()
				client, stub := stubbed(t, orders(tc.order))
				intent := paygates.Intent{Gateway: "bizon", Op: op, TargetID: "7", Amount: tc.amount, Before: tc.before, At: time.Now().Add(-tc.age)}
				res, err := client.Resolve(t.Context(), intent)
				require.NoError(t, err)
				assert.Equal(t, tc.want.String(), res.Verdict.String())
				assert.Equal(t, tc.advice.String(), res.Advice.String())
				assert.Len(t, res.Evidence, tc.looks)
				require.Len(t, stub.Requests(), tc.looks)
				for _, r := range stub.Requests() {
					assert.Equal(t, "GET", r.Method)
					assert.Equal(t, "/orders/7?expand=operations.cashflow", r.Target)
				}
				assert.Equal(t, "7", res.Object.(*bizon.Order).ID)
			})
		}
	}
}

// An order that a call was to make: which of those with its reference it is.
func TestResolveByReference(t *testing.T) {
	t.Parallel()
	order := func(id, status, more string) string {
		charged := "0.00"
		if status == "charged" {
			charged = "9.00"
		}
		return `"id":"` + id + `","status":"` + status + `","amount":"9.00","amount_charged":"` + charged + `","amount_refunded":"0.00","currency":"USD","merchant_order_id":"r-1"` + more
	}
	const card, otherCard = `,"pan":"411111****1111"`, `,"pan":"411111****2222"`
	cards := []string{"Orders.Authorize", "Orders.TokenPay", "Orders.Rebill"}
	payouts := []string{"Orders.Credit", "Orders.CreditOrder"}
	for _, tc := range []struct {
		name   string
		ops    []string
		age    time.Duration
		orders []string
		want   paygates.Verdict
		advice paygates.Advice
	}{
		{"held", cards, early, []string{order("8", "authorized", card)}, paygates.VerdictExecuted, paygates.AdviceNone},
		{"charged", cards, early, []string{order("8", "charged", card)}, paygates.VerdictExecuted, paygates.AdviceNone},
		{"waits for the payer", cards, early, []string{order("8", "prepared", card)}, paygates.VerdictExecuted, paygates.AdviceNone},
		{"held twice", cards, early, []string{order("8", "authorized", card), order("9", "authorized", card)}, paygates.VerdictDuplicate, paygates.AdviceAskHuman},
		{"refused only", cards, early, []string{order("8", "declined", card)}, paygates.VerdictNotExecuted, paygates.AdviceNewReference},
		{"refused after a hold", cards, early, []string{order("8", "declined", `,"operations":[{"type":"authorize","status":"success","amount":"9.00"}]`)}, paygates.VerdictUnknown, paygates.AdviceLookUp},
		{"refused, the hold in error", cards, early, []string{order("8", "declined", `,"operations":[{"type":"authorize","status":"error","amount":"9.00"}]`)}, paygates.VerdictUnknown, paygates.AdviceLookUp},
		{"refused, then held", cards, early, []string{order("8", "fraud", card), order("9", "authorized", card)}, paygates.VerdictExecuted, paygates.AdviceNone},
		{"the gateway failed", cards, late, []string{order("8", "error", card)}, paygates.VerdictUnknown, paygates.AdviceAskHuman},
		{"another amount", cards, early, []string{strings.Replace(order("8", "authorized", card), `"9.00"`, `"8.00"`, 1)}, paygates.VerdictConflict, paygates.AdviceAskHuman},
		{"a payout under the reference", cards, early, []string{order("8", "credited", card)}, paygates.VerdictConflict, paygates.AdviceAskHuman},
		{"none, and never a proof", cards, late, nil, paygates.VerdictAbsent, paygates.AdviceAskHuman},
		{"another card", []string{"Orders.Authorize", "Orders.Credit"}, early, []string{order("8", "authorized", otherCard)}, paygates.VerdictConflict, paygates.AdviceAskHuman},
		{"paid out", payouts, early, []string{order("8", "credited", card)}, paygates.VerdictExecuted, paygates.AdviceNone},
		{"paid out twice", payouts, early, []string{order("8", "credited", card), order("9", "credited", card)}, paygates.VerdictDuplicate, paygates.AdviceAskHuman},
		{"a payout on its way", payouts, early, []string{order("8", "new", card)}, paygates.VerdictUnknown, paygates.AdviceLookUp},
		{"a payment under the payout", payouts, early, []string{order("8", "charged", card)}, paygates.VerdictConflict, paygates.AdviceAskHuman},
		{"no payout, and never a proof", payouts, late, nil, paygates.VerdictAbsent, paygates.AdviceAskHuman},
		{"the parent alone", []string{"Orders.Rebill", "Orders.CreditOrder"}, early, []string{order("7", "charged", card)}, paygates.VerdictAbsent, paygates.AdviceLookUp},
		{"created", []string{"Orders.Create"}, early, []string{order("8", "new", "")}, paygates.VerdictExecuted, paygates.AdviceNone},
		{"created, then declined", []string{"Orders.Create"}, early, []string{order("8", "declined", "")}, paygates.VerdictExecuted, paygates.AdviceNone},
		{"not created", []string{"Orders.Create"}, late, nil, paygates.VerdictNotExecuted, paygates.AdviceNewReference},
	} {
		for _, op := range tc.ops {
			t.Run(op+"/"+tc.name, func(t *testing.T) {
				t.Parallel()
				gateway := stub.With(func(r *http.Request) reply {
					if r.URL.Path == "/orders/" {
						if len(tc.orders) == 0 {
							return reply{Body: `{"orders":[]}`}
						}
						return orders(tc.orders...)
					}
					for _, o := range tc.orders {
						if strings.HasPrefix(o, `"id":"`+r.URL.Path[len("/orders/"):]+`"`) {
							return orders(o)
						}
					}
					return reply{Status: 404}
				})
				client, err := bizon.New(testConfig(), paygates.WithHTTPClient(&http.Client{Transport: gateway}))
				require.NoError(t, err)
				intent := paygates.Intent{Gateway: "bizon", Op: op, Reference: "r-1", Amount: usd("9.00"), At: time.Now().Add(-tc.age)}
				switch op {
				case "Orders.Rebill", "Orders.CreditOrder":
					intent.TargetID = "7"
				case "Orders.Authorize", "Orders.Credit":
					intent.MaskedPAN = "411111****1111"
				}
				res, err := client.Resolve(t.Context(), intent)
				require.NoError(t, err)
				assert.Equal(t, tc.want.String(), res.Verdict.String())
				assert.Equal(t, tc.advice.String(), res.Advice.String())
				assert.NotEmpty(t, res.Evidence)
			})
		}
	}
}

// The intent of a failed call is enough to find out what became of it: every
// operation that is no read can be resolved from its own error.
func TestEveryIntentCanBeResolved(t *testing.T) {
	t.Parallel()
	for _, op := range bizon.Operations() {
		if op.Safety == paygates.Read {
			continue
		}
		lost := true
		gateway := stub.With(func(r *http.Request) reply {
			if r.Method != http.MethodGet {
				return reply{Status: 502}
			}
			lost = false
			return reply{Body: `{"orders":[]}`}
		})
		client, err := bizon.New(testConfig(), paygates.WithHTTPClient(&http.Client{Transport: gateway}))
		require.NoError(t, err)
		_, err = operationCalls[op.Name](t.Context(), client)
		e, ok := errors.AsType[*paygates.Error](err)
		require.True(t, ok, op.Name)
		assert.Equal(t, op.Name, e.Intent.Op)
		res, err := client.Resolve(t.Context(), e.Intent)
		require.NoError(t, err, op.Name)
		assert.Contains(t, []paygates.Verdict{paygates.VerdictAbsent, paygates.VerdictUnknown}, res.Verdict, op.Name)
		assert.False(t, lost, op.Name)
	}
}

// A look-up that fails is a failed read: no verdict, nothing guessed.
func TestResolveThatCannotLookUp(t *testing.T) {
	t.Parallel()
	client, _ := stubbed(t, reply{Status: 500})
	for _, intent := range []paygates.Intent{
		{Gateway: "bizon", Op: "Orders.Complete", TargetID: "7"},
		{Gateway: "bizon", Op: "Orders.Authorize", Reference: "r-1", Amount: usd("9.00")},
	} {
		res, err := client.Resolve(t.Context(), intent)
		assert.Nil(t, res)
		require.ErrorIs(t, err, paygates.ErrUnavailable)
		e, _ := errors.AsType[*paygates.Error](err)
		assert.Equal(t, "Client.Resolve", e.Op)
		assert.Equal(t, paygates.OutcomeNotExecuted, e.Outcome)
	}
}
