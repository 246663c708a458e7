package main

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/cinetpay"
	"github.com/paygates/paygates-go/cinetpay/cinetpaytest"
	"github.com/paygates/paygates-go/examples/internal/account"
	"github.com/paygates/paygates-go/money"
)

const send = "POST /v1/transfer/money/send/contact"

func TestRun(t *testing.T) {
	account.Set(t, "CINETPAY", nil)
	var out strings.Builder
	require.NoError(t, run(t.Context(), nil, &out))
	output := out.String()
	for _, want := range []string{
		"payout-1    +2250700000001     5000 XOF  executed      paid out    5000 XOF  CinetPay, asked after a hint\n",
		"payout-2   pending, says the look-up\n",
		"payout-2    +2250700000002     5000 XOF  executed      paid out    5000 XOF  CinetPay, asked after a hint\n",
		"payout-3    +2250700000003     5000 XOF  unknown       unknown            –  the look-up: absent so far\n",
		"payout-4    +2250700000004     5000 XOF  executed      failed             –  CinetPay, asked after a hint\n",
		"payout-3: nobody knows yet",
		"What CinetPay really paid:\n  payout-1     5000 XOF\n  payout-2     5000 XOF\n",
	} {
		assert.Contains(t, output, want)
	}
}

// The same command twice is one payout: the reference is known.
func TestARealHostTwice(t *testing.T) {
	model := cinetpaytest.NewServer(cinetpaytest.Config{Whitelisted: true})
	t.Cleanup(model.Close)
	account.Set(t, "CINETPAY", map[string]string{
		"API_KEY": cinetpaytest.DefaultAPIKey, "SITE_ID": cinetpaytest.DefaultSiteID, "BASE_URL": model.URL,
		"TRANSFER_PASSWORD": cinetpaytest.DefaultTransferPassword, "TRANSFER_URL": model.URL,
	})
	require.ErrorIs(t, run(t.Context(), nil, new(strings.Builder)), account.ErrNotLive)
	require.ErrorContains(t, run(t.Context(), []string{"-live"}, new(strings.Builder)), "-notify")
	args := []string{
		"-live", "-notify", "http://127.0.0.1:1/transfers", "-wait", "1s",
		"-reference", "payout-77", "-to", "225 0700000001", "-name", "Awa Koné", "-email", "awa@shop.example",
	}
	require.NoError(t, run(t.Context(), args, new(strings.Builder)))
	require.NoError(t, model.Complete("payout-77"))
	var out strings.Builder
	require.NoError(t, run(t.Context(), args, &out))
	assert.Contains(t, out.String(), "duplicate (outcome: unknown")
	assert.Contains(t, out.String(), "payout-77  paid out, says the look-up")
	require.Len(t, model.Transfers(), 1)
}

func TestAReceiverIsWhole(t *testing.T) {
	t.Parallel()
	var p payout
	require.Error(t, p.to("2250700000001"))
	require.Error(t, p.name("Awa"))
}

func TestARefusalIsNoPayout(t *testing.T) {
	t.Parallel()
	model, d := openDesk(t)
	model.Fail(cinetpaytest.Fault{On: send, Code: "602"})
	err := d.pay(t.Context(), toAwa())
	require.ErrorIs(t, err, paygates.ErrDeclined)
	require.NoError(t, d.unsettled())
	assert.Equal(t, paygates.OutcomeNotExecuted, d.payouts[0].Outcome)
	assert.False(t, d.payouts[0].open())
}

// A look-up that fails settles nothing.
func TestNothingIsGuessed(t *testing.T) {
	t.Parallel()
	model, d := openDesk(t)
	model.Fail(cinetpaytest.Fault{On: send, When: cinetpaytest.AfterCommit, Drop: true})
	model.Fail(cinetpaytest.Fault{On: "GET /v1/transfer/check/money", Status: http.StatusForbidden})
	require.NoError(t, d.pay(t.Context(), toAwa()))
	require.ErrorIs(t, d.unsettled(), errUnsettled)
	d.resolve(t.Context(), d.payouts[0])
	require.NoError(t, d.unsettled())
	assert.Equal(t, paygates.StatePending, d.payouts[0].State)
	assert.Len(t, model.Transfers(), 1)
}

// What a notification says is not believed, and without one a round asks.
func TestHints(t *testing.T) {
	t.Parallel()
	model, d := openDesk(t)
	require.NoError(t, d.pay(t.Context(), toAwa()))
	for _, test := range []struct {
		method, body string
		status       int
	}{
		{http.MethodGet, "", http.StatusOK},
		{http.MethodPost, "client_transaction_id=payout-1&treatment_status=REJ", http.StatusOK},
		{http.MethodPost, "client_transaction_id=payout-9", http.StatusOK},
		{http.MethodPost, "treatment_status=VAL", http.StatusBadRequest},
		{http.MethodPost, strings.Repeat("a", 1<<20), http.StatusBadRequest},
	} {
		w := httptest.NewRecorder()
		r := httptest.NewRequest(test.method, "/transfers", strings.NewReader(test.body))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		d.ServeHTTP(w, r)
		assert.Equal(t, test.status, w.Code, test.method)
	}
	require.NoError(t, model.Approve("payout-1"))
	require.NoError(t, model.Complete("payout-1"))
	model.TakeCallbacks()
	d.follow(t.Context(), 10*time.Millisecond)
	assert.Equal(t, paygates.StatePaidOut, d.payouts[0].State)
	assert.Equal(t, "5000 XOF", d.payouts[0].PaidOut.String())
}

func TestAnotherAmountIsForAPerson(t *testing.T) {
	t.Parallel()
	_, d := openDesk(t)
	p := toAwa()
	d.record(&p, &cinetpay.Transfer{Status: cinetpay.TransferValidated, Amount: money.MustParse("50", money.XOF)}, "the answer")
	assert.Equal(t, paygates.StateUnknown, p.State)
}

func toAwa() payout {
	return payout{
		Reference: "payout-1", Amount: money.MustParse("5000", money.XOF),
		Receiver: cinetpay.Contact{Prefix: "225", Phone: "0700000001", GivenName: "Awa", FamilyName: "Koné", Email: "awa@shop.example"},
	}
}

// openDesk is a desk whose notifications nobody delivers.
func openDesk(t *testing.T) (*cinetpaytest.Model, *desk) {
	t.Helper()
	model := cinetpaytest.New(cinetpaytest.Config{})
	server := httptest.NewServer(model)
	t.Cleanup(server.Close)
	client, err := cinetpay.New(account.OfCinetPayModel(&cinetpaytest.Server{Model: model, URL: server.URL}))
	require.NoError(t, err)
	return model, &desk{client: client, notifyURL: "https://shop.example/transfers", hints: make(chan string, 100), out: new(strings.Builder)}
}
