package simulation_test

import (
	"context"
	"net/http"
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/internal/simulation"
	"github.com/paygates/paygates-go/money"
)

func uintText(n uint64) string { return strconv.FormatUint(n, 16) }

// liar is the SDK with one mistake built in: the checker has to see it.
type liar struct {
	simulation.Client
	do      func(ctx context.Context, sdk simulation.Client, a simulation.Action) (simulation.Seen, error)
	resolve func(*paygates.Resolution)
}

func (l liar) Do(ctx context.Context, a simulation.Action) (simulation.Seen, error) {
	if l.do == nil || a.Deed == simulation.Read {
		return l.Client.Do(ctx, a)
	}
	return l.do(ctx, l.Client, a)
}

func (l liar) Resolve(ctx context.Context, intent paygates.Intent) (*paygates.Resolution, error) {
	res, err := l.Client.Resolve(ctx, intent)
	if err == nil && l.resolve != nil {
		l.resolve(res)
	}
	return res, err
}

// claims changes what the SDK says where it is unsure.
func claims(o paygates.Outcome) func(context.Context, simulation.Client, simulation.Action) (simulation.Seen, error) {
	return func(ctx context.Context, sdk simulation.Client, a simulation.Action) (simulation.Seen, error) {
		seen, err := sdk.Do(ctx, a)
		if e, ok := err.(*paygates.Error); ok && e.Outcome == paygates.OutcomeUnknown {
			e.Outcome = o
		}
		return seen, err
	}
}

// takes changes one verdict into another.
func takes(from, to paygates.Verdict) func(*paygates.Resolution) {
	return func(res *paygates.Resolution) {
		if res.Verdict == from {
			res.Verdict = to
		}
	}
}

// liars are mistakes that a client could make, and how each must be caught.
var liars = []struct {
	name string
	as   simulation.FindingKind
	liar liar
}{
	{"unknown is said to be executed", simulation.Phantom, liar{do: claims(paygates.OutcomeExecuted)}},
	{"unknown is said to be not executed", simulation.Lost, liar{do: claims(paygates.OutcomeNotExecuted)}},
	{"absent so far is taken for never", simulation.Lost, liar{resolve: takes(paygates.VerdictAbsent, paygates.VerdictNotExecuted)}},
	{"absent so far is taken for executed", simulation.Phantom, liar{resolve: takes(paygates.VerdictAbsent, paygates.VerdictExecuted)}},
	{"what is there is said to be absent", simulation.Overlooked, liar{resolve: takes(paygates.VerdictExecuted, paygates.VerdictAbsent)}},
	{"what is there is said to be unknown", simulation.Overlooked, liar{resolve: takes(paygates.VerdictExecuted, paygates.VerdictUnknown)}},
	{"what is there is said to be a conflict", simulation.Overlooked, liar{resolve: takes(paygates.VerdictExecuted, paygates.VerdictConflict)}},
	{"once is said to be twice", simulation.Phantom, liar{resolve: takes(paygates.VerdictExecuted, paygates.VerdictDuplicate)}},
	{"never is said to be absent so far", simulation.Undecided, liar{resolve: takes(paygates.VerdictNotExecuted, paygates.VerdictAbsent)}},
	{"never is said to be unknown", simulation.Undecided, liar{resolve: takes(paygates.VerdictNotExecuted, paygates.VerdictUnknown)}},
	{"a verdict without evidence", simulation.Malformed, liar{resolve: func(res *paygates.Resolution) { res.Evidence = nil }}},
	{"nothing is ever known", simulation.Unfounded, liar{do: func(ctx context.Context, sdk simulation.Client, a simulation.Action) (simulation.Seen, error) {
		_, err := sdk.Do(ctx, a)
		if err == nil {
			err = &paygates.Error{Kind: paygates.ErrUnexpectedReply}
		}
		return simulation.Seen{}, err
	}}},
	{"nothing is ever sent", simulation.Unfounded, liar{do: func(context.Context, simulation.Client, simulation.Action) (simulation.Seen, error) {
		return simulation.Seen{}, &paygates.Error{Kind: paygates.ErrUnavailable, Outcome: paygates.OutcomeNotExecuted}
	}}},
	{"everything is sent twice", simulation.Resent, liar{do: func(ctx context.Context, sdk simulation.Client, a simulation.Action) (simulation.Seen, error) {
		_, _ = sdk.Do(ctx, a)
		return sdk.Do(ctx, a)
	}}},
	{"everything is done twice", simulation.Doubled, liar{do: func(ctx context.Context, sdk simulation.Client, a simulation.Action) (simulation.Seen, error) {
		_, _ = sdk.Do(ctx, a)
		return sdk.Do(ctx, a)
	}}},
	{"the amount is another", simulation.Wrong, liar{do: func(ctx context.Context, sdk simulation.Client, a simulation.Action) (simulation.Seen, error) {
		if minor, err := a.Amount.Minor(); err == nil {
			a.Amount, _ = money.FromMinor(minor+1, a.Amount.Currency())
		}
		return sdk.Do(ctx, a)
	}}},
	{"the reference is another", simulation.Wrong, liar{do: func(ctx context.Context, sdk simulation.Client, a simulation.Action) (simulation.Seen, error) {
		if a.Reference != "" {
			a.Reference += "x"
		}
		return sdk.Do(ctx, a)
	}}},
	{"another object is shown", simulation.Misread, liar{do: func(ctx context.Context, sdk simulation.Client, a simulation.Action) (simulation.Seen, error) {
		seen, err := sdk.Do(ctx, a)
		seen.ID += "1"
		return seen, err
	}}},
	{"what was refunded is shown as paid", simulation.Misread, liar{do: func(ctx context.Context, sdk simulation.Client, a simulation.Action) (simulation.Seen, error) {
		seen, err := sdk.Do(ctx, a)
		seen.Paid, seen.Refunded = seen.Refunded, seen.Paid
		return seen, err
	}}},
	{"the error is none of the SDK's", simulation.Malformed, liar{do: func(ctx context.Context, sdk simulation.Client, a simulation.Action) (simulation.Seen, error) {
		seen, err := sdk.Do(ctx, a)
		if err != nil {
			err = http.ErrHandlerTimeout
		}
		return seen, err
	}}},
}

func TestEveryLieIsCaught(t *testing.T) {
	t.Parallel()
	const within = 100 // schedules
	g := gatewayOf(t, "cibpay")
	for _, tt := range liars {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			connect := func(base string, hc *http.Client, entropy func() uint64) (simulation.Client, error) {
				sdk, err := g.Open(newSource()).Connect(base, hc, entropy)
				l := tt.liar
				l.Client = sdk
				return l, err
			}
			caught := firstCaught(t, g, anyFault, connect, tt.as, within)
			t.Logf("caught after %d schedules", caught)
			assert.NotZero(t, caught, "not caught within %d schedules", within)
		})
	}
}
