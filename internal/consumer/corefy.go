package consumer

import (
	"context"
	"fmt"
	"io"
	"net/http"

	"github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/corefy"
	"github.com/paygates/paygates-go/money"
)

// CorefyClients makes a client of either API from the environment.
func CorefyClients(w io.Writer, opts ...paygates.Option) (private *corefy.Client, public *corefy.PublicClient, err error) {
	config, err := corefy.ConfigFromEnv()
	if err != nil {
		return nil, nil, err
	}
	printed(w, config)
	said(w, config)
	text, err := written(config)
	if err != nil {
		return nil, nil, err
	}
	link, err := corefy.CheckoutURL(config, corefy.CheckoutRequest{Reference: "order-1001", Amount: money.MustParse("100.00", money.USD)})
	if err != nil {
		return nil, nil, err
	}
	fmt.Fprintln(w, string(text), link, len(corefy.Operations()), corefy.Rules().Check(money.MustParse("1", money.USD)))
	if private, err = corefy.New(config, opts...); err != nil {
		return nil, nil, err
	}
	public, err = corefy.NewPublic(config, opts...)
	return private, public, err
}

// CorefyDirectives prints what the gateway's HTTP codes mean.
func CorefyDirectives(w io.Writer) {
	for _, directive := range corefy.Directives() {
		fmt.Fprintln(w, directive.HTTPStatus, directive.Kind, directive.Creating, directive.Advice, directive.Text)
	}
}

// CorefyServices prints the ways to pay that an account has.
func CorefyServices(ctx context.Context, w io.Writer, client *corefy.Client) error {
	page, err := client.Services.List(ctx, corefy.ListServicesRequest{Size: 10, KeepRaw: true})
	if err != nil {
		return err
	}
	fmt.Fprintln(w, page.Total, len(page.RawJSON()))
	for service, err := range client.Services.All(ctx, corefy.ListServicesRequest{}) {
		if err != nil {
			return err
		}
		if service, err = client.Services.Get(ctx, service.ID); err != nil {
			return err
		}
		fmt.Fprintln(w, service.Code, service.AmountMax, len(service.RawJSON()))
	}
	return nil
}

// CorefyChoices prints what a payer, and a receiver, may choose from.
func CorefyChoices(ctx context.Context, w io.Writer, client *corefy.PublicClient) error {
	offered, err := client.Prerequest(ctx, corefy.PrerequestRequest{Currency: money.USD})
	if err != nil {
		return err
	}
	for _, service := range offered.Services {
		fmt.Fprintln(w, service.Code, offered.Method(service.Method).Name.In("en"))
	}
	payouts, err := client.PayoutPrerequest(ctx, corefy.PayoutPrerequestRequest{Amount: money.MustParse("20", money.USD)})
	if err != nil {
		return err
	}
	_, err = w.Write(append(offered.RawJSON(), payouts.RawJSON()...))
	return err
}

// CorefySale makes an invoice and sends the payer to it.
func CorefySale(w http.ResponseWriter, r *http.Request, client *corefy.Client) error {
	invoice, err := client.Invoices.Create(r.Context(), corefy.CreateInvoiceRequest{
		Reference: "order-1001", Service: "payment_card_usd_hpp", Amount: money.MustParse("100.00", money.USD),
		ReturnURL: "https://shop.example/return",
	})
	if err != nil {
		return err
	}
	return invoice.Redirect.Send(w, r)
}

// CorefyPublicSale does the same by the public API.
func CorefyPublicSale(ctx context.Context, client *corefy.PublicClient) (paygates.State, error) {
	invoice, err := client.CreateInvoice(ctx, corefy.PublicInvoiceRequest{
		Reference: "order-1002", Service: "payment_card_usd_hpp", Amount: money.MustParse("100.00", money.USD),
	})
	if err != nil {
		return paygates.StateUnknown, err
	}
	if invoice, err = client.GetInvoice(ctx, invoice.ID); err != nil {
		return paygates.StateUnknown, err
	}
	return invoice.State(), nil
}

// CorefyRead prints invoices in every way of reading them.
func CorefyRead(ctx context.Context, w io.Writer, client *corefy.Client, id string) error {
	invoice, err := client.Invoices.Get(ctx, id)
	if err != nil {
		return err
	}
	fmt.Fprintln(w, invoice.State(), invoice.Paid(), invoice.Refunded(), invoice.DeclineReason(), len(invoice.RawJSON()))
	fmt.Fprintln(w, invoice.Status.State(), invoice.Status.Final(), invoice.Resolution.OK(), invoice.Resolution.Decline())
	same, err := client.Invoices.FindByReference(ctx, invoice.Reference)
	if err != nil {
		return err
	}
	page, err := client.Invoices.List(ctx, corefy.ListInvoicesRequest{KeepRaw: true})
	if err != nil {
		return err
	}
	fmt.Fprintln(w, len(same), len(page.Invoices), len(page.RawJSON()))
	for invoice, err := range client.Invoices.All(ctx, corefy.ListInvoicesRequest{}) {
		if err != nil {
			return err
		}
		fmt.Fprintln(w, invoice.Reference)
	}
	return nil
}

// CorefyRefund gives a part back.
func CorefyRefund(ctx context.Context, w io.Writer, client *corefy.Client, id string) error {
	refund, err := client.Invoices.Refund(ctx, id, corefy.RefundRequest{Reference: "refund-1", Amount: money.MustParse("40.00", money.USD)})
	if err != nil {
		return err
	}
	fmt.Fprintln(w, refund.State())
	_, err = w.Write(refund.RawJSON())
	return err
}

// CorefyPayout pays out to a card.
func CorefyPayout(ctx context.Context, w io.Writer, client *corefy.Client) error {
	payout, err := client.Payouts.Create(ctx, corefy.CreatePayoutRequest{
		Reference: "payout-1", Service: "payment_card_usd", Amount: money.MustParse("20.00", money.USD),
		Fields: map[string]paygates.Secret{"card_number": paygates.NewSecret("4111111111111111")},
	})
	if err != nil {
		return err
	}
	if payout, err = client.Payouts.Get(ctx, payout.ID); err != nil {
		return err
	}
	same, err := client.Payouts.FindByReference(ctx, payout.Reference)
	if err != nil {
		return err
	}
	fmt.Fprintln(w, payout.State(), payout.DeclineReason(), len(payout.RawJSON()), len(same))
	return nil
}

// CorefySettle settles an intent that is open.
func CorefySettle(ctx context.Context, client *corefy.Client, intent paygates.Intent) (any, error) {
	found, err := client.Resolve(ctx, intent)
	if err != nil {
		return nil, err
	}
	return found.Object, nil
}

// CorefyRoutes are the pages that payer and gateway come to.
func CorefyRoutes(client *corefy.Client, fulfil func(context.Context, *corefy.Invoice) error) http.Handler {
	mux := http.NewServeMux()
	mux.Handle("/callback", client.CallbackHandler(fulfil))
	mux.HandleFunc("/return", func(w http.ResponseWriter, r *http.Request) {
		brought, err := corefy.ParseReturn(r)
		if err != nil {
			http.Error(w, "this link is not complete", http.StatusBadRequest)
			return
		}
		invoice, err := client.Confirm(r.Context(), brought.ID)
		if err != nil {
			http.Error(w, "the invoice cannot be read", http.StatusBadGateway)
			return
		}
		fmt.Fprintln(w, invoice.State())
	})
	return mux
}

// CorefyQueued reads a callback that waited in a queue, and one that comes in now.
func CorefyQueued(body []byte, header http.Header, r *http.Request, secrets ...paygates.Secret) (keys []string, err error) {
	verifier, err := corefy.NewVerifier(secrets...)
	if err != nil {
		return nil, err
	}
	queued, err := verifier.Verify(body, header)
	if err != nil {
		return nil, err
	}
	now, err := verifier.VerifyRequest(r)
	if err != nil {
		return nil, err
	}
	for _, callback := range []*corefy.Callback{queued, now} {
		if callback.IsInvoice() && len(callback.RawJSON()) > 0 {
			keys = append(keys, callback.Key())
		}
	}
	return keys, nil
}
