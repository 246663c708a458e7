package main

import (
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/circlepay"
	"github.com/paygates/paygates-go/circlepay/circlepaytest"
	"github.com/paygates/paygates-go/examples/internal/account"
	"github.com/paygates/paygates-go/money"
)

func TestRun(t *testing.T) {
	account.Set(t, "CIRCLEPAY", nil)
	var out strings.Builder
	require.NoError(t, run(t.Context(), nil, &out), out.String())
	before, after, found := strings.Cut(out.String(), "The bank gives the money back")
	require.True(t, found)
	assert.Equal(t, 3, strings.Count(before, " pending   paid        –\n"))
	assert.Contains(t, before, ": looked up: executed\n")
	assert.Contains(t, before, ": looked up: absent so far\n")
	assert.Equal(t, 2, strings.Count(after, " refunded  refunded    12000.00 EGP\n"))
	assert.Equal(t, 1, strings.Count(after, " failed    paid        –\n"))
	assert.Equal(t, 1, strings.Count(after, " unknown       –               unknown   paid        –\n"))
	assert.Contains(t, after, errUnsettled.Error())
	_, ledger, _ := strings.Cut(after, "What truly went back:\n")
	assert.Equal(t, 2, strings.Count(ledger, "12000.00 EGP\n"))
}

// sold is a payment at a model.
func sold(t *testing.T, cfg circlepaytest.Config) (*circlepaytest.Model, string, *desk, string) {
	t.Helper()
	model := circlepaytest.New(cfg)
	server := httptest.NewServer(model)
	t.Cleanup(server.Close)
	client, err := circlepay.New(account.OfCirclePayModel(&circlepaytest.Server{Model: model, URL: server.URL}))
	require.NoError(t, err)
	checkout, err := client.Invoices.CreateAndPay(t.Context(), circlepay.CreateAndPayRequest{
		Customer: circlepay.CustomerData{FirstName: "Mona", LastName: "Ali", Email: "mona@customer.example", Mobile: "+201001616166"},
		Invoice: circlepay.CreateInvoiceRequest{
			DueDate: time.Now().AddDate(0, 0, 7),
			Items:   []circlepay.Item{{Name: "phone", Quantity: 1, Price: money.MustParse("100", money.EGP)}},
		},
	})
	require.NoError(t, err)
	require.NoError(t, model.Pay(checkout.PaymentID))
	return model, server.URL, &desk{client: client, out: new(strings.Builder)}, checkout.PaymentID
}

func TestARealHost(t *testing.T) {
	model, url, _, payment := sold(t, circlepaytest.Config{RefundsAtOnce: true})
	account.Set(t, "CIRCLEPAY", map[string]string{
		"ACCOUNT_KEY": circlepaytest.DefaultAccountKey, "ACCOUNT_TOKEN": circlepaytest.DefaultAccountToken,
		"MERCHANT_TOKEN": circlepaytest.DefaultMerchantToken, "BASE_URL": url,
	})
	require.ErrorContains(t, run(t.Context(), nil, new(strings.Builder)), "-payment")
	args := []string{"-payment", payment, "-every", "1ms"}
	var out strings.Builder
	require.NoError(t, run(t.Context(), args, &out), out.String())
	assert.Contains(t, out.String(), "refunded  refunded    100.00 EGP")

	require.ErrorIs(t, run(t.Context(), args, new(strings.Builder)), paygates.ErrDeclined, "it went back before")
	assert.Len(t, model.Refunds(), 1)
	t.Setenv("CIRCLEPAY_ENVIRONMENT", "production")
	require.ErrorIs(t, run(t.Context(), args, new(strings.Builder)), account.ErrNotLive)
}

// A look-up that fails settles nothing, and nothing is requested twice.
func TestNothingIsGuessed(t *testing.T) {
	t.Parallel()
	model, _, d, payment := sold(t, circlepaytest.Config{})
	model.Fail(circlepaytest.Fault{On: "POST /refund/request", When: circlepaytest.AfterCommit, Drop: true})
	model.Fail(circlepaytest.Fault{On: "POST /refund/list", Nth: 2, Status: http.StatusForbidden})
	require.NoError(t, d.giveBack(t.Context(), payment))
	require.ErrorIs(t, d.unsettled(), errUnsettled)
	assert.Zero(t, model.PendingFaults())
	d.resolve(t.Context(), d.givings[0])
	require.NoError(t, d.unsettled())
	assert.Equal(t, model.Refunds()[0].ID, d.givings[0].RefundID)
	assert.Len(t, model.Refunds(), 1)
}

func TestFollowEndsWithTheContext(t *testing.T) {
	t.Parallel()
	model, _, d, payment := sold(t, circlepaytest.Config{})
	require.NoError(t, d.giveBack(t.Context(), payment))
	model.Fail(circlepaytest.Fault{On: "GET /refund/get/{refund_id}", Status: http.StatusForbidden})
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	d.follow(ctx, time.Millisecond)
	assert.True(t, d.givings[0].open())
	assert.Contains(t, d.out.(*strings.Builder).String(), ": not read: ")
}
