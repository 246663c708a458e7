package cinetpay_test

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
	"github.com/paygates/paygates-go/cinetpay"
)

// Whoever prints a client, a config, a verifier, a result or an error by mistake
// shows no key, password or token, not even after a call that made one known.
func TestNothingPrintsItsSecrets(t *testing.T) {
	t.Parallel()
	const signature = "5f1c0b7e9a" // of the notification
	canaries := []string{testKey, testPassword, testToken, testSecret, signature}
	echo := `"message":"` + testToken + `","description":"` + testKey + ` ` + testPassword + ` ` + testSecret + `"`
	var log bytes.Buffer
	host := scripted(
		reply{Body: `{"code":"602",` + echo + `,"data":[]}`},
		reply{Status: 502, Body: testToken + testKey},
		reply{Body: `{"code":"` + testKey + `","message":"` + testKey + `","description":"` + testPassword + testSecret + `"}`},
	)
	client, err := cinetpay.New(testConfig(), paygates.WithHTTPClient(host.Client()),
		paygates.WithLogger(slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug}))))
	require.NoError(t, err)
	_, declined := client.Transfers.Send(t.Context(), sendRequest())
	require.ErrorIs(t, declined, paygates.ErrDeclined)
	_, lost := client.Transfers.Send(t.Context(), sendRequest())
	require.ErrorIs(t, lost, paygates.ErrOutcomeUnknown)
	_, odd := client.Payments.Create(t.Context(), createRequest())
	require.ErrorIs(t, odd, paygates.ErrUnexpectedReply)
	v := verifier(t)
	notification, err := v.Verify([]byte(bodyA), tokenHeader(tokenA))
	require.NoError(t, err)
	_, forged := v.Verify([]byte(bodyB), tokenHeader(tokenA))
	require.ErrorIs(t, forged, paygates.ErrSignature)
	page, err := live(t).SeamlessPage(cinetpay.SeamlessPageRequest{ExposeAPIKey: true, Checkout: createEverything()})
	require.NoError(t, err)

	for name, value := range map[string]any{
		"client": client, "config": testConfig(), "payments": client.Payments, "transfers": client.Transfers, "verifier": v,
		"arrival": v.AllowArrivalOrder(), "notification": notification, "declined": declined, "lost": lost, "odd": odd, "forged": forged,
		"page": page, "inside": struct{ hidden any }{client}, "config inside": struct{ hidden cinetpay.Config }{testConfig()},
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
		if e, ok := errors.AsType[*paygates.Error](anError(value)); ok {
			fmt.Fprintf(&printed, "%s %s %v %s %+v", e.Message, e.Code, e.Fields, e.ObjectID, e.Intent)
		}
		for _, canary := range canaries {
			if bytes.Contains(printed.Bytes(), []byte(canary)) || bytes.Contains(printed.Bytes(), fmt.Appendf(nil, "%x", canary)) {
				assert.Fail(t, "a secret was printed", "%s", name)
			}
		}
	}
	for _, canary := range canaries {
		assert.False(t, bytes.Contains(log.Bytes(), []byte(canary)), "a secret was logged")
	}
	assert.Contains(t, log.String(), "/v1/transfer/money/send/contact")
	assert.NotContains(t, log.String(), "token=")
}

func anError(value any) error {
	err, _ := value.(error)
	return err
}
