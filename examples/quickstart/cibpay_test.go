package main

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/paygates/paygates-go/cibpay/cibpaytest"
	"github.com/paygates/paygates-go/examples/internal/account"
	"github.com/paygates/paygates-go/money"
)

// cibpayHost starts a model and makes the program take it for a real host.
func cibpayHost(t *testing.T, cfg cibpaytest.Config) *cibpaytest.Server {
	t.Helper()
	server := cibpaytest.NewServer(cfg)
	t.Cleanup(server.Close)
	only(t, "CIBPAY", map[string]string{
		"USERNAME": cibpaytest.DefaultUsername, "PASSWORD": cibpaytest.DefaultPassword, "BASE_URL": server.URL,
	})
	return server
}

func cibpayPerson(t *testing.T, server *cibpaytest.Server) {
	t.Helper()
	person(t, func() (ids []string) {
		for _, o := range server.Orders() {
			ids = append(ids, o.ID)
		}
		return ids
	}, server.Pay)
}

func TestCIBPayHost(t *testing.T) {
	server := cibpayHost(t, cibpaytest.Config{})
	cibpayPerson(t, server)
	var out strings.Builder
	require.NoError(t, run(t.Context(), []string{"-wait", "30s", "-every", "10ms"}, &out))
	output := section(t, out.String(), "cibpay")

	order := server.Orders()[0]
	assert.Contains(t, output, "CIBPAY_USERNAME, CIBPAY_PASSWORD and CIBPAY_BASE_URL are set: this is a real host.")
	assert.Contains(t, output, "Please pay here within 30s:\n  "+order.CheckoutURL)
	assert.NotContains(t, output, "ledger", "a real host has none to show")
	require.Contains(t, rows(output), "resolve", output)
	assert.Equal(t, "executed", rows(output)["resolve"][7])
	assert.Equal(t, "5.25 AZN", order.Refunded.String())
}

// The form of CIBPay's guide has no totals: nothing proves what became of a
// lost refund, and the program says so.
func TestCIBPayHostInTheGuidesForm(t *testing.T) {
	server := cibpayHost(t, cibpaytest.Config{Form: cibpaytest.GuideForm})
	cibpayPerson(t, server)
	var out strings.Builder
	require.NoError(t, run(t.Context(), []string{"-wait", "30s", "-every", "10ms"}, &out))
	output := section(t, out.String(), "cibpay")

	assert.Contains(t, output, "the order is looked up by its id")
	require.Contains(t, rows(output), "resolve", output)
	assert.Equal(t, "unknown", rows(output)["resolve"][7])
	assert.Contains(t, out.String(), "cibpay: 1 outcome(s) could not be settled")
	assert.Equal(t, money.MustParse("5.25", money.AZN), server.Orders()[0].Refunded)
}

func TestNobodyPays(t *testing.T) {
	server := cibpayHost(t, cibpaytest.Config{})
	var out strings.Builder
	require.NoError(t, run(t.Context(), []string{"-wait", "1ms"}, &out))
	output := section(t, out.String(), "cibpay")
	got := rows(output)
	for _, step := range []string{"payer pays", "charge", "refund a part", "refund again"} {
		if assert.Len(t, got[step], 8, step) {
			assert.Equal(t, []string{"pending", "skipped"}, []string{got[step][3], got[step][7]}, step)
		}
	}
	assert.Contains(t, output, "nobody paid within 1ms")
	for _, entry := range server.Ledger() {
		assert.Equal(t, cibpaytest.Created, entry.Kind)
	}
}

func TestCIBPayProductionNeedsLive(t *testing.T) {
	for _, base := range []string{
		"https://api.cibpay.co", "https://API.CIBPAY.CO:443/", "https://api.cibpay.co.",
	} {
		only(t, "CIBPAY", map[string]string{"USERNAME": "shop", "PASSWORD": "secret", "BASE_URL": base})
		require.ErrorIs(t, run(t.Context(), nil, new(strings.Builder)), account.ErrNotLive, base)
	}
	server := cibpayHost(t, cibpaytest.Config{})
	t.Setenv("CIBPAY_ENVIRONMENT", "production")
	require.ErrorIs(t, run(t.Context(), nil, new(strings.Builder)), account.ErrNotLive)
	assert.Empty(t, server.Requests(), "nothing may be sent before the refusal")
	require.NoError(t, run(t.Context(), []string{"-live", "-wait", "1ms"}, new(strings.Builder)))
	assert.NotEmpty(t, server.Requests())
}

func TestWrongCredentials(t *testing.T) {
	server := cibpayHost(t, cibpaytest.Config{})
	t.Setenv("CIBPAY_PASSWORD", "other")
	var out strings.Builder
	err := run(t.Context(), nil, &out)
	require.ErrorContains(t, err, "authentication failed")
	require.Contains(t, rows(out.String()), "create order", out.String())
	assert.Equal(t, "not executed", rows(out.String())["create order"][7])
	assert.Empty(t, server.Orders())
}
