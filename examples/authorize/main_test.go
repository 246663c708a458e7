package main

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/bizon"
	"github.com/paygates/paygates-go/bizon/bizontest"
	"github.com/paygates/paygates-go/examples/internal/account"
	"github.com/paygates/paygates-go/money"
)

// clean is an environment without settings. Tests that need it are not parallel.
func clean(t *testing.T) {
	t.Helper()
	for _, name := range strings.Fields("BIZON_USERNAME BIZON_PASSWORD BIZON_BASE_URL BIZON_CHECKOUT_URL CARD_NUMBER CARD_EXPIRY CARD_CVV CARD_HOLDER") {
		t.Setenv(name, "")
	}
}

func TestRun(t *testing.T) {
	clean(t)
	var out strings.Builder
	require.NoError(t, run(t.Context(), nil, &out))
	for _, want := range []string{
		"embedded model",
		"held       120.00 USD  on 411111****1111, order ",
		"charged     79.90 USD  of it",
		"read back   79.90 USD  partly paid, of 120.00 USD",
		"120.00 USD  authorize: success",
		"79.90 USD  charge: success",
	} {
		assert.Contains(t, out.String(), want)
	}
}

func TestACardFromTheEnvironmentIsNeverPrinted(t *testing.T) {
	clean(t)
	t.Setenv("CARD_NUMBER", "4000000000000002") // declined as fraud
	t.Setenv("CARD_EXPIRY", "11/2033")
	t.Setenv("CARD_CVV", "737")
	t.Setenv("CARD_HOLDER", "Aysel Aliyeva")
	var out strings.Builder
	err := run(t.Context(), []string{"-hold", "9.99 EUR"}, &out)
	require.ErrorIs(t, err, paygates.ErrDeclined)
	assert.Contains(t, out.String(), "declined: suspected fraud; the refused order is ")
	for _, secret := range []string{"4000000000000002", "737", "Aysel"} {
		assert.NotContains(t, out.String()+err.Error(), secret)
	}
	t.Setenv("CARD_EXPIRY", "2033-11")
	require.ErrorContains(t, run(t.Context(), nil, &out), "CARD_EXPIRY")
}

func TestARealHostNeedsLive(t *testing.T) {
	clean(t)
	for _, name := range []string{"BIZON_USERNAME", "BIZON_PASSWORD", "BIZON_CHECKOUT_URL", "BIZON_BASE_URL"} {
		t.Setenv(name, "https://gateway.example")
	}
	require.ErrorIs(t, run(t.Context(), nil, new(strings.Builder)), account.ErrNotLive)
}

var (
	whole = money.MustParse("120.00", money.USD)
	part  = money.MustParse("79.90", money.USD)
)

// staying runs the job against a model with that fault.
func staying(t *testing.T, fault *bizontest.Fault, options bizon.CardOptions) (*bizontest.Server, string, error) {
	t.Helper()
	model := bizontest.NewServer(bizontest.Config{})
	t.Cleanup(model.Close)
	if fault != nil {
		model.Fail(*fault)
	}
	client, err := bizon.New(account.OfModel(model))
	require.NoError(t, err)
	number, card := account.TestCard()
	request := bizon.AuthorizeRequest{Reference: "stay-1", Amount: whole, PAN: number, Card: card, IP: "203.0.113.7", Options: options}
	var out strings.Builder
	err = stay(t.Context(), client, request, part, &out)
	assert.Zero(t, model.PendingFaults())
	return model, out.String(), err
}

func moved(model *bizontest.Server) (kinds []string) {
	for _, entry := range model.Ledger() {
		if entry.Kind != bizontest.Created {
			kinds = append(kinds, string(entry.Kind)+" "+entry.Amount.String())
		}
	}
	return kinds
}

func TestALostAnswerIsLookedUp(t *testing.T) {
	t.Parallel()
	for _, call := range []string{"POST /orders/authorize", "PUT /orders/{id}/charge"} {
		model, out, err := staying(t, &bizontest.Fault{On: call, When: bizontest.AfterCommit, Drop: true}, bizon.CardOptions{})
		require.NoError(t, err, call)
		assert.Contains(t, out, "partly paid", call)
		assert.Equal(t, []string{"authorize 120.00 USD", "charge 79.90 USD"}, moved(model), "once, whatever the network did")
	}
}

func TestWhatStaysUnknownIsNotRepeated(t *testing.T) {
	t.Parallel()
	model, out, err := staying(t, &bizontest.Fault{On: "PUT /orders/{id}/charge", Drop: true}, bizon.CardOptions{})
	require.ErrorIs(t, err, paygates.ErrOutcomeUnknown)
	assert.Contains(t, out, "nobody knows yet whether Orders.Charge took effect: do not repeat it")
	assert.Equal(t, []string{"authorize 120.00 USD"}, moved(model))
}

func TestALookUpThatFailsLeavesItUnknown(t *testing.T) {
	t.Parallel()
	model, out, err := staying(t, &bizontest.Fault{Times: 1 + 3, Drop: true}, bizon.CardOptions{})
	require.ErrorIs(t, err, paygates.ErrOutcomeUnknown)
	assert.Contains(t, out, "whether Orders.Authorize took effect")
	assert.Empty(t, moved(model))
}

func TestAPayerWhoMustAuthenticate(t *testing.T) {
	t.Parallel()
	model, _, err := staying(t, nil, bizon.CardOptions{Force3D: new(true)})
	require.ErrorIs(t, err, errAskedPayer)
	assert.Empty(t, moved(model))
}

func TestAProjectThatChargesAtOnce(t *testing.T) {
	t.Parallel()
	_, _, err := staying(t, nil, bizon.CardOptions{AutoCharge: new(true)})
	require.ErrorContains(t, err, "is paid, not held")
}
