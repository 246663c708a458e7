package consumer

import (
	"context"
	"fmt"
	"io"
	"net/http"

	"github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/cinetpay"
	"github.com/paygates/paygates-go/money"
)

// CinetPayClient makes a client from the environment.
func CinetPayClient(w io.Writer, opts ...paygates.Option) (*cinetpay.Client, error) {
	config, err := cinetpay.ConfigFromEnv()
	if err != nil {
		return nil, err
	}
	printed(w, config)
	said(w, config)
	text, err := written(config)
	if err != nil {
		return nil, err
	}
	fmt.Fprintln(w, string(text), len(cinetpay.Operations()), len(cinetpay.Rules()))
	return cinetpay.New(config, opts...)
}

// CinetPayCodes prints what the gateway's codes mean.
func CinetPayCodes(w io.Writer) {
	for _, codes := range [][]cinetpay.Code{cinetpay.CheckoutCodes(), cinetpay.TransferCodes()} {
		for _, code := range codes {
			fmt.Fprintln(w, code.Code, code.Name, code.Kind, code.Outcome, code.State)
		}
	}
}

// CinetPaySale makes a payment link and sends the payer there.
func CinetPaySale(w http.ResponseWriter, r *http.Request, client *cinetpay.Client) error {
	payment, err := client.Payments.Create(r.Context(), cinetpay.CreatePaymentRequest{
		Reference: "order-1001", Amount: money.MustParse("2500", money.XOF), Description: "Order 1001",
		NotifyURL: "https://shop.example/notify", ReturnURL: "https://shop.example/return",
		Channels: cinetpay.ChannelsMobileMoney,
	})
	if err != nil {
		return err
	}
	return payment.Redirect.Send(w, r)
}

// CinetPayInline serves a page around a payment link.
func CinetPayInline(w http.ResponseWriter, client *cinetpay.Client, payment *cinetpay.Payment) error {
	page, err := client.SeamlessPage(cinetpay.SeamlessPageRequest{Payment: payment, DoneURL: "https://shop.example/orders/1001"})
	if err != nil {
		return err
	}
	return page.Serve(w)
}

// CinetPayRead prints a payment.
func CinetPayRead(ctx context.Context, w io.Writer, client *cinetpay.Client) error {
	payment, err := client.Payments.Get(ctx, "order-1001")
	if err != nil {
		return err
	}
	fmt.Fprintln(w, payment.State(), payment.Paid(), payment.Refunded(), payment.DeclineReason(), payment.Status.State())
	_, err = w.Write(payment.RawJSON())
	return err
}

// CinetPayPayout pays a receiver who may be new.
func CinetPayPayout(ctx context.Context, w io.Writer, client *cinetpay.Client) error {
	balance, err := client.Transfers.Balance(ctx)
	if err != nil {
		return err
	}
	receiver := cinetpay.Contact{Prefix: "225", Phone: "0700000001", FamilyName: "Kouadio", GivenName: "Francisse"}
	added, err := client.Transfers.AddContacts(ctx, cinetpay.AddContactsRequest{Contacts: []cinetpay.Contact{receiver}})
	if err != nil {
		return err
	}
	fmt.Fprintln(w, balance.Available, len(balance.RawJSON()), len(added.RawJSON()))
	transfer, err := client.Transfers.Send(ctx, cinetpay.SendRequest{
		Reference: "payout-1", Amount: money.MustParse("5000", money.XOF), Prefix: receiver.Prefix, Phone: receiver.Phone,
		NotifyURL: "https://shop.example/transfers",
	})
	if err != nil {
		return err
	}
	if transfer, err = client.Transfers.Get(ctx, transfer.Reference); err != nil {
		return err
	}
	fmt.Fprintln(w, transfer.State(), transfer.PaidOut(), transfer.Status.State())
	_, err = w.Write(transfer.RawJSON())
	return err
}

// CinetPaySettle settles an intent that is open.
func CinetPaySettle(ctx context.Context, client *cinetpay.Client, intent paygates.Intent) (any, error) {
	found, err := client.Resolve(ctx, intent)
	if err != nil {
		return nil, err
	}
	return found.Object, nil
}

// CinetPayRoutes are the pages that payer and gateway come to.
func CinetPayRoutes(client *cinetpay.Client, fulfil func(context.Context, *cinetpay.Payment) error) http.Handler {
	mux := http.NewServeMux()
	mux.Handle("/notify", client.CallbackHandler(fulfil)) // GET is the gateway's ping
	mux.HandleFunc("/return", func(w http.ResponseWriter, r *http.Request) {
		brought, err := cinetpay.ParseReturn(r)
		if err != nil {
			http.Error(w, "this link is not complete", http.StatusBadRequest)
			return
		}
		payment, err := client.Confirm(r.Context(), brought.Reference)
		if err != nil {
			http.Error(w, "the payment cannot be read", http.StatusBadGateway)
			return
		}
		fmt.Fprintln(w, payment.State())
	})
	return mux
}

// CinetPayQueued reads notifications that waited in a queue, and one that comes
// in now. The reference that a transfer's names is anybody's word.
func CinetPayQueued(body []byte, header http.Header, r *http.Request, secrets ...paygates.Secret) (references []string, err error) {
	verifier, err := cinetpay.NewVerifier("445160", secrets...)
	if err != nil {
		return nil, err
	}
	queued, err := verifier.Verify(body, header)
	if err != nil {
		return nil, err
	}
	now, err := verifier.AllowArrivalOrder().VerifyRequest(r)
	if err != nil {
		return nil, err
	}
	transfer, err := cinetpay.ParseTransferCallback(body, header)
	if err != nil {
		return nil, err
	}
	return []string{queued.Reference, now.Reference, transfer.Reference}, nil
}
