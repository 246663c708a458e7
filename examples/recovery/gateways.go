package main

import (
	"context"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/bizon"
	"github.com/paygates/paygates-go/bizon/bizontest"
	"github.com/paygates/paygates-go/cibpay"
	"github.com/paygates/paygates-go/cibpay/cibpaytest"
	"github.com/paygates/paygates-go/cinetpay"
	"github.com/paygates/paygates-go/cinetpay/cinetpaytest"
	"github.com/paygates/paygates-go/circlepay"
	"github.com/paygates/paygates-go/circlepay/circlepaytest"
	"github.com/paygates/paygates-go/corefy"
	"github.com/paygates/paygates-go/corefy/corefytest"
	"github.com/paygates/paygates-go/examples/internal/account"
	"github.com/paygates/paygates-go/money"
)

// client is what the shop needs of a gateway: one call that moves money, or makes
// what can be paid, and the way back.
type client struct {
	ask     func(ctx context.Context, target, reference string) error
	resolve func(context.Context, paygates.Intent) (*paygates.Resolution, error)
}

// gateways are the rows, each with the call that its shop is killed in.
var gateways = []struct {
	name string
	open func(url string, options ...paygates.Option) (*client, error)
}{
	{"cibpay", openCIBPay},
	{"bizon", openBizon},
	{"cinetpay", openCinetPay},
	{"corefy", openCorefy},
	{"circlepay", openCirclePay},
}

// openCIBPay: a part of an order goes back.
func openCIBPay(url string, options ...paygates.Option) (*client, error) {
	c, err := cibpay.New(cibpayConfig(url), options...)
	if err != nil {
		return nil, err
	}
	return &client{resolve: c.Resolve, ask: func(ctx context.Context, order, _ string) error {
		_, err := c.Orders.Refund(ctx, order, cibpay.RefundRequest{Amount: money.MustParse("3.00", money.AZN)})
		return err
	}}, nil
}

func cibpayConfig(url string) cibpay.Config {
	return cibpay.Config{Username: cibpaytest.DefaultUsername, Password: paygates.NewSecret(cibpaytest.DefaultPassword), BaseURL: url}
}

// openBizon: what is held on a card is charged.
func openBizon(url string, options ...paygates.Option) (*client, error) {
	c, err := bizon.New(account.OfModel(&bizontest.Server{URL: url}), options...)
	if err != nil {
		return nil, err
	}
	return &client{resolve: c.Resolve, ask: func(ctx context.Context, order, _ string) error {
		_, err := c.Orders.Charge(ctx, order, bizon.ChargeRequest{Amount: money.MustParse("10.50", money.EUR)})
		return err
	}}, nil
}

// openCinetPay: money goes to a phone.
func openCinetPay(url string, options ...paygates.Option) (*client, error) {
	c, err := cinetpay.New(account.OfCinetPayModel(&cinetpaytest.Server{URL: url}), options...)
	if err != nil {
		return nil, err
	}
	return &client{resolve: c.Resolve, ask: func(ctx context.Context, phone, reference string) error {
		_, err := c.Transfers.Send(ctx, cinetpay.SendRequest{
			Reference: reference, Amount: money.MustParse("5000", money.XOF), Prefix: "225", Phone: phone,
			NotifyURL: "https://shop.example/transfers",
		})
		return err
	}}, nil
}

// openCorefy: an invoice is made.
func openCorefy(url string, options ...paygates.Option) (*client, error) {
	c, err := corefy.New(account.OfCorefyModel(&corefytest.Server{PrivateURL: url + "/api", PublicURL: url + "/public-api"}), options...)
	if err != nil {
		return nil, err
	}
	return &client{resolve: c.Resolve, ask: func(ctx context.Context, service, reference string) error {
		_, err := c.Invoices.Create(ctx, corefy.CreateInvoiceRequest{
			Reference: reference, Service: service, Amount: money.MustParse("24.00", money.USD),
		})
		return err
	}}, nil
}

// openCirclePay: a payment goes back, the whole of it.
func openCirclePay(url string, options ...paygates.Option) (*client, error) {
	c, err := circlepay.New(account.OfCirclePayModel(&circlepaytest.Server{URL: url}), options...)
	if err != nil {
		return nil, err
	}
	return &client{resolve: c.Resolve, ask: func(ctx context.Context, payment, _ string) error {
		_, err := c.Refunds.Create(ctx, circlepay.CreateRefundRequest{PaymentID: payment})
		return err
	}}, nil
}
