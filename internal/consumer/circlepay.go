package consumer

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"time"

	"github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/circlepay"
	"github.com/paygates/paygates-go/money"
)

// CirclePayClient makes a client from the environment.
func CirclePayClient(w io.Writer, opts ...paygates.Option) (*circlepay.Client, error) {
	config, err := circlepay.ConfigFromEnv()
	if err != nil {
		return nil, err
	}
	printed(w, config)
	said(w, config)
	text, err := written(config)
	if err != nil {
		return nil, err
	}
	fmt.Fprintln(w, string(text), len(circlepay.Operations()), len(circlepay.Rules()), len(circlepay.Routes()))
	config.Endpoints = circlepay.IOSEndpoints()
	for name, endpoint := range circlepay.DocumentedEndpoints() {
		config.Endpoints[name] = endpoint
	}
	return circlepay.New(config, opts...)
}

// CirclePayTables prints what the gateway's codes mean, and what is checked first.
func CirclePayTables(w io.Writer) {
	for _, code := range circlepay.Codes() {
		fmt.Fprintln(w, code.Code, code.Text, code.Kind, code.Outcome, code.Advice)
	}
	for _, rule := range circlepay.ValidationRules() {
		fmt.Fprintln(w, rule.Field, rule.Want, rule.Code)
	}
}

// CirclePayOnboarding makes a merchant and gives the merchant's own client.
func CirclePayOnboarding(ctx context.Context, client *circlepay.Client, otp func() paygates.Secret) (*circlepay.Client, error) {
	const mobile = "+201001414133"
	made, err := client.Merchants.Create(ctx, circlepay.CreateMerchantRequest{
		FirstName: "Ahmed", LastName: "Khaled", Email: "ahmed@shop.example", Mobile: mobile,
		BusinessName: "Shop", BusinessAddress: "El-maadi", CallbackURL: "https://shop.example/circlepay",
	})
	if err != nil {
		return nil, err
	}
	if _, err := client.Merchants.SendOTP(ctx, circlepay.SendOTPRequest{Mobile: mobile, CountryCode: "+20"}); err != nil {
		return nil, err
	}
	if _, err := client.Merchants.Verify(ctx, circlepay.VerifyMerchantRequest{Mobile: mobile, OTP: otp()}); err != nil {
		return nil, err
	}
	return client.ForMerchant(made.Token), nil
}

// CirclePayMerchants prints the account's merchants.
func CirclePayMerchants(ctx context.Context, w io.Writer, client *circlepay.Client) error {
	own, err := client.Merchants.Get(ctx)
	if err != nil {
		return err
	}
	if _, err := client.Merchants.Update(ctx, circlepay.UpdateMerchantRequest{Email: "shop@shop.example"}); err != nil {
		return err
	}
	all, err := client.Merchants.List(ctx)
	fmt.Fprintln(w, own.Status.Active(), len(own.RawJSON()), len(all))
	return err
}

// CirclePayPermissions switches a gateway and its methods off and on again.
func CirclePayPermissions(ctx context.Context, w io.Writer, client *circlepay.Client, gatewayID, methodID string) error {
	for _, call := range []func() (*circlepay.Ack, error){
		func() (*circlepay.Ack, error) { return client.Merchants.DisableMethod(ctx, methodID) },
		func() (*circlepay.Ack, error) { return client.Merchants.DisableGateway(ctx, gatewayID) },
		func() (*circlepay.Ack, error) { return client.Merchants.EnableGateway(ctx, gatewayID) },
		func() (*circlepay.Ack, error) { return client.Merchants.EnableMethod(ctx, methodID) },
	} {
		ack, err := call()
		if err != nil {
			return err
		}
		fmt.Fprintln(w, ack.ID, len(ack.RawJSON()))
	}
	gateways, err := client.Merchants.ListGateways(ctx)
	if err != nil {
		return err
	}
	for _, g := range gateways {
		fmt.Fprintln(w, g.Name, len(g.ConfigJSON()), len(g.RawJSON()))
	}
	methods, err := client.Merchants.ListMethods(ctx)
	for _, m := range methods {
		fmt.Fprintln(w, m.Name, m.Fees.Payment, len(m.RawJSON()))
	}
	return err
}

// CirclePaySystem prints what the gateway connects.
func CirclePaySystem(ctx context.Context, w io.Writer, client *circlepay.Client) error {
	gateways, err := client.Gateways.List(ctx)
	if err != nil {
		return err
	}
	for _, listed := range gateways {
		g, err := client.Gateways.Get(ctx, listed.ID)
		if err != nil {
			return err
		}
		methods, err := client.Methods.List(ctx, g.ID)
		if err != nil {
			return err
		}
		for _, m := range methods {
			if m, err = client.Methods.Get(ctx, m.ID); err != nil {
				return err
			}
			fmt.Fprintln(w, g.Name, len(g.RawJSON()), m.Name, len(m.RawJSON()))
		}
	}
	return nil
}

// CirclePayCustomers keeps a customer.
func CirclePayCustomers(ctx context.Context, w io.Writer, client *circlepay.Client, data circlepay.CustomerData) error {
	if _, err := client.Customers.Create(ctx, circlepay.CreateCustomerRequest{Customer: data}); err != nil {
		return err
	}
	if _, err := client.Customers.Update(ctx, circlepay.UpdateCustomerRequest{Customer: data}); err != nil {
		return err
	}
	kept, err := client.Customers.Get(ctx, data.Mobile)
	if err != nil {
		return err
	}
	all, err := client.Customers.List(ctx)
	fmt.Fprintln(w, kept.City, len(kept.RawJSON()), len(all))
	return err
}

// circlePayInvoice is an invoice over 12000 EGP.
func circlePayInvoice(mobile string) circlepay.CreateInvoiceRequest {
	return circlepay.CreateInvoiceRequest{
		Reference: "order-1001", CustomerMobile: mobile, DueDate: time.Now().AddDate(0, 0, 7),
		Items: []circlepay.Item{{Name: "phone", Quantity: 1, Price: money.MustParse("12000", money.EGP)}},
	}
}

// CirclePaySale makes an invoice and sends the payer to its payment.
func CirclePaySale(w http.ResponseWriter, r *http.Request, client *circlepay.Client, mobile string) error {
	invoice, err := client.Invoices.Create(r.Context(), circlePayInvoice(mobile))
	if err != nil {
		return err
	}
	checkout, err := client.Invoices.Pay(r.Context(), circlepay.PayInvoiceRequest{
		InvoiceID: invoice.InvoiceID, RedirectURL: "https://shop.example/return?invoice_number=" + invoice.InvoiceID,
	})
	if err != nil {
		return err
	}
	return checkout.Redirect.Send(w, r)
}

// CirclePayInvoices makes an invoice and its payment at once, and looks at all.
func CirclePayInvoices(ctx context.Context, w io.Writer, client *circlepay.Client, data circlepay.CustomerData) error {
	checkout, err := client.Invoices.CreateAndPay(ctx, circlepay.CreateAndPayRequest{Customer: data, Invoice: circlePayInvoice(data.Mobile)})
	if err != nil {
		return err
	}
	invoice, err := client.Invoices.Get(ctx, checkout.InvoiceID)
	if err != nil {
		return err
	}
	fmt.Fprintln(w, invoice.State(), invoice.Status.State(), invoice.Paid(), invoice.Refunded(), len(invoice.RawJSON()), len(checkout.RawJSON()))
	all, err := client.Invoices.List(ctx, circlepay.ListInvoicesRequest{CustomerMobile: data.Mobile})
	if err != nil {
		return err
	}
	for _, i := range all {
		if _, err := client.Invoices.Delete(ctx, i.ID); err != nil {
			return err
		}
	}
	return nil
}

// CirclePayLinks sells by a link and takes it away again.
func CirclePayLinks(ctx context.Context, w io.Writer, client *circlepay.Client, data circlepay.CustomerData) error {
	terms := circlepay.LinkTerms{Amount: money.MustParse("18000", money.EGP), Name: "phone", Description: "new", Expiry: time.Now().AddDate(0, 1, 0)}
	made, err := client.PaymentLinks.Create(ctx, circlepay.CreatePaymentLinkRequest{Terms: terms})
	if err != nil {
		return err
	}
	if _, err := client.PaymentLinks.Update(ctx, circlepay.UpdatePaymentLinkRequest{Link: made.ID, Terms: terms}); err != nil {
		return err
	}
	link, err := client.PaymentLinks.Get(ctx, made.ID)
	if err != nil {
		return err
	}
	all, err := client.PaymentLinks.List(ctx, circlepay.ListPaymentLinksRequest{CustomerMobile: data.Mobile})
	if err != nil {
		return err
	}
	checkout, err := client.PaymentLinks.Pay(ctx, circlepay.PayPaymentLinkRequest{Link: link.ID, Customer: data})
	if err != nil {
		return err
	}
	fmt.Fprintln(w, link.Amount, len(link.RawJSON()), len(all), checkout.PaymentID)
	_, err = client.PaymentLinks.Deactivate(ctx, made.ID)
	return err
}

// CirclePayPayments opens a payment by a method, and reads what became of it.
func CirclePayPayments(ctx context.Context, w io.Writer, client *circlepay.Client, data circlepay.CustomerData, gatewayID, methodID string) error {
	checkout, err := client.DirectPayments.Create(ctx, circlepay.CreateDirectPaymentRequest{
		Customer: data, Amount: money.MustParse("75.25", money.EGP), Expiry: time.Now().AddDate(0, 0, 3), GatewayID: gatewayID, MethodID: methodID,
	})
	if err != nil {
		return err
	}
	payment, err := client.Payments.Get(ctx, checkout.PaymentID)
	if err != nil {
		return err
	}
	fmt.Fprintln(w, payment.State(), payment.Status.State(), payment.Paid(), payment.Refunded(), len(payment.RawJSON()))
	all, err := client.Payments.List(ctx, circlepay.ListPaymentsRequest{CustomerMobile: data.Mobile})
	if err != nil {
		return err
	}
	found, err := client.Payments.FindByInvoice(ctx, "order-1001")
	fmt.Fprintln(w, len(all), len(found))
	return err
}

// CirclePayRefund gives a payment's money back, and looks where the answer was lost.
func CirclePayRefund(ctx context.Context, w io.Writer, client *circlepay.Client, paymentID string, lost paygates.Intent) error {
	asked, err := client.Refunds.Create(ctx, circlepay.CreateRefundRequest{PaymentID: paymentID})
	if err != nil {
		return err
	}
	refund, err := client.Refunds.Get(ctx, asked.ID)
	if err != nil {
		return err
	}
	all, err := client.Refunds.List(ctx, circlepay.ListRefundsRequest{})
	if err != nil {
		return err
	}
	found, err := client.Refunds.FindByPayment(ctx, paymentID)
	if err != nil {
		return err
	}
	fmt.Fprintln(w, refund.State(), refund.Status.State(), len(refund.RawJSON()), len(all), len(found))
	resolution, err := client.Resolve(ctx, lost)
	if err != nil {
		return err
	}
	fmt.Fprintln(w, resolution.Verdict, resolution.Advice)
	return nil
}

// CirclePayCallbacks serves callbacks, and reads those that came another way.
func CirclePayCallbacks(w http.ResponseWriter, r *http.Request, client *circlepay.Client, queued []byte) error {
	client.CallbackHandler(func(_ context.Context, confirmed *circlepay.Confirmation) error {
		fmt.Fprintln(w, confirmed.Payment.Paid())
		return nil
	}).ServeHTTP(w, r)
	event, err := circlepay.ParseCallback(queued, r.Header)
	if err != nil {
		return err
	}
	back, err := circlepay.ParseReturn(r)
	if err != nil {
		return err
	}
	for _, e := range []*circlepay.Event{event, back} {
		if _, err := client.Confirm(r.Context(), *e); err != nil {
			return err
		}
	}
	return nil
}
