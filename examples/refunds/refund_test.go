package main

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/cibpay/cibpaytest"
	"github.com/paygates/paygates-go/money"
)

func TestRefundWhoseAnswerIsLost(t *testing.T) {
	t.Parallel()
	gateway := cibpaytest.NewServer(cibpaytest.Config{})
	defer gateway.Close()
	client, book, err := open(t.TempDir(), gateway.URL)
	require.NoError(t, err)
	order, err := paidOrder(t.Context(), client, book, gateway)
	require.NoError(t, err)

	gateway.Fail(cibpaytest.Fault{On: "PUT /orders/{id}/refund", When: cibpaytest.AfterCommit, Drop: true})
	order, err = refund(t.Context(), client, order.ID, money.MustParse("3.00", money.AZN))

	require.NoError(t, err)
	assert.Equal(t, paygates.StatePartlyRefunded, order.State())
	assert.Equal(t, 1, count(gateway.Ledger(), cibpaytest.Refunded)) // once, whatever the network did
	assert.Zero(t, gateway.PendingFaults())                          // and the fault did happen
}

func count(ledger []cibpaytest.Entry, kind cibpaytest.EntryKind) (n int) {
	for _, entry := range ledger {
		if entry.Kind == kind {
			n++
		}
	}
	return n
}

// The refund is lost before it takes effect: the look-up finds nothing, which
// proves nothing yet. The journal keeps it.
func TestRefundThatStaysUnknown(t *testing.T) {
	t.Parallel()
	gateway := cibpaytest.NewServer(cibpaytest.Config{})
	defer gateway.Close()
	client, book, err := open(t.TempDir(), gateway.URL)
	require.NoError(t, err)
	order, err := paidOrder(t.Context(), client, book, gateway)
	require.NoError(t, err)

	gateway.Fail(cibpaytest.Fault{On: "PUT /orders/{id}/refund", Drop: true})
	_, err = refund(t.Context(), client, order.ID, money.MustParse("3.00", money.AZN))
	require.ErrorIs(t, err, paygates.ErrOutcomeUnknown)

	intent, open, err := book.read()
	require.NoError(t, err)
	assert.True(t, open)
	assert.Equal(t, order.ID, intent.TargetID)
	var out strings.Builder
	require.NoError(t, settle(t.Context(), client, book, &out))
	assert.Contains(t, out.String(), "absent so far")
	_, open, err = book.read()
	require.NoError(t, err)
	assert.True(t, open, "an absence so far must not strike the refund out")
	assert.Zero(t, count(gateway.Ledger(), cibpaytest.Refunded))
}

// A refusal is certain: nothing moved, and nothing is looked up.
func TestRefundThatIsRefused(t *testing.T) {
	t.Parallel()
	gateway := cibpaytest.NewServer(cibpaytest.Config{})
	defer gateway.Close()
	client, book, err := open(t.TempDir(), gateway.URL)
	require.NoError(t, err)
	order, err := paidOrder(t.Context(), client, book, gateway)
	require.NoError(t, err)

	gateway.Fail(cibpaytest.Fault{On: "PUT /orders/{id}/refund", Decline: cibpaytest.Declined})
	_, err = refund(t.Context(), client, order.ID, money.MustParse("3.00", money.AZN))
	require.ErrorIs(t, err, paygates.ErrDeclined)
	assert.Equal(t, paygates.OutcomeNotExecuted, paygates.OutcomeOf(err))
	assert.Zero(t, count(gateway.Ledger(), cibpaytest.Refunded))
}

func TestRun(t *testing.T) {
	t.Parallel()
	var out strings.Builder
	require.NoError(t, run(t.Context(), &out))
	for _, want := range []string{
		"looked up: partly refunded, refunded 3.00 AZN",
		"last words: cibpay Orders.Refund: unavailable (outcome: unknown)",
		"Orders.Refund of 2.00 AZN: executed; advice: none",
	} {
		assert.Contains(t, out.String(), want)
	}
	assert.Equal(t, 2, strings.Count(out.String(), "\n  refund "), "each refund once")
}
