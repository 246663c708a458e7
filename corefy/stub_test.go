package corefy_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/corefy"
	"github.com/paygates/paygates-go/internal/stub"
	"github.com/paygates/paygates-go/money"
)

// reply is one answer of a stub.
type reply = stub.Reply

// clients are a client of either API.
type clients struct {
	Private *corefy.Client
	Public  *corefy.PublicClient
}

// call is one call of a test; nil instead of a result that is none.
type call func(ctx context.Context, c clients) (any, error)

// stubbed are clients whose gateway answers with these replies.
func stubbed(t testing.TB, replies ...reply) (clients, *stub.Host) {
	t.Helper()
	host := stub.New(replies...)
	return open(t, testConfig(), paygates.WithHTTPClient(host.Client())), host
}

func open(t testing.TB, cfg corefy.Config, opts ...paygates.Option) clients {
	t.Helper()
	private, err := corefy.New(cfg, opts...)
	require.NoError(t, err)
	public, err := corefy.NewPublic(cfg, opts...)
	require.NoError(t, err)
	return clients{private, public}
}

// Made-up credentials.
const (
	testSecret = "sk_test_Vq3mZ8tYc1LxR7uNw5Ke0PdHsB2aJf9G"
	liveSecret = "sk_live_0aJf9GVq3mZ8tYc1LxR7uNw5KePdHsB2"
	testKey    = "pk_test_Example0000000000000000000000000000000000"
	liveKey    = "pk_live_Example0000000000000000000000000000000000"
)

func testConfig() corefy.Config {
	return corefy.Config{
		AccountID: "coma_Example0000001", APIKey: paygates.NewSecret("ExampleApiKeyNotReal"), PublicKey: testKey,
		CallbackSecrets: []paygates.Secret{paygates.NewSecret(testSecret)},
		PrivateURL:      "https://com.gateway.example/api", PublicURL: "https://com.gateway.example/public-api",
	}
}

func usd(text string) money.Amount { return money.MustParse(text, money.USD) }

// The requests that make what the documentation's samples show.
func createRequest() corefy.CreateInvoiceRequest {
	return corefy.CreateInvoiceRequest{Reference: "70d42236-2cc4-4e26-8f2f-987fd8fbc276", Service: "payment_card_usd_hpp", Amount: usd("100")}
}

func publicRequest() corefy.PublicInvoiceRequest {
	return corefy.PublicInvoiceRequest{Reference: "7135b08b-701b-4fbc-a7d2-b2763d96d415", Service: "payment_card_usd_hpp", Amount: usd("123.45")}
}

const (
	invoiceID = "cpi_HeSWMM9LvQonCcQc"
	payoutID  = "cpoi_Example000000001"
	refundID  = "ref_Example0000000001"
)

func refundRequest() corefy.RefundRequest {
	return corefy.RefundRequest{Reference: "refund-1", Amount: usd("10"), Before: usd("0")}
}

func payoutRequest() corefy.CreatePayoutRequest {
	return corefy.CreatePayoutRequest{
		Reference: "payout-1", Service: "payment_card_usd", Amount: usd("25.50"),
		Fields: map[string]paygates.Secret{"card_number": paygates.NewSecret("4169741330151778")},
	}
}

func create(req corefy.CreateInvoiceRequest) call {
	return func(ctx context.Context, c clients) (any, error) { return result(c.Private.Invoices.Create(ctx, req)) }
}

func publicCreate(req corefy.PublicInvoiceRequest) call {
	return func(ctx context.Context, c clients) (any, error) { return result(c.Public.CreateInvoice(ctx, req)) }
}

func get(id string) call {
	return func(ctx context.Context, c clients) (any, error) { return result(c.Private.Invoices.Get(ctx, id)) }
}

func publicGet(id string) call {
	return func(ctx context.Context, c clients) (any, error) { return result(c.Public.GetInvoice(ctx, id)) }
}

func find(reference string) call {
	return func(ctx context.Context, c clients) (any, error) {
		hits, err := c.Private.Invoices.FindByReference(ctx, reference)
		if err != nil {
			return nil, err
		}
		return hits, nil
	}
}

func list(req corefy.ListInvoicesRequest) call {
	return func(ctx context.Context, c clients) (any, error) { return result(c.Private.Invoices.List(ctx, req)) }
}

func all(req corefy.ListInvoicesRequest) call {
	return func(ctx context.Context, c clients) (any, error) {
		var out []*corefy.Invoice
		for invoice, err := range c.Private.Invoices.All(ctx, req) {
			if err != nil {
				return nil, err
			}
			out = append(out, invoice)
		}
		return out, nil
	}
}

func refund(id string, req corefy.RefundRequest) call {
	return func(ctx context.Context, c clients) (any, error) {
		return result(c.Private.Invoices.Refund(ctx, id, req))
	}
}

func services(req corefy.ListServicesRequest) call {
	return func(ctx context.Context, c clients) (any, error) { return result(c.Private.Services.List(ctx, req)) }
}

func allServices(req corefy.ListServicesRequest) call {
	return func(ctx context.Context, c clients) (any, error) {
		var out []*corefy.Service
		for service, err := range c.Private.Services.All(ctx, req) {
			if err != nil {
				return nil, err
			}
			out = append(out, service)
		}
		return out, nil
	}
}

func service(id string) call {
	return func(ctx context.Context, c clients) (any, error) { return result(c.Private.Services.Get(ctx, id)) }
}

func payout(req corefy.CreatePayoutRequest) call {
	return func(ctx context.Context, c clients) (any, error) { return result(c.Private.Payouts.Create(ctx, req)) }
}

func getPayout(id string) call {
	return func(ctx context.Context, c clients) (any, error) { return result(c.Private.Payouts.Get(ctx, id)) }
}

func findPayout(reference string) call {
	return func(ctx context.Context, c clients) (any, error) {
		hits, err := c.Private.Payouts.FindByReference(ctx, reference)
		if err != nil {
			return nil, err
		}
		return hits, nil
	}
}

func prerequest(req corefy.PrerequestRequest) call {
	return func(ctx context.Context, c clients) (any, error) { return result(c.Public.Prerequest(ctx, req)) }
}

func payoutPrerequest(req corefy.PayoutPrerequestRequest) call {
	return func(ctx context.Context, c clients) (any, error) { return result(c.Public.PayoutPrerequest(ctx, req)) }
}

// result makes a nil pointer a nil value.
func result[T any](out *T, err error) (any, error) {
	if out == nil {
		return nil, err
	}
	return out, err
}

// operationCalls has a call for each row of Operations.
var operationCalls = map[string]call{
	"Services.List":                 services(corefy.ListServicesRequest{}),
	"Services.All":                  allServices(corefy.ListServicesRequest{}),
	"Services.Get":                  service("comcps_u1xxlHVw1NyeqmjJ"),
	"Invoices.Create":               create(createRequest()),
	"Invoices.Get":                  get(invoiceID),
	"Invoices.FindByReference":      find(createRequest().Reference),
	"Invoices.List":                 list(corefy.ListInvoicesRequest{}),
	"Invoices.All":                  all(corefy.ListInvoicesRequest{}),
	"Invoices.Refund":               refund(invoiceID, refundRequest()),
	"Payouts.Create":                payout(payoutRequest()),
	"Payouts.Get":                   getPayout(payoutID),
	"Payouts.FindByReference":       findPayout("payout-1"),
	"PublicClient.Prerequest":       prerequest(corefy.PrerequestRequest{Currency: money.USD}),
	"PublicClient.PayoutPrerequest": payoutPrerequest(corefy.PayoutPrerequestRequest{Amount: usd("25.50")}),
	"PublicClient.CreateInvoice":    publicCreate(publicRequest()),
	"PublicClient.GetInvoice":       publicGet(invoiceID),
}
