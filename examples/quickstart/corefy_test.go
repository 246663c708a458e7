package main

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/paygates/paygates-go/corefy/corefytest"
	"github.com/paygates/paygates-go/examples/internal/account"
)

// corefyHost starts a model and makes the program take it for a real host.
func corefyHost(t *testing.T, cfg corefytest.Config) *corefytest.Server {
	t.Helper()
	server := corefytest.NewServer(cfg)
	t.Cleanup(server.Close)
	only(t, "COREFY", map[string]string{
		"ACCOUNT_ID": corefytest.DefaultAccountID, "API_KEY": corefytest.DefaultAPIKey, "PRIVATE_URL": server.PrivateURL,
	})
	return server
}

func TestCorefyHost(t *testing.T) {
	server := corefyHost(t, corefytest.Config{})
	person(t, func() (ids []string) {
		for _, i := range server.Invoices() {
			ids = append(ids, i.ID)
		}
		return ids
	}, server.Pay)
	var out strings.Builder
	require.NoError(t, run(t.Context(), []string{"-wait", "30s", "-every", "10ms"}, &out))
	output := section(t, out.String(), "corefy")

	invoice := server.Invoices()[0]
	assert.Contains(t, output, "COREFY_ACCOUNT_ID, COREFY_API_KEY and COREFY_PRIVATE_URL are set: this is a real host.")
	assert.Contains(t, output, "Please pay here within 30s:\n  "+invoice.PageURL)
	assert.NotContains(t, output, "ledger", "a real host has none to show")
	require.Contains(t, rows(output), "resolve", output)
	assert.Equal(t, "executed", rows(output)["resolve"][7])
	assert.Equal(t, "5.25 USD", invoice.Refunded.String())
	assert.True(t, invoice.TestMode)
}

// Test and live invoices share a host: the mode decides.
func TestCorefyProductionNeedsLive(t *testing.T) {
	server := corefyHost(t, corefytest.Config{})
	t.Setenv("COREFY_ENVIRONMENT", "production")
	require.ErrorIs(t, run(t.Context(), nil, new(strings.Builder)), account.ErrNotLive)
	assert.Empty(t, server.Requests(), "nothing may be sent before the refusal")
	require.NoError(t, run(t.Context(), []string{"-live", "-wait", "1ms"}, new(strings.Builder)))
	assert.False(t, server.Invoices()[0].TestMode)
}

func TestCorefyWithoutAService(t *testing.T) {
	corefyHost(t, corefytest.Config{Services: corefytest.DefaultServices()[:1]})
	require.ErrorIs(t, run(t.Context(), nil, new(strings.Builder)), errNoService)
}
