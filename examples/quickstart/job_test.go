package main

import (
	"context"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/examples/internal/account"
	"github.com/paygates/paygates-go/money"
)

// A gateway that neither holds nor refunds: the job does without, and loses the
// answer of another order instead.
func TestAGatewayWithFewerCalls(t *testing.T) {
	var made []string
	none := func(context.Context, string) ([]string, error) { return nil, nil }
	invoices := calls[string]{
		create: func(_ context.Context, reference string, _ money.Amount) (string, error) {
			if made = append(made, reference); len(made) > 1 {
				return "", &paygates.Error{Kind: paygates.ErrUnavailable, Intent: paygates.Intent{Reference: reference}}
			}
			return reference, nil
		},
		confirm: func(_ context.Context, id string) (string, error) { return id, nil },
		find:    none,
		resolve: func(_ context.Context, intent paygates.Intent) (*paygates.Resolution, error) {
			return &paygates.Resolution{Intent: intent, Verdict: paygates.VerdictExecuted, Object: intent.Reference}, nil
		},
		read: func(reference string) order {
			return order{line: line{reference: reference, id: reference, state: paygates.StatePaid}}
		},
	}
	row := gateway{name: "invoices", open: func(given settings) (*session, error) {
		s := newSession(given, invoices, ask{}, &loser{method: http.MethodPost}, nil)
		s.Place = account.Place{Where: "here"}
		return s, nil
	}}
	var out strings.Builder
	counted, err := row.run(t.Context(), settings{say: func(string, ...any) {}}, &out)
	require.NoError(t, err)
	assert.Equal(t, tally{gateway: "invoices", where: "here", steps: 3, executed: 2, notMade: 1, unknown: 1, settled: 1}, counted)
	require.Len(t, made, 2)
	assert.Equal(t, made[0]+"-2", made[1])
	for _, step := range []string{"charge", "refund", "list"} {
		assert.NotContains(t, out.String(), step)
	}
}
