package main

import (
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/cinetpay"
	"github.com/paygates/paygates-go/cinetpay/cinetpaytest"
	"github.com/paygates/paygates-go/examples/internal/account"
	"github.com/paygates/paygates-go/examples/internal/browser"
	"github.com/paygates/paygates-go/money"
)

func TestSelftest(t *testing.T) {
	account.Set(t, "CINETPAY", nil)
	var out strings.Builder
	require.NoError(t, run(t.Context(), []string{"-selftest"}, &out), out.String())
	for _, v := range visits {
		assert.Contains(t, out.String(), "ok     "+v.Name)
	}
}

// The self-test itself has to notice a shop that believes nobody.
func TestSelftestNotices(t *testing.T) {
	s := openStall(t)
	s.model.Fail(cinetpaytest.Fault{On: "POST /v2/payment/check", Times: -1, Status: http.StatusForbidden})
	var out strings.Builder
	require.Error(t, selftest(t.Context(), s, &out))
	assert.Contains(t, out.String(), "WRONG  a payer who pays")
}

func TestRealMoneyIsMeant(t *testing.T) {
	account.Set(t, "CINETPAY", nil)
	t.Setenv("CINETPAY_API_KEY", "key")
	t.Setenv("CINETPAY_SITE_ID", "100001")
	require.ErrorIs(t, run(t.Context(), nil, new(strings.Builder)), account.ErrNotLive)
	require.ErrorContains(t, run(t.Context(), []string{"-live"}, new(strings.Builder)), "-url")
	require.ErrorContains(t, run(t.Context(), []string{"-live", "-selftest"}, new(strings.Builder)), "unset CINETPAY_*")
}

func TestRecord(t *testing.T) {
	t.Parallel()
	price := books[0].Price
	for _, test := range []struct {
		name    string
		heard   []*cinetpay.Payment
		shipped int
		title   string
	}{
		{"paid", []*cinetpay.Payment{read("00", "ACCEPTED", price)}, 1, paidPage},
		{"paid, told three times", []*cinetpay.Payment{read("00", "ACCEPTED", price), read("00", "ACCEPTED", price), read("00", "ACCEPTED", price)}, 1, paidPage},
		{"paid, then an older read", []*cinetpay.Payment{read("00", "ACCEPTED", price), read("662", "PENDING", price)}, 1, paidPage},
		{"refused, then paid", []*cinetpay.Payment{read("627", "REFUSED", price), read("00", "ACCEPTED", price)}, 1, paidPage},
		{"a payment of another amount", []*cinetpay.Payment{read("00", "ACCEPTED", money.MustParse("5", money.XOF))}, 0, unclear.Title},
		{"a code that nobody knows", []*cinetpay.Payment{read("999", "DONE", price)}, 0, unclear.Title},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			record := newSales()
			reference := record.open(books[0])
			for _, payment := range test.heard {
				payment.Reference = reference
				require.NoError(t, record.record(payment, "notification"))
			}
			got, ok := record.Get(reference)
			require.True(t, ok)
			assert.Equal(t, test.shipped, got.Shipped)
			assert.Equal(t, test.title, wordsFor(got).Title)
		})
	}
	require.ErrorIs(t, newSales().record(read("00", "ACCEPTED", price), "notification"), errNotOurs)
}

func TestOnlyPaidIsToldAsPaid(t *testing.T) {
	t.Parallel()
	for state := range paygates.StateChargedBack + 1 {
		said := wordsFor(sale{State: state})
		assert.NotEmpty(t, said.Title, state)
		assert.Equal(t, state == paygates.StatePaid, said.Title == paidPage, state)
	}
}

func TestNothingElseIsShown(t *testing.T) {
	s := openStall(t)
	for path, status := range map[string]int{"/purchase/book-9": http.StatusNotFound, "/elsewhere": http.StatusNotFound} {
		page, err := browser.New().Open(t.Context(), s.url+path)
		require.NoError(t, err)
		assert.Equal(t, status, page.Status, path)
	}
	for _, test := range []struct {
		path, site, form string
		status           int
	}{
		{"/buy", "cross-site", "book=aya", http.StatusForbidden},
		{"/buy", "same-origin", "book=none", http.StatusBadRequest},
		{"/return", "cross-site", "", http.StatusBadRequest},
	} {
		r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, s.url+test.path, strings.NewReader(test.form))
		require.NoError(t, err)
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Header.Set("Sec-Fetch-Site", test.site)
		answer, err := (&http.Client{}).Do(r)
		require.NoError(t, err)
		require.NoError(t, answer.Body.Close())
		assert.Equal(t, test.status, answer.StatusCode, test)
	}
	assert.Empty(t, s.model.Payments())
}

// read is a payment as the check reads it.
func read(code, status string, amount money.Amount) *cinetpay.Payment {
	return &cinetpay.Payment{Code: code, Status: cinetpay.Status(status), Amount: amount, Currency: amount.Currency()}
}

func openStall(t *testing.T) *stall {
	t.Helper()
	account.Set(t, "CINETPAY", nil)
	at, err := account.OpenCinetPay(false, cinetpaytest.Config{})
	require.NoError(t, err)
	t.Cleanup(at.Close)
	s, stop, err := open(t.Context(), "127.0.0.1:0", "", at)
	require.NoError(t, err)
	t.Cleanup(stop)
	return &stall{s, at.Model}
}
