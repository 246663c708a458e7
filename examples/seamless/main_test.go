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

// The self-test itself has to notice a shop that gives no ticket out.
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
	for _, test := range []struct {
		name    string
		codes   []string
		paid    money.Amount
		err     error
		tickets int
	}{
		{"paid", []string{"00"}, price, nil, 1},
		{"paid, told twice", []string{"00", "00"}, price, nil, 1},
		{"paid, then an older read", []string{"00", "662"}, price, nil, 1},
		{"refused, then found", []string{"627", "00"}, price, nil, 1},
		{"another amount", []string{"00"}, money.MustParse("5", money.XOF), errNotOurs, 0},
		{"a code that nobody knows", []string{"999"}, price, nil, 0},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			s := &shop{sales: map[string]*sale{"ticket-1": {Reference: "ticket-1", State: paygates.StatePending}}}
			for _, code := range test.codes {
				status := map[string]cinetpay.Status{"00": cinetpay.StatusAccepted, "627": cinetpay.StatusRefused, "662": cinetpay.StatusPending}[code]
				err := s.record(&cinetpay.Payment{Reference: "ticket-1", Code: code, Status: status, Amount: test.paid, Currency: money.XOF})
				require.ErrorIs(t, err, test.err)
			}
			got, _ := s.get("ticket-1")
			assert.Equal(t, test.tickets, got.Tickets)
			assert.Equal(t, test.tickets > 0, wordsFor(got).Title == paidPage)
		})
	}
	s := &shop{}
	require.ErrorIs(t, s.record(&cinetpay.Payment{Reference: "ticket-1"}), errNotOurs)
}

// A page to pay on is only for a purchase that can be paid.
func TestPagesThatAreNotThere(t *testing.T) {
	s := openStall(t)
	for _, path := range []string{"/pay/ticket-1", "/purchase/ticket-1"} {
		page, err := browser.New().Open(t.Context(), s.url+path)
		require.NoError(t, err)
		assert.Equal(t, http.StatusNotFound, page.Status)
		assert.Equal(t, "/purchase/ticket-1", page.URL.Path)
	}
	require.NoError(t, inTheWindow(t.Context(), s, "pay", paidPage, 1))
	paid := s.model.Payments()[0].TransactionID
	page, err := browser.New().Open(t.Context(), s.url+"/pay/"+paid)
	require.NoError(t, err)
	assert.Contains(t, page.Body, paidPage)
	front, err := browser.New().Open(t.Context(), s.url+"/return") // CinetPay's ping
	require.NoError(t, err)
	assert.Equal(t, http.StatusOK, front.Status)
	back, err := browser.New().Open(t.Context(), s.url+"/return?transaction_id="+paid)
	require.NoError(t, err)
	assert.Contains(t, back.Body, paidPage)
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
