package main

import (
	"errors"
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/paygates/paygates-go/cibpay/cibpaytest"
	"github.com/paygates/paygates-go/money"
)

// None of these tests is parallel: the program reads environment variables.

func environment(t *testing.T, username, password, baseURL, environment string) {
	t.Helper()
	for name, value := range map[string]string{
		"CIBPAY_USERNAME": username, "CIBPAY_PASSWORD": password, "CIBPAY_BASE_URL": baseURL,
		"CIBPAY_ENVIRONMENT":  environment,
		"CIBPAY_CHECKOUT_URL": "", "CIBPAY_CLIENT_CERT": "", "CIBPAY_CLIENT_KEY": "",
	} {
		t.Setenv(name, value)
	}
}

// host starts a model and makes the program take it for a real host.
func host(t *testing.T, cfg cibpaytest.Config) *cibpaytest.Server {
	t.Helper()
	server := cibpaytest.NewServer(cfg)
	t.Cleanup(server.Close)
	environment(t, cibpaytest.DefaultUsername, cibpaytest.DefaultPassword, server.URL, "")
	return server
}

// person pays the first order that can be paid.
func person(t *testing.T, server *cibpaytest.Server) {
	t.Helper()
	paid := make(chan error, 1)
	go func() {
		for range 500 {
			for _, o := range server.Orders() {
				paid <- server.Pay(o.ID)
				return
			}
			time.Sleep(10 * time.Millisecond)
		}
		paid <- errors.New("no order came")
	}()
	t.Cleanup(func() { assert.NoError(t, <-paid) })
}

// rows gives the table rows of an output, without their headings.
func rows(output string) map[string][]string {
	found := make(map[string][]string)
	for row := range strings.Lines(output) {
		columns := regexp.MustCompile(`\s{2,}`).Split(strings.TrimSpace(row), -1)
		if len(columns) == 8 {
			found[columns[0]] = columns
		}
	}
	return found
}

func TestEmbeddedModel(t *testing.T) {
	environment(t, "", "", "", "")
	var out strings.Builder
	require.NoError(t, run(t.Context(), nil, &out))
	output := out.String()
	got := rows(output)

	for _, want := range []struct{ step, state, amount, paid, refunded, outcome string }{
		{"create order", "pending", "10.50 AZN", "0.00", "0.00", "executed"},
		{"payer pays", "authorized", "10.50 AZN", "0.00", "0.00", "executed"},
		{"look up", "authorized", "10.50 AZN", "0.00", "0.00", "executed"},
		{"charge", "paid", "10.50 AZN", "10.50", "0.00", "executed"},
		{"refund a part", "partly refunded", "10.50 AZN", "10.50", "3.00", "executed"},
		{"list", "partly refunded", "10.50 AZN", "10.50", "3.00", "executed"},
		{"refund again", "–", "–", "–", "–", "unknown"},
		{"resolve", "partly refunded", "10.50 AZN", "10.50", "5.25", "executed"},
	} {
		row := got[want.step]
		if assert.Len(t, row, 8, want.step) {
			assert.Equal(t, []string{want.state, want.amount, want.paid, want.refunded, want.outcome}, row[3:], want.step)
			assert.Regexp(t, `^qs-\d{12}$`, row[1], want.step)
			assert.Regexp(t, `^\d{17}$`, row[2], want.step)
		}
	}
	assert.Contains(t, output, "embedded model at http://127.0.0.1:")
	assert.Contains(t, output, "attempts   1; advice: look up")
	assert.Contains(t, output, "verdict    executed; advice: none")
	assert.Contains(t, output, "5  refund                     2.25 AZN", "the ledger has the refund whose answer was lost")
	for row := range strings.Lines(output) {
		assert.LessOrEqual(t, utf8.RuneCountInString(strings.TrimSuffix(row, "\n")), 110, row)
	}
}

func TestRealHost(t *testing.T) {
	server := host(t, cibpaytest.Config{})
	person(t, server)
	var out strings.Builder
	require.NoError(t, run(t.Context(), []string{"-wait", "30s"}, &out))
	output := out.String()

	order := server.Orders()[0]
	assert.Contains(t, output, "this is a real host")
	assert.Contains(t, output, "Please pay here within 30s:\n  "+order.CheckoutURL)
	assert.NotContains(t, output, "ledger", "a real host has none to show")
	require.Contains(t, rows(output), "resolve", output)
	assert.Equal(t, "executed", rows(output)["resolve"][7])
	assert.Equal(t, "5.25 AZN", order.Refunded.String())
}

// The form of CIBPay's guide has no totals: nothing proves what became of a
// lost refund, and the program says so.
func TestGuideFormHost(t *testing.T) {
	server := host(t, cibpaytest.Config{Form: cibpaytest.GuideForm})
	person(t, server)
	var out strings.Builder
	require.NoError(t, run(t.Context(), []string{"-wait", "30s"}, &out))
	output := out.String()

	assert.Contains(t, output, "the order is looked up by its id")
	require.Contains(t, rows(output), "resolve", output)
	assert.Equal(t, "unknown", rows(output)["resolve"][7])
	assert.Contains(t, output, "1 outcome(s) could not be settled")
	assert.Equal(t, money.MustParse("5.25", money.AZN), server.Orders()[0].Refunded)
}

func TestNobodyPays(t *testing.T) {
	server := host(t, cibpaytest.Config{})
	var out strings.Builder
	require.NoError(t, run(t.Context(), []string{"-wait", "1ms"}, &out))
	got := rows(out.String())
	for _, step := range []string{"payer pays", "charge", "refund a part", "refund again"} {
		if assert.Len(t, got[step], 8, step) {
			assert.Equal(t, []string{"pending", "skipped"}, []string{got[step][3], got[step][7]}, step)
		}
	}
	assert.Contains(t, out.String(), "nobody paid within 1ms")
	for _, entry := range server.Ledger() {
		assert.Equal(t, cibpaytest.Created, entry.Kind)
	}
}

func TestProductionNeedsLive(t *testing.T) {
	for _, base := range []string{
		"https://api.cibpay.co", "https://API.CIBPAY.CO:443/", "https://api.cibpay.co.",
	} {
		environment(t, "shop", "secret", base, "")
		require.ErrorIs(t, run(t.Context(), nil, new(strings.Builder)), errNotLive, base)
	}
	server := host(t, cibpaytest.Config{})
	t.Setenv("CIBPAY_ENVIRONMENT", "production")
	require.ErrorIs(t, run(t.Context(), nil, new(strings.Builder)), errNotLive)
	assert.Empty(t, server.Requests(), "nothing may be sent before the refusal")
	require.NoError(t, run(t.Context(), []string{"-live", "-wait", "1ms"}, new(strings.Builder)))
	assert.NotEmpty(t, server.Requests())
}

func TestHalfASettingIsAMistake(t *testing.T) {
	environment(t, "shop", "secret", "", "")
	err := run(t.Context(), nil, new(strings.Builder))
	require.ErrorContains(t, err, "CIBPAY_BASE_URL not set")
	assert.NotContains(t, fmt.Sprintf("%+v", err), "secret")
}

func TestWrongCredentials(t *testing.T) {
	server := host(t, cibpaytest.Config{})
	t.Setenv("CIBPAY_PASSWORD", "other")
	var out strings.Builder
	err := run(t.Context(), nil, &out)
	require.ErrorContains(t, err, "authentication failed")
	require.Contains(t, rows(out.String()), "create order", out.String())
	assert.Equal(t, "not executed", rows(out.String())["create order"][7])
	assert.Empty(t, server.Orders())
}
