package main

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/bizon/bizontest"
	"github.com/paygates/paygates-go/examples/internal/account"
	"github.com/paygates/paygates-go/money"
)

func TestRun(t *testing.T) {
	t.Parallel()
	var out strings.Builder
	require.NoError(t, run(t.Context(), &out))
	for _, want := range []string{
		"2026-02-28  ada   12.00 USD  paid\n",
		"2026-03-31  ben   12.00 USD  refused: insufficient funds; next try on 2026-04-03\n",
		"2026-04-03  ben   12.00 USD  paid\n",
		"2026-03-31  cyd   12.00 USD  refused: lost or stolen card; stopped, write to the customer\n",
		"2026-04-30  ada   12.00 USD  looked up: executed\n",
		"ada: 6 months paid; next payment on 2026-07-31\n",
		"ben: 6 months paid; next payment on 2026-07-31\n",
		"cyd: 2 months paid; stopped: lost or stolen card\n",
	} {
		assert.Contains(t, out.String(), want)
	}
}

func day(text string) time.Time {
	at, err := time.Parse(time.DateOnly, text)
	if err != nil {
		panic(err)
	}
	return at
}

func TestEveryMonthHasItsDay(t *testing.T) {
	t.Parallel()
	for start, want := range map[string][]string{
		"2026-01-31": {"2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30"},
		"2027-11-30": {"2027-11-30", "2027-12-30", "2028-01-30", "2028-02-29"},
		"2026-12-01": {"2026-12-01", "2027-01-01", "2027-02-01", "2027-03-01"},
	} {
		s := &subscription{start: day(start)}
		for n, date := range want {
			assert.Equal(t, date, s.due(n).Format(time.DateOnly), start)
		}
	}
}

// member has paid for January, at a model that declines in that form.
func member(t *testing.T, form bizontest.DeclineForm) (*bizontest.Server, *biller, *subscription, *strings.Builder) {
	t.Helper()
	model := bizontest.NewServer(bizontest.Config{Declines: form, TraceIDs: true})
	t.Cleanup(model.Close)
	out := new(strings.Builder)
	b, err := open(model, out)
	require.NoError(t, err)
	s := &subscription{customer: "dan", price: money.MustParse("12.00", money.USD), start: day("2026-01-15")}
	number, card := account.TestCard()
	require.NoError(t, b.subscribe(t.Context(), s, number, card))
	t.Cleanup(func() { assert.Zero(t, model.PendingFaults(), "a fault did not happen") })
	return model, b, s, out
}

// charged are the references of what was really taken, which no reference may be in twice.
func charged(t *testing.T, model *bizontest.Server) (references []string) {
	t.Helper()
	for _, entry := range model.Ledger() {
		if entry.Kind == bizontest.Charged {
			assert.NotContains(t, references, entry.Reference)
			references = append(references, entry.Reference)
		}
	}
	return references
}

func TestTheSeriesIsTiedToTheFirstPayment(t *testing.T) {
	t.Parallel()
	model, b, s, _ := member(t, bizontest.DeclineAsError)
	require.NotEmpty(t, s.traceID)
	require.NoError(t, b.bill(t.Context(), s, day("2026-02-14")))
	assert.Len(t, charged(t, model), 1, "not a day too early")
	require.NoError(t, b.bill(t.Context(), s, day("2026-02-15")))
	require.NoError(t, b.bill(t.Context(), s, day("2026-02-15")))
	assert.Equal(t, []string{"dan-2026-01-1", "dan-2026-02-1"}, charged(t, model), "once a month")
	requests := model.Requests()
	assert.Contains(t, string(requests[len(requests)-1].Body), s.traceID)
}

// A refusal without the bank's code says nothing of later: the order does.
func TestABareRefusalIsReadUp(t *testing.T) {
	t.Parallel()
	for code, stopped := range map[string]bool{"51": false, "05": true, "43": true} {
		model, b, s, out := member(t, bizontest.DeclineAsError)
		model.Fail(bizontest.Fault{On: "POST /orders/{id}/rebill", Decline: bizontest.Declined})
		model.Fail(bizontest.Fault{On: "GET /orders/{id}", Mutate: isoCode(code)})
		require.NoError(t, b.bill(t.Context(), s, day("2026-02-15")))
		assert.Equal(t, stopped, s.stopped != "", out.String())
		if !stopped {
			require.NoError(t, b.bill(t.Context(), s, day("2026-02-17")))
			require.NoError(t, b.bill(t.Context(), s, day("2026-02-18")))
			assert.Equal(t, []string{"dan-2026-01-1", "dan-2026-02-2"}, charged(t, model))
			assert.Equal(t, "2026-03-15", s.next.Format(time.DateOnly), "the next month keeps its day")
		}
	}
}

func TestAMonthOfRefusalsEndsIt(t *testing.T) {
	t.Parallel()
	model, b, s, _ := member(t, bizontest.DeclineAsOrder)
	model.Fail(bizontest.Fault{On: "POST /orders/{id}/rebill", Times: mostTries, Decline: bizontest.Declined, Mutate: isoCode("61")})
	for n := range 28 {
		require.NoError(t, b.bill(t.Context(), s, day("2026-02-15").AddDate(0, 0, n)))
	}
	assert.Equal(t, "limit exceeded, 4 times", s.stopped)
	assert.Len(t, charged(t, model), 1)
}

// The payment never arrived, which nobody can know: no other is asked for.
func TestWhatIsUnknownBlocksTheNext(t *testing.T) {
	t.Parallel()
	model, b, s, out := member(t, bizontest.DeclineAsError)
	model.Fail(bizontest.Fault{On: "POST /orders/{id}/rebill", Drop: true})
	for n := range 3 {
		require.NoError(t, b.bill(t.Context(), s, day("2026-02-15").AddDate(0, 0, n)))
	}
	assert.Equal(t, 3, strings.Count(out.String(), "looked up: absent so far"))
	assert.Equal(t, "dan-2026-02-1", s.pending)
	assert.Len(t, charged(t, model), 1)

	asked := b.asked[s.pending]
	asked.At = asked.At.Add(-25 * time.Hour)
	b.asked[s.pending] = asked
	require.ErrorContains(t, b.bill(t.Context(), s, day("2026-02-18")), "back office")
}

// A refusal whose answer was lost is a refusal all the same.
func TestALostRefusal(t *testing.T) {
	t.Parallel()
	model, b, s, out := member(t, bizontest.DeclineAsError)
	model.Fail(bizontest.Fault{On: "POST /orders/{id}/rebill", Decline: bizontest.Declined, When: bizontest.AfterCommit, Drop: true})
	require.NoError(t, b.bill(t.Context(), s, day("2026-02-15")))
	assert.Contains(t, out.String(), "looked up: not executed")
	assert.Equal(t, paygates.DeclineByIssuer.String(), s.stopped)
	assert.Len(t, charged(t, model), 1)
}

// The shop died before the payment left the house.
func TestAPaymentThatWasNeverSent(t *testing.T) {
	t.Parallel()
	model, b, s, _ := member(t, bizontest.DeclineAsError)
	s.pending = s.reference()
	for range 2 {
		require.NoError(t, b.bill(t.Context(), s, day("2026-02-15")))
	}
	assert.Equal(t, []string{"dan-2026-01-1", "dan-2026-02-1"}, charged(t, model))
}
