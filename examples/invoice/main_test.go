package main

import (
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/corefy"
	"github.com/paygates/paygates-go/corefy/corefytest"
	"github.com/paygates/paygates-go/examples/internal/account"
	"github.com/paygates/paygates-go/examples/internal/browser"
	"github.com/paygates/paygates-go/money"
)

func TestSelftest(t *testing.T) {
	account.Set(t, "COREFY", nil)
	var out strings.Builder
	require.NoError(t, run(t.Context(), []string{"-selftest"}, &out), out.String())
	for _, v := range visits {
		assert.Contains(t, out.String(), "ok     "+v.Name)
	}
}

// The self-test itself has to notice a shop that cannot read its invoices.
func TestSelftestNotices(t *testing.T) {
	s := openStall(t)
	s.model.Fail(corefytest.Fault{On: "GET /api/payment-invoices/{id}", Times: -1, Status: http.StatusForbidden})
	var out strings.Builder
	require.Error(t, selftest(t.Context(), s, &out))
	assert.Contains(t, out.String(), "WRONG  a payer who pays")
}

func TestRealMoneyIsMeant(t *testing.T) {
	account.Set(t, "COREFY", nil)
	for name, value := range map[string]string{"ACCOUNT_ID": "coma_1", "API_KEY": "key", "PRIVATE_URL": "https://gateway.example/api", "ENVIRONMENT": "production"} {
		t.Setenv("COREFY_"+name, value)
	}
	require.ErrorIs(t, run(t.Context(), nil, new(strings.Builder)), account.ErrNotLive)
	require.ErrorContains(t, run(t.Context(), []string{"-live"}, new(strings.Builder)), "-url")
	require.ErrorContains(t, run(t.Context(), []string{"-live", "-selftest"}, new(strings.Builder)), "unset COREFY_*")
}

func TestRecord(t *testing.T) {
	t.Parallel()
	price, none := bowls[0].Price, money.MustParse("0.00", money.USD)
	paid := corefy.Invoice{ID: "cpi_1", Status: corefy.StatusProcessed, Amount: price, PaymentAmount: price, ProcessedAmount: price}
	waits := corefy.Invoice{ID: "cpi_1", Status: corefy.StatusProcessPending, Amount: price, PaymentAmount: price, ProcessedAmount: none}
	failed := corefy.Invoice{ID: "cpi_1", Status: corefy.StatusProcessFailed, Amount: price, PaymentAmount: price, ProcessedAmount: none}
	another, cheaper, odd := paid, paid, paid
	another.ID, cheaper.Amount, odd.Status = "cpi_2", money.MustParse("0.01", money.USD), "processed_somehow"
	for _, test := range []struct {
		name    string
		heard   []corefy.Invoice
		last    error
		shipped int
	}{
		{"paid", []corefy.Invoice{paid}, nil, 1},
		{"paid, told three times", []corefy.Invoice{waits, paid, paid, paid}, nil, 1},
		{"paid, then an older read", []corefy.Invoice{paid, waits}, nil, 1},
		{"failed", []corefy.Invoice{waits, failed}, nil, 0},
		{"another invoice under the reference", []corefy.Invoice{waits, another}, errDifferent, 0},
		{"another amount", []corefy.Invoice{cheaper}, errDifferent, 0},
		{"a status that nobody knows", []corefy.Invoice{odd}, nil, 0},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			book := &sales{}
			reference := book.open(bowls[0])
			var err error
			for _, invoice := range test.heard {
				invoice.Reference = reference
				err = book.record(&invoice, "callback")
			}
			require.ErrorIs(t, err, test.last)
			got, _ := book.Get(reference)
			assert.Equal(t, test.shipped, got.Shipped)
			assert.Equal(t, test.shipped > 0, wordsFor(got).Title == paidPage)
		})
	}
	require.ErrorIs(t, new(sales).record(&paid, "callback"), errNotOurs)
}

func TestOnlyPaidIsToldAsPaid(t *testing.T) {
	t.Parallel()
	for state := range paygates.StateChargedBack + 1 {
		for _, standing := range []standing{unknown, made, refused} {
			said := wordsFor(sale{State: state, Standing: standing})
			assert.NotEmpty(t, said.Title)
			assert.Equal(t, state == paygates.StatePaid && standing == made, said.Title == paidPage)
		}
	}
}

// A refusal that proves that there is no invoice is told as one.
func TestNoInvoice(t *testing.T) {
	s := openStall(t)
	s.service = "bank_transfer_usd_hpp" // switched off
	page, err := s.buy(t.Context())
	require.NoError(t, err)
	assert.Contains(t, page.Body, "The gateway made no invoice")
	assert.Empty(t, s.model.Invoices())
}

func TestNothingElseIsShown(t *testing.T) {
	s := openStall(t)
	for path, status := range map[string]int{
		"/purchase/bowl-9": http.StatusNotFound, "/return": http.StatusBadRequest, "/return?id=cpi_9": http.StatusNotFound,
	} {
		page, err := browser.New().Open(t.Context(), s.url+path)
		require.NoError(t, err)
		assert.Equal(t, status, page.Status, path)
	}
	for path, form := range map[string]string{"/buy": "bowl=none", "/again/bowl-9": ""} {
		for site, status := range map[string]int{"cross-site": http.StatusForbidden, "same-origin": 0} {
			r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, s.url+path, strings.NewReader(form))
			require.NoError(t, err)
			r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
			r.Header.Set("Sec-Fetch-Site", site)
			answer, err := (&http.Client{}).Do(r)
			require.NoError(t, err)
			require.NoError(t, answer.Body.Close())
			assert.GreaterOrEqual(t, answer.StatusCode, 400, path)
			if status > 0 {
				assert.Equal(t, status, answer.StatusCode, path)
			}
		}
	}
	assert.Empty(t, s.model.Invoices())
}

func openStall(t *testing.T) *stall {
	t.Helper()
	account.Set(t, "COREFY", nil)
	at, err := account.OpenCorefy(false, corefytest.Config{})
	require.NoError(t, err)
	t.Cleanup(at.Close)
	s, stop, err := open(t.Context(), "127.0.0.1:0", "", "payment_card_usd_hpp", at)
	require.NoError(t, err)
	t.Cleanup(stop)
	return &stall{s, at.Model}
}
