package main

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/bizon"
	"github.com/paygates/paygates-go/bizon/bizontest"
	"github.com/paygates/paygates-go/examples/internal/account"
	"github.com/paygates/paygates-go/money"
)

// clean is an environment without settings. Tests that need it are not parallel.
func clean(t *testing.T) {
	t.Helper()
	for _, name := range strings.Fields("BIZON_USERNAME BIZON_PASSWORD BIZON_BASE_URL BIZON_CHECKOUT_URL PAYOUT_CARD") {
		t.Setenv(name, "")
	}
}

func TestRun(t *testing.T) {
	clean(t)
	var out strings.Builder
	require.NoError(t, run(t.Context(), []string{"-amount", "7.50 EUR"}, &out))
	output := out.String()
	for _, want := range []string{
		"payout-2     7.50 EUR to 411111****1111  looked up: executed\n",
		"payout-2     7.50 EUR to 411111****1111  paid before, order ",
		"What the gateway really paid:\npayout-1     7.50 EUR\npayout-2     7.50 EUR\n",
	} {
		assert.Contains(t, output, want)
	}
	assert.Equal(t, 2, strings.Count(output, "payout-3     7.50 EUR to 411111****1111  looked up: absent so far\n"))
}

func TestTheCardStandsNowhere(t *testing.T) {
	clean(t)
	const number = "5555555555554444"
	t.Setenv("PAYOUT_CARD", number)
	dir := filepath.Join(t.TempDir(), "payouts")
	var out strings.Builder
	require.NoError(t, run(t.Context(), []string{"-journal", dir, "-reference", "shop/77"}, &out))
	assert.Contains(t, out.String(), "shop/77     25.00 USD to 555555****4444  paid out, order ")
	text, err := os.ReadFile(filepath.Join(dir, "shop%2F77.json"))
	require.NoError(t, err)
	assert.Contains(t, string(text), `"standing":"paid"`)
	assert.NotContains(t, string(text)+out.String(), number)

	err = run(t.Context(), []string{"-journal", dir, "-reference", "shop/77", "-amount", "26.00 USD"}, &out)
	require.ErrorIs(t, err, errAskedBefore)
	require.ErrorContains(t, err, "of 25.00 USD to 555555****4444")
	t.Setenv("PAYOUT_CARD", "5555555555554445")
	err = run(t.Context(), []string{"-journal", dir, "-reference", "78"}, &out)
	require.ErrorIs(t, err, paygates.ErrInvalidRequest)
	assert.NotContains(t, err.Error(), "4445")
}

func TestARealHostNeedsLiveAndAJournal(t *testing.T) {
	clean(t)
	for _, name := range []string{"BIZON_USERNAME", "BIZON_PASSWORD", "BIZON_CHECKOUT_URL", "BIZON_BASE_URL"} {
		t.Setenv(name, "https://gateway.example")
	}
	require.ErrorIs(t, run(t.Context(), nil, new(strings.Builder)), account.ErrNotLive)
	require.ErrorContains(t, run(t.Context(), []string{"-live"}, new(strings.Builder)), "-journal")
}

// shop is a payer with a model and a journal of its own.
func shop(t *testing.T) (*bizontest.Server, *payer, *strings.Builder) {
	t.Helper()
	model := bizontest.NewServer(bizontest.Config{})
	t.Cleanup(model.Close)
	out := new(strings.Builder)
	p, err := open(account.OfModel(model), t.TempDir(), out)
	require.NoError(t, err)
	t.Cleanup(func() { assert.Zero(t, model.PendingFaults(), "a fault did not happen") })
	return model, p, out
}

func request() bizon.CreditRequest {
	card, _ := account.TestCard()
	return bizon.CreditRequest{Reference: "payout-9", Amount: money.MustParse("25.00", money.USD), PAN: card}
}

func paidOut(model *bizontest.Server) (n int) {
	for _, entry := range model.Ledger() {
		if entry.Kind == bizontest.Credited {
			n++
		}
	}
	return n
}

// The shop dies between send and answer, and starts again.
func TestAShopThatDies(t *testing.T) {
	t.Parallel()
	model, p, _ := shop(t)
	model.Fail(bizontest.Fault{On: "POST /orders/credit", When: bizontest.AfterCommit, Drop: true})
	_, err := p.client.Orders.Credit(t.Context(), request())
	require.ErrorIs(t, err, paygates.ErrOutcomeUnknown)

	var out strings.Builder
	again, err := open(account.OfModel(model), p.book.dir, &out)
	require.NoError(t, err)
	require.NoError(t, again.pay(t.Context(), request()))
	assert.Contains(t, out.String(), "looked up: executed")
	assert.Equal(t, 1, paidOut(model))
}

func TestWhatIsUnknownStaysOpen(t *testing.T) {
	t.Parallel()
	model, p, _ := shop(t)
	model.Fail(bizontest.Fault{On: "POST /orders/credit", Drop: true})
	require.ErrorIs(t, p.pay(t.Context(), request()), errOpen)
	require.ErrorIs(t, p.pay(t.Context(), request()), errOpen)

	e, _, err := p.book.read("payout-9")
	require.NoError(t, err)
	e.Asked.At = e.Asked.At.Add(-25 * time.Hour)
	require.NoError(t, p.book.close(e, asked, ""))
	require.ErrorContains(t, p.pay(t.Context(), request()), "back office")
	assert.Zero(t, paidOut(model))
}

func TestALookUpThatFailsLeavesItOpen(t *testing.T) {
	t.Parallel()
	model, p, _ := shop(t)
	model.Fail(bizontest.Fault{Times: 1 + 3, When: bizontest.AfterCommit, Drop: true})
	require.ErrorIs(t, p.pay(t.Context(), request()), errOpen)
	require.NoError(t, p.pay(t.Context(), request()))
	assert.Equal(t, 1, paidOut(model))
}

func TestARefusalIsTheEndOfItsReference(t *testing.T) {
	t.Parallel()
	for _, lost := range []bool{false, true} {
		model, p, out := shop(t)
		fault := bizontest.Fault{On: "POST /orders/credit", Decline: bizontest.Declined, Drop: lost}
		if lost {
			fault.When = bizontest.AfterCommit
		}
		model.Fail(fault)
		require.ErrorIs(t, p.pay(t.Context(), request()), errRefused, out.String())
		require.ErrorIs(t, p.pay(t.Context(), request()), errRefused)
		assert.Zero(t, paidOut(model))
	}
}

// What certainly never left may be asked for again under the same reference.
func TestNoConnection(t *testing.T) {
	t.Parallel()
	model, p, out := shop(t)
	model.Close()
	require.ErrorIs(t, p.pay(t.Context(), request()), paygates.ErrUnavailable, out.String())
	_, found, err := p.book.read("payout-9")
	require.NoError(t, err)
	assert.False(t, found)
}

func TestManyProcessesPayOnce(t *testing.T) {
	t.Parallel()
	model, p, _ := shop(t)
	var paying sync.WaitGroup
	var done atomic.Int32
	for range 8 {
		paying.Go(func() {
			other, err := open(account.OfModel(model), p.book.dir, new(strings.Builder))
			if assert.NoError(t, err) && other.pay(t.Context(), request()) == nil {
				done.Add(1)
			}
		})
	}
	paying.Wait()
	assert.Equal(t, 1, paidOut(model))
	assert.Positive(t, done.Load())
}

func TestAJournalThatCannotBeRead(t *testing.T) {
	t.Parallel()
	model, p, _ := shop(t)
	require.NoError(t, os.WriteFile(p.book.file("payout-9"), nil, 0o600))
	require.ErrorContains(t, p.pay(t.Context(), request()), "the journal's entry of payout-9")
	assert.Empty(t, model.Requests())
}

// What stopped before it was written down has nothing to take back: the entry
// may be that of another process, whose money is on its way.
func TestTheEntryOfAnotherProcessStays(t *testing.T) {
	t.Parallel()
	model, p, out := shop(t)
	var err error
	p.client, err = bizon.New(account.OfModel(model), paygates.WithBeforeSend(func(ctx context.Context, intent paygates.Intent) error {
		other := intent
		other.At = other.At.Add(-time.Millisecond) // it was a little faster
		require.NoError(t, p.book.write(ctx, other))
		return context.Canceled // and here somebody presses Ctrl-C
	}))
	require.NoError(t, err)
	require.ErrorIs(t, p.pay(t.Context(), request()), context.Canceled, out.String())
	_, found, err := p.book.read("payout-9")
	require.NoError(t, err)
	assert.True(t, found, "the next run would pay it once more")
}
