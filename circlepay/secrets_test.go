package circlepay_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/circlepay"
	"github.com/paygates/paygates-go/internal/stub"
)

// Whoever prints a client, a config, a request, a result or an error by mistake shows
// no key, no token and no password, and of answers neither the tokens of merchants nor
// the keys of their gateways.
func TestNothingPrintsItsSecrets(t *testing.T) {
	t.Parallel()
	const other = "canary-other-merchant"
	canaries := []string{testKey, testAccount, testMerchant, testOTP, testCallback, sampleToken, sampleAPIKey, "made-up-merchant-code", other}
	echo := `"message":"` + testAccount + ` ` + testMerchant + `","details":"` + testKey + ` ` + testCallback
	var log bytes.Buffer
	host := stub.New(
		sample(t, "merchants_create"), sample(t, "merchants_get"), sample(t, "merchants_list_gateways"),
		reply{Body: `{` + echo + testOTP + `","errorCode":2111,"isError":true,"data":null}`},
		reply{Status: 502, Body: testAccount + testKey},
		reply{Body: `{` + echo + `","errorCode":"` + testMerchant + `","isError":true}`},
		reply{Body: `{` + echo + other + `","errorCode":5111,"isError":true}`},
	)
	client, _ := stubbedWith(t, testConfig(), host,
		paygates.WithLogger(slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug}))))
	made, err := client.Merchants.Create(t.Context(), merchantRequest())
	require.NoError(t, err)
	got, err := client.Merchants.Get(t.Context())
	require.NoError(t, err)
	gateways, err := client.Merchants.ListGateways(t.Context())
	require.NoError(t, err)
	_, wrong := client.Merchants.Verify(t.Context(), verifyRequest())
	require.ErrorIs(t, wrong, paygates.ErrInvalidRequest)
	_, lost := client.Refunds.Create(t.Context(), refundRequest())
	require.ErrorIs(t, lost, paygates.ErrOutcomeUnknown)
	_, odd := client.Invoices.Pay(t.Context(), invoicePayment())
	require.ErrorIs(t, odd, paygates.ErrUnexpectedReply)
	forOther := client.ForMerchant(paygates.NewSecret("Bearer " + other))
	_, absent := forOther.Invoices.Get(t.Context(), sampleInvoice)
	require.ErrorIs(t, absent, paygates.ErrNotFound)

	for name, value := range map[string]any{
		"client": client, "config": testConfig(), "merchants": client.Merchants, "invoices": client.Invoices, "another merchant's": forOther,
		"made": made, "got": got, "gateways": gateways, "gateway": *gateways[1], "request": verifyRequest(),
		"wrong": wrong, "lost": lost, "odd": odd, "absent": absent,
		"inside": struct{ hidden any }{client}, "config inside": struct{ hidden circlepay.Config }{testConfig()},
	} {
		var printed bytes.Buffer
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d"} {
			fmt.Fprintf(&printed, verb, value)
		}
		slog.New(slog.NewTextHandler(&printed, nil)).Info("x", "value", value)
		slog.New(slog.NewJSONHandler(&printed, nil)).Info("x", "value", value)
		if encoded, err := json.Marshal(value); err == nil {
			printed.Write(encoded)
		}
		if err, isError := value.(error); isError {
			e, _ := errors.AsType[*paygates.Error](err)
			fmt.Fprintf(&printed, "%s %s %v %s %+v", e.Message, e.Code, e.Fields, e.ObjectID, e.Intent)
		}
		for i, canary := range canaries {
			if bytes.Contains(printed.Bytes(), []byte(canary)) || bytes.Contains(printed.Bytes(), fmt.Appendf(nil, "%x", canary)) {
				assert.Fail(t, "a secret was printed", "%s, secret %d", name, i)
			}
		}
	}
	for _, canary := range canaries {
		assert.False(t, bytes.Contains(log.Bytes(), []byte(canary)), "a secret was logged")
	}
	assert.Contains(t, log.String(), "/merchants/payment/gateway/list")
}
