package bizon_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log/slog"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/bizon"
)

// Whoever prints a request, a result or an error by mistake shows nothing of a
// card or of an authentication. The rest is for the conformance suite.
func TestNothingPrintsItsSecrets(t *testing.T) {
	t.Parallel()
	canaries := []string{suitePAN, suiteCVV, suiteHolder, suiteToken, suiteCAVV, suiteXID, suitePaRes, suiteCRes}
	authorize := authorizeEverything()
	authorize.PAN, authorize.Card = paygates.NewPAN(suitePAN), suiteCard()
	authorize.Secure3D.XID, authorize.Secure3D.CAVV = paygates.NewSecret(suiteXID), paygates.NewSecret(suiteCAVV)
	token := tokenEverything()
	token.Token.Token = paygates.NewSecret(suiteToken)

	client, _ := stubbed(t,
		orders(waitingFields+`,"form3d":{"action":"https://acs.example/","method":"POST","PaReq":"`+suitePaRes+`","creq":"`+suiteCRes+`"},"form3d_html":"`+suitePaRes+`",`+
			`"pan":"`+suitePAN+`","card":{"holder":"`+suiteHolder+`"},"secure3d":{"xid":"`+suiteXID+`","cavv":"`+suiteCAVV+`"}`),
		reply{Status: 422, Body: `{"failure_type":"validation","failure_message":"bad ` + suitePaRes + `","errors":[{"attribute":"PaRes","message":"` + suitePaRes + `"}]}`},
		reply{Status: 422, Body: `{"failure_type":"validation","failure_message":"bad ` + suiteToken + `"}`})
	waiting, err := operationCalls["Orders.Resume"](t.Context(), client)
	require.Error(t, err, "another order's")
	waitingErr := err
	_, refused := client.Orders.Complete(t.Context(), "7", bizon.CompleteRequest{PaRes: paygates.NewSecret(suitePaRes)})
	require.ErrorIs(t, refused, paygates.ErrInvalidRequest)
	_, tokenErr := client.Orders.TokenPay(t.Context(), token)
	require.ErrorIs(t, tokenErr, paygates.ErrInvalidRequest)

	client, _ = stubbed(t, orders(waitingFields+`,"form3d":{"action":"https://acs.example/","method":"POST","PaReq":"`+suitePaRes+`","creq":"`+suiteCRes+`"},"pan":"`+suitePAN+`",`+
		`"card":{"holder":"`+suiteHolder+`"},"secure3d":{"xid":"`+suiteXID+`","cavv":"`+suiteCAVV+`"}`))
	order, err := operationCalls["Orders.TokenPay"](t.Context(), client)
	require.NoError(t, err)

	for name, value := range map[string]any{
		"authorize": authorize, "token": token, "complete": bizon.CompleteRequest{PaRes: paygates.NewSecret(suitePaRes)},
		"complete 2": bizon.Complete3DS2Request{CRes: paygates.NewSecret(suiteCRes)}, "order": order, "no order": waiting,
		"redirect": order.(*bizon.Order).Redirect, "error": refused, "other error": waitingErr, "token error": tokenErr, "client": client,
		"inside": struct{ hidden any }{order}, "requests": struct{ hidden bizon.AuthorizeRequest }{authorize},
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
}
