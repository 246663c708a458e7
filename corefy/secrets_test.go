package corefy_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log/slog"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/corefy"
)

// Whoever prints a client, a request, a result or an error by mistake shows no
// credential, card or token. The rest is for the conformance suite.
func TestNothingPrintsItsSecrets(t *testing.T) {
	t.Parallel()
	const flowToken, cardToken, holder, pan, account = "canary-flow-token", "canary-card-token", "CANARY A HOLDER", suitePAN, "canary-account-0042"
	canaries := []string{flowToken, cardToken, holder, pan, account, "ExampleApiKeyNotReal", testSecret, "Y29tYV9FeGFtcGxlMDAwMDAwMTpFeGFtcGxlQXBpS2V5Tm90UmVhbA=="}

	answer := `{"data":{"type":"payment-invoices","id":"cpi_1","attributes":{"status":"process_pending","currency":"USD","amount":1,
		"flow_data":{"action":"https://pay.example/","method":"POST","params":{"a":"` + flowToken + `"},"metadata":{"sid":"s","token":"` + flowToken + `"}},
		"payload":{"token":"` + cardToken + `","payment_card":{"mask":"` + pan + `","holder":"` + holder + `"}}}}}`
	c := openWith(t, testConfig(), answer)
	invoice, err := c.Private.Invoices.Get(t.Context(), "cpi_1")
	require.NoError(t, err)
	assert.Equal(t, flowToken, invoice.FlowData.Token.Reveal())
	assert.Equal(t, cardToken, invoice.CardToken.Reveal())
	assert.Equal(t, "416974****1778", invoice.Card.Mask)
	out, err := openWith(t, testConfig(), `{"data":{"id":"cpoi_1","attributes":{"fields":{"card_number":"`+pan+`","account_number":"`+account+`"}}}}`).Private.Payouts.Get(t.Context(), "cpoi_1")
	require.NoError(t, err)
	assert.Equal(t, account, out.Fields["account_number"].Reveal())

	req := payoutRequest()
	req.Fields["account_number"], req.Card.Holder = paygates.NewSecret(account), paygates.NewSecret(holder)
	charge := createRequest()
	charge.Token = paygates.NewSecret(cardToken)
	clients, _ := stubbed(t, reply{Status: 422, Body: `{"errors":{"fields":"bad ` + pan + ` ` + account + ` ` + holder + `"}}`}, reply{Status: 422, Body: `{"errors":[{"code":"422","title":"bad ` + cardToken + `","detail":"` + cardToken + `"}]}`})
	_, payoutErr := clients.Private.Payouts.Create(t.Context(), req)
	require.ErrorIs(t, payoutErr, paygates.ErrInvalidRequest)
	_, createErr := clients.Private.Invoices.Create(t.Context(), charge)
	require.ErrorIs(t, createErr, paygates.ErrInvalidRequest)
	_, refusedHere := corefy.NewVerifier(paygates.NewSecret(testSecret), paygates.NewSecret(testSecret))
	require.Error(t, refusedHere)
	badSignature := func() error {
		_, err := verifier(t, testSecret).Verify([]byte(cardToken), signed(flowToken))
		return err
	}()

	for name, value := range map[string]any{
		"invoice": invoice, "redirect": invoice.Redirect, "payout": out, "payout request": req, "request": charge, "payout error": payoutErr, "error": createErr,
		"refused": refusedHere, "signature": badSignature, "client": clients.Private, "public client": clients.Public, "config": testConfig(), "verifier": verifier(t, testSecret),
		"inside": struct{ hidden any }{invoice}, "requests": struct{ hidden corefy.CreatePayoutRequest }{req}, "configs": struct{ hidden corefy.Config }{testConfig()},
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
		for _, canary := range canaries {
			if bytes.Contains(printed.Bytes(), []byte(canary)) || bytes.Contains(printed.Bytes(), fmt.Appendf(nil, "%x", canary)) {
				assert.Fail(t, "a secret was printed", "%s", name)
			}
		}
	}
	assert.Contains(t, fmt.Sprint(testConfig()), `PrivateHost: "com.gateway.example"`)
	assert.Contains(t, fmt.Sprint(corefy.Config{PublicURL: "::"}), `PrivateHost: "missing", PublicHost: "malformed"`)
	text, err := testConfig().MarshalText()
	require.NoError(t, err)
	assert.Equal(t, testConfig().String(), string(text))
}
