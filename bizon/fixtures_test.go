package bizon_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/bizon"
	"github.com/paygates/paygates-go/internal/stub"
)

// fixture is one sample of Bizon's page, the call that it answers, and what the
// order has then come to.
type fixture struct {
	name   string
	status int
	call   call
	state  paygates.State
}

func fixtures() []fixture {
	authorize := func(reference string) call {
		req := authorizeEverything()
		req.Reference = reference
		return of((*bizon.OrdersAPI).Authorize, req)
	}
	create := of((*bizon.OrdersAPI).Create, createEverything())
	pan := paygates.NewPAN("4111111111111111")
	ten := usd("9.99")
	return []fixture{
		{name: "ping", call: ping},
		{name: "get", call: get("65213580296542862"), state: paygates.StateAuthorized},
		{name: "list", call: list(bizon.ListOrdersRequest{})},
		{name: "operations", call: listOperations(bizon.ListOperationsRequest{})},
		{name: "exchange_rates", call: rates(bizon.ExchangeRatesRequest{})},
		{name: "create_minimal", status: 201, call: create, state: paygates.StatePending},
		{name: "create_full", status: 201, call: create, state: paygates.StatePending},
		{name: "authorize_minimal", call: authorize("5678"), state: paygates.StateAuthorized},
		{name: "authorize_full", call: authorize("5678"), state: paygates.StateAuthorized},
		{name: "authorize_3ds", status: 201, call: authorize("5678"), state: paygates.StatePending},
		{name: "reverse", call: just("23014805692462630", (*bizon.OrdersAPI).Reverse), state: paygates.StateCanceled},
		{name: "charge_whole", call: on(sampleID, (*bizon.OrdersAPI).Charge, bizon.ChargeRequest{Whole: true}), state: paygates.StatePaid},
		{name: "charge_part", call: on("23014806312026412", (*bizon.OrdersAPI).Charge, bizon.ChargeRequest{Amount: usd("1.99"), Before: usd("0.00")}), state: paygates.StatePartlyPaid},
		{name: "refund_whole", call: on(sampleID, (*bizon.OrdersAPI).Refund, bizon.RefundRequest{Whole: true}), state: paygates.StateRefunded},
		{name: "refund_part", call: on("23014806312026412", (*bizon.OrdersAPI).Refund, bizon.RefundRequest{Amount: usd("1.99"), Before: usd("0.00")}), state: paygates.StateRefunded},
		{name: "cancel", call: on("23014808614292147", (*bizon.OrdersAPI).Cancel, bizon.CancelRequest{Whole: true}), state: paygates.StateRefunded},
		{name: "rebill", call: on("23014808614292147", (*bizon.OrdersAPI).Rebill, bizon.RebillRequest{Reference: "5679", Amount: ten}), state: paygates.StateAuthorized},
		{name: "credit_order", call: on("23014808614292147", (*bizon.OrdersAPI).CreditOrder, bizon.CreditOrderRequest{Reference: "p-1", Amount: ten}), state: paygates.StatePaidOut},
		{name: "credit", call: of((*bizon.OrdersAPI).Credit, bizon.CreditRequest{Reference: "p-1", Amount: usd("99.99"), PAN: pan}), state: paygates.StatePaidOut},
		{name: "token_pay", call: of((*bizon.OrdersAPI).TokenPay, tokenEverything()), state: paygates.StateAuthorized},
		{name: "complete", call: on("43809080318125930", (*bizon.OrdersAPI).Complete, bizon.CompleteRequest{PaRes: paygates.NewSecret("YAED53A345D")}), state: paygates.StatePaid},
		{name: "complete3ds2", call: on("57937457169525773", (*bizon.OrdersAPI).Complete3DS2, bizon.Complete3DS2Request{}), state: paygates.StateAuthorized},
		{name: "resume", call: just("60391976929806541", (*bizon.OrdersAPI).Resume), state: paygates.StatePending},
	}
}

func TestDocumentedSamplesDecodeWithoutLoss(t *testing.T) {
	t.Parallel()
	listed := map[string]bool{}
	for _, f := range fixtures() {
		listed[f.name+".json"] = true
		t.Run(f.name, func(t *testing.T) {
			t.Parallel()
			body := sample(t, f.name)
			client, _ := stubbed(t, reply{Status: f.status, Body: string(body)})
			result, err := f.call(t.Context(), client)
			require.NoError(t, err)
			stub.Lossless(t, body, result, "form3d_html")
			if o, ok := result.(*bizon.Order); ok {
				assert.Equal(t, f.state.String(), o.State().String())
				assert.Equal(t, body, o.RawJSON())
			}
		})
	}
	files, err := os.ReadDir(filepath.Join("..", "testdata", "bizon"))
	require.NoError(t, err)
	for _, file := range files {
		assert.True(t, listed[file.Name()], "no call decodes %s", file.Name())
	}
}

func sample(t testing.TB, name string) []byte {
	t.Helper()
	return stub.Sample(t, "bizon", name)
}
