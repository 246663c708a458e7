package main

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/paygates/paygates-go/circlepay/circlepaytest"
	"github.com/paygates/paygates-go/examples/internal/account"
)

// circlepayHost starts a model and makes the program take it for a real host.
func circlepayHost(t *testing.T) *circlepaytest.Server {
	t.Helper()
	server := circlepaytest.NewServer(circlepaytest.Config{RefundsAtOnce: true})
	t.Cleanup(server.Close)
	only(t, "CIRCLEPAY", map[string]string{
		"ACCOUNT_KEY": circlepaytest.DefaultAccountKey, "ACCOUNT_TOKEN": circlepaytest.DefaultAccountToken,
		"MERCHANT_TOKEN": circlepaytest.DefaultMerchantToken, "BASE_URL": server.URL,
	})
	return server
}

func TestCirclePayHost(t *testing.T) {
	server := circlepayHost(t)
	person(t, func() (ids []string) {
		for _, p := range server.Payments() {
			ids = append(ids, p.TransactionID)
		}
		return ids
	}, server.Pay)
	args := []string{"-wait", "30s", "-every", "10ms"}
	var out strings.Builder
	require.NoError(t, run(t.Context(), args, &out))
	output := section(t, out.String(), "circlepay")

	assert.Contains(t, output, "CIRCLEPAY_ACCOUNT_KEY and CIRCLEPAY_ACCOUNT_TOKEN are set: this is a real host.")
	assert.NotContains(t, output, "ledger", "a real host has none to show")
	require.Contains(t, rows(output), "resolve", output)
	assert.Equal(t, []string{"refunded", "10.50 EGP", "10.50", "10.50", "executed"}, rows(output)["resolve"][3:])
	require.Len(t, server.Refunds(), 1)
	assert.Equal(t, "10.50 EGP", server.Refunds()[0].Value.String())
}

func TestCirclePayProductionNeedsLive(t *testing.T) {
	server := circlepayHost(t)
	t.Setenv("CIRCLEPAY_ENVIRONMENT", "production")
	require.ErrorIs(t, run(t.Context(), nil, new(strings.Builder)), account.ErrNotLive)
	assert.Empty(t, server.Requests(), "nothing may be sent before the refusal")
	require.NoError(t, run(t.Context(), []string{"-live", "-wait", "1ms"}, new(strings.Builder)))

	for _, host := range []string{"", "https://OPENAPI.circlepay.ai/apis"} {
		only(t, "CIRCLEPAY", map[string]string{"ACCOUNT_KEY": "key", "ACCOUNT_TOKEN": "token", "BASE_URL": host})
		at, err := account.OpenCirclePay(false, circlepaytest.Config{})
		if host != "" {
			require.ErrorIs(t, err, account.ErrNotLive)
			continue
		}
		require.NoError(t, err)
		assert.Equal(t, "https://sandbox-openapi.circlepay.ai", at.Where)
	}
}
