package cibpay_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/cibpay"
)

// Why an order was refused stands in three places, of which the one that says
// most counts. An order that was not refused has no reason, whatever failed on
// its way.
func TestDeclineReason(t *testing.T) {
	t.Parallel()
	failed := func(code string) string {
		return `,"operations":[{"type":"authorize","status":"failure","iso_response_code":"` + code + `"}]`
	}
	bank := func(answer string) string { return `,"secure3d":{"authorization_status":"` + answer + `"}` }
	for _, c := range []struct {
		status, rest string
		want         paygates.DeclineReason
	}{
		{"declined", "", paygates.DeclineByIssuer},
		{"DECLINED", failed("51"), paygates.DeclineInsufficientFunds},
		{"declined", failed("05"), paygates.DeclineByIssuer},
		{"declined", failed("no such code"), paygates.DeclineByIssuer},
		{"declined", bank("Y"), paygates.DeclineByIssuer},
		{"declined", bank("Y") + failed("51"), paygates.DeclineInsufficientFunds},
		{"declined", bank("N") + failed("05"), paygates.Decline3DSecure},
		{"declined", bank("N") + failed("51"), paygates.DeclineInsufficientFunds},
		{"rejected", "", paygates.DeclineGatewayRule},
		{"rejected", bank("N"), paygates.Decline3DSecure},
		{"rejected", bank("R"), paygates.Decline3DSecure},
		{"rejected", bank("A"), paygates.DeclineGatewayRule},
		{"fraud", bank("N"), paygates.DeclineFraud},
		{"fraud", failed("43"), paygates.DeclineLostOrStolen},
		{"prepared", bank("N"), paygates.DeclineUnknown},
		{"authorized", bank("N") + failed("51"), paygates.DeclineUnknown},
		{"error", failed("51"), paygates.DeclineUnknown},
		{"no such word", failed("51"), paygates.DeclineUnknown},
	} {
		client, _ := stubbed(t, reply{Body: `{"orders":[{"id":"7","status":"` + c.status + `","amount":"9.00","amount_charged":"0.00","amount_refunded":"0.00","currency":"AZN"` + c.rest + `}]}`})
		o, err := client.Orders.Get(t.Context(), "7", cibpay.ExpandOperations, cibpay.ExpandSecure3D)
		require.NoError(t, err)
		assert.Equal(t, c.want, o.DeclineReason(), "%s%s", c.status, c.rest)
	}
	assert.Equal(t, paygates.DeclineUnknown, new(cibpay.Order).DeclineReason())
}
