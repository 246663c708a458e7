package main

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/paygates/paygates-go/cinetpay/cinetpaytest"
	"github.com/paygates/paygates-go/examples/internal/account"
)

// cinetpayHost starts a model and makes the program take it for a real host.
func cinetpayHost(t *testing.T) *cinetpaytest.Server {
	t.Helper()
	server := cinetpaytest.NewServer(cinetpaytest.Config{})
	t.Cleanup(server.Close)
	only(t, "CINETPAY", map[string]string{
		"API_KEY": cinetpaytest.DefaultAPIKey, "SITE_ID": cinetpaytest.DefaultSiteID,
		"BASE_URL": server.URL, "TRANSFER_URL": server.URL,
	})
	return server
}

func TestCinetPayHost(t *testing.T) {
	server := cinetpayHost(t)
	person(t, func() (ids []string) {
		for _, p := range server.Payments() {
			ids = append(ids, p.TransactionID)
		}
		return ids
	}, server.Pay)
	var out strings.Builder
	require.NoError(t, run(t.Context(), []string{"-live", "-wait", "30s", "-every", "10ms"}, &out))
	output := section(t, out.String(), "cinetpay")

	assert.Contains(t, output, "CINETPAY_API_KEY and CINETPAY_SITE_ID are set: this is a real host.")
	assert.Contains(t, output, "Please pay here within 30s:\n  "+server.Payments()[0].URL)
	assert.NotContains(t, output, "ledger", "a real host has none to show")
	require.Contains(t, rows(output), "payer pays", output)
	assert.Equal(t, []string{"paid", "2500 XOF", "2500"}, rows(output)["payer pays"][3:6])
	require.Contains(t, rows(output), "resolve", output)
	assert.Equal(t, "executed", rows(output)["resolve"][7])
}

// CinetPay has no sandbox: its own host needs -live, and so does every other.
func TestEveryCinetPayHostNeedsLive(t *testing.T) {
	server := cinetpayHost(t)
	require.ErrorIs(t, run(t.Context(), nil, new(strings.Builder)), account.ErrNotLive)
	assert.Empty(t, server.Requests(), "nothing may be sent before the refusal")

	only(t, "CINETPAY", map[string]string{"API_KEY": "key", "SITE_ID": "445160"})
	require.ErrorIs(t, run(t.Context(), nil, new(strings.Builder)), account.ErrNotLive)
	at, err := account.OpenCinetPay(true, cinetpaytest.Config{})
	require.NoError(t, err)
	assert.Equal(t, "https://api-checkout.cinetpay.com", at.Where)
}
