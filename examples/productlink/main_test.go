package main

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/paygates/paygates-go/circlepay"
	"github.com/paygates/paygates-go/circlepay/circlepaytest"
	"github.com/paygates/paygates-go/examples/internal/account"
	"github.com/paygates/paygates-go/money"
)

func TestRun(t *testing.T) {
	account.Set(t, "CIRCLEPAY", nil)
	var out strings.Builder
	require.NoError(t, run(t.Context(), nil, &out), out.String())
	output := out.String()
	for _, want := range []string{
		"circlepay PaymentLinks.Create: unavailable (outcome: unknown); looked up: executed\nphone for 18000.00 EGP;",
		"From now on it costs 17500.00 EGP.\n",
		"+201001616169   paid     17500.00 EGP\n",
		"+201001616168   paid     18000.00 EGP\n",
		"+201001616167   failed   –\n",
		" 53500.00 EGP\n",
		"It is off.\nThe next payer finds no page to pay on.\n",
	} {
		assert.Contains(t, output, want)
	}
}

func opened(t *testing.T) (*circlepaytest.Model, string, *seller, circlepay.LinkTerms) {
	t.Helper()
	model := circlepaytest.New(circlepaytest.Config{LinksWithScheme: true})
	server := httptest.NewServer(model)
	t.Cleanup(server.Close)
	client, err := circlepay.New(account.OfCirclePayModel(&circlepaytest.Server{Model: model, URL: server.URL}))
	require.NoError(t, err)
	return model, server.URL, &seller{client: client, out: new(strings.Builder)}, circlepay.LinkTerms{
		Amount: money.MustParse("18000", money.EGP), Name: "phone", Description: "One phone", Expiry: time.Now().AddDate(0, 0, 30),
	}
}

func TestARealHost(t *testing.T) {
	model, url, _, _ := opened(t)
	account.Set(t, "CIRCLEPAY", map[string]string{
		"ACCOUNT_KEY": circlepaytest.DefaultAccountKey, "ACCOUNT_TOKEN": circlepaytest.DefaultAccountToken,
		"MERCHANT_TOKEN": circlepaytest.DefaultMerchantToken, "BASE_URL": url,
	})
	var out strings.Builder
	require.NoError(t, run(t.Context(), []string{"-name", "lamp", "-price", "75.25 EGP"}, &out))
	require.Len(t, model.Links(), 1)
	link := model.Links()[0]
	assert.Equal(t, "75.25 EGP", link.Value.String())
	assert.Contains(t, out.String(), link.URL)
	require.NoError(t, run(t.Context(), []string{"-link", link.URL}, &out))
	assert.NotContains(t, out.String(), "paid ")
	require.NoError(t, run(t.Context(), []string{"-link", link.URL, "-stop"}, &out))
	assert.False(t, model.Links()[0].Active)
	t.Setenv("CIRCLEPAY_ENVIRONMENT", "production")
	require.ErrorIs(t, run(t.Context(), nil, new(strings.Builder)), account.ErrNotLive)
}

// Where nothing proves what became of a call, the seller says so, and makes nothing
// twice.
func TestNothingIsGuessed(t *testing.T) {
	t.Parallel()
	model, _, s, terms := opened(t)
	// What may be repeated is sent three times, what makes something once.
	lose := func(call string, times int) { model.Fail(circlepaytest.Fault{On: call, Drop: true, Times: times}) }
	lose("POST /paymentlink/create", 1)
	_, err := s.offer(t.Context(), terms)
	require.ErrorIs(t, err, errNotOffered)
	assert.Empty(t, model.Links())

	link, err := s.offer(t.Context(), terms)
	require.NoError(t, err)
	terms.Amount = money.MustParse("17500", money.EGP)
	lose("PUT /paymentlink/update", 3)
	require.ErrorIs(t, s.reprice(t.Context(), link.ID, terms), errNotChanged)
	lose("DELETE /paymentlink/deactive/{payment_link_url}", 3)
	require.ErrorIs(t, s.stop(t.Context(), link.ID), errNotStopped)
	assert.True(t, model.Links()[0].Active)
	assert.Equal(t, "18000.00 EGP", model.Links()[0].Value.String())

	lose("PUT /paymentlink/update", 3)
	model.Fail(circlepaytest.Fault{On: "GET /paymentlink/get/{payment_link_url}", Status: http.StatusForbidden})
	require.ErrorIs(t, s.reprice(t.Context(), link.ID, terms), errNotChanged, "the look-up failed")
	assert.Zero(t, model.PendingFaults())
}
