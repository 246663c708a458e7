package main

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/paygates/paygates-go/bizon/bizontest"
	"github.com/paygates/paygates-go/examples/internal/account"
)

// bizonHost starts a model and makes the program take it for a real host.
func bizonHost(t *testing.T) *bizontest.Server {
	t.Helper()
	server := bizontest.NewServer(bizontest.Config{})
	t.Cleanup(server.Close)
	only(t, "BIZON", map[string]string{
		"USERNAME": bizontest.DefaultUsername, "PASSWORD": bizontest.DefaultPassword,
		"BASE_URL": server.URL, "CHECKOUT_URL": server.URL + "/pay",
	})
	return server
}

func TestBizonHost(t *testing.T) {
	server := bizonHost(t)
	person(t, func() (ids []string) {
		for _, o := range server.Orders() {
			ids = append(ids, o.ID)
		}
		return ids
	}, server.Pay)
	var out strings.Builder
	require.NoError(t, run(t.Context(), []string{"-live", "-wait", "30s", "-every", "10ms"}, &out))
	output := section(t, out.String(), "bizon")

	order := server.Orders()[0]
	assert.Contains(t, output, "BIZON_USERNAME, BIZON_PASSWORD, BIZON_CHECKOUT_URL and BIZON_BASE_URL are set: this is a real host.")
	assert.Contains(t, output, "Please pay here within 30s:\n  "+order.CheckoutURL)
	assert.NotContains(t, output, "ledger", "a real host has none to show")
	require.Contains(t, rows(output), "resolve", output)
	assert.Equal(t, "executed", rows(output)["resolve"][7])
	assert.Equal(t, "5.25 EUR", order.Refunded.String())
}

// No host of Bizon is known to be a sandbox.
func TestEveryBizonHostNeedsLive(t *testing.T) {
	server := bizonHost(t)
	require.ErrorIs(t, run(t.Context(), nil, new(strings.Builder)), account.ErrNotLive)
	assert.Empty(t, server.Requests(), "nothing may be sent before the refusal")
}
