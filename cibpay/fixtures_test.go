package cibpay_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/cibpay"
	"github.com/paygates/paygates-go/internal/stub"
	"github.com/paygates/paygates-go/money"
)

// fixture is one documented sample and the call that it answers.
type fixture struct {
	name   string
	status int
	call   func(ctx context.Context, c *cibpay.Client) (any, error)
	// For a refusal: what it comes to.
	kind    error
	outcome paygates.Outcome
	code    string
	field   string
}

const guideID = "94611545647300120"

func create(amount money.Amount, reference string) func(context.Context, *cibpay.Client) (any, error) {
	return func(ctx context.Context, c *cibpay.Client) (any, error) {
		return c.Orders.Create(ctx, cibpay.CreateOrderRequest{Reference: reference, Amount: amount})
	}
}

func charge(id string, req cibpay.ChargeRequest) func(context.Context, *cibpay.Client) (any, error) {
	return func(ctx context.Context, c *cibpay.Client) (any, error) { return c.Orders.Charge(ctx, id, req) }
}

func refund(id string, req cibpay.RefundRequest) func(context.Context, *cibpay.Client) (any, error) {
	return func(ctx context.Context, c *cibpay.Client) (any, error) { return c.Orders.Refund(ctx, id, req) }
}

func cancel(id string) func(context.Context, *cibpay.Client) (any, error) {
	return func(ctx context.Context, c *cibpay.Client) (any, error) {
		return c.Orders.Cancel(ctx, id, cibpay.CancelRequest{Whole: true})
	}
}

func get(id string) func(context.Context, *cibpay.Client) (any, error) {
	return func(ctx context.Context, c *cibpay.Client) (any, error) { return c.Orders.Get(ctx, id) }
}

func list(ctx context.Context, c *cibpay.Client) (any, error) {
	page, err := c.Orders.List(ctx, cibpay.ListOrdersRequest{})
	if err != nil {
		return nil, err
	}
	return page.Orders, nil
}

func rebill(amount money.Amount) func(context.Context, *cibpay.Client) (any, error) {
	return func(ctx context.Context, c *cibpay.Client) (any, error) {
		return c.Orders.Rebill(ctx, "23014808614292147", cibpay.RebillRequest{Reference: "PKgn75jB", Amount: amount})
	}
}

func credit(amount money.Amount, pan string) func(context.Context, *cibpay.Client) (any, error) {
	return func(ctx context.Context, c *cibpay.Client) (any, error) {
		return c.Orders.Credit(ctx, cibpay.CreditRequest{Reference: "payout-1", Amount: amount, PAN: paygates.NewPAN(pan)})
	}
}

func ping(ctx context.Context, c *cibpay.Client) (any, error) { return c.Ping(ctx) }

func rates(ctx context.Context, c *cibpay.Client) (any, error) {
	return c.ExchangeRates(ctx, cibpay.ExchangeRatesRequest{Date: time.Date(2025, 7, 3, 0, 0, 0, 0, time.UTC)})
}

func fixtures() []fixture {
	const executed, notExecuted, unknown = paygates.OutcomeExecuted, paygates.OutcomeNotExecuted, paygates.OutcomeUnknown
	oneManat := cibpay.RefundRequest{Amount: azn("1.00"), Before: azn("0.00")}
	return []fixture{
		// CIBPay's guide.
		{name: "ping_guide", call: ping},
		{name: "ping_unauthorized", status: 401, call: ping, kind: paygates.ErrAuthentication, outcome: notExecuted, code: "AUTHENTICATION_ERROR"},
		{name: "exchange_rates_guide", call: rates},
		{name: "create_guide", status: 200, call: create(azn("3.33"), "PKgn75jB")},
		{name: "create_authorize_guide", status: 201, call: create(azn("33.33"), "PKgn75jB")},
		{name: "create_validation_error", status: 422, call: create(azn("3.33"), "PKgn75jB"), kind: paygates.ErrInvalidRequest, outcome: notExecuted, code: "VALIDATION_ERROR", field: "amount"},
		{name: "charge_guide", call: charge(guideID, cibpay.ChargeRequest{Amount: azn("11.00"), Before: azn("0.00")})},
		{name: "charge_invalid_state", status: 409, call: charge(guideID, cibpay.ChargeRequest{Whole: true}), kind: paygates.ErrState, outcome: unknown, code: "INVALID_STATE"},
		{name: "rebill_guide", call: rebill(azn("33.00"))},
		{name: "get_guide", call: get(guideID)},
		{name: "get_not_found", status: 404, call: get(guideID), kind: paygates.ErrNotFound, outcome: notExecuted, code: "NOT_FOUND"},
		{name: "list_guide", call: list},
		{name: "cancel_guide", call: cancel(guideID)},
		{name: "cancel_invalid_state", status: 400, call: cancel(guideID), kind: paygates.ErrState, outcome: unknown, code: "INVALID_STATE"},
		{name: "refund_guide", call: refund(guideID, oneManat)},
		{name: "refund_invalid_state", status: 400, call: refund(guideID, oneManat), kind: paygates.ErrState, outcome: unknown, code: "INVALID_STATE"},
		{name: "credit_guide", call: credit(azn("77.00"), "4169741330151778")},
		{name: "credit_validation_error", status: 400, call: credit(azn("77.00"), "4169741330151778"), kind: paygates.ErrInvalidRequest, outcome: notExecuted, code: "VALIDATION_ERROR"},
		// The platform's own page.
		{name: "ping_platform", call: ping},
		{name: "exchange_rates_platform", call: rates},
		{name: "get_platform", call: get("65213580296542862")},
		{name: "list_platform", call: list},
		{name: "create_minimal_platform", status: 201, call: create(usd("9.99"), "5678")},
		{name: "create_full_platform", status: 201, call: create(usd("9.99"), "5678")},
		{name: "reverse_platform", call: func(ctx context.Context, c *cibpay.Client) (any, error) {
			return c.Orders.Reverse(ctx, "23014805692462630")
		}},
		{name: "charge_whole_platform", call: charge("23014806643308174", cibpay.ChargeRequest{Whole: true})},
		{name: "charge_part_platform", call: charge("23014806312026412", cibpay.ChargeRequest{Amount: usd("1.99"), Before: usd("0.00")})},
		{name: "refund_whole_platform", call: refund("23014806643308174", cibpay.RefundRequest{Whole: true})},
		{name: "refund_part_platform", call: refund("23014806312026412", cibpay.RefundRequest{Amount: usd("1.99"), Before: usd("0.00")})},
		{name: "cancel_platform", call: cancel("23014808614292147")},
		{name: "rebill_platform", call: rebill(usd("9.99"))},
		{name: "credit_platform", call: credit(usd("99.99"), "4111111111111111")},
	}
}

func TestDocumentedSamplesDecodeWithoutLoss(t *testing.T) {
	t.Parallel()
	listed := map[string]bool{}
	for _, f := range fixtures() {
		listed[f.name+".json"] = true
		t.Run(f.name, func(t *testing.T) {
			t.Parallel()
			body, err := os.ReadFile(filepath.Join("..", "testdata", "cibpay", f.name+".json"))
			require.NoError(t, err)
			client, _ := stubbed(t, reply{Status: f.status, Body: string(body)})
			result, err := f.call(t.Context(), client)
			if f.kind == nil {
				require.NoError(t, err)
				stub.Lossless(t, body, result, "result_code")
				return
			}
			require.ErrorIs(t, err, f.kind)
			assert.Equal(t, f.outcome, paygates.OutcomeOf(err))
			e, _ := errors.AsType[*paygates.Error](err)
			assert.Equal(t, f.code, e.Code)
			assert.Contains(t, string(body), e.Message)
			assert.NotEmpty(t, e.Message)
			assert.Equal(t, body, e.Raw.Bytes())
			if f.field != "" {
				require.Len(t, e.Fields, 1)
				assert.Equal(t, f.field, e.Fields[0].Field)
			}
		})
	}
	files, err := os.ReadDir(filepath.Join("..", "testdata", "cibpay"))
	require.NoError(t, err)
	for _, file := range files {
		assert.True(t, listed[file.Name()], "no call decodes %s", file.Name())
	}
}
